"""What in a text would tell whose case it is: names, numbers and days, however written (`III-3-3`)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product

from desk_app.core.korean import initials, surname_and_given, tidy_name
from desk_app.core.korean_cases import name_words, sums_told
from desk_app.core.korean_days import days_ago, days_told, spans_of_days

_GAP = r"[\W_]{0,9}"
_APART = r"[^0-9A-Za-z가-힣\n]{0,3}"
_LONGEST_SHORT_NUMBER = 6
_SPOKEN = str.maketrans("공영일이삼사오육칠팔구", "00123456789")


class Telling(StrEnum):
    """What kind of part tells."""

    NAME = "name"
    STAFF_NAME = "staff_name"
    NUMBER = "number"
    DATE = "date"
    CASE_NUMBER = "case_number"
    SUM = "sum"
    PLACE = "place"


_KINDS = {
    Telling.NAME: "이름",
    Telling.STAFF_NAME: "직원 이름",
    Telling.NUMBER: "긴 번호",
    Telling.DATE: "날짜",
    Telling.CASE_NUMBER: "고객이나 건의 번호",
    Telling.SUM: "금액",
    Telling.PLACE: "장소나 회사, 나이",
}


@dataclass(frozen=True)
class Case:
    """What belongs to one case and must not be told; `may_stand` are the agency's own published numbers.

    `numbers` are told by their last four figures too; `places` are looked for as they are written (addresses,
    companies and ages as well). `today` is the day the text is read on, for 어제 and 지난주 화요일: it
    may stand where it dates the text.
    """

    names: tuple[str, ...] = ()
    staff_names: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
    numbers: tuple[str, ...] = ()
    may_stand: tuple[str, ...] = ()
    sums: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    today: date | None = None


@dataclass(frozen=True)
class Found:
    """A part of a text that tells, as it stands there; `start` and `end` count in the text as it is kept."""

    kind: Telling
    text: str
    start: int
    end: int


def telling_parts(text: str, case: Case) -> tuple[Found, ...]:
    """Return the parts of `text` that would tell whose case it is, in their order.

    Customers' names with and without the family name, with letters masked (김○○, 김*수), as a family name or
    its initial with a title (김 선생님, 김모 씨, K씨), and staff's whole names; spaces and marks between the
    letters hide nothing. The case's days in figures and in words, with or without month and year, as one of
    a short span, and by how long ago they were; its numbers and their last four figures, its sums of money
    and places; and any other number of seven figures or more but a day and `may_stand`. A month alone may
    stand. A name begins a word, and a given name alone is found only where somebody is called by it.
    """
    text = unicodedata.normalize("NFC", text)
    seen = [at for at, letter in enumerate(text) if unicodedata.category(letter) != "Cf"]  # without width
    plain = "".join(_plain(text[at]) for at in seen)
    found: dict[tuple[int, int], Telling] = {}
    for kind, pattern in _patterns(case):
        for match in pattern.finditer(plain):
            found.setdefault(match.span(), kind)
    for kind, spans in (
        (Telling.CASE_NUMBER, _last_fours(plain, case)),
        (Telling.DATE, _days(plain, case)),
        (Telling.SUM, ((start, end) for won, start, end in sums_told(plain) if won in case.sums)),
        (Telling.NUMBER, _long_numbers(plain, case)),
    ):
        for span in spans:
            found.setdefault(span, kind)
    return tuple(
        Found(kind, text[seen[start] : seen[end - 1] + 1], seen[start], seen[end - 1] + 1)
        for (start, end), kind in _outermost(found)
    )


def _outermost(found: dict[tuple[int, int], Telling]) -> list[tuple[tuple[int, int], Telling]]:
    """Return what is found but what lies within something else, in its order."""
    return [each for each in sorted(found.items()) if not any(_holds(other, each[0]) for other in found)]


def masked(found: Iterable[Found]) -> str:
    """Return in one line what was found: each kind once with its parts, of which the first letter is told."""
    parts: dict[Telling, dict[str, None]] = {}
    for each in found:
        first, rest = each.text[:1], each.text[1:]
        parts.setdefault(each.kind, {})[first + re.sub(r"\w", "*", rest)] = None
    return ", ".join(f"{_KINDS[kind]}({' · '.join(texts)})" for kind, texts in parts.items())


def _holds(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _patterns(case: Case) -> Iterator[tuple[Telling, re.Pattern[str]]]:
    for word in dict.fromkeys(word for name in case.names for word in name_words(name)):
        for shape in _customer_shapes(word):
            yield Telling.NAME, re.compile(shape, re.IGNORECASE)
    for name in case.staff_names:
        if whole := _letters(name):
            yield Telling.STAFF_NAME, re.compile(_whole_shape(whole), re.IGNORECASE)
    for number in case.numbers:
        if letters := _letters(number):
            shape = rf"(?<!\d){_APART.join(map(_figure, letters))}(?!\d)"
            yield Telling.CASE_NUMBER, re.compile(shape, re.IGNORECASE)
    for place in case.places:
        if letters := "".join(place.split()):
            start = r"(?<!\d)" if letters[0].isdecimal() else r"(?<![가-힣])" if len(letters) < 3 else ""
            yield Telling.PLACE, re.compile(start + r"\s{0,2}".join(map(re.escape, letters)), re.IGNORECASE)


# -- names ---------------------------------------------------------------------------------------

_PARTICLE = (
    r"(?:은|는|이|가|을|를|의|과|와|도|만|에게|에게는|에게서|께|께서|께서는|께는|한테"
    r"|이라는|라는|(?:으로|로)부터)"
)
_END = rf"(?=(?:{_PARTICLE}|님)?(?:[^가-힣]|$))"
_DOTS = r"[.\s-]{0,2}"
_MASK = r"[○●◯〇◎□■△▲▽☆★◇◆_*×ⅩxXoOㅇ?]"
_TITLES = (
    r"고객|선생|여사|어르신|사장|대표|할머니|할아버지|어머|아버|아저씨|아주머니|사모|회원|손님|대상자|기사님"
    r"|씨(?![가-힣]{2})|님"
)
_APART_TITLES = r"아무개|학생|청년|팀장|과장|부장|목사|민원인|[가-힣]{2,4}님"
_WORD = r"(?<![^\W_])"
_ALSO_DETERMINERS = frozenset("이한전모현양주신구고남여두제")
"""Family names that before a space are mostly another word: 이 고객님, 한 고객님, 전 고객님."""
_ALSO_WORDS_WITH_MOO = frozenset("이고전부노소공양유주추편")
_NO_TITLE = r"(?!손님|공사장|부사장|부대표|정회원|전회원|형님|주님)"
_CALLED = (
    rf"(?=[^\S\n]?(?:(?:님|씨|군|양){_END}|고객님|선생님|어르신|학생)"
    r"|(?:이(?:가|는|의|를|도|에게|한테|랑|야)|아|야)(?![가-힣]))"
)
_MOO = rf"모[\W_]*(?:{_TITLES}|군|양)"
_CONSONANTS = dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅈㅉㅊㅋㅌㅍㅎ", "GGNDDRMBBSSJJCKTPH", strict=True))
_ALSO = {"G": "K", "N": "RL", "D": "T", "R": "LN", "B": "P", "J": "C"}
_VOWELS = "AAYYEEYYOWWOYUWWWYEEI"
_VOWELS_ALSO = {4: "UO", 13: "W", 17: "RL", 20: "LYRE"}


def _letters(name: str) -> str:
    return "".join(letter for letter in map(_plain, tidy_name(name)) if letter.isalnum())


def _whole_shape(letters: str) -> str:
    """Return the shape of a whole name with anything between its letters that is no letter.

    Where its family name is a word before a space, 이 지연 is a name only if somebody is called by it.
    """
    if not all("가" <= letter <= "힣" for letter in letters):
        return r"(?<![A-Za-z])" + _GAP.join(map(re.escape, letters)) + r"(?![A-Za-z])"
    start = rf"(?:{_WORD}|(?<=고객)|(?<=직원)|(?<=담당자))"
    spread = _GAP.join(letters)
    if letters[0] in _ALSO_DETERMINERS:
        start += rf"(?!{letters[0]}\s+{letters[1:]}(?!{_CALLED}))"
    return start + spread + (rf"(?={_CALLED}|{_END}|[^\S\n]*(?:{_TITLES}))" if len(letters) < 3 else "")


def _customer_shapes(name: str) -> Iterator[str]:
    whole = _letters(name)
    if not whole:
        return
    yield _whole_shape(whole)
    if not all("가" <= letter <= "힣" for letter in whole):
        yield from (_whole_shape(part) for part in map(_letters, tidy_name(name).split()) if len(part) > 2)
        return
    surname, given = surname_and_given(whole)
    if len(given) > 1:
        yield _WORD + _GAP.join(given) + _CALLED
        yield rf"(?<![ㄱ-ㅎ]){initials(given)}[^\S\n]?(?:님|씨|고객)"
    yield from _family_shapes(surname, initials(given))
    yield from _initial_shapes(whole, surname)
    yield from _part_masked(surname, given)


def _family_shapes(surname: str, given: str) -> Iterator[str]:
    """Yield the shapes of a family name with a title, a mask or initials: 김 고객님, 김○○, 김ㅊㅅ."""
    family = rf"{_WORD}{_GAP.join(surname)}"
    moo = _MOO if surname in _ALSO_WORDS_WITH_MOO else rf"(?:{_MOO}|모{_END})"
    yield rf"{family}[\W_]*{moo}"
    yield rf"{family}\s?{given}(?![ㄱ-ㅎ])"
    yield rf"{_WORD}M(?:r|s|rs|iss)\.?\s?[{_sounds(surname[0])}][a-z]+"
    if surname in _ALSO_DETERMINERS:
        yield rf"{_WORD}{_NO_TITLE}{surname}(?:{_TITLES}|[^\S\n]씨{_END}|[군양]{_END}|[^\S\n]아무개)"
        yield rf"{_WORD}{surname}(?:{_MASK}{{1,3}}|0{{2,3}}(?!\d))"
        return
    yield rf"{_WORD}{_NO_TITLE}{_GAP.join(surname)}[^\S\n]*(?:{_TITLES}|[군양]{_END})"
    yield rf"{family}[^\S\n](?:{_APART_TITLES})"
    yield rf"{family}[^\S\n]*(?:{_MASK}{{1,3}}|0{{2,3}}(?!\d)|[.…]{{2,3}})"
    yield rf"고객\s?\(?{surname}(?=[^가-힣]|$)|\({surname}\)"


def _initial_shapes(whole: str, surname: str) -> Iterator[str]:
    """Yield the shapes of an initial with a title, K씨 and ㄱ 모 씨, and of all initials: K.J.H., ㄱㅈㅎ."""
    title = rf"[^\S\n]*(?:{_MOO}|모{_END}|{_TITLES}|[군양]{_END}|{_MASK}{{2,3}})"
    yield rf"(?<![A-Za-z0-9가-힣ㄱ-ㅎ])[{_sounds(surname[0])}{initials(surname[0])}]\.?{title}"
    if len(whole) > 2:
        capitals = _DOTS.join(f"[{_sounds(each)}]" for each in whole)
        yield rf"(?<![A-Za-z])(?-i:{capitals})(?![A-Za-z])"
    if len(whole) > 1:
        yield rf"(?<![ㄱ-ㅎ]){_DOTS.join(initials(whole))}(?![ㄱ-ㅎ])"


def _sounds(syllable: str) -> str:
    """Return the capitals that a syllable may be abbreviated with: 김 is K or G."""
    if capital := _CONSONANTS.get(initials(syllable)):
        return capital + _ALSO.get(capital, "")
    vowel = (ord(syllable) - 0xAC00) // 28 % 21
    return _VOWELS[vowel] + _VOWELS_ALSO.get(vowel, "")


def _part_masked(surname: str, given: str) -> Iterator[str]:
    """Yield the shapes of a name of which some letters are masked, at least one of the given name's told."""
    near = "" if surname in _ALSO_DETERMINERS else r"\s?"
    for hidden in product((False, True), repeat=len(given) + 1):
        if any(hidden) and not all(hidden[1:]):
            first = _MASK * len(surname) if hidden[0] else surname + near
            rest = [
                rf"(?:{_MASK}|0|{initials(each)})" if hides else each
                for each, hides in zip(given, hidden[1:], strict=True)
            ]
            yield _WORD + first + "".join(rest) + ("" if hidden[-1] else _END)


