"""Planned absences in words: what, from when until when, how often."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from desk_app.core.absences import Absence, Repeat
from desk_app.core.clock import seoul
from desk_app.core.staff import Away
from desk_app.gui.i18n import mark, tr
from desk_app.gui.settings.days import WEEKDAYS, say_day
from desk_app.gui.settings.spans import midnight_after

_ONE_DAY = timedelta(days=1)
REPEATS = {
    Repeat.NONE: mark("Once"),
    Repeat.WORKDAYS: mark("Every weekday"),
    Repeat.WEEKLY: mark("Weekly"),
    Repeat.BIWEEKLY: mark("Every other week"),
    Repeat.MONTHLY: mark("Monthly"),
}


def say_away(away: Away, opening_after: Callable[[date], datetime]) -> str:
    """Return from when until when: `11. 26. (목) 14:00–16:00`, `12. 1. (화) ~ 12. 4. (금) 11:00`.

    Whole days are the days alone, also where that one is back at `opening_after` the last of them.
    """
    begins, ends = seoul(away.starts_at), seoul(away.ends_at)
    from_day = say_day(begins.date())
    if begins.date() == ends.date():
        return f"{from_day} {begins:%H:%M}–{ends:%H:%M}"
    last = _last_whole_day(begins, ends, opening_after)
    if last == begins.date():
        return from_day
    until = _moment(ends) if last is None else say_day(last)
    return tr("{begins} to {ends}", begins=_moment(begins), ends=until)


def say_repeat(absence: Absence) -> str:
    """Return how often it comes again: `매주 (목), 12. 31. (목)까지`; nothing for once."""
    if not absence.rrule:
        return ""
    word = tr(REPEATS[absence.repeat]) if absence.repeat else tr("By a rule")
    if absence.repeat in {Repeat.WEEKLY, Repeat.BIWEEKLY}:
        word = f"{word} ({tr(WEEKDAYS[seoul(absence.starts_at).weekday()])})"
    if absence.last_day is None:
        return word
    return tr("{often}, until {day}", often=word, day=say_day(absence.last_day))


def _last_whole_day(
    begins: datetime, ends: datetime, opening_after: Callable[[date], datetime]
) -> date | None:
    """Return the last day of an absence of whole days; one over a weekend ends before it."""
    day = ends.date() - _ONE_DAY
    if begins.time() != time(0) or ends not in {midnight_after(day), opening_after(day)}:
        return None
    while day > begins.date() and opening_after(day - _ONE_DAY) == ends:
        day -= _ONE_DAY
    return day


def _moment(at: datetime) -> str:
    day = say_day(at.date())
    return day if at.time() == time(0) else f"{day} {at:%H:%M}"
