"""How many inquiries wait for whoever sits here."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.inquiries import OPEN, InquiryState
from desk_app.gui.inquiries.table import due_on, needs_interim
from desk_app.gui.shift import Shift
from desk_app.usecases.inquiries import InquiryFilter, InquiryRow, Whose
from desk_app.usecases.inquiry_lists import list_inquiries

_AREAS = frozenset({Area.INQUIRIES, Area.PROMISES, Area.STAFF})


class WaitingInquiries(QObject):
    """Counts those in my hands that cannot wait: not accepted, due today or late, an interim reply needed.

    Says `changed(count)`.
    """

    changed = Signal(int)

    def __init__(self, shift: Shift, parent: QObject) -> None:
        super().__init__(parent)
        self.count = 0
        self._shift = shift
        self._rows: tuple[InquiryRow, ...] = ()
        shift.changed.connect(self._data_changed)
        shift.ticked.connect(self._tell)
        self._read()

    def _data_changed(self, areas: frozenset[Area]) -> None:
        if areas & _AREAS:
            self._read()

    def _read(self) -> None:
        def take(rows: tuple[InquiryRow, ...]) -> None:
            self._rows = rows
            self._tell(self._shift.now())

        self._shift.call(self, list_inquiries, take, wanted=InquiryFilter(whose=Whose.MINE))

    def _tell(self, now: datetime) -> None:
        count = sum(presses(row, now) for row in self._rows)
        if count != self.count:
            self.count = count
            self.changed.emit(count)


def presses(row: InquiryRow, now: datetime) -> bool:
    """Return whether an inquiry cannot wait until tomorrow."""
    if row.state not in OPEN:
        return False
    late = due_on(row) <= seoul(now).date()
    return row.state is InquiryState.RECEIVED or needs_interim(row, now) or late
