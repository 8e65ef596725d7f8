"""Labels: text on the screen in the program's own sizes, read by screen readers as one string."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desk_app.gui import theme
from desk_app.gui.widgets.flow import Flow, Run, layout

_LAYOUT_CHANGES = {QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.PaletteChange}


class Words(QLabel):
    """A label whose lines break between words and which follows theme and text size by itself.

    `Words("성함", size=theme.SMALL, ink="text_quiet")`; several styles by `set_runs`. `max_lines=1` ends
    in "…" and shows the whole text as a tooltip; it keeps `keep` px before it gives way to a neighbour.
    `indent` leaves room at the left. Lengths in px at 100 %.
    """

    def __init__(
        self,
        text: str = "",
        *,
        size: float = theme.BODY,
        weight: theme.Weight = "regular",
        ink: str = "text",
        max_lines: int = 0,
        indent: float = 0.0,
        tabular: bool = False,
        keep: float = 48,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = Run("", size, weight, ink, tabular=tabular)
        self._runs: tuple[Run, ...] = ()
        self._max_lines = max_lines
        self._indent = indent
        self._keep = keep
        self._flow: tuple[float, Flow] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(max_lines != 1)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, max_lines != 1)
        if text:
            self.set_text(text)

    def set_text(self, text: str, ink: str = "") -> None:
        """Show `text` in the label's own style, from now on in `ink` where one is given."""
        own = self._style
        if ink:
            self._style = own = Run("", own.size, own.weight, ink, tabular=own.tabular)
        self.set_runs((Run(text, own.size, own.weight, own.ink, tabular=own.tabular),))

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Show `runs`, each in its style."""
        if tuple(runs) == self._runs:
            return
        self._runs = tuple(runs)
        self._flow = None
        self.setText("".join(run.text for run in runs))  # what is read aloud
        self.updateGeometry()
        self.update()

    def flow(self, width: float) -> Flow:
        """Return the text laid out in `width` px of the label."""
        if self._flow is None or self._flow[0] != width:
            self._flow = (width, layout(self._runs, max(1.0, width - self._left()), self._max_lines))
        return self._flow[1]

    def _left(self) -> int:
        return theme.px(self._indent)

    def hasHeightForWidth(self) -> bool:
        """Return whether the height follows from the width: for every label of several lines."""
        return self._max_lines != 1

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text in `width` px."""
        return int(layout(self._runs, max(1, width - self._left()), self._max_lines).height + 0.99)

    def sizeHint(self) -> QSize:
        """Return the size of the text on as few lines as a readable width allows."""
        wide = layout(self._runs, 1e6)
        width = min(wide.width, theme.px(560)) if self._max_lines != 1 else wide.width
        height = wide.height if wide.width <= width else layout(self._runs, width, self._max_lines).height
        return QSize(int(width + 1.99) + self._left(), int(height + 0.99))

    def minimumSizeHint(self) -> QSize:
        """Return the least that keeps a word readable."""
        if self._max_lines == 1:
            return QSize(min(self.sizeHint().width(), theme.px(self._keep)), self.sizeHint().height())
        longest = max((line.width for line in layout(self._runs, 1).lines), default=0.0)
        return QSize(int(min(longest, theme.px(120))) + self._left() + 1, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when theme or text size changes."""
        super().changeEvent(event)
        if event.type() in _LAYOUT_CHANGES:
            self._flow = None
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tooltip where it was shortened."""
        super().resizeEvent(event)
        if self._max_lines:
            shortened = any("…" in line.text for line in self.flow(self.width()).lines)
            self.setToolTip(self.text() if shortened else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark at the left, if any, and the lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        flow = self.flow(self.width())
        top = 0.0
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top = max(0.0, (self.height() - flow.height) / 2)
        self.draw_mark(painter, flow, top)
        right = self.width() - self._left() if self.alignment() & Qt.AlignmentFlag.AlignRight else 0
        ink = "" if self.isEnabled() else "disabled_text"
        flow.draw(painter, QPointF(self._left(), top), ink, right)

    def draw_mark(self, painter: QPainter, flow: Flow, top: float) -> None:
        """Draw what stands in the indent; nothing in a plain label."""


def label(text: str = "") -> Words:
    """Return the small quiet label that stands over a field or a list."""
    return Words(text, size=theme.SMALL, weight="semibold", ink="text_quiet", max_lines=1, keep=240)


def heading(text: str = "") -> Words:
    """Return the heading of a card."""
    return Words(text, size=theme.LEAD, weight="bold", max_lines=1, keep=160)


def caption(text: str = "") -> Words:
    """Return a faint second line, on a card."""
    return Words(text, size=theme.SMALL, ink="text_faint", max_lines=1)
