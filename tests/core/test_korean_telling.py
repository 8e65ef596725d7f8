"""An apology tells of nobody, however somebody is written: names, days, numbers."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.korean import surname_and_given
from desk_app.core.korean_telling import Case, Telling, telling_parts

CASE = Case(
    names=("강지훈",),
    staff_names=("이수민",),
    dates=(date(2026, 11, 24),),
    numbers=("01024817736", "2026-0012"),
    may_stand=("1670-7004",),
)
HARMLESS = (
    "저희 업무 처리에 잘못이 있어 고객님께 불편을 드렸습니다. 다시는 이런 일이 없도록 2027. 1. 4.부터"
    " 두 사람이 확인하겠습니다. 문의: 1670-7004 (09:00~18:00)"
)
_GAPS = st.text(st.sampled_from(" \t\n.-·_,*\u200b\u00a0"), max_size=4)
_SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
_AFTER = st.sampled_from(["", "님", " 고객님께서", "이", "은", "에게", " 씨의"])


def kinds(text: str, case: Case = CASE) -> list[Telling]:
    return [found.kind for found in telling_parts(text, case)]


def test_an_apology_that_tells_of_nobody_may_stand() -> None:
    assert telling_parts(HARMLESS, CASE) == ()


@pytest.mark.parametrize(
    "name",
    ["강지훈", "강 지 훈", "강.지.훈 님", "지훈 님께", "지 훈이", "강○○ 고객님", "강모 씨", "강씨"],
)
def test_a_name_is_found_however_it_is_written(name: str) -> None:
    (found,) = telling_parts(f"그날 {name} 불편을 겪으셨습니다.", CASE)
    assert found.kind is Telling.NAME
    assert found.text in name or name in found.text


def test_what_is_found_is_named_as_it_stands() -> None:
    text = "그날 강-지-훈 님께"
    (found,) = telling_parts(text, CASE)
    assert (found.text, text[found.start : found.end]) == ("강-지-훈", "강-지-훈")


def test_letters_in_pieces_hide_nothing() -> None:
    (found,) = telling_parts(unicodedata.normalize("NFD", "그날 강지훈 님께"), CASE)
    assert found.text == "강지훈"


def test_staff_are_found_too() -> None:
    assert kinds("이수민 담당자가") == [Telling.STAFF_NAME]


def test_a_foreign_name_is_found_by_any_of_its_words() -> None:
    case = Case(names=("Nguyen Van Thanh",))
    assert kinds("for MR. NGUYEN of", case) == [Telling.NAME]
    assert kinds("Nguyen-Van Thanh", case) == [Telling.NAME]


@pytest.mark.parametrize(
    "day",
    [
        "2026-11-24",
        "2026. 11. 24.",
        "26.11.24",
        "11월 24일",
        "2026년 11월 24일",
        "11/24",
        "20261124",
        "261124",
        "십일월 이십사일",
        "11월 이십사 일",
        "’26. 11. 24",
    ],
)
def test_the_day_of_the_case_is_found_in_any_notation(day: str) -> None:
    assert kinds(f"지난 {day} 일로") == [Telling.DATE]


def test_other_days_may_stand() -> None:
    assert kinds("2026. 11. 25., 1월 24일, 11월 4일, 2026년 12월 1일 10:30") == []


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("010-2481-7736", Telling.CASE_NUMBER),
        ("010 2481 7736", Telling.CASE_NUMBER),
        ("0 1 0 2 4 8 1 7 7 3 6", Telling.CASE_NUMBER),
        ("2026-0012", Telling.CASE_NUMBER),
        ("031-555-0143", Telling.NUMBER),
        ("계좌 110-234-567890", Telling.NUMBER),
        ("공일공 이사팔일 칠칠삼육", Telling.NUMBER),
        ("010-2012-10-10", Telling.NUMBER),
    ],
)
def test_numbers_of_the_case_and_all_long_ones_are_found(number: str, kind: Telling) -> None:
    assert kinds(f"번호는 {number}번") == [kind]


@given(st.text(_SYLLABLES, min_size=2, max_size=4), st.lists(_GAPS, min_size=4, max_size=4), _AFTER)
def test_any_name_is_found_however_spaced(name: str, gaps: list[str], after: str) -> None:
    written = "".join(letter + gap for letter, gap in zip(name, gaps, strict=False)).rstrip() + after
    assert Telling.NAME in kinds(f"그날, {written} 불편", Case(names=(name,)))


@given(st.text(_SYLLABLES, min_size=3, max_size=4), _GAPS)
def test_a_given_name_alone_is_found(name: str, gap: str) -> None:
    _, given_name = surname_and_given(name)
    assert Telling.NAME in kinds(f"그날, {gap.join(given_name)}님", Case(names=(name,)))


@given(
    st.text("0123456789", min_size=7, max_size=12), st.lists(st.sampled_from(["", " ", "-", ".", " - ", ")"]))
)
def test_any_long_number_is_found_however_spaced(digits: str, gaps: list[str]) -> None:
    marks = [*gaps, *[""] * len(digits)]
    written = "".join(digit + mark for digit, mark in zip(digits, marks, strict=False)).rstrip(" -.)")
    assert kinds(f"번호 {written}번", Case(numbers=(digits,))) == [Telling.CASE_NUMBER]


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from(["-", ".", ". ", "/", " / ", "월 "]))
def test_any_day_is_found_with_or_without_its_year(day: date, between: str) -> None:
    case = Case(dates=(day,))
    short, full = f"{day.month}{between}{day.day}", f"{day.month:02}{between}{day.day:02}"
    for written in (short, full, f"{day.year}. {short}", f"{day:%y}년 {full}일", f"{day:%Y%m%d}"):
        assert kinds(f"그날({written})의 일", case) == [Telling.DATE], written
