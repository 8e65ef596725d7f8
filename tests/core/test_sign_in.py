"""The wait that grows with every wrong password."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.sign_in import FIRST_WAIT, FREE_TRIES, LONGEST_WAIT, Failures

NOW = datetime(2026, 11, 24, 5, 6, tzinfo=UTC)


def failed(times: int) -> Failures:
    """Return that many failures in a row, all now."""
    failures = Failures()
    for _ in range(times):
        failures = failures.one_more(NOW)
    return failures


def test_four_slips_of_the_finger_cost_nothing() -> None:
    assert failed(FREE_TRIES - 1).wait_at(NOW) == timedelta(0)


def test_from_the_fifth_on_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [failed(times).wait_at(NOW) for times in range(FREE_TRIES, FREE_TRIES + 7)]
    assert [wait / FIRST_WAIT for wait in waits] == [1, 2, 4, 8, 16, 30, 30]


def test_the_wait_runs_out_with_the_clock() -> None:
    failures = failed(FREE_TRIES)
    assert failures.wait_at(NOW + timedelta(seconds=10)) == timedelta(seconds=20)
    assert failures.wait_at(NOW + FIRST_WAIT) == timedelta(0)


@given(st.integers(0, 10_000), st.timedeltas(timedelta(days=-400), timedelta(days=400)))
def test_nobody_waits_longer_than_the_longest_wait_whatever_the_clock_does(
    times: int, moved: timedelta
) -> None:
    assert timedelta(0) <= Failures(times, NOW).wait_at(NOW + moved) <= LONGEST_WAIT
