"""By when: the usual times under number keys, or any time typed in plain Korean, said back at once."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.clock import seoul
from desk_app.core.due_choices import DueChoice, DueName, due_choices, opening_instead
from desk_app.core.due_phrases import DayMarks, parse_due
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.spoken import say_when, short_when
from desk_app.core.staff import Presence
from desk_app.gui import theme
from desk_app.gui.i18n import mark, tr
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.fields import Field, LiveLineEdit
from desk_app.gui.widgets.labels import Words
from desk_app.gui.words import say_error

_NAMES = {
    DueName.WITHIN_HOUR: mark("within the hour"),
    DueName.THIS_EVENING: mark("before closing"),
    DueName.NEXT_MORNING: mark("next morning"),
    DueName.AFTER_RETURN: mark("after the return"),
}


def read_due(text: str, shift: Shift) -> datetime:
    """Return the instant that `text` names, closing time being the branch's; `BadInput` as `parse_due`."""
    now = shift.now()
    day = shift.office.calendar.desk_day(seoul(now).date())
    marks = DayMarks(closing=seoul(day[1]).time()) if day else DayMarks()
    return parse_due(text, now, marks)


class DueChooser(QWidget):
    """A due time: `press(n)` takes an offered one, typing overrides it; `value` is what stands chosen.

    What was chosen is said back in full; outside desk hours that is said, and the next opening is offered
    under Alt+O. Says `taken` when an offered time was taken.
    """

    taken = Signal()

    def __init__(self, shift: Shift, *, presence: Presence | None = None) -> None:
        super().__init__()
        self._shift = shift
        self._opening: datetime | None = None
        office = shift.office
        offered = due_choices(
            shift.now(), settings=office.settings, calendar=office.calendar, presence=presence or Presence()
        )
        self._offered = {choice.name.value: choice for choice in offered}
        self.grid = ChoiceGrid()
        self.grid.set_choices([self._choice(choice) for choice in offered])
        self.grid.chosen.connect(self._take)
        self.edit = LiveLineEdit(tr("tomorrow at 10, in 30 minutes"))
        self.edit.live_text_changed.connect(self._typed)
        self.field = Field(tr("Another time"), self.edit)
        self._said = Words(weight="semibold", ink="primary_text")
        self._outside = Words(size=theme.SMALL, ink="warning_text")
        self._move = action(self, "", "Alt+O", self._take_opening)
        move = KeyButton.of(self._move, size="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each in (self.grid, self.field, self._said, self._outside, move):
            column.addWidget(each)
        self._say(None)

    def press(self, number: int) -> bool:
        """Take the offered time under number key `number`; return whether there is one."""
        return self.grid.press(number)

    def value(self) -> datetime:
        """Return the time chosen; raises `BadInput` on `due` where none is, or it is not understood."""
        if self.edit.text().strip():
            return read_due(self.edit.text(), self._shift)
        if chosen := self._offered.get(self.grid.selected()):
            return chosen.due_at
        raise BadInput("due", "missing")

    def said(self) -> str:
        """Return what is said back: the time in full, and that it lies outside desk hours."""
        return " ".join(each.text() for each in (self._said, self._outside) if not each.isHidden())

    def set_error(self, sentence: str) -> None:
        """Show what is wrong with the time and go there."""
        self.field.set_error(sentence)
        self.edit.setFocus()

    def _choice(self, choice: DueChoice) -> Choice:
        text = tr("by {when}", when=short_when(choice.due_at, self._shift.now()))
        return Choice(choice.name.value, text, tr(_NAMES[choice.name]))

    def _take(self, chosen: str) -> None:
        self.edit.clear()
        self.grid.select(chosen)
        self._say(self._offered[chosen].due_at)
        self.taken.emit()

    def _typed(self, text: str) -> None:
        self.field.set_error("")
        if not text.strip():
            self._say(None)
            return
        self.grid.select("")
        try:
            self._say(read_due(text, self._shift))
        except DeskError:
            self._say(None)  # half typed: what is wrong is said when it is taken

    def _say(self, due_at: datetime | None) -> None:
        self._opening, outside = None, ""
        now = self._shift.now()
        if due_at is not None:
            try:
                self._opening = opening_instead(due_at, self._shift.office.calendar)
            except DeskError as unknown:
                outside = say_error(unknown)
        if self._opening is not None:
            outside = tr("No desk is open then.")
            self._move.setText(tr("Take {when}", when=short_when(self._opening, now)))
        self._said.set_text(tr("by {when}", when=say_when(due_at, now)) if due_at else "")
        self._said.setVisible(due_at is not None)
        self._outside.set_text(outside)
        self._outside.setVisible(bool(outside))
        self._move.setVisible(self._opening is not None)
        self._move.setEnabled(self._opening is not None)

    def _take_opening(self) -> None:
        if self._opening is not None:
            self.edit.setText(short_when(self._opening, self._shift.now()))
