"""The alerts of promises and visits as rows: written, closed, planned again; for the use-cases."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from db.models import Alert, Appointment, Inquiry, Promise, Supplement
from db.transactions import Tx
from desk_app.core import inquiries
from desk_app.core.alerts import ARRIVED, INTERIM, THIRD_TIME, Audience, PlannedAlert, plan, plan_visit
from desk_app.core.appointments import AppointmentState
from desk_app.core.areas import Area
from desk_app.core.inquiries import PauseKind
from desk_app.core.inquiry_clocks import field_mark
from desk_app.core.office import OfficeView
from desk_app.core.promises import PromiseKind, PromiseState


def write_alerts(
    tx: Tx,
    office: OfficeView,
    promise_id: int,
    kind: PromiseKind,
    due_at: datetime,
    *,
    marks: Sequence[PlannedAlert] = (),
) -> None:
    """Write the alerts that the branch's settings and calendar plan for a promise, `marks` besides."""
    settings, calendar = office.settings, office.calendar
    planned = plan(kind, due_at=due_at, now=tx.now, settings=settings, calendar=calendar, marks=marks)
    _write(tx, {"promise_id": promise_id}, due_at, planned)


def tell_now(tx: Tx, row: Promise, level: str, audience: Audience) -> None:
    """Say something of a promise at once, if it was not said before."""
    said = sa.select(Alert.id).where(Alert.promise_id == row.id, Alert.level == level)
    if tx.session.scalar(said.limit(1)) is None:
        _write(tx, {"promise_id": row.id}, row.due_at, [PlannedAlert(level, audience, tx.now)])
        tx.touch(Area.ALERTS)


def marks_of(inquiry: Inquiry) -> tuple[PlannedAlert, ...]:
    """Return what else is to speak of a written question besides its dates."""
    return inquiries.marks(
        interim_at=inquiry.interim_reply_at,
        waits_until=inquiry.waits_until,
        begun=inquiry.accepted_at or inquiry.arrived_at,
        progressed=inquiry.progress_count,
    )


def write_visit_alerts(tx: Tx, office: OfficeView, appointment_id: int, starts_at: datetime) -> None:
    """Write the alerts that the branch's settings and calendar plan for an appointment."""
    planned = plan_visit(starts_at, now=tx.now, settings=office.settings, calendar=office.calendar)
    _write(tx, {"appointment_id": appointment_id}, starts_at, planned)


def tell_arrival(tx: Tx, row: Appointment) -> None:
    """Say at once, to whoever receives the visitor, that they are here; nothing else of the visit speaks."""
    close_visit_alerts(tx, row.id)
    tx.session.execute(sa.delete(Alert).where(Alert.appointment_id == row.id, Alert.level == ARRIVED))
    told = PlannedAlert(ARRIVED, Audience.OWNER, tx.now)
    _write(tx, {"appointment_id": row.id}, row.starts_at, [told])


def close_alerts(tx: Tx, promise_id: int, *only: sa.ColumnElement[bool]) -> None:
    """Close what still waits of a promise's alerts, all of it or only what fits."""
    _close(tx, Alert.promise_id == promise_id, *only)


def close_visit_alerts(tx: Tx, appointment_id: int) -> None:
    """Close what still waits of an appointment's alerts."""
    _close(tx, Alert.appointment_id == appointment_id)


def plan_again(tx: Tx, office: OfficeView, row: Promise) -> None:
    """Plan a promise's alerts afresh for its hour as it stands; each still speaks only once.

    What speaks of a written question whatever its hour is goes on speaking.
    """
    besides, stays = _besides(tx, office, row)
    others = Alert.level.not_in(stays)
    close_alerts(tx, row.id, others)
    again = sa.delete(Alert).where(Alert.promise_id == row.id, Alert.due_at == row.due_at, others)
    tx.session.execute(again)
    write_alerts(tx, office, row.id, row.kind, row.due_at, marks=besides)


