"""Says once that somebody counts as back, because the time they named has passed while they said nothing."""

from datetime import datetime

from PySide6.QtCore import QObject

from desk_app.core.staff import Role
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift


class PresenceWatch(QObject):
    """Tells the reception of everybody who counts as back, others of themselves.

    What had passed before it began to watch was somebody else's to say.
    """

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self._seen = shift.now()
        shift.ticked.connect(self.look)

    def look(self, now: datetime) -> None:
        """Say whose time has passed since it was looked at last."""
        me = self._shift.person
        passed = {
            person.title: person.presence.at(now).reverted_at
            for person in self._shift.people
            if person.id == me.id or me.role is Role.RECEPTIONIST
        }
        back = [who for who, since in passed.items() if since is not None and self._seen < since <= now]
        self._seen = max(self._seen, now)
        if back == [me.title]:
            say(tr("Your time of return has passed: you are shown as at your place."))
        elif back:
            say(
                tr(
                    "The time of return of {who} has passed: they are shown as at their place.",
                    who=", ".join(back),
                )
            )
