"""What the verbs of an appointment ask: what to change, why it is cancelled or moves, who takes it over."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desk_app.core.appointments import Reach
from desk_app.core.phones import format_phone
from desk_app.core.spoken import say_when
from desk_app.gui import theme
from desk_app.gui.appointments.fields import topic_options
from desk_app.gui.appointments.grid_view import Place
from desk_app.gui.appointments.words import REACHES, hindrance_words, sentences
from desk_app.gui.contacts.picker import Picker
from desk_app.gui.i18n import mark, tr
from desk_app.gui.office.presence import presence_word
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field, LiveLineEdit
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.panels import Panel, ReasonPanel, needed
from desk_app.usecases.appointments import (
    AppointmentDetail,
    cancel_appointment,
    change_appointment,
    move_appointment,
)
from desk_app.usecases.free_times import SlotAnswer


class ChangePanel(Panel):
    """What the visit is about, what to bring, how the customer is reached; the time stays.

    `current` gives the appointment as last read: what was not edited here stays as a colleague left it.
    """

    use = change_appointment
    done = mark("Changed. Tell the customer what is new.")

    def __init__(self, shift: Shift, current: Callable[[], AppointmentDetail | None]) -> None:
        super().__init__(tr("Change the details"), tr("Change", "verb"))
        detail = current()
        assert detail is not None
        self._current, self._before = current, _details(detail)
        self._topic_id = detail.topic_id
        self._topic = Picker(tr("Which business"))
        self._topic.set_options(topic_options(shift.topics))
        self._topic.choose(detail.topic_id)
        self._topic.chosen.connect(self._choose_topic)
        self._matter = LiveLineEdit(tr("What the visit is about"))
        self._matter.setText(detail.matter)
        self._bring = LiveLineEdit(tr("Identity card, papers…"))
        self._bring.setText(detail.bring)
        self._phone = LiveLineEdit("010-0000-0000")
        self._phone.setText(format_phone(detail.phone))
        self._reach = ComboBox()
        for reach, text in REACHES.items():
            self._reach.addItem(tr(text), reach.value)
        self._reach.setCurrentIndex(self._reach.findData(detail.reach.value))
        self.fields = {
            "topic": Field(tr("Business"), self._topic, low=True),
            "matter": Field(tr("Matter"), self._matter, low=True),
            "bring": Field(tr("To bring"), self._bring, low=True),
            "phone": Field(tr("Phone number"), self._phone, low=True),
            "reach": Field(tr("Reminder"), self._reach, low=True),
        }
        self.column.setSpacing(7)
        for field in self.fields.values():
            self.column.addWidget(field)

    def arguments(self) -> dict[str, Any]:
        """Return what was edited, the rest as it stands now."""
        self._topic.take()
        typed: dict[str, Any] = {
            "topic_id": self._topic_id,
            "matter": self._matter.text(),
            "bring": self._bring.text(),
            "phone": self._phone.text(),
            "reach": Reach(self._reach.currentData()),
        }
        detail = self._current()
        assert detail is not None
        edited = {name: value for name, value in typed.items() if value != self._before[name]}
        return _details(detail) | edited | {"why_visit": detail.why_visit}

    def begin(self) -> None:
        """Begin with the matter."""
        self._matter.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter first take the business being looked for."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self._topic.is_open():
            self._topic.take()
        else:
            super().keyPressEvent(event)

    def _choose_topic(self, topic_id: int | None) -> None:
        self._topic_id = topic_id


class CancelPanel(ReasonPanel):
    """The customer will not come after all."""

    use = cancel_appointment
    done = mark("The appointment was cancelled.")

    def __init__(self) -> None:
        hint = tr("as the customer said it")
        super().__init__(tr("Why is it cancelled?"), tr("Cancel the appointment"), "danger", hint=hint)
        self.leave.set_text(tr("Keep it"))


class MovePanel(Panel):
    """An appointment goes where something stands against it: that takes a reason."""

    use = move_appointment

    def __init__(self, shift: Shift, place: Place, room: str, answer: SlotAnswer) -> None:
        super().__init__(tr("Move it all the same?"), tr("Move"))
        self._place, self._room = place, room
        self._shift = shift
        now = shift.now()
        against = sentences([hindrance_words(each, now) for each in answer.hindrances])
        self.column.addWidget(Note("warning", moved_words(shift, place), against))
        self._reason = self.add_line("override", tr("Reason"), hint=tr("Why it is moved all the same"))

    def arguments(self) -> dict[str, Any]:
        """Return where it goes, and why."""
        return moved_to(self._place, self._room) | {"override": needed(self._reason, "override")}

    def said(self, _value: Any, _now: datetime, /) -> tuple[str, theme.Tone]:
        """Return where it stands now, and that the customer must hear of it."""
        return moved_said(self._shift, self._place), "success"

    def begin(self) -> None:
        """Begin with the reason."""
        self._reason.setFocus()


class GiveAwayPanel(Panel):
    """Another member of staff receives the customer at the same time; then checked like a move."""

    def __init__(self, shift: Shift, staff_id: int) -> None:
        super().__init__(tr("Who receives the customer instead?"), tr("Hand over"))
        now = shift.now()
        people = sorted(shift.people, key=lambda each: not each.presence.at(now).here)
        self._grid = ChoiceGrid(columns=1)
        self._grid.set_choices(
            [
                Choice(str(person.id), person.title, presence_word(person.presence, now)[0])
                for person in people
                if person.id != staff_id and not person.retired
            ]
        )
        self._missing = Words(tr("Choose who takes it on."), size=theme.SMALL, ink="danger_text")
        self._missing.hide()
        self.column.addWidget(self._grid)
        self.column.addWidget(self._missing)

    def chosen(self) -> int | None:
        """Return who was chosen, or say that nobody was."""
        self._missing.setVisible(not self._grid.selected())
        return int(self._grid.selected()) if self._grid.selected() else None

    def begin(self) -> None:
        """Begin with the list."""
        self._grid.take_focus()

    def press(self, number: int) -> bool:
        """Choose person `number`."""
        return self._grid.press(number)


def _details(detail: AppointmentDetail) -> dict[str, Any]:
    """Return what can be changed, as the fields show it."""
    return {
        "topic_id": detail.topic_id,
        "matter": detail.matter,
        "bring": detail.bring,
        "phone": format_phone(detail.phone),
        "reach": detail.reach,
    }


def moved_to(place: Place, room: str) -> dict[str, Any]:
    """Return where an appointment goes, as the verb wants it."""
    return {
        "staff_id": place.staff_id,
        "starts_at": place.starts_at,
        "minutes": place.minutes,
        "place": room,
    }


def moved_words(shift: Shift, place: Place) -> str:
    """Return where an appointment would stand: when and with whom."""
    person = shift.person_by_id(place.staff_id)
    return tr(
        "{when} · {who}", when=say_when(place.starts_at, shift.now()), who=person.title if person else ""
    )


def moved_said(shift: Shift, place: Place) -> str:
    """Return what is said once it stands there."""
    return tr("Moved to {where}. Tell the customer.", where=moved_words(shift, place))
