"""What is kept of the telephone's calls, on both engines."""

from datetime import timedelta

import pytest

from desk_app.core.contacts import Outcome
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.ring_calls import LONGEST_RING
from desk_app.usecases.board import list_board, open_promise
from desk_app.usecases.customers import open_caller
from desk_app.usecases.rings import (
    close_forgotten_rings,
    dismiss_missed,
    missed_calls,
    promise_for_missed,
    ring_answered,
    ring_began,
    ring_hung_up,
)
from tests.builders import Office

PHONE = "01024817736"


def miss(office: Office, phone: str = PHONE, call_id: str = "a", seconds: float = 7) -> int | None:
    """Let a call ring and be hung up."""
    office.desk.run(ring_began, call_id=call_id, phone=phone)
    office.clock.advance(timedelta(seconds=seconds))
    return office.desk.run(ring_hung_up, call_id=call_id, ring_ms=int(seconds * 1000)).value


@pytest.mark.parametrize(
    ("ring_ms", "rings"), [(0, 1), (2999, 1), (3000, 2), (5999, 2), (6000, 3), (9000, 4)]
)
def test_the_third_ring_begins_after_six_seconds(office: Office, ring_ms: int, rings: int) -> None:
    office.desk.run(ring_began, call_id="a", phone=PHONE)
    assert office.desk.run(ring_answered, call_id="a", ring_ms=ring_ms).value == rings
    assert office.desk.run(missed_calls).value == ()


def test_a_missed_call_waits_with_whoever_is_known_at_the_number(office: Office) -> None:
    customer_id = office.record(customer_name="강지훈", phone=PHONE).customer_id
    ring_id = miss(office)
    (call,) = office.desk.run(missed_calls).value
    assert (call.id, call.phone, call.rings) == (ring_id, PHONE, 3)
    assert (call.customer_id, call.customer) == (customer_id, "강지훈")


def test_hanging_up_after_the_answer_misses_nothing(office: Office) -> None:
    office.desk.run(ring_began, call_id="a", phone=PHONE)
    office.desk.run(ring_answered, call_id="a", ring_ms=2000)
    assert office.desk.run(ring_hung_up, call_id="a", ring_ms=90_000).value is None
    assert office.desk.run(missed_calls).value == ()


def test_a_missed_call_becomes_a_recorded_contact_with_a_promise(office: Office) -> None:
    customer_id = office.record(customer_name="강지훈", phone=PHONE).customer_id
    ring_id = miss(office)
    assert ring_id is not None
    due_at = office.now + timedelta(hours=1)
    promise_id = office.desk.run(promise_for_missed, ring_id=ring_id, due_at=due_at).value
    assert office.desk.run(missed_calls).value == ()
    promise = office.desk.run(open_promise, promise_id=promise_id).value
    assert (promise.due_at, promise.phone) == (due_at, PHONE)
    assert customer_id is not None
    card = office.desk.run(open_caller, customer_id=customer_id).value
    assert card.history[0].outcome is Outcome.MISSED
    with pytest.raises(NotFound):
        office.desk.run(promise_for_missed, ring_id=ring_id, due_at=due_at)


def test_a_withheld_number_cannot_be_promised_a_call_but_dismissed(office: Office) -> None:
    ring_id = miss(office, phone="")
    assert ring_id is not None
    with pytest.raises(BadInput, match="missing_for_callback"):
        office.desk.run(promise_for_missed, ring_id=ring_id, due_at=office.now + timedelta(hours=1))
    office.desk.run(dismiss_missed, ring_id=ring_id)
    assert office.desk.run(missed_calls).value == ()
    assert office.desk.run(list_board).value.open == 0


def test_an_id_used_again_is_another_call(office: Office) -> None:
    first, second = miss(office, call_id="1"), miss(office, call_id="1")
    assert first != second
    assert [call.id for call in office.desk.run(missed_calls).value] == [first, second]


def test_one_call_ringing_at_two_desks_is_missed_once_or_not_at_all(office: Office) -> None:
    other = office.at("이수민", "2번 창구")
    for desk in (office.desk, other):
        desk.run(ring_began, call_id="same", phone=PHONE)
    assert other.run(ring_hung_up, call_id="same", ring_ms=4000).value is not None
    assert office.desk.run(ring_hung_up, call_id="same", ring_ms=4000).value is None
    assert len(office.desk.run(missed_calls).value) == 1


def test_a_call_answered_at_another_desk_was_not_missed_here(office: Office) -> None:
    other = office.at("이수민", "2번 창구")
    office.desk.run(ring_began, call_id="here", phone=PHONE)
    other.run(ring_began, call_id="there", phone=PHONE)
    office.clock.advance(timedelta(seconds=5))
    other.run(ring_answered, call_id="there", ring_ms=5000)
    assert office.desk.run(ring_hung_up, call_id="here", ring_ms=5000).value is None
    assert office.desk.run(missed_calls).value == ()
    office.clock.advance(timedelta(hours=1))
    assert miss(office, call_id="later") is not None, "the same person, an hour later, in vain"


def test_a_call_given_up_as_missed_and_answered_after_all_is_missed_no_longer(office: Office) -> None:
    miss(office)
    office.desk.run(ring_answered, call_id="a", ring_ms=200_000)
    assert office.desk.run(missed_calls).value == ()


def test_what_a_killed_program_left_ringing_is_a_missed_call_of_its_desk(office: Office) -> None:
    office.desk.run(ring_began, call_id="here", phone=PHONE)
    office.at("이수민", "2번 창구").run(ring_began, call_id="there", phone="0317218900")
    assert office.desk.run(close_forgotten_rings).value == 0
    office.clock.advance(LONGEST_RING + timedelta(seconds=1))
    assert office.desk.run(close_forgotten_rings).value == 1
    assert [call.phone for call in office.desk.run(missed_calls).value] == [PHONE]
    assert office.desk.run(close_forgotten_rings).value == 0
