"""What is asked about a time before it is booked: is it free, what stands against it, what is near."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypedDict

import sqlalchemy as sa

from db.models import Appointment, Duty, Topic
from db.models.appointments import IS_OPEN
from db.transactions import Tx
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput
from desk_app.core.holidays import ONE_DAY, WorkCalendar
from desk_app.core.office import OfficeView
from desk_app.core.slots import (
    Hindrance,
    Slot,
    check_minutes,
    free_slots,
    is_taken,
    nearest_free,
    obstacles,
    slot_of,
)
from desk_app.core.staff import Away
from desk_app.core.texts import fitting
from desk_app.usecases.absences import absences_between
from desk_app.usecases.deputies import chains_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.presence import people_of

AHEAD = timedelta(days=15)
MOST_NEAR = 3


@dataclass(frozen=True)
class FreeTime:
    """A time at which somebody is free."""

    staff_id: int
    slot: Slot


@dataclass(frozen=True)
class SlotAnswer:
    """What there is to say of a time: `free` with nothing against it, `taken` where it cannot be booked.

    What stands against it (`hindrances`) can be overridden with a reason. `for_person`, `for_deputy` and
    `for_duty` are the next free times: the person's own, their deputies', those of all who do the topic's
    work.
    """

    free: bool
    taken: bool
    hindrances: tuple[Hindrance, ...] = ()
    for_person: tuple[FreeTime, ...] = ()
    for_deputy: tuple[FreeTime, ...] = ()
    for_duty: tuple[FreeTime, ...] = ()


@usecase(reads=True)
def look_at_slot(
    tx: Tx,
    *,
    staff_id: int,
    topic_id: int | None,
    starts_at: datetime,
    minutes: int,
    ignoring: int | None = None,
) -> SlotAnswer:
    """Return whether a time is free and which ones are near; `ignoring` is the appointment that would move.

    Raises `BadInput` and `CalendarEnds` as `agreed_slot` does, but for what is an answer here.
    """
    office = office_of(tx)
    slot = slot_of(starts_at, minutes, now=tx.now, calendar=office.calendar)
    chain = chains_of(tx).of(staff_id, topic_id)
    duty = _on_duty(tx, topic_id)
    books = _Books(tx, office, {staff_id, *chain, *duty}, starts_at, ignoring)
    books.must_work_here(staff_id)
    taken = is_taken(slot, books.appointments.get(staff_id, ()))
    hindrances = books.against(staff_id, slot)
    own = (near for near in books.near((staff_id,), slot, MOST_NEAR + 1) if near.slot != slot)
    return SlotAnswer(
        free=not taken and not hindrances,
        taken=taken,
        hindrances=hindrances,
        for_person=tuple(own)[:MOST_NEAR],
        for_deputy=books.near([each for each in chain if each != staff_id], slot),
        for_duty=books.near([each for each in duty if each != staff_id], slot),
    )


@usecase(reads=True)
def free_times(tx: Tx, *, staff_id: int, on: date, minutes: int) -> tuple[Slot, ...]:
    """Return the free times of somebody on a day, `appointment_step` apart from each opening of the desk.

    Raises `BadInput` (`minutes`, `staff`) and `CalendarEnds` as `agreed_slot` does; a day that has passed
    has none.
    """
    office = office_of(tx)
    begin = seoul_at(on, time.min)
    check_minutes(minutes)
    office.calendar.why_closed(on)
    books = _Books(tx, office, {staff_id}, begin)
    books.must_work_here(staff_id)
    return free_slots(on, timedelta(minutes=minutes), now=tx.now, **books.of(staff_id))


def agreed_slot(
    tx: Tx,
    *,
    staff_id: int,
    starts_at: datetime,
    minutes: int,
    override: str,
    ignoring: int | None = None,
    begun: datetime | None = None,
) -> str:
    """Return the reason to keep with a time that may be booked, empty where nothing stands against it.

    For use-cases that write appointments, in the turn of their person. `begun` is when an appointment
    begins that stays at its hour: that one may have passed. Raises `BadInput` as `core.slots.slot_of`, and
    on `staff` (`retired`), on `slot` (`taken`; `needs_reason` with what stands against it), on `override`;
    `CalendarEnds` past the holiday table.
    """
    office = office_of(tx)
    slot = slot_of(starts_at, minutes, now=min(tx.now, begun or tx.now), calendar=office.calendar)
    books = _Books(tx, office, {staff_id}, starts_at, ignoring)
    books.must_work_here(staff_id)
    if is_taken(slot, books.appointments.get(staff_id, ())):
        raise BadInput("slot", "taken")
    hindrances = books.against(staff_id, slot)
    reason = fitting("override", override)
    if hindrances and not reason:
        raise BadInput("slot", "needs_reason", hindrances[0].obstacle)
    return reason if hindrances else ""


class _Times(TypedDict):
    """What the rules ask about one person."""

    calendar: WorkCalendar
    appointments: Sequence[Slot]
    absences: Sequence[Away]
    buffer: timedelta
    step: timedelta


class _Books:
    """When some people have appointments and are away, from the day of `around` on: five statements."""

    def __init__(
        self, tx: Tx, office: OfficeView, people: set[int], around: datetime, ignoring: int | None = None
    ) -> None:
        begin = seoul(around).replace(hour=0, minute=0, second=0, microsecond=0)
        end = begin + AHEAD
        self._tx, self._settings, self._calendar = tx, office.settings, office.calendar
        self._people = {person.id: person for person in people_of(tx)}
        self._planned = absences_between(tx, begin, end)
        self.appointments: dict[int, list[Slot]] = {}
        booked = sa.select(Appointment.staff_id, Appointment.starts_at, Appointment.ends_at).where(
            IS_OPEN,
            Appointment.staff_id.in_(people),
            Appointment.starts_at >= begin - ONE_DAY,  # none goes over midnight
            Appointment.starts_at < end,
            Appointment.id != (ignoring or 0),
        )
        for staff_id, starts_at, ends_at in tx.connection.execute(booked.order_by(Appointment.starts_at)):
            self.appointments.setdefault(staff_id, []).append(Slot(starts_at, ends_at))

    def must_work_here(self, staff_id: int) -> None:
        """Raise `BadInput` for somebody who has left or never was here."""
        person = self._people.get(staff_id)
        if person is None or person.retired:
            raise BadInput("staff", "retired", person.title if person else "")

    def of(self, staff_id: int) -> _Times:
        """Return what the rules ask about a person."""
        return _Times(
            calendar=self._calendar,
            appointments=self.appointments.get(staff_id, ()),
            absences=self._absences(staff_id),
            buffer=timedelta(minutes=self._settings.appointment_buffer),
            step=timedelta(minutes=self._settings.appointment_step),
        )

    def against(self, staff_id: int, slot: Slot) -> tuple[Hindrance, ...]:
        """Return what stands against a slot of a person."""
        times = self.of(staff_id)
        return obstacles(
            slot,
            calendar=times["calendar"],
            appointments=times["appointments"],
            absences=times["absences"],
            buffer=times["buffer"],
        )

    def near(self, people: Iterable[int], slot: Slot, most: int = MOST_NEAR) -> tuple[FreeTime, ...]:
        """Return the free times of these people from a slot on, the nearest first, at most `most`."""
        found = (
            FreeTime(staff_id, free)
            for staff_id in people
            if staff_id in self._people and not self._people[staff_id].retired
            for free in nearest_free(
                slot.starts_at,
                slot.ends_at - slot.starts_at,
                now=self._tx.now,
                most=most,
                **self.of(staff_id),
            )
        )
        return tuple(sorted(found, key=lambda each: each.slot)[:most])

    def _absences(self, staff_id: int) -> tuple[Away, ...]:
        """Return when somebody is away: as planned, and as they are away now until they said they return.

        Who gave no time of return is taken to be away for the rest of the day.
        """
        planned = self._planned.get(staff_id, ())
        person = self._people.get(staff_id)
        if person is None or not person.presence.is_away:
            return planned
        until = person.presence.back_at or seoul_at(seoul(self._tx.now).date() + ONE_DAY, time.min)
        now = Away(person.presence.state, self._tx.now, until, person.presence.note)
        return (now, *(each for each in planned if each.ends_at > until))


def _on_duty(tx: Tx, topic_id: int | None) -> list[int]:
    """Return who does a topic's work, whoever is in charge of it first."""
    if topic_id is None:
        return []
    in_charge = sa.select(Topic.assignee_id).where(Topic.id == topic_id, Topic.assignee_id.is_not(None))
    also = sa.select(Duty.staff_id).where(Duty.topic_id == topic_id).order_by(Duty.staff_id)
    everybody = (*tx.connection.scalars(in_charge), *tx.connection.scalars(also))
    return list(dict.fromkeys(each for each in everybody if each is not None))
