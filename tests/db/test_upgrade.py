"""The schema's age: an old database is brought up whole or not at all, a newer one is left alone."""

import secrets
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.engine import open_sqlite
from db.upgrade import MIGRATIONS, check_revision, known_revisions, upgrade
from desk_app.core.errors import World, WorldProblem
from tests.db.disks import refused

KEY = secrets.token_bytes(48)
CALLERS = "SELECT name FROM calls JOIN people ON people.id = person_id"
HEAD = """\
import sqlalchemy as sa
from alembic import op

revision = {revision!r}
down_revision = {before!r}

def upgrade():
"""
STEPS = {
    "0001_first.py": """\
    op.create_table("people", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(40)))
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    )
    op.execute("INSERT INTO people VALUES (1, '김민수')")
    op.execute("INSERT INTO calls VALUES (1, 1)")
""",
    "0002_names_needed.py": """\
    with op.batch_alter_table("people") as people:
        people.alter_column("name", existing_type=sa.String(40), nullable=False)
""",
}


def steps(folder: Path, extra: str = "") -> Path:
    """Write a history of two migrations, the last one ending in `extra`."""
    (folder / "versions").mkdir(parents=True)
    shutil.copy(MIGRATIONS / "env.py", folder)
    before = None
    for name, body in STEPS.items():
        revision = name[:4]
        text = HEAD.format(revision=revision, before=before) + body
        (folder / "versions" / name).write_text(text + (extra if revision == "0002" else ""))
        before = revision
    return folder


def older(folder: Path, migrations: Path) -> Path:
    """Make a database as the first migration left it."""
    path = folder / "desk.db"
    first = folder / "first"
    shutil.copytree(migrations, first)
    (first / "versions" / "0002_names_needed.py").unlink()
    engine = open_sqlite(path, KEY, create=True)
    upgrade(engine, first)
    engine.dispose()
    shutil.rmtree(first)
    return path


def test_every_migration_is_named_by_its_revision_and_follows_the_one_before() -> None:
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    history = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    assert tuple(reversed(history)) == known_revisions()
    assert history


def test_an_older_database_is_brought_up_with_everything_in_it(tmp_path: Path) -> None:
    migrations = steps(tmp_path / "migrations")
    path = older(tmp_path, migrations)
    engine = open_sqlite(path, KEY)
    assert not check_revision(engine, migrations)
    upgrade(engine, migrations)
    assert check_revision(engine, migrations)
    with engine.begin() as connection:
        rows = (
            connection.exec_driver_sql("SELECT name FROM calls JOIN people ON people.id = person_id")
            .scalars()
            .all()
        )
        assert rows == ["김민수"], "the table was rebuilt, and its children must not go with the old one"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param("    raise RuntimeError('broken')\n", id="it breaks off"),
        pytest.param("    op.execute('DELETE FROM people')\n", id="it leaves orphans"),
    ],
)
def test_a_migration_that_goes_wrong_leaves_the_database_as_it_was(tmp_path: Path, trouble: str) -> None:
    migrations = steps(tmp_path / "migrations", extra=trouble)
    engine = open_sqlite(older(tmp_path, migrations), KEY)
    with pytest.raises((RuntimeError, AssertionError)):
        upgrade(engine, migrations)
    assert not check_revision(engine, migrations)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO people VALUES (2, NULL)")
        assert connection.exec_driver_sql(
            "SELECT count(*) FROM calls JOIN people ON people.id = person_id"
        ).scalar()
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_two_programs_that_start_at_once_bring_it_up_once(tmp_path: Path) -> None:
    migrations = steps(tmp_path / "migrations")
    path = older(tmp_path, migrations)
    engines = [open_sqlite(path, KEY), open_sqlite(path, KEY)]
    start = threading.Barrier(2)
    failures: list[BaseException] = []

    def begin(engine: sa.Engine) -> None:
        try:
            start.wait()
            upgrade(engine, migrations)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=begin, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert all(check_revision(engine, migrations) for engine in engines)
    for engine in engines:
        engine.dispose()


def test_a_database_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    migrations = steps(tmp_path / "migrations")
    path = older(tmp_path, migrations)
    engine = open_sqlite(path, KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
    engine.dispose()
    for ask in (check_revision, upgrade):
        with refused(WorldProblem.DATABASE_NEWER, tmp_path):
            engine = open_sqlite(path, KEY)
            try:
                ask(engine, migrations)
            finally:
                engine.dispose()


def test_a_start_on_an_up_to_date_database_does_not_load_the_migrations(tmp_path: Path) -> None:
    engine = open_sqlite(tmp_path / "desk.db", KEY, create=True)
    upgrade(engine)
    engine.dispose()
    script = f"""
import sys
from pathlib import Path
from db.engine import open_sqlite
from db.upgrade import upgrade
upgrade(open_sqlite(Path({str(tmp_path / "desk.db")!r}), bytes.fromhex({KEY.hex()!r})))
raise SystemExit("alembic" in sys.modules)
"""
    assert (
        subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=False).returncode
        == 0
    )


def test_both_engines_refuse_what_a_newer_program_left(engine: sa.Engine) -> None:
    assert check_revision(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(World, check=lambda error: error.problem is WorldProblem.DATABASE_NEWER):
        upgrade(engine)
