"""The FAQ (`II-2-2`): entries with an owner and a day of review, how they are found, what to add to them."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import combinations

from desk_app.core.clock import seoul_at
from desk_app.core.korean_words import index_terms, initial_terms, telling_words, without_names
from desk_app.core.texts import LONGEST_LINE, LONGEST_TEXT, filled

QUESTION, TOPIC, ANSWER = 8, 2, 1
"""What a pair of letters weighs by where it stands: the question tells more than the whole answer."""

ASKED_WITHIN = timedelta(days=7)
MISSED_WITHIN = timedelta(days=30)
OFTEN = 3
AGAIN = 3
"""How often what was turned down must be asked for anew until it is wanted again."""
_MOST_WORDS = 12
_NUMBER = re.compile(r"\d[\d\s.-]{2,}\d")


class SiteSection(StrEnum):
    """The part of the agency's website that tells more (`II-1-1`, `II-1-2`, charter)."""

    ABOUT = "about"
    SERVICES = "services"
    LIBRARY = "library"
    ASK = "ask"
    FAQ = "faq"


class EntryState(StrEnum):
    """Where an entry stands: somebody's proposal, in use, or out of use."""

    PROPOSED = "proposed"
    STANDING = "standing"
    RETIRED = "retired"


@dataclass(frozen=True)
class EntryText:
    """What an entry says: the question, its answer as it is read aloud, and where the website tells more."""

    question: str
    answer: str
    section: SiteSection
    topic_id: int | None = None


def checked(text: EntryText) -> EntryText:
    """Return the text as it is kept, or raise `BadInput` for what is missing or does not fit."""
    question = filled("question", " ".join(text.question.split()), LONGEST_LINE)
    return replace(text, question=question, answer=filled("answer", text.answer, LONGEST_TEXT))


def index_of(question: str, answer: str, topic: str) -> dict[str, int]:
    """Return the pairs of letters under which an entry is found, each with its weight."""
    weights: Counter[str] = Counter(dict.fromkeys(index_terms(question) | initial_terms(question), QUESTION))
    weights.update(dict.fromkeys(index_terms(topic), TOPIC))
    weights.update(dict.fromkeys(index_terms(answer), ANSWER))
    return dict(weights)


def enough(terms: Sequence[str]) -> int:
    """Return how many of the pairs looked for an entry must hold to be a hit: half of them."""
    return (len(terms) + 1) // 2


def due_of(review_by: date) -> datetime:
    """Return the instant by which a review is kept: the end of its day in Seoul."""
    return seoul_at(review_by + timedelta(days=1), time.min).astimezone(UTC)


def harmless(text: str, names: Iterable[str]) -> str:
    """Return what was searched as it may be kept: without numbers of any person and without `names`."""
    return " ".join(without_names(_NUMBER.sub(" ", text), names).split())[:LONGEST_LINE]


# -- candidates ----------------------------------------------------------------------------------


class CandidateKind(StrEnum):
    """Why an entry is wanted: the words come up often, a search found nothing, or a topic has no entry."""

    ASKED = "asked"
    NOT_FOUND = "not_found"
    BARE_TOPIC = "bare_topic"


@dataclass(frozen=True)
class Candidate:
    """Something to make an entry of: words without any name, and how often they came up."""

    kind: CandidateKind
    text: str
    count: int
    topic_id: int | None = None


@dataclass(frozen=True)
class Asked:
    """What one contact asked: `who` tells customers apart, so that one who calls often counts once."""

    who: object
    text: str
    topic_id: int | None
    at: datetime


@dataclass(frozen=True)
class Missed:
    """One search without a hit."""

    text: str
    topic_id: int | None
    at: datetime


def asked_often(asked: Iterable[Asked], names: Collection[str]) -> tuple[Candidate, ...]:
    """Return the words and pairs of words that at least three different customers asked with, most first.

    No word that begins with one of `names` is ever among them; a word stands alone only where it comes up
    more often than every pair it is in.
    """
    who: dict[tuple[str, ...], set[object]] = {}
    topics: dict[tuple[str, ...], Counter[int | None]] = {}
    for one in asked:
        words = telling_words(one.text, names)[:_MOST_WORDS]
        for phrase in [*((word,) for word in words), *combinations(words, 2)]:
            who.setdefault(phrase, set()).add(one.who)
            topics.setdefault(phrase, Counter())[one.topic_id] += 1
    often = {phrase: len(people) for phrase, people in who.items() if len(people) >= OFTEN}
    told = [phrase for phrase in often if not _is_told(phrase, often)]
    found = [
        Candidate(CandidateKind.ASKED, " ".join(phrase), often[phrase], topics[phrase].most_common(1)[0][0])
        for phrase in told
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.text)))


def not_found(missed: Iterable[Missed]) -> tuple[Candidate, ...]:
    """Return what was searched without a hit, the same words together, most first."""
    counts: Counter[str] = Counter()
    topics: dict[str, int | None] = {}
    for one in missed:
        said = " ".join(one.text.split())
        counts[said] += 1
        topics[said] = one.topic_id
    return tuple(
        Candidate(CandidateKind.NOT_FOUND, text, count, topics[text]) for text, count in counts.most_common()
    )


def of_topic(asked: Iterable[Asked], topic_id: int | None) -> int:
    """Return how many different customers asked about a topic."""
    return len({one.who for one in asked if one.topic_id == topic_id})


def asked_anew(
    one: Candidate, since: datetime, asked: Iterable[Asked], missed: Iterable[Missed], names: Collection[str]
) -> bool:
    """Return whether what was turned down at `since` was asked for often enough after that to come again."""
    later = [each for each in asked if each.at > since]
    if one.kind is CandidateKind.BARE_TOPIC:
        return of_topic(later, one.topic_id) >= AGAIN
    if one.kind is CandidateKind.NOT_FOUND:
        return sum(" ".join(each.text.split()) == one.text for each in missed if each.at > since) >= AGAIN
    words = set(one.text.split())
    return len({each.who for each in later if words <= set(telling_words(each.text, names))}) >= AGAIN


def _is_told(phrase: tuple[str, ...], often: dict[tuple[str, ...], int]) -> bool:
    """Return whether a longer phrase that is as frequent says a single word already."""
    if len(phrase) > 1:
        return False
    return any(len(other) > 1 and phrase[0] in other and often[other] >= often[phrase] for other in often)
