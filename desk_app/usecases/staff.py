"""What is done about members of staff: who they are, what they may do, whether they are here."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from db.keys import tidy_name
from db.models import Absence, Appointment, Deputy, Duty, Promise, Staff, Topic
from db.models.appointments import IS_OPEN as EXPECTED
from db.models.promises import IS_OPEN as PROMISED
from db.transactions import Tx
from desk_app.core.absences import LONGEST_PRESENCE_NOTE
from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput, CalendarEnds, NotFound
from desk_app.core.holidays import ONE_DAY, WorkCalendar
from desk_app.core.staff import SUPERVISORS, Person, PresenceState, Role
from desk_app.core.texts import LONGEST_NAME, filled, fitting
from desk_app.usecases.absences import must_speak_for
from desk_app.usecases.appointment_rows import take_turns_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.presence import people_of, person_of
from desk_app.usecases.versions import load_for_edit

LONGEST_POSITION = 40


@usecase(reads=True)
def list_staff(tx: Tx, *, with_retired: bool = False) -> tuple[Person, ...]:
    """Return the members of staff by name, those who left only on request."""
    return tuple(person for person in people_of(tx) if with_retired or not person.retired)


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
    """Let somebody go; refused while they owe customers something or are expecting one.

    Their topics are nobody's until given, they act for nobody any more, and are away by no plan.

    `shut_out` takes their sign-in name off the key file, in this transaction as in `add_staff`.
    """
    take_turns_of(tx, staff_id)  # whoever books with them meanwhile waits, and then learns that they left
    row = load_for_edit(tx, Staff, staff_id, seen_version)
    if row.role is Role.SUPERVISOR:
        _another_supervisor_must_remain(tx, staff_id)
    expected = tx.session.scalar(
        sa.select(sa.func.count()).select_from(Appointment).where(Appointment.staff_id == staff_id, EXPECTED)
    )
    if expected:
        raise BadInput("staff", "still_expected", str(expected))
    owed = tx.session.scalar(
        sa.select(sa.func.count()).select_from(Promise).where(Promise.owner_id == staff_id, PROMISED)
    )
    if owed:
        raise BadInput("staff", "still_owes", str(owed))
    tx.session.execute(sa.update(Topic).where(Topic.assignee_id == staff_id).values(assignee_id=None))
    named = sa.or_(Deputy.staff_id == staff_id, Deputy.deputy_id == staff_id)
    tx.session.execute(sa.delete(Deputy).where(named))
    tx.session.execute(sa.delete(Duty).where(Duty.staff_id == staff_id))
    covered = sa.update(Appointment).where(Appointment.covered_by_id == staff_id, EXPECTED)
    tx.session.execute(covered.values(covered_by_id=None))
    planned = sa.update(Absence).where(Absence.staff_id == staff_id, Absence.cancelled_at.is_(None))
    tx.session.execute(planned.values(cancelled_at=tx.now))
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
    tx: Tx, *, staff_id: int, state: PresenceState, back_at: datetime | None = None, note: str = ""
) -> Person:
    """Say where somebody is, until `back_at`, with a note for colleagues.

    Everybody speaks for themself, supervisors and the reception for anybody. Without a time of return
    whoever is on leave or has gone is expected at the next desk opening.
    """
    must_speak_for(tx, staff_id)
    person = tx.session.get(Staff, staff_id)
    if person is None or person.retired_at is not None:
        raise NotFound("Staff")
    write_presence(tx, staff_id, state, back_at, note)
    return next(person for person in people_of(tx) if person.id == staff_id)


def write_presence(
    tx: Tx, staff_id: int, state: PresenceState, back_at: datetime | None = None, note: str = ""
) -> None:
    """Write where somebody is, as `set_presence`; for use-cases that know it from what was done."""
    # No stronger lock: rows that refer to a member of staff are written all the time.
    row = tx.session.get_one(Staff, staff_id, with_for_update={"key_share": True})
    if state is PresenceState.HERE:
        back_at = None
    elif back_at is not None and back_at <= tx.now:
        raise BadInput("back_at", "in_the_past")
    elif back_at is None and state in {PresenceState.LEAVE, PresenceState.GONE}:
        back_at = _next_opening(office_of(tx).calendar, state, tx.now)
    row.presence, row.presence_at, row.back_at = state, tx.now, back_at
    row.presence_note = "" if state is PresenceState.HERE else fitting("note", note, LONGEST_PRESENCE_NOTE)
    tx.session.flush()
    tx.touch(Area.STAFF)


def _next_opening(calendar: WorkCalendar, state: PresenceState, now: datetime) -> datetime | None:
    """Return when a desk opens next: of another day, unless somebody has gone before today's opening."""
    today = seoul(now).date()
    try:
        day = calendar.desk_day(today)
        if day is not None and state is PresenceState.GONE and now < day[0]:
            return day[0]
        opened = calendar.desk_day(calendar.next_desk_day(today + ONE_DAY))
    except CalendarEnds:
        return None  # nobody knows when a desk opens again: they are away until they say otherwise
    return opened[0] if opened else None


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
