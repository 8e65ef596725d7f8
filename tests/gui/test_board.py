"""The board of promises by keyboard, on both engines: what is owed is seen, tried, moved on and ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import type_hangul
from desk_app.core.areas import Area
from desk_app.core.board_groups import Group
from desk_app.core.clock import seoul_at
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.gui.messages import Message, voice
from desk_app.gui.promises.cards import Sparkline, rate_words
from desk_app.gui.promises.due_chooser import DueChooser
from desk_app.gui.promises.page import PromisesPage
from desk_app.gui.promises.panels import Panel
from desk_app.gui.promises.table import BoardModel, Head
from desk_app.gui.shift import Shift
from desk_app.usecases.board import PromiseDetail, list_board, open_promise
from desk_app.usecases.promises import hand_over_promise, keep_promise
from desk_app.usecases.rings import missed_calls, ring_began, ring_hung_up
from desk_app.usecases.staff import set_presence
from tests.builders import Office

Key = Qt.Key
TUESDAY = date(2026, 11, 24)


class Seat:
    """Somebody sitting before the board: they press keys and read what is there."""

    def __init__(self, qtbot: QtBot, shift: Shift, page: PromisesPage) -> None:
        self.qtbot, self.shift, self.page = qtbot, shift, page
        self.heard: list[str] = []
        self.calls: list[PromiseDetail] = []
        voice().said.connect(self.hear)
        page.call_back.connect(self.calls.append)

    def hear(self, message: Message) -> None:
        self.heard.append(message.text)

    def settle(self) -> None:
        """Wait until everything asked for is on the screen."""
        self.qtbot.waitUntil(lambda: self.page.is_settled() and not self.shift.runner.busy)

    def press(self, *keys: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            where = QApplication.focusWidget()
            assert where is not None, "the keyboard is somewhere"
            QTest.keyClick(where, key, modifiers)
            self.settle()

    def type(self, text: str) -> None:
        where = QApplication.focusWidget()
        assert where is not None
        type_hangul(where, text)

    def lines(self) -> list[str]:
        """Return the list from top to bottom as a screen reader says it, heads in brackets."""
        model = self.page.board.view.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [
            f"[{row.data()}]" if isinstance(row.data(BoardModel.EntryRole), Head) else str(row.data())
            for row in rows
        ]

    def choose(self, promise_id: int) -> None:
        assert self.page.board.view.choose(("promise", promise_id))
        self.settle()

    def panel(self) -> Panel | None:
        """Return the panel open now."""
        return self.page.detail.panel

    def error(self) -> str:
        """Return what the open panel says is wrong, wherever it says it."""
        panel = self.page.detail.panel
        assert panel is not None
        under = [field.editor.accessibleDescription() for field in panel.fields.values()]
        return " ".join(text for text in (panel.error(), *under) if text)


@contextmanager
def seat(qtbot: QtBot, shift: Shift) -> Iterator[Seat]:
    page = PromisesPage(shift)
    qtbot.addWidget(page)
    made = Seat(qtbot, shift, page)
    page.resize(1160, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    made.settle()
    yield made
    made.settle()
    voice().said.disconnect(made.hear)


@pytest.fixture
def board(qtbot: QtBot, shift: Shift, three: list[int]) -> Iterator[Seat]:
    """The receptionist before three promises: within the hour, today, tomorrow."""
    with seat(qtbot, shift) as made:
        yield made


@pytest.fixture
def three(office: Office) -> list[int]:
    training = office.topics["직업훈련"].id
    return [
        office.promise(timedelta(minutes=24), customer_name="오희석", summary="심리상담 일정"),
        office.promise(timedelta(hours=3), customer_name="강지훈", summary="자격과 서류", topic_id=training),
        office.promise(
            timedelta(hours=20), customer_name="한철수", phone="010-3333-4444", summary="수강 일정"
        ),
    ]


def detail_of(office: Office, promise_id: int) -> PromiseDetail:
    return office.desk.run(open_promise, promise_id=promise_id).value


@contextmanager
def statements(office: Office) -> Iterator[list[str]]:
    """Collect what the database is asked meanwhile."""
    asked: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    sa.event.listen(office.engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(office.engine, "before_cursor_execute", note)


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
    with statements(office) as asked:
        for _ in range(2):
            QTest.keyClick(board.page.board.view, Key.Key_Down)
        board.settle()
    assert len([each for each in asked if "INSERT INTO access_log" in each]) == 1
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
    office.boss.run(set_presence, staff_id=sumin, here=False, back_at=back_at, reason="외근")
    board.shift.changed.emit(frozenset({Area.STAFF}))
    board.settle()
    assert "이수민 외근 · 15:30 복귀" in board.lines()[3]


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
    board.press(Key.Key_4, Key.Key_1)
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


# -- outcomes ------------------------------------------------------------------------------------


def test_reached_in_time_is_two_keys_and_the_next_line_is_chosen(
    office: Office, board: Seat, three: list[int]
) -> None:
    board.press(Key.Key_K, Key.Key_Return)
    assert detail_of(office, three[0]).state is PromiseState.KEPT
    assert board.heard == ["약속을 지킨 것으로 기록했습니다."]
    assert board.page.board.view.key() == ("promise", three[1])
    assert board.page.board.view.hasFocus(), "the next key goes on"
    assert board.page.cards.rate.text() == "100.0%"


def test_reached_too_late_is_said_to_be_late(office: Office, board: Seat, three: list[int]) -> None:
    office.clock.advance(timedelta(minutes=30))
    board.press(Key.Key_K, Key.Key_Return)
    assert detail_of(office, three[0]).state is PromiseState.KEPT_LATE
    assert "늦게" in board.heard[-1]


def test_a_try_without_an_answer_keeps_the_promise_open(
    office: Office, board: Seat, three: list[int]
) -> None:
    board.press(Key.Key_N, Key.Key_Return)
    after = detail_of(office, three[0])
    assert (after.state, after.attempts) == (PromiseState.OPEN, 1)
    assert after.next_try_at == seoul_at(TUESDAY, time(14, 20)), "before the hour, not after it"
    assert "1번 시도 · 부재중 · 14:20 다시" in board.lines()[1]


def test_the_result_and_the_next_try_can_be_changed(office: Office, board: Seat, three: list[int]) -> None:
    board.press(Key.Key_N, Key.Key_3)
    panel = board.panel()
    assert panel is not None
    next_try = panel.fields["due"].editor
    next_try.setFocus()
    QTest.keyClick(next_try, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    board.type("오늘 5시")
    board.press(Key.Key_Return)
    after = detail_of(office, three[0])
    assert after.next_try_at == seoul_at(TUESDAY, time(17))
    assert after.history[-1].what == "attempt_wrong_number"


def test_postponing_asks_hour_reason_and_whether_the_customer_knows(
    office: Office, board: Seat, three: list[int]
) -> None:
    board.press(Key.Key_T, Key.Key_Return)
    assert "언제까지" in board.error()
    board.press(Key.Key_Escape, Key.Key_T, Key.Key_2)
    board.press(Key.Key_Return)
    assert "사유" in board.error()
    board.type("서류 확인이 늦어짐")
    board.press(Key.Key_Return)
    assert detail_of(office, three[0]).version == 1, "whether the customer knows is still open"
    board.press(Key.Key_N, Key.Key_Return)
    after = detail_of(office, three[0])
    assert after.due_at == seoul_at(TUESDAY, time(17))
    assert after.told_at == seoul_at(TUESDAY, time(14, 30))
    assert "고객께 안내 전" in " ".join(board.lines())


def test_a_time_outside_desk_hours_is_said_and_the_next_opening_proposed(board: Seat) -> None:
    board.press(Key.Key_T)
    panel = board.panel()
    assert panel is not None
    (chooser,) = panel.findChildren(DueChooser)
    chooser.edit.setFocus()
    board.type("오늘 저녁 8시")
    assert "창구가 닫혀 있는 시간입니다." in chooser.said()
    board.press(Key.Key_O, modifiers=Qt.KeyboardModifier.AltModifier)
    assert chooser.value() == seoul_at(date(2026, 11, 25), time(9))
    assert chooser.said() == "내일 오전 9시까지"


def test_handing_over_names_who_is_there(office: Office, board: Seat, three: list[int]) -> None:
    board.press(Key.Key_H, Key.Key_Return)
    assert board.panel() is not None, "somebody must be chosen"
    board.press(Key.Key_1)
    board.type("오후에 자리에 계십니다")
    board.press(Key.Key_Return)
    after = detail_of(office, three[0])
    assert after.owner == "이수민 대리"
    assert after.history[-1].detail == "오후에 자리에 계십니다"


def test_withdrawing_needs_a_reason(office: Office, board: Seat, three: list[int]) -> None:
    board.press(Key.Key_X, Key.Key_Return)
    assert "사유" in board.error()
    board.type("직접 방문하심")
    board.press(Key.Key_Return)
    assert detail_of(office, three[0]).state is PromiseState.WITHDRAWN
    assert len(board.lines()) == 4


def test_letters_typed_into_a_note_are_text_and_escape_leaves_everything_as_it_was(
    office: Office, board: Seat, three: list[int]
) -> None:
    board.press(Key.Key_K)
    board.type("nhx 42")
    assert board.panel() is not None
    board.press(Key.Key_Escape)
    assert board.panel() is None
    assert detail_of(office, three[0]).version == 1


# -- calling -------------------------------------------------------------------------------------


class Telephone(QObject):
    """What the computer would dial."""

    def __init__(self) -> None:
        super().__init__()
        self.dialled: list[str] = []

    @Slot(QUrl)
    def dial(self, url: QUrl) -> None:
        self.dialled.append(url.toString())


@pytest.fixture
def telephone() -> Iterator[Telephone]:
    made = Telephone()
    QDesktopServices.setUrlHandler("tel", made, "dial")  # type: ignore[arg-type]  # the stubs want bytes, Qt takes str
    yield made
    QDesktopServices.unsetUrlHandler("tel")


def test_calling_copies_the_number_dials_and_asks_for_the_script(
    office: Office, board: Seat, three: list[int], telephone: Telephone
) -> None:
    board.press(Key.Key_F9)
    assert QGuiApplication.clipboard().text() == "01024817736"
    assert telephone.dialled == ["tel:01024817736"]
    assert [call.id for call in board.calls] == [three[0]]
    assert "010" not in board.heard[-1], "the notice does not name the number"
    assert detail_of(office, three[0]).state is PromiseState.OPEN, "only an outcome closes a promise"


def test_the_strip_can_call_what_the_filter_hides(
    board: Seat, three: list[int], telephone: Telephone
) -> None:
    board.press(Key.Key_2)
    board.page.call_now(three[1])
    board.settle()
    assert [call.id for call in board.calls] == [three[1]]


def test_the_strip_opens_the_hand_over_of_what_the_filter_hides(board: Seat, three: list[int]) -> None:
    board.press(Key.Key_2)
    board.page.show_hand_over(three[1])
    board.settle()
    assert board.page.board.view.key() == ("promise", three[1])
    assert board.panel() is not None


def test_a_promise_is_shown_from_elsewhere_and_one_that_has_ended_is_said_to_be_gone(
    office: Office, board: Seat, three: list[int]
) -> None:
    board.press(Key.Key_2)
    board.page.show_promise(three[1])
    board.settle()
    shown = board.page.detail.detail
    assert shown is not None
    assert shown.id == three[1]
    office.boss.run(keep_promise, promise_id=three[2], seen_version=1)
    board.page.show_promise(three[2])
    board.settle()
    assert "약속" in board.heard[-1]


# -- two desks -----------------------------------------------------------------------------------


def test_who_changed_it_meanwhile_is_named_and_the_verb_can_be_repeated(
    office: Office, board: Seat, three: list[int]
) -> None:
    board.press(Key.Key_X)
    board.type("직접 방문하심")
    other = office.at("정다은", desk="2번 창구")
    other.run(hand_over_promise, promise_id=three[0], seen_version=1, to_id=office.people["정다은"].id)
    board.press(Key.Key_Return)
    assert "정다은 주임" in board.error()
    assert "2번 창구" in board.error()
    assert detail_of(office, three[0]).state is PromiseState.OPEN
    board.press(Key.Key_Return)
    assert detail_of(office, three[0]).state is PromiseState.WITHDRAWN


def test_a_promise_kept_at_another_desk_leaves_the_board_with_its_panel(
    office: Office, board: Seat, three: list[int]
) -> None:
    board.press(Key.Key_N)
    office.at("정다은").run(keep_promise, promise_id=three[0], seen_version=1)
    board.shift.changed.emit(frozenset({Area.PROMISES, Area.ALERTS}))
    board.settle()
    assert board.panel() is None
    assert board.page.board.view.key() == ("promise", three[1])


# -- missed calls --------------------------------------------------------------------------------


@pytest.fixture
def missed(office: Office, three: list[int]) -> None:
    office.desk.run(ring_began, call_id="a", phone="01055556666")
    office.desk.run(ring_hung_up, call_id="a", ring_ms=7000)


def test_a_missed_call_stands_on_top_and_two_keys_promise_a_callback(
    office: Office, missed: None, qtbot: QtBot, shift: Shift
) -> None:
    with seat(qtbot, shift) as made:
        assert made.lines()[:2] == [
            "[받지 못한 전화 1건]",
            "방금 지남, 벨 3번, 끝번호 6666, 14:06에 걸려 온 전화",
        ]
        made.press(Key.Key_M, Key.Key_1)
        assert office.desk.run(missed_calls).value == ()
        promised = [row for row in office.desk.run(list_board).value.rows if row.phone == "01055556666"]
        assert [row.due_at for row in promised] == [seoul_at(TUESDAY, time(15, 10))]
        assert promised[0].kind is PromiseKind.CALLBACK
        assert "받지 못한 전화" not in " ".join(made.lines())


def test_a_missed_call_that_needs_nothing_is_taken_off(
    office: Office, missed: None, qtbot: QtBot, shift: Shift
) -> None:
    with seat(qtbot, shift) as made:
        made.press(Key.Key_D)
        assert office.desk.run(missed_calls).value == ()
        assert office.desk.run(list_board).value.open == 3
