"""Sheets of monitored calls, and awards as they were decided."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Keyed, Versioned
from db.types import Instant, Word
from desk_app.core.monitoring import Manner


class ScoreSheet(Versioned, Base):
    """One call of a member of staff as evaluated; it names no customer.

    `marks` are its items as they stood then with their points (`core.monitoring.mark_to_dict`), `score` is
    on 100; `promise_id` is the training that is owed after a low one. `read_at` is when whoever was
    evaluated first saw it as it stands now.
    """

    __tablename__ = "score_sheets"

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    evaluator_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    on_date: Mapped[date] = mapped_column(index=True)
    manner: Mapped[Manner] = mapped_column(Word(Manner))
    marks: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    score: Mapped[float]
    comment: Mapped[str] = mapped_column(sa.Text, default="")
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    promise_id: Mapped[int | None] = mapped_column(sa.ForeignKey("promises.id"))
    made_at: Mapped[datetime] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)


class ScoreSheetChange(Keyed, Base):
    """A correction of a sheet: by whom and why, and the sheet as it stood before; lines are only added."""

    __tablename__ = "score_sheet_changes"

    sheet_id: Mapped[int] = mapped_column(sa.ForeignKey("score_sheets.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    why: Mapped[str] = mapped_column(sa.Text)
    on_date: Mapped[date]
    manner: Mapped[Manner] = mapped_column(Word(Manner))
    marks: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    score: Mapped[float]
    comment: Mapped[str] = mapped_column(sa.Text, default="")
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Instant)


class Award(Keyed, Base):
    """That a person decided to reward somebody, when and why."""

    __tablename__ = "awards"

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    decided_on: Mapped[date]
    decided_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    made_at: Mapped[datetime] = mapped_column(Instant)
    desk: Mapped[str] = mapped_column(sa.String(80), default="", server_default="")
