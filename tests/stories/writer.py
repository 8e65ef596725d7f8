"""A desk at work in a process of its own, to be killed: `python -m tests.stories.writer FILE KEY NAME DESK`.

It is loaded once. For every line on stdin (`record 7`, `type 7` or `jot 7`, the number being the seed) it
forks a program that opens the office, takes calls with the desk's own session and keeper, or types in a form
with its jotter, and tells on stdout what it does and when; `died` follows its end, whoever brought it about.
"""

import os
import sys
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from random import Random
from time import monotonic

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from db.engine import open_sqlite
from desk_app.core.clock import FixedClock, seoul_at
from desk_app.core.contacts import Channel
from desk_app.core.staff import Person, Role
from desk_app.gui.contacts.keeper import Keeper
from desk_app.gui.contacts.session import Session
from desk_app.gui.jotter import Jotter
from desk_app.gui.shift import Shift
from desk_app.usecases.contacts import Finished
from desk_app.usecases.executor import Executor
from desk_app.usecases.reference import read_reference
from desk_app.usecases.staff import list_staff
from tests.builders import Office
from tests.gui.desks import shift_for


def tell(*words: object) -> None:
    """Write one line in one piece: it is out before anything else happens. Leave where nobody listens."""
    try:
        os.write(1, (" ".join(map(str, words)) + "\n").encode())
    except BrokenPipeError:
        os._exit(1)


class Caller(QObject):
    """One call after another: `record` finishes each after a few keys, `type` types on and on."""

    def __init__(self, shift: Shift, story: str, seed: int) -> None:
        super().__init__()
        self._shift, self._records, self._random = shift, story == "record", Random(seed)
        self._calls = 0
        self._done_with: list[QObject] = []
        self.begin()

    def begin(self) -> None:
        """Begin a call."""
        self._calls += 1
        self.token = f"{os.getpid()}-{self._calls}"
        self._session = Session.begun(self._shift, Channel.PHONE)
        self._keeper = Keeper(self._shift, self._session.whole, None)
        self._session.changed.connect(self._keeper.touch)
        self._left = self._random.randint(0, 5) if self._records else -1
        self._keys = 0
        tell("call", self.token)
        self._session.edit(customer_name="강지훈", phone=f"010-2481-{self._calls:04}", summary=self.token)
        self.wait()

    def wait(self) -> None:
        """Wait for as long as fingers need."""
        pause = self._random.randint(0, 8) if self._records else self._random.randint(30, 140)
        QTimer.singleShot(pause, self, self.go_on)

    def go_on(self) -> None:
        """Type one more word, or record the call."""
        if self._left == 0:
            self.record()
            return
        self._left -= 1
        self._keys += 1
        tell("key", self.token, self._keys, monotonic())
        self._session.edit(summary=f"{self._session.draft.summary} {self._keys}")
        if self._records:
            self._keeper.save()  # as a pause does
        self.wait()

    def record(self) -> None:
        """Record the call, every other one with a promise, and take the next."""
        due_at = self._shift.now() + timedelta(hours=1) if self._random.random() < 0.5 else None
        began = monotonic()

        def done(finished: Finished) -> None:
            tell("recorded", finished.contact_id, finished.promise_id or 0, monotonic() - began)
            self._done_with = [self._session, self._keeper]
            self.begin()

        self._keeper.failed.connect(lambda error: tell("failed", repr(error)))
        self._keeper.finish(replace(self._session.whole(), due_at=due_at), done)


class Typist(QObject):
    """Somebody who types on and on in a form that is kept by a jotter."""

    def __init__(self, shift: Shift, seed: int) -> None:
        super().__init__()
        self._random, self._keys = Random(seed), 0
        self._jotter = Jotter(shift, self)
        self._text = self._token = f"{os.getpid()}-form"
        tell("call", self._token)
        self.go_on()

    def go_on(self) -> None:
        """Type one more word, after as long as fingers need."""
        self._keys += 1
        tell("key", self._token, self._keys, monotonic())
        self._text += f" {self._keys}"
        self._jotter.keep(self._token, {"text": self._text})
        QTimer.singleShot(self._random.randint(30, 140), self, self.go_on)


def live(office: Office, name: str, story: str, seed: int) -> None:
    """Work until killed, with a connection of its own."""
    app = QCoreApplication([])
    shift = shift_for(office, name, office.desk.desk)
    hand = Typist(shift, seed) if story == "jot" else Caller(shift, story, seed)
    app.exec()
    del hand


def main(path: str, key: str, name: str, desk: str) -> None:
    """Fork a program for every line that is read, one at a time."""
    engine = open_sqlite(Path(path), bytes.fromhex(key))
    clock = FixedClock(seoul_at(date(2026, 11, 24), time(14, 6)))
    nobody = Executor(engine, clock, actor=Person(0, "", "", Role.SUPERVISOR), desk=desk)
    people = {person.name: person for person in nobody.run(list_staff).value}
    own = Executor(engine, clock, actor=people[name], desk=desk)
    office = Office(engine, clock, nobody, own, people, {})
    # The first call compiles every statement: the programs forked from here are at work at once.
    office.promise(summary=f"{desk} 첫 전화")
    own.run(read_reference)
    engine.dispose()
    tell("ready")
    for line in sys.stdin:
        story, seed = line.split()
        child = os.fork()
        if not child:
            live(office, name, story, int(seed))
        tell("born", child)
        os.waitpid(child, 0)
        tell("died", child)


if __name__ == "__main__":
    main(*sys.argv[1:])
