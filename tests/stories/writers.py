"""Real programs on one office, each at its own desk: started, left to work for a while, killed."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).parents[2]


@dataclass
class Told:
    """What the programs at a desk told before they were killed.

    Keys as (number, when) by call; `waits` in seconds, how long each call took to be recorded.
    """

    contacts: set[int] = field(default_factory=set)
    promises: set[int] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    keys: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    killed_at: dict[str, float] = field(default_factory=dict)

    def take(self, line: str) -> None:
        """Take in one line."""
        what, *words = line.split()
        if what == "call":
            self.keys[words[0]] = []
        elif what == "key":
            self.keys[words[0]].append((int(words[1]), float(words[2])))
        elif what == "recorded":
            self.contacts.add(int(words[0]))
            self.promises |= {int(words[1])} - {0}
            self.waits.append(float(words[2]))
        elif what == "failed":
            self.failures.append(line)


class Writer:
    """The desk `desk` of `tests/stories/writer.py`; `told` is what all its programs told."""

    def __init__(self, path: Path, key: bytes, name: str, desk: str) -> None:
        self.told = Told()
        self._heard = b""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.stories.writer", str(path), key.hex(), name, desk],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            bufsize=0,
            start_new_session=True,
        )

    def work(self, story: str, seed: int, length: float) -> None:
        """Start a program that plays `story`, and kill it after `length` seconds, wherever it is then."""
        self._say(f"{story} {seed}\n")
        child = int(self.until("born").split()[1])
        before = set(self.told.keys)
        self._listen(monotonic() + length)
        killed_at = monotonic()
        os.kill(child, signal.SIGKILL)
        self.until("died")
        for call in set(self.told.keys) - before:
            self.told.killed_at[call] = killed_at

    def until(self, what: str) -> str:
        """Take in what is told until a line begins with `what`, and return that line."""
        while True:
            while b"\n" not in self._heard:
                self._hear()
            line, _, self._heard = self._heard.partition(b"\n")
            self.told.take(line.decode())
            if line.startswith(what.encode()):
                return line.decode()

    def close(self) -> None:
        """Kill whoever is still there: the program, and one that it forked."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def _listen(self, until: float) -> None:
        """Hear what is told for a while, so that the program never waits for a reader."""
        assert self._process.stdout is not None
        while (left := until - monotonic()) > 0:
            if select.select([self._process.stdout], [], [], left)[0]:
                self._hear()

    def _hear(self) -> None:
        assert self._process.stdout is not None
        more = self._process.stdout.read(65536)
        if not more:
            raise AssertionError("the writer's program ended")
        self._heard += more

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode())


@contextmanager
def writers(path: Path, key: bytes, *names: str) -> Iterator[list[Writer]]:
    """Give a writer for each member of staff, at desks of their own, all on the office at `path`."""
    made = [Writer(path, key, name, f"{number}번 창구") for number, name in enumerate(names, 1)]
    try:
        for writer in made:
            writer.until("ready")
        yield made
    finally:
        for writer in made:
            writer.close()
