"""What a figure of the charter says where rounding or an empty span would make it lie."""

import pytest
from PySide6.QtWidgets import QApplication

from desk_app.core.compliance import Count, MeasureKind
from desk_app.gui.management.words import say_figure, tone_of_rate
from desk_app.usecases.compliance import load_measures

RATE = next(one for one in load_measures() if one.kind is MeasureKind.RATE)
DAYS = next(one for one in load_measures() if one.kind is MeasureKind.DAYS)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (Count(0, 0), "해당 없음"),
        (Count(0, 3), "0.0%"),
        (Count(2, 3), "66.7%"),
        (Count(9999, 10000), "99.9%"),
        (Count(10000, 10000), "100.0%"),
    ],
)
def test_a_rate_is_whole_only_where_all_was_kept(dressed: QApplication, count: Count, said: str) -> None:
    assert say_figure(RATE, count) == said


def test_a_middle_of_nothing_is_nothing(dressed: QApplication) -> None:
    assert say_figure(DAYS, Count()) == "해당 없음"
    assert say_figure(DAYS, Count(0, 2, None)) == "적어서 보이지 않음"
    assert say_figure(DAYS, Count(0, 2, 3.0)) == "3일"


def test_the_tone_follows_the_number() -> None:
    assert [tone_of_rate(rate) for rate in (None, 0.0, 0.69, 0.7, 0.949, 0.95, 1.0)] == [
        "quiet", "danger", "danger", "warning", "warning", "success", "success",
    ]  # fmt: skip
