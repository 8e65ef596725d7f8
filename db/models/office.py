"""The branch, its desks, topics, settings, calendar changes and revision counters."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import TITLE, Base, Keyed, Versioned
from db.types import Instant, Word
from desk_app.core.areas import Area

_STANDING = sa.text("undone_at IS NULL")


class Office(Versioned, Base):
    """The one row that says whose database this is; `settings` is `core.office.Settings` as JSON."""

    __tablename__ = "office"

    branch_code: Mapped[str] = mapped_column(sa.String(32))
    branch_name: Mapped[str] = mapped_column(sa.String(80))
    seat: Mapped[str] = mapped_column(sa.String(80), default="")
    address: Mapped[str] = mapped_column(sa.String(200), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    unconfirmed: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    settings: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)


class Desk(Keyed, Base):
    """A reception desk (창구); every change names the one it was made at."""

    __tablename__ = "desks"

    name: Mapped[str] = mapped_column(sa.String(80), unique=True)


class Topic(Versioned, Base):
    """A kind of business (업무분류), who is in charge of it, and its visits.

    `bring` is what a customer brings along, `visit_for` the usual length of a visit in minutes.
    """

    __tablename__ = "topics"

    group: Mapped[str] = mapped_column("group_name", sa.String(40))
    name: Mapped[str] = mapped_column(sa.String(80))
    position: Mapped[int]
    assignee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    bring: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    visit_for: Mapped[int] = mapped_column(default=30, server_default="30")
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


class CalendarChange(Keyed, Base):
    """A day that a supervisor added to the holiday table, took out, or closed the branch on."""

    __tablename__ = "calendar_changes"
    __table_args__ = (
        sa.Index(
            "uq_calendar_changes_standing",
            "on_date",
            "change",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
    )

    on: Mapped[date] = mapped_column("on_date", index=True)
    change: Mapped[str] = mapped_column(sa.String(16))
    name: Mapped[str] = mapped_column(sa.String(80))
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[str] = mapped_column(sa.String(TITLE))
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_by: Mapped[str | None] = mapped_column(sa.String(TITLE))


class Revision(Base):
    """How often an area of the data has changed (decision 6)."""

    __tablename__ = "revisions"

    area: Mapped[Area] = mapped_column(Word(Area), primary_key=True)
    counter: Mapped[int] = mapped_column(sa.BigInteger, default=0)
