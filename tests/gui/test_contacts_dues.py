"""The due times under the number keys: one is recommended, none is past, none is outside desk hours."""

from datetime import date, time, timedelta

import pytest

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput
from desk_app.core.holidays import WorkCalendar
from desk_app.core.office import OfficeView, Settings
from desk_app.core.staff import Presence, PresenceState
from desk_app.gui.contacts.dues import NEXT_TRY, OPENING, Due, offered, read_typed
from tests.builders import BRANCH

OFFICE = OfficeView(BRANCH, Settings(), WorkCalendar({}, 2026, 2028), 1)
NOW = seoul_at(date(2026, 11, 24), time(14, 6))
HERE = Presence()


def shown(dues: tuple[Due, ...]) -> list[str]:
    return [
        f"{due.key} {seoul(due.due_at):%d %H:%M}{' recommended' if due.recommended else ''}" for due in dues
    ]


def test_the_evening_is_recommended_while_the_person_in_charge_is_here() -> None:
    assert shown(offered(NOW, OFFICE, HERE)) == ["1 24 15:10", "2 24 17:00 recommended", "3 25 10:00"]


def test_after_the_return_is_recommended_while_they_are_away() -> None:
    away = Presence(PresenceState.OUT, back_at=NOW + timedelta(hours=1, minutes=24))
    assert shown(offered(NOW, OFFICE, away))[-1] == "4 24 16:00 recommended"


def test_the_morning_is_recommended_while_nobody_knows_when_they_return() -> None:
    assert shown(offered(NOW, OFFICE, Presence(PresenceState.OUT)))[-1] == "3 25 10:00 recommended"


def test_the_evening_is_recommended_while_they_talk_to_somebody_else() -> None:
    assert shown(offered(NOW, OFFICE, Presence(PresenceState.BUSY)))[1] == "2 24 17:00 recommended"


def test_the_next_try_stands_first_and_is_recommended() -> None:
    dues = offered(NOW, OFFICE, HERE, next_try=NOW + timedelta(minutes=30))
    assert (dues[0].name, dues[0].recommended) == (NEXT_TRY, True)
    assert sum(due.recommended for due in dues) == 1


def test_the_opening_in_place_of_a_typed_time_stands_last() -> None:
    typed = read_typed("오늘 저녁 8시", NOW, OFFICE)
    assert typed.due_at is None
    dues = offered(NOW, OFFICE, HERE, opening=typed.opening)
    assert (dues[-1].name, shown(dues)[-1]) == (OPENING, "4 25 09:00")


def test_where_the_calendar_ends_nothing_is_offered() -> None:
    assert offered(seoul_at(date(2029, 1, 3), time(10)), OFFICE, HERE) == ()


@pytest.mark.parametrize(
    ("text", "problem"), [("오늘 1시", "in_the_past"), ("내일", "no_time"), ("나중에", "not_understood")]
)
def test_what_cannot_be_promised_says_why(text: str, problem: str) -> None:
    wrong = read_typed(text, NOW, OFFICE).wrong
    assert isinstance(wrong, BadInput)
    assert wrong.problem == problem
