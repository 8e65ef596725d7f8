"""A box to tick, drawn in the program's own look in every theme."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from desk_app.gui import theme
from desk_app.gui.widgets.flow import Flow, Run, layout
from desk_app.gui.widgets.paint import draw_focus


class TickBox(QCheckBox):
    """A tick box with its words; ticked by the space bar, Enter or a click anywhere on it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)

    def _flow(self) -> Flow:
        ink = "text" if self.isEnabled() else "disabled_text"
        return layout((Run(self.text(), theme.BODY, ink=ink),), 1e6)

    def sizeHint(self) -> QSize:
        """Return room for box and words, 32 px high at 100 %."""
        return QSize(int(self._flow().width) + theme.px(18) + 26, theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """Return the same: the words are not cut."""
        return self.sizeHint()

    def hitButton(self, at: object) -> bool:  # noqa: N802 - Qt's name
        """Take a click anywhere on it."""
        return at is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as well as the space bar."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when theme or text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box, tick, words and, with the keyboard here, the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, middle = theme.px(18), self.height() / 2
        box = QRectF(6, middle - side / 2, side, side)
        ticked = self.isChecked()
        painter.setPen(QPen(theme.color("primary" if ticked else "text_faint"), 1))
        painter.setBrush(theme.color("primary" if ticked else "card"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if ticked:
            theme.draw_icon(painter, box.adjusted(2, 2, -2, -2), "check", "on_primary", 3)
        flow = self._flow()
        flow.draw(painter, QPointF(box.right() + 10, middle - flow.height / 2))
        if self.hasFocus():
            draw_focus(painter, QRectF(0, 0, box.right() + flow.width + 20, self.height()), 6)
