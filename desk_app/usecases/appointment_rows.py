"""What goes with every change of an appointment: its turn, its history, its reminder; for the use-cases."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa

from db.engine import says_overlap, take_turns
from db.models import Appointment, AppointmentEvent, Promise
from db.models.promises import IS_OPEN
from db.transactions import Tx
from desk_app.core import appointments as rules
from desk_app.core.appointments import AppointmentState, Reach, reminder_due
from desk_app.core.areas import Area
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.office import OfficeView
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.spoken_visits import NO_DAY_LEFT, NOT_WISHED, visit_note
from desk_app.core.texts import LONGEST_TEXT, fitting
from desk_app.usecases import promises
from desk_app.usecases.versions import load_for_edit

ALTERED = (Area.APPOINTMENTS, Area.ALERTS)


def take_turns_of(tx: Tx, *staff_ids: int) -> None:
    """Wait until nobody else writes appointments of these people; in one order, so that no ring waits."""
    for staff_id in sorted(set(staff_ids)):
        take_turns(tx.connection, f"appointments of {staff_id}")


def load_in_turn(tx: Tx, appointment_id: int, seen_version: int, *also: int) -> Appointment:
    """Return the row to edit once it is its person's turn, and that of the people in `also`.

    Raises what `load_for_edit` raises.
    """
    staff_id = tx.connection.scalar(sa.select(Appointment.staff_id).where(Appointment.id == appointment_id))
    if staff_id is None:
        raise NotFound("Appointment")
    take_turns_of(tx, staff_id, *also)
    return load_for_edit(tx, Appointment, appointment_id, seen_version)


@contextmanager
def kept_apart() -> Iterator[None]:
    """Turn the database's own refusal of an overlap inside into `BadInput` ("slot", "taken")."""
    try:
        yield
    except sa.exc.IntegrityError as error:
        if not says_overlap(error):
            raise
        raise BadInput("slot", "taken") from error


def rule_of(row: Appointment) -> rules.Appointment:
    """Return what the rules need to know of a row."""
    return rules.Appointment(
        row.state, row.staff_id, row.starts_at, row.ends_at, place=row.place, sequence=row.sequence
    )


def put(tx: Tx, row: Appointment, after: rules.Appointment) -> None:
    """Write what the rules made of an appointment; `BadInput` where the database says it overlaps."""
    row.state, row.sequence = after.state, after.sequence
    row.staff_id, row.place = after.staff_id, after.place
    row.starts_at, row.ends_at = after.starts_at, after.ends_at
    with kept_apart():
        tx.session.flush()
    tx.touch(*ALTERED)


def note(tx: Tx, row: Appointment, what: str, detail: str = "") -> None:
    """Add a line to the history of an appointment, with where it stands now."""
    tx.insert(
        AppointmentEvent,
        appointment_id=row.id,
        at=tx.now,
        by_id=tx.actor.id,
        desk=tx.desk,
        what=what,
        detail=fitting("note", detail, LONGEST_TEXT),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        staff_id=row.staff_id,
    )


def settle_reminder(
    tx: Tx, office: OfficeView, row: Appointment, *, reason: str = "", before: rules.Appointment | None = None
) -> None:
    """Make the reminder fit the appointment as it stands: written, moved along, or withdrawn.

    There is one while somebody is expected, wishes to be reached and can be, and the day before is to come;
    whoever was reminded of this hour is not reminded again.
    `before` is how it stood until it moved just now; `reason` is noted where it moves or falls away.
    """
    due_at = reminder_due(row.starts_at, now=tx.now, settings=office.settings, calendar=office.calendar)
    wished = row.state is AppointmentState.BOOKED and row.reach is not Reach.NONE and bool(row.phone)
    waiting = open_promise_of(tx, row.id, PromiseKind.REMINDER)
    said = visit_note(row.starts_at, row.place, by_text=row.reach is Reach.TEXT)
    if waiting is None:
        another_hour = before is not None and before.starts_at != row.starts_at
        if wished and due_at is not None and (another_hour or not _was_reminded(tx, row.id, due_at)):
            write_promise_of(tx, row, PromiseKind.REMINDER, due_at, said)
    elif not wished:
        withdraw_promise_of(tx, row, PromiseKind.REMINDER, reason or NOT_WISHED)
    elif due_at is not None:
        if before is not None:
            _hand_along(tx, row, waiting, before, reason or said)
        if waiting.due_at != due_at:
            promises.postpone_promise(
                tx,
                promise_id=waiting.id,
                seen_version=waiting.version,
                due_at=due_at,
                reason=reason or said,
                customer_told=True,
            )
        waiting.summary, waiting.phone, waiting.topic_id = said, row.phone, row.topic_id
        tx.touch(Area.PROMISES)
    elif before is not None:
        withdraw_promise_of(tx, row, PromiseKind.REMINDER, reason or NO_DAY_LEFT)


