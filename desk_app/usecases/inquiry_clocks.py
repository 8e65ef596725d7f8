"""What stops or stretches the clock of a written question: waits, field inquiries, lawful extensions."""

from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from db.models import Extension, Inquiry, Supplement
from db.transactions import Tx
from desk_app.core import inquiries as rules
from desk_app.core import inquiry_clocks as clocks
from desk_app.core.errors import BadInput
from desk_app.core.inquiries import Channel, ExtensionReason, InquiryState, PauseKind, dates_of
from desk_app.core.texts import LONGEST_TEXT, filled, fitting
from desk_app.usecases.executor import usecase
from desk_app.usecases.inquiries import InquiryDetail
from desk_app.usecases.inquiry_dates import note
from desk_app.usecases.inquiry_details import detail_of
from desk_app.usecases.inquiry_rows import load, put, today
from desk_app.usecases.office import office_of


@usecase()
def ask_supplement(
    tx: Tx, *, inquiry_id: int, seen_version: int, what: str, due_on: date, sent_by: Channel
) -> InquiryDetail:
    """Note that the customer was asked to supplement by a day: the clock stands still from today on.

    Until something comes back the dates are what they will be if it comes on that day; once the period was
    over when they were asked, both stay. Raises `BadInput`:
    on `supplement` (`missing`), `due_on` (`in_the_past`, `too_far`), `inquiry` (`wrong_state`,
    `already_waiting`).
    """
    row, rule = load(tx, inquiry_id, seen_version)
    what = filled("supplement", what, LONGEST_TEXT)
    _near("due_on", due_on, tx)
    office = office_of(tx)
    limit = dates_of(rule, office.calendar, office.settings).limit
    after = clocks.asked(rule, due_on=due_on, limit=limit, now=tx.now)
    wait = after.pauses[-1]
    tx.session.add(
        Supplement(inquiry_id=row.id, what=what, asked_on=wait.asked_on, due_on=due_on, stops=wait.stops)
    )
    put(tx, row, after, reason=what, told=True)
    note(tx, row.id, "supplement_asked", f"{sent_by} {due_on} {what}")
    tx.saw(row.customer_id, "inquiry.supplement")
    return detail_of(tx, row.id)


@usecase()
def supplement_came(tx: Tx, *, inquiry_id: int, seen_version: int, on: date) -> InquiryDetail:
    """Note the day on which what was asked for came back: neither end of the wait counts.

    Raises `BadInput`: on `inquiry` (`wrong_state`, `not_waiting`), `returned_on` (`in_the_future`,
    `not_after`).
    """
    row, rule = load(tx, inquiry_id, seen_version)
    rules.must_be_open(rule)
    after = clocks.came(rule, on=on, today=today(tx))
    _change_running(tx, row, PauseKind.SUPPLEMENT, returned_on=on)
    put(tx, row, after, reason=on.isoformat(), told=True)
    note(tx, row.id, "supplement_came", on.isoformat())
    tx.saw(row.customer_id, "inquiry.supplement")
    return detail_of(tx, row.id)


@usecase()
def begin_field_inquiry(
    tx: Tx,
    *,
    inquiry_id: int,
    seen_version: int,
    purpose: str,
    until: date,
    told_by: Channel | None = None,
) -> InquiryDetail:
    """Note that a grievance is looked into on the spot from today until a day: these do not count.

    At most 14 days, and once (영 제17조). Whoever was told a date keeps it, unless `told_by` says that they
    are told of the inquiry and of the date that follows, which is not past. Raises `BadInput`:
    on `purpose` (`missing`), `field_inquiry` (`not_grievance`, `only_once`), `until` (`in_the_past`,
    `too_long`), `inquiry` (`wrong_state`).
    """
    row, rule = load(tx, inquiry_id, seen_version)
    purpose = filled("purpose", purpose, LONGEST_TEXT)
    office = office_of(tx)
    limit = dates_of(rule, office.calendar, office.settings).limit
    after = clocks.inspected(rule, row.kind, until=until, limit=limit, now=tx.now)
    tx.session.add(
        Supplement(
            inquiry_id=row.id,
            kind=PauseKind.FIELD_INQUIRY,
            what=purpose,
            asked_on=today(tx),
            due_on=until,
            stops=after.pauses[-1].stops,
        )
    )
    return _inspecting(tx, row, after, "field_begun", detail=f"{until} {purpose}", told_by=told_by)


@usecase()
def extend_field_inquiry(
    tx: Tx,
    *,
    inquiry_id: int,
    seen_version: int,
    until: date,
    reason: str,
    told_by: Channel | None = None,
) -> InquiryDetail:
    """Plan a field inquiry for longer: within its 14 days, or once at most 7 beyond them (영 제17조).

    `told_by` as in `begin_field_inquiry`. Raises `BadInput`: on `reason` (`missing`), `field_inquiry`
    (`not_running`, `extended_once`), `until` (`not_later`, `too_long_extended`), `inquiry` (`wrong_state`).
    """
    row, rule = load(tx, inquiry_id, seen_version)
    reason = filled("reason", reason, LONGEST_TEXT)
    after = clocks.inspected_longer(rule, until=until, today=today(tx))
    _change_running(tx, row, PauseKind.FIELD_INQUIRY, due_on=until)
    return _inspecting(tx, row, after, "field_extended", detail=f"{until} {reason}", told_by=told_by)


