"""What stands typed in the forms of one person at one desk: kept behind their hands until it is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from db import models
from db.transactions import Tx
from desk_app.core.personal_ids import starred
from desk_app.usecases.executor import usecase

INTAKE = "intake"
"""The form of a new question."""
_REPLY = "reply:"


@dataclass(frozen=True)
class Jotting:
    """What stands typed in one form, by the names of its fields."""

    place: str
    body: Mapping[str, Any]

    @property
    def reply_to(self) -> int | None:
        """Return the id of the question whose reply it is, or `None` where it is something else."""
        return int(self.place.removeprefix(_REPLY)) if self.place.startswith(_REPLY) else None


def reply_place(inquiry_id: int) -> str:
    """Return what the form of a question's reply is called."""
    return f"{_REPLY}{inquiry_id}"


@usecase()
def save_jottings(tx: Tx, *, typed: Mapping[str, Mapping[str, Any] | None]) -> None:
    """Keep what stands in each form by its place, as JSON takes it; `None` is what was thrown away.

    What looks like a resident's number is starred, as in the draft of a contact.
    """
    for place, body in typed.items():
        mine = _mine(tx, place)
        if body is None:
            tx.connection.execute(sa.delete(models.Jotting).where(*mine))
            continue
        kept = {name: starred(text) if isinstance(text, str) else text for name, text in body.items()}
        values = {"body": kept, "saved_at": tx.now}
        if not tx.connection.execute(sa.update(models.Jotting).where(*mine).values(**values)).rowcount:
            tx.insert(models.Jotting, staff_id=tx.actor.id, desk=tx.desk, place=place, **values)


@usecase()
def read_jottings(tx: Tx) -> tuple[Jotting, ...]:
    """Return what the actor left typed at this desk; whose data it holds is logged."""
    query = sa.select(models.Jotting.place, models.Jotting.body).where(*_mine(tx))
    found = tuple(Jotting(*row) for row in tx.connection.execute(query.order_by(models.Jotting.id)))
    for each in found:
        tx.saw(each.body.get("customer_id"), "jotting.open")
    return found


def forget_mine(tx: Tx, place: str) -> None:
    """Drop what the actor typed here, with what is recorded from it; for use-cases."""
    tx.connection.execute(sa.delete(models.Jotting).where(*_mine(tx, place)))


def forget_all(tx: Tx, place: str) -> None:
    """Drop what anybody typed in a form that is no longer wanted; for use-cases."""
    tx.connection.execute(sa.delete(models.Jotting).where(models.Jotting.place == place))


def _mine(tx: Tx, *places: str) -> list[sa.ColumnElement[bool]]:
    mine = [models.Jotting.staff_id == tx.actor.id, models.Jotting.desk == tx.desk]
    return mine + [models.Jotting.place == place for place in places]
