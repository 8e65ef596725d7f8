"""A list that opens under its field."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from desk_app.gui import theme


class ComboBox(QComboBox):
    """A combo box whose arrow is the program's own, in every theme: a stylesheet alone leaves it blank.

    `least` is how many characters of a long entry are seen at least, however long it is.
    """

    def __init__(self, *, least: int = 0) -> None:
        super().__init__()
        if least:
            self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self.setMinimumContentsLength(least)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and the arrow at its right."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(18)
        box = QRectF(self.width() - side - 10, (self.height() - side) / 2, side, side)
        theme.draw_icon(painter, box, "chevron-down", "text_soft" if self.isEnabled() else "disabled_text")
