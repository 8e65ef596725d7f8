"""Office hours: which stretches of each weekday an office works, split as it likes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from desk_app.core.errors import BadInput


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One unbroken stretch of work on Seoul's clock; open at `opens`, no longer open at `closes`.

    A stretch that is empty or ends before it begins raises `BadInput`.
    """

    opens: time
    closes: time

    def __post_init__(self) -> None:
        """Refuse a stretch that holds no time."""
        if self.opens == self.closes:
            raise BadInput("hours", "empty", str(self))
        if self.opens > self.closes:
            raise BadInput("hours", "inverted", str(self))

    def __str__(self) -> str:
        """Return the stretch as it is written: `09:00–12:00`."""
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"


MORNING = Span(time(9), time(12))
AFTERNOON = Span(time(13), time(18))
WORKING_WEEK = ((MORNING, AFTERNOON),) * 5 + ((), ())


@dataclass(frozen=True)
class OfficeHours:
    """The stretches of each weekday, Monday first; a weekday without any is closed.

    Without arguments: Monday to Friday 09–12 and 13–18 (국가공무원 복무규정 제9조). Stretches are kept in
    order and may touch; stretches that overlap, or a week that has not seven days, raise `BadInput`.
    """

    week: tuple[tuple[Span, ...], ...] = WORKING_WEEK

    def __post_init__(self) -> None:
        """Put each day's stretches in order and refuse those that overlap."""
        if len(self.week) != 7:
            raise BadInput("hours", "not_a_week", str(len(self.week)))
        week = tuple(tuple(sorted(spans)) for spans in self.week)
        for before, after in (pair for spans in week for pair in pairwise(spans)):
            if after.opens < before.closes:
                raise BadInput("hours", "overlap", f"{before}, {after}")
        object.__setattr__(self, "week", week)

    @classmethod
    def on_weekdays(cls, weekdays: Iterable[int], *spans: Span) -> "OfficeHours":
        """Return hours with the same stretches on each of `weekdays` (Monday is 0) and none on the others."""
        open_days = frozenset(weekdays)
        return cls(tuple(spans if weekday in open_days else () for weekday in range(7)))

    def on(self, day: date) -> tuple[Span, ...]:
        """Return the stretches of that weekday in order, holidays not considered."""
        return self.week[day.weekday()]
