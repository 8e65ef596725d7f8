"""The brief for a deputy as a card: whole on the screen, masked on paper."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk_app.core.appointments import Reach, VisitReason
from desk_app.core.clock import seoul_at
from desk_app.core.staff import PresenceState
from desk_app.gui.briefs.card import HandOverBriefCard, hand_over_parts, hand_over_sheet
from desk_app.gui.briefs.parts import PartView
from desk_app.gui.messages import Message, voice
from desk_app.gui.paper import Facts, Heading, Items, Prose
from desk_app.gui.shift import Shift
from desk_app.usecases.appointments import NewAppointment, book_appointment
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.hand_over_briefs import HandOverBrief
from desk_app.usecases.staff import set_presence
from tests.builders import Office


@pytest.fixture
def visit(office: Office) -> int:
    """A visit of 강지훈 to 정다은, who has gone out; 이수민 acts. A call back is still owed."""
    topic, away = office.topics["심리상담"].id, office.people["정다은"].id
    office.promise(topic_id=topic, note="서류를 보고 답하기로 함")
    new = NewAppointment(
        staff_id=away,
        starts_at=seoul_at(date(2026, 11, 24), time(15)),
        minutes=30,
        topic_id=topic,
        matter="심리상담 첫 방문",
        place="1층 상담실",
        bring="신분증",
        why_visit=VisitReason.TALK,
        reach=Reach.NONE,
        customer_name="강지훈",
        phone="010-2481-7736",
    )
    booked = office.desk.run(book_appointment, new=new).value
    office.boss.run(set_deputies, staff_id=away, topic_id=None, deputies=[office.people["이수민"].id])
    back_at = office.now + timedelta(hours=2)
    office.desk.run(set_presence, staff_id=away, state=PresenceState.OUT, back_at=back_at)
    return booked.id


@pytest.fixture
def card(shift: Shift, qtbot: QtBot) -> Iterator[HandOverBriefCard]:
    """The card on the screen, empty."""
    made = HandOverBriefCard(shift)
    qtbot.addWidget(made)
    made.resize(380, 620)
    made.show()
    yield made
    shift.runner.settle()


def settled(card: HandOverBriefCard, shift: Shift) -> None:
    """Let the answer come and be shown."""
    shift.runner.settle()
    QApplication.processEvents()


def read(card: HandOverBriefCard, shift: Shift) -> HandOverBrief:
    """Let the answer come and return what is shown."""
    settled(card, shift)
    assert card.brief is not None
    return card.brief


def words_on(card: HandOverBriefCard) -> str:
    """Return all that is seen of the parts of the card, as it is read aloud."""
    labels = [label for view in card.findChildren(PartView) for label in view.findChildren(QLabel)]
    return "\n".join(label.text() for label in labels if label.isVisible())


def test_the_deputy_reads_it_whole(shift: Shift, card: HandOverBriefCard, visit: int) -> None:
    card.show_brief(visit)
    read(card, shift)
    said = words_on(card)
    for expected in (
        "오늘 15:00 · 1층 상담실",
        "신분증",
        "오늘 15:06까지라고 말씀드림",
        "서류를 보고 답하기로 함",
    ):
        assert expected in said
    whole = "\n".join(label.text() for label in card.findChildren(QLabel))
    assert "강지훈 님 · 010-2481-7736" in whole
    assert "정다은 주임 · 외근 · 16:06 복귀 · 대행 이수민 대리" in whole


def test_on_paper_the_name_is_masked_and_the_number_left_out(
    shift: Shift, card: HandOverBriefCard, visit: int
) -> None:
    card.show_brief(visit)
    sheet = hand_over_sheet(read(card, shift), shift.now())
    printed = [sheet.title, sheet.under]
    for block in sheet.blocks:
        match block:
            case Facts(rows):
                printed += [" ".join(row) for row in rows]
            case Items(lines):
                printed += lines
            case Heading(text) | Prose(text):
                printed.append(text)
    text = "\n".join(printed)
    assert "강*훈" in text
    assert "심리상담 첫 방문" in text
    assert "강지훈" not in text
    assert "7736" not in text


def test_a_customer_without_an_appointment_has_one_too(
    shift: Shift, card: HandOverBriefCard, visit: int
) -> None:
    card.show_brief(visit)
    customer_id = read(card, shift).customer_id
    assert customer_id is not None
    card.show_for(customer_id, None)
    assert words_on(card) == "", "nothing of the last one is left while it is read"
    brief = read(card, shift)
    assert brief.appointment_id is None
    assert hand_over_parts(brief, shift.now())[0].title == "오신 까닭"


def test_an_answer_that_comes_after_it_was_cleared_is_not_shown(
    shift: Shift, card: HandOverBriefCard, visit: int
) -> None:
    card.show_brief(visit)
    card.clear()
    settled(card, shift)
    assert card.brief is None
    assert words_on(card) == ""


def test_a_visit_that_is_gone_is_said_to_be(shift: Shift, card: HandOverBriefCard) -> None:
    heard: list[Message] = []
    voice().said.connect(heard.append)
    card.show_brief(999)
    settled(card, shift)
    voice().said.disconnect(heard.append)
    assert card.brief is None
    assert len(heard) == 1
