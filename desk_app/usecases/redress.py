"""What is put right after a fault of ours: second visits (`III-3-1`), apologies, cautions (`III-3-2`)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from db.models import Appointment, Complaint, Contact, Promise, RepeatVisit, Staff, Topic
from db.transactions import Tx
from desk_app.core import redress as rules
from desk_app.core.areas import Area
from desk_app.core.clock import seoul_at
from desk_app.core.complaints import ComplaintKind, due_today
from desk_app.core.contacts import Channel
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.redress import ACTIONS, APOLOGY_CLAUSE, Cause, EarlierVisit
from desk_app.core.scripts import Run, StepState
from desk_app.core.staff import SUPERVISORS
from desk_app.core.texts import LONGEST_LINE, LONGEST_TEXT, filled
from desk_app.usecases.complaint_details import ComplaintDetail, detail_of
from desk_app.usecases.complaint_rows import Matter, load, note, promise_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.promise_sight import must_be_theirs
from desk_app.usecases.promises import settle_kept, settle_withdrawn, write_promise
from desk_app.usecases.scripts import load_scripts
from desk_app.usecases.staff_texts import without_customers
from desk_app.usecases.versions import load_as_seen, load_for_edit


@dataclass(frozen=True)
class CauseCount:
    """How many second visits by our fault had one cause."""

    cause: Cause
    count: int


def was_apologised() -> sa.ColumnElement[bool]:
    """Return whether a `RepeatVisit` was apologised for: there and then, or by a promise kept since."""
    made_since = sa.exists().where(
        Promise.contact_id == RepeatVisit.contact_id,
        Promise.kind == PromiseKind.APOLOGY,
        Promise.state.in_((PromiseState.KEPT, PromiseState.KEPT_LATE)),
    )
    return sa.or_(RepeatVisit.apologised, made_since)


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

    The apology counts as said where somebody noted it or a step of the script that says it was done; else
    it is owed. Both end as the desk closes, today or on the next desk day. Raises `NotFound` for no visit.
    """
    repeat = rules.check_repeat(repeat)
    if tx.session.get(Contact, repeat.earlier_contact_id) is None:
        raise NotFound("Contact")
    assert matter.contact_id is not None
    promise_id, apologised = None, repeat.ours and (repeat.apologised or _was_said(runs))
    if repeat.ours:
        summary = tx.session.get_one(Contact, repeat.earlier_contact_id).summary
        promise_id = _promise(tx, PromiseKind.FAST_LANE, matter, summary, owner_id)
        if not apologised:
            _promise(tx, PromiseKind.APOLOGY, matter, summary, owner_id)
    tx.insert(
        RepeatVisit,
        contact_id=matter.contact_id,
        earlier_contact_id=repeat.earlier_contact_id,
        ours=repeat.ours,
        cause=repeat.cause if repeat.ours else None,
        apologised=apologised,
        at=tx.now,
        by_id=tx.actor.id,
        promise_id=promise_id,
        taken_back_why="",
        version=1,
        **tx.stamp,
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


# -- an apology -------------------------------------------------------------------------------------


@usecase()
def owe_apology(
    tx: Tx, *, complaint_id: int, seen_version: int, due_at: datetime | None = None
) -> ComplaintDetail:
    """Owe the customer an apology, by `due_at` or until the desk closes today or on its next day.

    Anybody may say so of any objection or complaint, and whoever has it in hand owes it: that there is an
    apology tells of no caution. Raises `BadInput` for an opinion, ("apology", "owed_already") while one is
    owed or once one was made, and ("apology", "nobody_to_tell") where nobody knows who the customer is.
    """
    row = load(tx, complaint_id, seen_version)
    if row.kind is ComplaintKind.OPINION:
        raise BadInput("complaint", "is_opinion")
    if not (row.customer_id or row.phone or row.caller_name):
        raise BadInput("apology", "nobody_to_tell")
    if _is_owed(tx, row.id, PromiseKind.APOLOGY):
        raise BadInput("apology", "owed_already")
    matter = Matter(row.contact_id, row.customer_id, row.caller_name, row.phone, row.topic_id)
    owner_id = promise_of(tx, row.id).owner_id
    _promise(tx, PromiseKind.APOLOGY, matter, row.about, owner_id, due_at=due_at, complaint_id=row.id)
    note(tx, row.id, "apology_owed")
    tx.saw(row.customer_id, "complaint.apologise")
    return detail_of(tx, row.id)


def _promise(
    tx: Tx,
    kind: PromiseKind,
    matter: Matter,
    summary: str,
    owner_id: int,
    *,
    due_at: datetime | None = None,
    complaint_id: int | None = None,
) -> int:
    """Owe the customer something until the desk closes, where no other hour is given."""
    return write_promise(
        tx,
        kind=kind,
        due_at=due_at or due_today(tx.now, office_of(tx).calendar),
        owner_id=owner_id,
        contact_id=matter.contact_id,
        customer_id=matter.customer_id,
        caller_name=matter.name,
        phone=matter.phone,
        topic_id=matter.topic_id,
        summary=summary,
        complaint_id=complaint_id,
    )


def _is_owed(tx: Tx, complaint_id: int, kind: PromiseKind, staff_id: int | None = None) -> bool:
    """Return whether something is owed for a complaint, or was done: what fell away may be owed anew."""
    query = sa.select(Promise.id).where(
        Promise.complaint_id == complaint_id,
        Promise.kind == kind,
        Promise.state != PromiseState.WITHDRAWN,
        Promise.only_for_id.is_not_distinct_from(staff_id),
    )
    return tx.session.scalar(query.limit(1)) is not None


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
) -> ComplaintDetail:
    """Have a member of staff cautioned or trained by the end of a day after an unfriendly call.

    It is the supervisor's, seen by supervisors and that person only, and names no customer. The complaint
    stays as it was, down to its version: nobody else finds a trace of it there. That the customer is
    apologised to is `owe_apology`'s. Raises `BadInput` ("action", "unknown") for any other action, on `due`
    for a day that has passed, ("action", "already_owed") where the same is owed already, what
    `without_customers` raises, and `NotFound`.
    """
    row = load_as_seen(tx, Complaint, complaint_id, seen_version)
    if row.kind is ComplaintKind.OPINION:
        raise BadInput("complaint", "is_opinion")
    if action not in ACTIONS:
        raise BadInput("action", "unknown", action)
    person = tx.session.get(Staff, staff_id)
    if person is None or person.retired_at is not None:
        raise NotFound("Staff")
    if staff_id == tx.actor.id:
        raise BadInput("action", "same_person")
    if _is_owed(tx, row.id, action, staff_id):
        raise BadInput("action", "already_owed")
    what = without_customers(tx, "action_what", what, row.caller_name)
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
    tx.touch(Area.COMPLAINTS)
    tx.saw(row.customer_id, "complaint.act")
    return detail_of(tx, row.id)


