"""Real databases in real trouble: made, counted, looked at from outside, and with rights taken from them."""

import hashlib
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.engine import for_reading, open_sqlite
from desk_app.core.errors import World, WorldProblem

NOBODY = 65534
KEY = secrets.token_bytes(48)
NOTES = sa.Table(
    "notes",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
)


def contents(folder: Path) -> dict[str, str]:
    """Return every file in `folder` with a hash of what is in it."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@contextmanager
def refused(problem: WorldProblem, folder: Path) -> Iterator[None]:
    """Expect the block to be refused for `problem`, with not a byte in `folder` changed."""
    before = contents(folder)
    with pytest.raises(World) as refusal:
        yield
    assert refusal.value.problem is problem
    assert contents(folder) == before


@contextmanager
def open_folder() -> Iterator[Path]:
    """Give an empty folder that every person on this machine may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "창구"
        Path(name).chmod(0o755)
        folder.mkdir()
        yield folder


@contextmanager
def read_only(folder: Path, files_mode: int = 0o444) -> Iterator[None]:
    """Take the right to write from `folder` and its files, and from root the power to write regardless."""
    files = [*folder.iterdir(), folder]
    for file in files:
        file.chmod(0o555 if file.is_dir() else files_mode)
    root = os.getuid() == 0
    if root:
        os.setresgid(NOBODY, NOBODY, 0)
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        if root:
            os.setresuid(0, 0, 0)
            os.setresgid(0, 0, 0)
        for file in files:
            file.chmod(0o755 if file.is_dir() else 0o644)


def make_office(folder: Path, key: bytes = KEY, rows: int = 2000) -> Path:
    """Make a database with notes in it, and close it."""
    path = folder / "desk.db"
    opened = open_sqlite(path, key, create=True)
    with opened.begin() as connection:
        NOTES.create(connection)
        connection.execute(sa.insert(NOTES), [{"text": f"김민수 님 전화 {number}"} for number in range(rows)])
    opened.dispose()
    return path


def count(opened: sa.Engine) -> int:
    """Return how many notes there are."""
    with for_reading(opened).connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(NOTES)) or 0


def run(script: str) -> "subprocess.Popen[bytes]":
    """Start another program of ours on `script`."""
    return subprocess.Popen([sys.executable, "-W", "error", "-c", script], cwd=Path(__file__).parents[2])


class Disk:
    """Lets SQLite grow no further, as on a full disk, until there is room again."""

    def __init__(self, engine: sa.Engine) -> None:
        self.full = False
        sa.event.listen(engine, "begin", self._limit)

    def _limit(self, connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {1 if self.full else 1_000_000}")
