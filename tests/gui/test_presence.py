"""Where somebody is, as it is said wherever they are named."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from desk_app.core.clock import seoul_at
from desk_app.core.deputies import NoDeputy
from desk_app.core.staff import Away, Presence, PresenceState
from desk_app.gui.office.presence import STATES, planned_today, presence_word, say_deputy

TODAY = date(2026, 11, 24)


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """Return an hour of today, or of a day after it."""
    return seoul_at(TODAY + timedelta(days=days), time(hour, minute))


NOW = at(14, 6)
OUT = Presence(PresenceState.OUT, at(15, 30), "이동상담", set_at=at(13))


@pytest.mark.parametrize(
    ("presence", "said"),
    [
        (Presence(), ("자리", "present")),
        (Presence(PresenceState.BUSY, at(14, 30)), ("상담 중 · 14:30까지", "busy")),
        (Presence(PresenceState.OUT, at(15, 30)), ("외근 · 15:30 복귀", "away")),
        (OUT, ("외근 (이동상담) · 15:30 복귀", "away")),
        (Presence(PresenceState.MEETING), ("회의", "away")),
        (Presence(PresenceState.OUT, at(10, days=1)), ("외근 · 11/25 10:00 복귀", "away")),
        (Presence(PresenceState.LEAVE, at(9, days=3)), ("휴가 · 11/27 복귀", "away")),
        (Presence(PresenceState.GONE, at(9, days=1)), ("퇴근 · 11/25 복귀", "away")),
        (Presence(PresenceState.OUT, at(0, days=1)), ("외근 · 11/25 복귀", "away")),
    ],
)
def test_a_presence_is_said_with_its_return_and_its_note(
    dressed: QApplication, presence: Presence, said: tuple[str, str]
) -> None:
    assert presence_word(presence, NOW) == said


def test_who_counts_as_back_is_said_to_for_the_rest_of_the_day(dressed: QApplication) -> None:
    assert presence_word(OUT, at(15, 30)) == ("자리 (15:30 복귀 시각 지남)", "present")
    assert presence_word(OUT, at(9, days=1)) == ("자리", "present")


def test_a_long_note_never_hides_the_return(dressed: QApplication) -> None:
    word, _dot = presence_word(replace(OUT, note="의정부 직업훈련 기관 방문과 간담회"), NOW)
    assert word == "외근 (의정부 직업훈련…) · 15:30 복귀"


def test_each_state_has_a_word_of_its_own(dressed: QApplication) -> None:
    words = {presence_word(Presence(state), NOW)[0] for state in STATES}
    assert words == {"자리", "상담 중", "외근", "회의", "휴가", "퇴근"}
    assert set(STATES) == set(PresenceState)


def test_what_is_planned_next_today_is_found(dressed: QApplication) -> None:
    begun, next_one, later, tomorrow = (
        Away(PresenceState.MEETING, at(hour, days=days), at(hour + 1, days=days))
        for hour, days in ((14, 0), (16, 0), (17, 0), (9, 1))
    )
    presence = Presence(planned=(tomorrow, later, next_one, begun))
    assert planned_today(presence, NOW) == next_one
    assert planned_today(presence, at(17)) is None


def test_whoever_acts_is_named_with_the_reason_where_it_is_a_supervisor(dressed: QApplication) -> None:
    assert say_deputy("정다은 주임") == "대행 정다은 주임"
    assert say_deputy("한지부 지부장", NoDeputy.NO_CHAIN) == "대행 한지부 지부장 (정해 둔 대행자 없음)"
    assert say_deputy("한지부 지부장", NoDeputy.ALL_AWAY) == "대행 한지부 지부장 (대행자 모두 부재)"
    assert say_deputy("", NoDeputy.ALL_AWAY) == ""
