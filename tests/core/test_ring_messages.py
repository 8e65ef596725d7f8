"""What the telephone says, believed only as far as it makes sense."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.contacts import RingKind
from desk_app.core.errors import BadInput
from desk_app.core.ring_messages import LONGEST_LINE, RingMessage, read_ring


def line(**said: object) -> bytes:
    """Return a message as the client sends it."""
    return json.dumps(said).encode()


def test_a_call_with_everything_told() -> None:
    said = line(**{"event": "answer", "from": "+82 10-2481-7736", "call": "3f9c@192.168.0.2"})
    assert read_ring(said) == RingMessage(RingKind.ANSWER, "01024817736", "3f9c@192.168.0.2")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("010-2481-7736", "01024817736"),
        ("sip:01024817736@10.0.0.1:5060", "01024817736"),
        ("821024817736", "01024817736"),
        ("+1 202 555 0123", "+12025550123"),
        ("15881234", "15881234"),
        ("203", "203"),
        ("", ""),
        ("anonymous", ""),
        ("Anonymous@anonymous.invalid", ""),
        ("P", ""),
        ("발신번호표시제한", ""),
        ("9" * 40, ""),
        ("$(reboot)", ""),
        ("'; DROP TABLE rings; --", ""),
        ("٠١٠٢٤٨١٧٧٣٦", ""),
    ],
)
def test_of_a_number_digits_and_a_plus_are_kept_and_what_is_none_counts_as_withheld(
    given: str, kept: str
) -> None:
    assert read_ring(line(**{"event": "new", "from": given})).phone == kept


def test_what_looks_like_a_resident_registration_number_is_not_kept() -> None:
    assert read_ring(line(**{"event": "new", "from": "900101-1234568"})).phone == ""


@pytest.mark.parametrize(
    ("said", "field", "problem"),
    [
        (b"", "line", "not_a_message"),
        (b"ring ring", "line", "not_a_message"),
        (b"[1, 2]", "line", "not_a_message"),
        (b"[" * LONGEST_LINE, "line", "not_a_message"),
        (b" " * (LONGEST_LINE + 1), "line", "too_long"),
        (line(event="explode"), "event", "unknown"),
        (line(event=None), "event", "unknown"),
        (line(event=["new"]), "event", "unknown"),
        (line(), "event", "unknown"),
        (line(**{"event": "new", "from": 1024817736}), "phone", "not_text"),
        (line(**{"event": "new", "from": "0" * 65}), "phone", "too_long"),
        (line(event="new", call={}), "call_id", "not_text"),
        (line(event="new", call="a" * 65), "call_id", "too_long"),
        (line(event="new", call="a b"), "call_id", "unknown"),
        (line(event="new", call="a\n"), "call_id", "unknown"),
        (line(event="new", call="통화"), "call_id", "unknown"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(said: bytes, field: str, problem: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_ring(said)
    assert (refusal.value.field, refusal.value.problem) == (field, problem)


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    max_leaves=5,
)
_SAID = st.fixed_dictionaries(
    {},
    optional={
        "event": st.sampled_from([*RingKind]) | _ANYTHING,
        "from": st.text(alphabet="0123456789+-@ sip:", max_size=70) | _ANYTHING,
        "call": st.from_regex(r"[A-Za-z0-9._:@+-]{0,70}", fullmatch=True) | _ANYTHING,
    },
)


@given(st.binary(max_size=600) | _SAID.map(lambda said: json.dumps(said).encode()))
def test_whatever_is_said_gives_a_harmless_message_or_a_refusal(said: bytes) -> None:
    message, refused = attempt(said)
    assert refused in {"", "line", "event", "phone", "call_id"}
    assert (message is None) == bool(refused)
    if message is not None:
        assert len(said) <= LONGEST_LINE
        assert re.fullmatch(r"\+?[0-9]{1,16}|", message.phone)
        assert re.fullmatch(r"[A-Za-z0-9._:@+-]{0,64}", message.call_id)


def attempt(said: bytes) -> tuple[RingMessage | None, str]:
    """Return the message, or the field for which it was refused."""
    try:
        return read_ring(said), ""
    except BadInput as refusal:
        return None, refusal.field
