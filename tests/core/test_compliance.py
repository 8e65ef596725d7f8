"""What a rate is, which weeks, months and halves are counted, and that the data says what each measure is."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from desk_app.core.charter import read_clauses
from desk_app.core.compliance import (
    WEEKS,
    ComplianceLine,
    Count,
    Measure,
    MeasureKind,
    check_span,
    end_of_month,
    half_of,
    middle,
    months_ended,
    read_measures,
    weeks_to,
)
from desk_app.core.errors import BadInput

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
MEASURES = read_measures(resources.read_text("charter/measures.toml"))


def test_no_case_is_no_rate_and_never_all_of_them() -> None:
    assert Count().rate is None
    assert Count(0, 3).rate == 0.0
    assert Count(3, 3).rate == 1.0
    measure = Measure("I-2-3", "called_back", MeasureKind.RATE, "", "")
    assert ComplianceLine("I-2-3", measure, 0, 0, ()).rate is None
    assert ComplianceLine("I-2-3", measure, 1, 2, ()).rate == 0.5
    assert ComplianceLine("P-2", measure, None, 2, (), 7.5).rate is None


@given(DAYS)
def test_twelve_iso_weeks_end_with_the_last_day(last: date) -> None:
    weeks = weeks_to(last)
    assert len(weeks) == WEEKS
    assert weeks[-1][1] == last
    assert all(first.weekday() == 0 for first, _ in weeks)
    assert all(end + timedelta(days=1) == begin for (_, end), (begin, _) in pairwise(weeks))
    assert (weeks[-1][0] - weeks[0][0]).days == 7 * (WEEKS - 1)


@given(DAYS, st.integers(0, 900))
def test_a_month_ends_in_just_one_of_two_spans_that_meet(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    cut = first + timedelta(days=length // 2)
    whole = months_ended(first, last)
    assert whole == months_ended(first, cut) + months_ended(cut + timedelta(days=1), last)
    assert all(first <= end_of_month(month) <= last and month.day == 1 for month in whole)


@given(DAYS)
def test_a_half_year_is_six_months_that_hold_the_day(day: date) -> None:
    first, last = half_of(day)
    assert first <= day <= last
    assert last.month - first.month == 5
    assert (last + timedelta(days=1)).day == 1


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_a_middle_lies_among_its_lengths(lengths: list[float]) -> None:
    found = middle(lengths)
    assert found is not None
    assert min(lengths) - 0.05 <= found <= max(lengths) + 0.05


def test_the_middle_of_nothing_is_none() -> None:
    assert middle([]) is None


def test_a_span_that_ends_before_it_begins_or_never_is_refused() -> None:
    day = date(2026, 11, 24)
    check_span(day, day)
    with pytest.raises(BadInput, match="before_first"):
        check_span(day, day - timedelta(days=1))
    with pytest.raises(BadInput, match="too_far"):
        check_span(day, day + timedelta(days=4000))


def test_measures_are_of_clauses_in_the_charters_order_and_say_how_they_count() -> None:
    clauses = list(read_clauses(resources.read_text("charter/clauses.toml")))
    places = [clauses.index(measure.clause_id) for measure in MEASURES]
    assert places == sorted(places)
    assert len({measure.key for measure in MEASURES}) == len(MEASURES)
    assert all(
        measure.title and measure.how.endswith(("다.", "것.", "단계.", "방문.")) for measure in MEASURES
    )
