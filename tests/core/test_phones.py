"""Whatever people type for a Korean number is read, and what cannot be one is refused with the reason."""

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desk_app.core.errors import BadInput
from desk_app.core.phones import Phone, PhoneKind, format_phone, parse_phone, phone_kind


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("010-2481-7736", "01024817736"),
        ("010 2481 7736", "01024817736"),
        ("010.2481.7736", "01024817736"),
        ("010/2481/7736", "01024817736"),
        ("(010) 2481–7736", "01024817736"),
        ("０１０－２４８１－７７３６", "01024817736"),
        ("\u200e010-2481-7736\u200b", "01024817736"),
        ("+82 10-2481-7736", "01024817736"),
        ("+82 (0)10 2481 7736", "01024817736"),
        ("+82-010-2481-7736", "01024817736"),
        ("0082 10 2481 7736", "01024817736"),
        ("821024817736", "01024817736"),
        ("82-2-123-4567", "021234567"),
        ("tel:+82-10-2481-7736", "01024817736"),
        ("+82 1670-7004", "16707004"),
        ("02-123-4567", "021234567"),
        ("02)1234-5678", "0212345678"),
        ("054-911-8650", "0549118650"),
        ("011-234-5678", "0112345678"),
        ("0504-1234-5678", "050412345678"),
        ("070-1234-5678", "07012345678"),
        ("080-123-4567", "0801234567"),
        ("1670-7004", "16707004"),
        ("119", "119"),
        ("1301", "1301"),
        ("+1 (202) 555-0123", "+12025550123"),
        ("0084 90 123 4567", "+84901234567"),
    ],
)
def test_a_number_is_read_as_it_is_typed(typed: str, digits: str) -> None:
    assert parse_phone(typed) == Phone(digits)


@pytest.mark.parametrize(
    "typed",
    [
        "02-123-4567 (내선 12)",
        "02-123-4567 내선번호: 12",
        "02-123-4567(내선12)",
        "02-123-4567 ext. 12",
        "02-123-4567 EXT12",
        "02-123-4567 x12",
        "02-123-4567#12",
        "+82 2 123 4567 ＃１２",
    ],
)
def test_an_extension_is_kept_apart(typed: str) -> None:
    assert parse_phone(typed) == Phone("021234567", "12")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "missing"),
        ("  ", "missing"),
        ("010-248-7736", "too_short"),
        ("010-2481-773", "too_short"),
        ("02-123", "too_short"),
        ("02-1234-56789", "too_long"),
        ("010-2481-77361", "too_long"),
        ("1670-70041", "too_long"),
        ("+1 23", "too_short"),
        ("+1 2025550123 99999", "too_long"),
        ("+0 202 555 0123", "not_a_phone"),
        ("강지훈", "not_a_phone"),
        ("010-CALL-NOW", "not_a_phone"),
        ("010+2481+7736", "not_a_phone"),
        ("---", "not_a_phone"),
        ("#12", "not_a_phone"),
        ("999-2481-7736", "not_a_phone"),
        ("02-1234-5678, 02-1234-5679", "not_a_phone"),
        ("82010" + "0" * 60, "too_long"),
        ("٠١٠٢٤٨١٧٧٣٦", "not_a_phone"),
    ],
)
def test_what_cannot_be_a_number_is_refused_with_the_reason(typed: str, problem: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_phone(typed)
    assert (refused.value.field, refused.value.problem) == ("phone", problem)


@pytest.mark.parametrize("typed", ["900101-1000000", "820101-1000000", "8201011000000", "010101 3000000"])
def test_a_resident_number_is_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_phone(typed)
    assert refused.value == BadInput("phone", "personal_id", "")


@pytest.mark.parametrize(
    ("digits", "written"),
    [
        ("021234567", "02-123-4567"),
        ("0212345678", "02-1234-5678"),
        ("0549118650", "054-911-8650"),
        ("01024817736", "010-2481-7736"),
        ("0112345678", "011-234-5678"),
        ("050412345678", "0504-1234-5678"),
        ("05041234567", "0504-123-4567"),
        ("07012345678", "070-1234-5678"),
        ("0801234567", "080-123-4567"),
        ("16707004", "1670-7004"),
        ("112", "112"),
        ("+12025550123", "+1 202-555-0123"),
        ("+84901234567", "+84 90-123-4567"),
        ("+9711234567", "+971 123-4567"),
        ("01024", "01024"),
        ("", ""),
    ],
)
def test_a_number_is_written_for_reading(digits: str, written: str) -> None:
    assert format_phone(digits) == written


def test_the_extension_is_written_behind() -> None:
    assert format_phone("021234567", "12") == "02-123-4567 (내선 12)"
    assert parse_phone(format_phone("021234567", "12")) == Phone("021234567", "12")


def test_only_a_mobile_takes_text_messages() -> None:
    kinds = {number: parse_phone(number).kind for number in ("010-2481-7736", "1670-7004", "+12025550123")}
    assert list(kinds.values()) == [PhoneKind.MOBILE, PhoneKind.REPRESENTATIVE, PhoneKind.FOREIGN]
    assert phone_kind("999") is None
    with pytest.raises(ValueError, match="not a telephone"):
        _ = Phone("999").kind


numbers = st.one_of(
    st.from_regex(r"010[0-9]{8}|01[16-9][0-9]{7,8}|02[0-9]{7,8}|0[3-6][1-5][0-9]{7,8}", fullmatch=True),
    st.from_regex(r"050[0-9]{8,9}|070[0-9]{8}|080[0-9]{7}|060[0-9]{7}|1[568][0-9]{6}", fullmatch=True),
)


@given(numbers)
def test_what_the_phonenumbers_library_calls_valid_is_accepted(number: str) -> None:
    assume(phonenumbers.is_valid_number(phonenumbers.parse(number, "KR")))
    assert parse_phone(number).digits == number


@given(numbers)
def test_one_number_is_the_same_however_it_is_written(number: str) -> None:
    assume(phone_kind(number))
    national = number.removeprefix("0")
    spellings = (number, format_phone(number), f"+82 {national}", f"0082{national}", f"82-{national}")
    assert {parse_phone(spelling).digits for spelling in spellings} == {number}


@given(st.one_of(st.text(), st.text("0123456789 -+().#x내선", max_size=20)))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        phone = parse_phone(text)
    except BadInput:
        return
    assert phone_kind(phone.digits)
    assert parse_phone(format_phone(phone.digits, phone.extension)) == phone
