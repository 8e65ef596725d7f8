"""Promises, what happened to them, and the alerts that speak before they are broken."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import TITLE, Base, Keyed, Versioned
from db.types import Instant, Word
from desk_app.core.alerts import Audience
from desk_app.core.promises import PromiseKind, PromiseState

_OPEN = sa.text("state = 'open'")
_OF_INQUIRY = sa.text("kind = 'reply' AND inquiry_id IS NOT NULL")
_OF_COMPLAINT = sa.text("kind IN ('corrective', 'opinion')")
_WAITING = sa.text("closed_at IS NULL")


class Promise(Versioned, Base):
    """Something owed to a customer, and by when; see `core.promises.Standing` for the rules."""

    __tablename__ = "promises"
    __table_args__ = (
        sa.Index("ix_promises_open_due_at", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        sa.Index("ix_promises_customer_id", "customer_id"),
        sa.Index("ix_promises_contact_id", "contact_id"),
        sa.Index("ix_promises_closed_at_state", "closed_at", "state"),
        sa.Index(
            "uq_promises_of_complaint",
            "complaint_id",
            unique=True,
            sqlite_where=_OF_COMPLAINT,
            postgresql_where=_OF_COMPLAINT,
        ),
        sa.Index(
            "uq_promises_reply",
            "inquiry_id",
            unique=True,
            sqlite_where=_OF_INQUIRY,
            postgresql_where=_OF_INQUIRY,
        ),
    )

    kind: Mapped[PromiseKind] = mapped_column(Word(PromiseKind))
    state: Mapped[PromiseState] = mapped_column(Word(PromiseState), default=PromiseState.OPEN)
    due_at: Mapped[datetime] = mapped_column(Instant)
    told_at: Mapped[datetime] = mapped_column(Instant)
    broken: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    last_attempt: Mapped[str] = mapped_column(sa.String(20), default="")
    next_try_at: Mapped[datetime | None] = mapped_column(Instant)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    taken_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contacts.id"))
    customer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("customers.id"))
    caller_name: Mapped[str] = mapped_column(sa.String(60), default="")
    phone: Mapped[str] = mapped_column(sa.String(30), default="")
    topic_id: Mapped[int | None] = mapped_column(sa.ForeignKey("topics.id"))
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    previous_id: Mapped[int | None] = mapped_column(sa.ForeignKey("promises.id"))
    appointment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("appointments.id"), index=True)
    inquiry_id: Mapped[int | None] = mapped_column(sa.ForeignKey("inquiries.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(sa.ForeignKey("complaints.id"), index=True)
    only_for_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    made_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


IS_OPEN = Promise.state == sa.literal_column("'open'")
"""What selects open promises: a literal, so that the partial index serves prepared statements too."""

IS_REPLY = sa.and_(Promise.kind == sa.literal_column("'reply'"), Promise.inquiry_id.is_not(None))
"""What selects the promise of a reply that a written question has: one each, as the unique index says."""


IS_OF_COMPLAINT = Promise.kind.in_(
    [sa.literal_column(word) for word in ("'corrective'", "'opinion'")],
)
"""What selects, with its `complaint_id`, the one promise that a complaint is: its owner and its hour."""


class PromiseEvent(Keyed, Base):
    """One thing that happened to a promise; lines are only ever added."""

    __tablename__ = "promise_events"

    promise_id: Mapped[int] = mapped_column(sa.ForeignKey("promises.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    desk: Mapped[str] = mapped_column(sa.String(80))
    what: Mapped[str] = mapped_column(sa.String(20))
    detail: Mapped[str] = mapped_column(sa.Text, default="")
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    told: Mapped[bool | None]
    to_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))


class Alert(Keyed, Base):
    """A moment to speak up, written with its promise or appointment; it stays until seen or pointless."""

    __tablename__ = "alerts"
    __table_args__ = (
        sa.UniqueConstraint("promise_id", "level", "due_at"),
        sa.UniqueConstraint("appointment_id", "level", "due_at"),
        sa.CheckConstraint("(promise_id IS NULL) <> (appointment_id IS NULL)", name="one_subject"),
        sa.Index("ix_alerts_waiting", "speaks_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    promise_id: Mapped[int | None] = mapped_column(sa.ForeignKey("promises.id"))
    appointment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("appointments.id"))
    level: Mapped[str] = mapped_column(sa.String(20))
    audience: Mapped[Audience] = mapped_column(Word(Audience))
    due_at: Mapped[datetime] = mapped_column(Instant)
    speaks_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_by: Mapped[str] = mapped_column(sa.String(TITLE), default="")
