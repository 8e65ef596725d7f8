"""One person's whole history: earlier contacts page by page, and one contact with everything in it."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import Contact, ContactStep, Inquiry, Promise, RepeatVisit, Staff, Topic
from db.transactions import Tx
from desk_app.core.charter import Clause
from desk_app.core.contacts import Channel, Outcome
from desk_app.core.errors import NotFound
from desk_app.core.inquiries import Channel as Way
from desk_app.core.inquiries import InquiryState
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.redress import Cause
from desk_app.core.staff import titled
from desk_app.usecases.customers import CallerCard, PastContact, contacts_where, open_caller, read_contacts
from desk_app.usecases.executor import usecase
from desk_app.usecases.inquiries import LinkedInquiry
from desk_app.usecases.inquiry_rows import linked
from desk_app.usecases.promise_sight import MAY_SEE, sight
from desk_app.usecases.redress import was_apologised
from desk_app.usecases.scripts import load_clauses, load_scripts

PAGE = 50


@dataclass(frozen=True)
class WalkedStep:
    """A step of the script as it was walked: done, or skipped, with the clauses it serves."""

    title: str
    done: bool
    choice: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class MadePromise:
    """A promise that was made in a contact, and what became of it."""

    id: int
    kind: PromiseKind
    state: PromiseState
    due_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class SecondVisit:
    """What was found out at a second visit (`III-3-1`), or why our fault in it was taken back, when, by whom.

    What was taken back keeps the cause that was given; `version` is what taking it back has to have seen.
    `apologised` that the apology was said, then or since.
    """

    version: int
    ours: bool
    cause: Cause | None
    apologised: bool
    taken_back_at: datetime | None
    taken_back_why: str
    changed_by: str


@dataclass(frozen=True)
class ContactRecord:
    """One finished contact, whole; `ring_ms` counts from the first ring to the answer."""

    id: int
    customer_id: int | None
    channel: Channel
    outcome: Outcome
    started_at: datetime
    finished_at: datetime
    phone: str
    topic: str
    assignee: str
    summary: str
    note: str
    rings: int | None
    ring_ms: int | None
    taken_by: str
    desk: str
    steps: tuple[WalkedStep, ...]
    promises: tuple[MadePromise, ...]
    inquiries: tuple[LinkedInquiry, ...] = ()
    repeat: SecondVisit | None = None


@dataclass(frozen=True)
class PastInquiry:
    """One written question as a line of the history, whatever became of it.

    `safe_reply_on` is the day the customer was told, or would be; `done_at` when it was answered, or else
    ended.
    """

    id: int
    number: str
    channel: Way
    state: InquiryState
    at: datetime
    subject: str
    safe_reply_on: date
    statutory_due_on: date
    done_at: datetime | None


@dataclass(frozen=True)
class CustomerRecord:
    """A customer as the page of customers opens them: their card, and all they ever asked in writing."""

    card: CallerCard
    inquiries: tuple[PastInquiry, ...]


@usecase()
def open_customer(tx: Tx, *, customer_id: int) -> CustomerRecord:
    """Return a customer's card and their written questions, newest first: one statement more; logged."""
    card = open_caller(tx, customer_id=customer_id)
    asked = tx.connection.execute(_ASKED, {"customer": customer_id})
    return CustomerRecord(card, tuple(PastInquiry(*row) for row in asked))


@usecase()
def past_contacts(
    tx: Tx, *, customer_id: int, before_at: datetime, before_id: int, most: int = PAGE
) -> tuple[PastContact, ...]:
    """Return a customer's contacts before the one that began at `before_at`, newest first; this is logged."""
    tx.saw(customer_id, "customer.history")
    earlier = sa.tuple_(Contact.started_at, Contact.id) < (before_at, before_id)
    return read_contacts(tx, contacts_where(Contact.customer_id == customer_id, earlier).limit(most), {})


@usecase()
def open_contact(tx: Tx, *, contact_id: int) -> ContactRecord:
    """Return one contact with its steps, the promises made in it and the questions it turned into; logged.

    Raises `NotFound`. A step that today's script no longer has is named by its id.
    """
    taker, assignee = aliased(Staff), aliased(Staff)
    found = tx.session.execute(
        sa.select(Contact, Topic.name, assignee.name, assignee.position, taker.name, taker.position)
        .join(taker, taker.id == Contact.taken_by_id)
        .outerjoin(assignee, assignee.id == Contact.assignee_id)
        .outerjoin(Topic, Topic.id == Contact.topic_id)
        .where(Contact.id == contact_id)
    ).one_or_none()
    if found is None:
        raise NotFound("Contact")
    row, topic, in_charge, in_charge_position, taken_by, taken_by_position = found
    tx.saw(row.customer_id, "contact.open")
    return ContactRecord(
        id=row.id,
        customer_id=row.customer_id,
        channel=row.channel,
        outcome=row.outcome,
        started_at=row.started_at,
        finished_at=row.finished_at,
        phone=row.phone,
        topic=topic or "",
        assignee=titled(in_charge, in_charge_position),
        summary=row.summary,
        note=row.note,
        rings=row.rings,
        ring_ms=row.ring_ms,
        taken_by=titled(taken_by, taken_by_position),
        desk=row.desk,
        steps=_steps(tx, contact_id),
        promises=_promises(tx, contact_id),
        inquiries=_inquiries(tx, contact_id),
        repeat=_repeat(tx, contact_id),
    )


def _steps(tx: Tx, contact_id: int) -> tuple[WalkedStep, ...]:
    scripts, clauses = load_scripts(), load_clauses()
    walked = []
    for row in tx.session.scalars(
        sa.select(ContactStep).where(ContactStep.contact_id == contact_id).order_by(ContactStep.position)
    ):
        script = scripts.get(row.script_id)
        step = script.step(row.step_id) if script else None
        served = tuple(clauses[one] for one in row.clauses.split() if one in clauses)
        walked.append(WalkedStep(step.title if step else row.step_id, row.done, row.choice, served))
    return tuple(walked)


def _promises(tx: Tx, contact_id: int) -> tuple[MadePromise, ...]:
    found = tx.session.execute(
        sa.select(Promise.id, Promise.kind, Promise.state, Promise.due_at, Promise.closed_at)
        .where(Promise.contact_id == contact_id, MAY_SEE)
        .order_by(Promise.id),
        sight(tx),
    )
    return tuple(MadePromise(*row) for row in found)


def _inquiries(tx: Tx, contact_id: int) -> tuple[LinkedInquiry, ...]:
    query = sa.select(Inquiry).where(Inquiry.contact_id == contact_id).order_by(Inquiry.id)
    return tuple(linked(row) for row in tx.session.scalars(query))


def _repeat(tx: Tx, contact_id: int) -> SecondVisit | None:
    tx.session.flush()
    row = RepeatVisit
    told = sa.select(row.version, row.ours, row.cause, was_apologised()).add_columns(
        row.taken_back_at, row.taken_back_why, row.changed_by
    )
    found = tx.session.execute(told.where(row.contact_id == contact_id)).one_or_none()
    return SecondVisit(*found) if found is not None else None


_ASKED = (
    sa.select(
        *(Inquiry.id, Inquiry.number, Inquiry.channel, Inquiry.state, Inquiry.arrived_at, Inquiry.subject),
        sa.func.coalesce(Inquiry.told_on, Inquiry.safe_reply_on),
        *(Inquiry.statutory_due_on, sa.func.coalesce(Inquiry.answered_at, Inquiry.done_at)),
    )
    .where(Inquiry.customer_id == sa.bindparam("customer"))
    .order_by(Inquiry.arrived_at.desc(), Inquiry.id.desc())
)
