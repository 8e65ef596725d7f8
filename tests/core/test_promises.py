"""The verdict on a promise: earned once, never rewritten."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core import promises
from desk_app.core.errors import BadInput
from desk_app.core.promises import PromiseState, Standing

NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)
minutes = st.integers(-600, 600).map(lambda n: timedelta(minutes=n))


def promised(due_in: timedelta = timedelta(hours=1)) -> Standing:
    return promises.begun(due_at=NOON + due_in, owner_id=1, now=NOON)


def test_by_five_means_five_o_clock_is_still_in_time() -> None:
    standing = promised()
    assert promises.kept(standing, now=standing.due_at).state is PromiseState.KEPT
    late = promises.kept(standing, now=standing.due_at + timedelta(seconds=1))
    assert late.state is PromiseState.KEPT_LATE


def test_a_promise_is_not_made_for_an_hour_that_has_passed() -> None:
    with pytest.raises(BadInput, match="in_the_past"):
        promised(timedelta(0))


@given(st.lists(st.tuples(minutes, minutes, st.booleans()), max_size=6), minutes)
def test_whatever_is_postponed_the_verdict_is_by_what_the_customer_was_told(
    moves: list[tuple[timedelta, timedelta, bool]], ends: timedelta
) -> None:
    standing, now = promised(), NOON
    told, broken = standing.due_at, False
    for wait, further, customer_told in moves:
        now += abs(wait)
        due_at = now + abs(further) + timedelta(minutes=1)
        broken = broken or now > told
        standing = promises.postponed(
            standing, due_at=due_at, reason="사유", customer_told=customer_told, now=now
        )
        told = due_at if customer_told else told
    now += abs(ends)
    verdict = promises.kept(standing, now=now)
    assert verdict.state is (PromiseState.KEPT_LATE if broken or now > told else PromiseState.KEPT)
    assert verdict.closed_at == now


@pytest.mark.parametrize("reason", ["", "  "])
def test_neither_a_new_hour_nor_a_withdrawal_goes_without_a_reason(reason: str) -> None:
    with pytest.raises(BadInput, match="reason"):
        promises.withdrawn(promised(), reason=reason, now=NOON)
    with pytest.raises(BadInput, match="reason"):
        promises.postponed(
            promised(), due_at=NOON + timedelta(hours=2), reason=reason, customer_told=True, now=NOON
        )


def test_what_is_closed_stays_closed() -> None:
    for closed in (
        promises.kept(promised(), now=NOON),
        promises.withdrawn(promised(), reason="고객이 원하지 않음", now=NOON),
    ):
        with pytest.raises(BadInput, match="already_closed"):
            promises.kept(closed, now=NOON)
        with pytest.raises(BadInput, match="already_closed"):
            promises.attempted(closed)
        with pytest.raises(BadInput, match="already_closed"):
            promises.handed_over(closed, to=2)
        with pytest.raises(BadInput, match="already_closed"):
            promises.withdrawn(closed, reason="다시", now=NOON)


def test_handing_over_to_oneself_is_no_hand_over() -> None:
    with pytest.raises(BadInput, match="same_owner"):
        promises.handed_over(promised(), to=1)


def test_a_new_hour_the_customer_does_not_know_moves_nothing_until_the_told_one_has_passed() -> None:
    later = NOON + timedelta(hours=3)
    standing = promised()
    untold = promises.postponed(standing, due_at=later, reason="확인 중", customer_told=False, now=NOON)
    assert (untold.due_at, untold.told_at) == (standing.due_at, standing.told_at)
    after = standing.due_at + timedelta(minutes=1)
    broken = promises.postponed(standing, due_at=later, reason="확인 중", customer_told=False, now=after)
    assert (broken.due_at, broken.told_at, broken.broken) == (later, standing.told_at, True)
