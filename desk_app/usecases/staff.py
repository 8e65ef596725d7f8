"""What is done about members of staff: who they are, what they may do, whether they are here."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from db.keys import tidy_name
from db.models import Promise, Staff, Topic
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.promises import PromiseState
from desk_app.core.staff import SUPERVISORS, Person, Presence, Role
from desk_app.core.texts import LONGEST_NAME, filled, fitting
from desk_app.usecases.executor import usecase
from desk_app.usecases.versions import load_for_edit

LONGEST_POSITION = 40


def person_of(row: Staff, now: datetime) -> Person:
    """Return the frozen value of a staff row, with the presence as it stands at `now`."""
    return Person(
        id=row.id,
        name=row.name,
        position=row.position,
        role=row.role,
        sign_in_name=row.sign_in_name,
        phone=row.phone,
        presence=Presence(row.here, row.back_at, row.away_reason).at(now),
        retired=row.retired_at is not None,
        version=row.version,
    )


@usecase(reads=True)
def list_staff(tx: Tx, *, with_retired: bool = False) -> tuple[Person, ...]:
    """Return the members of staff by name, those who left only on request."""
    query = sa.select(Staff).order_by(Staff.name, Staff.id)
    if not with_retired:
        query = query.where(Staff.retired_at.is_(None))
    return tuple(person_of(row, tx.now) for row in tx.session.scalars(query))


@usecase(reads=True)
def who_signs_in(tx: Tx, *, sign_in_name: str) -> Person:
    """Return the member of staff of that sign-in name; `NotFound` where there is none or they left."""
    row = tx.session.scalar(
        sa.select(Staff).where(Staff.sign_in_name == tidy_name(sign_in_name), Staff.retired_at.is_(None))
    )
    if row is None:
        raise NotFound("Staff")
    return person_of(row, tx.now)


@usecase(needs=SUPERVISORS)
def add_staff(
    tx: Tx,
    *,
    name: str,
    position: str,
    sign_in_name: str,
    role: Role,
    admit: Callable[[str], None],
    phone: str = "",
) -> Person:
    """Add a member of staff; `admit` lets their sign-in name in, and if it fails nobody was added."""
    row = Staff(
        name=filled("name", name, LONGEST_NAME),
        position=fitting("position", position, LONGEST_POSITION),
        sign_in_name=_free_sign_in_name(tx, sign_in_name),
        role=role,
        phone=fitting("phone", phone, LONGEST_POSITION),
        **tx.stamp,
    )
    tx.session.add(row)
    tx.session.flush()
    admit(row.sign_in_name)
    tx.log_change("staff", row.id, f"added {row.name} as {role}")
    tx.touch(Area.STAFF)
    return person_of(row, tx.now)


@usecase(needs=SUPERVISORS)
def change_staff(
    tx: Tx, *, staff_id: int, seen_version: int, name: str, position: str, role: Role, phone: str
) -> Person:
    """Change name, position, role or telephone; the last supervisor stays one."""
    row = load_for_edit(tx, Staff, staff_id, seen_version)
    if row.role is Role.SUPERVISOR and role is not Role.SUPERVISOR:
        _another_supervisor_must_remain(tx, staff_id)
    if row.role is not role:
        tx.log_change("staff", row.id, f"role {row.role} -> {role}")
    told = (
        filled("name", name, LONGEST_NAME),
        fitting("position", position, LONGEST_POSITION),
        fitting("phone", phone, LONGEST_POSITION),
    )
    if (row.name, row.position, row.phone) != told:
        tx.log_change("staff", row.id, "name, position or telephone changed")
    row.name, row.position, row.phone = told
    row.role = role
    tx.touch(Area.STAFF)
    return person_of(row, tx.now)


@usecase(needs=SUPERVISORS)
def retire_staff(tx: Tx, *, staff_id: int, seen_version: int, shut_out: Callable[[str], None]) -> Person:
    """Let somebody go; refused while they owe customers something. Their topics are nobody's until given.

    `shut_out` takes their sign-in name off the key file, in this transaction as in `add_staff`.
    """
    row = load_for_edit(tx, Staff, staff_id, seen_version)
    if row.role is Role.SUPERVISOR:
        _another_supervisor_must_remain(tx, staff_id)
    owed = tx.session.scalar(
        sa.select(sa.func.count())
        .select_from(Promise)
        .where(Promise.owner_id == staff_id, Promise.state == PromiseState.OPEN)
    )
    if owed:
        raise BadInput("staff", "still_owes", str(owed))
    tx.session.execute(sa.update(Topic).where(Topic.assignee_id == staff_id).values(assignee_id=None))
    row.retired_at = tx.now
    shut_out(row.sign_in_name)
    tx.log_change("staff", row.id, f"retired {row.name}")
    tx.touch(Area.STAFF, Area.TOPICS)
    return person_of(row, tx.now)


@usecase(needs=SUPERVISORS)
def renew_password(tx: Tx, *, sign_in_name: str, admit: Callable[[str], None]) -> None:
    """Give somebody a new password, noted in the change log; `NotFound` where nobody is meant."""
    person = who_signs_in(tx, sign_in_name=sign_in_name)
    tx.log_change("staff", person.id, "new password")
    admit(person.sign_in_name)


@usecase()
def recover_password(tx: Tx, *, admit: Callable[[str], None]) -> None:
    """Give the actor, who came in by the recovery code, a new password, noted in the change log."""
    tx.log_change("staff", tx.actor.id, "new password by the recovery code")
    admit(tx.actor.sign_in_name)


@usecase()
def note_sign_in(tx: Tx) -> None:
    """Note in the access log that the actor signed in at this desk (기준 §8)."""
    tx.saw(None, "session.sign_in")


@usecase()
def change_own_password(tx: Tx, *, change: Callable[[], None]) -> None:
    """Let the actor's password be changed, noted in the change log, while nobody else changes the keys."""
    tx.log_change("staff", tx.actor.id, "changed own password")
    change()


@usecase()
def set_presence(
    tx: Tx, *, staff_id: int, here: bool, back_at: datetime | None = None, reason: str = ""
) -> Person:
    """Say that somebody is at their place, or away until `back_at`."""
    row = tx.session.get(Staff, staff_id)
    if row is None:
        raise NotFound("Staff")
    if not here and back_at is not None and back_at <= tx.now:
        raise BadInput("back_at", "in_the_past")
    row.here = here
    row.back_at, row.away_reason = (None, "") if here else (back_at, fitting("reason", reason, 80))
    tx.touch(Area.STAFF)
    return person_of(row, tx.now)


def _free_sign_in_name(tx: Tx, text: str) -> str:
    name = filled("sign_in_name", tidy_name(text), LONGEST_NAME)
    if any(ch.isspace() for ch in name):
        raise BadInput("sign_in_name", "has_space", text)
    if tx.session.scalar(sa.select(Staff.id).where(Staff.sign_in_name == name)) is not None:
        raise BadInput("sign_in_name", "taken", name)
    return name


def _another_supervisor_must_remain(tx: Tx, staff_id: int) -> None:
    others = tx.session.scalar(
        sa.select(sa.func.count())
        .select_from(Staff)
        .where(Staff.role == Role.SUPERVISOR, Staff.retired_at.is_(None), Staff.id != staff_id)
    )
    if not others:
        raise BadInput("role", "last_supervisor")
