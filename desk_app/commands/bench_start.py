"""From the start of the program to its first board: the password's key, the database, whole processes."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from db import keys
from desk_app import qt_libraries
from desk_app.commands import bench_plain
from desk_app.commands.bench_measure import Timing, ours_and_plain
from desk_app.commands.bench_office import DESK, NOW, PASSWORD, SIGN_IN_NAME, Pair, open_plain
from desk_app.core.clock import FixedClock
from desk_app.usecases.board import BoardList, list_board
from desk_app.usecases.signing_in import sign_in

_OURS = "from pathlib import Path; from desk_app.commands import bench_start as b; b.open_board(Path({!r}))"
_WINDOW = (
    "from pathlib import Path; from desk_app.commands import bench_window as b; b.paint_board(Path({!r}))"
)
_PLAIN = "from pathlib import Path; import sqlite3; sqlite3.connect({!r}).execute({!r}).fetchall()"
_IN_MEMORY = {"QT_QPA_PLATFORM": "offscreen"}


@dataclass(frozen=True)
class Start:
    """Medians in milliseconds.

    `unlock_ms` is the password's key (Argon2id, slow on purpose), `board` all from there to the first
    board list, `process` the same as whole processes of Python, without a window. `window_ms` is the whole
    program from its start to the painted board, nobody typing; `None` where no window can be made.
    """

    unlock_ms: float
    board: Timing
    process: Timing
    window_ms: float | None


def measure_start(pair: Pair, rounds: int) -> Start:
    """Return how long the office takes to its first board; its files are warm in the system's cache."""
    keyfile = keys.load(keys.beside(pair.opened.path))
    unlock_ms = median(_ms(lambda: keys.unlock(keyfile, SIGN_IN_NAME, PASSWORD)) for _ in range(rounds))
    folder, path = pair.opened.path.parent, str(pair.opened.path)
    ours, bare = _OURS.format(path), _PLAIN.format(str(pair.plain_path), bench_plain.BOARD)
    timings = ours_and_plain(
        {
            "board": (
                lambda _n: open_board(pair.opened.path),
                lambda _n: _open_plain_board(pair.plain_path),
            ),
            "process": (lambda _n: _run_python(ours, folder), lambda _n: _run_python(bare, folder)),
        },
        rounds,
        warm_up=1,
    )
    whole, process = timings["board"], timings["process"]
    board = Timing(max(0.0, whole.ours_ms - unlock_ms), whole.plain_ms)
    return Start(unlock_ms, board, process, _window_ms(folder, rounds))


def open_board(database: Path) -> BoardList:
    """Return the first board of somebody who signs in: key, database, schema check, the actor, the list."""
    signed_in = sign_in(database, FixedClock(NOW), sign_in_name=SIGN_IN_NAME, password=PASSWORD, desk=DESK)
    try:
        return signed_in.executor.run(list_board).value
    finally:
        signed_in.close()


def _window_ms(folder: Path, rounds: int) -> float | None:
    if qt_libraries.problem(_IN_MEMORY) is not None:
        return None
    program = _WINDOW.format(str(folder))
    return median([_ms(lambda: _run_python(program, folder)) for _ in range(1 + rounds)][1:])


def _run_python(program: str, folder: Path) -> None:
    """Run a Python program in a process of its own, with windows in memory; raises where it fails.

    Bytecode is kept in `folder`: whoever starts the program has started it before.
    """
    environment = {**os.environ, **_IN_MEMORY, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", program],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
        timeout=120,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))


def _open_plain_board(path: Path) -> None:
    database: sqlite3.Connection = open_plain(path)
    bench_plain.board(database)
    database.close()


def _ms(work: object) -> float:
    assert callable(work)
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000
