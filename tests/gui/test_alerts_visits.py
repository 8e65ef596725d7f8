"""The program speaks up round a visit, on both engines: before it, when somebody comes, when nobody does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.core.appointments import Reach, VisitReason
from desk_app.core.staff import PresenceState
from desk_app.gui.shift import Shift
from desk_app.usecases.appointments import AppointmentDetail, NewAppointment, book_appointment
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.staff import set_presence
from desk_app.usecases.visits import arrive
from tests.builders import Office
from tests.gui.desks import shift_for
from tests.gui.watch import Watch


@pytest.fixture
def watch(qtbot: QtBot, shift: Shift) -> Iterator[Watch]:
    """The receptionist's window, nothing owed yet."""
    made = Watch(qtbot, shift)
    yield made
    made.leave()


def visit(office: Office, in_minutes: int = 20) -> AppointmentDetail:
    """Book a visit to 정다은 soon."""
    new = NewAppointment(
        staff_id=office.people["정다은"].id,
        starts_at=office.now + timedelta(minutes=in_minutes),
        minutes=30,
        topic_id=office.topics["심리상담"].id,
        matter="상담을 이어 받기로 함",
        place="1층 상담실",
        bring="",
        why_visit=VisitReason.TALK,
        reach=Reach.NONE,
        customer_name="강지훈",
        phone="010-2481-7736",
    )
    return office.desk.run(book_appointment, new=new).value


@pytest.fixture
def receiver(qtbot: QtBot, dressed: QApplication, office: Office) -> Iterator[Watch]:
    """The window of 정다은, who receives the visitor."""
    made = Watch(qtbot, shift_for(office, "정다은", "사무실"))
    yield made
    made.leave()
    made.shift.runner.stop()


def test_ten_minutes_before_a_visit_the_strip_says_who_where_and_to_whom_but_not_about_what(
    office: Office, watch: Watch, qtbot: QtBot
) -> None:
    agreed = visit(office)
    office.clock.advance(timedelta(minutes=10))
    watch.show(qtbot)
    watch.tick()
    item = watch.item()
    assert item is not None
    assert (item.chip, item.title, item.tone) == ("10분 뒤 방문", "강*훈 님", "warning")
    assert item.detail.endswith("1층 상담실 · 담당 정다은 주임")
    assert (item.act, item.can_hand_over) == ("예약 보기", False)
    watch.press(Qt.Key.Key_F9)
    assert (watch.calls, watch.visits) == ([], [agreed.id])


def test_a_visitor_who_is_here_is_told_to_whoever_receives_them_and_one_key_goes(
    office: Office, receiver: Watch, qtbot: QtBot
) -> None:
    agreed = visit(office)
    office.desk.run(arrive, appointment_id=agreed.id, seen_version=agreed.version)
    receiver.tick()
    assert receiver.notices == ["고객 응대 기다리시는 분이 있습니다."]
    receiver.show(qtbot)
    item = receiver.item()
    assert item is not None
    assert (item.chip, item.title, item.act) == ("도착", "강*훈 님", "맞이하러 갑니다")
    receiver.press(Qt.Key.Key_F9)
    assert receiver.visits == [agreed.id]
    receiver.tick()
    assert receiver.item() is None


def test_reception_cannot_clear_what_a_colleague_still_has_to_see(
    office: Office, watch: Watch, qtbot: QtBot
) -> None:
    agreed = visit(office)
    office.desk.run(arrive, appointment_id=agreed.id, seen_version=agreed.version)
    office.promise(timedelta(minutes=5))
    office.clock.advance(timedelta(minutes=5))
    watch.show(qtbot)
    watch.tick()
    item = watch.item()
    assert item is not None
    assert item.title.startswith("재연락"), "what is owed here comes before what a colleague sees to"
    watch.press(Qt.Key.Key_F10, Qt.KeyboardModifier.ControlModifier)
    watch.tick()
    item = watch.item()
    assert item is not None
    assert (item.chip, item.can_clear) == ("도착", False)
    watch.press(Qt.Key.Key_F10, Qt.KeyboardModifier.ControlModifier)
    watch.press(Qt.Key.Key_F9)
    watch.tick()
    assert watch.item() is not None
    assert watch.visits == [agreed.id]


def test_whoever_acts_for_the_person_who_is_away_hears_that_the_visitor_is_here(
    office: Office, qtbot: QtBot, receiver: Watch
) -> None:
    agreed = visit(office)
    away, acting = office.people["정다은"].id, office.people["이수민"].id
    office.boss.run(set_deputies, staff_id=away, topic_id=None, deputies=(acting,))
    office.desk.run(set_presence, staff_id=away, state=PresenceState.OUT)
    deputy = Watch(qtbot, shift_for(office, "이수민", "2번 창구"))
    office.desk.run(arrive, appointment_id=agreed.id, seen_version=agreed.version)
    for seat in (deputy, receiver):
        seat.tick()
        item = seat.item()
        assert item is not None
        assert item.detail.endswith("담당 정다은 주임 · 대행 이수민 대리")
    deputy.leave()
    deputy.shift.runner.stop()


def test_somebody_who_has_not_come_is_asked_about(office: Office, watch: Watch) -> None:
    visit(office)
    office.clock.advance(timedelta(minutes=36))
    watch.tick()
    item = watch.item()
    assert item is not None
    assert item.chip == "오지 않으심?"
