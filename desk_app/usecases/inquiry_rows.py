"""What goes with every change of a written question: its row, its promises, its links; for the use-cases."""

from collections.abc import Iterable
from datetime import date, timedelta
from difflib import SequenceMatcher

import sqlalchemy as sa

from db.models import Attachment, Customer, Inquiry, Promise
from db.models.promises import IS_OPEN as IS_OWED
from db.models.promises import IS_REPLY
from db.transactions import Tx
from desk_app.core import inquiries as rules
from desk_app.core.alerts import THIRD_TIME, Audience
from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.inquiries import THIRD, Dates
from desk_app.core.promises import PromiseKind
from desk_app.usecases import promises
from desk_app.usecases.alert_rows import tell_now
from desk_app.usecases.inquiries import LinkedInquiry
from desk_app.usecases.inquiry_dates import pauses_of, put_dates, rule_of
from desk_app.usecases.jottings import forget_all, reply_place
from desk_app.usecases.office import office_of
from desk_app.usecases.versions import load_for_edit

_SIMILAR_WITHIN = timedelta(days=180)
_ALIKE = 0.6
_MOST_SIMILAR = 20


def load(tx: Tx, inquiry_id: int, seen_version: int) -> tuple[Inquiry, rules.Inquiry]:
    """Return the row to edit and what the rules know of it; raises what `load_for_edit` raises."""
    row = load_for_edit(tx, Inquiry, inquiry_id, seen_version)
    tx.touch(Area.INQUIRIES)
    return row, rule_of(row, pauses_of(tx, row.id))


def reply_of(tx: Tx, inquiry_id: int) -> Promise:
    """Return the promise of a reply that a question has, locked."""
    query = sa.select(Promise).where(Promise.inquiry_id == inquiry_id, IS_REPLY).with_for_update()
    return tx.session.scalars(query.execution_options(populate_existing=True)).one()


def put(tx: Tx, row: Inquiry, after: rules.Inquiry, *, reason: str = "", told: bool = False) -> Dates:
    """Write what the rules made of a question and let its promise follow; `told` if the customer knows.

    Where an answer is owed no more the promise is left as it is, for whoever settles it.
    """
    office = office_of(tx)
    dates = put_dates(tx, office, row, after)
    if after.state in rules.OPEN:
        owed = reply_of(tx, row.id)
        promises.move_counted(tx, owed, due_at=dates.due_at, told_at=dates.told_at, reason=reason, told=told)
    return dates


def end(tx: Tx, row: Inquiry, after: rules.Inquiry, reason: str) -> None:
    """Write a question for which no answer is owed any more; whatever lay round it falls away."""
    row.state, row.done_at = after.state, row.done_at or tx.now
    row.waits_until = row.interim_reply_at = None
    for owed in _owed(tx, row.id):
        promises.settle_withdrawn(tx, owed, reason=reason)
    forget_all(tx, reply_place(row.id))
    tx.session.flush()


def owed_of(tx: Tx, inquiry_id: int, kind: PromiseKind) -> Promise | None:
    """Return the open promise of a kind that lies round a question, or `None`."""
    return next((each for each in _owed(tx, inquiry_id) if each.kind is kind), None)


def _owed(tx: Tx, inquiry_id: int) -> list[Promise]:
    query = sa.select(Promise).where(Promise.inquiry_id == inquiry_id, IS_OWED).order_by(Promise.id)
    return list(tx.session.scalars(query.with_for_update()))


def write_clock(tx: Tx, row: Inquiry, kind: PromiseKind, hours: timedelta, to: str = "") -> Promise:
    """Write a promise round a question, due so many working hours after its receipt, and return it.

    Receipt is its acceptance, or its arrival as long as it is not accepted (영 제6조, 제13조).
    """
    due_at = office_of(tx).calendar.add_working_time(row.accepted_at or row.arrived_at, hours)
    promise_id = promises.write_promise(
        tx,
        kind=kind,
        due_at=due_at,
        told_at=due_at,
        owner_id=tx.actor.id,
        contact_id=row.contact_id,
        customer_id=row.customer_id,
        caller_name=row.caller_name,
        phone=row.phone,
        topic_id=row.topic_id,
        summary=row.subject,
        note=to,
        inquiry_id=row.id,
    )
    return tx.session.get_one(Promise, promise_id)


