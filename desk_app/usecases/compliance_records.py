"""Cases of the charter that no statement selects: months checked (`P-4`), staff monitored (`III-2-1`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from db.models import Access
from db.transactions import Tx
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.compliance import SubjectKind, end_of_month, months_ended
from desk_app.usecases.compliance_cases import Span
from desk_app.usecases.monitoring import round_as_it_stands
from desk_app.usecases.monthly_checks import MonthlyCheck, month_number, months_checked


@dataclass(frozen=True)
class Record:
    """One case, with what a row of `compliance_cases` has."""

    subject: SubjectKind
    id: int
    on_day: date
    kept: bool
    staff_id: int | None = None
    at: datetime | None = None
    since: datetime | None = None
    customer: str = ""
    detail: str = ""


def _months(tx: Tx, span: Span) -> tuple[Record, ...]:
    """Return the months that ended in the span and had any access; one not looked through yet has time.

    Its access log is due by the end of the month that follows.
    """
    months = months_ended(span.first, span.last)
    checked = months_checked(tx, MonthlyCheck.ACCESS_LOG, months)
    today = seoul(tx.now).date()
    judged = [month for month in months if month in checked or end_of_month(_following(month)) < today]
    return tuple(
        Record(
            SubjectKind.MONTH,
            month_number(month),
            end_of_month(month),
            kept=month in checked,
            at=checked.get(month),
        )
        for month, used in zip(judged, was_used(tx, judged), strict=True)
        if used
    )


def was_used(tx: Tx, months: Sequence[date]) -> tuple[bool, ...]:
    """Return of each month whether anybody's data was handled in it."""
    if not months:
        return ()
    used = [
        sa.exists().where(
            Access.at >= seoul_at(month, time.min), Access.at < seoul_at(_following(month), time.min)
        )
        for month in months
    ]
    return tuple(tx.connection.execute(sa.select(*used)).one())


def _monitored(tx: Tx, span: Span) -> tuple[Record, ...]:
    """Return who is to be monitored in the half-year in which the span ends; all of them, however early."""
    return tuple(
        Record(SubjectKind.STAFF, person.staff_id, span.last, person.sheets > 0, staff_id=person.staff_id)
        for person in round_as_it_stands(tx, span.last).people
    )


def _following(month: date) -> date:
    return end_of_month(month) + timedelta(days=1)


RECORDS: Mapping[str, Callable[[Tx, Span], tuple[Record, ...]]] = {
    "access_log_checked": _months,
    "staff_monitored": _monitored,
}
"""What gives the cases of a measure that are not one statement's, by the measure's key."""
