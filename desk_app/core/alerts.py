"""When to speak up for a promise or a visit: planned once, kept as rows, spoken within desk hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.holidays import WorkCalendar
from desk_app.core.office import Settings
from desk_app.core.promises import OF_COMPLAINTS, Attempt, PromiseKind


class Audience(StrEnum):
    """Whom an alert speaks to: whoever has the promise in hand, or the supervisors as well."""

    OWNER = "owner"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True)
class PlannedAlert:
    """One alert; `level` names its place in the plan (`before_30`, `due`, `over_10`, `late_15`)."""

    level: str
    audience: Audience
    speaks_at: datetime


INTERIM, SUPPLEMENT, FIELD, PROGRESS, THIRD_TIME = "interim", "supplement", "field_", "progress_", "third"
"""The levels that speak of a written question besides its dates; see `core.inquiries.marks`."""


_BY_THE_DAY = OF_COMPLAINTS | {PromiseKind.REPLY, PromiseKind.REVIEW, PromiseKind.APOLOGY}


def plan(
    kind: PromiseKind,
    *,
    due_at: datetime,
    now: datetime,
    settings: Settings,
    calendar: WorkCalendar,
    marks: Sequence[PlannedAlert] = (),
) -> tuple[PlannedAlert, ...]:
    """Return the alerts of a promise due at `due_at`, in the order in which they speak.

    A warning whose moment has passed already is left out; the one at the hour and the supervisor's
    are always there. Moments outside desk hours move (see `speaking_time`); of several warnings that
    end up at the same moment only the last one stays. `marks` speak besides, whatever else does then.
    """
    by_the_day = kind in _BY_THE_DAY and seoul(due_at).time() == time.min
    wanted = _reply(due_at, settings) if by_the_day else _callback(due_at, settings)
    planned = _planned(wanted, due_at, now, calendar)
    for mark in marks:
        planned += _planned([(mark.level, mark.audience, mark.speaks_at)], due_at, now, calendar)
    return planned


def plan_visit(
    starts_at: datetime, *, now: datetime, settings: Settings, calendar: WorkCalendar
) -> tuple[PlannedAlert, ...]:
    """Return the alerts of an appointment in the order in which they speak: before it, and when nobody came.

    All of them speak to whoever receives the visitor; what has passed and its place in time are as in `plan`.
    """
    wanted = [
        (f"before_{minutes}" if minutes else "due", Audience.OWNER, starts_at - timedelta(minutes=minutes))
        for minutes in sorted(set(settings.appointment_alerts), reverse=True)
    ]
    late = settings.no_show_after
    wanted.append((f"late_{late}", Audience.OWNER, starts_at + timedelta(minutes=late)))
    return _planned(wanted, starts_at, now, calendar)


def _planned(
    wanted: list[tuple[str, Audience, datetime]], due_at: datetime, now: datetime, calendar: WorkCalendar
) -> tuple[PlannedAlert, ...]:
    by_moment: dict[tuple[datetime, Audience], PlannedAlert] = {}
    for level, audience, moment in wanted:
        if moment <= now and moment < due_at:
            continue
        speaks_at = speaking_time(moment, due_at=due_at, calendar=calendar)
        if speaks_at <= now and moment < due_at:
            continue
        by_moment[speaks_at, audience] = PlannedAlert(level, audience, speaks_at)
    return tuple(sorted(by_moment.values(), key=lambda alert: alert.speaks_at))


def speaking_time(moment: datetime, *, due_at: datetime, calendar: WorkCalendar) -> datetime:
    """Return when an alert meant for `moment` speaks: then, if a desk is open, else as near as it helps.

    What falls in the night waits for the next opening; but a warning that would then come after the
    hour it warns of speaks at the end of the desk day before.
    """
    day = seoul(moment).date()
    today = calendar.desk_day(day)
    if today is not None and today[0] <= moment < today[1]:
        return moment
    opening = calendar.next_opening(moment)
    if opening <= due_at or moment >= due_at:
        return opening
    return calendar.last_closing(moment) - timedelta(minutes=1)


def next_try(
    result: Attempt, *, now: datetime, due_at: datetime, settings: Settings, calendar: WorkCalendar
) -> datetime:
    """Return when to try again after `result`: soon, within desk hours, and before the hour if it can be met.

    Whole minutes, `retry_no_answer` or `retry_busy` of the branch away; a wrong number is tried again
    as soon as the right one is found, so it counts like a busy line.
    """
    soon = result in {Attempt.BUSY, Attempt.WRONG_NUMBER}
    wait = settings.retry_busy if soon else settings.retry_no_answer
    proposed = (now + timedelta(minutes=wait)).replace(second=0, microsecond=0)
    last_chance = (due_at - timedelta(minutes=settings.retry_busy)).replace(second=0, microsecond=0)
    if now < last_chance < proposed:
        proposed = last_chance
    spoken_at = speaking_time(proposed, due_at=due_at, calendar=calendar)
    return spoken_at if spoken_at > now else calendar.next_opening(proposed)


ARRIVED = "arrived"
"""The level of the alert that tells of somebody who has come; it is never planned."""

_BESIDES = (INTERIM, SUPPLEMENT, FIELD, PROGRESS, THIRD_TIME)
_ORDER = ("days_", "before_", "try_", "due", "over", "late_", ARRIVED)


def is_earlier(level: str, than: str) -> bool:
    """Return whether an alert of `level` says less than one of the level `than`: it need not speak again.

    What speaks besides the hour says something else, neither less nor more.
    """
    if level.startswith(_BESIDES) or than.startswith(_BESIDES):
        return False
    return _rank(level) < _rank(than)


def _rank(level: str) -> int:
    return next(place for place, prefix in enumerate(_ORDER) if level.startswith(prefix))


def _callback(due_at: datetime, settings: Settings) -> list[tuple[str, Audience, datetime]]:
    planned = [
        (f"before_{minutes}" if minutes else "due", Audience.OWNER, due_at - timedelta(minutes=minutes))
        for minutes in sorted({*settings.callback_alerts, 0}, reverse=True)
    ]
    over = settings.callback_supervisor_after
    planned.append((f"over_{over}", Audience.SUPERVISOR, due_at + timedelta(minutes=over)))
    return planned


def _reply(due_at: datetime, settings: Settings) -> list[tuple[str, Audience, datetime]]:
    """A reply is good until the end of its day, so its warnings speak at nine on the days before it."""
    last_day = seoul(due_at - timedelta(microseconds=1)).date()
    planned = [
        (f"days_{days}", Audience.OWNER, seoul_at(last_day - timedelta(days=days), time(9, 0)))
        for days in sorted(set(settings.reply_alerts_days), reverse=True)
    ]
    planned.append(("overdue", Audience.SUPERVISOR, due_at))
    return planned
