"""Somebody in tests who watches the alerts of one window: what its strip, badge and notices say."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk_app.core.areas import Area
from desk_app.gui.alert_strip import StripItem
from desk_app.gui.alerts.center import PAGE, AlertCenter
from desk_app.gui.main_window import MainWindow, PageSpec
from desk_app.gui.messages import Message, voice
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.rail import BadgeRailButton


class Watch:
    """A window with its alerts, as somebody at the desk sees and hears it."""

    def __init__(self, qtbot: QtBot, shift: Shift) -> None:
        self.shift = shift
        self.window = MainWindow(
            [PageSpec("desk", "응대", "phone", QLineEdit), PageSpec(PAGE, "약속", "clock", QWidget)]
        )
        qtbot.addWidget(self.window)
        self.center = AlertCenter(shift, self.window)
        self.notices: list[str] = []
        self.calls: list[int] = []
        self.handed: list[int] = []
        self.boards: list[bool] = []
        self.visits: list[int] = []
        self.inquiries: list[int] = []
        self.heard: list[str] = []
        self.center.noticed.connect(lambda title, text: self.notices.append(f"{title} {text}"))
        self.center.call_asked.connect(self.calls.append)
        self.center.hand_over_asked.connect(self.handed.append)
        self.center.board_asked.connect(lambda: self.boards.append(True))
        self.center.appointment_asked.connect(self.visits.append)
        self.center.inquiry_asked.connect(self.inquiries.append)
        voice().said.connect(self.hear)
        self.field = self.window.show_page("desk")
        shift.runner.settle()

    def leave(self) -> None:
        """Stop watching."""
        self.shift.runner.settle()
        self.center.close()
        voice().said.disconnect(self.hear)

    def hear(self, message: Message) -> None:
        self.heard.append(message.text)

    def show(self, qtbot: QtBot) -> None:
        """Bring the window to the front, the keyboard in the field of the page."""
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.field.setFocus()

    def tick(self) -> None:
        self.shift.ticked.emit(self.shift.now())
        self.shift.runner.settle()

    def tell(self, *areas: Area) -> None:
        self.shift.changed.emit(frozenset(areas))
        self.shift.runner.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.field, key, modifiers)
        self.shift.runner.settle()

    def item(self) -> StripItem | None:
        return self.window.strip.item()

    def badge(self) -> int:
        buttons = self.window.findChildren(BadgeRailButton)
        return next(button.badge() for button in buttons if button.text() == "약속")
