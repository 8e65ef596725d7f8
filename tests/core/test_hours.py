"""Office hours, split as an office likes."""

from datetime import date, time

import pytest

from desk_app.core.errors import BadInput
from desk_app.core.hours import AFTERNOON, MORNING, OfficeHours, Span

MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)


def test_the_usual_office_works_mornings_and_afternoons_from_monday_to_friday() -> None:
    hours = OfficeHours()
    assert hours.on(MONDAY) == (MORNING, AFTERNOON)
    assert hours.on(SATURDAY) == ()


def test_a_day_may_be_split_anyhow_and_is_kept_in_order() -> None:
    late, early, noon = Span(time(20), time(22)), Span(time(7), time(8, 30)), Span(time(8, 30), time(12))
    hours = OfficeHours.on_weekdays([0, 5], late, early, noon)
    assert hours.on(MONDAY) == (early, noon, late)
    assert hours.on(SATURDAY) == (early, noon, late)
    assert hours.on(date(2026, 11, 24)) == ()


@pytest.mark.parametrize(
    ("opens", "closes", "problem"), [(time(9), time(9), "empty"), (time(18), time(9), "inverted")]
)
def test_a_stretch_that_holds_no_time_is_refused(opens: time, closes: time, problem: str) -> None:
    with pytest.raises(BadInput) as refused:
        Span(opens, closes)
    assert (refused.value.field, refused.value.problem) == ("hours", problem)


def test_stretches_that_overlap_are_refused_with_both_named() -> None:
    with pytest.raises(BadInput) as refused:
        OfficeHours.on_weekdays([2], Span(time(12, 30), time(18)), Span(time(9), time(13)))
    assert refused.value.problem == "overlap"
    assert refused.value.value == "09:00–13:00, 12:30–18:00"


def test_a_week_has_seven_days() -> None:
    with pytest.raises(BadInput) as refused:
        OfficeHours(((MORNING,),) * 5)
    assert refused.value.problem == "not_a_week"
