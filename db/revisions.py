"""Revision counters: what changed since a desk last looked (decision 6)."""

from collections.abc import Iterable, Mapping
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.engine import lock_in_order
from db.models.office import Revision
from db.prepared import Prepared
from desk_app.core.areas import Area


def raise_counters(connection: sa.Connection, areas: Iterable[Area]) -> None:
    """Raise the counter of each area in one statement.

    They are locked in one order, so that two desks never wait for each other in a circle.
    """
    touched = frozenset(areas)
    if touched:
        lock_in_order(connection, _counters(touched))
        _raise(touched).change(connection, {})


def read_counters(session: Session) -> Mapping[Area, int]:
    """Return every counter as it stands."""
    return {row.area: row.counter for row in session.execute(sa.select(Revision.area, Revision.counter))}


def of_areas(areas: Iterable[Area]) -> sa.ColumnElement[bool]:
    """Return what selects the counters of `areas`: written out, as a list would be expanded every time."""
    return sa.or_(*(Revision.area == sa.literal_column(f"'{area}'") for area in sorted(areas)))


@cache
def _counters(areas: frozenset[Area]) -> sa.Select[Area]:
    return sa.select(Revision.area).where(of_areas(areas)).order_by(Revision.area)


@cache
def _raise(areas: frozenset[Area]) -> Prepared:
    """Return the prepared statement; there are few sets of areas that change together."""
    table = Revision.__table__
    assert isinstance(table, sa.Table)
    raised = table.c.counter + sa.literal_column("1")
    return Prepared(sa.update(table).where(of_areas(areas)).values(counter=raised))
