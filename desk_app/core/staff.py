"""Members of staff as the rest of the program sees them: role, presence, way of address."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from desk_app.core.clock import seoul


class Role(StrEnum):
    """What a member of staff may do; use-cases declare which roles they need."""

    RECEPTIONIST = "receptionist"
    HANDLER = "handler"
    SUPERVISOR = "supervisor"


EVERYONE = frozenset(Role)
SUPERVISORS = frozenset({Role.SUPERVISOR})


class PresenceState(StrEnum):
    """Where somebody is: 자리, 상담 중, 외근, 회의, 휴가, 퇴근."""

    HERE = "here"
    BUSY = "busy"
    OUT = "out"
    MEETING = "meeting"
    LEAVE = "leave"
    GONE = "gone"


AWAY = frozenset({PresenceState.OUT, PresenceState.MEETING, PresenceState.LEAVE, PresenceState.GONE})
"""The states in which a deputy acts; whoever is talking to a customer is busy, not away."""


@dataclass(frozen=True)
class Away:
    """One planned absence as it falls on the calendar: from `starts_at` up to `ends_at`."""

    state: PresenceState
    starts_at: datetime
    ends_at: datetime
    note: str = ""


@dataclass(frozen=True)
class Presence:
    """Where somebody is; `back_at` is when they said they would return, `note` what colleagues may know.

    `set_at` is when it was last set by hand, `planned` the absences planned around now. Ask `at(now)` for
    how it stands: an absence ends by itself when its time has passed, and `reverted_at` then says when.
    """

    state: PresenceState = PresenceState.HERE
    back_at: datetime | None = None
    note: str = ""
    set_at: datetime | None = None
    planned: tuple[Away, ...] = ()
    reverted_at: datetime | None = None
    by_hand: "Presence | None" = field(default=None, repr=False, compare=False)

    @property
    def here(self) -> bool:
        """Return whether they are at their place and free to be spoken to."""
        return self.state is PresenceState.HERE

    @property
    def is_away(self) -> bool:
        """Return whether somebody must act in their place."""
        return self.state in AWAY

    def at(self, now: datetime) -> "Presence":
        """Return the presence as it stands at `now`; it may be asked again for a later hour.

        What was set by hand outweighs what was planned, until a planned absence begins after it; of two
        absences the longer one counts, and one that goes over into the next ends with that. Whatever has
        passed its time is over: `reverted_at` tells of it for the rest of that day on Seoul's clock.
        """
        hand = self.by_hand or self
        begun = [away for away in hand.planned if away.starts_at <= now and not hand._outweighs(away)]
        going_on = max((away for away in begun if now < away.ends_at), key=_end, default=None)
        if going_on is not None and not hand._outlasts(going_on):
            there = replace(hand, state=going_on.state, back_at=going_on.ends_at, note=going_on.note)
        elif hand._goes_on(now) and (going_on is not None or hand.back_at is not None or not begun):
            there = hand
        else:
            ends = [away.ends_at for away in begun]
            ends += [hand.back_at] if not hand.here and hand.back_at is not None else []
            return hand._back_again(max(ends), now) if ends else replace(hand, by_hand=hand)
        back_at = hand._end_of_all(there.back_at) if there.is_away else there.back_at
        return replace(there, back_at=back_at, by_hand=hand)

    def _goes_on(self, now: datetime) -> bool:
        return not self.here and (self.back_at is None or now < self.back_at)

    def _outweighs(self, away: Away) -> bool:
        """Return whether what was set by hand came after this planned absence had begun."""
        return self.set_at is not None and self.set_at >= away.starts_at

    def _outlasts(self, away: Away) -> bool:
        """Return whether what was set by hand is an absence too, and the longer one."""
        return self.is_away and self.back_at is not None and self.back_at >= away.ends_at

    def _end_of_all(self, ends_at: datetime | None) -> datetime | None:
        """Return when the last of the absences ends that follow each other without a gap."""
        for away in sorted(self.planned, key=lambda each: each.starts_at):
            if ends_at is not None and away.starts_at <= ends_at < away.ends_at and not self._outweighs(away):
                ends_at = away.ends_at
        return ends_at

    def _back_again(self, since: datetime, now: datetime) -> "Presence":
        told = since if seoul(since).date() == seoul(now).date() else None
        here = PresenceState.HERE
        return replace(self, state=here, back_at=None, note="", reverted_at=told, by_hand=self)


def _end(away: Away) -> datetime:
    return away.ends_at


@dataclass(frozen=True)
class Person:
    """A member of staff as shown on screen; `title` is name and position, `이수민 대리`."""

    id: int
    name: str
    position: str
    role: Role
    sign_in_name: str = ""
    phone: str = ""
    presence: Presence = Presence()
    retired: bool = False
    version: int = 1

    @property
    def title(self) -> str:
        """Return name and position as colleagues say them."""
        return titled(self.name, self.position)


def titled(name: str | None, position: str | None) -> str:
    """Return name and position as colleagues say them, `이수민 대리`; nobody's title is empty."""
    return f"{name or ''} {position or ''}".strip()
