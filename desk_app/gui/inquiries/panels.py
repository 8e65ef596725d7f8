"""A panel of the page: what a verb asks, beside the letter that follows from it while it is typed."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from desk_app.core.clock import seoul
from desk_app.core.due_phrases import parse_arrival
from desk_app.core.errors import BadInput
from desk_app.core.inquiries import Channel
from desk_app.core.letters import LetterKind
from desk_app.core.spoken import say_date
from desk_app.gui.i18n import tr
from desk_app.gui.inquiries import words
from desk_app.gui.settings.spans import read_moment
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import Variant
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field, LiveLineEdit, LiveTextEdit
from desk_app.gui.widgets.panels import Panel
from desk_app.usecases.inquiries import InquiryDetail
from desk_app.usecases.letters import Told


class InquiryPanel(Panel):
    """A panel beside a letter: `letter` is the one it writes, `told()` what stands in it so far.

    Says `edited` when the letter is to be drawn anew.
    """

    edited = Signal()
    letter: LetterKind | None = None
    enter_confirms = False

    def __init__(
        self,
        shift: Shift,
        detail: InquiryDetail,
        title: str,
        confirm: str,
        variant: Variant = "primary",
    ) -> None:
        super().__init__(title, confirm, variant)
        self._shift, self._detail = shift, detail
        self.confirm.set_text(confirm, "Ctrl Enter")  # Enter alone begins a new line of a text
        action(self, confirm, "Ctrl+Return", self.confirm.click)
        self.column.setSpacing(8)
        self.setAccessibleDescription(detail.subject)

    def arguments(self) -> dict[str, Any]:
        """Return what was given for the verb."""
        return {}

    def told(self) -> Told:
        """Return what the letter tells as far as it is typed."""
        return Told()

    def add_line(self, name: str, title: str, *, hint: str = "") -> LiveLineEdit:
        """Add a line to type in; an error of `name` is shown at it."""
        edit = LiveLineEdit(hint)
        edit.setMaxLength(400)
        self.fields[name] = Field(title, edit, low=True)
        self.column.addWidget(self.fields[name])
        return edit

    def add_text(self, name: str, title: str, *, hint: str = "", lines: int = 3) -> LiveTextEdit:
        """Add several lines to type in; an error of `name` is shown at them."""
        edit = LiveTextEdit(hint, lines=lines)
        self.fields[name] = Field(title, edit, low=True)
        self.column.addWidget(self.fields[name])
        edit.live_text_changed.connect(lambda _text: self.edited.emit())
        return edit

    def add_day(self, name: str, title: str, *, past: bool = False) -> "DayEdit":
        """Add a day typed in plain Korean and said back beside its name; `past` for one that has been."""
        edit = DayEdit(self._shift, name, title, past=past)
        self.fields[name] = edit.field
        self.column.addWidget(edit.field)
        edit.live_text_changed.connect(lambda _text: self.edited.emit())
        return edit

    def add_way(self, name: str, title: str, chosen: Channel | None, *, none: str = "") -> ComboBox:
        """Add the choice of a way to the customer; `none` is what choosing none is called."""
        box = ComboBox()
        if none:
            box.addItem(none, "")
        for channel, text in words.CHANNELS.items():
            box.addItem(tr(text), channel.value)
        box.setCurrentIndex(max(0, box.findData(chosen.value if chosen else "")))
        self.fields[name] = Field(title, box, low=True)
        self.column.addWidget(self.fields[name])
        return box


class DayEdit(LiveLineEdit):
    """A day typed in plain Korean; `value()` is the day, `field` the edit under its name."""

    def __init__(self, shift: Shift, name: str, title: str, *, past: bool) -> None:
        super().__init__(tr("today, yesterday, 11/20") if past else tr("tomorrow, next Monday, 12/1"))
        self._shift, self._name, self._past = shift, name, past
        self.field = Field(title, self, low=True)
        self.live_text_changed.connect(lambda _text: self._say_back())

    def value(self) -> date:
        """Return the day typed; raises `BadInput` on the edit's name."""
        now = self._shift.now()
        try:
            if self._past and self.text().strip():
                return seoul(parse_arrival(f"{self.text()} 00:00", now)).date()
            return read_moment(self.text(), now).day
        except BadInput as wrong:
            raise BadInput(self._name, wrong.problem, wrong.value) from None

    def known(self) -> date | None:
        """Return the day typed, or None while it is not understood."""
        try:
            return self.value()
        except BadInput:
            return None

    def _say_back(self) -> None:
        day = self.known()
        self.field.set_error("")
        self.field.set_note(say_date(day) if day else "")


def way(box: ComboBox) -> Channel | None:
    """Return the way chosen, or None where none is."""
    return Channel(box.currentData()) if box.currentData() else None


def typed_day(day: date) -> str:
    """Return a day as `DayEdit` reads it."""
    return f"{day.year}.{day.month}.{day.day}"
