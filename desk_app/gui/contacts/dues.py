"""The due times under the number keys as they stand at one moment, and a time typed in plain Korean."""

from dataclasses import dataclass
from datetime import datetime

from desk_app.core.due_choices import DueChoice, DueName, due_choices, opening_instead
from desk_app.core.due_phrases import parse_due
from desk_app.core.errors import DeskError
from desk_app.core.office import OfficeView
from desk_app.core.staff import Presence


@dataclass(frozen=True)
class Due:
    """One due time on offer: its key, what it is offered as ("" for one worked out), and whether first."""

    key: int
    due_at: datetime
    name: str
    recommended: bool = False


NEXT_TRY = "next_try"
OPENING = "opening"


@dataclass(frozen=True)
class Typed:
    """What a typed time came to: an hour that can be kept, the next `opening` instead, or what is wrong."""

    due_at: datetime | None = None
    opening: datetime | None = None
    wrong: DeskError | None = None


def offered(
    now: datetime,
    office: OfficeView,
    presence: Presence,
    *,
    next_try: datetime | None = None,
    opening: datetime | None = None,
) -> tuple[Due, ...]:
    """Return the due times to offer, keys from 1 on in their order, one of them recommended.

    `next_try` (when to call again after nobody was reached) stands first, `opening` (in place of a typed
    time that cannot be kept) last. Without a calendar that reaches there is nothing to offer.
    """
    try:
        choices = due_choices(now, settings=office.settings, calendar=office.calendar, presence=presence)
    except DeskError:
        choices = ()
    wanted = [(choice.name.value, choice.due_at) for choice in choices]
    best = _recommended(choices, presence)
    if next_try is not None and next_try > now:
        wanted = [(NEXT_TRY, next_try), *((name, at) for name, at in wanted if at != next_try)]
        best = NEXT_TRY
    if opening is not None and opening not in [at for _, at in wanted]:
        wanted.append((OPENING, opening))
    return tuple(Due(key, at, name, name == best) for key, (name, at) in enumerate(wanted[:5], 1))


def read_typed(text: str, now: datetime, office: OfficeView) -> Typed:
    """Return what a typed time comes to; an hour outside desk hours is answered with the next opening."""
    if not text.strip():
        return Typed()
    try:
        due_at = parse_due(text, now)
        opening = opening_instead(due_at, office.calendar)
    except DeskError as wrong:
        return Typed(wrong=wrong)
    return Typed(due_at=due_at) if opening is None else Typed(opening=opening)


def _recommended(choices: tuple[DueChoice, ...], presence: Presence) -> str:
    """Return the one that is likeliest to be kept: after the return of whoever is away, else today."""
    names = [choice.name for choice in choices]
    likeliest = [DueName.AFTER_RETURN]
    likeliest += [DueName.NEXT_MORNING] if presence.is_away else []
    likeliest += [DueName.THIS_EVENING, DueName.NEXT_MORNING]
    return next((name.value for name in likeliest if name in names), "")
