"""The settings page in its window, for the tests of its sections."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press, type_hangul
from desk_app.gui.main_window import MainWindow, PageSpec
from desk_app.gui.messages import Message, voice
from desk_app.gui.settings.page import SettingsPage
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.fields import Field

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def opened(qtbot: QtBot, shift: Shift, folder: Path) -> SettingsPage:
    """Show the settings page of `shift` in its window; `folder` keeps the preferences."""
    page = SettingsPage(shift, folder / "preferences.json")
    window = MainWindow([PageSpec("settings", "설정", "settings", lambda: page)])
    qtbot.addWidget(window)
    page.setProperty("window", window)  # it lives as long as its page
    window.show_page("settings")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    shift.runner.settle()
    return page


def go(page: SettingsPage, shift: Shift, number: int) -> None:
    """Go to a section by its key."""
    press(QApplication.focusWidget() or page, Qt.Key(Qt.Key.Key_0 + number), ALT)
    shift.runner.settle()


def fill(field: Field, text: str) -> None:
    """Type over what stands in a field."""
    assert isinstance(field.editor, QLineEdit)
    field.editor.clear()
    type_hangul(field.editor, text)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Give what the notice line is given to say meanwhile."""
    heard: list[str] = []

    def hear(message: Message) -> None:
        heard.append(message.text)

    voice().said.connect(hear)
    try:
        yield heard
    finally:
        voice().said.disconnect(hear)
