"""The columns of a day and of a week: whose or which day, what stands in them, side by side where need be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import CalendarEnds
from desk_app.core.holidays import WorkCalendar
from desk_app.core.office import Topic
from desk_app.core.staff import Away, Person
from desk_app.usecases.agenda import AgendaRow

MIDNIGHT = 24 * 60


@dataclass(frozen=True)
class Shade:
    """A stretch of a day in which no desk is open, in minutes of the day; `name` is why, if it is named."""

    begins: int
    ends: int
    name: str = ""
    lunch: bool = False


@dataclass(frozen=True)
class Column:
    """One column: a day, whose (None: everybody's), and what stands in it."""

    day: date
    staff_id: int | None
    rows: tuple[AgendaRow, ...]
    absences: tuple[Away, ...]
    shades: tuple[Shade, ...]


def minute_of(instant: datetime, day: date) -> int:
    """Return the minute of `day` on Seoul's clock; before it 0, after it 1440."""
    there = seoul(instant)
    if there.date() != day:
        return 0 if there.date() < day else MIDNIGHT
    return there.hour * 60 + there.minute


def instant_of(day: date, minute: int) -> datetime:
    """Return the instant of a minute of `day` on Seoul's clock."""
    return seoul_at(day, time()) + timedelta(minutes=minute)


def shades_of(calendar: WorkCalendar, day: date, first: int, last: int) -> tuple[Shade, ...]:
    """Return where no desk is open between the minutes `first` and `last` of `day`."""
    try:
        closed = calendar.why_closed(day)
    except CalendarEnds:
        return ()
    if closed is not None:
        return (Shade(first, last, closed),)
    spans = [(_minute(span.opens), _minute(span.closes)) for span in calendar.hours.on(day)]
    made = [Shade(first, spans[0][0]), Shade(spans[-1][1], last)]
    made += [Shade(before[1], after[0], lunch=True) for before, after in pairwise(spans)]
    return tuple(shade for shade in made if shade.begins < shade.ends)


def hours_shown(calendar: WorkCalendar, days: Iterable[tuple[date, Sequence[AgendaRow]]]) -> tuple[int, int]:
    """Return the first and last minute to show: opening to closing, wider where an appointment lies outside.

    Whole hours. A week that is closed altogether is shown from nine to six.
    """
    begins, ends = [], []
    for day, rows in days:
        spans = calendar.hours.on(day)
        if spans:
            begins.append(_minute(spans[0].opens))
            ends.append(_minute(spans[-1].closes))
        begins += [minute_of(row.starts_at, day) for row in rows]
        ends += [minute_of(row.ends_at, day) for row in rows]
    first, last = min(begins, default=9 * 60), max(ends, default=18 * 60)
    return first // 60 * 60, min(MIDNIGHT, -(-last // 60) * 60)


def people_shown(
    people: Sequence[Person], topics: Sequence[Topic], rows: Iterable[AgendaRow], me: int
) -> tuple[Person, ...]:
    """Return who has a column: whoever is in charge of something, has an appointment, or is signed in."""
    wanted = {topic.assignee_id for topic in topics if not topic.retired}
    wanted |= {person_id for topic in topics if not topic.retired for person_id in topic.also}
    wanted |= {row.staff_id for row in rows} | {me}
    return tuple(person for person in people if person.id in wanted)


def day_columns(
    day: date,
    people: Sequence[Person],
    rows: Sequence[AgendaRow],
    absences: Mapping[int, Sequence[Away]],
    shades: tuple[Shade, ...],
) -> tuple[Column, ...]:
    """Return one column per person for `day`."""
    return tuple(
        Column(
            day,
            person.id,
            tuple(row for row in rows if row.staff_id == person.id and seoul(row.starts_at).date() == day),
            on_day(absences.get(person.id, ()), day),
            shades,
        )
        for person in people
    )


def on_day(absences: Iterable[Away], day: date) -> tuple[Away, ...]:
    """Return the absences that touch `day`."""
    begins, ends = seoul_at(day, time()), seoul_at(day, time()) + timedelta(days=1)
    return tuple(away for away in absences if away.starts_at < ends and away.ends_at > begins)


def lanes(rows: Sequence[AgendaRow]) -> dict[int, tuple[int, int]]:
    """Return, by appointment, its lane and the number of lanes where appointments stand side by side."""
    return {row_id: lane for each in clusters(rows) for row_id, lane in _side_by_side(each).items()}


def clusters(rows: Sequence[AgendaRow]) -> list[list[AgendaRow]]:
    """Return the appointments in groups that share a stretch of time, each by its beginning."""
    found: list[list[AgendaRow]] = []
    until: datetime | None = None
    for row in sorted(rows, key=lambda each: (each.starts_at, each.id)):
        if until is None or row.starts_at >= until:
            found.append([])
            until = row.ends_at
        found[-1].append(row)
        until = max(until, row.ends_at)
    return found


def _side_by_side(cluster: Sequence[AgendaRow]) -> dict[int, tuple[int, int]]:
    ends: list[datetime] = []
    lane_of: dict[int, int] = {}
    for row in cluster:
        lane = next((at for at, end in enumerate(ends) if end <= row.starts_at), len(ends))
        ends[lane : lane + 1] = [row.ends_at]
        lane_of[row.id] = lane
    return {row_id: (lane, len(ends)) for row_id, lane in lane_of.items()}


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
