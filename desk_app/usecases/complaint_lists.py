"""Complaints as they are read: the list by what is due, how many there are, one opened."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from db.models import Complaint, Customer, Promise, Topic
from db.models.complaints import IS_DONE, IS_OPEN
from db.models.promises import IS_OF_COMPLAINT
from db.transactions import Tx
from desk_app.core.complaints import ComplaintKind, ComplaintState, Decision, ToldBy
from desk_app.core.deputies import NoDeputy
from desk_app.core.korean import tidy_name
from desk_app.core.staff import Presence
from desk_app.usecases.complaint_details import ComplaintDetail, detail_of
from desk_app.usecases.deputies import covers_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from resources import read_text

MOST_ROWS = 1000
MOST_DONE = 300


class Shown(StrEnum):
    """Which complaints a list shows."""

    OPEN = "open"
    DONE = "done"


class ComplaintRow(NamedTuple):
    """One complaint as a line of the list; names are whole here, the screen masks them."""

    id: int
    version: int
    kind: ComplaintKind
    state: ComplaintState
    about: str
    customer: str
    phone: str
    topic: str
    made_at: datetime
    closed_at: datetime | None
    decision: Decision | None
    told_by: ToldBy | None
    due_at: datetime
    told_at: datetime
    topic_id: int | None
    promise_id: int
    owner_id: int
    owner: str
    presence: Presence
    deputy: str
    no_deputy: NoDeputy | None


@dataclass(frozen=True)
class ComplaintCounts:
    """How many are open, how many of them past their hour, and how many the actor has in hand."""

    open: int
    overdue: int
    mine: int


@dataclass(frozen=True)
class OpinionPlace:
    """Where opinions are sent (`III-1`); `confirmed` where the branch has set it itself."""

    address: str
    phones: tuple[str, ...]
    confirmed: bool


@usecase(reads=True)
def list_complaints(
    tx: Tx,
    *,
    shown: Shown = Shown.OPEN,
    kind: ComplaintKind | None = None,
    mine: bool = False,
    text: str = "",
) -> tuple[ComplaintRow, ...]:
    """Return what is open by what is due first, or what is done the latest first.

    `mine` are those that the actor has in hand, also in place of somebody away; `text` is looked for in
    what they are about and in names.
    """
    covers = covers_of(tx)
    query = _ROWS.where(IS_DONE if shown is Shown.DONE else IS_OPEN)
    if kind is not None:
        query = query.where(Complaint.kind == kind)
    if mine:
        query = query.where(covers.in_hand(tx.actor.id, Promise.owner_id, Promise.topic_id))
    if said := tidy_name(text):
        within = Complaint.about, Complaint.caller_name, Customer.name
        query = query.where(sa.or_(*(each.icontains(said, autoescape=True) for each in within)))
    if shown is Shown.DONE:
        query = query.order_by(Complaint.closed_at.desc(), Complaint.id.desc()).limit(MOST_DONE)
    else:
        query = query.order_by(Promise.due_at, Complaint.id).limit(MOST_ROWS)
    lines = []
    for row in tx.connection.execute(query):
        owner, deputy = covers.people[row.owner_id], covers.of(row.owner_id, row.topic_id)
        acting = deputy.title if deputy else ""
        why = covers.why(row.owner_id, row.topic_id)
        lines.append(ComplaintRow._make((*row, owner.title, owner.presence, acting, why)))
    return tuple(lines)


@usecase(reads=True)
def count_complaints(tx: Tx) -> ComplaintCounts:
    """Return what the tabs and the badge count: one statement over what is open."""
    mine = covers_of(tx).in_hand(tx.actor.id, Promise.owner_id, Promise.topic_id)
    overdue = Promise.due_at <= tx.now
    counted = sa.select(
        sa.func.count(), sa.func.count().filter(overdue), sa.func.count().filter(mine)
    ).select_from(Complaint)
    return ComplaintCounts(*tx.connection.execute(counted.join(Promise, _OWED).where(IS_OPEN)).one())


@usecase()
def open_complaint(tx: Tx, *, complaint_id: int) -> ComplaintDetail:
    """Return a complaint whole with its steps; the access is logged. Raises `NotFound`."""
    detail = detail_of(tx, complaint_id)
    tx.saw(detail.customer_id, "complaint.open")
    return detail


@usecase(reads=True)
def opinion_place(tx: Tx) -> OpinionPlace:
    """Return where opinions are sent: as the branch set it, else head office as last known (domain §6)."""
    settings = office_of(tx).settings
    address, phones = _head_office()
    return OpinionPlace(
        settings.opinion_address or address,
        settings.opinion_phones or phones,
        bool(settings.opinion_address and settings.opinion_phones),
    )


@cache
def _head_office() -> tuple[str, tuple[str, ...]]:
    place = tomllib.loads(read_text("office/branches.toml"))["head_office"]
    return place["address"], tuple(place["phones"])


_OWED = sa.and_(Promise.complaint_id == Complaint.id, IS_OF_COMPLAINT)
_ROWS: sa.Select[*tuple[Any, ...]] = (
    sa.select(
        *(Complaint.id, Complaint.version, Complaint.kind, Complaint.state, Complaint.about),
        sa.func.coalesce(sa.func.nullif(Customer.name, ""), Complaint.caller_name).label("customer"),
        Complaint.phone,
        sa.func.coalesce(Topic.name, "").label("topic"),
        *(Complaint.made_at, Complaint.closed_at, Complaint.decision, Complaint.told_by),
        *(Promise.due_at, Promise.told_at),
        *(Complaint.topic_id, Promise.id.label("promise_id"), Promise.owner_id),
    )
    .select_from(Complaint)
    .join(Promise, _OWED)
    .outerjoin(Customer, Customer.id == Complaint.customer_id)
    .outerjoin(Topic, Topic.id == Complaint.topic_id)
)
