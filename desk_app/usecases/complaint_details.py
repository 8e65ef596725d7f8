"""A complaint whole: what was said, each step taken, what else is owed for it, and its public apology."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import (
    ApologyText,
    Complaint,
    ComplaintEvent,
    Customer,
    Inquiry,
    Promise,
    PromiseEvent,
    PublicApology,
    Staff,
    Topic,
)
from db.models.promises import IS_OF_COMPLAINT
from db.transactions import Tx
from desk_app.core.complaints import ComplaintKind, ComplaintState, Decision, ToldBy
from desk_app.core.deputies import NoDeputy
from desk_app.core.errors import NotFound
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.staff import Presence, Role, titled
from desk_app.usecases.deputies import covers_of
from desk_app.usecases.promise_sight import MAY_SEE, sight


@dataclass(frozen=True)
class ComplaintLine:
    """One step taken: who did what when; `what` is a word of `complaint_events` or of its promise."""

    at: datetime
    who: str
    what: str
    detail: str


@dataclass(frozen=True)
class ActionLine:
    """An apology, a caution or a training that is owed for it; `only_for` is whom it concerns, else empty.

    `done` says what was done once it is kept, or why it fell away.
    """

    promise_id: int
    version: int
    kind: PromiseKind
    state: PromiseState
    due_at: datetime
    owner: str
    only_for: str
    summary: str
    closed_at: datetime | None
    done: str


@dataclass(frozen=True)
class ApologyVersion:
    """One version of the text of a public apology."""

    number: int
    text: str
    drafted_by_id: int
    drafted_by: str
    drafted_at: datetime


@dataclass(frozen=True)
class ApologyDetail:
    """The public apology of a confirmed mistake; the approval is of the latest version, the last one."""

    due_at: datetime
    confirmed_by: str
    versions: tuple[ApologyVersion, ...]
    approved_by: str
    approved_at: datetime | None
    posted_on: date | None
    posted_where: str


@dataclass(frozen=True)
class ComplaintDetail:
    """One complaint whole, with its steps from the oldest on; names are whole, this is an open record.

    Whom it is about is told to supervisors, to whoever has it in hand or wrote it down, and to that person:
    for others `about_staff_id` is None. `actions` are those that the reader may see.
    """

    id: int
    version: int
    kind: ComplaintKind
    state: ComplaintState
    about: str
    wants: str
    about_staff_id: int | None
    about_staff: str
    customer_id: int | None
    customer: str
    phone: str
    may_name_agency: bool | None
    may_text: bool | None
    contact_hours: str
    topic_id: int | None
    topic: str
    contact_id: int | None
    inquiry_id: int | None
    inquiry: str
    taken_by: str
    made_at: datetime
    promise_id: int
    promise_version: int
    due_at: datetime
    told_at: datetime
    owner_id: int
    owner: str
    presence: Presence
    deputy: str
    no_deputy: NoDeputy | None
    done: str
    customer_said: str
    decision: Decision | None
    decided_at: datetime | None
    told_by: ToldBy | None
    told_back_at: datetime | None
    closed_at: datetime | None
    steps: tuple[ComplaintLine, ...]
    actions: tuple[ActionLine, ...]
    apology: ApologyDetail | None


def detail_of(tx: Tx, complaint_id: int) -> ComplaintDetail:
    """Return a complaint as it is opened; for use-cases that have logged why. Raises `NotFound`."""
    tx.session.flush()
    found = tx.session.execute(_DETAIL, {"complaint": complaint_id}).one_or_none()
    if found is None:
        raise NotFound("Complaint")
    row, promise, customer, topic, inquiry = found
    covers = covers_of(tx)
    owner, deputy = covers.people[promise.owner_id], covers.of(promise.owner_id, promise.topic_id)
    about_id = row.about_staff_id if _may_know(tx, row, promise) else None
    return ComplaintDetail(
        id=row.id,
        version=row.version,
        kind=row.kind,
        state=row.state,
        about=row.about,
        wants=row.wants,
        about_staff_id=about_id,
        about_staff=covers.people[about_id].title if about_id else "",
        customer_id=row.customer_id,
        customer=(customer.name if customer else "") or row.caller_name,
        phone=row.phone,
        may_name_agency=customer.may_name_agency if customer else None,
        may_text=customer.may_text if customer else None,
        contact_hours=customer.contact_hours if customer else "",
        topic_id=row.topic_id,
        topic=topic or "",
        contact_id=row.contact_id,
        inquiry_id=row.inquiry_id,
        inquiry=inquiry or "",
        taken_by=covers.people[row.taken_by_id].title,
        made_at=row.made_at,
        promise_id=promise.id,
        promise_version=promise.version,
        due_at=promise.due_at,
        told_at=promise.told_at,
        owner_id=owner.id,
        owner=owner.title,
        presence=owner.presence,
        deputy=deputy.title if deputy else "",
        no_deputy=covers.why(promise.owner_id, promise.topic_id),
        done=row.done,
        customer_said=row.customer_said,
        decision=row.decision,
        decided_at=row.decided_at,
        told_by=row.told_by,
        told_back_at=row.told_at,
        closed_at=row.closed_at,
        steps=_steps(tx, row.id),
        actions=_actions(tx, row.id),
        apology=_apology(tx, row.id),
    )


def _may_know(tx: Tx, row: Complaint, promise: Promise) -> bool:
    """Return whether the actor may know of whom a complaint speaks."""
    concerned = {row.about_staff_id, row.taken_by_id, promise.owner_id}
    return tx.actor.role is Role.SUPERVISOR or tx.actor.id in concerned


def _steps(tx: Tx, complaint_id: int) -> tuple[ComplaintLine, ...]:
    """Return the steps with the moves of the complaint's promise among them: one statement."""
    by, to = aliased(Staff), aliased(Staff)
    steps = (
        sa.select(ComplaintEvent.at, by.name, by.position, ComplaintEvent.what, ComplaintEvent.detail)
        .add_columns(sa.literal("").label("to"), ComplaintEvent.id)
        .select_from(ComplaintEvent)
        .join(by, by.id == ComplaintEvent.by_id)
        .where(ComplaintEvent.complaint_id == complaint_id)
    )
    moves = (
        sa.select(PromiseEvent.at, by.name, by.position, PromiseEvent.what, PromiseEvent.detail)
        .add_columns(sa.func.coalesce(to.name, ""), PromiseEvent.id)
        .select_from(PromiseEvent)
        .join(Promise, Promise.id == PromiseEvent.promise_id)
        .join(by, by.id == PromiseEvent.by_id)
        .outerjoin(to, to.id == PromiseEvent.to_id)
        .where(Promise.complaint_id == complaint_id, IS_OF_COMPLAINT)
        .where(PromiseEvent.what.in_(("handed_over", "postponed")))
    )
    rows = sorted(tx.session.execute(sa.union_all(steps, moves)), key=lambda row: (row.at, row.id))
    return tuple(
        ComplaintLine(row.at, titled(row.name, row.position), row.what, _joined(row.to, row.detail))
        for row in rows
    )


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _actions(tx: Tx, complaint_id: int) -> tuple[ActionLine, ...]:
    owner, theirs = aliased(Staff), aliased(Staff)
    kinds = PromiseKind.APOLOGY, PromiseKind.CAUTION, PromiseKind.TRAINING
    done = (
        sa.select(PromiseEvent.detail)
        .where(PromiseEvent.promise_id == Promise.id, PromiseEvent.what.in_(("kept", "withdrawn")))
        .limit(1)
        .scalar_subquery()
    )
    query = (
        sa.select(Promise, owner.name, owner.position, theirs.name, theirs.position, done)
        .join(owner, owner.id == Promise.owner_id)
        .outerjoin(theirs, theirs.id == Promise.only_for_id)
        .where(Promise.complaint_id == complaint_id, Promise.kind.in_(kinds), MAY_SEE)
        .order_by(Promise.id)
    )
    return tuple(
        ActionLine(
            promise_id=one.id,
            version=one.version,
            kind=one.kind,
            state=one.state,
            due_at=one.due_at,
            owner=titled(name, position),
            only_for=titled(whose, as_what),
            summary=one.summary,
            closed_at=one.closed_at,
            done=said or "",
        )
        for one, name, position, whose, as_what, said in tx.session.execute(query, sight(tx))
    )


