"""The desk (응대): three columns round one contact, or what to press while there is none."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.areas import Area
from desk_app.core.contacts import Channel, Draft
from desk_app.core.errors import BadInput, DeskError
from desk_app.gui.contacts.beginnings import Ringing
from desk_app.gui.contacts.caller_column import CallerColumn
from desk_app.gui.contacts.caller_panel import CallerPanel
from desk_app.gui.contacts.callers import Callers
from desk_app.gui.contacts.columns import Columns
from desk_app.gui.contacts.guide import Guide, number_keys
from desk_app.gui.contacts.idle import IdlePanel
from desk_app.gui.contacts.keeper import Keeper, new_token
from desk_app.gui.contacts.leaving import Leaving
from desk_app.gui.contacts.record_panel import RecordPanel
from desk_app.gui.contacts.ringing import RingingCaller
from desk_app.gui.contacts.script_panel import ScriptPanel
from desk_app.gui.contacts.session import Session
from desk_app.gui.contacts.terms import recorded_words
from desk_app.gui.contacts.verbs import desk_verbs
from desk_app.gui.contacts.visit_part import VisitPart
from desk_app.gui.contacts.visits import Visits
from desk_app.gui.contacts.waiting import WaitingBar
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.words import say_error
from desk_app.usecases.board import PromiseDetail
from desk_app.usecases.contacts import Finished, WaitingDraft, list_drafts, take_up_contact
from desk_app.usecases.customers import CallerMatch

SOLVED = 2
"""The answer, wherever a visit is arranged, that telephone or post will do."""
_ALL = frozenset({Area.DRAFTS, Area.RINGS, Area.CONTACTS})


class DeskPage(QWidget):
    """One contact at a time, and those that wait.

    Others call `start_call`, `start_visit`, `call_back(PromiseDetail)`, and for the telephone `incoming`,
    `answered`, `missed`; whatever is open then is set aside first. `leave` keeps what is open when the
    shift ends. Says `recorded(Finished)` after a contact was recorded and `waiting_changed(int)`.
    """

    recorded = Signal(object)
    waiting_changed = Signal(int)

    def __init__(self, shift: Shift, visit: VisitPart | None = None) -> None:
        super().__init__()
        self._shift = shift
        self._session: Session | None = None
        self._keeper: Keeper | None = None
        self._leaving = Leaving()
        self._in_trouble = False
        self._drafts: tuple[WaitingDraft, ...] = ()
        self._asked_for: int | None = None
        self.verbs = desk_verbs(
            self,
            call=self.start_call,
            visit=self.start_visit,
            go_on=lambda: self._step(lambda _: self.guide.enter()),
            back=lambda: self._step(Session.back),
            skip=lambda: self._step(Session.skip),
            finish=self._finish,
            time=lambda: self.script.go_to_time(),  # noqa: PLW0108 - the panel is made after the verbs
            park=self._set_aside,
            change=self._change_over,
            pick=self._pick,
            agreed=lambda: self.visits.came_as_expected(),  # noqa: PLW0108 - made after the verbs
            abuse=lambda: self._step(lambda session: session.begin_aside("abuse")),
            despair=lambda: self._step(lambda session: session.begin_aside("despair")),
        )
        self.callers = Callers(shift, self)
        self.script = ScriptPanel(shift, self.verbs, visit or VisitPart(shift))
        self.record = RecordPanel(shift, self.verbs["finish"])
        self.caller = CallerPanel(shift, self.verbs["pick"], self.verbs["agreed"])
        self.caller_column = CallerColumn(shift, self.caller)
        self.visits = Visits(shift, self.script, self)
        self.guide = Guide(self, self.script, self.record)
        self.ringing = RingingCaller(shift, self.verbs["pick"])
        self.idle = IdlePanel(shift, self.verbs["call"], self.verbs["visit"], self.ringing)
        self.waiting = WaitingBar(shift, self.verbs["change"])
        self._lay_out()
        number_keys(self, self._number)
        self._connect()
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.show_length)
        self._show_idle()
        self._reload(_ALL)

    # -- what others ask for --------------------------------------------------------------------

    @property
    def session(self) -> Session | None:
        """Return the contact in progress."""
        return self._session

    def start_call(self, ringing: Ringing | None = None, *, customer_id: int | None = None) -> None:
        """Begin a call (F3), perhaps one that rang, perhaps with a known customer."""
        self._begin(Session.begun(self._shift, Channel.PHONE, ringing), customer_id)

    def start_visit(self, *, customer_id: int | None = None) -> None:
        """Begin a visit (F2)."""
        self._begin(Session.begun(self._shift, Channel.VISIT), customer_id)

    def call_back(self, promise: PromiseDetail) -> None:
        """Begin the call that keeps a promise, without naming the agency before it is safe."""
        self._begin(Session.calling_back(self._shift, promise))

    def incoming(self, phone: str, _call_id: str = "") -> None:
        """Show whose number rings while nobody is being served; a contact in progress is not disturbed."""
        if self._session is None and phone:
            self.ringing.show_number(phone)

    def answered(self, phone: str, call_id: str, ring_ms: int, rings: int) -> None:
        """Begin the call that the telephone reports as picked up."""
        self.start_call(Ringing(call_id, phone, ring_ms, rings))

    def missed(self, _phone: str = "", _call_id: str = "", _rings: int = 0) -> None:
        """Show no longer whose number rang: nobody picked up."""
        self.ringing.quiet()

    def leave(self) -> None:
        """Set aside what is open, because the shift ends: it is offered again at the next one."""
        if self._keeper is not None and self._keeper.draft_id is None:
            self._shift.runner.settle()
        self._set_aside()

    # -- verbs ----------------------------------------------------------------------------------

    def _begin(self, session: Session, customer_id: int | None = None) -> None:
        self._set_aside()
        self._open(session, Keeper(self._shift, session.whole, None, parent=self))
        if customer_id is not None:
            session.edit(customer_id=customer_id)

    def _open(self, session: Session, keeper: Keeper) -> None:
        self.ringing.quiet()
        self._session, self._keeper, self._in_trouble = session, keeper, False
        session.draft_id = keeper.draft_id
        session.setParent(self)
        session.changed.connect(self._changed)
        session.moved.connect(self.guide.go)
        keeper.saved.connect(lambda at: self._saved(keeper, at))
        keeper.failed.connect(lambda error: self._trouble(keeper, error))
        self.record.setEnabled(True)
        self.record.show_saved(self._shift.now())
        self._show()
        self.idle.hide()
        self._columns.show()
        self.callers.follow(session)
        self.visits.follow(session)
        self._second.start()
        self.show_length()
        self.guide.follow(session)
        self._show_waiting()

    def _set_aside(self) -> None:
        session, keeper = self._session, self._keeper
        if session is None or keeper is None:
            return
        self._session = self._keeper = None
        self.guide.follow(None)
        session.changed.disconnect(self._changed)
        session.moved.disconnect(self.guide.go)
        self._leaving.add(session, keeper)
        draft = session.whole()
        self._drafts = tuple(
            saved.set_aside(draft) if saved.id == keeper.draft_id else saved
            for saved in self._drafts
            if saved.id != keeper.draft_id or not draft.is_empty
        )
        self._show_idle()

    def _take_up(self, draft_id: int) -> None:
        self._set_aside()
        stuck = self._leaving.take_back(draft_id)
        if stuck is not None:
            self._open(*stuck)
            return
        if draft_id == self._asked_for:
            return
        self._asked_for, token = draft_id, new_token()
        self._shift.call(
            self,
            take_up_contact,
            lambda draft: self._taken_up(draft_id, token, draft),
            self._not_taken_up,
            draft_id=draft_id,
            held_by=token,
        )

    def _taken_up(self, draft_id: int, token: str, draft: Draft) -> None:
        self._asked_for = None
        self._set_aside()
        session = Session(self._shift, draft)
        self._open(session, Keeper(self._shift, session.whole, draft_id, token, self))

    def _not_taken_up(self, error: Exception) -> None:
        self._asked_for = None
        if isinstance(error, DeskError):
            say(say_error(error), "warning")
        self._reload(frozenset({Area.DRAFTS}))

    def _change_over(self) -> None:
        draft_id = self.waiting.longest()
        if draft_id is not None:
            self._take_up(draft_id)

    def _finish(self) -> None:
        session, keeper = self._session, self._keeper
        if session is None or keeper is None or not self.record.isEnabled():
            return
        for picker in (self.record.topic, self.record.assignee):
            picker.take()
        try:
            draft = session.to_record()
        except BadInput as wrong:
            self._show_wrong(wrong)
            return
        self.record.clear_errors()
        self.record.setEnabled(False)  # what is typed now would come too late to be recorded
        keeper.finish(draft, lambda finished: self._finished(finished, session, keeper))

    def _finished(self, finished: Finished, session: Session, keeper: Keeper) -> None:
        self.visits.recorded(session)
        about, due_at, now = session.draft.promise_id, session.promised_at, self._shift.now()
        words = recorded_words(finished, about, due_at, now, about_visit=session.about_visit)
        self._drafts = tuple(saved for saved in self._drafts if saved.id != keeper.draft_id)
        self._session = self._keeper = None
        self.guide.follow(None)
        session.deleteLater()
        keeper.deleteLater()
        self._show_idle()
        say(words, "success")
        self.recorded.emit(finished)

    def _pick(self) -> None:
        """Decide who the caller is: from the list, the one at this number, or somebody else after all."""
        session = self._session
        if session is None:
            return
        if session.draft.customer_id is not None:
            self.callers.forget()
        elif session.card is not None:
            session.link(session.card)
        elif self.caller.matches.rows():
            self.caller.matches.setFocus()

    def _number(self, number: int) -> None:
        if self._session is not None:
            self._session.press(number)
        elif 1 <= number <= len(self.idle.waiting.rows()):
            self._take_up(self.idle.waiting.rows()[number - 1].id)

    # -- what happens ---------------------------------------------------------------------------

    def _changed(self) -> None:
        if self._keeper is not None:
            self._keeper.touch()
        self._show()

    def _show(self) -> None:
        session = self._session
        if session is not None:
            self.script.show_session(session)
            self.record.show_session(session)
            self.caller_column.show_session(session)
            self.verbs["agreed"].setEnabled(session.expected is not None)
            self.guide.show_next()

    def show_length(self) -> None:
        """Show how long the contact has lasted by the clock now; every second by itself."""
        if self._session is not None:
            length = self._shift.now() - self._session.draft.started_at
            self.script.head.show_length(length, self._shift.office.settings.advised_call)

    def _saved(self, keeper: Keeper, at: datetime) -> None:
        if keeper is self._keeper:
            self._in_trouble = False
            if self._session is not None:
                self._session.draft_id = keeper.draft_id
            self.record.show_saved(at)

    def _trouble(self, keeper: Keeper, error: DeskError) -> None:
        """Say once why the draft could not be kept or recorded; it stays here and is tried again."""
        if keeper is not self._keeper:
            say(say_error(error), "danger")
            return
        refused = not self.record.isEnabled()
        self.record.setEnabled(True)
        if self._shown_at_field(error):
            return
        self.record.show_saved(None)
        if refused or not self._in_trouble or isinstance(error, BadInput):
            say(say_error(error), "danger")
        if refused:
            self.record.finish_button.setFocus()
        self._in_trouble = True

    def _show_wrong(self, error: DeskError) -> None:
        if not self._shown_at_field(error):
            say(say_error(error), "warning")

    def _shown_at_field(self, error: DeskError) -> bool:
        return self.record.show_error(error) or self.script.show_error(error)

    def _show_idle(self) -> None:
        self.callers.follow(None)
        self.visits.follow(None)
        self._second.stop()
        self._columns.hide()
        self.idle.show()
        self._show_waiting()
        if self.isVisible():
            self.idle.take_focus()

    def _reload(self, areas: frozenset[Area]) -> None:
        if Area.DRAFTS in areas:
            self._shift.call(self, list_drafts, self._take_drafts)
        self.idle.reload(areas)

    def _take_drafts(self, drafts: tuple[WaitingDraft, ...]) -> None:
        self._drafts, keeper = drafts, self._keeper
        if keeper is not None and keeper.draft_id is not None:
            own = (keeper.draft_id, keeper.token)
            if own not in {(saved.id, saved.held_by) for saved in drafts}:
                keeper.check()
        self._show_waiting()
        if self.window().focusWidget() is self.idle.call_button:
            self.idle.take_focus()

    def _show_waiting(self) -> None:
        own = self._keeper.draft_id if self._keeper else None
        waiting = [saved for saved in self._drafts if saved.id != own]
        if self._keeper is not None and own is None:  # begun a moment ago: the one not parked is this one
            waiting = [saved for saved in waiting if saved.parked]
        self.idle.show_waiting(waiting)
        ours = [saved for saved in waiting if not saved.in_use and saved.is_near(self._shift.desk)]
        self.waiting.show_waiting(ours if self._session is not None else ())
        self.waiting_changed.emit(len(ours))

    def _matched(self, matches: tuple[CallerMatch, ...]) -> None:
        self.caller.show_matches(matches)
        if self._session is not None:
            self.caller_column.show_session(self._session)

    def _look_again(self) -> None:
        """Look at the clock and the people again: hours pass, colleagues come back."""
        self.record.refresh()
        self.show_length()
        if any(saved.in_use for saved in self._drafts):
            self._reload(frozenset({Area.DRAFTS}))
        if self._session is not None:
            self._session.refresh()

    # -- putting together -----------------------------------------------------------------------

    def _step(self, move: Callable[[Session], None]) -> None:
        if self._session is not None:
            move(self._session)

    def _connect(self) -> None:
        self.script.answered.connect(self._number)
        self.script.go_on.connect(self.guide.enter)
        self.guide.wrong.connect(self._show_wrong)
        self.script.visit.by_phone.connect(lambda: self._number(SOLVED))
        self.script.visit.booked.connect(lambda _visit: self.guide.go())
        self.record.looked_for.connect(self.callers.look_soon)
        self.callers.matched.connect(self._matched)
        self.caller.chosen.connect(self.callers.choose)
        self.caller.chosen.connect(lambda _customer: self.guide.go())  # the list goes, and its focus with it
        self.idle.taken_up.connect(self._take_up)
        self.waiting.taken_up.connect(self._take_up)
        self._shift.changed.connect(self._reload)
        self._shift.ticked.connect(self._look_again)
        self._shift.reference_changed.connect(self._look_again)

    def _lay_out(self) -> None:
        self._columns = Columns(self.script, self.record, self.caller_column)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.waiting)
        column.addWidget(self.idle, 1)
        column.addWidget(self._columns, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where the next key is likeliest."""
        super().showEvent(event)
        if self._session is None:
            self.idle.take_focus()
        else:
            self.guide.go()
