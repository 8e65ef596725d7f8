"""The window's frame, used by keyboard."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press, type_hangul
from desk_app.core.clock import seoul_at
from desk_app.gui import theme
from desk_app.gui.alert_strip import StripItem
from desk_app.gui.main_window import MainWindow, PageSpec
from desk_app.gui.messages import say
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.keys_overlay import KeysOverlay

_TITLES = {
    "desk": ("응대", "phone"),
    "promises": ("약속", "clock"),
    "appointments": ("예약", "calendar"),
    "inquiries": ("문의", "file-text"),
    "customers": ("고객", "user"),
    "faq": ("안내", "book"),
    "office": ("관리", "chart-no-axes-column"),
}
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's, of any window
_ITEM = StripItem(7, "기한 12분 남음", "재연락 · 박*진 님", "긴급지원 신청 결과 · 담당 최민호", more=2)


class _Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.field = QLineEdit()
        column.addWidget(self.field)
        column.addStretch(1)
        self.asked: list[str] = []
        action(self, "전화 응대", "F3", lambda: self.asked.append("call"))


@pytest.fixture
def window(dressed: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with the seven pages and the settings, at its least size."""
    specs = [PageSpec(page, title, icon, _Page) for page, (title, icon) in _TITLES.items()]
    made = MainWindow([*specs, PageSpec("settings", "설정", "settings", _Page, at_bottom=True)])
    made.top_bar.set_place("경기북부지부", "1번 창구")
    made.top_bar.set_presence("근무 중", "present")
    made.top_bar.set_me("김하늘 주임")
    made.set_now(seoul_at(date(2026, 11, 24), time(14, 6)))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_page("desk")
    yield made
    theme.apply(dressed)


def _field(window: MainWindow, page: str = "desk") -> QLineEdit:
    made = window.page(page)
    assert isinstance(made, _Page)
    return made.field


def test_a_page_is_made_when_it_is_first_shown(dressed: QApplication, qtbot: QtBot) -> None:
    made: list[str] = []

    def make(page: str) -> QWidget:
        made.append(page)
        return QWidget()

    window = MainWindow(
        [
            PageSpec("desk", "응대", "phone", lambda: make("desk")),
            PageSpec("promises", "약속", "clock", lambda: make("promises")),
        ]
    )
    qtbot.addWidget(window)
    assert made == []
    window.show_page("promises")
    window.show_page("promises")
    assert made == ["promises"]


