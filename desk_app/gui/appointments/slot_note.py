"""What is said about a time at once: free, something against it, not possible; and the nearest free ones."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from desk_app.core.errors import BadInput, DeskError
from desk_app.gui import theme
from desk_app.gui.appointments.words import free_words, hindrance_words, sentences
from desk_app.gui.i18n import tr
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note, NoteTone
from desk_app.gui.widgets.fields import Field, LiveLineEdit
from desk_app.gui.widgets.flow import Run
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.gui.words import say_error
from desk_app.usecases.free_times import FreeTime, SlotAnswer

MOST_OFFERED = 3
_WHILE_FREE = 2  # the time typed will do: one line of others is enough


class SlotNote(Note):
    """The answer about a time. `took(FreeTime)` when one of the nearest free ones is chosen by key or mouse.

    `override` is the field for the reason, shown while something stands against the time.
    """

    took = Signal(object)

    def __init__(self, shift: Shift, owner: QWidget, *, keys: tuple[str, str, str]) -> None:
        super().__init__("quiet")
        self._shift = shift
        self._offered: tuple[FreeTime, ...] = ()
        self.column.setContentsMargins(8, 7, 8, 8)
        self._answer = ""
        self._said = Words(size=13.5)
        self.override = LiveLineEdit(tr("Why it is booked all the same"))
        self.override.setMaxLength(200)
        self.reason = Field(tr("Reason"), self.override, low=True)
        self.takes = [
            action(
                owner,
                tr("Take the free time number {number}", number=number),
                key,
                partial(self._take, number - 1),
            )
            for number, key in enumerate(keys, 1)
        ]
        self._buttons = [KeyButton("", key.replace("+", " "), size="small") for key in keys]
        for number, button in enumerate(self._buttons):
            button.clicked.connect(partial(self._take, number))
        self._row = WrapRow(*self._buttons, spacing=5)
        for widget in (self._said, self._row, self.reason):
            self.column.addWidget(widget)
        self.show_nothing()

    def show_nothing(self, hint: str = "") -> None:
        """Say nothing about any time, or only `hint`."""
        self._show("quiet", hint, (), needs_reason=False)

    def show_answer(self, answer: SlotAnswer, staff_id: int) -> None:
        """Say how it stands; what else is free is offered for the person, else for others."""
        now = self._shift.now()
        offered = (answer.for_person + answer.for_deputy + answer.for_duty)[:MOST_OFFERED]
        if not answer.for_person:
            offered = (answer.for_deputy + answer.for_duty)[:MOST_OFFERED]
        elif answer.for_deputy and (answer.taken or answer.hindrances):
            offered = (*answer.for_person[: MOST_OFFERED - 1], answer.for_deputy[0])
        if answer.taken:
            self._show("danger", say_error(BadInput("slot", "taken")), offered, needs_reason=False)
        elif answer.hindrances:
            against = sentences([hindrance_words(each, now) for each in answer.hindrances])
            self._show("warning", against, offered, needs_reason=True)
        else:
            said, offered = tr("No other appointment stands in the way."), offered[:_WHILE_FREE]
            self._show("success", said, offered, needs_reason=False)
        self._name(staff_id)

    def show_error(self, error: DeskError) -> None:
        """Say in words why this cannot be booked at all."""
        self._show("danger", say_error(error), (), needs_reason=False)

    def needs_reason(self) -> bool:
        """Return whether the time can be booked only with a reason."""
        return not self.reason.isHidden()

    def text(self) -> str:
        """Return what is said about the time."""
        return self._answer

    def _show(self, tone: NoteTone, said: str, offered: tuple[FreeTime, ...], *, needs_reason: bool) -> None:
        ink = f"{tone}_text" if tone in {"success", "warning", "danger"} else "text_quiet"
        if self.property("note") != tone:
            self.setProperty("note", tone)
            self.style().unpolish(self)
            self.style().polish(self)
        if said and said != self._answer:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        apart = "  " if tone == "success" else "\n"
        near = Run(apart + tr("Nearest free times"), theme.SMALL, ink="text_quiet", leading=1.3)
        self._said.set_runs((Run(said, 13.5, ink=ink, leading=1.3), *((near,) if offered else ())))
        self._answer, self._offered = said, offered
        self._row.setVisible(bool(offered))
        for number, (button, act) in enumerate(zip(self._buttons, self.takes, strict=True)):
            there = number < len(offered)
            button.setVisible(there)
            act.setVisible(there)
        self.reason.setVisible(needs_reason)
        self.setVisible(bool(said))

    def _name(self, staff_id: int) -> None:
        now = self._shift.now()
        for free, button in zip(self._offered, self._buttons, strict=False):
            person = self._shift.person_by_id(free.staff_id) if free.staff_id != staff_id else None
            button.set_text(free_words(free.slot.starts_at, now, person.name if person else ""))

    def _take(self, at: int, _checked: bool = False) -> None:
        if at < len(self._offered):
            self.took.emit(self._offered[at])
