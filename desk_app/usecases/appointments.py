"""What is done about appointments: booked, moved, changed, cancelled, opened; the day itself is `visits`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import (
    Appointment,
    AppointmentEvent,
    Customer,
    CustomerPhone,
    Draft,
    Promise,
    Staff,
    Topic,
)
from db.models.promises import IS_OPEN
from db.transactions import Tx
from desk_app.core import appointments as rules
from desk_app.core.appointments import OPEN, AppointmentState, Reach, VisitReason
from desk_app.core.areas import Area
from desk_app.core.contacts import SafeContact
from desk_app.core.deputies import Cover
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.korean import tidy_name
from desk_app.core.phones import parse_phone
from desk_app.core.promises import PromiseKind
from desk_app.core.staff import titled
from desk_app.core.texts import LONGEST_NAME, LONGEST_TEXT, filled, fitting
from desk_app.usecases.alert_rows import close_visit_alerts, plan_visit_again, write_visit_alerts
from desk_app.usecases.appointment_rows import (
    ALTERED,
    kept_apart,
    load_in_turn,
    note,
    put,
    rule_of,
    settle_reminder,
    take_turns_of,
)
from desk_app.usecases.customers import customer_for
from desk_app.usecases.deputies import covers_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.free_times import agreed_slot
from desk_app.usecases.office import office_of

LONGEST_PLACE = 80


@dataclass(frozen=True)
class NewAppointment:
    """What is agreed with the customer: who receives them when and where, about what, and how to reach them.

    `customer_id` is the customer chosen, else name and number say who it is; `override` is the reason for
    a time that something stands against.
    """

    staff_id: int
    starts_at: datetime
    minutes: int
    topic_id: int | None
    matter: str
    place: str
    bring: str
    why_visit: VisitReason
    reach: Reach
    customer_id: int | None = None
    customer_name: str = ""
    phone: str = ""
    override: str = ""


@dataclass(frozen=True)
class AppointmentLine:
    """One line of an appointment's history: what was done, and where the appointment stood after it."""

    at: datetime
    by: str
    desk: str
    what: str
    detail: str
    starts_at: datetime
    ends_at: datetime
    staff: str


