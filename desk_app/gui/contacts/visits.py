"""The appointments of the contact in progress: the visit arranged in it, and the one a visitor came for."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from desk_app.core.appointments import OPEN, AppointmentState
from desk_app.core.areas import Area
from desk_app.core.contacts import Channel, Draft, Outcome
from desk_app.core.errors import DeskError, NotFound
from desk_app.core.korean import tidy_name
from desk_app.core.scripts import Visited
from desk_app.gui.contacts.facts import digits_of
from desk_app.gui.contacts.script_panel import ScriptPanel
from desk_app.gui.contacts.session import Session
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.words import say_error
from desk_app.usecases.agenda import AgendaRow, todays_visitors
from desk_app.usecases.appointments import AppointmentDetail, cancel_appointment, open_appointment
from desk_app.usecases.board import PromiseDetail, open_promise
from desk_app.usecases.executor import UseCase
from desk_app.usecases.visits import arrive, begin_talk, cover_visit, finish_talk, take_back

Turn = UseCase[Any, AppointmentDetail]


class Visits(QObject):
    """Follows one session; puts what it reads into it, where the script finds it.

    What the script comes to is done at once: a visitor who is led to somebody begins the talk, one whom a
    colleague takes over is covered (`I-1-4`); a visit recorded from welcome to farewell is done, one
    recorded earlier goes on where the visitor was led to.
    """

    def __init__(self, shift: Shift, script: ScriptPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._shift, self._script = shift, script
        self._session: Session | None = None
        self._rows: tuple[AgendaRow, ...] = ()
        self._walked = 0
        shift.changed.connect(self._changed)
        script.visit.booked.connect(self.booked)
        script.visit.cancel_asked.connect(self.cancel)
        script.visitor.picker.chosen.connect(self.came)

    def follow(self, session: Session | None) -> None:
        """Serve this session from now on; what its draft names is read again, in whatever state it is."""
        if self._session is not None:
            self._session.changed.disconnect(self._expect)
            self._session.moved.disconnect(self._stepped)
        self._session = session
        if session is None:
            self._script.visit.forget()
            return
        self._walked = len(session.run.visited)
        session.changed.connect(self._expect)
        session.moved.connect(self._stepped)
        self.read()
        if session.draft.channel is Channel.VISIT:
            self._list()

    def read(self) -> None:
        """Read what the session's draft and its promise name."""
        session = self._session
        if session is None:
            return
        draft, promise = session.draft, session.promise
        if draft.promise_id is not None and promise is None:
            self._shift.call(session, open_promise, self._promise_read, promise_id=draft.promise_id)
            return
        agreed = draft.booked_id or (promise.appointment_id if promise else None)
        if agreed is not None:
            self._open(agreed, session.set_agreed, lambda: session.edit(booked_id=None))
        if draft.visit_of_id is not None:
            self._open(draft.visit_of_id, session.set_visit, session.leave_visit)

    def _promise_read(self, promise: PromiseDetail) -> None:
        if self._session is not None and self._session.draft.promise_id == promise.id:
            self._session.set_promise(promise)
            self.read()

    # -- what is done ---------------------------------------------------------------------------

    def came(self, appointment_id: int | None) -> None:
        """Let the visitor have come for this appointment, or for none; their person hears of it at once."""
        session = self._session
        if session is None or appointment_id == session.draft.visit_of_id:
            return
        if session.visit is not None:
            self._not_theirs(session, session.visit)
        row = next((row for row in self._rows if row.id == appointment_id), None)
        if row is None:
            return
        if row.state in {AppointmentState.BOOKED, AppointmentState.NO_SHOW}:
            self._turn(session, row.id, row.version, arrive)
        else:
            self._open(row.id, session.set_visit, session.leave_visit)

    def came_as_expected(self) -> None:
        """Take the visitor to have come for the appointment that bears their name or number."""
        if self._session is not None and self._session.expected is not None:
            self.came(self._session.expected.id)

    def booked(self, appointment: AppointmentDetail) -> None:
        """Know the visit just booked or moved; the draft keeps which one it is."""
        session = self._session
        if session is None:
            return
        about = session.promise.appointment_id if session.promise else None
        if appointment.id != about:
            session.edit(booked_id=appointment.id, booking=None)
        else:
            session.edit(booking=None)
        session.set_agreed(appointment)

    def cancel(self, reason: str) -> None:
        """Cancel the visit arranged, for a reason that is kept."""
        session = self._session
        if session is None or session.agreed is None:
            return

        def done(appointment: AppointmentDetail) -> None:
            if appointment.id == session.draft.booked_id:
                session.edit(booked_id=None)
            session.set_agreed(appointment)
            say(tr("The appointment was cancelled."), "success")

        def refused(error: Exception) -> None:
            self._script.visit.show_error(error)
            self.read()

        seen = {"appointment_id": session.agreed.id, "seen_version": session.agreed.version}
        self._shift.call(session, cancel_appointment, done, refused, **seen, reason=reason)

    def recorded(self, session: Session) -> None:
        """Finish the visit that was recorded, if the visitor was seen off; else it goes on elsewhere."""
        visit = session.visit
        if visit is not None and session.came_to_the_end and visit.state in OPEN:
            self._shift.call(self, finish_talk, None, appointment_id=visit.id, seen_version=visit.version)

    # -- what happens ---------------------------------------------------------------------------

    def _stepped(self) -> None:
        """Do what the answer just given means for the visit."""
        session = self._session
        if session is None or session.in_aside:
            return
        visited, before = session.run.visited, self._walked
        self._walked = len(visited)
        if len(visited) > before:
            self._answered(session, visited[-1])

    def _answered(self, session: Session, left: Visited) -> None:
        visit = session.visit
        if visit is None or visit.state not in {AppointmentState.BOOKED, AppointmentState.ARRIVED}:
            return
        receives = self._shift.person_by_id(visit.staff_id)
        by = self._shift.cover_for(receives, visit.topic_id) or self._shift.person
        if left.outcome == Outcome.DEPUTY and by.id != visit.staff_id:
            self._turn(session, visit.id, visit.version, cover_visit, by_id=by.id)
        elif left.outcome in {Outcome.CONNECTED, Outcome.DEPUTY}:
            self._turn(session, visit.id, visit.version, begin_talk)

    def _turn(self, session: Session, appointment_id: int, version: int, verb: Turn, **more: object) -> None:
        """Turn the visit; where somebody else turned it first, it is shown as it stands."""

        def failed(error: Exception) -> None:
            if isinstance(error, DeskError):
                say(say_error(error), "warning")
            self._open(appointment_id, session.set_visit, session.leave_visit)
            self._list()

        def done(appointment: AppointmentDetail) -> None:
            session.set_visit(appointment)
            if verb is cover_visit:
                self._turn(session, appointment.id, appointment.version, begin_talk)

        seen = {"appointment_id": appointment_id, "seen_version": version}
        self._shift.call(session, verb, done, failed, **seen, **more)

    def _not_theirs(self, session: Session, visit: AppointmentDetail) -> None:
        session.leave_visit()
        if visit.state is AppointmentState.ARRIVED:
            self._shift.call(self, take_back, None, appointment_id=visit.id, seen_version=visit.version)

    def _open(
        self, appointment_id: int, done: Callable[[AppointmentDetail], None], gone: Callable[[], None]
    ) -> None:
        def failed(error: Exception) -> None:
            if isinstance(error, NotFound):
                gone()
            elif isinstance(error, DeskError):
                say(say_error(error), "warning")

        assert self._session is not None
        self._shift.call(self._session, open_appointment, done, failed, appointment_id=appointment_id)

    # -- who is expected today ------------------------------------------------------------------

    def _changed(self, areas: frozenset[Area]) -> None:
        session = self._session
        if session is not None and Area.APPOINTMENTS in areas and session.draft.channel is Channel.VISIT:
            self._list()

    def _list(self) -> None:
        self._shift.call(self, todays_visitors, self._take)

    def _take(self, rows: tuple[AgendaRow, ...]) -> None:
        self._rows, session = rows, self._session
        visit = session.visit if session is not None else None
        if visit is not None and (visit.id, visit.version) not in {(row.id, row.version) for row in rows}:
            self.read()
        self._script.visitor.show_visitors(rows)
        self._expect()

    def _expect(self) -> None:
        """Tell of an appointment that whoever is typed in may have come for without saying so."""
        session = self._session
        if session is not None and session.draft.channel is Channel.VISIT:
            session.set_expected(None if session.draft.visit_of_id else _same(self._rows, session.draft))


def _same(rows: tuple[AgendaRow, ...], draft: Draft) -> AgendaRow | None:
    """Return the one appointment of today that bears this whole name or number, if it is only one."""
    name, digits = tidy_name(draft.customer_name), digits_of(draft.phone)
    waiting = [row for row in rows if row.state is AppointmentState.BOOKED]
    found = [
        row
        for row in waiting
        if (name and tidy_name(row.customer) == name) or (digits and row.phone.partition("#")[0] == digits)
    ]
    return found[0] if len(found) == 1 else None
