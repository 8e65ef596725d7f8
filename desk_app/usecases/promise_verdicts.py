"""By which hour a promise is judged, and when it is missed: what counts of promises says it with this."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import Promise, PromiseEvent
from db.models.promises import IS_OPEN
from db.transactions import Tx
from desk_app.core.promises import PromiseState


def hour_judged() -> sa.ColumnElement[datetime]:
    """Return the hour that judges a promise: the last one told, unless an earlier one passed before that.

    So a promise that was broken and then told for another day stays missed on the day it was missed.
    """
    told, later = aliased(PromiseEvent), aliased(PromiseEvent)
    moved_in_time = sa.exists().where(
        later.promise_id == told.promise_id,
        later.told == sa.true(),
        later.id > told.id,
        later.at <= told.due_at,
    )
    passed = (
        sa.select(sa.func.min(told.due_at))
        .where(told.promise_id == Promise.id, told.told == sa.true(), ~moved_in_time)
        .scalar_subquery()
    )
    return sa.case((Promise.broken, sa.func.coalesce(passed, Promise.told_at)), else_=Promise.told_at)


def first_hour() -> sa.ColumnElement[datetime]:
    """Return the hour first set for a promise, whatever was set later."""
    made = (
        sa.select(sa.func.min(PromiseEvent.due_at))
        .where(PromiseEvent.promise_id == Promise.id, PromiseEvent.what == "made")
        .scalar_subquery()
    )
    return sa.func.coalesce(made, Promise.told_at)


def is_missed(tx: Tx, hour: sa.ColumnElement[datetime]) -> sa.ColumnElement[bool]:
    """Return the condition that the judged hour of a promise passed while it was still owed.

    One that was withdrawn only after its hour stays missed.
    """
    withdrawn_late = sa.and_(Promise.state == PromiseState.WITHDRAWN, Promise.closed_at > hour)
    return sa.or_(sa.and_(IS_OPEN, hour < tx.now), withdrawn_late)
