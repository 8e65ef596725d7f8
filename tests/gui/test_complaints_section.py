"""Objections, complaints and opinions in their section, by keyboard, from the first step to the end."""

from datetime import date, time, timedelta

from pytestqt.qtbot import QtBot

from desk_app.core.clock import seoul_at
from desk_app.core.complaints import ComplaintKind, ComplaintState, Decision, ToldBy
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.staff import Role
from desk_app.gui.complaints.new_panel import NewPanel
from desk_app.gui.complaints.redress_panels import DraftPanel
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.board import list_board
from desk_app.usecases.complaint_lists import list_complaints
from desk_app.usecases.complaints import add_step
from desk_app.usecases.staff import add_staff, list_staff
from tests.builders import Office
from tests.gui.complaint_seat import CTRL, ComplaintSeat, Key, complaint_seat, now_of, told
from tests.gui.desks import shift_for

COMPLAINT, OPINION = ComplaintKind.COMPLAINT, ComplaintKind.OPINION


def owed(seat: ComplaintSeat, office: Office) -> set[PromiseKind]:
    """Return what stands on the board of whoever sits there."""
    return {row.kind for row in office.at(seat.shift.person.name).run(list_board).value.rows}


def offered(seat: ComplaintSeat) -> set[str]:
    """Return the verbs that can be seen."""
    buttons = seat.section.detail.findChildren(KeyButton)
    return {button.text() for button in buttons if button.isVisible()}


def test_a_complaint_is_worked_on_and_closed_with_what_the_customer_said(
    qtbot: QtBot, shift: Shift, office: Office
) -> None:
    seen = told(office, COMPLAINT, "서류 안내를 받지 못함")
    with complaint_seat(qtbot, shift) as seat:
        assert "불만  서류 안내를 받지 못함" in seat.lines()[0]
        assert "강*훈" in seat.lines()[0]
        assert "강지훈" not in seat.lines()[0]
        seat.press(Key.Key_S)
        seat.type("담당 직원과 이야기함")
        seat.confirm()
        assert [step.detail for step in now_of(office, seen).steps][1:] == ["담당 직원과 이야기함"]
        seat.press(Key.Key_C)
        seat.confirm()
        assert "처리 결과" in seat.error()
        seat.press(Key.Key_1, Key.Key_Tab)
        seat.type("서류를 다시 안내함")
        seat.confirm()
        assert "고객의 말씀" in seat.error()
        assert now_of(office, seen).state is ComplaintState.OPEN
        seat.type("이제 괜찮다고 하심")
        seat.confirm()
        after = now_of(office, seen)
        assert (after.state, after.done, after.customer_said) == (
            ComplaintState.RESOLVED,
            "서류를 다시 안내함",
            "이제 괜찮다고 하심",
        )
        assert seat.lines() == []
        assert owed(seat, office) == set()
        seat.press(Key.Key_2)
        assert "해결" in seat.lines()[0]


def test_an_opinion_is_decided_and_stays_owed_until_its_giver_is_told(
    qtbot: QtBot, shift: Shift, office: Office
) -> None:
    seen = told(office, OPINION, "대기실에 물이 있으면 좋겠음")
    with complaint_seat(qtbot, shift) as seat:
        seat.press(Key.Key_D, Key.Key_1)
        seat.confirm()
        assert "달라지는 것" in seat.error()
        seat.type("정수기를 둠")
        seat.confirm()
        assert now_of(office, seen).decision is Decision.ACCEPTED
        assert owed(seat, office) == {PromiseKind.OPINION}
        seat.press(Key.Key_T, Key.Key_7)
        seat.confirm()
        assert "연락드릴 수 있는 고객입니다" in seat.error()
        seat.press(Key.Key_1)
        seat.confirm()
        after = now_of(office, seen)
        assert (after.state, after.told_by) == (ComplaintState.DECIDED, ToldBy.PHONE)
        assert owed(seat, office) == set()


def test_who_left_no_way_to_be_told_does_not_stand_as_told(
    qtbot: QtBot, shift: Shift, office: Office
) -> None:
    seen = told(office, OPINION, "대기실이 추움", customer_name="", phone="")
    with complaint_seat(qtbot, shift) as seat:
        seat.press(Key.Key_D, Key.Key_4, Key.Key_Return)
        assert now_of(office, seen).decision is None, "Enter went on to the text"
        seat.confirm()
        seat.press(Key.Key_T, Key.Key_7)
        seat.confirm()
        assert now_of(office, seen).told_by is ToldBy.NOBODY
        assert "세지 않습니다" in seat.heard[-1]
        seat.press(Key.Key_2)
        assert "알리지 못함" in seat.lines()[0]
        said = [each.text() for each in seat.section.detail.findChildren(Words) if each.isVisible()]
        assert any("연락처가 없어 알려 드리지 못함" in each for each in said)
        assert not any("결과를 알려 드림" in each or "회신 마침" in each for each in said)


