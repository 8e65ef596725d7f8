"""Members of staff as the rest of the program sees them: role, presence, way of address."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff may do; use-cases declare which roles they need."""

    RECEPTIONIST = "receptionist"
    HANDLER = "handler"
    SUPERVISOR = "supervisor"


EVERYONE = frozenset(Role)
SUPERVISORS = frozenset({Role.SUPERVISOR})


@dataclass(frozen=True)
class Presence:
    """Whether somebody is at their place now; `back_at` is when they said they would return."""

    here: bool = True
    back_at: datetime | None = None
    reason: str = ""

    def at(self, now: datetime) -> "Presence":
        """Return the presence as it stands at `now`: an absence ends when its return time passes."""
        if not self.here and self.back_at is not None and self.back_at <= now:
            return Presence()
        return self


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
