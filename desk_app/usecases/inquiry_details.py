"""A written question whole: its dates, what came and went with it, and what it is linked with."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import (
    Contact,
    Customer,
    Extension,
    Inquiry,
    InquiryEvent,
    InterimReply,
    Promise,
    PromiseEvent,
    Reply,
    Staff,
    Topic,
)
from db.models.promises import IS_REPLY
from db.transactions import Tx
from desk_app.core import inquiries as rules
from desk_app.core.errors import NotFound
from desk_app.core.inquiries import OPEN, dates_of, progress_due
from desk_app.core.promises import PromiseKind
from desk_app.core.staff import titled
from desk_app.usecases.attachment_rows import files_of
from desk_app.usecases.deputies import covers_of
from desk_app.usecases.inquiries import (
    CameOf,
    InquiryDetail,
    InquiryLine,
    InterimLine,
    LinkedInquiry,
    PassingLine,
    ReplyVersion,
    SupplementLine,
)
from desk_app.usecases.inquiry_dates import pauses_of, rule_of
from desk_app.usecases.inquiry_rows import linked, similar
from desk_app.usecases.office import office_of


def detail_of(tx: Tx, inquiry_id: int) -> InquiryDetail:
    """Return a question as it is opened; for use-cases that have logged why. Raises `NotFound`."""
    tx.session.flush()
    found = tx.session.execute(_DETAIL, {"inquiry": inquiry_id}).one_or_none()
    if found is None:
        raise NotFound("Inquiry")
    row, promise, owner, taker, customer, topic, contact = found
    office, covers = office_of(tx), covers_of(tx)
    waits = pauses_of(tx, row.id)
    rule = rule_of(row, waits)
    person, deputy = covers.people[owner.id], covers.of(owner.id, promise.topic_id)
    files = files_of(tx, row.id)
    links, clocks = _links(tx, row), _clocks(tx, row.id)
    return InquiryDetail(
        id=row.id,
        version=row.version,
        number=row.number,
        channel=row.channel,
        kind=row.kind,
        state=row.state,
        arrived_at=row.arrived_at,
        accepted_at=row.accepted_at,
        answered_at=row.answered_at,
        closed_at=row.closed_at,
        dates=dates_of(rule, office.calendar, office.settings),
        expected_on=row.expected_on,
        interim_reply_at=row.interim_reply_at,
        progress_reply_at=_progress_at(row),
        customer_id=row.customer_id,
        customer=(customer.name if customer else "") or row.caller_name,
        phone=row.phone,
        answer_by=row.answer_by,
        answer_to=row.answer_to,
        may_name_agency=customer.may_name_agency if customer else None,
        may_text=customer.may_text if customer else None,
        topic_id=row.topic_id,
        topic=topic.name if topic else "",
        subject=row.subject,
        text=row.text,
        promise_id=promise.id,
        promise_version=promise.version,
        owner_id=owner.id,
        owner_name=owner.name,
        owner_position=owner.position,
        owner_team=topic.group if topic else "",
        owner_phone=owner.phone or office.branch.phone,
        presence=person.presence,
        deputy=deputy.title if deputy else "",
        no_deputy=covers.why(owner.id, promise.topic_id),
        taken_by=titled(taker.name, taker.position),
        made_at=row.made_at,
        referred_to=row.referred_to,
        referred_phone=row.referred_phone,
        referred_why=row.referred_why,
        contact=_came_of(contact),
        accept_by=next((each.due_at for each in clocks if each.kind is PromiseKind.ACCEPT), None),
        extensions=_extensions(tx, row.id),
        supplements=tuple(
            SupplementLine(each.what, interval) for each, interval in zip(waits, rule.pauses, strict=True)
        ),
        interims=_interims(tx, row.id),
        replies=_replies(tx, row.id),
        files=files,
        passings=tuple(
            PassingLine(each.id, each.note, each.kind is PromiseKind.PASS_ON, each.due_at, each.closed_at)
            for each in clocks
            if each.kind is not PromiseKind.ACCEPT
        ),
        **links,
        similar=similar(
            tx,
            customer_id=row.customer_id,
            name=row.caller_name,
            phone=row.phone,
            topic_id=row.topic_id,
            subject=row.subject,
            files=[file.sha256 for file in files],
            apart=[row.id, *(each.id for some in links.values() for each in some)],
        ),
        history=_history(tx, row.id),
    )


def _came_of(contact: Contact | None) -> CameOf | None:
    if contact is None:
        return None
    return CameOf(contact.id, contact.customer_id, contact.channel, contact.started_at)


def _progress_at(row: Inquiry) -> Any:
    if row.state not in OPEN:
        return None
    return progress_due(row.accepted_at or row.arrived_at, row.progress_count + 1)


def _links(tx: Tx, row: Inquiry) -> dict[str, tuple[LinkedInquiry, ...]]:
    """Return the others on the matter, before and after, and the same paper again: one statement."""
    thread, paper = row.thread_id or row.id, row.duplicate_of_id or row.id
    on_matter = sa.or_(Inquiry.thread_id == thread, Inquiry.id == thread)
    same_paper = sa.or_(Inquiry.duplicate_of_id == paper, Inquiry.id == paper)
    query = sa.select(Inquiry).where(sa.or_(on_matter, same_paper), Inquiry.id != row.id)
    found: dict[str, list[LinkedInquiry]] = {"earlier": [], "later": [], "duplicates": []}
    for other in tx.session.scalars(query.order_by(Inquiry.arrived_at, Inquiry.id)):
        if paper in {other.id, other.duplicate_of_id}:
            found["duplicates"].append(linked(other))
        else:
            before = (other.arrived_at, other.id) < (row.arrived_at, row.id)
            found["earlier" if before else "later"].append(linked(other))
    return {name: tuple(some) for name, some in found.items()}


def _extensions(tx: Tx, inquiry_id: int) -> tuple[rules.Extension, ...]:
    query = sa.select(Extension).where(Extension.inquiry_id == inquiry_id).order_by(Extension.id)
    return tuple(
        rules.Extension(each.days, each.reason, each.detail, each.consented)
        for each in tx.session.scalars(query)
    )


def _interims(tx: Tx, inquiry_id: int) -> tuple[InterimLine, ...]:
    query = (
        sa.select(InterimReply, Staff).select_from(InterimReply).join(Staff, Staff.id == InterimReply.by_id)
    )
    query = query.where(InterimReply.inquiry_id == inquiry_id).order_by(InterimReply.id)
    return tuple(
        InterimLine(
            each.at,
            titled(by.name, by.position),
            each.reason,
            each.progress,
            each.expected_on,
            each.sent_by,
            each.is_progress,
            each.late_on,
        )
        for each, by in tx.session.execute(query)
    )


def _replies(tx: Tx, inquiry_id: int) -> tuple[ReplyVersion, ...]:
    writer, checker = aliased(Staff), aliased(Staff)
    query = (
        sa.select(Reply, writer, checker)
        .select_from(Reply)
        .join(writer, writer.id == Reply.written_by_id)
        .outerjoin(checker, checker.id == Reply.checked_by_id)
        .where(Reply.inquiry_id == inquiry_id)
        .order_by(Reply.number)
    )
    return tuple(
        ReplyVersion(
            each.number,
            each.text,
            each.written_at,
            by.id,
            titled(by.name, by.position),
            each.checked_at,
            titled(second.name, second.position) if second else "",
            each.sent_at,
            each.sent_by,
        )
        for each, by, second in tx.session.execute(query)
    )


def _clocks(tx: Tx, inquiry_id: int) -> list[Promise]:
    """Return the promises round a question, besides the reply: to accept it, to pass it on."""
    kinds = (PromiseKind.ACCEPT, PromiseKind.PASS_ON, PromiseKind.REFER)
    query = sa.select(Promise).where(Promise.inquiry_id == inquiry_id, Promise.kind.in_(kinds))
    return list(tx.session.scalars(query.order_by(Promise.id)))


def _history(tx: Tx, inquiry_id: int) -> tuple[InquiryLine, ...]:
    """Return the history with the hand-overs of the reply, the oldest line first."""
    by, to = aliased(Staff), aliased(Staff)
    own = (
        sa.select(
            *(InquiryEvent.at, by.name, by.position, InquiryEvent.desk, InquiryEvent.what),
            *(InquiryEvent.detail, sa.literal("").label("to"), InquiryEvent.id),
        )
        .select_from(InquiryEvent)
        .join(by, by.id == InquiryEvent.by_id)
        .where(InquiryEvent.inquiry_id == inquiry_id)
    )
    handed = (
        sa.select(
            *(PromiseEvent.at, by.name, by.position, PromiseEvent.desk, PromiseEvent.what),
            *(PromiseEvent.detail, to.name, sa.literal(0)),
        )
        .select_from(PromiseEvent)
        .join(Promise, Promise.id == PromiseEvent.promise_id)
        .join(by, by.id == PromiseEvent.by_id)
        .join(to, to.id == PromiseEvent.to_id)
        .where(Promise.inquiry_id == inquiry_id, IS_REPLY, PromiseEvent.what == "handed_over")
    )
    found = sorted(tx.session.execute(sa.union_all(own, handed)), key=lambda line: (line[0], line[7]))
    return tuple(
        InquiryLine(
            line[0], titled(line[1], line[2]), line[3], line[4], " · ".join(filter(None, line[5:7][::-1]))
        )
        for line in found
    )


_owner, _taker = aliased(Staff), aliased(Staff)
_DETAIL = (
    sa.select(Inquiry, Promise, _owner, _taker, Customer, Topic, Contact)
    .select_from(Inquiry)
    .join(Promise, sa.and_(Promise.inquiry_id == Inquiry.id, IS_REPLY))
    .join(_owner, _owner.id == Promise.owner_id)
    .join(_taker, _taker.id == Inquiry.taken_by_id)
    .outerjoin(Customer, Customer.id == Inquiry.customer_id)
    .outerjoin(Topic, Topic.id == Inquiry.topic_id)
    .outerjoin(Contact, Contact.id == Inquiry.contact_id)
    .where(Inquiry.id == sa.bindparam("inquiry"))
)
