"""What we put right after a fault of ours: second visits, unfriendly calls, confirmed mistakes (`III-3`)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput
from desk_app.core.promises import PromiseKind
from desk_app.core.texts import LONGEST_TEXT, filled

APOLOGY_CLAUSE = "III-3-1"
"""The clause of the step that apologises for a second visit: said, it counts as an apology."""

ACTIONS = frozenset({PromiseKind.CAUTION, PromiseKind.TRAINING})
"""What a member of staff owes after an unfriendly call (`III-3-2`): for them and supervisors only."""


class Cause(StrEnum):
    """Why somebody had to come twice."""

    PAPERS_NOT_TOLD = "papers_not_told"
    STAFF_AWAY = "staff_away"
    HANDLING_MISTAKE = "handling_mistake"
    WRONG_GUIDANCE = "wrong_guidance"
    OTHER = "other"


@dataclass(frozen=True)
class EarlierVisit:
    """The last visit of the same customer on the same matter; `bring` are the papers asked for then."""

    contact_id: int
    at: datetime
    taken_by: str
    summary: str
    bring: str


@dataclass(frozen=True)
class RepeatVisit:
    """What was found out at the desk about a second visit; a part of the draft of a contact.

    `apologised` that the sentence of apology was said; where a step of the script says it, it counts too.
    """

    earlier_contact_id: int
    ours: bool = False
    cause: Cause | None = None
    apologised: bool = False


def check_repeat(repeat: RepeatVisit) -> RepeatVisit:
    """Return it unchanged, or raise `BadInput` where it was our fault and nobody said which."""
    if repeat.ours and repeat.cause is None:
        raise BadInput("cause", "missing")
    return repeat


def check_taking_back(*, ours: bool, reason: str) -> str:
    """Return as it is kept why a second visit was no fault of ours, or raise `BadInput` where it is none."""
    if not ours:
        raise BadInput("repeat", "not_ours")
    return filled("reason", reason, LONGEST_TEXT)


@dataclass(frozen=True)
class ApologyStanding:
    """Where a public apology stands: its latest text, who wrote that, who approved it, when it was posted."""

    text: str = ""
    drafted_by_id: int | None = None
    approved_by_id: int | None = None
    approved_on: date | None = None
    posted_on: date | None = None


def check_drafting(apology: ApologyStanding, text: str) -> str:
    """Return the new text as it is kept; whatever is posted is not written anew."""
    _must_not_be_posted(apology)
    return filled("apology_text", text, LONGEST_TEXT)


def check_approving(apology: ApologyStanding, *, by_id: int) -> None:
    """Raise `BadInput` where there is nothing to approve, or whoever wrote the text would approve it."""
    _must_not_be_posted(apology)
    if not apology.text:
        raise BadInput("apology_text", "missing")
    if apology.approved_by_id is not None:
        raise BadInput("apology", "already_approved")
    if apology.drafted_by_id == by_id:
        raise BadInput("apology", "same_person")


def check_posting(apology: ApologyStanding, *, posted_on: date, now: datetime) -> None:
    """Raise `BadInput` for what nobody approved, and for a day that is to come or before the approval."""
    _must_not_be_posted(apology)
    if apology.approved_by_id is None or apology.approved_on is None:
        raise BadInput("apology", "not_approved")
    if posted_on > seoul(now).date():
        raise BadInput("posted_on", "in_the_future")
    if posted_on < apology.approved_on:
        raise BadInput("posted_on", "before_approval")


def check_withdrawing(apology: ApologyStanding, reason: str) -> str:
    """Return as it is kept why the mistake was none; what is posted is not taken back."""
    _must_not_be_posted(apology)
    return filled("reason", reason, LONGEST_TEXT)


def _must_not_be_posted(apology: ApologyStanding) -> None:
    if apology.posted_on is not None:
        raise BadInput("apology", "already_posted")
