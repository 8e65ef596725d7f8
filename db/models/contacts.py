"""Customers, what they turned to us with, the drafts of what is still being said, and rings."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Keyed, Versioned
from db.types import Instant, Word, in_code_point_order
from desk_app.core.contacts import Channel, Outcome

_UNSETTLED = sa.text("missed_at IS NOT NULL AND settled_at IS NULL")


class Customer(Versioned, Base):
    """Somebody who turned to us; anonymous contacts have none."""

    __tablename__ = "customers"
    __table_args__ = (
        sa.Index("ix_customers_name_id", "name", "id"),
        sa.Index("ix_customers_initials_id", "initials", "id"),
    )

    name: Mapped[str] = mapped_column(in_code_point_order(60))
    initials: Mapped[str] = mapped_column(in_code_point_order(60))
    may_name_agency: Mapped[bool | None]
    may_text: Mapped[bool | None]
    contact_hours: Mapped[str] = mapped_column(sa.String(200), default="")
    created_at: Mapped[datetime] = mapped_column(Instant)


class CustomerPhone(Keyed, Base):
    """A number a customer may be reached at; one number may belong to several people."""

    __tablename__ = "customer_phones"
    __table_args__ = (
        sa.UniqueConstraint("customer_id", "digits"),
        sa.Index("ix_customer_phones_digits_customer_id", "digits", "customer_id"),
        sa.Index("ix_customer_phones_reversed_customer_id", "reversed", "customer_id"),
    )

    customer_id: Mapped[int] = mapped_column(sa.ForeignKey("customers.id"))
    digits: Mapped[str] = mapped_column(in_code_point_order(20))
    reversed: Mapped[str] = mapped_column(in_code_point_order(20))


class Contact(Keyed, Base):
    """A finished contact; it is never edited, only added to by later ones."""

    __tablename__ = "contacts"
    __table_args__ = (sa.Index("ix_contacts_customer_id_started_at", "customer_id", "started_at"),)

    channel: Mapped[Channel] = mapped_column(Word(Channel))
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    customer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("customers.id"))
    caller_name: Mapped[str] = mapped_column(sa.String(60), default="")
    phone: Mapped[str] = mapped_column(sa.String(30), default="")
    topic_id: Mapped[int | None] = mapped_column(sa.ForeignKey("topics.id"))
    assignee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    rings: Mapped[int | None]
    ring_ms: Mapped[int | None]
    script_id: Mapped[str] = mapped_column(sa.String(32), default="")
    script_version: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime] = mapped_column(Instant, index=True)
    finished_at: Mapped[datetime] = mapped_column(Instant)
    taken_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    desk: Mapped[str] = mapped_column(sa.String(80))


class ContactStep(Keyed, Base):
    """A step of the script as it was walked: done, or skipped, with its clause (compliance counts these)."""

    __tablename__ = "contact_steps"

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id"), index=True)
    position: Mapped[int]
    script_id: Mapped[str] = mapped_column(sa.String(32))
    step_id: Mapped[str] = mapped_column(sa.String(40))
    clauses: Mapped[str] = mapped_column(sa.String(80))
    done: Mapped[bool]
    choice: Mapped[str] = mapped_column(sa.String(80), default="")
    at: Mapped[datetime] = mapped_column(Instant)


class Draft(Keyed, Base):
    """An unfinished contact; `body` is `core.contacts.Draft` as JSON.

    `held_by` is the token of the desk that has it on its screen: only that one may save or record it.
    """

    __tablename__ = "drafts"

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    desk: Mapped[str] = mapped_column(sa.String(80))
    begun_at: Mapped[datetime] = mapped_column(Instant)
    saved_at: Mapped[datetime] = mapped_column(Instant)
    parked: Mapped[bool] = mapped_column(default=False)
    held_by: Mapped[str] = mapped_column(sa.String(32), server_default="")
    body: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class Ring(Keyed, Base):
    """A call as the telephone reported it; a missed one waits until somebody deals with it."""

    __tablename__ = "rings"
    __table_args__ = (
        sa.Index("ix_rings_waiting", "missed_at", sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED),
    )

    call_id: Mapped[str] = mapped_column(sa.String(64), unique=True)
    phone: Mapped[str] = mapped_column(sa.String(30), default="")
    began_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    missed_at: Mapped[datetime | None] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    ring_ms: Mapped[int | None]
    rings: Mapped[int | None]
    promise_id: Mapped[int | None] = mapped_column(sa.ForeignKey("promises.id"))
    desk: Mapped[str] = mapped_column(sa.String(80))
