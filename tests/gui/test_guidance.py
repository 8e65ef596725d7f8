"""The guidance beside a call: the topic's entries, a search while talking, the answer, the record."""

from collections.abc import Iterator
from typing import TypeVar

import pytest
import sqlalchemy as sa
from pytestqt.qtbot import QtBot

from db.models import FaqMiss, FaqUse
from desk_app.core.faq import EntryState, EntryText, SiteSection
from desk_app.gui.faq.guidance import GuidanceCard
from desk_app.gui.shift import Shift
from desk_app.usecases.faq import list_entries
from desk_app.usecases.faq_entries import make_entry
from tests.builders import Office
from tests.gui.receptionist import Receptionist, at_the_desk

T = TypeVar("T")
STAY = "숙식은 여섯 달이고 더 늘릴 수 있습니다."


@pytest.fixture
def hand(qtbot: QtBot, office: Office, shift: Shift) -> Iterator[Receptionist]:
    for question, answer, topic in (
        ("숙식은 얼마 동안 받나요", STAY, "숙식제공"),
        ("직업훈련은 어떻게 신청하나요", "담당자가 안내해 드립니다.", "직업훈련"),
    ):
        text = EntryText(question, answer, SiteSection.SERVICES, office.topics[topic].id)
        office.boss.run(make_entry, text=text)
    with at_the_desk(shift) as made:
        made.press("F3", "1")
        yield made


def card(hand: Receptionist) -> GuidanceCard:
    return hand.page.caller_column.guidance


def shown(hand: Receptionist) -> list[str]:
    return [row.title for row in card(hand).hits.rows()]


def search(qtbot: QtBot, hand: Receptionist, text: str) -> None:
    hand.press("F11")
    hand.type(text)
    qtbot.waitUntil(card(hand).is_settled)


def kept(office: Office, column: sa.orm.InstrumentedAttribute[T]) -> list[T]:
    with office.engine.connect() as connection:
        return list(connection.scalars(sa.select(column)))


def test_the_topic_brings_its_entries_and_the_focus_stays(hand: Receptionist, office: Office) -> None:
    before = hand.focus
    hand.session.choose_topic(office.topics["숙식제공"].id)
    hand.settle()
    assert shown(hand) == ["숙식은 얼마 동안 받나요"]
    assert hand.focus is before


def test_a_search_while_talking_is_read_aloud_and_copied(
    qtbot: QtBot, hand: Receptionist, office: Office
) -> None:
    before, step = hand.focus, hand.step
    search(qtbot, hand, "숙식이")
    assert shown(hand) == ["숙식은 얼마 동안 받나요"]
    hand.press("Enter")
    assert card(hand).view.answer.text() == STAY
    assert not hand.page.caller.isVisible()
    hand.press("Alt+C", "Alt+C")
    assert hand.session.draft.note == f"안내함: 숙식은 얼마 동안 받나요\n{STAY}"
    assert hand.page.record.note.toPlainText() == hand.session.draft.note
    hand.press("Esc")
    assert (hand.focus, hand.step, hand.is_serving()) == (before, step, True)
    assert hand.page.caller.isVisible()
    assert len(kept(office, FaqUse.id)) == 1
    assert kept(office, FaqMiss.text) == []


def test_a_change_is_proposed_from_the_call(qtbot: QtBot, hand: Receptionist, office: Office) -> None:
    search(qtbot, hand, "숙식이")
    hand.press("Enter", "Alt+U", "Alt+U")
    assert "지금 안내와 같습니다" in card(hand).view.editor.accessibleDescription()
    hand.press("Enter")
    hand.type("서류도 챙겨 주세요.")
    step = hand.step
    hand.press("Esc")
    assert (card(hand).view.answer.text(), hand.step, hand.is_serving()) == (STAY, step, True)
    hand.press("Alt+U")
    assert card(hand).view.editor.toPlainText().endswith("서류도 챙겨 주세요."), "what was typed stays"
    hand.press("Alt+U")
    assert "제안했습니다" in hand.heard[-1]
    (row,) = office.boss.run(list_entries, state=EntryState.PROPOSED).value
    assert (row.question, row.owner) == ("숙식은 얼마 동안 받나요", office.people["최민호"].title)
    hand.press("Esc")
    assert hand.is_serving()


def test_what_is_not_found_is_noted_once_and_the_call_goes_on(
    qtbot: QtBot, hand: Receptionist, office: Office
) -> None:
    search(qtbot, hand, "결혼지원")
    assert shown(hand) == []
    hand.press("Enter", "Enter", "Esc")
    assert kept(office, FaqMiss.text) == ["결혼지원"]
    assert hand.is_serving()


def test_the_arrows_choose_another_hit(qtbot: QtBot, hand: Receptionist) -> None:
    search(qtbot, hand, "나요")
    assert len(shown(hand)) == 2
    hand.press("Down", "Enter")
    assert card(hand).view.answer.text() == "담당자가 안내해 드립니다."
    assert "업무소개" in card(hand).view.site.findChildren(type(card(hand).view.answer))[1].text()
