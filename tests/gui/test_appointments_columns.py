"""What stands in the columns of a day: shaded stretches, hours shown, appointments side by side."""

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.appointments import AppointmentState
from desk_app.core.clock import seoul_at
from desk_app.gui.appointments.columns import Shade, hours_shown, lanes, shades_of
from desk_app.usecases.agenda import AgendaRow
from desk_app.usecases.calendars import base_calendar

TUESDAY, CHUSEOK = date(2026, 11, 24), date(2026, 9, 25)
NINE, NOON, ONE, SIX = 9 * 60, 12 * 60, 13 * 60, 18 * 60


def row(number: int, begins: int, minutes: int) -> AgendaRow:
    """Return an appointment that begins at a minute of Tuesday."""
    starts_at = seoul_at(TUESDAY, time()) + timedelta(minutes=begins)
    ends_at = starts_at + timedelta(minutes=minutes)
    rest = (None, "오은석", "", None, "", "", "", None, False, None)
    return AgendaRow(number, 1, AppointmentState.BOOKED, 1, starts_at, ends_at, *rest)


def test_lunch_and_the_hours_before_and_after_are_shaded() -> None:
    shades = shades_of(base_calendar(), TUESDAY, 8 * 60, 19 * 60)
    assert shades == (
        Shade(8 * 60, NINE),
        Shade(SIX, 19 * 60),
        Shade(NOON, ONE, lunch=True),
    )


def test_a_closed_day_is_shaded_with_its_name() -> None:
    assert shades_of(base_calendar(), CHUSEOK, NINE, SIX) == (Shade(NINE, SIX, "추석"),)


def test_a_day_past_the_known_holidays_is_still_shown() -> None:
    assert shades_of(base_calendar(), date(2199, 1, 2), NINE, SIX) == ()


def test_the_hours_widen_for_an_appointment_outside_of_them() -> None:
    calendar = base_calendar()
    assert hours_shown(calendar, [(TUESDAY, ())]) == (NINE, SIX)
    assert hours_shown(calendar, [(TUESDAY, (row(1, 8 * 60 + 30, 30), row(2, 18 * 60, 45)))]) == (
        8 * 60,
        19 * 60,
    )
    assert hours_shown(calendar, [(date(2026, 11, 29), ())]) == (NINE, SIX), "a Sunday on its own"


@given(st.lists(st.tuples(st.integers(0, 1300), st.integers(5, 120)), max_size=12))
def test_no_two_appointments_are_drawn_over_each_other(times: list[tuple[int, int]]) -> None:
    rows = [row(number, begins, minutes) for number, (begins, minutes) in enumerate(times)]
    placed = lanes(rows)
    assert placed.keys() == {each.id for each in rows}
    for one in rows:
        lane, of = placed[one.id]
        assert 0 <= lane < of
        for other in rows:
            at_once = one.starts_at < other.ends_at and other.starts_at < one.ends_at
            if one.id < other.id and at_once:
                assert placed[other.id][1] == of, "those at once share the width"
                assert placed[other.id][0] != lane
