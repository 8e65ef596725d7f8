"""Sentences with slots: filled, agreeing, and visibly blank where something is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.script_text import BLANK, SLOTS, Segment, Slot, render, said, slots, stray_brace


def test_the_slots_are_set_apart_and_the_particle_is_not() -> None:
    text = "{due}까지 {assignee|이/가} 연락드리겠습니다."
    assert render(text, {"due": "오늘 오후 5시", "assignee": "이수민 대리"}) == (
        Segment("오늘 오후 5시", is_slot=True),
        Segment("까지 "),
        Segment("이수민 대리", is_slot=True),
        Segment("가 연락드리겠습니다."),
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("김하늘", "김하늘이라고 합니다"),
        ("최민호 대리", "최민호 대리라고 합니다"),
        ("박진 팀장", "박진 팀장이라고 합니다"),
    ],
)
def test_the_particle_agrees_with_the_name(name: str, sentence: str) -> None:
    assert said("{me|이라고/라고} 합니다", {"me": name}) == sentence


@pytest.mark.parametrize("values", [{}, {"assignee": ""}, {"assignee": "  "}])
def test_a_missing_name_is_a_visible_blank(values: dict[str, str]) -> None:
    blank, rest = render("{assignee|이/가} 맡습니다.", values)
    assert blank == Segment(BLANK, is_slot=True, missing=True)
    assert rest == Segment("이 맡습니다.")


def test_a_sentence_without_slots_is_one_segment() -> None:
    assert render("무엇을 도와드릴까요?", {}) == (Segment("무엇을 도와드릴까요?"),)


def test_nothing_to_say_has_no_segments() -> None:
    assert render("", {}) == ()


def test_the_slots_are_listed_as_written() -> None:
    assert slots("{due}까지 {assignee|이/가}") == (Slot("due"), Slot("assignee", "이/가"))


@pytest.mark.parametrize("text", ["{due 까지", "due}까지", "{{due}}", "{a{b}"])
def test_a_brace_left_open_is_noticed(text: str) -> None:
    assert stray_brace(text)


def test_what_a_customer_is_called_is_never_read_as_a_slot() -> None:
    assert said("{customer} 님", {"customer": "{me}"}) == "{me} 님"


@given(
    st.lists(st.one_of(st.text("가 나.", max_size=5), st.sampled_from([f"{{{name}}}" for name in SLOTS]))),
    st.dictionaries(st.sampled_from([*SLOTS]), st.text("김이박 ", max_size=4)),
)
def test_no_word_of_the_sentence_is_lost(parts: list[str], values: dict[str, str]) -> None:
    segments = render("".join(parts), values)
    plain = "".join(part for part in parts if not part.startswith("{"))
    assert "".join(one.text for one in segments if not one.is_slot) == plain
    assert [one.is_slot for one in segments].count(True) == sum(part.startswith("{") for part in parts)
    assert all(one.text for one in segments)
