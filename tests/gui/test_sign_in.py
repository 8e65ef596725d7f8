"""Signing in on real files: by password, by recovery code, and whatever the world puts in the way."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press, type_hangul
from desk_app.core.clock import FixedClock
from desk_app.core.sign_in import FREE_TRIES
from desk_app.gui.office.background import background
from desk_app.gui.office.sign_in import SignIn
from desk_app.settings import Places, Preferences, load_preferences, save_preferences
from desk_app.usecases.signing_in import SignedIn
from tests.db.disks import contents
from tests.founded import BOSS, PASSWORD, founded, quick_keys
from tests.usecases.test_signing_in import (
    damage_the_database,
    damage_the_keys,
    lose_the_database,
    lose_the_keys,
    make_it_newer,
    swap_the_keys,
)


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    """Derive keys quickly."""
    with quick_keys():
        yield


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The files of an office, at a desk with a name."""
    places = founded(tmp_path)[0]
    save_preferences(Preferences(desk="2번 창구"), places.preferences)
    return places


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, places: Places, clock: FixedClock) -> SignIn:
    """The sign-in window on the screen."""
    made = SignIn(places, clock)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def inside(window: SignIn) -> Iterator[list[SignedIn]]:
    """Whoever came in."""
    came: list[SignedIn] = []
    window.signed_in.connect(came.append)
    yield came
    for signed_in in came:
        signed_in.close()


def try_password(window: SignIn, password: str, name: str = BOSS) -> None:
    """Type a name and a password and press Enter."""
    form = window.password_form
    form.name.edit.clear()
    form.password.edit.clear()
    type_hangul(form.name.edit, name)
    press(form.name.edit, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.password.edit
    type_hangul(form.password.edit, password)
    press(form.password.edit, Qt.Key.Key_Return)
    background().settle()


def test_name_password_enter_and_one_is_in(window: SignIn, inside: list[SignedIn]) -> None:
    assert window.password_form.name.text() == "", "a visitor does not see who was here last"
    try_password(window, PASSWORD)
    assert [one.person.name for one in inside] == ["한지부"]
    assert inside[0].executor.desk == "2번 창구"
    assert window.password_form.password.edit.text() == ""


def test_another_desk_is_remembered_for_the_next_time(
    window: SignIn, inside: list[SignedIn], places: Places
) -> None:
    window.password_form.desk.set_text("상담실")
    try_password(window, PASSWORD)
    assert inside[0].executor.desk == "상담실"
    assert load_preferences(places.preferences).desk == "상담실"


def test_a_wrong_password_is_told_at_the_password_and_the_focus_is_there(
    window: SignIn, inside: list[SignedIn], places: Places
) -> None:
    before = contents(places.folder)
    try_password(window, "틀린 열쇠말입니다")
    field = window.password_form.password
    assert "비밀번호가 맞지 않습니다" in field.edit.accessibleDescription()
    assert QApplication.focusWidget() is field.edit
    assert field.edit.text() == ""
    assert inside == []
    assert contents(places.folder) == before


def test_an_unknown_name_is_told_at_the_name(window: SignIn) -> None:
    try_password(window, PASSWORD, "nobody")
    assert window.password_form.name.edit.accessibleDescription()
    assert QApplication.focusWidget() is window.password_form.name.edit


def test_after_five_failures_one_waits_longer_each_time(
    window: SignIn, inside: list[SignedIn], clock: FixedClock
) -> None:
    form = window.password_form
    for _ in range(FREE_TRIES):
        assert form.button.isEnabled()
        try_password(window, "틀린 열쇠말입니다")
    assert not form.button.isEnabled()
    assert "30" in " ".join(label.text() for label in form.wait.findChildren(type(window.title)))
    try_password(window, PASSWORD)
    assert inside == [], "not even the right password is taken before the time is over"
    clock.advance(timedelta(seconds=30))
    form.submit()
    background().settle()
    assert len(inside) == 1


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (lose_the_keys, "열쇠 파일이 없습니다"),
        (damage_the_keys, "열쇠 파일이 손상"),
        (swap_the_keys, "열쇠 파일"),
        (lose_the_database, "데이터베이스가 없습니다"),
        (damage_the_database, "손상"),
        (make_it_newer, "더 새로운"),
    ],
)
def test_each_trouble_of_the_files_has_its_own_sentence_and_changes_nothing(
    window: SignIn,
    inside: list[SignedIn],
    places: Places,
    trouble: Callable[[Places], None],
    words: str,
) -> None:
    trouble(places)
    before = contents(places.folder)
    try_password(window, PASSWORD)
    assert words in window.trouble.accessibleName()
    assert window.trouble.isVisible()
    assert inside == []
    assert contents(places.folder) == before
    assert window.password_form.button.isEnabled(), "one can try again once it is repaired"


def test_the_trouble_goes_when_the_files_are_back(
    window: SignIn, inside: list[SignedIn], places: Places
) -> None:
    away = places.folder / "away"
    places.database.rename(away)
    try_password(window, PASSWORD)
    assert window.trouble.isVisible()
    away.rename(places.database)
    try_password(window, PASSWORD)
    assert not window.trouble.isVisible()
    assert len(inside) == 1


def recover(window: SignIn, code: str, password: str = "새로 정한 열쇠말") -> None:
    """Go by the keyboard through the recovery form."""
    press(window.password_form.name.edit, Qt.Key.Key_F4)
    form = window.recovery_form
    assert QApplication.focusWidget() is form.code.edit
    type_hangul(form.code.edit, code)
    press(form.code.edit, Qt.Key.Key_Return)
    type_hangul(form.name.edit, BOSS)
    press(form.name.edit, Qt.Key.Key_Return)
    for field in (form.passwords.first, form.passwords.second):
        type_hangul(field.edit, password)
        press(field.edit, Qt.Key.Key_Return)
    background().settle()


def test_the_recovery_code_lets_in_and_gives_a_new_password(
    window: SignIn, inside: list[SignedIn], places: Places
) -> None:
    recover(window, founded(places.folder)[1])
    assert len(inside) == 1
    inside[0].check_password("새로 정한 열쇠말")


def test_a_wrong_recovery_code_is_told_at_the_code(window: SignIn, inside: list[SignedIn]) -> None:
    recover(window, "ACDEF-ACDEF-ACDEF-ACDEF-ACDEF-ACDEF")
    form = window.recovery_form
    assert "복구 코드가 맞지 않습니다" in form.code.edit.accessibleDescription()
    press(form.code.edit, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.password_form.isVisible()
    assert inside == []


def test_caps_lock_is_noticed_by_the_letters_it_makes(window: SignIn, dressed: QApplication) -> None:
    edit = window.password_form.password.edit
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    noticed: list[bool] = []
    edit.caps_lock.connect(noticed.append)
    for letter, modifier in (("a", none), ("A", shift), ("A", none), ("a", shift), ("1", none)):
        dressed.sendEvent(edit, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, letter))
    assert noticed == [False, False, True, True]


def test_f1_helps_and_takes_the_help_away_again(window: SignIn) -> None:
    form = window.password_form
    press(form.name.edit, Qt.Key.Key_F1)
    shown = [note for note in window.findChildren(type(window.trouble)) if note.isVisible()]
    assert len(shown) == 1
    press(form.name.edit, Qt.Key.Key_F1)
    assert not shown[0].isVisible()
