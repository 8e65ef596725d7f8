"""The first start by keyboard alone, from the branch to the first sign-in, on real files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press, type_hangul
from desk_app.core.clock import FixedClock
from desk_app.gui.office.background import background
from desk_app.gui.office.branch_form import BranchForm, find_branches
from desk_app.gui.office.first_start import BRANCH, CODE, DESK, ENTRY, SUPERVISOR, FirstStart
from desk_app.gui.office.passwords import strength
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.labels import Words
from desk_app.settings import Places, load_preferences
from desk_app.usecases.office import all_branches, read_office
from desk_app.usecases.signing_in import SignedIn, is_set_up
from tests.db.disks import contents, open_folder, read_only
from tests.founded import PASSWORD, founded, quick_keys


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    """Derive keys quickly."""
    with quick_keys():
        yield


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, clock: FixedClock) -> FirstStart:
    """The window of the first start, for a folder that is not there yet."""
    return opened(qtbot, Places(tmp_path / "창구"), clock)


def opened(qtbot: QtBot, places: Places, clock: FixedClock) -> FirstStart:
    """Open the window for `places`."""
    made = FirstStart(places, clock)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def type_here(text: str) -> None:
    """Type where the keyboard is, and press Enter."""
    here = QApplication.focusWidget()
    assert here is not None
    type_hangul(here, text)
    press(here, Qt.Key.Key_Return)


def focused() -> QWidget | None:
    """Return where the keyboard is."""
    return QApplication.focusWidget()


def fill_in(window: FirstStart, password: str = PASSWORD) -> None:
    """Go through branch, desk and supervisor by keyboard."""
    type_here("ㄱㄱㅂㅂ")
    press(window.desk.edit, Qt.Key.Key_Return)
    for text in ("한지부", "지부장", "boss", password, password):
        type_here(text)
    background().settle()


def test_from_an_empty_folder_to_the_desk_without_the_mouse(window: FirstStart, qtbot: QtBot) -> None:
    assert focused() is window.picker.search
    fill_in(window)
    assert window.step() == CODE
    assert len(window.code.text()) == 35
    press(window.written_down, Qt.Key.Key_Return)
    press(QApplication.focusWidget() or window, Qt.Key.Key_Return)
    assert window.step() == ENTRY
    assert window.code.text() == "", "the code is gone from the screen"
    inside: list[SignedIn] = []
    window.signed_in.connect(inside.append)
    type_here(PASSWORD)
    background().settle()
    (signed_in,) = inside
    assert signed_in.person.title == "한지부 지부장"
    assert signed_in.executor.run(read_office).value.branch.name == "경기북부지부"
    assert signed_in.executor.desk == "1번 창구"
    signed_in.close()


def test_nothing_is_written_before_the_supervisor_is_complete(window: FirstStart, tmp_path: Path) -> None:
    type_here("제주")
    press(window.desk.edit, Qt.Key.Key_Return)
    type_here("한지부")
    assert window.step() == SUPERVISOR
    assert contents(tmp_path) == {}


def test_one_goes_back_and_finds_what_was_typed(window: FirstStart) -> None:
    type_here("제주")
    window.desk.set_text("민원 창구")
    press(window.desk.edit, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.step() == BRANCH
    assert window.branch_form.name.text() == "제주지부"
    press(window.picker.search, Qt.Key.Key_Return)
    assert window.step() == DESK
    assert window.desk.text() == "민원 창구"


def test_without_a_branch_one_is_told_to_choose(window: FirstStart) -> None:
    press(window.picker.search, Qt.Key.Key_Return)
    assert window.step() == BRANCH
    assert "지부를 먼저" in window.trouble.accessibleName()


def test_the_advice_to_choose_goes_when_a_branch_is_chosen(window: FirstStart) -> None:
    press(window.picker.search, Qt.Key.Key_Return)
    type_hangul(window.picker.search, "제주")
    assert window.trouble.accessibleName() == ""


def test_each_step_has_its_help_and_escape_puts_it_away(window: FirstStart) -> None:
    press(window.picker.search, Qt.Key.Key_F1)
    told = window.findChild(Note, "help")
    assert told is not None
    assert told.isVisible()
    press(window.picker.search, Qt.Key.Key_Escape)
    assert not told.isVisible()
    type_here("제주")
    press(window.desk.edit, Qt.Key.Key_F1)
    assert told.isVisible()
    assert "창구 이름" in " ".join(words.text() for words in told.findChildren(Words))


def test_a_sign_in_name_with_a_space_is_refused_before_anything_is_written(
    window: FirstStart, tmp_path: Path
) -> None:
    type_here("제주")
    press(window.desk.edit, Qt.Key.Key_Return)
    for text in ("한지부", "지부장", "한 지부", PASSWORD, PASSWORD):
        type_here(text)
    background().settle()
    assert window.step() == SUPERVISOR
    assert focused() is window.sign_in_name.edit
    assert "띄어쓰기 없이" in window.sign_in_name.edit.accessibleDescription()
    assert not is_set_up(Places(tmp_path / "창구").database)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [("짧은것", "짧은것", "8자 이상"), (PASSWORD, PASSWORD + "!", "두 비밀번호가 다릅니다")],
)
def test_a_short_or_mistyped_password_is_told_at_its_field(
    window: FirstStart, tmp_path: Path, first: str, second: str, told: str
) -> None:
    type_here("제주")
    press(window.desk.edit, Qt.Key.Key_Return)
    for text in ("한지부", "지부장", "boss", first, second):
        type_here(text)
    here = focused()
    assert here is not None
    assert told in here.accessibleDescription()
    assert window.step() == SUPERVISOR
    assert contents(tmp_path) == {}


def test_the_recovery_code_can_be_copied_and_is_not_left_behind_unasked(
    window: FirstStart, dressed: QApplication
) -> None:
    fill_in(window)
    press(window.written_down, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert dressed.clipboard().text() == window.code.text()
    first, second = QCloseEvent(), QCloseEvent()
    window.closeEvent(first)
    assert not first.isAccepted()
    assert "적어 두지 않았습니다" in window.trouble.accessibleName()
    window.closeEvent(second)
    assert second.isAccepted()
    dressed.clipboard().clear()


def test_an_office_founded_meanwhile_is_not_founded_again(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, clock: FixedClock
) -> None:
    window = opened(qtbot, Places(tmp_path), clock)
    founded(tmp_path)
    before = contents(tmp_path)
    fill_in(window)
    assert "이미" in window.trouble.accessibleName()
    assert contents(tmp_path) == before
    assert window.name.text() == "한지부", "what was typed is still there"


def test_a_folder_that_takes_nothing_is_named(qtbot: QtBot, dressed: QApplication, clock: FixedClock) -> None:
    with open_folder() as folder:
        window = opened(qtbot, Places(folder), clock)
        with read_only(folder):
            fill_in(window)
        assert str(folder) in window.trouble.accessibleName()
        assert not is_set_up(Places(folder).database)
        assert window.step() == SUPERVISOR


def test_the_desk_is_remembered_and_the_person_is_not(window: FirstStart, tmp_path: Path) -> None:
    fill_in(window)
    window.written_down.setChecked(True)
    window.next()
    inside: list[SignedIn] = []
    window.signed_in.connect(inside.append)
    type_here(PASSWORD)
    background().settle()
    inside[0].close()
    kept = tmp_path / "창구" / "preferences.json"
    assert load_preferences(kept).desk == "1번 창구"
    assert "boss" not in kept.read_text("utf-8")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ㅅㅇㄷㅂ", "서울동부지부"),
        ("의정부", "경기북부지부"),
        ("강릉", "강원동부지부"),
        ("북부", "서울북부지부"),
    ],
)
def test_a_branch_is_found_by_name_town_or_initials(typed: str, first: str) -> None:
    assert find_branches(all_branches(), typed)[0].name == first


def test_every_branch_is_offered_and_nonsense_finds_none() -> None:
    assert len(find_branches(all_branches(), "")) == 26
    assert find_branches(all_branches(), "없는지부") == []


def test_what_is_changed_or_checked_is_no_longer_flagged(qtbot: QtBot, dressed: QApplication) -> None:
    form = BranchForm()
    qtbot.addWidget(form)
    branch = all_branches()[0]
    form.show_branch(branch)
    assert form.branch() == branch
    form.address.set_text("서울특별시 양천구 보기로 1")
    changed = form.branch()
    assert changed is not None
    assert changed.unconfirmed == {"phone"}
    form.phone.set_text("02 123")
    assert form.branch() is None
    assert "전화번호" in form.phone.edit.accessibleDescription()


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("1234567", "지금 7자"),
        ("12345678901", "알아내기 쉽습니다"),
        ("abcd1234", "쓸 수 있습니다"),
        (PASSWORD + " 2026", "안전한"),
    ],
)
def test_a_plain_word_tells_how_good_a_password_is(dressed: QApplication, password: str, word: str) -> None:
    assert word in strength(password)
