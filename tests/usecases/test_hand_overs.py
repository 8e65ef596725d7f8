"""A whole hand-over: promises and visits go to a colleague with a note, and what cannot is told of."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from desk_app.core.appointments import Reach, VisitReason
from desk_app.core.clock import seoul_at
from desk_app.core.errors import BadInput, NotAllowed, NotFound
from desk_app.usecases.appointments import (
    AppointmentDetail,
    NewAppointment,
    book_appointment,
    cancel_appointment,
    open_appointment,
)
from desk_app.usecases.board import list_board, open_promise
from desk_app.usecases.hand_overs import HandOver, hand_over_all
from desk_app.usecases.promises import hand_over_promise
from desk_app.usecases.staff import retire_staff
from tests.builders import Office

THURSDAY = date(2026, 11, 26)
TEN, ELEVEN = seoul_at(THURSDAY, time(10)), seoul_at(THURSDAY, time(11))
HALF_PAST_TEN = TEN + timedelta(minutes=30)


def book(office: Office, name: str, starts_at: datetime, reach: Reach = Reach.CALL) -> AppointmentDetail:
    new = NewAppointment(
        staff_id=office.people[name].id,
        starts_at=starts_at,
        minutes=30,
        topic_id=office.topics["직업훈련"].id,
        matter="훈련 과정 서류",
        place="1층 상담실",
        bring="신분증",
        why_visit=VisitReason.PAPERS,
        reach=reach,
        customer_name="강지훈",
        phone="010-2481-7736",
        override="이어서 만나기로 함",
    )
    return office.desk.run(book_appointment, new=new).value


def hand_over(office: Office, **fields: object) -> HandOver:
    asked: dict[str, object] = {
        "from_id": office.people["이수민"].id,
        "to_id": office.people["정다은"].id,
        "note": "출장으로 넘김",
        "promises": True,
        "appointments_until": ELEVEN + timedelta(days=1),
        **fields,
    }
    return office.boss.run(hand_over_all, **asked).value  # type: ignore[arg-type]


def staff_of(office: Office, *booked: AppointmentDetail) -> list[str]:
    return [office.desk.run(open_appointment, appointment_id=each.id).value.staff for each in booked]


def test_promises_and_visits_go_over_with_the_note_and_the_reminder_with_its_visit(office: Office) -> None:
    promised = office.promise(assignee_id=office.people["이수민"].id)
    visit = book(office, "이수민", TEN)
    assert hand_over(office) == HandOver(promises=1, appointments=1, left=())
    assert staff_of(office, visit) == ["정다은 주임"]
    assert {row.owner for row in office.desk.run(list_board).value.rows} == {"정다은 주임"}
    history = office.desk.run(open_promise, promise_id=promised).value.history
    assert (history[-1].what, history[-1].detail, history[-1].to) == (
        "handed_over",
        "출장으로 넘김",
        "정다은 주임",
    )
    moved = office.desk.run(open_appointment, appointment_id=visit.id).value
    assert (moved.starts_at, moved.place, moved.sequence) == (TEN, "1층 상담실", 1)
    assert moved.history[-1].detail == "출장으로 넘김"


def test_a_visit_whose_hour_is_taken_stays_and_is_told_of_while_the_others_go(office: Office) -> None:
    first, taken, later = (book(office, "이수민", at) for at in (TEN, HALF_PAST_TEN, ELEVEN))
    book(office, "정다은", HALF_PAST_TEN)
    done = hand_over(office)
    assert (done.appointments, [(each.id, each.starts_at) for each in done.left]) == (
        2,
        [(taken.id, HALF_PAST_TEN)],
    )
    assert (done.left[0].problem.field, done.left[0].problem.problem) == ("slot", "taken")
    assert staff_of(office, first, taken, later) == ["정다은 주임", "이수민 대리", "정다은 주임"]
    unmoved = office.desk.run(open_appointment, appointment_id=taken.id).value
    assert (unmoved.version, len(unmoved.history)) == (taken.version, len(taken.history))


def test_only_what_was_asked_for_goes_over(office: Office) -> None:
    promised = office.promise(assignee_id=office.people["이수민"].id)
    visit, later = book(office, "이수민", TEN), book(office, "이수민", TEN + timedelta(days=4))
    assert hand_over(office, promises=False).promises == 0
    assert staff_of(office, visit, later) == ["정다은 주임", "이수민 대리"]
    assert office.desk.run(open_promise, promise_id=promised).value.owner == "이수민 대리"
    assert hand_over(office, appointments_until=None) == HandOver(1, 0, ())
    assert hand_over(office, appointments_until=None) == HandOver(0, 0, ())


def test_a_reminder_of_another_persons_visit_goes_over_with_the_promises(office: Office) -> None:
    book(office, "최민호", TEN)
    (reminder,) = office.desk.run(list_board).value.rows
    office.desk.run(
        hand_over_promise,
        promise_id=reminder.id,
        seen_version=reminder.version,
        to_id=office.people["이수민"].id,
    )
    assert hand_over(office, appointments_until=None) == HandOver(1, 0, ())
    assert [row.owner for row in office.desk.run(list_board).value.rows] == ["정다은 주임"]


def test_everybody_hands_over_their_own_and_the_desk_anybodys(office: Office) -> None:
    asked = {"from_id": office.people["이수민"].id, "to_id": office.people["정다은"].id}
    whole: dict[str, Any] = {**asked, "note": "출장", "promises": True, "appointments_until": None}
    for name in ("이수민", "김하늘", "한지부"):
        assert office.at(name).run(hand_over_all, **whole).value == HandOver(0, 0, ())
    with pytest.raises(NotAllowed):
        office.at("최민호").run(hand_over_all, **whole)


def test_a_hand_over_needs_a_note_and_another_person(office: Office) -> None:
    visit = book(office, "이수민", TEN)
    with pytest.raises(BadInput, match="missing"):
        hand_over(office, note=" ")
    with pytest.raises(BadInput, match="same_owner"):
        hand_over(office, to_id=office.people["이수민"].id)
    office.promise(assignee_id=office.people["이수민"].id)
    with pytest.raises(NotFound):
        hand_over(office, to_id=999, appointments_until=None)
    assert staff_of(office, visit) == ["이수민 대리"]


def test_nobody_leaves_while_somebody_comes_to_see_them(office: Office) -> None:
    sumin, visit = office.people["이수민"], book(office, "이수민", TEN, Reach.NONE)

    def retire() -> None:
        office.boss.run(
            retire_staff, staff_id=sumin.id, seen_version=sumin.version, shut_out=lambda _name: None
        )

    with pytest.raises(BadInput, match="still_expected"):
        retire()
    office.desk.run(
        cancel_appointment, appointment_id=visit.id, seen_version=visit.version, reason="고객이 취소"
    )
    retire()
