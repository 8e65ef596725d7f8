"""Chips: a word on a toned ground; and the colours of presence."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desk_app.gui import theme
from desk_app.gui.widgets.flow import Flow, Run, layout
from desk_app.gui.widgets.paint import TONES, edge

PRESENCE_DOTS = {"present": "success", "busy": "warning", "away": "dot_away"}


class Chip(QLabel):
    """A word on a toned ground; the word says what the colour says. `small` is the clause chip (헌장 I-2)."""

    def __init__(
        self,
        text: str = "",
        tone: theme.Tone = "quiet",
        *,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone: theme.Tone = tone
        self._small = small
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_chip(text, tone)

    def set_chip(self, text: str, tone: theme.Tone) -> None:
        """Say `text` in `tone`."""
        if text and (text, tone) == (self.text(), self._tone):
            return  # nothing to measure anew
        self._tone = tone
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def _flow(self, width: float = 1e6) -> Flow:
        size = 12.0 if self._small else theme.SMALL
        return layout((Run(self.text(), size, "semibold", TONES[self._tone][0], tabular=True),), width, 1)

    def sizeHint(self) -> QSize:
        """Return the word with its ground: 24 px high, or 19 where small."""
        side, height = (7, 19) if self._small else (9, 24)
        return QSize(int(self._flow().width + 2 * side + 0.99), theme.px(height))

    def minimumSizeHint(self) -> QSize:
        """Return the same for a short word; a long one (a clause's title) gives way and ends in "…"."""
        full = self.sizeHint()
        return QSize(min(full.width(), theme.px(120)), full.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(edge(self._tone))
        painter.setBrush(theme.color(TONES[self._tone][1]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        flow = self._flow(max(1.0, self.width() - (13 if self._small else 17)))
        self.setToolTip("" if flow.lines and flow.lines[0].text == self.text() else self.text())
        flow.draw(painter, QPointF((self.width() - flow.width) / 2, (self.height() - flow.height) / 2))
