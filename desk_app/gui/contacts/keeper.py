"""Keeps an unfinished contact in the database behind the hands that type it (house, decision 11)."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.core.contacts import Draft
from desk_app.core.errors import NotFound
from desk_app.gui.shift import Shift
from desk_app.usecases.contacts import (
    Finished,
    begin_contact,
    drop_contact,
    finish_contact,
    park_contact,
    save_draft,
)

QUIET_MS = 200
"""How long nothing is typed before the draft is saved."""
MOST_MS = 400
"""How long the oldest unsaved key waits, however long somebody types."""
AGAIN_MS = 2000
"""How long after a failure the draft is saved again."""

Failed = Callable[[Exception], None]


class Keeper(QObject):
    """Saves what `take()` returns whenever `touch` said that it changed; never waits, never gives up.

    `saved(datetime)` follows every save, `failed(error)` every one that was refused; the draft then stays
    here and is tried again. `park` and `finish` end it.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(
        self, shift: Shift, take: Callable[[], Draft], draft_id: int | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.draft_id = draft_id
        self._shift, self._take = shift, take
        self._unsaved = self._busy = self._closed = False
        self._waiting: list[tuple[Callable[[int], None], Failed]] = []
        self._quiet = self._timer(QUIET_MS, self.save)
        self._most = self._timer(MOST_MS, self.save)
        self._again = self._timer(AGAIN_MS, self._retry)
        self._parked: Callable[[], None] | None = None
        if draft_id is None:
            self._begin()

    def touch(self) -> None:
        """Note that the draft changed: it is saved soon."""
        self._unsaved = True
        if not self._closed:
            self._quiet.start()
            if not self._most.isActive():
                self._most.start()

    def save(self) -> None:
        """Save now what changed; while a save is on its way, right after it."""
        self._quiet.stop()
        self._most.stop()
        if self._busy or not self._unsaved:
            return
        if self.draft_id is None:
            self._begin()
            return
        self._busy, self._unsaved = True, False
        self._shift.call(
            self, save_draft, self._saved, self._missed, draft_id=self.draft_id, draft=self._take()
        )

    def park(self, done: Callable[[], None]) -> None:
        """Set the contact aside, and say `done`; a disk that refuses is asked until it takes it."""
        self._close()
        self._parked = done
        self._when_kept(self._park, self._not_parked)

    def resume(self) -> bool:
        """Go on with a contact that could not be set aside yet; return whether it was still here."""
        stuck = self._parked is not None and self._again.isActive()
        if stuck:
            self._again.stop()
            self._parked, self._closed = None, False
            self.touch()
        return stuck

    def finish(self, seen_version: int | None, draft: Draft, done: Callable[[Finished], None]) -> None:
        """Record the contact as `draft` says; if that fails it stays open and is kept as before."""
        self._close()
        self._when_kept(
            lambda draft_id: self._shift.call(
                self,
                finish_contact,
                done,
                self._not_finished,
                draft_id=draft_id,
                draft=draft,
                seen_promise_version=seen_version,
            ),
            self._not_finished,
        )

    def drop(self) -> None:
        """Throw the contact away, because somebody said so."""
        self._close()
        self._when_kept(
            lambda draft_id: self._shift.call(self, drop_contact, _nothing, self._missed, draft_id=draft_id),
            self._missed,
        )

    def _begin(self) -> None:
        self._busy, self._unsaved = True, False
        self._shift.call(self, begin_contact, self._begun, self._missed, draft=self._take())

    def _begun(self, draft_id: int) -> None:
        self.draft_id = draft_id
        self._saved(self._shift.now())

    def _saved(self, at: datetime) -> None:
        self._busy = False
        self.saved.emit(at)
        waiting, self._waiting = self._waiting, []
        for go, _ in waiting:
            assert self.draft_id is not None
            go(self.draft_id)
        if self._unsaved and not self._closed:
            self.save()

    def _missed(self, error: Exception) -> None:
        self._busy, self._unsaved = False, True
        if isinstance(error, NotFound) and self.draft_id is not None:  # taken or thrown away elsewhere
            self.draft_id = None
            self._begin()
            return
        waiting, self._waiting = self._waiting, []
        for _, failed in waiting:
            failed(error)
        if not waiting:
            self.failed.emit(error)
            self._again.start()

    def _retry(self) -> None:
        if self._parked is not None:
            self._when_kept(self._park, self._not_parked)
        else:
            self.save()

    def _park(self, draft_id: int) -> None:
        def done(_: None) -> None:
            if self._parked is not None:
                self._parked()

        self._shift.call(self, park_contact, done, self._not_parked, draft_id=draft_id, draft=self._take())

    def _not_parked(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.draft_id = None
        self.failed.emit(error)
        self._again.start()

    def _not_finished(self, error: Exception) -> None:
        self._closed = False
        self.failed.emit(error)
        self.touch()

    def _when_kept(self, go: Callable[[int], None], failed: Failed) -> None:
        """Go on with the draft's id, at once or when the database has given it one."""
        if self.draft_id is not None:
            go(self.draft_id)
            return
        self._waiting.append((go, failed))
        if not self._busy:
            self._begin()

    def _close(self) -> None:
        self._closed = True
        for timer in (self._quiet, self._most, self._again):
            timer.stop()

    def _timer(self, length: int, run: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=length)
        timer.timeout.connect(run)
        return timer


def _nothing(_: object) -> None:
    """Do nothing with an answer that says nothing."""
