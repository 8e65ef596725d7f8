"""The program speaks up round a written question, on both engines: what is to be done, and the way there."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desk_app.core.inquiries import Channel, Kind
from desk_app.gui.alert_strip import StripItem
from desk_app.gui.customers.words import promise_row
from desk_app.gui.inquiries.table import cells
from desk_app.gui.promises.words import due_words
from desk_app.gui.shift import Shift
from desk_app.usecases.board import list_board
from desk_app.usecases.customers import open_caller
from desk_app.usecases.inquiry_clocks import (
    ask_supplement,
    begin_field_inquiry,
    end_field_inquiry,
    extend_field_inquiry,
)
from desk_app.usecases.inquiry_intake import accept_inquiry, tell_dates
from desk_app.usecases.inquiry_lists import list_inquiries
from desk_app.usecases.inquiry_passing import plan_passing
from tests.builders import Office
from tests.gui.desks import shift_for
from tests.gui.watch import Watch
from tests.questions import at, do, receive

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def watch(qtbot: QtBot, shift: Shift) -> Iterator[Watch]:
    """The receptionist's window, nothing owed yet."""
    made = Watch(qtbot, shift)
    yield made
    made.leave()


def at_moment(office: Office, watch: Watch, month: int, day: int, hour: int = 9, **more: Any) -> StripItem:
    """Return what the strip says then."""
    office.clock.set(at(month, day, hour, **more))
    watch.tick()
    item = watch.item()
    assert item is not None
    return item


def test_an_interim_reply_is_asked_for_and_its_question_opened(
    office: Office, watch: Watch, qtbot: QtBot
) -> None:
    question = receive(office)  # Tuesday 24 November, to be answered by Tuesday 1 December
    item = at_moment(office, watch, 11, 27, 10)
    assert (item.chip, item.tone) == ("중간회신 보낼 때", "warning")
    assert item.title == "문서 회신 · 문*영 님"
    assert item.detail == "12.01 (화)까지 · 숙식제공 · 담당 최민호 과장"
    assert (item.act, item.can_call) == ("문의 열기", True)
    watch.show(qtbot)
    watch.press(Qt.Key.Key_F9)
    assert (watch.calls, watch.inquiries) == ([], [question.id])


def test_a_question_without_a_number_is_opened_all_the_same(
    office: Office, watch: Watch, qtbot: QtBot
) -> None:
    question = receive(office, customer_name="", phone="")
    item = at_moment(office, watch, 11, 27, 10)
    assert (item.title, item.can_call) == ("문서 회신", True)
    watch.show(qtbot)
    watch.press(Qt.Key.Key_F9)
    assert watch.inquiries == [question.id]


def test_ten_minutes_more_mean_nothing_to_a_question(office: Office, watch: Watch, qtbot: QtBot) -> None:
    receive(office)
    item = at_moment(office, watch, 11, 27, 10)
    assert (item.can_clear, item.can_wait) == (True, False)
    watch.show(qtbot)
    watch.press(Qt.Key.Key_F9, CTRL)
    watch.tick()
    assert watch.item() == item
    assert watch.heard == []
    assert "10분 뒤 다시" not in [each.text() for each in watch.window.strip.actions() if each.isVisible()]
    watch.press(Qt.Key.Key_F10, CTRL)
    assert watch.item() is None
    office.promise(timedelta(minutes=5))
    office.clock.advance(timedelta(minutes=5))
    watch.tick()
    watch.press(Qt.Key.Key_F9, CTRL)
    assert watch.item() is None, "a call can wait again"


