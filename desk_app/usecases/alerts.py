"""What is done about alerts: read what speaks now, acknowledge it, let it speak again later."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import Alert, Customer, Promise, PromiseEvent, Staff, Topic
from db.transactions import Tx
from desk_app.core.alerts import Audience, is_earlier
from desk_app.core.areas import Area
from desk_app.core.errors import NotFound
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.staff import Role, titled
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of


@dataclass(frozen=True)
class DueAlert:
    """The latest alert of one promise that speaks now.

    `mine` where the actor has the promise in hand, `escalated` where the supervisors are told too.
    """

    id: int
    level: str
    speaks_at: datetime
    promise_id: int
    promise_version: int
    kind: PromiseKind
    due_at: datetime
    customer: str
    phone: str
    about: str
    owner_id: int
    owner: str
    mine: bool
    escalated: bool


@usecase(reads=True)
def due_alerts(tx: Tx) -> tuple[DueAlert, ...]:
    """Return what speaks now to the actor, the most urgent first, one line a promise.

    Reception hears of every promise of the branch; others of those they owe or took, and supervisors
    also of what nobody kept in time. Reading changes nothing: an alert stays until acknowledged.
    """
    owner = aliased(Staff)
    only = [Alert.closed_at.is_(None), Alert.speaks_at <= tx.now, Promise.state == PromiseState.OPEN]
    if tx.actor.role is not Role.SUPERVISOR:
        only.append(Alert.audience == Audience.OWNER)
    if tx.actor.role is not Role.RECEPTIONIST:
        mine = sa.or_(Promise.owner_id == tx.actor.id, Promise.taken_by_id == tx.actor.id)
        only.append(sa.or_(mine, Alert.audience == Audience.SUPERVISOR))
    told = aliased(Alert)
    escalated = sa.exists().where(
        told.promise_id == Promise.id, told.audience == Audience.SUPERVISOR, told.speaks_at <= tx.now
    )
    found = tx.session.execute(
        sa.select(
            Alert.id,
            Alert.level,
            Alert.speaks_at,
            Promise.id.label("promise_id"),
            Promise.version,
            Promise.kind,
            Promise.due_at,
            sa.func.coalesce(Customer.name, Promise.caller_name).label("customer"),
            Promise.phone,
            sa.func.coalesce(Topic.name, Promise.summary).label("about"),
            Promise.owner_id,
            owner.name,
            owner.position,
            escalated.label("escalated"),
        )
        .join(Promise, Promise.id == Alert.promise_id)
        .join(owner, owner.id == Promise.owner_id)
        .outerjoin(Customer, Customer.id == Promise.customer_id)
        .outerjoin(Topic, Topic.id == Promise.topic_id)
        .where(*only)
        .order_by(Promise.due_at, Alert.speaks_at, Alert.id)
    )
    latest = {
        r.promise_id: DueAlert(
            id=r.id,
            level=r.level,
            speaks_at=r.speaks_at,
            promise_id=r.promise_id,
            promise_version=r.version,
            kind=r.kind,
            due_at=r.due_at,
            customer=r.customer,
            phone=r.phone,
            about=r.about,
            owner_id=r.owner_id,
            owner=titled(r.name, r.position),
            mine=r.owner_id == tx.actor.id,
            escalated=r.escalated,
        )
        for r in found
    }
    return tuple(latest.values())


@usecase()
def acknowledge_alert(tx: Tx, *, alert_id: int) -> None:
    """Clear an alert on every desk, with all that its promise has said so far; later ones still come.

    What speaks to the supervisors is cleared by a supervisor only.
    """
    alert = _waiting(tx, alert_id)
    for other in _open_ones(tx, alert.promise_id):
        if other.speaks_at <= tx.now or other.id == alert.id or is_earlier(other.level, alert.level):
            other.closed_at, other.closed_by = tx.now, tx.actor.title
    _note(tx, alert, "alert_seen", None)


@usecase()
def snooze_alert(tx: Tx, *, alert_id: int) -> datetime:
    """Let an alert speak again after the branch's snooze length, and return when."""
    alert = _waiting(tx, alert_id)
    again_at = tx.now + timedelta(minutes=office_of(tx).settings.snooze_for)
    for other in _open_ones(tx, alert.promise_id):
        if other.speaks_at <= tx.now and other.id != alert.id:
            other.closed_at, other.closed_by = tx.now, tx.actor.title
    alert.speaks_at = again_at
    _note(tx, alert, "alert_snoozed", again_at)
    return again_at


def _waiting(tx: Tx, alert_id: int) -> Alert:
    """Return the alert, its promise locked first as every verb of promises does it."""
    alert = tx.session.get(Alert, alert_id)
    if alert is None:
        raise NotFound("Alert")
    tx.session.get(Promise, alert.promise_id, with_for_update=True)
    tx.session.refresh(alert)
    if alert.closed_at is not None or alert.audience not in _heard_by(tx):
        raise NotFound("Alert")
    return alert


def _open_ones(tx: Tx, promise_id: int) -> list[Alert]:
    return list(
        tx.session.scalars(
            sa.select(Alert).where(
                Alert.promise_id == promise_id,
                Alert.closed_at.is_(None),
                Alert.audience.in_(_heard_by(tx)),
            )
        )
    )


def _heard_by(tx: Tx) -> tuple[Audience, ...]:
    return tuple(Audience) if tx.actor.role is Role.SUPERVISOR else (Audience.OWNER,)


def _note(tx: Tx, alert: Alert, what: str, due_at: datetime | None) -> None:
    tx.insert(
        PromiseEvent,
        promise_id=alert.promise_id,
        at=tx.now,
        by_id=tx.actor.id,
        desk=tx.desk,
        what=what,
        detail=alert.level,
        due_at=due_at,
    )
    tx.touch(Area.ALERTS)
