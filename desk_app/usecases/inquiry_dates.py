"""The dates of written questions as rows: counted with every change, and anew when the calendar changes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import sqlalchemy as sa

from db.models import Inquiry, InquiryEvent, Promise, PromiseEvent, Revision, Supplement
from db.models.inquiries import IS_OPEN
from db.models.promises import IS_REPLY
from db.transactions import Tx
from desk_app.core import inquiries as rules
from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.deadlines import parse_length
from desk_app.core.inquiries import Dates, Interval, dates_of
from desk_app.core.office import OfficeView
from desk_app.core.texts import LONGEST_TEXT, fitting


def rule_of(row: Inquiry, pauses: Iterable[Supplement]) -> rules.Inquiry:
    """Return what the rules need to know of a question and its pauses."""
    return rules.Inquiry(
        row.arrived_at,
        parse_length(row.period),
        row.state,
        accepted_at=row.accepted_at,
        told_on=row.told_on,
        expected_on=row.expected_on,
        last_told=row.last_told,
        pauses=tuple(
            Interval(each.asked_on, each.due_on, each.returned_on, each.kind, each.stops) for each in pauses
        ),
    )


def pauses_of(tx: Tx, inquiry_id: int) -> list[Supplement]:
    """Return the days on which the clock stood still, the first ones first."""
    query = sa.select(Supplement).where(Supplement.inquiry_id == inquiry_id).order_by(Supplement.id)
    return list(tx.session.scalars(query))


def put_dates(tx: Tx, office: OfficeView, row: Inquiry, rule: rules.Inquiry) -> Dates:
    """Write what the rules made of a question, with its dates as they are counted now, and return these."""
    if (rule.told_on, rule.expected_on) != (row.told_on, row.expected_on):
        row.last_told = seoul(tx.now).date()
        rule = replace(rule, last_told=row.last_told)
    dates = dates_of(rule, office.calendar, office.settings)
    row.state, row.period = rule.state, str(rule.length)
    row.told_on, row.expected_on = rule.told_on, rule.expected_on
    row.waits_until = rule.waits.due_on if rule.waits else None
    row.safe_reply_on, row.statutory_due_on = dates.safe_reply.due_on, dates.limit.due_on
    row.rule, row.calendar_counter = dates.limit.rule, _calendar_counter(tx)
    if row.interim_reply_at is not None:
        row.interim_reply_at = dates.interim_at
    return dates


def note(tx: Tx, inquiry_id: int, what: str, detail: str = "") -> None:
    """Add a line to the history of a question."""
    tx.insert(
        InquiryEvent,
        inquiry_id=inquiry_id,
        at=tx.now,
        by_id=tx.actor.id,
        desk=tx.desk,
        what=what,
        detail=fitting("note", detail, LONGEST_TEXT),
    )
    tx.touch(Area.INQUIRIES)


def recount_open(tx: Tx, office: OfficeView) -> None:
    """Count the dates of all open questions anew, because the calendar or the rule changed under them.

    Each that moves says old → new in its history and in the change log. What a customer was told never
    moves, nor does an open screen go stale. The alerts are for `plan_open_again`, after this.
    """
    open_ones = tx.session.scalars(sa.select(Inquiry).where(IS_OPEN).order_by(Inquiry.id)).all()
    if not open_ones:
        return
    pauses: dict[int, list[Supplement]] = defaultdict(list)
    waited = sa.select(Supplement).join(Inquiry, Inquiry.id == Supplement.inquiry_id).where(IS_OPEN)
    for each in tx.session.scalars(waited.order_by(Supplement.id)):
        pauses[each.inquiry_id].append(each)
    owed = sa.select(Promise).join(Inquiry, Inquiry.id == Promise.inquiry_id).where(IS_OPEN, IS_REPLY)
    promises = {each.inquiry_id: each for each in tx.session.scalars(owed)}
    for row in open_ones:
        before = row.safe_reply_on, row.statutory_due_on
        dates = put_dates(tx, office, row, rule_of(row, pauses[row.id]))
        _log_moved(tx, row, before)
        _move(tx, promises[row.id], dates)
    tx.session.flush()
    tx.touch(Area.INQUIRIES, Area.PROMISES)


def _log_moved(tx: Tx, row: Inquiry, before: tuple[object, object]) -> None:
    after = row.safe_reply_on, row.statutory_due_on
    if after != before:
        moved = f"{before[0]} → {after[0]} | {before[1]} → {after[1]}"
        note(tx, row.id, "recounted", moved)
        tx.log_change("inquiry", row.id, f"{row.number} counted anew: {moved}")


def _move(tx: Tx, promise: Promise, dates: Dates) -> None:
    if (promise.due_at, promise.told_at) == (dates.due_at, dates.told_at):
        return
    promise.broken = promise.broken or tx.now > promise.told_at
    promise.due_at, promise.told_at = dates.due_at, dates.told_at
    tx.insert(
        PromiseEvent,
        promise_id=promise.id,
        at=tx.now,
        by_id=tx.actor.id,
        desk=tx.desk,
        what="postponed",
        detail="",
        due_at=dates.due_at,
        told=False,
    )


def _calendar_counter(tx: Tx) -> int:
    """Return which state of the calendar is counted on: the one after this transaction."""
    counter = tx.connection.scalar(sa.select(Revision.counter).where(Revision.area == Area.CALENDAR)) or 0
    return counter + (Area.CALENDAR in tx.touched)
