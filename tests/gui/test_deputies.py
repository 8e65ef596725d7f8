"""Who acts for whom, set by keyboard; and seen by everybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press, type_hangul
from desk_app.core.areas import Area
from desk_app.core.staff import PresenceState
from desk_app.gui.settings.deputies import DeputiesSection
from desk_app.gui.shift import Shift
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.reference import read_reference
from desk_app.usecases.staff import set_presence
from tests.builders import Office
from tests.gui.settings_page import ALT, CTRL, listening, opened


@pytest.fixture
def said(dressed: QApplication) -> Iterator[list[str]]:
    """What the notice line was given to say."""
    with listening() as heard:
        yield heard


def shown(qtbot: QtBot, shift: Shift, tmp_path: Path) -> DeputiesSection:
    """Show the section of whoever is signed in, read."""
    page = opened(qtbot, shift, tmp_path)
    section = page.show_section("deputies")
    assert isinstance(section, DeputiesSection)
    section.setProperty("page", page)
    shift.runner.settle()
    return section


@pytest.fixture
def section(qtbot: QtBot, boss: Shift, tmp_path: Path) -> DeputiesSection:
    """The supervisor's section, on 이수민."""
    made = shown(qtbot, boss, tmp_path)
    sumin = next(person for person in boss.people if person.name == "이수민")
    made.table.choose(sumin.id)
    return made


def add(section: DeputiesSection, typed: str) -> None:
    """Add a deputy by initial consonants."""
    section.chain.add.setFocus()
    type_hangul(section.chain.add, typed)
    press(section.chain.add, Qt.Key.Key_Return)


def chain_of(office: Office, name: str, topic: str = "") -> list[str]:
    """Return the chain as it is kept."""
    names = {person.id: person.name for person in office.people.values()}
    topic_id = office.topics[topic].id if topic else None
    places = office.desk.run(read_reference).value.chains.places
    return [names[each] for each in places.get((office.people[name].id, topic_id), ())]


def away(office: Office, shift: Shift, *names: str) -> None:
    """Let people be out."""
    for name in names:
        office.desk.run(set_presence, staff_id=office.people[name].id, state=PresenceState.OUT)
    shift.changed.emit(frozenset({Area.STAFF}))
    shift.runner.settle()


def test_a_chain_is_built_reordered_and_kept_by_keyboard(
    section: DeputiesSection, boss: Shift, office: Office, said: list[str]
) -> None:
    assert not section.save.isEnabled()
    for typed in ("ㅈㄷㅇ", "최민", "ㄱㅎㄴ"):
        add(section, typed)
    section.chain.table.setFocus()
    press(section.chain.table, Qt.Key.Key_Up, ALT)
    press(section.chain.table, Qt.Key.Key_Up, ALT)
    press(section.chain.table, Qt.Key.Key_Down)
    press(section.chain.table, Qt.Key.Key_Delete)
    assert chain_of(office, "이수민") == [], "nothing is kept before the key is pressed"
    press(section.chain.table, Qt.Key.Key_Return, CTRL)
    boss.runner.settle()
    assert chain_of(office, "이수민") == ["김하늘", "최민호"]
    assert said == ["저장했습니다: 이수민 대리의 업무대행자"]
    assert not section.save.isEnabled()
    row = next(at for at, person in enumerate(section.table.rows()) if person.name == "이수민")
    assert section.table.model_.data(section.table.model_.index(row, 2)) == "김하늘 주임 외 1명"


def test_one_kind_of_work_has_an_order_of_its_own(
    section: DeputiesSection, boss: Shift, office: Office
) -> None:
    section.topics.setCurrentIndex(section.topics.findData(office.topics["직업훈련"].id))
    add(section, "최민호")
    press(section.chain.add, Qt.Key.Key_Return, CTRL)
    boss.runner.settle()
    assert chain_of(office, "이수민", "직업훈련") == ["최민호"]
    assert chain_of(office, "이수민") == []
    assert "따로 정함" in section.topics.currentText()