@usecase()
def end_field_inquiry(tx: Tx, *, inquiry_id: int, seen_version: int, on: date) -> InquiryDetail:
    """Note the day on which a field inquiry was over: from the next one on the clock runs again.

    Days past the one it was planned for have counted already. Raises `BadInput`: on `field_inquiry`
    (`not_running`), `ended_on` (`in_the_future`, `not_after`), `inquiry` (`wrong_state`).
    """
    row, rule = load(tx, inquiry_id, seen_version)
    after = clocks.inspected_until(rule, on=on, today=today(tx))
    _change_running(tx, row, PauseKind.FIELD_INQUIRY, returned_on=on)
    put(tx, row, after, reason=on.isoformat())
    note(tx, row.id, "field_ended", on.isoformat())
    tx.saw(row.customer_id, "inquiry.field")
    return detail_of(tx, row.id)


@usecase()
def extend(
    tx: Tx,
    *,
    inquiry_id: int,
    seen_version: int,
    days: int,
    reason: str,
    detail: str = "",
    consented: bool = False,
    sent_by: Channel,
) -> InquiryDetail:
    """Extend the period for a lawful reason, as the customer is told in writing (영 제21조).

    Once within the length of the period, once more with the customer's consent, which is kept. The new
    date is the one the customer is told from now on. Raises `BadInput` as `core.inquiry_clocks.lawful_reason`
    and `extended` do, on `days` where that date is past as well (`still_past`), and on `detail` where a
    similar reason is not said (`missing`), or is a forbidden one (`forbidden`).
    """
    row, rule = load(tx, inquiry_id, seen_version)
    if row.state is not InquiryState.ACCEPTED:
        raise BadInput("inquiry", "wrong_state", row.state)
    lawful = clocks.lawful_reason(reason)
    must_say = lawful is ExtensionReason.SIMILAR
    detail = (filled if must_say else fitting)("detail", detail, LONGEST_TEXT)
    clocks.check_detail(detail)
    extension = rules.Extension(days, lawful, detail, consented)
    office = office_of(tx)
    limit = dates_of(rule, office.calendar, office.settings).limit
    after = clocks.extended(rule, extension, limit=limit, now=tx.now)
    told_on = dates_of(replace(after, told_on=None), office.calendar, office.settings).to_tell
    if told_on < today(tx):
        raise BadInput("days", "still_past")
    row.interim_reply_at = row.arrived_at  # another one is due in the longer period
    dates = put(tx, row, replace(after, told_on=told_on), reason=f"{lawful} {detail}".strip(), told=True)
    if dates.interim_at <= tx.now:
        row.interim_reply_at = None  # the notice of the extension has just said why and until when
    row.extensions += 1
    tx.session.add(
        Extension(
            inquiry_id=row.id,
            days=days,
            reason=lawful,
            detail=detail,
            consented=consented,
            at=tx.now,
            by_id=tx.actor.id,
            told_on=told_on,
        )
    )
    note(tx, row.id, "extended", f"{sent_by} +{days} {lawful} → {told_on} {detail}".strip())
    tx.saw(row.customer_id, "inquiry.extend")
    return detail_of(tx, row.id)


def _inspecting(
    tx: Tx, row: Inquiry, after: rules.Inquiry, what: str, *, detail: str, told_by: Channel | None
) -> InquiryDetail:
    """Write a question whose field inquiry takes so long, with the date that the customer is told of it.

    Where that date is past nothing is told: the one they know stays.
    """
    note(tx, row.id, what, detail)
    office = office_of(tx)
    told_on = dates_of(after, office.calendar, office.settings).to_tell
    is_told = told_by is not None and told_on >= today(tx)
    if is_told:
        after = replace(after, told_on=told_on, expected_on=None)
        note(tx, row.id, "told", f"{told_by} {told_on}")
    put(tx, row, after, reason=detail, told=is_told)
    tx.saw(row.customer_id, "inquiry.field")
    return detail_of(tx, row.id)


def _change_running(tx: Tx, row: Inquiry, kind: PauseKind, **values: date) -> None:
    running = (Supplement.inquiry_id == row.id, Supplement.kind == kind, Supplement.returned_on.is_(None))
    tx.session.execute(sa.update(Supplement).where(*running).values(**values))


def _near(field: str, day: date, tx: Tx) -> None:
    if (day - today(tx)).days > rules.LONGEST_PERIOD:
        raise BadInput(field, "too_far")
