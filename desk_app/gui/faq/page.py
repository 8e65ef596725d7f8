"""The page 안내: entries of the guidance, what is proposed, and what an entry is wanted for."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.errors import Conflict, DeskError, NotFound
from desk_app.core.faq import Candidate, EntryState
from desk_app.core.staff import SUPERVISORS
from desk_app.gui.customers.rows import Row, RowList
from desk_app.gui.faq.detail import DetailCard
from desk_app.gui.faq.panels import DismissPanel, EditorPanel, RetirePanel
from desk_app.gui.faq.words import candidate_line, entry_line
from desk_app.gui.i18n import mark, tr
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, EmptyState, rule
from desk_app.gui.widgets.fields import LiveLineEdit
from desk_app.gui.widgets.panels import Asking, Panel
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.gui.words import say_error
from desk_app.usecases.faq import EntryDetail, EntryRow, list_entries, open_entry
from desk_app.usecases.faq_candidates import list_candidates
from desk_app.usecases.faq_entries import accept_entry, review_entry, take_change
from desk_app.usecases.faq_starters import add_starters

_AREAS = frozenset({Area.FAQ, Area.STAFF, Area.TOPICS})
_SEARCH_AFTER_MS = 120


class Shown(StrEnum):
    """What the list shows."""

    STANDING = "standing"
    MINE = "mine"
    PROPOSED = "proposed"
    RETIRED = "retired"
    WANTED = "wanted"


_TABS = {
    Shown.STANDING: mark("Entries in use"),
    Shown.MINE: mark("Mine to review"),
    Shown.PROPOSED: mark("Proposals"),
    Shown.RETIRED: mark("No longer used"),
    Shown.WANTED: mark("Wanted"),
}
_NOTHING = {
    Shown.STANDING: (
        mark("No entry yet"),
        mark("N begins one. A supervisor may put in the first ones with G."),
    ),
    Shown.MINE: (mark("No entry is yours to review"), mark("Supervisors say who reviews an entry.")),
    Shown.PROPOSED: (mark("Nothing is proposed"), mark("N proposes an entry.")),
    Shown.RETIRED: (mark("No entry is out of use"), ""),
    Shown.WANTED: (
        mark("Nothing is missing"),
        mark("What is asked often or searched in vain is shown here."),
    ),
}


class FaqPage(QWidget):
    """Guidance to read, to keep right and to add to; `show_entry` opens an entry from elsewhere."""

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self._shown = Shown.STANDING
        self._asked: tuple[Shown, str] | None = None
        self._candidates: tuple[Candidate, ...] = ()
        self._stale = True
        self._make_actions()
        self.detail = DetailCard(
            (self._review, self._edit, self._accept, self._retire, self._dismiss, self._new)
        )
        self._asking = Asking(shift, self.detail.place, dict, self)  # a panel names its entry itself
        self._asking.closed.connect(self._closed)
        self._asking.done.connect(self._done)
        self._searching = QTimer(self, singleShot=True, interval=_SEARCH_AFTER_MS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._make_list(), 10)
        row.addWidget(self.detail, 13)
        self.setFocusProxy(self.list)
        self.search.live_text_changed.connect(lambda _text: self._searching.start())
        self._searching.timeout.connect(self._read)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._chosen())
        shift.changed.connect(self._changed)
        self._enable()

    def is_settled(self) -> bool:
        """Return whether nothing more will be read by itself."""
        return not self._searching.isActive()

    def show_entry(self, entry_id: int) -> None:
        """Open an entry, whatever the list shows."""
        self.search.clear()
        self._show_tab(Shown.STANDING, then=lambda: self.list.choose(entry_id))

    # -- reading

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, and read what changed while another page was shown."""
        super().showEvent(event)
        self._take_focus()
        if self._stale:
            self._read()

    def _changed(self, areas: frozenset[Area]) -> None:
        if areas & _AREAS:
            self._stale = True
            if self.isVisible():
                self._read()

    def _read(self, then: Callable[[], object] | None = None) -> None:
        """Read the list; only what was asked last is shown."""
        self._stale = False
        asked = self._asked = (self._shown, self.search.live_text().strip())

        def take(found: tuple[EntryRow, ...] | tuple[Candidate, ...]) -> None:
            if asked == self._asked:
                self._take(found)
                if then:
                    then()

        if self._shown is Shown.WANTED:
            self._shift.call(self, list_candidates, take)
            return
        state = {Shown.PROPOSED: EntryState.PROPOSED, Shown.RETIRED: EntryState.RETIRED}
        self._shift.call(
            self,
            list_entries,
            take,
            text=asked[1],
            state=state.get(self._shown, EntryState.STANDING),
            mine=self._shown is Shown.MINE,
        )

    def _take(self, found: tuple[EntryRow, ...] | tuple[Candidate, ...]) -> None:
        today = seoul(self._shift.now()).date()
        candidates = tuple(one for one in found if isinstance(one, Candidate))
        self._candidates = candidates
        rows = [candidate_line(number, one) for number, one in enumerate(candidates)]
        rows += [entry_line(row, today) for row in found if isinstance(row, EntryRow)]
        self._show_rows(rows)

    def _show_rows(self, rows: list[Row]) -> None:
        self.list.set_rows(rows)
        sentence, what_to_do = _NOTHING[self._shown]
        if self.search.live_text().strip():
            sentence, what_to_do = mark("No entry says this"), mark("Try other words, or N begins an entry.")
        self._empty.set_words(tr(sentence), tr(what_to_do) if what_to_do else "")
        self._lists.setCurrentWidget(self.list if rows else self._empty)
        if rows and self.list.chosen() is None:
            self.list.step(0)
        self._chosen()
        self._take_focus()

    def _chosen(self) -> None:
        """Open what is chosen in the list."""
        key = self.list.chosen()
        if key is None:
            self.detail.show_nothing()
        elif self._shown is Shown.WANTED:
            one = self._candidate()
            topic = self._shift.topic_by_id(one.topic_id) if one else None
            if one is not None:
                self.detail.show_candidate(one, topic.name if topic else "")
        else:
            self._shift.call(self, open_entry, self._opened, self._refused, entry_id=key)
        self._enable()

    def _opened(self, detail: EntryDetail) -> None:
        if self._shown is not Shown.WANTED and detail.row.id == self.list.chosen():
            self.detail.show_entry(detail, self._shift.now())
            self._enable()

    def _candidate(self) -> Candidate | None:
        key = self.list.chosen()
        if self._shown is not Shown.WANTED or key is None or key >= len(self._candidates):
            return None
        return self._candidates[key]

    # -- verbs

    def _begin(self) -> None:
        one = self._candidate()
        question = one.text if one else ""
        self._ask(EditorPanel(self._shift, question=question, topic_id=one.topic_id if one else None))

    def _turn_down(self) -> None:
        one = self._candidate()
        if one is not None:
            self._ask(DismissPanel(one))

    def _with_detail(self, do: Callable[[EntryDetail], object]) -> None:
        if self.detail.detail is not None:
            do(self.detail.detail)

    def _ask(self, panel: Panel) -> None:
        self._asking.ask(panel)
        self._enable()

    def _done(self, _panel: Panel, detail: EntryDetail | None) -> None:
        if detail is not None:  # else a candidate was turned down: the list is read anew by itself
            self._done_with(detail)

    def _done_with(self, detail: EntryDetail) -> None:
        """Show an entry where it stands now."""
        shown = {EntryState.PROPOSED: Shown.PROPOSED, EntryState.RETIRED: Shown.RETIRED}
        self.search.clear()
        self._show_tab(
            shown.get(detail.row.state, Shown.STANDING), then=lambda: self.list.choose(detail.row.id)
        )

    def _closed(self) -> None:
        self._enable()
        self._take_focus()

    def _still_right(self, detail: EntryDetail) -> None:
        self._shift.call(
            self,
            review_entry,
            lambda _after: say(tr("Reviewed: still right."), "success"),
            self._refused,
            entry_id=detail.row.id,
            seen_version=detail.row.version,
        )

    def _put_to_use(self, detail: EntryDetail) -> None:
        def accepted(_after: EntryDetail) -> None:
            say(tr("The entry is in use."), "success")

        def changed(after: EntryDetail) -> None:
            say(tr("Changed, which counts as its review."), "success")
            self._done_with(after)

        given = {"entry_id": detail.row.id, "seen_version": detail.row.version}
        if detail.standing is None:
            self._shift.call(self, accept_entry, accepted, self._refused, **given)
        else:
            given |= {"seen_entry_version": detail.standing.version}
            self._shift.call(self, take_change, changed, self._refused, **given)

    def _put_starters_in(self) -> None:
        def put_in(count: int) -> None:
            say(tr("{count} entries are put in. Look them through.", count=count), "success")

        self._shift.call(self, add_starters, put_in, self._refused)

    def _refused(self, error: Exception) -> None:
        """Say why something could not be done; what was changed elsewhere is read anew."""
        if isinstance(error, DeskError):
            say(say_error(error), "warning")
        if isinstance(error, Conflict | NotFound):
            self._read()

    # -- putting together

    def _make_actions(self) -> None:
        self._tabs = [
            action(self, tr(text), str(number), partial(self._show_tab, shown))
            for number, (shown, text) in enumerate(_TABS.items(), 1)
        ]
        self._find = action(self, tr("Search the guidance"), "/", self._search)
        self._new = action(self, tr("New entry"), "N", self._begin)
        self._edit = action(
            self,
            tr("Change", "entry"),
            "U",
            lambda: self._with_detail(lambda detail: self._ask(EditorPanel(self._shift, detail))),
        )
        self._review = action(self, tr("Still right"), "K", lambda: self._with_detail(self._still_right))
        self._accept = action(self, tr("Put to use"), "A", lambda: self._with_detail(self._put_to_use))
        self._retire = action(
            self,
            tr("Take out of use"),
            "X",
            lambda: self._with_detail(lambda detail: self._ask(RetirePanel(detail))),
        )
        self._dismiss = action(self, tr("Not wanted"), "X", self._turn_down)
        self._starters = action(self, tr("Put the first entries in"), "G", self._put_starters_in)

    def _make_list(self) -> QWidget:
        tabs = [KeyButton.of(each, "quiet", size="small") for each in self._tabs]
        self._tab_buttons = tabs
        for tab in tabs:
            tab.setCheckable(True)
        self.search = LiveLineEdit(tr("Search the guidance"), search=True, key="/")
        self.search.setAccessibleName(tr("Search the guidance"))
        self.search.setProperty("low", True)
        self.list = RowList(tr("Guidance"))
        self._empty = EmptyState("", button=KeyButton.of(self._starters))
        self._lists = QStackedWidget()
        self._lists.addWidget(self._empty)
        self._lists.addWidget(self.list)
        card = Card(padding=1, spacing=8)
        top = QVBoxLayout()
        top.setContentsMargins(12, 10, 12, 2)
        top.setSpacing(8)
        top.addWidget(WrapRow(*tabs, spacing=2))
        top.addWidget(self.search)
        card.column.setContentsMargins(1, 1, 1, 8)
        card.column.addLayout(top)
        card.column.addWidget(rule())
        card.column.addWidget(self._lists, 1)
        self._check_tab()
        return card

    def _show_tab(self, shown: Shown, then: Callable[[], object] | None = None) -> None:
        self._shown = shown
        self._check_tab()
        self.list.set_rows([])
        self._read(then)

    def _check_tab(self) -> None:
        for button, shown in zip(self._tab_buttons, Shown, strict=True):
            button.setChecked(shown is self._shown)

    def _search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _take_focus(self) -> None:
        """Give the keyboard to the list, unless somebody types; the page has keys of its own."""
        typing = self.detail.place.panel is not None or self.search.hasFocus()
        if self.isVisible() and not typing:
            tab = self._tab_buttons[list(Shown).index(self._shown)]
            (tab if self._lists.currentWidget() is self._empty else self.list).setFocus()

    def _enable(self) -> None:
        """Let keys speak only where their verb can be done; letters and numbers are an open panel's."""
        free, detail = self.detail.place.panel is None, self.detail.detail
        state = detail.row.state if detail else None
        may = detail is not None and detail.may_edit
        leads = self._shift.person.role in SUPERVISORS
        stands = state is EntryState.STANDING
        self._edit.setText(tr("Change", "entry") if may else tr("Propose a change"))
        for each in (*self._tabs, self._find, self._new):
            each.setEnabled(free)
        for verb, can in (
            (self._edit, stands),
            (self._review, may and stands),
            (self._accept, self._may_accept(detail)),
            (self._dismiss, leads and self._candidate() is not None),
            (self._retire, may and state in {EntryState.PROPOSED, EntryState.STANDING}),
            (self._starters, leads and self._lists_empty()),
        ):
            verb.setVisible(can)
            verb.setEnabled(can and free)

    def _may_accept(self, detail: EntryDetail | None) -> bool:
        if detail is None:
            return False
        if detail.row.changes_id is not None:
            return detail.may_edit and detail.row.state is EntryState.PROPOSED
        return self._shift.person.role in SUPERVISORS and detail.row.state is not EntryState.STANDING

    def _lists_empty(self) -> bool:
        standing = self._shown is Shown.STANDING and not self.search.live_text().strip()
        return standing and not self.list.rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back from the search to the list on Esc and Enter."""
        if self.search.hasFocus() and event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
            self.list.setFocus()
        else:
            super().keyPressEvent(event)
