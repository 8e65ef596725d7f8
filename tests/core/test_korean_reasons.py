"""What the law names as no reason to extend is found in what was typed, and nothing else is."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.inquiries import ForbiddenReason
from desk_app.core.korean_reasons import forbidden_in

with Path(__file__).with_name("reasons.csv").open(encoding="utf-8", newline="") as _file:
    TOLD = {row["text"]: row["reason"] for row in csv.DictReader(_file)}
"""What staff may type, with the forbidden reason that it gives or nothing."""


def found_in(text: str) -> str:
    return forbidden_in(text) or ""


@pytest.mark.parametrize(("text", "reason"), TOLD.items())
def test_a_forbidden_reason_is_recognised_and_another_is_no_false_alarm(text: str, reason: str) -> None:
    assert found_in(text) == reason


def test_each_kind_is_tried_in_many_words() -> None:
    tried = Counter(TOLD.values())
    assert set(tried) == {"", *ForbiddenReason}
    assert min(tried.values()) > 70


@given(st.sampled_from(sorted(TOLD)), st.data())
def test_spaces_and_lines_do_not_hide_it(text: str, data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "\n"]), min_size=len(text), max_size=len(text)))
    spaced = "".join(letter + gap for letter, gap in zip(text, gaps, strict=True))
    assert found_in(spaced) == TOLD[text]


@given(st.sampled_from(sorted(TOLD)), st.sampled_from(sorted(TOLD)))
def test_of_two_sentences_the_first_forbidden_one_counts(one: str, other: str) -> None:
    assert found_in(f"{one}. {other}") == (TOLD[one] or TOLD[other])


@given(st.text("우리저희구청고객담당자직원이가의너무업무일이많아휴가출장지정늦게아니 .", max_size=200))
def test_whatever_is_typed_is_read_to_the_end(text: str) -> None:
    assert found_in(text) in {"", *ForbiddenReason}


@pytest.mark.parametrize("text", ["", "   ", "…", "담당자"])
def test_nothing_said_is_nothing_forbidden(text: str) -> None:
    assert found_in(text) == ""
