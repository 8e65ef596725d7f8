"""맡은 일 넘기기: somebody's promises and appointments go to a colleague at once, with a note."""

from datetime import datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.staff import Person
from desk_app.gui.contacts.picker import Option, Picker
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.office.line_field import LineField, first_blank
from desk_app.gui.office.presence import presence_word
from desk_app.gui.office.tick_box import TickBox
from desk_app.gui.settings.days import say_day
from desk_app.gui.settings.spans import midnight_after, read_moment
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.labels import Words, heading
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.gui.words import say_error
from desk_app.usecases.hand_overs import HandOver, hand_over_all

_ALL = timedelta(days=366)


class HandOverForm(QWidget):
    """To whom, what of it and why; says `left` when it is to go. What could not go over is listed in it."""

    left = Signal()

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shift = shift
        self._person: Person | None = None
        self._to: int | None = None
        self.title = heading(tr("Hand over all work"))
        self.words = Words(ink="text_quiet")
        self.to = Picker(tr("Name or initial consonants"))
        self.to_field = Field(tr("To whom"), self.to)
        self.to.chosen.connect(self._chosen)
        self.to.returnPressed.connect(self.to.take)
        self.note = LineField(tr("Note for the histories"), placeholder=tr("On leave until Friday, …"))
        self.promises = TickBox(tr("Open promises"))
        self.appointments = TickBox(tr("Appointments"))
        self.until = LineField(tr("Appointments up to and with (optional)"), placeholder=tr("12/31, Friday"))
        self.appointments.toggled.connect(self.until.setVisible)
        self.stuck = Note("warning")
        do_it = KeyButton(tr("Hand it over"), "Ctrl Enter", "primary")
        do_it.clicked.connect(lambda _checked=False: self.hand_over())
        back = action(self, tr("Back"), "Escape", self.left.emit)
        for field in (self.note, self.until):
            field.edit.returnPressed.connect(self.hand_over)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        buttons = WrapRow(do_it, KeyButton.of(back, "quiet"))
        parts = WrapRow(self.promises, self.appointments)
        for widget in (
            self.title,
            self.words,
            self.to_field,
            self.note,
            parts,
            self.until,
            buttons,
            self.stuck,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        self.promises.setChecked(True)
        self.appointments.setChecked(True)
        self.stuck.hide()

    def set_person(self, person: Person | None) -> None:
        """Let it be the work of `person`, which goes to whoever acts for them unless another is chosen."""
        before, self._person = self._person, person
        if person is None:
            return
        self.words.set_text(
            tr(
                "Promises and appointments of {who} go to a colleague; each history tells why.",
                who=person.title,
            )
        )
        now = self._shift.now()
        options = [
            Option(p.id, p.title, (p.name, p.title, p.name[1:]), *presence_word(p.presence, now))
            for p in self._shift.people
            if p.id != person.id
        ]
        self.to.set_options(options)
        if before is None or before.id != person.id:
            self.stuck.hide()
            self._to = self._shift.covers.cover(person.id, None).person_id
            self.to.choose(self._to)

    def begin(self) -> None:
        """Take the keyboard."""
        self.to.setFocus()

    def _chosen(self, staff_id: int | None) -> None:
        self._to = staff_id
        self.to_field.set_error("")

    def _until(self) -> datetime | None:
        """Return up to when appointments go over, or `None` for none of them."""
        if not self.appointments.isChecked():
            return None
        now = self._shift.now()
        if not self.until.text():
            return seoul_at(seoul(now).date(), time(0)) + _ALL
        return midnight_after(read_moment(self.until.text(), now).day)

    def hand_over(self) -> None:
        """Hand over what is ticked, or say what is missing."""
        if self._person is None or first_blank(self.note):
            return
        if self._to is None:
            self.to_field.set_error(tr("Fill this in."))
            self.to.setFocus()
            return
        try:
            until = self._until()
        except BadInput as wrong:
            self.until.set_error(say_error(wrong))
            self.until.edit.setFocus()
            return
        self._shift.call(
            self,
            hand_over_all,
            self._handed_over,
            self._refused,
            from_id=self._person.id,
            to_id=self._to,
            note=self.note.text(),
            promises=self.promises.isChecked(),
            appointments_until=until,
        )

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            return
        fields: dict[str, Field] = {"note": self.note, "owner": self.to_field}
        field = fields.get(error.field) if isinstance(error, BadInput) else None
        if field is None:
            say(say_error(error), "danger")
        else:
            field.set_error(say_error(error))
            field.editor.setFocus()

    def _handed_over(self, result: HandOver) -> None:
        to = self._shift.person_by_id(self._to)
        said = tr(
            "To {who}: {promises} promises, {appointments} appointments.",
            who=to.title if to else "",
            promises=result.promises,
            appointments=result.appointments,
        )
        say(said, "warning" if result.left or result.complaints else "success")
        self.note.set_text("")
        lines = [f"{_hour(each.starts_at)}: {say_error(each.problem)}" for each in result.left]
        title = tr("{count} appointments stay where they are.", count=len(lines)) if lines else ""
        if result.complaints:
            lines.append(
                tr("{count} promises of complaints stay: open them one by one.", count=result.complaints)
            )
        self.stuck.set_words(title, "\n".join(lines))
        self.stuck.setVisible(bool(lines))
        if not lines:
            self.left.emit()


def _hour(at: datetime) -> str:
    there = seoul(at)
    return f"{say_day(there.date())} {there:%H:%M}"
