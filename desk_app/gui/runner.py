"""The one database thread: first in, first out, its results brought back to the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, Signal

from desk_app.core.areas import Area
from desk_app.core.errors import DeskError
from desk_app.gui.messages import say
from desk_app.gui.words import say_error


class Outcome(Protocol):
    """What running a use-case gives: its value and the areas its commit touched."""

    @property
    def value(self) -> Any:
        """Return what the use-case returned."""

    @property
    def changed(self) -> frozenset[Area]:
        """Return the areas the commit touched."""


@dataclass(frozen=True)
class _Job:
    usecase: Callable[..., Any]
    args: dict[str, Any]
    on_done: Callable[[Any], object] | None
    on_error: Callable[[DeskError], object] | None
    owner: QObject


class Runner(QObject):
    """Runs use-cases through `run` (the executor) on a thread of its own, in the order they were called.

    `changed(frozenset[Area])` follows every commit that touched something, after the caller's own `on_done`;
    `bug(exception)` says that something of ours broke; `idle()` that nothing is left to do.
    """

    changed = Signal(object)
    bug = Signal(object)
    idle = Signal()
    _back = Signal(object, object, object)  # job, outcome, error

    def __init__(self, run: Callable[..., Outcome], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._waiting = 0
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = Thread(target=self._work, name="database", daemon=True)
        self._thread.start()

    def call(
        self,
        usecase: Callable[..., Any],
        /,
        on_done: Callable[[Any], object] | None = None,
        on_error: Callable[[DeskError], object] | None = None,
        *,
        owner: QObject,
        **args: Any,
    ) -> None:
        """Run `usecase` with `args`; then, on the GUI thread, `on_done(value)` or `on_error(error)`.

        Neither is called once `owner` is destroyed. Without `on_error` the error's sentence is shown in the
        notice line. What is no DeskError goes to `bug`. Call on the GUI thread.
        """
        self._waiting += 1
        self._jobs.put(_Job(usecase, args, on_done, on_error, owner))

    @property
    def busy(self) -> bool:
        """Return whether anything called is not delivered yet."""
        return self._waiting > 0

    def settle(self) -> None:
        """Return once everything called is delivered, the window staying alive: for tests and the tour."""
        while self._waiting:
            loop = QEventLoop()
            self.idle.connect(loop.quit)
            loop.exec()

    def stop(self) -> None:
        """Finish what is queued, deliver nothing more, and end the thread."""
        self._jobs.put(None)
        self._thread.join()
        self._back.disconnect(self._deliver)
        self._waiting = 0

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            outcome: Outcome | None = None
            error: Exception | None = None
            try:
                outcome = self._run(job.usecase, **job.args)
            except Exception as caught:
                error = caught
            self._back.emit(job, outcome, error)

    def _deliver(self, job: _Job, outcome: Outcome | None, error: Exception | None) -> None:
        try:
            if error is not None:
                self._fail(job, error)
            elif outcome is not None:
                if job.on_done and shiboken6.isValid(job.owner):
                    job.on_done(outcome.value)
                if outcome.changed:
                    self.changed.emit(outcome.changed)
        finally:
            self._waiting -= 1
            if not self._waiting:
                self.idle.emit()

    def _fail(self, job: _Job, error: Exception) -> None:
        if not isinstance(error, DeskError):
            self.bug.emit(error)
        elif not shiboken6.isValid(job.owner):
            return
        elif job.on_error:
            job.on_error(error)
        else:
            say(say_error(error), "danger")
