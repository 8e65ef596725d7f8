"""What stands in a letter: everything known filled in, what is not known a blank that is named."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from desk_app.core.letters import (
    Letter,
    LetterKind,
    Paragraph,
    Part,
    RowTemplate,
    Template,
    file_name,
    letter_of,
    plain_text,
    values_of,
)
from desk_app.core.office import Branch
from desk_app.core.scripts import Line
from tests.letters import FACTS, hostile_reply, shipped

BARE = Template(
    title="답변",
    head="{branch}",
    receiver=(Line("{customer} 고객님께", ("customer",)), Line("고객님께")),
    about=(RowTemplate("문의", "{subject}", ("subject",)),),
    body=(Line("{answer}"), Line("{other_agency|이/가} 맡습니다.", ("other_agency",))),
    date="{written}",
    signature="{branch}장",
    person=(RowTemplate("담당자", "{team} {staff}"), RowTemplate("전화", "{phone}")),
)


def texts(letter: Letter, part: Part) -> list[str]:
    """Return the paragraphs of one part."""
    return [each.text for each in letter.blocks if isinstance(each, Paragraph) and each.part is part]


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_says_who_is_in_charge_and_leaves_nothing_blank(kind: LetterKind) -> None:
    letter = shipped(kind)
    assert letter.is_whole
    text = plain_text(letter)
    assert [
        each for each in ("가족지원 최민호 과장", "031-828-7011", "문지영 고객님께") if each not in text
    ] == []


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (
            LetterKind.RECEIPT,
            "2026년 9월 18일 금요일에 받았습니다. 2026년 9월 28일 월요일까지 답변드리겠습니다",
        ),
        (LetterKind.INTERIM, "까닭은 다음과 같습니다: 본부의 심사 절차."),
        (
            LetterKind.INTERIM,
            "같습니다: 신청 서류 확인.\n\n2026년 10월 2일 금요일까지 답변드리겠습니다",
        ),
        (LetterKind.EXTENSION, "연장 사유: 본부의 심사 절차"),
        (LetterKind.EXTENSION_CONSENT, "2026년 10월 2일 금요일까지 늘려도 괜찮으신지요?"),
        (LetterKind.REPLY, "신청하신 지원은 이번 달에 시작됩니다."),
        (LetterKind.REFERRAL, "의정부시청 복지정책과가 맡습니다"),
        (LetterKind.SUPPLEMENT, "재학증명서 1부\n\n통장 사본 1부"),
        (LetterKind.SUPPLEMENT, "2026년 9월 29일 화요일까지 보내 주시기 바랍니다"),
    ],
)
def test_a_letter_says_what_it_is_for(kind: LetterKind, told: str) -> None:
    assert told in plain_text(shipped(kind))


@pytest.mark.parametrize(
    ("kind", "in_time", "late"),
    [
        (LetterKind.INTERIM, "늦어져 죄송합니다.", "그러지 못했습니다. 진심으로 죄송합니다."),
        (LetterKind.SUPPLEMENT, "처리기간에 넣지 않습니다.", "기간은 멈추지 않습니다."),
    ],
)
def test_once_the_answer_is_late_a_letter_says_so_and_is_sorry(
    kind: LetterKind, in_time: str, late: str
) -> None:
    before, after = (plain_text(shipped(kind, late_on=on)) for on in (None, date(2026, 9, 28)))
    assert (in_time in before, late in before) == (True, False)
    assert (in_time in after, late in after) == (False, True)
    assert "2026년 9월 28일 월요일까지 답변드렸어야 하는데" in after
    assert "○" not in before + after


def test_what_is_not_known_is_a_blank_that_is_named() -> None:
    letter = shipped(LetterKind.INTERIM, reason="", new_due_on=None, phone=" ")
    assert letter.missing == ("reason", "new_due", "phone")
    assert not letter.is_whole
    shown = [each for each in letter.blocks if isinstance(each, Paragraph)]
    assert sum(segment.missing for each in shown for segment in each.segments) == 2


def test_a_line_under_a_condition_stands_only_where_its_slot_is_known() -> None:
    named = letter_of(LetterKind.REPLY, BARE, FACTS)
    assert texts(named, Part.BODY)[-1] == "의정부시청 복지정책과가 맡습니다."
    nameless = shipped(customer="", subject="", other_agency="")
    assert texts(nameless, Part.RECEIVER) == ["고객님께"]
    assert "문의: " not in plain_text(nameless)
    assert nameless.is_whole


def test_every_line_of_the_answer_is_a_paragraph() -> None:
    body = texts(letter_of(LetterKind.REPLY, BARE, FACTS), Part.BODY)
    assert body[:2] == ["신청하신 지원은 이번 달에 시작됩니다.", "준비하실 것은 통장 사본입니다."]


def test_what_was_typed_is_neither_a_slot_nor_a_control() -> None:
    text = plain_text(hostile_reply())
    assert "</w:t><b>&amp; ]]> {customer} 끝" in text
    assert all(letter.isprintable() or letter == "\n" for letter in text)


def test_a_reason_that_ends_as_a_sentence_goes_on_as_one() -> None:
    told = plain_text(shipped(LetterKind.INTERIM, reason="본부의 심사.", progress="서류\r\n확인. "))
    assert "까닭은 다음과 같습니다: 본부의 심사.\n" in told
    assert "다음과 같습니다: 서류 확인.\n" in told


def test_names_composed_by_other_systems_are_composed_alike() -> None:
    taken_apart = unicodedata.normalize("NFD", "문지영")
    assert values_of(replace(FACTS, customer=taken_apart))["customer"] == "문지영"


def test_the_text_to_paste_does_not_begin_with_the_agency() -> None:
    """The first line of an e-mail is shown where others look."""
    assert plain_text(shipped()).startswith("답변\n\n문지영 고객님께")


@pytest.mark.parametrize("kind", LetterKind)
def test_a_file_is_named_after_nobody(kind: LetterKind) -> None:
    name = file_name(kind, "2026-0012")
    assert name.endswith("-2026-0012")
    assert not any(word in name for word in ("법무", "보호", "이송", "문지영"))
    assert file_name(kind, "../../비밀 12") == f"{name.partition('-')[0]}-12"


def test_a_branch_without_a_telephone_leaves_the_slot_empty() -> None:
    assert values_of(FACTS)["branch_phone"] == "031-828-7004"
    assert values_of(replace(FACTS, branch=Branch("x", "지부", "")))["branch_phone"] == ""