@dataclass(frozen=True)
class AppointmentDetail:
    """An appointment as it is opened, its customer's name and number whole.

    `cover` is who acts for its person now, while they are away and the visit is still open; `reminder_due_at`
    is when the customer is to be reminded, as long as that is still owed.
    """

    id: int
    version: int
    state: AppointmentState
    staff_id: int
    staff: str
    starts_at: datetime
    ends_at: datetime
    place: str
    customer_id: int | None
    customer: str
    phone: str
    may_name_agency: bool | None
    may_text: bool | None
    topic_id: int | None
    topic: str
    matter: str
    bring: str
    why_visit: VisitReason
    reach: Reach
    override: str
    uid: str
    sequence: int
    taken_by: str
    made_at: datetime
    changed_at: datetime
    booked_in_id: int | None
    visit_id: int | None
    arrived_at: datetime | None
    was_away: bool
    covered_by_id: int | None
    covered_by: str
    reminder_due_at: datetime | None
    cover: Cover | None = None
    history: tuple[AppointmentLine, ...] = ()

    @property
    def minutes(self) -> int:
        """Return how long it takes."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


@usecase()
def book_appointment(tx: Tx, *, new: NewAppointment, draft_id: int | None = None) -> AppointmentDetail:
    """Book a visit, with its alerts and the reminder to the customer, and return it.

    `draft_id` names the unfinished contact it is agreed in, which then knows of it whatever happens next.
    Raises `BadInput` and `CalendarEnds` as `agreed_slot` does, and `BadInput` ("customer_name", "missing")
    for somebody nobody could ask for.
    """
    phone = parse_phone(new.phone) if new.phone.strip() else None
    name = tidy_name(fitting("customer_name", new.customer_name, LONGEST_NAME))
    if new.customer_id is None and not name and phone is None:
        raise BadInput("customer_name", "missing")
    texts = _texts(new.matter, new.bring) | {"place": fitting("place", new.place, LONGEST_PLACE)}
    take_turns_of(tx, new.staff_id)
    override = agreed_slot(
        tx, staff_id=new.staff_id, starts_at=new.starts_at, minutes=new.minutes, override=new.override
    )
    customer_id = customer_for(
        tx,
        customer_id=new.customer_id,
        name=name,
        digits=phone.digits if phone else "",
        safe_contact=SafeContact(),
    )
    with kept_apart():
        appointment_id = tx.insert(
            Appointment,
            **texts,
            state=AppointmentState.BOOKED,
            staff_id=new.staff_id,
            starts_at=new.starts_at,
            ends_at=new.starts_at + timedelta(minutes=new.minutes),
            customer_id=customer_id,
            caller_name=name,
            phone=phone.kept if phone else _number_of(tx, customer_id),
            topic_id=new.topic_id,
            why_visit=new.why_visit,
            reach=new.reach,
            override=override,
            uid=str(uuid4()),
            sequence=0,
            taken_by_id=tx.actor.id,
            made_at=tx.now,
            was_away=False,
            version=1,
            **tx.stamp,
        )
    row = tx.session.get_one(Appointment, appointment_id)
    note(tx, row, "booked", override)
    office = office_of(tx)
    write_visit_alerts(tx, office, row.id, row.starts_at)
    settle_reminder(tx, office, row)
    if draft_id is not None:
        _tell_draft(tx, draft_id, row.id)
    tx.touch(*ALTERED)
    tx.saw(customer_id, "appointment.book")
    return detail_of(tx, row.id)


@usecase()
def move_appointment(
    tx: Tx,
    *,
    appointment_id: int,
    seen_version: int,
    staff_id: int,
    starts_at: datetime,
    minutes: int,
    place: str,
    override: str = "",
    reason: str = "",
) -> AppointmentDetail:
    """Give an appointment another time, person or place; its alerts and its reminder move along.

    Raises what `book_appointment` and `core.appointments.moved` raise, and `Conflict` for a stale screen.
    """
    row = load_in_turn(tx, appointment_id, seen_version, staff_id)
    before, ends_at = rule_of(row), starts_at + timedelta(minutes=minutes)
    place = fitting("place", place, LONGEST_PLACE)
    after = rules.moved(before, staff_id=staff_id, starts_at=starts_at, ends_at=ends_at, place=place)
    same_time = row.starts_at == starts_at
    same_person = row.staff_id == staff_id
    row.override = agreed_slot(
        tx,
        staff_id=staff_id,
        starts_at=starts_at,
        minutes=minutes,
        override=override or (row.override if same_time and same_person else ""),
        ignoring=row.id,
        begun=row.starts_at if same_time else None,
    )
    put(tx, row, after)
    if not (same_time and same_person):  # a colleague stood in for that hour of that person
        row.covered_by_id, row.was_away = None, False
    note(tx, row, "moved", reason or row.override)
    office = office_of(tx)
    if not same_time:
        close_visit_alerts(tx, row.id)
        plan_visit_again(tx, office, row)
    settle_reminder(tx, office, row, reason=reason, before=before)
    tx.saw(row.customer_id, "appointment.move")
    return detail_of(tx, row.id)


@usecase()
def change_appointment(
    tx: Tx,
    *,
    appointment_id: int,
    seen_version: int,
    topic_id: int | None,
    matter: str,
    bring: str,
    why_visit: VisitReason,
    reach: Reach,
    phone: str,
) -> AppointmentDetail:
    """Change what an appointment is about, what to bring and how the customer is reached; its time stays.

    Raises `BadInput` (`wrong_state`) for one that is over, `Conflict` for a stale screen.
    """
    row = load_in_turn(tx, appointment_id, seen_version)
    if row.state not in OPEN:
        raise BadInput("appointment", "wrong_state", row.state)
    number = parse_phone(phone).kept if phone.strip() else ""
    if not number and not row.caller_name and row.customer_id is None:
        raise BadInput("phone", "missing")
    texts = _texts(matter, bring)
    row.matter, row.bring = texts["matter"], texts["bring"]
    row.topic_id, row.why_visit, row.reach, row.phone = topic_id, why_visit, reach, number
    note(tx, row, "changed")
    settle_reminder(tx, office_of(tx), row)
    tx.touch(*ALTERED)
    tx.saw(row.customer_id, "appointment.change")
    return detail_of(tx, row.id)


@usecase()
def cancel_appointment(tx: Tx, *, appointment_id: int, seen_version: int, reason: str) -> AppointmentDetail:
    """Cancel an appointment for a reason that is kept; nothing speaks of it and nobody is reminded any more.

    Raises `BadInput`: on `reason` (`missing`), on `appointment` (`wrong_state`) once it is over or begun.
    """
    reason = filled("reason", reason)
    row = load_in_turn(tx, appointment_id, seen_version)
    put(tx, row, rules.turned(rule_of(row), AppointmentState.CANCELLED, now=tx.now))
    note(tx, row, "cancelled", reason)
    close_visit_alerts(tx, row.id)
    settle_reminder(tx, office_of(tx), row, reason=reason)
    tx.saw(row.customer_id, "appointment.cancel")
    return detail_of(tx, row.id)


@usecase()
def open_appointment(tx: Tx, *, appointment_id: int) -> AppointmentDetail:
    """Return an appointment with its customer's whole name and its history; the access is logged."""
    detail = detail_of(tx, appointment_id)
    tx.saw(detail.customer_id, "appointment.open")
    return detail


