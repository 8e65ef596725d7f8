"""Letters for the tests: an inquiry with all that letters may tell of it."""

from dataclasses import replace
from datetime import date
from typing import Any

from desk_app.core.inquiries import Channel
from desk_app.core.letters import Letter, LetterFacts, LetterKind, letter_of
from desk_app.core.office import Branch
from desk_app.usecases.letters import shipped_wordings

BRANCH = Branch("gyeonggi_north", "경기북부지부", "의정부", "경기도 의정부시 녹양로 44", "0318287004")
FACTS = LetterFacts(
    branch=BRANCH,
    written_on=date(2026, 9, 22),
    received_on=date(2026, 9, 18),
    number="2026-0012",
    customer="문지영",
    subject="가족희망사업 학업지원 신청 결과",
    channel=Channel.POST,
    due_on=date(2026, 9, 28),
    limit_on=date(2026, 9, 30),
    new_due_on=date(2026, 10, 2),
    team="경기북부지부 가족지원",
    staff="최민호 과장",
    phone="0318287011",
    reason="본부의 심사 절차",
    progress="신청 서류 확인",
    days=3,
    answer="신청하신 지원은 이번 달에 시작됩니다.\n\n준비하실 것은 통장 사본입니다.",
    other_agency="의정부시청 복지정책과",
    other_phone="0318282114",
    supplement="재학증명서 1부\n통장 사본 1부",
    supplement_by=date(2026, 9, 29),
)
HOSTILE = "</w:t><b>&amp; ]]> {customer} \x00\x0b\x1b\u202e\ufffe\ud800끝"
"""What somebody might paste: markup, slots, controls, signs that turn text around, half a letter."""


def shipped(kind: LetterKind = LetterKind.REPLY, **changes: Any) -> Letter:
    """Return the letter that the shipped template makes of the inquiry, some of it changed."""
    return letter_of(kind, shipped_wordings()[kind], replace(FACTS, **changes))


def long_reply() -> Letter:
    """Return a reply of several pages to somebody with a long name."""
    answer = "\n".join(f"{at}째 " + "문의하신 지원의 자세한 내용을 알려 드립니다. " * 4 for at in range(60))
    return shipped(answer=answer, customer="응우옌 티 투이 린 " * 3, subject="아주 긴 제목 " * 20)


def hostile_reply() -> Letter:
    """Return a reply whose every typed text is hostile."""
    return shipped(customer=HOSTILE, subject=HOSTILE, answer=f"{HOSTILE}\n{HOSTILE}", staff=HOSTILE)
