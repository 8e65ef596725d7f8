"""Visits agreed beforehand, and what happened to each."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Keyed, Versioned
from db.types import Instant, Word
from desk_app.core.appointments import AppointmentState, Reach, VisitReason

_OPEN = sa.text("state IN ('booked', 'arrived', 'in_talk')")


class Appointment(Versioned, Base):
    """A visit agreed beforehand; see `core.appointments` for the rules.

    No two open ones of the same person overlap: the migration that makes this table adds an exclusion
    constraint on PostgreSQL and two triggers on SQLite, which no model can tell. A later migration that
    rebuilds the table on SQLite must make the triggers anew.
    """

    __tablename__ = "appointments"
    __table_args__ = (
        sa.CheckConstraint("starts_at < ends_at", name="takes_time"),
        sa.Index("ix_appointments_starts_at", "starts_at"),
        sa.Index("ix_appointments_open", "staff_id", "starts_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        sa.Index("ix_appointments_visit_id", "visit_id"),
        sa.Index("ix_appointments_arrived_at", "arrived_at"),
        sa.Index("ix_appointments_customer_id", "customer_id"),
    )

    state: Mapped[AppointmentState] = mapped_column(Word(AppointmentState))
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    place: Mapped[str] = mapped_column(sa.String(80), default="")
    customer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("customers.id"))
    caller_name: Mapped[str] = mapped_column(sa.String(60), default="")
    phone: Mapped[str] = mapped_column(sa.String(30), default="")
    topic_id: Mapped[int | None] = mapped_column(sa.ForeignKey("topics.id"))
    matter: Mapped[str] = mapped_column(sa.Text, default="")
    bring: Mapped[str] = mapped_column(sa.String(200), default="")
    why_visit: Mapped[VisitReason] = mapped_column(Word(VisitReason))
    reach: Mapped[Reach] = mapped_column(Word(Reach), default=Reach.CALL)
    override: Mapped[str] = mapped_column(sa.String(200), default="")
    uid: Mapped[str] = mapped_column(sa.String(64), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    taken_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    made_at: Mapped[datetime] = mapped_column(Instant)
    booked_in_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contacts.id"))
    visit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contacts.id"))
    arrived_at: Mapped[datetime | None] = mapped_column(Instant)
    was_away: Mapped[bool] = mapped_column(default=False)
    covered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))


IS_OPEN = Appointment.state.in_([sa.literal_column(word) for word in ("'booked'", "'arrived'", "'in_talk'")])
"""What selects the visits that take somebody's time (`OPEN`), in the words of the partial index."""


class AppointmentEvent(Keyed, Base):
    """One thing that happened to an appointment, with where it stood afterwards; lines are only added."""

    __tablename__ = "appointment_events"

    appointment_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    desk: Mapped[str] = mapped_column(sa.String(80))
    what: Mapped[str] = mapped_column(sa.String(20))
    detail: Mapped[str] = mapped_column(sa.Text, default="")
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
