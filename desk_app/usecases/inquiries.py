"""Written questions as they cross to the screen: a line of the list, one whole, what is typed of one."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from desk_app.core import contacts
from desk_app.core.attachments import Danger
from desk_app.core.deputies import NoDeputy
from desk_app.core.inquiries import (
    OPEN,
    Channel,
    Dates,
    Extension,
    InquiryState,
    Interval,
    Kind,
    field_inquiry,
    waiting,
)
from desk_app.core.staff import Presence


@dataclass(frozen=True)
class NewFile:
    """A file as it was handed in: the name it came with, and what it holds."""

    name: str
    content: bytes


@dataclass(frozen=True)
class NewInquiry:
    """What is known of a question as it comes in.

    `customer_id` is the customer chosen, else name and number say who it is; `answer_to` is where the
    answer goes (an address, a fax number, an e-mail address) and `answer_by` how. `days` sets another
    period than the kind's. `accepted` says that it is accepted at once, as all is but the website's;
    `told_by` that the customer is told the date now, and how. `owner_id` is empty where the topic says it.
    `previous_id` is the question it goes on from, `called_at` when the call began that turned into it.
    """

    channel: Channel
    kind: Kind
    arrived_at: datetime
    subject: str
    text: str = ""
    topic_id: int | None = None
    customer_id: int | None = None
    customer_name: str = ""
    phone: str = ""
    answer_by: Channel = Channel.POST
    answer_to: str = ""
    owner_id: int | None = None
    days: int | None = None
    accepted: bool = True
    told_by: Channel | None = None
    previous_id: int | None = None
    called_at: datetime | None = None
    files: tuple[NewFile, ...] = ()


class Shown(StrEnum):
    """Which questions the list shows: owed, those that need an interim reply now, or done."""

    OPEN = "open"
    INTERIM = "interim"
    DONE = "done"


class Whose(StrEnum):
    """Whose questions the list shows: the branch's, or what the actor has in hand now."""

    BRANCH = "branch"
    MINE = "mine"


@dataclass(frozen=True)
class InquiryFilter:
    """What the list is narrowed to; `text` is a name, its 초성, digits of a number, or of the subject."""

    shown: Shown = Shown.OPEN
    whose: Whose = Whose.BRANCH
    channel: Channel | None = None
    kind: Kind | None = None
    text: str = ""


class InquiryRow(NamedTuple):
    """One question as a line of the list; names are whole here, the screen masks them.

    `due_at` is what alerts go by. `interim_reply_at` is when an interim reply is to be proposed, empty
    once one went out (`interim_sent_at`) and where none is owed. `waits_until` is the day up to which the
    customer was asked to supplement. `field_until` is the day up to which a field inquiry is planned,
    `field_ended_on` when it was over. `deputy` acts now for an owner who is away.
    """

    id: int
    version: int
    number: str
    channel: Channel
    kind: Kind
    state: InquiryState
    arrived_at: datetime
    accepted_at: datetime | None
    safe_reply_on: date
    statutory_due_on: date
    told_on: date | None
    due_at: datetime
    interim_reply_at: datetime | None
    interim_sent_at: datetime | None
    interims: int
    expected_on: date | None
    waits_until: date | None
    field_until: date | None
    field_ended_on: date | None
    extensions: int
    drafts: int
    checked: bool
    answered_at: datetime | None
    closed_at: datetime | None
    customer_id: int | None
    customer: str
    phone: str
    topic_id: int | None
    topic: str
    subject: str
    files: int
    previous_id: int | None
    duplicate_of_id: int | None
    promise_id: int
    owner_id: int
    owner: str
    presence: Presence
    deputy: str
    no_deputy: NoDeputy | None


@dataclass(frozen=True)
class InquiryLine:
    """One line of a question's history, with the promise's own lines where others act on it."""

    at: datetime
    by: str
    desk: str
    what: str
    detail: str


@dataclass(frozen=True)
class AttachmentLine:
    """A file as it is listed: its harmless name, size in bytes, what its content is, and what may hurt."""

    id: int
    name: str
    size: int
    sha256: str
    danger: Danger | None
    added_at: datetime
    added_by: str


@dataclass(frozen=True)
class ReplyVersion:
    """One version of the reply; `checked_by` is the second person, `sent_by` the way it went out."""

    number: int
    text: str
    written_at: datetime
    written_by_id: int
    written_by: str
    checked_at: datetime | None
    checked_by: str
    sent_at: datetime | None
    sent_by: Channel | None


