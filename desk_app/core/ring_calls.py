"""The calls at one telephone: which ring, which were answered, and which of them a message is about."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desk_app.core.contacts import RingKind
from desk_app.core.ring_messages import RingMessage

LONGEST_RING = timedelta(minutes=3)
"""A call that rings longer lost its hang-up on the way: it is closed as missed."""
_MOST = 16


class CallState(StrEnum):
    """Where a call stands; `LOST` ones rang for too long and may yet turn out to be answered."""

    RINGING = "ringing"
    ANSWERED = "answered"
    LOST = "lost"


@dataclass(frozen=True)
class Call:
    """One call; `id` is unique, `phone` empty where the number is withheld."""

    id: str
    phone: str
    began_at: datetime
    state: CallState = CallState.RINGING

    def rang_ms(self, now: datetime) -> int:
        """Return how many milliseconds it rang until `now`; none where the clock was set back."""
        return int(max(timedelta(0), now - self.began_at) / timedelta(milliseconds=1))


@dataclass(frozen=True)
class Calls:
    """The latest calls of this desk's telephone, the oldest first."""

    known: tuple[Call, ...] = ()

    @property
    def ringing(self) -> tuple[Call, ...]:
        """Return the calls that ring, the oldest first."""
        return tuple(call for call in self.known if call.state is CallState.RINGING)

    def begun(self, call: Call) -> "Calls":
        """Return the calls with a new one; an earlier call of its number or id is over by that."""
        kept = [old for old in self.known if old.id != call.id and not _answered_from(old, call.phone)]
        return Calls((*kept, call)[-_MOST:])

    def put(self, call: Call, state: CallState) -> "Calls":
        """Return the calls with this one in another state."""
        return Calls(tuple(replace(old, state=state) if old.id == call.id else old for old in self.known))

    def ended(self, call: Call) -> "Calls":
        """Return the calls without this one."""
        return Calls(tuple(old for old in self.known if old.id != call.id))

    def repeats(self, message: RingMessage) -> bool:
        """Return whether a call reported as new rings already: telephones like to say it twice."""
        if message.call_id:
            return any(call.id == message.call_id for call in self.ringing)
        return bool(message.phone) and any(call.phone == message.phone for call in self.ringing)

    def about(self, message: RingMessage) -> Call | None:
        """Return the call answered or hung up: by its id, else its number, else the only one that rings.

        Of withheld numbers the one being spoken to counts as hung up before the one that rings: a call
        taken for ringing ends as missed by itself, a ringing one taken away is never seen again.
        """
        states = [CallState.RINGING, CallState.LOST]
        if message.kind is RingKind.HANGUP:
            states.insert(1 if message.phone else 0, CallState.ANSWERED)
        if message.call_id:
            fits = [call for call in self.known if call.id == message.call_id]
        else:
            fits = [call for call in self.known if call.phone == message.phone]
        found = next((call for state in states for call in fits if call.state is state), None)
        if found or message.call_id or (fits and message.phone):
            return found
        alone = self.ringing
        return alone[0] if len(alone) == 1 and not (message.phone and alone[0].phone) else None


def _answered_from(call: Call, phone: str) -> bool:
    return bool(phone) and call.phone == phone and call.state is not CallState.RINGING
