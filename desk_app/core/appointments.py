"""Visits agreed beforehand (`I-2-4`): one state machine, from booked to done, did not come or cancelled."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput
from desk_app.core.holidays import ONE_DAY, WorkCalendar
from desk_app.core.office import Settings


class AppointmentState(StrEnum):
    """Where an appointment stands: 예약, 도착, 상담 중, 완료, 오지 않음, 취소."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    IN_TALK = "in_talk"
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


OPEN = frozenset({AppointmentState.BOOKED, AppointmentState.ARRIVED, AppointmentState.IN_TALK})
"""The states that take a person's time: the database itself lets no two of them overlap."""


class VisitReason(StrEnum):
    """Why telephone and post cannot do it: what was answered to the check before a visit is booked."""

    PAPERS = "papers"
    TALK = "talk"
    FACILITY = "facility"
    WISH = "wish"


class Reach(StrEnum):
    """How the customer wishes to be reached about the appointment."""

    CALL = "call"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True)
class Appointment:
    """What the rules need to know of an appointment.

    `sequence` counts what a calendar program must be told anew (RFC 5545 SEQUENCE): every change of time,
    person or place, and the cancellation.
    """

    state: AppointmentState
    staff_id: int
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    sequence: int = 0


@dataclass(frozen=True)
class Booking:
    """What is typed of an appointment that is not booked yet, as the draft keeps it.

    `when` is the time as it was typed, `starts_at` what was understood of it; `why_visit` and `reach` are
    empty until chosen. `matter` is used only where no contact says what it is about.
    """

    why_visit: str = ""
    staff_id: int | None = None
    when: str = ""
    starts_at: datetime | None = None
    minutes: int = 0
    place: str = ""
    bring: str = ""
    reach: str = ""
    override: str = ""
    matter: str = ""


_ENOUGH = timedelta(hours=1)  # what must be left of a day to call somebody on it who did not come
_BEFORE = {
    AppointmentState.ARRIVED: {AppointmentState.BOOKED, AppointmentState.NO_SHOW},
    AppointmentState.IN_TALK: {AppointmentState.BOOKED, AppointmentState.ARRIVED},
    AppointmentState.DONE: {AppointmentState.ARRIVED, AppointmentState.IN_TALK, AppointmentState.BOOKED},
    AppointmentState.NO_SHOW: {AppointmentState.BOOKED},
    AppointmentState.CANCELLED: {AppointmentState.BOOKED, AppointmentState.ARRIVED},
}


def turned(appointment: Appointment, state: AppointmentState, *, now: datetime) -> Appointment:
    """Return the appointment in another state.

    Raises `BadInput` on `appointment`: `wrong_state` where that does not follow from the state it is in,
    `too_early` for somebody who did not come before the hour has begun.
    """
    if appointment.state not in _BEFORE.get(state, frozenset()):
        raise BadInput("appointment", "wrong_state", appointment.state)
    if state is AppointmentState.NO_SHOW and now < appointment.starts_at:
        raise BadInput("appointment", "too_early")
    told_anew = 1 if state is AppointmentState.CANCELLED else 0
    return replace(appointment, state=state, sequence=appointment.sequence + told_anew)


def moved(
    appointment: Appointment, *, staff_id: int, starts_at: datetime, ends_at: datetime, place: str
) -> Appointment:
    """Return the appointment at another time, with another person or in another place.

    Only what is still to come moves: raises `BadInput` (`wrong_state`) otherwise, and `same_time` where
    nothing would change.
    """
    if appointment.state is not AppointmentState.BOOKED:
        raise BadInput("appointment", "wrong_state", appointment.state)
    after = replace(appointment, staff_id=staff_id, starts_at=starts_at, ends_at=ends_at, place=place)
    if after == appointment:
        raise BadInput("appointment", "same_time")
    return replace(after, sequence=appointment.sequence + 1)


def taken_back(appointment: Appointment) -> Appointment:
    """Return the appointment as it was agreed, where somebody pressed too soon: nobody came or failed to yet.

    What is booked or cancelled cannot be taken back: raises `BadInput` (`wrong_state`).
    """
    if appointment.state in {AppointmentState.BOOKED, AppointmentState.CANCELLED}:
        raise BadInput("appointment", "wrong_state", appointment.state)
    return replace(appointment, state=AppointmentState.BOOKED)


def reminder_due(
    starts_at: datetime, *, now: datetime, settings: Settings, calendar: WorkCalendar
) -> datetime | None:
    """Return by when to remind of an appointment: `remind_by` of the desk day before, or closing if earlier.

    `None` where that has passed: whoever booked has just been told.
    """
    day = seoul(starts_at).date() - ONE_DAY
    while day >= seoul(now).date():
        open_from_to = calendar.desk_day(day)
        if open_from_to is not None:
            due_at = min(seoul_at(day, settings.remind_by), open_from_to[1])
            return due_at if due_at > now else None
        day -= ONE_DAY
    return None


def no_show_due(now: datetime, *, settings: Settings, calendar: WorkCalendar) -> datetime:
    """Return by when to call somebody who did not come: this evening if an hour is left, else next morning.

    Raises `CalendarEnds` past the holiday table.
    """
    today = seoul(now).date()
    open_from_to = calendar.desk_day(today)
    if open_from_to is not None:
        evening = min(seoul_at(today, settings.evening_due), open_from_to[1])
        if evening - now >= _ENOUGH:
            return evening
    return seoul_at(calendar.next_desk_day(today + ONE_DAY), settings.morning_due)
