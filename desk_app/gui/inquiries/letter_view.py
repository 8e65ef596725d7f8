"""A letter as it will stand on paper, what was filled in set apart, what is missing outlined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.core.letters import Letter, Paragraph, Part, Rows, plain_text
from desk_app.core.script_text import Segment
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.flow import Flow, Run, layout

_MARGIN, _LEAST = 26, 420  # px: around the text, and the least height of the sheet
Side = Literal["left", "centre", "right"]
_Placed = tuple[Flow, float, float, float]  # words, top, left, the width they are set to the right in


@dataclass(frozen=True)
class _Look:
    size: float = 14.0
    weight: theme.Weight = "regular"
    ink: str = "text"
    side: Side = "left"
    above: int = 8
    leading: float = 1.65


_LOOKS = {
    Part.HEAD: _Look(12.5, ink="text_quiet", side="centre", above=0),
    Part.TITLE: _Look(theme.LARGE, "bold", side="centre", above=6),
    Part.RECEIVER: _Look(weight="semibold", above=16),
    Part.BODY: _Look(above=10),
    Part.DATE: _Look(side="right", above=20),
    Part.SIGNATURE: _Look(weight="semibold", side="right", above=4),
}
_ROW = _Look(13.0, above=12, leading=1.5)


class LetterView(QWidget):
    """The sheet; it grows with what stands on it, so put it into a scroll."""

    def __init__(self) -> None:
        super().__init__()
        self._letter: Letter | None = None
        self._set: dict[int, tuple[_Placed, ...]] = {}  # what is drawn, by the width it was set for
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("The letter as it will stand on paper"))

    def show_letter(self, letter: Letter | None) -> None:
        """Show `letter`, or an empty sheet."""
        if letter == self._letter:
            return
        self._letter = letter
        self._set.clear()
        self.setAccessibleDescription(plain_text(letter) if letter else "")
        self.updateGeometry()
        self.update()

    def letter(self) -> Letter | None:
        """Return the letter shown."""
        return self._letter

    def hasHeightForWidth(self) -> bool:
        """Return True: a narrow sheet is longer."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text in `width` px, and its margins."""
        bottom = max((top + flow.height for flow, top, *_ in self._placed(width)), default=0.0)
        return max(theme.px(_LEAST), int(bottom) + theme.px(_MARGIN))

    def sizeHint(self) -> QSize:
        """Return the size of a sheet on the screen."""
        width = theme.px(380)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least width that keeps a letter readable."""
        return QSize(theme.px(200), theme.px(_LEAST))

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when theme or text size changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._set.clear()
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet and what stands on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("field_border"), 1))
        painter.setBrush(theme.color("card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        for flow, top, left, right in self._placed(self.width()):
            flow.draw(painter, QPointF(left, top), "", right)

    def _placed(self, width: int) -> tuple[_Placed, ...]:
        """Return the lines set for `width`; a layout asks for the same few widths again and again."""
        if width not in self._set:
            self._set[width] = tuple(self._lines(width))
        return self._set[width]

    def _lines(self, width: int) -> Iterator[_Placed]:
        """Yield what is drawn: its words, its top, its left, and the width it is set to the right in."""
        if self._letter is None:
            return
        margin = float(theme.px(_MARGIN))
        room = max(40.0, width - 2 * margin)
        top = margin
        for block in self._letter.blocks:
            if isinstance(block, Rows):
                top += theme.px(_ROW.above)
                names = _names(block)
                for name, text in names:
                    column = min(max(each.width for each, _ in names) + 14, room * 0.4)
                    flow = layout(text, room - column)
                    yield name, top, margin, 0.0
                    yield flow, top, margin + column, 0.0
                    top += max(flow.height, name.height)
                continue
            look = _LOOKS[block.part]
            top += theme.px(look.above)
            flow = layout(_runs(block, look), room)
            left = margin + ((room - flow.width) / 2 if look.side == "centre" else 0.0)
            yield flow, top, left, room if look.side == "right" else 0.0
            top += flow.height


def _names(block: Rows) -> list[tuple[Flow, Sequence[Run]]]:
    quiet = _Look(_ROW.size, ink="text_quiet", leading=_ROW.leading)
    return [
        (layout((_run(row.name, quiet),), 1e6), [_filled(each, _ROW) for each in row.segments])
        for row in block.rows
    ]


def _runs(block: Paragraph, look: _Look) -> list[Run]:
    return [_filled(each, look) for each in block.segments]


def _run(text: str, look: _Look) -> Run:
    return Run(text, look.size, look.weight, look.ink, leading=look.leading)


def _filled(segment: Segment, look: _Look) -> Run:
    """Return a stretch of the letter: what was filled in on a light ground, a blank outlined."""
    if not segment.is_slot:
        return _run(segment.text, look)
    fill, ink = ("warning_fill", "warning_text") if segment.missing else ("primary_fill", "primary_text")
    return Run(segment.text, look.size, look.weight, ink, fill, segment.missing, leading=look.leading)
