"""A whole hand-over: what somebody owes and whom they expect goes to a colleague, with a note."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from db.models import Appointment, Complaint, Promise, Staff
from db.models.appointments import IS_OPEN as IS_EXPECTED
from db.models.promises import IS_OPEN
from db.transactions import Tx
from desk_app.core.appointments import AppointmentState
from desk_app.core.errors import BadInput
from desk_app.core.promises import PromiseKind
from desk_app.core.staff import SUPERVISORS
from desk_app.core.texts import LONGEST_LINE, filled
from desk_app.usecases.absences import must_speak_for
from desk_app.usecases.appointments import move_appointment
from desk_app.usecases.executor import usecase
from desk_app.usecases.promise_sight import may_pass_on
from desk_app.usecases.promises import hand_over_promise


@dataclass(frozen=True)
class LeftBehind:
    """An appointment that could not be handed over, since the colleague is taken then or there."""

    id: int
    starts_at: datetime
    problem: BadInput


@dataclass(frozen=True)
class HandOver:
    """How many promises and appointments went over, and which appointments could not, by their hour.

    `complaints` counts what complaints owe and what stayed where it is: that is handed over one by one.
    """

    promises: int
    appointments: int
    left: tuple[LeftBehind, ...]
    complaints: int = 0


@usecase()
def hand_over_all(
    tx: Tx,
    *,
    from_id: int,
    to_id: int,
    note: str,
    promises: bool,
    appointments_until: datetime | None,
) -> HandOver:
    """Hand somebody's open promises over, and their appointments to come up to `appointments_until`.

    The note stands in the history of each; an appointment whose hour the colleague has not free stays
    where it is and is told of, and reminders go with their appointments. Everybody hands over their own,
    supervisors and the reception anybody's. `BadInput` on `owner` where both are the same person.
    """
    must_speak_for(tx, from_id)
    note = filled("note", note, LONGEST_LINE)
    if from_id == to_id:
        raise BadInput("owner", "same_owner")
    expected = _appointments(tx, from_id, appointments_until) if appointments_until else ()
    left = tuple(each for each in (_move(tx, one, to_id, note) for one in expected) if each is not None)
    owed = _open_promises(tx, from_id, to_id) if promises else ()
    for promise_id, version in owed:
        hand_over_promise(tx, promise_id=promise_id, seen_version=version, to_id=to_id, note=note)
    complaints = _left_of_complaints(tx, from_id) if promises else 0
    return HandOver(len(owed), len(expected) - len(left), left, complaints)


def _open_promises(tx: Tx, owner_id: int, to_id: int) -> tuple[tuple[int, int], ...]:
    """Return what somebody owes; a reminder of their own visit goes with that visit, or stays with it.

    What only some may see goes over only between supervisors. What a complaint owes goes over where the
    actor may hand it over and it is not about the colleague.
    """
    own_visit = sa.exists().where(
        Appointment.id == Promise.appointment_id,
        Appointment.staff_id == owner_id,
        Promise.kind == PromiseKind.REMINDER,
    )
    passed_on = sa.exists().where(
        Complaint.id == Promise.complaint_id,
        Complaint.about_staff_id.is_distinct_from(to_id),
        may_pass_on(tx),
    )
    free = sa.or_(Promise.complaint_id.is_(None), Promise.only_for_id.is_not(None), passed_on)
    found = sa.select(Promise.id, Promise.version).where(
        IS_OPEN, Promise.owner_id == owner_id, ~own_visit, free
    )
    colleague = tx.session.get(Staff, to_id)
    if colleague is None or not {tx.actor.role, colleague.role} <= SUPERVISORS:
        found = found.where(Promise.only_for_id.is_(None))
    found = found.where(sa.or_(Promise.only_for_id.is_(None), Promise.only_for_id != to_id))
    return tuple((row.id, row.version) for row in tx.session.execute(found.order_by(Promise.id)))


def _left_of_complaints(tx: Tx, owner_id: int) -> int:
    """Return how much they still owe for complaints, of what everybody may see."""
    tx.session.flush()
    owed = IS_OPEN, Promise.owner_id == owner_id, Promise.complaint_id.is_not(None)
    query = sa.select(sa.func.count()).select_from(Promise).where(*owed, Promise.only_for_id.is_(None))
    return tx.connection.scalar(query) or 0


def _appointments(tx: Tx, staff_id: int, until: datetime) -> tuple[Appointment, ...]:
    booked = sa.select(Appointment).where(
        Appointment.staff_id == staff_id,
        IS_EXPECTED,
        Appointment.state == AppointmentState.BOOKED,
        Appointment.starts_at.between(tx.now, until),
    )
    return tuple(tx.session.scalars(booked.order_by(Appointment.starts_at, Appointment.id)))


def _move(tx: Tx, one: Appointment, to_id: int, note: str) -> LeftBehind | None:
    """Move one appointment to the colleague at its hour; what stands against it is overridden by the note."""
    appointment_id, starts_at = one.id, one.starts_at
    try:
        with tx.session.begin_nested():
            move_appointment(
                tx,
                appointment_id=appointment_id,
                seen_version=one.version,
                staff_id=to_id,
                starts_at=starts_at,
                minutes=(one.ends_at - starts_at) // timedelta(minutes=1),
                place=one.place,
                override=note,
                reason=note,
            )
    except BadInput as problem:
        return LeftBehind(appointment_id, starts_at, problem)
    return None
