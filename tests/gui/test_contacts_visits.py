"""Visits at the desk, with keys only, on both engines: arranged in a call, come as agreed, covered."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.core.appointments import AppointmentState
from desk_app.core.clock import seoul_at
from desk_app.core.contacts import Outcome
from desk_app.core.staff import PresenceState
from desk_app.gui import theme
from desk_app.gui.contacts.page import DeskPage
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.usecases.agenda import read_agenda
from desk_app.usecases.appointments import (
    open_appointment,
)
from desk_app.usecases.contacts import todays_contacts
from desk_app.usecases.visits import arrive
from tests.builders import Office
from tests.gui.day_seat import is_seen
from tests.gui.receptionist import Receptionist, at_the_desk
from tests.gui.visitors import FOUR, TODAY, TOMORROW, agree, now, set_away


@pytest.fixture
def desk(shift: Shift) -> Iterator[Receptionist]:
    """A receptionist at the open desk."""
    with at_the_desk(shift) as hand:
        yield hand


def to_the_visit(desk: Receptionist) -> None:
    """Take a call up to the point where a visit is needed; the keyboard is at the reason for it."""
    desk.press("F3", "2", "Enter")
    desk.type("심리")
    desk.press("Enter")
    desk.type("상담을 받고 싶어 하심")
    desk.press("Alt+6")
    desk.type("강지훈")
    desk.press("Enter")
    desk.type("01024817736")
    desk.press("Enter")
    assert desk.step == "visit_needed"


def book(desk: Receptionist, when: str = "내일 오후 4시") -> None:
    to_the_visit(desk)
    desk.press("2")
    desk.type(when)
    desk.press("Ctrl+B")


# -- arranged in a call --------------------------------------------------------------------------


def test_a_call_ends_in_a_visit_that_is_booked_at_once_and_said_back(
    office: Office, desk: Receptionist
) -> None:
    to_the_visit(desk)
    assert desk.sentence.startswith("전화나 우편으로 되는지 먼저 살피고,")
    assert desk.next == "번호로 고르세요", "nothing is arranged yet, so Enter does not say that it is"
    desk.press("2")
    desk.type("내일 오후 4시")
    desk.press("Ctrl+B")
    (row,) = office.desk.run(read_agenda, first=TOMORROW, days=1).value.rows
    assert (row.customer, row.starts_at, row.matter) == ("강지훈", FOUR, "상담을 받고 싶어 하심")
    assert row.staff_id == office.people["정다은"].id
    assert desk.sentence.startswith("2026년 11월 25일 수요일 오후 4시에")
    assert "정다은 주임이 맞이하겠습니다. 준비하실 것은 " in desk.sentence
    assert desk.page.script.read_back.text() == "“성함은 강지훈 님, 연락처는 010-2481-7736, 맞으십니까?”"
    desk.press("Enter")
    assert desk.step == "close"
    assert desk.sentence.startswith("2026년 11월 25일 수요일 오후 4시에 뵙겠습니다.")
    desk.press("Ctrl+Enter")
    (past,) = office.desk.run(todays_contacts).value
    assert past.outcome is Outcome.VISIT_NEEDED
    kept = office.desk.run(open_appointment, appointment_id=row.id).value
    assert (kept.booked_in_id, kept.customer) == (past.id, "강지훈")


def test_a_visit_that_was_only_talked_of_is_not_recorded_as_arranged(
    office: Office, desk: Receptionist
) -> None:
    to_the_visit(desk)
    desk.press("Ctrl+Enter")
    (past,) = office.desk.run(todays_contacts).value
    assert past.outcome is Outcome.UNFINISHED
    assert office.desk.run(read_agenda, first=TOMORROW, days=1).value.rows == ()


def test_where_telephone_or_post_will_do_nobody_has_to_come(desk: Receptionist) -> None:
    to_the_visit(desk)
    desk.press("5")
    assert desk.step == "explain"
    assert desk.session.run.visited[-1].label == "전화·우편으로 해결"


def test_digits_typed_into_the_hour_are_text(desk: Receptionist) -> None:
    to_the_visit(desk)
    desk.press("2")
    desk.type("12/1 14:00")
    assert desk.step == "visit_needed"
    assert desk.session.draft.booking is not None
    assert desk.session.draft.booking.starts_at == seoul_at(date(2026, 12, 1), time(14))


def test_a_half_filled_booking_comes_back_after_a_kill(office: Office, shift: Shift, qtbot: QtBot) -> None:
    hand = Receptionist(shift, DeskPage(shift))
    to_the_visit(hand)
    hand.press("2")
    hand.type("내일 오후 4")

    def is_kept() -> bool:
        bookings = [draft.booking for draft in office.kept_drafts() if draft.booking is not None]
        return [(each.why_visit, each.when) for each in bookings] == [("talk", "내일 오후 4")]

    qtbot.waitUntil(is_kept)
    hand.leave()  # nobody parked it
    with at_the_desk(shift) as desk:
        desk.press("1")
        assert desk.step == "visit_needed"
        form = desk.page.script.visit.form
        assert (form.why.reason, form.fields.when.text()) == ("talk", "내일 오후 4")
        form.fields.when.setFocus()
        form.fields.when.end(False)
        desk.type("시")
        desk.press("Ctrl+B")
    (row,) = office.desk.run(read_agenda, first=TOMORROW, days=1).value.rows
    assert row.starts_at == FOUR


def test_a_booked_visit_is_there_again_when_the_call_is_taken_up(desk: Receptionist) -> None:
    book(desk)
    booked = desk.session.agreed
    assert booked is not None
    desk.press("Esc")
    assert not desk.is_serving()
    desk.press("1")
    assert desk.session.agreed == booked
    assert desk.sentence.startswith("2026년 11월 25일 수요일 오후 4시에")


def test_within_the_call_the_visit_gets_another_time_and_keeps_its_history(
    office: Office, desk: Receptionist
) -> None:
    book(desk)
    booked = desk.session.agreed
    assert booked is not None
    desk.press("Alt+M")
    assert "오후 4시에" not in desk.sentence, "what is being changed is not said"
    desk.type("모레 오전 10시")
    desk.press("Ctrl+B")
    moved = now(office, booked)
    assert moved.starts_at == seoul_at(date(2026, 11, 26), time(10))
    assert [line.what for line in moved.history] == ["booked", "moved"]
    assert desk.sentence.startswith("2026년 11월 26일 목요일 오전 10시에")
    assert len(office.desk.run(read_agenda, first=TOMORROW, days=3).value.rows) == 1


def test_a_visit_called_off_within_the_call_leaves_the_time_free(office: Office, desk: Receptionist) -> None:
    book(desk)
    booked = desk.session.agreed
    assert booked is not None
    desk.press("Alt+X")
    desk.press("Enter")
    assert now(office, booked).state is AppointmentState.BOOKED, "a reason is asked first"
    desk.type("그날 일이 있다고 하심")
    desk.press("Enter")
    assert now(office, booked).state is AppointmentState.CANCELLED
    assert "has_appointment" not in desk.session.facts
    assert desk.session.draft.booked_id is None


# -- come as agreed ------------------------------------------------------------------------------


def come(desk: Receptionist, typed: str) -> None:
    desk.press("F2", "4")
    assert desk.step == "arrival"
    desk.type(typed)
    desk.press("Enter")


@pytest.mark.parametrize("typed", ["ㄱㅈㅎ", "강지", "7736", "16:00"])
def test_a_visitor_is_found_by_name_initials_number_or_hour_and_the_person_is_told(
    office: Office, desk: Receptionist, typed: str
) -> None:
    agreed = agree(office, seoul_at(TODAY, time(16)))
    agree(office, seoul_at(TODAY, time(17)), "박서연", phone="010-5555-0101")
    come(desk, typed)
    assert now(office, agreed).state is AppointmentState.ARRIVED
    assert desk.page.script.visitor.picker.text() == "16:00 강*훈 님 · 정다은 주임", "no whole name is shown"
    draft = desk.session.draft
    assert (draft.customer_name, draft.phone, draft.summary) == (
        "강지훈",
        "010-2481-7736",
        "상담을 이어 받기로 함",
    )
    assert desk.sentence == "와 주셔서 감사합니다. 정다은 주임이 기다리고 있습니다. 바로 안내해 드리겠습니다."


def test_who_is_found_among_todays_visits_is_met_with_their_earlier_contacts(
    office: Office, desk: Receptionist
) -> None:
    book(desk)
    desk.press("Enter", "Ctrl+Enter")
    agree(office, seoul_at(TODAY, time(16)))
    come(desk, "ㄱㅈㅎ")
    card = desk.session.card
    assert card is not None, "nobody who is expected is said to be unknown"
    assert card.customer_id == desk.session.draft.customer_id
    assert [past.summary for past in card.history] == ["상담을 받고 싶어 하심"]
    assert desk.page.caller.history.isVisible()


def test_the_visit_is_in_talk_once_guided_and_done_once_seen_off(office: Office, desk: Receptionist) -> None:
    agreed = agree(office, seoul_at(TODAY, time(16)))
    come(desk, "ㄱㅈㅎ")
    desk.press("Enter")
    assert desk.step == "guide"
    desk.press("1")
    assert now(office, agreed).state is AppointmentState.IN_TALK
    desk.press("Enter", "Alt+1", "Ctrl+Enter")
    visit = now(office, agreed)
    assert visit.state is AppointmentState.DONE
    (past,) = office.desk.run(todays_contacts).value
    assert visit.visit_id == past.id


def test_a_visit_recorded_before_the_farewell_goes_on(office: Office, desk: Receptionist) -> None:
    agreed = agree(office, seoul_at(TODAY, time(16)))
    come(desk, "ㄱㅈㅎ")
    desk.press("Enter", "1", "Ctrl+Enter")
    assert not desk.is_serving()
    assert now(office, agreed).state is AppointmentState.IN_TALK


def test_a_visitor_whose_person_is_away_is_covered_by_whoever_has_the_brief(
    office: Office, shift: Shift
) -> None:
    agreed = agree(office, seoul_at(TODAY, time(16)))
    set_away(office, shift, PresenceState.OUT, seoul_at(TODAY, time(17, 30)))
    with at_the_desk(shift) as desk:
        come(desk, "ㄱㅈㅎ")
        assert now(office, agreed).was_away
        desk.press("Enter")
        assert desk.step == "cover"
        assert desk.sentence == (
            "약속하신 정다은 주임이 급한 일로 자리를 비웠습니다. 죄송합니다. "
            "업무를 대신 맡은 이수민 대리가 도와드리겠습니다."
        )
        brief = desk.page.caller_column.brief
        assert brief.isVisible()
        assert brief.brief is not None
        assert brief.brief.matter == "상담을 이어 받기로 함"
        desk.press("1")
        visit = now(office, agreed)
        assert (visit.covered_by, visit.state) == ("이수민 대리", AppointmentState.IN_TALK)
        assert desk.sentence.endswith("미리 말씀하신 내용은 전달받았습니다.")
        desk.press("Enter", "Alt+1", "Ctrl+Enter")
        assert now(office, agreed).state is AppointmentState.DONE


def test_a_visitor_whose_person_is_in_talk_waits_and_hears_how_long(office: Office, shift: Shift) -> None:
    agree(office, seoul_at(TODAY, time(15)))
    set_away(office, shift, PresenceState.BUSY, office.now + timedelta(minutes=10))
    with at_the_desk(shift) as desk:
        come(desk, "ㄱㅈㅎ")
        assert "앞선 상담을 하고 있어" in desk.sentence
        desk.press("Enter")
        assert desk.step == "wait"
        assert desk.sentence == "앞선 상담이 10분쯤 더 걸릴 것 같습니다. 앉아서 기다려 주시겠습니까?"
        assert not desk.page.caller_column.brief.isVisible()


def test_nobody_of_today_is_said_clearly_and_the_visitor_is_heard(office: Office, desk: Receptionist) -> None:
    agree(office, FOUR)
    desk.press("F2", "4")
    desk.type("강지훈")
    assert "오늘 약속에는 없습니다" in desk.page.script.visitor.picker.accessibleDescription()
    desk.press("Alt+2")
    assert desk.step == "listen"


def test_a_wrong_pick_is_taken_back(office: Office, desk: Receptionist) -> None:
    first, second = (
        agree(office, seoul_at(TODAY, time(16))),
        agree(office, seoul_at(TODAY, time(17)), "박서연", phone="010-5555-0101"),
    )
    come(desk, "ㄱㅈㅎ")
    desk.page.script.visitor.picker.selectAll()
    desk.type("박서")
    desk.press("Enter")
    assert now(office, first).state is AppointmentState.BOOKED
    assert now(office, second).state is AppointmentState.ARRIVED
    assert desk.session.draft.customer_name == "박서연"


def test_one_who_does_not_say_that_they_are_expected_is_offered_by_one_key(
    office: Office, desk: Receptionist
) -> None:
    agreed = agree(office, seoul_at(TODAY, time(16)))
    desk.press("F2", "Enter", "Enter")
    desk.type("강지훈")
    assert desk.session.expected is not None
    desk.press("Alt+A")
    assert now(office, agreed).state is AppointmentState.ARRIVED
    assert desk.session.draft.visit_of_id == agreed.id
    assert desk.session.draft.topic_id == office.topics["심리상담"].id


def test_one_whom_a_colleague_let_in_first_is_not_let_in_twice(office: Office, desk: Receptionist) -> None:
    agreed = agree(office, seoul_at(TODAY, time(16)))
    desk.press("F2", "4")
    office.at("정다은").run(arrive, appointment_id=agreed.id, seen_version=agreed.version)
    desk.type("ㄱㅈㅎ")
    desk.press("Enter")
    assert desk.session.visit is not None
    assert [line.what for line in now(office, agreed).history] == ["booked", "arrived"]


def test_at_the_largest_text_the_hour_keeps_its_label_and_the_booking_its_button(
    desk: Receptionist, dressed: QApplication, qtbot: QtBot
) -> None:
    desk.page.resize(1180, 590)
    theme.apply(dressed, text_size=150)
    try:
        to_the_visit(desk)
        desk.press("2")
        desk.type("내일 오후 4시")
        form = desk.page.script.visit.form
        qtbot.waitUntil(lambda: form.is_settled() and form.slot.isVisible())
        desk.settle()
        (confirm,) = (each for each in form.findChildren(KeyButton) if each.text() == "약속 확정")
        assert is_seen(confirm)
        assert is_seen(form.fields.fields["due"])
    finally:
        theme.apply(dressed)
