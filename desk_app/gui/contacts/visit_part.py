"""The visit being arranged in a contact: the booking form, then what was booked and what may become of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.appointments import AppointmentState, Booking
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.spoken import say_when
from desk_app.gui.appointments.form import BookingForm
from desk_app.gui.appointments.paper import copy_text, print_slip
from desk_app.gui.contacts.session import Session
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.fields import Field, LiveLineEdit
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.gui.words import say_error
from desk_app.usecases.appointments import AppointmentDetail
from desk_app.usecases.notices import notice_of

APPOINTMENT, REASON = "appointment", "cancel_reason"
"""The fields of a script that this part answers."""


class VisitPart(QWidget):
    """What a step asks of a visit. Says `booked(AppointmentDetail)`, `by_phone()`, `cancel_asked(reason)`.

    What is typed goes into the draft at once. A visit that stands can be given another time, cancelled and
    told on paper as long as the step is shown; one that the call is about is taken to be moved at once.
    """

    booked = Signal(object)
    by_phone = Signal()
    cancel_asked = Signal(str)

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self._session: Session | None = None
        self._shown: AppointmentDetail | None = None
        self._step = ""
        self._filling = False
        self._filled = Booking()
        self.form = BookingForm(shift, in_contact=True)
        self.reason = LiveLineEdit(tr("as the customer said it"))
        self._reason = Field(tr("Why is it cancelled?"), self.reason)
        self._card = Note("success")
        self.move_verb = action(self, tr("Another time"), "Alt+M", self._move, whole_window=True)
        self.cancel_verb = action(
            self, tr("Cancel the appointment"), "Alt+X", self._cancel, whole_window=True
        )
        self._tell_verbs = (
            action(self, tr("Print the slip"), "Alt+P", self._print, whole_window=True),
            action(self, tr("Copy the text message"), "Alt+L", self._copy, whole_window=True),
        )
        self._verbs = (self.move_verb, self.cancel_verb, *self._tell_verbs)
        self._lay_out()
        self.form.edited.connect(self._edited)
        self.form.booked.connect(self._booked)
        self.form.by_phone.connect(self.by_phone)

    def show_session(self, session: Session) -> None:
        """Show the form, or the visit that stands, where the step asks for it."""
        fresh, self._session = session is not self._session, session
        asked = session.step.ask if session.step else ()
        self.setVisible(APPOINTMENT in asked or REASON in asked)
        if fresh:
            self._begin_anew()
        self._begin_moving(session, asked)
        agreed, gone = _standing(session), REASON in asked
        stands = not self.isHidden() and agreed is not None
        self.form.setVisible(not gone and (not stands or session.moving))
        self._card.setVisible(stands and not session.moving)
        if not stands or gone:
            self._reason.setVisible(stands)
        self.move_verb.setVisible(not gone)
        for verb in self._verbs:
            verb.setEnabled(stands)
        if stands and agreed is not None:
            self._show_card(agreed)
        if not self.isHidden() and not self.form.isHidden():
            self._fill(session)

    def forget(self) -> None:
        """Serve no session any more."""
        self._session = None
        self.hide()

    def takes_room(self) -> bool:
        """Return whether the form is open, so that everything else is to be brief."""
        return not self.isHidden() and not self.form.isHidden()

    def is_empty(self, name: str) -> bool:
        """Return whether the step still lacks the visit, or its cancellation."""
        session = self._session
        stands = session is not None and _standing(session) is not None
        moving = session is not None and session.moving
        return stands if name == REASON else moving or not stands

    def take_focus(self) -> None:
        """Put the keyboard where something is asked: at the hour once it is known why they must come."""
        if not self.form.isHidden() and self.form.why.reason:
            self.form.fields.when.setFocus()
        elif not self.form.isHidden():
            self.form.take_focus()
        elif not self._reason.isHidden():
            self.reason.setFocus()

    def enter(self, here: QWidget) -> None:
        """Cancel from the reason for it, else go on to the next field."""
        if here is self.reason:
            self._cancel()
        else:
            here.focusNextChild()

    def show_error(self, error: Exception) -> None:
        """Say why the visit could not be cancelled."""
        if isinstance(error, BadInput) and error.field == "reason":
            self._reason.set_error(say_error(error))
            self.reason.setFocus()
        elif isinstance(error, DeskError):
            say(say_error(error), "warning")

    # -- inside ---------------------------------------------------------------------------------

    def _begin_anew(self) -> None:
        self._shown, self._step = None, ""
        self._filling = True
        self.form.clear()
        self._filling = False
        self.reason.clear()
        self._reason.set_error("")

    def _begin_moving(self, session: Session, asked: tuple[str, ...]) -> None:
        """Take the visit to be moved: one that the call is about, and one whose move was being typed."""
        step = session.step.id if session.step else ""
        agreed, came = _standing(session), step != self._step
        read, self._step = agreed != self._shown, step
        self._shown = agreed
        if agreed is None or APPOINTMENT not in asked:
            session.set_moving(False)
        elif (came or read) and (session.draft.booking or (came and agreed.id != session.draft.booked_id)):
            self._take_to_move(agreed)
            session.set_moving(True)

    def _take_to_move(self, agreed: AppointmentDetail) -> None:
        self._filling = True
        self.form.move_instead(agreed)
        self._filling = False

    def _fill(self, session: Session) -> None:
        """Show in the form what the draft keeps, with the customer and the matter of the record."""
        draft, agreed = session.draft, session.agreed
        before = _like(agreed) if agreed is not None and not session.moving else None
        booking = draft.booking or before or self.form.booking()
        self._filling = True
        self.form.draft_id = session.draft_id
        self.form.show_booking(
            booking,
            topic_id=draft.topic_id,
            customer_id=draft.customer_id,
            customer_name=draft.customer_name,
            phone=draft.phone,
            matter=draft.summary,
        )
        self._filled = self.form.booking()
        self._filling = False

    def _edited(self, booking: Booking) -> None:
        by_hand = not self._filling and not self.isHidden() and booking != self._filled
        if self._session is not None and by_hand:
            self._filled = booking
            self._session.edit(booking=booking)

    def _booked(self, appointment: AppointmentDetail) -> None:
        if self._session is not None:
            self._session.set_moving(False)
        self.booked.emit(appointment)

    def _move(self) -> None:
        """Give the visit another time, in the form; once more leaves it as it is."""
        session = self._session
        if session is None or session.agreed is None:
            return
        if not session.moving:
            self._take_to_move(session.agreed)
        session.edit(booking=None)
        session.set_moving(not session.moving)
        self.take_focus()

    def _cancel(self) -> None:
        """Cancel the visit, once a reason is typed."""
        if self._reason.isHidden():
            self._reason.show()
            self.reason.setFocus()
        else:
            self.cancel_asked.emit(self.reason.text())

    def _print(self) -> None:
        if self._shown is not None:
            print_slip(notice_of(self._shown, self._shift.office.branch), self.window())

    def _copy(self) -> None:
        if self._shown is not None:
            copy_text(notice_of(self._shown, self._shift.office.branch))

    def _show_card(self, appointment: AppointmentDetail) -> None:
        when = say_when(appointment.starts_at, self._shift.now())
        self._card.set_words(f"{when} · {appointment.staff}")

    def _lay_out(self) -> None:
        self._card.column.addWidget(self._reason)
        self._reason.hide()
        self._card.column.addSpacing(4)
        self._card.column.addWidget(WrapRow(*(KeyButton.of(verb, size="small") for verb in self._verbs)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        column.addWidget(self.form, 1)


def _standing(session: Session) -> AppointmentDetail | None:
    """Return the visit that is arranged and still to come."""
    agreed = session.agreed
    return agreed if agreed is not None and agreed.state is AppointmentState.BOOKED else None


def _like(appointment: AppointmentDetail) -> Booking:
    """Return what to begin with where somebody who did not come is given another time."""
    return Booking(
        why_visit=appointment.why_visit,
        staff_id=appointment.staff_id,
        minutes=appointment.minutes,
        place=appointment.place,
        bring=appointment.bring,
        reach=appointment.reach,
    )