def _apology(tx: Tx, complaint_id: int) -> ApologyDetail | None:
    boss, second = aliased(Staff), aliased(Staff)
    found = tx.session.execute(
        sa.select(PublicApology, Promise.due_at, boss.name, boss.position, second.name, second.position)
        .join(Promise, Promise.id == PublicApology.promise_id)
        .join(boss, boss.id == PublicApology.confirmed_by_id)
        .outerjoin(second, second.id == PublicApology.approved_by_id)
        .where(PublicApology.complaint_id == complaint_id, PublicApology.withdrawn_at.is_(None))
    ).one_or_none()
    if found is None:
        return None
    row, due_at, boss_name, boss_position, second_name, second_position = found
    versions = tx.session.execute(
        sa.select(ApologyText, Staff.name, Staff.position)
        .join(Staff, Staff.id == ApologyText.drafted_by_id)
        .where(ApologyText.apology_id == row.id)
        .order_by(ApologyText.number)
    )
    return ApologyDetail(
        due_at=due_at,
        confirmed_by=titled(boss_name, boss_position),
        versions=tuple(
            ApologyVersion(one.number, one.text, one.drafted_by_id, titled(name, position), one.drafted_at)
            for one, name, position in versions
        ),
        approved_by=titled(second_name, second_position),
        approved_at=row.approved_at,
        posted_on=row.posted_on,
        posted_where=row.posted_where,
    )


_DETAIL: sa.Select[*tuple[Any, ...]] = (
    sa.select(Complaint, Promise, Customer, Topic.name, Inquiry.number)
    .select_from(Complaint)
    .join(Promise, sa.and_(Promise.complaint_id == Complaint.id, IS_OF_COMPLAINT))
    .outerjoin(Customer, Customer.id == Complaint.customer_id)
    .outerjoin(Topic, Topic.id == Complaint.topic_id)
    .outerjoin(Inquiry, Inquiry.id == Complaint.inquiry_id)
    .where(Complaint.id == sa.bindparam("complaint", type_=sa.Integer))
    .execution_options(populate_existing=True)
)
