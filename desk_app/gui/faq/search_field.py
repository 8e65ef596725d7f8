"""The search field of the guidance beside a call: its Enter, Esc and arrows are its own, not the script's."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from desk_app.gui.widgets.fields import LiveLineEdit
from desk_app.gui.widgets.own_keys import keep_from_page, leads_on

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SearchField(LiveLineEdit):
    """Says `entered`, `left` (Esc), `stepped(by)` for the arrows, and `gone` when the focus leaves it."""

    entered = Signal()
    left = Signal()
    stepped = Signal(int)
    gone = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Esc from the page: they would lead the script on or set the contact aside."""
        return keep_from_page(event, leads_on) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter, Esc and the arrows up and down; all else is typing."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif leads_on(event):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the search is over."""
        super().focusOutEvent(event)
        self.gone.emit()
