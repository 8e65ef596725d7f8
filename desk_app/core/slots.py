"""When an appointment fits (`I-2-4`): what stands against a time, and which times are free."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput, CalendarEnds
from desk_app.core.holidays import ONE_DAY, WorkCalendar
from desk_app.core.hours import Span
from desk_app.core.staff import Away

LONGEST_VISIT = timedelta(hours=8)
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A stretch of somebody's time, from `starts_at` up to `ends_at`."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Slot | Away") -> bool:
        """Return whether the two have time in common; one that ends as the other begins has none."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def widened(self, by: timedelta) -> "Slot":
        """Return the slot with room before and after it."""
        return Slot(self.starts_at - by, self.ends_at + by)


class Obstacle(StrEnum):
    """What stands against a time; whoever has a reason may book it all the same."""

    CLOSED_DAY = "closed_day"
    OUTSIDE_HOURS = "outside_hours"
    LUNCH = "lunch"
    ABSENCE = "absence"
    BUFFER = "buffer"


@dataclass(frozen=True)
class Hindrance:
    """One thing that stands against a time.

    `detail` is the closed day's name, the desk's hours or its pause (`12:00–13:00`), the state of whoever
    is away (`PresenceState`), or the time of the appointment that is too near; `until` is when it is over.
    """

    obstacle: Obstacle
    detail: str = ""
    until: datetime | None = None


def slot_of(starts_at: datetime, minutes: int, *, now: datetime, calendar: WorkCalendar) -> Slot:
    """Return the slot that is asked for, or raise `BadInput` for what no appointment can be.

    On `minutes` as `check_minutes`. On `slot`: `in_the_past`, `over_midnight`. `CalendarEnds` past the days
    whose holidays are known.
    """
    check_minutes(minutes)
    if starts_at < now:
        raise BadInput("slot", "in_the_past")
    day = seoul(starts_at).date()
    calendar.why_closed(day)
    slot = Slot(starts_at, starts_at + timedelta(minutes=minutes))
    if seoul(slot.ends_at - _INSTANT).date() != day:
        raise BadInput("slot", "over_midnight")
    return slot


def check_minutes(minutes: int) -> None:
    """Raise `BadInput` on `minutes` for no time at all (`not_positive`) or past eight hours (`too_long`)."""
    if minutes <= 0:
        raise BadInput("minutes", "not_positive", str(minutes))
    if minutes > LONGEST_VISIT // timedelta(minutes=1):
        raise BadInput("minutes", "too_long", str(minutes))


def is_taken(slot: Slot, appointments: Sequence[Slot]) -> bool:
    """Return whether another appointment lies in that time: nobody sees two at once."""
    return any(slot.overlaps(other) for other in appointments)


def obstacles(
    slot: Slot,
    *,
    calendar: WorkCalendar,
    appointments: Sequence[Slot],
    absences: Sequence[Away],
    buffer: timedelta,
) -> tuple[Hindrance, ...]:
    """Return what stands against a slot of one day, the weightiest first.

    `appointments` and `absences` are the person's own around that day. What overlaps an appointment is
    `is_taken`'s to say. Raises `CalendarEnds` past the holiday table.
    """
    found = list(_of_the_desk(slot, calendar))
    found += [
        Hindrance(Obstacle.ABSENCE, away.state, away.ends_at) for away in absences if slot.overlaps(away)
    ]
    near = slot.widened(buffer)
    found += [
        Hindrance(Obstacle.BUFFER, _clock(other.starts_at, other.ends_at), other.ends_at + buffer)
        for other in appointments
        if near.overlaps(other) and not slot.overlaps(other)
    ]
    return tuple(found)


def free_slots(
    day: date,
    length: timedelta,
    *,
    calendar: WorkCalendar,
    appointments: Sequence[Slot],
    absences: Sequence[Away],
    buffer: timedelta,
    step: timedelta,
    now: datetime,
) -> tuple[Slot, ...]:
    """Return the slots of `day` with nothing against them, `step` apart from each opening of the desk.

    None has begun by `now`. Raises `CalendarEnds` past the holiday table.
    """
    return tuple(
        slot
        for slot in _on(day, length, step, calendar)
        if slot.starts_at >= now
        and not is_taken(slot, appointments)
        and not obstacles(
            slot, calendar=calendar, appointments=appointments, absences=absences, buffer=buffer
        )
    )


def nearest_free(
    after: datetime,
    length: timedelta,
    *,
    calendar: WorkCalendar,
    appointments: Sequence[Slot],
    absences: Sequence[Away],
    buffer: timedelta,
    step: timedelta,
    now: datetime,
    most: int = 3,
    within_days: int = 14,
) -> tuple[Slot, ...]:
    """Return the first free slots that begin at `after` or later, at most `most` within so many days.

    Where the holiday table ends the search ends too.
    """
    found: list[Slot] = []
    day = seoul(after).date()
    for _ in range(within_days):
        try:
            free = free_slots(
                day,
                length,
                calendar=calendar,
                appointments=appointments,
                absences=absences,
                buffer=buffer,
                step=step,
                now=max(now, after),
            )
        except CalendarEnds:
            break
        found += free
        if len(found) >= most:
            break
        day += ONE_DAY
    return tuple(found[:most])


def _of_the_desk(slot: Slot, calendar: WorkCalendar) -> Iterator[Hindrance]:
    day = seoul(slot.starts_at).date()
    closed = calendar.why_closed(day)
    if closed is not None:
        yield Hindrance(Obstacle.CLOSED_DAY, closed, seoul_at(day + ONE_DAY, time.min))
        return
    open_for = _unbroken(calendar, day)
    first, last = open_for[0].starts_at, open_for[-1].ends_at
    if slot.starts_at < first or last < slot.ends_at:
        yield Hindrance(Obstacle.OUTSIDE_HOURS, _clock(first, last))
    for before, after in pairwise(open_for):
        pause = Slot(before.ends_at, after.starts_at)
        if slot.overlaps(pause):
            yield Hindrance(Obstacle.LUNCH, _clock(pause.starts_at, pause.ends_at), pause.ends_at)


def _on(day: date, length: timedelta, step: timedelta, calendar: WorkCalendar) -> Iterator[Slot]:
    if calendar.is_desk_day(day):
        for stretch in _unbroken(calendar, day):
            starts_at = stretch.starts_at
            while starts_at + length <= stretch.ends_at:
                yield Slot(starts_at, starts_at + length)
                starts_at += step


def _unbroken(calendar: WorkCalendar, day: date) -> list[Slot]:
    """Return the stretches in which the desk is open on `day`, those that touch as one."""
    found: list[Slot] = []
    for span in calendar.hours.on(day):
        stretch = _stretch(day, span)
        if found and found[-1].ends_at == stretch.starts_at:
            stretch = Slot(found.pop().starts_at, stretch.ends_at)
        found.append(stretch)
    return found


def _stretch(day: date, span: Span) -> Slot:
    return Slot(seoul_at(day, span.opens), seoul_at(day, span.closes))


def _clock(begin: datetime, end: datetime) -> str:
    return f"{seoul(begin):%H:%M}–{seoul(end):%H:%M}"
