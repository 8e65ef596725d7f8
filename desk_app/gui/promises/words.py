"""What the board calls things: kinds, groups, tries, people away, times owed, lines of history."""

from datetime import datetime, time, timedelta

from desk_app.core.board_groups import Group, group_of
from desk_app.core.clock import seoul
from desk_app.core.contacts import Outcome
from desk_app.core.korean import mask_name
from desk_app.core.phones import format_phone
from desk_app.core.promises import OF_COMPLAINTS, Attempt, PromiseKind, PromiseState
from desk_app.core.redress import ACTIONS
from desk_app.core.spoken import say_left, say_length, short_day, short_when
from desk_app.core.staff import Presence
from desk_app.gui import theme
from desk_app.gui.contacts.terms import OUTCOMES
from desk_app.gui.i18n import mark, tr
from desk_app.gui.office.presence import presence_word, say_deputy, say_state
from desk_app.gui.widgets.timeline import Event
from desk_app.usecases.board import BoardRow, PromiseDetail, PromiseLine

KINDS = {
    PromiseKind.CALLBACK: mark("Callback"),
    PromiseKind.REPLY: mark("Written reply"),
    PromiseKind.REMINDER: mark("Visit reminder"),
    PromiseKind.NO_SHOW: mark("Call about a missed visit"),
    PromiseKind.ACCEPT: mark("Question to accept"),
    PromiseKind.PASS_ON: mark("Question to pass on"),
    PromiseKind.REFER: mark("Question for another agency"),
    PromiseKind.CORRECTIVE: mark("Corrective action"),
    PromiseKind.APOLOGY: mark("Apology"),
    PromiseKind.FAST_LANE: mark("Fast lane"),
    PromiseKind.CAUTION: mark("Caution"),
    PromiseKind.TRAINING: mark("Training"),
    PromiseKind.PUBLIC_APOLOGY: mark("Public apology"),
    PromiseKind.OPINION: mark("Opinion to decide"),
    PromiseKind.REVIEW: mark("Guidance to review"),
}
OF_INQUIRIES = frozenset({PromiseKind.REPLY, PromiseKind.ACCEPT, PromiseKind.PASS_ON, PromiseKind.REFER})
FROM = {
    **dict.fromkeys(PromiseKind, mark("Open the contact")),
    **dict.fromkeys(OF_INQUIRIES, mark("Open the inquiry")),
    **dict.fromkeys((*OF_COMPLAINTS, PromiseKind.APOLOGY), mark("Open the complaint")),
    **dict.fromkeys((PromiseKind.REMINDER, PromiseKind.NO_SHOW), mark("Open the visit")),
    PromiseKind.REVIEW: mark("Open the guidance"),
}
"""What leads to where a promise comes from."""
GROUPS: dict[Group, tuple[str, theme.Tone]] = {
    Group.OVERDUE: (mark("Overdue"), "danger"),
    Group.WITHIN_HOUR: (mark("Within an hour"), "warning"),
    Group.TODAY: (mark("Today"), "primary"),
    Group.THIS_WEEK: (mark("This week"), "quiet"),
    Group.LATER: (mark("After that"), "quiet"),
}
ATTEMPTS = {
    Attempt.NO_ANSWER: mark("No answer"),
    Attempt.BUSY: mark("Line busy"),
    Attempt.WRONG_NUMBER: mark("Wrong number"),
    Attempt.SOMEONE_ELSE: mark("Somebody else answered"),
    Attempt.VOICEMAIL: mark("Voicemail"),
}
STATES: dict[PromiseState, tuple[str, theme.Tone]] = {
    PromiseState.KEPT: (mark("Kept"), "success"),
    PromiseState.KEPT_LATE: (mark("Kept late"), "warning"),
    PromiseState.WITHDRAWN: (mark("Withdrawn"), "quiet"),
}
_DONE_NOT_SAID = OF_COMPLAINTS | {PromiseKind.REVIEW, PromiseKind.FAST_LANE}
_LINES = {
    "kept": mark("The customer was reached"),
    "postponed": mark("Time changed"),
    "handed_over": mark("Handed over"),
    "withdrawn": mark("Promise withdrawn"),
    "alert_seen": mark("Alert seen"),
    "alert_snoozed": mark("Alert put off"),
}


def masked_customer(name: str, phone: str) -> str:
    """Return who it is as a visitor may see it: the masked name, or the end of the number without one."""
    if name:
        return tr("Customer {name}", name=mask_name(name))
    return tr("number ending {digits}", digits=phone[-4:]) if phone else ""


def whole_customer(name: str, phone: str) -> str:
    """Return who it is in full, for the open record."""
    return tr("Customer {name}", name=name) if name else format_phone(phone)


def listed_kind(kind: PromiseKind, *, alone: bool = False) -> str:
    """Return what is owed as a list says it, which a visitor may see: of a colleague's matter nothing more.

    `alone` where nothing is said beside it.
    """
    if kind not in ACTIONS:
        return tr(KINDS[kind])
    return tr("One staff matter") if alone else tr("Staff matter")


