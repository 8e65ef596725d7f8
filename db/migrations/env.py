"""How Alembic runs here: on the connection, in the transaction and behind the lock of `db/upgrade.py`."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from db.models import Base


def render_item(_kind: str, item: Any, autogen: AutogenContext) -> Literal[False]:
    """Have a new migration import our column types where it uses them."""
    if type(item).__module__ == "db.types":
        autogen.imports.add("import db.types")
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite alters little in place
    render_item=render_item,
    compare_server_default=True,
)
context.run_migrations()
