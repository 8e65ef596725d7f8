"""The brief for whoever receives a visitor in a colleague's place (`I-1-4`): nobody repeats their story."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from db.models import Appointment, Contact, Customer, CustomerPhone, Promise, Staff, Topic
from db.models.promises import IS_OPEN
from db.transactions import Tx
from desk_app.core.contacts import SafeContact
from desk_app.core.deputies import NoDeputy
from desk_app.core.errors import NotFound
from desk_app.core.promises import PromiseKind
from desk_app.core.staff import Presence, titled
from desk_app.usecases.customers import PastContact, Query, contacts_where
from desk_app.usecases.deputies import covers_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.promise_sight import MAY_SEE, sight

LAST = 3


@dataclass(frozen=True)
class ToldContact:
    """One of the last contacts, with the note of what was said in it."""

    contact: PastContact
    note: str


@dataclass(frozen=True)
class OwedPromise:
    """One promise still owed, by when the customer was told it would be kept."""

    id: int
    kind: PromiseKind
    due_at: datetime
    told_at: datetime
    summary: str
    owner: str


@dataclass(frozen=True)
class HandOverBrief:
    """What a deputy must know before the first word: names are whole, this is an open record.

    Without an appointment `appointment_id` and the hours are None, and `staff` is in charge of the topic.
    `deputy` is who acts while they are away, else empty; `no_deputy` says why that is a supervisor.
    """

    appointment_id: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    staff: str
    presence: Presence
    deputy: str
    no_deputy: NoDeputy | None
    customer_id: int | None
    customer: str
    phone: str
    safe_contact: SafeContact
    topic: str
    matter: str
    bring: str
    contacts: tuple[ToldContact, ...]
    promises: tuple[OwedPromise, ...]


@usecase()
def hand_over_brief(tx: Tx, *, appointment_id: int) -> HandOverBrief:
    """Return what the deputy of an appointment must know; the access is logged. Raises `NotFound`."""
    row = tx.connection.execute(_APPOINTMENT, {"appointment": appointment_id}).one_or_none()
    if row is None:
        raise NotFound("Appointment")
    return _brief(tx, row)


@usecase()
def hand_over_brief_for(tx: Tx, *, customer_id: int, topic_id: int | None) -> HandOverBrief:
    """Return the same for a customer who came without an appointment, about a topic; the access is logged."""
    row = tx.connection.execute(_CUSTOMER, {"customer": customer_id, "topic": topic_id}).one_or_none()
    if row is None:
        raise NotFound("Customer")
    return _brief(tx, row)


def _brief(tx: Tx, row: sa.Row[*tuple[Any, ...]]) -> HandOverBrief:
    covers = covers_of(tx)
    person = covers.people.get(row.staff_id)
    deputy = covers.of(person.id, row.topic_id) if person else None
    tx.saw(row.customer_id, "brief.hand_over")
    whose = {"customer": row.customer_id, "booked_in": row.booked_in_id, "appointment": row.appointment_id}
    contacts = tx.connection.execute(_LATEST, whose)
    return HandOverBrief(
        appointment_id=row.appointment_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        staff=person.title if person else "",
        presence=person.presence if person else Presence(),
        deputy=deputy.title if deputy else "",
        no_deputy=covers.why(person.id, row.topic_id) if person else None,
        customer_id=row.customer_id,
        customer=row.customer,
        phone=row.phone,
        safe_contact=SafeContact(row.may_name_agency, row.may_text, row.contact_hours or ""),
        topic=row.topic or "",
        matter=row.matter,
        bring=row.bring,
        contacts=tuple(ToldContact(PastContact(*found), note) for *found, note in contacts),
        promises=tuple(
            OwedPromise(p.id, p.kind, p.due_at, p.told_at, p.summary, titled(p.name, p.position))
            for p in tx.connection.execute(_OWED, {**whose, **sight(tx)})
        ),
    )


_SAFE = (Customer.may_name_agency, Customer.may_text, Customer.contact_hours)
_APPOINTMENT: Query = (
    sa.select(
        Appointment.id.label("appointment_id"),
        Appointment.starts_at,
        Appointment.ends_at,
        Appointment.place,
        Appointment.staff_id,
        Appointment.customer_id,
        sa.func.coalesce(sa.func.nullif(Customer.name, ""), Appointment.caller_name).label("customer"),
        Appointment.phone,
        *_SAFE,
        Appointment.topic_id,
        Topic.name.label("topic"),
        Appointment.matter,
        Appointment.bring,
        Appointment.booked_in_id,
    )
    .outerjoin(Customer, Customer.id == Appointment.customer_id)
    .outerjoin(Topic, Topic.id == Appointment.topic_id)
    .where(Appointment.id == sa.bindparam("appointment"))
)
_NUMBER = sa.select(CustomerPhone.digits).where(CustomerPhone.customer_id == Customer.id)
_CUSTOMER: Query = (
    sa.select(
        sa.null().label("appointment_id"),
        sa.null().label("starts_at"),
        sa.null().label("ends_at"),
        sa.literal("").label("place"),
        Topic.assignee_id.label("staff_id"),
        Customer.id.label("customer_id"),
        Customer.name.label("customer"),
        sa.func.coalesce(_NUMBER.order_by(CustomerPhone.id).limit(1).scalar_subquery(), "").label("phone"),
        *_SAFE,
        Topic.id.label("topic_id"),
        Topic.name.label("topic"),
        sa.literal("").label("matter"),
        sa.func.coalesce(Topic.bring, "").label("bring"),
        sa.null().label("booked_in_id"),
    )
    .select_from(Customer)
    .outerjoin(Topic, Topic.id == sa.bindparam("topic"))
    .where(Customer.id == sa.bindparam("customer"))
)
_THEIRS = sa.or_(
    Contact.customer_id == sa.bindparam("customer", type_=sa.Integer),
    Contact.id == sa.bindparam("booked_in", type_=sa.Integer),
)
_LATEST = contacts_where(_THEIRS).add_columns(Contact.note).limit(LAST)
_OWED = (
    sa.select(
        Promise.id,
        Promise.kind,
        Promise.due_at,
        Promise.told_at,
        Promise.summary,
        Staff.name,
        Staff.position,
    )
    .join(Staff, Staff.id == Promise.owner_id)
    .where(
        IS_OPEN,
        MAY_SEE,
        Promise.customer_id == sa.bindparam("customer", type_=sa.Integer),
        sa.or_(
            Promise.appointment_id.is_(None),  # also where there is no appointment to differ from
            Promise.appointment_id.is_distinct_from(sa.bindparam("appointment", type_=sa.Integer)),
        ),
    )
    .order_by(Promise.due_at, Promise.id)
)