# -- the same matter, the same paper -----------------------------------------------------------------


def tell_third(tx: Tx, row: Inquiry) -> None:
    """Tell the supervisors where this is the third question, or a later one, on the same matter.

    Counted are those linked with it, and the same customer's on the same topic within the branch's days
    for the same matter; the same paper handed in twice counts once.
    """
    since = row.arrived_at - timedelta(days=office_of(tx).settings.same_matter_days)
    first = row.thread_id or row.id
    same: list[sa.ColumnElement[bool]] = [Inquiry.thread_id == first, Inquiry.id == first]
    if row.customer_id is not None and row.topic_id is not None:
        same.append(
            sa.and_(
                Inquiry.customer_id == row.customer_id,
                Inquiry.topic_id == row.topic_id,
                Inquiry.arrived_at >= since,
            )
        )
    count = sa.select(sa.func.count()).select_from(Inquiry)
    count = count.where(sa.or_(*same), Inquiry.duplicate_of_id.is_(None))
    if (tx.session.scalar(count) or 0) >= THIRD:
        tell_now(tx, reply_of(tx, row.id), THIRD_TIME, Audience.SUPERVISOR)


def similar(
    tx: Tx,
    *,
    customer_id: int | None,
    name: str,
    phone: str,
    topic_id: int | None,
    subject: str,
    files: Iterable[str] = (),
    apart: Iterable[int] = (),
) -> tuple[LinkedInquiry, ...]:
    """Return questions that may be the same paper or matter, the newest first: two statements.

    From the same customer (or name, or number) with the same topic or much the same subject, or holding
    a file that is the same byte for byte; without those in `apart`.
    """
    prints = list(files)
    holding: set[int] = set()
    if prints:
        held = sa.select(Attachment.inquiry_id).where(Attachment.sha256.in_(prints))
        holding = set(tx.session.scalars(held))
    who: list[sa.ColumnElement[bool]] = [Inquiry.id.in_(holding)] if holding else []
    if customer_id is not None:
        who.append(Inquiry.customer_id == customer_id)
    if name:
        who.append(Inquiry.caller_name == name)
        who.append(Inquiry.customer_id.in_(sa.select(Customer.id).where(Customer.name == name)))
    if phone:
        who.append(Inquiry.phone == phone)
    if not who:
        return ()
    query = (
        sa.select(Inquiry)
        .where(sa.or_(*who), Inquiry.arrived_at >= tx.now - _SIMILAR_WITHIN, Inquiry.id.not_in(list(apart)))
        .order_by(Inquiry.arrived_at.desc(), Inquiry.id.desc())
        .limit(_MOST_SIMILAR * 5)
    )
    found = (
        linked(row, same_file=row.id in holding)
        for row in tx.session.scalars(query)
        if row.id in holding or _on_same_matter(row, topic_id, subject)
    )
    return tuple(found)[:_MOST_SIMILAR]


def linked(row: Inquiry, *, same_file: bool = False) -> LinkedInquiry:
    """Return a question as it is named beside another."""
    return LinkedInquiry(row.id, row.number, row.arrived_at, row.subject, row.state, same_file)


def _on_same_matter(row: Inquiry, topic_id: int | None, subject: str) -> bool:
    if topic_id is not None and row.topic_id == topic_id:
        return True
    mine, other = "".join(subject.split()).casefold(), "".join(row.subject.split()).casefold()
    return bool(mine) and SequenceMatcher(None, mine, other).ratio() >= _ALIKE


def today(tx: Tx) -> date:
    """Return the day on Seoul's clock."""
    return seoul(tx.now).date()