def test_the_keyboard_goes_from_page_to_page(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.page_shown) as shown:
        press(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shown.args == ["promises"]
    assert window.here() == "promises"


def test_the_search_is_told_while_a_syllable_grows(window: MainWindow) -> None:
    told: list[str] = []
    window.search_changed.connect(told.append)
    _field(window).setFocus()
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.top_bar.search.hasFocus()
    type_hangul(window.top_bar.search, "강")
    assert told == ["ㄱ", "가", "강"]


def test_badges_are_counted_aloud(window: MainWindow) -> None:
    window.set_badge("promises", 5)
    names = [child.accessibleName() for child in window.findChildren(QWidget)]
    assert "약속, 5건 대기" in names


def test_the_strip_leaves_the_focus_where_it_is(window: MainWindow, qtbot: QtBot) -> None:
    field = _field(window)
    field.setFocus()
    window.set_strip(_ITEM)
    type_hangul(field, "강")
    assert field.hasFocus()
    with qtbot.waitSignal(window.strip.call) as call:
        press(window, Qt.Key.Key_F9)
    assert call.args == [7]
    with qtbot.waitSignal(window.strip.later):
        press(window, Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    assert field.hasFocus()
    assert window.strip.accessibleName().startswith("기한 12분 남음 재연락 · 박*진 님")


def test_without_an_alert_there_is_no_strip_and_no_call(window: MainWindow) -> None:
    called: list[int] = []
    window.strip.call.connect(called.append)
    window.set_strip(_ITEM)
    window.set_strip(None)
    press(window, Qt.Key.Key_F9)
    assert not window.strip.isVisible()
    assert called == []


def test_a_page_with_an_f9_of_its_own_keeps_it(window: MainWindow, qtbot: QtBot) -> None:
    called: list[str] = []
    board = window.page("promises")
    action(board, "전화 걸기", "F9", lambda: called.append("board"))
    window.strip.call.connect(lambda _id: called.append("strip"))
    window.set_strip(_ITEM)
    window.show_page("promises")
    _field(window, "promises").setFocus()
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert called == ["board", "strip"]


def test_one_key_covers_everything_and_what_is_behind_sleeps(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page("desk")
    assert isinstance(page, _Page)
    page.field.setFocus()
    press(window, Qt.Key.Key_F8)
    assert window.is_covered()
    assert not page.isVisible()
    press(window.curtain.button, Qt.Key.Key_F3)
    press(window.curtain.button, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert page.asked == []
    assert window.here() == "desk"
    press(window.curtain.button, Qt.Key.Key_F8)
    assert not window.is_covered()
    assert page.isVisible()


def test_a_locked_curtain_only_asks(window: MainWindow, qtbot: QtBot) -> None:
    window.curtain_locks = True
    window.raise_curtain()
    with qtbot.waitSignal(window.lift_asked):
        press(window.curtain.button, Qt.Key.Key_Return)
    assert window.is_covered()
    window.lift_curtain()
    assert not window.is_covered()


def test_the_keys_of_the_page_are_listed_and_put_away(window: MainWindow) -> None:
    field = _field(window)
    field.setFocus()
    press(window, Qt.Key.Key_F1)
    overlay = window.findChild(KeysOverlay)
    assert overlay is not None
    assert overlay.isVisible()
    assert "F3: 전화 응대" in overlay.accessibleName()
    assert "F8: 화면 가리기" in overlay.accessibleName()
    press(overlay, Qt.Key.Key_Escape)
    assert not overlay.isVisible()
    assert field.hasFocus()


def test_a_question_mark_in_a_field_is_a_question_mark(window: MainWindow) -> None:
    field = _field(window)
    field.setFocus()
    type_hangul(field, "?")
    overlay = window.findChild(KeysOverlay)
    assert field.text() == "?"
    assert overlay is not None
    assert not overlay.isVisible()


def test_what_is_said_anywhere_stands_in_one_place(window: MainWindow) -> None:
    field = _field(window)
    field.setFocus()
    say("기록했습니다.", "success")
    assert window.notice.text() == "기록했습니다."
    say("디스크가 가득 찼습니다.", "danger")
    assert window.notice.text() == "디스크가 가득 찼습니다."
    assert field.hasFocus()
    window.notice.close_line()
    assert window.notice.text() == ""


@pytest.mark.parametrize("text_size", [100, 150])
def test_the_least_window_cuts_nothing_of_the_frame(
    dressed: QApplication, window: MainWindow, qtbot: QtBot, text_size: int
) -> None:
    theme.apply(dressed, "light", text_size)
    window.set_strip(_ITEM)
    window.set_badge("promises", 12)
    qtbot.waitUntil(lambda: window.strip.height() >= theme.px(40))
    assert (window.width(), window.height()) == (1280, 720)
    room = window.rect()
    drawn: list[KeyButton | Chip] = [*window.findChildren(KeyButton), *window.findChildren(Chip)]
    for widget in drawn:
        if widget.isVisible():
            corner = widget.mapTo(window, QPoint(widget.width() - 1, widget.height() - 1))
            assert room.contains(corner), widget.text()
            assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
    seen = window.findChildren(QWidget, "rail")[0]
    assert seen.rect().contains(seen.childrenRect())


def test_going_to_a_page_puts_the_keyboard_into_it_and_back_where_it_was(window: MainWindow) -> None:
    window.top_bar.search.setFocus()
    press(window.top_bar.search, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is _field(window, "promises")
    window.top_bar.search.setFocus()
    press(window.top_bar.search, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is _field(window, "promises"), "the page shown already, too"


def test_a_page_begins_at_its_proxy_though_tab_passes_it_by(window: MainWindow) -> None:
    page = window.page("appointments")
    blocks = QLineEdit(page)
    blocks.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    page.setFocusProxy(blocks)
    press(window.top_bar.search, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is blocks


def test_a_wide_strip_shows_every_key_and_a_narrow_one_only_the_call(window: MainWindow) -> None:
    window.set_strip(_ITEM)
    shown = {1280: {"F9"}, 1440: {"F9", "Ctrl F9", "Ctrl F10", "Ctrl Shift F9"}}
    for width, keys in shown.items():
        window.resize(width, 900)
        QApplication.processEvents()
        buttons = window.strip.findChildren(KeyButton)
        assert {each.accessibleDescription() for each in buttons} - {""} == keys
