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
from db.models import Appointment, Complaint, Contact, ContactStep, Customer, Inquiry, InterimReply, Promise
from db.models import RepeatVisit as SecondVisit
from db.models.promises import IS_OF_COMPLAINT, IS_OPEN, IS_REPLY
from db.transactions import Tx
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.complaints import ComplaintKind, ComplaintState
from desk_app.core.compliance import SubjectKind
from desk_app.core.contacts import Channel, Outcome
from desk_app.core.inquiries import Channel as WrittenBy
from desk_app.core.inquiries import InquiryState
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.usecases.promise_sight import may_see
from desk_app.usecases.visits import COVER_STEP

Condition = sa.ColumnElement[bool]
Cases = sa.Select[Any] | sa.CompoundSelect[Any]
THIRD_RING = 3
_SPECIAL = (Outcome.ENDED_FOR_ABUSE, Outcome.DESPAIR)
_CONNECTED = (Outcome.CONNECTED, Outcome.DEPUTY)
_CAME_TO_ANSWER = (PromiseState.KEPT, PromiseState.KEPT_LATE)
_ANSWERED = (InquiryState.ANSWERED, InquiryState.CLOSED)
_OWED = (InquiryState.RECEIVED, InquiryState.ACCEPTED)


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
    `detail`, `kept` (1 or 0), and `since`, when a length that ends with `at` began.
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
            sa.case((kept, 1), else_=0).label("kept"),
            (at if since is None else since).label("since"),
        )
        .select_from(model)
        .outerjoin(Customer, Customer.id == model.customer_id)
    )


# -- contacts ------------------------------------------------------------------------------------


def _contacts(kept: Any, **more: Any) -> sa.Select[Any]:
    at = Contact.started_at
    return _case(SubjectKind.CONTACT, Contact, at, staff=Contact.taken_by_id, kept=kept, **more)


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
        _contacts(SecondVisit.apologised)
        .join(SecondVisit, SecondVisit.contact_id == Contact.id)
        .where(SecondVisit.ours, span.holds(Contact.started_at))
    )


# -- promises ------------------------------------------------------------------------------------


def _promises(
    tx: Tx, span: Span, *, kinds: tuple[PromiseKind, ...], late: bool = False, of_complaint: bool = False
) -> Cases:
    """Promises whose told hour lies in the span and whose verdict is known; a withdrawn one has none.

    With `late` it is enough that they were kept at all.
    """
    kept = Promise.state.in_(_CAME_TO_ANSWER) if late else Promise.state == PromiseState.KEPT
    found = _owed(kept).where(
        span.holds(Promise.told_at),
        Promise.kind.in_(kinds),
        sa.or_(Promise.state.in_(_CAME_TO_ANSWER), _overdue(tx)),
        may_see(tx),
    )
    return found.where(Promise.complaint_id.is_not(None)) if of_complaint else found


def _complaints(tx: Tx, span: Span, *, kind: ComplaintKind, kept: ComplaintState) -> Cases:
    """Complaints of a kind by the hour that was told of each; an open one counts once that has passed."""
    return (
        _owed(Complaint.state == kept)
        .join(Complaint, sa.and_(Complaint.id == Promise.complaint_id, IS_OF_COMPLAINT))
        .where(
            span.holds(Promise.told_at),
            Complaint.kind == kind,
            sa.or_(Complaint.state != ComplaintState.OPEN, _overdue(tx)),
            may_see(tx),
        )
    )


def _owed(kept: Any) -> sa.Select[Any]:
    return _case(
        SubjectKind.PROMISE, Promise, Promise.told_at, staff=Promise.owner_id, kept=kept, detail=Promise.kind
    )


def _overdue(tx: Tx) -> Condition:
    """Return the condition that a promise is open and will not be kept any more."""
    return sa.and_(IS_OPEN, sa.or_(Promise.broken, Promise.told_at < tx.now))


# -- written questions ---------------------------------------------------------------------------


def _in_time() -> Condition:
    return sa.and_(Inquiry.answered_at.is_not(None), SeoulDay(Inquiry.answered_at) <= Inquiry.safe_reply_on)


def _replies(tx: Tx, span: Span, *, web: bool, late: bool = False) -> Cases:
    """Written questions by their 안심 회신일, which an interim reply does not move.

    With `late` only those not answered by it, kept where an interim reply had gone out by then.
    """
    told = sa.exists().where(
        InterimReply.inquiry_id == Inquiry.id, SeoulDay(InterimReply.at) <= Inquiry.safe_reply_on
    )
    judged = sa.or_(
        Inquiry.state.in_(_ANSWERED),
        sa.and_(Inquiry.state.in_(_OWED), Inquiry.safe_reply_on < seoul(tx.now).date()),
    )
    found = _written(told if late else _in_time(), on=Inquiry.safe_reply_on).where(
        Inquiry.safe_reply_on.between(span.first, span.last), judged, _by_website(web)
    )
    return found.where(~_in_time()) if late else found


def _reply_days(_tx: Tx, span: Span) -> Cases:
    return _written(sa.true(), at=Inquiry.answered_at, since=Inquiry.arrived_at).where(
        span.holds(Inquiry.answered_at), Inquiry.state.in_(_ANSWERED), _by_website(False)
    )


def _written(kept: Any, *, at: Any = Inquiry.arrived_at, **more: Any) -> sa.Select[Any]:
    found = _case(
        SubjectKind.INQUIRY, Inquiry, at, staff=Promise.owner_id, kept=kept, detail=Inquiry.number, **more
    )
    return found.join(Promise, sa.and_(Promise.inquiry_id == Inquiry.id, IS_REPLY))


def _by_website(web: bool) -> Condition:
    return Inquiry.channel == WrittenBy.WEB if web else Inquiry.channel != WrittenBy.WEB


def _first_answers(_tx: Tx, span: Span) -> Cases:
    """First answers by the day they were given: in the contact itself, or by calling back as promised."""
    at_once = _case(
        SubjectKind.CONTACT,
        Contact,
        Contact.finished_at,
        staff=Contact.taken_by_id,
        kept=sa.true(),
        on=SeoulDay(Contact.started_at),
        since=Contact.started_at,
    ).where(
        span.holds(Contact.started_at),
        Contact.outcome.in_((Outcome.ANSWERED, *_CONNECTED)),
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


CASES: Mapping[str, Callable[[Tx, Span], Cases]] = {
    "first_answer": _first_answers,
    "corrective_in_time": partial(_promises, kinds=(PromiseKind.CORRECTIVE,)),
    "welcome_steps": partial(_steps, clause="I-1-1", script="visit"),
    "guide_steps": partial(_steps, clause="I-1-2", script="visit"),
    "introduce_steps": partial(_steps, clause="I-1-3", script="visit"),
    "absences_covered": _absences_covered,
    "objections_resolved": partial(_complaints, kind=ComplaintKind.OBJECTION, kept=ComplaintState.RESOLVED),
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
    "opinions_decided": partial(_complaints, kind=ComplaintKind.OPINION, kept=ComplaintState.DECIDED),
    "second_visit_apologies": _second_visits,
    "cautions_done": partial(
        _promises, kinds=(PromiseKind.CAUTION, PromiseKind.TRAINING), late=True, of_complaint=True
    ),
    "apologies_posted": partial(_promises, kinds=(PromiseKind.PUBLIC_APOLOGY,), late=True),
}
"""What selects the cases of a measure, by the measure's key."""
