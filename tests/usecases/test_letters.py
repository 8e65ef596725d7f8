"""The wording of letters: the branch's own where it is sound, the program's where it is not."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

import resources
from desk_app.core.clock import seoul_at
from desk_app.core.deadlines import Length
from desk_app.core.errors import BadInput
from desk_app.core.inquiries import Channel, Inquiry, InquiryState, Kind, dates_of
from desk_app.core.letters import LetterKind, letter_of, plain_text
from desk_app.core.office import Settings
from desk_app.core.spoken import say_date
from desk_app.core.staff import Presence
from desk_app.usecases.calendars import base_calendar
from desk_app.usecases.inquiries import InquiryDetail, ReplyVersion
from desk_app.usecases.letters import Told, check_files, inquiry_letter, load_wordings, shipped_wordings
from tests.letters import BRANCH, FACTS

FORBIDDEN = ("출소자", "전과", "콜백", "대직자", "민원인")
INTERIM = resources.read_text("letters/interim.toml")


def interim(folder: Path) -> str:
    """Return the interim reply as it is worded with the branch's own files in `folder`."""
    template = load_wordings(folder).templates[LetterKind.INTERIM]
    return plain_text(letter_of(LetterKind.INTERIM, template, FACTS))


def test_every_letter_ships_sound_and_in_our_words() -> None:
    assert set(shipped_wordings()) == set(LetterKind)
    assert check_files() == (len(LetterKind), [])
    for kind in LetterKind:
        text = resources.read_text(f"letters/{kind}.toml")
        assert not [word for word in FORBIDDEN if word in text]


def test_without_a_folder_the_programs_words_are_used(tmp_path: Path) -> None:
    wordings = load_wordings(tmp_path / "letters")
    assert wordings.templates == shipped_wordings()
    assert wordings.problems == ()


def test_a_branch_words_a_letter_its_own_way(tmp_path: Path) -> None:
    (tmp_path / "interim.toml").write_text(INTERIM.replace("늦어져 죄송합니다.", "송구합니다."), "utf-8")
    assert load_wordings(tmp_path).problems == ()
    assert "송구합니다." in interim(tmp_path)
    assert "송구합니다." not in interim(tmp_path / "none")
    assert load_wordings(tmp_path).templates[LetterKind.REPLY] == shipped_wordings()[LetterKind.REPLY]


def test_a_broken_letter_is_named_and_ours_is_used(tmp_path: Path) -> None:
    (tmp_path / "interim.toml").write_text(INTERIM.replace("{phone}", "{fone}"), "utf-8")
    (tmp_path / "reply.toml").write_bytes(INTERIM.encode("cp949", errors="ignore"))
    (tmp_path / "memo.toml").write_text(INTERIM, "utf-8")
    (tmp_path / "receipt.toml").mkdir()
    wordings = load_wordings(tmp_path)
    assert wordings.templates == shipped_wordings()
    assert {problem.path for problem in wordings.problems} == {
        "interim.toml",
        "memo.toml",
        "receipt.toml",
        "reply.toml",
    }
    assert any("{fone}: 모르는 빈칸입니다" in problem.text for problem in wordings.problems)
    assert any("UTF-8" in problem.text for problem in wordings.problems)


def test_the_check_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        check_files([tmp_path / "reply.toml"])
    assert (refused.value.field, refused.value.problem) == ("file", "unreadable")


# -- about an inquiry ----------------------------------------------------------------------------


