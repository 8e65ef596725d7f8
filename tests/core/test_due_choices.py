"""The due times under the number keys."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.due_choices import HERE, DueName, due_choices, opening_instead
from desk_app.core.holidays import WorkCalendar
from desk_app.core.office import Settings
from desk_app.core.staff import Presence, PresenceState

CALENDAR = WorkCalendar({}, 2026, 2028)
TUESDAY = date(2026, 11, 24)
NOW = seoul_at(TUESDAY, time(14, 6))


def offered(now: datetime, presence: Presence = HERE) -> list[tuple[DueName, str]]:
    choices = due_choices(now, settings=Settings(), calendar=CALENDAR, presence=presence)
    return [(choice.name, f"{seoul(choice.due_at):%d %H:%M}") for choice in choices]


def test_in_the_afternoon_an_hour_the_evening_and_the_morning_are_offered() -> None:
    assert offered(NOW) == [
        (DueName.WITHIN_HOUR, "24 15:10"),
        (DueName.THIS_EVENING, "24 17:00"),
        (DueName.NEXT_MORNING, "25 10:00"),
    ]


def test_half_an_hour_after_the_return_of_somebody_away_is_offered_too() -> None:
    away = Presence(PresenceState.OUT, back_at=NOW.replace(hour=15, minute=30))
    assert offered(NOW, away)[-1] == (DueName.AFTER_RETURN, "24 16:00")
    assert len(offered(NOW, Presence(PresenceState.OUT))) == 3, "without a return there is nothing to offer"
    back = Presence(PresenceState.OUT, back_at=NOW - timedelta(minutes=1))
    assert len(offered(NOW, back)) == 3


def test_near_closing_on_friday_only_monday_morning_is_left() -> None:
    assert offered(seoul_at(date(2026, 11, 27), time(17, 20))) == [(DueName.NEXT_MORNING, "30 10:00")]


def test_the_same_moment_is_offered_once() -> None:
    assert offered(seoul_at(TUESDAY, time(16, 0)))[0] == (DueName.WITHIN_HOUR, "24 17:00")
    assert DueName.THIS_EVENING not in [name for name, _ in offered(seoul_at(TUESDAY, time(16, 0)))]


def test_a_time_in_the_evening_is_moved_to_the_next_opening() -> None:
    opening = seoul_at(date(2026, 11, 25), time(9))
    assert opening_instead(seoul_at(TUESDAY, time(19)), CALENDAR) == opening
    assert opening_instead(seoul_at(TUESDAY, time(18)), CALENDAR) is None, "the stroke of closing counts"
    assert opening_instead(seoul_at(TUESDAY, time(12, 30)), CALENDAR) is None, "so does the noon break"
    monday = seoul_at(date(2026, 11, 30), time(9))
    assert opening_instead(seoul_at(date(2026, 11, 28), time(11)), CALENDAR) == monday


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_whatever_is_offered_can_be_promised(now: datetime) -> None:
    choices = due_choices(now, settings=Settings(), calendar=CALENDAR)
    assert choices, "the next morning is always there"
    assert all(choice.due_at > now for choice in choices)
    assert all(opening_instead(choice.due_at, CALENDAR) is None for choice in choices)
    assert len({choice.due_at for choice in choices}) == len(choices)
