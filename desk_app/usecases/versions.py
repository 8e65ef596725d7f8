"""Edits made on a stale screen are refused, never silently overwritten (decision 7)."""

from typing import TypeVar

from db.models.base import Versioned
from db.transactions import Tx
from desk_app.core.errors import Conflict, NotFound

V = TypeVar("V", bound=Versioned)


def load_for_edit(tx: Tx, model: type[V], row_id: int, seen_version: int) -> V:
    """Return the row to edit, its version raised and stamped with who changes it.

    Raises `NotFound`, or `Conflict` with who changed it since `seen_version` was read.
    """
    row = load_as_seen(tx, model, row_id, seen_version)
    row.version += 1
    row.changed_at, row.changed_by, row.changed_desk = tx.now, tx.actor.title, tx.desk
    return row


def load_as_seen(tx: Tx, model: type[V], row_id: int, seen_version: int) -> V:
    """Return the row, locked as it was seen and left so; raises what `load_for_edit` raises."""
    row = tx.session.get(model, row_id, with_for_update=True)
    if row is None:
        raise NotFound(model.__name__)
    if row.version != seen_version:
        raise Conflict(row.changed_by, row.changed_desk, row.changed_at)
    return row
