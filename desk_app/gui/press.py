"""Type set in lines for one device: lines that break between words, rows that a page never cuts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintDevice, QPainter, QPen

from desk_app.core.letter_looks import Side
from desk_app.gui import theme

INKS = {name: QColor(theme.tokens("light")[name]) for name in ("text", "text_quiet", "primary", "border")}


@dataclass(frozen=True)
class Face:
    """Letters and the side that their lines stand on; `leading` is the height of a line to theirs."""

    size: float
    weight: QFont.Weight = QFont.Weight.Normal
    ink: str = "text"
    leading: float = 1.5
    side: Side = Side.LEFT


@dataclass(frozen=True)
class Row:
    """One line, never cut by the end of a page; `keeps` holds it on the page of the row that follows."""

    height: float
    draw: Callable[[QPainter, float], None]
    keeps: bool = False


class Press:
    """Sets text for one device: fonts and lengths are asked for in points."""

    def __init__(self, device: QPaintDevice, left: float, width: float) -> None:
        self.scale = device.logicalDpiX() / 72
        self.left = left
        self.width = width
        self._device = device

    def font(self, face: Face) -> QFont:
        """Return the bundled font as this device draws it."""
        made = QFont(theme.FAMILY)
        made.setPointSizeF(face.size)
        made.setWeight(face.weight)
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100)  # else the screen's is lent
        made.setFeature(QFont.Tag("calt"), 0)  # its dash between digits cannot be copied out of a PDF
        return made

    def wide(self, text: str, face: Face) -> float:
        """Return the width of a line."""
        return QFontMetricsF(self.font(face), self._device).horizontalAdvance(text) / self.scale

    def rows(
        self, *cells: tuple[str, Face, float, float], after: float = 0, keeps: bool = False
    ) -> Iterator[Row]:
        """Yield a row for every line of cells side by side: each a text, its face, left edge and width."""
        step = max(face.size * face.leading for _text, face, _left, _width in cells)
        columns = [tuple(self._lines(text, face, width)) for text, face, _left, width in cells]
        count = max(map(len, columns))
        for at in range(count):
            drawn = [
                (column[at], face, left + self._indent(column[at], face, width))
                for column, (_text, face, left, width) in zip(columns, cells, strict=True)
                if at < len(column) and column[at]
            ]
            height = step if at + 1 < count else step + after
            yield Row(height, partial(self._draw, drawn, step * 0.72), keeps)

    def _indent(self, line: str, face: Face, width: float) -> float:
        share = {Side.LEFT: 0.0, Side.CENTER: 0.5, Side.RIGHT: 1.0}[face.side]
        return (width - self.wide(line, face)) * share if share else 0.0

    def _draw(
        self, drawn: Sequence[tuple[str, Face, float]], base: float, painter: QPainter, top: float
    ) -> None:
        for text, face, left in drawn:
            painter.setFont(self.font(face))
            painter.setPen(INKS[face.ink])
            painter.drawText(QPointF((self.left + left) * self.scale, top + base * self.scale), text)

    def rule(self, after: float) -> Row:
        """Return a thin line across the column."""

        def draw(painter: QPainter, top: float) -> None:
            painter.setPen(QPen(INKS["border"], 0.8 * self.scale))
            left = self.left * self.scale
            painter.drawLine(QPointF(left, top), QPointF(left + self.width * self.scale, top))

        return Row(after, draw, keeps=True)

    def _lines(self, text: str, face: Face, width: float) -> Iterator[str]:
        """Yield the text in lines that break between words; only a word wider than a line is cut."""
        for paragraph in text.splitlines() or [""]:
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}" if line else word
                if self.wide(longer, face) <= width:
                    line = longer
                    continue
                if line:
                    yield line
                *full, line = self._cut(word, face, width)
                yield from full
            yield line

    def _cut(self, word: str, face: Face, width: float) -> list[str]:
        pieces = [""]
        for letter in word:
            if pieces[-1] and self.wide(pieces[-1] + letter, face) > width:
                pieces.append("")
            pieces[-1] += letter
        return pieces


def nothing(_painter: QPainter, _top: float) -> None:
    """Draw the air between two parts."""


def paginated(rows: Iterable[Row], height: float) -> list[list[Row]]:
    """Return the rows of each page; those kept together move to the next page together."""
    pages: list[list[Row]] = [[]]
    kept: list[Row] = []
    room = height
    for row in rows:
        kept.append(row)
        if row.keeps:
            continue
        needed = sum(each.height for each in kept)
        if needed > room and pages[-1]:
            pages.append([])
            room = height
        pages[-1] += kept
        room -= needed
        kept = []
    pages[-1] += kept
    return pages
