"""Objections, complaints and opinions: what was said, what is done about it, and when it counts as closed."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput
from desk_app.core.holidays import WorkCalendar
from desk_app.core.personal_ids import starred
from desk_app.core.promises import PromiseKind
from desk_app.core.texts import LONGEST_LINE, LONGEST_TEXT, filled, fitting

_DAY = timedelta(days=1)


class ComplaintKind(StrEnum):
    """What somebody says to us: an objection (`I-1-5`), a complaint (`P-3`), an opinion (`III-1`)."""

    OBJECTION = "objection"
    COMPLAINT = "complaint"
    OPINION = "opinion"


class ComplaintState(StrEnum):
    """Where it stands; an opinion ends as decided, all else as resolved, in part, or not."""

    OPEN = "open"
    RESOLVED = "resolved"
    PARTLY = "partly"
    NOT_RESOLVED = "not_resolved"
    DECIDED = "decided"


RESULTS = (ComplaintState.RESOLVED, ComplaintState.PARTLY, ComplaintState.NOT_RESOLVED)
"""How an objection or a complaint may end."""


class Decision(StrEnum):
    """What became of an opinion."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    NOT = "not"
    NOTED = "noted"


class ToldBy(StrEnum):
    """How whoever gave an opinion was told what came of it; `NOBODY` where they left no way to."""

    PHONE = "phone"
    VISIT = "visit"
    POST = "post"
    EMAIL = "email"
    TEXT = "text"
    WEBSITE = "website"
    NOBODY = "nobody"


@dataclass(frozen=True)
class NewComplaint:
    """What is known of one as it is recorded; a part of the draft of a contact, or on its own.

    `about` says it in a word, `wants` is what the customer would have us do. Without an owner whoever is in
    charge of the topic has it in hand, but never the person it is about; without an hour the branch's
    `complaint_days` decide.
    """

    kind: ComplaintKind
    about: str = ""
    wants: str = ""
    about_staff_id: int | None = None
    owner_id: int | None = None
    due_at: datetime | None = None

    def without_personal_ids(self) -> "NewComplaint":
        """Return it as it may be kept meanwhile: what looks like a resident's number is starred."""
        return replace(self, about=starred(self.about), wants=starred(self.wants))


@dataclass(frozen=True)
class Standing:
    """What the rules need to know of a complaint; `told_by` is set once an opinion's giver was told."""

    kind: ComplaintKind
    state: ComplaintState = ComplaintState.OPEN
    decision: Decision | None = None
    told_by: ToldBy | None = None


def owed(kind: ComplaintKind) -> PromiseKind:
    """Return what is promised: an opinion is decided and told back, all else is put right."""
    return PromiseKind.OPINION if kind is ComplaintKind.OPINION else PromiseKind.CORRECTIVE


def check_new(new: NewComplaint) -> NewComplaint:
    """Return it with its texts as they are kept, or raise `BadInput` for what is missing or does not fit."""
    if new.owner_id is not None and new.owner_id == new.about_staff_id:
        raise BadInput("owner", "about_them")
    return replace(
        new,
        about=filled("complaint_about", new.about, LONGEST_LINE),
        wants=fitting("complaint_wants", new.wants, LONGEST_TEXT),
    )


def closed(standing: Standing, *, result: ComplaintState, done: str, said: str) -> Standing:
    """Return an objection or complaint after it was worked on to its end.

    `done` is what was done about it, `said` what the customer said to that: without both nothing is closed.
    """
    _must_fit(standing, opinion=False)
    if result not in RESULTS:
        raise BadInput("result", "unknown")
    _filled("complaint_done", done)
    _filled("customer_said", said)
    return replace(standing, state=result)


def decided(standing: Standing, *, decision: Decision, change: str) -> Standing:
    """Return an opinion after it was decided; its giver is told what changes by it, or why nothing does.

    It stays open until whoever gave it was told (`told_back`), and may be decided otherwise until then.
    """
    _must_fit(standing, opinion=True)
    if decision is not Decision.NOTED:
        _filled("what_changed", change)
    return replace(standing, decision=decision)


def told_back(standing: Standing, *, told_by: ToldBy, reachable: bool) -> Standing:
    """Return an opinion after its giver was told; `reachable` says that they left a way to be told."""
    _must_fit(standing, opinion=True)
    if standing.decision is None:
        raise BadInput("decision", "missing")
    if told_by is ToldBy.NOBODY and reachable:
        raise BadInput("told_by", "can_be_told")
    return replace(standing, state=ComplaintState.DECIDED, told_by=told_by)


def due_after(days: int, *, now: datetime, calendar: WorkCalendar) -> datetime:
    """Return the end (midnight) of the last of `days` desk days after the day of `now`."""
    day = seoul(now).date()
    for _ in range(days):
        day = calendar.next_desk_day(day + _DAY)
    return seoul_at(day + _DAY, time.min)


def due_today(now: datetime, calendar: WorkCalendar) -> datetime:
    """Return when the desk closes today, or on the next desk day once it has closed."""
    opening = calendar.next_opening(now)
    hours = calendar.desk_day(seoul(opening).date())
    assert hours is not None  # a desk opens on that day
    return hours[1]


def must_be_open(standing: Standing) -> None:
    """Raise `BadInput` for what is closed."""
    if standing.state is not ComplaintState.OPEN:
        raise BadInput("complaint", "already_closed")


def _must_fit(standing: Standing, *, opinion: bool) -> None:
    must_be_open(standing)
    if (standing.kind is ComplaintKind.OPINION) is not opinion:
        raise BadInput("complaint", "is_opinion" if not opinion else "no_opinion")


def _filled(field: str, text: str) -> None:
    if not text.strip():
        raise BadInput(field, "missing")