@usecase(needs=SUPERVISORS)
def complete_action(tx: Tx, *, promise_id: int, seen_version: int, done: str) -> ComplaintDetail:
    """Note that a caution was given or a training held, and what was done; its promise is kept."""
    row = _action(tx, promise_id, seen_version, action_done=done)
    settle_kept(tx, row, at=tx.now, note=filled("action_done", done, LONGEST_TEXT))
    return detail_of(tx, _complaint_of(row))


@usecase(needs=SUPERVISORS)
def withdraw_action(tx: Tx, *, promise_id: int, seen_version: int, reason: str) -> ComplaintDetail:
    """Let a caution or a training fall away, with the reason (that the complaint was unfounded, say).

    No apology goes with it, since none came with it.
    """
    row = _action(tx, promise_id, seen_version, reason=reason)
    settle_withdrawn(tx, row, reason=reason)
    return detail_of(tx, _complaint_of(row))


def _action(tx: Tx, promise_id: int, seen_version: int, **said: str) -> Promise:
    """Return a caution or training to settle, with what is `said` of it by field: that names no customer."""
    row = load_for_edit(tx, Promise, promise_id, seen_version)
    if row.kind not in ACTIONS or row.complaint_id is None:
        raise NotFound("Promise")
    must_be_theirs(tx, row)
    for field, text in said.items():
        without_customers(tx, field, text, tx.session.get_one(Complaint, row.complaint_id).caller_name)
    tx.touch(Area.COMPLAINTS)
    return row


def _complaint_of(row: Promise) -> int:
    assert row.complaint_id is not None
    return row.complaint_id
