"""What holds in the contact in progress, and the words that fill its sentences; pure, for `Session`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desk_app.core.appointments import AppointmentState
from desk_app.core.clock import seoul
from desk_app.core.contacts import Channel, Draft, SafeContact
from desk_app.core.errors import BadInput
from desk_app.core.office import Branch, Topic
from desk_app.core.phones import format_phone, parse_phone
from desk_app.core.promises import PromiseKind
from desk_app.core.spoken import say_date, say_length, say_time, say_when
from desk_app.core.staff import Person, Presence, PresenceState
from desk_app.usecases.appointments import AppointmentDetail
from desk_app.usecases.board import PromiseDetail
from desk_app.usecases.customers import CallerCard

_MINUTE = timedelta(minutes=1)
LATE_FROM = 3  # the third ring: the charter asks for an answer before it (I-2-2)


@dataclass(frozen=True)
class Known:
    """What is known around a draft: who is in charge, who the caller is, what was promised."""

    now: datetime
    branch: Branch
    me: Person
    topic: Topic | None = None
    assignee: Person | None = None
    deputy: Person | None = None
    card: CallerCard | None = None
    promise: PromiseDetail | None = None
    promised_at: datetime | None = None
    agreed: AppointmentDetail | None = None
    visit: AppointmentDetail | None = None

    @property
    def presence(self) -> Presence:
        """Return whether the person in charge is at their place now; nobody in charge is nobody away."""
        return self.assignee.presence.at(self.now) if self.assignee else Presence()

    @property
    def to_come(self) -> AppointmentDetail | None:
        """Return the visit that is arranged and still to come; one given up or cancelled is none."""
        return self.agreed if self.agreed and self.agreed.state is AppointmentState.BOOKED else None


def facts_of(draft: Draft, known: Known) -> frozenset[str]:
    """Return the facts of `core.script_words.FACTS` that the desk can tell; the rest is set by answers.

    `card` counts only where the caller is taken to be that customer. Recorded calls are not known to the
    program, so they never hold.
    """
    presence, promise, card, agreed = known.presence, known.promise, known.card, known.to_come
    today, before = draft.safe_contact, card.safe_contact if card else SafeContact()
    names = (today.may_name_agency, before.may_name_agency, promise.may_name_agency if promise else None)
    leaves = (today.may_text, before.may_text, promise.may_text if promise else None)
    holding = {
        "late": draft.rings is not None and draft.rings >= LATE_FROM,
        "same_matter_again": promise is None and card is not None and card.same_matter is not None,
        "assignee_known": known.assignee is not None,
        "assignee_present": known.assignee is not None and presence.here,
        "assignee_busy": known.assignee is not None and presence.state is PresenceState.BUSY,
        "deputy_known": known.deputy is not None,
        "back_known": not presence.here and presence.back_at is not None,
        "has_due": known.promised_at is not None,
        "overdue": promise is not None and known.now > promise.told_at,
        "has_appointment": agreed is not None,
        "brings": agreed is not None and bool(agreed.bring),
        "visit_agreed": known.visit is not None,
        "reminded_later": _reminded_later(promise, agreed),
        "about_reminder": promise is not None and promise.kind is PromiseKind.REMINDER,
        "about_no_show": promise is not None and promise.kind is PromiseKind.NO_SHOW,
        "may_name_agency": _allowed(*names),
        "voicemail_ok": _allowed(*leaves),
        "in_person": draft.channel is Channel.VISIT,
    }
    return frozenset(name for name, holds in holding.items() if holds)


def words_of(draft: Draft, known: Known) -> dict[str, str]:
    """Return what fills the slots of a sentence (`core.script_text.SLOTS`); what is missing is left out."""
    back_at, agreed = known.presence.back_at, known.to_come
    words = {
        "branch": known.branch.name,
        "branch_phone": format_phone(known.branch.phone),
        "me": known.me.title,
        "customer": draft.customer_name.strip(),
        "phone": phone_to_read(draft.phone),
        "task": known.topic.name if known.topic else "",
        "assignee": known.assignee.title if known.assignee else "",
        "deputy": known.deputy.title if known.deputy else "",
        "back_at": say_when(back_at, known.now) if back_at else "",
        "wait": say_length(max(back_at - known.now, _MINUTE)) if back_at else "",
        "due": say_when(known.promised_at, known.now) if known.promised_at else "",
    }
    if agreed is not None:
        there = seoul(agreed.starts_at)
        words |= {
            "appointment": f"{say_date(there.date())} {say_time(there.time())}",
            "place": agreed.place or known.branch.name,
            "appointment_staff": agreed.staff,
            "bring": agreed.bring,
        }
    return {name: word for name, word in words.items() if word}


def phone_to_read(typed: str) -> str:
    """Return a typed number with its dashes where it is one, else as it was typed."""
    try:
        phone = parse_phone(typed)
    except BadInput:
        return typed.strip()
    return format_phone(phone.digits, phone.extension)


def digits_of(typed: str) -> str:
    """Return the digits of a typed number, or "" where it is none yet."""
    try:
        return parse_phone(typed).digits
    except BadInput:
        return ""


def _reminded_later(promise: PromiseDetail | None, agreed: AppointmentDetail | None) -> bool:
    """Return whether this reminder moved to another day with its visit: then it is still owed."""
    if promise is None or agreed is None or promise.kind is not PromiseKind.REMINDER:
        return False
    moved = promise.appointment_id == agreed.id and agreed.reminder_due_at != promise.due_at
    return moved and agreed.reminder_due_at is not None


def _allowed(*answers: bool | None) -> bool:
    """Return what the customer allows; the latest answer comes first and outweighs all that follow."""
    return next((answer for answer in answers if answer is not None), False)
