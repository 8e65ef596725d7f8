"""Text in lines that break between Korean words, never inside them, in several sizes and colours."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from desk_app.gui import theme

_PIECES = re.compile(r"\n|[ \t]+|[^ \t\n]+")
_PAD = 4.0  # px of ground on either side of a filled run
_TOUCH = 1.5  # and on the right where a particle follows: it belongs to the word and is not pushed away


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style; `fill` names the token of a light ground behind it.

    `dashed` outlines that ground: something is still to be filled in.
    """

    text: str
    size: float = theme.BODY
    weight: theme.Weight = "regular"
    ink: str = "text"
    fill: str = ""
    dashed: bool = False
    tabular: bool = False
    leading: float = 1.45


@dataclass(frozen=True)
class _Piece:
    run: Run
    text: str
    x: float
    width: float


@dataclass(frozen=True)
class Line:
    """One laid-out line: its pieces, its top and its height in px."""

    pieces: tuple[_Piece, ...]
    top: float
    height: float

    @property
    def text(self) -> str:
        """Return what stands on the line."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def width(self) -> float:
        """Return the width used, in px."""
        return self.pieces[-1].x + self.pieces[-1].width if self.pieces else 0.0


@dataclass(frozen=True)
class Flow:
    """Runs laid out in a width."""

    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        """Return the height of all lines, in px."""
        return self.lines[-1].top + self.lines[-1].height if self.lines else 0.0

    @property
    def width(self) -> float:
        """Return the width of the widest line, in px."""
        return max((line.width for line in self.lines), default=0.0)

    def draw(self, painter: QPainter, at: QPointF, ink: str = "", right: float = 0.0) -> None:
        """Draw the lines from `at`; `ink` overrides every run's colour; `right` aligns to that width."""
        for line in self.lines:
            left = at.x() + (right - line.width if right else 0.0)
            centre = at.y() + line.top + line.height / 2
            stretches = list(_joined(line.pieces))
            starts = [x for _run, _text, x, _width in stretches[1:]]
            for (run, text, x, width), after in zip_longest(stretches, starts):
                if run.fill:
                    room = _PAD if after is None else max(_TOUCH, min(_PAD, after - x - width))
                    half = theme.px(run.size) * 0.62
                    ground = QRectF(left + x - _PAD, centre - half, _PAD + width + room, 2 * half)
                    _ground(painter, run, ground)
                metrics = _metrics(run)
                painter.setFont(_font(run))
                painter.setPen(theme.color(ink or run.ink))
                base = centre + (metrics.ascent() - metrics.descent()) / 2
                painter.drawText(QPointF(left + x, base), text)


def layout(runs: Sequence[Run], width: float, max_lines: int = 0) -> Flow:
    """Return `runs` in lines no wider than `width` px.

    Lines break at spaces and newlines; only a word wider than a whole line is cut.
    With `max_lines` what is too much ends in "…".
    """
    page = _Page(width)
    gap: tuple[Run, str] | None = None
    for word in _words(runs):
        run, text = word[0]
        if text == "\n":
            page.end_line(run)
            gap = None
        elif text.isspace():
            gap = run, text
        else:
            page.put(word, gap)
            gap = None
    return page.flow(max_lines)


