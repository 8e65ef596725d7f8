"""From when until when, as it is typed for a planned absence: `12/1 14:00`, `내일`, `16:00`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.due_phrases import parse_due
from desk_app.core.errors import BadInput, CalendarEnds
from desk_app.core.holidays import WorkCalendar

_LATE, _EARLY = time(23, 59), time(0, 1)


@dataclass(frozen=True)
class Moment:
    """A day, with an instant on it where an hour was named."""

    day: date
    at: datetime | None = None

    @property
    def begins(self) -> datetime:
        """Return the instant, or the first one of the day."""
        return self.at or seoul_at(self.day, time(0))


def read_moment(text: str, now: datetime) -> Moment:
    """Return the day that was typed, with its hour where one was; an hour of today may be past.

    Raises `BadInput` on `due` as `parse_due` does.
    """
    midnight = seoul_at(seoul(now).date(), time(0))
    try:
        try:
            at = parse_due(text, now)
        except BadInput as wrong:
            if wrong.problem != "in_the_past":
                raise
            at = parse_due(text, midnight)
    except BadInput as wrong:
        if wrong.problem != "no_time":
            raise
        return _day_alone(text, midnight)
    return Moment(seoul(at).date(), at)


def read_span(
    first: str, last: str, now: datetime, *, next_opening: Callable[[date], datetime]
) -> tuple[datetime, datetime]:
    """Return from when until when somebody is away; an hour alone in `last` is on the first day.

    A last day without an hour is a whole one: it ends where `next_opening(day)` says that one is back.
    Without `last` the first day is the last. A last day before the first ends with itself, so that the
    end is not after the beginning. Raises `BadInput` on `starts_at` or `ends_at`.
    """
    begins = _on("starts_at", lambda: read_moment(first, now))
    ends = _on("ends_at", lambda: _last(last, begins, now)) if last else Moment(begins.day)
    over = midnight_after if ends.day < begins.day else next_opening
    return begins.begins, ends.at or over(ends.day)


def next_opening_after(calendar: WorkCalendar) -> Callable[[date], datetime]:
    """Return what says when the desk opens again after a day; past the known holidays, the next midnight."""

    def opening(day: date) -> datetime:
        midnight = midnight_after(day)
        try:
            return calendar.next_opening(midnight)
        except CalendarEnds:
            return midnight

    return opening


def midnight_after(day: date) -> datetime:
    """Return the instant at which `day` is over, for what comes again and again."""
    return seoul_at(day + timedelta(days=1), time(0))


def _last(text: str, begins: Moment, now: datetime) -> Moment:
    """Return the end; `parse_due` refuses a second day, so with one put before it only an hour passes."""
    midnight = seoul_at(begins.day, time(0))
    try:
        at = parse_due(f"{begins.day:%Y-%m-%d} {text}", midnight)
    except BadInput:
        return read_moment(text, now)
    return Moment(begins.day, at)


def _day_alone(text: str, midnight: datetime) -> Moment:
    """Return the day that `text` names; half a day (`내일 오후`) still lacks its hours."""
    try:
        late, early = (seoul(parse_due(f"{text} {hour:%H:%M}", midnight)) for hour in (_LATE, _EARLY))
    except BadInput as wrong:
        raise BadInput("due", "no_time" if wrong.problem == "no_such_time" else wrong.problem, text) from None
    if (late.time(), early.time()) != (_LATE, _EARLY):
        raise BadInput("due", "no_time", text)
    return Moment(late.date())


def _on(field: str, read: Callable[[], Moment]) -> Moment:
    try:
        return read()
    except BadInput as wrong:
        raise BadInput(field, wrong.problem, wrong.value) from None
