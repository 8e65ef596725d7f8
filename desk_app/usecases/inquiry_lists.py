"""Written questions as they are read: the list by days left, how many there are, one opened."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from db.models import Attachment, Customer, CustomerPhone, Inquiry, Promise, Supplement, Topic
from db.models.inquiries import IS_DONE, IS_OPEN
from db.models.promises import IS_REPLY
from db.transactions import Tx
from desk_app.core.deputies import NoDeputy
from desk_app.core.inquiries import PauseKind
from desk_app.core.korean import name_query, tidy_name
from desk_app.core.phones import typed_digits
from desk_app.core.staff import Presence
from desk_app.usecases.deputies import Covers, covers_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.inquiries import (
    InquiryDetail,
    InquiryFilter,
    InquiryRow,
    LinkedInquiry,
    Shown,
    Whose,
)
from desk_app.usecases.inquiry_details import detail_of
from desk_app.usecases.inquiry_rows import similar

MOST_ROWS = 1000
MOST_DONE = 300
_FEWEST_DIGITS = 3
_EVERYTHING = InquiryFilter()


@dataclass(frozen=True)
class InquiryCounts:
    """How many questions are open, how many of them need an interim reply now, and how many the actor has."""

    open: int
    interim: int
    mine: int


@usecase(reads=True)
def list_inquiries(tx: Tx, *, wanted: InquiryFilter = _EVERYTHING) -> tuple[InquiryRow, ...]:
    """Return what is asked for: open ones by what is due first, done ones the latest first.

    One statement for the questions and three for who is where; the cost grows with what is open, or with
    `MOST_DONE`, never with history.
    """
    covers = covers_of(tx)
    query = _ROWS.where(*_only(tx, covers, wanted))
    if wanted.shown is Shown.DONE:
        query = query.where(IS_DONE).order_by(Inquiry.done_at.desc(), Inquiry.id.desc()).limit(MOST_DONE)
    else:
        query = query.where(IS_OPEN).order_by(Promise.due_at, Inquiry.id).limit(MOST_ROWS)
    found = tx.connection.execute(query).all()
    pairs = {(row.owner_id, row.topic_id) for row in found}
    owners = {pair: _owner(covers, *pair) for pair in pairs}
    return tuple(InquiryRow._make((*row, *owners[row.owner_id, row.topic_id])) for row in found)


@usecase(reads=True)
def count_inquiries(tx: Tx) -> InquiryCounts:
    """Return what the tabs and the badge count: one statement over what is open."""
    covers = covers_of(tx)
    mine = covers.in_hand(tx.actor.id, Promise.owner_id, Promise.topic_id)
    waiting = Inquiry.interim_reply_at <= tx.now
    counted = sa.select(
        sa.func.count(), sa.func.count().filter(waiting), sa.func.count().filter(mine)
    ).select_from(Inquiry)
    row = tx.connection.execute(counted.join(Promise, _OWED).where(IS_OPEN)).one()
    return InquiryCounts(*row)


@usecase()
def open_inquiry(tx: Tx, *, inquiry_id: int) -> InquiryDetail:
    """Return a question whole with its history; the access is logged."""
    detail = detail_of(tx, inquiry_id)
    tx.saw(detail.customer_id, "inquiry.open")
    return detail


@usecase(reads=True)
def find_similar(
    tx: Tx,
    *,
    customer_id: int | None = None,
    name: str = "",
    phone: str = "",
    topic_id: int | None = None,
    subject: str = "",
) -> tuple[LinkedInquiry, ...]:
    """Return questions that may be the same paper or matter as one that is being typed."""
    return similar(
        tx,
        customer_id=customer_id,
        name=tidy_name(name),
        phone=typed_digits(phone),
        topic_id=topic_id,
        subject=subject,
    )


@usecase(reads=True)
def similar_inquiries(tx: Tx, *, inquiry_id: int) -> tuple[LinkedInquiry, ...]:
    """Return questions that may be the same paper or matter as this one and are not linked with it."""
    return detail_of(tx, inquiry_id).similar


def _only(tx: Tx, covers: Covers, wanted: InquiryFilter) -> list[sa.ColumnElement[bool]]:
    only: list[sa.ColumnElement[bool]] = []
    if wanted.shown is Shown.INTERIM:
        only.append(Inquiry.interim_reply_at <= tx.now)
    if wanted.whose is Whose.MINE:
        only.append(covers.in_hand(tx.actor.id, Promise.owner_id, Promise.topic_id))
    if wanted.channel is not None:
        only.append(Inquiry.channel == wanted.channel)
    if wanted.kind is not None:
        only.append(Inquiry.kind == wanted.kind)
    if wanted.text.strip():
        only.append(_fits(wanted.text))
    return only


def _fits(text: str) -> sa.ColumnElement[bool]:
    """Return the condition that a name, its 초성, digits of a number, or words of the subject fit."""
    said = tidy_name(text)
    fits = [
        Inquiry.subject.icontains(said, autoescape=True),
        Inquiry.caller_name.contains(said, autoescape=True),
        Customer.name.contains(said, autoescape=True),
        Inquiry.number == said,
    ]
    query = name_query(text)
    if query is not None and query.initials is not None:
        low, high = query.initials
        fits.append(sa.and_(Customer.initials >= low, Customer.initials < high))
    digits = typed_digits(text)
    if len(digits) >= _FEWEST_DIGITS:
        held = sa.select(CustomerPhone.customer_id).where(CustomerPhone.digits.contains(digits))
        fits += [Inquiry.phone.contains(digits), Inquiry.customer_id.in_(held)]
    return sa.or_(*fits)


def _owner(covers: Covers, owner_id: int, topic_id: int | None) -> tuple[str, Presence, str, NoDeputy | None]:
    owner, deputy = covers.people[owner_id], covers.of(owner_id, topic_id)
    return owner.title, owner.presence, deputy.title if deputy else "", covers.why(owner_id, topic_id)


# -- prepared once -------------------------------------------------------------------------------------

_OWED = sa.and_(Promise.inquiry_id == Inquiry.id, IS_REPLY)
_FIELD = sa.and_(Supplement.inquiry_id == Inquiry.id, Supplement.kind == PauseKind.FIELD_INQUIRY)
_FILES = sa.select(sa.func.count()).select_from(Attachment).where(Attachment.inquiry_id == Inquiry.id)
_ROWS: sa.Select[*tuple[Any, ...]] = (
    sa.select(
        *(Inquiry.id, Inquiry.version, Inquiry.number, Inquiry.channel, Inquiry.kind, Inquiry.state),
        *(Inquiry.arrived_at, Inquiry.accepted_at, Inquiry.safe_reply_on, Inquiry.statutory_due_on),
        *(Inquiry.told_on, Promise.due_at, Inquiry.interim_reply_at, Inquiry.interim_sent_at),
        *(Inquiry.interims, Inquiry.expected_on, Inquiry.waits_until),
        *(Supplement.due_on.label("field_until"), Supplement.returned_on.label("field_ended_on")),
        *(Inquiry.extensions, Inquiry.drafts, Inquiry.checked, Inquiry.answered_at, Inquiry.closed_at),
        Inquiry.customer_id,
        sa.func.coalesce(sa.func.nullif(Customer.name, ""), Inquiry.caller_name).label("customer"),
        *(Inquiry.phone, Inquiry.topic_id),
        sa.func.coalesce(Topic.name, "").label("topic"),
        *(Inquiry.subject, _FILES.scalar_subquery(), Inquiry.previous_id, Inquiry.duplicate_of_id),
        *(Promise.id.label("promise_id"), Promise.owner_id),
    )
    .select_from(Inquiry)
    .join(Promise, _OWED)
    .outerjoin(Supplement, _FIELD)
    .outerjoin(Customer, Customer.id == Inquiry.customer_id)
    .outerjoin(Topic, Topic.id == Inquiry.topic_id)
)
