"""When an answer is due: the one place that counts days (house, decision 10; domain §1.2)."""

import calendar as gregorian
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput, CalendarEnds
from desk_app.core.holidays import ONE_DAY, Holiday, HolidayKind, WorkCalendar

Paused = Mapping[date, str]
"""Days on which the clock stood still, each with the reason."""

HOURS_A_DAY = 8
MOST_DAYS_IN_HOURS = 5
AT_ONCE = timedelta(hours=3)
WARN_AT = time(17)
AFTER_HOURS = "근무시간이 끝난 뒤 도착"
NO_HOURS = "근무시간이 없는 요일"
PAUSED = "보완을 기다린 날"
FIELD_INQUIRY = "실지조사 기간 (영 제17조)"


class Rule(StrEnum):
    """How a period is counted."""

    STATUTORY = "statutory"
    STATUTORY_NW = "statutory_nw"
    CALENDAR = "calendar"
    HOURS = "hours"
    IMMEDIATE = "immediate"
    WEEKS = "weeks"
    MONTHS = "months"

    @property
    def unit(self) -> "Unit":
        """Return the unit in which a period under this rule is given."""
        named = {Rule.IMMEDIATE: Unit.AT_ONCE, Rule.WEEKS: Unit.WEEKS, Rule.MONTHS: Unit.MONTHS}
        return named.get(self, Unit.DAYS)


class Unit(StrEnum):
    """What a period is measured in, by the letter that `--days` and the database write after the number."""

    DAYS = ""
    WEEKS = "W"
    MONTHS = "M"
    AT_ONCE = "즉시"


@dataclass(frozen=True, slots=True)
class Length:
    """A period and its extensions, all in one unit: 7 days, extended by 5.

    A period of nothing, an extension of nothing or longer than the period, or a third extension raises
    `BadInput` (민원처리법 시행령 제21조: within the period, once, and once more with consent).
    """

    count: int
    unit: Unit = Unit.DAYS
    extensions: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no period can be."""
        if min((self.count, *self.extensions)) < 1:
            raise BadInput("days", "not_positive", str(self))
        if len(self.extensions) > 2:
            raise BadInput("days", "too_many_extensions", str(self))
        if max(self.extensions, default=0) > self.count:
            raise BadInput("days", "extension_too_long", str(self))
        if self.unit is Unit.AT_ONCE and (self.count, self.extensions) != (1, ()):
            raise BadInput("days", "not_a_length", str(self))

    def __str__(self) -> str:
        """Return the text that `parse_length` reads: `7+5`, `2W`, `즉시`."""
        if self.unit is Unit.AT_ONCE:
            return str(self.unit)
        return "+".join(f"{part}{self.unit}" for part in (self.count, *self.extensions))

    @property
    def total(self) -> int:
        """Return the whole period, extensions included, in its unit."""
        return self.count + sum(self.extensions)

    def extended(self, by: int, *, consented: bool = False) -> "Length":
        """Return the length with one more extension of `by`; the second needs the customer's consent.

        Raises `BadInput`: `needs_consent`, `extension_too_long`, `too_many_extensions` (영 제21조).
        """
        if self.extensions and not consented:
            raise BadInput("days", "needs_consent", str(self))
        return Length(self.count, self.unit, (*self.extensions, by))


IMMEDIATELY = Length(1, Unit.AT_ONCE)
_LENGTH = re.compile(r"-?[0-9]+(?P<unit>[WM]?)(?:\+-?[0-9]+(?P=unit))*")
_LONGEST_NUMBER = 9
_NEVER: Paused = {}


def parse_length(text: str) -> Length:
    """Return the length written as `7`, `7+5`, `7+7+7`, `2W`, `1M` or `즉시`, or raise `BadInput`."""
    written = re.sub(r"\s*\+\s*", "+", text.strip()).upper()
    if not written:
        raise BadInput("days", "missing")
    if written == Unit.AT_ONCE:
        return IMMEDIATELY
    match = _LENGTH.fullmatch(written)
    if match is None:
        raise BadInput("days", "not_a_length", text)
    unit = Unit(match["unit"])
    numbers = [part.removesuffix(unit) for part in written.split("+")]
    if max(map(len, numbers)) > _LONGEST_NUMBER:
        raise BadInput("days", "too_long", text)
    count, *extensions = map(int, numbers)
    return Length(count, unit, tuple(extensions))


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that did not count, or on which a period could not end, and why (`설날`, `토요일`)."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a period ends and why then.

    `due` is a date, good until 24:00, or an instant (UTC) where the rule counts working hours.
    `counted` are the days of the period in order (with hours: the days whose hours ran). `skipped` are the
    days left out of it; under rules that count every day, those at its end on which it could not end.
    """

    due: date | datetime
    rule: Rule
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]

    @property
    def due_on(self) -> date:
        """Return the day on which the period ends, in Seoul."""
        return seoul(self.due).date() if isinstance(self.due, datetime) else self.due

    @property
    def warn_at(self) -> datetime:
        """Return the last warning's instant: 17:00 of the last day, or when the hours run out if earlier."""
        last_call = seoul_at(self.due_on, WARN_AT).astimezone(UTC)
        return min(last_call, self.due) if isinstance(self.due, datetime) else last_call

    @property
    def overdue_at(self) -> datetime:
        """Return the instant from which it is too late: 00:00 of the next day, or when the hours ran out."""
        if isinstance(self.due, datetime):
            return self.due
        return seoul_at(self.due + ONE_DAY, time.min).astimezone(UTC)

    def is_over(self, now: datetime) -> bool:
        """Return whether it is too late."""
        return now >= self.overdue_at


