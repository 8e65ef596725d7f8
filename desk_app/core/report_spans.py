"""The days a report is of, as they are chosen by name: this month, last month, this quarter, this year."""

from datetime import date, timedelta
from enum import StrEnum


class ReportSpan(StrEnum):
    """A span of days by its name; `OWN` is chosen day by day."""

    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_QUARTER = "this_quarter"
    THIS_YEAR = "this_year"
    OWN = "own"


def days_of(span: ReportSpan, today: date) -> tuple[date, date]:
    """Return first and last day of a span, both counted; what goes on now ends with `today`.

    `OWN` begins as this month, to be changed.
    """
    month = today.replace(day=1)
    if span is ReportSpan.LAST_MONTH:
        last = month - timedelta(days=1)
        return last.replace(day=1), last
    if span is ReportSpan.THIS_QUARTER:
        return month.replace(month=(today.month - 1) // 3 * 3 + 1), today
    return (month.replace(month=1) if span is ReportSpan.THIS_YEAR else month), today
