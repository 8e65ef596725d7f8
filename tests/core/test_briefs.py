"""What belongs in the briefs: closed days ahead, who is away today, until when others answer for a desk."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.briefs import (
    DAYS_AHEAD,
    AwayToday,
    away_today,
    closed_ahead,
    closed_before,
    end_of_day,
    end_of_next_morning,
    start_of_day,
)
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.staff import Away, Person, Presence, PresenceState, Role
from desk_app.usecases.calendars import base_calendar

CALENDAR = base_calendar()
TUESDAY = date(2026, 11, 24)
HERE = Presence()
NOW = seoul_at(TUESDAY, time(14, 6))
DAYS = st.dates(date(CALENDAR.first_year, 1, 1), date(CALENDAR.last_year, 12, 31))


# -- closed days -----------------------------------------------------------------------------------


def test_chuseok_takes_the_weekend_along() -> None:
    (closed,) = closed_ahead(CALENDAR, date(2026, 9, 21))
    assert (closed.first, closed.last) == (date(2026, 9, 24), date(2026, 9, 27))
    assert (closed.last_open, closed.opens) == (date(2026, 9, 23), date(2026, 9, 28))
    assert len(closed.names) == len(set(closed.names)) > 0
    assert closed.begins_at == seoul_at(date(2026, 9, 23), time(18))


@pytest.mark.parametrize(
    ("due", "felt"),
    [
        ((23, 18, 0), False),
        ((23, 18, 1), True),
        ((25, 10, 0), True),
        ((28, 23, 59), True),
        ((29, 9, 0), False),
    ],
)
def test_what_falls_due_from_the_last_closing_to_the_first_day_back_feels_them(
    due: tuple[int, int, int], felt: bool
) -> None:
    (closed,) = closed_ahead(CALENDAR, date(2026, 9, 21))
    day, hour, minute = due
    assert closed.feels(seoul_at(date(2026, 9, day), time(hour, minute))) is felt


def test_a_weekend_alone_is_no_holiday() -> None:
    assert closed_ahead(CALENDAR, TUESDAY) == ()


def test_a_closure_of_the_branch_counts_like_a_holiday_and_is_named() -> None:
    calendar = CALENDAR.with_changes(closures={date(2026, 11, 27): "시설 점검"})
    (closed,) = closed_ahead(calendar, TUESDAY)
    assert closed.names == ("시설 점검",)
    assert (closed.first, closed.last) == (date(2026, 11, 27), date(2026, 11, 29)), "the weekend follows it"


def test_on_a_holiday_itself_its_days_are_still_told() -> None:
    (closed,) = closed_ahead(CALENDAR, date(2026, 9, 25))
    assert closed.first == date(2026, 9, 24)


def test_where_the_known_holidays_end_nothing_is_said_of_what_follows() -> None:
    last = date(CALENDAR.last_year, 12, 31)
    assert all(closed.last <= last for closed in closed_ahead(CALENDAR, last - timedelta(days=3)))


@given(DAYS)
def test_closed_days_are_whole_apart_and_begin_within_the_days_ahead(today: date) -> None:
    found = closed_ahead(CALENDAR, today)
    for closed in found:
        length = (closed.last - closed.first).days + 1
        assert not any(CALENDAR.is_desk_day(closed.first + timedelta(days=n)) for n in range(length))
        assert CALENDAR.is_desk_day(closed.last_open)
        assert CALENDAR.is_desk_day(closed.opens)
        assert closed.last >= today
        assert closed.first <= today + timedelta(days=DAYS_AHEAD)
        assert closed.names
    assert all(before.last < after.first for before, after in pairwise(found))


# -- the day ---------------------------------------------------------------------------------------


@given(st.datetimes(datetime(2025, 1, 1), datetime(2029, 12, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_day_is_that_of_seoul(now: datetime) -> None:
    assert start_of_day(now) <= now < end_of_day(now)
    assert end_of_day(now) - start_of_day(now) == timedelta(days=1)
    assert seoul(start_of_day(now)).time() == time(0)
    assert closed_before(CALENDAR, now) < start_of_day(now)
    assert end_of_next_morning(CALENDAR, now) > end_of_day(now)


def test_on_monday_what_passed_over_the_weekend_came_overnight() -> None:
    monday = seoul_at(date(2026, 11, 23), time(9))
    assert closed_before(CALENDAR, monday) == seoul_at(date(2026, 11, 20), time(18))


def test_whoever_takes_over_on_friday_answers_until_monday_noon() -> None:
    friday = seoul_at(date(2026, 11, 27), time(17, 30))
    assert end_of_next_morning(CALENDAR, friday) == seoul_at(date(2026, 11, 30), time(12))


# -- who is away -----------------------------------------------------------------------------------


def _person(number: int, presence: Presence = HERE, *, retired: bool = False) -> Person:
    return Person(number, f"직원{number}", "대리", Role.HANDLER, presence=presence, retired=retired)


def test_who_is_away_now_and_who_will_be_are_told_in_that_order() -> None:
    back, meeting = NOW + timedelta(hours=1), NOW + timedelta(minutes=30)
    out = _person(2, Presence(PresenceState.OUT, back, "이동상담"))
    planned = Away(PresenceState.MEETING, meeting, meeting + timedelta(hours=1), "주간 회의")
    later = _person(1, Presence(planned=(planned,)))
    assert away_today((later, out), NOW) == (
        AwayToday(out, PresenceState.OUT, None, back, "이동상담"),
        AwayToday(later, PresenceState.MEETING, meeting, planned.ends_at, "주간 회의"),
    )


@pytest.mark.parametrize(
    "person",
    [
        _person(1),
        _person(1, Presence(PresenceState.BUSY, NOW + timedelta(minutes=20))),
        _person(1, Presence(PresenceState.OUT, NOW - timedelta(minutes=1))),
        _person(1, Presence(PresenceState.LEAVE, NOW + timedelta(days=3)), retired=True),
        _person(
            1,
            Presence(
                planned=(
                    Away(PresenceState.LEAVE, NOW + timedelta(days=1), NOW + timedelta(days=2)),
                    Away(PresenceState.MEETING, NOW - timedelta(hours=2), NOW - timedelta(hours=1)),
                )
            ),
        ),
    ],
    ids=["here", "in talk", "back already", "left for good", "planned for another time"],
)
def test_whoever_can_be_spoken_to_today_is_not_among_them(person: Person) -> None:
    assert away_today((person,), NOW) == ()
