"""Booking a visit: first whether it is needed, then when and with whom, said back before it is confirmed."""

from typing import Any, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.appointments import Booking, Reach, VisitReason
from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput, DeskError
from desk_app.gui import theme
from desk_app.gui.appointments.customer_field import CustomerField
from desk_app.gui.appointments.fields import BookingFields, WhyVisit
from desk_app.gui.appointments.say_back import SayBack
from desk_app.gui.appointments.slot_check import Question, SlotCheck
from desk_app.gui.appointments.slot_note import SlotNote
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Scroll
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.labels import Words
from desk_app.gui.words import say_error
from desk_app.usecases.appointments import (
    AppointmentDetail,
    NewAppointment,
    book_appointment,
    move_appointment,
)
from desk_app.usecases.free_times import FreeTime, SlotAnswer

W = TypeVar("W", bound=QWidget)
_ON_PAGE = ("Ctrl+Return", ("Alt+1", "Alt+2", "Alt+3"))
_IN_CONTACT = ("Ctrl+B", ("Alt+Q", "Alt+W", "Alt+E"))  # Alt with numbers are the script's choices there
_ROOMY = 270  # px at 100 % from which on the sentence to say stays beside the button
_FIELD_OF = {
    "slot": "due",
    "starts_at": "due",
    "customer": "customer_name",
    "staff_id": "staff",
    "length": "minutes",
}


