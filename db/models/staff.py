"""Members of staff, their absences and deputies, and the log of what was changed in the office."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import TITLE, Base, Keyed, Versioned
from db.types import Instant, Word
from desk_app.core.staff import PresenceState, Role


class Staff(Versioned, Base):
    """A member of staff; nobody is deleted, so that old records keep their names."""

    __tablename__ = "staff"

    name: Mapped[str] = mapped_column(sa.String(60))
    position: Mapped[str] = mapped_column(sa.String(40))
    sign_in_name: Mapped[str] = mapped_column(sa.String(60), unique=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    presence: Mapped[PresenceState] = mapped_column(
        Word(PresenceState), default=PresenceState.HERE, server_default=PresenceState.HERE.value
    )
    presence_at: Mapped[datetime | None] = mapped_column(Instant)
    back_at: Mapped[datetime | None] = mapped_column(Instant)
    presence_note: Mapped[str] = mapped_column(sa.String(80), default="", server_default="")
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


class Absence(Versioned, Base):
    """A planned absence: its first time from `starts_at` to `ends_at`, and by `rrule` (RFC 5545) again.

    `until_at` is when the last of its times ends (none: it goes on); `skipped` are the days on which it
    falls out, as ISO dates on Seoul's clock.
    """

    __tablename__ = "absences"

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    state: Mapped[PresenceState] = mapped_column(Word(PresenceState))
    note: Mapped[str] = mapped_column(sa.String(80), default="")
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    rrule: Mapped[str] = mapped_column(sa.String(200), default="")
    until_at: Mapped[datetime | None] = mapped_column(Instant)
    skipped: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)


class Deputy(Keyed, Base):
    """One place in the chain of those who act for somebody, for everything or for one topic."""

    __tablename__ = "deputies"
    __table_args__ = (sa.Index("ix_deputies_staff_id_position", "staff_id", "position"),)

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    topic_id: Mapped[int | None] = mapped_column(sa.ForeignKey("topics.id"))
    position: Mapped[int]
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))


class Duty(Keyed, Base):
    """Somebody who does a topic's work beside whoever is in charge of it."""

    __tablename__ = "duties"
    __table_args__ = (sa.UniqueConstraint("topic_id", "staff_id"),)

    topic_id: Mapped[int] = mapped_column(sa.ForeignKey("topics.id"))
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))


class Change(Keyed, Base):
    """One line of the change log (안전성 확보조치 기준 §5: permissions are logged for three years)."""

    __tablename__ = "changes"

    at: Mapped[datetime] = mapped_column(Instant, index=True)
    by: Mapped[str] = mapped_column(sa.String(TITLE))
    desk: Mapped[str] = mapped_column(sa.String(80))
    subject: Mapped[str] = mapped_column(sa.String(32))
    subject_id: Mapped[int | None]
    what: Mapped[str] = mapped_column(sa.String(400))


class Access(Keyed, Base):
    """One line of the access log: who saw or changed whose data, where and when (기준 §8)."""

    __tablename__ = "access_log"

    at: Mapped[datetime] = mapped_column(Instant, index=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    desk: Mapped[str] = mapped_column(sa.String(80))
    customer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("customers.id"), index=True)
    action: Mapped[str] = mapped_column(sa.String(40))
