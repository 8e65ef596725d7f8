"""Password fields: one that notices Caps Lock, and the pair in which a new one is chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desk_app.core.errors import BadInput
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.fields import Field
from desk_app.gui.words import say_error
from desk_app.usecases.signing_in import SHORTEST_PASSWORD, checked_password

GOOD_PASSWORD = 12


class PasswordEdit(QLineEdit):
    """A line that shows dots; `caps_lock(bool)` tells what the letters typed give away."""

    caps_lock = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key, and compare its letter with what Shift should have made of it."""
        letter = event.text()
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(letter.isupper() != shift)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps_lock.emit(False)  # it has just been pressed: the next letter will tell
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the hint back on leaving."""
        super().focusOutEvent(event)
        self.caps_lock.emit(False)


class PasswordField(Field):
    """A password with its label; says under it when Caps Lock seems to be on."""

    def __init__(self, name: str, *, help_text: str = "", parent: QWidget | None = None) -> None:
        self.edit = PasswordEdit()
        super().__init__(name, self.edit, help_text=help_text, parent=parent)
        self.edit.caps_lock.connect(self._caps_lock)
        self.edit.textEdited.connect(lambda _text: self.set_error(""))

    def _caps_lock(self, on: bool) -> None:
        self.set_note(tr("Caps Lock is on") if on else "")


class NewPassword(QWidget):
    """A new password typed twice, with a plain word on its strength; `entered` when Enter ends the second.

    `name` is what the first field is called, where nothing stands in its place yet.
    """

    entered = Signal()

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = PasswordField(name or tr("New password"), help_text=strength(""))
        self.second = PasswordField(tr("The same password again"))
        self.first.edit.textEdited.connect(lambda text: self.first.set_help(strength(text)))
        self.first.edit.returnPressed.connect(self.second.edit.setFocus)
        self.second.edit.returnPressed.connect(self.entered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.first)
        column.addWidget(self.second)
        self.setFocusProxy(self.first)

    def password(self) -> str | None:
        """Return the password, or None with the reason shown at its field and the focus there."""
        try:
            password = checked_password(self.first.edit.text())
        except BadInput as short:
            self.first.set_error(say_error(short))
            self.first.edit.setFocus()
            return None
        if password != self.second.edit.text():
            self.second.set_error(tr("The two passwords differ. Type the second one again."))
            self.second.edit.clear()
            self.second.edit.setFocus()
            return None
        return password

    def clear(self) -> None:
        """Forget what was typed."""
        for field in (self.first, self.second):
            field.edit.clear()
            field.set_error("")
        self.first.set_help(strength(""))


def strength(password: str) -> str:
    """Return in plain words how good a password is."""
    length = len(password)
    if length < SHORTEST_PASSWORD:
        return tr("At least {least} characters; {typed} so far.", least=SHORTEST_PASSWORD, typed=length)
    if password.isdecimal() or len(set(password)) <= 3:
        return tr("Easy to guess. Mix letters, numbers and signs.")
    if length < GOOD_PASSWORD:
        return tr("Good enough. {good} characters or more are safer.", good=GOOD_PASSWORD)
    return tr("A strong password.")
