"""The days a branch counts differently: temporary holidays, withdrawn ones, closures; who said so."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from db.models import CalendarChange
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput, CalendarEnds, NotFound
from desk_app.core.holidays import DayChange
from desk_app.core.staff import SUPERVISORS
from desk_app.core.texts import filled
from desk_app.usecases.alert_rows import plan_open_again
from desk_app.usecases.calendars import base_calendar
from desk_app.usecases.executor import usecase
from desk_app.usecases.inquiry_dates import recount_open
from desk_app.usecases.office import office_of


@dataclass(frozen=True)
class ChangedDay:
    """One such change, with who made it and, where it was taken back, who did that."""

    id: int
    on: date
    change: DayChange
    name: str
    made_at: datetime
    made_by: str
    undone_at: datetime | None
    undone_by: str | None


@usecase(reads=True)
def list_changed_days(tx: Tx) -> tuple[ChangedDay, ...]:
    """Return every change of a day, the latest day first, with those that were taken back."""
    latest_first = (CalendarChange.on.desc(), CalendarChange.id.desc())
    rows = tx.session.scalars(sa.select(CalendarChange).order_by(*latest_first))
    return tuple(
        ChangedDay(r.id, r.on, DayChange(r.change), r.name, r.made_at, r.made_by, r.undone_at, r.undone_by)
        for r in rows
    )


@usecase(needs=SUPERVISORS)
def change_day(tx: Tx, *, on: date, change: DayChange, name: str) -> None:
    """Add a temporary holiday, take a holiday out, or close the branch for a day."""
    base = base_calendar()
    if not base.first_year <= on.year <= base.last_year:
        raise CalendarEnds(on, base.last_year)
    name = filled("day_name", name, 80)
    if change is DayChange.NO_HOLIDAY and on not in base.holidays:
        raise BadInput("day", "no_holiday", on.isoformat())
    if change is DayChange.HOLIDAY and on in base.holidays:
        raise BadInput("day", "already_holiday", base.holidays[on].name)
    made = {"made_at": tx.now, "made_by": tx.actor.title}
    if not tx.insert_if_new(CalendarChange, on_date=on, change=change, name=name, **made):
        raise BadInput("day", "already_changed", on.isoformat())
    tx.log_change("calendar", None, f"{change} {on.isoformat()} {name}")
    _count_anew(tx)


@usecase(needs=SUPERVISORS)
def undo_day(tx: Tx, *, change_id: int) -> None:
    """Take a change of a day back; the line stays, with who took it back."""
    row = tx.session.get(CalendarChange, change_id)
    if row is None or row.undone_at is not None:
        raise NotFound("CalendarChange")
    row.undone_at, row.undone_by = tx.now, tx.actor.title
    tx.log_change("calendar", row.id, f"undone {row.change} {row.on.isoformat()}")
    _count_anew(tx)


def year_to_add(now: datetime) -> int | None:
    """Return the year whose holidays supervisors must be asked for; `None` while the next two are there."""
    needed = seoul(now).year + 2
    return needed if needed > base_calendar().last_year else None


def _count_anew(tx: Tx) -> None:
    """Let open questions' dates and promises' alerts follow the calendar; what was told stays as it was."""
    tx.session.flush()
    tx.touch(Area.CALENDAR)
    office = office_of(tx)
    recount_open(tx, office)
    plan_open_again(tx, office)
