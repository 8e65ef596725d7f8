"""Who may see a promise: some concern one member of staff (`III-3-2`), and only supervisors besides."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import Complaint, Promise
from db.transactions import Tx
from desk_app.core.errors import NotAllowed, NotFound
from desk_app.core.promises import PromiseKind
from desk_app.core.staff import SUPERVISORS, Role

_VIEWER = sa.bindparam("viewer", type_=sa.Integer)


def _may_see(viewer: sa.ColumnElement[int], sees_all: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Return the one rule of who may see a promise."""
    return sa.or_(Promise.only_for_id.is_(None), Promise.only_for_id == viewer, sees_all == sa.true())


MAY_SEE = _may_see(_VIEWER, sa.bindparam("sees_all", type_=sa.Boolean))
"""The condition that the reader may see a promise; it goes with the values of `sight`."""

IS_SPOKEN_OF = sa.and_(MAY_SEE, Promise.only_for_id.is_distinct_from(_VIEWER))
"""The condition that alerts speak of a promise to the reader: nobody is reminded of what others owe them."""


def sight(tx: Tx) -> dict[str, object]:
    """Return the values of `MAY_SEE` for the actor."""
    return {"viewer": tx.actor.id, "sees_all": tx.actor.role is Role.SUPERVISOR}


def may_see(tx: Tx) -> sa.ColumnElement[bool]:
    """Return the rule of `MAY_SEE` with the actor's values in it, for a statement put together anew."""
    return _may_see(sa.literal(tx.actor.id), sa.literal(tx.actor.role is Role.SUPERVISOR))


def must_be_theirs(tx: Tx, row: Promise) -> None:
    """Raise `NotFound` for a promise that the actor may not see, `NotAllowed` for one not theirs to change.

    Nobody settles a caution or a training of their own, nor takes its alert away.
    """
    if row.only_for_id is None:
        return
    own = row.only_for_id == tx.actor.id
    if not own and tx.actor.role is not Role.SUPERVISOR:
        raise NotFound("Promise")
    if own:
        raise NotAllowed(", ".join(sorted(SUPERVISORS)))


def may_pass_on(tx: Tx) -> sa.ColumnElement[bool]:
    """Return the condition, on `Complaint`, that the actor may hand over what it owes.

    Supervisors, whoever has it in hand and whoever wrote it down know of whom it speaks, unless that is
    they: the refusal to hand it to that person tells them nothing new, and nobody else gets so far.
    """
    its = aliased(Promise)
    in_hand = sa.exists().where(
        its.complaint_id == Complaint.id,
        its.kind.in_((PromiseKind.CORRECTIVE, PromiseKind.OPINION)),
        its.owner_id == tx.actor.id,
    )
    knows = sa.or_(
        sa.literal(tx.actor.role is Role.SUPERVISOR), Complaint.taken_by_id == tx.actor.id, in_hand
    )
    return sa.and_(knows, Complaint.about_staff_id.is_distinct_from(tx.actor.id))
