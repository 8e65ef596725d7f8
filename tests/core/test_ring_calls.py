"""Which call a message is about, when several ring and little is told."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.contacts import RingKind
from desk_app.core.ring_calls import Call, Calls, CallState
from desk_app.core.ring_messages import RingMessage

NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)
NEW, ANSWER, HANGUP = RingKind.NEW, RingKind.ANSWER, RingKind.HANGUP
RINGING, ANSWERED, LOST = CallState.RINGING, CallState.ANSWERED, CallState.LOST


def calls(*known: tuple[str, str, CallState]) -> Calls:
    """Return calls as (id, number, state), one a second."""
    return Calls(
        tuple(
            Call(call_id, phone, NOON + timedelta(seconds=place), state)
            for place, (call_id, phone, state) in enumerate(known)
        )
    )


@pytest.mark.parametrize(
    ("known", "message", "meant"),
    [
        pytest.param([("a", "010", RINGING), ("b", "02", RINGING)], (ANSWER, "", "b"), "b", id="by its id"),
        pytest.param([("a", "010", RINGING)], (ANSWER, "010", "other"), None, id="an id nobody knows"),
        pytest.param([("a", "010", RINGING), ("b", "02", RINGING)], (ANSWER, "02", ""), "b", id="by number"),
        pytest.param([("a", "010", RINGING)], (ANSWER, "", ""), "a", id="the only one ringing"),
        pytest.param([("a", "", RINGING)], (ANSWER, "010", ""), "a", id="its number told late"),
        pytest.param([("a", "010", RINGING), ("b", "02", RINGING)], (ANSWER, "", ""), None, id="who knows"),
        pytest.param([("a", "010", RINGING)], (HANGUP, "02", ""), None, id="an outgoing call ended"),
        pytest.param([("a", "010", ANSWERED)], (ANSWER, "010", ""), None, id="answered already"),
        pytest.param(
            [("a", "010", ANSWERED), ("b", "", RINGING)], (ANSWER, "010", ""), None, id="said twice"
        ),
        pytest.param([("a", "010", LOST)], (ANSWER, "010", ""), "a", id="rang very long"),
        pytest.param([("a", "010", ANSWERED), ("b", "02", RINGING)], (HANGUP, "010", ""), "a", id="talked"),
        pytest.param(
            [("a", "", ANSWERED), ("b", "02", RINGING)], (HANGUP, "", ""), "a", id="talked withheld"
        ),
    ],
)
def test_the_call_a_message_is_about(
    known: list[tuple[str, str, CallState]], message: tuple[RingKind, str, str], meant: str | None
) -> None:
    found = calls(*known).about(RingMessage(*message))
    assert (found and found.id) == meant


def test_a_call_reported_twice_is_one_but_two_withheld_numbers_are_two() -> None:
    ringing = calls(("a", "010", RINGING), ("b", "", RINGING), ("c", "02", ANSWERED))
    assert ringing.repeats(RingMessage(NEW, "010"))
    assert ringing.repeats(RingMessage(NEW, "", "b"))
    assert not ringing.repeats(RingMessage(NEW, ""))
    assert not ringing.repeats(RingMessage(NEW, "02")), "they call again; the first call's end was not told"


def test_a_clock_set_back_gives_no_negative_time() -> None:
    call = Call("a", "010", NOON)
    assert call.rang_ms(NOON - timedelta(hours=1)) == 0
    assert call.rang_ms(NOON + timedelta(seconds=6.2)) == 6200


@given(
    st.lists(
        st.tuples(
            st.sampled_from([NEW, ANSWER, HANGUP]),
            st.sampled_from(["", "010", "02"]),
            st.sampled_from(["", "a", "b"]),
        ),
        max_size=60,
    )
)
def test_whatever_the_telephone_says_few_calls_are_kept_and_none_twice(
    told: list[tuple[RingKind, str, str]],
) -> None:
    known = Calls()
    for number, (kind, phone, call_id) in enumerate(told):
        message = RingMessage(kind, phone, call_id)
        if kind is NEW:
            if not known.repeats(message):
                known = known.begun(Call(call_id or f"made-{number}", phone, NOON))
            continue
        call = known.about(message)
        if call is not None:
            known = known.put(call, ANSWERED) if kind is ANSWER else known.ended(call)
    ids = [call.id for call in known.known]
    assert len(ids) == len(set(ids)) <= 16
