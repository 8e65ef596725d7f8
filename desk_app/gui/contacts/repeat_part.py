"""A second visit on the same matter (`III-3-1`): what was said the first time, whether it is our fault."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.clock import seoul
from desk_app.core.contacts import Channel
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.redress import Cause, EarlierVisit, RepeatVisit
from desk_app.core.scripts import StepState
from desk_app.gui import theme
from desk_app.gui.complaints.words import CAUSES
from desk_app.gui.contacts.session import Session
from desk_app.gui.i18n import tr
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.gui.words import say_error
from desk_app.usecases.redress import earlier_visit

_SCRIPT = "second_visit"
_CAUSE_BY_KEY = dict(enumerate(Cause, 1))


class RepeatPart(QWidget):
    """Looks for an earlier visit once customer and topic are known; what is answered goes into the draft.

    Our fault begins the apology, which is said first and asks why; the conversation waits where it was.
    """

    def __init__(self, shift: Shift, owner: QWidget) -> None:
        super().__init__(owner)
        self._shift = shift
        self._session: Session | None = None
        self._asked_for: tuple[int, int] | None = None
        self._earlier: EarlierVisit | None = None
        self.yes = action(owner, tr("Yes, our fault"), "Alt+Y", self._ours, whole_window=True)
        self.no = action(owner, tr("No, not our fault"), "Alt+N", self._not_ours, whole_window=True)
        self.card = Note("warning", quiet=True)
        self._wrong = Words(size=theme.SMALL, ink="danger_text")
        self._wrong.hide()
        self._buttons = [KeyButton.of(verb, size="small") for verb in (self.yes, self.no)]
        for button in self._buttons:
            button.setCheckable(True)
        self.card.column.addWidget(self._wrong)
        self.card.column.addWidget(WrapRow(*self._buttons, spacing=6))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self._show()

    def show_session(self, session: Session) -> None:
        """Look for an earlier visit where another customer or topic is known, and show what is known."""
        if session is not self._session:
            self._session, self._asked_for, self._earlier = session, None, None
            self._wrong.hide()
        draft = session.draft
        known = draft.channel is Channel.VISIT and draft.customer_id and draft.topic_id
        asked = (draft.customer_id or 0, draft.topic_id or 0) if known else None
        if asked != self._asked_for:
            self._asked_for, self._earlier = asked, None
            self._look(session, asked)
        self._take_cause(session)
        self._show()

    def show_error(self, error: DeskError) -> bool:
        """Ask for the cause again where it is missing; return whether that is what is wrong."""
        session = self._session
        if not isinstance(error, BadInput) or error.field != "cause" or session is None:
            return False
        self._wrong.set_text(say_error(error))
        self._wrong.show()
        if session.in_aside and session.script.id == _SCRIPT and session.run.visited:
            session.back()
        else:
            session.begin_aside(_SCRIPT)
        return True

    # -- inside ---------------------------------------------------------------------------------

    def _look(self, session: Session, asked: tuple[int, int] | None) -> None:
        def take(found: EarlierVisit | None) -> None:
            if session is self._session and asked == self._asked_for:
                self._take(session, found)

        if asked is None:
            self._take(session, None)
        else:
            given = {"customer_id": asked[0], "topic_id": asked[1], "before": session.draft.started_at}
            self._shift.call(session, earlier_visit, take, **given)

    def _take(self, session: Session, found: EarlierVisit | None) -> None:
        """Know the earlier visit; what was answered about another one counts no more."""
        self._earlier = found
        repeat = session.draft.repeat
        if repeat is not None and (found is None or found.contact_id != repeat.earlier_contact_id):
            session.edit(repeat=None)
        self._show()

    def _take_cause(self, session: Session) -> None:
        """Keep in the draft the cause that the apology was answered with."""
        repeat, told = session.draft.repeat, _cause_told(session.whole().asides)
        if repeat is not None and repeat.ours and repeat.cause is not told:
            self._wrong.hide()
            session.edit(repeat=replace(repeat, cause=told))

    def _ours(self) -> None:
        session, earlier = self._session, self._earlier
        if session is None or earlier is None:
            return
        session.edit(repeat=RepeatVisit(earlier.contact_id, ours=True))
        if session.draft.repeat is not None and session.draft.repeat.cause is None:
            session.begin_aside(_SCRIPT)

    def _not_ours(self) -> None:
        if self._session is not None and self._earlier is not None:
            self._wrong.hide()
            self._session.edit(repeat=RepeatVisit(self._earlier.contact_id))

    def _show(self) -> None:
        """Show the question; once it is answered one line, and nothing while the apology is said."""
        earlier, session = self._earlier, self._session
        for verb in (self.yes, self.no):
            verb.setEnabled(earlier is not None)
            verb.setVisible(earlier is not None)
        if earlier is None or session is None:
            self.hide()
            return
        repeat = session.draft.repeat
        self.setVisible(not session.in_aside or not self._wrong.isHidden())
        for button, ours in zip(self._buttons, (True, False), strict=True):
            button.setChecked(repeat is not None and repeat.ours is ours)
        days = (seoul(self._shift.now()).date() - seoul(earlier.at).date()).days
        came = tr("came {count} days ago about the same", count=days) if days else tr("came today already")
        if repeat is not None:
            cause = tr(CAUSES[repeat.cause]) if repeat.cause is not None else ""
            self.card.set_words("", " · ".join(part for part in (came, cause) if part))
            return
        said = " · ".join(part for part in (came, earlier.taken_by, earlier.summary) if part)
        brought = tr("asked to bring then: {papers}", papers=earlier.bring) if earlier.bring else ""
        title = tr("Is it our fault that they had to come again?")
        self.card.set_words(title, "\n".join(part for part in (said, brought) if part))


def _cause_told(asides: tuple[dict[str, Any], ...]) -> Cause | None:
    """Return the cause that the latest apology was answered with, as the draft keeps its runs."""
    for run in reversed(asides):
        if run.get("script") == _SCRIPT and run["visited"]:
            said = run["visited"][0]
            return _CAUSE_BY_KEY.get(said["key"]) if said["state"] == StepState.DONE.value else None
    return None
