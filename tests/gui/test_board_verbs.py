"""The verbs of the board by keyboard, on both engines: what is owed is tried, moved on and ended."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk_app.core.areas import Area
from desk_app.core.clock import seoul_at
from desk_app.core.complaints import ComplaintKind
from desk_app.core.faq import EntryText, SiteSection
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.gui.promises.due_chooser import DueChooser
from desk_app.gui.shift import Shift
from desk_app.usecases.board import Origin, PromiseDetail, list_board
from desk_app.usecases.faq_entries import make_entry
from desk_app.usecases.promises import hand_over_promise, keep_promise
from desk_app.usecases.rings import missed_calls, ring_began, ring_hung_up
from tests.bookings import book
from tests.builders import Office
from tests.gui.board_seat import TUESDAY, Seat, detail_of, seat, three_promises
from tests.gui.complaint_seat import told
from tests.gui.inquiry_seat import arrive
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
    board.press(Key.Key_T, Key.Key_Tab, Key.Key_Return)
    assert "언제까지" in board.error()
    board.press(Key.Key_Escape, Key.Key_T, Key.Key_2)
    board.press(Key.Key_Return)
    assert "사유" in board.error()
    board.type("서류 확인이 늦어짐")
    board.press(Key.Key_Return)
    assert detail_of(office, three[0]).version == 1, "whether the customer knows is still open"
    board.press(Key.Key_N, Key.Key_Return)
    after = detail_of(office, three[0])
    assert after.next_try_at == seoul_at(TUESDAY, time(17))
    assert after.due_at == after.told_at == seoul_at(TUESDAY, time(14, 30)), "what was told still stands"
    assert "17:00" in " ".join(board.lines()), "and the new hour is when to try"


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
    assert board.panel() is not None, "Enter chooses the person it stands on and goes on to the note"
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


@pytest.mark.parametrize("first", [Key.Key_1, Key.Key_Return])
def test_a_missed_call_stands_on_top_and_two_keys_promise_a_callback(
    office: Office, missed: None, qtbot: QtBot, shift: Shift, first: Qt.Key
) -> None:
    with seat(qtbot, shift) as made:
        assert made.lines()[:2] == [
            "[받지 못한 전화 1건]",
            "방금, 벨 3번, 끝번호 6666, 14:06에 걸려 온 전화",
        ]
        made.press(Key.Key_M, first)
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


@pytest.mark.parametrize("key", [Key.Key_K, Key.Key_T, Key.Key_X])
def test_what_a_written_question_owes_is_settled_with_the_question_which_one_key_opens(
    office: Office, board: Seat, key: Key
) -> None:
    asked = arrive(office)
    board.shift.changed.emit(frozenset({Area.PROMISES}))
    board.settle()
    (owed,) = [row for row in office.desk.run(list_board).value.rows if row.kind is PromiseKind.REPLY]
    board.choose(owed.id)
    board.press(key)
    assert board.panel() is None
    assert board.heard == ["문의에 딸린 약속입니다. 문의를 열어 그곳에서 처리하세요."]
    opened: list[PromiseDetail] = []
    board.page.origin_asked.connect(opened.append)
    board.press(Key.Key_O)
    assert [each.origin for each in opened] == [(Origin.INQUIRY, asked.id)]


def test_one_key_opens_what_a_promise_comes_from(office: Office, board: Seat) -> None:
    complaint = told(office, ComplaintKind.OPINION, "안내판을 바꿔 주길 바람")
    text = EntryText("쉼터는 어떻게 신청합니까?", "전화로 신청합니다.", SiteSection.SERVICES)
    entry = office.boss.run(make_entry, text=text).value
    visit = book(office)
    board.shift.changed.emit(frozenset({Area.PROMISES}))
    board.settle()
    opened: list[PromiseDetail] = []
    board.page.origin_asked.connect(opened.append)
    rows = {row.kind: row.id for row in office.desk.run(list_board).value.rows}
    for kind in (PromiseKind.OPINION, PromiseKind.REVIEW, PromiseKind.REMINDER, PromiseKind.CALLBACK):
        board.choose(rows[kind])
        board.press(Key.Key_O)
    board.page.call_now(rows[PromiseKind.REVIEW])  # nobody to call: F9 of the strip opens it as well
    board.settle()
    contact = opened[3].contact_id
    assert contact is not None
    assert [each.origin for each in opened] == [
        (Origin.COMPLAINT, complaint.id),
        (Origin.ENTRY, entry.row.id),
        (Origin.APPOINTMENT, visit.id),
        (Origin.CONTACT, contact),
        (Origin.ENTRY, entry.row.id),
    ]
