"""Dates, times and lengths read as a Korean speaker says them, on Seoul's clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.clock import SEOUL
from desk_app.core.spoken import (
    say_date,
    say_day,
    say_left,
    say_length,
    say_time,
    say_when,
    short_day,
    short_when,
)

NOW = datetime(2026, 11, 24, 14, 6, tzinfo=SEOUL)  # a Tuesday


def at(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    """An instant on Seoul's clock, handed over in UTC as the program keeps it."""
    return datetime(year, month, day, hour, minute, tzinfo=SEOUL).astimezone(UTC)


def test_a_date_is_said_in_full() -> None:
    assert say_date(date(2026, 11, 24)) == "2026년 11월 24일 화요일"


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        (time(17), "오후 5시"),
        (time(9, 30), "오전 9시 30분"),
        (time(12), "낮 12시"),
        (time(12, 5), "낮 12시 5분"),
        (time(13), "오후 1시"),
        (time(0), "오전 0시"),
        (time(23, 59, 59), "오후 11시 59분"),
    ],
)
def test_a_time_is_said_with_its_half_of_the_day(clock: time, said: str) -> None:
    assert say_time(clock) == said


@pytest.mark.parametrize(
    ("instant", "said", "short"),
    [
        (at(11, 24, 17), "오늘 오후 5시", "오늘 17:00"),
        (at(11, 25, 10), "내일 오전 10시", "내일 10:00"),
        (at(11, 23, 10, 40), "어제 오전 10시 40분", "어제 10:40"),
        (at(11, 27, 15), "11월 27일 금요일 오후 3시", "금 15:00"),
        (at(11, 29, 9), "11월 29일 일요일 오전 9시", "일 09:00"),
        (at(11, 30, 9), "11월 30일 월요일 오전 9시", "11.30 (월) 09:00"),
        (at(11, 19, 10, 40), "11월 19일 목요일 오전 10시 40분", "11.19 (목) 10:40"),
        (at(1, 4, 10, year=2027), "2027년 1월 4일 월요일 오전 10시", "2027.01.04 (월) 10:00"),
    ],
)
def test_when_something_is_due(instant: datetime, said: str, short: str) -> None:
    assert say_when(instant, NOW) == said
    assert short_when(instant, NOW) == short


def test_today_is_seouls_day_and_not_utcs() -> None:
    early = at(11, 25, 8)  # still the 24th in UTC
    assert say_when(early, early) == "오늘 오전 8시"


def test_a_day_without_an_hour() -> None:
    assert say_day(date(2026, 12, 4), NOW.date()) == "12월 4일 금요일"
    assert short_day(date(2026, 12, 4), NOW.date()) == "12.04 (금)"


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (at(11, 24, 14, 30), "24분 남음"),
        (at(11, 24, 12, 54), "1시간 12분 지남"),
        (at(11, 24, 16, 6), "2시간 남음"),
        (at(11, 25, 10), "19시간 54분 남음"),
        (at(11, 27, 14, 6), "3일 남음"),
        (at(11, 27, 18), "3일 남음"),
        (at(11, 23, 10), "1일 지남"),
        (at(11, 24), "1일 지남"),
        (at(11, 23), "2일 지남"),
        (at(11, 25), "9시간 54분 남음"),
        (at(11, 24, 14, 6), "방금 지남"),
        (at(11, 24, 14, 6) + timedelta(seconds=59), "1분 안 남음"),
        (at(11, 24, 14, 7) + timedelta(seconds=59), "1분 남음"),
        (at(11, 24, 14, 5), "1분 지남"),
    ],
)
def test_what_is_left(instant: datetime, said: str) -> None:
    assert say_left(instant, NOW) == said


def test_days_left_are_those_of_the_calendar() -> None:
    assert say_left(at(11, 27, 18), at(11, 24, 18, 30)) == "3일 남음"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=42.9), "42초"),
        (timedelta(), "0초"),
        (timedelta(minutes=24, seconds=59), "24분"),
        (timedelta(hours=2), "2시간"),
        (timedelta(hours=1, minutes=12), "1시간 12분"),
        (timedelta(days=2, hours=3, minutes=4), "2일 3시간"),
        (timedelta(days=1), "1일"),
    ],
)
def test_a_length(length: timedelta, said: str) -> None:
    assert say_length(length) == said


def test_a_length_below_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="negative"):
        say_length(timedelta(seconds=-1))


@given(st.integers(0, 400), st.timedeltas(timedelta(), timedelta(days=1) - timedelta.resolution))
def test_what_ended_with_a_day_is_late_by_days_the_whole_day_long(days: int, into: timedelta) -> None:
    assert say_left(at(11, 24), at(11, 24) + timedelta(days=days) + into) == f"{days + 1}일 지남"


@given(st.timedeltas(timedelta(minutes=-600), timedelta(minutes=600)))
def test_left_before_and_over_after(length: timedelta) -> None:
    assert say_left(NOW + length, NOW).endswith("남음" if length > timedelta(0) else "지남")
