"""Somebody sitting before a page: keys pressed, text typed, what was said heard, the open panel read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import type_hangul
from desk_app.gui.messages import Message, voice
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.panels import Panel, PanelPlace

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Card(Protocol):
    """A card that has room for a panel."""

    @property
    def place(self) -> PanelPlace: ...


class Page(Protocol):
    """A page that knows whether it will read more by itself, and asks by panels in its `detail`."""

    @property
    def detail(self) -> Card: ...

    def is_settled(self) -> bool: ...


P = TypeVar("P", bound=Page)


class PageSeat(Generic[P]):
    """Somebody before a page: they press keys and read what is there."""

    def __init__(self, qtbot: QtBot, shift: Shift, page: P) -> None:
        self.qtbot, self.shift, self.page = qtbot, shift, page
        self.heard: list[str] = []

    def hear(self, message: Message) -> None:
        self.heard.append(message.text)

    @contextmanager
    def before(self, window: QWidget, height: int = 612) -> Iterator[None]:
        """Sit before the page as it stands in a window 1280 px wide, everything read."""
        voice().said.connect(self.hear)
        self.qtbot.addWidget(window)
        window.resize(1160, height)
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        self.settle()
        yield
        self.shift.runner.settle()  # the page itself may be gone by now
        voice().said.disconnect(self.hear)

    def settle(self) -> None:
        """Wait until everything asked for is on the screen."""
        self.qtbot.waitUntil(lambda: self.page.is_settled() and not self.shift.runner.busy)

    def press(self, *keys: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            where = QApplication.focusWidget()
            assert where is not None, "the keyboard is somewhere"
            QTest.keyClick(where, key, modifiers)
            self.settle()

    def type(self, text: str) -> None:
        where = QApplication.focusWidget()
        assert where is not None
        type_hangul(where, text)
        self.settle()

    def panel(self) -> Panel | None:
        """Return the panel open now."""
        return self.page.detail.place.panel

    def error(self) -> str:
        """Return what the open panel says is wrong, wherever it says it."""
        panel = self.panel()
        assert panel is not None
        under = [field.editor.accessibleDescription() for field in panel.fields.values()]
        return " ".join(text for text in (panel.error(), *under) if text)
