"""A written question comes in: received, accepted, told its date, set right, linked with others."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from db.engine import take_turns
from db.models import Inquiry, Promise, Topic
from db.transactions import Tx
from desk_app.core import inquiries as rules
from desk_app.core.alerts import INTERIM, Audience
from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.contacts import SafeContact
from desk_app.core.deadlines import Length
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.inquiries import ACCEPT_WITHIN, Channel, InquiryState, Kind, check_arrival, length_of
from desk_app.core.korean import tidy_name
from desk_app.core.phones import parse_phone
from desk_app.core.promises import PromiseKind
from desk_app.core.texts import LONGEST_NAME, LONGEST_TEXT, filled, fitting
from desk_app.usecases import promises
from desk_app.usecases.alert_rows import marks_of, tell_now
from desk_app.usecases.attachment_rows import write_files
from desk_app.usecases.customers import customer_for
from desk_app.usecases.executor import usecase
from desk_app.usecases.inquiries import InquiryDetail, NewInquiry
from desk_app.usecases.inquiry_contacts import link_to_contact
from desk_app.usecases.inquiry_dates import note, pauses_of, put_dates, rule_of
from desk_app.usecases.inquiry_details import detail_of
from desk_app.usecases.inquiry_rows import load, owed_of, put, reply_of, tell_third, write_clock
from desk_app.usecases.jottings import INTAKE, forget_mine
from desk_app.usecases.office import office_of


@usecase()
def receive_inquiry(tx: Tx, *, new: NewInquiry) -> InquiryDetail:
    """Record a question that came in, with its dates, its promise of a reply, alerts and files; return it.

    `similar` of what is returned are others that may be the same paper or matter: nothing is linked by
    itself but `previous_id`, and the contact that began at `called_at`. What is not accepted yet owes its
    acceptance within 8 working hours. What the actor left typed of it goes with it. Raises `BadInput`: on
    `arrived_at` (`in_the_future`), `period` (`out_of_range`), `subject`, `phone`, `file`; `CalendarEnds`
    where the holiday table does not reach.
    """
    previous = _previous(tx, new.previous_id)
    phone = parse_phone(new.phone) if new.phone.strip() else None
    name = tidy_name(fitting("customer_name", new.customer_name, LONGEST_NAME))
    state = InquiryState.ACCEPTED if new.accepted else InquiryState.RECEIVED
    rule = rules.Inquiry(
        check_arrival(new.arrived_at, now=tx.now),
        length_of(new.kind, new.days),
        state,
        accepted_at=tx.now if new.accepted else None,
    )
    row = Inquiry(
        number=_next_number(tx),
        channel=new.channel,
        kind=new.kind,
        arrived_at=rule.arrived_at,
        accepted_at=rule.accepted_at,
        interim_reply_at=rule.arrived_at,  # until it is counted
        caller_name=name,
        phone=phone.kept if phone else "",
        answer_by=new.answer_by,
        answer_to=fitting("answer_to", new.answer_to),
        topic_id=new.topic_id,
        subject=filled("subject", new.subject),
        text=fitting("text", new.text, LONGEST_TEXT),
        previous_id=new.previous_id,
        thread_id=(previous.thread_id or previous.id) if previous else None,
        taken_by_id=tx.actor.id,
        made_at=tx.now,
        progress_count=0,
        **tx.stamp,
    )
    row.customer_id = customer_for(
        tx,
        customer_id=new.customer_id,
        name=name,
        digits=phone.digits if phone else "",
        safe_contact=SafeContact(),
    )
    dates = put_dates(tx, office_of(tx), row, rule)
    tx.session.add(row)
    tx.session.flush()
    if new.called_at is not None:
        link_to_contact(tx, row, new.called_at)
    promise = _owe_reply(tx, row, new.owner_id, dates.due_at, dates.told_at)
    note(tx, row.id, "received", new.channel)
    if new.accepted:
        note(tx, row.id, "accepted")
    else:
        write_clock(tx, row, PromiseKind.ACCEPT, ACCEPT_WITHIN)
    if dates.interim_at <= tx.now:  # found in a drawer
        tell_now(tx, promise, INTERIM, Audience.OWNER)
    if new.told_by is not None and new.accepted:
        _tell(tx, row, new.told_by)
    write_files(tx, row.id, new.files)
    tell_third(tx, row)
    forget_mine(tx, INTAKE)
    tx.touch(Area.INQUIRIES)
    tx.saw(row.customer_id, "inquiry.receive")
    return detail_of(tx, row.id)


@usecase()
def accept_inquiry(
    tx: Tx,
    *,
    inquiry_id: int,
    seen_version: int,
    kind: Kind,
    days: int | None = None,
    owner_id: int | None = None,
    told_by: Channel | None = None,
) -> InquiryDetail:
    """Accept a question that has arrived (접수), as what it is and for whom; `told_by` as in `NewInquiry`.

    The period goes on counting from its arrival. Raises `BadInput` ("inquiry", "wrong_state") for one
    that is accepted, and what `receive_inquiry` raises; `Conflict` for a stale screen.
    """
    row, rule = load(tx, inquiry_id, seen_version)
    after = rules.turned(rule, InquiryState.ACCEPTED)
    row.kind, row.accepted_at = kind, tx.now
    after = replace(after, accepted_at=tx.now, length=length_of(kind, days))
    put(tx, row, after)
    note(tx, row.id, "accepted")
    owed = owed_of(tx, row.id, PromiseKind.ACCEPT)
    if owed is not None:
        promises.settle_kept(tx, owed, at=tx.now)
    reply = reply_of(tx, row.id)
    if owner_id is not None and owner_id != reply.owner_id:
        promises.hand_over_promise(
            tx, promise_id=reply.id, seen_version=reply.version, to_id=owner_id, note=row.subject
        )
    if told_by is not None:
        _tell(tx, row, told_by)
    tx.saw(row.customer_id, "inquiry.accept")
    return detail_of(tx, row.id)


@usecase()
def tell_dates(tx: Tx, *, inquiry_id: int, seen_version: int, told_by: Channel) -> InquiryDetail:
    """Note that the customer was told the date of the answer: from now on it is the one we are judged by.

    Whoever was told a date is not told another one this way: that is an extension's or an interim reply's.
    """
    row, rule = load(tx, inquiry_id, seen_version)
    rules.must_be_open(rule)
    if row.state is not InquiryState.ACCEPTED:
        raise BadInput("inquiry", "wrong_state", row.state)
    _tell(tx, row, told_by)
    tx.saw(row.customer_id, "inquiry.tell")
    return detail_of(tx, row.id)


@usecase()
def change_inquiry(
    tx: Tx,
    *,
    inquiry_id: int,
    seen_version: int,
    subject: str,
    text: str,
    topic_id: int | None,
    phone: str,
    answer_by: Channel,
    answer_to: str,
    kind: Kind,
    days: int | None = None,
) -> InquiryDetail:
    """Set right what was taken down of an open question; another kind counts another period.

    `days` empty keeps the period of the kind, or the one that was set as long as the kind stays. What the
    customer was told stays. Raises what `receive_inquiry` raises, `BadInput` ("kind", "field_inquiry") for
    a grievance that was looked into on the spot; `Conflict` for a stale screen.
    """
    row, rule = load(tx, inquiry_id, seen_version)
    rules.must_be_open(rule)
    if kind is not row.kind and rule.field_inquiry is not None:
        raise BadInput("kind", "field_inquiry")
    row.subject, row.text = filled("subject", subject), fitting("text", text, LONGEST_TEXT)
    row.phone = parse_phone(phone).kept if phone.strip() else ""
    row.topic_id, row.answer_by, row.answer_to = topic_id, answer_by, fitting("answer_to", answer_to)
    length = rule.length
    if kind is not row.kind or days is not None:
        base = length_of(kind, days)
        length = Length(base.count, base.unit, rule.length.extensions)
    row.kind = kind
    put(tx, row, replace(rule, length=length))
    note(tx, row.id, "changed")
    for owed in tx.session.scalars(sa.select(Promise).where(Promise.inquiry_id == row.id)):
        owed.summary, owed.phone, owed.topic_id = row.subject, row.phone, row.topic_id
    tx.touch(Area.PROMISES)
    tx.saw(row.customer_id, "inquiry.change")
    return detail_of(tx, row.id)


@usecase()
def link_inquiry(
    tx: Tx, *, inquiry_id: int, seen_version: int, to_id: int, same_paper: bool
) -> InquiryDetail:
    """Link a question with an earlier one: the same paper handed in twice, or the same matter again.

    Nothing is merged, and both stay owed until somebody settles them. Raises `BadInput` ("inquiry",
    "same_inquiry") where that would link it with itself; `NotFound`, `Conflict`.
    """
    row, _ = load(tx, inquiry_id, seen_version)
    other = _previous(tx, to_id)
    assert other is not None
    root = other.duplicate_of_id or other.id if same_paper else other.thread_id or other.id
    if row.id in {to_id, root}:
        raise BadInput("inquiry", "same_inquiry")
    if same_paper:
        row.duplicate_of_id = root
    else:
        row.previous_id, row.thread_id = to_id, root
    note(tx, row.id, "linked", other.number)
    note(tx, other.id, "linked", row.number)
    tx.session.flush()
    if not same_paper and row.state in rules.OPEN:
        tell_third(tx, row)
    tx.saw(row.customer_id, "inquiry.link")
    return detail_of(tx, row.id)


def _tell(tx: Tx, row: Inquiry, told_by: Channel) -> None:
    """Keep the date the customer is told, unless they were told one before."""
    if row.told_on is None:
        office = office_of(tx)
        row_rule = rule_of(row, pauses_of(tx, row.id))
        told_on = rules.dates_of(row_rule, office.calendar, office.settings).to_tell
        put(tx, row, replace(row_rule, told_on=told_on), told=True)
    note(tx, row.id, "told", f"{told_by} {row.told_on}")


def _owe_reply(tx: Tx, row: Inquiry, owner_id: int | None, due_at: datetime, told_at: datetime) -> Promise:
    promise_id = promises.write_promise(
        tx,
        kind=PromiseKind.REPLY,
        due_at=due_at,
        told_at=told_at,
        owner_id=owner_id or _in_charge(tx, row.topic_id) or tx.actor.id,
        contact_id=row.contact_id,
        customer_id=row.customer_id,
        caller_name=row.caller_name,
        phone=row.phone,
        topic_id=row.topic_id,
        summary=row.subject,
        inquiry_id=row.id,
        marks=marks_of(row),
    )
    return tx.session.get_one(Promise, promise_id)


def _in_charge(tx: Tx, topic_id: int | None) -> int | None:
    return tx.session.scalar(sa.select(Topic.assignee_id).where(Topic.id == topic_id))


def _previous(tx: Tx, inquiry_id: int | None) -> Inquiry | None:
    if inquiry_id is None:
        return None
    row = tx.session.get(Inquiry, inquiry_id)
    if row is None:
        raise NotFound("Inquiry")
    return row


def _next_number(tx: Tx) -> str:
    """Return the next number of the year on Seoul's calendar, `2026-0012`; desks take turns."""
    take_turns(tx.connection, "inquiry numbers")
    year = seoul(tx.now).year
    latest = tx.connection.scalar(
        sa.select(Inquiry.number).where(Inquiry.number.like(f"{year}-%")).order_by(Inquiry.id.desc()).limit(1)
    )
    return f"{year}-{int(latest.partition('-')[2]) + 1 if latest else 1:04}"
