"""How well the charter is kept: what is counted for each clause, over which days, and how it is told."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from desk_app.core.errors import BadInput
from desk_app.core.surveys import months_back

WEEKS = 12
LONGEST_SPAN = 3660
"""Days: more than ten years are asked for by mistake."""


class MeasureKind(StrEnum):
    """What a figure is: kept of all, a middle length, a number of something, or points on 100."""

    RATE = "rate"
    MINUTES = "minutes"
    DAYS = "days"
    NUMBER = "number"
    SCORE = "score"


class SubjectKind(StrEnum):
    """What a counted row is of, and so what opens it; a month and a member of staff open nothing."""

    CONTACT = "contact"
    PROMISE = "promise"
    APPOINTMENT = "appointment"
    INQUIRY = "inquiry"
    COMPLAINT = "complaint"
    STAFF = "staff"
    MONTH = "month"


@dataclass(frozen=True)
class Measure:
    """One figure of a clause: `title` and `how` it is counted, a sentence, are said on the screen.

    `by_person` and `by_hour` say whether it may be told apart so, `rows` whether each counted row is known.
    """

    clause_id: str
    key: str
    kind: MeasureKind
    title: str
    how: str
    by_person: bool = False
    by_hour: bool = False
    rows: bool = True


@dataclass(frozen=True)
class Count:
    """How many were kept of how many; of a kind that is no rate `value` is the figure and `kept` is 0."""

    kept: int = 0
    all: int = 0
    value: float | None = None

    @property
    def rate(self) -> float | None:
        """Return the share that was kept, 0 to 1; `None` without any case, which is not 100 %."""
        return self.kept / self.all if self.all else None


@dataclass(frozen=True)
class ComplianceLine:
    """One measure over a span and over the twelve weeks that end with it, the oldest first.

    `kept` is `None` of a kind that is no rate: then `value` is its figure (minutes, days, points), `None`
    without a case or of too few to be told. `target` is what a score is held against.
    """

    clause_id: str
    measure: Measure
    kept: int | None
    all: int
    weeks: tuple[Count, ...]
    value: float | None = None
    target: float | None = None

    @property
    def rate(self) -> float | None:
        """Return the share that was kept, 0 to 1; `None` without any case and of what is no rate."""
        return self.kept / self.all if self.kept is not None and self.all else None


@dataclass(frozen=True)
class ComplianceReport:
    """The charter over the days `first` to `last`, both counted, in its own order."""

    first: date
    last: date
    weeks: tuple[tuple[date, date], ...]
    lines: tuple[ComplianceLine, ...]


def read_measures(text: str) -> tuple[Measure, ...]:
    """Return the measures of `resources/charter/measures.toml` in their order."""
    return tuple(
        Measure(
            clause_id=one["id"],
            key=one["key"],
            kind=MeasureKind(one["kind"]),
            title=one["title"],
            how=" ".join(one["how"].split()),
            by_person=one.get("by_person", False),
            by_hour=one.get("by_hour", False),
            rows=one.get("rows", True),
        )
        for one in tomllib.loads(text)["measures"]
    )


def check_span(first: date, last: date) -> None:
    """Raise `BadInput` for a span that ends before it begins (`last`, `before_first`) or is `too_far`."""
    if last < first:
        raise BadInput("last", "before_first")
    if (last - first).days > LONGEST_SPAN:
        raise BadInput("last", "too_far")


def weeks_to(last: date) -> tuple[tuple[date, date], ...]:
    """Return first and last day of the twelve ISO weeks that end with `last`, which cuts the newest short."""
    monday = last - timedelta(days=last.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, 0, -1)]
    return (*((day, day + timedelta(days=6)) for day in mondays), (monday, last))


def middle(lengths: Sequence[float]) -> float | None:
    """Return the median, rounded to a tenth, or `None` of nothing."""
    return round(median(lengths), 1) if lengths else None


def half_of(day: date) -> tuple[date, date]:
    """Return first and last day of the half-year that `day` lies in (`III-2-1`)."""
    if day.month <= 6:
        return date(day.year, 1, 1), date(day.year, 6, 30)
    return date(day.year, 7, 1), date(day.year, 12, 31)


def months_ended(first: date, last: date) -> tuple[date, ...]:
    """Return the first days of the months whose last day lies in the span, oldest first."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(month for month in months_back(last, count) if first <= end_of_month(month) <= last)


def end_of_month(day: date) -> date:
    """Return the last day of the month that `day` lies in."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)


class ToDoKind(StrEnum):
    """What waits for a supervisor."""

    OVERDUE = "overdue"
    MONITORING = "monitoring"
    FAQ_PROPOSED = "faq_proposed"
    FAQ_CANDIDATES = "faq_candidates"
    ACCESS_CHECK = "access_check"
    MONTHLY_CHECK = "monthly_check"
    AWARDS = "awards"


@dataclass(frozen=True)
class ToDo:
    """One thing to do: how many of it, by which day, and of what, where that needs saying."""

    kind: ToDoKind
    count: int
    until: date | None = None
    subject: str = ""
