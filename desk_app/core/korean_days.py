"""The days that a Korean text speaks of: 11월 24일, 23~24일, 십일월 스무나흘, 지난주 화요일, 사흘 전."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

LONGEST_RANGE = 7
"""Days of a span that still tell of each day in it; a longer one is as good as a month."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayTold:
    """One day as a text tells it, at `start` to `end`; what the text leaves open is None."""

    start: int
    end: int
    day: int
    month: int | None = None
    year: int | None = None

    def means(self, day: date) -> bool:
        """Return whether it may mean `day`."""
        year_fits = self.year is None or self.year in {day.year, day.year % 100}
        return year_fits and self.month in {None, day.month} and self.day == day.day


# -- numbers in words ----------------------------------------------------------------------------

_UNITS = "일이삼사오육칠팔구"
_NATIVE_UNITS = ("하루", "이틀", "사흘", "나흘", "닷새", "엿새", "이레", "여드레", "아흐레")
_NATIVE_STEMS = ("하룻", "이튿", "사흗", "나흗", "닷샛", "엿샛", "이렛", "여드렛", "아흐렛")


def _sino(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else _UNITS[tens - 1]) + ("십" if tens else "") + (_UNITS[ones - 1] if ones else "")
    )


def _native() -> Iterator[tuple[str, int]]:
    for ten, prefix in ((0, "초"), (10, "열"), (20, "스무")):
        for at, (whole, stem) in enumerate(zip(_NATIVE_UNITS, _NATIVE_STEMS, strict=True), 1):
            yield prefix + whole, ten + at
            yield f"{prefix}{stem}날", ten + at
    yield from (("초열흘", 10), ("열흘날", 10), ("보름날", 15), ("스무날", 20))


_SAID_MONTHS = {_sino(month): month for month in range(1, 13)} | {"유": 6, "시": 10}
_SAID_DAYS = {_sino(day): day for day in range(1, 32)}
_NATIVE_DAYS = dict(_native())
_BARE_NATIVE = {whole: at for at, whole in enumerate(_NATIVE_UNITS, 1)} | {"열흘": 10, "보름": 15}
_DAYS = {**_BARE_NATIVE, **_NATIVE_DAYS}
_MONTHS_LONG = {"정월": 1, "섣달": 12, "동짓달": 11}


