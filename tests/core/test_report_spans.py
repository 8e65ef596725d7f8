"""The named spans of a report, on days one can check by the calendar and on any other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.report_spans import ReportSpan, days_of


@pytest.mark.parametrize(
    ("span", "today", "first", "last"),
    [
        (ReportSpan.THIS_MONTH, date(2026, 11, 24), date(2026, 11, 1), date(2026, 11, 24)),
        (ReportSpan.LAST_MONTH, date(2026, 11, 24), date(2026, 10, 1), date(2026, 10, 31)),
        (ReportSpan.LAST_MONTH, date(2026, 1, 1), date(2025, 12, 1), date(2025, 12, 31)),
        (ReportSpan.THIS_QUARTER, date(2026, 11, 24), date(2026, 10, 1), date(2026, 11, 24)),
        (ReportSpan.THIS_QUARTER, date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        (ReportSpan.THIS_YEAR, date(2026, 11, 24), date(2026, 1, 1), date(2026, 11, 24)),
        (ReportSpan.OWN, date(2026, 11, 24), date(2026, 11, 1), date(2026, 11, 24)),
    ],
)
def test_a_span_by_its_name(span: ReportSpan, today: date, first: date, last: date) -> None:
    assert days_of(span, today) == (first, last)


@given(st.dates(date(2000, 1, 31), date(2099, 12, 31)))
def test_last_month_touches_this_one_and_each_span_lies_in_the_wider_one(today: date) -> None:
    month, quarter, year = (
        days_of(span, today)
        for span in (ReportSpan.THIS_MONTH, ReportSpan.THIS_QUARTER, ReportSpan.THIS_YEAR)
    )
    assert year[0] <= quarter[0] <= month[0] <= month[1] == quarter[1] == year[1] == today
    assert days_of(ReportSpan.LAST_MONTH, today)[1] + timedelta(days=1) == month[0]
