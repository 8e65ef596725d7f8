"""Tab goes through a section of the settings as one reads it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press
from desk_app.gui.settings.absences import AbsencesSection
from desk_app.gui.settings.topics import TopicsSection
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from tests.gui.settings_page import CTRL, opened


def stops(first: QWidget, count: int) -> list[QWidget | None]:
    """Return where the keyboard goes from `first` with each Tab."""
    first.setFocus()
    reached = []
    for _ in range(count):
        press(QApplication.focusWidget() or first, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    return reached


def test_the_fields_of_a_topic_come_in_reading_order_and_then_the_buttons(
    qtbot: QtBot, boss: Shift, tmp_path: Path
) -> None:
    page = opened(qtbot, boss, tmp_path)
    topics = page.show_section("topics")
    assert isinstance(topics, TopicsSection)
    boss.runner.settle()
    press(topics.table, Qt.Key.Key_Down)
    topics.people.setCurrentIndex(0)
    boxes = [topics.also_boxes[person.id] for person in boss.people]
    fields = [topics.name.edit, topics.people, topics.visit_for.edit, *boxes, topics.bring.edit]
    *reached, save, retire = stops(topics.group.edit, len(fields) + 2)
    assert reached == fields
    assert isinstance(save, KeyButton)
    assert (save.text(), retire) == ("저장", topics.retire)


def test_an_absence_is_planned_after_its_fields(qtbot: QtBot, shift: Shift, tmp_path: Path) -> None:
    page = opened(qtbot, shift, tmp_path)
    absences = page.show_section("absences")
    assert isinstance(absences, AbsencesSection)
    shift.runner.settle()
    press(absences.table, Qt.Key.Key_N, CTRL)
    fields = [absences.states, absences.first.edit, absences.last.edit, absences.note.edit, absences.repeats]
    assert stops(absences.people, 6) == [*fields, absences.plan]
