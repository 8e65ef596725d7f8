"""The two panels that set an hour: postponing a promise, and promising to call back a missed call."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout

from desk_app.core.errors import BadInput, DeskError
from desk_app.gui import theme
from desk_app.gui.i18n import mark, tr
from desk_app.gui.promises.due_chooser import DueChooser
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.labels import Words, label
from desk_app.gui.widgets.panels import Panel, needed
from desk_app.gui.words import say_error
from desk_app.usecases.board import PromiseDetail
from desk_app.usecases.promises import postpone_promise
from desk_app.usecases.rings import promise_for_missed


class PostponePanel(Panel):
    """A new hour, why, and whether the customer knows of it; nothing is answered beforehand."""

    use = postpone_promise
    done = mark("The time is changed, the alerts move along.")

    def __init__(self, shift: Shift, detail: PromiseDetail) -> None:
        super().__init__(tr("Change the time"), tr("Change the time"))
        self.due = DueChooser(shift, presence=detail.presence)
        self.fields["due"] = self.due.field
        self.column.addWidget(self.due)
        self._reason = self.add_line("reason", tr("Reason"))
        self.due.taken.connect(self._reason.setFocus)
        self.told, self.not_told = KeyButton(tr("Yes"), "Y"), KeyButton(tr("No"), "N")
        self._unanswered = Words(size=theme.SMALL, ink="danger_text")
        self._unanswered.hide()
        self._told = QButtonGroup(self)
        answers = QHBoxLayout()
        answers.setSpacing(8)
        for button in (self.told, self.not_told):
            button.setCheckable(True)
            self._told.addButton(button)
            button.clicked.connect(self._answered)
            answers.addWidget(button)
        answers.addStretch(1)
        self.column.addWidget(label(tr("Was the customer told?")))
        self.column.addLayout(answers)
        self.column.addWidget(self._unanswered)
        for button in (self.told, self.not_told):
            button.setAccessibleDescription(tr("Was the customer told?"))

    def _answered(self) -> None:
        """Go on to the button that does it, so that Enter does not answer again."""
        self._unanswered.hide()
        self.confirm.setFocus()

    def arguments(self) -> dict[str, Any]:
        """Return hour, reason and answer; raises `BadInput` for the first that is missing."""
        given = {"due_at": self.due.value(), "reason": needed(self._reason)}
        if self._told.checkedButton() is None:
            raise BadInput("told", "missing")
        return {**given, "customer_told": self.told.isChecked()}

    def fail(self, error: DeskError) -> None:
        """Show at the question that it is not answered; anything else as every panel does."""
        unanswered = isinstance(error, BadInput) and error.field == "told"
        self._unanswered.set_text(say_error(error))
        self._unanswered.setVisible(unanswered)
        if unanswered:
            self.told.setFocus()
        else:
            super().fail(error)

    def begin(self) -> None:
        """Begin with the hours offered."""
        self.due.grid.take_focus()

    def press(self, number: int) -> bool:
        """Take an hour offered and go on to the reason."""
        return self.due.press(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by Y and N wherever no text is typed."""
        answer = {Qt.Key.Key_Y: self.told, Qt.Key.Key_N: self.not_told}.get(Qt.Key(event.key()))
        if answer:
            answer.click()
        else:
            super().keyPressEvent(event)


class MissedPanel(Panel):
    """A missed call becomes a promise to call back: a number key is enough."""

    use = promise_for_missed
    done = mark("A callback is promised.")

    def __init__(self, shift: Shift) -> None:
        super().__init__(tr("Call back by when?"), tr("Promise a callback"))
        self._due = DueChooser(shift)
        self.fields["due"] = self._due.field
        self.column.addWidget(self._due)

    def arguments(self) -> dict[str, Any]:
        """Return the hour; raises `BadInput` where none is chosen."""
        return {"due_at": self._due.value()}

    def begin(self) -> None:
        """Begin with the hours offered."""
        self._due.grid.take_focus()

    def press(self, number: int) -> bool:
        """Take an hour offered and promise it."""
        if not self._due.press(number):
            return False
        self.confirm.click()
        return True
