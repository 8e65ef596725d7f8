"""The due times offered under number keys, and what to propose where a time lies outside desk hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.holidays import ONE_DAY, WorkCalendar
from desk_app.core.office import Settings
from desk_app.core.staff import Presence

HERE = Presence()
_HOUR = timedelta(hours=1)
_STEP = 5  # minutes to which an hour from now is rounded up


class DueName(StrEnum):
    """What a due time is offered as."""

    WITHIN_HOUR = "within_hour"
    THIS_EVENING = "this_evening"
    NEXT_MORNING = "next_morning"
    AFTER_RETURN = "after_return"


@dataclass(frozen=True)
class DueChoice:
    """One due time to offer, and why it is one."""

    name: DueName
    due_at: datetime


def due_choices(
    now: datetime, *, settings: Settings, calendar: WorkCalendar, presence: Presence = HERE
) -> tuple[DueChoice, ...]:
    """Return the due times to offer now, each later than `now`, within desk hours and offered once.

    In this order: an hour from now (rounded up to five minutes), this evening (`evening_due`), the morning
    of the next desk day (`morning_due`), and `after_return` minutes after the return of somebody away.
    """
    today = seoul(now).date()
    wanted = [
        DueChoice(DueName.WITHIN_HOUR, _rounded_up(now + _HOUR)),
        DueChoice(DueName.THIS_EVENING, seoul_at(today, settings.evening_due)),
        DueChoice(
            DueName.NEXT_MORNING, seoul_at(calendar.next_desk_day(today + ONE_DAY), settings.morning_due)
        ),
    ]
    away = presence.at(now)
    if not away.here and away.back_at is not None:
        after = _rounded_up(away.back_at + timedelta(minutes=settings.after_return))
        wanted.append(DueChoice(DueName.AFTER_RETURN, after))
    offered: dict[datetime, DueChoice] = {}
    for choice in wanted:
        if choice.due_at > now and opening_instead(choice.due_at, calendar) is None:
            offered.setdefault(choice.due_at, choice)
    return tuple(offered.values())


def opening_instead(due_at: datetime, calendar: WorkCalendar) -> datetime | None:
    """Return the next opening where `due_at` lies outside the desk day, or None where it can be kept.

    The stroke of closing still counts, and so does the noon break: the desk day runs from the first
    opening to the last closing. Raises `CalendarEnds` past the holiday table.
    """
    day = calendar.desk_day(seoul(due_at).date())
    if day is not None and day[0] <= due_at <= day[1]:
        return None
    return calendar.next_opening(due_at)


def _rounded_up(instant: datetime) -> datetime:
    whole = instant.replace(second=0, microsecond=0)
    late = whole.minute % _STEP
    if whole == instant and not late:
        return instant
    return whole + timedelta(minutes=_STEP - late)
