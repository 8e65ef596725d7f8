"""A receptionist at the desk in tests: hands on the keyboard, eyes on the screen, no mouse."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.commands.hands import press, type_hangul
from desk_app.core.scripts import Step
from desk_app.gui.contacts.page import DeskPage
from desk_app.gui.contacts.session import Session
from desk_app.gui.messages import Message, voice
from desk_app.gui.shift import Shift

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, PLAIN = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
_KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Down": Qt.Key.Key_Down,
    "Delete": Qt.Key.Key_Delete,
    **{letter: getattr(Qt.Key, f"Key_{letter}") for letter in "ABCILMNPTUXY"},
    **{f"F{number}": getattr(Qt.Key, f"Key_F{number}") for number in range(1, 13)},
    **{str(number): getattr(Qt.Key, f"Key_{number}") for number in range(10)},
}
_WITH = {"Alt": ALT, "Ctrl": CTRL, "Shift": SHIFT}


class Receptionist:
    """Presses keys wherever the focus is, and lets the database thread answer after each."""

    def __init__(self, shift: Shift, page: DeskPage) -> None:
        self.shift, self.page = shift, page
        self.heard: list[str] = []
        voice().said.connect(self._hear)
        page.resize(1320, 800)
        page.show()
        page.activateWindow()
        self.settle()

    def _hear(self, message: Message) -> None:
        self.heard.append(message.text)

    def leave(self) -> None:
        """Stop listening and close the page."""
        voice().said.disconnect(self._hear)
        self.page.close()

    def settle(self) -> None:
        """Let everything that was asked for be answered and shown."""
        for _ in range(4):
            QApplication.processEvents()
            self.shift.runner.settle()

    def press(self, *keys: str) -> None:
        """Press keys such as "F3", "2", "Alt+2", "Ctrl+Enter"."""
        for key in keys:
            *held, name = key.split("+")
            modifiers = PLAIN
            for each in held:
                modifiers |= _WITH[each]
            press(self.focus, _KEYS[name], modifiers)
            self.settle()

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        type_hangul(self.focus, text)
        self.settle()

    @property
    def focus(self) -> QWidget:
        """Return what has the focus; a page without any would be deaf."""
        here = QApplication.focusWidget()
        assert here is not None, "no widget has the focus"
        return here

    @property
    def session(self) -> Session:
        """Return the contact in progress."""
        assert self.page.session is not None, "no contact is open"
        return self.page.session

    def is_serving(self) -> bool:
        """Return whether a contact is open."""
        return self.page.session is not None

    @property
    def step(self) -> str:
        """Return the id of the step shown."""
        step: Step | None = self.session.step
        return step.id if step else ""

    @property
    def sentence(self) -> str:
        """Return the sentence to say, as it stands on the screen."""
        return self.page.script.say.text().strip("“”")

    @property
    def next(self) -> str:
        """Return what the button says that Enter does."""
        return self.page.script.next.text()


@contextmanager
def at_the_desk(shift: Shift) -> Iterator[Receptionist]:
    """Give a receptionist at an open desk, and close it afterwards."""
    hand = Receptionist(shift, DeskPage(shift))
    try:
        yield hand
    finally:
        hand.leave()
