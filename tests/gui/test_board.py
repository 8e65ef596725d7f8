"""The board of promises as it is read, on both engines: what is owed, by when, by whom, how well kept."""

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.core.areas import Area
from desk_app.core.board_groups import Group
from desk_app.core.clock import seoul_at
from desk_app.core.promises import PromiseKind
from desk_app.core.staff import Presence, PresenceState
from desk_app.gui.promises.cards import Sparkline, rate_words
from desk_app.gui.promises.table import BoardModel
from desk_app.gui.promises.words import ago_words, away_briefly
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.absences import plan_absence
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.staff import set_presence
from tests.builders import Office
from tests.gui.board_seat import TUESDAY, Seat, seat, statements, three_promises, times_seen
from tests.gui.page_seat import Key


@pytest.fixture
def three(office: Office) -> list[int]:
    """Three promises: within the hour, today, tomorrow."""
    return three_promises(office)


@pytest.fixture
def board(qtbot: QtBot, shift: Shift, three: list[int]) -> Iterator[Seat]:
    """The receptionist before three promises."""
    with seat(qtbot, shift) as made:
        yield made


# -- reading -------------------------------------------------------------------------------------


def test_what_is_owed_stands_in_groups_with_masked_names(board: Seat) -> None:
    assert board.lines() == [
        "[1시간 안 1건]",
        "24분 남음, 재연락, 오*석 님, 심리상담 일정, 김하늘 주임, 첫 연락 전",
        "[오늘 1건]",
        "17:06까지, 재연락, 강*훈 님, 직업훈련 · 자격과 서류, 이수민 대리, 첫 연락 전",
        "[이번 주 1건]",
        "내일 10:06, 재연락, 한*수 님, 수강 일정, 김하늘 주임, 첫 연락 전",
    ]
    assert [board.page.cards.count(group) for group in list(Group)[:4]] == ["0", "1", "1", "1"]


def test_the_open_record_names_the_customer_whole(board: Seat, three: list[int]) -> None:
    shown = board.page.detail.detail
    assert shown is not None
    assert (shown.id, shown.customer) == (three[0], "오희석"), "the most urgent one is chosen first"


def test_arrows_walk_over_the_lines_and_pass_the_heads_by(board: Seat, three: list[int]) -> None:
    seen = []
    for _ in range(4):
        seen.append(board.page.board.view.key())
        board.press(Key.Key_Down)
    assert seen == [("promise", each) for each in (*three, three[-1])]
    assert board.page.detail.detail is not None
    assert board.page.detail.detail.id == three[-1]


def test_lines_passed_on_the_way_are_not_logged_as_seen(
    office: Office, board: Seat, three: list[int]
) -> None:
    before = times_seen(office)
    for _ in range(2):
        QTest.keyClick(board.page.board.view, Key.Key_Down)
    board.settle()
    assert times_seen(office) == before + 1
    assert board.page.detail.detail is not None
    assert board.page.detail.detail.id == three[2]


def test_time_passes_on_the_screen_without_a_query(office: Office, board: Seat) -> None:
    with statements(office) as asked:
        office.clock.advance(timedelta(minutes=25))
        board.shift.ticked.emit(office.clock.now())
        assert board.lines()[:2] == [
            "[기한 지남 1건]",
            "1분 지남, 재연락, 오*석 님, 심리상담 일정, 김하늘 주임, 첫 연락 전",
        ]
    assert asked == []
    assert board.page.cards.count(Group.OVERDUE) == "1"


def test_a_longer_list_costs_no_more_statements(office: Office, board: Seat) -> None:
    def cost() -> int:
        with statements(office) as asked:
            board.shift.changed.emit(frozenset({Area.PROMISES}))
            board.settle()
        return len(asked)

    few = cost()
    for n in range(12):
        office.promise(timedelta(hours=1, minutes=n))
    board.shift.changed.emit(frozenset({Area.PROMISES}))
    board.settle()
    assert cost() == few
    assert len(board.lines()) > 12


def test_what_another_desk_does_is_seen_and_my_line_stays_chosen(
    office: Office, board: Seat, three: list[int]
) -> None:
    board.choose(three[1])
    office.promise(timedelta(minutes=5), customer_name="박우진")
    board.shift.changed.emit(frozenset({Area.PROMISES}))
    board.settle()
    assert "박*진" in board.lines()[1]
    assert board.page.board.view.key() == ("promise", three[1])


def test_nothing_is_read_for_a_page_nobody_sees(office: Office, board: Seat) -> None:
    board.page.hide()
    with statements(office) as asked:
        board.shift.changed.emit(frozenset({Area.PROMISES}))
        board.settle()
    assert asked == []
    office.promise(timedelta(minutes=5), customer_name="박우진")
    board.shift.changed.emit(frozenset({Area.PROMISES}))
    board.page.show()
    board.settle()
    assert "박*진" in board.lines()[1]


