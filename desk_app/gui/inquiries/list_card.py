"""The left part of the page: what is shown and whose, a search, the list, and what an empty one says."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.inquiries.filters import Filters
from desk_app.gui.inquiries.lines import LEFT, SIDE, InquiryView
from desk_app.gui.inquiries.table import InquiryModel
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, EmptyState, rule
from desk_app.gui.widgets.fields import LiveLineEdit
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.inquiries import InquiryFilter, Shown

_LOW = 420  # px: where the card is lower, its columns go unnamed


class ListCard(Card):
    """The list with its filters, and `new` as a button beside the search.

    Says `searched(text)` for every key typed in the search field.
    """

    searched = Signal(str)

    def __init__(self, model: InquiryModel, filters: Filters, new: QAction) -> None:
        super().__init__(padding=0, spacing=0)
        self.view = InquiryView(model)
        self.tabs = [KeyButton.of(each, "quiet", size="small") for each in filters.tabs]
        for tab in self.tabs:
            tab.setCheckable(True)
        self.search = LiveLineEdit(tr("Name, number or text"), search=True, key="/")
        self.search.setAccessibleName(tr("Search in the list"))
        self.search.setProperty("low", True)
        self.search.live_text_changed.connect(self.searched)
        self._empty = EmptyState("", button=KeyButton.of(filters.clear, size="small"))
        self._cut = Words(size=theme.SMALL, ink="text_quiet", max_lines=1)
        top = QWidget()
        first = QHBoxLayout(top)
        first.setContentsMargins(12, 10, 8, 6)
        first.addWidget(_OneLine(*self.tabs, spacing=2), 1)
        below = QWidget()
        second = QHBoxLayout(below)
        second.setContentsMargins(14, 0, 14, 6)
        second.setSpacing(6)
        second.addWidget(self.search, 1)
        second.addWidget(KeyButton.of(new, size="small"))
        narrowing = (filters.whose, filters.channel, filters.kind)
        last = QWidget()
        third = QHBoxLayout(last)
        third.setContentsMargins(14, 0, 14, 10)
        third.addWidget(_OneLine(*(KeyButton.of(each, size="small") for each in narrowing), spacing=6), 1)
        self._head = _Head()
        foot = QHBoxLayout()
        foot.setContentsMargins(SIDE, 4, SIDE, 0)
        foot.addWidget(self._cut)
        for widget in (top, below, last, rule(), self._head, self.view, self._empty):
            self.column.addWidget(widget, 1 if widget in {self.view, self._empty} else 0)
        self.column.addLayout(foot)
        self.column.setContentsMargins(1, 1, 1, 8)
        self.show_state(0, left_out=0, sentence="", what_to_do="")

    def show_filter(self, wanted: InquiryFilter) -> None:
        """Show what the list is narrowed to."""
        for shown, tab in zip(Shown, self.tabs, strict=True):
            tab.setChecked(shown is wanted.shown)
        if self.search.live_text() != wanted.text:
            self.search.setText(wanted.text)

    def show_state(self, shown: int, *, left_out: int, sentence: str, what_to_do: str) -> None:
        """Show the list, or why there is none; say so where `left_out` more are not in it."""
        turned = self._empty.isHidden() != (shown > 0)
        focus = QApplication.focusWidget()  # before what has it is hidden: then it is the rail's
        here = focus is None or (self.isAncestorOf(focus) and focus is not self.search)
        self.view.setVisible(shown > 0)
        self._head.setVisible(shown > 0 and self._is_roomy())
        self._empty.setVisible(shown == 0)
        if turned and self.isVisible() and here:
            self.take_focus()
        self._empty.set_words(sentence, what_to_do)
        self._cut.set_text(tr("{count} less urgent ones are not shown.", count=left_out))
        self._cut.setVisible(left_out > 0)

    def take_focus(self) -> None:
        """Give the keyboard to the list, or to the filters while it is empty: the page has keys too."""
        (self.tabs[0] if self.view.isHidden() else self.view).setFocus()

    def _is_roomy(self) -> bool:
        """Return whether there is room to name the columns: where it is little, every line counts."""
        return self.height() >= theme.px(_LOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the columns where there is room for it."""
        super().resizeEvent(event)
        self._head.setVisible(self.view.isVisibleTo(self) and self._is_roomy())

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.view.viewport().update()


class _OneLine(WrapRow):
    """Buttons side by side; where that asks for a second line their keys go into the tips first."""

    def __init__(self, *buttons: KeyButton, spacing: int) -> None:
        self._buttons: tuple[KeyButton, ...] = buttons
        super().__init__(*buttons, spacing=spacing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the keys where there is room for them."""
        self._fit()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Do so as well when a button says something else."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        apart = self._spacing * (len(self._buttons) - 1)
        fits = sum(each.full_width() for each in self._buttons) + apart <= self.width()
        for each in self._buttons:
            each.show_key(fits)


class _Head(QWidget):
    """What the columns are, over them."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 6, SIDE, 6)
        row.setSpacing(0)
        self._left = Words(tr("Days left"), size=theme.SMALL, ink="text_quiet", max_lines=1)
        asked = Words(tr("Inquiry"), size=theme.SMALL, ink="text_quiet", max_lines=1)
        dates = Words(
            f"{tr('Safe reply date')} · {tr('Legal limit')}", size=theme.SMALL, ink="text_quiet", max_lines=1
        )
        row.addWidget(self._left)
        row.addWidget(asked, 1)
        row.addWidget(dates)
        self._fit()

    def _fit(self) -> None:
        self._left.setFixedWidth(theme.px(LEFT))

    def changeEvent(self, event: QEvent) -> None:
        """Widen with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_left"):
            self._fit()
