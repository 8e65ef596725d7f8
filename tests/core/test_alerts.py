"""Alerts speak in time, within desk hours, and never after the hour they warn of."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.alerts import ARRIVED, Audience, is_earlier, next_try, plan, plan_visit
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.office import Settings
from desk_app.core.promises import Attempt, PromiseKind
from desk_app.usecases.calendars import base_calendar

CALENDAR = base_calendar()
TUESDAY = date(2026, 11, 24)


def spoken(
    due_at: datetime, now: datetime, kind: PromiseKind = PromiseKind.CALLBACK
) -> list[tuple[str, str]]:
    planned = plan(kind, due_at=due_at, now=now, settings=Settings(), calendar=CALENDAR)
    return [(alert.level, f"{seoul(alert.speaks_at):%d %H:%M}") for alert in planned]


def at(hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    return seoul_at(day, time(hour, minute))


def test_a_callback_by_five_is_announced_at_half_past_four_ten_to_five_and_five() -> None:
    assert spoken(at(17), at(14, 6)) == [
        ("before_30", "24 16:30"),
        ("before_10", "24 16:50"),
        ("due", "24 17:00"),
        ("over_10", "24 17:10"),
    ]


def test_a_callback_in_twenty_minutes_leaves_out_the_warning_that_would_come_too_late() -> None:
    assert [level for level, _ in spoken(at(14, 26), at(14, 6))] == ["before_10", "due", "over_10"]


def test_a_callback_first_thing_in_the_morning_is_announced_when_the_desk_opens() -> None:
    wednesday = TUESDAY + timedelta(days=1)
    assert spoken(at(9, 20, wednesday), at(14, 6)) == [
        ("before_30", "25 09:00"),
        ("before_10", "25 09:10"),
        ("due", "25 09:20"),
        ("over_10", "25 09:30"),
    ]


def test_a_callback_after_closing_is_announced_before_everybody_goes_home() -> None:
    assert spoken(at(18, 40), at(14, 6))[0] == ("before_10", "24 17:59")


def test_over_lunch_alerts_speak_as_the_desk_is_staffed() -> None:
    assert spoken(at(12, 50), at(11))[0] == ("before_30", "24 12:20")


def test_what_is_over_in_the_night_waits_for_the_opening() -> None:
    assert spoken(at(17, 55), at(14))[-1] == ("over_10", "25 09:00")


def test_a_reply_is_announced_three_days_and_one_day_before_and_on_the_morning() -> None:
    due_at = seoul_at(date(2026, 11, 28), time(0))  # good until Friday midnight
    assert spoken(due_at, at(10, day=date(2026, 11, 20)), PromiseKind.REPLY) == [
        ("days_3", "24 09:00"),
        ("days_1", "26 09:00"),
        ("days_0", "27 09:00"),
        ("overdue", "30 09:00"),
    ]


moments = st.integers(0, 3 * 365 * 24 * 60).map(lambda n: at(9, day=date(2026, 1, 2)) + timedelta(minutes=n))


@given(moments, st.integers(1, 60 * 24 * 5), st.sampled_from(PromiseKind))
def test_every_promise_speaks_to_its_owner_and_then_to_the_supervisor(
    now: datetime, minutes: int, kind: PromiseKind
) -> None:
    due_at = now + timedelta(minutes=minutes)
    planned = plan(kind, due_at=due_at, now=now, settings=Settings(), calendar=CALENDAR)
    assert planned[-1].audience is Audience.SUPERVISOR
    assert [alert.speaks_at for alert in planned] == sorted(alert.speaks_at for alert in planned)
    assert len({(alert.level) for alert in planned}) == len(planned)
    for alert in planned:
        day = CALENDAR.desk_day(seoul(alert.speaks_at).date())
        assert day is not None, "alerts speak on desk days only"
        assert day[0] <= alert.speaks_at < day[1], "and within desk hours"
    warnings = [alert for alert in planned if alert.level.startswith("before")]
    assert all(alert.speaks_at <= due_at for alert in warnings), "a warning never comes after its hour"
    assert all(alert.speaks_at > now for alert in warnings)


@pytest.mark.parametrize("day", [date(2026, 9, 24), date(2026, 11, 22)])
def test_on_a_holiday_nothing_speaks(day: date) -> None:
    planned = plan(
        PromiseKind.CALLBACK,
        due_at=at(11, day=day),
        now=at(10, day=day - timedelta(days=3)),
        settings=Settings(),
        calendar=CALENDAR,
    )
    assert all(seoul(alert.speaks_at).date() != day for alert in planned)


@given(moments, st.sampled_from(Attempt), st.integers(1, 600))
def test_the_next_try_is_at_a_desk_hour_to_come(now: datetime, result: Attempt, minutes: int) -> None:
    due_at = now + timedelta(minutes=minutes)
    again_at = next_try(result, now=now, due_at=due_at, settings=Settings(), calendar=CALENDAR)
    assert again_at > now
    day = CALENDAR.desk_day(seoul(again_at).date())
    assert day is not None
    assert day[0] <= again_at < day[1]


def test_nobody_is_asked_to_try_again_after_closing() -> None:
    friday = date(2026, 11, 27)
    again_at = next_try(
        Attempt.NO_ANSWER,
        now=at(17, 45, friday),
        due_at=at(10, day=date(2026, 11, 30)),
        settings=Settings(),
        calendar=CALENDAR,
    )
    assert seoul(again_at) == at(9, day=date(2026, 11, 30))


def test_the_alert_at_the_hour_is_there_whatever_warnings_a_branch_wants() -> None:
    planned = plan(
        PromiseKind.CALLBACK,
        due_at=at(14, 26),
        now=at(14, 6),
        settings=Settings(callback_alerts=(30,)),
        calendar=CALENDAR,
    )
    assert [alert.level for alert in planned] == ["due", "over_10"]


def test_what_says_less_need_not_speak_again() -> None:
    assert is_earlier("before_10", "due")
    assert is_earlier("try_2", "over_10")
    assert not is_earlier("over_10", "due")


# -- visits --------------------------------------------------------------------------------------------


def announced(starts_at: datetime, now: datetime, before: tuple[int, ...] = (10,)) -> list[tuple[str, str]]:
    settings = Settings(appointment_alerts=before)
    planned = plan_visit(starts_at, now=now, settings=settings, calendar=CALENDAR)
    assert {alert.audience for alert in planned} == {Audience.OWNER}
    return [(alert.level, f"{seoul(alert.speaks_at):%d %H:%M}") for alert in planned]


def test_a_visit_is_announced_ten_minutes_before_and_missed_a_quarter_after() -> None:
    assert announced(at(16), at(14, 6)) == [("before_10", "24 15:50"), ("late_15", "24 16:15")]
    assert announced(at(16), at(14, 6), (30, 0)) == [
        ("before_30", "24 15:30"),
        ("due", "24 16:00"),
        ("late_15", "24 16:15"),
    ]


def test_a_visit_in_five_minutes_is_not_announced_but_missed() -> None:
    assert announced(at(14, 11), at(14, 6)) == [("late_15", "24 14:26")]


def test_the_first_visit_of_a_day_is_announced_as_the_desk_opens() -> None:
    wednesday = TUESDAY + timedelta(days=1)
    assert announced(at(9, 5, wednesday), at(14, 6))[0] == ("before_10", "25 09:00")


def test_who_has_come_outweighs_whatever_was_said_before() -> None:
    levels = ["before_10", "due", "late_15", ARRIVED]
    assert all(is_earlier(one, ARRIVED) for one in levels[:-1])
    assert not any(is_earlier(ARRIVED, one) for one in levels)


def test_the_calls_round_a_visit_are_announced_as_any_call() -> None:
    for kind in (PromiseKind.REMINDER, PromiseKind.NO_SHOW):
        assert spoken(at(17), at(14, 6), kind) == spoken(at(17), at(14, 6))
