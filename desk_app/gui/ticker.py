"""The one coarse timer: everything that depends on the time of day hangs on it (house, decision 4)."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desk_app.core.clock import Clock

TICK_MS = 15_000


class Ticker(QObject):
    """Says `tick(now)` every 15 s, at once when started, and when the program comes to the front.

    `now` is an aware datetime in UTC from the injected clock. Listeners compare it with what is stored, so a
    clock set forward or back, or a night asleep, needs no rule of its own.
    """

    tick = Signal(object)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.now)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)

    def start(self) -> None:
        """Tick now and from now on."""
        self._timer.start()
        self.now()

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()

    def now(self) -> None:
        """Tick now, whatever the timer says."""
        self.tick.emit(self._clock.now())

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive and self._timer.isActive():
            self.now()