def _any_of(words: dict[str, int]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(r"\s?".join(word) for word in longest_first)


def _value(text: str) -> int:
    letters = "".join(text.split())
    if letters.isdecimal():
        return int(letters)
    return {**_SAID_MONTHS, **_SAID_DAYS, **_DAYS, **_MONTHS_LONG}[letters]


# -- days by their number ------------------------------------------------------------------------

_YEAR = r"(?P<year>(?<!\d)(?:\d{4}|\d{2}))\s*(?P<of>년도?|[-./'])\s*"
_MONTH = r"1[0-2]|0?[1-9]"
_FIGURE = r"3[01]|[12]\d|0?[1-9]"
_SPAN = r"\s*[~∼〜-]\s*"
_LISTED = r"\s*(?:[-~∼〜,·∙・/]|및|와|과)\s*"
_NOT_A_LENGTH = (
    r"(?!\s*(?:(?:간|내|후|뒤|이상|이내|동안|만)(?=[\s.,)]|에|의|을|로|까지|부터|$)|안(?:에|으로)|만에|씩|마다|치\s"
    r"|전(?=[\s.,)]|에|까지|부터|의|$)|넘[게은어]|째))"
)
_SAID_DAY = "|".join(
    rf"{word}\s?일" if len(word) > 1 else f"{word}일"
    for word in (r"\s?".join(each) for each in sorted(_SAID_DAYS, key=len, reverse=True))
)
_ANY_DAY = rf"(?:(?:{_FIGURE})(?!\d)(?:\s*일)?|(?:{_SAID_DAY})|(?:{_any_of(_DAYS)}))"
_WITH_MARKS = re.compile(
    rf"(?=(?P<all>(?<!\d)(?:{_YEAR})?(?P<month>{_MONTH})\s*[-./]\s*(?P<day>(?:{_FIGURE}))(?!\d)(?:\s*일)?))"
)
_WITH_WORDS = re.compile(
    rf"(?=(?P<all>(?<!\d)(?:{_YEAR})?(?:(?P<month>{_MONTH}|{_any_of(_SAID_MONTHS)})\s*월|(?P<long>{_any_of(_MONTHS_LONG)}))"
    rf"\s*달?\s*(?:의|에|중|,)?\s*(?P<day>{_ANY_DAY})))"
)
_WITHOUT_MARKS = re.compile(
    r"(?=(?P<all>(?<!\d)(?P<year>(?:\d\d)?\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)))"
)
_BARE = re.compile(
    rf"(?=(?P<all>(?<!\d)(?<!매[월달])(?<!매[월달]\s)(?P<day>(?:{_FIGURE})\s*일|(?:{_FIGURE})(?={_LISTED}(?:{_FIGURE})\s*일)"
    rf"|(?:{'|'.join(each for each in _SAID_DAY.split('|') if '십' in each)})"
    rf"|(?<![가-힣])(?:[{_UNITS}]일)(?=에|날|자|부터|까지|경|쯤)"
    rf"|(?:{_any_of(_NATIVE_DAYS)})){_NOT_A_LENGTH}))"
)
_TAIL = re.compile(rf"{_SPAN}(?P<day>{_FIGURE})(?!\d)(?:\s*일)?")
_LINK = re.compile(r"\s*(?:일|날)?\s*(?:[~∼〜,·/&-]|및|와|과|하고|이나|또는|부터|에서)?\s*(?:그리고)?\s*")
_BESIDE = re.compile(r"\s*의?\s*(?:(?P<before>전날|하루\s?전)|다음\s?날|이튿날)")
_UNTIL = re.compile(r"\s*(?:일|날)?\s*(?:[~∼〜-]|부터|에서)\s*")


def days_told(text: str) -> tuple[DayTold, ...]:
    """Return the days that a text names by their number, in their order.

    In figures and in words, with or without year and month. A day after another one has its month: of
    '1월 23~24일' both are January's. A length ('7일 안에', '사흘 동안') is no day.
    """
    told: dict[tuple[int, int], DayTold] = {}
    for pattern in (_WITH_MARKS, _WITH_WORDS, _WITHOUT_MARKS, _BARE):
        for found in pattern.finditer(text):
            one = _told(found)
            told.setdefault((one.start, one.end), one)
    for one in list(told.values()):
        tail = _TAIL.match(text, one.end) if one.month is not None else None
        if tail is not None:
            span = tail.span("day")[0], tail.end()
            told.setdefault(span, DayTold(*span, _value(tail["day"]), one.month, one.year))
    whole = [one for one in told.values() if not any(_holds(other, one) for other in told.values())]
    named = tuple(_with_months(text, sorted(whole, key=lambda one: one.start)))
    return named + tuple(_beside(text, named))


def _beside(text: str, named: tuple[DayTold, ...]) -> Iterator[DayTold]:
    """Yield the days told by the one before or after them: 25일 전날, 23일 다음 날."""
    for one in named:
        found = _BESIDE.match(text, one.end)
        if found is not None:
            day = one.day + (-1 if found["before"] else 1)
            yield replace(one, day=day, end=found.end())


def spans_of_days(text: str, told: tuple[DayTold, ...]) -> Iterator[tuple[DayTold, DayTold]]:
    """Yield the first and the last day of each short span that a text names: 23일부터 26일까지."""
    for first, last in pairwise(told):
        short = first.month == last.month and 0 < last.day - first.day < LONGEST_RANGE
        if short and _UNTIL.fullmatch(text[first.end : last.start]):
            yield first, last


def _told(found: re.Match[str]) -> DayTold:
    parts = found.groupdict()
    month = parts.get("month") or parts.get("long")
    said = "".join(parts["day"].split())
    day = _value(said if said in _DAYS else said.removesuffix("일"))
    start, end = found.span("all")
    return DayTold(start, end, day, _value(month) if month else None, _year_of(parts))


def _year_of(parts: dict[str, str | None]) -> int | None:
    """Return the year told; two figures before a mark may be anything and say nothing."""
    year = parts.get("year")
    if not year or (len(year) == 2 and not (parts.get("of") or "").startswith("년")):
        return None
    return int(year)


def _holds(outer: DayTold, inner: DayTold) -> bool:
    """Return whether a mention is only a part of another one: 24일 of 1월 24일, 11. 24. of 2025. 11. 24."""
    at, part = (outer.start, outer.end), (inner.start, inner.end)
    return at != part and at[0] <= part[0] and part[1] <= at[1]


def _with_months(text: str, told: list[DayTold]) -> Iterator[DayTold]:
    before: DayTold | None = None
    for one in told:
        if one.month is None and before is not None and _LINK.fullmatch(text[before.end : one.start]):
            one = replace(one, month=before.month, year=before.year)  # noqa: PLW2901
        before = one
        yield one


# -- days by how long ago they were --------------------------------------------------------------

_WEEKDAYS = "월화수목금토일"
_AGO = {**_BARE_NATIVE, "일주일": 7, "일주": 7, "한 주": 7, "한주": 7}
_NEAR = (
    ("어제|어저께", (1,)),
    ("그제|그저께", (2,)),
    ("엊그제|엊그저께", (1, 2, 3)),
    ("그끄제|그끄저께", (3,)),
)
_DAYS_AGO = re.compile(rf"(?<!\d)(?P<days>\d{{1,3}}\s*일|{_any_of(_AGO)})\s*전(?!화)")
_WEEKDAY = re.compile(
    rf"(?:(?P<which>지지난|지난|저번|이번|금)\s?(?P<week>주)?\s?)?(?P<weekday>[{_WEEKDAYS}])요일"
    r"(?!\s*(?:부터|까지|마다|[~·,과와]))"
)
_EVERY = re.compile(r"(?:매주|매달|매월|까지|[~·,과와])\s*$")
_WEEKS_BACK = {"지지난": (2,), "지난": (1,), "저번": (1,), "이번": (0,), "금": (0,)}


def days_ago(text: str, today: date) -> Iterator[tuple[int, int, frozenset[date]]]:
    """Yield where a text names a day by how long ago it is, and the days this may mean on `today`."""
    for word, back in _NEAR:
        for found in re.finditer(rf"(?<![가-힣])(?:{word})", text):
            yield *found.span(), frozenset(today - each * _DAY for each in back)
    for found in _DAYS_AGO.finditer(text):
        said = "".join(found["days"].split())
        days = _AGO[said] if said in _AGO else int(said.removesuffix("일"))
        yield *found.span(), frozenset({today - days * _DAY})
    for found in _WEEKDAY.finditer(text):
        if not _EVERY.search(text[: found.start()]):
            yield *found.span(), _on_weekday(found, today)


def _on_weekday(found: re.Match[str], today: date) -> frozenset[date]:
    monday = today - today.weekday() * _DAY
    weekday = _WEEKDAYS.index(found["weekday"]) * _DAY
    if found["which"] and (found["week"] or found["which"] != "지난"):
        return frozenset(monday + weekday - 7 * back * _DAY for back in _WEEKS_BACK[found["which"]])
    return frozenset({monday + weekday, monday + weekday - 7 * _DAY} - {today})
