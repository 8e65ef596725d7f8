"""Written questions (`I-3-1`, `I-3-2`, `II-2-1`): what they are, and by when each is answered."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from math import ceil

from desk_app.core.alerts import INTERIM, PROGRESS, SUPPLEMENT, Audience, PlannedAlert
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.deadlines import (
    AT_ONCE,
    FIELD_INQUIRY,
    HOURS_A_DAY,
    IMMEDIATELY,
    PAUSED,
    Deadline,
    Length,
    Rule,
    Unit,
    deadline,
    reply_dates,
    rolled,
)
from desk_app.core.errors import BadInput
from desk_app.core.holidays import ONE_DAY, WorkCalendar
from desk_app.core.office import Settings

LONGEST_PERIOD = 180
ACCEPT_WITHIN = timedelta(hours=8)
"""Working hours within which a website question is accepted (영 제6조 제8항)."""
PROGRESS_EVERY = timedelta(days=30)
"""How often a customer hears how far a long matter is (영 제23조)."""
THIRD = 3
"""The question on one matter of which the supervisor hears."""
_A_WEEK = timedelta(days=7)
_MORNING = time(9)
_SHARE = 0.7


class Channel(StrEnum):
    """The way a question came in, or a letter goes out: 우편, 팩스, 전자우편, 홈페이지, 창구, 전화."""

    POST = "post"
    FAX = "fax"
    EMAIL = "email"
    WEB = "web"
    DESK = "desk"
    PHONE = "phone"


class Kind(StrEnum):
    """What it is by law, which sets its period (영 제14–17조; domain §1.1).

    제도·절차 질의, 법령 질의, 건의, 고충, 기타.
    """

    QUESTION_SYSTEM = "question_system"
    QUESTION_LAW = "question_law"
    SUGGESTION = "suggestion"
    GRIEVANCE = "grievance"
    OTHER = "other"


class InquiryState(StrEnum):
    """Where a question stands: 도착, 접수, 답변, 종결; or 이송, 취하."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    CLOSED = "closed"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({InquiryState.RECEIVED, InquiryState.ACCEPTED})
"""The states in which an answer is still owed."""


class ExtensionReason(StrEnum):
    """The four lawful reasons to extend a period (영 제21조 제1항).

    다른 기관의 협조, 사실관계·현장 확인, 불가항력, 이에 준하는 사유.
    """

    COOPERATION = "cooperation"
    SITE_CHECK = "site_check"
    FORCE_MAJEURE = "force_majeure"
    SIMILAR = "similar"


class ForbiddenReason(StrEnum):
    """What the law names as no reason to extend (영 제21조): 업무 과중, 담당자 지정 지연, 담당자 부재."""

    WORKLOAD = "workload"
    LATE_ASSIGNMENT = "late_assignment"
    ABSENCE = "absence"


class PauseKind(StrEnum):
    """Why the clock stands still: 보완 (영 제20조), or a grievance's field inquiry, 실지조사 (영 제17조)."""

    SUPPLEMENT = "supplement"
    FIELD_INQUIRY = "field_inquiry"


_WHY = {PauseKind.SUPPLEMENT: PAUSED, PauseKind.FIELD_INQUIRY: FIELD_INQUIRY}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days of Seoul on which the clock stands still; both end days are out of the count.

    A wait for the customer to supplement, from the day they were asked, or a field inquiry, from the day it
    began. While it is not over it counts up to `due_on`, the day asked for or planned: from then on the
    clock runs again. A field inquiry never counts longer than it was planned, however long it took. What was
    asked for once the period was over does not stop the clock (`stops`): there is none any more to stop.
    """

    asked_on: date
    due_on: date
    returned_on: date | None = None
    kind: PauseKind = PauseKind.SUPPLEMENT
    stops: bool = True

    @property
    def last_on(self) -> date:
        """Return the last day that does not count."""
        if self.kind is PauseKind.FIELD_INQUIRY:
            return min(self.returned_on or self.due_on, self.due_on)
        return self.returned_on or self.due_on

    @property
    def days(self) -> frozenset[date]:
        """Return the days that do not count."""
        if not self.stops:
            return frozenset()
        first, last = self.asked_on.toordinal(), self.last_on.toordinal()
        return frozenset(map(date.fromordinal, range(first, last + 1)))


def waiting(pauses: Iterable[Interval]) -> Interval | None:
    """Return the wait for the customer that nothing has come back for, or `None`."""
    asked = (each for each in pauses if each.kind is PauseKind.SUPPLEMENT)
    return next((each for each in asked if each.returned_on is None), None)


def field_inquiry(pauses: Iterable[Interval]) -> Interval | None:
    """Return the field inquiry, over or not, or `None`: there is never a second one."""
    return next((each for each in pauses if each.kind is PauseKind.FIELD_INQUIRY), None)


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension: by how many days, for which lawful reason, and whether the customer agreed."""

    days: int
    reason: ExtensionReason
    detail: str = ""
    consented: bool = False


