"""What is done about planned absences: plan one, take it back, leave a day out, read them."""

from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa

from db.models import Absence, Staff
from db.transactions import Tx
from desk_app.core import absences as rules
from desk_app.core.areas import Area
from desk_app.core.errors import NotAllowed, NotFound
from desk_app.core.staff import Away, PresenceState, Role
from desk_app.usecases.executor import usecase
from desk_app.usecases.versions import load_for_edit

_FOR_OTHERS = frozenset({Role.SUPERVISOR, Role.RECEPTIONIST})


@usecase()
def plan_absence(
    tx: Tx,
    *,
    staff_id: int,
    state: PresenceState,
    starts_at: datetime,
    ends_at: datetime,
    note: str = "",
    rrule: str = "",
) -> rules.Absence:
    """Plan an absence, once or again and again; `BadInput` as `core.absences.checked`.

    Everybody plans their own; supervisors and the reception plan anybody's.
    """
    must_speak_for(tx, staff_id)
    absence = rules.checked(rules.Absence(0, staff_id, state, note, starts_at, ends_at, rrule), tx.now)
    person = tx.session.get(Staff, staff_id)
    if person is None or person.retired_at is not None:
        raise NotFound("Staff")
    row = Absence(
        staff_id=staff_id,
        state=state,
        note=absence.note,
        starts_at=starts_at,
        ends_at=ends_at,
        rrule=rrule,
        until_at=rules.ends_for_good(absence),
        skipped=[],
        **tx.stamp,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.log_change("absence", row.id, f"planned {state} of {person.name}")
    tx.touch(Area.STAFF)
    return _absence_of(row)


@usecase()
def cancel_absence(tx: Tx, *, absence_id: int, seen_version: int) -> None:
    """Take a planned absence back, with all its times."""
    row = _to_edit(tx, absence_id, seen_version)
    row.cancelled_at = tx.now
    tx.log_change("absence", row.id, f"cancelled {row.state}")
    tx.touch(Area.STAFF)


@usecase()
def skip_absence(tx: Tx, *, absence_id: int, seen_version: int, on: date) -> rules.Absence:
    """Let a planned absence fall out on one day; `BadInput` on `day` where it does not begin on it."""
    row = _to_edit(tx, absence_id, seen_version)
    after = rules.skip(_absence_of(row), on)
    row.skipped = sorted(day.isoformat() for day in after.skipped)
    tx.log_change("absence", row.id, f"skipped {on.isoformat()}")
    tx.touch(Area.STAFF)
    return _absence_of(row)


@usecase(reads=True)
def list_absences(tx: Tx, *, staff_id: int | None = None) -> tuple[rules.Absence, ...]:
    """Return the planned absences that are not over, of everybody or of one person, the next one first."""
    query = sa.select(Absence).where(
        Absence.cancelled_at.is_(None), sa.or_(Absence.until_at.is_(None), Absence.until_at > tx.now)
    )
    if staff_id is not None:
        query = query.where(Absence.staff_id == staff_id)
    coming = ((rules.next_of(each, tx.now), each) for each in map(_absence_of, tx.session.scalars(query)))
    found = ((away.starts_at, each.id, each) for away, each in coming if away is not None)
    return tuple(each for _, _, each in sorted(found))


def absences_between(tx: Tx, begin: datetime, end: datetime) -> Mapping[int, tuple[Away, ...]]:
    """Return what is planned in [`begin`, `end`) by whose it is, each in order: one statement."""
    found: dict[int, list[Away]] = {}
    for row in tx.connection.execute(_BETWEEN, {"begin": begin, "end": end}):
        found.setdefault(row.staff_id, []).extend(rules.occurrences(_absence_of(row), begin, end))
    return {
        staff_id: tuple(sorted(times, key=lambda away: (away.starts_at, away.ends_at)))
        for staff_id, times in found.items()
        if times
    }


_BETWEEN = sa.select(*Absence.__table__.columns).where(
    Absence.cancelled_at.is_(None),
    Absence.starts_at < sa.bindparam("end"),
    sa.or_(Absence.until_at.is_(None), Absence.until_at > sa.bindparam("begin")),
)


def _absence_of(row: Absence | sa.Row[*tuple[object, ...]]) -> rules.Absence:
    return rules.Absence(
        row.id,
        row.staff_id,
        row.state,
        row.note,
        row.starts_at,
        row.ends_at,
        row.rrule,
        frozenset(date.fromisoformat(day) for day in row.skipped),
        row.version,
    )


def _to_edit(tx: Tx, absence_id: int, seen_version: int) -> Absence:
    row = load_for_edit(tx, Absence, absence_id, seen_version)
    if row.cancelled_at is not None:
        raise NotFound("Absence")
    must_speak_for(tx, row.staff_id)
    return row


def must_speak_for(tx: Tx, staff_id: int) -> None:
    """Raise `NotAllowed` unless the actor is that person, a supervisor or at the reception; for use-cases."""
    if staff_id != tx.actor.id and tx.actor.role not in _FOR_OTHERS:
        raise NotAllowed(", ".join(sorted(_FOR_OTHERS)))
