"""The section 불만·의견: the list by what is due, and one complaint with what can be done about it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desk_app.core.areas import Area
from desk_app.core.complaints import ComplaintKind, ComplaintState
from desk_app.core.errors import Conflict, DeskError, NotFound
from desk_app.core.staff import SUPERVISORS
from desk_app.gui.complaints import words
from desk_app.gui.complaints.detail import DetailCard
from desk_app.gui.complaints.new_panel import NewPanel, Source
from desk_app.gui.complaints.panels import (
    ClosePanel,
    ComplaintPanel,
    DecidePanel,
    StepPanel,
    TellPanel,
)
from desk_app.gui.complaints.redress_panels import (
    ApprovePanel,
    CompletePanel,
    ConfirmPanel,
    DraftPanel,
    LiftPanel,
    OwePanel,
    PostPanel,
    RetractPanel,
    UnfriendlyPanel,
)
from desk_app.gui.complaints.verbs import Verbs, make_verbs
from desk_app.gui.customers.rows import RowList
from desk_app.gui.i18n import mark, tr
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, EmptyState, rule
from desk_app.gui.widgets.fields import LiveLineEdit
from desk_app.gui.widgets.panels import Asking
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.gui.words import say_error
from desk_app.usecases.complaint_details import ComplaintDetail
from desk_app.usecases.complaint_lists import (
    ComplaintCounts,
    ComplaintRow,
    OpinionPlace,
    Shown,
    count_complaints,
    list_complaints,
    open_complaint,
    opinion_place,
)

_AREAS = frozenset({Area.COMPLAINTS, Area.PROMISES, Area.STAFF, Area.TOPICS, Area.CUSTOMERS, Area.OFFICE})
_IN_DETAIL = frozenset({Area.COMPLAINTS, Area.PROMISES})  # what an open one shows, beside its own version
_WAIT_MS = 120  # lines passed on the way are neither read nor logged as seen; a search waits for the next key
_EVERY = (None, *ComplaintKind)
_TABS = {Shown.OPEN: mark("Worked on"), Shown.DONE: mark("Done")}
_PANELS: dict[str, Callable[[Shift, ComplaintDetail], ComplaintPanel]] = {
    "step": StepPanel,
    "close": ClosePanel,
    "decide": DecidePanel,
    "tell": TellPanel,
    "owe": OwePanel,
    "unfriendly": UnfriendlyPanel,
    "complete": CompletePanel,
    "lift": LiftPanel,
    "confirm": ConfirmPanel,
    "retract": RetractPanel,
    "draft": DraftPanel,
    "approve": ApprovePanel,
    "post": PostPanel,
}


class ComplaintsSection(QWidget):
    """Objections, complaints and opinions; `show_complaint` opens one from elsewhere, `begin` begins one.

    Says `source_asked(ComplaintDetail)` when the question or the contact that one came from is wanted.
    """

    source_asked = Signal(object)

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self._stale, self._anew = True, False
        self._shown, self._kind, self._mine = Shown.OPEN, _EVERY[0], False
        self._rows: dict[int, ComplaintRow] = {}
        self._to_choose: int | None = None
        self._place: OpinionPlace | None = None
        self._make_actions()
        self.detail = DetailCard(self._verbs.all())
        self._asking = Asking(shift, self.detail.place, self._at_hand, self)
        self._opening = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._searching = QTimer(self, singleShot=True, interval=_WAIT_MS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._make_list(), 10)
        row.addWidget(self.detail, 13)
        self.setFocusProxy(self.list)
        self._listen()
        self._enable()

    def is_settled(self) -> bool:
        """Return whether nothing more will be read by itself."""
        panel = self.detail.place.panel
        searched = not isinstance(panel, DraftPanel) or panel.is_settled()
        return searched and not self._opening.isActive() and not self._searching.isActive()

    def show_complaint(self, complaint_id: int) -> None:
        """Choose a complaint, whatever the filters hide."""

        def show(detail: ComplaintDetail) -> None:
            self._asking.close()
            self._shown = Shown.OPEN if detail.state is ComplaintState.OPEN else Shown.DONE
            self._kind, self._mine, self._to_choose = None, False, detail.id
            self.search.clear()
            self._read()

        self._shift.call(self, open_complaint, show, self._refused, complaint_id=complaint_id)

    # -- reading

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, and read what changed while another section was shown."""
        super().showEvent(event)
        self._take_focus()
        if self._stale:
            self._read()

    def _changed(self, areas: frozenset[Area]) -> None:
        if areas & _AREAS:
            self._stale = True
            self._anew |= bool(areas & _IN_DETAIL)
            if self.isVisible():
                self._read()

    def _read(self) -> None:
        """Read the list as it is narrowed; only what was asked last is shown."""
        self._stale = False
        self._show_filter()
        wanted = self._wanted()

        def take(rows: tuple[ComplaintRow, ...]) -> None:
            if wanted == self._wanted():
                self._take(rows)

        self._shift.call(self, opinion_place, self._take_place)
        self._shift.call(self, count_complaints, self._show_counts)
        self._shift.call(self, list_complaints, take, **wanted)

    def _wanted(self) -> dict[str, Any]:
        text = self.search.live_text().strip()
        return {"shown": self._shown, "kind": self._kind, "mine": self._mine, "text": text}

    def _take(self, rows: tuple[ComplaintRow, ...]) -> None:
        now = self._shift.now()
        self._rows = {row.id: row for row in rows}
        self.list.set_rows([words.line(row, now) for row in rows])
        sentence = tr("No complaint or opinion stands here")
        hint = tr("N takes one down that came without a contact.")
        if self._mine or self._kind or self.search.live_text().strip():
            sentence, hint = tr("Nothing fits what is chosen above"), ""
        self._empty.set_words(sentence, hint)
        self._lists.setCurrentWidget(self.list if rows else self._empty)
        wanted, self._to_choose = self._to_choose, None
        if wanted is not None:
            self.list.choose(wanted)
        if rows and self.list.chosen() is None:
            self.list.step(0)
        self._chosen()
        self._take_focus()

    def _chosen(self) -> None:
        """Read the complaint chosen, once the list has come to rest on it; that is logged."""
        row, detail = self._row(), self.detail.detail
        if row is None:
            self.detail.show_nothing()
        elif self._anew or detail is None or (detail.id, detail.version) != (row.id, row.version):
            self._opening.start()
        self._enable()

    def _open_chosen(self) -> None:
        row = self._row()
        if row is not None and self.isVisible():
            self._anew = False
            self._shift.call(self, open_complaint, self._opened, self._refused, complaint_id=row.id)

    def _opened(self, detail: ComplaintDetail) -> None:
        if detail.id == self.list.chosen():
            self.detail.show_complaint(detail, self._shift.now())
            self._enable()

    def _row(self) -> ComplaintRow | None:
        key = self.list.chosen()
        return self._rows.get(key) if key is not None else None

    def _take_place(self, place: OpinionPlace) -> None:
        self._place = place
        if isinstance(self.detail.place.panel, NewPanel):
            self.detail.place.panel.show_place(place)

    def _show_counts(self, counts: ComplaintCounts) -> None:
        late = tr("{count} overdue", count=counts.overdue) if counts.overdue else ""
        open_now = tr("{what} {count}", what=tr(_TABS[Shown.OPEN]), count=counts.open)
        self._tabs[0].setText(" · ".join(part for part in (open_now, late) if part))
        self._mine_key.setText(tr("Mine {count}", count=counts.mine))

    def _tick(self) -> None:
        if self.isVisible():
            now = self._shift.now()
            self.list.set_rows([words.line(row, now) for row in self._rows.values()])
            self.detail.tick(now)

    # -- verbs

    def _ask(self, make: Callable[[Shift, ComplaintDetail], ComplaintPanel]) -> None:
        if self.detail.detail is not None:
            self._asking.ask(make(self._shift, self.detail.detail))
            self._enable()

    def begin(self, source: Source | None = None) -> None:
        """Take down a new one, on its own or from a contact or a written question."""
        self._asking.ask(NewPanel(self._shift, self._place, source))
        self._enable()

    def _at_hand(self) -> dict[str, Any] | None:
        panel = self.detail.place.panel
        return panel.target(self.detail.detail) if isinstance(panel, ComplaintPanel) else None

    def _done(self, panel: ComplaintPanel, detail: ComplaintDetail) -> None:
        if isinstance(panel, NewPanel):
            self.show_complaint(detail.id)
        else:
            self._opened(detail)

    def _failed(self, error: DeskError, shown: bool) -> None:
        if not shown:
            self._refused(error)
        elif isinstance(error, Conflict | NotFound):
            if isinstance(self.detail.place.panel, ApprovePanel):  # it shows a text that stands no more
                self._asking.close()
                say(say_error(error), "warning")
            self._anew = True
            self._read()

    def _refused(self, error: Exception) -> None:
        """Say why something could not be done; what was changed elsewhere is read anew."""
        if isinstance(error, DeskError):
            say(say_error(error), "warning")
        if isinstance(error, Conflict | NotFound):
            self._anew = True
            self._read()

    def _closed(self) -> None:
        self._enable()
        self._take_focus()

    # -- filters

    def _show_tab(self, shown: Shown) -> None:
        self._shown = shown
        self._read()

    def _next_kind(self) -> None:
        self._kind = _EVERY[(_EVERY.index(self._kind) + 1) % len(_EVERY)]
        self._read()

    def _turn_mine(self) -> None:
        self._mine = not self._mine
        self._read()

    def _search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _show_filter(self) -> None:
        for button, shown in zip(self._tab_buttons, Shown, strict=True):
            button.setChecked(shown is self._shown)
        self._mine_button.setChecked(self._mine)
        self._kind_key.setText(tr(words.KINDS[self._kind]) if self._kind else tr("Every kind"))

    # -- putting together

    def _make_actions(self) -> None:
        runs: dict[str, Callable[[], object]] = {
            **{verb: partial(self._ask, make) for verb, make in _PANELS.items()},
            "source": lambda: self.source_asked.emit(self.detail.detail),
        }
        self._verbs: Verbs = make_verbs(self, runs)
        self._tabs = [
            action(self, tr(text), str(number), partial(self._show_tab, shown))
            for number, (shown, text) in enumerate(_TABS.items(), 1)
        ]
        self._kind_key = action(self, tr("Every kind"), "K", self._next_kind)
        self._mine_key = action(self, tr("Mine"), "M", self._turn_mine)
        self._find = action(self, tr("Search in the list"), "/", self._search)
        self._new = action(self, tr("Take down"), "N", self.begin)

    def _make_list(self) -> QWidget:
        self._tab_buttons = [KeyButton.of(each, "quiet", size="small") for each in self._tabs]
        self._mine_button = KeyButton.of(self._mine_key, "quiet", size="small")
        for button in (*self._tab_buttons, self._mine_button):
            button.setCheckable(True)
        self.search = LiveLineEdit(tr("Name or what it is about"), search=True, key="/")
        self.search.setAccessibleName(tr("Search in the list"))
        self.search.setProperty("low", True)
        self.list = RowList(tr("Complaints and opinions"))
        self._empty = EmptyState("")
        self._lists = QStackedWidget()
        self._lists.addWidget(self._empty)
        self._lists.addWidget(self.list)
        narrow = KeyButton.of(self._kind_key, size="small")
        find = QHBoxLayout()
        find.setSpacing(6)
        find.addWidget(self.search, 1)
        find.addWidget(KeyButton.of(self._new, size="small"))
        top = QVBoxLayout()
        top.setContentsMargins(12, 10, 12, 2)
        top.setSpacing(8)
        top.addWidget(WrapRow(*self._tab_buttons, self._mine_button, narrow, spacing=4))
        top.addLayout(find)
        card = Card(padding=1, spacing=8)
        card.column.setContentsMargins(1, 1, 1, 8)
        card.column.addLayout(top)
        card.column.addWidget(rule())
        card.column.addWidget(self._lists, 1)
        self._show_filter()
        return card

    def _listen(self) -> None:
        self.search.live_text_changed.connect(lambda _text: self._searching.start())
        self._searching.timeout.connect(self._read)
        self._opening.timeout.connect(self._open_chosen)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._walked())
        self._asking.closed.connect(self._closed)
        self._asking.done.connect(self._done)
        self._asking.failed.connect(self._failed)
        self._shift.changed.connect(self._changed)
        self._shift.ticked.connect(lambda _now: self._tick())

    def _walked(self) -> None:
        """Leave what was being asked of another complaint, and read the one walked to."""
        detail = self.detail.detail
        if detail is not None and detail.id != self.list.chosen() and self.list.chosen() is not None:
            self._asking.close()
        self._chosen()

    def _take_focus(self) -> None:
        """Give the keyboard to the list, unless somebody types; the section has keys of its own."""
        tab = self._tab_buttons[list(Shown).index(self._shown)]
        here = tab if self._lists.currentWidget() is self._empty else self.list
        self.setFocusProxy(here)
        if self.isVisible() and self.detail.place.panel is None and not self.search.hasFocus():
            here.setFocus()

    def _enable(self) -> None:
        """Let keys speak only where their verb can be done; letters and numbers are an open panel's."""
        free, detail = self.detail.place.panel is None, self.detail.detail
        opened = detail if detail is not None and detail.id == self.list.chosen() else None
        self._verbs.allow(opened, leads=self._shift.person.role in SUPERVISORS, free=free)
        for each in (*self._tabs, self._kind_key, self._mine_key, self._find, self._new):
            each.setEnabled(free)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back from the search to the list on Esc and Enter."""
        if self.search.hasFocus() and event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
            self.list.setFocus()
        else:
            super().keyPressEvent(event)
