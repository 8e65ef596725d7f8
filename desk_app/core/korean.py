"""Hangul as a front desk needs it: 초성 and name search, particles that agree, masks and 가나다 order.

A syllable is `0xAC00 + (initial * 21 + vowel) * 28 + final`, so syllables that begin alike are neighbours
in code-point order and every prefix search is one B-tree range.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import takewhile

from desk_app.core.phones import format_phone

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_CLUSTERS = {"ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㅄ": "ㅂㅅ"} | {
    cluster: "ㄹ" + second for cluster, second in zip("ㄺㄻㄼㄽㄾㄿㅀ", "ㄱㅁㅂㅅㅌㅍㅎ", strict=True)
}
_PER_INITIAL = 21 * 28
_FIRST, _LAST = 0xAC00, 0xD7A3
_FILLERS = dict.fromkeys((0x115F, 0x1160, 0x3164, 0xFFA0), " ")
# Lone conjoining jamo and half-width jamo come from other systems' files and from some input methods.
_LONE_JAMO = {0x1100 + i: jamo for i, jamo in enumerate(INITIALS)} | {
    0xFFA1 + i: chr(0x3131 + i) for i in range(30)
}


def tidy_name(name: str) -> str:
    """Return the name as it is kept: composed, printable, single spaces, none inside '강 지훈'."""
    spaced = name.translate(_FILLERS)
    shown = "".join(letter for letter in spaced if letter.isprintable() or letter.isspace())
    words = unicodedata.normalize("NFC", shown).translate(_LONE_JAMO).split()
    joined = "".join(words)
    return joined if len(joined) <= 4 and _all_syllables(joined) else " ".join(words)


# -- searching -----------------------------------------------------------------------------------


def initials(name: str) -> str:
    """Return the 초성 of a name for the `initials` column: '강지훈' gives 'ㄱㅈㅎ', 'Van A' gives 'vana'."""
    return "".join(_initial(letter) for letter in _searched(name))


def is_initials_query(text: str) -> bool:
    """Return whether nothing but initial consonants was typed."""
    letters = _searched(text)
    return bool(letters) and all(letter in INITIALS for letter in letters)


def name_range(prefix: str) -> tuple[str, str] | None:
    """Return the half-open range `[low, high)` of the column `name` that holds all names so begun.

    A last syllable without a final stands for all of its kind (기 = 기..깋), a lone consonant for every
    syllable it begins (ㄱ = 가..깋, 강ㅈ = 강자..강짛); what follows that is not narrowed any further.
    `None` where the prefix is empty or begins otherwise (ask the column `initials`, which folds capitals).
    """
    typed = _fused(prefix)
    head = _leading_syllables(typed)
    following = typed[len(head) : len(head) + 1]
    if following and following in INITIALS:
        low = _FIRST + INITIALS.index(following) * _PER_INITIAL
        return head + chr(low), head + chr(low + _PER_INITIAL)
    if not head:
        return None
    open_end = not following and _final(head[-1]) == 0
    return head, head[:-1] + chr(ord(head[-1]) + (28 if open_end else 1))


@dataclass(frozen=True)
class NameQuery:
    """What to ask of the columns `name` and `initials` for a typed prefix.

    Each range is half-open; where both are given both must hold, and `matches` then drops what only
    looks alike ('강ㅈ훈' also reads 강지호). Where neither is given nothing was typed.
    `otherwise` is asked only when this query finds nobody: an input method draws the next initial into
    the syllable before it, so that '잊' may be the beginning of 이지훈.
    """

    text: str
    names: tuple[str, str] | None = None
    initials: tuple[str, str] | None = None
    otherwise: "NameQuery | None" = None

    def matches(self, name: str) -> bool:
        """Return whether `name` begins with what was typed."""
        typed, letters = _searched(self.text), _searched(name)
        if len(typed) > len(letters):
            return False
        last = len(typed) - 1
        return all(_fits(want, letters[at], last=at == last) for at, want in enumerate(typed))


def name_query(text: str) -> NameQuery:
    """Return how to look up a typed name, 초성, or a mixture ('강ㅈ'), however its letters were composed."""
    query = _query(text)
    carried = _carried(_searched(text))
    return NameQuery(query.text, query.names, query.initials, _query(carried) if carried else None)


def sort_key(name: str) -> tuple[int, str, str]:
    """Return the key that puts names in 가나다 order: Hangul, then letters, then all else."""
    text = _searched(name)
    if "ㄱ" <= text[:1] <= "힣":
        return 0, text, name
    return (1 if text[:1].isalpha() else 2), text, name


def _fused(text: str) -> str:
    """Fold capitals and take apart consonants that an input method fused (ㄳ for ㄱㅅ)."""
    return "".join(_CLUSTERS.get(letter, letter) for letter in tidy_name(text).casefold())


def _searched(text: str) -> str:
    return unicodedata.normalize("NFC", _fused(text).replace(" ", ""))


def _leading_syllables(text: str) -> str:
    return "".join(takewhile(_is_syllable, text))


def _query(text: str) -> NameQuery:
    typed = _fused(text)
    head = _leading_syllables(typed)
    rest = typed[len(head) :]
    if not typed:
        return NameQuery("")
    if head and (not rest or rest in INITIALS):  # one range of `name` says it all
        return NameQuery(text, names=name_range(typed))
    cho = initials(typed)
    begins = (cho, cho[:-1] + chr(ord(cho[-1]) + 1))
    return NameQuery(text, names=name_range(typed) if head else None, initials=begins)


def _carried(typed: str) -> str:
    """Return '이ㅈ' for '잊' and '각ㅅ' for '갃'; nothing where the last syllable has no final to give."""
    if not typed or not _is_syllable(typed[-1]) or not _final(typed[-1]):
        return ""
    final = _FINALS[_final(typed[-1])]
    pair = _CLUSTERS.get(final, " " + final)
    return typed[:-1] + chr(ord(typed[-1]) - _final(typed[-1]) + _FINALS.index(pair[0])) + pair[1]


def _fits(want: str, letter: str, *, last: bool) -> bool:
    if want in INITIALS:
        return _initial(letter) == want
    if last and _is_syllable(want) and _final(want) == 0:
        return _is_syllable(letter) and ord(letter) - _final(letter) == ord(want)
    return want == letter


def _is_syllable(letter: str) -> bool:
    return len(letter) == 1 and _FIRST <= ord(letter) <= _LAST


def _all_syllables(text: str) -> bool:
    return all(_is_syllable(letter) for letter in text)


def _initial(letter: str) -> str:
    return INITIALS[(ord(letter) - _FIRST) // _PER_INITIAL] if _is_syllable(letter) else letter


def _final(syllable: str) -> int:
    return (ord(syllable) - _FIRST) % 28


# -- masks ---------------------------------------------------------------------------------------

_LONG_SURNAMES = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방")


def mask_name(name: str) -> str:
    """Return the name as a visitor may see it: '강*훈', '강*', '남궁*훈', 'N***** V** *'."""
    kept = tidy_name(name)
    if not _all_syllables(kept):
        return " ".join(word[0] + "*" * (len(word) - 1) if word[1:] else "*" for word in kept.split())
    if len(kept) < 2:
        return "*" * len(kept)
    surname, given = surname_and_given(kept)
    return surname + ("*" if len(given) == 1 else "*" * (len(given) - 1) + given[-1])


def surname_and_given(name: str) -> tuple[str, str]:
    """Return the two parts of a Korean name as `tidy_name` gives it: ('강', '지훈'), ('남궁', '훈')."""
    length = 2 if name.startswith(_LONG_SURNAMES) and len(name) > 2 else 1
    return name[:length], name[length:]


def mask_phone(digits: str) -> str:
    """Return the number as a visitor may see it: '010-****-7736', '1670-****', '+1 ***-***-0123'."""
    shown = format_phone(digits.partition("#")[0])
    if shown.startswith("+"):
        country, space, rest = shown.partition(" ")
        return f"{country} {_stars(rest[:-4])}{rest[-4:]}" if space else _stars(shown)
    groups = shown.split("-")
    if len(groups) == 1:
        return _stars(shown)
    hidden = 1 if len(groups) == 3 else len(groups) - 1
    return "-".join(_stars(group) if at == hidden else group for at, group in enumerate(groups))


def _stars(text: str) -> str:
    return re.sub("[0-9]", "*", text)


# -- particles -----------------------------------------------------------------------------------

# After a consonant / after a vowel; what begins with 으로 takes its short form after ㄹ too.
PARTICLES = frozenset(
    {"이/가", "을/를", "은/는", "과/와", "아/야", "이에요/예요", "이라/라", "이라고/라고"}
) | {
    *("이란/란", "이나/나", "이랑/랑", "이며/며", "으로/로", "으로서/로서", "으로써/로써", "으로부터/로부터")
}

_CLOSERS = " \t\n\"'”’」』》〉>]}…,.!?~·*_"
_OPEN, _CLOSED, _RIEUL = 0, 1, 8
_DIGITS = (_CLOSED, _RIEUL, _OPEN, _CLOSED, _OPEN, _OPEN, _CLOSED, _RIEUL, _RIEUL, _OPEN)  # 영 일 이 삼 …
_SPELLED = {"L": _RIEUL, "R": _RIEUL, "M": _CLOSED, "N": _CLOSED}  # 엘 알 엠 엔; every other name is open
_LATIN_RIEUL = re.compile("(l|.le)$")
_LATIN_CLOSED = re.compile("(m|n|ng|nh|[aeiou](me|ne)|(^|[^aeiou])[aeiouy](p|t|k|b|c|ck|tt)|ook)$")


def particle(word: str, pair: str) -> str:
    """Return the half of `pair` ('이/가', '으로/로', …) that agrees with `word`.

    Numbers are read in Korean (10 = 십, 17:00 = 시), capitals by their names (KBS = 에스), other Latin
    words by their sound; closing quotes and a tail in parentheses are passed over. What cannot be read
    counts as ending in a vowel. Raises `ValueError` for a pair that is none of `PARTICLES`.
    """
    if pair not in PARTICLES:
        raise ValueError(f"no such pair of particles: {pair!r}")
    closed, open_ = pair.split("/")
    ending = _ending(_sounded(word))
    if ending == _OPEN or (ending == _RIEUL and closed.startswith("으로")):
        return open_
    return closed


def with_particle(word: str, pair: str) -> str:
    """Return `word` with the particle that agrees with it: '강지훈이', '박서로', '서울로'."""
    return word + particle(word, pair)


def _sounded(word: str) -> str:
    """Return the word up to its last letter that is heard."""
    text = word.rstrip(_CLOSERS)
    while text.endswith((")", "）")):
        before = re.sub(r"[(（][^()（）]*[)）]$", "", text).rstrip(_CLOSERS)
        text = before if before and before != text else text[:-1].rstrip(_CLOSERS)
    return text


def _ending(text: str) -> int:
    """Return the final of the last syllable heard: 0 none, 8 ㄹ, anything else another consonant."""
    if not text:
        return _OPEN
    last = text[-1]
    if _is_syllable(last):
        return _final(last)
    if "ㄱ" <= last <= "ㅎ":
        return _RIEUL if last == "ㄹ" else _CLOSED  # 리을; 기역, 니은, … all end in a consonant
    if last in "0123456789":
        return _number_ending(text)
    if last.isascii() and last.isalpha():
        return _latin_ending(text)
    return _OPEN


def _number_ending(text: str) -> int:
    clock = re.search(r"[0-9]:([0-9]{2})$", text)
    if clock:
        return _OPEN if clock.group(1) == "00" else _CLOSED  # … 시, … 분
    digits = re.search(r"[0-9,]+$", text)
    number = digits.group().replace(",", "") if digits else ""
    zeros = len(number) - len(number.rstrip("0"))
    if zeros == len(number) or zeros == 0:
        return _DIGITS[int(number[-1])]
    return _OPEN if 12 <= zeros < 16 else _CLOSED  # 조; 십, 백, 천, 만, 억


def _latin_ending(text: str) -> int:
    found = re.search(r"[A-Za-z]+$", text)
    letters = found.group() if found else ""
    if letters.isupper() or len(letters) == 1:
        return _SPELLED.get(letters[-1].upper(), _OPEN)
    if _LATIN_RIEUL.search(letters.lower()):
        return _RIEUL
    return _CLOSED if _LATIN_CLOSED.search(letters.lower()) else _OPEN
