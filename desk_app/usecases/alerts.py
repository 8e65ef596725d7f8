"""What is done about alerts: read what speaks now, acknowledge it, let it speak again later."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from db.models import Alert, Appointment, AppointmentEvent, Customer, Promise, PromiseEvent, Topic
from db.transactions import Tx
from desk_app.core.alerts import ARRIVED, Audience, is_earlier
from desk_app.core.appointments import AppointmentState
from desk_app.core.areas import Area
from desk_app.core.deputies import NoDeputy
from desk_app.core.errors import NotFound
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.staff import Person, Role
from desk_app.usecases.deputies import Covers, covers_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.promise_sight import IS_SPOKEN_OF, must_be_theirs, sight


@dataclass(frozen=True)
class DueAlert:
    """The latest alert of one promise or appointment that speaks now; one of the two ids is `None`.

    `inquiry_id` is the written question that the promise belongs to, and is settled with. `due_at` is the
    promise's hour or the appointment's; `deputy` acts now for an owner who is away, or receives the visitor
    in their place, and `no_deputy` says why that is a supervisor. `mine` where the actor has it in hand, as
    the owner or in their place, `escalated` where the supervisors are told too. An appointment has no
    `kind`, and a place.
    """

    id: int
    level: str
    speaks_at: datetime
    promise_id: int | None
    appointment_id: int | None
    inquiry_id: int | None
    version: int
    kind: PromiseKind | None
    due_at: datetime
    customer: str
    phone: str
    about: str
    place: str
    owner_id: int
    owner: str
    deputy_id: int | None
    deputy: str
    no_deputy: NoDeputy | None
    mine: bool
    escalated: bool

    @property
    def arrived(self) -> bool:
        """Return whether a visitor is here and waits."""
        return self.level == ARRIVED


@usecase(reads=True)
def due_alerts(tx: Tx) -> tuple[DueAlert, ...]:
    """Return what speaks now to the actor, the most urgent first, one line a promise or appointment.

    Reception hears of all of the branch; others of what they owe or took, and of what they receive or owe in
    place of somebody away; supervisors also of what nobody kept in time; nobody of their own caution or
    training. Whoever has come is the most urgent. Reading changes nothing: an alert stays until acknowledged.
    """
    found = tx.connection.execute(_SPEAKING, {"now": tx.now, **sight(tx)}).all()
    if not found:
        return ()
    covers, heard = covers_of(tx), _heard_by(tx)
    latest: dict[tuple[int | None, int | None], _Speaking] = {}
    for row in sorted(found, key=lambda each: (each.speaks_at, each.id)):
        deputy = covers.people.get(row.covered_by_id) or covers.of(row.owner_id, row.topic_id)
        mine = tx.actor.id in {row.owner_id, deputy.id if deputy else None}
        concerned = mine or row.taken_by_id == tx.actor.id or row.audience is Audience.SUPERVISOR
        if row.audience in heard and (concerned or tx.actor.role is Role.RECEPTIONIST):
            latest[row.promise_id, row.appointment_id] = row, deputy, mine
    told = (_due(covers, *speaking) for speaking in latest.values())
    return tuple(sorted(told, key=lambda alert: (not alert.arrived, alert.due_at, alert.id)))


_Speaking = tuple[sa.Row[*tuple[Any, ...]], Person | None, bool]


def _due(covers: Covers, row: sa.Row[*tuple[Any, ...]], deputy: Person | None, mine: bool) -> DueAlert:
    return DueAlert(
        id=row.id,
        level=row.level,
        speaks_at=row.speaks_at,
        promise_id=row.promise_id,
        appointment_id=row.appointment_id,
        inquiry_id=row.inquiry_id,
        version=row.version,
        kind=row.kind,
        due_at=row.due_at,
        customer=row.customer,
        phone=row.phone,
        about=row.about,
        place=row.place,
        owner_id=row.owner_id,
        owner=covers.people[row.owner_id].title,
        deputy_id=deputy.id if deputy else None,
        deputy=deputy.title if deputy else "",
        no_deputy=None if row.covered_by_id else covers.why(row.owner_id, row.topic_id),
        mine=mine,
        escalated=row.escalated,
    )


@usecase()
def acknowledge_alert(tx: Tx, *, alert_id: int) -> None:
    """Clear an alert on every desk, with all that its subject has said so far; later ones still come.

    What speaks to the supervisors is cleared by a supervisor only, and what speaks of a caution or a
    training by a supervisor whom it does not concern: `NotAllowed` for others who may see it.
    """
    alert = _waiting(tx, alert_id)
    for other in _open_ones(tx, alert):
        if other.speaks_at <= tx.now or other.id == alert.id or is_earlier(other.level, alert.level):
            other.closed_at, other.closed_by = tx.now, tx.actor.title
    _note(tx, alert, "alert_seen", None)


@usecase()
def snooze_alert(tx: Tx, *, alert_id: int) -> datetime:
    """Let an alert speak again after the branch's snooze length, and return when."""
    alert = _waiting(tx, alert_id)
    again_at = tx.now + timedelta(minutes=office_of(tx).settings.snooze_for)
    for other in _open_ones(tx, alert):
        if other.speaks_at <= tx.now and other.id != alert.id:
            other.closed_at, other.closed_by = tx.now, tx.actor.title
    alert.speaks_at = again_at
    _note(tx, alert, "alert_snoozed", again_at)
    return again_at


