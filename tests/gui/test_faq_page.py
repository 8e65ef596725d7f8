"""The page 안내 as it is read and kept: by its owner, by a supervisor, by everybody else."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import type_hangul
from desk_app.core.faq import EntryState, EntryText, SiteSection
from desk_app.gui.faq.page import FaqPage
from desk_app.gui.faq.panels import EditorPanel
from desk_app.gui.messages import Message, voice
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.faq import EntryDetail, list_entries
from desk_app.usecases.faq_candidates import note_miss
from desk_app.usecases.faq_entries import make_entry, review_entry
from tests.builders import Office
from tests.gui.desks import shift_for

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Reader:
    """Somebody before the page: keys pressed, lines read."""

    def __init__(self, qtbot: QtBot, shift: Shift) -> None:
        self.qtbot, self.shift = qtbot, shift
        self.page = FaqPage(shift)
        qtbot.addWidget(self.page)
        self.heard: list[str] = []
        voice().said.connect(self.hear)
        self.page.resize(1160, 612)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.settle()

    def hear(self, message: Message) -> None:
        self.heard.append(message.text)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.page.is_settled() and not self.shift.runner.busy)

    def press(self, *keys: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            here = QApplication.focusWidget()
            assert here is not None
            QTest.keyClick(here, key, modifiers)
            self.settle()

    def type(self, text: str) -> None:
        here = QApplication.focusWidget()
        assert here is not None
        type_hangul(here, text)
        self.settle()

    def lines(self) -> list[str]:
        return [row.spoken for row in self.page.list.rows]


@pytest.fixture
def read(qtbot: QtBot) -> Iterator[Callable[[Shift], Reader]]:
    made: list[Reader] = []

    def sit_down(shift: Shift) -> Reader:
        made.append(Reader(qtbot, shift))
        return made[-1]

    yield sit_down
    for reader in made:
        reader.settle()
        voice().said.disconnect(reader.hear)


Sit = Callable[[Shift], Reader]


def make(office: Office, question: str, topic: str = "") -> EntryDetail:
    topic_id = office.topics[topic].id if topic else None
    text = EntryText(question, "담당자가 안내해 드립니다.", SiteSection.SERVICES, topic_id)
    return office.boss.run(make_entry, text=text).value


def test_entries_are_listed_found_and_opened(read: Sit, shift: Shift, office: Office) -> None:
    make(office, "숙식은 얼마 동안 받나요", "숙식제공")
    make(office, "직업훈련은 어떻게 신청하나요")
    reader = read(shift)
    assert len(reader.lines()) == 2
    reader.press(Key.Key_Slash)
    reader.type("직업훈련에")
    (line,) = reader.lines()
    assert line.startswith("직업훈련은 어떻게 신청하나요, 업무소개 · 한지부 지부장")
    assert reader.page.detail.detail is not None
    assert reader.page.detail.detail.answer == "담당자가 안내해 드립니다."
    reader.press(Key.Key_Escape)
    assert len(reader.lines()) == 2


def test_a_receptionist_proposes_and_a_supervisor_puts_it_to_use(
    read: Sit, shift: Shift, boss: Shift, office: Office
) -> None:
    make(office, "숙식은 얼마 동안 받나요")
    reader = read(shift)
    reader.press(Key.Key_K, Key.Key_X)
    assert reader.page.detail.place.panel is None
    reader.press(Key.Key_N)
    reader.type("차를 세울 곳이 있나요")
    reader.press(Key.Key_Return)
    reader.type("건물 뒤에 있습니다")
    reader.press(Key.Key_Return, modifiers=CTRL)
    assert reader.heard[-1] == "책임자에게 제안했습니다."
    assert reader.lines()[0].startswith("차를 세울 곳이 있나요")
    leader = read(boss)
    leader.press(Key.Key_3, Key.Key_A)
    (proposed,) = [e for e in office.desk.run(list_entries).value if e.question == "차를 세울 곳이 있나요"]
    assert proposed.state is EntryState.STANDING


def test_whoever_may_not_change_an_entry_proposes_it_to_its_owner(
    read: Sit, shift: Shift, office: Office
) -> None:
    entry = make(office, "숙식은 얼마 동안 받나요", "숙식제공")
    reader = read(shift)
    reader.press(Key.Key_U)
    assert isinstance(reader.page.detail.place.panel, EditorPanel)
    reader.press(Key.Key_End)
    reader.type(" 더 있습니다")
    reader.press(Key.Key_Return, modifiers=CTRL)
    assert reader.heard[-1] == "살피는 직원에게 제안했습니다."
    assert "고치자는 제안" in reader.lines()[0]
    owner = read(shift_for(office, "최민호"))
    owner.press(Key.Key_2)
    assert ["고치자는 제안" in line for line in owner.lines()] == [True, False]
    said = [each.text() for each in owner.page.detail.findChildren(Words) if each.isVisible()]
    assert "담당자가 안내해 드립니다." in said, "what stands now, beside the proposal"
    owner.press(Key.Key_A)
    assert len(owner.lines()) == 1
    after = owner.page.detail.detail
    assert after is not None
    assert (after.row.id, "더 있습니다" in after.answer) == (entry.row.id, True)


def test_what_is_not_wanted_is_turned_down_with_a_word_why(
    read: Sit, boss: Shift, shift: Shift, office: Office
) -> None:
    office.desk.run(note_miss, text="주차 공간")
    reader = read(shift)
    reader.press(Key.Key_5, Key.Key_X)
    assert reader.page.detail.place.panel is None, "supervisors do"
    leader = read(boss)
    leader.press(Key.Key_5, Key.Key_X, Key.Key_Return)
    panel = leader.page.detail.place.panel
    assert panel is not None
    assert panel.fields["reason"].editor.accessibleDescription()
    leader.type("우리 업무가 아님")
    leader.press(Key.Key_Return)
    assert leader.lines() == []
    assert "세 번 더" in leader.heard[-1]


def test_still_right_keeps_the_review_and_a_change_is_one_too(read: Sit, boss: Shift, office: Office) -> None:
    make(office, "숙식은 얼마 동안 받나요")
    reader = read(boss)
    reader.press(Key.Key_K)
    assert reader.heard[-1] == "살펴보았습니다. 그대로 맞습니다."
    reader.press(Key.Key_U)
    reader.press(Key.Key_End)
    reader.type(" 더 있습니다")
    reader.press(Key.Key_Return, modifiers=CTRL)
    detail = reader.page.detail.detail
    assert detail is not None
    assert [line.what for line in detail.versions] == ["changed", "reviewed", "made"]
    assert detail.answer.startswith("담당자가 안내해 드립니다.")
    assert "더 있습니다" in detail.answer


def test_what_another_desk_changed_meanwhile_is_said_and_nothing_is_overwritten(
    read: Sit, boss: Shift, office: Office
) -> None:
    made = make(office, "숙식은 얼마 동안 받나요")
    reader = read(boss)
    reader.press(Key.Key_U)
    office.boss.run(review_entry, entry_id=made.row.id, seen_version=made.row.version)
    reader.press(Key.Key_Return, modifiers=CTRL)
    panel = reader.page.detail.place.panel
    assert panel is not None
    assert "한지부" in panel.error()


def test_an_empty_answer_is_refused_at_its_field(read: Sit, boss: Shift) -> None:
    reader = read(boss)
    reader.press(Key.Key_N)
    reader.type("차를 세울 곳이 있나요")
    reader.press(Key.Key_Return, modifiers=CTRL)
    panel = reader.page.detail.place.panel
    assert panel is not None
    assert panel.fields["answer"].editor.hasFocus()
    assert panel.fields["answer"].editor.accessibleDescription()
    reader.press(Key.Key_Escape)
    assert reader.page.detail.place.panel is None


def test_what_was_searched_in_vain_becomes_an_entry(read: Sit, boss: Shift, office: Office) -> None:
    office.desk.run(note_miss, text="주차 공간", topic_id=office.topics["기타"].id)
    reader = read(boss)
    reader.press(Key.Key_5)
    assert reader.lines() == ["“주차 공간”, 1번 찾았으나 안내가 없음"]
    reader.press(Key.Key_N)
    reader.type("건물 뒤에 있습니다")
    reader.press(Key.Key_Return, modifiers=CTRL)
    (entry,) = office.desk.run(list_entries).value
    assert (entry.question, entry.topic) == ("주차 공간", "기타")
    reader.press(Key.Key_5)
    assert reader.lines() == []


def test_a_supervisor_puts_the_first_entries_in_and_takes_one_out(
    read: Sit, boss: Shift, office: Office
) -> None:
    reader = read(boss)
    reader.press(Key.Key_G)
    count = len(reader.lines())
    assert count > 20
    reader.press(Key.Key_X)
    reader.type("우리 지부에는 없음")
    reader.press(Key.Key_Return)
    assert len(office.desk.run(list_entries).value) == count - 1
    reader.press(Key.Key_4)
    assert len(reader.lines()) == 1
