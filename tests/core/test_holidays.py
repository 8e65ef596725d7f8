"""The frozen holiday table, and the calendar that promises and deadlines are counted on."""

from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput, CalendarEnds, NoWorkingDay
from desk_app.core.holidays import Holiday, HolidayKind, WorkCalendar
from desk_app.core.hours import AFTERNOON, MORNING, OfficeHours, Span
from desk_app.usecases.calendars import base_calendar, load_holidays

YEARS = range(2024, 2032)
CALENDAR = base_calendar()
EITHER_WEEKEND_DAY = {"3·1절", "제헌절", "광복절", "개천절", "한글날", "부처님 오신 날", "노동절", "어린이날"}
EITHER_WEEKEND_DAY |= {"기독탄신일(성탄절)"}
FIRST_MOMENT = datetime(2024, 1, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=2890)).map(FIRST_MOMENT.__add__)
lengths = st.integers(0, 60 * 60).map(lambda minutes: timedelta(minutes=minutes))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return seoul_at(day, time(hour, minute))


# -- the table --------------------------------------------------------------------------------------


def test_the_table_has_the_days_that_the_holidays_package_computes() -> None:
    assert {holiday.on for holiday in load_holidays()} == set(holidays.country_holidays("KR", years=YEARS))


def test_the_table_has_every_year_from_2024_to_2031_in_order_and_every_day_once() -> None:
    days = [holiday.on for holiday in load_holidays()]
    assert days == sorted(set(days))
    assert {day.year for day in days} == set(YEARS)


def test_every_holiday_names_its_rule_and_the_day_it_was_checked() -> None:
    for holiday in load_holidays():
        assert holiday.name
        assert "규정 제" in holiday.source
        assert holiday.checked_on is not None


def test_substitutes_are_those_that_article_3_of_the_decree_gives() -> None:
    table = {holiday.on: holiday for holiday in load_holidays()}
    fixed = {day for day, holiday in table.items() if holiday.kind is not HolidayKind.SUBSTITUTE}
    expected: set[date] = set()
    for day in sorted(fixed):
        names = set(table[day].name.split("·")) if table[day].name != "3·1절" else {"3·1절"}
        feast = any(name.startswith(("설날", "추석")) for name in names)
        moved = (
            (day.weekday() == 6 and feast)
            or (day.weekday() >= 5 and names & EITHER_WEEKEND_DAY)
            or len(names) > 1
        )
        if moved:
            substitute = day
            while substitute in fixed | expected or substitute.weekday() >= 5:
                substitute += timedelta(days=1)
            expected.add(substitute)
    assert {day for day, holiday in table.items() if holiday.kind is HolidayKind.SUBSTITUTE} == expected


@pytest.mark.parametrize(
    ("day", "name", "kind"),
    [
        (date(2024, 10, 1), "임시공휴일(국군의 날)", HolidayKind.TEMPORARY),
        (date(2025, 1, 27), "임시공휴일", HolidayKind.TEMPORARY),
        (date(2025, 5, 6), "대체공휴일(어린이날·부처님 오신 날)", HolidayKind.SUBSTITUTE),
        (date(2025, 6, 3), "임시공휴일(제21대 대통령선거일)", HolidayKind.TEMPORARY),
        (date(2026, 5, 1), "노동절", HolidayKind.PUBLIC),
        (date(2026, 6, 3), "제9회 전국동시지방선거일", HolidayKind.ELECTION),
        (date(2028, 1, 27), "설날", HolidayKind.PUBLIC),
    ],
)
def test_days_carry_their_official_names(day: date, name: str, kind: HolidayKind) -> None:
    holiday = CALENDAR.holidays[day]
    assert (holiday.name, holiday.kind) == (name, kind)


# -- the law's days -----------------------------------------------------------------------------------


def test_a_day_that_does_not_count_says_why() -> None:
    assert CALENDAR.why_not(date(2026, 9, 25)) == "추석"
    assert CALENDAR.why_not(date(2026, 11, 28)) == "토요일"
    assert CALENDAR.why_not(date(2026, 11, 29)) == "일요일"
    assert CALENDAR.why_not(date(2025, 5, 1)) is None