def test_somebody_away_is_shown_with_their_return(office: Office, board: Seat) -> None:
    sumin = office.people["이수민"].id
    back_at = seoul_at(TUESDAY, time(15, 30))
    office.boss.run(set_presence, staff_id=sumin, state=PresenceState.OUT, back_at=back_at)
    board.shift.changed.emit(frozenset({Area.STAFF}))
    board.settle()
    assert "이수민 외근 · 15:30 복귀 · 대행 한지부" in board.lines()[3], (
        "nobody is named: the supervisor acts"
    )


def test_a_planned_absence_brings_the_deputy_to_the_board_as_it_begins_and_takes_them_off_again(
    office: Office, board: Seat
) -> None:
    sumin, daeun = office.people["이수민"].id, office.people["정다은"].id
    office.boss.run(set_deputies, staff_id=sumin, topic_id=None, deputies=[daeun])
    begins, ends = (seoul_at(TUESDAY, time(14, minute)) for minute in (10, 20))
    meeting = PresenceState.MEETING
    office.boss.run(plan_absence, staff_id=sumin, state=meeting, starts_at=begins, ends_at=ends)
    board.shift.changed.emit(frozenset({Area.STAFF}))
    board.settle()
    seen = []
    for now in (begins, begins + timedelta(minutes=1), ends):
        office.clock.set(now)
        with statements(office) as asked:
            board.shift.ticked.emit(now)
            board.settle()
        seen.append((board.lines()[3].split(", ")[4], bool(asked)))
    assert seen == [
        ("이수민 회의 · 14:20 복귀 · 대행 정다은", True),
        ("이수민 회의 · 14:20 복귀 · 대행 정다은", False),
        ("이수민 대리", True),
    ]
    board.choose(board.page.board.view.model().index(3, 0).data(BoardModel.EntryRole).id)
    office.clock.set(begins)
    board.shift.ticked.emit(begins)
    board.settle()
    assert any("대행 정다은 주임" in each.text() for each in board.page.detail.findChildren(Words))


def test_an_empty_board_takes_keys_too_and_gives_them_to_the_list_when_something_comes(
    office: Office, qtbot: QtBot, shift: Shift
) -> None:
    with seat(qtbot, shift) as made:
        assert made.lines() == []
        made.press(Key.Key_2, Key.Key_1)
        office.promise(timedelta(minutes=24))
        made.shift.changed.emit(frozenset({Area.PROMISES}))
        made.settle()
        assert made.page.board.view.hasFocus()


def test_filters_have_number_keys(board: Seat) -> None:
    board.press(Key.Key_2)
    assert "강*훈" not in " ".join(board.lines()), "in the hands of somebody else"
    board.press(Key.Key_3)
    assert "강*훈" in " ".join(board.lines()), "but taken by me"
    board.press(Key.Key_4, Key.Key_4)
    assert board.lines() == [], "no written replies are owed"
    board.press(*[Key.Key_4] * (len(PromiseKind) - 1), Key.Key_1)
    assert len(board.lines()) == 6


def test_no_case_is_no_hundred_per_cent_and_one_broken_promise_is_never_rounded_away(board: Seat) -> None:
    assert board.page.cards.rate.text() == "–"
    assert rate_words(0, 0) == "–"
    assert rate_words(1, 1) == "100.0%"
    assert rate_words(2999, 3000) == "99.9%"


def test_the_twelve_weeks_are_read_aloud_and_a_week_without_a_case_is_a_gap(board: Seat) -> None:
    line = Sparkline()
    line.set_weeks(((1, 2), (0, 0), (3, 3)))
    assert line.accessibleName().endswith("50.0%, 사례 없음, 100.0%")
    assert [len(stretch) for stretch in line.points(line.rect().toRectF())] == [1, 1]


def test_a_missed_call_says_how_long_ago_it_was(dressed: QApplication) -> None:
    at = seoul_at(TUESDAY, time(14))
    lengths = {0: "방금", 59: "방금", 180: "3분 전", 2 * 3600: "2시간 전", 26 * 3600: "1일 전"}
    for seconds, said in lengths.items():
        assert ago_words(at, at + timedelta(seconds=seconds)) == said


def test_the_little_room_of_the_list_names_the_return_briefly(dressed: QApplication) -> None:
    now = seoul_at(TUESDAY, time(14))
    assert away_briefly(Presence(PresenceState.OUT, seoul_at(TUESDAY, time(15, 30))), now) == "외근 ~15:30"
    on_leave = Presence(PresenceState.LEAVE, seoul_at(TUESDAY, time(9)) + timedelta(days=1))
    assert away_briefly(on_leave, now) == "휴가 ~11/25"
    assert away_briefly(Presence(PresenceState.BUSY, seoul_at(TUESDAY, time(15, 30))), now) == ""
    assert away_briefly(Presence(), now) == ""
