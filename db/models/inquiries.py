"""Written questions, what came and went with each, and the pauses and extensions of their periods."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Keyed, Versioned
from db.types import Instant, Word
from desk_app.core.attachments import Danger
from desk_app.core.inquiries import Channel, ExtensionReason, InquiryState, Kind, PauseKind

_OPEN = sa.text("state IN ('received', 'accepted')")
_DONE = sa.text("state NOT IN ('received', 'accepted')")


class Inquiry(Versioned, Base):
    """A question that came in writing; see `core.inquiries` for the rules.

    Who is in charge stands in its one promise of a reply. `period` is the length with its extensions as
    `parse_length` reads it; `rule` and `calendar_counter` say by which rule and which state of the calendar
    the dates were counted last. `interim_reply_at` is when an interim reply is to be proposed, empty once
    none is. `thread_id` is the first question on the matter.
    """

    __tablename__ = "inquiries"
    __table_args__ = (
        sa.Index("ix_inquiries_open", "arrived_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        sa.Index("ix_inquiries_done", "done_at", sqlite_where=_DONE, postgresql_where=_DONE),
        sa.Index("ix_inquiries_customer_id_arrived_at", "customer_id", "arrived_at"),
        sa.Index("ix_inquiries_thread_id", "thread_id"),
        sa.Index("ix_inquiries_previous_id", "previous_id"),
        sa.Index("ix_inquiries_duplicate_of_id", "duplicate_of_id"),
    )

    number: Mapped[str] = mapped_column(sa.String(20), unique=True)
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    state: Mapped[InquiryState] = mapped_column(Word(InquiryState))
    arrived_at: Mapped[datetime] = mapped_column(Instant)
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    period: Mapped[str] = mapped_column(sa.String(32))
    rule: Mapped[str] = mapped_column(sa.String(16))
    calendar_counter: Mapped[int] = mapped_column(sa.BigInteger)
    safe_reply_on: Mapped[date]
    statutory_due_on: Mapped[date]
    told_on: Mapped[date | None]
    expected_on: Mapped[date | None]
    last_told: Mapped[date | None]
    interim_reply_at: Mapped[datetime | None] = mapped_column(Instant)
    interim_sent_at: Mapped[datetime | None] = mapped_column(Instant)
    interims: Mapped[int] = mapped_column(default=0)
    progress_count: Mapped[int] = mapped_column(default=0)
    waits_until: Mapped[date | None]
    extensions: Mapped[int] = mapped_column(default=0)
    drafts: Mapped[int] = mapped_column(default=0)
    checked: Mapped[bool] = mapped_column(default=False)
    customer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("customers.id"))
    caller_name: Mapped[str] = mapped_column(sa.String(60), default="")
    phone: Mapped[str] = mapped_column(sa.String(30), default="")
    answer_by: Mapped[Channel] = mapped_column(Word(Channel))
    answer_to: Mapped[str] = mapped_column(sa.String(200), default="")
    topic_id: Mapped[int | None] = mapped_column(sa.ForeignKey("topics.id"))
    subject: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    referred_to: Mapped[str] = mapped_column(sa.String(200), default="")
    referred_phone: Mapped[str] = mapped_column(sa.String(30), default="", server_default="")
    referred_why: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    thread_id: Mapped[int | None] = mapped_column(sa.ForeignKey("inquiries.id"))
    previous_id: Mapped[int | None] = mapped_column(sa.ForeignKey("inquiries.id"))
    duplicate_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("inquiries.id"))
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contacts.id"))
    taken_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    made_at: Mapped[datetime] = mapped_column(Instant)


IS_OPEN = Inquiry.state.in_([sa.literal_column(word) for word in ("'received'", "'accepted'")])
"""What selects the questions still owed an answer (`OPEN`), in the words of the partial index."""

IS_DONE = Inquiry.state.not_in([sa.literal_column(word) for word in ("'received'", "'accepted'")])
"""What selects all others, in the words of theirs."""


class InquiryEvent(Keyed, Base):
    """One thing that happened to a question; lines are only ever added."""

    __tablename__ = "inquiry_events"

    inquiry_id: Mapped[int] = mapped_column(sa.ForeignKey("inquiries.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    desk: Mapped[str] = mapped_column(sa.String(80))
    what: Mapped[str] = mapped_column(sa.String(20))
    detail: Mapped[str] = mapped_column(sa.Text, default="")


class Attachment(Keyed, Base):
    """A file that came with a question, whole and encrypted with all else; `name` is harmless."""

    __tablename__ = "attachments"
    __table_args__ = (
        sa.Index("ix_attachments_inquiry_id", "inquiry_id"),
        sa.Index("ix_attachments_sha256", "sha256"),
    )

    inquiry_id: Mapped[int] = mapped_column(sa.ForeignKey("inquiries.id"))
    name: Mapped[str] = mapped_column(sa.String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    danger: Mapped[Danger | None] = mapped_column(Word(Danger))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))


class Reply(Keyed, Base):
    """One version of a reply; a version is never rewritten, and the one that was sent says how and when."""

    __tablename__ = "replies"
    __table_args__ = (sa.UniqueConstraint("inquiry_id", "number"),)

    inquiry_id: Mapped[int] = mapped_column(sa.ForeignKey("inquiries.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    written_at: Mapped[datetime] = mapped_column(Instant)
    written_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    checked_at: Mapped[datetime | None] = mapped_column(Instant)
    checked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_by: Mapped[Channel | None] = mapped_column(Word(Channel))


class Supplement(Keyed, Base):
    """Days for which the clock stood still, and what for: asked of the customer, or a field inquiry.

    `asked_on` is the first day, `due_on` the one asked for or planned, `returned_on` the last one once over.
    Where not `stops`, it was asked for once the period was over, and the clock went on.
    """

    __tablename__ = "supplements"

    inquiry_id: Mapped[int] = mapped_column(sa.ForeignKey("inquiries.id"), index=True)
    kind: Mapped[PauseKind] = mapped_column(
        Word(PauseKind), default=PauseKind.SUPPLEMENT, server_default=PauseKind.SUPPLEMENT
    )
    what: Mapped[str] = mapped_column(sa.Text)
    asked_on: Mapped[date]
    due_on: Mapped[date]
    returned_on: Mapped[date | None]
    stops: Mapped[bool] = mapped_column(default=True, server_default=sa.true())


class Extension(Keyed, Base):
    """One extension of a question's period, as it was told to the customer in writing."""

    __tablename__ = "extensions"

    inquiry_id: Mapped[int] = mapped_column(sa.ForeignKey("inquiries.id"), index=True)
    days: Mapped[int]
    reason: Mapped[ExtensionReason] = mapped_column(Word(ExtensionReason))
    detail: Mapped[str] = mapped_column(sa.Text, default="")
    consented: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    told_on: Mapped[date]


class InterimReply(Keyed, Base):
    """An interim reply or a progress notice that went out: it moves no legal deadline.

    `late_on` is the day that the customer had been told, or was owed, and that had passed by then.
    """

    __tablename__ = "interim_replies"

    inquiry_id: Mapped[int] = mapped_column(sa.ForeignKey("inquiries.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    progress: Mapped[str] = mapped_column(sa.Text)
    expected_on: Mapped[date]
    sent_by: Mapped[Channel] = mapped_column(Word(Channel))
    is_progress: Mapped[bool] = mapped_column(default=False)
    late_on: Mapped[date | None]
