"""What every test may ask for: both database engines, and a clock that stands still."""

import os
import shutil
from collections.abc import Iterator
from datetime import date, time
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings

from db import upgrade
from db.engine import open_postgresql, open_sqlite
from desk_app.core.clock import FixedClock, seoul_at
from tests import builders, postgres

# Windows appear in memory, unless whoever runs the tests has chosen otherwise.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

IN_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}
settings.register_profile("desk", deadline=None, print_blob=True)
settings.register_profile("desk-ci", parent=settings.get_profile("desk"), derandomize=True)
settings.load_profile("desk-ci" if IN_CI else "desk")

SQLITE_KEY = bytes(range(32))
_TEMPLATE = "desk_template"
_numbers = count(1)


@pytest.fixture
def clock() -> FixedClock:
    """A clock that says Tuesday 24 November 2026, 14:06 in Seoul, until a test sets it."""
    return FixedClock(seoul_at(date(2026, 11, 24), time(14, 6)))


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> sa.Engine:
    """An empty office with the whole schema, once on encrypted SQLite and once on PostgreSQL."""
    engine: sa.Engine = request.getfixturevalue(f"{request.param}_engine")
    return engine


@pytest.fixture
def sqlite_path(tmp_path: Path, sqlite_template: Path) -> Path:
    """The file of an empty office, encrypted with `SQLITE_KEY`."""
    return Path(shutil.copy(sqlite_template, tmp_path / "desk.sqlite"))


@pytest.fixture
def sqlite_engine(sqlite_path: Path) -> Iterator[sa.Engine]:
    """An empty office on encrypted SQLite."""
    engine = open_sqlite(sqlite_path, SQLITE_KEY, create=False)
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_url(postgresql_template: postgres.Server) -> Iterator[str]:
    """The address of an empty office of this test's own on PostgreSQL."""
    name = f"desk_{next(_numbers)}"
    yield postgresql_template.create(name, _TEMPLATE)
    postgresql_template.drop(name)


@pytest.fixture
def postgresql_engine(postgresql_url: str) -> Iterator[sa.Engine]:
    """An empty office on PostgreSQL."""
    engine = open_postgresql(postgresql_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that every SQLite office is a copy of: the schema is made once."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    engine = open_sqlite(path, SQLITE_KEY, create=True)
    upgrade.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgres.Server]:
    """A running PostgreSQL; without its binaries the test is skipped, or fails in CI."""
    if not postgres.BINARIES.is_dir():
        reason = f"PostgreSQL 15 is not installed: no {postgres.BINARIES} (./run.sh test installs it)"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: postgres.Server) -> postgres.Server:
    """The running PostgreSQL with the database that every office is a copy of."""
    engine = open_postgresql(postgresql_server.create(_TEMPLATE))
    upgrade.create_all(engine)
    engine.dispose()
    return postgresql_server


@pytest.fixture
def office(engine: sa.Engine, clock: FixedClock) -> builders.Office:
    """The invented office of `tests/builders.py`, on both engines."""
    return builders.found(engine, clock)