def _was_reminded(tx: Tx, appointment_id: int, due_at: datetime) -> bool:
    """Return whether a reminder for that day was given."""
    given = sa.select(Promise.id).where(
        Promise.appointment_id == appointment_id,
        Promise.kind == PromiseKind.REMINDER,
        Promise.state.in_((PromiseState.KEPT, PromiseState.KEPT_LATE)),
        Promise.due_at == due_at,
    )
    return tx.session.scalar(given.limit(1)) is not None


def _hand_along(tx: Tx, row: Appointment, waiting: Promise, before: rules.Appointment, reason: str) -> None:
    """Let the reminder follow to the appointment's person, if the one before owed it."""
    if waiting.owner_id == before.staff_id != row.staff_id:
        promises.hand_over_promise(
            tx, promise_id=waiting.id, seen_version=waiting.version, to_id=row.staff_id, note=reason
        )


def write_promise_of(tx: Tx, row: Appointment, kind: PromiseKind, due_at: datetime, said: str) -> int:
    """Write a promise that an appointment brings with it, owed by its person, and return its id."""
    return promises.write_promise(
        tx,
        kind=kind,
        due_at=due_at,
        owner_id=row.staff_id,
        contact_id=row.booked_in_id,
        customer_id=row.customer_id,
        caller_name=row.caller_name,
        phone=row.phone,
        topic_id=row.topic_id,
        summary=said,
        appointment_id=row.id,
    )


def open_promise_of(tx: Tx, appointment_id: int, kind: PromiseKind) -> Promise | None:
    """Return the open promise of that kind that an appointment brought with it, or `None`."""
    return tx.session.scalars(_open_promises_of(appointment_id, kind)).first()


def withdraw_promise_of(tx: Tx, row: Appointment, kind: PromiseKind, reason: str) -> None:
    """Withdraw what is open of that kind for an appointment, made again on the board or not."""
    for waiting in tx.session.scalars(_open_promises_of(row.id, kind)).all():
        promises.withdraw_promise(tx, promise_id=waiting.id, seen_version=waiting.version, reason=reason)


def _open_promises_of(appointment_id: int, kind: PromiseKind) -> sa.Select[Promise]:
    owed = sa.select(Promise).where(Promise.appointment_id == appointment_id, Promise.kind == kind, IS_OPEN)
    return owed.order_by(Promise.id)


def link_contact(
    tx: Tx, *, contact_id: int, customer_id: int | None, booked_id: int | None, visit_of_id: int | None
) -> None:
    """Link a contact as it is recorded to the appointment booked in it and to the one a visitor came for.

    What was booked belongs to whom the contact belongs to, and so do the promises made with it. Nobody's
    open screen goes stale by that.
    """
    whose = {} if customer_id is None else {"customer_id": customer_id}
    if booked_id is not None:
        booked = sa.update(Appointment).where(Appointment.id == booked_id)
        tx.connection.execute(booked.values(booked_in_id=contact_id, **whose))
        made = sa.update(Promise).where(Promise.appointment_id == booked_id, Promise.contact_id.is_(None))
        tx.connection.execute(made.values(contact_id=contact_id, **whose))
        tx.touch(Area.APPOINTMENTS, Area.PROMISES)
    if visit_of_id is not None:
        visited = sa.update(Appointment).where(Appointment.id == visit_of_id)
        tx.connection.execute(visited.values(visit_id=contact_id))
        tx.touch(Area.APPOINTMENTS)
