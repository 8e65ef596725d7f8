"""How well the charter is kept, honestly counted: by clause, week, person and hour, with the rows behind."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

import resources
from db.engine import SeoulHour
from db.models import Promise, Staff
from db.models.promises import IS_OPEN
from db.transactions import Tx
from desk_app.core.clock import seoul
from desk_app.core.compliance import (
    ComplianceLine,
    ComplianceReport,
    Count,
    Measure,
    MeasureKind,
    SubjectKind,
    check_span,
    middle,
    read_measures,
    weeks_to,
)
from desk_app.core.errors import NotAllowed, NotFound
from desk_app.core.staff import SUPERVISORS, titled
from desk_app.usecases.compliance_cases import Span, cases_of
from desk_app.usecases.compliance_records import RECORDS
from desk_app.usecases.compliance_scores import SCORES
from desk_app.usecases.executor import usecase
from desk_app.usecases.promise_sight import may_see

_MINUTE = 60


@cache
def load_measures() -> tuple[Measure, ...]:
    """Return what is counted, in the charter's order."""
    return read_measures(resources.read_text("charter/measures.toml"))


def measure_of(key: str) -> Measure:
    """Return the measure of that key; raises `NotFound`."""
    found = next((one for one in load_measures() if one.key == key), None)
    if found is None:
        raise NotFound("Measure")
    return found


@dataclass(frozen=True)
class RowBehind:
    """One counted case: what it is of, when (`on` the day it counts for), in whose charge, kept or not.

    The customer's name is whole here, the screen masks it. `detail` is the script's step, the kind of the
    promise, or the number of the question, `channel` the way of a contact or a question. `value` is a
    case's own length, of a kind that is a middle.
    """

    kind: SubjectKind
    id: int
    at: datetime | None
    on: date
    staff_id: int | None
    staff: str
    customer: str
    detail: str
    kept: bool
    value: float | None = None
    channel: str = ""


@dataclass(frozen=True)
class PersonCount:
    """What one member of staff kept of what was in their charge."""

    staff_id: int
    name: str
    count: Count


@dataclass(frozen=True)
class HourCount:
    """What was kept of what fell into one hour of the day, on Seoul's clock."""

    hour: int
    count: Count


@dataclass(frozen=True)
class Waiting:
    """Open promises of one person: how many are still ahead, and how many are overdue."""

    staff_id: int
    name: str
    ahead: int
    overdue: int


@usecase(reads=True)
def read_compliance(tx: Tx, *, first: date, last: date, staff_id: int | None = None) -> ComplianceReport:
    """Return every measure over the days `first` to `last`, both counted, and its twelve weeks.

    With `staff_id` only what is in that person's charge, of the measures that tell people apart: their own
    for anybody, another's for supervisors (`NotAllowed`). Raises `BadInput` as `check_span` does. About a
    statement a measure, whose cost grows with the span and not with history.
    """
    check_span(first, last)
    _may_see(tx, staff_id)
    weeks = weeks_to(last)
    wanted = [one for one in load_measures() if staff_id is None or one.by_person]
    lines = tuple(_line(tx, one, Span(first, last), weeks, staff_id) for one in wanted)
    return ComplianceReport(first, last, weeks, lines)


@usecase(reads=True)
def rows_behind(
    tx: Tx, *, measure: str, first: date, last: date, kept: bool | None = None, staff_id: int | None = None
) -> tuple[RowBehind, ...]:
    """Return the very cases that a measure counts over a span, the latest first; all, kept or not kept.

    Supervisors see everybody's, everybody else their own. Raises `BadInput` as `check_span` does,
    `NotFound` for a measure that has no rows.
    """
    check_span(first, last)
    of = measure_of(measure)
    if not of.rows:
        raise NotFound("Measure")
    _may_see(tx, staff_id)
    mine = tx.actor.id if tx.actor.role not in SUPERVISORS else staff_id
    found = _rows(tx, of, Span(first, last), mine)
    return tuple(row for row in found if kept is None or row.kept is kept)


@usecase(needs=SUPERVISORS, reads=True)
def by_person(tx: Tx, *, measure: str, first: date, last: date) -> tuple[PersonCount, ...]:
    """Return a measure told apart by whoever had it in charge, by name; nothing where it cannot be."""
    check_span(first, last)
    of = measure_of(measure)
    if not of.by_person:
        return ()
    if _is_counted_by_rows(of):
        counts = _grouped(of, _rows(tx, of, Span(first, last)), lambda row: row.staff_id)
    else:
        cases = cases_of(tx, of.key, Span(first, last)).subquery()
        counts = _counts(tx, cases, cases.c.staff_id)
    names = _names(tx)
    told = [PersonCount(who, names[who], count) for who, count in counts.items() if who is not None]
    return tuple(sorted(told, key=lambda one: (one.name, one.staff_id)))


@usecase(reads=True)
def by_hour(tx: Tx, *, measure: str, first: date, last: date) -> tuple[HourCount, ...]:
    """Return a measure told apart by the hour of the day, earliest first; nothing where it cannot be."""
    check_span(first, last)
    of = measure_of(measure)
    if not of.by_hour:
        return ()
    if _is_counted_by_rows(of):
        counts = _grouped(of, _rows(tx, of, Span(first, last)), _hour)
    else:
        cases = cases_of(tx, of.key, Span(first, last)).subquery()
        counts = _counts(tx, cases, SeoulHour(cases.c.at))
    told = [HourCount(hour, count) for hour, count in counts.items() if hour is not None]
    return tuple(sorted(told, key=lambda one: one.hour))


