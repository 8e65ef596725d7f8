"""What everybody sets by keyboard: presence, look, password; and letting colleagues in, on real files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press
from desk_app.core.clock import FixedClock
from desk_app.gui import theme
from desk_app.gui.office.background import background
from desk_app.gui.runner import Runner
from desk_app.gui.settings.display import DisplaySection
from desk_app.gui.settings.me import MeSection
from desk_app.gui.settings.staff import StaffSection
from desk_app.gui.shift import Shift
from desk_app.settings import Preferences, load_preferences
from desk_app.usecases.reference import read_reference
from desk_app.usecases.signing_in import SignedIn, sign_in
from tests.builders import DESK
from tests.founded import BOSS, PASSWORD, founded, quick_keys
from tests.gui.settings_page import ALT, CTRL, fill, listening, opened


@pytest.fixture
def said(dressed: QApplication) -> Iterator[list[str]]:
    """What the notice line was given to say."""
    with listening() as heard:
        yield heard


# -- everybody ---------------------------------------------------------------------------------


def test_reception_sees_only_what_is_its_own(qtbot: QtBot, shift: Shift, tmp_path: Path) -> None:
    page = opened(qtbot, shift, tmp_path)
    assert [act.text() for act in page.actions()] == ["내 정보", "화면", "부재 계획", "업무대행자"]


def test_theme_and_text_size_are_on_the_screen_at_once_and_kept(
    qtbot: QtBot, shift: Shift, tmp_path: Path, dressed: QApplication
) -> None:
    display = opened(qtbot, shift, tmp_path).show_section("display")
    assert isinstance(display, DisplaySection)
    try:
        press(display.themes, Qt.Key.Key_2)
        press(display.sizes, Qt.Key.Key_6)
        assert (theme.current().name, theme.current().text_size) == ("dark", 150)
        assert load_preferences(tmp_path / "preferences.json") == Preferences("dark", 150)
    finally:
        theme.apply(dressed)


def test_numbers_choose_in_the_group_that_has_the_keyboard(
    qtbot: QtBot, shift: Shift, tmp_path: Path, dressed: QApplication
) -> None:
    page = opened(qtbot, shift, tmp_path)
    press(QApplication.focusWidget() or page, Qt.Key.Key_2, ALT)
    display = page.show_section("display")
    assert isinstance(display, DisplaySection)
    try:
        press(QApplication.focusWidget() or page, Qt.Key.Key_2)
        assert theme.current().name == "dark", "the keyboard begins with the theme"
        assert (display.themes.takes_numbers(), display.sizes.takes_numbers()) == (True, False)
        press(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        press(QApplication.focusWidget() or page, Qt.Key.Key_3)
        assert (theme.current().name, theme.current().text_size) == ("dark", 120)
    finally:
        theme.apply(dressed)


def test_a_half_typed_password_does_not_wait_in_another_section(
    qtbot: QtBot, shift: Shift, tmp_path: Path
) -> None:
    page = opened(qtbot, shift, tmp_path)
    me = page.show_section("me")
    assert isinstance(me, MeSection)
    fill(me.old, "지금 열쇠말")
    fill(me.new.first, "새로 정")
    press(me.new.first.edit, Qt.Key.Key_2, ALT)
    page.show_section("me")
    assert (me.old.edit.text(), me.new.first.edit.text()) == ("", "")


@pytest.mark.parametrize(
    "written", [b"", b"{", b"[1]", b"\xff", b'{"theme": "pink", "text_size": 999}', b'{"text_size": true}']
)
def test_preferences_that_make_no_sense_are_as_at_first(tmp_path: Path, written: bytes) -> None:
    place = tmp_path / "preferences.json"
    place.write_bytes(written)
    assert load_preferences(place) == Preferences()


# -- passwords, on real files ------------------------------------------------------------------


@pytest.fixture
def entered(dressed: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Shift]:
    """The shift of the founder of a real encrypted office."""
    with quick_keys():
        places = founded(tmp_path)[0]
        signed_in = sign_in(places.database, clock, sign_in_name=BOSS, password=PASSWORD, desk=DESK)
        runner = Runner(signed_in.executor.run)
        made = Shift(signed_in, runner, clock, signed_in.executor.run(read_reference).value)
        runner.changed.connect(made.changed)
        yield made
        runner.stop()
        signed_in.close()


def comes_in(shift: Shift, name: str, password: str) -> SignedIn:
    """Sign in beside that shift."""
    return sign_in(
        shift.signed_in.opened.path, shift.clock, sign_in_name=name, password=password, desk="2번 창구"
    )


def test_my_password_is_changed_with_the_old_one(
    qtbot: QtBot, entered: Shift, tmp_path: Path, said: list[str]
) -> None:
    me = opened(qtbot, entered, tmp_path).show_section("me")
    assert isinstance(me, MeSection)
    for old in ("모르는 열쇠말!", PASSWORD):
        for field, text in (
            (me.old, old),
            (me.new.first, "새로 정한 열쇠말"),
            (me.new.second, "새로 정한 열쇠말"),
        ):
            fill(field, text)
        press(me.new.second.edit, Qt.Key.Key_Return)
        background().settle()
        if old != PASSWORD:
            assert "비밀번호가 맞지 않습니다" in me.old.edit.accessibleDescription()
    assert said == ["비밀번호를 바꿨습니다."]
    comes_in(entered, BOSS, "새로 정한 열쇠말").close()


def test_a_colleague_is_added_reset_and_let_go_by_keyboard(
    qtbot: QtBot, entered: Shift, tmp_path: Path
) -> None:
    staff = opened(qtbot, entered, tmp_path).show_section("staff")
    assert isinstance(staff, StaffSection)
    entered.runner.settle()
    press(staff.table, Qt.Key.Key_N, CTRL)
    new = (staff.passwords.first, staff.passwords.second)
    for field, text in ((staff.name, "김하늘"), (staff.position, "주임"), (staff.sign_in_name, "haneul")):
        fill(field, text)
    for password in new:
        fill(password, "하늘이 쓸 열쇠말")
    press(staff.name.edit, Qt.Key.Key_Return, CTRL)
    background().settle()
    entered.runner.settle()
    assert [person.title for person in staff.table.rows()] == ["김하늘 주임", "한지부 지부장"]
    comes_in(entered, "haneul", "하늘이 쓸 열쇠말").close()

    staff.table.choose(staff.table.rows()[0].id)
    for password in new:
        fill(password, "다시 받은 열쇠말")
    press(staff.reset, Qt.Key.Key_Space)
    background().settle()
    comes_in(entered, "haneul", "다시 받은 열쇠말").close()

    staff.retire.setFocus()
    press(staff.retire, Qt.Key.Key_Space)
    assert "한 번 더" in staff.retire.text()
    press(staff.retire, Qt.Key.Key_Space)
    background().settle()
    entered.runner.settle()
    assert [person.name for person in staff.table.rows()] == ["한지부"]
