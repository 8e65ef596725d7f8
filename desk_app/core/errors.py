"""What can go wrong, as types: the screen finds the words (`desk_app/gui/words.py`)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DeskError(Exception):
    """Anything the person at the desk is told about in one sentence."""


# -- what somebody typed or tried ---------------------------------------------------------------


@dataclass
class BadInput(DeskError):
    """A value that cannot be taken, so that nothing was changed.

    `field` is the field's id (`phone`, `due`, …), `problem` the reason's id
    (`missing`, `not_a_phone`, `in_the_past`, `too_long`, …), `value` what was typed.
    """

    field: str
    problem: str
    value: str = ""


@dataclass
class NotAllowed(DeskError):
    """The person acting lacks the role that the use-case declares."""

    needs: str


class SignedOut(DeskError):
    """The person acting is no longer on the list of staff."""


@dataclass
class Conflict(DeskError):
    """The thing was changed elsewhere since it was read (house, decision 7)."""

    who: str
    desk: str
    at: datetime


@dataclass
class NotFound(DeskError):
    """The thing asked for is not there any more."""

    what: str


# -- the calendar ------------------------------------------------------------------------------


@dataclass
class CalendarEnds(DeskError):
    """The holiday table does not reach `day`; `covered` is its last whole year."""

    day: date
    covered: int


class NoWorkingDay(DeskError):
    """The office hours hold no working time at all."""


# -- the world ---------------------------------------------------------------------------------


class WorldProblem(StrEnum):
    """Trouble outside the program; each has its own sentence and way on."""

    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a word, not a secret
    UNKNOWN_PERSON = "unknown_person"
    KEY_FILE_MISSING = "key_file_missing"
    KEY_FILE_DAMAGED = "key_file_damaged"
    KEY_FILE_OTHER = "key_file_other"
    DATABASE_MISSING = "database_missing"
    DATABASE_DAMAGED = "database_damaged"
    DATABASE_NEWER = "database_newer"
    DATABASE_BUSY = "database_busy"
    READ_ONLY = "read_only"
    DISK_FULL = "disk_full"
    NETWORK_DRIVE = "network_drive"
    SERVER_AWAY = "server_away"
    ALREADY_SET_UP = "already_set_up"


@dataclass
class World(DeskError):
    """The disk, the file, the server or the key said no; nothing was changed."""

    problem: WorldProblem
    where: str = ""
