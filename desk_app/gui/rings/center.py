"""The telephone at this desk: what it reports is counted, kept, shown and told to the pages."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.contacts import RingKind
from desk_app.core.due_choices import due_choices
from desk_app.core.errors import CalendarEnds
from desk_app.core.korean import mask_name
from desk_app.core.phones import format_phone
from desk_app.core.ring_calls import LONGEST_RING, Call
from desk_app.core.ring_messages import RingMessage
from desk_app.core.spoken import short_when
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.rings.banner import BandTone, MissedItem, RingBanner, RingItem
from desk_app.gui.rings.counter import RingCounter
from desk_app.gui.rings.server import RingServer
from desk_app.gui.shift import Shift
from desk_app.usecases.customers import CallerMatch, find_callers
from desk_app.usecases.rings import (
    MissedCall,
    close_forgotten_rings,
    missed_calls,
    promise_for_missed,
    ring_answered,
    ring_began,
    ring_hung_up,
)


class RingCenter(QObject):
    """Hears the telephone for one shift; `banner` is the band for the top of the window.

    `incoming(phone, call_id)` when a call begins to ring, `answered(phone, call_id, ring_ms, rings)` when
    the telephone or F3 says that it was picked up, `missed(phone, call_id, rings)` once a hang-up before
    that is kept as a missed call, `quiet()` when nothing rings any more. `phone` is as `core.phones` keeps
    it, empty where the number is withheld.
    End it with `close()`.
    """

    incoming = Signal(str, str)
    answered = Signal(str, str, int, int)
    missed = Signal(str, str, int)
    quiet = Signal()

    def __init__(self, shift: Shift, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.banner = RingBanner()
        self.server = RingServer(self)
        self.counter = RingCounter(shift.clock, shift.office.settings.ring_period_s, self)
        self._shift = shift
        self._names: dict[str, str] = {}
        self._missed_call: MissedCall | None = None
        self._forgotten_at: datetime | None = shift.now() + LONGEST_RING
        self.server.ring.connect(self.hear)
        self.counter.changed.connect(self._counted)
        self.counter.gave_up.connect(self._hung_up)
        self.banner.take.connect(self.take)
        self.banner.promise.connect(self.promise_missed)
        self.banner.put_away.connect(self._put_away)
        shift.ticked.connect(self._tick)
        shift.changed.connect(self._changed)
        shift.reference_changed.connect(self._set_period)
        self.server.listen()
        shift.call(self, close_forgotten_rings)

    def hear(self, message: RingMessage) -> None:
        """Take in what the telephone reports; what is about no call known here is passed over."""
        if message.kind is RingKind.NEW:
            self._begin(message)
            return
        call = self.counter.about(message)
        if call is None:
            return
        if message.kind is RingKind.ANSWER:
            self._answer(call)
        else:
            self.counter.end(call)
            self._hung_up(call)

    def take(self) -> None:
        """Answer the call that has rung longest: staff pressed F3 as they picked up."""
        if self.counter.ringing:
            self._answer(self.counter.ringing[0])

    def promise_missed(self) -> None:
        """Turn the missed call shown into a promise to call back at the first hour on offer."""
        call, due_at = self._missed_call, self._first_due()
        if call is None or due_at is None:
            return
        words = tr(
            "Promised to call {who} back by {when}.",
            who=self._who(call.phone),
            when=short_when(due_at, self._shift.now()),
        )
        self._shift.call(
            self, promise_for_missed, lambda _id: say(words, "success"), ring_id=call.id, due_at=due_at
        )
        self._put_away()

    def close(self) -> None:
        """Hear nothing more: the shift ends."""
        self.server.close()
        self.banner.set_item(None)

    # -- what happens to a call

    def _begin(self, message: RingMessage) -> None:
        call = self.counter.begin(message)
        if call is None:
            return
        self._shift.call(self, ring_began, call_id=call.id, phone=call.phone)
        if call.phone:
            phone = call.phone

            def know(found: tuple[CallerMatch, ...]) -> None:
                self._know(phone, found)

            self._shift.call(self, find_callers, know, phone=phone)
        self.incoming.emit(call.phone, call.id)

    def _answer(self, call: Call) -> None:
        ring_ms, rings = self.counter.rang_ms(call), self.counter.rings(call)
        self.counter.answer(call)
        self._shift.call(self, ring_answered, call_id=call.id, ring_ms=ring_ms)
        self.answered.emit(call.phone, call.id, ring_ms, rings)

    def _hung_up(self, call: Call) -> None:
        ring_ms, rings = self.counter.rang_ms(call), self.counter.rings(call)

        def told(ring_id: int | None) -> None:
            if ring_id is not None:
                self._missed_call = MissedCall(ring_id, call.phone, self._shift.now(), rings, None, "")
                self._show()
                self.missed.emit(call.phone, call.id, rings)

        self._shift.call(self, ring_hung_up, told, call_id=call.id, ring_ms=ring_ms)

    # -- what is shown

    def _counted(self) -> None:
        self._show()
        if not self.counter.ringing:
            self.quiet.emit()

    def _show(self) -> None:
        ringing = self.counter.ringing
        if ringing:
            call = ringing[0]
            self.banner.set_item(
                RingItem(
                    call.id,
                    self.counter.words(call),
                    self._who(call.phone),
                    self._tone(call),
                    len(ringing) - 1,
                )
            )
        elif self._missed_call is not None:
            self.banner.set_item(self._missed_item(self._missed_call))
        else:
            self.banner.set_item(None)

    def _missed_item(self, call: MissedCall) -> MissedItem:
        at = f"{seoul(call.missed_at):%H:%M}"
        detail = tr("{time}, rang {count} times", time=at, count=call.rings)
        due_at = self._first_due() if call.phone else None
        when = short_when(due_at, self._shift.now()) if due_at else ""
        promise = tr("Promise a callback by {when}", when=when) if when else ""
        return MissedItem(call.id, self._who(call.phone), detail, promise)

    def _who(self, phone: str) -> str:
        number = format_phone(phone) if phone else tr("Number withheld")
        name = self._names.get(phone, "")
        return f"{number} · {name}" if name else number

    def _tone(self, call: Call) -> BandTone:
        settings = self._shift.office.settings
        rang_s = self.counter.rang_ms(call) / 1000
        if rang_s >= settings.answer_limit_s:
            return "danger"
        return "warning" if rang_s >= settings.answer_target_s else "primary"

    def _first_due(self) -> datetime | None:
        """Return the first hour that can be promised now; raises nothing where the calendar has ended."""
        office = self._shift.office
        try:
            offered = due_choices(self._shift.now(), settings=office.settings, calendar=office.calendar)
        except CalendarEnds:
            return None
        return offered[0].due_at if offered else None

    def _know(self, phone: str, found: tuple[CallerMatch, ...]) -> None:
        """Remember whose number it is where only one customer has it; masked, since a visitor may look."""
        names = [match.name for match in found if match.phone == phone]
        if len(names) == 1 and names[0]:
            self._names[phone] = mask_name(names[0])
            self._show()

    def _put_away(self) -> None:
        self._missed_call = None
        self._show()

    # -- time and other desks

    def _tick(self, now: datetime) -> None:
        self.server.listen()  # the program that heard the telephone until now may have been closed
        if self._forgotten_at is not None and now >= self._forgotten_at:
            self._forgotten_at = None
            self._shift.call(self, close_forgotten_rings)
        self._show()

    def _changed(self, areas: frozenset[Area]) -> None:
        if self._missed_call is not None and Area.RINGS in areas:
            self._shift.call(self, missed_calls, self._compare)

    def _compare(self, waiting: tuple[MissedCall, ...]) -> None:
        """Put the missed call away where somebody dealt with it elsewhere."""
        if self._missed_call is not None and all(call.id != self._missed_call.id for call in waiting):
            self._put_away()

    def _set_period(self) -> None:
        self.counter.period_s = self._shift.office.settings.ring_period_s
