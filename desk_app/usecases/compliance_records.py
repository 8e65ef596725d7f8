"""Cases of the charter that no statement selects: months checked (`P-4`), staff monitored (`III-2-1`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from db.models import Access, Change, ScoreSheet, Staff
from db.transactions import Tx
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.compliance import SubjectKind, end_of_month, months_ended
from desk_app.core.monitoring import evaluated, round_of
from desk_app.usecases.compliance_cases import Span
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
    channel: str = ""


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
    """Return who worked here in the half-year in which the span ends, if only for a part of it.

    All of them count, however early it is; the change log knows who came when.
    """
    this = round_of(span.last)
    half = Span(this.first, this.last)
    came = (
        sa.select(sa.func.min(Change.at))
        .where(Change.subject == "staff", Change.subject_id == Staff.id, Change.what.startswith("added "))
        .scalar_subquery()
    )
    sheet = sa.exists().where(
        ScoreSheet.staff_id == Staff.id, ScoreSheet.on_date.between(this.first, this.last)
    )
    rows = tx.connection.execute(
        sa.select(Staff.id, Staff.role, sheet.label("kept"))
        .where(
            sa.or_(Staff.retired_at.is_(None), Staff.retired_at >= half.begin),
            sa.func.coalesce(came, half.begin) < half.end,
        )
        .order_by(Staff.id)
    ).all()
    chosen = evaluated({row.id: row.role for row in rows})
    return tuple(
        Record(SubjectKind.STAFF, row.id, span.last, bool(row.kept), staff_id=row.id)
        for row in rows
        if row.id in chosen
    )


def _following(month: date) -> date:
    return end_of_month(month) + timedelta(days=1)


RECORDS: Mapping[str, Callable[[Tx, Span], tuple[Record, ...]]] = {
    "access_log_checked": _months,
    "staff_monitored": _monitored,
}
"""What gives the cases of a measure that are not one statement's, by the measure's key."""
