"""The database thread, the feed and the ticker, with a real thread and no waiting by the clock."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.core.areas import Area
from desk_app.core.clock import FixedClock
from desk_app.core.errors import BadInput, DeskError, World, WorldProblem
from desk_app.gui.feed import Feed
from desk_app.gui.messages import voice
from desk_app.gui.runner import Runner
from desk_app.gui.ticker import Ticker


@dataclass(frozen=True)
class _Done:
    value: Any
    changed: frozenset[Area]


class _Office:
    """An office of counters: what `executor.run` is to the real one."""

    def __init__(self) -> None:
        self.counters = dict.fromkeys(Area, 0)
        self.away = False
        self.threads: set[str] = set()

    def run(self, usecase: Callable[..., Any], **args: Any) -> _Done:
        self.threads.add(threading.current_thread().name)
        if self.away:
            raise World(WorldProblem.SERVER_AWAY)
        before = dict(self.counters)
        value = usecase(self, **args)
        return _Done(value, frozenset(area for area in Area if self.counters[area] != before[area]))


def _add(_office: _Office, one: int, other: int) -> int:
    return one + other


def _touch(office: _Office, area: Area) -> None:
    office.counters[area] += 1


def _counters(office: _Office) -> dict[Area, int]:
    return dict(office.counters)


def _refuse(_office: _Office) -> None:
    raise BadInput("reason", "missing")


def _break(_office: _Office) -> None:
    raise ZeroDivisionError


@pytest.fixture
def office() -> _Office:
    """An office of counters."""
    return _Office()


@pytest.fixture
def runner(dressed: QApplication, office: _Office) -> Iterator[Runner]:
    """A running database thread over `office`."""
    made = Runner(office.run)
    yield made
    made.stop()


def test_results_come_back_in_order_on_the_gui_thread(runner: Runner, office: _Office) -> None:
    seen: list[tuple[int, str]] = []
    owner = QObject()
    for number in range(50):
        runner.call(
            _add,
            lambda total: seen.append((total, threading.current_thread().name)),
            owner=owner,
            one=number,
            other=0,
        )
    assert runner.busy
    assert seen == []
    runner.settle()
    assert seen == [(number, threading.current_thread().name) for number in range(50)]
    assert office.threads == {"database"}


def test_what_a_closed_page_asked_for_is_dropped(runner: Runner) -> None:
    seen: list[int] = []
    owner = QObject()
    runner.call(_add, seen.append, owner=owner, one=1, other=1)
    runner.call(_refuse, seen.append, lambda _error: seen.append(0), owner=owner)
    shiboken6.delete(owner)
    runner.settle()
    assert seen == []


def test_a_refusal_goes_to_the_page_that_asked(runner: Runner) -> None:
    refused: list[DeskError] = []
    owner = QObject()
    runner.call(_refuse, None, refused.append, owner=owner)
    runner.settle()
    assert [type(error) for error in refused] == [BadInput]


def test_a_refusal_nobody_waits_for_is_said(runner: Runner, qtbot: QtBot) -> None:
    owner = QObject()
    with qtbot.waitSignal(voice().said) as said:
        runner.call(_refuse, None, owner=owner)
        runner.settle()
    assert said.args is not None
    assert said.args[0].text == "사유를 입력하세요."


def test_a_bug_of_ours_is_reported_and_the_thread_goes_on(runner: Runner) -> None:
    bugs: list[Exception] = []
    seen: list[int] = []
    owner = QObject()
    runner.bug.connect(bugs.append)
    runner.call(_break, None, owner=owner)
    runner.call(_add, seen.append, owner=owner, one=2, other=3)
    runner.settle()
    assert [type(error) for error in bugs] == [ZeroDivisionError]
    assert seen == [5]


def test_a_commit_says_what_it_touched_after_its_own_answer(runner: Runner) -> None:
    order: list[object] = []
    owner = QObject()
    runner.changed.connect(order.append)
    runner.call(_touch, lambda _none: order.append("done"), owner=owner, area=Area.PROMISES)
    runner.settle()
    assert order == ["done", frozenset({Area.PROMISES})]


def test_stopping_finishes_what_is_queued(dressed: QApplication, office: _Office) -> None:
    runner = Runner(office.run)
    owner = QObject()
    for _ in range(20):
        runner.call(_touch, None, owner=owner, area=Area.DRAFTS)
    runner.stop()
    assert office.counters[Area.DRAFTS] == 20


def test_another_desks_commit_is_seen_at_the_next_look(runner: Runner, office: _Office) -> None:
    feed = Feed(runner, _counters)
    told: list[frozenset[Area]] = []
    feed.changed.connect(told.append)
    feed.look()
    runner.settle()
    assert told == []
    office.counters[Area.ALERTS] += 1
    office.counters[Area.PROMISES] += 2
    feed.look()
    runner.settle()
    assert told == [frozenset({Area.ALERTS, Area.PROMISES})]


def test_this_desks_commit_is_told_once(runner: Runner) -> None:
    feed = Feed(runner, _counters)
    told: list[frozenset[Area]] = []
    feed.changed.connect(told.append)
    feed.look()
    runner.settle()
    owner = QObject()
    runner.call(_touch, None, owner=owner, area=Area.CONTACTS)
    runner.settle()
    feed.look()
    runner.settle()
    assert told == [frozenset({Area.CONTACTS})]


def test_a_server_away_is_said_once_and_its_return_too(runner: Runner, office: _Office) -> None:
    feed = Feed(runner, _counters)
    told: list[str] = []
    feed.lost.connect(lambda _error: told.append("lost"))
    feed.found.connect(lambda: told.append("found"))
    office.away = True
    for _ in range(3):
        feed.look()
        runner.settle()
    office.away = False
    feed.look()
    runner.settle()
    assert told == ["lost", "found"]


def test_what_changed_while_the_server_was_away_is_seen_on_its_return(
    runner: Runner, office: _Office
) -> None:
    feed = Feed(runner, _counters)
    told: list[frozenset[Area]] = []
    feed.changed.connect(told.append)
    feed.look()
    runner.settle()
    office.away = True
    feed.look()
    runner.settle()
    office.counters[Area.PROMISES] += 1
    office.away = False
    feed.look()
    runner.settle()
    assert told == [frozenset({Area.PROMISES})]


def test_the_ticker_tells_the_injected_time_and_at_once_when_the_program_comes_back(
    dressed: QApplication, clock: FixedClock
) -> None:
    ticker = Ticker(clock)
    told: list[object] = []
    ticker.tick.connect(told.append)
    dressed.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert told == []
    ticker.start()
    slept = clock.now()
    clock.advance(timedelta(hours=9))
    dressed.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    ticker.stop()
    assert told == [slept, slept + timedelta(hours=9)]
