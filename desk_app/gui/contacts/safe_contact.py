"""How the customer may be called back without harm: two questions and the hours, never guessed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.contacts import SafeContact
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.fields import LiveLineEdit
from desk_app.gui.widgets.labels import Words, label


class YesNo(QWidget):
    """A question with yes, no, or nothing yet; the arrows choose, the space bar too. Says `answered`."""

    answered = Signal()

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Words(question, size=13.5, ink="text_soft")
        self._yes, self._no = (KeyButton(word, size="small") for word in (tr("Yes"), tr("No")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._words, 1)
        for button in (self._yes, self._no):
            button.setCheckable(True)
            button.setAccessibleName(f"{question} {button.text()}")
            button.clicked.connect(lambda on, chosen=button: self._clicked(chosen, on))
            row.addWidget(button)
        self._no.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._yes)

    def answer(self) -> bool | None:
        """Return what was answered, or None where nobody asked."""
        return True if self._yes.isChecked() else False if self._no.isChecked() else None

    def set_answer(self, answer: bool | None) -> None:
        """Show an answer without saying so."""
        self._yes.setChecked(answer is True)
        self._no.setChecked(answer is False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by arrow."""
        chosen = {Qt.Key.Key_Left: self._yes, Qt.Key.Key_Right: self._no}.get(Qt.Key(event.key()))
        if chosen is None:
            super().keyPressEvent(event)
        else:
            chosen.setFocus()
            if not chosen.isChecked():
                chosen.click()

    def _clicked(self, chosen: KeyButton, on: bool) -> None:
        (self._no if chosen is self._yes else self._yes).setChecked(False)
        chosen.setChecked(on)
        self.answered.emit()


class SafeContactForm(QWidget):
    """What the customer allows when somebody else may answer. Says `edited` with every change."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.may_name = YesNo(tr("Name the agency to others"))
        self.may_text = YesNo(tr("Leave messages"))
        self.hours = LiveLineEdit(tr("Hours to call, such as after 6 pm"))
        self.hours.setAccessibleName(tr("Hours to call"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(tr("When calling back")))
        for widget in (self.may_name, self.may_text, self.hours):
            column.addWidget(widget)
        self.may_name.answered.connect(self.edited)
        self.may_text.answered.connect(self.edited)
        self.hours.live_text_changed.connect(lambda _text: self.edited.emit())
        self.setFocusProxy(self.may_name)
        self.setMinimumHeight(theme.px(40))

    def value(self) -> SafeContact:
        """Return the answers so far."""
        return SafeContact(self.may_name.answer(), self.may_text.answer(), self.hours.live_text())

    def show_value(self, value: SafeContact) -> None:
        """Show answers; what is shown already stays as it is."""
        self.may_name.set_answer(value.may_name_agency)
        self.may_text.set_answer(value.may_text)
        asked = value.may_name_agency is not None or value.may_text is not None
        self.hours.setVisible(asked or bool(value.hours) or self.hours.hasFocus())
        if self.hours.live_text() != value.hours:
            self.hours.setText(value.hours)
