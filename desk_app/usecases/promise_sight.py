"""Who may see a promise: some concern one member of staff (`III-3-2`), and only supervisors besides."""

import sqlalchemy as sa

from db.models import Promise
from db.transactions import Tx
from desk_app.core.errors import NotAllowed, NotFound
from desk_app.core.staff import SUPERVISORS, Role


def _may_see(viewer: sa.ColumnElement[int], sees_all: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Return the one rule of who may see a promise."""
    return sa.or_(Promise.only_for_id.is_(None), Promise.only_for_id == viewer, sees_all == sa.true())


MAY_SEE = _may_see(sa.bindparam("viewer", type_=sa.Integer), sa.bindparam("sees_all", type_=sa.Boolean))
"""The condition that the reader may see a promise; it goes with the values of `sight`."""


def sight(tx: Tx) -> dict[str, object]:
    """Return the values of `MAY_SEE` for the actor."""
    return {"viewer": tx.actor.id, "sees_all": tx.actor.role is Role.SUPERVISOR}


def may_see(tx: Tx) -> sa.ColumnElement[bool]:
    """Return the rule of `MAY_SEE` with the actor's values in it, for a statement put together anew."""
    return _may_see(sa.literal(tx.actor.id), sa.literal(tx.actor.role is Role.SUPERVISOR))


def must_be_seen(tx: Tx, row: Promise) -> None:
    """Raise `NotFound` for a promise that the actor may not see: for them there is none."""
    if row.only_for_id not in {None, tx.actor.id} and tx.actor.role is not Role.SUPERVISOR:
        raise NotFound("Promise")


def must_be_theirs(tx: Tx, row: Promise) -> None:
    """Raise what `must_be_seen` does, and `NotAllowed` where it is another supervisor's to change.

    Nobody settles a caution or a training of their own.
    """
    must_be_seen(tx, row)
    own = row.only_for_id == tx.actor.id
    if row.only_for_id is not None and (own or tx.actor.role is not Role.SUPERVISOR):
        raise NotAllowed(", ".join(sorted(SUPERVISORS)))
