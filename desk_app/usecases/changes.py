"""The change log: who changed what about people, topics, days and settings."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from db.models import Change
from db.transactions import Tx
from desk_app.core.staff import SUPERVISORS
from desk_app.usecases.executor import usecase


@dataclass(frozen=True)
class ChangeLine:
    """One line of the change log, as it was written."""

    id: int
    at: datetime
    by: str
    desk: str
    subject: str
    what: str


@usecase(needs=SUPERVISORS, reads=True)
def list_changes(tx: Tx, *, before_id: int | None = None, most: int = 200) -> tuple[ChangeLine, ...]:
    """Return the latest lines of the change log, newest first, or those before the line `before_id`."""
    query = sa.select(Change).order_by(Change.id.desc()).limit(most)
    if before_id is not None:
        query = query.where(Change.id < before_id)
    return tuple(
        ChangeLine(row.id, row.at, row.by, row.desk, row.subject, row.what)
        for row in tx.session.scalars(query)
    )
