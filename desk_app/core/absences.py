"""Planned absences (휴가, 외근, 회의), once or again and again, and the times at which they fall."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from dateutil.rrule import rrule, rrulestr

from desk_app.core.clock import SEOUL, aware, seoul, seoul_at
from desk_app.core.errors import BadInput
from desk_app.core.holidays import ONE_DAY
from desk_app.core.staff import AWAY, Away, PresenceState
from desk_app.core.texts import fitting

LONGEST_ABSENCE = timedelta(days=366)
LONGEST_PRESENCE_NOTE = 80
_RULE = re.compile(
    r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;INTERVAL=[1-9]\d?)?"
    r"(;(BYDAY|BYMONTH|BYMONTHDAY|BYSETPOS|WKST)=[0-9A-Z,+-]+)*(;UNTIL=\d{8}T\d{6})?"
)


class Repeat(StrEnum):
    """How often an absence comes again: 한 번, 평일마다, 매주, 격주, 매월."""

    NONE = "none"
    WORKDAYS = "workdays"
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"


_RULES = {
    Repeat.WORKDAYS: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    Repeat.WEEKLY: "FREQ=WEEKLY",
    Repeat.BIWEEKLY: "FREQ=WEEKLY;INTERVAL=2",
    Repeat.MONTHLY: "FREQ=MONTHLY",
}


@dataclass(frozen=True)
class Absence:
    """A planned absence: its first time from `starts_at` to `ends_at`, and by `rrule` (RFC 5545) again.

    The rule counts on Seoul's clock, `UNTIL` included; `skipped` are the days on which it falls out.
    """

    id: int
    staff_id: int
    state: PresenceState
    note: str
    starts_at: datetime
    ends_at: datetime
    rrule: str = ""
    skipped: frozenset[date] = frozenset()
    version: int = 1

    @property
    def repeat(self) -> Repeat | None:
        """Return how often it comes again, or `None` for a rule that no choice on the screen makes."""
        if not self.rrule:
            return Repeat.NONE
        extra = ("UNTIL=", "BYMONTHDAY=", "BYSETPOS=")
        bare = ";".join(part for part in self.rrule.split(";") if not part.startswith(extra))
        return next((repeat for repeat, rule in _RULES.items() if rule == bare), None)

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it may fall, or `None` where it goes on."""
        until = next((part for part in self.rrule.split(";") if part.startswith("UNTIL=")), "")
        if until:
            return date.fromisoformat(until.removeprefix("UNTIL=")[:8])
        return None if self.rrule else seoul(self.starts_at).date()


def rule_for(repeat: Repeat, starts_at: datetime, last_day: date | None = None) -> str:
    """Return the RFC 5545 rule of a choice, up to and with `last_day`; the empty rule for once.

    What comes every month on a day that some months lack comes on the last day of those.
    """
    if repeat is Repeat.NONE:
        return ""
    rule, day = _RULES[repeat], seoul(starts_at).day
    if repeat is Repeat.MONTHLY and day > 28:
        rule += f";BYMONTHDAY={','.join(str(each) for each in range(28, day + 1))};BYSETPOS=-1"
    return rule if last_day is None else f"{rule};UNTIL={last_day:%Y%m%d}T235959"


def occurrences(absence: Absence, begin: datetime, end: datetime) -> tuple[Away, ...]:
    """Return the times of an absence that overlap [`begin`, `end`), in their order, skipped days left out."""
    length = absence.ends_at - absence.starts_at
    return tuple(
        Away(absence.state, starts_at, starts_at + length, absence.note)
        for starts_at in _starts(absence, begin - length, end)
        if begin < starts_at + length and starts_at < end
        if seoul(starts_at).date() not in absence.skipped
    )


def next_of(absence: Absence, now: datetime) -> Away | None:
    """Return the time that is going on at `now` or comes next within two years; `None` where none does."""
    begin, end = now, now + timedelta(days=7)
    while end <= now + 2 * LONGEST_ABSENCE:
        if found := occurrences(absence, begin, end):
            return found[0]
        begin, end = end, end + 2 * (end - begin)
    return None


def ends_for_good(absence: Absence) -> datetime | None:
    """Return the instant after which nothing of it is left, or `None` where it goes on without end."""
    if not absence.rrule:
        return absence.ends_at
    if absence.last_day is None:
        return None
    return seoul_at(absence.last_day, time(0)) + ONE_DAY + (absence.ends_at - absence.starts_at)


def checked(absence: Absence, now: datetime) -> Absence:
    """Return the absence as it is kept, or raise `BadInput` naming what is wrong with it.

    On `state`: `unknown` for what is no absence. On `starts_at`: `too_far` past a year from now. On
    `ends_at`: `not_after` where it ends before it begins, `too_long` past a year, `in_the_past` where all
    of it is over. On `rrule`: `not_a_rule`, `never` where it has no time, `overlaps` where it comes again
    before it has ended.
    """
    if absence.state not in AWAY:
        raise BadInput("state", "unknown", absence.state)
    length = absence.ends_at - absence.starts_at
    if length <= timedelta(0):
        raise BadInput("ends_at", "not_after")
    if length > LONGEST_ABSENCE:
        raise BadInput("ends_at", "too_long")
    if absence.rrule:
        _check_rule(absence, length)
    if absence.starts_at > now + LONGEST_ABSENCE:
        raise BadInput("starts_at", "too_far")
    if next_of(absence, now) is None:
        raise BadInput("ends_at", "in_the_past")
    return replace(absence, note=fitting("note", absence.note, LONGEST_PRESENCE_NOTE))


def skip(absence: Absence, on: date) -> Absence:
    """Return the absence without its time on `on`; `BadInput` on `day` (`no_absence`) where none begins."""
    begin = seoul_at(on, time(0))
    if not any(away.starts_at >= begin for away in occurrences(absence, begin, begin + ONE_DAY)):
        raise BadInput("day", "no_absence", on.isoformat())
    return replace(absence, skipped=absence.skipped | {on})


def _check_rule(absence: Absence, length: timedelta) -> None:
    if not _RULE.fullmatch(absence.rrule):
        raise BadInput("rrule", "not_a_rule", absence.rrule)
    start = _local(absence.starts_at)
    try:
        first = _rule(absence.rrule, start).after(start, inc=True)
        soon = _rule(absence.rrule, start).between(start, start + 2 * LONGEST_ABSENCE, inc=True)
    except ValueError as wrong:
        raise BadInput("rrule", "not_a_rule", absence.rrule) from wrong
    if first is None:
        raise BadInput("rrule", "never", absence.rrule)
    if any(after - before < length for before, after in pairwise(soon[:60])):
        raise BadInput("rrule", "overlaps", absence.rrule)


def _starts(absence: Absence, begin: datetime, end: datetime) -> Iterator[datetime]:
    if not absence.rrule:
        yield absence.starts_at
        return
    rule = _rule(absence.rrule, _local(absence.starts_at))
    for start in rule.between(_local(begin), _local(end), inc=True):
        yield _instant(start)


@lru_cache(maxsize=512)
def _rule(text: str, start: datetime) -> rrule:
    """Return a rule that remembers what it has counted: a daily one of some years is long to walk."""
    rule = rrulestr(text, dtstart=start, cache=True)
    assert isinstance(rule, rrule)  # no set of rules: `_RULE` has none
    return rule


def _local(instant: datetime) -> datetime:
    """Return Seoul's clock without its zone, as rules count."""
    return seoul(instant).replace(tzinfo=None)


def _instant(local: datetime) -> datetime:
    return aware(local.replace(tzinfo=SEOUL))
