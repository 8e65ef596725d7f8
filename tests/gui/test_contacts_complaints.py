"""An objection, a complaint or an opinion heard at the desk: one key, and the contact goes on."""

from datetime import timedelta

from desk_app.core.clock import seoul
from desk_app.core.complaints import ComplaintKind, NewComplaint
from desk_app.core.contacts import Channel
from desk_app.core.promises import PromiseKind
from desk_app.core.redress import Cause, RepeatVisit
from desk_app.gui.shift import Shift
from desk_app.usecases.board import list_board
from desk_app.usecases.complaint_lists import list_complaints
from desk_app.usecases.redress import CauseCount, count_causes
from tests.builders import Office
from tests.gui.receptionist import Receptionist, at_the_desk


def kept(hand: Receptionist, office: Office) -> NewComplaint | None:
    """Return what the database keeps of it by now."""
    keeper = hand.page._keeper
    assert keeper is not None
    keeper.save()
    hand.settle()
    return office.kept_drafts()[0].complaint


def test_one_key_takes_it_down_and_the_conversation_goes_on(shift: Shift, office: Office) -> None:
    with at_the_desk(shift) as hand:
        hand.press("F3", "1")
        before = hand.step
        hand.press("Ctrl+I", "3")
        part = hand.page.record.complaint
        assert part.is_open()
        assert "의견 보내실 곳" in part._told.text()
        hand.press("Tab")
        hand.type("대기실에 물을 놓아 주세요")
        hand.press("Tab")
        hand.type("이수민")
        hand.press("Tab")
        hand.type("정수기")
        assert hand.step == before
        hand.press("Esc")
        assert hand.is_serving()
        assert not part.is_open()
        assert part._line.isVisible()
        typed = NewComplaint(
            ComplaintKind.OPINION,
            about="대기실에 물을 놓아 주세요",
            wants="정수기",
            about_staff_id=office.people["이수민"].id,
        )
        assert hand.session.draft.complaint == typed
        assert kept(hand, office) == typed
        hand.press("Enter")
        assert hand.step != before
        hand.press("Ctrl+Enter")
        assert not hand.is_serving()
    (row,) = office.desk.run(list_complaints).value
    assert (row.kind, row.about) == (ComplaintKind.OPINION, "대기실에 물을 놓아 주세요")


def test_it_comes_back_after_the_program_was_killed(shift: Shift, office: Office) -> None:
    with at_the_desk(shift) as hand:
        hand.press("F3", "Ctrl+I", "1", "Enter")
        hand.type("결과를 받아들일 수 없음")
        assert kept(hand, office) is not None
    with at_the_desk(shift) as hand:
        hand.press("1")
        assert hand.page.record.complaint.about.text() == "결과를 받아들일 수 없음"


def test_the_step_that_hears_an_objection_opens_it(shift: Shift, office: Office) -> None:
    with at_the_desk(shift) as hand:
        hand.press("F3", "1", "Enter", "Alt+7")
        assert hand.step == "objection"
        part = hand.page.record.complaint
        assert part.is_open()
        assert part.kind.selected() == ComplaintKind.OBJECTION
        hand.press("Alt+2")
        hand.press("Ctrl+Enter")
        assert not hand.is_serving()
    assert office.desk.run(list_complaints).value == ()


def test_what_is_not_said_is_asked_for_before_it_is_recorded(shift: Shift, office: Office) -> None:
    with at_the_desk(shift) as hand:
        hand.press("F3", "Ctrl+I", "2")
        hand.press("Ctrl+Enter")
        part = hand.page.record.complaint
        assert hand.is_serving()
        assert "한마디로" in part.fields["complaint_about"].editor.accessibleDescription()
        assert hand.focus is part.about
        hand.type("900101-1234567")
        assert "주민등록번호" in part.fields["complaint_about"].editor.accessibleDescription()
        hand.press("Ctrl+A", "Delete", "Esc")
        assert hand.session.draft.complaint is None
        assert part._button.isVisible()
        hand.press("Ctrl+Enter")
        assert not hand.is_serving()
    assert office.desk.run(list_complaints).value == ()
    assert office.desk.run(list_board).value.rows == ()


# -- a second visit --------------------------------------------------------------------------------


def came_before(office: Office, days: int = 9) -> int:
    """Record a visit of 강지훈 about 직업훈련, some days ago; return the customer."""
    topic_id = office.topics["직업훈련"].id
    caller = {"customer_name": "강지훈", "phone": "010-2481-7736", "summary": "신청서 제출"}
    finished = office.record(channel=Channel.VISIT, topic_id=topic_id, **caller)
    office.clock.advance(timedelta(days=days))
    assert finished.customer_id is not None
    return finished.customer_id


def again(hand: Receptionist, office: Office, customer_id: int) -> None:
    """Begin the second visit."""
    hand.page.start_visit(customer_id=customer_id)
    hand.session.choose_topic(office.topics["직업훈련"].id)
    hand.settle()


def repeat(hand: Receptionist) -> RepeatVisit | None:
    return hand.session.draft.repeat


def causes(office: Office) -> tuple[CauseCount, ...]:
    today = seoul(office.now).date()
    return office.desk.run(count_causes, first=today, last=today).value


def test_a_second_visit_by_our_fault_begins_with_the_apology(shift: Shift, office: Office) -> None:
    customer_id = came_before(office)
    with at_the_desk(shift) as hand:
        again(hand, office, customer_id)
        part = hand.page.script.repeat
        assert part.isVisible()
        assert "9일 전 같은 일로 오셨습니다" in part.card._text.text()
        before = hand.step
        hand.press("Alt+Y")
        assert hand.sentence == "저희 잘못으로 두 번 걸음하시게 해 드려 진심으로 죄송합니다."
        assert not part.isVisible()
        hand.press("Alt+1", "Enter")
        assert hand.step == before
        answered = repeat(hand)
        assert answered is not None
        assert answered.cause is Cause.PAPERS_NOT_TOLD
        assert "서류 안내를 빠뜨림" in part.card._text.text()
        hand.press("Ctrl+Enter")
        assert not hand.is_serving()
    assert causes(office) == (CauseCount(Cause.PAPERS_NOT_TOLD, 1),)
    (owed,) = office.desk.run(list_board).value.rows
    assert owed.kind is PromiseKind.FAST_LANE


def test_a_cause_passed_over_is_asked_again_before_it_is_recorded(shift: Shift, office: Office) -> None:
    customer_id = came_before(office)
    with at_the_desk(shift) as hand:
        again(hand, office, customer_id)
        hand.press("Alt+Y", "Alt+Right", "Ctrl+Enter")
        assert hand.is_serving()
        assert hand.step == "apologise"
        assert "두 번 오시게 된 까닭" in hand.page.script.repeat._wrong.text()
        hand.press("Alt+4", "Enter", "Ctrl+Enter")
        assert not hand.is_serving()
    assert causes(office) == (CauseCount(Cause.WRONG_GUIDANCE, 1),)


def test_what_is_not_our_fault_is_no_reason_to_apologise(shift: Shift, office: Office) -> None:
    customer_id = came_before(office)
    with at_the_desk(shift) as hand:
        again(hand, office, customer_id)
        before = hand.step
        hand.press("Alt+N")
        assert hand.step == before
        assert repeat(hand) is not None
        hand.session.choose_topic(office.topics["숙식제공"].id)
        hand.settle()
        assert repeat(hand) is None
        assert not hand.page.script.repeat.isVisible()
        hand.press("Ctrl+Enter")
    assert causes(office) == ()
    assert office.desk.run(list_board).value.rows == ()
