"""Stories at the desk, told with keys only, on both engines."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.core.areas import Area
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.contacts import Channel, Outcome
from desk_app.core.staff import PresenceState
from desk_app.gui.shift import Shift
from desk_app.usecases.board import list_board
from desk_app.usecases.contacts import list_drafts, todays_contacts
from desk_app.usecases.customer_history import open_contact
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.staff import set_presence
from tests.builders import Office
from tests.gui.receptionist import Receptionist, at_the_desk


@pytest.fixture
def desk(shift: Shift) -> Iterator[Receptionist]:
    """A receptionist at the open desk."""
    with at_the_desk(shift) as hand:
        yield hand


def away(office: Office, shift: Shift) -> None:
    """Let 이수민 be out until 15:30, and the desk hear of it."""
    staff_id, back_at = office.people["이수민"].id, seoul_at(date(2026, 11, 24), time(15, 30))
    office.desk.run(set_presence, staff_id=staff_id, state=PresenceState.OUT, back_at=back_at)
    shift.changed.emit(frozenset({Area.STAFF}))
    shift.runner.settle()


def to_the_promise(desk: Receptionist) -> None:
    """Take a call up to the promise; the person in charge is away."""
    desk.press("F3", "2", "Enter")
    desk.type("ㅈㅇㅎㄹ")
    desk.press("Enter")
    desk.type("허그일자리 참여 자격을 물으심")
    desk.press("Enter", "1")
    assert desk.step == "promise"


def test_while_somebody_is_away_the_desk_knows_who_acts_for_them(office: Office, shift: Shift) -> None:
    sumin, daeun = office.people["이수민"].id, office.people["정다은"].id
    office.boss.run(set_deputies, staff_id=sumin, topic_id=None, deputies=[daeun])
    with at_the_desk(shift) as desk:
        desk.press("F3", "2", "Enter")
        desk.type("ㅈㅇㅎㄹ")
        desk.press("Enter")
        assert "deputy_known" not in desk.session.facts
        away(office, shift)
        desk.settle()
        assert "deputy_known" in desk.session.facts
        assert desk.session.words["deputy"] == "정다은 주임"


# -- calls ---------------------------------------------------------------------------------------


def test_a_call_ends_in_a_promise_to_call_back_without_the_mouse(office: Office, shift: Shift) -> None:
    away(office, shift)
    with at_the_desk(shift) as desk:
        to_the_promise(desk)
        desk.type("강지훈")
        desk.press("Enter")
        desk.type("01024817736")
        assert desk.next == "다음: 약속 시각"
        desk.press("Enter", "2")
        assert "오늘 오후 5시까지 이수민 대리가 연락드리겠습니다" in desk.sentence
        desk.press("Enter")
        assert desk.page.script.read_back.text() == (
            "“성함은 강지훈 님, 연락처는 010-2481-7736, 오늘 오후 5시까지 연락드리겠습니다. 맞으십니까?”"
        )
        desk.press("Enter")
        assert desk.step == "close"
        desk.press("Ctrl+Enter")
        assert not desk.is_serving()
        assert desk.heard[-1] == "기록했습니다. 오늘 17:00까지 재연락합니다."
    (row,) = office.desk.run(list_board).value.rows
    assert (row.customer, row.phone, row.topic) == ("강지훈", "01024817736", "직업훈련")
    assert (row.owner, seoul(row.due_at).hour) == ("이수민 대리", 17)
    assert office.desk.run(list_drafts).value == ()


def test_an_answer_at_the_third_ring_begins_with_an_apology(desk: Receptionist) -> None:
    desk.press("F3", "3")
    assert desk.sentence.startswith("늦게 받아 죄송합니다.")
    desk.press("Alt+Left", "1")
    assert desk.sentence.startswith("안녕하십니까.")


def test_nothing_is_preselected_for_the_rings(desk: Receptionist) -> None:
    desk.press("F3")
    assert desk.page.script.choices.selected() == ""
    assert desk.session.draft.rings is None


def test_a_second_call_sets_the_first_aside_and_one_key_brings_it_back_whole(desk: Receptionist) -> None:
    desk.press("F3", "1", "Enter")
    desk.type("숙식")
    desk.press("Enter")
    desk.type("입소 절차")
    first = desk.session.whole()
    desk.press("F3")
    assert desk.step == "pick_up"
    assert desk.session.draft.summary == ""
    desk.press("2", "Enter", "Enter")
    desk.type("두 번째 전화의 용건")
    desk.press("F10")
    assert desk.session.whole() == first
    assert desk.page.record.summary.toPlainText() == "입소 절차"
    desk.press("F10")
    assert desk.page.record.summary.toPlainText() == "두 번째 전화의 용건"


def test_digits_typed_into_a_field_are_text_and_alt_chooses(desk: Receptionist) -> None:
    desk.press("F3", "1", "Enter", "Enter")
    desk.type("2")
    assert (desk.step, desk.session.draft.summary) == ("listen", "2")
    desk.press("Alt+2")
    assert desk.step == "explain"
    assert desk.session.draft.summary == "2"


def test_enter_in_what_was_asked_goes_on_and_shift_enter_begins_a_line(desk: Receptionist) -> None:
    desk.press("F3", "1", "Enter", "Enter")
    desk.type("첫 줄")
    desk.press("Shift+Enter")
    desk.type("둘째 줄")
    assert desk.session.draft.summary == "첫 줄\n둘째 줄"
    desk.press("Enter")
    assert desk.step == "connect"


def test_a_skipped_step_is_recorded_as_skipped(office: Office, desk: Receptionist) -> None:
    desk.press("F3", "Alt+Right", "Enter", "Ctrl+Enter")
    (past,) = office.desk.run(todays_contacts).value
    steps = office.desk.run(open_contact, contact_id=past.id).value.steps
    assert [(step.title, step.done) for step in steps][:3] == [
        ("전화 받기", False),
        ("첫인사", True),
        ("용건 듣기", True),
    ]


def test_the_telephone_knows_the_rings_and_the_history_is_there_at_once(
    office: Office, desk: Receptionist
) -> None:
    office.record(customer_name="강지훈", phone="010-2481-7736", topic_id=office.topics["직업훈련"].id)
    desk.page.incoming("01024817736", "call-1")
    desk.settle()
    assert desk.page.ringing.isVisible()
    desk.page.answered("01024817736", "call-1", 7400, 3)
    desk.settle()
    assert (desk.step, desk.session.draft.ring_ms, desk.session.draft.rings) == ("greet", 7400, 3)
    assert desk.sentence.startswith("늦게 받아 죄송합니다.")
    assert desk.session.card is not None
    assert not desk.session.is_caller_known, "a number alone says nothing of who is speaking"
    desk.press("F5")
    assert desk.session.draft.customer_name == "강지훈"


def test_the_same_matter_again_is_said_and_apologised_for(office: Office, desk: Receptionist) -> None:
    office.record(customer_name="강지훈", phone="010-2481-7736", topic_id=office.topics["직업훈련"].id)
    desk.page.answered("01024817736", "call-1", 1000, 1)
    desk.settle()
    desk.press("F5", "Enter")
    desk.type("직업")
    desk.press("Enter")
    desk.page.callers.look()
    desk.settle()
    assert desk.sentence.startswith("같은 일로 다시 연락하시게 해 드려 죄송합니다.")


def test_a_name_that_two_people_have_is_chosen_from_a_masked_list(
    office: Office, desk: Receptionist, qtbot: QtBot
) -> None:
    for number in ("010-2481-7736", "010-5555-0101"):
        office.record(customer_name="강지훈", phone=number)
    desk.press("F2", "Enter", "Enter")
    desk.type("ㄱㅈㅎ")
    matches = desk.page.caller.matches
    qtbot.waitUntil(lambda: len(matches.rows()) == 2)
    assert {row.title for row in matches.rows()} == {"강*훈 님"}
    desk.press("F5", "2")
    assert desk.session.draft.phone == "010-5555-0101"
    assert desk.session.is_caller_known
    here = QApplication.focusWidget()
    assert here is not None
    assert not desk.page.caller_column.isAncestorOf(here), "the talk goes on in the script or the record"


# -- visits --------------------------------------------------------------------------------------


def test_a_visitor_whose_person_in_charge_is_away_is_not_sent_off(office: Office, shift: Shift) -> None:
    away(office, shift)
    with at_the_desk(shift) as desk:
        desk.press("F2", "Enter")
        desk.type("직업")
        desk.press("Enter")
        desk.type("강지훈")
        desk.press("Enter")
        desk.type("훈련 과정 상담")
        desk.press("Enter")
        assert desk.step == "cover"
        assert desk.sentence == (
            "죄송합니다. 이수민 대리가 지금 자리에 없어, 업무를 대신 맡은 한지부 지부장이 도와드리겠습니다."
        )
        desk.press("1", "Enter", "Enter", "1", "Ctrl+Enter")
    (past,) = office.desk.run(todays_contacts).value
    assert (past.channel, past.outcome) == (Channel.VISIT, Outcome.ANSWERED)


# -- protection ----------------------------------------------------------------------------------


def test_a_caller_who_abuses_is_warned_twice_and_the_call_ended_with_the_reason(
    office: Office, desk: Receptionist
) -> None:
    desk.press("F3", "1", "Enter", "F6")
    assert desk.step == "first_notice"
    desk.type("욕설")
    desk.press("Alt+2", "Alt+2")
    assert desk.sentence.startswith("폭언이 계속되어 통화를 마치겠습니다.")
    desk.press("Enter", "Enter")
    assert desk.session.step is None
    desk.press("Enter")
    (past,) = office.desk.run(todays_contacts).value
    assert past.outcome is Outcome.ENDED_FOR_ABUSE
    steps = [step.title for step in office.desk.run(open_contact, contact_id=past.id).value.steps]
    assert "두 번째 안내" in steps
    assert "까닭을 말하고 마침" in steps


def test_a_caller_who_calms_down_is_helped_where_it_stopped(desk: Receptionist) -> None:
    desk.press("F3", "1", "Enter", "F6", "Alt+1", "Enter")
    assert desk.step == "listen"
    assert len(desk.session.whole().asides) == 1
    desk.press("F7")
    assert desk.step == "stay_with"
    desk.press("Alt+Left")
    assert desk.step == "listen"
    assert len(desk.session.whole().asides) == 1, "an aside begun by mistake leaves no trace"


# -- due times -----------------------------------------------------------------------------------


def test_a_time_outside_desk_hours_is_answered_with_the_next_opening(desk: Receptionist) -> None:
    to_the_promise_at_any_time(desk)
    desk.page.script.due_edit.setFocus()
    desk.type("오늘 저녁 8시")
    assert desk.session.draft.due_at is None
    assert desk.next == "내일 09:00로 정하기"
    desk.press("Enter")
    assert desk.session.draft.due_at == seoul_at(date(2026, 11, 25), time(9))
    assert desk.step == "promise"


def test_a_time_typed_in_plain_korean_is_read_back_as_understood(desk: Receptionist) -> None:
    to_the_promise_at_any_time(desk)
    desk.page.script.due_edit.setFocus()
    desk.type("금요일 3시")
    assert desk.session.promised_at == seoul_at(date(2026, 11, 27), time(15))
    assert "11월 27일 금요일 오후 3시까지" in desk.sentence


def test_a_promise_without_an_hour_or_a_number_is_not_passed_over(desk: Receptionist) -> None:
    to_the_promise_at_any_time(desk)
    desk.press("Ctrl+Enter")
    assert desk.is_serving()
    desk.page.script.focus_choices()
    desk.press("1", "Ctrl+Enter")
    assert desk.is_serving()
    assert desk.focus is desk.page.record.phone
    assert "여쭙고" in desk.page.record.phone.accessibleDescription()


def test_a_promise_taken_back_is_not_recorded(office: Office, desk: Receptionist) -> None:
    to_the_promise_at_any_time(desk)
    desk.page.record.phone.setFocus()
    desk.type("01024817736")
    desk.press("Alt+1")
    assert desk.page.record.promise.isVisible()
    desk.press("Alt+Left", "Alt+Left", "Alt+2")
    assert not desk.page.record.promise.isVisible()
    desk.press("Ctrl+Enter")
    assert office.desk.run(list_board).value.open == 0


def to_the_promise_at_any_time(desk: Receptionist) -> None:
    """Take a call up to the promise: somebody has to find out first."""
    desk.press("F3", "1", "Enter", "Enter")
    desk.type("알아볼 일")
    desk.press("Alt+2", "Alt+2")
    assert desk.step == "promise"


# -- what goes wrong -----------------------------------------------------------------------------


def test_a_number_that_is_none_gets_a_sentence_and_nothing_is_lost(desk: Receptionist) -> None:
    desk.press("F3", "1")
    desk.page.record.phone.setFocus()
    desk.type("010-12")
    desk.press("Ctrl+Enter")
    assert desk.is_serving()
    assert desk.focus is desk.page.record.phone
    assert "짧습니다" in desk.page.record.phone.accessibleDescription()
    assert desk.page.record.phone.text() == "010-12"


def test_esc_keeps_what_was_typed_and_drops_what_was_not(office: Office, desk: Receptionist) -> None:
    desk.press("F3", "Esc")
    assert office.desk.run(list_drafts).value == ()
    desk.press("F3", "1", "Enter", "Enter")
    desk.type("나중에")
    desk.press("Esc")
    (saved,) = office.desk.run(list_drafts).value
    assert (saved.parked, office.kept_drafts()[0].summary) == (True, "나중에")
    desk.press("1")
    assert (desk.step, desk.session.draft.summary) == ("listen", "나중에")


def test_throwing_a_waiting_contact_away_takes_two_presses(office: Office, desk: Receptionist) -> None:
    desk.press("F3", "1", "Enter", "Enter")
    desk.type("나중에")
    desk.press("Esc", "Delete")
    assert len(office.desk.run(list_drafts).value) == 1
    desk.press("Delete")
    assert office.desk.run(list_drafts).value == ()


def test_what_a_crash_left_behind_is_offered_at_once_and_comes_back_whole(
    office: Office, shift: Shift, qtbot: QtBot
) -> None:
    with at_the_desk(shift) as desk:
        desk.press("F3", "3", "Enter")
        desk.type("숙식")
        desk.press("Enter")
        desk.type("입소 절차")
        qtbot.waitUntil(lambda: office.kept_drafts()[0].summary == "입소 절차")
        before = desk.session.whole()
    with at_the_desk(shift) as desk:
        (row,) = desk.page.idle.waiting.rows()
        assert row.right == "끊김"
        assert desk.page.idle.waiting.hasFocus()
        desk.press("Enter")
        assert desk.session.whole() == before
        assert desk.step == "listen"


def test_a_long_call_says_so_quietly(office: Office, desk: Receptionist) -> None:
    desk.press("F3")
    office.clock.advance(timedelta(minutes=19, seconds=42))
    desk.page.show_length()
    assert not desk.page.script.head.long.isVisible()
    office.clock.advance(timedelta(minutes=1))
    desk.page.show_length()
    assert desk.page.script.head.long.isVisible()
    assert desk.page.script.head.timer.text() == "20:42"