def _waiting(tx: Tx, alert_id: int) -> Alert:
    """Return the alert, its promise or appointment locked first as every verb of theirs does it."""
    alert = tx.session.get(Alert, alert_id)
    if alert is None:
        raise NotFound("Alert")
    if alert.promise_id is not None:
        must_be_theirs(tx, tx.session.get_one(Promise, alert.promise_id, with_for_update=True))
    else:
        tx.session.get(Appointment, alert.appointment_id, with_for_update=True)
    tx.session.refresh(alert)
    if alert.closed_at is not None or alert.audience not in _heard_by(tx):
        raise NotFound("Alert")
    return alert


def _open_ones(tx: Tx, alert: Alert) -> list[Alert]:
    """Return the alerts of the same promise or appointment that wait and that the actor hears."""
    of_promise, of_visit = Alert.promise_id == alert.promise_id, Alert.appointment_id == alert.appointment_id
    subject = of_visit if alert.promise_id is None else of_promise
    return list(
        tx.session.scalars(
            sa.select(Alert).where(
                subject,
                Alert.closed_at.is_(None),
                Alert.audience.in_(_heard_by(tx)),
            )
        )
    )


def _heard_by(tx: Tx) -> tuple[Audience, ...]:
    return tuple(Audience) if tx.actor.role is Role.SUPERVISOR else (Audience.OWNER,)


def _note(tx: Tx, alert: Alert, what: str, due_at: datetime | None) -> None:
    line = {"at": tx.now, "by_id": tx.actor.id, "desk": tx.desk, "what": what, "detail": alert.level}
    if alert.promise_id is not None:
        tx.insert(PromiseEvent, promise_id=alert.promise_id, due_at=due_at, **line)
    else:
        visit = tx.session.get_one(Appointment, alert.appointment_id)
        stands = {"starts_at": visit.starts_at, "ends_at": visit.ends_at, "staff_id": visit.staff_id}
        tx.insert(AppointmentEvent, appointment_id=visit.id, **line, **stands)
    tx.touch(Area.ALERTS)


# -- prepared once: asked again and again, and mostly nothing speaks ------------------------------------


def _speaking() -> sa.CompoundSelect[*tuple[Any, ...]]:
    """Return the query of what speaks of promises and of visits still expected or waiting."""
    speaks = (Alert.closed_at.is_(None), Alert.speaks_at <= sa.bindparam("now"))
    told = sa.orm.aliased(Alert)
    escalated = sa.exists().where(
        told.promise_id == Promise.id,
        told.audience == Audience.SUPERVISOR,
        told.speaks_at <= sa.bindparam("now"),
    )
    of_alert = (
        Alert.id,
        Alert.level,
        Alert.audience,
        Alert.speaks_at,
        Alert.promise_id,
        Alert.appointment_id,
    )
    promises = (
        sa.select(
            *of_alert,
            *(Promise.inquiry_id, Promise.version, Promise.kind, Promise.due_at),
            sa.func.coalesce(Customer.name, Promise.caller_name).label("customer"),
            *(Promise.phone, Promise.topic_id, Promise.owner_id, Promise.taken_by_id),
            sa.func.coalesce(Topic.name, Promise.summary).label("about"),
            sa.literal("").label("place"),
            sa.null().label("covered_by_id"),
            escalated.label("escalated"),
        )
        .join(Promise, Promise.id == Alert.promise_id)
        .outerjoin(Customer, Customer.id == Promise.customer_id)
        .outerjoin(Topic, Topic.id == Promise.topic_id)
        .where(*speaks, Promise.state == PromiseState.OPEN, IS_SPOKEN_OF)
    )
    visits = (
        sa.select(
            *of_alert,
            *(sa.null(), Appointment.version, sa.null(), Appointment.starts_at),
            sa.func.coalesce(sa.func.nullif(Customer.name, ""), Appointment.caller_name),
            *(Appointment.phone, Appointment.topic_id, Appointment.staff_id, Appointment.taken_by_id),
            sa.func.coalesce(Topic.name, Appointment.matter),
            *(Appointment.place, Appointment.covered_by_id),
            sa.false(),
        )
        .join(Appointment, Appointment.id == Alert.appointment_id)
        .outerjoin(Customer, Customer.id == Appointment.customer_id)
        .outerjoin(Topic, Topic.id == Appointment.topic_id)
        .where(*speaks, Appointment.state.in_((AppointmentState.BOOKED, AppointmentState.ARRIVED)))
    )
    return sa.union_all(promises, visits)


_SPEAKING = _speaking()
