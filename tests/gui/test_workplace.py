"""The real window as a supervisor has it: what others do at their desks is seen in it, and led to."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.files import Opened
from desk_app.commands.hands import press
from desk_app.core.inquiries import Channel
from desk_app.gui.alert_strip import StripItem
from desk_app.gui.workplace import Workplace
from desk_app.settings import Places
from desk_app.usecases.inquiry_replies import close_inquiry, save_reply_draft, send_reply
from desk_app.usecases.signing_in import SignedIn
from tests.builders import Office
from tests.questions import do, receive

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
ALONE = Qt.KeyboardModifier.NoModifier
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's, of any window


@pytest.fixture
def workplace(
    dressed: QApplication,
    office: Office,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Workplace]:
    """The supervisor's shift, its window open; no telephone of this computer rings here."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    boss = SignedIn(office.at("한지부", "2번 창구"), Opened(office.engine, tmp_path / "none.db", b""))
    made = Workplace(boss, Places(tmp_path), office.clock)
    qtbot.waitUntil(lambda: made.stands)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.runner.settle()
    yield made
    made.close()


def strip(workplace: Workplace) -> StripItem | None:
    return workplace.window.strip.item()


def hit(workplace: Workplace, key: Qt.Key, held: Qt.KeyboardModifier = ALONE) -> None:
    """Press a key where the keyboard is, and let everything asked for be shown."""
    press(QApplication.focusWidget() or workplace.window, key, held)
    workplace.runner.settle()


def test_a_third_question_taken_in_at_another_desk_stands_on_the_supervisors_strip(
    workplace: Workplace, office: Office, qtbot: QtBot
) -> None:
    workplace.window.show_page("inquiries")
    for _ in range(2):
        receive(office)
    qtbot.waitUntil(lambda: "2" in workplace.inquiries.filters.tabs[0].text(), timeout=8000)
    assert strip(workplace) is None
    workplace.window.show_page("desk")
    third = receive(office)
    qtbot.waitUntil(lambda: strip(workplace) is not None, timeout=8000)
    item = strip(workplace)
    assert item is not None
    assert (item.chip, item.title, item.more) == ("같은 건 세 번째 문의", "문서 회신 · 문*영 님", 0)
    assert workplace.window.strip.isVisible()
    hit(workplace, Qt.Key.Key_F9)
    assert workplace.window.here() == "inquiries"
    qtbot.waitUntil(lambda: workplace.inquiries.is_settled() and not workplace.runner.busy)
    assert workplace.inquiries.detail.detail is not None
    assert workplace.inquiries.detail.detail.id == third.id
    hit(workplace, Qt.Key.Key_F10, CTRL)
    qtbot.waitUntil(lambda: strip(workplace) is None)


@pytest.fixture
def late(office: Office) -> None:
    """Nobody called back in time: the supervisor hears of it."""
    office.promise(timedelta(minutes=5))
    office.clock.advance(timedelta(minutes=30))


def test_behind_what_is_late_already_it_waits_for_its_turn(
    late: None, workplace: Workplace, office: Office, qtbot: QtBot
) -> None:
    for _ in range(3):
        receive(office)
    qtbot.waitUntil(lambda: (item := strip(workplace)) is not None and item.more == 1, timeout=8000)
    hit(workplace, Qt.Key.Key_F10, CTRL)
    qtbot.waitUntil(lambda: (item := strip(workplace)) is not None and item.more == 0)
    item = strip(workplace)
    assert item is not None
    assert item.chip == "같은 건 세 번째 문의"


def test_what_was_answered_is_opened_from_the_customers_history(
    workplace: Workplace, office: Office, qtbot: QtBot
) -> None:
    minho, letter = office.at("최민호"), receive(office)
    letter = do(minho, save_reply_draft, letter, text="답변")
    letter = do(minho, send_reply, letter, number=1, sent_by=Channel.POST)
    do(minho, close_inquiry, letter)
    assert letter.customer_id is not None
    workplace.window.show_page("customers")
    workplace.customers.open_customer(letter.customer_id)
    workplace.runner.settle()
    assert workplace.customers.history.hasFocus()
    hit(workplace, Qt.Key.Key_Return)
    assert workplace.window.here() == "inquiries"
    qtbot.waitUntil(lambda: workplace.inquiries.is_settled() and not workplace.runner.busy)
    assert workplace.inquiries.detail.detail is not None
    assert workplace.inquiries.detail.detail.id == letter.id
    assert workplace.inquiries.list.view.hasFocus()


def test_on_the_page_of_the_charter_its_days_and_the_brief_of_the_day_have_a_key_each(
    workplace: Workplace, qtbot: QtBot
) -> None:
    workplace.window.show_page("management")
    workplace.runner.settle()
    hit(workplace, Qt.Key.Key_D, ALT)
    here = QApplication.focusWidget()
    assert here is not None
    assert here.accessibleName() == "기간"
    hit(workplace, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(workplace.briefs.opening.isVisible)
