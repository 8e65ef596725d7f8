"""What an entry is found by, until when a review is kept, and what to make an entry of."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.errors import BadInput
from desk_app.core.faq import (
    ANSWER,
    QUESTION,
    TOPIC,
    Asked,
    Candidate,
    CandidateKind,
    EntryText,
    Missed,
    SiteSection,
    asked_anew,
    asked_often,
    checked,
    due_of,
    enough,
    harmless,
    index_of,
    not_found,
)

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)


def test_the_question_weighs_more_than_topic_and_answer() -> None:
    weights = index_of("숙식 제공", "숙식은 여섯 달입니다", "생활지원")
    assert (weights["숙식"], weights["여섯"], weights["생활"]) == (QUESTION + ANSWER, ANSWER, TOPIC)
    assert weights["ㅅㅅ"] == QUESTION


@given(st.integers(1, 40))
def test_half_of_what_is_looked_for_is_enough(count: int) -> None:
    assert count / 2 <= enough(["가나"] * count) < count / 2 + 1


def test_a_review_is_kept_until_the_end_of_its_day_in_seoul() -> None:
    assert due_of(date(2026, 12, 1)) == datetime(2026, 12, 1, 15, tzinfo=UTC)


def test_an_entry_needs_both_question_and_answer() -> None:
    with pytest.raises(BadInput, match="answer"):
        checked(EntryText("숙식은?", "  ", SiteSection.SERVICES))
    with pytest.raises(BadInput, match="personal_id"):
        checked(EntryText("숙식은?", "900101-1234567", SiteSection.SERVICES))
    assert checked(EntryText(" 숙식은\n무엇? ", "답", SiteSection.FAQ)).question == "숙식은 무엇?"


def test_what_three_customers_ask_is_a_candidate_in_the_longest_words() -> None:
    asked = [Asked(who, "허그일자리 자격을 물어봄", 5, NOW) for who in range(3)]
    assert asked_often(asked, ()) == (Candidate(CandidateKind.ASKED, "허그일자리 자격", 3, 5),)


def test_one_customer_who_calls_often_counts_once() -> None:
    assert asked_often([Asked(1, "허그일자리 자격", 5, NOW)] * 9, ()) == ()


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=2, max_size=4))
def test_a_name_never_becomes_a_candidate(name: str) -> None:
    asked = [Asked(who, f"{name} 숙식 연장, {name}이 {name}에게", None, NOW) for who in range(4)]
    assert all(name not in word for one in asked_often(asked, [name]) for word in one.text.split())


def test_searches_in_vain_are_counted_together() -> None:
    missed = (("결혼  지원", None), ("결혼 지원", 9), ("차량", None))
    found = not_found(Missed(text, topic_id, NOW) for text, topic_id in missed)
    assert [(one.text, one.count, one.topic_id) for one in found] == [("결혼 지원", 2, 9), ("차량", 1, None)]


def test_what_was_searched_is_kept_without_numbers_and_names() -> None:
    assert harmless("강지훈이 010-2481-7736 숙식 900101-1234567", ["강지훈"]) == "숙식"


@pytest.mark.parametrize("kind", CandidateKind)
@given(before=st.integers(0, 6), after=st.integers(0, 6))
def test_what_was_turned_down_comes_again_once_asked_for_three_times_more(
    kind: CandidateKind, before: int, after: int
) -> None:
    hours = [*(-1 - n for n in range(before)), *(1 + n for n in range(after))]
    times = [NOW + timedelta(hours=each) for each in hours]
    asked = [Asked(who, "숙식 연장을 물어봄", 5, at) for who, at in enumerate(times)]
    missed = [Missed("숙식  연장", 5, at) for at in times]
    one = Candidate(kind, "숙식 연장", before + after, 5)
    assert asked_anew(one, NOW, asked, missed, ()) is (after >= 3)
