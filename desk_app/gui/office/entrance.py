"""What stands in the window before anybody is signed in: one card in the middle, help on F1."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, Note, Scroll
from desk_app.gui.widgets.labels import Words


class Entrance(QWidget):
    """A card `width` px wide (at 100 %) on the plain ground; `card.column` is to be filled.

    `trouble` shows what the world refused, `set_help` is what F1 opens, and F1 or Esc closes, over the card.
    """

    def __init__(self, title: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("body")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Front desk"))
        self.setMinimumSize(1280, 720)
        self._width = width
        self.title = Words(title, size=theme.HUGE, weight="bold")
        self.trouble = Note("danger")
        self.trouble.hide()
        self.card = Card(padding=28, spacing=16)
        self._help = Note("primary", tr("Help"))
        self._help.setObjectName("help")
        self._help.hide()
        self._help_words = ""
        show_help = action(self, tr("Help"), "F1", self._toggle_help, whole_window=True)
        self._close_help = action(self, tr("Close"), "Escape", self._toggle_help)
        self._help_button = KeyButton.of(show_help, "quiet", size="small")
        self._middle = QWidget()
        column = QVBoxLayout(self._middle)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(self.title)
        column.addWidget(self.trouble)
        column.addWidget(self._help)
        column.addWidget(self.card)
        column.addWidget(self._help_button, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(3)
        scroll = self._scroll = Scroll()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._middle)
        row.addStretch(1)
        scroll.column.addLayout(row, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self._fit()

    def set_help(self, words: str) -> None:
        """Let F1 show `words`."""
        self._help_words = words
        self._help.set_words(tr("Help"), words)
        self._show_help(False)

    def show_trouble(self, sentence: str, reassurance: str = "") -> None:
        """Show what went wrong and how to go on, or nothing for ""."""
        self.trouble.set_words(sentence, reassurance if sentence else "")
        self.trouble.setVisible(bool(sentence))
        self.trouble.setAccessibleName(sentence)

    def changeEvent(self, event: QEvent) -> None:
        """Widen the card with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self._middle.setFixedWidth(min(theme.px(self._width), 1232))

    def _toggle_help(self) -> None:
        self._show_help(self._help.isHidden() and bool(self._help_words))

    def _show_help(self, shown: bool) -> None:
        self._help.setVisible(shown)
        self._close_help.setEnabled(shown)
        if shown:
            self._scroll.verticalScrollBar().setValue(0)
