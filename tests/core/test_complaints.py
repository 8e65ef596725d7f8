"""What closes a complaint, what decides an opinion, and by when each is owed."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.complaints import (
    RESULTS,
    ComplaintKind,
    ComplaintState,
    Decision,
    NewComplaint,
    Standing,
    ToldBy,
    check_new,
    closed,
    decided,
    due_after,
    due_today,
    owed,
    told_back,
)
from desk_app.core.errors import BadInput
from desk_app.core.promises import PromiseKind
from desk_app.usecases.calendars import base_calendar

COMPLAINT, OPINION = Standing(ComplaintKind.COMPLAINT), Standing(ComplaintKind.OPINION)
CALENDAR = base_calendar()


@pytest.mark.parametrize(
    ("done", "said", "missing"), [("", "고맙다", "complaint_done"), ("설명드림", "  ", "customer_said")]
)
def test_nothing_is_closed_without_what_was_done_and_what_the_customer_said(
    done: str, said: str, missing: str
) -> None:
    with pytest.raises(BadInput) as refused:
        closed(COMPLAINT, result=ComplaintState.RESOLVED, done=done, said=said)
    assert (refused.value.field, refused.value.problem) == (missing, "missing")


@pytest.mark.parametrize("result", list(ComplaintState))
def test_a_complaint_ends_as_resolved_in_part_or_not(result: ComplaintState) -> None:
    if result in RESULTS:
        after = closed(COMPLAINT, result=result, done="설명드림", said="알겠다")
        assert after.state is result
        with pytest.raises(BadInput, match="already_closed"):
            closed(after, result=result, done="다시", said="다시")
    else:
        with pytest.raises(BadInput, match="unknown"):
            closed(COMPLAINT, result=result, done="설명드림", said="알겠다")


def test_an_opinion_is_decided_and_then_told_back() -> None:
    with pytest.raises(BadInput, match="decision"):
        told_back(OPINION, told_by=ToldBy.PHONE, reachable=True)
    taken = decided(OPINION, decision=Decision.ACCEPTED, change="대기 의자를 늘림")
    assert taken.state is ComplaintState.OPEN
    assert told_back(taken, told_by=ToldBy.PHONE, reachable=True).state is ComplaintState.DECIDED


@pytest.mark.parametrize("decision", [Decision.ACCEPTED, Decision.PARTLY, Decision.NOT])
def test_what_changes_is_said_or_why_nothing_does(decision: Decision) -> None:
    with pytest.raises(BadInput, match="what_changed"):
        decided(OPINION, decision=decision, change=" ")
    assert decided(OPINION, decision=Decision.NOTED, change="").decision is Decision.NOTED


def test_nobody_is_left_untold_who_can_be_told() -> None:
    taken = decided(OPINION, decision=Decision.NOT, change="규정에 없음")
    with pytest.raises(BadInput, match="can_be_told"):
        told_back(taken, told_by=ToldBy.NOBODY, reachable=True)
    assert told_back(taken, told_by=ToldBy.NOBODY, reachable=False).told_by is ToldBy.NOBODY


def test_the_two_kinds_of_ending_are_not_mixed_up() -> None:
    with pytest.raises(BadInput, match="is_opinion"):
        closed(OPINION, result=ComplaintState.RESOLVED, done="x", said="x")
    with pytest.raises(BadInput, match="no_opinion"):
        decided(COMPLAINT, decision=Decision.NOTED, change="")
    assert {kind: owed(kind) for kind in ComplaintKind} == {
        ComplaintKind.OBJECTION: PromiseKind.CORRECTIVE,
        ComplaintKind.COMPLAINT: PromiseKind.CORRECTIVE,
        ComplaintKind.OPINION: PromiseKind.OPINION,
    }


def test_nobody_has_a_complaint_about_themself_in_hand() -> None:
    with pytest.raises(BadInput, match="about_them"):
        check_new(NewComplaint(ComplaintKind.COMPLAINT, "불친절", about_staff_id=3, owner_id=3))
    with pytest.raises(BadInput, match="complaint_about"):
        check_new(NewComplaint(ComplaintKind.COMPLAINT, "  "))


def test_due_days_are_desk_days_and_end_at_midnight() -> None:
    tuesday = seoul_at(date(2026, 11, 24), time(14, 6))
    assert due_after(7, now=tuesday, calendar=CALENDAR) == seoul_at(date(2026, 12, 4), time.min)
    assert due_today(tuesday, CALENDAR) == seoul_at(date(2026, 11, 24), time(18, 0))
    friday_night = seoul_at(date(2026, 11, 27), time(18, 0))
    assert due_today(friday_night, CALENDAR) == seoul_at(date(2026, 11, 30), time(18, 0))


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.times())
def test_the_fast_lane_always_ends_later_on_a_desk_day(day: date, at: time) -> None:
    now = seoul_at(day, at)
    due = due_today(now, CALENDAR)
    assert due > now
    assert CALENDAR.is_desk_day(seoul(due).date())
