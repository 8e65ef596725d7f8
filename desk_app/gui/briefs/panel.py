"""The brief over the pages: a card inside the window, away at the next key that means something else."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.briefs import Purpose
from desk_app.core.clock import seoul
from desk_app.gui import theme
from desk_app.gui.briefs.parts import Columns, Part, PartView, sheet_of, shown
from desk_app.gui.i18n import tr
from desk_app.gui.paper import Sheet
from desk_app.gui.printing import print_sheet, save_sheet
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, EmptyState, Scroll, rule
from desk_app.gui.widgets.keys_overlay import KeysOverlay
from desk_app.gui.widgets.labels import Words, caption
from desk_app.gui.widgets.paint import draw_focus
from desk_app.usecases.briefs import note_print

_STEP = QAbstractSlider.SliderAction
_SCROLLS: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_Up: _STEP.SliderSingleStepSub,
    Qt.Key.Key_Down: _STEP.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: _STEP.SliderPageStepSub,
    Qt.Key.Key_PageDown: _STEP.SliderPageStepAdd,
    Qt.Key.Key_Home: _STEP.SliderToMinimum,
    Qt.Key.Key_End: _STEP.SliderToMaximum,
}
_HELD = Qt.KeyboardModifier
_CLOSES = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class BriefPanel(Card):
    """Parts in two columns over the page it is put on; it scrolls by arrow and goes by Esc or Enter.

    Keys that are neither its own nor typing are the page's, as if it were not there: F3 begins a call. It
    goes away by itself when the keyboard goes elsewhere in the window, for instance because a contact begins.
    """

    def __init__(self, title: str, purpose: Purpose, shift: Shift, parent: QWidget) -> None:
        super().__init__(padding=20, parent=parent)
        self._shift, self._title, self._purpose = shift, title, purpose
        self._page: QWidget | None = None
        self._before: QWidget | None = None
        self._content: QWidget | None = None
        self.parts: tuple[Part, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        printed = action(self, tr("Print"), "Ctrl+P", self.print)
        saved = action(self, tr("PDF"), "Ctrl+Shift+P", self.save)
        self._verbs = (printed, saved)
        close = KeyButton(tr("Close"), "Esc", size="small")
        close.clicked.connect(lambda _checked=False: self.put_away())
        self._under = caption()
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(Words(title, size=theme.TITLE, weight="bold", max_lines=1, keep=160))
        titles.addWidget(self._under)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(titles, 1)
        for button in (KeyButton.of(printed, size="small"), KeyButton.of(saved, size="small"), close):
            head.addWidget(button)
        self._scroll = Scroll()
        self.column.addLayout(head)
        self.column.addWidget(rule())
        self.column.addWidget(self._scroll, 1)
        self.setAccessibleName(title)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    # -- shown and put away -----------------------------------------------------------------------

    def open_over(self, page: QWidget) -> None:
        """Show the panel over `page` and take the keyboard; on a page it is open on already, only that."""
        before = page.window().focusWidget()
        if before is not None and not self.isAncestorOf(before):
            self._before = before
        if self._page is not page:
            if self._page is not None:
                self._page.removeEventFilter(self)
            self._page = page
            page.installEventFilter(self)
            self.setParent(page)
        self._fit()
        self.show()
        self.raise_()
        self.first().setFocus()

    def first(self) -> QWidget:
        """Return what takes the keyboard when the panel opens."""
        return self

    def put_away(self) -> None:
        """Hide the panel and give the keyboard back."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus()

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Go away when the keyboard went elsewhere in the window, and leave it there; help gives it back."""
        inside = now is None or now is self or now.window() is not self.window() or self.isAncestorOf(now)
        if self.isVisible() and not inside and not isinstance(now, KeysOverlay):
            self._before = None
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the page's size, which changes when the band of a ringing telephone appears."""
        if watched is self._page and event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Take all the room of the page that is seen: nothing shows round it that cannot be used."""
        if self._page is not None:
            seen = self._page.visibleRegion().boundingRect()
            self.setGeometry(seen if seen.isValid() else self._page.rect())

    # -- what it says -----------------------------------------------------------------------------

    def show_parts(self, columns: Columns, under: str) -> None:
        """Say `under` below the title and show the parts side by side, or calmly that there is nothing."""
        self.parts = tuple(part for column in columns for part in shown(column))
        self._under.set_text(under)
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        if any(part.lines for part in self.parts):
            self._content = _side_by_side(columns)
        else:
            nothing = " ".join(part.nothing for part in self.parts)
            self._content = EmptyState(tr("Nothing needs you just now."), nothing)
        self._scroll.column.addWidget(self._content)
        spoken = [f"{part.title}: {'; '.join(line.spoken for line in part.lines)}" for part in self.parts]
        self.setAccessibleDescription("\n".join(spoken))

    # -- onto paper -------------------------------------------------------------------------------

    def print(self) -> None:
        """Ask for a printer and print what is shown; that it is put on paper is logged."""
        self._on_paper(lambda sheet, name: print_sheet(self.window(), sheet, name))

    def save(self) -> None:
        """Ask where to put what is shown as a PDF; that it is put into a file is logged."""
        self._on_paper(lambda sheet, name: save_sheet(self.window(), sheet, name))

    def _on_paper(self, put: Callable[[Sheet, str], object]) -> None:
        def noted(at: datetime) -> None:
            put(self.sheet(at), f"{self._title} {seoul(at):%Y-%m-%d %H%M}")

        self._shift.call(self, note_print, noted, purpose=self._purpose)

    def sheet(self, at: datetime) -> Sheet:
        """Return what is shown as a sheet printed `at`."""
        foot = tr("For work at this desk only. Shred it when it has served.")
        return sheet_of(self._title, self._under.text(), self.parts, foot, at)

    # -- keys -------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep its own keys from the page, and typing too: what is covered must not act unseen."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            held = event.modifiers() & ~(_HELD.ShiftModifier | _HELD.KeypadModifier)
            typed = event.text().isprintable() and event.text() and not event.text().isdecimal()
            own = event.key() in _CLOSES or event.key() in _SCROLLS or typed
            if (own and not held) or self._on_paper_by(event) is not None:
                event.accept()
                return True
        return super().event(event)

    def _on_paper_by(self, event: QKeyEvent) -> QAction | None:
        """Return the verb of a key that a part of the page below may have too: here it is the panel's."""
        keys = QKeySequence(event.keyCombination())
        return next((verb for verb in self._verbs if verb.shortcut() == keys), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc and Enter, scroll by arrow."""
        on_paper = self._on_paper_by(event)
        if on_paper is not None:
            on_paper.trigger()
        elif event.key() in _CLOSES:
            self.put_away()
        elif event.key() in _SCROLLS:
            self._scroll.verticalScrollBar().triggerAction(_SCROLLS[event.key()])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring while the keyboard is here."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_focus(painter, QRectF(self.rect()), 12)


def _side_by_side(columns: Columns) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 12, 0)
    row.setSpacing(28)
    for parts in columns:
        column = QVBoxLayout()
        column.setSpacing(18)
        for part in shown(parts):
            column.addWidget(PartView(part))
        column.addStretch(1)
        row.addLayout(column, 1)
    return made