# -- days ----------------------------------------------------------------------------------------

_SIGNED = re.compile(
    r"\s*(?P<day>(?:\d{4}|’?\d\d)[\d\s.년월일/-]+?)\s*(?:\([월화수목금토일]\)|[월화수목금토일]요일)?[.\s]*"
    r"(?:한국법무보호복지공단.*)?"
)


def _days(plain: str, case: Case) -> Iterator[tuple[int, int]]:
    told = days_told(plain)
    for one in told:
        if any(one.means(day) for day in case.dates) and not _dates_the_text(plain, one.start, one.end, case):
            yield one.start, one.end
    for first, last in spans_of_days(plain, told):
        within = (day for day in case.dates if first.day < day.day < last.day)
        if any(first.month in {None, day.month} for day in within):
            yield first.start, last.end
    if case.today is not None:
        for start, end, days in days_ago(plain, case.today):
            if days & set(case.dates):
                yield start, end


def _dates_the_text(plain: str, start: int, end: int, case: Case) -> bool:
    """Return whether it is the day of posting, alone on its line or over the agency's name, with its year.

    A text is written before it is posted: a day that is to come may be meant.
    """
    begins = plain.rfind("\n", 0, start) + 1
    line = _SIGNED.fullmatch(plain[begins:].partition("\n")[0])
    if case.today is None or line is None or not plain[begins:].lstrip().startswith(plain[start:end]):
        return False
    (told,) = days_told(line["day"])[:1] or (None,)
    if told is None or told.month is None or told.year is None:
        return False
    return (told.year % 100, told.month, told.day) >= (case.today.year % 100, *case.today.timetuple()[1:3])