@dataclass(frozen=True)
class Inquiry:
    """What the rules need to know of a question.

    `length` is the period with its extensions. `told_on` is the date the customer was told; only telling
    them another one in writing moves it. `expected_on` is the date the latest interim reply names,
    `last_told` the day on which they were told the one or the other last.
    """

    arrived_at: datetime
    length: Length
    state: InquiryState = InquiryState.RECEIVED
    accepted_at: datetime | None = None
    told_on: date | None = None
    expected_on: date | None = None
    last_told: date | None = None
    pauses: tuple[Interval, ...] = ()

    @property
    def paused_days(self) -> dict[date, str]:
        """Return the days on which the clock stood still, each with the reason."""
        return {day: _WHY[pause.kind] for pause in self.pauses for day in pause.days}

    @property
    def waits(self) -> Interval | None:
        """Return the wait for the customer that nothing has come back for, or `None`."""
        return waiting(self.pauses)

    @property
    def field_inquiry(self) -> Interval | None:
        """Return the field inquiry, over or not, or `None` where there was none."""
        return field_inquiry(self.pauses)


@dataclass(frozen=True)
class Dates:
    """The dates of a question, with why they are these: see `counted` and `skipped` of both.

    `safe_reply` (안심 회신일) and `limit` (처리기한) are what is counted now, `told_on` what the customer
    was told. `due_at` is what alerts go by, `told_at` what we are judged by; the instants are in UTC.
    """

    safe_reply: Deadline
    limit: Deadline
    told_on: date | None
    to_tell: date
    due_at: datetime
    told_at: datetime
    interim_at: datetime

    def is_over(self, now: datetime) -> bool:
        """Return whether the period is over."""
        return self.limit.is_over(now)


_LENGTHS = {
    Kind.QUESTION_SYSTEM: Length(7),
    Kind.QUESTION_LAW: Length(14),
    Kind.SUGGESTION: Length(14),
    Kind.GRIEVANCE: Length(7),
    Kind.OTHER: IMMEDIATELY,
}


def length_of(kind: Kind, days: int | None = None) -> Length:
    """Return the period of a kind, or of `days` where another rule sets it.

    Raises `BadInput` ("period", "out_of_range") for nothing and for more than half a year.
    """
    if days is None:
        return _LENGTHS[kind]
    if not 1 <= days <= LONGEST_PERIOD:
        raise BadInput("period", "out_of_range", f"1–{LONGEST_PERIOD}")
    return Length(days)


def check_arrival(arrived_at: datetime, *, now: datetime) -> datetime:
    """Return `arrived_at`, or raise `BadInput` ("arrived_at", "in_the_future")."""
    if arrived_at > now:
        raise BadInput("arrived_at", "in_the_future")
    return arrived_at


def dates_of(inquiry: Inquiry, calendar: WorkCalendar, settings: Settings) -> Dates:
    """Return every date of a question by the branch's rules; `CalendarEnds` past the holiday table.

    The one due is the earlier of both. An interim reply puts what we work towards on the date it names,
    but never past the law's limit; a date that the customer was told is never passed either, be a holiday
    added later as it may, or a field inquiry; only the days they took themselves to supplement are added.
    """
    safe_reply, limit = _both(inquiry, calendar, settings)
    to_tell = (safe_reply if settings.told_rule == Rule.CALENDAR else limit).due_on
    earlier = min(safe_reply.overdue_at, limit.overdue_at)
    due_at, told_at = earlier, _end_of(to_tell)
    if inquiry.length.unit is Unit.AT_ONCE:
        told_at = limit.overdue_at
    if inquiry.told_on is not None:
        told_at = _end_of(_with_waits(inquiry, inquiry.told_on, calendar))
        due_at = min(earlier, told_at)
    if inquiry.expected_on is not None:
        told_at = _end_of(_with_waits(inquiry, inquiry.expected_on, calendar))
        due_at = min(told_at, limit.overdue_at)
    interim_at = _interim_at(inquiry, safe_reply, limit, calendar)
    return Dates(safe_reply, limit, inquiry.told_on, to_tell, due_at, told_at, interim_at)


def missed_on(dates: Dates, *, now: datetime) -> date | None:
    """Return the day on which the answer was to be there and was not, or `None` while it is not past.

    It is the day that the customer was told last, later by what they took themselves; untold, the one owed.
    """
    return seoul(dates.told_at - timedelta.resolution).date() if now >= dates.told_at else None


def next_answer_on(dates: Dates, expected_on: date | None, calendar: WorkCalendar, *, today: date) -> date:
    """Return the day that an interim reply may name: the later of both dates, or the one it named before.

    Where that is no later than today it is a working day a week on.
    """
    known = max(dates.safe_reply.due_on, dates.limit.due_on, expected_on or date.min)
    return known if known > today else rolled(today + _A_WEEK, calendar)


def _both(inquiry: Inquiry, calendar: WorkCalendar, settings: Settings) -> tuple[Deadline, Deadline]:
    paused = inquiry.paused_days
    if inquiry.length.unit is Unit.AT_ONCE:
        at_once = deadline(inquiry.arrived_at, inquiry.length, Rule.IMMEDIATE, calendar, paused)
        return at_once, at_once
    both = reply_dates(
        inquiry.arrived_at,
        inquiry.length,
        calendar,
        after_hours_next_day=settings.after_hours_next_day,
        paused=paused,
    )
    return both.safe_reply, both.limit


