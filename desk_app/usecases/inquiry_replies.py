"""What goes out to whoever asked: interim replies, the reply with its versions and its check, the end."""

from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa

from db.models import Inquiry, InterimReply, Reply
from db.transactions import Tx
from desk_app.core import inquiries as rules
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.inquiries import PROGRESS_EVERY, Channel, InquiryState, dates_of, missed_on
from desk_app.core.texts import LONGEST_TEXT, filled, fitting
from desk_app.usecases import promises
from desk_app.usecases.executor import usecase
from desk_app.usecases.inquiries import InquiryDetail
from desk_app.usecases.inquiry_dates import note
from desk_app.usecases.inquiry_details import detail_of
from desk_app.usecases.inquiry_rows import end, load, put, reply_of, today
from desk_app.usecases.jottings import forget_mine, reply_place
from desk_app.usecases.office import office_of

_FARTHEST = 365


@usecase()
def send_interim(
    tx: Tx,
    *,
    inquiry_id: int,
    seen_version: int,
    reason: str,
    progress: str,
    expected_on: date,
    sent_by: Channel,
) -> InquiryDetail:
    """Note an interim reply that went out: why not yet, how far it is, and when to expect the answer.

    It is the charter's courtesy (`I-3-2`): neither 안심 회신일 nor 처리기한 moves, and the alerts go by the
    date it names, but never past the law's. From 30 days after receipt on it is a progress notice as well.
    Where the answer is late already the day missed is kept, for which the letter is sorry; past the law's
    limit another one is due on the day it names, or on the next one where that is today.
    Raises `BadInput`: on `reason` and `progress` (`missing`), `expected_on` (`in_the_past`, `too_far`),
    `inquiry` (`wrong_state`).
    """
    row, rule = load(tx, inquiry_id, seen_version)
    rules.must_be_open(rule)
    if expected_on < today(tx):
        raise BadInput("expected_on", "in_the_past")
    if (expected_on - today(tx)).days > _FARTHEST:
        raise BadInput("expected_on", "too_far")
    reason, progress = filled("reason", reason, LONGEST_TEXT), filled("progress", progress, LONGEST_TEXT)
    office = office_of(tx)
    dates = dates_of(rule, office.calendar, office.settings)
    months = (tx.now - (row.accepted_at or row.arrived_at)) // PROGRESS_EVERY
    row.interims += 1
    row.interim_sent_at = tx.now
    row.interim_reply_at = row.arrived_at if dates.is_over(tx.now) else None  # put counts it
    row.progress_count = max(row.progress_count, months)
    tx.session.add(
        InterimReply(
            inquiry_id=row.id,
            at=tx.now,
            by_id=tx.actor.id,
            reason=reason,
            progress=progress,
            expected_on=expected_on,
            sent_by=sent_by,
            is_progress=months > 0,
            late_on=missed_on(dates, now=tx.now),
        )
    )
    row.last_told = today(tx)
    after = replace(rule, expected_on=expected_on, last_told=row.last_told)
    put(tx, row, after, reason=reason, told=True)
    note(tx, row.id, "progress" if months else "interim", f"{sent_by} → {expected_on} {reason}")
    tx.saw(row.customer_id, "inquiry.interim")
    return detail_of(tx, row.id)


@usecase()
def save_reply_draft(tx: Tx, *, inquiry_id: int, seen_version: int, text: str) -> InquiryDetail:
    """Keep a new version of the reply; what was checked was an earlier one. The same text is no version."""
    row, rule = load(tx, inquiry_id, seen_version)
    rules.must_be_open(rule)
    text = filled("reply", text, LONGEST_TEXT)
    forget_mine(tx, reply_place(row.id))
    if row.drafts and _version(tx, row, row.drafts).text == text:
        return detail_of(tx, row.id)
    row.drafts, row.checked = row.drafts + 1, False
    tx.session.add(
        Reply(inquiry_id=row.id, number=row.drafts, text=text, written_at=tx.now, written_by_id=tx.actor.id)
    )
    note(tx, row.id, "drafted", str(row.drafts))
    tx.saw(row.customer_id, "inquiry.draft")
    return detail_of(tx, row.id)


