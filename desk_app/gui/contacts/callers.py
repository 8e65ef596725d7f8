"""Looks the caller up while somebody types: who it may be, and the card of whoever it is."""

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.core.errors import NotFound
from desk_app.gui.contacts.facts import digits_of
from desk_app.gui.contacts.session import Session
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.words import say_error
from desk_app.usecases.customers import CallerCard, CallerMatch, find_callers, open_caller

PAUSE_MS = 120
"""How long nothing is typed before the database is asked."""


class Callers(QObject):
    """Asks for one session at a time; answers that came too late are dropped.

    `matched(tuple)` says who it may be. A card is opened for the customer that was chosen, and for the only
    one at a whole number, so that the history is there while the phone still rings; it is put into the
    session, which decides whose it is. So it is for whoever becomes known without typing, because they came
    for their appointment.
    """

    matched = Signal(object)

    def __init__(self, shift: Shift, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shift = shift
        self._session: Session | None = None
        self._asked = 0
        self._opening: int | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.look)

    def follow(self, session: Session | None) -> None:
        """Look up for this session from now on, at once."""
        if self._session is not None:
            self._session.changed.disconnect(self._follow_link)
        self._session, self._opening = session, None
        self._asked += 1
        self._pause.stop()
        self.matched.emit(())
        if session is not None:
            session.changed.connect(self._follow_link)
            self.look()

    def look_soon(self) -> None:
        """Look up once nothing is typed for a moment."""
        self._pause.start()

    def look(self) -> None:
        """Look up now."""
        session = self._session
        if session is None:
            return
        self._pause.stop()
        self._asked += 1
        draft = session.draft
        if draft.customer_id is not None:
            self.matched.emit(())
            self._open(draft.customer_id)
            return
        asked = self._asked

        def found(matches: tuple[CallerMatch, ...]) -> None:
            if asked == self._asked:
                self._found(matches)

        self._shift.call(self, find_callers, found, name=draft.customer_name, phone=draft.phone)

    def choose(self, customer_id: int) -> None:
        """Take the caller to be this customer."""
        self._open(customer_id, link=True)

    def forget(self) -> None:
        """Take the caller to be nobody known yet, and look again."""
        if self._session is not None:
            self._session.card = None
            self._session.edit(customer_id=None)
            self.look()

    def _follow_link(self) -> None:
        """Open the card of a customer who is known in the draft but not yet on the screen."""
        session = self._session
        linked = session.draft.customer_id if session is not None else None
        shown = session.card.customer_id if session is not None and session.card is not None else None
        if linked is not None and linked not in {shown, self._opening}:
            self.look()

    def _found(self, matches: tuple[CallerMatch, ...]) -> None:
        session = self._session
        if session is None:
            return
        digits = digits_of(session.draft.phone)
        at_number = [match for match in matches if digits and match.phone == digits]
        self.matched.emit(matches)
        if len(at_number) == 1 == len(matches):
            self._open(at_number[0].customer_id)
        elif session.card is not None:
            session.set_card(None)

    def _open(self, customer_id: int, *, link: bool = False) -> None:
        session, asked = self._session, self._asked
        if session is None:
            return
        self._opening = customer_id

        def opened(card: CallerCard) -> None:
            if session is not self._session or asked != self._asked:
                return
            if link or (session.draft.customer_id == customer_id and not session.draft.customer_name):
                self.matched.emit(())
                session.link(card)
            elif card != session.card:
                session.set_card(card)

        def failed(error: Exception) -> None:
            if isinstance(error, NotFound):
                session.edit(customer_id=None)
            else:
                say(say_error(error), "warning")  # type: ignore[arg-type]  # the runner hands on DeskErrors only

        self._shift.call(
            self, open_caller, opened, failed, customer_id=customer_id, topic_id=session.draft.topic_id
        )
