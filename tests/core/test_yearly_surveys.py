"""The yearly sheet and its CSV: read whole, or every wrong line named."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from desk_app.core.errors import BadInput
from desk_app.core.yearly_surveys import (
    FilledSheet,
    KeptSheet,
    WrongLine,
    checked,
    decoded,
    read_csv,
    read_sheet,
    told_sheets,
)

SHEET = read_sheet(resources.read_text("surveys/yearly.toml"))
HEAD = "친절,신속,설명,약속,공정,보호,전반,의견"


def test_the_sheet_that_ships_can_be_counted() -> None:
    assert SHEET.points in {5, 7}
    assert len({question.id for question in SHEET.questions}) == len(SHEET.questions) == 7
    best = {question.id: SHEET.points for question in SHEET.questions}
    assert SHEET.score(best) == 100
    assert SHEET.score({"kindness": 5, "speed": 3}) == 75


def test_a_sheet_of_other_points_is_refused() -> None:
    with pytest.raises(ValueError, match="5 or 7"):
        read_sheet(resources.read_text("surveys/yearly.toml").replace("points = 5", "points = 6"))


def test_an_empty_sheet_and_points_not_offered_are_refused() -> None:
    for points, problem in (({}, "missing"), ({"speed": 6}, "out_of_range"), ({"no such": 3}, "missing")):
        with pytest.raises(BadInput) as refused:
            checked(SHEET, FilledSheet(points))
        assert (refused.value.field, refused.value.problem) == ("points", problem)


def test_every_line_becomes_a_sheet_and_blanks_stay_out() -> None:
    reading = read_csv(f'{HEAD}\n5,4,3,2,1,5,4,"좋았습니다,\n010-2481-7736"\n\n5,,,,,,,\n', SHEET)
    assert reading.wrong == ()
    first, second = reading.sheets
    assert first.points == {
        "kindness": 5, "speed": 4, "explanation": 3, "promise": 2, "fairness": 1, "privacy": 5, "overall": 4,
    }  # fmt: skip
    assert first.word == "좋았습니다,\n***-****-****"
    assert second.points == {"kindness": 5}


def test_columns_come_in_any_order_and_by_id() -> None:
    head = "overall,privacy,fairness,promise,explanation,speed,kindness"
    assert read_csv(f"{head}\n1,2,3,4,5,5,4", SHEET).sheets[0].points["kindness"] == 4


def test_a_column_that_is_not_asked_for_keeps_the_file_out() -> None:
    reading = read_csv(f"성명,{HEAD}\n강지훈,5,4,3,2,1,5,4,", SHEET)
    assert reading.wrong == (WrongLine(1, "성명", "unknown_column", "성명"),)
    assert reading.sheets == ()


def test_columns_that_lack_or_stand_twice_are_named() -> None:
    assert read_csv("친절,신속,설명,약속,공정,보호,친절\n", SHEET).wrong == (
        WrongLine(1, "친절", "twice", "친절"),
        WrongLine(1, "전반", "no_column", "전반"),
    )


def test_every_wrong_line_is_named_by_its_number() -> None:
    text = f'{HEAD}\n5,5,5,5,5,5,5,"두\n줄"\n5,6,5,5,5,5,5,\n,,,,,,,말만\n5,5,5,5,5,5,5,,9\n5,오,5,5,5,5,5,\n'
    found = [(wrong.line, wrong.column, wrong.problem) for wrong in read_csv(text, SHEET).wrong]
    assert found == [
        (4, "신속", "not_points"),
        (5, "", "no_points"),
        (6, "", "too_many"),
        (7, "신속", "not_points"),
    ]


def test_a_file_without_sheets_says_so() -> None:
    assert read_csv(f"{HEAD}\n\n", SHEET).wrong == (WrongLine(1, "", "no_sheets"),)


def test_utf8_with_and_without_mark_and_cp949_are_read() -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp949"):
        assert decoded(HEAD.encode(encoding), "a.csv") == HEAD
    with pytest.raises(BadInput) as refused:
        decoded(b"\xff\xff\xff", "a.csv")
    assert (refused.value.field, refused.value.problem) == ("file", "not_utf8")


def kept(batch: int, key: int, *questions: str) -> KeptSheet:
    return KeptSheet(key, batch, 3, dict.fromkeys(questions, 5), 100)


def test_a_batch_that_takes_sheets_in_and_a_question_of_a_few_are_held_back() -> None:
    full = [kept(1, key, "speed") for key in range(3)]
    assert told_sheets([*full, kept(2, 3, "speed"), kept(2, 4, "speed")]) == tuple(full)
    shy = [kept(2, key, "speed") for key in (3, 4)] + [kept(2, 5, "speed", "privacy")]
    assert told_sheets([*full, *shy]) == tuple(full), "one answer about privacy could be worked out"
    both = [*shy, *(kept(3, key, "speed", "privacy") for key in (6, 7, 8))]
    assert told_sheets([*full, *both]) == (*full, *both)


@given(st.lists(st.sets(st.sampled_from(["speed", "privacy", "overall"]), min_size=1), max_size=16))
def test_what_is_told_of_sheets_changes_by_enough_or_not_at_all(filled: list[set[str]]) -> None:
    before: tuple[KeptSheet, ...] = ()
    for until in range(len(filled) + 1):
        sheets = [kept(1 + key // 3, key, *questions) for key, questions in enumerate(filled[:until])]
        told = told_sheets(sheets)
        assert told[: len(before)] == before
        more = Counter(question for sheet in told[len(before) :] for question in sheet.points)
        assert not more or min(more.values()) >= 3
        before = told
