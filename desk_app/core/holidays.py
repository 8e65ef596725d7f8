"""The calendar that deadlines, promises and alerts count on: holidays, closures and hours in one value."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput, CalendarEnds, NoWorkingDay
from desk_app.core.hours import OfficeHours, Span

ONE_DAY = timedelta(days=1)

# The days that 민원처리법 제19조 leaves out besides holidays, by the names staff read beside `설날`.
WEEKEND = {5: "토요일", 6: "일요일"}
NO_DESK = "창구 휴무 요일"


class HolidayKind(StrEnum):
    """Why a day is a public holiday (관공서의 공휴일에 관한 규정 제2–4조)."""

    PUBLIC = "public"
    SUBSTITUTE = "substitute"
    TEMPORARY = "temporary"
    ELECTION = "election"


class DayChange(StrEnum):
    """What a supervisor says of a day."""

    HOLIDAY = "holiday"
    NO_HOLIDAY = "no_holiday"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class Holiday:
    """One public holiday: its official name, the rule it stands on, and when that was last checked."""

    on: date
    name: str
    kind: HolidayKind
    source: str
    checked_on: date | None = None


@dataclass(frozen=True)
class WorkCalendar:
    """Which days and hours count, from the first to the last covered year.

    Two readings live side by side. *Working* days and hours are the law's: Monday to Friday without
    public holidays, at `legal_hours`; they alone move a deadline. *Desk* days and hours are the
    branch's own: at `hours`, without public holidays and without `closures` (기관 휴무일, by reason);
    they move promises, appointments and alerts. So nothing a branch closes can stretch a legal period.

    A calendar without any working day or any desk day raises `NoWorkingDay` when it is made, and every
    query about a day outside the covered years raises `CalendarEnds`; so no search runs on for ever.
    """

    holidays: Mapping[date, Holiday]
    first_year: int
    last_year: int
    hours: OfficeHours = field(default_factory=OfficeHours)
    closures: Mapping[date, str] = field(default_factory=dict)
    legal_hours: OfficeHours = field(default_factory=OfficeHours)

    def __post_init__(self) -> None:
        """Freeze the tables and refuse a calendar in which nothing could ever be done."""
        object.__setattr__(self, "holidays", MappingProxyType(dict(self.holidays)))
        object.__setattr__(self, "closures", MappingProxyType(dict(self.closures)))
        for spans_on in (self._working_spans, self._desk_spans):
            if not any(spans_on(day) for day in self._covered_days()):
                raise NoWorkingDay

    # -- the law's days and hours ---------------------------------------------------------------

    def why_not(self, day: date) -> str | None:
        """Return why the law does not count `day` (`설날`, `토요일`), or None where it is a working day."""
        if not self.first_year <= day.year <= self.last_year:
            raise CalendarEnds(day, self.last_year)
        holiday = self.holidays.get(day)
        return holiday.name if holiday else WEEKEND.get(day.weekday())

    def is_working_day(self, day: date) -> bool:
        """Return whether the law counts `day`: no Saturday, Sunday or public holiday (민원처리법 제19조)."""
        return self.why_not(day) is None

    def add_working_time(self, instant: datetime, length: timedelta) -> datetime:
        """Return the instant (UTC) at which `length` of legal working time has passed since `instant`.

        Counts `legal_hours` on working days; closures and the desk's own hours change nothing. Time that
        runs out as a stretch closes ends there (18:00), not at the next opening.
        """
        return _add(instant, length, self._working_spans)

    def is_after_hours(self, instant: datetime) -> bool:
        """Return whether the legal working day of `instant` is over: at its last closing or later."""
        local = seoul(instant)
        spans = self._working_spans(local.date())
        return bool(spans) and local.time() >= spans[-1].closes

    # -- the desk's days and hours ----------------------------------------------------------------

    def why_closed(self, day: date) -> str | None:
        """Return why no desk is open on `day` (holiday, closure or weekday), or None where one is."""
        if not self.first_year <= day.year <= self.last_year:
            raise CalendarEnds(day, self.last_year)
        if holiday := self.holidays.get(day):
            return holiday.name
        if (closure := self.closures.get(day)) is not None:
            return closure
        return None if self.hours.on(day) else WEEKEND.get(day.weekday(), NO_DESK)

    def is_desk_day(self, day: date) -> bool:
        """Return whether a desk is open at some time on `day`."""
        return self.why_closed(day) is None

    def next_desk_day(self, day: date) -> date:
        """Return `day`, or the first day after it on which a desk is open."""
        while not self.is_desk_day(day):
            day += ONE_DAY
        return day

    def desk_day(self, day: date) -> tuple[datetime, datetime] | None:
        """Return the first opening and the last closing of `day` as instants, or None on a closed day."""
        spans = self._desk_spans(day)
        return (_at(day, spans[0].opens), _at(day, spans[-1].closes)) if spans else None

    def is_open(self, instant: datetime) -> bool:
        """Return whether a desk is open at `instant`; at the minute of closing it no longer is."""
        local = seoul(instant)
        return any(span.opens <= local.time() < span.closes for span in self._desk_spans(local.date()))

    def next_opening(self, instant: datetime) -> datetime:
        """Return `instant` (UTC) where a desk is open, else the first instant after it when one opens."""
        return _add(instant, timedelta(0), self._desk_spans)

    def last_closing(self, instant: datetime) -> datetime:
        """Return the latest instant (UTC) up to and with `instant` at which a desk closed, lunch included."""
        local = seoul(instant)
        day, until = local.date(), local.time()
        while True:
            for span in reversed(self._desk_spans(day)):
                if span.closes <= until:
                    return _at(day, span.closes)
            day, until = day - ONE_DAY, time.max

    def add_desk_time(self, instant: datetime, length: timedelta) -> datetime:
        """Return the instant (UTC) at which the desk has been open for `length` since `instant`."""
        return _add(instant, length, self._desk_spans)

    # -- what a branch changes --------------------------------------------------------------------

    def with_changes(
        self,
        added: Iterable[Holiday] = (),
        removed: Iterable[date] = (),
        *,
        closures: Mapping[date, str] | None = None,
        hours: OfficeHours | None = None,
    ) -> "WorkCalendar":
        """Return this calendar with days taken out, then days added, and closures or desk hours replaced."""
        gone = frozenset(removed)
        holidays = {day: holiday for day, holiday in self.holidays.items() if day not in gone}
        holidays |= {holiday.on: holiday for holiday in added}
        return replace(
            self,
            holidays=holidays,
            closures=self.closures if closures is None else closures,
            hours=self.hours if hours is None else hours,
        )

    def _working_spans(self, day: date) -> tuple[Span, ...]:
        return self.legal_hours.on(day) if self.is_working_day(day) else ()

    def _desk_spans(self, day: date) -> tuple[Span, ...]:
        return self.hours.on(day) if self.is_desk_day(day) else ()

    def _covered_days(self) -> Iterable[date]:
        first, last = date(self.first_year, 1, 1).toordinal(), date(self.last_year, 12, 31).toordinal()
        return map(date.fromordinal, range(first, last + 1))


def _add(instant: datetime, length: timedelta, spans_on: Callable[[date], tuple[Span, ...]]) -> datetime:
    """Walk the spans from `instant` until they hold `length`; `spans_on` raises where the table ends."""
    if length < timedelta(0):
        raise BadInput("length", "negative", str(length))
    local = seoul(instant)
    day, from_time, left = local.date(), local.time(), length
    while True:
        for span in spans_on(day):
            if from_time >= span.closes:
                continue
            start = _at(day, max(span.opens, from_time))
            open_for = _at(day, span.closes) - start
            if left <= open_for:
                return start + left
            left -= open_for
        day, from_time = day + ONE_DAY, time.min


def _at(day: date, at: time) -> datetime:
    return seoul_at(day, at).astimezone(UTC)
