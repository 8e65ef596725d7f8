"""When an answer is due: what holds for every date."""

from datetime import date, datetime, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from desk_app.core.clock import seoul_at
from desk_app.core.deadlines import IMMEDIATELY, Deadline, Length, Rule, Unit, deadline, reply_dates
from desk_app.core.holidays import Holiday, HolidayKind
from desk_app.usecases.calendars import base_calendar

CALENDAR = base_calendar()
arrivals = st.timedeltas(timedelta(0), timedelta(days=2370)).map(seoul_at(date(2024, 1, 1), time(0)).__add__)
days_off = st.lists(st.dates(date(2024, 1, 1), date(2031, 12, 31)), max_size=12)


@st.composite
def periods(draw: st.DrawFn) -> tuple[Length, Rule]:
    rule = draw(st.sampled_from(list(Rule)))
    if rule is Rule.IMMEDIATE:
        return IMMEDIATELY, rule
    most = {Rule.HOURS: 5, Rule.WEEKS: 8, Rule.MONTHS: 6}.get(rule, 40)
    base = draw(st.integers(1, most))
    return Length(base, rule.unit, tuple(draw(st.lists(st.integers(1, base), max_size=2)))), rule


def moment(ends: Deadline) -> datetime:
    return ends.overdue_at


@given(arrivals, periods(), days_off, st.integers(0, 20))
def test_a_holiday_never_moves_a_due_date_earlier(
    received: datetime, period: tuple[Length, Rule], days: list[date], after: int
) -> None:
    near = received.date() + timedelta(days=after)
    added = [Holiday(day, "임시공휴일", HolidayKind.TEMPORARY, "국무회의 의결") for day in [*days, near]]
    more = CALENDAR.with_changes(added)
    assert moment(deadline(received, *period, more)) >= moment(deadline(received, *period, CALENDAR))


@given(arrivals, st.timedeltas(timedelta(0), timedelta(days=40)), periods())
def test_a_later_receipt_is_never_due_earlier(
    received: datetime, later: timedelta, period: tuple[Length, Rule]
) -> None:
    assert moment(deadline(received + later, *period, CALENDAR)) >= moment(
        deadline(received, *period, CALENDAR)
    )


@given(arrivals, st.integers(6, 60), st.lists(st.integers(1, 6), max_size=2), days_off)
def test_the_calendar_date_never_falls_after_the_statutory_one(
    received: datetime, days: int, extensions: list[int], off: list[date]
) -> None:
    calendar = CALENDAR.with_changes(
        [Holiday(day, "임시공휴일", HolidayKind.TEMPORARY, "국무회의 의결") for day in off]
    )
    length = Length(days, Unit.DAYS, tuple(extensions))
    dates = reply_dates(received, length, calendar)
    assert dates.safe_reply.due_on <= dates.limit.due_on
    assert dates.earlier is dates.safe_reply


@given(arrivals, periods())
def test_a_period_ends_on_a_working_day_after_it_began(
    received: datetime, period: tuple[Length, Rule]
) -> None:
    ends = deadline(received, *period, CALENDAR)
    assert CALENDAR.is_working_day(ends.due_on)
    assert ends.overdue_at > received
    assert [day.on for day in ends.skipped] == sorted({day.on for day in ends.skipped})
    assert list(ends.counted) == sorted(set(ends.counted))


@given(arrivals, st.integers(6, 40), st.sampled_from([Rule.STATUTORY, Rule.STATUTORY_NW]))
def test_every_day_up_to_a_statutory_date_is_counted_or_skipped_with_a_reason(
    received: datetime, days: int, rule: Rule
) -> None:
    ends = deadline(received, Length(days), rule, CALENDAR)
    listed = sorted([*ends.counted, *(day.on for day in ends.skipped)])
    assert listed == [received.date() + timedelta(days=n) for n in range(len(listed))]
    assert len(ends.counted) == days
    assert ends.counted[-1] == ends.due


@given(arrivals, periods(), st.integers(1, 5))
def test_an_extension_always_gives_more_time(
    received: datetime, period: tuple[Length, Rule], by: int
) -> None:
    length, rule = period
    assume(rule is not Rule.IMMEDIATE and len(length.extensions) < 2 and by <= length.count)
    longer = length.extended(by, consented=True)
    assert moment(deadline(received, longer, rule, CALENDAR)) >= moment(
        deadline(received, length, rule, CALENDAR)
    )