@dataclass(frozen=True, slots=True)
class ReplyDates:
    """The two dates of one period: what the customer is told (안심 회신일) and the law's limit (처리기한)."""

    safe_reply: Deadline
    limit: Deadline

    @property
    def earlier(self) -> Deadline:
        """Return the one that alerts go by (house, decision 10)."""
        return min(self.safe_reply, self.limit, key=lambda deadline: deadline.overdue_at)


def deadline(
    received: datetime,
    length: Length,
    rule: Rule,
    calendar: WorkCalendar,
    paused: Paused = _NEVER,
) -> Deadline:
    """Return when a period that began with an arrival at `received` ends under `rule`.

    Seoul's date and time of the arrival count; whatever falls on a closure counts all the same. Days in
    `paused` count under no rule, and no period ends on one: the customer was asked to supplement (영
    제20조, 행정절차법 시행령 제11조), or a grievance was looked into on the spot (영 제17조). Raises
    `BadInput` where the length does not suit the rule and `CalendarEnds` past the last covered year.
    """
    if length.unit is not rule.unit:
        raise BadInput("days", "not_for_rule", str(length))
    calendar.why_not(seoul(received).date())  # an arrival before or after the table has no answer either
    calendar = _without(calendar, paused)
    match rule:
        case Rule.CALENDAR:
            return _to_calendar_date(received, length, calendar, paused)
        case Rule.WEEKS | Rule.MONTHS:
            return _to_last_day(received, length, rule, calendar)
        case Rule.IMMEDIATE:
            return _to_hour(received, AT_ONCE, rule, calendar)
    if length.count <= MOST_DAYS_IN_HOURS:
        return _to_hour(received, timedelta(hours=HOURS_A_DAY * length.total), rule, calendar)
    if rule is Rule.HOURS:
        raise BadInput("days", "too_long_for_hours", str(length))
    return _to_working_day(received, length, rule, calendar)


def reply_dates(
    received: datetime,
    length: Length,
    calendar: WorkCalendar,
    *,
    after_hours_next_day: bool = False,
    paused: Paused = _NEVER,
) -> ReplyDates:
    """Return both dates of a period in days; `after_hours_next_day` is the branch's after-hours policy."""
    limit = Rule.STATUTORY_NW if after_hours_next_day else Rule.STATUTORY
    return ReplyDates(
        deadline(received, length, Rule.CALENDAR, calendar, paused),
        deadline(received, length, limit, calendar, paused),
    )


def interim_reply_due(received: datetime, length: Length, calendar: WorkCalendar) -> Deadline:
    """Return the date by which the customer has either the answer or a 중간회신 (charter, 7일 이내).

    It is the calendar date of the first period: no extension moves it, and an interim reply moves nothing.
    """
    return deadline(received, Length(length.count, length.unit), Rule.CALENDAR, calendar)


def _to_working_day(received: datetime, length: Length, rule: Rule, calendar: WorkCalendar) -> Deadline:
    """Count working days, the day of arrival first (민원처리법 제19조 제2항).

    An extension goes on from the old due date, which is the same as one longer count. Under
    `statutory_nw` what arrives as the day's last stretch closes, or later, begins on the next working day.
    """
    counted: list[date] = []
    skipped: list[Skipped] = []
    day = seoul(received).date()
    if rule is Rule.STATUTORY_NW and calendar.is_after_hours(received):
        skipped.append(Skipped(day, AFTER_HOURS))
        day += ONE_DAY
    while len(counted) < length.total:
        reason = calendar.why_not(day)
        if reason is None:
            counted.append(day)
        else:
            skipped.append(Skipped(day, reason))
        day += ONE_DAY
    return Deadline(counted[-1], rule, tuple(counted), tuple(skipped))


