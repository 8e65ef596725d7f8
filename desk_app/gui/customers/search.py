"""The search of the top bar: who fits what is typed, under the field, on every page."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeyEvent
from PySide6.QtWidgets import QApplication, QGraphicsDropShadowEffect, QHBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.customers.live_search import LiveSearch
from desk_app.gui.customers.rows import RowList
from desk_app.gui.customers.words import found_row, nobody_words
from desk_app.gui.i18n import tr
from desk_app.gui.main_window import MainWindow
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.cards import Card
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.customers import CallerMatch

_MOST = 20
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}


class GlobalSearch(QObject):
    """Connects itself to the window's search field and says `customer_chosen(customer_id)`.

    The focus stays in the field: Up and Down move the choice, Enter takes it, Esc closes the panel, clears
    the field and gives the focus back to where it was. Names and numbers are masked.
    """

    customer_chosen = Signal(int)

    def __init__(self, shift: Shift, window: MainWindow) -> None:
        super().__init__(window)
        self._shift, self._field = shift, window.top_bar.search
        self._search = LiveSearch(shift, _MOST, self)
        self._before: QWidget | None = None
        self._enter_waits = False
        body = window.top_bar.parentWidget()  # under the curtain, over every page
        app = QApplication.instance()
        assert body is not None
        assert isinstance(app, QApplication)
        self._body = body
        self.panel = Card(padding=6, spacing=0, parent=body)
        self.panel.setAccessibleName(tr("Customers found"))
        self.list = RowList(tr("Customers found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._said = Words(size=theme.SMALL, ink="text_quiet")
        self._under = QWidget()
        under = QHBoxLayout(self._under)
        under.setContentsMargins(8, 6, 8, 6)
        under.addWidget(self._said)
        self.panel.column.addWidget(self.list)
        self.panel.column.addWidget(self._under)
        shadow = QGraphicsDropShadowEffect(self.panel)  # the one thing here that floats
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(0, 0, 0, 60))
        self.panel.setGraphicsEffect(shadow)
        self.panel.hide()
        self._field.installEventFilter(self)
        body.installEventFilter(self)
        app.focusChanged.connect(self._remember)
        self._search.found.connect(self._show)
        self.list.opened.connect(self._choose)
        window.search_changed.connect(self._typed)
        window.search_entered.connect(self._entered)
        window.page_shown.connect(lambda _page: self.close())

    def close(self) -> None:
        """Put the panel away; what is typed stays."""
        self._enter_waits = False
        self.panel.hide()

    # -- what is typed

    def _typed(self, text: str) -> None:
        self._enter_waits = False
        self._search.ask(text)

    def _entered(self, _text: str) -> None:
        if self._search.waiting:
            self._enter_waits = True
        elif self.panel.isVisible():
            self.list.open_chosen()
        else:
            self._search.ask(self._field.live_text())

    def _show(self, matches: tuple[CallerMatch, ...]) -> None:
        if not self._search.text or not self._field.hasFocus():
            self.close()
            return
        now = self._shift.now()
        self.list.set_rows([found_row(match, now) for match in matches])
        if matches and self.list.chosen() is None:
            self.list.step(0)
        self._say(matches)
        self.panel.show()
        self.panel.raise_()
        self._place()
        if self._enter_waits and matches:
            self.list.open_chosen()
        self._enter_waits = False

    def _say(self, matches: tuple[CallerMatch, ...]) -> None:
        said = ""
        if not matches:
            said = " ".join(nobody_words(self._search.text))
        elif len(matches) == self._search.most:
            said = tr("The first {count} are shown. Type on to narrow it down.", count=len(matches))
        self.list.setVisible(bool(matches))
        self._said.set_text(said)
        self._under.setVisible(bool(said))
        heard = self.list.currentIndex().data() if matches else said
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, str(heard)))

    def _choose(self, customer_id: int) -> None:
        self.close()
        self._field.clear()
        self.customer_chosen.emit(customer_id)

    # -- keys and places

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the choice and close by the field's keys, and stay under the field."""
        if watched is not self._field:
            if event.type() == QEvent.Type.Resize and self.panel.isVisible():
                self._place()
        elif event.type() == QEvent.Type.FocusOut:
            self.close()
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape or (self.panel.isVisible() and event.key() in _STEPS):
                event.accept()  # it is meant for the search, not for the page behind it
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        by = _STEPS.get(Qt.Key(event.key()))
        if by is None or not self.panel.isVisible():
            return False
        self.list.step(by)
        heard = str(self.list.currentIndex().data() or "")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, heard))
        return True

    def _leave(self) -> None:
        self.close()
        self._field.clear()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remember(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is self._field and old is not None:
            self._before = old

    def _place(self) -> None:
        body, field = self._body, self._field
        at = field.mapTo(body, QPoint(0, field.height() + 6))
        width = max(field.width(), theme.px(420))
        rows = sum(self.list.sizeHintForRow(at) for at in range(len(self.list.rows)))
        self.list.setFixedHeight(min(rows, body.height() - at.y() - 80))
        column = self.panel.column
        column.invalidate()
        tall = column.totalHeightForWidth(width) if column.hasHeightForWidth() else column.sizeHint().height()
        self.panel.setGeometry(at.x(), at.y(), width, tall)
