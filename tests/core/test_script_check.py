"""The checker: each mistake a person can make in a script is named with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.charter import Clause
from desk_app.core.script_check import check, check_coverage, check_distinct
from desk_app.core.script_file import read_script_file

CLAUSES = {one: Clause(one, f"조항 {one}", "") for one in ("I-1-1", "I-2-1", "P-2")}

GOOD = """\
id = "call"
title = "전화"
channel = "phone"
version = 1
start = "greet"

[[steps]]
id = "greet"
title = "인사"
clauses = ["I-2-1"]
say = [
  { when = "late", text = "늦어 죄송합니다. {branch} {me}입니다." },
  "안녕하십니까.",  # the usual one
]
do = ["적습니다."]
ask = ["summary", "topic"]
choices = [
  { key = 1, label = "마침", go = "close", default = true },
  { key = 2, label = "약속", go = "promise", outcome = "callback", sets = ["late"] },
]

[[steps]]
id = "promise"
title = "약속"
clauses = ["P-2"]
say = "{assignee|이/가} 연락드리겠습니다."
choices_from = "due_times"
next = "close"

[[steps]]
id = "close"
title = "끝인사"
clauses = ["I-2-1"]
say = '안녕히 계십시오.'
ends = true
"""


def problems(old: str, new: str) -> list[str]:
    """Return `line: what` for the good script with one place changed."""
    assert GOOD.count(old) >= 1, old
    return [f"{one.line}: {one.text}" for one in check(GOOD.replace(old, new, 1), "call.toml", CLAUSES)]


def test_a_good_script_has_no_problems() -> None:
    assert check(GOOD, "call.toml", CLAUSES) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('title = "인사"', 'title = "인사', "9: TOML 문법이 맞지 않습니다"),
        ("version = 1", "version = 1\nversion = 2", "5: TOML 문법이 맞지 않습니다"),
        ('title = "인사"', 'titel = "인사"', "9: ‘titel’: 모르는 항목입니다"),
        ('title = "인사"', 'titel = "인사"', "7: ‘title’: 꼭 있어야 하는 항목이 빠졌습니다"),
        ('start = "greet"\n', "", "1: ‘start’: 꼭 있어야 하는 항목이 빠졌습니다"),
        ("version = 1", 'version = "1"', "4: ‘version’: 값으로 정수만 쓸 수 있습니다"),
        ("version = 1", "version = true", "4: ‘version’: 값으로 정수만 쓸 수 있습니다"),
        ('ask = ["summary", "topic"]', "ask = [1]", "16: ‘ask’: 목록에는 문자열만"),
        ('channel = "phone"', 'channel = "fax"', "3: ‘fax’: 모르는 경로입니다"),
        ('start = "greet"', 'start = "hello"', "5: ‘hello’: 그런 단계가 없습니다"),
        ('id = "promise"', 'id = "greet"', "23: 단계 ‘greet’: 같은 이름의 단계가 7행에 이미 있습니다"),
        ('next = "close"', 'next = "end"', "28: ‘end’: 그런 단계가 없습니다"),
        ('go = "promise"', 'go = "promisse"', "19: ‘promisse’: 그런 단계가 없습니다"),
        ('go = "promise"', 'go = "close"', "22: 단계 ‘promise’: 이 단계에 이르는 길이 없습니다"),
        ("ends = true", "", "30: 단계 ‘close’: 나아갈 길이 없는 경우가 있습니다"),
        ('next = "close"', "", "27: 단계 ‘promise’: 고른 뒤 갈 곳(next)이 없습니다"),
        ('"topic"]', '"birthday"]', "16: ‘birthday’: 모르는 기록 항목입니다"),
        ("{branch}", "{brunch}", "12: ‘{brunch}’: 모르는 빈칸입니다"),
        ('"적습니다."', '"{nobody} 적습니다."', "15: ‘{nobody}’: 모르는 빈칸입니다"),
        ("{assignee|이/가}", "{assignee|이가}", "26: ‘이가’: 쓸 수 없는 조사 짝입니다"),
        ("{assignee|이/가}", "{assignee|이/가", "26: 중괄호의 짝이 맞지 않습니다"),
        ('clauses = ["P-2"]', 'clauses = ["P-9"]', "25: ‘P-9’: 헌장에 그런 조항이 없습니다"),
        ('clauses = ["P-2"]\n', "", "22: 단계 ‘promise’: 헌장 조항(clauses)이 없습니다"),
        ("key = 2", "key = 1", "19: 번호 1: 한 단계에서 두 번 쓰였습니다"),
        ("key = 2", "key = 0", "19: 번호 0: 1에서 9까지만 쓸 수 있습니다"),
        ("key = 2", "key = 10", "19: 번호 10: 1에서 9까지만 쓸 수 있습니다"),
        ('when = "late"', 'when = "early"', "12: ‘early’: 모르는 조건입니다"),
        ('sets = ["late"]', 'sets = ["!early"]', "19: ‘!early’: 모르는 조건입니다"),
        ('outcome = "callback"', 'outcome = "nap"', "19: ‘nap’: 모르는 결과입니다"),
        ('"due_times"', '"moods"', "27: ‘moods’: 모르는 선택 목록입니다"),
        ('go = "promise"', 'go = "greet"', "19: 번호 2: 자기 단계로 돌아오는 선택입니다"),
        ('"안녕하십니까."', '" "', "13: 문장이 비어 있습니다"),
        ('"적습니다."', '""', "15: 문장이 비어 있습니다"),
        ("say = '안녕히 계십시오.'\n", "", "30: 단계 ‘close’: 할 말(say)도 할 일(do)도 없는"),
        ('label = "약속"', 'label = "약속", default = true', "19: 번호 2: Enter로 고르는 선택이 둘입니다"),
        ("ends = true", 'ends = true\nnext = "greet"', "36: 단계 ‘close’: 끝나는 단계(ends)에 다음(next)이"),
        ("ends = true", "returns = true", "35: 단계 ‘close’: returns는 ends와 함께 씁니다"),
        ("ends = true", 'next = "greet"', "7: 단계 ‘greet’: 여기서부터 끝나는 단계로 나갈 길 없이 맴돕니다"),
        ('next = "close"', 'next = "greet"', ""),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, found: str) -> None:
    named = problems(old, new)
    assert any(one.startswith(found) for one in named) if found else named == []


def test_enter_alone_must_not_go_round_for_ever() -> None:
    text = GOOD.replace('go = "close", default = true', 'go = "promise", default = true').replace(
        'next = "close"', 'next = "greet"\nchoices = [{ key = 6, label = "마침", go = "close" }]'
    )
    named = [f"{one.line}: {one.text}" for one in check(text, "call.toml", CLAUSES)]
    assert [one.partition(": Enter")[0] for one in named] == ["7: 단계 ‘greet’", "22: 단계 ‘promise’"]


def test_one_key_may_mean_two_things_that_never_hold_together() -> None:
    once = 'go = "close", default = true'
    both = f'{once}, when = "late" }},\n  {{ key = 1, label = "끝", {once}, when = "!late"'
    assert problems(once, both) == []


def test_choices_that_all_depend_on_something_may_leave_no_way_on() -> None:
    text = GOOD.replace("default = true", 'when = "late"').replace('outcome = "callback"', 'when = "late"')
    assert [one.line for one in check(text, "call.toml", CLAUSES)] == [7]


def test_a_sentence_that_is_never_reached_is_noticed() -> None:
    swapped = problems('{ when = "late", text', '"먼저.",\n  { when = "late", text')
    assert swapped == [f"{line}: 앞 문장이 늘 먼저 맞아 이 문장은 말할 일이 없습니다" for line in (13, 14)]


def test_keys_that_the_program_gives_are_not_taken() -> None:
    taken = 'next = "close"\nchoices = [{ key = 5, label = "마침", go = "close" }]'
    assert problems('next = "close"', taken) == ["29: 번호 5: 1~5는 due_times의 자리입니다"]


def test_two_identical_choices_are_noticed() -> None:
    choice = '{ key = 1, label = "마침", go = "close", default = true },'
    assert [one.partition(":")[0] for one in problems(choice, f"{choice}\n  {choice}")] == ["19", "19"]


def test_a_file_from_windows_is_read_and_counted_alike() -> None:
    windows = "\ufeff" + GOOD.replace('"topic"', '"birthday"').replace("\n", "\r\n")
    assert [one.line for one in check(windows, "call.toml", CLAUSES)] == [16]


def test_a_clause_that_no_script_serves_is_reported_at_the_script_of_its_channel() -> None:
    call = read_script_file(GOOD, "call.toml")
    visit = read_script_file(GOOD.replace('"phone"', '"visit"'), "visit.toml")
    missing = check_coverage([call, visit], CLAUSES)
    assert [str(one).partition(":")[0] for one in missing] == ["visit.toml"]
    assert "I-1-1 (조항 I-1-1)" in missing[0].text


def test_two_scripts_of_one_name_are_reported_at_the_second() -> None:
    first, second = read_script_file(GOOD, "a.toml"), read_script_file(GOOD, "b.toml")
    assert [(one.path, one.line) for one in check_distinct([first, second])] == [("b.toml", 1)]


def test_an_empty_file_says_what_is_missing() -> None:
    assert {one.line for one in check("", "call.toml", CLAUSES)} == {1}
    assert any("단계([[steps]])가 하나도 없습니다" in one.text for one in check("", "call.toml", CLAUSES))


@given(st.text(max_size=60), st.integers(0, len(GOOD)), st.integers(0, 20))
def test_no_scribble_in_a_file_crashes_the_checker(scribble: str, at: int, length: int) -> None:
    text = GOOD[:at] + scribble + GOOD[at + length :]
    for one in check(text, "call.toml", CLAUSES):
        assert 1 <= one.line <= text.count("\n") + text.count("\r") + 1
