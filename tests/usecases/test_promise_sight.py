"""A caution leaves no trace for anybody whom it does not concern: whatever they read is as it was before."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from desk_app import usecases
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput, DeskError, NotAllowed, NotFound
from desk_app.core.promises import Attempt, PromiseKind
from desk_app.usecases.alerts import acknowledge_alert, due_alerts, snooze_alert
from desk_app.usecases.board import kept_rate, list_board, open_promise
from desk_app.usecases.briefs import opening_brief, takeover_sheet
from desk_app.usecases.complaint_details import ComplaintDetail
from desk_app.usecases.complaint_lists import open_complaint
from desk_app.usecases.complaints import add_step
from desk_app.usecases.compliance import load_measures
from desk_app.usecases.customer_history import open_contact
from desk_app.usecases.customers import open_caller
from desk_app.usecases.executor import Executor, UseCase
from desk_app.usecases.hand_over_briefs import hand_over_brief_for
from desk_app.usecases.hand_overs import hand_over_all
from desk_app.usecases.promises import (
    hand_over_promise,
    keep_promise,
    log_attempt,
    postpone_promise,
    promise_again,
    withdraw_promise,
)
from desk_app.usecases.redress import complete_action, owe_apology, record_unfriendly_call
from tests.builders import Office
from tests.usecases.test_complaints import heard
from tests.usecases.test_redress import acted, training

LOGGED = {"past_contacts", "hand_over_brief_for", "takeover_sheet"}
"""What is read and logged as what is opened is, and so declared as no reading."""
TELLS_ONLY_THAT = {"count_changes"}
"""What every commit moves, whatever it was about."""
COLLEAGUES = ("정다은", "김하늘")
MORE_IDS = 4


def readers() -> dict[str, UseCase[..., Any]]:
    """Return every use-case that reads or opens something, by name."""
    modules = [importlib.import_module(f"desk_app.usecases.{each.name}") for each in _modules()]
    found = {name: each for module in modules for name, each in vars(module).items() if _is_case(each)}
    return {
        name: each
        for name, each in found.items()
        if (each.reads or name.startswith("open_") or name in LOGGED) and name not in TELLS_ONLY_THAT
    }


def _modules() -> Iterator[pkgutil.ModuleInfo]:
    return pkgutil.iter_modules(usecases.__path__)


def _is_case(each: object) -> bool:
    return isinstance(each, UseCase)


def questions(case: UseCase[..., Any], office: Office, staff_id: int) -> list[dict[str, Any]]:
    """Return ways to ask a use-case: by every kind and measure, by the cautioned person, by numbers."""
    today = seoul(office.now).date()
    by_type: dict[Any, Any] = {str: "주의", date: today, datetime: office.now, Any: None}
    asked: dict[str, Any] = {}
    named = list(inspect.signature(case.verb).parameters.values())[1:]
    for each in named:
        if each.default is inspect.Parameter.empty:
            asked[each.name] = by_type.get(each.annotation, 1)
    names = {each.name for each in named}
    asked |= {"first": today - timedelta(days=30), "last": today} if {"first", "last"} <= names else {}
    asked |= {"staff_id": staff_id} if "staff_id" in asked else {}
    if "measure" in names:
        return [{**asked, "measure": one.key} for one in load_measures() if one.rows]
    if "kind" in names and "whose" in names:
        return [asked, *({**asked, "kind": kind} for kind in PromiseKind)]
    if "promise_id" in names:
        return [{"promise_id": each} for each in range(1, MORE_IDS + 1)]
    return [asked]


def all_that_is_told(office: Office, who: Executor, staff_id: int) -> dict[str, str]:
    """Return every answer that somebody can get, by what they asked."""
    told: dict[str, str] = {}
    for name, case in readers().items():
        for asked in questions(case, office, staff_id):
            try:
                answer = repr(who.run(case, **asked).value)
            except DeskError as refused:
                answer = repr(refused)
            told[f"{name} {asked}"] = answer
    return told


@pytest.fixture
def seen(office: Office) -> ComplaintDetail:
    """A complaint that names nobody, for which an apology is owed besides."""
    seen = heard(office)
    return office.desk.run(owe_apology, complaint_id=seen.id, seen_version=seen.version).value


def caution(office: Office, seen: ComplaintDetail, kind: PromiseKind = PromiseKind.CAUTION) -> int:
    """Have 이수민 cautioned and return the promise's id."""
    after = office.boss.run(
        record_unfriendly_call,
        complaint_id=seen.id,
        seen_version=seen.version,
        staff_id=office.people["이수민"].id,
        action=kind,
        action_on=date(2026, 11, 30),
        what="전화 끝인사",
    ).value
    return next(each.promise_id for each in after.actions if each.only_for)


@pytest.mark.parametrize("name", COLLEAGUES)
def test_whatever_a_colleague_reads_is_as_if_nobody_had_been_cautioned(
    office: Office, seen: ComplaintDetail, name: str
) -> None:
    who, sumin = office.at(name), office.people["이수민"].id
    hours = (office.now, seoul_at(date(2026, 12, 2), time(9, 30)))  # today, and once it is overdue
    before = []
    for hour in hours:
        office.clock.set(hour)
        before.append(all_that_is_told(office, who, sumin))
    office.clock.set(hours[0])
    promise_id = caution(office, seen)
    assert promise_id <= MORE_IDS, "it is among what they ask for"
    assert any("전화 끝인사" in told for told in all_that_is_told(office, office.boss, sumin).values())
    for hour, told in zip(hours, before, strict=True):
        office.clock.set(hour)
        now = all_that_is_told(office, who, sumin)
        assert {asked for asked, answer in now.items() if answer != told[asked]} == set()


def test_nothing_a_colleague_does_about_the_complaint_tells_of_it(
    office: Office, seen: ComplaintDetail
) -> None:
    caution(office, seen)
    daeun = office.at("정다은")
    after = daeun.run(add_step, complaint_id=seen.id, seen_version=seen.version, text="살펴봄").value
    assert {each.kind for each in after.actions} == {PromiseKind.APOLOGY}
    assert office.boss.run(open_complaint, complaint_id=seen.id).value.about_staff_id is None
    for step in after.steps:
        assert step.who in {"김하늘 주임", "정다은 주임"}


def test_nobody_finds_out_by_handing_the_apology_over(office: Office, seen: ComplaintDetail) -> None:
    """Who has it in hand may give it to anybody, the cautioned colleague too; others to nobody at all."""
    caution(office, seen)
    (apology,) = (each for each in seen.actions if each.kind is PromiseKind.APOLOGY)
    promise: dict[str, Any] = {"promise_id": apology.promise_id, "seen_version": apology.version}
    for name in ("이수민", "최민호", "한지부"):
        with pytest.raises(BadInput, match="not_in_hand"):
            office.at("정다은").run(hand_over_promise, **promise, to_id=office.people[name].id)
    for name in ("이수민", "최민호"):
        office.desk.run(hand_over_promise, **promise, to_id=office.people[name].id)
        promise["seen_version"] += 1
    whole: dict[str, Any] = {"note": "휴가", "promises": True, "appointments_until": None}
    for name in ("이수민", "정다은"):
        to_id, from_id = office.people[name].id, office.desk.actor.id
        went = office.desk.run(hand_over_all, from_id=from_id, to_id=to_id, **whole).value
        assert (went.promises, went.complaints) == (1, 0)
        office.boss.run(hand_over_all, from_id=to_id, to_id=from_id, **whole)


def test_every_verb_answers_as_if_it_were_not_there(office: Office, seen: ComplaintDetail) -> None:
    promise_id = caution(office, seen)
    later = {"due_at": office.now + timedelta(days=3)}
    boss = office.people["한지부"].id
    verbs: list[tuple[UseCase[..., Any], dict[str, Any]]] = [
        (open_promise, {}),
        (keep_promise, {"seen_version": 1}),
        (withdraw_promise, {"seen_version": 1, "reason": "필요 없음"}),
        (log_attempt, {"seen_version": 1, "result": Attempt.BUSY}),
        (postpone_promise, {"seen_version": 1, "reason": "바쁨", "customer_told": True, **later}),
        (hand_over_promise, {"seen_version": 1, "to_id": boss}),
        (promise_again, {"seen_version": 1, **later}),
    ]
    for name in COLLEAGUES:
        for verb, given in verbs:
            for each in (promise_id, 999):
                with pytest.raises(NotFound, check=lambda error: error.what == "Promise"):
                    office.at(name).run(verb, promise_id=each, **given)


def test_the_supervisors_alert_is_cleared_by_supervisors_whom_it_does_not_concern(
    office: Office, seen: ComplaintDetail
) -> None:
    caution(office, seen, PromiseKind.TRAINING)
    office.clock.set(seoul_at(date(2026, 12, 2), time(9, 30)))
    speaking = [each for each in office.boss.run(due_alerts).value if each.kind is PromiseKind.TRAINING]
    (alert,) = speaking
    trainee = office.at("이수민")
    assert PromiseKind.TRAINING not in {each.kind for each in trainee.run(due_alerts).value}
    verbs: tuple[UseCase[..., Any], ...] = acknowledge_alert, snooze_alert
    for verb in verbs:
        with pytest.raises(NotAllowed):
            trainee.run(verb, alert_id=alert.id)
        for name in COLLEAGUES:
            with pytest.raises(NotFound):
                office.at(name).run(verb, alert_id=alert.id)
    assert alert in office.boss.run(due_alerts).value
    office.boss.run(acknowledge_alert, alert_id=alert.id)
    assert PromiseKind.TRAINING not in {each.kind for each in office.boss.run(due_alerts).value}


# -- seen by supervisors and the person only -------------------------------------------------------


def boards(who: Executor) -> set[PromiseKind]:
    return {row.kind for row in who.run(list_board).value.rows}


def test_on_the_board_only_those_concerned_see_it_and_it_counts_for_nobody_else(office: Office) -> None:
    seen = acted(office)
    theirs = {PromiseKind.CORRECTIVE}
    assert boards(office.boss) == boards(office.at("이수민")) == theirs | {PromiseKind.TRAINING}
    for name in ("김하늘", "정다은"):
        assert boards(office.at(name)) == theirs
        board = office.at(name).run(list_board, kind=PromiseKind.TRAINING).value
        assert (board.rows, board.open) == ((), 0)
        with pytest.raises(NotFound):
            office.at(name).run(open_promise, promise_id=training(seen).promise_id)
    promise = office.at("이수민").run(open_promise, promise_id=training(seen).promise_id).value
    assert promise.kind is PromiseKind.TRAINING


def test_the_complaint_shows_it_to_those_concerned_only(office: Office) -> None:
    seen = acted(office)
    for name, shown in (("이수민", True), ("정다은", False)):
        told = office.at(name).run(open_complaint, complaint_id=seen.id).value
        assert any(each.only_for for each in told.actions) is shown
        assert "training" not in {step.what for step in told.steps}


def test_briefs_and_sheets_leave_it_out_for_others(office: Office) -> None:
    acted(office)
    office.clock.set(seoul_at(date(2026, 12, 1), time(9, 30)))
    for name, shown in (("이수민", True), ("김하늘", False), ("정다은", False)):
        brief = office.at(name).run(opening_brief).value
        assert (PromiseKind.TRAINING in {row.kind for row in (*brief.due, *brief.passed)}) is shown, name
    office.clock.set(seoul_at(date(2026, 12, 2), time(17, 0)))
    assert PromiseKind.TRAINING in {row.kind for row in office.boss.run(takeover_sheet).value.due}
    assert PromiseKind.TRAINING not in {row.kind for row in office.desk.run(takeover_sheet).value.due}


def test_even_where_it_named_the_customer_no_record_of_theirs_would_show_it(office: Office) -> None:
    seen = acted(office)
    assert seen.customer_id is not None
    with office.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE promises SET customer_id = :customer, contact_id = :contact WHERE id = :promise"),
            {
                "customer": seen.customer_id,
                "contact": seen.contact_id,
                "promise": training(seen).promise_id,
            },
        )
    assert seen.contact_id is not None
    for who, shown in ((office.boss, True), (office.desk, False)):
        contact = who.run(open_contact, contact_id=seen.contact_id).value
        assert (PromiseKind.TRAINING in {each.kind for each in contact.promises}) is shown
        card = who.run(open_caller, customer_id=seen.customer_id).value
        assert (PromiseKind.TRAINING in {each.kind for each in card.promises}) is shown
        brief = who.run(hand_over_brief_for, customer_id=seen.customer_id, topic_id=None).value
        assert (PromiseKind.TRAINING in {each.kind for each in brief.promises}) is shown


def test_once_done_it_counts_in_the_rate_of_those_concerned_only(office: Office) -> None:
    seen = acted(office)
    action = training(seen)
    office.boss.run(
        complete_action, promise_id=action.promise_id, seen_version=action.version, done="교육을 마침"
    )
    assert office.boss.run(kept_rate).value.all == 1
    assert office.at("이수민").run(kept_rate).value.all == 1
    assert office.desk.run(kept_rate).value.all == 0
