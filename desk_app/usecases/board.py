"""The board of promises as it is read: what is open, one promise whole, how well they are kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import Customer, FaqEntry, Promise, PromiseEvent, Staff, Topic
from db.models.promises import IS_OPEN
from db.transactions import Tx
from desk_app.core.clock import seoul
from desk_app.core.deputies import NoDeputy
from desk_app.core.errors import NotFound
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.staff import Presence, titled
from desk_app.usecases.deputies import Covers, covers_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.promise_sight import MAY_SEE, sight

MOST_ROWS = 1000
_WEEKS = 12


class Whose(StrEnum):
    """Which open promises the board shows."""

    BRANCH = "branch"
    MINE = "mine"
    TAKEN_BY_ME = "taken_by_me"


class BoardRow(NamedTuple):
    """One open promise as a line of the board; names are whole here, the screen masks them.

    `deputy` is who acts for the owner while they are away, else empty; `no_deputy` says why that is a
    supervisor.
    """

    id: int
    version: int
    kind: PromiseKind
    due_at: datetime
    told_at: datetime
    customer: str
    phone: str
    topic: str
    summary: str
    owner_id: int
    attempts: int
    last_attempt: str
    next_try_at: datetime | None
    topic_id: int | None
    owner: str
    presence: Presence
    deputy: str
    no_deputy: NoDeputy | None


@dataclass(frozen=True)
class BoardList:
    """The open promises by due time; `open` counts them all, `rows` holds the first `MOST_ROWS`."""

    rows: tuple[BoardRow, ...]
    open: int


@dataclass(frozen=True)
class PromiseLine:
    """One line of a promise's history."""

    at: datetime
    who: str
    what: str
    detail: str
    due_at: datetime | None
    told: bool | None
    to: str


class Origin(StrEnum):
    """What a promise comes from, where it can be looked at."""

    ENTRY = "entry"
    COMPLAINT = "complaint"
    INQUIRY = "inquiry"
    APPOINTMENT = "appointment"
    CONTACT = "contact"


@dataclass(frozen=True)
class PromiseDetail:
    """One promise whole, with its history from the oldest line on; `entry_id` is the guidance it reviews."""

    id: int
    version: int
    kind: PromiseKind
    state: PromiseState
    due_at: datetime
    told_at: datetime
    made_at: datetime
    closed_at: datetime | None
    customer_id: int | None
    customer: str
    phone: str
    may_name_agency: bool | None
    may_text: bool | None
    contact_hours: str
    topic: str
    summary: str
    note: str
    owner_id: int
    owner: str
    presence: Presence
    deputy: str
    no_deputy: NoDeputy | None
    taken_by: str
    attempts: int
    next_try_at: datetime | None
    contact_id: int | None
    previous_id: int | None
    appointment_id: int | None
    inquiry_id: int | None
    complaint_id: int | None
    entry_id: int | None
    history: tuple[PromiseLine, ...]

    @property
    def origin(self) -> tuple[Origin, int] | None:
        """What it comes from, or `None`: a contact of nobody known has no page."""
        ids = {
            Origin.ENTRY: self.entry_id,
            Origin.COMPLAINT: self.complaint_id,
            Origin.INQUIRY: self.inquiry_id,
            Origin.APPOINTMENT: self.appointment_id,
            Origin.CONTACT: self.contact_id if self.customer_id is not None else None,
        }
        return next(((kind, its_id) for kind, its_id in ids.items() if its_id is not None), None)


@dataclass(frozen=True)
class KeptRate:
    """Promises closed this month, kept in time and all, and the same for twelve weeks up to now."""

    kept: int
    all: int
    weeks: tuple[tuple[int, int], ...]


