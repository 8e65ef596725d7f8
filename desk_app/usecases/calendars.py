"""The calendar every deadline and promise is counted on, read from the frozen holiday table."""

import json
from datetime import date
from functools import cache
from importlib.resources import files

from desk_app.core.holidays import Holiday, HolidayKind, WorkCalendar


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
