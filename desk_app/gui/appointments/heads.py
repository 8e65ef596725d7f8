"""The heads of the columns: whose column, where they are, who acts for them; or which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desk_app.gui import theme
from desk_app.gui.appointments.scale import Scale
from desk_app.gui.widgets.chips import PRESENCE_DOTS
from desk_app.gui.widgets.flow import Run, layout
from desk_app.gui.widgets.paint import draw_dot


@dataclass(frozen=True)
class HeadWords:
    """What stands over a column: a presence's `dot`, `title` in `ink`, `word` beside it, `cover` under it.

    `short` stands in place of a title that is too long for the column.
    """

    title: str
    word: str = ""
    cover: str = ""
    dot: str = ""
    ink: str = "text"
    short: str = ""


class _Head(QWidget):
    """One head; read aloud as one sentence."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = HeadWords("")

    def say(self, words: HeadWords) -> None:
        """Show `words`."""
        self.words = words
        said = ", ".join(part for part in (words.title, words.word, words.cover) if part)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take a click."""
        super().mouseReleaseEvent(event)
        self.clicked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dot and up to three lines; a narrow column puts the word of presence under the name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words, left = self.words, 4.0
        if words.dot:
            draw_dot(painter, QPointF(left + 4, theme.px(11)), PRESENCE_DOTS[words.dot], theme.px(8) / 2)
            left += theme.px(14)
        room = max(1.0, self.width() - left - 4)
        title = Run(words.title, theme.BODY, "semibold", words.ink, leading=1.4)
        if words.short and layout((title,), 1e6).width > room:
            title = Run(words.short, theme.BODY, "semibold", words.ink, leading=1.4)
        word = Run(words.word, theme.SMALL, ink="text_quiet", leading=1.4)
        cover = Run(words.cover, theme.SMALL, "semibold", "warning_text", leading=1.4)
        beside = layout((title, Run("  "), word), 1e6)
        first = layout((title, Run("  "), word) if beside.width <= room else (title,), room, 1)
        first.draw(painter, QPointF(left, 1))
        top = 1 + first.height
        for run in (word if beside.width > room else Run(""), cover):
            flow = layout((run,), room, 1 if words.cover else 2)
            if run.text and top + flow.height <= self.height() + 2:
                flow.draw(painter, QPointF(left, top))
                top += flow.height


class Heads(QWidget):
    """The heads over the grid, at the same places across; `clicked(column)`."""

    clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._heads: list[_Head] = []
        self._wide, self._offset = 0, 0
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def show_heads(self, heads: Sequence[HeadWords]) -> None:
        """Show one head per column."""
        while len(self._heads) < len(heads):
            made, at = _Head(self), len(self._heads)
            made.clicked.connect(partial(self.clicked.emit, at))
            self._heads.append(made)
        for at, head in enumerate(self._heads):
            head.setVisible(at < len(heads))
            if at < len(heads):
                head.say(heads[at])
        self._place()
        self.updateGeometry()

    def follow(self, width: int, offset: int) -> None:
        """Stand over a grid of this width, scrolled so far to the right."""
        self._wide, self._offset = width, offset
        self._place()

    def said(self) -> list[str]:
        """Return the heads shown as they are read aloud."""
        return [head.accessibleName() for head in self._heads if not head.isHidden()]

    def sizeHint(self) -> QSize:
        """Return room for name, presence and deputy; for the name alone where nothing stands under it."""
        shown = [head.words for head in self._heads if not head.isHidden()]
        lines = 3 if any(words.dot for words in shown) else 2 if any(words.word for words in shown) else 1
        return QSize(theme.px(200), theme.px((24, 42, 58)[lines - 1]))

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the heads anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        shown = [head for head in self._heads if not head.isHidden()]
        scale = Scale(self._wide or self.width(), 100, len(shown), 0, 60)
        for at, head in enumerate(shown):
            head.setGeometry(round(scale.x_of(at)) - self._offset, 0, round(scale.wide), self.height())
