"""The field that finds who has come as agreed among today's appointments, without showing a whole name."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.appointments import AppointmentState
from desk_app.core.clock import seoul
from desk_app.core.korean import mask_name, mask_phone
from desk_app.gui.contacts.picker import Option, Picker
from desk_app.gui.i18n import mark, tr
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.fields import Field
from desk_app.usecases.agenda import AgendaRow

_NOTED = {
    AppointmentState.ARRIVED: mark("has come already"),
    AppointmentState.IN_TALK: mark("in the talk"),
    AppointmentState.NO_SHOW: mark("was given up"),
}


class VisitorField(QWidget):
    """Today's visitors by name, initial consonants, digits or hour; `picker` says `chosen(id or None)`."""

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self._options: tuple[Option, ...] = ()
        self.picker = Picker(tr("Name, initials or number"))
        self._field = Field(tr("Today's appointment"), self.picker)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._field)
        self.picker.live_text_changed.connect(lambda _text: self._tell())
        self.setFocusProxy(self.picker)

    def show_visitors(self, rows: Sequence[AgendaRow]) -> None:
        """Offer today's visitors, in the order of their hours."""
        self._options = tuple(self._option(row) for row in rows)
        self.picker.set_options(self._options)
        self._field.set_note(tr("{count} expected today", count=len(rows)))
        self._tell()

    def show_chosen(self, appointment_id: int | None) -> None:
        """Show which appointment the visitor has come for."""
        self.picker.choose(appointment_id)

    def _option(self, row: AgendaRow) -> Option:
        staff = self._shift.person_by_id(row.staff_id)
        name = tr("{name}, customer", name=mask_name(row.customer)) if row.customer else mask_phone(row.phone)
        who = " · ".join(part for part in (name, staff.title if staff else "") if part)
        note = tr(_NOTED[row.state]) if row.state in _NOTED else ""
        words = tuple(word for word in (row.customer, row.phone) if word)
        return Option(row.id, f"{seoul(row.starts_at):%H:%M} {who}", words, note)

    def _tell(self) -> None:
        """Say clearly where nobody of today fits what is typed."""
        typed = self.picker.live_text().strip()
        fits = any(typed == option.text or option.fits(typed) for option in self._options)
        here = bool(typed) and not fits and not any(o.text.startswith(typed) for o in self._options)
        self._field.set_error(
            tr("Nobody of today fits. If it is another day, say so kindly and look under Appointments.")
            if here
            else ""
        )