def about(row: BoardRow) -> str:
    """Return what it is about in one line: topic and what was asked; a colleague's matter is opened first."""
    if row.kind in ACTIONS:
        return tr("Open it to see more")
    asked = " ".join(row.summary.split())
    return " · ".join(part for part in (row.topic, asked) if part) or tr("Nothing noted")


def ago_words(at: datetime, now: datetime) -> str:
    """Return how long ago something happened: just now, minutes and hours on the day, else the days."""
    passed = seoul(now) - seoul(at)
    if passed < timedelta(minutes=1):
        return tr("just now")
    days = (seoul(now).date() - seoul(at).date()).days
    return tr(
        "{length} ago",
        length=say_length(passed) if passed < timedelta(days=1) else tr("{count} days", count=days),
    )


def due_words(due_at: datetime, now: datetime) -> tuple[str, theme.Tone]:
    """Return when it is due as the board says it, and the tone of its group."""
    group = group_of(due_at, now)
    tone = GROUPS[group][1]
    if group in {Group.OVERDUE, Group.WITHIN_HOUR}:
        return say_left(due_at, now), tone
    if group is Group.TODAY:
        return (
            tr("within today") if _ends_a_day(due_at) else tr("by {when}", when=f"{seoul(due_at):%H:%M}")
        ), tone
    return short_due(due_at, now), tone


def short_due(due_at: datetime, now: datetime) -> str:
    """Return 'today 17:00' in the language on screen; what ends with a day is named by that day."""
    if _ends_a_day(due_at):
        return short_day(seoul(due_at - timedelta(microseconds=1)).date(), seoul(now).date())
    return short_when(due_at, now)


def _ends_a_day(due_at: datetime) -> bool:
    return seoul(due_at).time() == time(0)


def away_words(presence: Presence, now: datetime) -> str:
    """Return why somebody is away and until when, or nothing for somebody who is here."""
    word, dot = presence_word(presence, now)
    return word if dot == "away" else ""


def away_briefly(presence: Presence, now: datetime) -> str:
    """Return the same in the little room of a list: '외근 ~15:30', '교육 ~11/25'."""
    presence = presence.at(now)
    if not presence.is_away:
        return ""
    word = say_state(presence.state)
    if presence.back_at is None:
        return word
    back = seoul(presence.back_at)
    return f"{word} ~{back:%H:%M}" if back.date() == seoul(now).date() else f"{word} ~{back.month}/{back.day}"


def deputy_words(deputy: str) -> str:
    """Return who acts for somebody who is away, `대행 정다은`, or nothing where nobody does."""
    return say_deputy(deputy.rpartition(" ")[0] or deputy)


def progress_words(row: BoardRow, now: datetime) -> str:
    """Return how far it is: how often tried, how the last try ended, when the next one is."""
    parts = []
    if row.attempts:
        parts.append(tr("tried {count} times", count=row.attempts))
        if row.last_attempt:
            parts.append(tr(ATTEMPTS[Attempt(row.last_attempt)]))
    elif row.kind is PromiseKind.CALLBACK:
        parts.append(tr("not called yet"))
    if row.next_try_at and row.next_try_at > now:
        parts.append(tr("again {when}", when=_clock_or_day(row.next_try_at, now)))
    if row.told_at != row.due_at:
        parts.insert(0, tr("customer not told"))
    return " · ".join(parts)


def _clock_or_day(instant: datetime, now: datetime) -> str:
    same_day = seoul(instant).date() == seoul(now).date()
    return f"{seoul(instant):%H:%M}" if same_day else short_when(instant, now)


def history(detail: PromiseDetail, now: datetime) -> list[Event]:
    """Return the lines of a promise's history, the oldest first."""
    return [_event(detail, line, now) for line in detail.history]


def _event(detail: PromiseDetail, line: PromiseLine, now: datetime) -> Event:
    when = tr("{when} · {who}", when=short_when(line.at, now), who=line.who)
    title, said = _LINES.get(line.what, ""), [line.detail]
    due = short_due(line.due_at, now) if line.due_at else ""
    if line.what == "made":
        title = tr("Promise: {kind}", kind=tr(KINDS[detail.kind]))
        return Event(title, when, tr("by {when} · in charge {who}", when=due, who=line.to))
    if line.what == "kept" and detail.kind in _DONE_NOT_SAID:
        title = mark("What was owed is done")
    elif line.what in OUTCOMES and line.what not in _LINES:
        title = OUTCOMES[Outcome(line.what)]
    elif line.what.startswith("attempt_"):
        title = ATTEMPTS[Attempt(line.what.removeprefix("attempt_"))]
        said.append(tr("next try {when}", when=due))
    elif line.what == "postponed":
        told = tr("the customer was told") if line.told else tr("the customer was not told")
        said = [tr("by {when}", when=due), told, line.detail]
    elif line.what == "handed_over":
        said.insert(0, tr("to {who}", who=line.to))
    elif line.what == "alert_seen":
        said = []
    elif line.what == "alert_snoozed":
        said = [tr("again {when}", when=due)]
    return Event(tr(title), when, " · ".join(part for part in said if part))
