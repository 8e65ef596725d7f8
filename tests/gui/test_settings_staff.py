"""What a supervisor sets about colleagues, and the keys of a section, by keyboard on both engines."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press
from desk_app.core.staff import Role
from desk_app.gui import theme
from desk_app.gui.main_window import MainWindow
from desk_app.gui.office.background import background
from desk_app.gui.office.presence import presence_word
from desk_app.gui.settings.page import SettingsPage
from desk_app.gui.settings.rules import RulesSection
from desk_app.gui.settings.staff import StaffSection
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.keys_overlay import KeysOverlay
from desk_app.usecases.staff import list_staff
from tests.builders import Office
from tests.gui.settings_page import ALT, CTRL, fill, go, opened


@pytest.fixture
def page(qtbot: QtBot, boss: Shift, tmp_path: Path) -> SettingsPage:
    """The supervisor's settings."""
    return opened(qtbot, boss, tmp_path)


def test_numbers_choose_the_role_and_down_begins_with_the_first_person(
    page: SettingsPage, boss: Shift
) -> None:
    go(page, boss, 5)
    staff = page.show_section("staff")
    assert isinstance(staff, StaffSection)
    assert page.window().focusWidget() is staff.table
    press(staff.table, Qt.Key.Key_Down)
    assert staff.name.text() == staff.table.rows()[0].name
    staff.roles.take_focus()
    for key, role in ((Qt.Key.Key_3, Role.SUPERVISOR), (Qt.Key.Key_2, Role.HANDLER)):
        press(QApplication.focusWidget() or page, key)
        assert staff.roles.selected() == role


@pytest.mark.parametrize(("typed", "told"), [("010-12", "지역번호"), ("900101-1234567", "주민")])
def test_half_a_number_of_a_colleague_is_told_at_its_field(
    page: SettingsPage, boss: Shift, office: Office, typed: str, told: str
) -> None:
    go(page, boss, 5)
    staff = page.show_section("staff")
    assert isinstance(staff, StaffSection)
    before = len(office.boss.run(list_staff).value)
    for field, text in ((staff.name, "신입"), (staff.sign_in_name, "new"), (staff.phone, typed)):
        fill(field, text)
    for password in (staff.passwords.first, staff.passwords.second):
        fill(password, "신입이 쓸 열쇠말")
    press(staff.name.edit, Qt.Key.Key_Return, CTRL)
    background().settle()
    here = QApplication.focusWidget()
    assert here is not None
    assert told in here.accessibleDescription()
    assert len(office.boss.run(list_staff).value) == before


def test_a_supervisor_says_for_somebody_where_they_are(page: SettingsPage, boss: Shift) -> None:
    go(page, boss, 5)
    staff = page.show_section("staff")
    assert isinstance(staff, StaffSection)
    sumin = next(person for person in staff.table.rows() if person.name == "이수민")
    staff.table.choose(sumin.id)
    press(staff.table, Qt.Key.Key_J, CTRL | Qt.KeyboardModifier.ShiftModifier)
    press(QApplication.focusWidget() or page, Qt.Key.Key_4)
    boss.runner.settle()
    word, _dot = presence_word(next(p for p in boss.people if p.id == sumin.id).presence, boss.now())
    assert word == "회의 · 15:06 복귀"
    assert page.window().focusWidget() is staff.table


def test_keys_of_the_section_work_wherever_the_keyboard_is(page: SettingsPage, boss: Shift) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    window.top_bar.search.setFocus()
    press(window.top_bar.search, Qt.Key.Key_5, ALT)
    boss.runner.settle()
    staff = page.show_section("staff")
    assert isinstance(staff, StaffSection)
    window.top_bar.search.setFocus()
    press(window.top_bar.search, Qt.Key.Key_Return, CTRL)
    assert QApplication.focusWidget() is staff.name.edit, "saving asks for the name"
    window.top_bar.search.setFocus()
    window.show_page("settings")
    assert page.isAncestorOf(QApplication.focusWidget() or window), "going to the page goes into it"


@pytest.mark.parametrize("text_size", [100, 120, 150])
def test_the_hours_of_a_day_are_read_whole_in_the_least_window(
    page: SettingsPage, boss: Shift, dressed: QApplication, text_size: int
) -> None:
    page.window().resize(1280, 720)
    try:
        theme.apply(dressed, "light", text_size)
        go(page, boss, 9)
        rules = page.show_section("rules")
        assert isinstance(rules, RulesSection)
        QApplication.processEvents()
        for field in rules.days[:5]:
            need = field.edit.fontMetrics().horizontalAdvance(field.edit.text())
            assert field.edit.width() - 24 >= need
    finally:
        theme.apply(dressed)


def test_the_list_of_keys_holds_those_of_the_section_shown_and_of_the_strip(
    page: SettingsPage, boss: Shift
) -> None:
    go(page, boss, 5)
    window = page.window()
    assert isinstance(window, MainWindow)
    press(QApplication.focusWidget() or page, Qt.Key.Key_F1)
    overlay = window.findChild(KeysOverlay)
    assert overlay is not None
    for line in ("Alt 5: 직원", "Ctrl N: 새 직원", "F9: 지금 전화"):
        assert line in overlay.accessibleName()