class _Page:
    """Lines being filled, word by word."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._lines: list[list[_Piece]] = [[]]
        self._heights: list[float] = [0.0]
        self._x = 0.0

    def end_line(self, run: Run) -> None:
        """Begin a new line; an empty one keeps the height of `run`."""
        self._heights[-1] = self._heights[-1] or _height(run)
        self._lines.append([])
        self._heights.append(0.0)
        self._x = 0.0

    def put(self, word: list[tuple[Run, str]], gap: tuple[Run, str] | None) -> None:
        """Set `word` on this line or, where it does not fit, on the next; `gap` is the space before it."""
        wide = sum(_width(run, text) + _pads(run) for run, text in word)
        space = _width(*gap) if gap else 0.0
        if self._x and self._x + space + wide > self._width + 0.5:
            self.end_line(word[0][0])
            gap = None
        if gap and self._x:
            self._add(*gap)
        for run, text in word if wide <= self._width else _cut(word, self._width):
            if wide > self._width and self._x and self._x + _width(run, text) > self._width:
                self.end_line(run)
            self._add(run, text)

    def _add(self, run: Run, text: str) -> None:
        before = self._lines[-1][-1].run if self._lines[-1] else None
        if before is not run:  # the ground of a filled run reaches a little beyond its first and last word
            apart = before is not None and before.fill and (text.isspace() or run.fill)
            self._x += (_PAD if apart else 0.0) + (_PAD if run.fill else 0.0)
        width = _width(run, text)
        self._lines[-1].append(_Piece(run, text, self._x, width))
        self._heights[-1] = max(self._heights[-1], _height(run))
        self._x += width

    def flow(self, max_lines: int) -> Flow:
        """Return what was put, in at most `max_lines` lines (0: as many as it takes)."""
        lines = self._lines
        if max_lines and len(lines) > max_lines:
            lines = [*lines[: max_lines - 1], _elided(lines[max_lines - 1 :], self._width)]
        placed, top = [], 0.0
        for pieces, height in zip(lines, self._heights, strict=False):
            placed.append(Line(tuple(pieces), top, height))
            top += height
        return Flow(tuple(placed))


def _words(runs: Sequence[Run]) -> Iterator[list[tuple[Run, str]]]:
    """Yield newlines, spaces and words; a word may run over several runs."""
    word: list[tuple[Run, str]] = []
    for run in runs:
        for text in _PIECES.findall(run.text):
            if text.isspace():
                if word:
                    yield word
                    word = []
                yield [(run, text)]
            else:
                word.append((run, text))
    if word:
        yield word


def _cut(word: list[tuple[Run, str]], width: float) -> Iterator[tuple[Run, str]]:
    """Yield a word wider than a whole line in pieces that fit."""
    for run, text in word:
        rest = text
        while rest:
            take = len(rest)
            while take > 1 and _width(run, rest[:take]) + _pads(run) > width:
                take -= 1
            yield run, rest[:take]
            rest = rest[take:]


def _elided(lines: list[list[_Piece]], width: float) -> list[_Piece]:
    """Return the first of `lines` with as much of the rest as fits and "…"."""
    line = list(lines[0])
    last = line.pop()
    rest = " ".join("".join(piece.text for piece in each) for each in lines[1:])
    room = max(0.0, width - last.x)
    cut = _metrics(last.run).elidedText(f"{last.text} {rest}", Qt.TextElideMode.ElideRight, room)
    return [*line, _Piece(last.run, cut, last.x, _width(last.run, cut))]


def _joined(pieces: tuple[_Piece, ...]) -> Iterator[tuple[Run, str, float, float]]:
    """Yield the pieces of one run as one, so that its spaces and ground are drawn whole."""
    held: tuple[Run, str, float, float] | None = None
    for piece in pieces:
        if held and held[0] is piece.run:
            held = (held[0], held[1] + piece.text, held[2], piece.x + piece.width - held[2])
            continue
        if held:
            yield held
        held = (piece.run, piece.text, piece.x, piece.width)
    if held:
        yield held


def _ground(painter: QPainter, run: Run, box: QRectF) -> None:
    painter.setPen(QPen(theme.color(run.ink), 1, Qt.PenStyle.DashLine if run.dashed else Qt.PenStyle.NoPen))
    painter.setBrush(theme.color(run.fill))
    painter.drawRoundedRect(box, 4, 4)


def _pads(run: Run) -> float:
    return 2 * _PAD if run.fill else 0.0


@lru_cache(maxsize=64)
def _fonts(size: float, weight: theme.Weight, tabular: bool, _text_size: int) -> tuple[QFont, QFontMetricsF]:
    font = theme.font(size, weight, tabular=tabular)
    return font, QFontMetricsF(font)


def _font(run: Run) -> QFont:
    return _fonts(run.size, run.weight, run.tabular, theme.current().text_size)[0]


def _metrics(run: Run) -> QFontMetricsF:
    return _fonts(run.size, run.weight, run.tabular, theme.current().text_size)[1]


def _width(run: Run, text: str) -> float:
    return _metrics(run).horizontalAdvance(text)


def _height(run: Run) -> float:
    return float(theme.px(run.size * run.leading))
