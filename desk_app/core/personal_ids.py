"""Finds what must never be written down: 주민등록번호 and 외국인등록번호 (개인정보보호법 제24조의2)."""

import re
import unicodedata
from datetime import date

# Six digits, at most one mark, seven digits; never a part of a longer number, of a code that
# begins with a letter ("A900101…"), of "+82…", or of a chain such as a bank account (12-900101-…).
_SHAPE = re.compile(
    r"(?<![0-9A-Za-z+])(?<![0-9]-)([0-9]{6}) {0,2}[-./]? {0,2}([1-8])[0-9]{6}(?![0-9]|-[0-9])"
)
_DASHES = "‐‑‒–—―−－·~_"
# A child registered later than this has outlived the program; barcodes (880…) read as such years.
_LAST_BIRTH_YEAR = 2050


def find_personal_ids(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans `(start, end)` of `text` that look like a resident's or a foreigner's number.

    Six digits that are a date and seven whose first is 1-8, with or without one dash, dot or spaces
    between them, in any script's digits. The check digit is not asked for: since October 2020 there
    is none.
    """
    plain = "".join(_plain(letter) for letter in text)
    return tuple(
        found.span() for found in _SHAPE.finditer(plain) if _is_birth(found.group(1), found.group(2))
    )


def starred(text: str) -> str:
    """Return `text` with every digit of what `find_personal_ids` finds made a star."""
    for start, end in find_personal_ids(text):
        text = text[:start] + "*" * (end - start) + text[end:]
    return text


def _plain(letter: str) -> str:
    """Return one ASCII character for one letter, so that spans stay those of the text."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if letter in _DASHES:
        return "-"
    if letter.isspace():
        return " "
    return letter


def _is_birth(six: str, seventh: str) -> bool:
    century = 1900 if seventh in "1256" else 2000
    try:
        born = date(century + int(six[:2]), int(six[2:4]), int(six[4:]))
    except ValueError:
        return False
    return born.year <= _LAST_BIRTH_YEAR
