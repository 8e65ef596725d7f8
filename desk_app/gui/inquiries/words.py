"""What the page calls things: ways in, kinds with their periods, states, reasons, days left, why a date."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from desk_app.core.clock import seoul
from desk_app.core.deadlines import Deadline, Length, Rule, Skipped, Unit
from desk_app.core.inquiries import Channel, Dates, ExtensionReason, InquiryState, Kind, length_of
from desk_app.core.letters import LetterKind
from desk_app.core.spoken import WEEKDAYS, say_left, short_when
from desk_app.gui import theme
from desk_app.gui.i18n import mark, tr

CHANNELS = {
    Channel.POST: mark("Post"),
    Channel.FAX: mark("Fax"),
    Channel.EMAIL: mark("E-mail"),
    Channel.WEB: mark("Website"),
    Channel.DESK: mark("Handed in at the desk"),
    Channel.PHONE: mark("Telephone call"),
}
KINDS = {
    Kind.QUESTION_SYSTEM: mark("Question on procedures"),
    Kind.QUESTION_LAW: mark("Question on the law"),
    Kind.SUGGESTION: mark("Suggestion"),
    Kind.GRIEVANCE: mark("Grievance"),
    Kind.OTHER: mark("Anything else"),
}
STATES: dict[InquiryState, tuple[str, theme.Tone]] = {
    InquiryState.RECEIVED: (mark("Not accepted yet"), "warning"),
    InquiryState.ACCEPTED: (mark("To be answered"), "primary"),
    InquiryState.ANSWERED: (mark("Answered"), "success"),
    InquiryState.CLOSED: (mark("Closed"), "quiet"),
    InquiryState.REFERRED: (mark("Passed to another agency"), "quiet"),
    InquiryState.WITHDRAWN: (mark("Withdrawn by the customer"), "quiet"),
}
REASONS = {
    ExtensionReason.COOPERATION: mark("Another agency must help"),
    ExtensionReason.SITE_CHECK: mark("Facts or a site must be checked"),
    ExtensionReason.FORCE_MAJEURE: mark("Force majeure"),
    ExtensionReason.SIMILAR: mark("A reason much like these"),
}
LETTERS = {
    LetterKind.RECEIPT: mark("Receipt"),
    LetterKind.INTERIM: mark("Interim reply"),
    LetterKind.EXTENSION: mark("Extension"),
    LetterKind.EXTENSION_CONSENT: mark("Consent"),
    LetterKind.REPLY: mark("Reply"),
    LetterKind.REFERRAL: mark("Referral"),
    LetterKind.SUPPLEMENT: mark("Supplement"),
}
NEAR = 1
"""So many days before it a date is near."""
_SATURDAY = 5


def kind_words(kind: Kind) -> str:
    """Return the kind with its period: `제도·절차 질의 · 7일`."""
    return f"{tr(KINDS[kind])} · {length_words(length_of(kind))}"


def length_words(length: Length) -> str:
    """Return a period as it is said: `7일`, `7일 + 5일`, `즉시 (3시간)`."""
    if length.unit is Unit.AT_ONCE:
        return tr("at once (3 working hours)")
    return " + ".join(tr("{count} days", count=each) for each in (length.count, *length.extensions))


def left_words(due_at: datetime, now: datetime) -> tuple[str, theme.Tone]:
    """Return how many days are left, or how late it is, and the tone of it."""
    if due_at <= now:
        return say_left(due_at, now), "danger"
    left = (last_day(due_at) - seoul(now).date()).days
    if left == 0:
        return tr("Today"), "warning"
    if left <= NEAR:
        return tr("Tomorrow"), "warning"
    return tr("{count} days", count=left), "primary"


def last_day(due_at: datetime) -> date:
    """Return the last day that is not late: what is due at midnight is due on the day before it."""
    return seoul(due_at - timedelta(microseconds=1)).date()


def figures(day: date, today: date) -> str:
    """Return a date in figures, with the year only where it is another one: `11.25`, `2027.01.04`."""
    year = "" if day.year == today.year else f"{day.year}."
    return f"{year}{day.month:02}.{day.day:02}"


def day_words(day: date, today: date) -> str:
    """Return a date in figures with its weekday: `11.25 (수)`."""
    return f"{figures(day, today)} ({WEEKDAYS[day.weekday()]})"


def due_words(deadline: Deadline, today: date) -> str:
    """Return when a period ends, with the hour where working hours are counted."""
    said = day_words(deadline.due_on, today)
    return f"{said} {seoul(deadline.due):%H:%M}" if isinstance(deadline.due, datetime) else said


def why_words(deadline: Deadline, today: date) -> str:
    """Return why a period ends when it does: how it is counted, the days counted, the days left out."""
    lines = [_rule_words(deadline)]
    if deadline.counted:
        first, last = deadline.counted[0], deadline.counted[-1]
        lines.append(
            tr(
                "Counted: {count} days, {first} to {last}",
                count=len(deadline.counted),
                first=day_words(first, today),
                last=day_words(last, today),
            )
        )
    last = max(deadline.counted, default=date.max)
    for said, skipped in (
        (mark("Not counted: {days}"), [each for each in deadline.skipped if each.on < last]),
        (mark("No day to end on: {days}"), [each for each in deadline.skipped if each.on >= last]),
    ):
        if skipped:
            lines.append(tr(said, days=", ".join(_together(skipped, today))))
    return "\n".join(lines)


def skipped_words(dates: Dates, today: date) -> str:
    """Return the holidays that a period passes over, weekends aside: why it is longer than it looks."""
    named = {each.on: each for each in dates.limit.skipped if each.on.weekday() < _SATURDAY}
    if not named:
        return ""
    days = ", ".join(_together([named[on] for on in sorted(named)], today))
    return tr("Not counted for the limit: {days}", days=days)


def _rule_words(deadline: Deadline) -> str:
    if deadline.rule is Rule.CALENDAR:
        return tr("Every day from the day after the arrival; an end on a holiday moves on.")
    if isinstance(deadline.due, datetime):
        return tr("Working hours from the arrival.")
    if deadline.rule is Rule.STATUTORY_NW:
        return tr("Working days, the day of arrival first; after hours the next one.")
    return tr("Working days, the day of arrival first.")


def _together(skipped: Iterable[Skipped], today: date) -> Iterable[str]:
    """Yield the days left out; those side by side for one reason in one line."""
    held: list[Skipped] = []
    for each in (*skipped, None):
        if held and (each is None or each.reason != held[-1].reason or (each.on - held[-1].on).days != 1):
            first, last = day_words(held[0].on, today), day_words(held[-1].on, today)
            days = first if len(held) == 1 else f"{first}–{last}"
            yield f"{days} {held[0].reason}"
            held = []
        if each is not None:
            held.append(each)


def at_words(at: datetime | None, now: datetime) -> str:
    """Return an instant for a fact: `11.18 (수) 09:20`, or a dash where it has not come."""
    if at is None:
        return "–"
    there = seoul(at)
    return f"{day_words(there.date(), seoul(now).date())} {there:%H:%M}"


def history_when(at: datetime, who: str, now: datetime) -> str:
    """Return when something was done and by whom."""
    return tr("{when} · {who}", when=short_when(at, now), who=who)
