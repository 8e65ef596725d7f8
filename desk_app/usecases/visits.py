"""What is done about an appointment on its day: somebody comes, talks, leaves, or does not come (`I-1-4`)."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from db.models import Appointment, AppointmentEvent, Contact, ContactStep, Staff
from db.transactions import Tx
from desk_app.core import appointments as rules
from desk_app.core.appointments import OPEN, AppointmentState, no_show_due
from desk_app.core.contacts import Channel
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.promises import PromiseKind
from desk_app.core.spoken_visits import CAME, NOT_COME, TAKEN_BACK, visit_note
from desk_app.core.staff import PresenceState, titled
from desk_app.usecases.alert_rows import close_visit_alerts, plan_visit_again, tell_arrival
from desk_app.usecases.appointment_rows import (
    load_in_turn,
    note,
    put,
    rule_of,
    settle_reminder,
    withdraw_promise_of,
    write_promise_of,
)
from desk_app.usecases.appointments import AppointmentDetail, detail_of
from desk_app.usecases.deputies import covers_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.presence import presences
from desk_app.usecases.staff import write_presence

COVER_STEP = "cover"
"""The step of the visit script in which a colleague helps in place of somebody away (`I-1-4`)."""


@usecase()
def arrive(tx: Tx, *, appointment_id: int, seen_version: int) -> AppointmentDetail:
    """Note that the visitor is here and tell whoever receives them, at their own desk.

    Where that person is away, `cover` of what is returned is who acts for them: they are told as well.
    Somebody given up (`no_show`) may still come. Raises `BadInput` ("appointment", "wrong_state"), and
    ("slot", "taken") where their time was given to another.
    """
    row = _turn(tx, appointment_id, seen_version, AppointmentState.ARRIVED)
    _is_here(tx, row)
    note(tx, row, "arrived")
    tell_arrival(tx, row)
    tx.saw(row.customer_id, "appointment.arrive")
    return detail_of(tx, row.id)


@usecase()
def begin_talk(tx: Tx, *, appointment_id: int, seen_version: int) -> AppointmentDetail:
    """Note that the talk has begun; whoever receives the visitor is busy until the appointment ends.

    Only who was free at their place is made busy: what they said of themselves otherwise stays. A talk that
    begins as its hour has run out counts `busy_for` minutes.
    """
    row = _turn(tx, appointment_id, seen_version, AppointmentState.IN_TALK)
    if row.arrived_at is None:
        _is_here(tx, row)
    note(tx, row, "in_talk")
    close_visit_alerts(tx, row.id)
    receives = row.covered_by_id or row.staff_id
    if presences(tx)[receives].here:
        until = row.ends_at
        if until <= tx.now:
            until = tx.now + timedelta(minutes=office_of(tx).settings.busy_for)
        write_presence(tx, receives, PresenceState.BUSY, until)
    tx.saw(row.customer_id, "appointment.begin")
    return detail_of(tx, row.id)


@usecase()
def finish_talk(tx: Tx, *, appointment_id: int, seen_version: int) -> AppointmentDetail:
    """Note that the visit is done; whoever was made busy by its beginning is at their place again.

    Whoever changed their presence since is left as they said: only a `busy` set at the very instant at which
    this talk began is taken back.
    """
    row = _turn(tx, appointment_id, seen_version, AppointmentState.DONE)
    if row.arrived_at is None:
        _is_here(tx, row)
    note(tx, row, "done")
    close_visit_alerts(tx, row.id)
    _free_again(tx, row)
    tx.saw(row.customer_id, "appointment.finish")
    return detail_of(tx, row.id)


@usecase()
def did_not_come(tx: Tx, *, appointment_id: int, seen_version: int) -> AppointmentDetail:
    """Note that nobody came, and promise to call them: this evening, or on the next desk day's morning.

    Without a number there is nobody to call. Raises `BadInput` ("appointment"): `wrong_state`, or
    `too_early` before its hour.
    """
    row = _turn(tx, appointment_id, seen_version, AppointmentState.NO_SHOW)
    note(tx, row, "no_show")
    close_visit_alerts(tx, row.id)
    withdraw_promise_of(tx, row, PromiseKind.REMINDER, NOT_COME)
    if row.phone:
        office = office_of(tx)
        due_at = no_show_due(tx.now, settings=office.settings, calendar=office.calendar)
        write_promise_of(tx, row, PromiseKind.NO_SHOW, due_at, visit_note(row.starts_at, row.place))
    tx.saw(row.customer_id, "appointment.no_show")
    return detail_of(tx, row.id)


@usecase()
def take_back(tx: Tx, *, appointment_id: int, seen_version: int, reason: str = "") -> AppointmentDetail:
    """Take back what was noted too soon (arrived, in talk, done, did not come): it is booked as before.

    The call promised to somebody who did not come is withdrawn, with `reason`. Raises `BadInput`
    ("appointment", "wrong_state"), and ("slot", "taken") where the time was given to another.
    """
    row = load_in_turn(tx, appointment_id, seen_version)
    if row.state is AppointmentState.IN_TALK:
        _free_again(tx, row)
    put(tx, row, rules.taken_back(rule_of(row)))
    row.arrived_at, row.was_away, row.covered_by_id = None, False, None
    note(tx, row, "taken_back", reason)
    withdraw_promise_of(tx, row, PromiseKind.NO_SHOW, reason or TAKEN_BACK)
    office = office_of(tx)
    close_visit_alerts(tx, row.id)
    plan_visit_again(tx, office, row)
    settle_reminder(tx, office, row)
    tx.saw(row.customer_id, "appointment.take_back")
    return detail_of(tx, row.id)


@usecase()
def cover_visit(tx: Tx, *, appointment_id: int, seen_version: int, by_id: int) -> AppointmentDetail:
    """Note who receives the visitor in place of their person; every covered absence counts for `I-1-4`.

    Whoever is named by somebody else is told that the visitor is here, if they are.
    Raises `BadInput`: on `appointment` (`wrong_state`) for one that is over, on `by_id` (`same_person`) for
    the person themself; `NotFound` for a colleague who has left.
    """
    row = load_in_turn(tx, appointment_id, seen_version)
    colleague = tx.session.get(Staff, by_id)
    if colleague is None or colleague.retired_at is not None:
        raise NotFound("Staff")
    if row.state not in OPEN:
        raise BadInput("appointment", "wrong_state", row.state)
    if by_id == row.staff_id:
        raise BadInput("by_id", "same_person")
    put(tx, row, rule_of(row))
    row.covered_by_id, row.was_away = by_id, True
    note(tx, row, "covered", titled(colleague.name, colleague.position))
    if row.state is AppointmentState.ARRIVED and by_id != tx.actor.id:
        tell_arrival(tx, row)
    tx.saw(row.customer_id, "appointment.cover")
    return detail_of(tx, row.id)


def count_covered(tx: Tx, *, begin: datetime, end: datetime) -> tuple[int, int]:
    """Return how many visitors met a colleague in place of somebody away, and how many should have.

    Counts from `begin` up to `end`: appointments whose person was away as the visitor came, and visits
    without an appointment whose script came to the step `cover` (two statements).
    """
    met = sa.func.count(Appointment.covered_by_id)
    agreed = tx.connection.execute(
        sa.select(met, sa.func.count()).where(
            Appointment.was_away, Appointment.arrived_at >= begin, Appointment.arrived_at < end
        )
    ).one()
    done = sa.func.count().filter(ContactStep.done)
    others = tx.connection.execute(
        sa.select(done, sa.func.count())
        .select_from(ContactStep)
        .join(Contact, Contact.id == ContactStep.contact_id)
        .where(
            Contact.channel == Channel.VISIT,
            Contact.started_at >= begin,
            Contact.started_at < end,
            ContactStep.step_id == COVER_STEP,
            ~sa.exists().where(Appointment.visit_id == Contact.id, Appointment.was_away),
        )
    ).one()
    return agreed[0] + others[0], agreed[1] + others[1]


def _turn(tx: Tx, appointment_id: int, seen_version: int, state: AppointmentState) -> Appointment:
    row = load_in_turn(tx, appointment_id, seen_version)
    put(tx, row, rules.turned(rule_of(row), state, now=tx.now))
    return row


def _is_here(tx: Tx, row: Appointment) -> None:
    """Note when the visitor came and whether their person was away then; no call to them is owed now.

    Where it was agreed before that a colleague receives them, that stays.
    """
    row.arrived_at = tx.now
    row.was_away = row.covered_by_id is not None or row.staff_id in covers_of(tx).away
    withdraw_promise_of(tx, row, PromiseKind.REMINDER, CAME)
    withdraw_promise_of(tx, row, PromiseKind.NO_SHOW, CAME)


def _free_again(tx: Tx, row: Appointment) -> None:
    begun_at = tx.session.scalar(
        sa.select(sa.func.max(AppointmentEvent.at)).where(
            AppointmentEvent.appointment_id == row.id, AppointmentEvent.what == "in_talk"
        )
    )
    receives = row.covered_by_id or row.staff_id
    person = tx.session.get_one(Staff, receives, populate_existing=True)
    if person.presence is PresenceState.BUSY and person.presence_at == begun_at:
        write_presence(tx, receives, PresenceState.HERE)
