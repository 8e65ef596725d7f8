"""What the telephone says in one line; whoever can reach the socket may write it, so nothing is believed."""

import json
import re
from dataclasses import dataclass

from desk_app.core.contacts import RingKind
from desk_app.core.errors import BadInput
from desk_app.core.phones import parse_phone

LONGEST_LINE = 512  # bytes
_LONGEST_GIVEN = 64
_MOST_DIGITS = 15  # ITU-T E.164
_CALL_ID = re.compile(r"[A-Za-z0-9._:@+-]{0,64}")


@dataclass(frozen=True)
class RingMessage:
    """One thing that happened to one call.

    `phone` is a number as `parse_phone` keeps it, an extension's digits, or empty where it is withheld;
    `call_id` the telephone's own id of the call, or empty.
    """

    kind: RingKind
    phone: str = ""
    call_id: str = ""


def read_ring(line: bytes) -> RingMessage:
    """Return what a line `{"event": "new", "from": "010…", "call": "…"}` says.

    Of the number digits and a leading + are kept; what then cannot be one, or must not be kept (a resident
    registration number), counts as withheld, because the phone rings all the same. Raises `BadInput` and
    nothing else: `line` (`too_long`, `not_a_message`), `event` (`unknown`), `phone` and `call_id`
    (`too_long`, `not_text`, `unknown` characters).
    """
    if len(line) > LONGEST_LINE:
        raise BadInput("line", "too_long", str(LONGEST_LINE))
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise BadInput("line", "not_a_message") from None
    if not isinstance(said, dict):
        raise BadInput("line", "not_a_message")
    try:
        kind = RingKind(said.get("event", ""))
    except (ValueError, TypeError):
        raise BadInput("event", "unknown") from None
    number, call_id = _text(said, "phone", "from"), _text(said, "call_id", "call")
    if not _CALL_ID.fullmatch(call_id):
        raise BadInput("call_id", "unknown")
    return RingMessage(kind, _number(number), call_id)


def _text(said: dict[str, object], field: str, key: str) -> str:
    text = said.get(key, "")
    if not isinstance(text, str):
        raise BadInput(field, "not_text")
    if len(text) > _LONGEST_GIVEN:
        raise BadInput(field, "too_long", str(_LONGEST_GIVEN))
    return text


def _number(given: str) -> str:
    user = given.partition("@")[0]  # of a SIP address
    digits = re.sub("[^0-9]", "", user)
    first = re.search("[+0-9]", user)
    number = f"+{digits}" if first and first.group() == "+" else digits
    try:
        return parse_phone(number).digits
    except BadInput as refusal:
        kept = refusal.problem != "personal_id" and 0 < len(digits) <= _MOST_DIGITS
        return number if kept else ""
