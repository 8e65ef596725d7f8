"""A public apology is approved by another than its writer, and posted only after that."""

from dataclasses import replace
from datetime import date, time

import pytest

from desk_app.core.clock import seoul_at
from desk_app.core.errors import BadInput
from desk_app.core.redress import (
    ApologyStanding,
    Cause,
    RepeatVisit,
    check_approving,
    check_drafting,
    check_posting,
    check_repeat,
    check_taking_back,
    check_withdrawing,
)

DRAFTED = ApologyStanding(text="사과드립니다.", drafted_by_id=2)
APPROVED = replace(DRAFTED, approved_by_id=1, approved_on=date(2026, 11, 24))
NOW = seoul_at(date(2026, 11, 26), time(9, 0))


def test_our_fault_needs_its_cause() -> None:
    with pytest.raises(BadInput, match="cause"):
        check_repeat(RepeatVisit(1, ours=True))
    assert check_repeat(RepeatVisit(1, ours=False)).cause is None
    assert check_repeat(RepeatVisit(1, ours=True, cause=Cause.OTHER)).ours


def test_a_second_person_approves_and_only_once() -> None:
    check_approving(DRAFTED, by_id=1)
    for standing, by, why in (
        (ApologyStanding(), 1, "missing"),
        (DRAFTED, 2, "same_person"),
        (APPROVED, 3, "already_approved"),
    ):
        with pytest.raises(BadInput, match=why):
            check_approving(standing, by_id=by)


@pytest.mark.parametrize(
    ("standing", "day", "why"),
    [
        (DRAFTED, date(2026, 11, 25), "not_approved"),
        (APPROVED, date(2026, 11, 27), "in_the_future"),
        (APPROVED, date(2026, 11, 23), "before_approval"),
        (replace(APPROVED, posted_on=date(2026, 11, 25)), date(2026, 11, 25), "already_posted"),
    ],
)
def test_only_what_is_approved_is_posted_and_no_sooner(
    standing: ApologyStanding, day: date, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        check_posting(standing, posted_on=day, now=NOW)


def test_posted_today_or_since_the_approval() -> None:
    for day in (date(2026, 11, 24), date(2026, 11, 26)):
        check_posting(APPROVED, posted_on=day, now=NOW)
    with pytest.raises(BadInput, match="already_posted"):
        check_drafting(replace(APPROVED, posted_on=date(2026, 11, 25)), "다른 글")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_taken_back_without_a_reason(reason: str) -> None:
    with pytest.raises(BadInput, match="missing"):
        check_taking_back(ours=True, reason=reason)
    with pytest.raises(BadInput, match="missing"):
        check_withdrawing(DRAFTED, reason)


def test_only_our_fault_is_taken_back_and_only_what_is_not_posted() -> None:
    assert check_taking_back(ours=True, reason=" 안내한 기록이 있음 ") == "안내한 기록이 있음"
    with pytest.raises(BadInput, match="not_ours"):
        check_taking_back(ours=False, reason="착오")
    for standing in (ApologyStanding(), DRAFTED, APPROVED):
        assert check_withdrawing(standing, "착오") == "착오"
    with pytest.raises(BadInput, match="already_posted"):
        check_withdrawing(replace(APPROVED, posted_on=date(2026, 11, 25)), "착오")
