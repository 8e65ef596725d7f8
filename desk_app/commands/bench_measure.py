"""How it is measured: side by side in one run, and counted where counting is possible."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, TypeVar

import sqlalchemy as sa

K = TypeVar("K")
Work = Callable[[int], object]

_WAL_HEADER, _FRAME_HEADER = 32, 24  # bytes (SQLite file format, "the write-ahead log")


@dataclass(frozen=True)
class Timing:
    """Medians in milliseconds, of ours and of plain `sqlite3` in the same run."""

    ours_ms: float
    plain_ms: float

    @property
    def ratio(self) -> float:
        """Return how many times as long ours takes."""
        return self.ours_ms / self.plain_ms

    @property
    def over_ms(self) -> float:
        """Return how much longer ours takes."""
        return self.ours_ms - self.plain_ms


def side_by_side(works: Mapping[K, Work], rounds: int, warm_up: int = 5) -> dict[K, float]:
    """Return medians in milliseconds of `rounds` rounds; in each all do round `n`, in order and in reverse.

    So whatever else the machine does in the meantime, it does to all of them.
    """
    spent: dict[K, list[float]] = {name: [] for name in works}
    turns = list(works.items())
    for n in range(warm_up + rounds):
        for name, work in turns if n % 2 else reversed(turns):
            begun = perf_counter()
            work(n)
            spent[name].append((perf_counter() - begun) * 1000)
    return {name: median(times[warm_up:]) for name, times in spent.items()}


def ours_and_plain(
    works: Mapping[str, tuple[Work, Work]], rounds: int, warm_up: int = 5
) -> dict[str, Timing]:
    """Return how long ours and plain `sqlite3` take, for each name all side by side."""
    medians = side_by_side(
        {(name, who): both[who] for name, both in works.items() for who in (0, 1)}, rounds, warm_up
    )
    return {name: Timing(medians[name, 0], medians[name, 1]) for name in works}


@dataclass
class Counted:
    """What SQLite itself ran: statements (each row of a batch is one), and commits."""

    statements: int = 0
    commits: int = 0


@contextmanager
def counting(engine: sa.Engine) -> Iterator[Counted]:
    """Count what the engine's one connection runs inside the block, as SQLite traces it."""
    counted = Counted()

    def traced(statement: str) -> None:
        counted.commits += statement == "COMMIT"
        counted.statements += not statement.startswith(("BEGIN", "COMMIT", "PRAGMA", "--"))

    _trace(engine, traced)
    try:
        yield counted
    finally:
        _trace(engine, None)


def _trace(engine: sa.Engine, traced: Callable[[str], None] | None) -> None:
    with closing(engine.raw_connection()) as connection:
        driver: Any = connection.dbapi_connection
        driver.set_trace_callback(traced)


def commits_in_log(database: Path) -> tuple[int, int]:
    """Return the commits and the pages in the write-ahead log beside `database` since it was last emptied.

    Every commit marks its last page in the log, in the clear also where the page itself is encrypted;
    with `synchronous=FULL` SQLite syncs the log once for each such mark.
    """
    log = Path(f"{database}-wal").read_bytes()
    page = int.from_bytes(log[8:12], "big")
    salts, commits, pages = log[16:24], 0, 0
    for at in range(_WAL_HEADER, len(log), _FRAME_HEADER + page):
        if log[at + 8 : at + 16] != salts:
            break
        pages += 1
        commits += log[at + 4 : at + 8] != bytes(4)
    return commits, pages


def syncs_by_kernel(program: str, database: Path, mark: Path) -> int | None:
    """Return how often the log of `database` was synced after `mark` was, while the Python `program` ran.

    The kernel's own count, by `strace`; `None` where that is missing or not allowed.
    """
    strace = shutil.which("strace")
    if strace is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "calls")
        options = ("-f", "-y", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(out))
        done = subprocess.run(  # noqa: S603 - this program, watched
            [strace, *options, sys.executable, "-c", program], capture_output=True, check=False, timeout=120
        )
        if done.returncode != 0 or not out.exists():
            return None
        return syncs_after(out.read_text("utf-8", "replace"), f"{database}-wal", str(mark))


def syncs_after(calls: str, file: str, mark: str) -> int:
    """Return how many lines of a list of sync calls name `file` after the first that names `mark`."""
    lines = calls.splitlines()
    begun = next((n for n, line in enumerate(lines) if f"<{mark}>" in line), len(lines))
    return sum(f"<{file}>" in line for line in lines[begun:])
