"""Objections, complaints and opinions, from the call in which they are heard to their end."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db.models import Complaint, ComplaintEvent, Promise
from desk_app.core.clock import seoul_at
from desk_app.core.complaints import ComplaintKind, ComplaintState, Decision, NewComplaint, ToldBy
from desk_app.core.contacts import Channel
from desk_app.core.errors import BadInput, Conflict
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.redress import Cause, RepeatVisit
from desk_app.usecases.board import list_board, open_promise
from desk_app.usecases.complaint_details import ComplaintDetail
from desk_app.usecases.complaint_lists import (
    Shown,
    count_complaints,
    list_complaints,
    open_complaint,
    opinion_place,
)
from desk_app.usecases.complaints import (
    add_step,
    close_complaint,
    decide_opinion,
    record_complaint,
    tell_back,
)
from desk_app.usecases.contacts import begin_contact, finish_contact, park_contact, take_up_contact
from desk_app.usecases.executor import Executor, UseCase
from desk_app.usecases.hand_overs import HandOver, hand_over_all
from desk_app.usecases.office import change_settings, read_office
from desk_app.usecases.promises import (
    hand_over_promise,
    keep_promise,
    postpone_promise,
    promise_again,
    withdraw_promise,
)
from tests.builders import Office
from tests.questions import receive

RUDE = NewComplaint(ComplaintKind.COMPLAINT, about="전화 응대가 불친절했음", wants="사과")
CALLER = {"customer_name": "강지훈", "phone": "010-2481-7736"}


def heard(office: Office, new: NewComplaint = RUDE, **fields: object) -> ComplaintDetail:
    """Record a call in which somebody complained, and open the complaint."""
    finished = office.record(**{**CALLER, "complaint": new, **fields})
    assert finished.complaint_id is not None
    return office.boss.run(open_complaint, complaint_id=finished.complaint_id).value


def do(
    who: Executor, verb: UseCase[..., ComplaintDetail], seen: ComplaintDetail, /, **given: Any
) -> ComplaintDetail:
    return who.run(verb, complaint_id=seen.id, seen_version=seen.version, **given).value


def test_a_complaint_heard_in_a_call_is_written_with_it(office: Office) -> None:
    topic = office.topics["직업훈련"]
    seen = heard(office, topic_id=topic.id)
    assert (seen.state, seen.about, seen.wants, seen.customer) == (
        ComplaintState.OPEN,
        RUDE.about,
        "사과",
        "강지훈",
    )
    assert seen.owner_id == office.people["이수민"].id
    assert seen.due_at == seoul_at(date(2026, 12, 4), time.min)
    (row,) = office.desk.run(list_board).value.rows
    assert (row.id, row.kind, row.due_at) == (seen.promise_id, PromiseKind.CORRECTIVE, seen.due_at)
    assert [step.what for step in seen.steps] == ["recorded"]


def test_what_is_typed_of_it_comes_back_with_the_draft(office: Office) -> None:
    repeat = RepeatVisit(7, ours=True, cause=Cause.STAFF_AWAY)
    typed = replace(RUDE, about_staff_id=office.people["이수민"].id, due_at=office.now + timedelta(days=2))
    draft = office.call(complaint=typed, repeat=repeat)
    draft_id = office.desk.run(begin_contact, draft=draft).value
    office.desk.run(park_contact, draft_id=draft_id, draft=draft)
    assert office.desk.run(take_up_contact, draft_id=draft_id).value == draft
    assert not draft.is_empty


def test_a_residents_number_is_starred_in_the_draft_and_refused_in_the_record(office: Office) -> None:
    typed = replace(RUDE, wants="900101-1234567 확인")
    draft = office.call(complaint=typed)
    draft_id = office.desk.run(begin_contact, draft=draft).value
    kept = office.kept_drafts()[0].complaint
    assert kept is not None
    assert "1234567" not in kept.wants
    with pytest.raises(BadInput, match="personal_id"):
        office.desk.run(finish_contact, draft_id=draft_id, draft=draft)


def test_a_complaint_without_a_word_stops_the_whole_contact(office: Office) -> None:
    draft = office.call(complaint=NewComplaint(ComplaintKind.OBJECTION))
    draft_id = office.desk.run(begin_contact, draft=draft).value
    with pytest.raises(BadInput, match="complaint_about"):
        office.desk.run(finish_contact, draft_id=draft_id, draft=draft)
    assert len(office.kept_drafts()) == 1
    with office.engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(Complaint)) == 0


def test_whoever_it_is_about_never_has_it_in_hand(office: Office) -> None:
    sumin, topic = office.people["이수민"], office.topics["직업훈련"]
    seen = heard(office, replace(RUDE, about_staff_id=sumin.id), topic_id=topic.id)
    assert seen.owner_id == office.desk.actor.id
    with pytest.raises(BadInput, match="about_them"):
        office.boss.run(
            hand_over_promise, promise_id=seen.promise_id, seen_version=seen.promise_version, to_id=sumin.id
        )


def test_handing_it_over_tells_nobody_of_whom_it_speaks(office: Office) -> None:
    """Whoever may not know of whom a complaint speaks is refused alike, whomever they would give it to."""
    seen = heard(office, replace(RUDE, about_staff_id=office.people["이수민"].id))
    promise: dict[str, Any] = {"promise_id": seen.promise_id, "seen_version": seen.promise_version}
    for prober in ("정다은", "이수민"):
        for name in ("이수민", "최민호", "한지부"):
            with pytest.raises(BadInput, match="not_in_hand"):
                office.at(prober).run(hand_over_promise, **promise, to_id=office.people[name].id)
    office.desk.run(hand_over_promise, **promise, to_id=office.people["최민호"].id)
    promise["seen_version"] += 1
    with pytest.raises(BadInput, match="about_them"):
        office.at("최민호").run(hand_over_promise, **promise, to_id=office.people["이수민"].id)
    office.at("최민호").run(hand_over_promise, **promise, to_id=office.people["정다은"].id)


def test_reception_hands_all_of_a_colleagues_work_over_but_what_complaints_owe(office: Office) -> None:
    new = replace(RUDE, about_staff_id=office.people["이수민"].id)
    office.at("정다은").run(record_complaint, new=new, customer_name="강지훈", phone="010-2481-7736")
    whole: dict[str, Any] = {"note": "휴가", "promises": True, "appointments_until": None}
    from_id = office.people["정다은"].id
    for name in ("이수민", "최민호"):
        went = office.desk.run(hand_over_all, from_id=from_id, to_id=office.people[name].id, **whole).value
        assert went == HandOver(0, 0, (), complaints=1), "it tells nothing of whom it is about"
    to_id = office.people["최민호"].id
    went = office.boss.run(hand_over_all, from_id=from_id, to_id=to_id, **whole).value
    assert went == HandOver(1, 0, ())


def test_of_whom_it_speaks_is_told_to_those_concerned_only(office: Office) -> None:
    sumin = office.people["이수민"]
    seen = heard(office, replace(RUDE, about_staff_id=sumin.id))
    assert (seen.about_staff_id, seen.about_staff) == (sumin.id, sumin.title)
    for name, known in (("이수민", True), ("김하늘", True), ("정다은", False)):
        told = office.at(name).run(open_complaint, complaint_id=seen.id).value
        assert (told.about_staff_id is not None, bool(told.about_staff)) == (known, known)


def test_it_is_worked_on_until_the_customer_has_said_something_to_it(office: Office) -> None:
    seen = heard(office)
    office.clock.advance(timedelta(hours=1))
    seen = do(office.desk, add_step, seen, text="담당자와 이야기함")
    with pytest.raises(BadInput, match="customer_said"):
        do(
            office.desk,
            close_complaint,
            seen,
            result=ComplaintState.RESOLVED,
            done="사과드림",
            customer_said="",
        )
    seen = do(
        office.desk,
        close_complaint,
        seen,
        result=ComplaintState.PARTLY,
        done="사과드림",
        customer_said="알겠다",
    )
    assert (seen.state, seen.done, seen.customer_said) == (ComplaintState.PARTLY, "사과드림", "알겠다")
    assert [step.what for step in seen.steps] == ["recorded", "step", "partly"]
    promise = office.desk.run(open_promise, promise_id=seen.promise_id).value
    assert (promise.state, promise.closed_at, promise.complaint_id) == (
        PromiseState.KEPT,
        office.now,
        seen.id,
    )
    with pytest.raises(BadInput, match="already_closed"):
        do(office.desk, add_step, seen, text="또")


def test_closed_after_its_day_the_promise_is_kept_late(office: Office) -> None:
    seen = heard(office)
    office.clock.advance(timedelta(days=20))
    done: dict[str, Any] = {
        "result": ComplaintState.NOT_RESOLVED,
        "done": "설명드림",
        "customer_said": "납득 못 함",
    }
    seen = do(office.desk, close_complaint, seen, **done)
    assert office.desk.run(open_promise, promise_id=seen.promise_id).value.state is PromiseState.KEPT_LATE


def test_on_the_board_it_moves_and_changes_hands_but_is_not_settled(office: Office) -> None:
    seen = heard(office)
    promise: dict[str, Any] = {"promise_id": seen.promise_id, "seen_version": seen.promise_version}
    with pytest.raises(BadInput, match="of_complaint"):
        office.desk.run(keep_promise, **promise)
    with pytest.raises(BadInput, match="of_complaint"):
        office.desk.run(withdraw_promise, **promise, reason="고객이 원치 않음")
    later = seoul_at(date(2026, 12, 11), time.min)
    office.desk.run(postpone_promise, **promise, due_at=later, reason="자료 확인", customer_told=True)
    daeun = office.people["정다은"]
    promise["seen_version"] += 1
    done = office.desk.run(hand_over_promise, **promise, to_id=daeun.id, note="부탁")
    assert "complaints" in done.changed
    seen = office.boss.run(open_complaint, complaint_id=seen.id).value
    assert (seen.owner_id, seen.due_at) == (daeun.id, later)
    assert [step.what for step in seen.steps] == ["recorded", "postponed", "handed_over"]
    assert seen.steps[2].detail == "정다은 · 부탁"
    assert [row.id for row in office.at("정다은").run(list_complaints, mine=True).value] == [seen.id]
    seen = do(office.boss, close_complaint, seen, result=ComplaintState.RESOLVED, done="x", customer_said="y")
    promise["seen_version"] = seen.promise_version
    with pytest.raises(BadInput, match="of_complaint"):
        office.boss.run(promise_again, **promise, due_at=office.now + timedelta(days=1))


def test_an_opinion_is_owed_until_its_giver_is_told(office: Office) -> None:
    seen = heard(office, NewComplaint(ComplaintKind.OPINION, about="대기 의자가 모자람"))
    (row,) = office.desk.run(list_board).value.rows
    assert row.kind is PromiseKind.OPINION
    seen = do(office.desk, decide_opinion, seen, decision=Decision.ACCEPTED, change="의자 네 개를 더 놓음")
    assert (seen.state, seen.decision, seen.done) == (
        ComplaintState.OPEN,
        Decision.ACCEPTED,
        "의자 네 개를 더 놓음",
    )
    with pytest.raises(BadInput, match="can_be_told"):
        do(office.desk, tell_back, seen, told_by=ToldBy.NOBODY)
    seen = do(office.desk, tell_back, seen, told_by=ToldBy.PHONE, said="고맙다고 하심")
    assert (seen.state, seen.told_by, seen.told_back_at) == (ComplaintState.DECIDED, ToldBy.PHONE, office.now)
    assert office.desk.run(list_board).value.open == 0


def test_an_opinion_that_came_without_a_name_needs_nobody_told(office: Office) -> None:
    new = NewComplaint(ComplaintKind.OPINION, about="안내판이 작음")
    seen = office.desk.run(record_complaint, new=new).value
    seen = do(office.desk, decide_opinion, seen, decision=Decision.NOTED)
    assert do(office.desk, tell_back, seen, told_by=ToldBy.NOBODY).state is ComplaintState.DECIDED


def test_from_a_written_question_it_takes_whose_it_is(office: Office) -> None:
    letter = receive(office)
    objection = NewComplaint(ComplaintKind.OBJECTION, about="답변에 이의")
    seen = office.desk.run(record_complaint, new=objection, inquiry_id=letter.id).value
    assert (seen.customer, seen.inquiry, seen.topic, seen.phone) == (
        letter.customer,
        letter.number,
        letter.topic,
        letter.phone,
    )


def test_an_edit_on_a_stale_screen_is_refused(office: Office) -> None:
    seen = heard(office)
    do(office.desk, add_step, seen, text="확인 중")
    with pytest.raises(Conflict):
        do(office.boss, add_step, seen, text="나도 확인 중")
    with office.engine.connect() as connection:
        steps = connection.scalars(sa.select(ComplaintEvent.what)).all()
    assert list(steps) == ["recorded", "step"]


def test_the_list_shows_what_is_due_first_and_what_is_done_last(office: Office) -> None:
    later = heard(office)
    sooner = heard(office, replace(RUDE, about="서류 안내가 틀림", due_at=office.now + timedelta(hours=3)))
    opinion = heard(office, NewComplaint(ComplaintKind.OPINION, about="안내판이 작음"), channel=Channel.VISIT)
    listed = office.desk.run(list_complaints).value
    assert [row.id for row in listed] == [sooner.id, later.id, opinion.id]
    assert [row.id for row in office.desk.run(list_complaints, kind=ComplaintKind.OPINION).value] == [
        opinion.id
    ]
    assert [row.id for row in office.desk.run(list_complaints, text="서류").value] == [sooner.id]
    office.clock.advance(timedelta(hours=4))
    counts = office.desk.run(count_complaints).value
    assert (counts.open, counts.overdue, counts.mine) == (3, 1, 3)
    do(office.desk, close_complaint, later, result=ComplaintState.RESOLVED, done="x", customer_said="y")
    assert [row.id for row in office.desk.run(list_complaints, shown=Shown.DONE).value] == [later.id]


def test_opinions_go_to_head_office_until_the_branch_says_otherwise(office: Office) -> None:
    place = office.desk.run(opinion_place).value
    assert (place.address, place.confirmed) == ("경북 김천시 혁신1로 86", False)
    seen = office.boss.run(read_office).value
    told = replace(seen.settings, opinion_address="의정부시 녹양로 1", opinion_phones=("031-555-0100",))
    office.boss.run(change_settings, seen_version=seen.version, settings=told)
    place = office.desk.run(opinion_place).value
    assert (place.address, place.phones, place.confirmed) == ("의정부시 녹양로 1", ("031-555-0100",), True)


def test_the_open_promise_of_a_complaint_is_one(office: Office) -> None:
    heard(office)
    with office.engine.connect() as connection:
        kinds = connection.scalars(sa.select(Promise.kind)).all()
    assert list(kinds) == [PromiseKind.CORRECTIVE]
