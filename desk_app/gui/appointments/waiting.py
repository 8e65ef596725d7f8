"""How many visitors have come and wait for whoever sits here."""

from PySide6.QtCore import QObject, Signal

from desk_app.core.appointments import AppointmentState
from desk_app.core.areas import Area
from desk_app.gui.shift import Shift
from desk_app.usecases.agenda import AgendaRow, todays_visitors


class WaitingVisitors(QObject):
    """Counts those who have arrived for me, and for colleagues I act for now; says `changed(count)`."""

    changed = Signal(int)

    def __init__(self, shift: Shift, parent: QObject) -> None:
        super().__init__(parent)
        self.count = 0
        self._shift = shift
        self._visitors: tuple[AgendaRow, ...] = ()
        shift.changed.connect(self._data_changed)
        shift.reference_changed.connect(self._tell)
        self._read()

    def _data_changed(self, areas: frozenset[Area]) -> None:
        if Area.APPOINTMENTS in areas:
            self._read()

    def _read(self) -> None:
        def take(visitors: tuple[AgendaRow, ...]) -> None:
            self._visitors = visitors
            self._tell()

        self._shift.call(self, todays_visitors, take)

    def _tell(self) -> None:
        count = sum(self._is_mine(row) for row in self._visitors if row.state is AppointmentState.ARRIVED)
        if count != self.count:
            self.count = count
            self.changed.emit(count)

    def _is_mine(self, row: AgendaRow) -> bool:
        acting = self._shift.cover_for(self._shift.person_by_id(row.staff_id), row.topic_id)
        return self._shift.person.id in {row.staff_id, row.covered_by_id, acting.id if acting else None}
