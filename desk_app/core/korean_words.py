"""The words of a Korean text as a search compares them: pairs of letters, whatever particle follows.

Every pair of neighbouring syllables of a text is kept, so that each word of two syllables is found even
inside a longer one; what is typed loses the light syllables at its end (particles, endings) first.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from desk_app.core.korean import initials

_RUN = re.compile("[가-힣]+|[ㄱ-ㅎ]+|[a-z0-9]+")
# Of these all particles and the commonest endings are made; one of two syllables or more stays whole.
_LIGHT = frozenset(
    "은는이가을를의에도만와과로으서부터까지한테께게라고처럼마다조차저든며면나요니습려할해하된되될인데"
)
# Words that a question is asked with and that say nothing of what it is about, by their first syllables.
_IDLE = re.compile(
    "어떻|어떤|무엇|뭔가|어디|언제|누가|있나|있는|있습|있을|되나|되는|됩니|알려|알고|싶|궁금|문의|관련|대해|대한|혹시|경우"
    "|그런|이런|제가|저는|요청|말씀|여쭤|물어|물으|확인|안내|고객|전화|방문|통화|다시|하심|하시|하셨|계심|원하|원함|바람|부탁"
    "|여부|가능|오늘|내일|어제"
)
_CALLED = frozenset({"님", "씨"})


def words_of(text: str) -> tuple[str, ...]:
    """Return the runs of syllables, lone consonants, or letters and digits of `text`, capitals folded."""
    return tuple(_RUN.findall(unicodedata.normalize("NFC", text).casefold()))


def stem(word: str) -> str:
    """Return a word without the light syllables at its end, of which two syllables always stay."""
    while len(word) > 2 and word[-1] in _LIGHT:
        word = word[:-1]
    return word


def index_terms(text: str) -> frozenset[str]:
    """Return every pair under which a text is found."""
    return frozenset(pair for word in words_of(text) for pair in _pairs(word))


def initial_terms(text: str) -> frozenset[str]:
    """Return the pairs of 초성 under which a text is found: 취업지원 is found by ㅊㅇ."""
    hangul = (word for word in words_of(text) if _is_hangul(word))
    return frozenset(pair for word in hangul if len(word) > 1 for pair in _pairs(initials(word)))


def query_terms(text: str) -> tuple[str, ...]:
    """Return the pairs to look for, each once, in the order typed.

    A particle after a word of two syllables or more changes nothing; single syllables and words that only
    ask count where nothing else was typed.
    """
    typed = [stem(initials(word) if _is_consonants(word) else word) for word in words_of(text)]
    telling = [word for word in typed if len(word) > 1 and not _IDLE.match(word)]
    return tuple(dict.fromkeys(pair for word in telling or typed for pair in _pairs(word)))


def telling_words(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words that say what a text is about, each once: no numbers, no `names`, nobody called 님."""
    known = tuple(name for name in names if len(name) > 1)
    told = [stem(word) for word in _uncalled(text) if not word.startswith(known)]
    return tuple(dict.fromkeys(word for word in told if _tells(word)))


def without_names(text: str, names: Iterable[str]) -> str:
    """Return `text` with every word gone that begins with one of `names` or is called 님 or 씨."""
    known = tuple(name for name in names if len(name) > 1)
    kept = set(_uncalled(text))
    words = (word for word in text.split() if all(run in kept for run in words_of(word)))
    return " ".join(word for word in words if not word.startswith(known))


def _uncalled(text: str) -> Iterator[str]:
    """Yield the words of a text but those that call somebody: 강지훈님, 강지훈 님."""
    words = words_of(text)
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        called = following[:1] in _CALLED and len(following) <= 3
        if not called and word[-1:] not in _CALLED and not (word[:1] in _CALLED and len(word) <= 3):
            yield word


def _tells(word: str) -> bool:
    return len(word) > 1 and not word.isdecimal() and not _is_consonants(word) and not _IDLE.match(word)


def _pairs(word: str) -> tuple[str, ...]:
    return (word,) if len(word) < 2 else tuple(word[at : at + 2] for at in range(len(word) - 1))


def _is_hangul(word: str) -> bool:
    return "가" <= word[0] <= "힣"


def _is_consonants(word: str) -> bool:
    return "ㄱ" <= word[0] <= "ㅎ"
