"""What counts for each measure of the charter: one statement that gives the very cases, kept or not.

Counts and the rows behind them come from the same statement, so that they cannot differ. Every statement
looks up the cases of a span of days; what was never due yet is in none of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from db.engine import SeoulDay
from db.models import (
    Appointment,
    Complaint,
    Contact,
    ContactStep,
    Customer,
    Inquiry,
    InterimReply,
    Promise,
)
from db.models import RepeatVisit as SecondVisit
from db.models.promises import IS_OF_COMPLAINT, IS_REPLY
from db.transactions import Tx
from desk_app.core.clock import seoul_at
from desk_app.core.complaints import ComplaintKind, ComplaintState, ToldBy
from desk_app.core.compliance import SubjectKind
from desk_app.core.contacts import Channel, Outcome
from desk_app.core.inquiries import Channel as WrittenBy
from desk_app.core.inquiries import InquiryState
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.usecases.promise_sight import may_see
from desk_app.usecases.promise_verdicts import first_hour, hour_judged, is_missed
from desk_app.usecases.redress import was_apologised
from desk_app.usecases.scripts import load_scripts
from desk_app.usecases.visits import COVER_STEP

Condition = sa.ColumnElement[bool]
Cases = sa.Select[Any] | sa.CompoundSelect[Any]
THIRD_RING = 3
_SPECIAL = (Outcome.ENDED_FOR_ABUSE, Outcome.DESPAIR)
_CONNECTED = (Outcome.CONNECTED, Outcome.DEPUTY)
_GIVEN = (Outcome.ANSWERED, *_CONNECTED)
_CAME_TO_ANSWER = (PromiseState.KEPT, PromiseState.KEPT_LATE)
_ANSWERED = (InquiryState.ANSWERED, InquiryState.CLOSED)


@dataclass(frozen=True)
class Span:
    """The days `first` to `last` of Seoul, both counted."""

    first: date
    last: date

    @property
    def begin(self) -> datetime:
        """Return the instant at which the span begins."""
        return seoul_at(self.first, time.min)

    @property
    def end(self) -> datetime:
        """Return the instant at which it is over."""
        return seoul_at(self.last + timedelta(days=1), time.min)

    def holds(self, instant: Any) -> Condition:
        """Return the condition that an instant's column lies in the span."""
        return sa.and_(instant >= self.begin, instant < self.end)


def cases_of(tx: Tx, key: str, span: Span) -> Cases:
    """Return the statement that selects every case of a measure in a span; `KeyError` for no such measure.

    Its columns: `subject`, `id`, `at`, `on_day` (by which it belongs to the span), `staff_id`, `customer`,
    `detail`, `channel`, `kept` (1 or 0), and `since`, when a length that ends with `at` began.
    """
    return CASES[key](tx, span)


def _case(
    subject: SubjectKind,
    model: Any,
    at: Any,
    *,
    staff: Any,
    kept: Any,
    detail: Any = None,
    channel: Any = None,
    on: Any = None,
    since: Any = None,
    number: Any = None,
) -> sa.Select[Any]:
    """Select cases that are rows of `model`, of which `model` knows the customer."""
    return (
        sa.select(
            sa.literal(subject.value).label("subject"),
            (model.id if number is None else number).label("id"),
            at.label("at"),
            (SeoulDay(at) if on is None else on).label("on_day"),
            staff.label("staff_id"),
            sa.func.coalesce(sa.func.nullif(Customer.name, ""), model.caller_name).label("customer"),
            (sa.literal("") if detail is None else detail).label("detail"),
            (sa.literal("") if channel is None else sa.cast(channel, sa.String)).label("channel"),
            sa.case((kept, 1), else_=0).label("kept"),
            (at if since is None else since).label("since"),
        )
        .select_from(model)
        .outerjoin(Customer, Customer.id == model.customer_id)
    )


# -- contacts ------------------------------------------------------------------------------------


def _contacts(kept: Any, **more: Any) -> sa.Select[Any]:
    at = Contact.started_at
    who = {"staff": Contact.taken_by_id, "channel": Contact.channel}
    return _case(SubjectKind.CONTACT, Contact, at, kept=kept, **who, **more)


def _steps(_tx: Tx, span: Span, *, clause: str, script: str) -> Cases:
    serves = (sa.literal(" ") + ContactStep.clauses + sa.literal(" ")).contains(f" {clause} ")
    return (
        _contacts(ContactStep.done, detail=ContactStep.step_id)
        .join(ContactStep, ContactStep.contact_id == Contact.id)
        .where(span.holds(Contact.started_at), ContactStep.script_id == script, serves)
    )


def _before_third_ring(_tx: Tx, span: Span) -> Cases:
    return _contacts(Contact.rings < THIRD_RING).where(
        span.holds(Contact.started_at),
        Contact.channel == Channel.PHONE,
        Contact.rings.is_not(None),
        Contact.outcome != Outcome.MISSED,
    )


