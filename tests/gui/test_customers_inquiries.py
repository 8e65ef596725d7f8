"""Written questions in a customer's history, whatever became of them, by keyboard, on both engines."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press
from desk_app.core.inquiries import Channel
from desk_app.gui.customers.page import CustomersPage
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.inquiries import InquiryDetail
from desk_app.usecases.inquiry_intake import receive_inquiry
from desk_app.usecases.inquiry_replies import close_inquiry, save_reply_draft, send_reply
from tests.builders import Office
from tests.gui.board_seat import statements
from tests.questions import do, new

Key = Qt.Key
KANG = {"customer_name": "강지훈", "phone": "010-2481-7736"}


@pytest.fixture
def kang(office: Office) -> int:
    """A customer who called once."""
    customer_id = office.record(**KANG, summary="자격 문의").customer_id
    assert customer_id is not None
    return customer_id


@pytest.fixture
def page(shift: Shift, qtbot: QtBot) -> Iterator[CustomersPage]:
    """The page of customers."""
    made = CustomersPage(shift)
    qtbot.addWidget(made)
    made.resize(1160, 612)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    shift.runner.settle()


def open_kang(page: CustomersPage, shift: Shift, customer_id: int) -> None:
    page.open_customer(customer_id)
    shift.runner.settle()


def head(page: CustomersPage) -> list[str]:
    """Return all words that the page shows."""
    return [words.text() for words in page.findChildren(Words) if words.isVisible()]


def asked(office: Office, customer_id: int) -> InquiryDetail:
    """Take in a letter of that customer that came six days ago."""
    letter = new(office, customer_id=customer_id, arrived_at=office.now - timedelta(days=6))
    return office.desk.run(receive_inquiry, new=letter).value


def test_a_question_that_was_answered_stands_in_the_history_and_is_opened_by_enter(
    page: CustomersPage, shift: Shift, office: Office, kang: int
) -> None:
    done = office.at("최민호")
    letter = asked(office, kang)
    letter = do(done, save_reply_draft, letter, text="답변")
    letter = do(done, send_reply, letter, number=1, sent_by=Channel.POST)
    do(done, close_inquiry, letter)
    again = asked(office, kang)
    asked_for: list[int] = []
    page.inquiry_opened.connect(asked_for.append)
    open_kang(page, shift, kang)
    assert [row.key for row in page.history.rows[1:]] == [-again.id, -letter.id]
    said = page.history.rows[2].spoken
    assert said.split(", ") == [
        f"서면 문의 {letter.number} · 우편",
        "11.18 (수) 14:06 · 마침 오늘 14:06",
        "안심 회신일 11.25 · 처리기한 11.26",
        "숙식제공 기간 연장 문의",
        "종결",
    ]
    assert page.history.rows[1].chip == "답변 준비"
    assert "지난 응대 · 1건 · 서면 문의 2건" in head(page)
    press(page.history, Key.Key_End)
    press(page.history, Key.Key_Return)
    assert asked_for == [letter.id]


def test_a_question_older_than_what_is_read_waits_for_its_place(
    page: CustomersPage, shift: Shift, office: Office, kang: int
) -> None:
    letter = asked(office, kang)
    for number in range(31):
        office.record(**KANG, summary=f"{number}번째")
    open_kang(page, shift, kang)
    assert -letter.id not in [row.key for row in page.history.rows]
    press(page.history, Key.Key_End)
    press(page.history, Key.Key_Return)
    shift.runner.settle()
    assert [row.key for row in page.history.rows][-1] == -letter.id


def test_many_questions_take_as_many_statements_as_one(
    page: CustomersPage, shift: Shift, office: Office, kang: int
) -> None:
    asked(office, kang)
    with statements(office) as few:
        open_kang(page, shift, kang)
    for _ in range(20):
        asked(office, kang)
    with statements(office) as many:
        open_kang(page, shift, kang)
    assert len(page.history.rows) == 22
    assert len(many) == len(few)
