"""The states of an appointment, and when the calls round it are due."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.appointments import (
    Appointment,
    AppointmentState,
    moved,
    no_show_due,
    reminder_due,
    taken_back,
    turned,
)
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput
from desk_app.core.office import Settings
from desk_app.core.spoken_visits import visit_note
from desk_app.usecases.calendars import base_calendar

TUESDAY = date(2026, 11, 24)
STARTS = seoul_at(TUESDAY, time(16))
BOOKED = Appointment(AppointmentState.BOOKED, 1, STARTS, STARTS + timedelta(minutes=30), "1층 상담실")
S = AppointmentState


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return seoul_at(date(2026, month, day), time(hour, minute))


ALLOWED = {
    (S.BOOKED, S.ARRIVED),
    (S.NO_SHOW, S.ARRIVED),
    (S.BOOKED, S.IN_TALK),
    (S.ARRIVED, S.IN_TALK),
    (S.BOOKED, S.DONE),
    (S.ARRIVED, S.DONE),
    (S.IN_TALK, S.DONE),
    (S.BOOKED, S.NO_SHOW),
    (S.BOOKED, S.CANCELLED),
    (S.ARRIVED, S.CANCELLED),
}


@pytest.mark.parametrize(("before", "after"), list(product(S, S)))
def test_only_what_follows_from_a_state_can_come_of_it(before: S, after: S) -> None:
    appointment = replace(BOOKED, state=before)
    if (before, after) in ALLOWED:
        assert turned(appointment, after, now=STARTS).state is after
    else:
        with pytest.raises(BadInput, match="wrong_state"):
            turned(appointment, after, now=STARTS)


def test_nobody_fails_to_come_before_the_hour() -> None:
    with pytest.raises(BadInput, match="too_early"):
        turned(BOOKED, S.NO_SHOW, now=STARTS - timedelta(seconds=1))


def test_a_calendar_program_is_told_anew_of_moves_and_of_the_cancellation_only() -> None:
    later = moved(BOOKED, staff_id=2, starts_at=STARTS, ends_at=BOOKED.ends_at, place="2층 상담실")
    assert later.sequence == 1
    assert turned(later, S.CANCELLED, now=STARTS).sequence == 2
    assert turned(later, S.ARRIVED, now=STARTS).sequence == 1


def test_only_what_is_booked_moves_and_only_to_somewhere_else() -> None:
    same = {"staff_id": 1, "starts_at": STARTS, "ends_at": BOOKED.ends_at, "place": BOOKED.place}
    with pytest.raises(BadInput, match="same_time"):
        moved(BOOKED, **same)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="wrong_state"):
        moved(replace(BOOKED, state=S.ARRIVED), **(same | {"staff_id": 2}))  # type: ignore[arg-type]


@pytest.mark.parametrize("state", list(S))
def test_what_was_noted_too_soon_is_booked_again(state: S) -> None:
    appointment = replace(BOOKED, state=state, sequence=3)
    if state in {S.BOOKED, S.CANCELLED}:
        with pytest.raises(BadInput, match="wrong_state"):
            taken_back(appointment)
    else:
        assert taken_back(appointment) == replace(BOOKED, sequence=3)


@pytest.mark.parametrize(
    ("starts_at", "now", "due"),
    [
        (at(27, 16), at(24, 14), at(26, 17)),
        (at(30, 10), at(24, 14), at(27, 17)),  # Monday: reminded on Friday
        (at(28, 10, month=12), at(24, 14), at(24, 17, month=12)),  # after Christmas and the weekend
        (at(25, 10), at(24, 16, 59), at(24, 17)),
        (at(25, 10), at(24, 17), None),
        (at(24, 16), at(24, 14), None),
    ],
)
def test_the_reminder_is_due_on_the_desk_day_before(
    starts_at: datetime, now: datetime, due: datetime | None
) -> None:
    assert reminder_due(starts_at, now=now, settings=Settings(), calendar=base_calendar()) == due


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (at(24, 14), at(24, 17)),
        (at(24, 16), at(24, 17)),
        (at(24, 16, 1), at(25, 10)),
        (at(27, 17, 30), at(30, 10)),
        (at(28, 11), at(30, 10)),
    ],
)
def test_whoever_did_not_come_is_called_this_evening_or_next_morning(now: datetime, due: datetime) -> None:
    assert no_show_due(now, settings=Settings(), calendar=base_calendar()) == due


@given(st.integers(0, 60 * 24 * 365), st.integers(0, 60 * 24 * 30))
def test_a_reminder_is_never_late_and_always_while_a_desk_is_open(ahead: int, wait: int) -> None:
    now = at(24, 14) + timedelta(minutes=wait)
    starts_at = now + timedelta(minutes=ahead)
    due = reminder_due(starts_at, now=now, settings=Settings(), calendar=base_calendar())
    if due is not None:
        assert now < due < starts_at
        day = base_calendar().desk_day(seoul(due).date())
        assert day is not None
        assert day[0] <= due <= day[1]


def test_the_visit_is_noted_in_words() -> None:
    assert visit_note(STARTS) == "11월 24일 화요일 오후 4시"
    assert visit_note(STARTS, "1층 상담실", by_text=True) == "11월 24일 화요일 오후 4시 · 1층 상담실 · 문자로"
