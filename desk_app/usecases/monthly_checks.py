"""What a supervisor looks through once a month: the access log (`P-4`), and the open cases (영 제28조)."""

from datetime import date, datetime, time
from enum import StrEnum

import sqlalchemy as sa

from db.models import Change
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.compliance import end_of_month
from desk_app.core.errors import BadInput
from desk_app.core.staff import SUPERVISORS
from desk_app.core.surveys import month_of
from desk_app.usecases.executor import usecase


class MonthlyCheck(StrEnum):
    """What is looked through; the word stands in the change log."""

    ACCESS_LOG = "access_check"
    OPEN_CASES = "open_cases_check"


@usecase(needs=SUPERVISORS)
def note_check(tx: Tx, *, check: MonthlyCheck, month: date) -> None:
    """Note in the change log that the month of a day was looked through; anew where somebody did before.

    An access log is looked through once its month is over, open cases while it goes on. Raises `BadInput`
    on `month`: `in_the_future`, `not_over`.
    """
    today = seoul(tx.now).date()
    if month_of(month) > today:
        raise BadInput("month", "in_the_future")
    if check is MonthlyCheck.ACCESS_LOG and end_of_month(month) >= today:
        raise BadInput("month", "not_over")
    tx.log_change(check, month_number(month), f"{month:%Y-%m} checked")
    tx.touch(Area.OFFICE)


def months_checked(tx: Tx, check: MonthlyCheck, months: tuple[date, ...]) -> dict[date, datetime]:
    """Return when each of these months was looked through first; those that were not are not in it.

    An access log that was looked through before its month was over was not looked through.
    """
    if not months:
        return {}
    numbers = {month_number(month): month for month in months}
    rows = tx.connection.execute(
        sa.select(Change.subject_id, Change.at)
        .where(Change.subject == check.value, Change.subject_id.in_(numbers))
        .where(Change.at >= seoul_at(min(months), time.min))
        .order_by(Change.at)
    )
    found: dict[date, datetime] = {}
    for number, at in rows:
        month = numbers[number or 0]
        if check is MonthlyCheck.OPEN_CASES or seoul(at).date() > end_of_month(month):
            found.setdefault(month, at)
    return found


def month_number(month: date) -> int:
    """Return a month as one number, 202611: what the change log calls it by."""
    return month.year * 100 + month.month
