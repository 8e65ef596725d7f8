"""The brief of the day and the takeover sheet, opened and put away by keyboard over real pages."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from db.models import Access
from desk_app.commands.hands import press, type_hangul
from desk_app.core.appointments import Reach, VisitReason
from desk_app.core.areas import Area
from desk_app.core.clock import seoul_at
from desk_app.core.staff import PresenceState
from desk_app.gui.briefs.center import Briefs
from desk_app.gui.briefs.panel import BriefPanel
from desk_app.gui.contacts.page import DeskPage
from desk_app.gui.main_window import MainWindow, PageSpec
from desk_app.gui.office.background import background
from desk_app.gui.promises.page import PromisesPage
from desk_app.gui.rings.banner import RingBanner, RingItem
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.cards import Scroll
from desk_app.usecases.appointments import AppointmentDetail, NewAppointment, book_appointment
from desk_app.usecases.contacts import begin_contact, park_contact
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.staff import set_presence
from tests.builders import Office

Key, Held = Qt.Key, Qt.KeyboardModifier
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's, of any window


def book(office: Office, at: datetime, name: str = "오은석") -> AppointmentDetail:
    """Book a visit to 정다은."""
    new = NewAppointment(
        staff_id=office.people["정다은"].id,
        starts_at=at,
        minutes=30,
        topic_id=office.topics["심리상담"].id,
        matter="심리상담 첫 방문",
        place="1층 상담실",
        bring="신분증",
        why_visit=VisitReason.TALK,
        reach=Reach.NONE,
        customer_name=name,
        phone="010-3355-1200",
    )
    return office.desk.run(book_appointment, new=new).value


def today(hour: int, minute: int = 0) -> datetime:
    """Return an hour of the day, in Seoul."""
    return seoul_at(date(2026, 11, 24), time(hour, minute))


class Desk:
    """A window with two real pages and the briefs; keys go wherever the focus is."""

    def __init__(self, shift: Shift, qtbot: QtBot) -> None:
        self.shift = shift
        self.page = DeskPage(shift)
        self.board = PromisesPage(shift)
        self.window = MainWindow(
            (
                PageSpec("desk", "응대", "phone", lambda: self.page),
                PageSpec("promises", "약속", "clock", lambda: self.board),
            )
        )
        self.banner = RingBanner()
        self.window.add_band(self.banner)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 720)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.show_page("desk")
        self.briefs = Briefs(shift, self.window)
        self.settle()

    def settle(self) -> None:
        """Let everything that was asked for be answered and shown."""
        for _ in range(4):
            QApplication.processEvents()
            self.shift.runner.settle()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
        """Press a key wherever the focus is."""
        press(self.focus, key, held)
        self.settle()

    @property
    def focus(self) -> QWidget:
        """Return what has the focus; a window without any would be deaf."""
        here = QApplication.focusWidget()
        assert here is not None
        return here

    def greet(self) -> None:
        """Begin the shift, as signing in does."""
        self.briefs.greet(lambda: self.page.session is None)
        self.settle()


@pytest.fixture
def desk(shift: Shift, qtbot: QtBot) -> Iterator[Desk]:
    """The receptionist's desk."""
    made = Desk(shift, qtbot)
    yield made
    made.page.leave()
    made.settle()


def said(panel: BriefPanel, title: str) -> list[str]:
    """Return the lines of the part whose title begins so, as they are read aloud."""
    (part,) = [part for part in panel.parts if part.title.startswith(title)]
    return [line.spoken for line in part.lines]


# -- signing in ------------------------------------------------------------------------------------


