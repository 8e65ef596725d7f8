"""A caution on a screen at the public desk: lists, strip and papers say nothing of it to anybody."""

from datetime import date, time

import pytest
from pytestqt.qtbot import QtBot

from desk_app.core.clock import seoul_at
from desk_app.core.promises import PromiseKind
from desk_app.gui.alerts.words import strip_item
from desk_app.gui.briefs.words import opening_parts, takeover_parts
from desk_app.gui.shift import Shift
from desk_app.usecases.alerts import due_alerts
from desk_app.usecases.briefs import opening_brief, takeover_sheet
from tests.builders import Office
from tests.gui.board_seat import Seat, seat, times_seen
from tests.gui.page_seat import Key
from tests.usecases.test_redress import acted

TELLING = ("이수민", "전화 응대 교육", "주의", "교육")


def tells(said: str) -> list[str]:
    return [word for word in TELLING if word in said]


def opened(board: Seat) -> tuple[PromiseKind, str] | None:
    """Return what the open record tells, if one is open."""
    shown = board.page.detail.detail
    return (shown.kind, shown.summary) if shown is not None else None


@pytest.mark.parametrize("kind", [PromiseKind.CAUTION, PromiseKind.TRAINING])
def test_the_board_says_that_there_is_one_and_more_only_once_it_is_opened(
    qtbot: QtBot, boss: Shift, office: Office, kind: PromiseKind
) -> None:
    acted(office, kind)
    with seat(qtbot, boss) as board:
        (line,) = (each for each in board.lines() if "직원 조치" in each)
        assert "내용은 열어서 확인" in line
        assert tells(line) == []
        index = board.lines().index(line)
        before = times_seen(office)
        board.page.board.view.setCurrentIndex(board.page.board.view.model().index(index, 0))
        board.settle()
        assert opened(board) is None
        assert times_seen(office) == before
        board.press(Key.Key_Return)
        assert opened(board) == (kind, "전화 응대 교육")


def test_the_strip_and_the_papers_say_no_more(boss: Shift, office: Office) -> None:
    acted(office)
    office.clock.set(seoul_at(date(2026, 12, 1), time(9, 30)))
    now = office.now
    said = [repr(opening_parts(office.boss.run(opening_brief).value))]
    said.append(repr(takeover_parts(office.boss.run(takeover_sheet).value)))
    office.clock.set(seoul_at(date(2026, 12, 2), time(9, 30)))
    alerts = [each for each in office.boss.run(due_alerts).value if each.kind is PromiseKind.TRAINING]
    item = strip_item(alerts, now)
    assert item is not None
    assert item.title == "직원 조치 1건"
    for each in (*said, repr(item)):
        assert "직원 조치 1건" in each
        assert tells(each) == []
