"""The FAQ: entries, their history, the pairs of letters they are found by, uses, and searches in vain."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Keyed, Versioned
from db.types import Instant, Word, in_code_point_order
from desk_app.core.faq import CandidateKind, EntryState, SiteSection


class FaqEntry(Versioned, Base):
    """A question with its answer; `promise_id` is the review that is owed, and whose it is.

    A proposal with `changes_id` says what that entry, which stands, is to say instead.
    """

    __tablename__ = "faq_entries"
    __table_args__ = (
        sa.Index("ix_faq_entries_topic_id", "topic_id"),
        sa.Index("ix_faq_entries_promise_id", "promise_id"),
        sa.Index("ix_faq_entries_changes_id", "changes_id"),
    )

    question: Mapped[str] = mapped_column(sa.String(200))
    answer: Mapped[str] = mapped_column(sa.Text)
    section: Mapped[SiteSection] = mapped_column(Word(SiteSection))
    topic_id: Mapped[int | None] = mapped_column(sa.ForeignKey("topics.id"))
    state: Mapped[EntryState] = mapped_column(Word(EntryState))
    review_by: Mapped[date | None]
    promise_id: Mapped[int | None] = mapped_column(sa.ForeignKey("promises.id"))
    changes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("faq_entries.id"))
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))


class FaqVersion(Keyed, Base):
    """What an entry said after one thing was done to it; lines are only ever added."""

    __tablename__ = "faq_versions"
    __table_args__ = (sa.UniqueConstraint("entry_id", "number"),)

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("faq_entries.id"))
    number: Mapped[int]
    what: Mapped[str] = mapped_column(sa.String(20))
    question: Mapped[str] = mapped_column(sa.String(200))
    answer: Mapped[str] = mapped_column(sa.Text)
    section: Mapped[SiteSection] = mapped_column(Word(SiteSection))
    topic_id: Mapped[int | None] = mapped_column(sa.ForeignKey("topics.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    desk: Mapped[str] = mapped_column(sa.String(80))


class FaqTerm(Base):
    """One pair of letters under which an entry is found, with what it weighs."""

    __tablename__ = "faq_terms"

    term: Mapped[str] = mapped_column(in_code_point_order(32), primary_key=True)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("faq_entries.id"), primary_key=True, index=True)
    weight: Mapped[int]


class FaqUse(Keyed, Base):
    """One time an answer was told: of whom and by whom is not kept."""

    __tablename__ = "faq_uses"
    __table_args__ = (sa.Index("ix_faq_uses_at_entry_id", "at", "entry_id"),)

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("faq_entries.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)


class FaqMiss(Keyed, Base):
    """One search without a hit, without numbers and names; who searched is not kept."""

    __tablename__ = "faq_misses"

    text: Mapped[str] = mapped_column(sa.String(200))
    topic_id: Mapped[int | None] = mapped_column(sa.ForeignKey("topics.id"))
    at: Mapped[datetime] = mapped_column(Instant, index=True)


class FaqDismissal(Keyed, Base):
    """What the FAQ was said to lack, turned down: why, and from when on it is counted anew."""

    __tablename__ = "faq_dismissals"

    kind: Mapped[CandidateKind] = mapped_column(Word(CandidateKind))
    text: Mapped[str] = mapped_column(sa.String(200))
    why: Mapped[str] = mapped_column(sa.String(200))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
