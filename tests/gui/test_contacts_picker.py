"""Choosing a topic or a colleague by typing: syllables, initials, any word of it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press, type_hangul
from desk_app.gui.contacts.picker import Option, Picker

OPTIONS = (
    Option(1, "취업지원 › 직업훈련", ("직업훈련", "취업지원")),
    Option(2, "취업지원 › 취업알선·허그일자리", ("취업알선·허그일자리", "취업지원")),
    Option(3, "생활지원 › 숙식제공", ("숙식제공", "생활지원")),
)


@pytest.fixture
def picker(dressed: QApplication) -> Iterator[Picker]:
    """A picker in a window, with another field to go to."""
    window = QWidget()
    column = QVBoxLayout(window)
    made = Picker()
    made.set_options(OPTIONS)
    for widget in (made, QLineEdit()):
        column.addWidget(widget)
    window.resize(400, 400)
    window.show()
    window.activateWindow()
    made.setFocus()
    yield made
    window.close()


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("ㅅㅅ", 3), ("숙", 3), ("허그", 2), ("ㅈㅇㅎㄹ", 1), ("취업알", 2), ("생활지원 › 숙", 3)],
)
def test_what_is_typed_finds_it_and_tab_takes_it(
    picker: Picker, qtbot: QtBot, typed: str, chosen: int
) -> None:
    with qtbot.waitSignal(picker.chosen) as said:
        type_hangul(picker, typed)
        assert picker.is_open()
        press(picker, Qt.Key.Key_Tab)
    assert said.args == [chosen]
    assert not picker.is_open()
    assert picker.text() == OPTIONS[chosen - 1].text


def test_arrows_choose_another_of_those_that_fit(picker: Picker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(picker.chosen) as said:
        type_hangul(picker, "취업")
        press(picker, Qt.Key.Key_Down)
        picker.take()
    assert said.args == [2]


def test_the_whole_list_opens_on_down(picker: Picker) -> None:
    press(picker, Qt.Key.Key_Down)
    assert picker.is_open()


def test_esc_puts_the_list_away_and_what_was_chosen_back(picker: Picker) -> None:
    picker.choose(3)
    type_hangul(picker, "취업")
    press(picker, Qt.Key.Key_Escape)
    assert not picker.is_open()
    assert picker.text() == OPTIONS[2].text


def test_what_fits_nothing_is_put_back(picker: Picker) -> None:
    picker.choose(3)
    picker.selectAll()
    type_hangul(picker, "없는 것")
    press(picker, Qt.Key.Key_Tab)
    assert picker.text() == OPTIONS[2].text


def test_an_emptied_field_chooses_nothing(picker: Picker, qtbot: QtBot) -> None:
    picker.choose(3)
    picker.selectAll()
    with qtbot.waitSignal(picker.chosen) as said:
        press(picker, Qt.Key.Key_Delete)
        press(picker, Qt.Key.Key_Tab)
    assert said.args == [None]
