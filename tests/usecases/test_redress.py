"""Second visits by our fault and unfriendly calls: put right, counted, and seen by whom they concern only."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db.models import RepeatVisit as RepeatRow
from db.models import Staff
from desk_app.core.clock import seoul_at
from desk_app.core.complaints import ComplaintKind, ComplaintState
from desk_app.core.contacts import Channel
from desk_app.core.errors import BadInput, Conflict, NotAllowed, NotFound
from desk_app.core.promises import Attempt, PromiseKind, PromiseState
from desk_app.core.redress import Cause, EarlierVisit, RepeatVisit
from desk_app.core.staff import Role
from desk_app.usecases.board import list_board, open_promise
from desk_app.usecases.complaint_details import ActionLine, ComplaintDetail
from desk_app.usecases.complaint_lists import open_complaint
from desk_app.usecases.complaints import close_complaint, record_complaint
from desk_app.usecases.contacts import Finished
from desk_app.usecases.executor import UseCase
from desk_app.usecases.hand_overs import hand_over_all
from desk_app.usecases.promises import (
    hand_over_promise,
    keep_promise,
    log_attempt,
    postpone_promise,
    withdraw_promise,
)
from desk_app.usecases.redress import (
    complete_action,
    count_causes,
    earlier_visit,
    owe_apology,
    record_unfriendly_call,
    withdraw_action,
)
from desk_app.usecases.staff import add_staff
from tests.builders import Office
from tests.usecases.test_complaints import CALLER, RUDE, heard

ACTION_ON = date(2026, 12, 1)


def visit(office: Office, **fields: object) -> Finished:
    """Record a visit of 강지훈 about 직업훈련."""
    given: dict[str, Any] = {
        "channel": Channel.VISIT,
        "topic_id": office.topics["직업훈련"].id,
        "summary": "신청서 제출",
    }
    return office.record(**{**CALLER, **given, **fields})


def looked_up(office: Office, first: Finished, topic: str = "직업훈련") -> EarlierVisit | None:
    assert first.customer_id is not None
    found: dict[str, Any] = {
        "customer_id": first.customer_id,
        "topic_id": office.topics[topic].id,
        "before": office.now,
    }
    return office.desk.run(earlier_visit, **found).value


# -- a second visit --------------------------------------------------------------------------------


def test_a_second_visit_on_the_same_matter_is_noticed(office: Office) -> None:
    first = visit(office)
    office.record(**CALLER, topic_id=office.topics["직업훈련"].id)  # a call is no visit
    office.clock.advance(timedelta(days=9))
    earlier = looked_up(office, first)
    assert earlier is not None
    assert (earlier.contact_id, earlier.summary) == (first.contact_id, "신청서 제출")
    assert earlier.bring == office.topics["직업훈련"].bring
    assert earlier.bring
    assert looked_up(office, first, "숙식제공") is None
    office.clock.advance(timedelta(days=22))
    assert looked_up(office, first) is None


def test_by_our_fault_it_goes_to_the_fast_lane_and_its_cause_is_counted(office: Office) -> None:
    first = visit(office)
    office.clock.advance(timedelta(days=9))
    repeat = RepeatVisit(first.contact_id, ours=True, cause=Cause.PAPERS_NOT_TOLD, apologised=True)
    second = visit(office, repeat=repeat)
    (row,) = office.desk.run(list_board).value.rows
    assert (row.kind, row.due_at) == (PromiseKind.FAST_LANE, seoul_at(date(2026, 12, 3), time(18, 0)))
    assert row.owner_id == office.people["이수민"].id
    with office.engine.connect() as connection:
        kept = connection.execute(sa.select(RepeatRow.__table__)).one()
    assert (kept.contact_id, kept.ours, kept.apologised) == (second.contact_id, True, True)
    assert kept.promise_id == row.id
    day = date(2026, 12, 3)
    (counted,) = office.boss.run(count_causes, first=day, last=day).value
    assert (counted.cause, counted.count) == (Cause.PAPERS_NOT_TOLD, 1)
    assert (
        office.boss.run(count_causes, first=day + timedelta(days=1), last=day + timedelta(days=1)).value == ()
    )
    assert (
        office.desk.run(keep_promise, promise_id=row.id, seen_version=row.version).value is PromiseState.KEPT
    )


def test_an_apology_that_was_not_said_is_owed(office: Office) -> None:
    first = visit(office)
    visit(office, repeat=RepeatVisit(first.contact_id, ours=True, cause=Cause.STAFF_AWAY))
    owed = office.desk.run(list_board).value.rows
    assert {row.kind for row in owed} == {PromiseKind.FAST_LANE, PromiseKind.APOLOGY}
    assert {row.customer for row in owed} == {"강지훈"}


def test_not_by_our_fault_nothing_is_owed_nor_counted(office: Office) -> None:
    first = visit(office)
    visit(office, repeat=RepeatVisit(first.contact_id, ours=False, cause=Cause.OTHER, apologised=True))
    assert office.desk.run(list_board).value.open == 0
    assert office.boss.run(count_causes, first=date(2026, 11, 1), last=date(2026, 11, 30)).value == ()
    with office.engine.connect() as connection:
        kept = connection.execute(sa.select(RepeatRow.__table__)).one()
    assert (kept.ours, kept.cause, kept.apologised) == (False, None, False)


# -- an unfriendly call ----------------------------------------------------------------------------


def acted(office: Office, kind: PromiseKind = PromiseKind.TRAINING, **given: Any) -> ComplaintDetail:
    """Have 이수민 trained for an unfriendly call of which 강지훈 complained."""
    seen = heard(office)
    sumin = office.people["이수민"].id
    usual: dict[str, Any] = {
        "staff_id": sumin,
        "action": kind,
        "action_on": ACTION_ON,
        "what": "전화 응대 교육",
    }
    named: dict[str, Any] = {"complaint_id": seen.id, "seen_version": seen.version}
    return office.boss.run(record_unfriendly_call, **named, **{**usual, **given}).value


def training(seen: ComplaintDetail) -> ActionLine:
    return next(each for each in seen.actions if each.only_for)


def test_the_person_is_owed_a_training_and_the_complaint_stays_as_it_was(office: Office) -> None:
    seen = acted(office)
    trained = training(seen)
    assert (trained.kind, trained.only_for) == (PromiseKind.TRAINING, office.people["이수민"].title)
    assert trained.due_at == seoul_at(date(2026, 12, 2), time.min)
    assert [each.kind for each in seen.actions] == [PromiseKind.TRAINING], "the apology is a step of its own"
    assert (seen.about_staff, seen.version) == ("", 1)
    row = next(row for row in office.boss.run(list_board).value.rows if row.id == trained.promise_id)
    assert (row.customer, row.phone) == ("", "")  # a personnel matter names no customer


@pytest.mark.parametrize("kind", [ComplaintKind.COMPLAINT, ComplaintKind.OBJECTION])
def test_anybody_may_say_that_an_apology_is_owed_and_whoever_has_it_in_hand_owes_it(
    office: Office, kind: ComplaintKind
) -> None:
    seen = heard(office, replace(RUDE, kind=kind))
    named: dict[str, Any] = {"complaint_id": seen.id, "seen_version": seen.version}
    told = office.at("정다은").run(owe_apology, **named).value
    (sorry,) = told.actions
    assert (sorry.kind, sorry.owner, sorry.due_at) == (
        PromiseKind.APOLOGY,
        seen.owner,
        seoul_at(date(2026, 11, 24), time(18, 0)),
    )
    assert [step.what for step in told.steps] == ["recorded", "apology_owed"]
    with pytest.raises(Conflict):
        office.desk.run(owe_apology, **named)
    named["seen_version"] = told.version
    with pytest.raises(BadInput, match="owed_already"):
        office.desk.run(owe_apology, **named)
    promise: dict[str, Any] = {"promise_id": sorry.promise_id, "seen_version": sorry.version}
    office.desk.run(withdraw_promise, **promise, reason="잘못 눌렀음")
    again = office.desk.run(owe_apology, **named).value.actions[-1]
    promise = {"promise_id": again.promise_id, "seen_version": again.version}
    assert office.desk.run(keep_promise, **promise, note="사과드림").value is PromiseState.KEPT
    with pytest.raises(BadInput, match="owed_already"):
        office.desk.run(owe_apology, complaint_id=seen.id, seen_version=told.version + 1)


def test_no_apology_is_owed_for_an_opinion_nor_to_nobody(office: Office) -> None:
    opinion = heard(office, replace(RUDE, kind=ComplaintKind.OPINION))
    nameless = office.desk.run(record_complaint, new=RUDE).value
    for seen, why in ((opinion, "is_opinion"), (nameless, "nobody_to_tell")):
        with pytest.raises(BadInput, match=why):
            office.desk.run(owe_apology, complaint_id=seen.id, seen_version=seen.version)


def test_no_customer_is_named_in_what_is_said_of_a_colleague(office: Office) -> None:
    office.record(customer_name="문지영", phone="010-9911-2200")
    nameless = office.desk.run(record_complaint, new=RUDE, customer_name="남궁민").value
    given: dict[str, Any] = {"staff_id": office.people["이수민"].id, "action": PromiseKind.CAUTION}
    named: dict[str, Any] = {"complaint_id": nameless.id, "seen_version": nameless.version}
    for what in ("문지영 님 전화", "010 9911 2200 통화", "남궁민 고객께 한 말"):
        with pytest.raises(BadInput, check=lambda error: error.field == "action_what"):
            office.boss.run(record_unfriendly_call, **named, **given, action_on=ACTION_ON, what=what)
    action = training(acted(office))
    promise: dict[str, Any] = {"promise_id": action.promise_id, "seen_version": action.version}
    later: dict[str, Any] = {"due_at": office.now + timedelta(days=30), "customer_told": True}
    telling = "문지영 님과 통화"
    verbs: list[tuple[UseCase[..., Any], dict[str, Any]]] = [
        (complete_action, {"done": telling}),
        (withdraw_action, {"reason": telling}),
        (postpone_promise, {"reason": telling, **later}),
        (hand_over_promise, {"to_id": office.people["한지부"].id, "note": telling}),
        (log_attempt, {"result": Attempt.BUSY, "note": telling}),
    ]
    for verb, said in verbs:
        with pytest.raises(BadInput, match="names_customer"):
            office.boss.run(verb, **promise, **said)
    done = office.boss.run(complete_action, **promise, done="응대 지침을 함께 읽음").value
    assert training(done).state is PromiseState.KEPT


def test_not_even_a_supervisor_settles_a_training_of_their_own(office: Office) -> None:
    trained = training(acted(office))
    with office.engine.begin() as connection:
        of_them = sa.update(Staff).where(Staff.id == office.people["이수민"].id)
        connection.execute(of_them.values(role=Role.SUPERVISOR))
    named: dict[str, Any] = {"promise_id": trained.promise_id, "seen_version": trained.version}
    with pytest.raises(NotAllowed):
        office.at("이수민").run(complete_action, **named, done="했음")
    done = training(office.boss.run(complete_action, **named, done="교육을 마침").value)
    assert done.state is PromiseState.KEPT


def test_the_action_is_a_supervisors_and_is_done_with_what_was_done(office: Office) -> None:
    seen = heard(office)
    given: dict[str, Any] = {
        "complaint_id": seen.id,
        "seen_version": seen.version,
        "staff_id": office.people["이수민"].id,
    }
    with pytest.raises(NotAllowed):
        office.desk.run(record_unfriendly_call, **given, action=PromiseKind.CAUTION, action_on=ACTION_ON)
    with pytest.raises(BadInput, match="unknown"):
        office.boss.run(record_unfriendly_call, **given, action=PromiseKind.CALLBACK, action_on=ACTION_ON)
    past = date(2026, 11, 23)
    with pytest.raises(BadInput, match="in_the_past"):
        office.boss.run(record_unfriendly_call, **given, action=PromiseKind.CAUTION, action_on=past)
    seen = office.boss.run(
        record_unfriendly_call, **given, action=PromiseKind.CAUTION, action_on=ACTION_ON
    ).value
    action = training(seen)
    named: dict[str, Any] = {"promise_id": action.promise_id, "seen_version": action.version}
    with pytest.raises(BadInput, match="of_complaint"):
        office.boss.run(keep_promise, **named)
    with pytest.raises(BadInput, match="action_done"):
        office.boss.run(complete_action, **named, done=" ")
    with pytest.raises(NotAllowed):
        office.at("이수민").run(complete_action, **named, done="했음")
    done = training(office.boss.run(complete_action, **named, done="면담하고 주의를 줌").value)
    assert (done.state, done.done, done.closed_at) == (PromiseState.KEPT, "면담하고 주의를 줌", office.now)


def test_the_same_is_not_owed_twice_and_may_fall_away(office: Office) -> None:
    seen = acted(office)
    again: dict[str, Any] = {
        "complaint_id": seen.id,
        "seen_version": seen.version,
        "staff_id": office.people["이수민"].id,
    }
    with pytest.raises(BadInput, match="already_owed"):
        office.boss.run(record_unfriendly_call, **again, action=PromiseKind.TRAINING, action_on=ACTION_ON)
    both = office.boss.run(
        record_unfriendly_call, **again, action=PromiseKind.CAUTION, action_on=ACTION_ON
    ).value
    action = training(both)
    named: dict[str, Any] = {"promise_id": action.promise_id, "seen_version": action.version}
    gone = training(office.boss.run(withdraw_action, **named, reason="사실과 다름").value)
    assert (gone.state, gone.done) == (PromiseState.WITHDRAWN, "사실과 다름")
    anew = office.boss.run(
        record_unfriendly_call, **again, action=PromiseKind.TRAINING, action_on=ACTION_ON
    ).value
    assert [each.kind for each in anew.actions].count(PromiseKind.TRAINING) == 2


def test_the_apology_stays_when_a_caution_falls_away(office: Office) -> None:
    seen = acted(office)
    seen = office.desk.run(owe_apology, complaint_id=seen.id, seen_version=seen.version).value
    action = training(office.boss.run(open_complaint, complaint_id=seen.id).value)
    named: dict[str, Any] = {"promise_id": action.promise_id, "seen_version": action.version}
    after = office.boss.run(withdraw_action, **named, reason="사실과 다름").value
    assert {each.kind: each.state for each in after.actions} == {
        PromiseKind.TRAINING: PromiseState.WITHDRAWN,
        PromiseKind.APOLOGY: PromiseState.OPEN,
    }


# -- changed by supervisors only


@pytest.mark.parametrize("name", ["이수민", "정다은"])
def test_only_supervisors_change_it(office: Office, name: str) -> None:
    action = training(acted(office))
    named: dict[str, Any] = {"promise_id": action.promise_id, "seen_version": action.version}
    later: dict[str, Any] = {
        "due_at": office.now + timedelta(days=30),
        "reason": "바쁨",
        "customer_told": True,
    }
    boss = office.people["한지부"].id
    verbs: list[tuple[UseCase[..., Any], dict[str, Any]]] = [
        (postpone_promise, later),
        (hand_over_promise, {"to_id": boss}),
        (withdraw_promise, {"reason": "필요 없음"}),
        (log_attempt, {"result": Attempt.BUSY}),
    ]
    for verb, given in verbs:
        with pytest.raises(NotAllowed if name == "이수민" else NotFound):
            office.at(name).run(verb, **named, **given)


def test_it_is_handed_over_to_whoever_may_see_it_only(office: Office) -> None:
    action = training(acted(office))
    named: dict[str, Any] = {"promise_id": action.promise_id, "seen_version": action.version}
    with pytest.raises(BadInput, match="may_not_see"):
        office.boss.run(hand_over_promise, **named, to_id=office.people["정다은"].id)
    second = office.boss.run(
        add_staff,
        name="오세훈",
        position="과장",
        sign_in_name="second",
        role=Role.SUPERVISOR,
        admit=lambda _name: None,
    ).value
    office.boss.run(hand_over_promise, **named, to_id=second.id)
    assert office.boss.run(open_promise, promise_id=action.promise_id).value.owner_id == second.id


def test_a_whole_hand_over_leaves_it_where_it_is(office: Office) -> None:
    action = training(acted(office))
    all_of_it: dict[str, Any] = {
        "from_id": office.people["한지부"].id,
        "to_id": office.people["정다은"].id,
        "note": "휴가",
    }
    office.boss.run(hand_over_all, **all_of_it, promises=True, appointments_until=None)
    after = office.boss.run(open_promise, promise_id=action.promise_id).value
    assert after.owner_id == office.people["한지부"].id


def test_the_complaint_itself_is_closed_as_any(office: Office) -> None:
    seen = acted(office)
    ended: dict[str, Any] = {"result": ComplaintState.RESOLVED, "done": "사과드림", "customer_said": "알겠다"}
    after = office.desk.run(close_complaint, complaint_id=seen.id, seen_version=seen.version, **ended).value
    assert after.state is ComplaintState.RESOLVED
    assert training(seen) == training(office.boss.run(open_complaint, complaint_id=seen.id).value)
