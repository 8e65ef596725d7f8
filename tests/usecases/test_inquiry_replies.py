"""Replies to written questions, on both engines: versions, a second person, sent, closed, passed on."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
import sqlalchemy as sa

from db.models import Promise
from desk_app.core.errors import BadInput, Conflict
from desk_app.core.inquiries import Channel, InquiryState
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.scripts import run_to_dict
from desk_app.demo.walks import walk
from desk_app.usecases.board import list_board, open_promise
from desk_app.usecases.hand_overs import hand_over_all
from desk_app.usecases.inquiries import InquiryDetail, InquiryFilter, Shown
from desk_app.usecases.inquiry_intake import receive_inquiry
from desk_app.usecases.inquiry_lists import list_inquiries
from desk_app.usecases.inquiry_passing import pass_on, plan_passing, refer
from desk_app.usecases.inquiry_replies import (
    check_reply,
    close_inquiry,
    save_reply_draft,
    send_reply,
    withdraw_inquiry,
)
from desk_app.usecases.office import change_settings, read_office
from tests.builders import Office
from tests.questions import at, do, new, receive


def _drafted(office: Office, text: str = "6개월까지 머무르실 수 있습니다.") -> InquiryDetail:
    return do(office.at("최민호"), save_reply_draft, receive(office), text=text)


def _state(office: Office, kind: PromiseKind) -> list[PromiseState]:
    with office.engine.connect() as connection:
        return list(connection.scalars(sa.select(Promise.state).where(Promise.kind == kind)))


def test_a_reply_is_drafted_in_versions_sent_and_then_closed(office: Office) -> None:
    minho = office.at("최민호")
    detail = _drafted(office)
    same = do(minho, save_reply_draft, detail, text="6개월까지 머무르실 수 있습니다.")
    assert same.draft == detail.draft
    detail = do(minho, save_reply_draft, same, text="6개월, 세 번 연장됩니다.")
    assert [version.number for version in detail.replies] == [1, 2]
    with pytest.raises(BadInput, match="not_latest"):
        do(minho, send_reply, detail, number=1, sent_by=Channel.POST)
    office.clock.set(at(11, 25))
    detail = do(minho, send_reply, detail, number=2, sent_by=Channel.EMAIL)
    assert (detail.state, detail.answered_at, detail.closed_at) == (InquiryState.ANSWERED, office.now, None)
    assert (detail.replies[1].sent_by, detail.replies[1].sent_at) == (Channel.EMAIL, office.now)
    assert _state(office, PromiseKind.REPLY) == [PromiseState.KEPT]
    assert not office.desk.run(list_board).value.rows
    assert not office.desk.run(list_inquiries).value
    office.clock.set(at(11, 30))
    detail = do(minho, close_inquiry, detail)
    assert (detail.state, detail.closed_at, detail.answered_at) == (
        InquiryState.CLOSED,
        office.now,
        at(11, 25),
    )
    (row,) = office.desk.run(list_inquiries, wanted=InquiryFilter(shown=Shown.DONE)).value
    assert row.id == detail.id
    with pytest.raises(BadInput, match="wrong_state"):
        do(minho, save_reply_draft, detail, text="더")


def test_a_reply_that_goes_out_too_late_is_kept_late_for_good(office: Office) -> None:
    detail = _drafted(office)
    office.clock.set(at(12, 2, 9))
    do(office.at("최민호"), send_reply, detail, number=1, sent_by=Channel.POST)
    assert _state(office, PromiseKind.REPLY) == [PromiseState.KEPT_LATE]


def test_what_was_posted_yesterday_counts_from_yesterday(office: Office) -> None:
    detail = _drafted(office)
    office.clock.set(at(12, 2, 9))
    given = {"number": 1, "sent_by": Channel.POST}
    for when, problem in ((at(12, 3), "in_the_future"), (at(11, 23), "not_after")):
        with pytest.raises(BadInput, match=problem):
            do(office.desk, send_reply, detail, sent_at=when, **given)
    do(office.desk, send_reply, detail, sent_at=at(12, 1, 17), **given)
    assert _state(office, PromiseKind.REPLY) == [PromiseState.KEPT]


def test_where_the_branch_wants_it_a_second_person_checks_first(office: Office) -> None:
    view = office.boss.run(read_office).value
    settings = replace(view.settings, reply_needs_check=True)
    office.boss.run(change_settings, seen_version=view.version, settings=settings)
    minho, detail = office.at("최민호"), _drafted(office)
    with pytest.raises(BadInput, match="unchecked"):
        do(minho, send_reply, detail, number=1, sent_by=Channel.POST)
    with pytest.raises(BadInput, match="same_person"):
        do(minho, check_reply, detail, number=1)
    detail = do(office.boss, check_reply, detail, number=1)
    assert detail.replies[0].checked_by == "한지부 지부장"
    detail = do(minho, save_reply_draft, detail, text="고쳐 씁니다.")  # what was checked was the other one
    with pytest.raises(BadInput, match="unchecked"):
        do(minho, send_reply, detail, number=2, sent_by=Channel.POST)
    detail = do(office.at("정다은"), check_reply, detail, number=2)
    assert do(minho, send_reply, detail, number=2, sent_by=Channel.POST).state is InquiryState.ANSWERED


def test_nothing_goes_out_that_is_not_written_or_not_accepted(office: Office) -> None:
    with pytest.raises(BadInput, match="missing"):
        do(office.desk, send_reply, receive(office), number=1, sent_by=Channel.POST)
    web = receive(office, channel=Channel.WEB, accepted=False)
    with pytest.raises(BadInput, match="wrong_state"):
        do(office.desk, send_reply, web, number=1, sent_by=Channel.WEB)


def test_whoever_no_longer_wants_an_answer_is_owed_none(office: Office) -> None:
    detail = receive(office, channel=Channel.WEB, accepted=False)
    detail = do(office.desk, withdraw_inquiry, detail, reason="스스로 알아보셨음")
    assert detail.state is InquiryState.WITHDRAWN
    assert _state(office, PromiseKind.REPLY) == _state(office, PromiseKind.ACCEPT) == [PromiseState.WITHDRAWN]
    with pytest.raises(Conflict):
        office.desk.run(withdraw_inquiry, inquiry_id=detail.id, seen_version=1, reason="다시")


def test_a_call_about_a_written_question_leaves_the_reply_owed(office: Office) -> None:
    detail = receive(office)
    owed, hour = detail.promise_id, office.now + timedelta(hours=1)
    caller = {"customer_name": "문지영", "phone": "010-3321-4456", "promise_id": owed}
    run = walk("callback", "reached", frozenset(), at=office.now, rng=Random(1))
    finished = office.record(**caller, run=run_to_dict(run))
    assert (finished.promise_id, finished.promise_was_closed) == (owed, False)
    run = walk("callback", "postponed", frozenset(), at=office.now, rng=Random(1))
    again = office.record(**caller, run=run_to_dict(run), due_at=hour)
    promise = office.desk.run(open_promise, promise_id=owed).value
    assert (promise.state, promise.due_at) == (PromiseState.OPEN, detail.dates.due_at)
    assert [line.what for line in promise.history] == ["made", "reached", "reached"]
    rows = office.desk.run(list_board).value.rows  # the hour that was said is owed besides
    assert [(row.id, row.kind) for row in rows] == [
        (again.promise_id, PromiseKind.CALLBACK),
        (owed, PromiseKind.REPLY),
    ]


# -- passing on ------------------------------------------------------------------------------------


def test_to_the_right_team_in_three_working_hours(office: Office) -> None:
    detail = do(office.desk, plan_passing, receive(office), to="상담지원팀", inside=True)
    (passing,) = detail.passings
    assert (passing.to, passing.inside, passing.due_at) == ("상담지원팀", True, at(11, 24, 17, 6))
    with pytest.raises(BadInput, match="already_passing"):
        do(office.desk, plan_passing, detail, to="상담지원팀", inside=True)
    office.clock.set(at(11, 24, 17))
    detail = do(office.desk, pass_on, detail, to_id=office.people["정다은"].id, text="상담 문의입니다")
    assert (detail.owner, detail.state) == ("정다은 주임", InquiryState.ACCEPTED)
    assert detail.passings[0].done_at == office.now
    assert detail.dates.limit.due_on == date(2026, 12, 2)  # its period goes on
    assert _state(office, PromiseKind.PASS_ON) == [PromiseState.KEPT]
    assert "handed_over" in [line.what for line in detail.history]


def test_passing_on_without_a_plan_is_judged_all_the_same(office: Office) -> None:
    detail = receive(office)
    office.clock.set(at(11, 25, 9))
    do(office.desk, pass_on, detail, to_id=office.people["정다은"].id)
    assert _state(office, PromiseKind.PASS_ON) == [PromiseState.KEPT_LATE]


def test_to_another_agency_in_eight_hours_and_the_customer_is_told(office: Office) -> None:
    detail = receive(office)
    given = {"to": "의정부시청", "inside": False}
    with pytest.raises(BadInput, match="missing"):
        do(office.desk, refer, detail, told_by=None, **given)
    office.clock.set(at(11, 25, 14, 6))
    with pytest.raises(BadInput, match="too_short"):
        do(office.desk, refer, detail, told_by=Channel.POST, phone="031-82", **given)
    given |= {"phone": "031) 828-2114", "text": "여권은 시청의 일입니다"}
    detail = do(office.desk, refer, detail, told_by=Channel.POST, **given)
    assert (detail.state, detail.referred_to) == (InquiryState.REFERRED, "의정부시청")
    assert (detail.referred_phone, detail.referred_why) == ("0318282114", "여권은 시청의 일입니다")
    assert [(passing.to, passing.inside) for passing in detail.passings] == [("의정부시청", False)]
    assert _state(office, PromiseKind.REFER) == [PromiseState.KEPT]
    assert _state(office, PromiseKind.REPLY) == [PromiseState.WITHDRAWN]


def test_whoever_hands_everything_over_hands_over_questions_too(office: Office) -> None:
    receive(office)
    people = office.people
    from_id, to_id = people["최민호"].id, people["정다은"].id
    office.boss.run(
        hand_over_all, from_id=from_id, to_id=to_id, note="휴가", promises=True, appointments_until=None
    )
    (row,) = office.desk.run(list_inquiries).value
    assert row.owner == "정다은 주임"


def test_without_a_topic_whoever_records_it_owes_the_reply(office: Office) -> None:
    detail = office.desk.run(
        receive_inquiry,
        new=new(office, topic_id=None, arrived_at=office.now - timedelta(hours=1)),
    ).value
    assert detail.owner == "김하늘 주임"