def _to_calendar_date(received: datetime, length: Length, calendar: WorkCalendar, paused: Paused) -> Deadline:
    """Count every day from the day after arrival (민법 제157조), then move off a holiday (제161조).

    An extension is counted from the unmoved end, the earliest reading. An arrival at 00:00 is no
    exception: it is a stamp, not a period fixed to begin at midnight.
    """
    first = seoul(received).date() + ONE_DAY
    last = _plus(first, length.total - 1, calendar)
    inside = sorted(day for day in paused if day >= first)
    for day in inside:  # each one up to the end moves the end by a day, and so may reach the next
        if day <= last:
            last = _plus(last, 1, calendar)
    whole = _rolled(first, last, Rule.CALENDAR, calendar)
    if not inside:
        return whole
    left_out = tuple(Skipped(day, paused[day]) for day in inside if day <= last)
    counted = tuple(day for day in whole.counted if day not in paused)
    return Deadline(whole.due, whole.rule, counted, left_out + whole.skipped)


def _to_last_day(received: datetime, length: Length, rule: Rule, calendar: WorkCalendar) -> Deadline:
    """Count weeks or months from the day of arrival, whatever day it is (민원처리법 제19조 제3항).

    They end the day before the one that matches the first (민법 제160조 제2항), or with the month where
    it has no such day (제3항), and move off a holiday (제161조). Extensions count from the unmoved end.
    """
    first = seoul(received).date()
    if rule is Rule.WEEKS:
        return _rolled(first, _plus(first, 7 * length.total - 1, calendar), rule, calendar)
    years, month = divmod(first.month - 1 + length.total, 12)
    year = first.year + years
    if year > calendar.last_year + 1:
        raise CalendarEnds(date.max, calendar.last_year)
    last_of_month = gregorian.monthrange(year, month + 1)[1]
    if first.day > last_of_month:
        return _rolled(first, date(year, month + 1, last_of_month), rule, calendar)
    return _rolled(first, date(year, month + 1, first.day) - ONE_DAY, rule, calendar)


def rolled(day: date, calendar: WorkCalendar) -> date:
    """Return `day`, or the first working day after it (민법 제161조)."""
    while not calendar.is_working_day(day):
        day += ONE_DAY
    return day


def _without(calendar: WorkCalendar, paused: Paused) -> WorkCalendar:
    """Return a calendar on which no paused day is a working day, and says so."""
    working = [
        day
        for day in paused
        if calendar.first_year <= day.year <= calendar.last_year and calendar.is_working_day(day)
    ]
    if not working:
        return calendar
    return calendar.with_changes(
        Holiday(day, paused[day], HolidayKind.TEMPORARY, paused[day]) for day in working
    )


def _rolled(first: date, last: date, rule: Rule, calendar: WorkCalendar) -> Deadline:
    skipped: list[Skipped] = []
    due = last
    while (reason := calendar.why_not(due)) is not None:
        skipped.append(Skipped(due, reason))
        due += ONE_DAY
    counted = tuple(map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1)))
    return Deadline(due, rule, counted, tuple(skipped))


def _to_hour(received: datetime, length: timedelta, rule: Rule, calendar: WorkCalendar) -> Deadline:
    """Count working hours from the minute of arrival (민원처리법 제19조 제1항); 즉시 is three (영 제19조).

    What arrives at lunch, in the evening or on a holiday begins at the next opening. What runs out as a
    stretch closes is due then: at 12:00 or 18:00, not at the next opening.
    """
    due = calendar.add_working_time(received, length)
    counted: list[date] = []
    skipped: list[Skipped] = []
    first, last = seoul(received).date(), seoul(due).date()
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        reason = calendar.why_not(day) or (None if calendar.legal_hours.on(day) else NO_HOURS)
        if reason is None and day == first and calendar.is_after_hours(received):
            reason = AFTER_HOURS
        if reason is None:
            counted.append(day)
        else:
            skipped.append(Skipped(day, reason))
    return Deadline(due, rule, tuple(counted), tuple(skipped))


def _plus(day: date, days: int, calendar: WorkCalendar) -> date:
    """Return `day` plus `days`, or raise `CalendarEnds` where no date can hold it."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise CalendarEnds(date.max, calendar.last_year) from None
