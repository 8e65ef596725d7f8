"""The look: one set of tokens, the palette, the stylesheet, fonts and icons made from it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import Literal

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

Weight = Literal["regular", "semibold", "bold"]
Tone = Literal["danger", "warning", "success", "primary", "quiet"]

THEMES = ("light", "dark", "contrast")
TEXT_SIZES = range(100, 151, 10)  # per cent
FAMILY = "Pretendard"
SMALL, BODY, LEAD, TITLE, LARGE, HUGE, SAY = 12.5, 14.0, 15.0, 17.0, 20.0, 24.0, 23.0  # px at 100 %

# Every pair of (text, ground) the program draws; the test holds each to 4.5:1 in every theme.
PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "text_soft", "text_quiet") for ground in ("card", "surface")),
    *((text, ground) for text in ("text", "text_soft", "text_quiet") for ground in ("sunken", "hover")),
    *((text, "say_fill") for text in ("text", "text_quiet", "primary_text")),
    *((text, "slot_fill") for text in ("text", "text_quiet", "primary_text")),
    *((text, "primary_fill") for text in ("text", "text_soft", "text_quiet", "primary_text")),
    *((f"{tone}_text", "card") for tone in ("danger", "warning", "success", "primary")),
    *((f"{tone}_text", f"{tone}_fill") for tone in ("danger", "warning", "success")),
    *(("text", f"{tone}_fill") for tone in ("danger", "warning", "success")),
    *(("text_soft", f"{tone}_fill") for tone in ("danger", "warning", "success")),
    *((f"{tone}_text", "primary_fill") for tone in ("danger", "warning", "success")),
    ("primary_text", "sunken"),
    ("text_faint", "card"),
    ("on_primary", "primary"),
    ("on_primary", "primary_strong"),
    ("on_danger", "danger"),
    ("on_danger", "danger_strong"),
    ("success_text", "success_soft"),
    ("text", "selection"),
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """A theme's tokens and the text size, in per cent."""

    name: str
    colors: dict[str, str]
    text_size: int = 100


@cache
def tokens(name: str) -> dict[str, str]:
    """Return the tokens of the theme `name` (`light`, `dark`, `contrast`), each as `#rrggbb`."""
    source = files("resources") / "styles" / f"{name}.toml"
    colors: dict[str, str] = tomllib.loads(source.read_text("utf-8"))["colors"]
    return colors


_look = Look("light", tokens("light"))


def current() -> Look:
    """Return the look on screen now."""
    return _look


def apply(app: QApplication, name: str = "light", text_size: int = 100) -> None:
    """Dress the whole program in theme `name` at `text_size` per cent (100-150), now and at run time.

    Every widget receives a StyleChange event, upon which drawn widgets measure and draw themselves anew.
    """
    global _look  # noqa: PLW0603 - one screen has one look
    load_fonts()
    _look = Look(name, tokens(name), max(100, min(150, text_size)))
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setFont(font(BODY))
    app.setPalette(_palette())
    sheet = (files("resources") / "styles" / "desk.qss").read_text("utf-8")
    app.setStyleSheet(Template(sheet).substitute(_Sheet()))


@cache
def load_fonts() -> None:
    """Make the bundled Pretendard (Regular, SemiBold, Bold) known to Qt; needs a QGuiApplication."""
    for entry in (files("resources") / "fonts").iterdir():
        if entry.name.endswith(".otf"):
            QFontDatabase.addApplicationFontFromData(QByteArray(entry.read_bytes()))


def color(ink: str) -> QColor:
    """Return the colour of `ink` in the look on screen; raises KeyError for an unknown one."""
    return QColor(_look.colors[ink])


def px(length: float) -> int:
    """Return a length given in pixels at 100 %, grown with the text size."""
    return round(length * _look.text_size / 100)


def font(size: float = BODY, weight: Weight = "regular", *, tabular: bool = False) -> QFont:
    """Return Pretendard at `size` px (at 100 %), grown with the text size; `tabular` for compared figures."""
    made = QFont(FAMILY)
    made.setPointSizeF(points(size))
    made.setWeight(_WEIGHTS[weight])
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    tight = 0.02 if size >= TITLE else 0.01  # of an em, as drawn
    made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -tight * size * _look.text_size / 100)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def points(size: float) -> float:
    """Return the point size that shows `size` px (at 100 %) on this screen, grown with the text size."""
    screen = QGuiApplication.primaryScreen()
    dpi = screen.logicalDotsPerInchY() if screen else 96.0
    return size * _look.text_size / 100 * 72 / dpi


def icon(name: str, ink: str = "text_soft", size: int = 24) -> QIcon:
    """Return the Lucide icon `name` tinted with `ink`, crisp at one, two and three times the pixels.

    The tint is the look's of now: ask again on StyleChange, or draw with `draw_icon`.
    """
    made = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(QSize(size, size) * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_icon(painter, QRectF(0, 0, size * ratio, size * ratio), name, ink)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        made.addPixmap(pixmap)
    return made


def draw_icon(painter: QPainter, box: QRectF, name: str, ink: str, stroke: float = 1.8) -> None:
    """Draw the Lucide icon `name` into `box`, tinted with `ink`; `stroke` in 24ths of the box."""
    _renderer(name, _look.colors[ink], stroke).render(painter, box)


@cache
def _renderer(name: str, tint: str, stroke: float) -> QSvgRenderer:
    drawing = (files("resources") / "icons" / f"{name}.svg").read_text("utf-8")
    drawing = drawing.replace('stroke-width="2"', f'stroke-width="{stroke}"')
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", tint).encode()))


_WEIGHTS = {"regular": QFont.Weight.Normal, "semibold": QFont.Weight.DemiBold, "bold": QFont.Weight.Bold}


class _Sheet(dict[str, str]):
    """The names a stylesheet may use: a ink, `px38` (grows with the text), `pt12_5` (a text size)."""

    def __missing__(self, name: str) -> str:
        if name.startswith("px"):
            return f"{px(float(name[2:]))}px"
        if name.startswith("pt"):
            return f"{points(float(name[2:].replace('_', '.'))):.3f}pt"
        return _look.colors[name]


def _palette() -> QPalette:
    role = QPalette.ColorRole
    made = QPalette()
    for each, ink in (
        (role.Window, "surface"),
        (role.WindowText, "text"),
        (role.Base, "card"),
        (role.AlternateBase, "sunken"),
        (role.Text, "text"),
        (role.Button, "card"),
        (role.ButtonText, "text"),
        (role.BrightText, "danger_text"),
        (role.PlaceholderText, "text_quiet"),
        (role.Highlight, "selection"),
        (role.HighlightedText, "text"),
        (role.ToolTipBase, "card"),
        (role.ToolTipText, "text"),
        (role.Link, "primary_text"),
        (role.LinkVisited, "primary_text"),
        (role.Accent, "primary"),
        (role.Light, "card"),
        (role.Midlight, "border"),
        (role.Mid, "field_border"),
        (role.Dark, "text_quiet"),
        (role.Shadow, "text"),
    ):
        made.setColor(each, color(ink))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, color("disabled_text"))
    return made