def opened(**changes: Any) -> InquiryDetail:
    """Return an inquiry as it is opened: a letter before 추석 2026, its reply drafted twice."""
    arrived_at = seoul_at(date(2026, 9, 18), time(10))
    inquiry = Inquiry(arrived_at, Length(7), InquiryState.ACCEPTED, arrived_at)
    drafts = tuple(
        ReplyVersion(number, text, arrived_at, 1, "최민호", None, "", None, None)
        for number, text in enumerate(("먼저 쓴 답변", "고쳐 쓴 답변"), 1)
    )
    detail = InquiryDetail(
        id=1,
        version=1,
        number="2026-0012",
        channel=Channel.POST,
        kind=Kind.QUESTION_SYSTEM,
        state=InquiryState.ACCEPTED,
        arrived_at=arrived_at,
        accepted_at=arrived_at,
        answered_at=None,
        closed_at=None,
        dates=dates_of(inquiry, base_calendar(), Settings()),
        expected_on=None,
        interim_reply_at=None,
        progress_reply_at=None,
        customer_id=1,
        customer="문지영",
        phone="01000000000",
        answer_by=Channel.POST,
        answer_to="",
        may_name_agency=None,
        may_text=None,
        topic_id=None,
        topic="",
        subject="학업지원",
        text="언제 알 수 있습니까?",
        promise_id=1,
        promise_version=1,
        owner_id=1,
        owner_name="최민호",
        owner_position="과장",
        owner_team="경기북부지부 가족지원",
        owner_phone="0318287011",
        presence=Presence(),
        deputy="",
        no_deputy=None,
        taken_by="김하늘",
        made_at=arrived_at,
        referred_to="의정부시청",
        replies=drafts,
    )
    return replace(detail, **changes)


def written(kind: LetterKind, detail: InquiryDetail, **told: Any) -> str:
    """Return the letter about it as text."""
    letter = inquiry_letter(kind, detail, branch=BRANCH, written_on=date(2026, 9, 22), told=Told(**told))
    return plain_text(letter)


def test_the_receipt_tells_the_date_the_customer_goes_by_and_who_answers() -> None:
    detail = opened()
    text = written(LetterKind.RECEIPT, detail)
    assert f"{say_date(detail.dates.to_tell)}까지 답변드리겠습니다." in text
    assert "담당자: 경기북부지부 가족지원 최민호 과장" in text
    assert "전화: 031-828-7011" in text
    told = opened(dates=replace(detail.dates, told_on=date(2026, 9, 29)))
    assert "2026년 9월 29일 화요일까지 답변드리겠습니다." in written(LetterKind.RECEIPT, told)


def test_the_reply_is_the_newest_draft_unless_another_is_being_written() -> None:
    assert "고쳐 쓴 답변" in written(LetterKind.REPLY, opened())
    assert "지금 쓰는 답변" in written(LetterKind.REPLY, opened(), answer="지금 쓰는 답변")


def test_the_branchs_telephone_stands_in_for_one_that_is_not_known() -> None:
    assert "전화: 031-828-7004" in written(LetterKind.REPLY, opened(owner_phone=""))


def test_an_interim_reply_that_is_not_filled_in_names_what_it_lacks() -> None:
    letter = inquiry_letter(LetterKind.INTERIM, opened(), branch=BRANCH, written_on=date(2026, 9, 22))
    assert letter.missing == ("reason", "progress", "new_due")
    whole = {"reason": "심사", "progress": "서류 확인", "new_due_on": date(2026, 10, 2)}
    assert "○" not in written(LetterKind.INTERIM, opened(), **whole)


def test_a_referral_names_the_agency_it_went_to() -> None:
    assert "의정부시청이 맡습니다." in written(LetterKind.REFERRAL, opened())


def test_a_letter_is_worded_as_the_branch_words_it(tmp_path: Path) -> None:
    (tmp_path / "interim.toml").write_text(INTERIM.replace("늦어져 죄송합니다.", "송구합니다."), "utf-8")
    letter = inquiry_letter(
        LetterKind.INTERIM,
        opened(),
        branch=BRANCH,
        written_on=date(2026, 9, 22),
        wordings=load_wordings(tmp_path),
    )
    assert "송구합니다." in plain_text(letter)


@pytest.mark.parametrize(
    ("channel", "said"),
    [(Channel.POST, "우편으로"), (Channel.EMAIL, "전자우편으로"), (Channel.WEB, "홈페이지로")],
)
def test_the_way_a_question_came_is_said_in_korean(tmp_path: Path, channel: Channel, said: str) -> None:
    own = INTERIM.replace("늦어져 죄송합니다.", "{channel|으로/로} 물으셨습니다.")
    (tmp_path / "interim.toml").write_text(own, "utf-8")
    letter = inquiry_letter(
        LetterKind.INTERIM,
        opened(channel=channel),
        branch=BRANCH,
        written_on=date(2026, 9, 22),
        wordings=load_wordings(tmp_path),
    )
    assert f"{said} 물으셨습니다." in plain_text(letter)