def detail_of(tx: Tx, appointment_id: int) -> AppointmentDetail:
    """Return an appointment as it is opened; for use-cases that have logged why."""
    tx.session.flush()
    this = {"appointment": appointment_id}
    row = tx.connection.execute(_DETAIL, this).one_or_none()
    if row is None:
        raise NotFound("Appointment")
    found: dict[str, Any] = dict(row._mapping)
    for who in ("staff", "taken_by", "covered_by"):
        found[who] = titled(found.pop(f"{who}_name"), found.pop(f"{who}_position"))
    return AppointmentDetail(
        **found,
        cover=_cover_now(tx, row.state, row.staff_id, row.topic_id),
        history=tuple(
            AppointmentLine(
                line.at,
                titled(line.by_name, line.by_position),
                line.desk,
                line.what,
                line.detail,
                line.starts_at,
                line.ends_at,
                titled(line.staff_name, line.staff_position),
            )
            for line in tx.connection.execute(_HISTORY, this)
        ),
    )


def _cover_now(tx: Tx, state: AppointmentState, staff_id: int, topic_id: int | None) -> Cover | None:
    if state not in OPEN:
        return None
    covers = covers_of(tx)
    return covers.cover(staff_id, topic_id) if staff_id in covers.away else None


def _texts(matter: str, bring: str) -> dict[str, str]:
    return {"matter": fitting("matter", matter, LONGEST_TEXT), "bring": fitting("bring", bring)}


def _number_of(tx: Tx, customer_id: int | None) -> str:
    """Return the first number of a customer who was chosen without one."""
    number = sa.select(CustomerPhone.digits).where(CustomerPhone.customer_id == customer_id)
    return tx.connection.scalar(number.order_by(CustomerPhone.id).limit(1)) or ""


def _tell_draft(tx: Tx, draft_id: int, appointment_id: int) -> None:
    draft = tx.session.get(Draft, draft_id, with_for_update=True)
    if draft is not None:
        draft.body = {**draft.body, "booked_id": appointment_id}
        tx.touch(Area.DRAFTS)


# -- prepared once -------------------------------------------------------------------------------------

_THIS = Appointment.id == sa.bindparam("appointment")
_staff, _taker, _cover = aliased(Staff), aliased(Staff), aliased(Staff)
_REMINDER = sa.select(sa.func.min(Promise.due_at)).where(
    Promise.appointment_id == Appointment.id, Promise.kind == PromiseKind.REMINDER, IS_OPEN
)
_DETAIL = (
    sa.select(
        *(Appointment.id, Appointment.version, Appointment.state, Appointment.staff_id),
        *(Appointment.starts_at, Appointment.ends_at, Appointment.place, Appointment.customer_id),
        sa.func.coalesce(sa.func.nullif(Customer.name, ""), Appointment.caller_name).label("customer"),
        *(Appointment.phone, Customer.may_name_agency, Customer.may_text, Appointment.topic_id),
        sa.func.coalesce(Topic.name, "").label("topic"),
        *(Appointment.matter, Appointment.bring, Appointment.why_visit, Appointment.reach),
        *(Appointment.override, Appointment.uid, Appointment.sequence, Appointment.made_at),
        *(Appointment.changed_at, Appointment.booked_in_id, Appointment.visit_id, Appointment.arrived_at),
        *(Appointment.was_away, Appointment.covered_by_id),
        *(_staff.name.label("staff_name"), _staff.position.label("staff_position")),
        *(_taker.name.label("taken_by_name"), _taker.position.label("taken_by_position")),
        *(_cover.name.label("covered_by_name"), _cover.position.label("covered_by_position")),
        _REMINDER.scalar_subquery().label("reminder_due_at"),
    )
    .join(_staff, _staff.id == Appointment.staff_id)
    .join(_taker, _taker.id == Appointment.taken_by_id)
    .outerjoin(_cover, _cover.id == Appointment.covered_by_id)
    .outerjoin(Customer, Customer.id == Appointment.customer_id)
    .outerjoin(Topic, Topic.id == Appointment.topic_id)
    .where(_THIS)
)
_by = aliased(Staff)
_HISTORY = (
    sa.select(
        *(AppointmentEvent.at, AppointmentEvent.desk, AppointmentEvent.what, AppointmentEvent.detail),
        *(AppointmentEvent.starts_at, AppointmentEvent.ends_at),
        *(_by.name.label("by_name"), _by.position.label("by_position")),
        *(_staff.name.label("staff_name"), _staff.position.label("staff_position")),
    )
    .join(_by, _by.id == AppointmentEvent.by_id)
    .join(_staff, _staff.id == AppointmentEvent.staff_id)
    .where(AppointmentEvent.appointment_id == sa.bindparam("appointment"))
    .order_by(AppointmentEvent.id)
)
