"""Counting the rings of the calls that ring now: the program cannot hear them, so it goes by the clock."""

from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.core.clock import Clock
from desk_app.core.contacts import rings_after
from desk_app.core.ring_calls import LONGEST_RING, Call, Calls, CallState
from desk_app.core.ring_messages import RingMessage

_LOOK_MS = 200
_SHOWN = 5


class RingCounter(QObject):
    """The calls at this desk's telephone, and how often each has rung.

    `changed` comes with every further ring, with every call that comes or goes; `gave_up(Call)` for one
    that rang longer than a telephone does. `period_s` is the branch's length of a ring with its pause.
    """

    changed = Signal()
    gave_up = Signal(object)

    def __init__(self, clock: Clock, period_s: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.period_s = period_s
        self._clock = clock
        self._calls = Calls()
        self._shown: tuple[tuple[str, int], ...] = ()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def ringing(self) -> tuple[Call, ...]:
        """Return the calls that ring now, the oldest first."""
        return self._calls.ringing

    def rang_ms(self, call: Call) -> int:
        """Return for how long `call` has rung by now, in milliseconds."""
        return call.rang_ms(self._clock.now())

    def rings(self, call: Call) -> int:
        """Return how often `call` has rung by now."""
        return rings_after(self.rang_ms(call), self.period_s)

    def words(self, call: Call) -> str:
        """Return the count as it is shown, the latest ring last: `1 · 2 · 3`."""
        rings = self.rings(call)
        return " · ".join(str(number) for number in range(max(1, rings - _SHOWN + 1), rings + 1))

    def begin(self, message: RingMessage) -> Call | None:
        """Count a call that begins to ring and return it, or None where it rings already."""
        if self._calls.repeats(message):
            return None
        call = Call(message.call_id or uuid4().hex, message.phone, self._clock.now())
        self._take(self._calls.begun(call))
        return call

    def about(self, message: RingMessage) -> Call | None:
        """Return the call that was answered or hung up, None where this telephone knows of none."""
        return self._calls.about(message)

    def answer(self, call: Call) -> None:
        """Count `call` no longer: somebody picked up."""
        self._take(self._calls.put(call, CallState.ANSWERED))

    def end(self, call: Call) -> None:
        """Forget `call`: it was hung up."""
        self._take(self._calls.ended(call))

    def look(self) -> None:
        """Compare the calls with the clock; the timer does so while any call rings."""
        lost = [call for call in self.ringing if self._clock.now() - call.began_at > LONGEST_RING]
        calls = self._calls
        for call in lost:
            calls = calls.put(call, CallState.LOST)
        self._take(calls)
        for call in lost:
            self.gave_up.emit(call)

    def _take(self, calls: Calls) -> None:
        self._calls = calls
        if not calls.ringing:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        shown = tuple((call.id, self.rings(call)) for call in calls.ringing)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()