def test_it_says_who_would_act_and_why_while_one_edits(
    section: DeputiesSection, boss: Shift, office: Office
) -> None:
    def acting() -> str:
        return section.acting.findChildren(type(section.moving.words))[1].text()

    assert acting() == "정해 둔 업무대행자가 없어 한지부 지부장이 대행합니다."
    add(section, "정다은")
    assert acting() == "지금 이수민 대리가 자리를 비우면 정다은 주임이 대행합니다."
    away(office, boss, "정다은")
    assert acting() == "업무대행자가 모두 자리를 비워 한지부 지부장이 대행합니다."
    assert section.chain.deputies() == (office.people["정다은"].id,), "what is being edited stays"
    add(section, "최민호")
    away(office, boss, "이수민")
    assert acting() == "이수민 대리 대신 지금 최민호 과장이 대행합니다."


def test_the_table_names_who_acts_now_only_for_those_away(
    section: DeputiesSection, boss: Shift, office: Office
) -> None:
    sumin, daeun = office.people["이수민"].id, office.people["정다은"].id
    office.boss.run(set_deputies, staff_id=sumin, topic_id=None, deputies=(daeun,))
    away(office, boss, "이수민")
    acting = {
        person.name: section.table.model_.data(section.table.model_.index(row, 3))
        for row, person in enumerate(section.table.rows())
    }
    assert {name: deputy for name, deputy in acting.items() if deputy} == {"이수민": "정다은 주임"}


def test_everybody_sees_the_chains_and_only_supervisors_change_them(
    qtbot: QtBot, shift: Shift, office: Office, tmp_path: Path
) -> None:
    sumin = office.people["이수민"].id
    chain = (office.people["정다은"].id, office.people["최민호"].id)
    office.boss.run(set_deputies, staff_id=sumin, topic_id=None, deputies=chain)
    shift.changed.emit(frozenset({Area.STAFF}))
    section = shown(qtbot, shift, tmp_path)
    section.table.choose(sumin)
    assert [person.name for person in section.chain.table.rows()] == ["정다은", "최민호"]
    assert not section.save.isVisible()
    assert not section.chain.add.isVisible()
    section.chain.table.setFocus()
    press(section.chain.table, Qt.Key.Key_Down)
    press(section.chain.table, Qt.Key.Key_Delete)
    press(section.chain.table, Qt.Key.Key_Return, CTRL)
    shift.runner.settle()
    assert chain_of(office, "이수민") == ["정다은", "최민호"]


def test_a_chain_not_saved_yet_is_there_again_after_looking_at_others(
    section: DeputiesSection, boss: Shift, office: Office
) -> None:
    sumin, minho, daeun = (office.people[name].id for name in ("이수민", "최민호", "정다은"))
    row = next(at for at, person in enumerate(section.table.rows()) if person.id == sumin)
    cell = section.table.model_.index(row, 2)
    add(section, "정다은")
    section.topics.setCurrentIndex(section.topics.findData(office.topics["직업훈련"].id))
    add(section, "최민호")
    section.table.choose(minho)
    assert section.chain.deputies() == ()
    assert section.table.model_.data(cell) == "아직 없음 · 저장 전"
    section.table.choose(sumin)
    assert (section.chain.deputies(), section.save.isEnabled()) == ((minho,), True)
    section.topics.setCurrentIndex(0)
    assert section.topics.currentText() == "모든 업무 · 저장 전"
    assert section.chain.deputies() == (daeun,)
    press(section.chain.add, Qt.Key.Key_Return, CTRL)
    boss.runner.settle()
    assert chain_of(office, "이수민") == ["정다은"]
    assert chain_of(office, "이수민", "직업훈련") == [], "the other one still waits"
    assert section.table.model_.data(cell) == "정다은 주임 · 저장 전"
