"""The appointments of some days as one picture: who comes when to whom, and who is away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from db.models import Appointment, Customer, Topic
from db.transactions import Tx
from desk_app.core.appointments import OPEN, AppointmentState
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.holidays import ONE_DAY
from desk_app.core.korean import name_query
from desk_app.core.phones import typed_digits
from desk_app.core.staff import Away
from desk_app.usecases.absences import absences_between
from desk_app.usecases.executor import usecase

_FEWEST_DIGITS = 3
_EXPECTED = OPEN | {AppointmentState.NO_SHOW}


@dataclass(frozen=True)
class AgendaRow:
    """One appointment as a block of the day; the customer's name is whole here, the screen masks it."""

    id: int
    version: int
    state: AppointmentState
    staff_id: int
    starts_at: datetime
    ends_at: datetime
    customer_id: int | None
    customer: str
    phone: str
    topic_id: int | None
    topic: str
    matter: str
    place: str
    arrived_at: datetime | None
    was_away: bool
    covered_by_id: int | None


@dataclass(frozen=True)
class Agenda:
    """The appointments of some days in the order of their hours, cancelled ones too, and who is away when."""

    rows: tuple[AgendaRow, ...]
    absences: Mapping[int, tuple[Away, ...]]


@usecase(reads=True)
def read_agenda(tx: Tx, *, first: date, days: int) -> Agenda:
    """Return the appointments that begin on `first` or within so many days from it, on Seoul's clock."""
    begin = seoul_at(first, time.min)
    end = begin + timedelta(days=days)
    return Agenda(_rows(tx, begin, end), absences_between(tx, begin, end))


@usecase(reads=True)
def todays_visitors(tx: Tx) -> tuple[AgendaRow, ...]:
    """Return whom the desk may still receive today: those expected or here, and those given up."""
    today = seoul_at(seoul(tx.now).date(), time.min)
    return tuple(row for row in _rows(tx, today, today + ONE_DAY) if row.state in _EXPECTED)


@usecase(reads=True)
def find_visitors(tx: Tx, *, text: str) -> tuple[AgendaRow, ...]:
    """Return those of `todays_visitors` whom a name, its 초성 or three digits or more of a number fit."""
    visitors = todays_visitors(tx)
    digits = typed_digits(text)
    if len(digits) >= _FEWEST_DIGITS:
        return tuple(row for row in visitors if digits in row.phone)
    query = name_query(text) if text.strip() else None
    while query is not None:
        found = tuple(row for row in visitors if row.customer and query.matches(row.customer))
        if found:
            return found
        query = query.otherwise
    return ()


def _rows(tx: Tx, begin: datetime, end: datetime) -> tuple[AgendaRow, ...]:
    found = tx.connection.execute(_BETWEEN, {"begin": begin, "end": end})
    return tuple(AgendaRow(*row) for row in found)


_BETWEEN: sa.Select[*tuple[Any, ...]] = (
    sa.select(
        *(Appointment.id, Appointment.version, Appointment.state, Appointment.staff_id),
        *(Appointment.starts_at, Appointment.ends_at, Appointment.customer_id),
        sa.func.coalesce(sa.func.nullif(Customer.name, ""), Appointment.caller_name),
        *(Appointment.phone, Appointment.topic_id),
        sa.func.coalesce(Topic.name, ""),
        *(Appointment.matter, Appointment.place, Appointment.arrived_at),
        *(Appointment.was_away, Appointment.covered_by_id),
    )
    .outerjoin(Customer, Customer.id == Appointment.customer_id)
    .outerjoin(Topic, Topic.id == Appointment.topic_id)
    .where(Appointment.starts_at >= sa.bindparam("begin"), Appointment.starts_at < sa.bindparam("end"))
    .order_by(Appointment.starts_at, Appointment.id)
)