# -- numbers -------------------------------------------------------------------------------------

_NUMBER = re.compile(rf"\d(?:{_APART}\d){{{_LONGEST_SHORT_NUMBER},}}")
_SAID_NUMBER = re.compile(r"[공영일이삼사오육칠팔구](?:[\s,·-]*[공영일이삼사오육칠팔구]){6,}")
_ANY_DAY_OR_HOUR = re.compile(
    r"(?<!\d)(?<!\d[-./ ])(?:(?:19|20)\d\d\s*[-./]\s*[01]?\d\s*[-./]\s*[0-3]?\d|[0-2]?\d:[0-5]\d)(?!\d|-\d)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\s*년|\s*[-./]\s*[01]?\d\s*[-./])")
_CLOSE = r"[^\S\n]?[.,·*_/()-]?[^\S\n]?"
_HANGUL_FIGURES = ("공영", "일", "이", "삼", "사", "오", "육륙", "칠", "팔", "구")


def _figure(letter: str) -> str:
    """Return the shape of a figure, written or said; of a letter itself."""
    return f"[{letter}{_HANGUL_FIGURES[int(letter)]}]" if letter.isdecimal() else re.escape(letter)


def _last_fours(plain: str, case: Case) -> Iterator[tuple[int, int]]:
    """Yield where the last four figures of a number of the case stand alone; no year and no hour does."""
    bare = _blanked(_blanked(plain, _ANY_DAY_OR_HOUR), _YEAR)
    theirs = {_digits(number) for number in case.numbers}
    for number in {_digits(each) for each in case.may_stand} - theirs:
        bare = _blanked(bare, re.compile(rf"(?<!\d){_APART.join(number)}(?!\d)"))
    for last_four in sorted({digits[-4:] for digits in theirs if len(digits) > 4}):
        yield from (
            match.span()
            for match in re.finditer(rf"(?<!\d){_CLOSE.join(map(_figure, last_four))}(?!\d)", bare)
        )


def _blanked(plain: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda found: "\n" * len(found.group()), plain)


def _long_numbers(plain: str, case: Case) -> Iterator[tuple[int, int]]:
    ours = {_digits(number) for number in case.may_stand}
    for match in _NUMBER.finditer(_blanked(plain, _ANY_DAY_OR_HOUR)):
        if _digits(match.group()) not in ours:
            yield match.span()
    for match in _SAID_NUMBER.finditer(plain):
        if _digits(match.group().translate(_SPOKEN)) not in ours:
            yield match.span()


_HANJA = {"年": "년", "月": "월", "日": "일"}


def _digits(number: str) -> str:
    return re.sub(r"[^0-9]", "", number)


def _plain(letter: str) -> str:
    """Return one letter for one letter, so that spans stay those of the text; figures become 0-9."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    letter = _HANJA.get(letter, letter)
    folded = unicodedata.normalize("NFKC", letter)
    if len(folded) == 1 and not "ㄱ" <= letter <= "ㅣ":  # lone consonants would become parts of syllables
        letter = folded
    return "-" if unicodedata.category(letter) == "Pd" else letter