def test_the_list_is_narrowed_by_kind_mine_and_words(qtbot: QtBot, shift: Shift, office: Office) -> None:
    told(office, COMPLAINT, "전화를 받지 않음", topic_id=office.topics["직업훈련"].id)
    told(office, OPINION, "안내판을 바꿔 주길 바람")
    with complaint_seat(qtbot, shift) as seat:
        assert len(seat.lines()) == 2
        seat.press(Key.Key_M)
        assert ["안내판" in line for line in seat.lines()] == [True]
        seat.press(Key.Key_M, Key.Key_K, Key.Key_K)
        assert ["전화를" in line for line in seat.lines()] == [True]
        seat.press(Key.Key_K, Key.Key_K, Key.Key_Slash)
        seat.type("안내판")
        assert ["안내판" in line for line in seat.lines()] == [True]


def test_what_came_without_a_contact_is_taken_down(qtbot: QtBot, shift: Shift, office: Office) -> None:
    with complaint_seat(qtbot, shift) as seat:
        seat.press(Key.Key_N)
        seat.confirm()
        assert "한마디로" in seat.error()
        seat.press(Key.Key_Backtab)
        seat.press(Key.Key_3)
        assert "의견 보내실 곳" in seat.error()  # under the kind, to be said aloud
        seat.press(Key.Key_Tab)
        seat.type("의자를 늘려 주세요")
        seat.confirm()
        assert ["의견  의자를 늘려 주세요" in line for line in seat.lines()] == [True]
        assert owed(seat, office) == {PromiseKind.OPINION}


def test_who_has_it_in_hand_and_by_when_may_be_chosen(
    qtbot: QtBot, shift: Shift, boss: Shift, office: Office
) -> None:
    with complaint_seat(qtbot, shift) as seat:
        seat.press(Key.Key_N, Key.Key_Tab)
        seat.type("대기실이 추움")
        panel = seat.section.detail.place.panel
        assert isinstance(panel, NewPanel)
        panel.fields["owner"].editor.setFocus()
        seat.type("최민호")
        seat.press(Key.Key_Tab)
        seat.type("어제")
        seat.confirm()
        assert "이미 지난" in seat.error()
        seat.press(Key.Key_A, modifiers=CTRL)
        seat.press(Key.Key_Delete)
        seat.type("12/1")
        seat.confirm()
        (row,) = office.boss.run(list_complaints).value
    assert (row.owner, row.due_at) == (office.people["최민호"].title, seoul_at(date(2026, 12, 2), time.min))


def test_who_writes_on_a_stale_screen_is_told_and_loses_nothing(
    qtbot: QtBot, shift: Shift, office: Office
) -> None:
    seen = told(office, COMPLAINT, "서류 안내를 받지 못함")
    with complaint_seat(qtbot, shift) as seat:
        seat.press(Key.Key_S)
        seat.type("둘째로 한 일")
        office.at("이수민").run(add_step, complaint_id=seen.id, seen_version=seen.version, text="먼저 한 일")
        seat.confirm()
        assert "이수민" in seat.error()
        seat.confirm()  # seen now, and meant
        assert [step.detail for step in now_of(office, seen).steps][1:] == ["먼저 한 일", "둘째로 한 일"]


def test_the_caution_after_an_unfriendly_call_is_seen_by_few(
    qtbot: QtBot, shift: Shift, boss: Shift, office: Office
) -> None:
    seen = told(office, COMPLAINT, "전화 응대가 불친절함")
    with complaint_seat(qtbot, boss) as seat:
        seat.press(Key.Key_U)
        seat.confirm()
        assert "직원" in seat.error()
        seat.type("이수민")
        seat.press(Key.Key_Tab, Key.Key_2, Key.Key_Tab)
        seat.type("다음 주 월요일")
        seat.confirm()
        assert {each.kind for each in now_of(office, seen).actions} == {PromiseKind.TRAINING}
        assert owed(seat, office) == {PromiseKind.CORRECTIVE, PromiseKind.TRAINING}
        seat.press(Key.Key_Y)
        seat.confirm()
        assert owed(seat, office) == {PromiseKind.CORRECTIVE, PromiseKind.TRAINING, PromiseKind.APOLOGY}
        assert "사과 약속" not in offered(seat), "once is enough"
        office.clock.advance(timedelta(hours=1))
        seat.press(Key.Key_G)
        seat.type("전화 응대 교육을 마침")
        seat.confirm()
        training = next(each for each in now_of(office, seen).actions if each.kind is PromiseKind.TRAINING)
        assert (training.state, training.done) == (PromiseState.KEPT, "전화 응대 교육을 마침")
    with complaint_seat(qtbot, shift) as other:
        shown = other.section.detail.detail
        assert shown is not None
        assert [each.kind for each in shown.actions] == [PromiseKind.APOLOGY]
        assert "한 일 기록" in offered(other)
        assert not {"불친절 응대", "사과 약속"} & offered(other)
        other.press(Key.Key_U)
        assert other.section.detail.place.panel is None


