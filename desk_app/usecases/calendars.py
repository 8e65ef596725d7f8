"""The calendar every deadline and promise is counted on, read from the frozen holiday table."""

import json
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from desk_app.core.holidays import DayChange, Holiday, HolidayKind, WorkCalendar
from desk_app.core.hours import OfficeHours


@cache
def load_holidays() -> tuple[Holiday, ...]:
    """Return the frozen table of `resources/holidays` in order of date, one file a year."""
    return tuple(
        Holiday(
            date.fromisoformat(row["date"]),
            row["name"],
            HolidayKind(row["kind"]),
            row["source"],
            date.fromisoformat(row["checked_on"]),
        )
        for table in sorted(files("resources").joinpath("holidays").iterdir(), key=lambda file: file.name)
        if table.name.endswith(".json")
        for row in json.loads(table.read_text(encoding="utf-8"))
    )


@cache
def base_calendar() -> WorkCalendar:
    """Return the calendar without any branch's changes: the frozen table and the usual office hours."""
    table = load_holidays()
    return WorkCalendar({holiday.on: holiday for holiday in table}, table[0].on.year, table[-1].on.year)


@lru_cache(maxsize=8)
def calendar_with(hours: OfficeHours, changes: tuple[tuple[date, str, str], ...]) -> WorkCalendar:
    """Return the frozen table with a branch's hours and changes, each (day, kind of change, name)."""
    return base_calendar().with_changes(
        added=[
            Holiday(on, name, HolidayKind.TEMPORARY, "branch")
            for on, change, name in changes
            if change == DayChange.HOLIDAY
        ],
        removed=[on for on, change, _ in changes if change == DayChange.NO_HOLIDAY],
        closures={on: name for on, change, name in changes if change == DayChange.CLOSURE},
        hours=hours,
    )
