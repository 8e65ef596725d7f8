"""The fields of a visit to be booked, and what stands typed in them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.appointments import Booking, VisitReason
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.office import Topic
from desk_app.core.spoken import say_when
from desk_app.gui import theme
from desk_app.gui.appointments.words import BY_PHONE, REACHES, REASONS
from desk_app.gui.contacts.picker import Option, Picker
from desk_app.gui.i18n import tr
from desk_app.gui.office.presence import presence_word
from desk_app.gui.promises.due_chooser import read_due
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field, LiveLineEdit
from desk_app.gui.widgets.labels import Words
from desk_app.gui.words import say_error

_BY_PHONE = "by_phone"
_WIDER = {"due": 3, "bring": 3, "reach": 2}  # shares of the row; every other field takes one


class WhyVisit(QWidget):
    """The check before any visit: can telephone or post do it? Folded into `fold` once it is answered.

    `fold` stands here in a contact; on the page it stands beside the heading, and `occasion` says over the
    question what the form is for. Says `answered` for a reason
    to come, `by_phone` where nobody need come.
    """

    answered = Signal()
    by_phone = Signal()

    def __init__(self, *, in_contact: bool) -> None:
        super().__init__()
        self.reason = ""
        self._in_contact = in_contact
        columns = 3 if in_contact else 2
        keys = Qt.Key
        self._steps = {
            keys.Key_Left: -1, keys.Key_Right: 1, keys.Key_Up: -columns, keys.Key_Down: columns,
        }  # fmt: skip
        words = tr("When telephone or post cannot settle it and they must come")
        self.occasion = Words(words, size=theme.SMALL, ink="text_quiet")
        self.occasion.hide()
        self._question = Words(tr("Could telephone or post not do it?"), weight="semibold")
        self.error = Words(ink="danger_text")
        self.error.hide()
        self.grid = ChoiceGrid(columns=columns, low=True)
        choices = [Choice(reason.value, tr(text)) for reason, text in REASONS.items()]
        self.grid.set_choices([*choices, Choice(_BY_PHONE, tr(BY_PHONE))])
        self.fold = KeyButton("", size="small", parent=self)
        self.fold.setAccessibleDescription(tr("Choose again why a visit is needed"))
        self.fold.clicked.connect(lambda _checked=False: self._unfold())
        self.grid.chosen.connect(self._choose)
        for button in self.grid.buttons():
            button.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.occasion, self._question, self.error, self.grid):
            column.addWidget(widget)
        if in_contact:
            column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.grid)
        self.show_reason("")

    def show_reason(self, reason: str) -> None:
        """Show what was answered, or the question for ""."""
        self.reason = reason
        self.grid.select(reason)
        self.error.hide()
        if reason:
            said = tr("{reason} · change", reason=tr(REASONS[VisitReason(reason)]))
            self.fold.set_text(said)
        for widget in (self._question, self.grid):
            widget.setVisible(not reason)
        self.fold.setVisible(bool(reason))
        self.setVisible(self._in_contact or not reason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows only move and Enter take: a radio button would answer at every arrow on the way."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if self._takes(event):  # before the numbers and the Enter of the page around it
                event.accept()
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            buttons = self.grid.buttons()
            if watched in buttons and event.key() in self._steps:
                at = buttons.index(watched) + self._steps[Qt.Key(event.key())]
                buttons[max(0, min(at, len(buttons) - 1))].setFocus()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
                return self.grid.press(self.grid.number_at_hand())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a number key."""
        number = event.key() - Qt.Key.Key_0
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self.grid.press(number):
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        """Return whether a key answers the question: a number of it alone, or Enter on an answer."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        return enter or 1 <= event.key() - Qt.Key.Key_0 <= len(self.grid.buttons())

    def take_focus(self) -> None:
        """Put the keyboard on the question."""
        if self.reason:
            self.fold.setFocus()
        else:
            self.grid.take_focus()

    def complain(self) -> None:
        """Say that the question must be answered first."""
        self.error.set_text(tr("First say why a visit is needed."))
        self.error.show()
        self.take_focus()

    def _choose(self, chosen: str) -> None:
        if chosen == _BY_PHONE:
            self.show_reason("")
            self.by_phone.emit()
        else:
            self.show_reason(chosen)
            self.answered.emit()

    def _unfold(self) -> None:
        chosen = self.reason
        self.show_reason("")
        self.grid.select(chosen)
        self.grid.take_focus()


class BookingFields(QWidget):
    """Who receives, when, how long, where, what to bring, how to be reached. Says `edited`.

    `topic` and `matter` are fields of the page only: a contact has them in its record. `slot` stands under
    the time, of which it tells.
    """

    edited = Signal()

    def __init__(self, shift: Shift, slot: QWidget, *, in_contact: bool) -> None:
        super().__init__()
        self._shift = shift
        self._filling = False
        self.staff_id: int | None = None
        self._topic: Topic | None = None
        self.topic = Picker(tr("Which business"))
        self.matter = LiveLineEdit(tr("What the visit is about"))
        self.staff = Picker(tr("Who receives"))
        self.when = LiveLineEdit(tr("like 내일 오후 4시, 12/1 14:00"))
        self.minutes = LiveLineEdit()
        self.minutes.setMaxLength(4)
        self.place = ComboBox()
        self.place.setEditable(True)
        self.bring = LiveLineEdit(tr("Identity card, papers…"))
        self.bring.setMaxLength(200)
        self.reach = ComboBox()
        for reach, text in REACHES.items():
            self.reach.addItem(tr(text), reach.value)
        self.fields = {
            "topic": Field(tr("Business"), self.topic, low=True),
            "matter": Field(tr("Matter"), self.matter, low=True),
            "staff": Field(tr("Person in charge"), self.staff, low=True),
            "place": Field(tr("Place"), self.place, low=True),
            "due": Field(tr("Day and hour"), self.when, low=True),
            "minutes": Field(tr("Minutes"), self.minutes, low=True),
            "bring": Field(tr("To bring"), self.bring, low=True),
            "reach": Field(tr("Reminder"), self.reach, low=True),
        }
        self._slot, self._column = slot, QVBoxLayout(self)
        self._lay_out(slot, in_contact)
        self._listen()
        shift.reference_changed.connect(self.set_options)
        self.set_options()

    # -- what stands typed

    def booking(self, why_visit: str, override: str) -> Booking:
        """Return what is typed, with the time that was understood of it."""
        minutes = self.minutes.live_text().strip()
        return Booking(
            why_visit=why_visit,
            staff_id=self.staff_id,
            when=self.when.live_text(),
            starts_at=self.starts_at(),
            minutes=int(minutes) if minutes.isdecimal() else 0,
            place=self.place.currentText().strip(),
            bring=self.bring.live_text().strip(),
            reach=str(self.reach.currentData()),
            override=override,
            matter=self.matter.live_text(),
        )

    def fill(self, booking: Booking) -> None:
        """Show `booking`; nothing is said."""
        self._filling = True
        self.staff_id = booking.staff_id
        self.staff.choose(booking.staff_id)
        self.when.setText(booking.when)
        self.minutes.setText(str(booking.minutes) if booking.minutes else "")
        self.place.setCurrentText(booking.place)
        self.bring.setText(booking.bring)
        self.bring.setCursorPosition(0)
        self.reach.setCurrentIndex(max(0, self.reach.findData(booking.reach)))
        self.matter.setText(booking.matter)
        self._filling = False
        self.say_time()

    @property
    def topic_id(self) -> int | None:
        """Return the business chosen."""
        return self._topic.id if self._topic else None

    def set_topic(self, topic: Topic | None) -> None:
        """Take the business: its usual length, papers and person stand where nothing else was typed."""
        before, self._topic = self._topic, topic
        self._filling = True
        self.topic.choose(topic.id if topic else None)
        if topic is not None and topic != before:
            if not self.bring.text().strip() or (before and self.bring.text() == before.bring):
                self.bring.setText(topic.bring)
                self.bring.setCursorPosition(0)
            if not self.minutes.text().strip() or (before and self.minutes.text() == str(before.visit_for)):
                self.minutes.setText(str(topic.visit_for))
            if self.staff_id is None or (before and self.staff_id == before.assignee_id):
                self.staff_id = topic.assignee_id
                self.staff.choose(topic.assignee_id)
        self._filling = False

    def set_time(self, staff_id: int, when: str) -> None:
        """Take a time with somebody, as a free one that was chosen."""
        self._filling = True
        self.staff_id = staff_id
        self.staff.choose(staff_id)
        self.when.setText(when)
        self._filling = False
        self.say_time()
        self.edited.emit()

    def starts_at(self) -> datetime | None:
        """Return the instant understood, or None where nothing or nothing clear is typed."""
        try:
            return read_due(self.when.live_text(), self._shift)
        except DeskError:
            return None

    def say_time(self) -> None:
        """Say back the time understood over its field, or under it what is unclear about it."""
        field, understood, unclear = self.fields["due"], "", ""
        if self.when.live_text().strip():
            try:
                starts_at = read_due(self.when.live_text(), self._shift)
            except DeskError as error:
                unclear = say_error(error)
            else:
                understood = say_when(starts_at, self._shift.now())
        field.set_error(unclear)
        field.set_note(understood)
        self.when.setAccessibleDescription(unclear or understood)

    def complain(self, error: BadInput, field_id: str) -> bool:
        """Say at its field what is wrong and go there; return whether there is such a field."""
        field = self.fields.get(field_id)
        if field is None or field.isHidden():
            return False
        field.set_error(say_error(error))
        field.editor.setFocus()
        return True

    def say_no_more(self, said: str) -> None:
        """Take an error away from its field where the answer about the time says the same words."""
        for field in self.fields.values():
            if said and field.editor.accessibleDescription() == said:
                field.set_error("")

    def put_under_slot(self, widget: QWidget) -> None:
        """Show `widget` under the answer about the time."""
        self._column.insertWidget(self._column.indexOf(self._slot) + 1, widget)

    def clear_errors(self) -> None:
        """Take every error away but that of the time, which says itself."""
        for name, field in self.fields.items():
            if name != "due":
                field.set_error("")

    # -- inside

    def set_options(self) -> None:
        """Offer the topics, people and places as they stand."""
        office, now = self._shift.office, self._shift.now()
        self.topic.set_options(topic_options(self._shift.topics))
        self.staff.set_options(list(self._people(now)))
        typed = self.place.currentText()
        self.place.clear()
        self.place.addItems(list(office.settings.places))
        self.place.setCurrentText(typed or next(iter(office.settings.places), ""))

    def _people(self, now: datetime) -> Iterable[Option]:
        for person in self._shift.people:
            if not person.retired:
                word, presence = presence_word(person.presence, now)
                yield Option(
                    person.id, person.title, (person.name, person.title, person.name[1:]), word, presence
                )

    def _listen(self) -> None:
        self.topic.chosen.connect(self._topic_chosen)
        self.staff.chosen.connect(self._staff_chosen)
        for edit in (self.when, self.minutes, self.bring, self.matter):
            edit.live_text_changed.connect(self._typed)
        self.place.currentTextChanged.connect(self._typed)
        self.reach.currentIndexChanged.connect(self._typed)

    def _typed(self, _value: object) -> None:
        if not self._filling:
            if self.sender() is self.when:
                self.say_time()
            self.edited.emit()

    def _staff_chosen(self, staff_id: int | None) -> None:
        self.staff_id = staff_id
        self.fields["staff"].set_error("")
        self._typed(staff_id)

    def _topic_chosen(self, topic_id: int | None) -> None:
        self.set_topic(self._shift.topic_by_id(topic_id))
        self._typed(topic_id)

    def _lay_out(self, slot: QWidget, in_contact: bool) -> None:
        column, fields = self._column, self.fields
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        for name in ("topic", "matter"):
            fields[name].setVisible(not in_contact)
        for names in (
            ("topic", "matter"),
            ("staff", "place"),
            ("due", "minutes"),
            ("bring", "reach"),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            for name in names:
                row.addWidget(fields[name], _WIDER.get(name, 1), Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
            if "due" in names:
                column.addWidget(slot)


def topic_options(topics: Sequence[Topic]) -> list[Option]:
    """Return every business as it is offered: found by its name, its group, or both."""
    return [Option(topic.id, topic.title, (topic.name, topic.group, topic.title)) for topic in topics]
