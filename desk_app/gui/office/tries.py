"""The wrong passwords of one window, and the wait they cost."""

from math import ceil

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.core.clock import Clock
from desk_app.core.sign_in import Failures

SECOND_MS = 1000


class Tries(QObject):
    """Counts failures by the rule of `core/sign_in.py`; `changed` with every second that a wait runs down."""

    changed = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._failures = Failures()
        self._timer = QTimer(self, interval=SECOND_MS)
        self._timer.timeout.connect(self.look)

    def seconds(self) -> int:
        """Return how many seconds it is until the next try is taken, 0 where it is taken now."""
        return ceil(self._failures.wait_at(self._clock.now()).total_seconds())

    def failed(self) -> None:
        """Count one more failure."""
        self._failures = self._failures.one_more(self._clock.now())
        if self.seconds():
            self._timer.start()
        self.changed.emit()

    def succeeded(self) -> None:
        """Forget the failures."""
        self._failures = Failures()
        self.look()

    def look(self) -> None:
        """Look at the clock now."""
        if not self.seconds():
            self._timer.stop()
        self.changed.emit()
