"""What changed in the office, here or at another desk (house, decision 6)."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.core.areas import Area
from desk_app.core.errors import DeskError
from desk_app.gui.runner import Runner

POLL_MS = 2000


class Feed(QObject):
    """Compares the revision counters every two seconds, and at once after a commit of this desk.

    `poll` is the use-case that returns the counter of every area. `changed(frozenset[Area])` names those that
    moved; `lost(error)` and `found()` tell once that the database went away and came back.
    """

    changed = Signal(object)
    lost = Signal(object)
    found = Signal()

    def __init__(
        self, runner: Runner, poll: Callable[..., Mapping[Area, int]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._poll = runner, poll
        self._seen: dict[Area, int] | None = None
        self._asking = self._again = self._away = False
        runner.changed.connect(self._committed)
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look; the first look only learns where the counters stand."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Compare the counters now; one look at a time, another one after it if asked meanwhile."""
        if self._asking:
            self._again = True
            return
        self._asking = True
        self._runner.call(self._poll, self._compare, self._missed, owner=self)

    def _committed(self, areas: frozenset[Area]) -> None:
        if self._seen is None:
            self.changed.emit(areas)
        self.look()

    def _compare(self, counters: Any) -> None:
        before, self._seen = self._seen, dict(counters)
        if self._away:
            self._away = False
            self.found.emit()
        if before is not None:
            moved = frozenset(area for area, count in self._seen.items() if before.get(area) != count)
            if moved:
                self.changed.emit(moved)
        self._ready()

    def _missed(self, error: DeskError) -> None:
        if not self._away:
            self._away = True
            self.lost.emit(error)
        self._ready()

    def _ready(self) -> None:
        self._asking = False
        if self._again:
            self._again = False
            self.look()
