"""By which hour the charter judges a promise, and what stays missed whatever is done about it later."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db.models import Promise
from desk_app.core.complaints import ComplaintKind, Decision, NewComplaint, ToldBy
from desk_app.core.promises import PromiseKind
from desk_app.usecases.awards import award_candidates
from desk_app.usecases.complaint_details import ComplaintDetail
from desk_app.usecases.complaint_lists import open_complaint
from desk_app.usecases.complaints import decide_opinion, record_complaint, tell_back
from desk_app.usecases.inquiry_replies import withdraw_inquiry
from desk_app.usecases.promises import keep_promise, postpone_promise, withdraw_promise
from desk_app.usecases.redress import record_unfriendly_call, withdraw_action
from tests.builders import Office
from tests.questions import at, do, receive
from tests.usecases.test_compliance import counted

WHY = "확인이 길어짐"


def change(office: Office, verb: Any, promise_id: int, when: datetime, **given: Any) -> None:
    """Do something about a promise at some time, as the supervisor."""
    office.clock.set(when)
    with office.engine.connect() as connection:
        seen = connection.scalar(sa.select(Promise.version).where(Promise.id == promise_id))
    office.boss.run(verb, promise_id=promise_id, seen_version=seen, **given)


def on_day(office: Office, key: str, day: int, month: int = 11) -> tuple[int | None, int]:
    return counted(office, key, date(2026, month, day), date(2026, month, day))


def opinion(office: Office, **fields: Any) -> ComplaintDetail:
    new = NewComplaint(ComplaintKind.OPINION, "대기실 의자", due_at=at(11, 27, 17))
    seen = office.boss.run(record_complaint, new=new, **fields).value
    return office.boss.run(
        decide_opinion, complaint_id=seen.id, seen_version=seen.version, decision=Decision.NOTED
    ).value


# -- which hour judges ---------------------------------------------------------------------------------


def test_an_hour_told_in_time_judges_in_place_of_the_one_before(office: Office) -> None:
    owed = office.promise(due_in=at(11, 25) - office.now)
    change(office, postpone_promise, owed, at(11, 24, 15), due_at=at(11, 26), reason=WHY, customer_told=True)
    change(office, keep_promise, owed, at(11, 25, 15))
    assert on_day(office, "called_back", 25) == (0, 0)
    assert on_day(office, "called_back", 26) == (1, 1)


def test_an_hour_nobody_was_told_moves_no_promise(office: Office) -> None:
    owed = office.promise(due_in=at(11, 25) - office.now)
    change(office, postpone_promise, owed, at(11, 24, 15), due_at=at(11, 26), reason=WHY, customer_told=False)
    change(office, keep_promise, owed, at(11, 25, 15))
    assert on_day(office, "called_back", 25) == (0, 1)
    assert on_day(office, "called_back", 26) == (0, 0)


def test_what_was_missed_stays_missed_on_its_day_though_another_is_told_later(office: Office) -> None:
    owed = office.promise(due_in=at(11, 25) - office.now)
    for when, to in ((at(11, 26), at(11, 30)), (at(11, 27), at(12, 4))):
        change(office, postpone_promise, owed, when, due_at=to, reason=WHY, customer_told=True)
        assert on_day(office, "called_back", 25) == (0, 1)
    change(office, keep_promise, owed, at(12, 1))
    assert on_day(office, "called_back", 25) == (0, 1)
    for day in ((30, 11), (4, 12)):
        assert on_day(office, "called_back", *day) == (0, 0)
    span: dict[str, Any] = {"first": date(2026, 11, 25), "last": date(2026, 11, 25)}
    assert [one.promises.all for one in office.boss.run(award_candidates, **span).value] in ([], [1])


def test_what_is_owed_inside_the_house_goes_by_the_day_first_set(office: Office) -> None:
    caution = _caution(office)
    later: dict[str, Any] = {"due_at": at(12, 10), "reason": WHY, "customer_told": True}
    change(office, postpone_promise, caution, at(11, 24, 15), **later)
    office.clock.set(at(11, 27))
    assert on_day(office, "cautions_done", 26) == (0, 1)  # the day it was set for ends as the 26th begins
    assert counted(office, "cautions_done", date(2026, 12, 1), date(2026, 12, 31)) == (0, 0)


# -- what is let fall ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("when", "stays"), [(at(11, 25, 9), (0, 0)), (at(11, 25, 11), (0, 1))])
def test_a_promise_withdrawn_after_its_hour_stays_missed(
    office: Office, when: datetime, stays: tuple[int, int]
) -> None:
    owed = office.promise(due_in=at(11, 25) - office.now)
    change(office, withdraw_promise, owed, when, reason="연락하지 않으심")
    office.clock.set(at(11, 28))
    assert on_day(office, "called_back", 25) == stays


@pytest.mark.parametrize(("when", "stays"), [(at(11, 25, 15), (0, 0)), (at(11, 26, 9), (0, 1))])
def test_a_caution_withdrawn_once_overdue_stays_missed(
    office: Office, when: datetime, stays: tuple[int, int]
) -> None:
    caution = _caution(office)
    change(office, withdraw_action, caution, when, reason="사실과 다름")
    office.clock.set(at(11, 28))
    assert on_day(office, "cautions_done", 26) == stays


@pytest.mark.parametrize(("day", "stays"), [(30, (0, 0)), (31, (0, 0)), (32, (0, 1))])
def test_a_question_withdrawn_after_its_day_stays_missed(
    office: Office, day: int, stays: tuple[int, int]
) -> None:
    seen = receive(office)
    due_on = seen.dates.to_tell
    office.clock.set(at(due_on.month, due_on.day) + timedelta(days=day - 31))
    do(office.boss, withdraw_inquiry, seen, reason="취하하심")
    assert counted(office, "replied_in_time", due_on, due_on) == stays


def _caution(office: Office) -> int:
    """Return a caution of 이수민 that is to be given on 25 November."""
    new = NewComplaint(ComplaintKind.COMPLAINT, "퉁명스러운 전화", due_at=at(11, 27, 17))
    seen = office.boss.run(record_complaint, new=new, customer_name="강지훈", phone="010-2481-7736").value
    acted = office.boss.run(
        record_unfriendly_call,
        complaint_id=seen.id,
        seen_version=seen.version,
        staff_id=office.people["이수민"].id,
        action=PromiseKind.CAUTION,
        action_on=date(2026, 11, 25),
    ).value
    return next(one.promise_id for one in acted.actions if one.kind is PromiseKind.CAUTION)


# -- opinions ------------------------------------------------------------------------------------------


def test_an_opinion_counts_as_kept_only_when_somebody_was_told(office: Office) -> None:
    nobody = opinion(office)
    office.boss.run(tell_back, complaint_id=nobody.id, seen_version=nobody.version, told_by=ToldBy.NOBODY)
    assert counted(office, "opinions_decided") == (0, 1)
    told = opinion(office, customer_name="강지훈", phone="010-2481-7736")
    assert counted(office, "opinions_decided") == (0, 1)  # decided, but not told yet, and in time
    office.boss.run(tell_back, complaint_id=told.id, seen_version=told.version, told_by=ToldBy.PHONE)
    assert counted(office, "opinions_decided") == (1, 2)
    assert office.boss.run(open_complaint, complaint_id=nobody.id).value.told_by is ToldBy.NOBODY
