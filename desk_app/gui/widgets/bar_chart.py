"""A few bars beside each other: each with its value above and its name below, heard as a list of values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.gui import theme
from desk_app.gui.widgets.flow import Flow, Run, layout

BarTone = Literal["quiet", "soft", "primary", "danger"]
FILLS: dict[BarTone, str] = {
    "quiet": "field_border", "soft": "primary_soft", "primary": "primary", "danger": "danger",
}  # fmt: skip
_GAP = 6.0
_WIDEST = 44.0
_SHARE = 0.55  # of its place that a bar takes


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its value (`None`: there is none, which is not nought), its tone.

    `said` is the value as it is written, `note` a faint line under the name: `13명 · 표본 적음`.
    """

    label: str
    value: float | None
    tone: BarTone = "quiet"
    said: str = ""
    note: str = ""

    @property
    def words(self) -> str:
        """Return the value as it is written above the bar."""
        return self.said or ("–" if self.value is None else f"{self.value:.1f}")


class BarChart(QWidget):
    """`BarChart(name, top=100)`: bars from nought up to `top`, shown by `set_bars`.

    A screen reader hears the name and then every bar with its value; where there are more than a few, put
    a table beside it. High contrast draws an edge round each bar.
    """

    def __init__(self, name: str, *, top: float = 100.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._top = top
        self._bars: tuple[Bar, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show `bars` from left to right."""
        self._bars = tuple(bars)
        told = [f"{bar.label} {bar.words} {bar.note}".strip() for bar in self._bars]
        self.setAccessibleDescription(", ".join(told))
        self.updateGeometry()
        self.update()

    def bars(self) -> tuple[Bar, ...]:
        """Return the bars shown."""
        return self._bars

    def sizeHint(self) -> QSize:
        """Return room for every bar with its words."""
        return QSize(max(1, len(self._bars)) * theme.px(84), theme.px(150))

    def minimumSizeHint(self) -> QSize:
        """Return the least in which bars of different height still look it."""
        return QSize(max(1, len(self._bars)) * theme.px(56), theme.px(120))

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew when theme or text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars on their ground line."""
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self.width() / len(self._bars)
        names = [_name(bar, place - 6) for bar in self._bars]
        above = _value(self._bars[0]).height + _GAP
        ground = self.height() - max(name.height for name in names) - _GAP
        for at, (bar, name) in enumerate(zip(self._bars, names, strict=True)):
            middle = (at + 0.5) * place
            high = self._height(bar, ground - above)
            wide = min(theme.px(_WIDEST), place * _SHARE)
            self._draw_bar(painter, bar, QRectF(middle - wide / 2, ground - high, wide, high))
            value = _value(bar)
            value.draw(painter, QPointF(middle - value.width / 2, ground - high - _GAP / 2 - value.height))
            for line in name.lines:
                Flow((line,)).draw(painter, QPointF(middle - line.width / 2, ground + _GAP))
        painter.fillRect(QRectF(0, ground, self.width(), 1), theme.color("border"))

    def _height(self, bar: Bar, most: float) -> float:
        share = 0.0 if bar.value is None else max(0.0, min(1.0, bar.value / self._top))
        return max(0.0, most * share)

    def _draw_bar(self, painter: QPainter, bar: Bar, box: QRectF) -> None:
        edged = theme.current().name == "contrast"
        painter.setPen(QPen(theme.color("text"), 1) if edged else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(FILLS[bar.tone]))
        radius = min(2.0, box.height() / 2)
        painter.drawRoundedRect(box, radius, radius)


def _value(bar: Bar) -> Flow:
    ink = {"primary": "primary_text", "danger": "danger_text"}.get(bar.tone, "text_quiet")
    weight: theme.Weight = "bold" if bar.tone in {"primary", "danger"} else "regular"
    return layout((Run(bar.words, theme.SMALL, weight, ink, tabular=True, leading=1.3),), 1e6)


def _name(bar: Bar, width: float) -> Flow:
    runs = [Run(bar.label, theme.SMALL, ink="text_quiet", leading=1.35)]
    if bar.note:
        runs += [Run("\n"), Run(bar.note, 11.5, ink="text_quiet", leading=1.35)]
    return layout(runs, width)