def _with_waits(inquiry: Inquiry, told: date, calendar: WorkCalendar) -> date:
    """Return a date that was told, later by the days that the customer took since, on a working day.

    What they had been asked for before they were told stands in the date already, and what they are asked
    for once it has passed does not bring it back.
    """
    arrived_on = seoul(inquiry.arrived_at).date()
    since = inquiry.last_told or arrived_on
    waits = [each for each in inquiry.pauses if each.kind is PauseKind.SUPPLEMENT and each.asked_on >= since]
    moved = told
    for day in sorted(set().union(*(each.days for each in waits))):
        if arrived_on < day <= rolled(moved, calendar):  # each one may reach the next
            moved += ONE_DAY
    return rolled(moved, calendar) if moved > told else told


def _interim_at(inquiry: Inquiry, safe_reply: Deadline, limit: Deadline, calendar: WorkCalendar) -> datetime:
    """Return when 70 % of the period have run out: at nine on the last desk day up to then.

    Of working hours it is 70 % of these, if that comes first. Where an interim reply named a day past the
    law's limit, it is the morning of that day, or of the next desk day once it was sent: then the answer is
    there, or another one goes out.
    """
    if inquiry.expected_on is not None and _end_of(inquiry.expected_on) > limit.overdue_at:
        after = (inquiry.last_told or inquiry.expected_on - ONE_DAY) + ONE_DAY
        while not calendar.is_desk_day(after):
            after += ONE_DAY
        return seoul_at(max(inquiry.expected_on, after), _MORNING).astimezone(UTC)
    if inquiry.length.unit is Unit.AT_ONCE:
        return calendar.add_working_time(inquiry.arrived_at, AT_ONCE * _SHARE)
    by_days = _share_of_days(inquiry, safe_reply, calendar)
    if not isinstance(limit.due, datetime):
        return by_days
    hours = timedelta(hours=HOURS_A_DAY * inquiry.length.total)
    return min(by_days, calendar.add_working_time(inquiry.arrived_at, hours * _SHARE))


def _share_of_days(inquiry: Inquiry, safe_reply: Deadline, calendar: WorkCalendar) -> datetime:
    day = safe_reply.counted[ceil(len(safe_reply.counted) * _SHARE) - 1]
    arrived_on = seoul(inquiry.arrived_at).date()
    while day > arrived_on and not calendar.is_desk_day(day):
        day -= ONE_DAY
    morning = seoul_at(day, _MORNING).astimezone(UTC)
    return max(morning, calendar.next_opening(inquiry.arrived_at))


def progress_due(begun: datetime, count: int) -> datetime:
    """Return when the customer hears for the `count`-th time how far it is: every 30 days (영 제23조)."""
    return seoul_at(seoul(begun).date() + count * PROGRESS_EVERY, _MORNING).astimezone(UTC)


def marks(
    *, interim_at: datetime | None, waits_until: date | None, begun: datetime, progressed: int
) -> tuple[PlannedAlert, ...]:
    """Return what else is to speak of a question besides its dates, each meant for its moment.

    The interim reply, the end of the customer's time to supplement, and the next progress notices, of
    which `progressed` are past.
    """
    wanted = [] if interim_at is None else [PlannedAlert(INTERIM, Audience.OWNER, interim_at)]
    if waits_until is not None:
        morning = seoul_at(waits_until, _MORNING).astimezone(UTC)
        wanted.append(PlannedAlert(SUPPLEMENT, Audience.OWNER, morning))
    for count in range(progressed + 1, progressed + 4):
        level = f"{PROGRESS}{count * PROGRESS_EVERY.days}"
        wanted.append(PlannedAlert(level, Audience.OWNER, progress_due(begun, count)))
    return tuple(wanted)


# -- states ----------------------------------------------------------------------------------------


_FOLLOWS = {
    InquiryState.ACCEPTED: {InquiryState.RECEIVED},
    InquiryState.ANSWERED: {InquiryState.ACCEPTED},
    InquiryState.CLOSED: {InquiryState.ANSWERED},
    InquiryState.REFERRED: OPEN,
    InquiryState.WITHDRAWN: OPEN,
}


def turned(inquiry: Inquiry, state: InquiryState) -> Inquiry:
    """Return the question in another state, or raise `BadInput` ("inquiry", "wrong_state")."""
    if inquiry.state not in _FOLLOWS.get(state, frozenset()):
        raise BadInput("inquiry", "wrong_state", inquiry.state)
    return replace(inquiry, state=state)


def must_be_open(inquiry: Inquiry) -> None:
    """Raise `BadInput` ("inquiry", "wrong_state") where nothing is owed any more."""
    if inquiry.state not in OPEN:
        raise BadInput("inquiry", "wrong_state", inquiry.state)


def _end_of(day: date) -> datetime:
    return seoul_at(day + ONE_DAY, time.min).astimezone(UTC)
