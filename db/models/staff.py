"""Members of staff, and the log of what was changed about people, topics, days and settings."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import TITLE, Base, Keyed, Versioned
from db.types import Instant, Word
from desk_app.core.staff import Role


class Staff(Versioned, Base):
    """A member of staff; nobody is deleted, so that old records keep their names."""

    __tablename__ = "staff"

    name: Mapped[str] = mapped_column(sa.String(60))
    position: Mapped[str] = mapped_column(sa.String(40))
    sign_in_name: Mapped[str] = mapped_column(sa.String(60), unique=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    here: Mapped[bool] = mapped_column(default=True)
    back_at: Mapped[datetime | None] = mapped_column(Instant)
    away_reason: Mapped[str] = mapped_column(sa.String(80), default="")
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


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
