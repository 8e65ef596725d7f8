"""From when until when somebody is away, as people type it."""

from datetime import date, datetime

import pytest

from desk_app.core.clock import FixedClock, seoul
from desk_app.core.errors import BadInput
from desk_app.gui.settings.spans import midnight_after, next_opening_after, read_moment, read_span
from desk_app.usecases.calendars import base_calendar

OPENING = next_opening_after(base_calendar())


def said(span: tuple[datetime, datetime]) -> tuple[str, ...]:
    """Return both ends on Seoul's clock."""
    return tuple(f"{seoul(each):%m-%d %H:%M}" for each in span)


@pytest.mark.parametrize(
    ("first", "last", "meant"),
    [
        ("내일 9시", "11시", ("11-25 09:00", "11-25 11:00")),
        ("12/1 14:00", "16:00", ("12-01 14:00", "12-01 16:00")),
        ("내일 오후 2시", "오후 4시 반", ("11-25 14:00", "11-25 16:30")),
        ("30분 뒤", "17시", ("11-24 14:36", "11-24 17:00")),
        ("09:00", "내일 10:00", ("11-24 09:00", "11-25 10:00")),
        ("12/1", "12/3", ("12-01 00:00", "12-04 09:00")),
        ("내일", "", ("11-25 00:00", "11-26 09:00")),
        ("오늘", "오늘", ("11-24 00:00", "11-25 09:00")),
        ("금요일", "", ("11-27 00:00", "11-30 09:00")),  # back on Monday, not on Saturday
        ("2026-12-24", "", ("12-24 00:00", "12-28 09:00")),  # Christmas lies between
        ("다음 주 월요일", "다음 주 수요일", ("11-30 00:00", "12-03 09:00")),
        ("12/31", "1/2", ("12-31 00:00", "01-04 09:00")),
    ],
)
def test_a_span_is_typed_in_plain_korean(
    clock: FixedClock, first: str, last: str, meant: tuple[str, ...]
) -> None:
    assert said(read_span(first, last, clock.now(), next_opening=OPENING)) == meant


@pytest.mark.parametrize(
    ("first", "last", "field", "problem"),
    [
        ("언젠가", "", "starts_at", "not_understood"),
        ("어제", "내일", "starts_at", "in_the_past"),
        ("내일 오전", "", "starts_at", "no_time"),
        ("내일 오후", "", "starts_at", "no_time"),
        ("11월 27일 목요일", "", "starts_at", "weekday_differs"),
        ("2/30", "", "starts_at", "no_such_date"),
        ("내일", "글쎄", "ends_at", "not_understood"),
        ("내일 9시", "7시", "ends_at", "morning_or_evening"),
    ],
)
def test_what_is_unclear_is_asked_at_its_own_field(
    clock: FixedClock, first: str, last: str, field: str, problem: str
) -> None:
    with pytest.raises(BadInput) as told:
        read_span(first, last, clock.now(), next_opening=OPENING)
    assert (told.value.field, told.value.problem) == (field, problem)


@pytest.mark.parametrize(("first", "last"), [("12/1", "11/30"), ("월요일", "금요일"), ("12/26", "12/24")])
def test_a_last_day_before_the_first_never_becomes_an_absence(
    clock: FixedClock, first: str, last: str
) -> None:
    """Monday's opening ends no Friday's absence that begins on Monday: that would be Monday's small hours."""
    begins, ends = read_span(first, last, clock.now(), next_opening=OPENING)
    assert ends <= begins


def test_what_comes_again_ends_with_the_day_and_not_after_the_weekend(clock: FixedClock) -> None:
    span = read_span("금요일", "", clock.now(), next_opening=midnight_after)
    assert said(span) == ("11-27 00:00", "11-28 00:00")


def test_past_the_known_holidays_a_day_ends_at_midnight() -> None:
    last_day = date(base_calendar().last_year, 12, 31)
    assert OPENING(last_day) == midnight_after(last_day)


def test_a_moment_is_a_day_until_an_hour_is_named(clock: FixedClock) -> None:
    assert read_moment("12/1", clock.now()).at is None
    named = read_moment("12/1 10:00", clock.now())
    assert named.at == named.begins
