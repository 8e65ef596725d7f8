"""The look: everything can be read, in every theme and at every text size."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk_app.gui import theme
from desk_app.gui.widgets.labels import Words


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2 of `#rrggbb`."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(("text", "ground"), theme.PAIRS)
def test_every_text_stands_out_from_its_ground(name: str, text: str, ground: str) -> None:
    tokens = theme.tokens(name)
    assert _contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("name", theme.THEMES)
def test_the_focus_ring_is_seen_on_every_ground(name: str) -> None:
    tokens = theme.tokens(name)
    for ground in ("card", "surface", "sunken", "primary_fill"):
        assert _contrast(tokens["focus"], tokens[ground]) >= 3


def test_high_contrast_is_high() -> None:
    tokens = theme.tokens("contrast")
    for text, ground in theme.PAIRS:
        assert _contrast(tokens[text], tokens[ground]) >= 7, (text, ground)


@pytest.mark.parametrize("name", theme.THEMES)
def test_themes_have_the_same_tokens(name: str) -> None:
    assert theme.tokens(name).keys() == theme.tokens("light").keys()


def test_a_theme_and_a_text_size_are_changed_while_the_program_runs(
    dressed: QApplication, qtbot: QtBot
) -> None:
    words = Words("연락처와 시각을 정합니다")
    qtbot.addWidget(words)
    words.show()
    before = words.sizeHint()
    try:
        theme.apply(dressed, "dark", 150)
        assert dressed.palette().window().color() == theme.color("surface")
        assert theme.color("card").lightness() < 80
        assert words.sizeHint().height() == pytest.approx(before.height() * 1.5, abs=1)
        assert words.sizeHint().width() == pytest.approx(before.width() * 1.5, rel=0.05)
    finally:
        theme.apply(dressed)
    assert words.sizeHint() == before


def test_the_bundled_font_is_what_is_drawn(dressed: QApplication, qtbot: QtBot) -> None:
    label = QLabel("가")
    qtbot.addWidget(label)
    assert label.fontInfo().family() == "Pretendard"


@pytest.mark.parametrize("size", [16, 24])
def test_icons_are_tinted_and_crisp_on_sharp_screens(dressed: QApplication, size: int) -> None:
    icon = theme.icon("phone", "primary", size)
    for ratio in (1.0, 2.0):
        pixmap = icon.pixmap(icon.availableSizes()[0], ratio)
        image = pixmap.toImage()
        assert image.width() == size * ratio
        solid = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert solid == {theme.tokens("light")["primary"]}