def _besides(tx: Tx, office: OfficeView, row: Promise) -> tuple[tuple[PlannedAlert, ...], list[str]]:
    """Return what else is to speak of a promise, and the levels that stay as they are."""
    if row.inquiry_id is None or row.kind is not PromiseKind.REPLY:
        return (), []
    inquiry = tx.session.get_one(Inquiry, row.inquiry_id)
    waits = inquiry.interim_reply_at is not None and inquiry.interim_reply_at <= tx.now
    stays = [THIRD_TIME, INTERIM] if waits else [THIRD_TIME]
    field = _field_marks(tx, office, inquiry.id)
    if field:
        spoken = sa.select(Alert.level).where(Alert.promise_id == row.id, Alert.speaks_at <= tx.now)
        stays += tx.session.scalars(spoken.where(Alert.level.in_([mark.level for mark in field])))
    return tuple(mark for mark in (*marks_of(inquiry), *field) if mark.level not in stays), stays


def _field_marks(tx: Tx, office: OfficeView, inquiry_id: int) -> list[PlannedAlert]:
    """Return what is to speak of a field inquiry that is not over."""
    running = sa.select(Supplement.due_on).where(
        Supplement.inquiry_id == inquiry_id,
        Supplement.kind == PauseKind.FIELD_INQUIRY,
        Supplement.returned_on.is_(None),
    )
    ends = tx.session.scalars(running)
    return [field_mark(until, now=tx.now, calendar=office.calendar) for until in ends]


def plan_visit_again(tx: Tx, office: OfficeView, row: Appointment) -> None:
    """Plan an appointment's alerts afresh for its hour as it stands; each still speaks only once."""
    close_visit_alerts(tx, row.id)
    tx.session.execute(sa.delete(Alert).where(Alert.appointment_id == row.id, Alert.due_at == row.starts_at))
    write_visit_alerts(tx, office, row.id, row.starts_at)


def plan_open_again(tx: Tx, office: OfficeView) -> None:
    """Plan the alerts of all that is open afresh, because settings or calendar changed under them.

    Alerts that spoke and were seen stay seen; promises and visits whose hour has passed are left alone.
    """
    expected = tx.session.scalars(
        sa.select(Appointment).where(
            Appointment.state == AppointmentState.BOOKED, Appointment.starts_at > tx.now
        )
    )
    for visit in expected:
        plan_visit_again(tx, office, visit)
    open_ones = tx.session.scalars(
        sa.select(Promise).where(Promise.state == PromiseState.OPEN, Promise.due_at > tx.now)
    )
    for row in open_ones:
        plan_again(tx, office, row)
        if row.next_try_at is not None and row.next_try_at > tx.now:
            write_try_alert(tx, row)
    tx.touch(Area.ALERTS)


def write_try_alert(tx: Tx, row: Promise, speaks_at: datetime | None = None) -> None:
    """Let the next try speak up too, unless an alert of the promise speaks at about that time anyway."""
    speaks_at = speaks_at or row.next_try_at
    assert speaks_at is not None
    margin = timedelta(minutes=2)
    near = tx.session.scalar(
        sa.select(Alert.id).where(
            Alert.promise_id == row.id,
            Alert.audience == Audience.OWNER,
            Alert.closed_at.is_(None),
            Alert.speaks_at.between(speaks_at - margin, speaks_at + margin),
        )
    )
    if near is None:
        tries = tx.session.scalar(
            sa.select(sa.func.count())
            .select_from(Alert)
            .where(Alert.promise_id == row.id, Alert.level.like("try_%"))
        )
        tx.session.add(
            Alert(
                promise_id=row.id,
                level=f"try_{max(row.attempts, tries or 0) + 1}",
                audience=Audience.OWNER,
                due_at=row.due_at,
                speaks_at=speaks_at,
            )
        )


def _write(tx: Tx, subject: dict[str, int], due_at: datetime, planned: Sequence[PlannedAlert]) -> None:
    tx.insert_all(
        Alert,
        [
            {
                **subject,
                "level": alert.level,
                "audience": alert.audience,
                "due_at": due_at,
                "speaks_at": alert.speaks_at,
                "closed_by": "",
            }
            for alert in planned
        ],
    )


def _close(tx: Tx, *only: sa.ColumnElement[bool]) -> None:
    tx.session.execute(
        sa.update(Alert)
        .where(Alert.closed_at.is_(None), *only)
        .values(closed_at=tx.now, closed_by=tx.actor.title)
    )
