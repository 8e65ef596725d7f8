"""What is put right after a fault of ours: a second visit (`III-3-1`), an unfriendly call (`III-3-2`)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from db.models import Appointment, Complaint, Contact, Promise, RepeatVisit, Staff, Topic
from db.transactions import Tx
from desk_app.core import redress as rules
from desk_app.core.areas import Area
from desk_app.core.clock import seoul_at
from desk_app.core.complaints import due_today
from desk_app.core.contacts import Channel
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.promises import PromiseKind
from desk_app.core.redress import ACTIONS, APOLOGY_CLAUSE, Cause, EarlierVisit
from desk_app.core.scripts import Run, StepState
from desk_app.core.staff import SUPERVISORS
from desk_app.core.texts import LONGEST_LINE, LONGEST_TEXT, filled
from desk_app.usecases.complaint_details import ComplaintDetail, detail_of
from desk_app.usecases.complaint_rows import Matter, load
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.promise_sight import must_be_theirs
from desk_app.usecases.promises import settle_kept, settle_withdrawn, write_promise
from desk_app.usecases.scripts import load_scripts
from desk_app.usecases.versions import load_for_edit


@dataclass(frozen=True)
class CauseCount:
    """How many second visits by our fault had one cause."""

    cause: Cause
    count: int


# -- a second visit --------------------------------------------------------------------------------


@usecase()
def earlier_visit(tx: Tx, *, customer_id: int, topic_id: int, before: datetime) -> EarlierVisit | None:
    """Return the last visit of the same customer on the same topic, within the branch's days, or None.

    What they were asked to bring is that of the appointment they came for, else the topic's; finding one
    is logged.
    """
    since = before - timedelta(days=office_of(tx).settings.second_visit_days)
    asked = sa.select(Appointment.bring).where(Appointment.visit_id == Contact.id).limit(1).scalar_subquery()
    row = tx.session.execute(
        sa.select(
            *(Contact.id, Contact.started_at, Staff.name, Contact.summary),
            sa.func.coalesce(asked, Topic.bring, ""),
        )
        .join(Staff, Staff.id == Contact.taken_by_id)
        .join(Topic, Topic.id == Contact.topic_id)
        .where(
            Contact.customer_id == customer_id,
            Contact.topic_id == topic_id,
            Contact.channel == Channel.VISIT,
            Contact.started_at >= since,
            Contact.started_at < before,
        )
        .order_by(Contact.started_at.desc(), Contact.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    tx.saw(customer_id, "visit.earlier")
    return EarlierVisit(*row)


def write_repeat(
    tx: Tx, repeat: rules.RepeatVisit, matter: Matter, *, owner_id: int, runs: tuple[Run, ...]
) -> None:
    """Write with its contact that a visit was a second one; by our fault it goes to the fast lane today.

    The apology counts as said where somebody noted it or a step of the script that says it was done. The
    fast lane ends as the desk closes, today or on the next desk day. Raises `NotFound` for no visit.
    """
    repeat = rules.check_repeat(repeat)
    if tx.session.get(Contact, repeat.earlier_contact_id) is None:
        raise NotFound("Contact")
    assert matter.contact_id is not None
    promise_id = None
    if repeat.ours:
        earlier = tx.session.get_one(Contact, repeat.earlier_contact_id)
        promise_id = write_promise(
            tx,
            kind=PromiseKind.FAST_LANE,
            due_at=due_today(tx.now, office_of(tx).calendar),
            owner_id=owner_id,
            contact_id=matter.contact_id,
            customer_id=matter.customer_id,
            caller_name=matter.name,
            phone=matter.phone,
            topic_id=matter.topic_id,
            summary=earlier.summary,
        )
    tx.insert(
        RepeatVisit,
        contact_id=matter.contact_id,
        earlier_contact_id=repeat.earlier_contact_id,
        ours=repeat.ours,
        cause=repeat.cause if repeat.ours else None,
        apologised=repeat.ours and (repeat.apologised or _was_said(runs)),
        at=tx.now,
        by_id=tx.actor.id,
        promise_id=promise_id,
    )
    tx.touch(Area.COMPLAINTS)


def _was_said(runs: tuple[Run, ...]) -> bool:
    scripts = load_scripts()
    done = (
        scripts[run.script].step(each.step)
        for run in runs
        for each in run.visited
        if each.state is StepState.DONE
    )
    return any(step is not None and APOLOGY_CLAUSE in step.clauses for step in done)


@usecase(reads=True)
def count_causes(tx: Tx, *, first: date, last: date) -> tuple[CauseCount, ...]:
    """Return why people had to come twice by our fault, from `first` to `last`, the commonest first."""
    begin, end = seoul_at(first, time.min), seoul_at(last + timedelta(days=1), time.min)
    number = sa.func.count()
    found = tx.session.execute(
        sa.select(RepeatVisit.cause, number)
        .where(RepeatVisit.ours, RepeatVisit.at >= begin, RepeatVisit.at < end)
        .group_by(RepeatVisit.cause)
        .order_by(number.desc(), RepeatVisit.cause)
    )
    return tuple(CauseCount(cause, count) for cause, count in found if cause is not None)


# -- an unfriendly call ----------------------------------------------------------------------------


@usecase(needs=SUPERVISORS)
def record_unfriendly_call(
    tx: Tx,
    *,
    complaint_id: int,
    seen_version: int,
    staff_id: int,
    action: PromiseKind,
    action_on: date,
    what: str = "",
    apology_at: datetime | None = None,
) -> ComplaintDetail:
    """Have a member of staff cautioned or trained by the end of a day, and the customer apologised to.

    The apology is owed by the complaint's owner and seen by all (once, by `apology_at` or the end of the
    next desk hours); the caution or training is the supervisor's, and seen by supervisors and that person
    only: it names no customer. Raises `BadInput` ("action", "unknown") for any other action, on `due` for
    a day that has passed, ("action", "already_owed") where the same is owed already, and `NotFound`.
    """
    row = load(tx, complaint_id, seen_version)
    if action not in ACTIONS:
        raise BadInput("action", "unknown", action)
    person = tx.session.get(Staff, staff_id)
    if person is None or person.retired_at is not None:
        raise NotFound("Staff")
    if staff_id == tx.actor.id:
        raise BadInput("action", "same_person")
    if _is_owed(tx, row.id, action, staff_id):
        raise BadInput("action", "already_owed")
    if row.about_staff_id is None:
        row.about_staff_id = staff_id
    write_promise(
        tx,
        kind=action,
        due_at=seoul_at(action_on + timedelta(days=1), time.min),
        owner_id=tx.actor.id,
        contact_id=None,
        customer_id=None,
        caller_name="",
        phone="",
        topic_id=None,
        summary=filled("action_what", what or person.name, LONGEST_LINE),
        complaint_id=row.id,
        only_for_id=staff_id,
    )
    _owe_apology(tx, row, staff_id, apology_at)
    tx.saw(row.customer_id, "complaint.act")
    return detail_of(tx, row.id)


def _is_owed(tx: Tx, complaint_id: int, kind: PromiseKind, staff_id: int | None = None) -> bool:
    query = sa.select(Promise.id).where(
        Promise.complaint_id == complaint_id,
        Promise.kind == kind,
        Promise.only_for_id.is_not_distinct_from(staff_id),
    )
    return tx.session.scalar(query.limit(1)) is not None


def _owe_apology(tx: Tx, row: Complaint, staff_id: int, apology_at: datetime | None) -> None:
    """Owe the customer an apology, once, unless nobody knows who they are or how to reach them."""
    reachable = row.customer_id is not None or row.phone or row.caller_name
    if not reachable or _is_owed(tx, row.id, PromiseKind.APOLOGY):
        return
    write_promise(
        tx,
        kind=PromiseKind.APOLOGY,
        due_at=apology_at or due_today(tx.now, office_of(tx).calendar),
        owner_id=_apologises(tx, row, staff_id),
        contact_id=row.contact_id,
        customer_id=row.customer_id,
        caller_name=row.caller_name,
        phone=row.phone,
        topic_id=row.topic_id,
        summary=row.about,
        complaint_id=row.id,
    )


def _apologises(tx: Tx, row: Complaint, staff_id: int) -> int:
    """Return who says sorry: whoever has the complaint in hand, but not the person it is about."""
    kinds = PromiseKind.CORRECTIVE, PromiseKind.OPINION
    owner = tx.session.scalar(
        sa.select(Promise.owner_id).where(Promise.complaint_id == row.id, Promise.kind.in_(kinds))
    )
    return owner if owner is not None and owner != staff_id else tx.actor.id


@usecase(needs=SUPERVISORS)
def complete_action(tx: Tx, *, promise_id: int, seen_version: int, done: str) -> ComplaintDetail:
    """Note that a caution was given or a training held, and what was done; its promise is kept."""
    row = _action(tx, promise_id, seen_version)
    settle_kept(tx, row, at=tx.now, note=filled("action_done", done, LONGEST_TEXT))
    return detail_of(tx, _complaint_of(row))


@usecase(needs=SUPERVISORS)
def withdraw_action(tx: Tx, *, promise_id: int, seen_version: int, reason: str) -> ComplaintDetail:
    """Let a caution or a training fall away, with the reason (that the complaint was unfounded, say)."""
    row = _action(tx, promise_id, seen_version)
    settle_withdrawn(tx, row, reason=reason)
    return detail_of(tx, _complaint_of(row))


def _action(tx: Tx, promise_id: int, seen_version: int) -> Promise:
    row = load_for_edit(tx, Promise, promise_id, seen_version)
    if row.kind not in ACTIONS or row.complaint_id is None:
        raise NotFound("Promise")
    must_be_theirs(tx, row)
    tx.touch(Area.COMPLAINTS)
    return row


def _complaint_of(row: Promise) -> int:
    assert row.complaint_id is not None
    return row.complaint_id
