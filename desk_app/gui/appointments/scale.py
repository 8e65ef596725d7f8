"""Where the columns and hours of the day lie on the grid, and how its ground is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPen

from desk_app.gui import theme
from desk_app.gui.appointments.columns import Column, Shade
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.flow import Run, layout

GUTTER, TOP, HOUR, NARROWEST = 56, 10, 50, 84  # px at 100 %


@dataclass(frozen=True)
class Scale:
    """The grid's measure: its size in px, its columns, and the minutes of the day it shows."""

    width: int
    height: int
    columns: int
    first: int
    last: int

    @property
    def left(self) -> int:
        """Return where the columns begin."""
        return theme.px(GUTTER)

    @property
    def wide(self) -> float:
        """Return the width of a column."""
        return max(1.0, (self.width - self.left) / max(1, self.columns))

    @property
    def high(self) -> float:
        """Return the height of a minute."""
        return (self.height - 2 * theme.px(TOP)) / max(60, self.last - self.first)

    def x_of(self, column: int) -> float:
        """Return the left edge of a column."""
        return self.left + column * self.wide

    def y_of(self, minute: int) -> float:
        """Return the height at which a minute of the day lies; what is not shown lies at an edge."""
        return theme.px(TOP) + (max(self.first, min(minute, self.last)) - self.first) * self.high

    def column_under(self, x: int) -> int:
        """Return the column at a place across."""
        return max(0, min(int((x - self.left) / self.wide), self.columns - 1))

    def minute_at(self, y: int, step: int) -> int:
        """Return the minute of the day at a height, on the nearest whole `step`."""
        return round((self.first + (y - theme.px(TOP)) / self.high) / step) * step

    def box(self, column: int, begins: int, ends: int, lane: tuple[int, int] = (0, 1)) -> QRect:
        """Return the place of a block in a column, in one of the lanes of those side by side."""
        at, lanes = lane
        room = (self.wide - theme.px(8)) / lanes
        left = self.x_of(column) + theme.px(4) + at * room
        top, bottom = self.y_of(begins), self.y_of(ends)
        return QRectF(
            left, top + 1, max(4.0, room - (2 if lanes > 1 else 0)), max(8.0, bottom - top - 2)
        ).toRect()


def least_height(first: int, last: int) -> int:
    """Return the height under which the hours would be too low to read."""
    return round((last - first) / 60 * theme.px(HOUR)) + 2 * theme.px(TOP)


def least_width(columns: int) -> int:
    """Return the width under which names would be cut."""
    return theme.px(GUTTER) + columns * theme.px(NARROWEST)


def draw_ground(painter: QPainter, scale: Scale, columns: Sequence[Column]) -> None:
    """Draw the shaded stretches, the hours and the lines between columns."""
    for at, column in enumerate(columns):
        for shade in column.shades:
            top, bottom = scale.y_of(shade.begins), scale.y_of(shade.ends)
            painter.fillRect(QRectF(scale.x_of(at), top, scale.wide, bottom - top), theme.color("sunken"))
    painter.setPen(QPen(theme.color("border"), 1))
    for hour in range(scale.first, scale.last + 1, 60):
        y = round(scale.y_of(hour)) + 0.5
        painter.drawLine(QPointF(scale.left, y), QPointF(scale.width, y))
        if hour < scale.last or scale.last == 24 * 60:
            said = layout((Run(f"{hour // 60:02}:00", theme.SMALL, ink="text_quiet", tabular=True),), 1e6)
            said.draw(painter, QPointF(0, y + 8 - said.height / 2))
            painter.setPen(QPen(theme.color("border"), 1))
    for at in range(len(columns)):
        x = round(scale.x_of(at)) + 0.5
        painter.drawLine(QPointF(x, scale.y_of(scale.first)), QPointF(x, scale.y_of(scale.last)))
    for at, column in enumerate(columns):
        for shade in column.shades:
            if _is_named(columns, at, shade):
                _draw_name(painter, scale, at, shade, wide=columns[at + 1 : at + 2])


def _is_named(columns: Sequence[Column], at: int, shade: Shade) -> bool:
    """Return whether the word stands here: only at the first of the same stretches side by side."""
    return bool(shade.name or shade.lunch) and (at == 0 or shade not in columns[at - 1].shades)


def _draw_name(painter: QPainter, scale: Scale, at: int, shade: Shade, *, wide: Sequence[Column]) -> None:
    """Draw why the desk is closed; the words run on where the next column is closed as well."""
    columns = 2 if any(shade in column.shades for column in wide) else 1
    text = shade.name or tr("Lunch {span}", span=_span(shade))
    flow = layout((Run(text, theme.SMALL, ink="text_quiet", leading=1.3),), scale.wide * columns - 16, 1)
    flow.draw(painter, QPointF(scale.x_of(at) + 9, scale.y_of(shade.begins) + 5))


def _span(shade: Shade) -> str:
    begins, ends = divmod(shade.begins, 60), divmod(shade.ends, 60)
    return f"{begins[0]:02}:{begins[1]:02}–{ends[0]:02}:{ends[1]:02}"