@usecase()
def check_reply(tx: Tx, *, inquiry_id: int, seen_version: int, number: int) -> InquiryDetail:
    """Note that a second person has checked the newest version of the reply.

    Raises `BadInput` on `reply`: `not_latest`, `same_person` for whoever wrote it.
    """
    row, rule = load(tx, inquiry_id, seen_version)
    rules.must_be_open(rule)
    version = _version(tx, row, number)
    if version.written_by_id == tx.actor.id:
        raise BadInput("reply", "same_person")
    version.checked_at, version.checked_by_id, row.checked = tx.now, tx.actor.id, True
    note(tx, row.id, "checked", str(number))
    tx.saw(row.customer_id, "inquiry.check")
    return detail_of(tx, row.id)


@usecase()
def send_reply(
    tx: Tx,
    *,
    inquiry_id: int,
    seen_version: int,
    number: int,
    sent_by: Channel,
    sent_at: datetime | None = None,
) -> InquiryDetail:
    """Note that the newest version of the reply went out, now or at `sent_at`: the question is answered.

    Its promise is kept, or kept late, for good. Raises `BadInput`: on `inquiry` (`wrong_state`) while it is
    not accepted, `reply` (`missing`, `not_latest`, `unchecked` where the branch wants a second person),
    `sent_at` (`in_the_future`, `not_after` its arrival).
    """
    row, rule = load(tx, inquiry_id, seen_version)
    after = rules.turned(rule, InquiryState.ANSWERED)
    version = _version(tx, row, number)
    if office_of(tx).settings.reply_needs_check and not row.checked:
        raise BadInput("reply", "unchecked")
    sent_at = sent_at or tx.now
    if sent_at > tx.now:
        raise BadInput("sent_at", "in_the_future")
    if sent_at < row.arrived_at:
        raise BadInput("sent_at", "not_after")
    version.sent_at, version.sent_by = sent_at, sent_by
    row.answered_at, row.done_at = sent_at, sent_at
    promises.settle_kept(tx, reply_of(tx, row.id), at=sent_at, note=sent_by)
    end(tx, row, after, sent_by)
    note(tx, row.id, "sent", f"{sent_by} {number}")
    tx.saw(row.customer_id, "inquiry.send")
    return detail_of(tx, row.id)


@usecase()
def close_inquiry(tx: Tx, *, inquiry_id: int, seen_version: int, note_text: str = "") -> InquiryDetail:
    """Close a question that is answered: nothing more is expected (종결).

    A customer who writes again asks anew: `receive_inquiry` with `previous_id`.
    """
    row, rule = load(tx, inquiry_id, seen_version)
    row.state = rules.turned(rule, InquiryState.CLOSED).state
    row.closed_at = tx.now
    note(tx, row.id, "closed", fitting("note", note_text))
    tx.saw(row.customer_id, "inquiry.close")
    return detail_of(tx, row.id)


@usecase()
def withdraw_inquiry(tx: Tx, *, inquiry_id: int, seen_version: int, reason: str) -> InquiryDetail:
    """Note that no answer is wanted any more (취하), or that it is the same paper as another one."""
    row, rule = load(tx, inquiry_id, seen_version)
    reason = filled("reason", reason)
    end(tx, row, rules.turned(rule, InquiryState.WITHDRAWN), reason)
    note(tx, row.id, "withdrawn", reason)
    tx.saw(row.customer_id, "inquiry.withdraw")
    return detail_of(tx, row.id)


def _version(tx: Tx, row: Inquiry, number: int) -> Reply:
    """Return the newest version, which must be the one that the screen shows."""
    if not row.drafts:
        raise BadInput("reply", "missing")
    if number != row.drafts:
        raise BadInput("reply", "not_latest")
    version = tx.session.scalar(sa.select(Reply).where(Reply.inquiry_id == row.id, Reply.number == number))
    if version is None:
        raise NotFound("Inquiry")
    return version
