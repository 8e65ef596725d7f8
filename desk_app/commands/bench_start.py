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
from desk_app.commands import bench_plain
from desk_app.commands.bench_measure import Timing, side_by_side
from desk_app.commands.bench_office import DESK, NOW, PASSWORD, SIGN_IN_NAME, Pair, open_plain
from desk_app.core.clock import FixedClock
from desk_app.usecases.board import BoardList, list_board
from desk_app.usecases.signing_in import sign_in

_OURS = "from pathlib import Path; from desk_app.commands import bench_start as b; b.open_board(Path({!r}))"
_PLAIN = "from pathlib import Path; import sqlite3; sqlite3.connect({!r}).execute({!r}).fetchall()"


@dataclass(frozen=True)
class Start:
    """Medians in milliseconds.

    `unlock_ms` is the password's key (Argon2id, slow on purpose), `board` all from there to the first
    board list, `process` the same as whole processes of Python, without a window.
    """

    unlock_ms: float
    board: Timing
    process: Timing


def measure_start(pair: Pair, rounds: int) -> Start:
    """Return how long the office takes to its first board; its files are warm in the system's cache."""
    keyfile = keys.load(keys.beside(pair.opened.path))
    unlock_ms = median(_ms(lambda: keys.unlock(keyfile, SIGN_IN_NAME, PASSWORD)) for _ in range(rounds))
    whole = side_by_side(
        lambda _n: open_board(pair.opened.path), lambda _n: _open_plain_board(pair.plain_path), rounds, 1
    )
    ours, plain = (
        _OURS.format(str(pair.opened.path)),
        _PLAIN.format(str(pair.plain_path), bench_plain.BOARD),
    )
    process = side_by_side(lambda _n: run_python(ours), lambda _n: run_python(plain), rounds, 1)
    return Start(unlock_ms, Timing(max(0.0, whole.ours_ms - unlock_ms), whole.plain_ms), process)


def open_board(database: Path) -> BoardList:
    """Return the first board of somebody who signs in: key, database, schema check, the actor, the list."""
    signed_in = sign_in(database, FixedClock(NOW), sign_in_name=SIGN_IN_NAME, password=PASSWORD, desk=DESK)
    try:
        return signed_in.executor.run(list_board).value
    finally:
        signed_in.close()


def run_python(program: str) -> None:
    """Run a Python program in a process of its own, with windows in memory; raises where it fails."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", program], check=True, capture_output=True, env=environment, timeout=120
    )


def _open_plain_board(path: Path) -> None:
    database: sqlite3.Connection = open_plain(path)
    bench_plain.board(database)
    database.close()


def _ms(work: object) -> float:
    assert callable(work)
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000