@pytest.mark.parametrize("day", [date(2023, 12, 29), date(2032, 1, 2)])
def test_a_day_outside_the_table_is_an_error_and_never_a_guess(day: date) -> None:
    for question in (CALENDAR.why_not, CALENDAR.why_closed):
        with pytest.raises(CalendarEnds) as ended:
            question(day)
        assert (ended.value.day, ended.value.covered) == (day, 2031)


def test_working_time_skips_lunch_the_evening_and_the_holiday() -> None:
    eve = date(2026, 9, 23)
    assert CALENDAR.add_working_time(at(eve, 11), timedelta(hours=3)) == at(eve, 15)
    assert CALENDAR.add_working_time(at(eve, 17), timedelta(hours=2)) == at(date(2026, 9, 28), 10)


def test_working_time_that_runs_out_at_closing_ends_there() -> None:
    day = date(2026, 11, 24)
    assert CALENDAR.add_working_time(at(day, 9), timedelta(hours=3)) == at(day, 12)
    assert CALENDAR.add_working_time(at(day, 9), timedelta(hours=8)) == at(day, 18)


@pytest.mark.parametrize(("hour", "begins"), [(7, 9), (12, 13)])
def test_what_arrives_early_or_at_lunch_begins_at_the_next_opening(hour: int, begins: int) -> None:
    day = date(2026, 11, 24)
    assert CALENDAR.add_working_time(at(day, hour), timedelta(hours=1)) == at(day, begins + 1)


def test_closures_and_desk_hours_move_promises_but_never_the_legal_count() -> None:
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    shut = CALENDAR.with_changes(
        closures={tuesday: "기관 창립 기념일"},
        hours=OfficeHours.on_weekdays(range(5), Span(time(10), time(16))),
    )
    six_hours = timedelta(hours=6)
    assert shut.add_working_time(at(monday, 15), six_hours) == at(tuesday, 12)
    assert shut.add_desk_time(at(monday, 15), six_hours) == at(date(2026, 11, 25), 15)
    assert shut.is_working_day(tuesday)
    assert not shut.is_desk_day(tuesday)
    assert shut.why_closed(tuesday) == "기관 창립 기념일"
    assert shut.next_desk_day(tuesday) == date(2026, 11, 25)


@given(moments, lengths, lengths)
def test_working_time_adds_up_and_always_ends_in_working_hours(
    instant: datetime, first: timedelta, second: timedelta
) -> None:
    in_two = CALENDAR.add_working_time(CALENDAR.add_working_time(instant, first), second)
    at_once = CALENDAR.add_working_time(instant, first + second)
    # Only a stretch's end and the next one's beginning are the same working moment.
    assert in_two == at_once or (second == timedelta(0) and in_two == CALENDAR.next_opening(at_once))
    assert at_once - instant >= first + second
    assert CALENDAR.is_working_day(seoul(at_once).date())


def test_time_cannot_be_added_backwards() -> None:
    with pytest.raises(BadInput):
        CALENDAR.add_working_time(at(date(2026, 11, 24), 10), timedelta(hours=-1))


def test_working_time_past_the_table_is_an_error_and_not_a_loop() -> None:
    with pytest.raises(CalendarEnds):
        CALENDAR.add_working_time(at(date(2031, 12, 31), 17), timedelta(hours=2))


# -- the desk's hours ---------------------------------------------------------------------------------


def test_a_desk_is_open_from_its_opening_until_its_closing() -> None:
    day = date(2026, 11, 24)
    answers = {hour: CALENDAR.is_open(at(day, hour)) for hour in (8, 9, 11, 12, 13, 17, 18)}
    assert answers == {8: False, 9: True, 11: True, 12: False, 13: True, 17: True, 18: False}
    assert not CALENDAR.is_open(at(date(2026, 9, 25), 10))
    assert CALENDAR.desk_day(day) == (at(day, 9), at(day, 18))
    assert CALENDAR.desk_day(date(2026, 9, 25)) is None