def test_the_day_opens_with_its_visits_masked_and_who_acts_for_whom(office: Office, desk: Desk) -> None:
    book(office, today(15))
    book(office, today(17, 10), "강지훈")
    away = office.people["정다은"].id
    office.boss.run(set_deputies, staff_id=away, topic_id=None, deputies=[office.people["이수민"].id])
    office.desk.run(set_presence, staff_id=away, state=PresenceState.OUT, back_at=today(17))
    desk.greet()
    panel = desk.briefs.opening
    assert panel.isVisible()
    assert said(panel, "오늘 오실 분") == [
        "15:00, 오*석 님, 심리상담 · 정다은 주임 · 대행 이수민 대리 · 1층 상담실, 외근",
        "17:10, 강*훈 님, 심리상담 · 정다은 주임 · 대행 이수민 대리 · 1층 상담실",
    ]
    assert said(panel, "오늘 자리를 비우는 직원") == ["17:00까지, 정다은 주임, 외근, 대행 이수민 대리"]
    assert "오은석" not in panel.accessibleDescription()


def test_a_day_without_anything_does_not_open_by_itself_and_says_so_calmly_when_asked(desk: Desk) -> None:
    desk.greet()
    panel = desk.briefs.opening
    assert not panel.isVisible()
    desk.press(Key.Key_D, Held.ControlModifier)
    assert panel.isVisible()
    assert [part.nothing for part in panel.parts] == [
        "오늘은 예약이 없습니다.",
        "오늘은 모두 자리에 있습니다.",
        "오늘 더 지킬 약속은 없습니다.",
    ]


def test_it_never_opens_over_somebody_being_served(office: Office, desk: Desk) -> None:
    book(office, today(15))
    desk.press(Key.Key_F3)
    desk.greet()
    assert desk.page.session is not None
    assert not desk.briefs.opening.isVisible()


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Return])
def test_one_key_puts_it_away_and_the_keyboard_back(office: Office, desk: Desk, key: Qt.Key) -> None:
    book(office, today(15))
    before = desk.focus
    desk.greet()
    desk.press(key)
    assert not desk.briefs.opening.isVisible()
    assert desk.focus is before
    assert desk.page.session is None, "Enter began no call"


@pytest.mark.parametrize("key", [Key.Key_F3, Key.Key_F2])
def test_a_contact_begins_through_it(office: Office, desk: Desk, key: Qt.Key) -> None:
    book(office, today(15))
    desk.greet()
    desk.press(key)
    assert desk.page.session is not None
    assert not desk.briefs.opening.isVisible()
    assert desk.page.isAncestorOf(desk.focus)


def test_a_waiting_contact_is_taken_up_through_it_by_its_number(office: Office, desk: Desk) -> None:
    draft = office.call(customer_name="박서연")
    draft_id = office.desk.run(begin_contact, draft=draft).value
    office.desk.run(park_contact, draft_id=draft_id, draft=draft)
    desk.shift.changed.emit(frozenset({Area.DRAFTS}))
    desk.greet()
    assert said(desk.briefs.opening, "이 창구에서 끝내지 않은 응대") == ["오늘 14:06, 박*연 님, 전화, 기다림"]
    desk.press(Key.Key_1)
    assert desk.page.session is not None
    assert desk.page.session.draft.customer_name == "박서연"
    assert not desk.briefs.opening.isVisible()


def test_a_ringing_telephone_is_seen_above_it_and_its_key_works(office: Office, desk: Desk) -> None:
    book(office, today(15))
    desk.greet()
    panel, taken = desk.briefs.opening, []
    desk.banner.take.connect(lambda: taken.append(True))
    desk.banner.set_item(RingItem("1", "1 · 2", "강*훈 님"))
    desk.settle()
    assert panel.isVisible()
    band = desk.banner.mapTo(desk.window, desk.banner.rect().bottomLeft()).y()
    assert panel.mapTo(desk.window, panel.rect().topLeft()).y() > band
    desk.press(Key.Key_F3)
    assert taken == [True]
    assert desk.page.session is None, "the key was the telephone's"


def test_a_letter_does_nothing_to_the_page_it_covers(office: Office, desk: Desk) -> None:
    office.promise()
    desk.shift.changed.emit(frozenset())
    desk.press(Key.Key_2, Held.ControlModifier)
    desk.press(Key.Key_D, Held.ControlModifier)
    for letter in (Key.Key_K, Key.Key_W, Key.Key_H, Key.Key_Space):
        desk.press(letter)
    assert desk.briefs.opening.isVisible()
    assert desk.focus is desk.briefs.opening


