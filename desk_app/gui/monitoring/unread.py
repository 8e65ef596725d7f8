"""How many score sheets of my own I have not read as they stand."""

from PySide6.QtCore import QObject, Signal

from desk_app.core.areas import Area
from desk_app.gui.shift import Shift
from desk_app.usecases.monitoring import count_unread


class UnreadSheets(QObject):
    """Counts my sheets that are new, or were corrected since I read them; says `changed(count)`."""

    changed = Signal(int)

    def __init__(self, shift: Shift, parent: QObject) -> None:
        super().__init__(parent)
        self._shift = shift
        shift.changed.connect(self._data_changed)
        self.read()

    def read(self) -> None:
        """Count anew."""
        self._shift.call(self, count_unread, self.changed.emit)

    def _data_changed(self, areas: frozenset[Area]) -> None:
        if Area.MONITORING in areas:
            self.read()
