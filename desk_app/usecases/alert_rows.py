"""The alerts of promises as rows: written, closed and planned again; for the use-cases that need them."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from db.models import Alert, Promise
from db.transactions import Tx
from desk_app.core.alerts import Audience, plan
from desk_app.core.areas import Area
from desk_app.core.office import OfficeView
from desk_app.core.promises import PromiseKind, PromiseState


def write_alerts(tx: Tx, office: OfficeView, promise_id: int, kind: PromiseKind, due_at: datetime) -> None:
    """Write the alerts that the branch's settings and calendar plan for a promise."""
    planned = plan(kind, due_at=due_at, now=tx.now, settings=office.settings, calendar=office.calendar)
    tx.insert_all(
        Alert,
        [
            {
                "promise_id": promise_id,
                "level": alert.level,
                "audience": alert.audience,
                "due_at": due_at,
                "speaks_at": alert.speaks_at,
                "closed_by": "",
            }
            for alert in planned
        ],
    )


def close_alerts(tx: Tx, promise_id: int, *only: sa.ColumnElement[bool]) -> None:
    """Close what still waits of a promise's alerts, all of it or only what fits."""
    tx.session.execute(
        sa.update(Alert)
        .where(Alert.promise_id == promise_id, Alert.closed_at.is_(None), *only)
        .values(closed_at=tx.now, closed_by=tx.actor.title)
    )


def plan_again(tx: Tx, office: OfficeView, row: Promise) -> None:
    """Plan a promise's alerts afresh for its hour as it stands; each still speaks only once."""
    close_alerts(tx, row.id)
    tx.session.execute(sa.delete(Alert).where(Alert.promise_id == row.id, Alert.due_at == row.due_at))
    write_alerts(tx, office, row.id, row.kind, row.due_at)


def plan_open_again(tx: Tx, office: OfficeView) -> None:
    """Plan the alerts of every open promise afresh, because settings or calendar changed under them.

    Alerts that spoke and were seen stay seen; promises whose hour has passed are left alone.
    """
    open_ones = tx.session.scalars(
        sa.select(Promise).where(Promise.state == PromiseState.OPEN, Promise.due_at > tx.now)
    )
    for row in open_ones:
        plan_again(tx, office, row)
        if row.next_try_at is not None and row.next_try_at > tx.now:
            write_try_alert(tx, row)
    tx.touch(Area.ALERTS)


def write_try_alert(tx: Tx, row: Promise, speaks_at: datetime | None = None) -> None:
    """Let the next try speak up too, unless an alert of the promise speaks at about that time anyway."""
    speaks_at = speaks_at or row.next_try_at
    assert speaks_at is not None
    margin = timedelta(minutes=2)
    near = tx.session.scalar(
        sa.select(Alert.id).where(
            Alert.promise_id == row.id,
            Alert.audience == Audience.OWNER,
            Alert.closed_at.is_(None),
            Alert.speaks_at.between(speaks_at - margin, speaks_at + margin),
        )
    )
    if near is None:
        tries = tx.session.scalar(
            sa.select(sa.func.count())
            .select_from(Alert)
            .where(Alert.promise_id == row.id, Alert.level.like("try_%"))
        )
        tx.session.add(
            Alert(
                promise_id=row.id,
                level=f"try_{max(row.attempts, tries or 0) + 1}",
                audience=Audience.OWNER,
                due_at=row.due_at,
                speaks_at=speaks_at,
            )
        )
