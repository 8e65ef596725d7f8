"""Where the focus is and what Enter does: the next field that the script asks for, then the next step."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from desk_app.core.errors import DeskError
from desk_app.core.scripts import enter_leads_on
from desk_app.core.spoken import short_when
from desk_app.gui.contacts.picker import Picker
from desk_app.gui.contacts.record_panel import RecordPanel
from desk_app.gui.contacts.script_panel import OWN_FIELDS, ScriptPanel
from desk_app.gui.contacts.session import Session
from desk_app.gui.i18n import mark, tr
from desk_app.gui.widgets.buttons import KeyButton

_BY_NUMBER = frozenset({"rings", "due"})  # answered with a number, not in a field
_TITLES = {
    "rings": mark("Number of rings"),
    "due": mark("Hour of the promise"),
    "customer_name": mark("Customer name"),
    "phone": mark("Contact number"),
    "topic": mark("Kind of business"),
    "assignee": mark("Person in charge"),
    "summary": mark("What was asked"),
    "note": mark("Notes taken"),
    "safe_contact": mark("How to call back"),
    "appointment": mark("The visit"),
    "cancel_reason": mark("Reason of the cancellation"),
    "visitor_appointment": mark("Today's appointment"),
}


class Guide(QObject):
    """Follows one session. Says `wrong(error)` where Enter cannot lead on yet.

    The button at the foot of the script always says what Enter will do: so Enter means one thing.
    """

    wrong = Signal(object)

    def __init__(self, page: QWidget, script: ScriptPanel, record: RecordPanel) -> None:
        super().__init__(page)
        self._page, self._script, self._record = page, script, record
        self._session: Session | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)
        record.complaint.left.connect(script.focus_choices)

    def follow(self, session: Session | None) -> None:
        """Guide through this session from now on."""
        self._session = session
        self.go()

    def go(self) -> None:
        """Put the focus on what the step asks for first and nobody has answered, else on the way on."""
        session = self._session
        if session is None:
            return
        asked = self._next_asked(None)
        if session.step is None:
            self._record.finish_button.setFocus()
        elif asked:
            self._focus(asked)
        elif enter_leads_on(session.step, session.facts):
            self._script.next.setFocus()
        else:
            self._script.focus_choices()
        self.show_next()

    def enter(self) -> None:
        """Do what the button says: take what is being chosen, go to the next field, or go on."""
        here = QApplication.focusWidget()
        if isinstance(here, Picker):
            here.take()
        if isinstance(here, KeyButton) and not here.isCheckable() and here is not self._script.next:
            here.click()
            return
        session = self._session
        if session is None or (here is self._script.due_edit and session.take_opening()):
            return
        if here is not None and self._script.visit.isAncestorOf(here):
            self._script.visit.enter(here)
            return
        wrong = self._wrong_at(here, session)
        if wrong is not None:
            self.wrong.emit(wrong)
            return
        asked = self._next_asked(here)
        if asked:
            self._focus(asked)
        else:
            self.go_on()

    def _wrong_at(self, here: QWidget | None, session: Session) -> DeskError | None:
        """Return what is wrong with the entry that Enter would leave: the focus then stays there."""
        if here is self._record.phone:
            return self._record.phone_trouble()
        return session.typed.wrong if here is self._script.due_edit else None

    def go_on(self) -> None:
        """Leave the step, or say what it still lacks."""
        if self._session is None:
            return
        try:
            self._session.go_on()
        except DeskError as error:
            self.wrong.emit(error)

    def show_next(self) -> None:
        """Show on the button what Enter does now."""
        session, here = self._session, QApplication.focusWidget()
        if session is None:
            return
        step, opening = session.step, session.typed.opening
        asked, title = self._next_asked(here), self._script.next_title(session)
        leads_on = step is not None and enter_leads_on(step, session.facts)
        if here is self._script.due_edit and opening is not None:
            words = tr("Set {when}", when=short_when(opening, self._script.shown_at()))
        elif asked or title:
            words = tr("Next: {title}", title=tr(_TITLES[asked]) if asked else title)
        elif leads_on and step is not None and step.returns:
            words = tr("Back to the conversation")
        else:
            words = tr("End of the conversation") if leads_on else tr("Choose a number")
        self._script.next.setVisible(step is not None)
        self._script.show_next(words, enabled=bool(asked) or leads_on)

    def _focus(self, name: str) -> None:
        if name in _BY_NUMBER:
            self._script.focus_choices()
        elif name in OWN_FIELDS:
            self._script.focus_field(name)
        else:
            self._record.go_to(name)

    def _next_asked(self, here: QWidget | None) -> str:
        """Return the field asked for and still empty after the one where the focus is, or ""."""
        session = self._session
        if session is None or session.step is None or here is self._script.next:
            return ""
        asked = session.step.ask
        at = next((at for at, name in enumerate(asked) if here and self._holds(name, here)), -1)
        return next((name for name in asked[at + 1 :] if self._is_empty(name, session)), "")

    def _holds(self, name: str, here: QWidget) -> bool:
        if name in _BY_NUMBER:
            return here is self._script.due_edit or self._script.choices.isAncestorOf(here)
        if name in OWN_FIELDS:
            return self._script.holds(name, here)
        field = self._record.fields[name]
        return field is here or field.isAncestorOf(here)

    def _is_empty(self, name: str, session: Session) -> bool:
        if name in _BY_NUMBER:
            return session.draft.rings is None if name == "rings" else session.draft.due_at is None
        return self._script.is_empty(name) if name in OWN_FIELDS else self._record.is_empty(name)

    def _focus_changed(self, _before: QWidget | None, here: QWidget | None) -> None:
        if self._session is not None:
            typing = isinstance(here, QLineEdit | QTextEdit) and self._page.isAncestorOf(here)
            self._script.show_typing(typing)
            self.show_next()


def number_keys(page: QWidget, pressed: Callable[[int], None]) -> None:
    """Call `pressed` with 1-9: by the number alone where nobody types, with Alt everywhere on the page."""
    for number in range(1, 10):
        for keys in (str(number), f"Alt+{number}"):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda number=number: pressed(number))