class BookingForm(QWidget):
    """The form on the page and, with `in_contact`, in a contact, whose record has customer, topic and matter.

    Says `edited(Booking)` at every change by hand, `booked(AppointmentDetail)` once it is confirmed or
    moved, `by_phone()` when nobody need come after all. What is typed stays until `clear`.
    """

    edited = Signal(object)
    booked = Signal(object)
    by_phone = Signal()

    def __init__(self, shift: Shift, *, in_contact: bool) -> None:
        super().__init__()
        self._shift, self._in_contact = shift, in_contact
        self._moving: AppointmentDetail | None = None
        self._shown: Booking | None = None
        self._answer: SlotAnswer | None = None
        self._topic_id: int | None = None
        self._matter = ""
        self.draft_id: int | None = None
        confirm, takes = _IN_CONTACT if in_contact else _ON_PAGE
        self.confirm = action(self, tr("Confirm the appointment"), confirm, self.book)
        self.why = WhyVisit(in_contact=in_contact)
        self.customer = CustomerField(shift)
        self.slot = SlotNote(shift, self, keys=takes)
        self.fields = BookingFields(shift, self.slot, in_contact=in_contact)
        self.said_back = SayBack(shift)
        self._error = Words(ink="danger_text")
        self._check = SlotCheck(shift, self)
        self._bring_into_sight = QTimer(self, singleShot=True, interval=0)
        self._bring_into_sight.timeout.connect(self._show_slot)
        self._lay_out()
        self._listen()
        self._show_answer()
        self.setFocusProxy(self.why)

    # -- what stands in it

    def show_booking(
        self,
        booking: Booking,
        *,
        topic_id: int | None = None,
        customer_id: int | None = None,
        customer_name: str = "",
        phone: str = "",
        matter: str = "",
    ) -> None:
        """Show what is typed so far; what stands here already is not written over."""
        self._matter = matter
        if (customer_id, customer_name, phone) != self._customer():
            self.customer.set_customer(customer_id, customer_name, phone)
        if booking not in {self._shown, self.booking()}:
            self.why.show_reason(booking.why_visit)
            self.slot.override.setText(booking.override)
            self.fields.fill(booking)
            self.fields.set_topic(None)  # so that its usual length and papers fill what is empty
        self._shown, self._topic_id = booking, topic_id
        self.fields.set_topic(self._shift.topic_by_id(topic_id))
        self._ask()

    def booking(self) -> Booking:
        """Return what is typed so far."""
        return self.fields.booking(self.why.reason, self.slot.override.live_text().strip())

    def is_empty(self) -> bool:
        """Return whether nothing worth keeping was typed."""
        typed = self.booking()
        customer = self.customer.name.live_text() or self.customer.phone.live_text()
        return not (typed.why_visit or typed.when or typed.matter or typed.staff_id or customer)

    def customer_name(self) -> str:
        """Return the name typed or known, whole."""
        return self.customer.name.live_text().strip()

    def sentence(self) -> str:
        """Return the sentence to say back as it is shown, or "" while there is none."""
        return self.said_back.sentence

    def is_settled(self) -> bool:
        """Return whether the time typed has been asked about and answered."""
        return not self._check.waiting

    def clear(self) -> None:
        """Begin anew."""
        self._moving, self._answer, self._shown, self.draft_id = None, None, None, None
        self.confirm.setText(tr("Confirm the appointment"))
        place = next(iter(self._shift.office.settings.places), "")
        self.show_booking(Booking(place=place))
        self.fields.clear_errors()

    def move_instead(self, detail: AppointmentDetail) -> None:
        """Take an appointment that is to be moved: confirming moves it and `booked` says how it stands."""
        self._moving = detail
        self.confirm.setText(tr("Change the appointment"))
        self.show_booking(
            Booking(
                why_visit=detail.why_visit.value,
                staff_id=detail.staff_id,
                minutes=int((detail.ends_at - detail.starts_at).total_seconds()) // 60,
                place=detail.place,
                bring=detail.bring,
                reach=detail.reach.value,
                matter=detail.matter,
            ),
            topic_id=detail.topic_id,
            customer_id=detail.customer_id,
            customer_name=detail.customer,
            phone=detail.phone,
            matter=detail.matter,
        )

    def propose(self, staff_id: int, when: str) -> None:
        """Take a time with somebody from elsewhere, as from a click into the day."""
        self.fields.set_time(staff_id, when)

    def take_focus(self) -> None:
        """Put the keyboard where the form begins."""
        self.why.take_focus()

    # -- confirming

    def book(self) -> None:
        """Book or move what is typed, or say what is missing."""
        self._error.hide()
        self.fields.clear_errors()
        booking = self.booking()
        if not booking.why_visit:
            self.why.complain()
            return
        if booking.staff_id is None:
            self._complain(BadInput("staff", "missing"))
        elif booking.starts_at is None:
            self.fields.say_time()
            if not booking.when.strip():
                self._complain(BadInput("due", "missing"))
            self.fields.when.setFocus()
        elif self.slot.needs_reason() and not booking.override:
            self._complain(BadInput("override", "missing"))
        else:
            self._send(booking)

    def _send(self, booking: Booking) -> None:
        assert booking.staff_id is not None
        assert booking.starts_at is not None
        when: dict[str, Any] = {
            "staff_id": booking.staff_id,
            "starts_at": booking.starts_at,
            "minutes": booking.minutes,
            "place": booking.place,
            "override": booking.override,
        }
        self.confirm.setEnabled(False)
        if self._moving is not None:
            seen = {"appointment_id": self._moving.id, "seen_version": self._moving.version}
            self._shift.call(self, move_appointment, self._done, self._refused, **seen, **when)
            return
        customer_id, name, phone = self._customer()
        new = NewAppointment(
            **when,
            topic_id=self._topic_id if self._in_contact else self.fields.topic_id,
            matter=self._matter if self._in_contact else booking.matter,
            bring=booking.bring,
            why_visit=VisitReason(booking.why_visit),
            reach=Reach(booking.reach),
            customer_id=customer_id,
            customer_name=name,
            phone=phone,
        )
        self._shift.call(self, book_appointment, self._done, self._refused, new=new, draft_id=self.draft_id)

    def _done(self, detail: AppointmentDetail) -> None:
        self.confirm.setEnabled(True)
        moved = self._moving is not None
        self.clear()
        say(tr("The appointment was changed.") if moved else tr("The appointment stands."), "success")
        self.booked.emit(detail)

    def _refused(self, error: Exception) -> None:
        self.confirm.setEnabled(True)
        if isinstance(error, DeskError):
            self._complain(error)
            self._check.repeat()

    def _complain(self, error: DeskError) -> None:
        """Say what is wrong where it is wrong, else above the button."""
        self._bring_into_sight.start()
        if isinstance(error, BadInput):
            if error.field == "override" or error.problem == "needs_reason":
                self.slot.reason.show()
                self.slot.reason.set_error(tr("Say why it is booked all the same."))
                self.slot.override.setFocus()
                return
            field = _FIELD_OF.get(error.field, error.field)
            if self._complain_customer(error, field) or self.fields.complain(error, field):
                self._say_once()
                return
        self._error.set_text(say_error(error))
        self._error.show()
        self._say_once()

    def _complain_customer(self, error: BadInput, field_id: str) -> bool:
        field = self.customer.fields.get(field_id)
        if field is None or self._in_contact:
            return False
        field.set_error(say_error(error))
        field.editor.setFocus()
        return True

    # -- the answer about the time

    def _ask(self) -> None:
        """Ask about the time typed, if a time with somebody is typed."""
        booking = self.booking()
        topic_id = self._topic_id if self._in_contact else self.fields.topic_id
        question = None
        if (
            booking.staff_id is not None
            and booking.starts_at is not None
            and self.fields.minutes.text().strip()
        ):
            ignoring = self._moving.id if self._moving else None
            question = Question(booking.staff_id, topic_id, booking.starts_at, booking.minutes, ignoring)
        if question != self._check.question:
            self._answer = None
            self._check.ask(question)
        self._show_answer()

    def _answered(self, answer: SlotAnswer) -> None:
        self._answer = answer
        self._show_answer()
        self._say_once()
        self._bring_into_sight.start()

    def _not_possible(self, error: DeskError) -> None:
        self._answer = None
        self._bring_into_sight.start()
        self.slot.show_error(error)
        self.said_back.show_booking(None)
        self._say_once()

    def _say_once(self) -> None:
        """Leave to the answer about the time what a field or the foot says in the same words."""
        self.fields.say_no_more(self.slot.text())
        if self._error.text() == self.slot.text():
            self._error.hide()

    def _show_answer(self) -> None:
        """Show the answer, and the sentence to say back unless the time is taken."""
        question = self._check.question
        if question is None:
            self.slot.show_nothing()
        elif self._answer is not None:
            self.slot.show_answer(self._answer, question.staff_id)
        free = self._answer is not None and not self._answer.taken
        self.said_back.show_booking(self.booking() if free else None)

    def _show_slot(self) -> None:
        """Bring the answer into sight while the time is being typed, and the field itself before all.

        Where the form itself scrolls, the button comes into sight too.
        """
        here, fields = self.focusWidget(), self.fields
        of_time = here in {fields.when, fields.minutes, fields.staff, fields.place}
        field = _around(here, Field) or here  # its label is to be seen too
        for widget in (self.said_back, self.slot, field) if of_time else (field,):
            if widget is not None and self._scroll.isAncestorOf(widget):
                self._scroll.ensureWidgetVisible(widget, 0, 4)
        outside = _around(self, Scroll)
        if outside is not None and field is not None and self.isAncestorOf(field):
            for widget in (self._button, field):
                outside.ensureWidgetVisible(widget, 0, 4)

    def _take(self, free: FreeTime) -> None:
        self.propose(free.staff_id, f"{seoul(free.slot.starts_at):%m/%d %H:%M}")

    # -- putting together

    def _customer(self) -> tuple[int | None, str, str]:
        field = self.customer
        return field.customer_id, field.name.live_text().strip(), field.phone.live_text().strip()

    def _edited(self) -> None:
        self._error.hide()
        self._ask()
        self.edited.emit(self.booking())

    def _nobody_comes(self) -> None:
        say(tr("No visit is needed: answer by telephone or post."))
        self.by_phone.emit()

    def _listen(self) -> None:
        self.why.answered.connect(self._reason_given)
        self.why.by_phone.connect(self._nobody_comes)
        self.customer.edited.connect(self._edited)
        self.fields.edited.connect(self._edited)
        self.slot.override.live_text_changed.connect(lambda _text: self.edited.emit(self.booking()))
        self.slot.took.connect(self._take)
        self._check.answered.connect(self._answered)
        self._check.refused.connect(self._not_possible)
        self._shift.reference_changed.connect(self._ask)

    def _reason_given(self) -> None:
        self.edited.emit(self.booking())
        first = self.fields.when if self._in_contact else self.customer.name
        first.setFocus()
        self._bring_into_sight.start()

    def _lay_out(self) -> None:
        self.customer.setVisible(not self._in_contact)
        self._error.hide()
        self._scroll = Scroll(spacing=7)
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda *_range: self._bring_into_sight.start())
        inside = self._scroll.column
        inside.setContentsMargins(2, 2, 4, 2)
        for widget in (self.why, self.customer, self.fields):
            inside.addWidget(widget)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.said_back)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._foot)
        column.addWidget(self._error)
        self._button = KeyButton.of(self.confirm, "primary")
        column.addWidget(self._button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sentence to say beside the button, but let it scroll with the time in a low place."""
        super().resizeEvent(event)
        stays = self.height() >= theme.px(_ROOMY)
        if stays != (self._foot.indexOf(self.said_back) >= 0):
            if stays:
                self._foot.addWidget(self.said_back)
            else:
                self.fields.put_under_slot(self.said_back)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the time again: much may have changed while another page was shown."""
        super().showEvent(event)
        self._check.repeat()


def _around(widget: QWidget | None, kind: type[W]) -> W | None:
    """Return the nearest `kind` that `widget` is or stands in."""
    while widget is not None and not isinstance(widget, kind):
        widget = widget.parentWidget()
    return widget
