"""The buttons of the left rail: an icon, a word, and a count of what waits for me."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.flow import Run, layout
from desk_app.gui.widgets.paint import draw_focus


class BadgeRailButton(QToolButton):
    """A page's button in the rail; checked while its page is shown. `set_badge(0)` shows no count."""

    def __init__(self, title: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._badge = 0
        self.setText(title)
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_badge(0)

    def set_badge(self, count: int) -> None:
        """Show `count` on the icon, "99+" above 99, nothing for 0."""
        self._badge = count
        name = tr("{title}, {count} waiting", title=self.text(), count=count) if count else self.text()
        self.setAccessibleName(name)
        self.update()

    def badge(self) -> int:
        """Return the count shown."""
        return self._badge

    def sizeHint(self) -> QSize:
        """Return 68 × 58 px at 100 %."""
        return QSize(theme.px(68), theme.px(58))

    def minimumSizeHint(self) -> QSize:
        """Return the least at which icon and word are whole: a low window presses the rail together."""
        return QSize(theme.px(56), theme.px(44))

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when theme or text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon, word and count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, here = QRectF(self.rect()), self.isChecked()
        if here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("primary_fill" if here else "hover"))
            painter.drawRoundedRect(box, 10, 10)
        ink = "primary_text" if here else "text_quiet"
        side, middle = theme.px(22), self.width() / 2
        word = layout((Run(self.text(), 12, "bold" if here else "semibold", ink, leading=1.3),), 1e6)
        gap = max(1.0, min(theme.px(5), self.height() - side - word.height - 6))
        top = (self.height() - side - gap - word.height) / 2
        theme.draw_icon(painter, QRectF(middle - side / 2, top, side, side), self._icon_name, ink)
        word.draw(painter, QPointF(middle - word.width / 2, top + side + gap))
        if self._badge:
            self._draw_badge(painter, middle + side / 2 + theme.px(4), top + theme.px(3))
        if self.hasFocus():
            draw_focus(painter, box, 10)

    def _draw_badge(self, painter: QPainter, centre: float, middle: float) -> None:
        count = str(self._badge) if self._badge < 100 else "99+"
        text = layout((Run(count, 11, "bold", "on_danger", tabular=True),), 1e6)
        height = theme.px(17)
        width = max(float(height), text.width + theme.px(9))
        box = QRectF(centre - height / 2, max(0.0, middle - height / 2), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("danger"))
        painter.drawRoundedRect(box, height / 2, height / 2)
        text.draw(painter, box.center() - QPointF(text.width / 2, text.height / 2))
