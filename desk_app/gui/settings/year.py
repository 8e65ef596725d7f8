"""The days of a year that count differently: the frozen table and the branch's changes, put together."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desk_app.core.errors import BadInput
from desk_app.core.holidays import DayChange, Holiday, HolidayKind
from desk_app.usecases.days import ChangedDay

_TYPED = re.compile(r"(?:(\d{4})\D+)?(\d{1,2})\D+(\d{1,2})\D*")
_RUN_TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)")


@dataclass(frozen=True)
class DayLine:
    """One line of the year: a public holiday, or a change that a supervisor made (`change`)."""

    on: date
    name: str
    kind: HolidayKind | DayChange
    source: str
    checked_on: date | None = None
    change: ChangedDay | None = None

    @property
    def key(self) -> tuple[date, int]:
        """Return what stays the same while lines come and go."""
        return self.on, self.change.id if self.change else 0


def lines_of(year: int, table: Sequence[Holiday], changes: Sequence[ChangedDay]) -> list[DayLine]:
    """Return the lines of `year` in order: the table's holidays and every change, taken back or not."""
    lines = [DayLine(h.on, h.name, h.kind, h.source, h.checked_on) for h in table if h.on.year == year]
    lines += [DayLine(c.on, c.name, c.change, c.made_by, change=c) for c in changes if c.on.year == year]
    return sorted(lines, key=lambda line: line.key)


def parse_day(text: str, now: datetime) -> date:
    """Return the date typed as 2026-12-31, 20261231, 12/31 or 12월 31일; without a year, this year's.

    `now` is on Seoul's clock. Raises `BadInput('day', …)`: `missing`, `not_a_date`.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        raise BadInput("day", "missing")
    found = _RUN_TOGETHER.fullmatch(plain) or _TYPED.fullmatch(plain)
    if found is None:
        raise BadInput("day", "not_a_date", text)
    year, month, day = found.groups()
    try:
        return date(int(year or now.year), int(month), int(day))
    except ValueError:
        raise BadInput("day", "not_a_date", text) from None
