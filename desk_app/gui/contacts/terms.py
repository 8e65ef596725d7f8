"""The words of a contact: its way, how it ended, the clause a step fulfils, an alert's plan."""

from datetime import datetime

from desk_app.core.alerts import Audience, PlannedAlert
from desk_app.core.charter import Clause
from desk_app.core.clock import seoul
from desk_app.core.contacts import Channel, Outcome
from desk_app.core.scripts import Step
from desk_app.core.spoken import WEEKDAYS, short_day, short_when
from desk_app.gui.i18n import mark, tr
from desk_app.usecases.contacts import Finished
from desk_app.usecases.scripts import load_clauses

CHANNELS = {Channel.PHONE: mark("Phone call"), Channel.VISIT: mark("Visit in person")}

OUTCOMES = {
    Outcome.CONNECTED: mark("Connected to the person in charge"),
    Outcome.DEPUTY: mark("A colleague took it on"),
    Outcome.ANSWERED: mark("Answered at once"),
    Outcome.CALLBACK: mark("Callback promised"),
    Outcome.VISIT_NEEDED: mark("A visit was arranged"),
    Outcome.OBJECTION: mark("Objection heard"),
    Outcome.REACHED: mark("Reached as promised"),
    Outcome.POSTPONED: mark("Promised anew"),
    Outcome.NO_ANSWER: mark("No answer"),
    Outcome.BUSY: mark("Line busy"),
    Outcome.WRONG_NUMBER: mark("Wrong number"),
    Outcome.SOMEONE_ELSE: mark("Somebody else answered"),
    Outcome.VOICEMAIL: mark("Voicemail"),
    Outcome.ENDED_FOR_ABUSE: mark("Ended for abuse"),
    Outcome.CALMED: mark("Calmed down"),
    Outcome.DESPAIR: mark("Cared for in despair"),
    Outcome.MISSED: mark("Missed call"),
    Outcome.UNFINISHED: mark("Ended early"),
}

_TIMES = {2: mark("second time"), 3: mark("third time"), 4: mark("fourth time"), 5: mark("fifth time")}


def channel_word(channel: Channel) -> str:
    """Return `전화` or `방문`."""
    return tr(CHANNELS[channel])


def outcome_word(outcome: Outcome) -> str:
    """Return how a contact ended."""
    return tr(OUTCOMES[outcome])


def nth(number: int) -> str:
    """Return `두 번째`, `세 번째`, …, from six on `6번째`."""
    return tr(_TIMES[number]) if number in _TIMES else tr("{number}th", number=number)


def clause_of(step: Step) -> Clause | None:
    """Return the first clause that a step fulfils."""
    return load_clauses().get(step.clauses[0]) if step.clauses else None


def day_and_time(at: datetime, now: datetime) -> str:
    """Return `오늘 (화) 17:00`, `11.27 (금) 10:00`: exact enough to be promised."""
    there, today = seoul(at), seoul(now).date()
    near = abs((there.date() - today).days) <= 1
    day = short_day(there.date(), today) if near else f"{there:%m.%d}"
    return f"{day} ({WEEKDAYS[there.weekday()]}) {there:%H:%M}"


def alerts_line(planned: tuple[PlannedAlert, ...], due_at: datetime, supervisor: str) -> str:
    """Return `알림 16:30 · 16:50 · 기한 지나면 지부장에게`, with the day where it is another one."""
    day = seoul(due_at).date()
    before = [seoul(a.speaks_at) for a in planned if a.audience is Audience.OWNER and a.speaks_at < due_at]
    times = [f"{at:%H:%M}" if at.date() == day else f"{at:%m.%d %H:%M}" for at in before]
    parts = [tr("Alerts {times}", times=" · ".join(times))] if times else [tr("Alert at the hour")]
    if any(alert.audience is Audience.SUPERVISOR for alert in planned):
        parts.append(tr("to {who} when overdue", who=supervisor))
    return " · ".join(parts)


def recorded_words(
    finished: Finished,
    promise_id: int | None,
    due_at: datetime | None,
    now: datetime,
    *,
    about_visit: bool = False,
) -> str:
    """Return what is said once a contact is recorded that was about `promise_id` and came to `due_at`.

    The promise of a call `about_visit` may be closed by what became of the visit in the call itself.
    """
    when = short_when(due_at, now) if due_at is not None and finished.promise_id is not None else ""
    if finished.promise_was_closed and finished.promise_id != promise_id:
        return tr("Recorded. A colleague had closed the promise, so {when} is a new one.", when=when)
    if finished.promise_was_closed and not about_visit:
        return tr("Recorded. A colleague had closed the promise meanwhile; it stays as it is.")
    return tr("Recorded. Call back by {when}.", when=when) if when else tr("Recorded.")