def test_a_public_apology_tells_of_nobody_is_approved_by_another_and_posted(
    qtbot: QtBot, boss: Shift, office: Office
) -> None:
    seen = told(office, COMPLAINT, "결정을 잘못 알려 드림")
    office.boss.run(
        add_staff,
        name="오세훈",
        position="과장",
        sign_in_name="second",
        role=Role.SUPERVISOR,
        admit=lambda _name: None,
    )
    with complaint_seat(qtbot, boss) as seat:
        seat.press(Key.Key_O)
        seat.confirm()
        assert PromiseKind.PUBLIC_APOLOGY in owed(seat, office)
        seat.press(Key.Key_W)
        seat.type("강지훈 고객님께 사과드립니다.")
        panel = seat.section.detail.place.panel
        assert isinstance(panel, DraftPanel)
        assert panel.found.isVisible()
        assert [part.cursor.selectedText() for part in panel.editor.extraSelections()] == ["강지훈"]
        seat.confirm()
        assert "이름(강**)" in seat.error()
        assert "강지훈" not in seat.error()
        seat.press(Key.Key_A, modifiers=CTRL)
        seat.press(Key.Key_Delete)
        seat.type("저희 잘못으로 불편을 드려 사과드립니다.")
        assert not panel.found.isVisible()
        seat.confirm()
        seat.press(Key.Key_A)
        seat.confirm()
        assert "다른 책임자" in seat.error()
    office.people |= {person.name: person for person in office.boss.run(list_staff).value}
    second = shift_for(office, "오세훈")
    with complaint_seat(qtbot, second) as seat:
        seat.press(Key.Key_A)
        seat.confirm()
        seat.press(Key.Key_P)
        seat.type("오늘")
        seat.press(Key.Key_Tab)
        seat.type("공지사항")
        seat.confirm()
        apology = now_of(office, seen).apology
        assert apology is not None
        assert (apology.posted_on, apology.posted_where) == (date(2026, 11, 24), "공지사항")
        assert apology.approved_by == "오세훈 과장"
        assert PromiseKind.PUBLIC_APOLOGY not in owed(seat, office)
    second.runner.stop()


def test_whoever_hears_of_an_unfriendly_call_promises_the_apology(
    qtbot: QtBot, shift: Shift, office: Office
) -> None:
    seen = told(office, COMPLAINT, "전화 응대가 불친절함")
    with complaint_seat(qtbot, shift) as seat:
        seat.press(Key.Key_Y)
        seat.confirm()
        assert owed(seat, office) == {PromiseKind.CORRECTIVE, PromiseKind.APOLOGY}
        assert [step.what for step in now_of(office, seen).steps] == ["recorded", "apology_owed"]


def test_a_mistake_that_was_none_is_taken_back_with_the_reason(
    qtbot: QtBot, shift: Shift, boss: Shift, office: Office
) -> None:
    seen = told(office, COMPLAINT, "결정을 잘못 알려 드림")
    with complaint_seat(qtbot, boss) as seat:
        seat.press(Key.Key_O)
        seat.confirm()
        seat.press(Key.Key_R)
        seat.confirm()
        assert "사유" in seat.error()
        seat.type("다른 기관의 결정이었음")
        seat.confirm()
        after = now_of(office, seen)
        assert after.apology is None
        assert (after.steps[-1].what, after.steps[-1].detail) == (
            "apology_withdrawn",
            "다른 기관의 결정이었음",
        )
        assert owed(seat, office) == {PromiseKind.CORRECTIVE}
        assert {"잘못 확인"} <= offered(seat), "it may be confirmed anew"
    with complaint_seat(qtbot, shift) as other:
        assert "잘못 확인 거둠" not in offered(other)


def test_a_caution_that_falls_away_says_what_becomes_of_the_apology(
    qtbot: QtBot, boss: Shift, office: Office
) -> None:
    told(office, COMPLAINT, "전화 응대가 불친절함")
    with complaint_seat(qtbot, boss) as seat:
        seat.press(Key.Key_Y)
        seat.confirm()
        seat.press(Key.Key_U)
        seat.type("이수민")
        seat.press(Key.Key_Tab, Key.Key_1, Key.Key_Tab)
        seat.type("다음 주 월요일")
        seat.confirm()
        seat.press(Key.Key_X)
        panel = seat.section.detail.place.panel
        assert panel is not None
        said = [words.text() for words in panel.findChildren(Words)]
        assert any("그대로 남습니다" in each for each in said)
        seat.type("강지훈 님의 오해")
        seat.confirm()
        assert "고객" in seat.error()
        assert "이름(강**)" in seat.error()
