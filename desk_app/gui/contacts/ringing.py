"""Whose number rings while nobody is being served: their history is there before the phone is picked up."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.contacts import Channel
from desk_app.gui.contacts.beginnings import Ringing
from desk_app.gui.contacts.caller_panel import CallerPanel
from desk_app.gui.contacts.callers import Callers
from desk_app.gui.contacts.session import Session
from desk_app.gui.shift import Shift


class RingingCaller(QWidget):
    """Hidden while the phone is quiet. It only looks: nothing is begun before somebody picks up."""

    def __init__(self, shift: Shift, pick: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shift = shift
        self._session: Session | None = None
        self.panel = CallerPanel(shift, pick)
        self._callers = Callers(shift, self)
        self._callers.matched.connect(self.panel.show_matches)
        self._callers.matched.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.hide()

    def show_number(self, phone: str) -> None:
        """Look up who may be calling from this number and show them."""
        self.quiet()
        self._session = Session.begun(self._shift, Channel.PHONE, Ringing(phone=phone))
        self._session.setParent(self)
        self._session.changed.connect(self._show)
        self._callers.follow(self._session)
        self.show()

    def quiet(self) -> None:
        """Show nobody."""
        self.hide()
        session, self._session = self._session, None
        self._callers.follow(None)
        if session is not None:
            session.deleteLater()

    def _show(self) -> None:
        if self._session is not None:
            self.panel.show_session(self._session)
