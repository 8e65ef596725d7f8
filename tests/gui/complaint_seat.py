"""Somebody sitting before the section of complaints: keys pressed, lines and panels read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import type_hangul
from desk_app.core.complaints import ComplaintKind, NewComplaint
from desk_app.gui.complaints.section import ComplaintsSection
from desk_app.gui.messages import Message, voice
from desk_app.gui.shift import Shift
from desk_app.usecases.complaint_details import ComplaintDetail
from desk_app.usecases.complaint_lists import open_complaint
from desk_app.usecases.complaints import record_complaint
from tests.builders import Office

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def told(office: Office, kind: ComplaintKind, about: str, **fields: Any) -> ComplaintDetail:
    """Take down a complaint of 강지훈 at the desk."""
    new = NewComplaint(kind, about=about, wants="설명을 듣고 싶음")
    given: dict[str, Any] = {"customer_name": "강지훈", "phone": "010-2481-7736", **fields}
    return office.desk.run(record_complaint, new=new, **given).value


def now_of(office: Office, seen: ComplaintDetail) -> ComplaintDetail:
    return office.boss.run(open_complaint, complaint_id=seen.id).value


class ComplaintSeat:
    """Somebody before the section: they press keys and read what is there."""

    def __init__(self, qtbot: QtBot, shift: Shift) -> None:
        self.qtbot, self.shift = qtbot, shift
        self.section = ComplaintsSection(shift)
        qtbot.addWidget(self.section)
        self.heard: list[str] = []
        voice().said.connect(self.hear)
        self.section.resize(1160, 580)
        self.section.show()
        self.section.activateWindow()
        qtbot.waitUntil(self.section.isActiveWindow)
        self.settle()

    def hear(self, message: Message) -> None:
        self.heard.append(message.text)

    def settle(self) -> None:
        """Wait until everything asked for is on the screen."""
        self.qtbot.waitUntil(lambda: self.section.is_settled() and not self.shift.runner.busy)

    def press(self, *keys: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            here = QApplication.focusWidget()
            assert here is not None, "the keyboard is somewhere"
            QTest.keyClick(here, key, modifiers)
            self.settle()

    def type(self, text: str) -> None:
        here = QApplication.focusWidget()
        assert here is not None
        type_hangul(here, text)
        self.settle()

    def confirm(self) -> None:
        """Do what the open panel is for."""
        self.press(Key.Key_Return, modifiers=CTRL)

    def lines(self) -> list[str]:
        """Return the list from top to bottom as a screen reader says it."""
        return [row.spoken for row in self.section.list.rows]

    def error(self) -> str:
        """Return what the open panel says is wrong, wherever it says it."""
        panel = self.section.detail.place.panel
        assert panel is not None
        under = [field.editor.accessibleDescription() for field in panel.fields.values()]
        return " ".join(text for text in (panel.error(), *under) if text)


@contextmanager
def complaint_seat(qtbot: QtBot, shift: Shift) -> Iterator[ComplaintSeat]:
    """Yield a seat before the section as it stands at 1280×720, everything read."""
    made = ComplaintSeat(qtbot, shift)
    yield made
    made.settle()
    voice().said.disconnect(made.hear)
