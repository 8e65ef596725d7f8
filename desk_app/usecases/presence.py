"""Where everybody is, as it is read: what was set by hand with what was planned around now."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from db.models import Staff
from db.transactions import Tx
from desk_app.core.staff import Away, Person, Presence
from desk_app.usecases.absences import absences_between

LOOK_BACK, LOOK_AHEAD = timedelta(days=1), timedelta(days=3)
_PEOPLE = sa.select(*Staff.__table__.columns).order_by(Staff.name, Staff.id)


def people_of(tx: Tx) -> tuple[Person, ...]:
    """Return all members of staff by name, those who left too, with where they are: two statements."""
    planned = absences_between(tx, tx.now - LOOK_BACK, tx.now + LOOK_AHEAD)
    return tuple(person_of(row, tx.now, planned.get(row.id, ())) for row in tx.connection.execute(_PEOPLE))


def presences(tx: Tx) -> Mapping[int, Presence]:
    """Return where each member of staff is now, by their id, those who left too."""
    return {person.id: person.presence for person in people_of(tx)}


def person_of(row: Staff | sa.Row[*tuple[Any, ...]], now: datetime, planned: tuple[Away, ...] = ()) -> Person:
    """Return the frozen value of a row of staff, with the presence as it stands at `now`."""
    return Person(
        id=row.id,
        name=row.name,
        position=row.position,
        role=row.role,
        sign_in_name=row.sign_in_name,
        phone=row.phone,
        presence=Presence(
            row.presence, row.back_at, row.presence_note, set_at=row.presence_at, planned=planned
        ).at(now),
        retired=row.retired_at is not None,
        version=row.version,
    )
