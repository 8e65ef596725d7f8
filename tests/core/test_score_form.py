"""The form of a score sheet: what is sound is read in its order, every mistake is told by its line."""

import pytest

import resources
from desk_app.core.monitoring import FULL, Stage
from desk_app.core.score_form import FormFile, read_form_file

Line = tuple[str, str, int, str, str]


def _toml(*items: Line) -> str:
    line = (
        '[[items]]\nid = "{}"\nstage = "{}"\npoints = {}\nsteps = ["{}"]\nclause = "{}"\n'
        'title = "t"\nlook = "l"\n'
    )
    return "".join(line.format(*item) for item in items)


def read(text: str) -> FormFile:
    return read_form_file(text, "sheet.toml", steps={"phone.greet"}, clauses={"P-2"})


def test_a_sound_form_is_read_in_its_order() -> None:
    file = read(_toml(("b", "welcome", 60, "phone.greet", "P-2"), ("a", "whole", 40, "phone.greet", "P-2")))
    assert file.problems == []
    assert [(item.id, item.stage, item.points) for item in file.items] == [
        ("b", Stage.WELCOME, 60),
        ("a", Stage.WHOLE, 40),
    ]
    assert sum(item.points for item in file.items) == FULL


@pytest.mark.parametrize(
    ("items", "line", "told"),
    [
        ([("a", "talk", 60, "phone.greet", "P-2")], 1, "배점의 합은 100점이어야 합니다 (지금 60점)"),
        ([("a", "talk", 60, "phone.greet", "P-2"), ("a", "talk", 40, "phone.greet", "P-2")], 10, "두 번"),
        ([("a", "talk", 100, "phone.sing", "P-2")], 5, "‘phone.sing’: 대본에 없는 단계"),
        ([("a", "talk", 100, "phone.greet", "IX")], 6, "‘IX’: 헌장에 없는 조항"),
        ([("a", "talk", 60, "phone.greet", "P-2"), ("b", "welcome", 40, "phone.greet", "P-2")], 11, "순서"),
        ([("a", "talk", 100, "phone.greet", "P-2"), ("b", "talk", 0, "phone.greet", "P-2")], 12, "1점 이상"),
        ([("a", "dance", 100, "phone.greet", "P-2")], 3, "‘dance’: 모르는 단계"),
        ([], 1, "하나도 없습니다"),
    ],
)
def test_a_wrong_form_is_told_by_line(items: list[Line], line: int, told: str) -> None:
    (problem,) = read(_toml(*items)).problems
    assert problem.line == line
    assert told in problem.text


def test_what_is_no_toml_or_of_the_wrong_kind_is_told_too() -> None:
    assert "TOML 문법" in read("[[items\n").problems[0].text
    wrong = _toml(("a", "talk", 100, "phone.greet", "P-2")).replace("points = 100", 'points = "많이"')
    assert {problem.line for problem in read(wrong).problems} >= {4}
    unknown = _toml(("a", "talk", 100, "phone.greet", "P-2")) + 'colour = "red"\n'
    assert "‘colour’: 모르는 항목" in read(unknown).problems[0].text


def test_the_shipped_form_has_only_keys_that_are_known() -> None:
    text = resources.read_text("monitoring/sheet.toml")
    problems = read(text).problems
    assert not [one for one in problems if "모르는 항목" in one.text]
