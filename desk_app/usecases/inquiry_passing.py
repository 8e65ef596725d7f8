"""A written question that is another's to answer: to the right team, or to another agency (영 제13조)."""

from datetime import timedelta

from db.models import Inquiry
from db.transactions import Tx
from desk_app.core import inquiries as rules
from desk_app.core.errors import BadInput
from desk_app.core.inquiries import Channel, InquiryState
from desk_app.core.phones import parse_phone
from desk_app.core.promises import PromiseKind
from desk_app.core.texts import filled, fitting
from desk_app.usecases import promises
from desk_app.usecases.executor import usecase
from desk_app.usecases.inquiries import InquiryDetail
from desk_app.usecases.inquiry_dates import note
from desk_app.usecases.inquiry_details import detail_of
from desk_app.usecases.inquiry_rows import end, load, owed_of, reply_of, write_clock

INSIDE, OUTSIDE = timedelta(hours=3), timedelta(hours=8)
"""Working hours from receipt: to the right team of the agency, to another agency."""


@usecase()
def plan_passing(tx: Tx, *, inquiry_id: int, seen_version: int, to: str, inside: bool) -> InquiryDetail:
    """Note that a question is to be passed on, to a team of the agency or to another one: its clock runs.

    It began with the receipt, so that what is noticed late may be late. Raises `BadInput`: on `to`
    (`missing`), `inquiry` (`wrong_state`, `already_passing`).
    """
    row, rule = load(tx, inquiry_id, seen_version)
    rules.must_be_open(rule)
    to = filled("to", to)
    if owed_of(tx, row.id, _kind(inside)) is not None:
        raise BadInput("inquiry", "already_passing")
    write_clock(tx, row, _kind(inside), INSIDE if inside else OUTSIDE, to)
    note(tx, row.id, "pass_planned", to)
    tx.saw(row.customer_id, "inquiry.pass_on")
    return detail_of(tx, row.id)


@usecase()
def pass_on(tx: Tx, *, inquiry_id: int, seen_version: int, to_id: int, text: str = "") -> InquiryDetail:
    """Give a question to the colleague whose it is: they owe the reply, and it was passed on in time or not.

    Its period goes on. Raises `BadInput`: on `owner` (`same_owner`), `inquiry` (`wrong_state`); `NotFound`
    for a colleague who has left.
    """
    row, rule = load(tx, inquiry_id, seen_version)
    rules.must_be_open(rule)
    reply = reply_of(tx, row.id)
    promises.hand_over_promise(
        tx, promise_id=reply.id, seen_version=reply.version, to_id=to_id, note=fitting("note", text)
    )
    _passed(tx, row, inside=True, to="")
    note(tx, row.id, "passed_on", text)
    tx.saw(row.customer_id, "inquiry.pass_on")
    return detail_of(tx, row.id)


@usecase()
def refer(
    tx: Tx,
    *,
    inquiry_id: int,
    seen_version: int,
    to: str,
    inside: bool,
    told_by: Channel | None,
    phone: str = "",
    text: str = "",
) -> InquiryDetail:
    """Send a question to another agency, or to a team of this one outside the branch: it is theirs now.

    Its `phone` and the reason are kept for the letter. Of another agency the customer is told, and how.
    Raises `BadInput`: on `to` (`missing`), `phone` as `parse_phone` does, `told` (`missing`), `inquiry`
    (`wrong_state`).
    """
    row, rule = load(tx, inquiry_id, seen_version)
    after = rules.turned(rule, InquiryState.REFERRED)
    to, why = filled("to", to), fitting("note", text)
    number = parse_phone(phone).kept if phone.strip() else ""
    if not inside and told_by is None:
        raise BadInput("told", "missing")
    _passed(tx, row, inside=inside, to=to)
    row.referred_to, row.referred_phone, row.referred_why = to, number, why
    end(tx, row, after, to)
    note(tx, row.id, "referred", " · ".join(filter(None, (f"{told_by or ''} {to}".strip(), why))))
    tx.saw(row.customer_id, "inquiry.refer")
    return detail_of(tx, row.id)


def _passed(tx: Tx, row: Inquiry, *, inside: bool, to: str) -> None:
    """Close the clock of passing on, in time or late; where none was running it is written for the record."""
    clock = owed_of(tx, row.id, _kind(inside))
    if clock is None:
        clock = write_clock(tx, row, _kind(inside), INSIDE if inside else OUTSIDE, to)
    promises.settle_kept(tx, clock, at=tx.now, note=to)


def _kind(inside: bool) -> PromiseKind:
    return PromiseKind.PASS_ON if inside else PromiseKind.REFER
