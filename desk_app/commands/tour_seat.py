"""Whoever sits at the desk in the tour: their program, their clock and their hands."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.commands.player import Player
from desk_app.core.clock import FixedClock
from desk_app.core.korean import mask_name
from desk_app.demo import DEMO_PASSWORD
from desk_app.gui.app import Program
from desk_app.gui.workplace import Workplace
from desk_app.settings import Places

_MOST_FIELDS = 40


class Seat:
    """What every story of the tour does at its desk, by keyboard."""

    def __init__(self, program: Program, clock: FixedClock, player: Player) -> None:
        self._program, self._clock, self._play = program, clock, player

    @property
    def _at_work(self) -> Workplace:
        assert self._program.workplace is not None
        return self._program.workplace

    def _name_oneself(self, sign_in_name: str) -> None:
        """Type name and password at the entrance."""
        play = self._play
        play.window().resize(1440, 900)
        play.type(sign_in_name)
        play.keys(Qt.Key.Key_Tab)
        play.type(DEMO_PASSWORD)

    def _come_in(self) -> None:
        """Enter, and wait until the window of the shift stands."""
        play = self._play
        play.enter()
        play.until(lambda: self._program.workplace is not None, "the password")
        play.runner = self._at_work.runner
        play.until(lambda: self._at_work.stands, "the window")

    def _fill(self, text: str) -> None:
        """Type into the field asked for, and go on to the next."""
        self._play.type(text)
        self._play.enter()

    def _choose(self, number: int) -> None:
        """Take a choice by its number, held with Alt where a field has the focus."""
        self._play.keys(str(number), alt=True)

    def _tab_to(self, widget: QWidget) -> None:
        """Press Tab until the keyboard is in `widget`."""
        for _ in range(_MOST_FIELDS):
            if QApplication.focusWidget() is widget:
                return
            self._play.keys(Qt.Key.Key_Tab)
        raise LookupError(f"no Tab leads to {widget.accessibleName()}")

    def _see_to_all_but(self, customer: str = "") -> None:
        """Confirm what the strip says, the most urgent first, until it is about `customer` or is empty."""
        strip, masked = self._at_work.window.strip, mask_name(customer)
        while (item := strip.item()) is not None and not (customer and masked in item.title):
            self._play.keys(Qt.Key.Key_F10, ctrl=True)
            self._play.until(lambda seen=item: strip.item() != seen, "the alert to be cleared")  # type: ignore[misc]

    def _later(self, *, minutes: int = 0, seconds: int = 0) -> None:
        self._at(self._clock.now() + timedelta(minutes=minutes, seconds=seconds))

    def _at(self, now: datetime) -> None:
        """Let it be `now`; whoever sits here was at work meanwhile, so nothing locked."""
        self._clock.set(now)
        self._at_work.lock.watch.touch()
        self._at_work.ticker.now()
        self._play.settle()


@contextmanager
def one_program(places: Places, clock: FixedClock) -> Iterator[Program]:
    """Give the program at its entrance, and close it after."""
    program = Program(places, clock)
    program.start()
    try:
        yield program
    finally:
        program.close()
