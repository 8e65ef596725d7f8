"""One person's time at a desk, as the pages see it: who, where, what the office knows, how to ask."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from desk_app.core.areas import Area
from desk_app.core.clock import Clock, seoul
from desk_app.core.errors import DeskError
from desk_app.core.office import OfficeView, Topic
from desk_app.core.staff import Person, PresenceState
from desk_app.gui.runner import Runner
from desk_app.usecases.deputies import Covers, covers_at
from desk_app.usecases.executor import UseCase
from desk_app.usecases.reference import Reference, read_reference
from desk_app.usecases.signing_in import SignedIn

T = TypeVar("T")

_REFERENCE = frozenset({Area.STAFF, Area.TOPICS, Area.OFFICE, Area.CALENDAR})


class Shift(QObject):
    """What every page is handed.

    `changed` tells which areas of the data changed, here or at another desk; `reference_changed` comes
    after staff, topics, settings or calendar were read anew; `ticked` every quarter of a minute and at
    once on waking up. Pages never touch the database: they `call` a use-case and get its value.
    """

    changed = Signal(frozenset)
    reference_changed = Signal()
    ticked = Signal(object)

    def __init__(self, signed_in: SignedIn, runner: Runner, clock: Clock, reference: Reference) -> None:
        super().__init__()
        self.signed_in = signed_in
        self.runner = runner
        self.clock = clock
        self._reference = reference
        self._stood = self._standing(clock.now())
        self.changed.connect(self._refresh)
        self.ticked.connect(self._look_round)

    @property
    def person(self) -> Person:
        """Return who is signed in, with their presence as last read."""
        return self.person_by_id(self.signed_in.person.id) or self.signed_in.person

    @property
    def desk(self) -> str:
        """Return the name of this desk (창구)."""
        return self.signed_in.executor.desk

    @property
    def office(self) -> OfficeView:
        """Return the branch, its settings and its calendar, as last read."""
        return self._reference.office

    @property
    def people(self) -> tuple[Person, ...]:
        """Return the members of staff by name, as last read."""
        return self._reference.people

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Return the topics in their order, as last read."""
        return self._reference.topics

    @property
    def covers(self) -> Covers:
        """Return who acts for whom now, as people and their deputies were last read."""
        return covers_at(self.people, self._reference.chains, self.now())

    def cover_for(self, person: Person | None, topic_id: int | None) -> Person | None:
        """Return who acts in a topic for somebody who is away now; `None` while they are present."""
        return self.covers.of(person.id, topic_id) if person else None

    def now(self) -> datetime:
        """Return the present instant of the injected clock."""
        return self.clock.now()

    def person_by_id(self, staff_id: int | None) -> Person | None:
        """Return a member of staff by id, their absence ended where its return time has passed."""
        return next((person for person in self.people if person.id == staff_id), None)

    def topic_by_id(self, topic_id: int | None) -> Topic | None:
        """Return a topic by id."""
        return next((topic for topic in self.topics if topic.id == topic_id), None)

    def call(
        self,
        owner: QObject,
        use: UseCase[Any, T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[DeskError], object] | None = None,
        /,
        **args: Any,
    ) -> None:
        """Run a use-case on the database thread and hand its value to `done` on this one.

        Answers for an `owner` that is gone are dropped. Without `failed` an error is spoken on the
        window's notice line.
        """
        self.runner.call(use, done, failed, owner=owner, **args)

    def _refresh(self, areas: frozenset[Area]) -> None:
        if not areas & _REFERENCE:
            return

        def take(reference: Reference) -> None:
            self._reference = reference
            self._stood = self._standing(self.now())
            self.reference_changed.emit()

        self.call(self, read_reference, take)

    def _look_round(self, now: datetime) -> None:
        """Take it for a change when an absence began or ended by itself; and read on every other day.

        What is planned of absences is read for the days around only.
        """
        if self._standing(now) != self._stood:
            self._stood = self._standing(now)
            self.changed.emit(frozenset({Area.STAFF}))

    def _standing(self, now: datetime) -> tuple[date, tuple[PresenceState, ...]]:
        return seoul(now).date(), tuple(person.presence.at(now).state for person in self.people)
