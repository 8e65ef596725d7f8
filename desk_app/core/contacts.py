"""A contact from the first ring to the record: its channels, outcomes and the draft that is never lost."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from desk_app.core.appointments import Booking
from desk_app.core.complaints import NewComplaint, check_new
from desk_app.core.errors import BadInput
from desk_app.core.personal_ids import starred
from desk_app.core.redress import RepeatVisit, check_repeat
from desk_app.core.texts import LONGEST_NAME, LONGEST_TEXT, fitting


class Channel(StrEnum):
    """The way somebody turned to us."""

    PHONE = "phone"
    VISIT = "visit"


class Outcome(StrEnum):
    """How a contact ended, for the person who made it."""

    CONNECTED = "connected"
    DEPUTY = "deputy"
    ANSWERED = "answered"
    CALLBACK = "callback"
    VISIT_NEEDED = "visit_needed"
    OBJECTION = "objection"
    REACHED = "reached"
    POSTPONED = "postponed"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"
    SOMEONE_ELSE = "someone_else"
    VOICEMAIL = "voicemail"
    ENDED_FOR_ABUSE = "ended_for_abuse"
    CALMED = "calmed"
    DESPAIR = "despair"
    MISSED = "missed"
    UNFINISHED = "unfinished"


@dataclass(frozen=True)
class SafeContact:
    """How the customer may be called back without harm; `None` means nobody asked yet."""

    may_name_agency: bool | None = None
    may_text: bool | None = None
    hours: str = ""


@dataclass(frozen=True)
class Draft:
    """An unfinished contact, whole: what was typed, chosen and said so far.

    `run` is the script run as `core.scripts.run_to_dict` gives it; `asides` are runs of the protection
    scripts (abuse, despair) begun from it. `ring_ms` counts from the first ring to the answer. `booking` is
    what was typed of an appointment, `booked_id` the one booked in this contact, `visit_of_id` the one that
    a visitor came for, `inquiry_ids` the written questions that came of it. `complaint` is what was typed of
    an objection, a complaint or an opinion, `repeat` what was found out about a second visit.
    """

    channel: Channel
    started_at: datetime
    customer_id: int | None = None
    customer_name: str = ""
    phone: str = ""
    topic_id: int | None = None
    assignee_id: int | None = None
    summary: str = ""
    note: str = ""
    safe_contact: SafeContact = SafeContact()
    rings: int | None = None
    ring_ms: int | None = None
    call_id: str = ""
    due_text: str = ""
    due_at: datetime | None = None
    promise_id: int | None = None
    booking: Booking | None = None
    booked_id: int | None = None
    visit_of_id: int | None = None
    complaint: NewComplaint | None = None
    repeat: RepeatVisit | None = None
    inquiry_ids: tuple[int, ...] = ()
    run: dict[str, Any] = field(default_factory=dict)
    asides: tuple[dict[str, Any], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was typed, linked or answered, so that dropping the draft loses nothing."""
        typed = self.customer_name or self.phone or self.summary or self.note or self.due_text
        chosen = self.customer_id or self.topic_id or self.due_at or self.call_id or self.asides
        agreed = self.booking or self.booked_id or self.visit_of_id or self.inquiry_ids
        heard = self.complaint or self.repeat
        return not (typed or chosen or agreed or heard or len(self.run.get("visited", ())) > 1)

    def without_personal_ids(self) -> "Draft":
        """Return the draft as it may be kept meanwhile: what looks like a resident's number is starred."""
        return replace(
            self,
            customer_name=starred(self.customer_name),
            phone=starred(self.phone),
            summary=starred(self.summary),
            note=starred(self.note),
            complaint=self.complaint and self.complaint.without_personal_ids(),
        )


def check_draft(draft: Draft) -> Draft:
    """Return `draft` with its texts as they are kept, or raise `BadInput` for what does not fit."""
    hours = fitting("safe_contact", draft.safe_contact.hours)
    kept = replace(
        draft,
        customer_name=fitting("customer_name", draft.customer_name, LONGEST_NAME),
        summary=fitting("summary", draft.summary, LONGEST_TEXT),
        note=fitting("note", draft.note, LONGEST_TEXT),
        safe_contact=replace(draft.safe_contact, hours=hours),
        complaint=draft.complaint and check_new(draft.complaint),
        repeat=draft.repeat and check_repeat(draft.repeat),
    )
    if draft.due_at is not None and not draft.phone.strip():
        raise BadInput("phone", "missing_for_callback")
    return kept


class RingKind(StrEnum):
    """What the telephone reports."""

    NEW = "new"
    ANSWER = "answer"
    HANGUP = "hangup"


def rings_after(length_ms: int, period_s: float) -> int:
    """Return how many rings were heard after `length_ms`, the first one starting at once.

    With Korea's ringback of 1 s on, 2 s off (`period_s` 3) the third ring starts at 6 s.
    """
    return 1 + int(max(0, length_ms) // round(period_s * 1000))
