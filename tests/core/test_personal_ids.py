"""A 주민등록번호 is noticed wherever it is typed; telephone numbers, dates and orders are left in peace.

Every number here is made up: their last six digits are zeros or random.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.personal_ids import find_personal_ids
from desk_app.core.phones import format_phone


@pytest.mark.parametrize(
    "number",
    [
        "900101-1000000",
        "900101 2000000",
        "9001011000000",
        "900101 - 1000000",
        "900101–5000000",
        "900101.6000000",
        "010101-3000000",
        "000229-4000000",
        "０１０１０１－７００００００",
        "900101\n1000000",
    ],
)
def test_a_resident_or_foreigner_number_is_found_where_it_stands(number: str) -> None:
    text = f"성함 강지훈, 주민번호는{number}이고 연락처는 010-2481-7736."
    (span,) = find_personal_ids(text)
    assert text[slice(*span)] == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "010-2481-7736",
        "+8201012345678",
        "02-123-4567 031-123-4567",
        "2026-11-24 14:06",
        "20261124140612",
        "901301-1000000",  # no thirteenth month
        "900230-1000000",  # no 30 February
        "010229-3000000",  # 2001 was no leap year
        "900101-9000000",  # born before 1900
        "8801234567893",  # a barcode
        "A9001011000000",  # an order
        "12-900101-1000000",  # an account
        "900101-1000000-12",
        "19900101-1000000",
        "900101-10000001",
        "900101-100000",
    ],
)
def test_other_numbers_are_left_in_peace(text: str) -> None:
    assert find_personal_ids(text) == ()


@given(
    st.dates(date(1900, 1, 1), date(2050, 12, 31)),
    st.booleans(),
    st.integers(0, 999_999),
    st.sampled_from(["", "-", " ", " - ", "–", "·"]),
    st.text(st.characters(categories=["Lo", "Po"], include_characters=" \n"), max_size=20),
)
def test_every_plausible_number_is_found_in_any_text(
    born: date, foreign: bool, serial: int, mark: str, around: str
) -> None:
    seventh = (1 if born.year < 2000 else 3) + 4 * foreign
    number = f"{born:%y%m%d}{mark}{seventh}{serial:06}"
    text = f"{around} {number} {around}"
    assert [text[start:end] for start, end in find_personal_ids(text)] == [number]


@given(st.text())
def test_the_spans_stand_in_order_inside_the_text(text: str) -> None:
    ends = 0
    for start, end in find_personal_ids(text):
        assert ends <= start < end <= len(text)
        ends = end


@given(st.from_regex(r"010[0-9]{8}|02[1-9][0-9]{6,7}|0504[0-9]{7,8}|15[0-9]{6}", fullmatch=True))
def test_a_telephone_number_is_never_taken_for_one(number: str) -> None:
    assert find_personal_ids(f"연락처 {number}, {format_phone(number)}.") == ()
