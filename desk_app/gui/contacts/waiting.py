"""The contacts that wait while another one is open: a line over the columns, taken up by one key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desk_app.gui.contacts.idle import who
from desk_app.gui.i18n import tr
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.labels import label
from desk_app.gui.widgets.paint import key_words
from desk_app.usecases.contacts import WaitingDraft

_MOST = 4


class WaitingBar(QWidget):
    """Who waits, the longest first with the key that changes over to them. Says `taken_up(draft id)`."""

    taken_up = Signal(int)

    def __init__(self, shift: Shift, change_over: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shift = shift
        self._waiting: tuple[WaitingDraft, ...] = ()
        self._key = key_words(change_over.shortcut())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._buttons = [KeyButton("", size="small") for _ in range(_MOST)]
        self._more = label()
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(8)
        row.addWidget(label(tr("Waiting contacts")))
        for at, button in enumerate(self._buttons):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on=False, at=at: self.taken_up.emit(self._waiting[at].id))
            row.addWidget(button)
        row.addWidget(self._more)
        row.addStretch(1)
        self.hide()

    def show_waiting(self, waiting: Sequence[WaitingDraft]) -> None:
        """Show who waits; nothing where nobody does."""
        self._waiting = tuple(sorted(waiting, key=lambda saved: saved.saved_at))
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(self._waiting))
            if at < len(self._waiting):
                button.set_text(self._words(self._waiting[at]), "" if at else self._key)
        more = len(self._waiting) - _MOST
        self._more.set_text(tr("{count} more", count=more) if more > 0 else "")
        self.setVisible(bool(self._waiting))

    def longest(self) -> int | None:
        """Return the draft that has waited longest, so that the key goes round all of them."""
        return self._waiting[0].id if self._waiting else None

    def _words(self, saved: WaitingDraft) -> str:
        topic = self._shift.topic_by_id(saved.topic_id)
        return " · ".join(part for part in (who(saved), topic.name if topic else "") if part)
