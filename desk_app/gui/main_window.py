"""The window: it puts rail, top bar, strip, pages and notice line together, and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QStackedLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk_app.gui import theme
from desk_app.gui.alert_strip import AlertStrip, StripItem
from desk_app.gui.i18n import tr
from desk_app.gui.messages import Message, voice
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.curtain import Curtain
from desk_app.gui.widgets.flow import Run, layout
from desk_app.gui.widgets.keys_overlay import KeysOverlay, Line, lines_of
from desk_app.gui.widgets.notice import NoticeLine
from desk_app.gui.widgets.page_frame import PageFrame
from desk_app.gui.widgets.rail import BadgeRailButton
from desk_app.gui.widgets.top_bar import TopBar


@dataclass(frozen=True)
class PageSpec:
    """A page of the window: made by `make` when it is first shown.

    `title` stands in the rail, `heading` (or the title) in the top bar, `icon` is a Lucide name. With
    `at_bottom` its button lies at the foot of the rail (settings).
    """

    id: str
    title: str
    icon: str
    make: Callable[[], QWidget]
    heading: str = ""
    at_bottom: bool = False


class MainWindow(QMainWindow):
    """The frame of `look.md`, filled with plain values from outside.

    A page's keys are the QActions it holds (`widgets.actions.action`); ? and F1 list them. Ctrl+1–9 go to a
    page, Ctrl+K to the search, F8 draws the curtain. `strip` and `top_bar` say their own signals.
    """

    page_shown = Signal(str)
    search_changed = Signal(str)  # what stands in the search field, half-typed Hangul included
    search_entered = Signal(str)
    curtain_raised = Signal()
    curtain_lifted = Signal()
    lift_asked = Signal()
    closing = Signal()

    def __init__(self, pages: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Front desk"))
        self.setMinimumSize(1280, 720)
        self.resize(1440, 900)
        self.curtain_locks = False
        self._specs = {page.id: page for page in pages}
        self._frames: dict[str, PageFrame] = {}
        self._here = ""
        self.top_bar = TopBar()
        self.strip = AlertStrip()
        self._stack = QStackedWidget()
        self._rail, self._buttons = self._make_rail()
        self.notice = NoticeLine()
        self._body = self._make_body()
        self._keys = KeysOverlay(self._body)
        self.curtain = Curtain()
        self.curtain.lift_asked.connect(self._lift_asked)
        whole = QWidget()
        self._cover = QStackedLayout(whole)
        self._cover.addWidget(self._body)
        self._cover.addWidget(self.curtain)
        self.setCentralWidget(whole)
        self._make_actions()
        voice().said.connect(self._say)

    # -- pages

    def show_page(self, page_id: str) -> QWidget:
        """Show a page, made now if this is the first time, with the keyboard in it, and return it."""
        page = self.page(page_id)
        spec, last = self._specs[page_id], page.focusWidget()  # the stack moves the keyboard on by itself
        if self._keys.isVisible():
            self._keys.put_away()
        self._here = page_id
        self._stack.setCurrentWidget(self._frames[page_id])
        self.top_bar.set_title(spec.heading or spec.title)
        for each, button in self._buttons.items():
            button.setChecked(each == page_id)
        keys = [key for act in page.actions() for key in act.shortcuts()]
        self.strip.yield_call_key(QKeySequence("F9") in keys)
        _enter(page, last)
        self.page_shown.emit(page_id)
        return page

    def page(self, page_id: str) -> QWidget:
        """Return a page, made now if need be; raises KeyError for an unknown id."""
        if page_id not in self._frames:
            page = self._specs[page_id].make()
            self._frames[page_id] = PageFrame(page)
            self._stack.addWidget(self._frames[page_id])
        return self._frames[page_id].page

    def here(self) -> str:
        """Return the id of the page shown, or "" before the first."""
        return self._here

    # -- plain values

    def set_badge(self, page_id: str, count: int) -> None:
        """Show on the page's button how many things wait for me."""
        self._buttons[page_id].set_badge(count)

    def set_strip(self, item: StripItem | None) -> None:
        """Show the most urgent alert in the strip, or no strip."""
        self.strip.set_item(item)

    def set_now(self, now: datetime) -> None:
        """Show the date and time of `now`, an aware instant."""
        self.top_bar.set_now(now)

    def add_key(self, text: str, keys: str, run: Callable[[], object]) -> None:
        """Give the whole window another key; like its own ones it sleeps behind the curtain."""
        action(self._body, text, keys, run, whole_window=True)

    def add_band(self, band: QWidget) -> None:
        """Put another line above the pages, under the strip; it hides itself while it says nothing."""
        self._lines.insertWidget(1, band)

    # -- curtain

    def raise_curtain(self) -> None:
        """Cover everything; what is behind takes no key until the curtain is lifted."""
        if self._cover.currentWidget() is not self.curtain:
            self._keys.hide()
            self._cover.setCurrentWidget(self.curtain)
            self.curtain.button.setFocus()
            self.curtain_raised.emit()

    def lift_curtain(self) -> None:
        """Show the page again, the focus where it was."""
        if self._cover.currentWidget() is self.curtain:
            self._cover.setCurrentWidget(self._body)
            self.curtain_lifted.emit()

    def is_covered(self) -> bool:
        """Return whether the curtain is drawn."""
        return self._cover.currentWidget() is self.curtain

    def _lift_asked(self) -> None:
        """Lift the curtain, unless somebody asks for a password first (`curtain_locks`)."""
        self.lift_asked.emit()
        if not self.curtain_locks:
            self.lift_curtain()

    # -- putting together

    def _make_rail(self) -> tuple[QWidget, dict[str, BadgeRailButton]]:
        rail = QWidget()
        rail.setObjectName("rail")
        rail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rail.setFixedWidth(theme.px(84))
        rail.setAccessibleName(tr("Pages"))
        column = QVBoxLayout(rail)
        column.setContentsMargins(8, 12, 7, 12)
        column.setSpacing(4)
        column.addWidget(_Emblem(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        buttons: dict[str, BadgeRailButton] = {}
        specs = sorted(self._specs.values(), key=lambda spec: spec.at_bottom)
        stretched = False
        for spec in specs:
            if spec.at_bottom and not stretched:
                column.addStretch(1)
                stretched = True
            button = buttons[spec.id] = BadgeRailButton(spec.title, spec.icon)
            button.clicked.connect(lambda _checked=False, page=spec.id: self.show_page(page))
            column.addWidget(button)
        if not stretched:
            column.addStretch(1)
        return rail, buttons

    def _make_body(self) -> QWidget:
        body = QWidget()
        body.setObjectName("body")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = self._lines = QVBoxLayout()
        inner.setContentsMargins(18, 16, 18, 0)
        inner.setSpacing(12)
        inner.addWidget(self.strip)
        inner.addWidget(self._stack, 1)
        inner.addSpacing(-12)
        inner.addWidget(self.notice)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addLayout(inner, 1)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(right, 1)
        return body

    def _make_actions(self) -> None:
        """Give the window its own keys; they sleep behind the curtain because they belong to the body."""
        for number, (page_id, button) in enumerate(list(self._buttons.items())[:9], 1):
            name = tr("Go to {page}", page=self._specs[page_id].title)
            action(self._rail, name, f"Ctrl+{number}", button.click, whole_window=True)
        action(self._body, tr("Search"), "Ctrl+K", self._go_search, whole_window=True)
        action(self._body, tr("Cover the screen"), "F8", self.raise_curtain, whole_window=True)
        action(self._body, tr("Help"), "F1", self.show_keys, whole_window=True)
        action(self._body, tr("Show the keys"), "?", self.show_keys, whole_window=True)
        self.top_bar.search.live_text_changed.connect(self.search_changed)
        self.top_bar.search.returnPressed.connect(
            lambda: self.search_entered.emit(self.top_bar.search.text())
        )

    def _go_search(self) -> None:
        self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.search.selectAll()

    def show_keys(self) -> None:
        """Show the keys of the page and of the window."""
        own = _lines_of_page(self.page(self._here)) if self._here else []
        strip = lines_of(self.strip.actions())
        title = self._specs[self._here].title if self._here else tr("Front desk")
        pages = (f"Ctrl 1–{min(9, len(self._buttons))}", tr("Go to a page"))
        self._keys.show_keys(title, [*own, *strip, pages, *lines_of(self._body.actions())])

    def _say(self, message: Message) -> None:
        self.notice.say(message.text, message.tone)

    def changeEvent(self, event: QEvent) -> None:
        """Widen rail and search with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._rail.setFixedWidth(theme.px(84))
            self.top_bar.search.setMaximumWidth(theme.px(460))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window closes, while everything is still there."""
        self.closing.emit()
        super().closeEvent(event)


def _lines_of_page(page: QWidget) -> list[Line]:
    """Return the keys of `page` and of those of its parts that are seen now."""
    parts = [part for part in page.findChildren(QWidget) if part.isVisible()]
    return [line for each in (page, *parts) for line in lines_of(each.actions())]


def _enter(page: QWidget, last: QWidget | None) -> None:
    """Put the keyboard into `page`: where it was `last`, else where the page begins.

    A page's proxy begins it even where Tab passes it by, as a grid that hands the keyboard on to its blocks.
    """
    takes = Qt.FocusPolicy.TabFocus
    stops = [each for each in page.findChildren(QWidget) if each.focusPolicy() & takes]
    fields = [last, page.focusProxy(), *stops]
    first = next((each for each in fields if each and each.isVisible() and each.isEnabled()), page)
    first.setFocus()


class _Emblem(QLabel):
    """The mark at the head of the rail."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Front desk"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return 40 px each way at 100 %."""
        return QSize(theme.px(40), theme.px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the first letter of the program's name on blue."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("primary_strong"))
        painter.drawRoundedRect(self.rect(), 10, 10)
        sign = layout((Run(tr("D", "emblem"), theme.TITLE, "bold", "on_primary"),), 1e6)
        middle = self.rect().toRectF().center()
        sign.draw(painter, middle - QPoint(int(sign.width / 2), int(sign.height / 2)))
