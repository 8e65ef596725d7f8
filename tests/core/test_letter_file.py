"""The checker of letters: each mistake a person can make in a template is named with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.letter_file import read_letter_file
from desk_app.core.letters import NEEDED, LetterKind

GOOD = """\
title = "중간회신"
head = "{branch}"
receiver = [
  { when = "customer", text = "{customer} 고객님께" },
  "고객님께",
]
about = [
  { name = "문의", text = "{subject}", when = "subject" },
]
body = [
  "{reason} 때문에 늦어집니다. 지금까지 {progress|을/를} 마쳤습니다.",
  "{new_due}까지 답변드리겠습니다.",
]
date = "{written}"
signature = "{branch}장"
person = [
  { name = "담당자", text = "{team} {staff}" },
  { name = "전화", text = "{phone}" },
]
"""


def problems(text: str, path: str = "interim.toml") -> list[str]:
    """Return `line: what` for a template."""
    return [f"{one.line}: {one.text}" for one in read_letter_file(text, path).problems]


def test_a_good_letter_has_no_problems_and_its_name_tells_which_it_is() -> None:
    file = read_letter_file(GOOD, r"C:\desk\letters\interim.toml")
    assert file.problems == []
    assert file.kind is LetterKind.INTERIM
    assert file.template is not None
    assert file.template.receiver[1].text == "고객님께"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('title = "중간회신"', 'title = "중간회신', "1: TOML 문법이 맞지 않습니다"),
        ('title = "중간회신"\n', "", "1: ‘title’: 꼭 있어야 하는 항목이 빠졌습니다"),
        ('title = "중간회신"', 'title = "중간회신"\nfoot = "끝"', "2: ‘foot’: 모르는 항목입니다"),
        ('title = "중간회신"', 'title = " "', "1: ‘title’: 비어 있습니다"),
        ("{subject}", "{subjekt}", "8: {subjekt}: 모르는 빈칸입니다"),
        ("{subject}", "{answer}", "8: {answer}: 이 문서에는 쓸 수 없는 빈칸입니다 (답변 내용)"),
        ('when = "subject"', 'when = "topic"', "8: {topic}: 모르는 조건입니다"),
        ("{progress|을/를}", "{progress|을를}", "11: ‘을를’: 쓸 수 없는 조사 짝입니다"),
        ("{progress|을/를}", "{progress}을(를)", "11: ‘을(를)’: 조사를 둘 다 적지 않습니다"),
        ("{progress|을/를}", "{progress}를", "11: ‘{progress}를’: 앞말에 맞는 조사가 되도록"),
        ("{reason} 때문에", "{reason 때문에", "11: 중괄호의 짝이 맞지 않습니다"),
        ("{new_due}까지", "곧", "1: {new_due}: 답변드리기로 한 새 날짜, 이 문서에 꼭 있어야 합니다"),
        ("{team} {staff}", "{staff}", "16: {team}: 담당자의 소속, ‘person’에 꼭 있어야 합니다"),
        ("{team} {staff}", "{team}", "16: {staff}: 담당자의 이름과 직위, ‘person’에 꼭"),
        ("{phone}", "전화 없음", "16: {phone}: 담당자의 전화, ‘person’에 꼭 있어야 합니다"),
        ('text = "{phone}"', 'text = "{phone}", when = "phone"', "16: {phone}: 담당자의 전화, ‘person’에 꼭"),
        ('text = "{phone}" }', 'text = "{phone}", nmae = "" }', "18: ‘nmae’: 모르는 항목입니다"),
        ('name = "전화"', "name = 3", "18: ‘name’: 값으로 문자열만 쓸 수 있습니다"),
        ('"고객님께"', "3", "5: ‘receiver’: 목록에는 문자열 또는"),
        ("답변드리겠습니다.", "답변\\u0007드리겠습니다.", "12: 눈에 보이지 않는 제어 문자가"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, found: str) -> None:
    assert GOOD.count(old) >= 1, old
    named = problems(GOOD.replace(old, new, 1))
    assert any(one.startswith(found) for one in named), named


def test_a_needed_slot_under_a_condition_is_not_sure_to_be_there() -> None:
    sure = '  "{new_due}까지 답변드리겠습니다.",\n'
    unsure = '  { when = "number", text = "{new_due}까지 답변드리겠습니다." },\n'
    assert problems(GOOD.replace(sure, unsure)) == [
        "1: {new_due}: 답변드리기로 한 새 날짜, 이 문서에 꼭 있어야 합니다"
    ]


def test_a_letter_without_a_body_is_noticed() -> None:
    body = GOOD[GOOD.index("body") : GOOD.index("date")]
    assert "1: ‘body’: 꼭 있어야 하는 항목이 빠졌습니다" in problems(GOOD.replace(body, ""))
    assert "10: ‘body’: 비어 있습니다" in problems(GOOD.replace(body, "body = []\n"))


def test_a_file_of_another_name_is_no_letter_we_know() -> None:
    (found,) = problems(GOOD, "중간회신.toml")
    assert found.startswith("1: 파일 이름으로는 어떤 문서인지 알 수 없습니다")
    assert "extension_consent.toml" in found


@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_says_what_it_cannot_do_without(kind: LetterKind) -> None:
    bare = GOOD.replace(GOOD[GOOD.index("body") : GOOD.index("date")], 'body = ["안녕하십니까."]\n')
    named = problems(bare, f"{kind}.toml")
    assert len([one for one in named if "이 문서에 꼭" in one]) == len(NEEDED[kind])


def test_an_empty_file_says_what_is_missing() -> None:
    assert any("‘title’: 꼭 있어야" in one for one in problems(""))
    assert any("{phone}: 담당자의 전화" in one for one in problems(""))


@given(st.text(max_size=60), st.integers(0, len(GOOD)), st.integers(0, 20))
def test_no_scribble_in_a_file_crashes_the_checker(scribble: str, at: int, length: int) -> None:
    text = GOOD[:at] + scribble + GOOD[at + length :]
    for one in read_letter_file(text, "interim.toml").problems:
        assert 1 <= one.line <= text.count("\n") + text.count("\r") + 1