@usecase(reads=True)
def list_board(tx: Tx, *, whose: Whose = Whose.BRANCH, kind: PromiseKind | None = None) -> BoardList:
    """Return what is open, nearest hour first; the cost grows with what is open, not with history."""
    covers = covers_of(tx)
    actor_and_kind = {"actor": tx.actor.id, "kind": kind, **sight(tx)}
    open_rows, open_count = _queries(covers, tx.actor.id, whose, kind is not None)
    found = tx.connection.execute(open_rows, actor_and_kind).all()
    shown = [(row, (row[_OWNER], row[_TOPIC])) for row in found[:MOST_ROWS]]
    owners = {pair: _owner(covers, *pair) for pair in {pair for _, pair in shown}}
    rows = tuple(BoardRow._make((*row, *owners[pair])) for row, pair in shown)
    count = len(rows)
    if len(found) > MOST_ROWS:
        count = tx.connection.scalar(open_count, actor_and_kind) or count
    return BoardList(rows, count)


@usecase()
def open_promise(tx: Tx, *, promise_id: int) -> PromiseDetail:
    """Return one promise whole with its history, and log that its customer's data was seen."""
    taker = aliased(Staff)
    row = tx.session.execute(
        sa.select(Promise, Customer, Topic, taker, FaqEntry.id)
        .join(taker, taker.id == Promise.taken_by_id)
        .outerjoin(Customer, Customer.id == Promise.customer_id)
        .outerjoin(Topic, Topic.id == Promise.topic_id)
        .outerjoin(FaqEntry, FaqEntry.promise_id == Promise.id)
        .where(Promise.id == promise_id, MAY_SEE),
        sight(tx),
    ).one_or_none()
    if row is None:
        raise NotFound("Promise")
    promise, customer, topic, taken_by, entry_id = row
    owner, presence, deputy, no_deputy = _owner(covers_of(tx), promise.owner_id, promise.topic_id)
    tx.saw(promise.customer_id, "promise.open")
    return PromiseDetail(
        id=promise.id,
        version=promise.version,
        kind=promise.kind,
        state=promise.state,
        due_at=promise.due_at,
        told_at=promise.told_at,
        made_at=promise.made_at,
        closed_at=promise.closed_at,
        customer_id=promise.customer_id,
        customer=customer.name if customer else promise.caller_name,
        phone=promise.phone,
        may_name_agency=customer.may_name_agency if customer else None,
        may_text=customer.may_text if customer else None,
        contact_hours=customer.contact_hours if customer else "",
        topic=topic.name if topic else "",
        summary=promise.summary,
        note=promise.note,
        owner_id=promise.owner_id,
        owner=owner,
        presence=presence,
        deputy=deputy,
        no_deputy=no_deputy,
        taken_by=titled(taken_by.name, taken_by.position),
        attempts=promise.attempts,
        next_try_at=promise.next_try_at,
        contact_id=promise.contact_id,
        previous_id=promise.previous_id,
        appointment_id=promise.appointment_id,
        inquiry_id=promise.inquiry_id,
        complaint_id=promise.complaint_id,
        entry_id=entry_id,
        history=_history(tx, promise_id),
    )


