"""The page 약속: numbers, list and detail, and the verbs between them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.areas import Area
from desk_app.core.errors import BadInput, Conflict, DeskError, NotFound
from desk_app.core.promises import Attempt, PromiseKind, PromiseState
from desk_app.core.redress import ACTIONS
from desk_app.gui import theme
from desk_app.gui.i18n import mark, tr
from desk_app.gui.messages import say
from desk_app.gui.promises import words
from desk_app.gui.promises.board import BoardCard
from desk_app.gui.promises.cards import NumberCards
from desk_app.gui.promises.detail import DetailColumn
from desk_app.gui.promises.dialling import dial
from desk_app.gui.promises.due_panels import MissedPanel, PostponePanel
from desk_app.gui.promises.panels import AttemptPanel, HandOverPanel, KeepPanel, WithdrawPanel
from desk_app.gui.promises.table import BoardModel, Entry
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.panels import Asking, Panel
from desk_app.gui.words import say_error
from desk_app.usecases.board import (
    BoardList,
    BoardRow,
    PromiseDetail,
    Whose,
    kept_rate,
    list_board,
    open_promise,
)
from desk_app.usecases.rings import MissedCall, dismiss_missed, missed_calls

_OPEN_AFTER_MS = 120  # lines passed on the way are neither read nor logged as seen
_LIST = frozenset({Area.PROMISES, Area.STAFF, Area.TOPICS, Area.CUSTOMERS})
_FILTERS = {
    Whose.BRANCH: mark("My branch"),
    Whose.MINE: mark("In my hands"),
    Whose.TAKEN_BY_ME: mark("Taken by me"),
}


class PromisesPage(QWidget):
    """The board of promises.

    Says `call_back(PromiseDetail)` when a customer is to be called now; the number is in the clipboard by
    then, and `origin_asked(PromiseDetail)` when what it comes from is to be looked at: a question, a
    complaint, an entry of the guidance, a visit or a contact. `call_now`, `show_promise` and
    `show_hand_over` take a promise's id from elsewhere.
    """

    call_back = Signal(object)
    origin_asked = Signal(object)

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self._whose, self._kind = Whose.BRANCH, ""
        self._stale, self._loading, self._open_count = True, False, 0
        self._then: Callable[[PromiseDetail], object] | None = None
        self._model = BoardModel(shift.now())
        self._make_actions()
        self.cards = NumberCards()
        self.board = BoardCard(self._model, self._filters, self._kind_key)
        action(self.board.view, tr("Open the promise"), "Return", self._open_chosen)
        self.detail = DetailColumn(self._verbs, self._missed_verbs)
        self._asking = Asking(shift, self.detail.place, self._at_hand, self)
        self._asking.closed.connect(self._panel_closed)
        self._asking.failed.connect(self._failed)
        self.board.view.chosen.connect(self._chosen)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.board, 1)
        row.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.cards)
        column.addLayout(row, 1)
        self.setFocusProxy(self.board.view)
        self._opening = QTimer(self, singleShot=True, interval=_OPEN_AFTER_MS)
        self._opening.timeout.connect(self._open_chosen)
        self._show_filters()
        self._chosen(None)
        shift.changed.connect(self._changed)
        shift.ticked.connect(self._tick)

    def is_settled(self) -> bool:
        """Return whether what is chosen has been asked for, so that nothing more will be read by itself."""
        return not self._opening.isActive()

    # -- what is asked for from elsewhere

    def call_now(self, promise_id: int) -> None:
        """Open a promise and call its customer, or what it comes from where there is nobody to call."""

        def call(detail: PromiseDetail) -> None:
            if not detail.phone and detail.origin is not None:
                self.origin_asked.emit(detail)
                return
            dial(detail.phone)
            self.call_back.emit(detail)

        self._with_promise(promise_id, call)

    def show_promise(self, promise_id: int) -> None:
        """Choose an open promise, whatever the filters hide."""
        self._show(promise_id, lambda: None)

    def show_hand_over(self, promise_id: int) -> None:
        """Choose an open promise and ask who takes it on."""
        self._show(promise_id, lambda: self._ask(lambda detail: HandOverPanel(self._shift, detail)))

    def _show(self, promise_id: int, then: Callable[[], object]) -> None:
        def choose() -> None:
            if self.board.view.choose(("promise", promise_id)):
                then()
            else:
                say(say_error(NotFound("Promise")), "warning")

        if self._whose is not Whose.BRANCH or self._kind:
            self._whose, self._kind = Whose.BRANCH, ""
            self._show_filters()
        self._read(then=choose)

    # -- reading

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, and read what changed while another page was shown."""
        super().showEvent(event)
        self.board.take_focus()
        self._tick(self._shift.now())
        if self._stale:
            self._read()

    def _changed(self, areas: frozenset[Area]) -> None:
        if not self.isVisible():
            self._stale = self._stale or bool(areas & (_LIST | {Area.ALERTS, Area.RINGS}))
            return
        if areas & (_LIST | {Area.RINGS}):
            self._read()
        elif Area.ALERTS in areas and self.detail.detail is not None:
            self._open_chosen()

    def _read(self, then: Callable[[], object] | None = None) -> None:
        """Read list, missed calls and rate: one statement each, whatever the number of rows."""
        self._stale = False
        kind = PromiseKind(self._kind) if self._kind else None
        missed: list[tuple[MissedCall, ...]] = []

        def take(board: BoardList) -> None:
            self._take(board, missed[0] if missed else ())
            if then:
                then()

        self._shift.call(self, missed_calls, missed.append)
        self._shift.call(self, kept_rate, self.cards.set_rate)
        self._shift.call(self, list_board, take, whose=self._whose, kind=kind)

    def _take(self, board: BoardList, missed: tuple[MissedCall, ...]) -> None:
        self._open_count = board.open
        shown = self.detail.detail
        self._model.show(board.rows, missed, self._shift.now())
        self._show_numbers()
        view = self.board.view
        if not view.currentIndex().isValid():
            view.setCurrentIndex(self._model.index_near(0))
        self._enable()
        entry = view.entry()
        if shown and isinstance(entry, BoardRow):
            if (entry.id, entry.version) != (shown.id, shown.version):
                self._open_chosen()
            else:
                self.detail.follow(entry, self._shift.now())

    def _show_numbers(self) -> None:
        counts = self._model.counts()
        self.cards.set_counts(counts)
        shown = sum(counts.values())
        hint = tr("No promise waits for you. Well done.")
        if self._whose is not Whose.BRANCH or self._kind:
            hint = tr("Press 1 for all promises of the branch.")
        missed = len(self._model.missed())
        self.board.show_state(shown + missed, left_out=self._open_count - shown, what_to_do=hint)

    def _tick(self, now: datetime) -> None:
        if self.isVisible():
            self._model.tick(now)
            self._show_numbers()
            self.detail.tick(now)

    # -- what is chosen

    def _chosen(self, entry: Entry | None) -> None:
        self._then = None
        self.detail.place.close_panel()
        self._opening.stop()
        if isinstance(entry, MissedCall):
            self.detail.show_missed(entry, self._shift.now())
        elif isinstance(entry, BoardRow) and entry.kind not in ACTIONS:
            self._opening.start()
        else:
            self.detail.show_nothing(closed=isinstance(entry, BoardRow))
        self._enable()

    def _open_chosen(self) -> None:
        """Read the promise chosen, which logs that it was seen."""
        self._opening.stop()
        entry = self.board.view.entry()
        if isinstance(entry, BoardRow):
            self._shift.call(self, open_promise, self._opened, self._not_opened, promise_id=entry.id)

    def _opened(self, detail: PromiseDetail) -> None:
        entry = self.board.view.entry()
        if not isinstance(entry, BoardRow) or entry.id != detail.id:
            return
        self.detail.show_promise(detail, self._shift.now())
        if detail.state is not PromiseState.OPEN:
            self._asking.close()
        then, self._then = self._then, None
        if then and detail.state is PromiseState.OPEN:
            then(detail)
        self._enable()

    def _not_opened(self, error: DeskError) -> None:
        self._then = None
        say(say_error(error), "danger")

    def _with_promise(self, promise_id: int, then: Callable[[PromiseDetail], None]) -> None:
        self._shift.call(self, open_promise, then, self._not_opened, promise_id=promise_id)

    # -- verbs

    def _make_actions(self) -> None:
        def verb(text: str, key: str, run: Callable[[], object]) -> QAction:
            return action(self, text, key, run, whole_window=key == "F9")  # letters belong to the list

        self._verbs = [
            verb(tr("Call now"), "F9", self._call_chosen),
            verb(tr("Kept"), "K", lambda: self._settle(lambda _detail: KeepPanel())),
            verb(tr("No answer"), "N", lambda: self._ask_attempt(Attempt.NO_ANSWER)),
            verb(tr("Line busy"), "B", lambda: self._ask_attempt(Attempt.BUSY)),
            verb(tr("Wrong number"), "W", lambda: self._ask_attempt(Attempt.WRONG_NUMBER)),
            verb(
                tr("Change time"),
                "T",
                lambda: self._settle(lambda detail: PostponePanel(self._shift, detail)),
            ),
            verb(tr("Hand over"), "H", lambda: self._ask(lambda detail: HandOverPanel(self._shift, detail))),
            verb(tr("Withdraw"), "X", lambda: self._settle(lambda _detail: WithdrawPanel())),
            verb(tr("Open the contact"), "O", self._open_origin),
        ]
        self._missed_verbs = [
            verb(tr("Promise a callback"), "M", self._promise_missed),
            verb(tr("Needs nothing"), "D", self._dismiss_missed),
        ]
        self._filters = [
            verb(tr(text), str(number), partial(self._filter, whose))
            for number, (whose, text) in enumerate(_FILTERS.items(), 1)
        ]
        self._kind_key = verb("", "4", self._next_kind)

    def _enable(self) -> None:
        """Let keys speak only where their verb can be done; letters and numbers are an open panel's."""
        entry, free = self.board.view.entry(), self.detail.place.panel is None
        for each in self._verbs:
            each.setEnabled(isinstance(entry, BoardRow) and free)
        self._verbs[0].setEnabled(isinstance(entry, BoardRow) and bool(entry.phone))
        if isinstance(entry, BoardRow):
            self._verbs[-1].setText(tr(words.FROM[entry.kind]))
        promise, dismiss = self._missed_verbs
        promise.setEnabled(bool(self._model.missed()) and free)
        dismiss.setEnabled(isinstance(entry, MissedCall) and free)
        for each in (*self._filters, self._kind_key):
            each.setEnabled(free)

    def _call_chosen(self) -> None:
        entry = self.board.view.entry()
        if isinstance(entry, BoardRow):
            self.call_now(entry.id)

    def _open_origin(self) -> None:
        def show(read: PromiseDetail) -> None:
            if read.origin is None:
                say(tr("It was promised on its own: there is nothing else to open."), "quiet")
            else:
                self.origin_asked.emit(read)

        entry = self.board.view.entry()
        if isinstance(entry, BoardRow):
            self._with_promise(entry.id, show)

    def _ask_attempt(self, result: Attempt) -> None:
        self._ask(lambda detail: AttemptPanel(self._shift, detail, result))

    def _settle(self, make: Callable[[PromiseDetail], Panel]) -> None:
        """Ask what settles or moves the promise chosen; say where that is done for a written question's."""
        entry = self.board.view.entry()
        if isinstance(entry, BoardRow) and entry.kind in words.OF_INQUIRIES:
            say(say_error(BadInput("promise", "of_inquiry")), "warning")
        else:
            self._ask(make)

    def _ask(self, make: Callable[[PromiseDetail], Panel]) -> None:
        """Open a panel on the promise chosen, as soon as it is read."""
        entry, detail = self.board.view.entry(), self.detail.detail
        if not isinstance(entry, BoardRow):
            return
        if detail and (detail.id, detail.version) == (entry.id, entry.version):
            self._open_panel(make(detail))
        else:
            self._then = lambda read: self._open_panel(make(read))
            self._open_chosen()

    def _open_panel(self, panel: Panel) -> None:
        self._asking.ask(panel)
        self._enable()

    def _panel_closed(self) -> None:
        self.board.take_focus()
        self._enable()

    def _at_hand(self) -> dict[str, Any] | None:
        """Return what a panel's verb is done on: the missed call chosen, or the promise on the screen."""
        entry, detail = self.board.view.entry(), self.detail.detail
        if isinstance(entry, MissedCall):
            return {"ring_id": entry.id}
        return {"promise_id": detail.id, "seen_version": detail.version} if detail else None

    def _failed(self, error: DeskError) -> None:
        """Read anew what was changed elsewhere, so that it can be redone."""
        gone = isinstance(error, BadInput) and error.problem == "already_closed"
        if gone or isinstance(error, Conflict | NotFound):
            say(say_error(error), "warning")
            self._read()

    # -- missed calls

    def _promise_missed(self) -> None:
        """Ask by when, for the missed call chosen or else the oldest one."""
        if not isinstance(self.board.view.entry(), MissedCall) and self._model.missed():
            self.board.view.choose(("missed", self._model.missed()[0].id))
        entry = self.board.view.entry()
        if isinstance(entry, MissedCall):
            self._open_panel(MissedPanel(self._shift))

    def _dismiss_missed(self) -> None:
        entry = self.board.view.entry()
        if isinstance(entry, MissedCall):
            done = tr("Taken off the list.")
            self._shift.call(self, dismiss_missed, lambda _none: say(done), ring_id=entry.id)

    # -- filters

    def _filter(self, whose: Whose, kind: str | None = None) -> None:
        self._whose, self._kind = whose, self._kind if kind is None else kind
        self._show_filters()
        self._read()

    def _next_kind(self) -> None:
        kinds = ["", *(kind.value for kind in PromiseKind)]
        self._filter(self._whose, kinds[(kinds.index(self._kind) + 1) % len(kinds)])

    def _show_filters(self) -> None:
        self.board.show_whose(list(Whose).index(self._whose))
        kind = tr(words.KINDS[PromiseKind(self._kind)]) if self._kind else tr("every kind")
        self._kind_key.setText(tr("Kind: {kind}", kind=kind))

    # -- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the detail its share of the width."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Widen the detail with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._share()

    def _share(self) -> None:
        wanted = max(theme.px(346), int(self.width() * 0.27))
        self.detail.setFixedWidth(min(wanted, int(self.width() * 0.42)))