def test_the_next_opening_after_the_chuseok_eve_is_on_monday() -> None:
    assert CALENDAR.next_opening(at(date(2026, 9, 23), 18)) == at(date(2026, 9, 28), 9)
    assert CALENDAR.next_opening(at(date(2026, 9, 23), 12, 10)) == at(date(2026, 9, 23), 13)
    assert CALENDAR.next_opening(at(date(2026, 9, 23), 13, 10)) == at(date(2026, 9, 23), 13, 10)


def test_the_last_closing_is_looked_for_backwards_over_the_holiday() -> None:
    assert CALENDAR.last_closing(at(date(2026, 9, 27), 23)) == at(date(2026, 9, 23), 18)
    assert CALENDAR.last_closing(at(date(2026, 9, 28), 8)) == at(date(2026, 9, 23), 18)
    assert CALENDAR.last_closing(at(date(2026, 9, 28), 12)) == at(date(2026, 9, 28), 12)
    with pytest.raises(CalendarEnds):
        CALENDAR.last_closing(at(date(2024, 1, 2), 8))


def test_an_office_that_opens_on_tuesdays_only_is_found_on_a_tuesday() -> None:
    tuesdays = CALENDAR.with_changes(hours=OfficeHours.on_weekdays([1], MORNING))
    assert tuesdays.next_opening(at(date(2026, 11, 24), 12)) == at(date(2026, 12, 1), 9)
    assert tuesdays.why_closed(date(2026, 11, 25)) == "창구 휴무 요일"


def test_a_saturday_desk_takes_promises_although_the_law_does_not_count_the_day() -> None:
    saturday = date(2026, 11, 28)
    market = CALENDAR.with_changes(hours=OfficeHours.on_weekdays(range(6), MORNING, AFTERNOON))
    assert market.is_desk_day(saturday)
    assert not market.is_working_day(saturday)


@given(moments)
def test_the_next_opening_is_open_and_nothing_before_it_is(instant: datetime) -> None:
    opening = CALENDAR.next_opening(instant)
    assert CALENDAR.is_open(opening)
    assert opening == instant or not CALENDAR.is_open(instant)
    if opening > instant:
        assert not CALENDAR.is_open(opening - timedelta(microseconds=1))


# -- what a branch changes ----------------------------------------------------------------------------


def test_a_temporary_holiday_is_added_and_an_election_taken_out() -> None:
    day, election = date(2026, 11, 25), date(2028, 4, 12)
    added = Holiday(day, "임시공휴일", HolidayKind.TEMPORARY, "국무회의 의결")
    changed = CALENDAR.with_changes([added], [election])
    assert changed.why_not(day) == "임시공휴일"
    assert changed.is_working_day(election)
    assert CALENDAR.is_working_day(day)
    assert not CALENDAR.is_working_day(election)


def test_a_day_both_taken_out_and_added_takes_the_added_name() -> None:
    day = date(2026, 11, 25)
    added = Holiday(day, "임시공휴일", HolidayKind.TEMPORARY, "국무회의 의결")
    assert CALENDAR.with_changes([added], [day]).why_not(day) == "임시공휴일"


def test_a_calendar_cannot_be_changed_behind_its_back() -> None:
    table = dict(CALENDAR.holidays)
    calendar = WorkCalendar(table, 2024, 2031)
    table.clear()
    assert calendar.why_not(date(2026, 9, 25)) == "추석"


def test_a_calendar_in_which_nothing_could_ever_be_done_is_refused() -> None:
    every_day = [date(2026, 1, 1) + timedelta(days=days) for days in range(365)]
    never = [Holiday(day, "휴일", HolidayKind.TEMPORARY, "") for day in every_day]
    with pytest.raises(NoWorkingDay):
        WorkCalendar({holiday.on: holiday for holiday in never}, 2026, 2026)
    with pytest.raises(NoWorkingDay):
        CALENDAR.with_changes(hours=OfficeHours(((),) * 7))
    with pytest.raises(NoWorkingDay):
        WorkCalendar({}, 2026, 2026, closures=dict.fromkeys(every_day, "공사"))
    with pytest.raises(NoWorkingDay):
        WorkCalendar({}, 2026, 2026, legal_hours=OfficeHours.on_weekdays([5, 6], MORNING))