def test_looking_up_the_keys_leaves_it_open(office: Office, desk: Desk) -> None:
    book(office, today(15))
    desk.greet()
    desk.press(Key.Key_F1)
    desk.press(Key.Key_Escape)
    assert desk.briefs.opening.isVisible()
    assert desk.focus is desk.briefs.opening


def test_going_elsewhere_puts_it_away(office: Office, desk: Desk) -> None:
    book(office, today(15))
    desk.greet()
    desk.press(Key.Key_2, Held.ControlModifier)
    assert desk.window.here() == "promises"
    assert not desk.briefs.opening.isVisible()
    desk.press(Key.Key_D, Held.ControlModifier)
    assert desk.briefs.opening.isVisible(), "over the page that is shown"
    desk.press(Key.Key_F8)
    assert desk.window.is_covered()
    assert not desk.briefs.opening.isVisible()


def test_it_stays_inside_the_window_and_scrolls_on_a_crowded_day(office: Office, desk: Desk) -> None:
    for number in range(40):
        office.promise(due_in=timedelta(minutes=20 + number), customer_name=f"고객{number}")
    desk.press(Key.Key_D, Held.ControlModifier)
    panel = desk.briefs.opening
    assert desk.page.rect().contains(panel.geometry())
    (scroll,) = panel.findChildren(Scroll)
    desk.press(Key.Key_PageDown)
    assert scroll.verticalScrollBar().value() > 0


# -- taking over -----------------------------------------------------------------------------------


def test_the_takeover_sheet_begins_with_a_note_that_outlives_its_panel(office: Office, desk: Desk) -> None:
    book(office, today(15))
    desk.press(Key.Key_D, Held.ControlModifier | Held.ShiftModifier)
    panel = desk.briefs.takeover
    assert desk.focus is panel.note
    assert said(panel, "아직 오실 분") == ["15:00, 오*석 님, 심리상담 · 정다은 주임 · 1층 상담실"]
    type_hangul(panel.note, "서류는 서랍에")
    desk.press(Key.Key_Return)
    assert panel.isVisible(), "Enter is a new line there"
    desk.press(Key.Key_Escape)
    assert not panel.isVisible()
    desk.press(Key.Key_D, Held.ControlModifier | Held.ShiftModifier)
    assert panel.note.toPlainText().startswith("서류는 서랍에")


def test_a_resident_number_in_the_note_is_refused_at_the_note(desk: Desk) -> None:
    desk.press(Key.Key_D, Held.ControlModifier | Held.ShiftModifier)
    panel = desk.briefs.takeover
    panel.note.setPlainText("850101-1234567 확인")
    desk.press(Key.Key_P, Held.ControlModifier | Held.ShiftModifier)
    assert "주민등록번호" in panel.note.accessibleDescription()
    assert desk.window.findChildren(QFileDialog) == []


def test_the_sheet_is_saved_masked_with_its_note_and_that_is_logged(
    office: Office, desk: Desk, tmp_path: Path
) -> None:
    book(office, today(15))
    desk.press(Key.Key_D, Held.ControlModifier | Held.ShiftModifier)
    type_hangul(desk.briefs.takeover.note, "서류는 서랍에")
    desk.press(Key.Key_P, Held.ControlModifier | Held.ShiftModifier)
    (chooser,) = desk.window.findChildren(QFileDialog)
    chooser.setDirectory(str(tmp_path))
    chooser.accept()
    background().settle()
    (saved,) = tmp_path.glob("*.pdf")
    assert saved.name == "인수인계표 2026-11-24 1406.pdf"
    text = " ".join(PdfReader(saved).pages[0].extract_text().split())
    assert "서류는 서랍에" in text
    assert "오*석" in text
    assert "오은석" not in text
    with office.engine.connect() as connection:
        actions = connection.scalars(sa.select(Access.action).order_by(Access.id)).all()
    assert actions[-2:] == ["sheet.takeover", "print.takeover"]
