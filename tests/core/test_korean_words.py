"""Words of two syllables are found, whatever particle follows and whatever word they stand in."""

from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.korean_words import (
    index_terms,
    initial_terms,
    query_terms,
    stem,
    telling_words,
    without_names,
)

PARTICLES = [
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "에서",
    "에게",
    "으로",
    "로",
    "부터",
    "까지",
    "와",
    "과",
    "도",
    "만",
    "하고",
    "라도",
    "처럼",
    "한테",
    "께",
    "께서",
    "마다",
]
syllables = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
words = st.text(syllables, min_size=2, max_size=8)


@given(st.lists(words, min_size=1, max_size=8), st.data())
def test_every_two_syllables_that_stand_together_are_found(text: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(text))
    at = data.draw(st.integers(0, len(word) - 2))
    assert set(query_terms(word[at : at + 2])) <= index_terms(" ".join(text))


@given(st.lists(words, min_size=1, max_size=5), st.sampled_from(PARTICLES), st.data())
def test_a_particle_changes_nothing(text: list[str], particle: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    marked = [word + particle if place == at else word for place, word in enumerate(text)]
    assert query_terms(" ".join(marked)) == query_terms(" ".join(text))


@given(words)
def test_a_word_of_two_syllables_or_more_is_never_worn_away(word: str) -> None:
    assert word.startswith(stem(word))
    assert len(stem(word)) >= 2


@given(st.text(max_size=30), words)
def test_whatever_is_typed_beside_it_a_word_is_looked_for(text: str, word: str) -> None:
    terms = query_terms(f"{text} {word}")
    assert terms
    assert len(terms) == len(set(terms))


def test_words_that_only_ask_do_not_count_beside_others() -> None:
    assert query_terms("숙식 제공은 어떻게 문의하나요?") == query_terms("숙식 제공")
    assert query_terms("어떻게") == ("어떻",)


def test_capitals_make_no_difference_and_initials_are_found() -> None:
    assert query_terms("TOPIK") == query_terms("topik")
    assert set(query_terms("ㅊㅇㅈㅇ")) <= initial_terms("취업지원은 누가 받나요")
    assert set(query_terms("ㄳ")) <= initial_terms("가산점")


def test_names_and_numbers_are_no_words_of_a_question() -> None:
    told = telling_words("강지훈님 취업지원 1670 자격, 박서연 씨와 상담", ["강지훈"])
    assert told == ("취업지원", "자격", "상담")
    assert telling_words("문서영이 취업지원을", ["문서영"]) == ("취업지원",)
    assert without_names("문서영이 취업지원", ["문서영"]) == "취업지원"
    assert without_names("박서연 씨 숙식", []) == "숙식"
