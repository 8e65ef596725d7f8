"""The line at the foot of the window that says what just happened."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.paint import spoken_tone

SHOWN_FOR_MS = 6000


class NoticeLine(QFrame):
    """One sentence with a tone; it goes by itself after six seconds, a dangerous one stays until closed.

    Its room at the foot of the window is always kept, so that it neither covers nor moves anything. It
    never takes the focus. A screen reader hears it.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = Chip()
        self._words = Words(size=theme.SMALL, max_lines=2)
        close = KeyButton(tr("Close"), variant="quiet", size="small")
        self._close = close
        close.setFocusPolicy(self.focusPolicy())
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._chip)
        row.addWidget(self._words)
        row.addWidget(close)
        row.addStretch(1)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR_MS)
        self._timer.timeout.connect(self.close_line)
        close.clicked.connect(self.close_line)
        kept = self.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.setSizePolicy(kept)
        self._fit()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the text as it grows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(36))

    def say(self, text: str, tone: theme.Tone = "quiet") -> None:
        """Show `text` in place of what stood there, and read it aloud."""
        word = spoken_tone(tone)
        self._close.set_text(tr("Close"))
        self._chip.set_chip(word, tone)
        self._chip.setVisible(bool(word))
        self._words.set_text(text)
        self.setAccessibleName(text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        if tone == "danger":
            self._timer.stop()
        else:
            self._timer.start()

    def text(self) -> str:
        """Return what the line says, or "" while it is not shown."""
        return "" if self.isHidden() else self._words.text()

    def close_line(self) -> None:
        """Put the line away."""
        self._timer.stop()
        self.hide()
        self.closed.emit()
