"""The sheet and its score: what does not apply is left out, and nothing but what was given counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.errors import BadInput
from desk_app.core.monitoring import (
    Item,
    Mark,
    Round,
    Stage,
    mark_from_dict,
    mark_to_dict,
    marked,
    round_of,
    score,
    to_monitor,
)
from desk_app.core.staff import Person, Role

FORM = (
    Item("greeting", Stage.WELCOME, "첫인사", 15),
    Item("listening", Stage.TALK, "경청", 10),
    Item("goodbye", Stage.CLOSE, "끝인사", 5),
)


@st.composite
def sheets(draw: st.DrawFn) -> list[Mark]:
    """Draw a sheet on which something applied."""
    mosts = draw(st.lists(st.integers(1, 30), min_size=1, max_size=12))
    points = [draw(st.none() | st.integers(0, most)) for most in mosts]
    at = draw(st.integers(0, len(mosts) - 1))
    points[at] = draw(st.integers(0, mosts[at]))
    return [
        Mark(Item(str(number), Stage.TALK, "", most), given)
        for number, (most, given) in enumerate(zip(mosts, points, strict=True))
    ]


@given(sheets())
def test_a_score_lies_on_100_and_is_that_of_what_applied_alone(marks: list[Mark]) -> None:
    whole = score(marks)
    assert 0 <= whole.value <= 100
    assert whole == score([mark for mark in marks if mark.points is not None])
    every = [Mark(mark.item, mark.item.points if mark.points is not None else None) for mark in marks]
    assert score(every).value == 100


@given(sheets(), st.integers(1, 30))
def test_taking_out_a_full_item_never_lifts_a_score_nor_an_empty_one_lowers_it(
    marks: list[Mark], most: int
) -> None:
    item = Item("more", Stage.WHOLE, "", most)
    without = score([*marks, Mark(item, None)]).value
    assert without == score(marks).value
    assert score([*marks, Mark(item, most)]).value >= without >= score([*marks, Mark(item, 0)]).value


def test_nothing_that_applied_is_no_score() -> None:
    with pytest.raises(BadInput) as none:
        score([Mark(item, None) for item in FORM])
    assert (none.value.field, none.value.problem) == ("marks", "nothing_applies")


@pytest.mark.parametrize(
    ("points", "problem"),
    [
        ({"greeting": 15, "listening": 10}, "unmarked"),
        ({"greeting": 16, "listening": 10, "goodbye": 5}, "too_many_points"),
        ({"greeting": -1, "listening": 10, "goodbye": 5}, "too_many_points"),
        ({"greeting": 15, "listening": 10, "goodbye": 5, "else": 1}, "unknown"),
    ],
)
def test_every_item_is_marked_within_its_points(points: dict[str, int | None], problem: str) -> None:
    with pytest.raises(BadInput) as wrong:
        marked(FORM, points)
    assert wrong.value.problem == problem


def test_a_mark_comes_back_as_it_was_kept() -> None:
    marks = marked(FORM, {"greeting": 15, "listening": None, "goodbye": 0})
    assert tuple(mark_from_dict(mark_to_dict(mark)) for mark in marks) == marks


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_round_holds_its_day_and_ends_in_june_or_december(day: date) -> None:
    this = round_of(day)
    assert this.first <= day <= this.last
    assert (this.last.month, this.last.day) in {(6, 30), (12, 31)}
    assert this.days_left(day) >= 0


def test_the_last_days_of_the_rounds() -> None:
    assert round_of(date(2026, 6, 30)) == Round(2026, 1)
    assert round_of(date(2026, 7, 1)) == Round(2026, 2)
    assert Round(2026, 2).days_left(date(2026, 11, 24)) == 37
    assert Round(2026, 2).days_left(date(2026, 12, 31)) == 0


def test_a_supervisor_is_monitored_where_another_one_can_do_it() -> None:
    handler, boss = Person(1, "가", "", Role.HANDLER), Person(2, "나", "", Role.SUPERVISOR)
    other = Person(3, "다", "", Role.SUPERVISOR)
    left = Person(4, "라", "", Role.SUPERVISOR, retired=True)
    assert to_monitor([handler, boss, left]) == (handler,)
    assert to_monitor([handler, boss, other, left]) == (handler, boss, other)
