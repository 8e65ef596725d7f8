"""Doing something with an appointment: opening it, its verbs, the panels they ask in, what is said after."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from desk_app.core.appointments import AppointmentState
from desk_app.core.errors import BadInput, Conflict, DeskError, NotFound
from desk_app.core.visit_notices import VisitNotice
from desk_app.gui.appointments import paper
from desk_app.gui.appointments.detail import DetailCard
from desk_app.gui.appointments.grid_view import Place
from desk_app.gui.appointments.panels import (
    CancelPanel,
    ChangePanel,
    GiveAwayPanel,
    MovePanel,
    moved_said,
    moved_to,
)
from desk_app.gui.i18n import mark, tr
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.panels import Asking
from desk_app.gui.words import say_error
from desk_app.usecases.agenda import AgendaRow
from desk_app.usecases.appointments import AppointmentDetail, move_appointment, open_appointment
from desk_app.usecases.executor import UseCase
from desk_app.usecases.free_times import SlotAnswer, look_at_slot
from desk_app.usecases.notices import notice_of
from desk_app.usecases.visits import arrive, begin_talk, cover_visit, did_not_come, finish_talk, take_back

_SAID = {
    AppointmentState.ARRIVED: mark("Arrived. {who} is told."),
    AppointmentState.IN_TALK: mark("The talk has begun."),
    AppointmentState.DONE: mark("The visit is done."),
    AppointmentState.NO_SHOW: mark("Noted. A call to the customer is on the board of promises."),
    AppointmentState.BOOKED: mark("Taken back: booked as before."),
}


class Handling(QObject):
    """What the page lets one do with the appointment at hand, which `current` names.

    Says `shown(AppointmentDetail)` when one is opened, `settled` when a panel closed, `stale` when what is
    on the screen is no longer so.
    """

    shown = Signal(object)
    settled = Signal()
    stale = Signal()

    def __init__(self, shift: Shift, current: Callable[[], AgendaRow | None], parent: QObject) -> None:
        super().__init__(parent)
        self._shift, self._current = shift, current
        self._then: Callable[[AppointmentDetail], object] | None = None
        self._card: DetailCard | None = None

    def runs(self) -> dict[str, Callable[[], object]]:
        """Return what each verb does."""
        return {
            "arrive": lambda: self._turn(arrive),
            "talk": lambda: self._turn(begin_talk),
            "done": lambda: self._turn(finish_talk),
            "no_show": lambda: self._turn(did_not_come),
            "back": lambda: self._turn(take_back),
            "cover": lambda: self._turn(cover_visit, by_id=self._shift.person.id),
            "change": lambda: self._with_detail(lambda _detail: self._asking.ask(self._change_panel())),
            "cancel": lambda: self._with_detail(lambda _detail: self._asking.ask(CancelPanel())),
            "hand_over": lambda: self._with_detail(self._ask_whom),
            "print": lambda: self._with_detail(self._print),
            "text": lambda: self._with_detail(lambda detail: paper.copy_text(self._notice(detail))),
            "calendar": lambda: self._with_detail(self._save_calendar),
        }

    def use_card(self, card: DetailCard) -> None:
        """Let panels open in `card`."""
        self._card = card
        self._asking = Asking(self._shift, card.place, self._at_hand, self)
        self._asking.closed.connect(self.settled)
        self._asking.done.connect(lambda _panel, detail: self._show(detail))
        self._asking.failed.connect(self._refused)

    @property
    def card(self) -> DetailCard:
        """Return the card of the appointment opened."""
        assert self._card is not None
        return self._card

    # -- opening

    def open(self, appointment_id: int, then: Callable[[AppointmentDetail], object] | None = None) -> None:
        """Read an appointment whole, which is logged, and show it."""
        self._then = then
        self._shift.call(self, open_appointment, self._opened, self._refused, appointment_id=appointment_id)

    def _opened(self, detail: AppointmentDetail) -> None:
        then, self._then = self._then, None
        self.shown.emit(detail)
        if then:
            then(detail)

    def _with_detail(self, then: Callable[[AppointmentDetail], object]) -> None:
        """Do something with the appointment at hand as soon as it is read."""
        row, detail = self._current(), self.card.detail
        if row is None:
            return
        if detail is not None and (detail.id, detail.version) == (row.id, row.version):
            self.shown.emit(detail)
            then(detail)
        else:
            self.open(row.id, then)

    # -- turning its state

    def _turn(self, use: UseCase[Any, AppointmentDetail], **args: Any) -> None:
        row = self._current()
        if row is None:
            return
        args |= {"appointment_id": row.id, "seen_version": row.version}
        self._shift.call(self, use, self._turned, self._refused, **args)

    def _turned(self, detail: AppointmentDetail) -> None:
        acting = self._shift.person_by_id(detail.cover.person_id) if detail.cover else None
        if detail.covered_by:
            say(tr("{who} received the customer instead", who=detail.covered_by), "success")
        else:
            who = acting.title if acting else detail.staff
            say(tr(_SAID.get(detail.state, ""), who=who), "success")
        self._show(detail)

    # -- moving

    def ask_move(self, row: AgendaRow, place: Place) -> None:
        """Check a time as a booking: free moves at once, a warning asks why, an overlap is refused."""

        def answered(answer: SlotAnswer) -> None:
            if answer.taken:
                say(say_error(BadInput("slot", "taken")), "danger")
            elif answer.hindrances:
                panel = MovePanel(self._shift, place, row.place, answer)
                self.open(row.id, lambda _detail: self._asking.ask(panel))
            else:
                self._move(row, place)

        self._shift.call(
            self,
            look_at_slot,
            answered,
            self._refused,
            staff_id=place.staff_id,
            topic_id=row.topic_id,
            starts_at=place.starts_at,
            minutes=place.minutes,
            ignoring=row.id,
        )

    def _move(self, row: AgendaRow, place: Place) -> None:
        def moved(detail: AppointmentDetail) -> None:
            say(moved_said(self._shift, place), "success")
            self._show(detail)

        seen = {"appointment_id": row.id, "seen_version": row.version}
        self._shift.call(self, move_appointment, moved, self._refused, **seen, **moved_to(place, row.place))

    def _ask_whom(self, detail: AppointmentDetail) -> None:
        panel = GiveAwayPanel(self._shift, detail.staff_id)

        def hand() -> None:
            row, staff_id = self._current(), panel.chosen()
            if row is None or staff_id is None:
                return
            self.close_panel()
            self.ask_move(row, Place.of(detail.starts_at, staff_id, detail.minutes))

        panel.confirmed.connect(hand)
        panel.cancelled.connect(self.close_panel)
        self.card.place.open_panel(panel)

    # -- panels

    def _change_panel(self) -> ChangePanel:
        return ChangePanel(self._shift, lambda: self.card.detail)

    def close_panel(self) -> None:
        """Put an open panel away."""
        self._asking.close()

    def _at_hand(self) -> dict[str, Any] | None:
        """Return what a panel's verb is done on: the appointment opened, as it is on the screen."""
        detail = self.card.detail
        return {"appointment_id": detail.id, "seen_version": detail.version} if detail else None

    def _show(self, detail: AppointmentDetail) -> None:
        if self.card.isVisible():
            self.shown.emit(detail)

    def _refused(self, error: DeskError) -> None:
        """Say why something could not be done; what was changed elsewhere is read anew."""
        self._then = None
        say(say_error(error), "warning" if isinstance(error, Conflict) else "danger")
        if isinstance(error, Conflict | NotFound):
            self.stale.emit()

    # -- what the customer takes along

    def _notice(self, detail: AppointmentDetail) -> VisitNotice:
        return notice_of(detail, self._shift.office.branch)

    def _print(self, detail: AppointmentDetail) -> None:
        paper.print_slip(self._notice(detail), self.card)

    def _save_calendar(self, detail: AppointmentDetail) -> None:
        paper.save_calendar(self._notice(detail), self._shift.now(), self.card)
