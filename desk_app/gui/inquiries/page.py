"""The page 문의: the list by days left, and one inquiry with its letter, or the form of a new one."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from desk_app.core.areas import Area
from desk_app.core.errors import NotFound
from desk_app.core.inquiries import OPEN
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.inquiries.beginnings import Beginning, after, as_kept
from desk_app.gui.inquiries.detail import DetailCard
from desk_app.gui.inquiries.filters import Filters
from desk_app.gui.inquiries.handling import Handling
from desk_app.gui.inquiries.intake import IntakeCard
from desk_app.gui.inquiries.letter_side import KINDS, key_texts
from desk_app.gui.inquiries.list_card import ListCard
from desk_app.gui.inquiries.table import InquiryModel
from desk_app.gui.inquiries.unsaved import UnsavedReplies
from desk_app.gui.inquiries.verbs import make_verbs
from desk_app.gui.inquiries.waiting import WaitingInquiries
from desk_app.gui.jotter import Jotter
from desk_app.gui.messages import say
from desk_app.gui.office.background import background
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.words import say_error
from desk_app.usecases.inquiries import InquiryDetail, InquiryRow, Shown
from desk_app.usecases.inquiry_lists import count_inquiries, list_inquiries
from desk_app.usecases.jottings import INTAKE, Jotting, read_jottings
from desk_app.usecases.letters import Wordings, load_wordings

_OPEN_AFTER_MS = 120  # lines passed on the way are neither read nor logged as seen
_SEARCH_AFTER_MS = 120
_AREAS = frozenset({Area.INQUIRIES, Area.PROMISES, Area.STAFF, Area.TOPICS, Area.CUSTOMERS, Area.CALENDAR})


class InquiriesPage(QWidget):
    """Letters and website questions.

    `show_inquiry` opens one from elsewhere, `begin` the form with what is known; `waiting` counts what
    cannot wait of mine. `letters` is the folder of the branch's own wordings. Says
    `contact_asked(customer_id, contact_id)` for the call or visit that turned into one, and
    `complaint_asked` for what is to be taken down of the one opened.
    """

    contact_asked = Signal(int, int)
    complaint_asked = Signal()

    def __init__(self, shift: Shift, letters: Path) -> None:
        super().__init__()
        self._shift = shift
        self._stale = True
        self._to_choose: tuple[InquiryDetail, Callable[[], object] | None] | None = None  # once it is read
        self.waiting = WaitingInquiries(shift, self)
        self._model = InquiryModel(shift.now())
        self._jotter = Jotter(shift, self)
        self._unsaved = UnsavedReplies(self._jotter)
        self._handling = Handling(shift, self._current, self._unsaved, self)
        self.filters = Filters(self)
        self._make_actions()
        self.list = ListCard(self._model, self.filters, self._new_key)
        self.detail = DetailCard(
            self._verbs.of_state(),
            self._verbs.papers(),
            self._letters,
            self._why_key,
            settle_twice=self._twice_key,
            look_at_call=self._call_key,
            links=self._links,
        )
        self.intake = IntakeCard(shift, self._jotter)
        self._handling.use_card(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.detail, 1)
        row.addWidget(self.intake, 1)
        self.intake.hide()
        self.setFocusProxy(self.list.view)
        self._opening = QTimer(self, singleShot=True, interval=_OPEN_AFTER_MS)
        self._searching = QTimer(self, singleShot=True, interval=_SEARCH_AFTER_MS)
        self._listen()
        self._show_state(0)
        self._share()
        self._enable()
        background().call(lambda: load_wordings(letters), self._take_wordings, owner=self)
        shift.call(self, read_jottings, self._take_jottings)

    def is_settled(self) -> bool:
        """Return whether nothing more will be read by itself."""
        waiting = self._opening.isActive() or self._searching.isActive()
        return not waiting and self._handling.wordings is not None

    # -- what is typed and not recorded yet

    def leave(self) -> None:
        """Keep what stands typed, because the shift ends: it is there again at the next one."""
        self._jotter.save()

    def _take_jottings(self, jottings: tuple[Jotting, ...]) -> None:
        """Go on with what stood typed when the program ended."""
        self._unsaved.go_on(jottings)
        form = next((each for each in jottings if each.place == INTAKE), None)
        if form is not None and self.intake.is_empty():
            self.intake.go_on(as_kept(form.body))
            say(tr("A new inquiry was being typed: N on this page goes on with it."))
            self._enable()

    # -- what is asked for from elsewhere

    def show_inquiry(self, inquiry_id: int, then: Callable[[], object] | None = None) -> None:
        """Choose an inquiry, whatever the filters hide, and go on with `then`."""
        self._hide_intake()

        def show(detail: InquiryDetail) -> None:
            self.filters.reset(Shown.OPEN if detail.state in OPEN else Shown.DONE)
            self._to_choose = detail, then
            self._read()

        self._opening.stop()
        self._handling.open(inquiry_id, show)

    def _choose(self, detail: InquiryDetail, then: Callable[[], object] | None) -> None:
        """Choose what was asked for; what lies further down than the list goes is searched by its number."""
        if self.list.view.choose(detail.id):
            if then:
                then()
        elif self.filters.wanted.text == detail.number:
            say(say_error(NotFound("Inquiry")), "warning")
        else:
            self.filters.search(detail.number)
            self._to_choose = detail, then
            self._read()

    def begin(self, beginning: Beginning) -> None:
        """Show the form of a new inquiry, filled with what is known; what was typed in it is kept apart."""
        if self.intake.is_empty():
            self.intake.begin(beginning)
        else:
            say(tr("A new inquiry is still being typed. Record it first, or empty it."), "warning")
        self._show_intake()

    # -- reading

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, and read what changed while another page was shown."""
        super().showEvent(event)
        if self.intake.isHidden():
            self.list.take_focus()
        self._tick(self._shift.now())
        if self._stale:
            self._read()

    def _changed(self, areas: frozenset[Area]) -> None:
        if areas & _AREAS:
            self._read_again()

    def _read_again(self) -> None:
        """Read what is shown anew, or once the page is shown again."""
        self._stale = True
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        """Read the list as it is narrowed: one statement, whatever the number of lines."""
        self._stale = False
        self._searching.stop()
        wanted = self.filters.wanted
        self.list.show_filter(wanted)

        def take(rows: tuple[InquiryRow, ...]) -> None:
            if wanted == self.filters.wanted:
                self._take(rows)

        self._shift.call(self, count_inquiries, self.filters.show_counts)
        self._shift.call(self, list_inquiries, take, wanted=wanted)

    def _take(self, rows: tuple[InquiryRow, ...]) -> None:
        self._model.show(rows, self._shift.now())
        self._show_state(len(rows))
        wanted, self._to_choose = self._to_choose, None
        if wanted is not None:
            self._choose(*wanted)
        view = self.list.view
        if rows and not view.currentIndex().isValid():
            view.setCurrentIndex(self._model.index_near(0))
        row, detail = view.entry(), self.detail.detail
        if row is not None and (detail is None or (row.id, row.version) != (detail.id, detail.version)):
            self._opening.start()
        self._enable()

    def _show_state(self, shown: int) -> None:
        hint = tr("N takes in a new one.")
        if narrowed := self.filters.said():
            sentence, hint = tr("No inquiry fits"), tr("Shown are only: {what}", what=narrowed)
        elif self.filters.wanted.shown is Shown.OPEN:
            sentence = tr("No inquiry waits for an answer")
        else:
            sentence = tr("Nothing stands here")
        self.list.show_state(shown, left_out=0, sentence=sentence, what_to_do=hint)

    def _tick(self, now: datetime) -> None:
        if self.isVisible():
            self._model.tick(now)
            self.detail.tick(now)

    # -- what is chosen

    def _current(self) -> InquiryRow | None:
        return self.list.view.entry()

    def _chosen(self, row: InquiryRow | None) -> None:
        self._opening.stop()
        self._handling.close_panel()
        if row is None:
            self.detail.show_nothing()
        else:
            self._opening.start()
        self._enable()

    def _open_chosen(self) -> None:
        """Read the inquiry chosen, which logs that it was seen."""
        row = self._current()
        if row is not None and self.isVisible():
            self._handling.open(row.id)

    def _settled(self) -> None:
        self._enable()
        if self.detail.place.panel is None and self.intake.isHidden():
            self.list.take_focus()

    def _focus_went(self, before: QWidget | None, _now: QWidget | None) -> None:
        """Give the keyboard to the list when what had it went away, for it would end in the rail."""
        if before is None or not self.isVisible() or not self.isAncestorOf(before):
            return
        gone = not (before.isVisible() and before.isEnabled())
        if gone and self.detail.place.panel is None and self.intake.isHidden():
            self.list.take_focus()

    # -- the form

    def _new(self) -> None:
        self._handling.close_panel()
        if self.intake.is_empty():
            self.intake.begin(Beginning())
        self._show_intake()

    def _follow(self) -> None:
        """Begin a new inquiry that goes on from the one opened."""
        detail = self.detail.detail
        if detail is not None:
            self.begin(after(detail))

    def _settle_other(self, inquiry_id: int) -> None:
        """Go to the later one of the same paper twice, and ask there whether it is taken back."""
        if self.list.view.choose(inquiry_id):
            self._handling.settle_twice()
        else:
            self.show_inquiry(inquiry_id, self._handling.settle_twice)

    def _show_intake(self) -> None:
        self.detail.hide()
        self.intake.show()
        self.intake.take_focus()
        self._enable()

    def _hide_intake(self) -> None:
        """Show the inquiry again; what is typed stays in the form."""
        self.intake.hide()
        self.detail.show()
        self._enable()
        self.list.take_focus()

    def _recorded(self, detail: InquiryDetail) -> None:
        self._hide_intake()
        self.show_inquiry(detail.id)

    # -- filters

    def _searched(self, text: str) -> None:
        if text != self.filters.wanted.text:
            self.filters.search(text)
            self._searching.start()

    def _search(self) -> None:
        self.list.search.setFocus()
        self.list.search.selectAll()

    def _look_at_contact(self) -> None:
        """Open the contact that turned into the inquiry, in its customer's history."""
        contact = self.detail.detail.contact if self.detail.detail else None
        if contact is not None and contact.customer_id is not None:
            self.contact_asked.emit(contact.customer_id, contact.id)

    def _show_why(self) -> None:
        if self.detail.detail is not None:
            self.detail.show_why()

    # -- putting together

    def _make_actions(self) -> None:
        runs = self._handling.runs() | {"follow": self._follow, "complain": self.complaint_asked.emit}
        self._verbs = make_verbs(self, runs)
        self._new_key = action(self, tr("New inquiry"), "N", self._new)
        self._why_key = action(self, tr("Why these dates?"), "W", self._show_why)
        self._twice_key = action(self, tr("Take the later one back"), "Shift+X", self._handling.settle_twice)
        self._call_key = action(self, tr("Look at the contact"), "J", self._look_at_contact)
        self._links = [
            action(self, tr("Link as the same paper"), "I", partial(self._handling.link, same_paper=True)),
            action(
                self, tr("Link as the same matter"), "Shift+I", partial(self._handling.link, same_paper=False)
            ),
        ]
        self._search_key = action(self, tr("Search in the list"), "/", self._search)
        self._letters = [
            action(self, text, f"Alt+{number}", partial(self._handling.choose_letter, kind))
            for number, (kind, text) in enumerate(zip(KINDS, key_texts(), strict=True), 1)
        ]

    def _listen(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_went)
        self._shift.changed.connect(self._changed)
        self._shift.ticked.connect(self._tick)
        self.list.view.chosen.connect(self._chosen)
        self.list.searched.connect(self._searched)
        self.filters.changed.connect(self._read)
        self.intake.recorded.connect(self._recorded)
        self.intake.left.connect(self._hide_intake)
        self.detail.text.inquiry_asked.connect(self.show_inquiry)
        self._handling.settled.connect(self._settled)
        self._handling.shown.connect(lambda _detail: self._enable())
        self._handling.stale.connect(self._read)
        self._handling.other_asked.connect(self._settle_other)
        self._opening.timeout.connect(self._open_chosen)
        self._searching.timeout.connect(self._read)

    def _take_wordings(self, wordings: Wordings) -> None:
        self._handling.wordings = wordings
        self._handling.show_letter()
        if wordings.problems:
            first = wordings.problems[0]
            said = tr("A letter of the branch has a mistake, the usual wording is used: {where}", where=first)
            say(said, "warning")

    def _enable(self) -> None:
        """Let keys speak only where their verb can be done; letters and numbers are an open panel's."""
        free = self.detail.place.panel is None and self.intake.isHidden()
        self._new_key.setText(tr("New inquiry") if self.intake.is_empty() else tr("Go on typing"))
        row = self._current() if self.intake.isHidden() else None
        self._verbs.allow(row, free=free, now=self._shift.now())
        self.filters.allow(free=free)
        for each in (self._new_key, self._search_key, self._why_key):
            each.setEnabled(free)
        detail = self.detail.detail
        self._twice_key.setEnabled(free)
        self._twice_key.setVisible(detail is not None and detail.surplus is not None)
        contact = detail.contact if detail else None
        self._call_key.setEnabled(free)
        self._call_key.setVisible(contact is not None and contact.customer_id is not None)
        for each in self._links:
            each.setEnabled(free)
            each.setVisible(detail is not None and bool(detail.similar))
        for each in self._letters:
            each.setEnabled(free and detail is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the search to what was found on Enter or an arrow down, back to all on Esc."""
        searching = self.list.search.hasFocus()
        if searching and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.list.take_focus()
        elif searching and event.key() == Qt.Key.Key_Escape:
            self.list.search.clear()
            self.list.take_focus()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list its share of the width."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Widen the list with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._share()

    def _share(self) -> None:
        wanted = max(theme.px(360), int(self.width() * 0.34))
        self.list.setFixedWidth(min(wanted, int(self.width() * 0.39), theme.px(560)))
