"""Korean telephone numbers: read from anything people type, kept as digits, written for reading."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from desk_app.core.errors import BadInput
from desk_app.core.personal_ids import find_personal_ids


class PhoneKind(StrEnum):
    """What stands behind a number; only a mobile takes text messages."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    SAFE = "safe"  # 050x, a number that hides another
    INTERNET = "internet"
    TOLL_FREE = "toll_free"
    PAID = "paid"
    REPRESENTATIVE = "representative"  # 1588-style
    SHORT = "short"  # 119, 1301
    FOREIGN = "foreign"


# One table decides what is a number, what kind it is and where its dashes stand.
_AREA = "0(?:3[1-3]|4[1-4]|5[1-5]|6[1-4])"
_SHAPES = tuple(
    (kind, re.compile(shape))
    for kind, shape in (
        (PhoneKind.MOBILE, "(010)([0-9]{4})([0-9]{4})"),
        (PhoneKind.MOBILE, "(01[16-9])([0-9]{3,4})([0-9]{4})"),
        (PhoneKind.LANDLINE, "(02)([1-9][0-9]{2,3})([0-9]{4})"),
        (PhoneKind.LANDLINE, f"({_AREA})([1-9][0-9]{{2,3}})([0-9]{{4}})"),
        (PhoneKind.SAFE, "(050[0-9])([0-9]{3,4})([0-9]{4})"),
        (PhoneKind.SAFE, "(030[1-9])([0-9]{3,4})([0-9]{4})"),
        (PhoneKind.INTERNET, "(070)([0-9]{4})([0-9]{4})"),
        (PhoneKind.TOLL_FREE, "(080)([0-9]{3,4})([0-9]{4})"),
        (PhoneKind.PAID, "(060)([0-9]{3,4})([0-9]{4})"),
        (PhoneKind.REPRESENTATIVE, "(1[568][0-9]{2})([0-9]{4})"),
        (PhoneKind.SHORT, "(1[0-8][0-9]|13[0-9]{2})"),
    )
)
_FOREIGN = re.compile(r"\+[1-9][0-9]{6,14}")
_COUNTRY = re.compile(
    r"\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3})([0-9]*?)([0-9]{3})([0-9]{4})"
)
_EXTENSION = re.compile(
    r"[\s(,]*(?:내선(?:\s*번호)?|구내|교환|ext(?:ension|n)?|x|#)[\s.:]*([0-9]{1,6})\s*\)?$", re.IGNORECASE
)
_WRITTEN = re.compile(r"\+?[0-9\s()./-]*[0-9][0-9\s()./-]*")
_LONGEST = 60


@dataclass(frozen=True)
class Phone:
    """A number that can be called: national digits ('0212345678') or '+' and digits from abroad."""

    digits: str
    extension: str = ""

    @property
    def kept(self) -> str:
        """The number as it is kept with a contact: the digits, and `#12` for an extension."""
        return f"{self.digits}#{self.extension}" if self.extension else self.digits

    @property
    def kind(self) -> PhoneKind:
        """What stands behind the number; raises `ValueError` for digits that `parse_phone` never gave."""
        kind = phone_kind(self.digits)
        if kind is None:
            raise ValueError("not a telephone number")
        return kind


def parse_phone(text: str) -> Phone:
    """Return the number somebody typed or a telephone sent, with its extension.

    Takes +82, 0082 and 82 in front; spaces, dashes, dots, slashes, parentheses; full-width digits; and
    '(내선 12)', 'ext. 12', '#12' behind. Raises `BadInput('phone', …)`: `missing`, `too_short`,
    `too_long`, `not_a_phone`, or `personal_id` (a 주민등록번호, which is not repeated in the error).
    """
    plain = _plain(text)
    if not plain:
        raise BadInput("phone", "missing")
    if find_personal_ids(plain):
        raise BadInput("phone", "personal_id")
    if len(plain) > _LONGEST:
        raise BadInput("phone", "too_long", text[:_LONGEST])
    behind = _EXTENSION.search(plain)
    number = plain[: behind.start()] if behind else plain
    if not _WRITTEN.fullmatch(number):
        raise BadInput("phone", "not_a_phone", text)
    digits = _national(re.sub(r"[^0-9+]", "", number))
    if phone_kind(digits) is None:
        raise BadInput("phone", _why_not(digits), text)
    return Phone(digits, behind.group(1) if behind else "")


def typed_digits(text: str) -> str:
    """Return the digits of what is typed so far of a number, as they are kept: '+82 10-24' gives '01024'."""
    try:
        return parse_phone(text).digits
    except BadInput:
        digits = re.sub("[^0-9+]", "", _plain(text))
        return _national(digits) if digits.startswith(("+", "0082")) else digits.replace("+", "")


def phone_kind(digits: str) -> PhoneKind | None:
    """Return what kind of number these digits are, or `None` where they cannot be called."""
    if digits.startswith("+"):
        return PhoneKind.FOREIGN if _FOREIGN.fullmatch(digits) and digits[1:3] != "82" else None
    return next((kind for kind, shape in _SHAPES if shape.fullmatch(digits)), None)


def format_phone(digits: str, extension: str = "") -> str:
    """Return the number for reading: '02-123-4567', '0504-1234-5678', '+1 202-555-0123'.

    An extension, given apart or kept as `#12`, is added as ' (내선 12)'. Digits that are no number come
    back as they are.
    """
    digits, _, kept = digits.partition("#")
    extension = extension or kept
    written = _format_foreign(digits) if digits.startswith("+") else _format_national(digits)
    return f"{written} (내선 {extension})" if extension else written


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub("[‐‑‒–—―−ー]", "-", plain)
    # Cf: left-to-right marks and zero-width spaces that come along when a number is copied
    plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
    return re.sub(r"^\s*tel:", "", plain, flags=re.IGNORECASE).strip()


def _national(digits: str) -> str:
    """Return national digits for a Korean number however its country code is written, '+…' for others."""
    abroad = re.fullmatch(r"(?:\+|00)([0-9]*)", digits)
    code = abroad.group(1) if abroad else digits
    if not code.startswith("82"):
        return "+" + code if abroad else digits
    rest = code[2:].removeprefix("0")
    is_national = phone_kind(rest) is PhoneKind.REPRESENTATIVE
    return rest if is_national else "0" + rest


def _why_not(digits: str) -> str:
    if digits.startswith("+"):
        return "too_short" if len(digits) < 8 else "too_long" if len(digits) > 16 else "not_a_phone"
    if any(_is_long(digits + "0" * more) for more in range(1, 9)):
        return "too_short"
    if any(_is_long(digits[:-fewer]) for fewer in range(1, len(digits))):
        return "too_long"
    return "not_a_phone"


def _is_long(digits: str) -> bool:
    return len(digits) >= 8 and phone_kind(digits) is not None


def _format_national(digits: str) -> str:
    for _, shape in _SHAPES:
        if found := shape.fullmatch(digits):
            return "-".join(found.groups())
    return digits


def _format_foreign(digits: str) -> str:
    found = _COUNTRY.fullmatch(digits)
    if not found:
        return digits
    country, *groups = found.groups()
    return f"+{country} " + "-".join(group for group in groups if group)
