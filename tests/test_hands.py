"""The tests' own keyboard types what a person would."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import composition, press, type_hangul


@pytest.mark.parametrize(
    ("character", "steps"),
    [("김", ["ㄱ", "기", "김"]), ("이", ["ㅇ", "이"]), ("뷁", ["ㅂ", "붸", "뷁"]), ("ㅎ", ["ㅎ"])],
)
def test_a_syllable_grows_letter_by_letter(character: str, steps: list[str]) -> None:
    assert composition(character) == steps


def test_a_name_and_a_number_arrive_whole(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    type_hangul(field, "강지훈 Kim, 010-4821-7730")
    assert field.text() == "강지훈 Kim, 010-4821-7730"
    press(field, Qt.Key.Key_Backspace)
    assert field.text() == "강지훈 Kim, 010-4821-773"


def test_a_note_of_several_lines_arrives_whole(qtbot: QtBot) -> None:
    note = QPlainTextEdit()
    qtbot.addWidget(note)
    type_hangul(note, "오늘 다섯 시까지")
    press(note, Qt.Key.Key_Return)
    type_hangul(note, "다시 전화")
    assert note.toPlainText() == "오늘 다섯 시까지\n다시 전화"
