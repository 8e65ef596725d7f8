"""A table of small columns on paper: each cell its bar, and under it what the bar is of, in figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from desk_app.core.letter_looks import Side
from desk_app.gui.press import INKS, Face, Press, Row

Cell = tuple[float | None, str]
_NAMES = 0.33  # of the width
_HEAD = Face(7, ink="text_quiet", side=Side.CENTER)
_NAME = Face(8)
_FIGURE = Face(6.5, side=Side.CENTER)
_HIGH, _UNDER, _WIDE = 15.0, 10.0, 0.62


@dataclass(frozen=True)
class Series:
    """Rows of cells under `heads`: each its name and, a cell, a share from 0 to 1 with its words.

    A cell without a share has no bar and no ground, so that nothing looks like nought; on paper without
    colour a bar is told by its height and by its words.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def set_series(block: Series, press: Press, after: float) -> Iterator[Row]:
    """Yield the heads and a row for each name, all of them on one page under their heads."""
    names = press.width * _NAMES
    wide = (press.width - names) / max(1, len(block.heads))
    heads = [(head, _HEAD, names + at * wide, wide) for at, head in enumerate(block.heads)]
    yield from press.rows(*heads, keeps=True)
    yield press.rule(3)
    for row in block.rows:
        yield Row(_HIGH + _UNDER, partial(_draw, press, row, (names, wide)), keeps=row != block.rows[-1])
    yield Row(after, lambda _painter, _top: None)


def _draw(
    press: Press,
    cells_of: tuple[str, tuple[Cell, ...]],
    columns: tuple[float, float],
    painter: QPainter,
    top: float,
) -> None:
    (name, cells), (names, wide) = cells_of, columns
    scale = press.scale
    ground = top + _HIGH * scale
    for row in press.rows((name, _NAME, 0, names - 8)):
        row.draw(painter, ground - 6 * scale)
    for at, (share, words) in enumerate(cells):
        left = names + at * wide
        for row in press.rows((words, _FIGURE, left, wide)):
            row.draw(painter, ground + scale)
        if share is None:
            continue
        begin = (press.left + left + wide * (1 - _WIDE) / 2) * scale
        high = share * (_HIGH - 3) * scale
        painter.fillRect(QRectF(begin, ground - high, wide * _WIDE * scale, high), INKS["primary"])
        painter.setPen(QPen(INKS["text"], 0.6 * scale))
        painter.drawLine(QPointF(begin, ground), QPointF(begin + wide * _WIDE * scale, ground))
