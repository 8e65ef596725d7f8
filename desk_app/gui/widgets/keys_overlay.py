"""The list of a page's keys, over the page until the next key."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Scroll, rule
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.paint import draw_key, key_size, key_words

_STEP = QAbstractSlider.SliderAction
_SCROLLS: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_Up: _STEP.SliderSingleStepSub,
    Qt.Key.Key_Down: _STEP.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: _STEP.SliderPageStepSub,
    Qt.Key.Key_PageDown: _STEP.SliderPageStepAdd,
}
Line = tuple[str, str]  # the key as on its cap, what it does


def lines_of(actions: Iterable[QAction]) -> list[Line]:
    """Return key and words of every action that has a key and is there to be used."""
    return [
        (key_words(action.shortcut()), action.text())
        for action in actions
        if not action.shortcut().isEmpty() and action.isVisible() and action.text()
    ]


class KeysOverlay(QFrame):
    """A card in the middle of the window; Esc, ?, F1 or its button put it away and the focus back."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._before: QWidget | None = None
        self._title = Words(size=theme.TITLE, weight="bold", max_lines=1, keep=160)
        close = KeyButton(tr("Close"), "Esc", size="small")
        close.clicked.connect(lambda _checked=False: self.put_away())
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        self._scroll = Scroll()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(rule())
        self._scroll.column.addLayout(self._grid)
        self._scroll.column.addStretch(1)
        column.addWidget(self._scroll, 1)
        self.hide()

    def show_keys(self, title: str, lines: Iterable[Line]) -> None:
        """Show `lines` in two columns under the page's `title`."""
        self._title.set_text(tr("Keys of {page}", page=title))
        while taken := self._grid.takeAt(0):
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        shown = list(lines)
        half = (len(shown) + 1) // 2
        for at, (key, words) in enumerate(shown):
            row, column = at % half, 2 * (at // half)
            self._grid.addWidget(_KeyCap(key), row, column, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(Words(words, max_lines=1, keep=190), row, column + 1)
        for column, width in enumerate((70, 190, 90, 190)):
            self._grid.setColumnMinimumWidth(column, theme.px(width))
        self.setAccessibleName("\n".join(f"{key}: {words}" for key, words in shown))
        app_focus = self.window().focusWidget()
        self._before = app_focus if app_focus is not self else self._before
        self.ensurePolished()
        room = self._over.rect()
        rows = self._grid.sizeHint()
        frame = self.sizeHint().height() - self._scroll.sizeHint().height()
        self.resize(rows.width() + 56, min(rows.height() + frame + 8, room.height() - 48))
        self.move(room.center() - QPoint(self.width() // 2, self.height() // 2))
        self.show()
        self.raise_()
        self.setFocus()

    def put_away(self) -> None:
        """Give the focus back, then hide the list: hidden first it would lend the focus to others."""
        before, self._before = self._before, None
        if before is not None:
            before.setFocus()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go away on Esc, ? and F1."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Question, Qt.Key.Key_F1}:
            self.put_away()
        elif event.key() in _SCROLLS:
            self._scroll.verticalScrollBar().triggerAction(_SCROLLS[event.key()])
        else:
            super().keyPressEvent(event)


class _KeyCap(QLabel):
    """A key cap on its own."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the cap in a row of text."""
        return QSize(int(key_size(self.text())[0] + 1), theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_key(painter, self.text(), self.width(), self.height() / 2)
