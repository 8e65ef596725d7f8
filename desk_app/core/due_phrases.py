"""Due times in the plain Korean that staff type while they listen.

What a careful receptionist would have to ask is asked, never guessed: a day without an hour, an hour
that has passed, seven o'clock. A bare hour follows the office day: 1-6 is the afternoon, 8-11 the
morning, 12 noon; a leading zero ('05:30') or 13 and up is the 24-hour clock. Weeks begin on Monday.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput
from desk_app.core.spoken import WEEKDAYS

_LONGEST = 60
_FARTHEST = timedelta(days=366)
_JUST_NOW = frozenset({"방금", "지금", "막"})
_YEAR = re.compile("[0-9]{4}")


@dataclass(frozen=True)
class DayMarks:
    """The hours of the day that people name without a number."""

    lunch_from: time = time(12)
    lunch_until: time = time(13)
    closing: time = time(18)


def parse_due(text: str, now: datetime, marks: DayMarks = DayMarks()) -> datetime:
    """Return the instant (UTC, whole minutes, after `now`) that `text` names.

    '내일 오전 10시', '30분 뒤', '금요일 3시', '다음 주 월요일 오후 2시 반', '11/27 15:00', '퇴근 전';
    '내일까지' and '오늘 중' mean closing time, '오전까지' the beginning of lunch. A weekday alone is the
    next one, today included; a date without a year is this year's unless that is half a year past.
    Raises `BadInput('due', …)`: `missing`, `not_understood`, `no_time` (only a day was named),
    `morning_or_evening` (7시), `no_such_time`, `no_such_date`, `weekday_differs` (11월 27일 목요일),
    `in_the_past`, `too_far` (more than a year). Whether the office is open then is asked elsewhere.
    """
    said = _Said(seoul(now).date(), marks)
    try:
        said.read(_tidy(text))
        due = said.instant(seoul(now))
    except OverflowError:
        raise BadInput("due", "too_far", text) from None
    except BadInput as unclear:
        unclear.value = text
        raise
    if due <= now:
        raise BadInput("due", "in_the_past", text)
    if due - now > _FARTHEST:
        raise BadInput("due", "too_far", text)
    return due.astimezone(UTC)


def parse_arrival(text: str, now: datetime, marks: DayMarks = DayMarks()) -> datetime:
    """Return the instant (UTC, whole minutes, not after `now`) at which something arrived.

    '방금', '오늘 9시 20분', '어제 오후 3시', '11/18 09:20'; a weekday is the last one, a date without a year
    the last such date. Raises `BadInput('arrived_at', …)` as `parse_due` does, and `in_the_future`.
    """
    here = seoul(now)
    try:
        plain = _tidy(text)
        if plain in _JUST_NOW:
            return now.replace(second=0, microsecond=0)
        said = _Said(here.date(), marks)
        said.read(plain)
        if said.after is not None:
            raise _unclear()
        arrived = said.instant(here)
        if arrived > now and said.weekday is not None and said.day is None:
            arrived -= timedelta(days=7)
        elif arrived > now and said.day is not None and not _YEAR.search(plain):
            year_before = arrived - relativedelta(years=1)
            arrived = year_before if now - year_before < _FARTHEST / 2 else arrived
    except OverflowError:
        raise BadInput("arrived_at", "no_such_date", text) from None
    except BadInput as unclear:
        raise BadInput("arrived_at", unclear.problem, text) from None
    if arrived > now:
        raise BadInput("arrived_at", "in_the_future", text)
    return arrived.astimezone(UTC)


def _unclear(problem: str = "not_understood") -> BadInput:
    return BadInput("due", problem)


def _tidy(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if not plain:
        raise _unclear("missing")
    if len(plain) > _LONGEST:
        raise _unclear()
    return plain


# -- what was said, word by word ------------------------------------------------------------------

_HOURS = ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두")
_NATIVE = {word: n for n, word in enumerate(_HOURS, 1)}
_DAYS_LONG = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "열흘": 10}
_NAMED_DAYS = {
    "그저께": -2,
    "그제": -2,
    "어제": -1,
    "오늘": 0,
    "금일": 0,
    "내일": 1,
    "낼": 1,
    "명일": 1,
    "모레": 2,
    "글피": 3,
}
_WEEKS = {"이번": 0, "금": 0, "다음": 1, "담": 1, "차": 1, "다다음": 2}
_SINO = "영일이삼사오육칠팔구"


@dataclass
class _Said:
    """What has been understood so far; each thing may be said once."""

    today: date
    marks: DayMarks
    day: date | None = None
    weekday: int | None = None
    week: int | None = None
    half: str | None = None
    hour: str | None = None
    minute: int = 0
    mark: time | None = None
    after: timedelta | None = None
    until: bool = False

    def read(self, text: str) -> None:
        at = 0
        while at < len(text):
            for shape, take in _WORDS:
                if found := shape.match(text, at):
                    take(self, found)
                    at = found.end()
                    break
            else:
                raise _unclear()

    def instant(self, here: datetime) -> datetime:
        slots = (self.day, self.weekday, self.half, self.hour, self.mark)
        named = [slot for slot in slots if slot is not None]
        if (self.after is None) == (not named):  # neither a length nor a time, or both
            raise _unclear()
        if self.after is not None:
            return (here + self.after).replace(second=0, microsecond=0)
        return seoul_at(self._resolved_day(), self._resolved_time())

    def _resolved_day(self) -> date:
        if self.weekday is None:
            return self.day or self.today
        if self.day is not None:
            if self.day.weekday() != self.weekday:
                raise _unclear("weekday_differs")
            return self.day
        ahead = self.weekday - self.today.weekday()
        return self.today + timedelta(days=ahead % 7 if self.week is None else ahead + 7 * self.week)

    def _resolved_time(self) -> time:
        if self.mark and (self.hour or self.half):
            raise _unclear()
        if self.mark:
            return self.mark
        if self.hour:
            return _clock(self.half, self.hour, self.minute)
        ends = {None: self.marks.closing, "오후": self.marks.closing, "오전": self.marks.lunch_from}
        if self.until and self.half in ends:
            return ends[self.half]
        raise _unclear("no_time")


def _clock(half: str | None, hour: str, minute: int) -> time:
    """Return the time of day that an hour means beside '오전', '저녁', … or alone."""
    number = _NATIVE.get(hour) or int(hour)
    if number > 23 or minute > 59:
        raise _unclear("no_such_time")
    if half:
        low, high = _HALVES[half]
        for meant in (number, number + 12):
            if low <= meant <= high:
                return time(meant, minute)
        raise _unclear("no_such_time")
    if hour.startswith("0") or number > 7:
        return time(number, minute)
    if number == 7:
        raise _unclear("morning_or_evening")
    return time(number + 12, minute)


# The hours each part of the day may name; midnight is left out wherever '밤 12시' could be either day.
_HALVES = {
    "오전": (0, 11),
    "오후": (12, 23),
    "새벽": (0, 6),
    "아침": (5, 11),
    "낮": (11, 16),
    "점심": (11, 14),
    "저녁": (17, 23),
    "밤": (18, 23),
    "am": (0, 11),
    "pm": (12, 23),
}


# -- one taker per kind of word -------------------------------------------------------------------


def _once(slot: object) -> None:
    if slot is not None:
        raise _unclear()


def _number(word: str | None) -> int:
    """Return the number of '12', '한', '열두', '삼십오'; 0 for nothing."""
    if not word:
        return 0
    if word.isdecimal():
        return int(word)
    if word in _NATIVE:
        return _NATIVE[word]
    tens, ten, ones = word.rpartition("십")
    return (_SINO.index(tens or "일") * 10 if ten else 0) + (_SINO.index(ones) if ones else 0)


def _take_length(said: _Said, found: re.Match[str]) -> None:
    _once(said.after)
    half = 30 if found["half"] or found["half_hour"] else 0
    minutes = half + _number(found["minutes"] or found["only_minutes"])
    said.after = timedelta(hours=_number(found["hours"]), minutes=minutes)


def _take_days_ahead(said: _Said, found: re.Match[str]) -> None:
    weeks = 1 if found["weeks"] == "일" else _number(found["weeks"])
    days = _DAYS_LONG.get(found["word"] or "", 0) + _number(found["days"]) + weeks * 7
    _set_day(said, said.today + timedelta(days=days))


def _take_named_day(said: _Said, found: re.Match[str]) -> None:
    _set_day(said, said.today + timedelta(days=_NAMED_DAYS[found["day"]]))


def _take_weekday(said: _Said, found: re.Match[str]) -> None:
    _once(said.weekday)
    said.weekday = WEEKDAYS.index(found["weekday"])
    week = found.groupdict().get("week")
    said.week = _WEEKS[week] if week else None


def _take_date(said: _Said, found: re.Match[str]) -> None:
    given = found.groupdict()
    month, day = int(given.get("month") or said.today.month), int(given["day"])
    # 29 February may exist next year only: which year is meant is settled before the date is made.
    long_past = (said.today.month - month) * 30 + said.today.day - day > 183
    _set_day(said, _date(int(given.get("year") or said.today.year + long_past), month, day))


def _take_day_of_month(said: _Said, found: re.Match[str]) -> None:
    month = said.today + relativedelta(months=_WEEKS[found["months"]])
    _set_day(said, _date(month.year, month.month, int(found["day"])))


def _take_hour(said: _Said, found: re.Match[str]) -> None:
    _once(said.hour)
    said.hour = found["hour"]
    said.minute = 30 if found.groupdict().get("half") else _number(found["minute"])


def _take_half(said: _Said, found: re.Match[str]) -> None:
    _once(said.half)
    said.half = found["half"]


def _take_mark(said: _Said, found: re.Match[str]) -> None:
    _once(said.mark)
    given = found.groupdict()
    if given.get("noon"):
        said.mark = time(12)
    elif given.get("closing"):
        said.mark = said.marks.closing
    else:
        said.mark = said.marks.lunch_from if given["lunch"] == "전" else said.marks.lunch_until


def _take_until(said: _Said, _: re.Match[str]) -> None:
    said.until = True


def _pass_over(_: _Said, __: re.Match[str]) -> None:
    """Take nothing from a word that adds nothing."""


def _set_day(said: _Said, day: date) -> None:
    _once(said.day)
    said.day = day


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _unclear("no_such_date") from None


_HOUR = f"[0-9]{{1,2}}|{'|'.join(sorted(_NATIVE, key=len, reverse=True))}"
_MINUTE = "[0-9]{1,3}|[이삼사오]?십[일이삼사오육칠팔구]?|[일이삼사오육칠팔구]"
_LATER = r"\s*(?:뒤|후|있다가?|이따가?|이내로?|안(?:으로)?|내로?)"
_DAY_OF_WEEK = f"(?P<weekday>[{WEEKDAYS}])"

# Tried from the top at every place in the text; the longer meaning stands before the shorter.
_WORDS: tuple[tuple[re.Pattern[str], Callable[[_Said, re.Match[str]], None]], ...] = tuple(
    (re.compile(shape), take)
    for shape, take in (
        (rf"\(\s*{_DAY_OF_WEEK}(?:요일|욜)?\s*\)", _take_weekday),
        (r"[\s,·()]|쯤|정도|정각|이따가?|요(?=\s|$)|경(?=\s|$|까지|에)|에(?:는|서)?|께", _pass_over),
        (
            rf"(?:(?P<hours>[0-9]{{1,3}}|{_HOUR})\s*시간(?:\s*(?P<half>반)|\s*(?P<minutes>{_MINUTE})\s*분)?"
            rf"|(?P<only_minutes>{_MINUTE})\s*분|(?P<half_hour>반)\s*시간){_LATER}",
            _take_length,
        ),
        (
            rf"(?:(?P<days>[0-9]{{1,3}})\s*일|(?P<word>{'|'.join(_DAYS_LONG)})"
            r"|(?P<weeks>[0-9]{1,2}|한|두|세|네|일)\s*주일?)\s*(?:뒤|후)",
            _take_days_ahead,
        ),
        (
            r"(?P<year>[0-9]{4})\s*[년./-]\s*(?P<month>[0-9]{1,2})\s*[월./-]\s*(?P<day>[0-9]{1,2})"
            r"(?:\s*일|\.)?(?![0-9:시])",
            _take_date,
        ),
        (r"(?P<month>[0-9]{1,2})\s*월\s*(?P<day>[0-9]{1,2})\s*일", _take_date),
        (r"(?P<month>[0-9]{1,2})\s*[./-]\s*(?P<day>[0-9]{1,2})(?:\s*일|\.)?(?![0-9:시])", _take_date),
        (r"(?P<months>이번|다음)\s*달\s*(?P<day>[0-9]{1,2})\s*일", _take_day_of_month),
        (r"(?P<day>[0-9]{1,2})\s*일", _take_date),
        (r"내일\s*(?P<day>모레)", _take_named_day),
        (f"(?P<day>{'|'.join(_NAMED_DAYS)})", _take_named_day),
        (rf"(?:(?P<week>{'|'.join(_WEEKS)})\s*주|이번)\s*{_DAY_OF_WEEK}(?:요일|욜)?", _take_weekday),
        (f"{_DAY_OF_WEEK}(?:요일|욜)", _take_weekday),
        (rf"{_DAY_OF_WEEK}(?=\s)", _take_weekday),
        (r"(?P<hour>[0-9]{1,2})\s*:\s*(?P<minute>[0-9]{2})(?![0-9:])(?:\s*이?전)?", _take_hour),
        (
            rf"(?P<hour>{_HOUR})\s*시(?!간)(?:\s*(?P<half>반)|\s*(?P<minute>{_MINUTE})\s*분)?(?:\s*이?전)?",
            _take_hour,
        ),
        (r"점심\s*(?:시간)?\s*(?:먹기)?\s*(?P<lunch>전|이?후|뒤)", _take_mark),
        (r"(?P<closing>(?:퇴근|마감|업무\s*(?:종료|마감|시간))(?:\s*시간)?\s*(?:이?전|안)?)", _take_mark),
        (r"(?P<noon>정오)(?:\s*이?전)?", _take_mark),
        (f"(?P<half>{'|'.join(_HALVES)})", _take_half),
        (r"까지(?:는|요)?|중(?:으로|에)?|안(?:으로|에)?|이내|내로?", _take_until),
    )
)
