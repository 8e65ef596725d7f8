"""The survey's rules: points become scores, scores a mean, and words lose what tells who wrote them."""

from datetime import date
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from desk_app.core.errors import BadInput
from desk_app.core.surveys import (
    guarded,
    months_back,
    read_baselines,
    score_of,
    tally_of,
)

SCORES = st.lists(st.sampled_from([0, 25, 50, 75, 100]), max_size=60)


def test_five_points_become_a_hundred() -> None:
    assert [score_of(points) for points in (5, 4, 3, 2, 1)] == [100, 75, 50, 25, 0]
    assert [round(score_of(points, 7), 1) for points in (7, 4, 1)] == [100.0, 50.0, 0.0]


@pytest.mark.parametrize("points", [0, 6, -1])
def test_points_that_are_not_offered_are_refused(points: int) -> None:
    with pytest.raises(BadInput) as refused:
        score_of(points)
    assert (refused.value.field, refused.value.problem) == ("points", "out_of_range")


@given(SCORES, SCORES)
def test_tallies_add_up_to_the_tally_of_all(some: list[int], others: list[int]) -> None:
    assert tally_of(some) + tally_of(others) == tally_of([*others, *some])


@given(SCORES)
def test_mean_and_spread_are_the_textbooks(scores: list[int]) -> None:
    tally = tally_of(scores)
    assert tally.mean == (pytest.approx(fmean(scores)) if scores else None)
    assert tally.spread == (pytest.approx(stdev(scores)) if len(scores) > 1 else None)


def test_a_few_are_marked() -> None:
    assert [tally_of([75] * count).is_small(30) for count in (0, 1, 29, 30)] == [False, True, True, False]


def test_the_months_go_back_over_a_new_year() -> None:
    assert months_back(date(2026, 2, 3), 3) == (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))


@pytest.mark.parametrize(
    ("word", "kept"),
    [
        ("친절했습니다", "친절했습니다"),
        ("010-2481-7736으로 전화 주세요", "***-****-****으로 전화 주세요"),
        ("900101-1234567", "******-*******"),
        ("메일은 kang.jh@example.com입니다", "메일은 ****.**@*******.***입니다".replace("@", "*")),
        ("10분 기다렸고 2번 물었습니다", "10분 기다렸고 2번 물었습니다"),
    ],
)
def test_a_word_is_kept_without_what_tells_who_wrote_it(word: str, kept: str) -> None:
    assert guarded(word) == kept


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.integers(1_000_000, 99_999_999_999))
def test_no_long_number_survives_in_a_word(text: str, number: int) -> None:
    assert str(number) not in guarded(f"{text} {number} {text}")


def test_a_word_too_long_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        guarded("가" * 301)
    assert (refused.value.field, refused.value.problem) == ("word", "too_long")


def test_the_base_lines_are_those_of_the_charter() -> None:
    lines = read_baselines(resources.read_text("surveys/baselines.toml"))
    assert [(line.year, line.score, line.grade) for line in lines] == [(2015, 82.8, ""), (2016, 91.4, "A")]
