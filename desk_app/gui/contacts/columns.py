"""The three columns of the desk and how they share the width."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.gui import theme

_RECORD, _CALLER, _LEAST = 292, 256, 1180  # px at 100 %; what is more goes to the sentence and the history


class Columns(QWidget):
    """Script, record and caller side by side; the script takes what the other two leave."""

    def __init__(self, script: QWidget, record: QWidget, caller: QWidget) -> None:
        super().__init__()
        self._record, self._caller = record, caller
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for panel in (script, record, caller):
            row.addWidget(panel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Share the width anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_caller"):
            self._share()

    def _share(self) -> None:
        width = self.width()
        more = max(0, width - theme.px(_LEAST))
        self._record.setFixedWidth(min(theme.px(_RECORD) + more // 12, int(width * 0.34)))
        self._caller.setFixedWidth(min(theme.px(_CALLER) + more // 3, theme.px(440), int(width * 0.25)))