def _connected_at_once(_tx: Tx, span: Span) -> Cases:
    """Calls that were to be connected: not those that were answered instead, or became something else."""
    return _contacts(Contact.outcome.in_(_CONNECTED)).where(
        span.holds(Contact.started_at),
        Contact.outcome.not_in((Outcome.ANSWERED, *_SPECIAL)),
        _came_to("connect", "phone"),
    )


def _visits_agreed(_tx: Tx, span: Span) -> Cases:
    """Contacts that came to need a visit: one ends as `visit_needed` only where a visit is booked."""
    return _contacts(Contact.outcome == Outcome.VISIT_NEEDED).where(
        span.holds(Contact.started_at),
        Contact.outcome.not_in((Outcome.ANSWERED, *_SPECIAL)),
        Contact.script_id.in_(("phone", "visit")),
        sa.or_(Contact.outcome == Outcome.VISIT_NEEDED, _came_to("visit_needed", "phone", "visit")),
    )


def _came_to(step: str, *scripts: str) -> Condition:
    return sa.exists().where(
        ContactStep.contact_id == Contact.id,
        ContactStep.script_id.in_(scripts),
        ContactStep.step_id == step,
        ContactStep.done,
    )


def _absences_covered(_tx: Tx, span: Span) -> Cases:
    """Agreed visits whose person was away, and others that came to `cover`: see `visits.count_covered`."""
    agreed = _case(
        SubjectKind.APPOINTMENT,
        Appointment,
        Appointment.arrived_at,
        staff=Appointment.staff_id,
        kept=Appointment.covered_by_id.is_not(None),
    ).where(Appointment.was_away, span.holds(Appointment.arrived_at))
    others = (
        _contacts(ContactStep.done)
        .join(ContactStep, ContactStep.contact_id == Contact.id)
        .where(
            Contact.channel == Channel.VISIT,
            span.holds(Contact.started_at),
            ContactStep.step_id == COVER_STEP,
            ~sa.exists().where(Appointment.visit_id == Contact.id, Appointment.was_away),
        )
    )
    return sa.union_all(agreed, others)


def _second_visits(_tx: Tx, span: Span) -> Cases:
    """Second visits by our fault (`III-3-1`)."""
    return (
        _contacts(was_apologised())
        .join(SecondVisit, SecondVisit.contact_id == Contact.id)
        .where(SecondVisit.ours, span.holds(Contact.started_at))
    )


# -- promises ------------------------------------------------------------------------------------


def _promises(
    tx: Tx, span: Span, *, kinds: tuple[PromiseKind, ...], inside: bool = False, of_complaint: bool = False
) -> Cases:
    """Promises whose judged hour lies in the span and whose verdict is known.

    What is owed `inside` the house, where no customer is told another hour, goes by the hour first set,
    and it is enough that it was done at all.
    """
    hour = first_hour() if inside else hour_judged()
    kept = Promise.state.in_(_CAME_TO_ANSWER) if inside else Promise.state == PromiseState.KEPT
    found = _owed(kept, hour).where(
        Promise.kind.in_(kinds),
        span.holds(hour),
        sa.or_(Promise.state.in_(_CAME_TO_ANSWER), is_missed(tx, hour)),
        may_see(tx),
    )
    return found.where(Promise.complaint_id.is_not(None)) if of_complaint else found


def _complaints(tx: Tx, span: Span, *, kind: ComplaintKind, kept: Condition) -> Cases:
    """Complaints of a kind by the hour that judges each; an open one counts once that has passed."""
    hour = hour_judged()
    return (
        _owed(kept, hour)
        .join(Complaint, sa.and_(Complaint.id == Promise.complaint_id, IS_OF_COMPLAINT))
        .where(
            Complaint.kind == kind,
            span.holds(hour),
            sa.or_(Complaint.state != ComplaintState.OPEN, is_missed(tx, hour)),
            may_see(tx),
        )
    )


def _owed(kept: Any, hour: Any) -> sa.Select[Any]:
    return _case(SubjectKind.PROMISE, Promise, hour, staff=Promise.owner_id, kept=kept, detail=Promise.kind)


# -- written questions ---------------------------------------------------------------------------


_REPLY_ON = sa.func.coalesce(Inquiry.told_on, Inquiry.safe_reply_on)
"""The 안심 회신일 that the customer was told; before they were told any, the one counted."""


def _in_time() -> Condition:
    """Return the condition that the answer went out by its day, and that no day told before had passed."""
    on_its_day = SeoulDay(Inquiry.answered_at) <= _REPLY_ON
    return sa.and_(Inquiry.answered_at.is_not(None), on_its_day, ~Promise.broken)


def _replies(tx: Tx, span: Span, *, web: bool, late: bool = False) -> Cases:
    """Written questions by their 안심 회신일, which an interim reply does not move.

    With `late` only those not answered by it, kept where an interim reply had gone out by then. One that
    was passed on or withdrawn only after its day stays missed.
    """
    told = sa.exists().where(InterimReply.inquiry_id == Inquiry.id, SeoulDay(InterimReply.at) <= _REPLY_ON)
    missed = sa.or_(Promise.broken, SeoulDay(sa.func.coalesce(Promise.closed_at, tx.now)) > _REPLY_ON)
    judged = sa.or_(Inquiry.state.in_(_ANSWERED), missed)
    found = _written(told if late else _in_time(), on=_REPLY_ON).where(
        _REPLY_ON.between(span.first, span.last), judged, _by_website(web)
    )
    return found.where(~_in_time()) if late else found


