"""What in a text would tell whose case it is: names, numbers and days, however written (`III-3-3`)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desk_app.core.korean import surname_and_given, tidy_name

_GAP = r"[\W_]{0,9}"
_APART = r"[^0-9A-Za-z가-힣\n]{0,3}"
_LONGEST_SHORT_NUMBER = 6
_FIGURES = "영일이삼사오육칠팔구"
_SPOKEN = str.maketrans("공영일이삼사오육칠팔구", "00123456789")


class Telling(StrEnum):
    """What kind of part tells."""

    NAME = "name"
    STAFF_NAME = "staff_name"
    NUMBER = "number"
    DATE = "date"
    CASE_NUMBER = "case_number"


@dataclass(frozen=True)
class Case:
    """What belongs to one case and must not be told; `may_stand` are the agency's own published numbers."""

    names: tuple[str, ...] = ()
    staff_names: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
    numbers: tuple[str, ...] = ()
    may_stand: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A part of a text that tells, as it stands there; `start` and `end` count in the text as it is kept."""

    kind: Telling
    text: str
    start: int
    end: int


def telling_parts(text: str, case: Case) -> tuple[Found, ...]:
    """Return the parts of `text` that would tell whose case it is, in their order.

    Customers' names with and without the family name, as initials behind a family name (김모 씨, 김○○), and
    staff's whole names; spaces and marks between the letters hide nothing. The case's days in figures and in
    words, with or without the year; its numbers; and any other number of seven figures or more but a day
    and `may_stand`. Rather too much than too little: a word that begins like a given name is found too.
    """
    text = unicodedata.normalize("NFC", text)
    plain = "".join(_plain(letter) for letter in text)
    found: dict[tuple[int, int], Telling] = {}
    for kind, pattern in _patterns(case):
        for match in pattern.finditer(plain):
            found.setdefault(match.span(), kind)
    for start, end in _long_numbers(plain, case):
        found.setdefault((start, end), Telling.NUMBER)
    return tuple(
        Found(kind, text[start:end], start, end)
        for (start, end), kind in sorted(found.items())
        if not any(_holds(other, (start, end)) for other in found)
    )


def _holds(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _patterns(case: Case) -> Iterator[tuple[Telling, re.Pattern[str]]]:
    for name in case.names:
        for shape in _customer_shapes(name):
            yield Telling.NAME, re.compile(shape, re.IGNORECASE)
    for name in case.staff_names:
        if whole := _letters(name):
            yield Telling.STAFF_NAME, re.compile(_spaced(whole), re.IGNORECASE)
    for number in case.numbers:
        if digits := _digits(number):
            yield Telling.CASE_NUMBER, re.compile(rf"(?<!\d){_APART.join(digits)}(?!\d)")
    for day in case.dates:
        yield Telling.DATE, _day_shape(day)


# -- names ---------------------------------------------------------------------------------------


def _letters(name: str) -> str:
    return "".join(letter for letter in map(_plain, tidy_name(name)) if letter.isalnum())


def _spaced(letters: str) -> str:
    """Return the shape of letters with anything between them that is no letter; short ones begin a word."""
    start = r"(?<!\w)" if len(letters) < 3 else ""
    return start + _GAP.join(map(re.escape, letters))


def _customer_shapes(name: str) -> Iterator[str]:
    whole = _letters(name)
    if not whole:
        return
    yield _spaced(whole)
    if not all("가" <= letter <= "힣" for letter in whole):
        yield from (_spaced(part) for part in map(_letters, tidy_name(name).split()) if len(part) > 2)
        return
    surname, given = surname_and_given(whole)
    if len(given) > 1:
        yield r"(?<!\w)" + _GAP.join(map(re.escape, given))
    masks = r"(?:[\W_]*모[\W_]*씨|[^\S\n]*[○●◯〇*×ⅩxXoO]{1,3}|[^\S\n]*씨)"
    yield rf"(?<!\w){_GAP.join(surname)}{masks}"


# -- days ----------------------------------------------------------------------------------------


def _day_shape(day: date) -> re.Pattern[str]:
    """Return the shape of a day: 2026-11-24, 26. 11. 24., 11월 24일, 11/24, 20261124, 십일월 이십사일."""
    year = rf"(?:(?:{day.year // 100})?{day.year % 100:02}\s*(?:년도?|[-./'])?\s*)?"
    between = r"\s*(?:월|[-./])\s*"
    figures = rf"(?<!\d){year}0?{day.month}{between}0?{day.day}(?!\d)(?:\s*일)?"
    whole = rf"(?<!\d)(?:{day.year // 100})?{day:%y%m%d}(?!\d)"
    month = {6: "(?:육|유)", 10: "(?:십|시)"}.get(day.month, _spoken(day.month))
    words = rf"(?:{month}|(?<!\d)0?{day.month})\s*월\s*(?:{_spoken(day.day)}|0?{day.day})\s*일"
    return re.compile(rf"{figures}|{whole}|{words}")


def _spoken(number: int) -> str:
    tens, ones = divmod(number, 10)
    said = ("" if tens < 2 else _FIGURES[tens]) + ("십" if tens else "") + (_FIGURES[ones] if ones else "")
    return r"\s*".join(said)


# -- numbers -------------------------------------------------------------------------------------

_NUMBER = re.compile(rf"\d(?:{_APART}\d){{{_LONGEST_SHORT_NUMBER},}}")
_SAID_NUMBER = re.compile(r"[공영일이삼사오육칠팔구](?:[\s,·-]*[공영일이삼사오육칠팔구]){6,}")
_ANY_DAY_OR_HOUR = re.compile(
    r"(?<!\d)(?<!\d[-./ ])(?:(?:19|20)\d\d\s*[-./]\s*[01]?\d\s*[-./]\s*[0-3]?\d|[0-2]?\d:[0-5]\d)(?!\d|-\d)"
)


def _long_numbers(plain: str, case: Case) -> Iterator[tuple[int, int]]:
    ours = {_digits(number) for number in case.may_stand}
    for match in _NUMBER.finditer(_ANY_DAY_OR_HOUR.sub(lambda day: "\n" * len(day.group()), plain)):
        if _digits(match.group()) not in ours:
            yield match.span()
    for match in _SAID_NUMBER.finditer(plain):
        if _digits(match.group().translate(_SPOKEN)) not in ours:
            yield match.span()


def _digits(number: str) -> str:
    return re.sub(r"[^0-9]", "", number)


def masked(found: Iterable[Found]) -> str:
    """Return the parts found in one line, each once, for the sentence that refuses them."""
    return ", ".join(dict.fromkeys(each.text for each in found))


def _plain(letter: str) -> str:
    """Return one letter for one letter, so that spans stay those of the text; figures become 0-9."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    folded = unicodedata.normalize("NFKC", letter)
    if len(folded) == 1:
        letter = folded
    return "-" if unicodedata.category(letter) == "Pd" else letter
