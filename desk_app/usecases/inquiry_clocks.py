"""What stops or stretches the clock of a written question: a wait for the customer, a lawful extension."""

from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from db.models import Extension, Supplement
from db.transactions import Tx
from desk_app.core import inquiries as rules
from desk_app.core.errors import BadInput
from desk_app.core.inquiries import Channel, ExtensionReason, InquiryState, dates_of, lawful_reason
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

    Until something comes back the dates are what they will be if it comes on that day. Raises `BadInput`:
    on `supplement` (`missing`), `due_on` (`in_the_past`, `too_far`), `inquiry` (`wrong_state`,
    `already_waiting`).
    """
    row, rule = load(tx, inquiry_id, seen_version)
    what = filled("supplement", what, LONGEST_TEXT)
    _near("due_on", due_on, tx)
    after = rules.asked(rule, due_on=due_on, today=today(tx))
    tx.session.add(Supplement(inquiry_id=row.id, what=what, asked_on=today(tx), due_on=due_on))
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
    after = rules.came(rule, on=on, today=today(tx))
    tx.session.execute(
        sa.update(Supplement)
        .where(Supplement.inquiry_id == row.id, Supplement.returned_on.is_(None))
        .values(returned_on=on)
    )
    put(tx, row, after, reason=on.isoformat(), told=True)
    note(tx, row.id, "supplement_came", on.isoformat())
    tx.saw(row.customer_id, "inquiry.supplement")
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
    date is the one the customer is told from now on. Raises `BadInput` as `core.inquiries.lawful_reason`
    and `extended` do, and on `detail` (`missing`) where a similar reason is not said.
    """
    row, rule = load(tx, inquiry_id, seen_version)
    if row.state is not InquiryState.ACCEPTED:
        raise BadInput("inquiry", "wrong_state", row.state)
    lawful = lawful_reason(reason)
    must_say = lawful is ExtensionReason.SIMILAR
    detail = (filled if must_say else fitting)("detail", detail, LONGEST_TEXT)
    extension = rules.Extension(days, lawful, detail, consented)
    office = office_of(tx)
    limit = dates_of(rule, office.calendar, office.settings).limit
    after = rules.extended(rule, extension, limit=limit, now=tx.now)
    told_on = dates_of(replace(after, told_on=None), office.calendar, office.settings).to_tell
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


def _near(field: str, day: date, tx: Tx) -> None:
    if (day - today(tx)).days > rules.LONGEST_PERIOD:
        raise BadInput(field, "too_far")
