"""Answers to the survey, kept so that nobody can be found behind one (domain §5: unlinked at once)."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import TITLE, Base, Keyed
from db.types import Instant

RANDOM_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""A key drawn by lot; on SQLite it is the row's place too, so the file holds no order of arrival."""


class SurveyScore(Base):
    """How many answers of a month gave one score, and the `least` of them that may be told together.

    All that is kept of an answer is that this count is one higher: no row of its own, and so no order, no
    hour, no day, no desk, no way it came by; nor customer, contact or topic. Neither the access log nor the
    change log hears of it. Whom it was about is added up apart (`SurveyTally`), its word stands apart
    (`SurveyWord`). `core.survey_blocks` says what is told. PostgreSQL's own pages may remember which count
    rose last until they are rewritten (VACUUM FULL); no statement of the program asks them.
    """

    __tablename__ = "survey_scores"

    month: Mapped[date] = mapped_column(primary_key=True)
    score: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(default=0)
    least: Mapped[int]


class SurveyWord(Base):
    """What a customer wrote in a month, without score or member of staff; its key is drawn by lot."""

    __tablename__ = "survey_words"

    id: Mapped[int] = mapped_column(RANDOM_KEY, primary_key=True, autoincrement=False)
    month: Mapped[date]
    word: Mapped[str] = mapped_column(sa.String(400))
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
    """One yearly sheet as filled in; `points` are points by the question's id, `score` the sheet on 100.

    Nothing says on which day it was filled in or typed. Sheets of a year are told by the `batch`, which takes
    in sheets until there are `least`.
    """

    __tablename__ = "survey_sheets"

    id: Mapped[int] = mapped_column(RANDOM_KEY, primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(index=True)
    batch: Mapped[int] = mapped_column(server_default="1")
    least: Mapped[int] = mapped_column(server_default="5")
    points: Mapped[dict[str, int]] = mapped_column(sa.JSON)
    score: Mapped[float]
    word: Mapped[str] = mapped_column(sa.String(400), default="")
    published: Mapped[bool] = mapped_column(default=False)
