"""The lock of a real shift: F8 and idleness draw the curtain, only the password lifts it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press, type_hangul
from desk_app.core.clock import FixedClock
from desk_app.core.sign_in import FREE_TRIES
from desk_app.gui.main_window import MainWindow, PageSpec
from desk_app.gui.office.background import background
from desk_app.gui.office.lock import Lock
from desk_app.gui.runner import Runner
from desk_app.gui.shift import Shift
from desk_app.usecases.reference import read_reference
from desk_app.usecases.signing_in import sign_in
from tests.builders import DESK
from tests.founded import BOSS, PASSWORD, founded, quick_keys


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    """Derive keys quickly."""
    with quick_keys():
        yield


@pytest.fixture
def signed_in_shift(dressed: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Shift]:
    """The shift of a supervisor who signed in with a password."""
    places = founded(tmp_path)[0]
    signed_in = sign_in(places.database, clock, sign_in_name=BOSS, password=PASSWORD, desk=DESK)
    runner = Runner(signed_in.executor.run)
    yield Shift(signed_in, runner, clock, signed_in.executor.run(read_reference).value)
    runner.stop()
    signed_in.close()


@pytest.fixture
def page(dressed: QApplication) -> QLineEdit:
    """A page with a name on it that a visitor must not read."""
    return QLineEdit("강지훈")


@pytest.fixture
def window(qtbot: QtBot, page: QLineEdit) -> MainWindow:
    """The window with that page."""
    made = MainWindow([PageSpec("desk", "응대", "phone", lambda: page)])
    qtbot.addWidget(made)
    made.show_page("desk")
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    page.setFocus()
    return made


@pytest.fixture
def lock(window: MainWindow, signed_in_shift: Shift) -> Lock:
    """The lock of that window."""
    return Lock(window, signed_in_shift)


def lift(lock: Lock, password: str = PASSWORD) -> None:
    """Type a password on the curtain and press Enter."""
    here = QApplication.focusWidget()
    assert here is lock.panel.password.edit
    type_hangul(here, password)
    press(here, Qt.Key.Key_Return)
    background().settle()


def test_f8_hides_everything_and_the_password_brings_it_back(
    lock: Lock, window: MainWindow, page: QLineEdit
) -> None:
    press(page, Qt.Key.Key_F8)
    assert window.is_covered()
    assert not page.isVisible()
    lift(lock)
    assert not window.is_covered()
    assert page.isVisible()


def test_neither_f8_nor_enter_lifts_it_without_a_password(
    lock: Lock, window: MainWindow, page: QLineEdit
) -> None:
    press(page, Qt.Key.Key_F8)
    for key in (Qt.Key.Key_F8, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        press(lock.panel.password.edit, key)
        background().settle()
        assert window.is_covered()


def test_a_wrong_password_leaves_it_closed_and_says_so(
    lock: Lock, window: MainWindow, page: QLineEdit
) -> None:
    press(page, Qt.Key.Key_F8)
    lift(lock, "틀린 열쇠말입니다")
    assert window.is_covered()
    assert "비밀번호가 맞지 않습니다" in lock.panel.password.edit.accessibleDescription()
    lift(lock)
    assert not window.is_covered()


def test_guessing_at_the_curtain_costs_time_too(
    lock: Lock, window: MainWindow, page: QLineEdit, clock: FixedClock
) -> None:
    press(page, Qt.Key.Key_F8)
    for _ in range(FREE_TRIES):
        lift(lock, "틀린 열쇠말입니다")
    assert not lock.panel.button.isEnabled()
    lift(lock)
    assert window.is_covered()
    clock.advance(timedelta(seconds=31))
    lock.panel.look()
    lock.panel.give()
    background().settle()
    assert not window.is_covered()


def test_ten_idle_minutes_lock_and_work_keeps_it_open(
    lock: Lock, window: MainWindow, page: QLineEdit, clock: FixedClock, signed_in_shift: Shift
) -> None:
    clock.advance(timedelta(minutes=9))
    signed_in_shift.ticked.emit(clock.now())
    assert not window.is_covered()
    press(page, Qt.Key.Key_A)
    clock.advance(timedelta(minutes=9))
    signed_in_shift.ticked.emit(clock.now())
    assert not window.is_covered(), "somebody typed nine minutes ago"
    clock.advance(timedelta(minutes=1))
    signed_in_shift.ticked.emit(clock.now())
    assert window.is_covered()


def test_the_key_that_wakes_the_machine_locks_and_types_nothing(
    lock: Lock, window: MainWindow, page: QLineEdit, clock: FixedClock
) -> None:
    clock.advance(timedelta(hours=14))
    press(page, Qt.Key.Key_A)
    assert window.is_covered()
    assert page.text() == "강지훈"
    lift(lock)
    assert not window.is_covered()


def test_the_first_letter_typed_on_a_long_closed_curtain_counts(
    lock: Lock, window: MainWindow, page: QLineEdit, clock: FixedClock
) -> None:
    press(page, Qt.Key.Key_F8)
    clock.advance(timedelta(hours=1))
    press(lock.panel.password.edit, Qt.Key.Key_A)
    assert lock.panel.password.edit.text() == "a"


def test_a_clock_set_back_neither_locks_nor_keeps_the_desk_open_for_ever(
    lock: Lock, window: MainWindow, clock: FixedClock, signed_in_shift: Shift
) -> None:
    clock.advance(timedelta(days=-1))
    signed_in_shift.ticked.emit(clock.now())
    assert not window.is_covered()
    clock.advance(timedelta(minutes=10))
    signed_in_shift.ticked.emit(clock.now())
    assert window.is_covered()


def test_the_curtain_tells_how_many_wait_and_lets_one_sign_out(
    lock: Lock, window: MainWindow, page: QLineEdit, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_F8)
    lock.set_alerts(3)
    assert lock.panel.alerts.isVisible()
    assert "3건" in lock.panel.alerts.text()
    with qtbot.waitSignal(lock.sign_out_asked):
        lock.panel.sign_out.setFocus()
        press(lock.panel.sign_out, Qt.Key.Key_Space)
    assert window.is_covered()
