"""A brief as parts of lines: shown on a card and put on paper from the same words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.paper import Block, Facts, Heading, Items, Prose, Sheet
from desk_app.gui.widgets.flow import Flow, Run, layout
from desk_app.gui.widgets.labels import Words, heading
from desk_app.gui.widgets.paint import TONES

_GAP = 10.0
_ROOM = 5.0  # px above and below a line
_Flows = tuple[Flow, Flow, Flow]  # the hour, the words, the word at the right


@dataclass(frozen=True)
class Line:
    """One line: the hour or the name of it, what it says, what more there is, a word at the right."""

    at: str
    text: str
    note: str = ""
    right: str = ""
    tone: theme.Tone = "quiet"

    @property
    def spoken(self) -> str:
        """Return the line as it is read aloud."""
        return ", ".join(part for part in (self.at, self.text, self.note, self.right) if part)


@dataclass(frozen=True)
class Part:
    """Lines under a title; where there are none `nothing` is said, and without it the part is left out."""

    title: str
    lines: tuple[Line, ...]
    nothing: str = ""


Columns = tuple[tuple[Part, ...], tuple[Part, ...]]  # what stands side by side on the screen


def shown(parts: Sequence[Part]) -> list[Part]:
    """Return the parts that say something."""
    return [part for part in parts if part.lines or part.nothing]


def sheet_of(title: str, under: str, parts: Sequence[Part], foot: str, printed_at: datetime) -> Sheet:
    """Return the parts as a sheet of paper; `foot` stands at the foot of every page."""
    blocks: list[Block] = []
    for part in shown(parts):
        blocks.append(Heading(part.title))
        if any(line.at for line in part.lines):
            blocks.append(Facts(tuple((line.at, _on_paper(line)) for line in part.lines)))
        elif part.lines:
            blocks.append(Items(tuple(map(_on_paper, part.lines))))
        else:
            blocks.append(Prose(part.nothing, quiet=True))
    return Sheet(title, tuple(blocks), under=under, foot=foot, printed_at=printed_at)


def _on_paper(line: Line) -> str:
    return " · ".join(part for part in (line.text, line.note, line.right) if part)


class PartView(QWidget):
    """A part on a card: its title, its lines under it; long ones end in "…", or break where `whole`."""

    def __init__(self, part: Part, *, whole: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(part.title))
        if part.lines:
            column.addWidget(_Lines(part.lines, whole))
        else:
            column.addWidget(Words(part.nothing, size=13.5, ink="text_quiet"))


class _Lines(Words):
    """The lines of a part, drawn by one widget, only those in sight: a crowded day has hundreds."""

    def __init__(self, lines: tuple[Line, ...], whole: bool) -> None:
        super().__init__()
        self._lines, self._most = lines, 0 if whole else 1
        self._set: tuple[tuple[int, int], _Setting] | None = None
        self.setText("\n".join(line.spoken for line in lines))

    def hasHeightForWidth(self) -> bool:
        """Return True: lines that break make it higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines in `width` px."""
        return self._setting(width).tops[-1]

    def sizeHint(self) -> QSize:
        """Return a readable width."""
        width = theme.px(420)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least that keeps the lines readable."""
        return QSize(theme.px(170), 0)

    def _setting(self, width: int) -> "_Setting":
        """Return where the lines stand in `width` px; one-line ones are measured only when they are drawn."""
        key = (width, theme.px(100))
        if self._set is None or self._set[0] != key:
            widest = max((self._at(at).width for at in {line.at for line in self._lines}), default=0.0)
            left = min(widest, width * 0.35)
            begin = left + _GAP if left else 0.0
            usual = _height(self._flows(_SAMPLE, width, left, begin)) if self._most else 0
            tops = [0]
            for line in self._lines:
                tops.append(tops[-1] + (usual or _height(self._flows(line, width, left, begin))))
            self._set = (key, _Setting(left, begin, tuple(tops)))
        return self._set[1]

    def _flows(self, line: Line, width: int, left: float, begin: float) -> _Flows:
        """Return hour, words and the word at the right of a line, laid out in `width` px."""
        said = Run(line.right, theme.SMALL, "semibold", TONES[line.tone][0], tabular=True)
        right = layout((said,), width * 0.45, 1)
        room = width - begin - (right.width + _GAP if line.right else 0)
        return self._at(line.at, max(left, 1.0)), layout(_runs(line), max(1.0, room), self._most), right

    def _at(self, text: str, width: float = 1e6) -> Flow:
        run = Run(text, theme.SMALL, "semibold", "text_quiet", tabular=True, leading=1.67)
        return layout((run,), width, self._most)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines in sight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        setting, seen = self._setting(self.width()), event.rect()
        for line, (top, bottom) in zip(self._lines, pairwise(setting.tops), strict=True):
            if bottom < seen.top() or top > seen.bottom():
                continue
            at, words, right = self._flows(line, self.width(), setting.left, setting.begin)
            at.draw(painter, QPointF(0, top + _ROOM))
            words.draw(painter, QPointF(setting.begin, top + _ROOM))
            middle = (words.lines[0].height - right.height) / 2 if words.lines else 0
            right.draw(painter, QPointF(self.width() - right.width, top + _ROOM + middle))


@dataclass(frozen=True)
class _Setting:
    """The room of the hours, where the words begin, and the top of each line with the foot of the last."""

    left: float
    begin: float
    tops: tuple[int, ...]


_SAMPLE = Line("0", "0", "0", "0")


def _runs(line: Line) -> tuple[Run, ...]:
    said = [Run(line.text, weight="semibold" if line.note else "regular")]
    if line.note:
        said += [Run("   "), Run(line.note, 13.5, ink="text_soft")]
    return tuple(said)


def _height(flows: _Flows) -> int:
    return int(max(flow.height for flow in flows) + 2 * _ROOM + 0.99)
