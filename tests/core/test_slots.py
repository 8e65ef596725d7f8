"""Which times are free, on Seoul's clock whatever the machine's zone is."""

import os
import time as machine
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput, CalendarEnds
from desk_app.core.holidays import WorkCalendar
from desk_app.core.hours import AFTERNOON, MORNING, OfficeHours, Span
from desk_app.core.slots import (
    Hindrance,
    Obstacle,
    Slot,
    free_slots,
    is_taken,
    nearest_free,
    obstacles,
    slot_of,
)
from desk_app.core.staff import Away, PresenceState
from desk_app.usecases.calendars import base_calendar

DAY = date(2026, 11, 24)
NOW = seoul_at(DAY, time(8))
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def new_york() -> Iterator[None]:
    """The machine believes to stand in New York."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "America/New_York"
    machine.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    machine.tzset()


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return seoul_at(day, time(hour, minute))


def slot(begin: str, end: str, day: date = DAY) -> Slot:
    return Slot(seoul_at(day, time.fromisoformat(begin)), seoul_at(day, time.fromisoformat(end)))


def against(
    wanted: Slot,
    *appointments: Slot,
    absences: tuple[Away, ...] = (),
    calendar: WorkCalendar | None = None,
) -> tuple[Hindrance, ...]:
    return obstacles(
        wanted,
        calendar=calendar or base_calendar(),
        appointments=appointments,
        absences=absences,
        buffer=10 * MINUTE,
    )


def free(
    day: date,
    minutes: int = 30,
    appointments: tuple[Slot, ...] = (),
    absences: tuple[Away, ...] = (),
    now: datetime = NOW,
) -> tuple[Slot, ...]:
    return free_slots(
        day,
        minutes * MINUTE,
        calendar=base_calendar(),
        appointments=appointments,
        absences=absences,
        buffer=10 * MINUTE,
        step=30 * MINUTE,
        now=now,
    )


# -- what cannot be an appointment at all --------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_at", "minutes", "field", "problem"),
    [
        (at(7, 59), 30, "slot", "in_the_past"),
        (at(23, 30), 60, "slot", "over_midnight"),
        (at(10), 0, "minutes", "not_positive"),
        (at(10), -30, "minutes", "not_positive"),
        (at(9), 481, "minutes", "too_long"),
    ],
)
def test_what_no_appointment_can_be_is_refused(
    starts_at: datetime, minutes: int, field: str, problem: str
) -> None:
    with pytest.raises(BadInput) as refused:
        slot_of(starts_at, minutes, now=NOW, calendar=base_calendar())
    assert (refused.value.field, refused.value.problem) == (field, problem)


def test_a_visit_may_end_at_midnight_and_take_eight_hours() -> None:
    assert slot_of(at(23), 60, now=NOW, calendar=base_calendar()) == Slot(at(23), at(23) + 60 * MINUTE)
    assert slot_of(at(9), 480, now=NOW, calendar=base_calendar()).ends_at == at(17)


def test_midnight_is_seouls_not_the_machines() -> None:
    asked = at(9).astimezone(UTC)  # 19:00 of the day before in New York, which is the same day until 05:00
    assert slot_of(asked, 300, now=NOW, calendar=base_calendar()) == Slot(at(9), at(14))


def test_past_the_known_holidays_nothing_is_booked() -> None:
    last = base_calendar().last_year
    with pytest.raises(CalendarEnds):
        slot_of(seoul_at(date(last + 1, 1, 4), time(10)), 30, now=NOW, calendar=base_calendar())


# -- what stands against a time ------------------------------------------------------------------------


def test_nothing_stands_against_a_free_hour() -> None:
    assert against(slot("09:00", "12:00")) == ()
    assert against(slot("13:00", "18:00")) == ()


def test_a_closed_day_is_named() -> None:
    christmas = date(2026, 12, 25)
    (said,) = against(slot("10:00", "10:30", christmas))
    assert (said.obstacle, said.detail) == (Obstacle.CLOSED_DAY, base_calendar().why_closed(christmas))


@pytest.mark.parametrize(("begin", "end"), [("08:30", "09:00"), ("08:45", "09:15"), ("17:45", "18:15")])
def test_before_opening_and_after_closing_the_hours_are_named(begin: str, end: str) -> None:
    assert against(slot(begin, end)) == (Hindrance(Obstacle.OUTSIDE_HOURS, "09:00–18:00"),)


@pytest.mark.parametrize(("begin", "end"), [("11:30", "12:30"), ("12:15", "12:45"), ("11:00", "14:00")])
def test_the_pause_between_two_stretches_is_lunch(begin: str, end: str) -> None:
    assert against(slot(begin, end)) == (Hindrance(Obstacle.LUNCH, "12:00–13:00", at(13)),)


def test_stretches_that_touch_leave_no_pause() -> None:
    through = base_calendar().with_changes(
        hours=OfficeHours.on_weekdays(range(5), MORNING, Span(time(12), time(13)), AFTERNOON)
    )
    assert against(slot("11:30", "13:30"), calendar=through) == ()


def test_an_absence_is_told_with_its_return() -> None:
    away = Away(PresenceState.OUT, at(14), at(16))
    (said,) = against(slot("15:30", "16:30"), absences=(away,))
    assert said == Hindrance(Obstacle.ABSENCE, PresenceState.OUT, at(16))
    assert against(slot("16:00", "16:30"), absences=(away,)) == ()


def test_too_near_to_another_appointment_is_a_warning_and_over_it_is_not_one() -> None:
    other = slot("10:00", "11:00")
    (said,) = against(slot("11:05", "11:30"), other)
    assert (said.obstacle, said.detail) == (Obstacle.BUFFER, "10:00–11:00")
    assert against(slot("11:10", "11:30"), other) == ()
    assert against(slot("10:30", "11:30"), other) == (), "that is no warning: it is taken"
    assert is_taken(slot("10:30", "11:30"), (other,))
    assert not is_taken(slot("11:00", "11:30"), (other,))


# -- which times are free ------------------------------------------------------------------------------


def test_a_free_day_offers_every_step_of_both_stretches() -> None:
    starts = [f"{seoul(each.starts_at):%H:%M}" for each in free(DAY, 60)]
    assert starts == [
        *("09:00", "09:30", "10:00", "10:30", "11:00"),
        *("13:00", "13:30", "14:00", "14:30", "15:00", "15:30", "16:00", "16:30", "17:00"),
    ]


def test_a_closed_day_offers_nothing_and_one_past_the_holidays_is_not_known() -> None:
    assert free(date(2026, 11, 28)) == ()
    with pytest.raises(CalendarEnds):
        free(date(base_calendar().last_year + 1, 1, 4))


offsets = st.integers(0, 14 * 24 * 12)  # steps of five minutes over two weeks
lengths = st.sampled_from([5, 20, 30, 45, 60, 90, 240])


@st.composite
def stretches(draw: st.DrawFn) -> Slot:
    begin = at(0) + draw(offsets) * 5 * MINUTE
    return Slot(begin, begin + draw(st.integers(1, 60)) * 5 * MINUTE)


busy = st.lists(stretches(), max_size=12).map(tuple)
days = st.integers(0, 20).map(lambda n: DAY + timedelta(days=n))


@given(days, lengths, busy, busy, st.integers(0, 24 * 60))
def test_a_free_time_overlaps_nothing_lies_in_the_desks_hours_and_is_not_past(
    day: date, minutes: int, appointments: tuple[Slot, ...], gone: tuple[Slot, ...], past: int
) -> None:
    now = NOW + past * MINUTE
    absences = tuple(Away(PresenceState.MEETING, each.starts_at, each.ends_at) for each in gone)
    for found in free(day, minutes, appointments, absences, now):
        assert found.ends_at - found.starts_at == minutes * MINUTE
        assert found.starts_at >= now
        assert not any(found.widened(10 * MINUTE).overlaps(each) for each in appointments)
        assert not any(found.overlaps(each) for each in absences)
        local = seoul(found.starts_at).time(), seoul(found.ends_at).time()
        assert any(span.opens <= local[0] and local[1] <= span.closes for span in (MORNING, AFTERNOON))


@given(days, lengths, busy, stretches())
def test_one_more_appointment_never_adds_a_free_time(
    day: date, minutes: int, appointments: tuple[Slot, ...], more: Slot
) -> None:
    assert set(free(day, minutes, (*appointments, more))) <= set(free(day, minutes, appointments))


@given(offsets, lengths, busy)
def test_the_nearest_free_times_are_the_first_of_the_days_to_come(
    offset: int, minutes: int, appointments: tuple[Slot, ...]
) -> None:
    after = NOW + offset * 5 * MINUTE
    first = seoul(after).date()
    every = [
        found
        for n in range(14)
        for found in free(first + timedelta(days=n), minutes, appointments)
        if found.starts_at >= after
    ]
    near = nearest_free(
        after,
        minutes * MINUTE,
        calendar=base_calendar(),
        appointments=appointments,
        absences=(),
        buffer=10 * MINUTE,
        step=30 * MINUTE,
        now=NOW,
    )
    assert list(near) == sorted(every)[:3]


def test_the_search_ends_with_the_holiday_table() -> None:
    last = date(base_calendar().last_year, 12, 31)
    found = nearest_free(
        seoul_at(last, time(19)),
        30 * MINUTE,
        calendar=base_calendar(),
        appointments=(),
        absences=(),
        buffer=timedelta(0),
        step=30 * MINUTE,
        now=NOW,
    )
    assert found == ()
