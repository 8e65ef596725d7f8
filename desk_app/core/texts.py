"""Free text before it is kept: stripped, short enough, and without resident registration numbers."""

import re

from desk_app.core.errors import BadInput
from desk_app.core.personal_ids import find_personal_ids

LONGEST_NAME = 60
LONGEST_LINE = 200
LONGEST_TEXT = 20_000
# Control characters and halves of characters come along with what is pasted; no database takes them all.
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def fitting(field: str, text: str, longest: int = LONGEST_LINE) -> str:
    """Return `text` as it is kept, or raise `BadInput` for what does not fit or may not be kept.

    Space around it is dropped, and within it what nobody can read: controls but newline and tab.

    A resident registration number is refused wherever it is typed: a front desk has no basis to hold
    one (개인정보보호법 제24조의2; domain §5).
    """
    stripped = _NOT_TEXT.sub("", text).strip()
    if len(stripped) > longest:
        raise BadInput(field, "too_long", str(longest))
    if find_personal_ids(stripped):
        raise BadInput(field, "personal_id")
    return stripped


def filled(field: str, text: str, longest: int = LONGEST_LINE) -> str:
    """Return `text` as `fitting` does, or raise `BadInput` where nothing is left of it."""
    stripped = fitting(field, text, longest)
    if not stripped:
        raise BadInput(field, "missing")
    return stripped