def _reply_days(_tx: Tx, span: Span) -> Cases:
    return _written(sa.true(), at=Inquiry.answered_at, since=Inquiry.arrived_at).where(
        span.holds(Inquiry.answered_at), Inquiry.state.in_(_ANSWERED), _by_website(False)
    )


def _written(kept: Any, *, at: Any = Inquiry.arrived_at, **more: Any) -> sa.Select[Any]:
    found = _case(
        SubjectKind.INQUIRY,
        Inquiry,
        at,
        staff=Promise.owner_id,
        kept=kept,
        detail=Inquiry.number,
        channel=Inquiry.channel,
        **more,
    )
    return found.join(Promise, sa.and_(Promise.inquiry_id == Inquiry.id, IS_REPLY))


def _by_website(web: bool) -> Condition:
    return Inquiry.channel == WrittenBy.WEB if web else Inquiry.channel != WrittenBy.WEB


def _answer_given() -> sa.ColumnElement[datetime]:
    """Return when the step was answered that made a contact what it came to; else when it was recorded.

    It is the last walked of those that lead to that outcome, however their answers are worded by now.
    """
    ways = {
        (script.id, step.id, choice.outcome)
        for script in load_scripts().values()
        for step in script.steps
        for choice in step.choices
        if choice.outcome in _GIVEN
    }
    walked = sa.tuple_(ContactStep.script_id, ContactStep.step_id, Contact.outcome)
    given = (
        sa.select(sa.func.max(ContactStep.at))
        .where(ContactStep.contact_id == Contact.id, ContactStep.done, walked.in_(sorted(ways)))
        .scalar_subquery()
    )
    return sa.func.coalesce(given, Contact.finished_at)


def _first_answers(_tx: Tx, span: Span) -> Cases:
    """First answers: in the contact itself, by the day it began, or by calling back, by the day of that."""
    at_once = _case(
        SubjectKind.CONTACT,
        Contact,
        _answer_given(),
        staff=Contact.taken_by_id,
        kept=sa.true(),
        channel=Contact.channel,
        on=SeoulDay(Contact.started_at),
        since=Contact.started_at,
    ).where(
        span.holds(Contact.started_at),
        Contact.outcome.in_(_GIVEN),
        Contact.script_id.in_(("phone", "visit")),
    )
    called = (
        _case(
            SubjectKind.PROMISE,
            Promise,
            Promise.closed_at,
            staff=Promise.owner_id,
            kept=sa.true(),
            since=sa.func.coalesce(Contact.started_at, Promise.made_at),
        )
        .outerjoin(Contact, Contact.id == Promise.contact_id)
        .where(
            span.holds(Promise.closed_at),
            Promise.kind == PromiseKind.CALLBACK,
            Promise.state.in_(_CAME_TO_ANSWER),
            Promise.previous_id.is_(None),
        )
    )
    return sa.union_all(at_once, called)


_RESOLVED = Complaint.state == ComplaintState.RESOLVED
_TOLD_BACK = sa.and_(Complaint.state == ComplaintState.DECIDED, Complaint.told_by != ToldBy.NOBODY)

CASES: Mapping[str, Callable[[Tx, Span], Cases]] = {
    "first_answer": _first_answers,
    "corrective_in_time": partial(_promises, kinds=(PromiseKind.CORRECTIVE,)),
    "welcome_steps": partial(_steps, clause="I-1-1", script="visit"),
    "guide_steps": partial(_steps, clause="I-1-2", script="visit"),
    "introduce_steps": partial(_steps, clause="I-1-3", script="visit"),
    "absences_covered": _absences_covered,
    "objections_resolved": partial(
        _complaints, kind=ComplaintKind.OBJECTION, kept=Complaint.state == ComplaintState.RESOLVED
    ),
    "greeting_steps": partial(_steps, clause="I-2-1", script="phone"),
    "before_third_ring": _before_third_ring,
    "connected_at_once": _connected_at_once,
    "called_back": partial(_promises, kinds=(PromiseKind.CALLBACK,)),
    "visits_agreed": _visits_agreed,
    "reply_days": _reply_days,
    "replied_in_time": partial(_replies, web=False),
    "late_with_interim": partial(_replies, web=False, late=True),
    "website_in_time": partial(_replies, web=True),
    "faq_reviewed": partial(_promises, kinds=(PromiseKind.REVIEW,)),
    "opinions_decided": partial(_complaints, kind=ComplaintKind.OPINION, kept=_TOLD_BACK),
    "second_visit_apologies": _second_visits,
    "cautions_done": partial(
        _promises, kinds=(PromiseKind.CAUTION, PromiseKind.TRAINING), inside=True, of_complaint=True
    ),
    "apologies_posted": partial(_promises, kinds=(PromiseKind.PUBLIC_APOLOGY,), inside=True),
}
"""What selects the cases of a measure, by the measure's key."""
