"""What belongs in the brief that opens a day and in the sheet for whoever takes over a desk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import CalendarEnds
from desk_app.core.holidays import ONE_DAY, WorkCalendar
from desk_app.core.staff import Person, PresenceState

DAYS_AHEAD = 7


class Purpose(StrEnum):
    """What personal data is put on paper for; the access log keeps it (기준 §12)."""

    DAY = "day"
    TAKEOVER = "takeover"
    HAND_OVER = "hand_over"


class Upset(StrEnum):
    """Why somebody may be angry or in need when they come or call again."""

    ABUSE = "abuse"
    DESPAIR = "despair"
    OBJECTION = "objection"
    AGAIN = "again"


@dataclass(frozen=True)
class ClosedDays:
    """Days in a row without a desk, a holiday or a closure among them.

    `names` are the holidays and closures in order, each once. `last_open` and `opens` are the desk days
    before and after; what falls due after `begins_at`, the last closing, and by `ends_at`, the end of the
    first day back, feels them.
    """

    first: date
    last: date
    names: tuple[str, ...]
    last_open: date
    opens: date
    begins_at: datetime
    ends_at: datetime

    def feels(self, due_at: datetime) -> bool:
        """Return whether what is due then falls into these days or onto the first one after them."""
        return self.begins_at < due_at <= self.ends_at


def closed_ahead(calendar: WorkCalendar, today: date, *, days: int = DAYS_AHEAD) -> tuple[ClosedDays, ...]:
    """Return the holidays and closures from `today` on for `days` days, each with the closed days around it.

    Weekends alone are none. Days past the known holidays are left out: nothing can be said of them.
    """
    found: list[ClosedDays] = []
    day, end = today, today + timedelta(days=days)
    try:
        while day <= end:
            if not calendar.is_desk_day(day):
                closed = _around(calendar, day)
                found += [closed] if closed.names else []
                day = closed.last
            day += ONE_DAY
    except CalendarEnds:
        pass
    return tuple(found)


@dataclass(frozen=True)
class AwayToday:
    """Somebody who is away now (`begins_at` is None) or will be later today; `back_at` as far as is known."""

    person: Person
    state: PresenceState
    begins_at: datetime | None
    back_at: datetime | None
    note: str = ""


def away_today(people: Iterable[Person], now: datetime) -> tuple[AwayToday, ...]:
    """Return who is away for what is left of the day, those who are so now first, then by the hour."""
    end = end_of_day(now)
    found = []
    for person in people:
        if person.retired:
            continue
        presence = person.presence.at(now)
        if presence.is_away:
            found.append(AwayToday(person, presence.state, None, presence.back_at, presence.note))
        found += [
            AwayToday(person, away.state, away.starts_at, away.ends_at, away.note)
            for away in presence.planned
            if now < away.starts_at < end
        ]
    return tuple(sorted(found, key=lambda each: (each.begins_at or now, each.person.name, each.person.id)))


def closed_before(calendar: WorkCalendar, now: datetime) -> datetime:
    """Return when the branch closed on the last desk day before today: what came after it came overnight."""
    return calendar.last_closing(start_of_day(now))


def start_of_day(now: datetime) -> datetime:
    """Return the midnight (UTC) with which the day of `now` began in Seoul."""
    return seoul_at(seoul(now).date(), time(0)).astimezone(UTC)


def end_of_day(now: datetime) -> datetime:
    """Return the midnight (UTC) with which the day of `now` ends in Seoul."""
    return seoul_at(seoul(now).date() + ONE_DAY, time(0)).astimezone(UTC)


def end_of_next_morning(calendar: WorkCalendar, now: datetime) -> datetime:
    """Return when the first stretch of the next desk day is over: until then others answer for my desk."""
    day = calendar.next_desk_day(seoul(now).date() + ONE_DAY)
    return seoul_at(day, calendar.hours.on(day)[0].closes).astimezone(UTC)


def _around(calendar: WorkCalendar, day: date) -> ClosedDays:
    """Return the run of closed days that `day` lies in."""
    first, last = day, day
    while not calendar.is_desk_day(first - ONE_DAY):
        first -= ONE_DAY
    while not calendar.is_desk_day(last + ONE_DAY):
        last += ONE_DAY
    names = dict.fromkeys(name for each in _days(first, last) if (name := _name(calendar, each)))
    opens = last + ONE_DAY
    return ClosedDays(
        first=first,
        last=last,
        names=tuple(names),
        last_open=first - ONE_DAY,
        opens=opens,
        begins_at=calendar.last_closing(seoul_at(first, time(0))),
        ends_at=seoul_at(opens + ONE_DAY, time(0)).astimezone(UTC),
    )


def _name(calendar: WorkCalendar, day: date) -> str:
    """Return the holiday or the closure of a day, or nothing for one that every week has."""
    holiday = calendar.holidays.get(day)
    return holiday.name if holiday else calendar.closures.get(day, "")


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY
