"""Calls about a visit, on both engines: the reminder of the day before, and to whoever did not come."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest

from desk_app.core.appointments import AppointmentState
from desk_app.core.clock import seoul_at
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.gui.shift import Shift
from desk_app.usecases.agenda import read_agenda
from desk_app.usecases.board import list_board, open_promise
from desk_app.usecases.visits import did_not_come
from tests.builders import Office
from tests.gui.receptionist import Receptionist, at_the_desk
from tests.gui.visitors import FOUR, TODAY, TOMORROW, agree, now


@pytest.fixture
def desk(shift: Shift) -> Iterator[Receptionist]:
    """A receptionist at the open desk."""
    with at_the_desk(shift) as hand:
        yield hand


def call_about(office: Office, desk: Receptionist, kind: PromiseKind) -> int:
    (row,) = office.desk.run(list_board, kind=kind).value.rows
    desk.page.call_back(office.desk.run(open_promise, promise_id=row.id).value)
    desk.settle()
    desk.press("1")
    assert "공단" not in desk.sentence
    assert "약속" not in desk.sentence
    desk.press("1")
    return row.id


def test_a_reminder_says_when_and_is_kept_by_a_yes(office: Office, desk: Receptionist) -> None:
    agree(office, seoul_at(date(2026, 11, 26), time(16)))
    promise_id = call_about(office, desk, PromiseKind.REMINDER)
    assert "2026년 11월 26일 목요일 오후 4시에 오시기로 하신 약속을 미리 알려 드립니다." in desk.sentence
    desk.press("1", "Ctrl+Enter")
    assert office.desk.run(open_promise, promise_id=promise_id).value.state is PromiseState.KEPT


def test_who_is_reminded_may_change_the_hour(office: Office, desk: Receptionist) -> None:
    agreed = agree(office, seoul_at(date(2026, 11, 26), time(16)))
    promise_id = call_about(office, desk, PromiseKind.REMINDER)
    desk.press("4")
    assert desk.step == "change"
    assert desk.sentence == "언제가 편하시겠습니까? 담당자가 비어 있는 때를 찾아보겠습니다."
    desk.type("금요일 오전 10시")
    desk.press("Ctrl+B")
    assert now(office, agreed).starts_at == seoul_at(date(2026, 11, 27), time(10))
    desk.press("Enter")
    assert desk.step == "close"
    desk.press("Ctrl+Enter")
    assert desk.heard[-1] == "기록했습니다."
    promise = office.desk.run(open_promise, promise_id=promise_id).value
    assert (promise.state, promise.due_at) == (PromiseState.OPEN, seoul_at(date(2026, 11, 26), time(17)))


def test_a_later_hour_of_the_same_day_needs_no_second_reminder(office: Office, desk: Receptionist) -> None:
    agree(office, seoul_at(date(2026, 11, 26), time(16)))
    promise_id = call_about(office, desk, PromiseKind.REMINDER)
    desk.press("4")
    desk.type("모레 오후 5시")
    desk.press("Ctrl+B", "Enter", "Ctrl+Enter")
    assert office.desk.run(open_promise, promise_id=promise_id).value.state is PromiseState.KEPT


def test_who_is_reminded_may_call_it_off(office: Office, desk: Receptionist) -> None:
    agreed = agree(office, seoul_at(date(2026, 11, 26), time(16)))
    call_about(office, desk, PromiseKind.REMINDER)
    desk.press("5")
    desk.type("다른 날 다시 연락하겠다고 하심")
    desk.press("Enter")
    assert now(office, agreed).state is AppointmentState.CANCELLED
    assert desk.heard[-1] == "예약을 취소했습니다."
    desk.press("Enter", "Ctrl+Enter")
    assert desk.heard[-1] == "기록했습니다."


def test_who_did_not_come_gets_another_day_without_blame(office: Office, desk: Receptionist) -> None:
    agreed = agree(office, seoul_at(TODAY, time(14, 30)))
    office.clock.advance(timedelta(minutes=30))
    office.desk.run(did_not_come, appointment_id=agreed.id, seen_version=agreed.version)
    promise_id = call_about(office, desk, PromiseKind.NO_SHOW)
    assert "뵙지 못해" in desk.sentence
    desk.press("1")
    form = desk.page.script.visit.form
    assert (form.why.reason, form.fields.staff_id) == ("talk", agreed.staff_id)
    desk.type("내일 오후 4시")
    desk.press("Ctrl+B", "Enter", "Ctrl+Enter")
    assert office.desk.run(open_promise, promise_id=promise_id).value.state is PromiseState.KEPT
    (row,) = office.desk.run(read_agenda, first=TOMORROW, days=1).value.rows
    assert row.starts_at == FOUR
