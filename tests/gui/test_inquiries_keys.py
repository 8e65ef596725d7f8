"""After whatever is done on the page 문의 its keys go on working: the keyboard never ends in the rail."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desk_app.core.areas import Area
from desk_app.core.inquiries import Channel, InquiryState, Kind
from desk_app.gui.main_window import MainWindow
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.keys_overlay import KeysOverlay
from desk_app.usecases.inquiries import InquiryDetail, NewFile
from desk_app.usecases.inquiry_replies import save_reply_draft
from tests.builders import Office
from tests.gui.inquiry_seat import InquirySeat, arrive, detail_of, seat
from tests.gui.page_seat import ALT, CTRL, Key
from tests.questions import do

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's, of any window
SHIFT = Qt.KeyboardModifier.ShiftModifier
PAPER = NewFile("신청서.pdf", b"%PDF-1.4 paper")


def keys_work(at_page: InquirySeat, done: str) -> None:
    """Insist that the list has the keyboard after what was `done`, and that a key of the page speaks."""
    focus = QApplication.focusWidget()
    assert focus is not None, done
    assert at_page.page.list.isAncestorOf(focus), f"{done}: the keyboard is at {focus.accessibleName()!r}"
    at_page.press(Key.Key_Slash)
    assert at_page.page.list.search.hasFocus(), done
    at_page.press(Key.Key_Escape)


def twice(office: Office) -> tuple[InquiryDetail, InquiryDetail]:
    """Return a letter, and the same one by fax a day later."""
    first = arrive(office)
    return first, arrive(office, channel=Channel.FAX, arrived_at=first.arrived_at + timedelta(days=1))


def button(at_page: InquirySeat, text: str) -> KeyButton:
    """Return the button of that text in what is open."""
    shown = at_page.page.findChildren(KeyButton)
    return next(each for each in shown if each.text() == text and each.isVisible())


# -- links -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("same_paper", [True, False])
def test_two_are_linked_by_key_and_the_keys_go_on_working(
    qtbot: QtBot, office: Office, minho: Shift, same_paper: bool
) -> None:
    first, second = twice(office)
    with seat(qtbot, minho, framed=True) as at_page:
        at_page.press(Key.Key_Down)
        at_page.press(Key.Key_I, modifiers=Qt.KeyboardModifier.NoModifier if same_paper else SHIFT)
        assert at_page.panel() is not None, "it is asked first, since it is for good"
        at_page.press(Key.Key_Return)
        linked = detail_of(office, second.id)
        assert [each.id for each in linked.duplicates] == ([first.id] if same_paper else [])
        assert [each.id for each in linked.earlier] == ([] if same_paper else [first.id])
        keys_work(at_page, "linked by key")
        at_page.press(Key.Key_I)
        assert at_page.panel() is None, "nothing more may be the same"


@pytest.mark.parametrize(("text", "key"), [("같은 문서로 잇기", "I"), ("같은 건으로 잇기", "Shift I")])
def test_the_buttons_show_the_keys_and_leave_the_keyboard_in_the_list(
    qtbot: QtBot, office: Office, minho: Shift, text: str, key: str
) -> None:
    twice(office)
    with seat(qtbot, minho, framed=True) as at_page:
        at_page.press(Key.Key_Down)
        link = button(at_page, text)
        assert link.accessibleDescription() == key
        link.setFocus()
        at_page.press(Key.Key_Space)
        keys_work(at_page, text)
        if key == "I":
            at_page.press(Key.Key_X, modifiers=SHIFT)
            assert at_page.panel() is not None, "the later one is taken back at once"


def test_of_several_it_is_asked_which_one_is_the_same(qtbot: QtBot, office: Office, minho: Shift) -> None:
    first, second = twice(office)
    third = arrive(office, channel=Channel.EMAIL, arrived_at=first.arrived_at + timedelta(days=2))
    with seat(qtbot, minho, framed=True) as at_page:
        at_page.page.list.view.choose(third.id)
        at_page.settle()
        at_page.press(Key.Key_I)
        assert at_page.panel() is not None
        at_page.press(Key.Key_Down)  # the newest first, so the one before it is the first
        at_page.confirm()
        assert [each.id for each in detail_of(office, third.id).duplicates] == [first.id]
        assert [each.id for each in detail_of(office, third.id).similar] == [second.id]
        keys_work(at_page, "linked with the one chosen")


def test_the_list_of_keys_names_them_while_they_can_be_used(
    qtbot: QtBot, office: Office, minho: Shift
) -> None:
    twice(office)
    with seat(qtbot, minho, framed=True) as at_page:
        window = at_page.page.window()
        assert isinstance(window, MainWindow)
        window.show_keys()
        said = window.findChildren(KeysOverlay)[0].accessibleName().splitlines()
        assert "I: 같은 문서로 잇기" in said
        assert "Shift I: 같은 건으로 잇기" in said


# -- all the rest ----------------------------------------------------------------------------------

_PANELS: dict[str, tuple[Key, Qt.KeyboardModifier]] = {
    each: (getattr(Key, f"Key_{each[-1]}"), SHIFT if each.startswith("Shift ") else CTRL & ALT)
    for each in ("A", "D", "R", "M", "E", "B", "V", "P", "H", "T", "X", "U", "Shift F", "S")
}


@pytest.fixture
def grievance(office: Office) -> InquiryDetail:
    """A grievance with a file and a draft: nearly everything can be done with it."""
    made = arrive(office, kind=Kind.GRIEVANCE, files=(PAPER,))
    return do(office.at("이수민"), save_reply_draft, made, text="확인하여 알려 드립니다.")


def test_every_panel_that_is_left_gives_the_keyboard_back(
    qtbot: QtBot, office: Office, minho: Shift, grievance: InquiryDetail
) -> None:
    web = arrive(office, "홈페이지 문의", channel=Channel.WEB, accepted=False, arrived_at=office.now)
    with seat(qtbot, minho, framed=True) as at_page:
        for name, (key, modifiers) in _PANELS.items():
            at_page.page.list.view.choose(web.id if name == "A" else grievance.id)
            at_page.settle()
            at_page.press(key, modifiers=modifiers)
            assert at_page.panel() is not None, name
            at_page.press(Key.Key_Escape)
            keys_work(at_page, f"{name}, Esc")


def test_every_key_that_asks_nothing_leaves_the_keyboard_in_the_list(
    qtbot: QtBot, office: Office, minho: Shift, grievance: InquiryDetail
) -> None:
    alone = (Key.Key_W, Key.Key_W, Key.Key_1, Key.Key_4, Key.Key_5, Key.Key_6, Key.Key_0)
    with_alt = (Key.Key_1, Key.Key_2, Key.Key_4, Key.Key_C)
    keys = [(key, CTRL & ALT) for key in alone] + [(key, ALT) for key in with_alt]
    with seat(qtbot, minho, framed=True) as at_page:
        for key, modifiers in keys:
            at_page.press(key, modifiers=modifiers)
            keys_work(at_page, str(key))
        for form in (Key.Key_N, Key.Key_L):
            at_page.press(form)
            assert not at_page.page.intake.isHidden()
            at_page.press(Key.Key_Escape)
            keys_work(at_page, str(form))
        do(office.at("최민호"), save_reply_draft, detail_of(office, grievance.id), text="제가 고칩니다.")
        minho.changed.emit(frozenset({Area.INQUIRIES}))
        at_page.settle()
        at_page.press(Key.Key_K)
        assert "쓴 사람은 확인할 수 없습니다" in at_page.heard[-1]
        keys_work(at_page, "a refusal")


def test_every_button_that_is_clicked_gives_the_keyboard_back(
    qtbot: QtBot, office: Office, minho: Shift, grievance: InquiryDetail
) -> None:
    with seat(qtbot, minho, framed=True) as at_page:
        at_page.page.list.view.choose(grievance.id)
        at_page.settle()
        verbs = [each for each in at_page.page.detail.findChildren(KeyButton) if each.isVisible()]
        for verb in verbs:
            if not verb.isEnabled() or not verb.isVisible():
                continue
            QTest.mouseClick(verb, Qt.MouseButton.LeftButton)
            at_page.settle()
            for chooser in at_page.page.findChildren(QFileDialog):
                chooser.reject()
            at_page.page.window().activateWindow()  # as a desktop does once the chooser is gone
            qtbot.waitUntil(at_page.page.window().isActiveWindow)
            if at_page.panel() is not None:
                at_page.press(Key.Key_Escape)
            if at_page.page.intake.isVisible():
                at_page.press(Key.Key_Escape)
            focus = QApplication.focusWidget()
            assert focus is not None
            assert at_page.page.isAncestorOf(focus), verb.text()


def test_from_the_arrival_to_the_end_the_keyboard_stays(qtbot: QtBot, office: Office, minho: Shift) -> None:
    web = arrive(
        office,
        "숙소에 물이 샙니다",
        kind=Kind.GRIEVANCE,
        channel=Channel.WEB,
        accepted=False,
        arrived_at=office.now,
    )
    other = arrive(office, "다른 문의", customer_name="심보라", phone="")
    with seat(qtbot, minho, framed=True) as at_page:
        at_page.page.list.view.choose(web.id)
        at_page.settle()

        def done(what: str, key: Key, *typed: str, modifiers: Qt.KeyboardModifier = CTRL & ALT) -> None:
            at_page.press(key, modifiers=modifiers)
            for at, text in enumerate(typed):
                if at:
                    at_page.press(Key.Key_Tab)
                if text:
                    at_page.retype(text)
            at_page.confirm()
            assert at_page.panel() is None, f"{what}: {at_page.error() if at_page.panel() else ''}"
            keys_work(at_page, what)

        done("accepted", Key.Key_A)
        done("interim", Key.Key_M, "현장 확인", "날짜를 잡음", "12/1")
        done("asked", Key.Key_B, "사진", "11/27")
        done("came", Key.Key_G)
        done("field inquiry", Key.Key_V, "201호", "11/27")
        done("longer", Key.Key_V, "11/30", "문이 닫힘", modifiers=SHIFT)
        done("over", Key.Key_O)
        done("planned", Key.Key_P, "", "시설팀")
        done("set right", Key.Key_U)
        done("passed on", Key.Key_H, "이수민")
        done("drafted", Key.Key_R, "고쳤습니다.")
        latest = detail_of(office, web.id)
        done_by = office.at("이수민")
        do(done_by, save_reply_draft, latest, text="오늘 고쳤습니다.")
        at_page.page.list.view.choose(other.id)
        minho.changed.emit(frozenset())
        at_page.settle()
        at_page.page.show_inquiry(web.id)
        at_page.settle()
        at_page.press(Key.Key_K)
        assert detail_of(office, web.id).replies[-1].checked_at is not None
        keys_work(at_page, "checked")
        done("sent", Key.Key_S)
        at_page.press(Key.Key_3)
        at_page.page.list.view.choose(web.id)
        at_page.settle()
        at_page.press(Key.Key_C)
        assert detail_of(office, web.id).state is InquiryState.CLOSED
        keys_work(at_page, "closed")
        at_page.press(Key.Key_1)
        done("taken back", Key.Key_X, "고객이 거둠")
        assert at_page.lines() == []