def test_the_planned_end_of_a_field_inquiry_says_what_it_wants_until_that_is_done(
    office: Office, watch: Watch, qtbot: QtBot
) -> None:
    question = receive(office, kind=Kind.GRIEVANCE)
    minho = office.at("최민호")
    given = {"purpose": "숙소 확인", "until": date(2026, 11, 27)}
    question = do(minho, begin_field_inquiry, question, **given)
    item = at_moment(office, watch, 11, 27, 9)
    assert (item.chip, item.act) == ("실지조사 오늘까지", "문의 열기")
    assert item.detail.startswith("끝났으면 적고(O), 더 걸리면 늘리십시오(Shift V) · ")
    watch.show(qtbot)
    watch.press(Qt.Key.Key_F9)
    assert watch.inquiries == [question.id]
    again = {"until": date(2026, 11, 30), "reason": "현장이 닫혀 있었음"}
    question = do(minho, extend_field_inquiry, question, **again)
    watch.tick()
    assert watch.item() is None, "planned for longer"
    assert at_moment(office, watch, 11, 30, 9).chip == "실지조사 오늘까지"
    question = do(minho, tell_dates, question, told_by=Channel.POST)  # which plans all the rest anew
    assert at_moment(office, watch, 11, 30, 10).chip == "실지조사 오늘까지", "still to be done"
    do(minho, end_field_inquiry, question, on=date(2026, 11, 30))
    watch.tick()
    assert watch.item() is None


def test_the_end_of_the_time_to_supplement_has_its_own_words(office: Office, watch: Watch) -> None:
    question = receive(office)
    do(
        office.at("최민호"),
        ask_supplement,
        question,
        what="신분증 사본",
        due_on=at(11, 30).date(),
        sent_by=Channel.POST,
    )
    assert at_moment(office, watch, 11, 30, 10).chip == "보완 기한"


def test_after_thirty_days_it_asks_for_word_of_how_far_it_is_but_first_says_that_it_is_late(
    office: Office, watch: Watch
) -> None:
    receive(office)
    item = at_moment(office, watch, 12, 24, 10)
    assert item.chip == "23일 지남"
    assert item.detail.startswith("30일 경과 진행 안내 · 숙식제공")
    assert item.tone == "danger"


def test_the_third_question_on_a_matter_is_told_to_the_supervisor_by_name(
    office: Office, qtbot: QtBot, dressed: QApplication
) -> None:
    for _ in range(3):
        receive(office)
    shift = shift_for(office, "한지부")
    boss = Watch(qtbot, shift)
    boss.tick()
    item = boss.item()
    assert item is not None
    assert item.chip == "같은 건 세 번째 문의"
    boss.leave()
    shift.runner.stop()


def test_what_is_to_be_accepted_or_passed_on_leads_to_the_question_too(
    office: Office, watch: Watch, qtbot: QtBot
) -> None:
    web = receive(office, channel=Channel.WEB, accepted=False)
    item = at_moment(office, watch, 11, 25, 13, minute=58)
    assert (item.title, item.chip) == ("문의 접수 · 문*영 님", "8분 남음")
    letter = receive(office)
    do(office.desk, plan_passing, letter, to="가족지원팀", inside=True)
    watch.show(qtbot)
    watch.press(Qt.Key.Key_F9)
    item = at_moment(office, watch, 11, 25, 16, minute=50)
    do(office.desk, accept_inquiry, web, kind=web.kind)
    watch.tick()
    item = at_moment(office, watch, 11, 25, 16, minute=50)
    assert item.title == "문의 전달 · 문*영 님"
    watch.press(Qt.Key.Key_F9)
    assert (watch.calls, watch.inquiries) == ([], [web.id, letter.id])


def test_the_notice_outside_leads_to_the_question(office: Office, watch: Watch) -> None:
    question = receive(office)
    office.clock.set(at(11, 27, 10))
    watch.tick()
    assert watch.notices == ["고객 응대 지킬 약속이 있습니다."]
    watch.center.findChildren(QSystemTrayIcon)[0].messageClicked.emit()
    assert (watch.boards, watch.inquiries) == ([], [question.id])


def test_how_late_it_is_is_said_in_the_same_words_everywhere(
    office: Office, watch: Watch, qtbot: QtBot
) -> None:
    receive(office)  # to be answered by Tuesday 1 December
    chip = at_moment(office, watch, 12, 2, 14, minute=6).chip
    (row,) = office.desk.run(list_inquiries).value
    assert row.customer_id is not None
    card = office.desk.run(open_caller, customer_id=row.customer_id).value
    board = office.desk.run(list_board).value.rows
    assert chip == "1일 지남"
    assert promise_row(card.promises[0], office.now).chip == chip
    assert [due_words(each.due_at, office.now)[0] for each in board] == [chip]
    assert cells(row, office.now.date(), office.now).left == chip
