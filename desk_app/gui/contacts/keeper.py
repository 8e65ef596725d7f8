"""Keeps an unfinished contact in the database behind the hands that type it (house, decision 11)."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.core.contacts import Draft
from desk_app.core.errors import BadInput, NotFound
from desk_app.gui.shift import Shift
from desk_app.usecases.contacts import (
    Finished,
    begin_contact,
    finish_contact,
    park_contact,
    save_draft,
)
from desk_app.usecases.executor import UseCase

T = TypeVar("T")

QUIET_MS = 200
"""How long nothing is typed before the draft is saved."""
MOST_MS = 400
"""How long the oldest unsaved key waits, however long somebody types."""
AGAIN_MS = 2000
"""How long after a failure the draft is saved again."""

Failed = Callable[[Exception], None]


def new_token() -> str:
    """Return the token by which one desk holds one draft."""
    return secrets.token_hex(8)


class Keeper(QObject):
    """Saves what `take()` returns whenever `touch` said that it changed; never waits, never gives up.

    `saved(datetime)` follows every save, `failed(error)` every one that was refused; the draft then stays
    here and is tried again. `park` and `finish` end it.

    The draft is held by a token. Where another desk took it over, or it is there no longer, `failed` says so
    (`BadInput` "draft": "taken_over", "gone"), and what differs from what was kept goes on as a new draft.
    It may be recorded elsewhere already, so the first `finish` after that only asks; the next one records.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        shift: Shift,
        take: Callable[[], Draft],
        draft_id: int | None,
        token: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.draft_id, self.token = draft_id, token or new_token()
        self._shift, self._take = shift, take
        self._unsaved = self._busy = self._closed = False
        self._kept: Draft | None = None
        self._lost: BadInput | None = None
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
            if self._take() != self._kept:
                self._begin()
            return
        self._busy, self._unsaved, draft = True, False, self._take()

        def saved(at: datetime) -> None:
            self._kept = draft
            self._saved(at)

        self._call(save_draft, saved, self._missed, draft_id=self.draft_id, draft=draft)

    def check(self) -> None:
        """Save now even where nothing changed, to learn whether the draft is still held here."""
        if not self._closed:
            self._unsaved = True
            self.save()

    def park(self, done: Callable[[], None]) -> None:
        """Set the contact aside, and say `done`; a disk that refuses is asked until it takes it."""
        self._close()
        self._parked = done
        self._keep_parked()

    def resume(self) -> bool:
        """Go on with a contact that could not be set aside yet; return whether it was still here."""
        stuck = self._parked is not None and self._again.isActive()
        if stuck:
            self._again.stop()
            self._parked, self._closed = None, False
            self.touch()
        return stuck

    def finish(self, draft: Draft, done: Callable[[Finished], None]) -> None:
        """Record the contact as `draft` says; if that fails it stays open and is kept as before."""
        if self._lost is not None:
            lost, self._lost = self._lost, None
            self.failed.emit(lost)
            return
        self._close()
        self._when_kept(
            lambda draft_id: self._call(
                finish_contact, done, self._not_finished, draft_id=draft_id, draft=draft
            ),
            self._not_finished,
        )

    def _begin(self) -> None:
        self._busy, self._unsaved, draft = True, False, self._take()

        def begun(draft_id: int) -> None:
            self.draft_id, self._kept = draft_id, draft
            self._saved(self._shift.now())

        self._call(begin_contact, begun, self._missed, draft=draft)

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
        if self._is_lost(error):
            return
        waiting, self._waiting = self._waiting, []
        for _, failed in waiting:
            failed(error)
        if not waiting:
            self.failed.emit(error)
            self._again.start()

    def _retry(self) -> None:
        if self._parked is not None:
            self._keep_parked()
        else:
            self.save()

    def _keep_parked(self) -> None:
        if self.draft_id is None and self._take() == self._kept and self._parked is not None:
            self._parked()  # lost to another desk with nothing typed since: it waits there
        else:
            self._when_kept(self._park, self._not_parked)

    def _park(self, draft_id: int) -> None:
        def done(_: None) -> None:
            if self._parked is not None:
                self._parked()

        self._call(park_contact, done, self._not_parked, draft_id=draft_id, draft=self._take())

    def _not_parked(self, error: Exception) -> None:
        if self._is_lost(error):
            return
        self.failed.emit(error)
        self._again.start()

    def _not_finished(self, error: Exception) -> None:
        self._closed = False
        if self._is_lost(error):
            self._lost = None  # asked just now
            return
        self.failed.emit(error)
        self.touch()

    def _is_lost(self, error: Exception) -> bool:
        """Let go of a draft that another desk holds, or that is gone; what it lacked goes on as a new one."""
        match error:
            case BadInput(field="draft", problem="taken_over"):
                self._lost = error
            case NotFound(what="Draft"):
                self._lost = BadInput("draft", "gone")
            case _:
                return False
        self.failed.emit(self._lost)
        if not self._busy:  # else it goes on as a new draft already
            self.draft_id, self.token = None, new_token()
            self._retry()
        return True

    def _call(self, use: UseCase[Any, T], done: Callable[[T], None], failed: Failed, **args: object) -> None:
        self._shift.call(self, use, done, failed, held_by=self.token, **args)

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
