"""The left part of the board: filters over the list, and what stands there when nothing is owed."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.promises.lines import BoardView
from desk_app.gui.promises.table import BoardModel
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, EmptyState, rule
from desk_app.gui.widgets.labels import Words


class BoardCard(Card):
    """The list with its filters: of the actions `whose` one holds, the action `kind` goes round."""

    def __init__(self, model: BoardModel, whose: Sequence[QAction], kind: QAction) -> None:
        super().__init__(padding=0, spacing=0)
        self.view = BoardView(model)
        self._tabs = [KeyButton.of(each, "quiet", size="small") for each in whose]
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(4)
        for tab in self._tabs:
            tab.setCheckable(True)
            row.addWidget(tab)
        row.addStretch(1)
        row.addWidget(KeyButton.of(kind, size="small"))
        self._empty = EmptyState("")
        self._cut = Words(size=theme.SMALL, ink="text_quiet", max_lines=1)
        foot = QHBoxLayout()
        foot.setContentsMargins(22, 4, 22, 0)
        foot.addWidget(self._cut)
        for widget in (head, rule(), self.view, self._empty):
            self.column.addWidget(widget, 1 if widget in {self.view, self._empty} else 0)
        self.column.addLayout(foot)
        self.column.setContentsMargins(1, 1, 1, 8)
        self.show_state(0, left_out=0, what_to_do="")

    def show_whose(self, at: int) -> None:
        """Show filter `at` as the one that holds."""
        for number, tab in enumerate(self._tabs):
            tab.setChecked(number == at)

    def show_state(self, shown: int, *, left_out: int, what_to_do: str) -> None:
        """Show the list, or that nothing is owed; say so where `left_out` more are not in it."""
        turned = self._empty.isHidden() != (shown > 0)
        focus = QApplication.focusWidget()  # before what has it is hidden: then it is the rail's
        here = focus is None or self.isAncestorOf(focus)
        self.view.setVisible(shown > 0)
        self._empty.setVisible(shown == 0)
        if turned and self.isVisible() and here:
            self.take_focus()
        self._empty.set_words(tr("Nothing is owed here"), what_to_do)
        self._cut.set_text(tr("{count} less urgent ones are not shown.", count=left_out))
        self._cut.setVisible(left_out > 0)

    def take_focus(self) -> None:
        """Give the keyboard to the list, or to the filters while it is empty: the page has keys too."""
        (self._tabs[0] if self.view.isHidden() else self.view).setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.view.viewport().update()
