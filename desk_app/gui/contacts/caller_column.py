"""The third column of the desk: who it is, or what whoever takes a visitor over has to know; and guidance."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.staff import Presence
from desk_app.gui.briefs.card import HandOverBriefCard
from desk_app.gui.contacts.caller_panel import CallerPanel
from desk_app.gui.contacts.session import Session
from desk_app.gui.faq.guidance import GuidanceCard
from desk_app.gui.shift import Shift


class CallerColumn(QWidget):
    """Shows the caller; the brief in their place once a visitor's person is away (`I-1-4`).

    Under either the guidance at hand, which takes the whole column while an answer is read aloud.
    """

    def __init__(self, shift: Shift, caller: CallerPanel) -> None:
        super().__init__()
        self._shift = shift
        self._caller = caller
        self._shown: tuple[Session, int] | None = None
        self.brief = HandOverBriefCard(shift)
        self.brief.hide()
        self.guidance = GuidanceCard(shift)
        self.guidance.reading.connect(lambda _reads: self._share())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(caller, 1)
        column.addWidget(self.brief, 1)
        column.addWidget(self.guidance)

    def show_session(self, session: Session) -> None:
        """Show the caller of the session, or the brief of the visit that has to be covered."""
        self._caller.show_session(session)
        self.guidance.show_session(session)
        visit = session.visit
        person = self._shift.person_by_id(visit.staff_id) if visit is not None else None
        presence = person.presence.at(self._shift.now()) if person is not None else Presence()
        covered = visit is not None and (presence.is_away or visit.covered_by_id is not None)
        wanted = (session, visit.id) if visit is not None and covered else None
        if wanted != self._shown:
            self._shown = wanted
            if wanted is not None:
                self.brief.show_brief(wanted[1])
            else:
                self.brief.clear()
        self._share()

    def _share(self) -> None:
        reads = self.guidance.is_reading
        self.brief.setVisible(self._shown is not None and not reads)
        self._caller.setVisible(self._shown is None and not reads)
