"""Founding an office, signing in to it, locking the screen and letting colleagues in."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from db import files, keys
from db.engine import spoken_errors
from db.files import Opened
from desk_app.core.clock import Clock
from desk_app.core.errors import BadInput, NotFound, World, WorldProblem
from desk_app.core.office import Branch
from desk_app.core.staff import Person, Role
from desk_app.usecases import staff
from desk_app.usecases.executor import Executor
from desk_app.usecases.office import remember_desk, set_up_office

SHORTEST_PASSWORD = 8

_NOBODY = Person(0, "", "", Role.SUPERVISOR)


@dataclass(frozen=True)
class SignedIn:
    """Somebody's time at a desk: the doorway to the database in their name."""

    executor: Executor
    opened: Opened

    @property
    def person(self) -> Person:
        """Return who is signed in."""
        return self.executor.actor

    def check_password(self, password: str) -> None:
        """Return if `password` is theirs (to lift the curtain); else raise `World(WRONG_PASSWORD)`."""
        keys.unlock(keys.load(keys.beside(self.opened.path)), self.person.sign_in_name, password)

    def change_password(self, old: str, new: str) -> None:
        """Give the person signed in a new password."""
        name, place = self.person.sign_in_name, self.opened.path
        change = partial(files.change_password, place, name, old, checked_password(new))
        self.executor.run(staff.change_own_password, change=change)

    def close(self) -> None:
        """Close the database: the end of the shift, or of the program."""
        self.opened.engine.dispose()


def is_set_up(database: Path) -> bool:
    """Return whether an office was founded at `database`."""
    return files.is_set_up(database)


def found_office(
    database: Path,
    clock: Clock,
    *,
    branch: Branch,
    desk: str,
    name: str,
    position: str,
    sign_in_name: str,
    password: str,
) -> str:
    """Found an office with its first supervisor and return the recovery code, which is kept nowhere."""
    checked_password(password)
    with spoken_errors(database.parent):
        database.parent.mkdir(parents=True, exist_ok=True)
    founder = Person(0, name.strip(), position.strip(), Role.SUPERVISOR)
    with files.founding(database, sign_in_name, password) as (opened, code):
        Executor(opened.engine, clock, actor=founder, desk=desk.strip()).run(
            set_up_office,
            branch=branch,
            desk=desk,
            name=name,
            position=position,
            sign_in_name=sign_in_name,
        )
    return code


def sign_in(database: Path, clock: Clock, *, sign_in_name: str, password: str, desk: str) -> SignedIn:
    """Open the office in somebody's name at a desk; raises `World` for whatever stands in the way."""
    return _enter(files.sign_in(database, sign_in_name, password), clock, sign_in_name, desk)


def reset_by_recovery(
    database: Path, clock: Clock, *, code: str, sign_in_name: str, password: str, desk: str
) -> SignedIn:
    """Sign in with the recovery code and give `sign_in_name` a new password."""
    checked_password(password)
    opened = files.sign_in_by_recovery(database, code)
    signed_in = _enter(opened, clock, sign_in_name, desk)
    admit = partial(opened.admit, password=password)
    signed_in.executor.run(staff.recover_password, admit=admit)
    return signed_in


def add_colleague(
    signed_in: SignedIn,
    *,
    name: str,
    position: str,
    sign_in_name: str,
    role: Role,
    password: str,
    phone: str = "",
) -> Person:
    """Add a member of staff who may sign in with `password` from now on."""
    checked_password(password)
    return signed_in.executor.run(
        staff.add_staff,
        name=name,
        position=position,
        sign_in_name=sign_in_name,
        role=role,
        phone=phone,
        admit=partial(signed_in.opened.admit, password=password),
    ).value


def retire_colleague(signed_in: SignedIn, *, staff_id: int, seen_version: int) -> None:
    """Let somebody go: they are off the list and their password opens nothing any more."""
    signed_in.executor.run(
        staff.retire_staff,
        staff_id=staff_id,
        seen_version=seen_version,
        shut_out=signed_in.opened.shut_out,
    )


def reset_password(signed_in: SignedIn, *, sign_in_name: str, password: str) -> None:
    """Give a colleague who forgot theirs a new password; for supervisors."""
    admit = partial(signed_in.opened.admit, password=checked_password(password))
    signed_in.executor.run(staff.renew_password, sign_in_name=sign_in_name, admit=admit)


def checked_password(password: str) -> str:
    """Return the password, or raise `BadInput` where it is too short to keep anybody out."""
    if len(password) < SHORTEST_PASSWORD:
        raise BadInput("password", "too_short", str(SHORTEST_PASSWORD))
    return password


def _enter(opened: Opened, clock: Clock, sign_in_name: str, desk: str) -> SignedIn:
    try:
        nobody = Executor(opened.engine, clock, actor=_NOBODY, desk=desk)
        person = nobody.run(staff.who_signs_in, sign_in_name=sign_in_name).value
        executor = Executor(opened.engine, clock, actor=person, desk=desk)
        executor.run(remember_desk, name=desk)
        executor.run(staff.note_sign_in)
    except NotFound as gone:
        opened.engine.dispose()
        raise World(WorldProblem.UNKNOWN_PERSON) from gone
    except BaseException:
        opened.engine.dispose()
        raise
    return SignedIn(executor, opened)
