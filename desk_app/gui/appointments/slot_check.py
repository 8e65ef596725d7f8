"""Asking whether a time is free while somebody types it, and asking again when anything about it changes."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.core.areas import Area
from desk_app.core.errors import DeskError
from desk_app.gui.shift import Shift
from desk_app.usecases.free_times import SlotAnswer, look_at_slot

_ASK_AFTER_MS = 150  # a time being typed is not asked about at every key
_AREAS = frozenset({Area.APPOINTMENTS, Area.STAFF, Area.CALENDAR, Area.OFFICE})


@dataclass(frozen=True)
class Question:
    """A time with somebody; `ignoring` is the appointment that would move there."""

    staff_id: int
    topic_id: int | None
    starts_at: datetime
    minutes: int
    ignoring: int | None = None


class SlotCheck(QObject):
    """Says `answered(SlotAnswer)` or `refused(DeskError)` for the question last asked."""

    answered = Signal(object)
    refused = Signal(object)

    def __init__(self, shift: Shift, parent: QObject) -> None:
        super().__init__(parent)
        self.question: Question | None = None
        self.waiting = False
        self._shift = shift
        self._timer = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._timer.timeout.connect(self.repeat)
        shift.changed.connect(self._changed)

    def ask(self, question: Question | None) -> None:
        """Ask, once the typing has paused; None takes the question back."""
        if question == self.question:
            return
        self.question, self.waiting = question, question is not None
        self._timer.stop()
        if question is not None:
            self._timer.start()

    def repeat(self) -> None:
        """Ask the same once more, now."""
        self._timer.stop()
        asked = self.question
        if asked is None:
            return

        def take(answer: SlotAnswer) -> None:
            if asked == self.question:
                self.waiting = False
                self.answered.emit(answer)

        def fail(error: Exception) -> None:
            if asked == self.question and isinstance(error, DeskError):
                self.waiting = False
                self.refused.emit(error)

        self._shift.call(
            self,
            look_at_slot,
            take,
            fail,
            staff_id=asked.staff_id,
            topic_id=asked.topic_id,
            starts_at=asked.starts_at,
            minutes=asked.minutes,
            ignoring=asked.ignoring,
        )

    def _changed(self, areas: frozenset[Area]) -> None:
        if areas & _AREAS:
            self.repeat()
