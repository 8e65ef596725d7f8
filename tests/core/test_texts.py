"""Text that was typed or pasted is kept as it can be read, and nothing else of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.errors import BadInput
from desk_app.core.texts import filled, fitting


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("  서류 문의 ", "서류 문의"),
        ("첫 줄\r\n둘째 줄\t끝", "첫 줄\n둘째 줄\t끝"),
        ("허그\x00일자리\x1b", "허그일자리"),
        ("\x00 \x07", ""),
        ("반쪽\ud83d 글자", "반쪽 글자"),
        ("👩‍👧 가족", "👩‍👧 가족"),
    ],
)
def test_what_is_pasted_is_kept_as_it_is_read(pasted: str, kept: str) -> None:
    assert fitting("note", pasted) == kept


def test_controls_alone_fill_nothing() -> None:
    with pytest.raises(BadInput, match="missing"):
        filled("name", "\x00\x1f")


def test_a_resident_number_does_not_hide_behind_a_control() -> None:
    with pytest.raises(BadInput, match="personal_id"):
        fitting("note", "900101\x00-1000000")


@given(st.text(st.characters(), max_size=150))
def test_kept_text_can_be_written_anywhere_and_is_kept_the_same_again(text: str) -> None:
    kept = fitting("note", text)
    assert kept.encode().count(0) == 0
    assert fitting("note", kept) == kept
