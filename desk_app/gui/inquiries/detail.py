"""One inquiry in full: what is known and done at the left, the letter at the right, the verbs above both."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.clock import seoul
from desk_app.core.inquiries import OPEN
from desk_app.core.letters import Letter
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.inquiries import words
from desk_app.gui.inquiries.facts import DatesPart, TextPart
from desk_app.gui.inquiries.files import dropped_files
from desk_app.gui.inquiries.letter_side import LetterSide
from desk_app.gui.promises.words import whole_customer
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, EmptyState, Scroll
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.page_frame import PageFrame
from desk_app.gui.widgets.panels import PanelPlace
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.inquiries import InquiryDetail
from desk_app.usecases.scripts import load_clauses

_CLAUSE = "I-3-2"


class DetailCard(Card):
    """The inquiry opened. Whole names stand here and only here; a panel opens over what is known of it.

    Says `files_dropped(paths)`.
    """

    files_dropped = Signal(object)

    def __init__(
        self,
        verbs: Sequence[QAction],
        papers: Sequence[QAction],
        letters: Sequence[QAction],
        why: QAction,
        *,
        settle_twice: QAction,
        look_at_call: QAction,
        links: Sequence[QAction],
    ) -> None:
        super().__init__(padding=18, spacing=10)
        self.setAccessibleName(tr("The inquiry chosen"))
        self.setAcceptDrops(True)
        self.detail: InquiryDetail | None = None
        self._shown_on: date | None = None
        self._chip, self._state = Chip(), Chip()
        self._title = Words(size=theme.TITLE, weight="bold", max_lines=1, keep=160)
        self._number = Words(size=theme.SMALL, ink="text_quiet", max_lines=1, tabular=True, keep=86)
        self._verbs = WrapRow(*(KeyButton.of(each, size="small") for each in verbs), spacing=6)
        self.dates, self.text = DatesPart(why), TextPart(settle_twice, look_at_call, links)
        self.letter = LetterSide(letters, papers)
        self.place = PanelPlace()
        self.place.changed.connect(self._show_parts)
        self._empty = EmptyState(tr("No inquiry is chosen"), tr("Choose one with the arrow keys."))
        self._lay_out()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self.detail = None
        self._frame.hide()
        self._empty.show()

    def show_inquiry(self, detail: InquiryDetail, now: datetime) -> None:
        """Show an inquiry whole."""
        other = self.detail is None or self.detail.id != detail.id
        self.detail = detail
        who = whole_customer(detail.customer, detail.phone) or tr("Nameless")
        self._title.set_text(tr("{who} · {subject}", who=who, subject=detail.subject))
        self._number.set_text(detail.number)
        self._shown_on = None
        self.tick(now)
        self._empty.hide()
        self._frame.show()
        if other:
            self.facts.verticalScrollBar().setValue(0)

    def tick(self, now: datetime) -> None:
        """Show the time that is left at `now`."""
        detail = self.detail
        if detail is None:
            return
        today = seoul(now).date()
        state, tone = words.STATES[detail.state]
        self._state.set_chip(tr(state), tone)
        self._chip.set_chip(*words.left_words(detail.dates.due_at, now))
        self._chip.setVisible(detail.state in OPEN)
        self.dates.show_inquiry(detail, now)
        if today != self._shown_on:  # "yesterday" is another day from midnight on
            self._shown_on = today
            self.text.show_inquiry(detail, now)
        self.text.tick(detail, now)

    def show_letter(self, letter: Letter | None) -> None:
        """Show the letter as it stands."""
        self.letter.show_letter(letter)

    def show_why(self) -> None:
        """Show why the dates are these, or put that away again."""
        why = self.dates.why
        why.setVisible(why.isHidden())
        if not why.isHidden():
            QTimer.singleShot(0, why, lambda: self.facts.ensureWidgetVisible(why, 0, 8))

    def _show_parts(self) -> None:
        """Show beside an open panel what was written, and not what else could be done."""
        free = self.place.panel is None
        self._verbs.setVisible(free)
        self.text.files.let_take_out(free)
        self.dates.setVisible(free)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files for the inquiry opened."""
        if event.mimeData().hasUrls() and self.detail is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        self.files_dropped.emit(dropped_files(event))
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for chip in (self._chip, self._state):
            head.addWidget(chip)
        head.addWidget(self._title, 1)
        head.addWidget(self._number)
        head.addWidget(Chip(load_clauses()[_CLAUSE].mark, "primary", small=True))
        self.facts = _Facts(spacing=12)
        self.facts.column.setContentsMargins(2, 0, 8, 2)
        for widget in (self.place, self.dates, self.text):
            self.facts.column.addWidget(widget)
        self.facts.column.addStretch(1)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.facts, 1)
        sides.addWidget(self.letter, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._verbs)
        column.addLayout(sides, 1)
        self._frame = _Frame(whole)
        self.column.addWidget(self._frame)
        self.column.addWidget(self._empty)


class _Frame(PageFrame):
    """The whole of it, which scrolls by itself where the room is low, so that the list keeps its own."""

    def minimumSizeHint(self) -> QSize:
        """Return the width of what is inside, and of the bar beside it; it may be low."""
        wide = self.page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(wide, theme.px(80))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for more room when what is inside needs it."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class _Facts(Scroll):
    """The facts and the panel over them: never narrower than what stands in it just now."""

    def minimumSizeHint(self) -> QSize:
        """Return the room of what is inside and of the bar beside it."""
        return super().minimumSizeHint() + QSize(self.verticalScrollBar().sizeHint().width(), 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for more room when what is inside needs it: a scroll area by itself asks only once."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
