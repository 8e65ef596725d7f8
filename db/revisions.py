"""Revision counters: what changed since a desk last looked (decision 6)."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.models.office import Revision
from desk_app.core.areas import Area

_RAISE = (
    sa.update(Revision)
    .where(Revision.area.in_(sa.bindparam("areas", expanding=True)))
    .values(counter=Revision.counter + 1)
)


def raise_counters(session: Session, areas: Iterable[Area]) -> None:
    """Raise the counter of each area, in one statement.

    Areas are locked in one order, so that two desks never wait for each other in a circle.
    """
    touched = sorted(areas)
    if touched:
        session.connection().execute(_RAISE, {"areas": touched})


def read_counters(session: Session) -> Mapping[Area, int]:
    """Return every counter as it stands."""
    return {row.area: row.counter for row in session.execute(sa.select(Revision.area, Revision.counter))}