@usecase(reads=True)
def kept_rate(tx: Tx) -> KeptRate:
    """Return how many of the promises closed this month, and in each of twelve weeks, were kept in time.

    A week is seven days; the last one ends now. Withdrawn promises do not count.
    """
    edges = {f"edge{n}": tx.now - timedelta(weeks=_WEEKS - n) for n in range(_WEEKS + 1)}
    month = seoul(tx.now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    weeks = [[0, 0] for _ in range(_WEEKS)]
    kept_this_month = all_this_month = 0
    for week, this_month, kept, closed in tx.connection.execute(
        _CLOSED, {**edges, "month": month, **sight(tx)}
    ):
        weeks[week][0] += kept
        weeks[week][1] += closed
        if this_month:
            kept_this_month += kept
            all_this_month += closed
    return KeptRate(kept_this_month, all_this_month, tuple((kept, closed) for kept, closed in weeks))


Query = sa.Select[*tuple[Any, ...]]

_OWNER, _TOPIC = BoardRow._fields.index("owner_id"), BoardRow._fields.index("topic_id")

# The columns of `BoardRow`, its owner's aside: people are fewer than a full board has rows.
_OPEN_ROWS = (
    sa.select(
        Promise.id,
        Promise.version,
        Promise.kind,
        Promise.due_at,
        Promise.told_at,
        sa.func.coalesce(Customer.name, Promise.caller_name),
        Promise.phone,
        sa.func.coalesce(Topic.name, ""),
        Promise.summary,
        Promise.owner_id,
        Promise.attempts,
        Promise.last_attempt,
        Promise.next_try_at,
        Promise.topic_id,
    )
    .outerjoin(Customer, Customer.id == Promise.customer_id)
    .outerjoin(Topic, Topic.id == Promise.topic_id)
    .where(IS_OPEN, MAY_SEE)
    .order_by(Promise.due_at, Promise.id)
    .limit(MOST_ROWS + 1)
)
_OPEN_COUNT = sa.select(sa.func.count()).select_from(Promise).where(IS_OPEN, MAY_SEE)


@cache
def _open_only(whose: Whose, of_kind: bool) -> tuple[Query, sa.Select[int]]:
    """Return the prepared queries of the board and of how many it would hold, narrowed to what is asked."""
    only: list[sa.ColumnElement[bool]] = []
    if whose is Whose.MINE:
        only.append(Promise.owner_id == sa.bindparam("actor"))
    elif whose is Whose.TAKEN_BY_ME:
        only.append(Promise.taken_by_id == sa.bindparam("actor"))
    if of_kind:
        only.append(Promise.kind == sa.bindparam("kind"))
    return _OPEN_ROWS.where(*only), _OPEN_COUNT.where(*only)


def _queries(covers: Covers, actor_id: int, whose: Whose, of_kind: bool) -> tuple[Query, sa.Select[int]]:
    """Return the queries of the board; mine is also what I act for now."""
    if whose is not Whose.MINE or not covers.away:
        return _open_only(whose, of_kind)
    mine = covers.in_hand(actor_id, Promise.owner_id, Promise.topic_id)
    open_rows, open_count = _open_only(Whose.BRANCH, of_kind)
    return open_rows.where(mine), open_count.where(mine)


def _owner(covers: Covers, owner_id: int, topic_id: int | None) -> tuple[str, Presence, str, NoDeputy | None]:
    """Return whose it is, where they are, and who acts for them, with why where a supervisor does."""
    owner, deputy = covers.people[owner_id], covers.of(owner_id, topic_id)
    return owner.title, owner.presence, deputy.title if deputy else "", covers.why(owner_id, topic_id)


def _closed_by_week() -> Query:
    """Return the prepared query of the kept rate: week, whether of this month, kept in time, all."""
    edges: list[sa.BindParameter[Any]] = [sa.bindparam(f"edge{n}") for n in range(_WEEKS + 1)]
    week = sa.case(*((Promise.closed_at <= edge, n) for n, edge in enumerate(edges[1:])))
    this_month = sa.case((Promise.closed_at >= sa.bindparam("month"), 1), else_=0)
    kept = sa.func.sum(sa.case((Promise.state == PromiseState.KEPT, 1), else_=0))
    columns = sa.select(week.label("week"), this_month.label("this_month"), kept, sa.func.count())
    return columns.where(
        Promise.closed_at > edges[0],
        Promise.closed_at <= edges[-1],
        MAY_SEE,
        Promise.state.in_((PromiseState.KEPT, PromiseState.KEPT_LATE)),
    ).group_by("week", "this_month")


_CLOSED = _closed_by_week()


def _history(tx: Tx, promise_id: int) -> tuple[PromiseLine, ...]:
    by, to = aliased(Staff), aliased(Staff)
    found = tx.session.execute(
        sa.select(PromiseEvent, by.name, by.position, to.name, to.position)
        .join(by, by.id == PromiseEvent.by_id)
        .outerjoin(to, to.id == PromiseEvent.to_id)
        .where(PromiseEvent.promise_id == promise_id)
        .order_by(PromiseEvent.id)
    )
    return tuple(
        PromiseLine(
            at=event.at,
            who=titled(name, position),
            what=event.what,
            detail=event.detail,
            due_at=event.due_at,
            told=event.told,
            to=titled(to_name, to_position),
        )
        for event, name, position, to_name, to_position in found
    )
