"""Complaints with what was done about them, second visits by our fault, and public apologies."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Keyed, Versioned
from db.types import Instant, Word
from desk_app.core.complaints import ComplaintKind, ComplaintState, Decision, ToldBy
from desk_app.core.redress import Cause

_OPEN = sa.text("state = 'open'")
_DONE = sa.text("state <> 'open'")
_STANDS = sa.text("withdrawn_at IS NULL")


class Complaint(Versioned, Base):
    """An objection, a complaint or an opinion; see `core.complaints` for the rules.

    Who is in charge and by when stands in its one promise. `done` is what was done about it (of an opinion
    what changed), `customer_said` what the customer said to that; `told_by` and `told_at` are an opinion's.
    """

    __tablename__ = "complaints"
    __table_args__ = (
        sa.Index("ix_complaints_open", "made_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        sa.Index("ix_complaints_done", "closed_at", sqlite_where=_DONE, postgresql_where=_DONE),
        sa.Index("ix_complaints_customer_id", "customer_id"),
        sa.Index("ix_complaints_contact_id", "contact_id"),
    )

    kind: Mapped[ComplaintKind] = mapped_column(Word(ComplaintKind))
    state: Mapped[ComplaintState] = mapped_column(Word(ComplaintState))
    about: Mapped[str] = mapped_column(sa.String(200))
    wants: Mapped[str] = mapped_column(sa.Text, default="")
    about_staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    customer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("customers.id"))
    caller_name: Mapped[str] = mapped_column(sa.String(60), default="")
    phone: Mapped[str] = mapped_column(sa.String(30), default="")
    topic_id: Mapped[int | None] = mapped_column(sa.ForeignKey("topics.id"))
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contacts.id"))
    inquiry_id: Mapped[int | None] = mapped_column(sa.ForeignKey("inquiries.id"))
    taken_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    made_at: Mapped[datetime] = mapped_column(Instant)
    done: Mapped[str] = mapped_column(sa.Text, default="")
    customer_said: Mapped[str] = mapped_column(sa.Text, default="")
    decision: Mapped[Decision | None] = mapped_column(Word(Decision))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    told_by: Mapped[ToldBy | None] = mapped_column(Word(ToldBy))
    told_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


IS_OPEN = Complaint.state == sa.literal_column("'open'")
"""What selects complaints that are worked on, in the words of the partial index."""

IS_DONE = Complaint.state != sa.literal_column("'open'")
"""What selects all others, in the words of theirs."""


class ComplaintEvent(Keyed, Base):
    """One step taken about a complaint; lines are only ever added."""

    __tablename__ = "complaint_events"

    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("complaints.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    desk: Mapped[str] = mapped_column(sa.String(80))
    what: Mapped[str] = mapped_column(sa.String(20))
    detail: Mapped[str] = mapped_column(sa.Text, default="")


class RepeatVisit(Versioned, Base):
    """A second visit on the same matter, and whether that was our fault; see `core.redress.RepeatVisit`.

    Our fault that was taken back is none of ours any more: its cause and the apology stay written.
    """

    __tablename__ = "repeat_visits"

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id"), unique=True)
    earlier_contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id"))
    ours: Mapped[bool]
    cause: Mapped[Cause | None] = mapped_column(Word(Cause))
    apologised: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    promise_id: Mapped[int | None] = mapped_column(sa.ForeignKey("promises.id"))
    taken_back_at: Mapped[datetime | None] = mapped_column(Instant)
    taken_back_why: Mapped[str] = mapped_column(sa.Text, default="", server_default="")


class PublicApology(Keyed, Base):
    """The apology on the website for a mistake that was confirmed; its promise says by when.

    The approval is of the latest text; a new text has none. A complaint has one that stands; what was
    withdrawn before, as the mistake was none, stays with its texts.
    """

    __tablename__ = "public_apologies"
    __table_args__ = (
        sa.Index(
            "uq_public_apologies_standing",
            "complaint_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("complaints.id"))
    promise_id: Mapped[int] = mapped_column(sa.ForeignKey("promises.id"))
    confirmed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    confirmed_at: Mapped[datetime] = mapped_column(Instant)
    approved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    posted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    posted_on: Mapped[date | None]
    posted_where: Mapped[str] = mapped_column(sa.String(200), default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class ApologyText(Keyed, Base):
    """One version of the text of a public apology; none is ever written over."""

    __tablename__ = "apology_texts"
    __table_args__ = (sa.UniqueConstraint("apology_id", "number"),)

    apology_id: Mapped[int] = mapped_column(sa.ForeignKey("public_apologies.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    drafted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    drafted_at: Mapped[datetime] = mapped_column(Instant)
