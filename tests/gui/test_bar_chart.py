"""Bars as they are heard and as they stand: high where the value is high, absent where there is none."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.gui import theme
from desk_app.gui.widgets.bar_chart import Bar, BarChart


def chart(qtbot: QtBot, *bars: Bar) -> BarChart:
    made = BarChart("고객만족도")
    qtbot.addWidget(made)
    made.set_bars(bars)
    made.resize(100 * len(bars), 200)
    made.show()
    return made


def height(made: BarChart, number: int, ink: str) -> int:
    """Return how many px of a column through the middle of a bar are in its colour."""
    image, wanted = made.grab().toImage(), theme.color(ink)
    return sum(image.pixelColor(number * 100 + 50, y) == wanted for y in range(image.height()))


def test_a_screen_reader_hears_every_bar_with_its_value(qtbot: QtBot, dressed: QApplication) -> None:
    made = chart(qtbot, Bar("2016", 91.4, note="A등급"), Bar("이번 달", None), Bar("약속", 7, said="7건"))
    assert made.accessibleName() == "고객만족도"
    assert made.accessibleDescription() == "2016 91.4 A등급, 이번 달 –, 약속 7건"


def test_bars_are_as_high_as_their_values(qtbot: QtBot, dressed: QApplication) -> None:
    made = chart(qtbot, Bar("다", 100, "primary"), Bar("반", 50, "primary"), Bar("없음", None, "primary"))
    full, half, none = (height(made, number, "primary") for number in range(3))
    assert full > 90
    assert half == pytest.approx(full / 2, abs=2)
    assert none == 0
    made.set_bars([Bar("넘침", 250, "primary")])
    assert made.bars()[0].label == "넘침"
    made.resize(100, 200)
    assert height(made, 0, "primary") == full  # never higher than there is room
