"""The schema's age: whether this program knows it, and how an older one is brought up to it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from db.engine import changing_schema, for_reading
from desk_app.core.errors import World, WorldProblem

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def known_revisions(migrations: Path = MIGRATIONS) -> tuple[str, ...]:
    """Return the revisions that this program knows, oldest first: `0001` from `0001_first.py`, and so on.

    They are read from the file names, as loading Alembic would cost every start a tenth of a second.
    """
    return tuple(
        sorted(file.name.partition("_")[0] for file in (migrations / "versions").glob("[0-9]*_*.py"))
    )


def check_revision(engine: sa.Engine, migrations: Path = MIGRATIONS) -> bool:
    """Return whether the schema is this program's own; False where it is older, or not there yet.

    Raises `World(DATABASE_NEWER)` where a newer program has changed it.
    """
    with for_reading(engine).connect() as connection:
        found = _revision(connection)
    known = known_revisions(migrations)
    if found is not None and found not in known:
        raise World(WorldProblem.DATABASE_NEWER, engine.url.database or "")
    return found == (known[-1] if known else None)


def upgrade(engine: sa.Engine, migrations: Path = MIGRATIONS) -> None:
    """Bring an empty or older database to this program's schema, whole or not at all.

    Of several programs that start at once, one does it and the others wait. Raises as `check_revision`.
    """
    if check_revision(engine, migrations):
        return
    from alembic import command  # noqa: PLC0415 - costly, and seldom needed

    with changing_schema(engine) as connection:
        if _revision(connection) in (None, *known_revisions(migrations)):  # as it stands behind the lock
            config = _config(migrations)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def create_all(engine: sa.Engine) -> None:
    """Give an empty database the whole schema."""
    upgrade(engine)


def draft_migration(title: str) -> None:
    """Write the next migration file from what the models have and the last migration lacks.

    For developers: `python -m db.upgrade "what changes"`; read and finish the file before it is used.
    """
    from alembic import command  # noqa: PLC0415 - as above

    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        config = _config(MIGRATIONS)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        number = len(known_revisions()) + 1
        command.revision(config, message=title, autogenerate=True, rev_id=f"{number:04}")


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def _config(migrations: Path) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


if __name__ == "__main__":
    draft_migration(sys.argv[1])
