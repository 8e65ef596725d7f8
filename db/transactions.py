"""The transaction as use-cases see it: a small frozen value, handed to plain functions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.engine import insert_if_new
from db.models.base import Base
from db.models.staff import Access, Change
from db.prepared import Prepared
from desk_app.core.areas import Area
from desk_app.core.staff import Person


@dataclass(frozen=True)
class Seen:
    """One line for the access log: whose data was handled, and how."""

    customer_id: int | None
    action: str


@dataclass(frozen=True)
class Tx:
    """One transaction: its connection, the one `now`, who acts and at which desk (decision 3).

    What is read or written with every contact goes by prepared statements over `connection`; `session`
    is there for the rest.
    """

    connection: sa.Connection
    now: datetime
    actor: Person
    desk: str
    touched: set[Area] = field(default_factory=set)
    seen: list[Seen] = field(default_factory=list)

    @cached_property
    def session(self) -> Session:
        """Return the session of this transaction; most use-cases at the desk never ask for one."""
        return Session(self.connection, expire_on_commit=False)

    def touch(self, *areas: Area) -> None:
        """Note that this transaction changes `areas`, so that every desk re-reads what it shows."""
        self.touched.update(areas)

    def saw(self, customer_id: int | None, action: str) -> None:
        """Note for the access log that personal data of `customer_id` was handled."""
        self.seen.append(Seen(customer_id, action))

    def insert(self, model: type[Base], **values: Any) -> int:
        """Insert one row and return its id: a prepared statement, for what is written with every contact."""
        return _insert(model).insert(self.connection, values)

    def insert_if_new(self, model: type[Base], **values: Any) -> bool:
        """Insert one row and return True; False where the table's unique columns hold these values already.

        That another desk inserts the same at the same time is no error then, on either engine.
        """
        statement = _insert_if_new(model, self.connection.dialect.name)
        return statement.change(self.connection, values) == 1

    def insert_all(self, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows of the same columns in one statement; none of them is no statement at all."""
        if rows:
            _insert(model).insert_all(self.connection, rows)

    def log_change(self, subject: str, subject_id: int | None, what: str) -> None:
        """Add a line to the change log, in this transaction."""
        self.session.add(
            Change(
                at=self.now,
                by=self.actor.title,
                desk=self.desk,
                subject=subject,
                subject_id=subject_id,
                what=what,
            )
        )

    @property
    def stamp(self) -> dict[str, object]:
        """Return the columns that say who changed a versioned row, where and when."""
        return {"changed_at": self.now, "changed_by": self.actor.title, "changed_desk": self.desk}

    def write_out(self) -> None:
        """Write what the session still holds, and the access log in one statement."""
        if "session" in self.__dict__:
            self.session.flush()
        self.insert_all(
            Access,
            [
                {
                    "at": self.now,
                    "staff_id": self.actor.id,
                    "desk": self.desk,
                    "customer_id": seen.customer_id,
                    "action": seen.action,
                }
                for seen in self.seen
            ],
        )


@cache
def _insert(model: type[Base]) -> Prepared:
    return Prepared(sa.insert(_table(model)))


@cache
def _insert_if_new(model: type[Base], engine: str) -> Prepared:
    return Prepared(insert_if_new(engine, _table(model)))


def _table(model: type[Base]) -> sa.Table:
    table = model.__table__
    assert isinstance(table, sa.Table)
    return table