@dataclass(frozen=True)
class InterimLine:
    """An interim reply or progress notice that went out; `late_on` is the day that was missed by then."""

    at: datetime
    by: str
    reason: str
    progress: str
    expected_on: date
    sent_by: Channel
    is_progress: bool
    late_on: date | None = None


@dataclass(frozen=True)
class SupplementLine:
    """What the customer was asked to supplement, or a field inquiry was for, and the days it took."""

    what: str
    interval: Interval


@dataclass(frozen=True)
class LinkedInquiry:
    """Another question beside this one: earlier on the matter, later, the same paper twice, or maybe so.

    `same_file` says that one of its files is byte for byte one of this question's.
    """

    id: int
    number: str
    arrived_at: datetime
    subject: str
    state: InquiryState
    same_file: bool = False


@dataclass(frozen=True)
class PassingLine:
    """A question that is passed on: to whom, by when, and whether that is done."""

    promise_id: int
    to: str
    inside: bool
    due_at: datetime
    done_at: datetime | None


@dataclass(frozen=True)
class CameOf:
    """The contact that turned into a question: whose it is, and when it began."""

    id: int
    customer_id: int | None
    channel: contacts.Channel
    started_at: datetime


@dataclass(frozen=True)
class InquiryDetail:
    """A question as it is opened, its customer whole, with its dates and why they are these.

    `owner_position`, `owner_team` and `owner_phone` are what every notice names (영 제31조). `similar` are
    others that may be the same paper or matter and are linked with none. `contact` is the call or visit
    that turned into it. `referred_to` is the agency it went to, with its telephone and why.
    `accept_by` is when it is to be accepted, empty where it was at once.
    """

    id: int
    version: int
    number: str
    channel: Channel
    kind: Kind
    state: InquiryState
    arrived_at: datetime
    accepted_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    dates: Dates
    expected_on: date | None
    interim_reply_at: datetime | None
    progress_reply_at: datetime | None
    customer_id: int | None
    customer: str
    phone: str
    answer_by: Channel
    answer_to: str
    may_name_agency: bool | None
    may_text: bool | None
    topic_id: int | None
    topic: str
    subject: str
    text: str
    promise_id: int
    promise_version: int
    owner_id: int
    owner_name: str
    owner_position: str
    owner_team: str
    owner_phone: str
    presence: Presence
    deputy: str
    no_deputy: NoDeputy | None
    taken_by: str
    made_at: datetime
    referred_to: str
    referred_phone: str = ""
    referred_why: str = ""
    contact: CameOf | None = None
    accept_by: datetime | None = None
    extensions: tuple[Extension, ...] = ()
    supplements: tuple[SupplementLine, ...] = ()
    interims: tuple[InterimLine, ...] = ()
    replies: tuple[ReplyVersion, ...] = ()
    files: tuple[AttachmentLine, ...] = ()
    passings: tuple[PassingLine, ...] = ()
    earlier: tuple[LinkedInquiry, ...] = ()
    later: tuple[LinkedInquiry, ...] = ()
    duplicates: tuple[LinkedInquiry, ...] = ()
    similar: tuple[LinkedInquiry, ...] = ()
    history: tuple[InquiryLine, ...] = ()

    @property
    def owner(self) -> str:
        """Return the person in charge with their position."""
        return f"{self.owner_name} {self.owner_position}".strip()

    @property
    def waits(self) -> Interval | None:
        """Return the wait for the customer that nothing has come back for, or `None`."""
        return waiting(each.interval for each in self.supplements)

    @property
    def field_inquiry(self) -> Interval | None:
        """Return the field inquiry, over or not, or `None` where there was none."""
        return field_inquiry(each.interval for each in self.supplements)

    @property
    def surplus(self) -> tuple[LinkedInquiry, LinkedInquiry] | None:
        """Return the one that need not be answered and the one that stands, where the same paper came twice.

        Of this one and the same paper again it is the latest still owed, as long as another was not taken
        back; else `None`.
        """
        own = LinkedInquiry(self.id, self.number, self.arrived_at, self.subject, self.state)
        papers = sorted((own, *self.duplicates), key=lambda each: (each.arrived_at, each.id))
        standing = [each for each in papers if each.state is not InquiryState.WITHDRAWN]
        owed = [each for each in standing if each.state in OPEN]
        if not owed or len(standing) == 1:
            return None
        return owed[-1], next(each for each in standing if each is not owed[-1])

    @property
    def draft(self) -> ReplyVersion | None:
        """Return the newest version of the reply, or `None` where none is written."""
        return self.replies[-1] if self.replies else None