@usecase(reads=True)
def waiting_by_person(tx: Tx) -> tuple[Waiting, ...]:
    """Return how many promises wait for each person, by name; one statement over what is open."""
    overdue = sa.func.count().filter(Promise.due_at < tx.now)
    whose = (Staff.id, Staff.name, Staff.position)
    rows = tx.connection.execute(
        sa.select(*whose, sa.func.count().label("open"), overdue.label("overdue"))
        .join(Promise, Promise.owner_id == Staff.id)
        .where(IS_OPEN, may_see(tx))
        .group_by(*whose)
        .order_by(Staff.name, Staff.id)
    )
    return tuple(
        Waiting(row.id, titled(row.name, row.position), row.open - row.overdue, row.overdue) for row in rows
    )


def _line(
    tx: Tx, measure: Measure, span: Span, weeks: Sequence[tuple[date, date]], staff_id: int | None
) -> ComplianceLine:
    score = SCORES.get(measure.key)
    if score is not None:
        value, answers, target = score(tx, span)
        told = tuple(Count() for _ in weeks)
        return ComplianceLine(measure.clause_id, measure, None, answers, told, value, target)
    whole = Span(min(span.first, weeks[0][0]), span.last)
    counted = _by_days(tx, measure, whole, staff_id)
    count = counted(span.first, span.last)
    return ComplianceLine(
        measure.clause_id,
        measure,
        count.kept if measure.kind is MeasureKind.RATE else None,
        count.all,
        tuple(counted(first, last) for first, last in weeks),
        count.value,
    )


def _by_days(tx: Tx, measure: Measure, span: Span, staff_id: int | None) -> Callable[[date, date], Count]:
    """Return what counts a measure between any two days of the span, having asked the database once."""
    if _is_counted_by_rows(measure):
        rows = _rows(tx, measure, span, staff_id)
        return lambda first, last: _counted(measure, [row for row in rows if first <= row.on <= last])
    cases = cases_of(tx, measure.key, span).subquery()
    days = _counts(tx, cases, cases.c.on_day, staff_id)
    return lambda first, last: _sum(count for day, count in days.items() if first <= day <= last)


def _is_counted_by_rows(measure: Measure) -> bool:
    """Return whether the cases themselves are needed: a middle, or what no statement selects."""
    return measure.key in RECORDS or measure.kind is not MeasureKind.RATE


def _counts(tx: Tx, cases: sa.Subquery, by: Any, staff_id: int | None = None) -> dict[Any, Count]:
    """Return kept and all by a column of the cases, in one statement."""
    query = sa.select(by.label("by"), sa.func.sum(cases.c.kept), sa.func.count()).group_by(by)
    if staff_id is not None:
        query = query.where(cases.c.staff_id == staff_id)
    return {each: Count(int(kept), count) for each, kept, count in tx.connection.execute(query)}


def _rows(tx: Tx, measure: Measure, span: Span, staff_id: int | None = None) -> list[RowBehind]:
    """Return the cases of a measure, the latest first."""
    record = RECORDS.get(measure.key)
    if record is not None:
        found: Iterable[Any] = record(tx, span)
    else:
        cases = cases_of(tx, measure.key, span).subquery()
        found = tx.connection.execute(sa.select(cases))
    names = _names(tx)
    rows = [
        RowBehind(
            SubjectKind(row.subject),
            row.id,
            row.at,
            row.on_day,
            row.staff_id,
            names.get(row.staff_id, ""),
            row.customer,
            str(row.detail),
            bool(row.kept),
            _length(measure.kind, row.since, row.at),
            str(row.channel),
        )
        for row in found
        if staff_id is None or row.staff_id == staff_id
    ]
    return sorted(rows, key=lambda row: (row.on, row.id), reverse=True)


def _length(kind: MeasureKind, since: datetime, at: datetime) -> float | None:
    if kind is MeasureKind.MINUTES:
        return max(0.0, (at - since).total_seconds() / _MINUTE)
    if kind is MeasureKind.DAYS:
        return float((seoul(at).date() - seoul(since).date()).days)
    return None


def _hour(row: RowBehind) -> int | None:
    return None if row.at is None else seoul(row.at).hour


def _counted(measure: Measure, rows: Sequence[RowBehind]) -> Count:
    if measure.kind is MeasureKind.RATE:
        return Count(sum(row.kept for row in rows), len(rows))
    return Count(0, len(rows), middle([row.value for row in rows if row.value is not None]))


def _grouped(
    measure: Measure, rows: Iterable[RowBehind], by: Callable[[RowBehind], int | None]
) -> dict[int | None, Count]:
    groups: dict[int | None, list[RowBehind]] = {}
    for row in rows:
        groups.setdefault(by(row), []).append(row)
    return {each: _counted(measure, group) for each, group in groups.items()}


def _sum(counts: Iterable[Count]) -> Count:
    held = tuple(counts)
    return Count(sum(one.kept for one in held), sum(one.all for one in held))


def _names(tx: Tx) -> dict[int, str]:
    rows = tx.connection.execute(sa.select(Staff.id, Staff.name, Staff.position))
    return {row.id: titled(row.name, row.position) for row in rows}


def _may_see(tx: Tx, staff_id: int | None) -> None:
    if staff_id is not None and staff_id != tx.actor.id and tx.actor.role not in SUPERVISORS:
        raise NotAllowed(", ".join(sorted(SUPERVISORS)))
