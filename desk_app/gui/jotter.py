"""Keeps what stands typed in a form behind the hands that type it (house, decision 11)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer

from desk_app.core.errors import DeskError
from desk_app.gui.contacts.keeper import AGAIN_MS, MOST_MS, QUIET_MS
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.words import say_error
from desk_app.usecases.jottings import save_jottings

Body = Mapping[str, Any] | None


class Jotter(QObject):
    """Saves what `keep` was given within a second; never waits, never gives up, says once what is wrong.

    What is recorded takes its jotting with it in the same transaction: `forget` before that, so that
    nothing is saved after it, and `keep` again where it was refused.
    """

    def __init__(self, shift: Shift, parent: QObject) -> None:
        super().__init__(parent)
        self._shift = shift
        self._unsaved: dict[str, Body] = {}
        self._saving: dict[str, Body] | None = None
        self._in_trouble = False
        self._quiet = self._timer(QUIET_MS)
        self._most = self._timer(MOST_MS)
        self._again = self._timer(AGAIN_MS)

    def keep(self, place: str, body: Body) -> None:
        """Keep soon what stands in the form called `place`; `None` where it was emptied."""
        self._unsaved[place] = body
        self._quiet.start()
        if not self._most.isActive():
            self._most.start()

    def forget(self, place: str) -> None:
        """Save nothing more of a form."""
        for some in (self._unsaved, self._saving or {}):
            some.pop(place, None)

    def save(self) -> None:
        """Save now what changed; while a save is on its way, right after it."""
        for timer in (self._quiet, self._most, self._again):
            timer.stop()
        if self._saving is None and self._unsaved:
            self._saving, self._unsaved = self._unsaved, {}
            typed = dict(self._saving)
            self._shift.call(self, save_jottings, self._saved, self._missed, typed=typed)

    def _saved(self, _: None) -> None:
        self._saving, self._in_trouble = None, False
        if self._unsaved:
            self.save()

    def _missed(self, error: DeskError) -> None:
        self._unsaved, self._saving = {**(self._saving or {}), **self._unsaved}, None
        if not self._in_trouble:
            say(say_error(error), "danger")
        self._in_trouble = True
        self._again.start()

    def _timer(self, length: int) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=length)
        timer.timeout.connect(self.save)
        return timer
