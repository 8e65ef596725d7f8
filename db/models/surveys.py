"""Answers to the survey, kept so that nobody can be found behind one (domain §5: unlinked at once)."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import TITLE, Base, Keyed
from db.types import Instant, Word
from desk_app.core.surveys import Way

RANDOM_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""A key drawn by lot; on SQLite it is the row's place too, so the file holds no order of arrival."""


class SurveyAnswer(Base):
    """One answer to the one question, which cannot be led back to whoever gave it.

    There is no customer, contact, desk, member of staff or topic in it, nothing finer than its day, and its
    key is drawn by lot; neither the access log nor the change log hears of it. Whom it was about is added
    up apart, by the month (`SurveyTally`). Reading gives months, of whole weeks that are over, and no mean
    of a few. PostgreSQL's own pages remember the order until they are rewritten (VACUUM FULL).
    """

    __tablename__ = "survey_answers"

    id: Mapped[int] = mapped_column(RANDOM_KEY, primary_key=True, autoincrement=False)
    on_date: Mapped[date] = mapped_column(index=True)
    way: Mapped[Way] = mapped_column(Word(Way))
    score: Mapped[int]
    word: Mapped[str] = mapped_column(sa.String(400), default="")
    published: Mapped[bool] = mapped_column(default=False)


class SurveyTally(Base):
    """What answers of one month say of a member of staff: how many, and the sum of their scores."""

    __tablename__ = "survey_tallies"

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)


class SurveyFile(Keyed, Base):
    """A CSV file of yearly sheets that was brought in, known by its hash."""

    __tablename__ = "survey_files"

    sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    year: Mapped[int]
    sheets: Mapped[int]
    imported_at: Mapped[datetime] = mapped_column(Instant)
    imported_by: Mapped[str] = mapped_column(sa.String(TITLE))


class SurveySheet(Base):
    """One yearly sheet as filled in; `points` are points by the question's id, `score` the sheet on 100."""

    __tablename__ = "survey_sheets"

    id: Mapped[int] = mapped_column(RANDOM_KEY, primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(index=True)
    points: Mapped[dict[str, int]] = mapped_column(sa.JSON)
    score: Mapped[float]
    word: Mapped[str] = mapped_column(sa.String(400), default="")
    published: Mapped[bool] = mapped_column(default=False)
