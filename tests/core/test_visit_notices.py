"""What the customer is told of a visit: everything they need, and nothing that others may not read."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.clock import seoul_at
from desk_app.core.visit_notices import (
    SMS_BYTES,
    Fate,
    VisitNotice,
    discreet,
    gives_away,
    reminder,
    say_back,
    slip,
    text_message,
)
from desk_app.usecases.notices import visit_wording

WORDS = visit_wording()
STARTS = seoul_at(date(2026, 11, 24), time(16)).astimezone(UTC)
NOTICE = VisitNotice(
    STARTS,
    STARTS + timedelta(minutes=30),
    "정다은 주임",
    "031-828-7004",
    "경기북부지부",
    place="1층 상담실",
    bring="신분증",
    customer="강지훈",
    uid="visit-1",
)
MOVED = replace(NOTICE, sequence=1)
CANCELLED = replace(NOTICE, sequence=2, cancelled=True)


def everything_written(notice: VisitNotice) -> str:
    """Return all that leaves the house on paper and by text."""
    texts = (text_message(notice, WORDS), reminder(notice, WORDS, STARTS - timedelta(days=1)))
    return f"{slip(notice, WORDS)} {[message.text for message in texts]}"


# -- said back -----------------------------------------------------------------------------------


def test_it_is_said_back_with_date_weekday_time_place_and_person() -> None:
    assert say_back(replace(NOTICE, bring=""), WORDS) == (
        "2026년 11월 24일 화요일 오후 4시에 1층 상담실로 오시면 정다은 주임이 기다리겠습니다."
    )


@pytest.mark.parametrize(
    ("place", "staff", "said"),
    [
        ("민원실", "최민호 과장", "에 민원실로 오시면 최민호 과장이 기다리겠습니다."),
        ("2층 강당", "이수민 대리", "에 2층 강당으로 오시면 이수민 대리가 기다리겠습니다."),
        ("", "한지부 지부장", "에 오시면 한지부 지부장이 기다리겠습니다."),
    ],
)
def test_particles_agree_and_a_place_may_be_missing(place: str, staff: str, said: str) -> None:
    assert say_back(replace(NOTICE, place=place, staff=staff, bring=""), WORDS).endswith(said)


def test_what_to_bring_is_said_in_full_to_the_customer() -> None:
    sentence = say_back(replace(NOTICE, bring="신분증, 출소증명서"), WORDS)
    assert sentence.endswith("기다리겠습니다. 가져오실 것은 신분증, 출소증명서입니다.")


def test_a_cancellation_is_said_back_too() -> None:
    assert say_back(CANCELLED, WORDS) == "2026년 11월 24일 화요일 오후 4시 방문 약속을 취소해 드렸습니다."


# -- discreet ------------------------------------------------------------------------------------


def test_the_slip_says_what_is_needed() -> None:
    shown = slip(NOTICE, WORDS)
    assert (shown.title, shown.under) == ("방문 안내", "강*훈 님")
    assert (shown.date, shown.time) == ("2026년 11월 24일 화요일", "오후 4시")
    assert shown.facts == (
        ("오실 곳", "1층 상담실"),
        ("만나실 분", "정다은 주임"),
        ("가져오실 것", "신분증"),
        ("전화", "031-828-7004"),
    )


def test_the_slip_says_where_the_house_is_unless_its_address_would_tell() -> None:
    there = replace(NOTICE, address="경기도 의정부시 보기로 1")
    assert ("주소", "경기도 의정부시 보기로 1") in slip(there, WORDS).facts
    telling = replace(NOTICE, address="경기도 의정부시 보기로 1 법무보호관")
    assert "주소" not in dict(slip(telling, WORDS).facts)


@pytest.mark.parametrize("allowed", [None, False])
def test_without_leave_nothing_names_the_agency(allowed: bool | None) -> None:
    written = everything_written(replace(NOTICE, may_name_agency=allowed))
    assert not gives_away(written, WORDS.giveaways)
    assert "지부" not in written


def test_with_leave_the_agency_is_named_and_its_purpose_still_is_not() -> None:
    allowed = replace(NOTICE, may_name_agency=True, bring="출소증명서, 신분증")
    assert slip(allowed, WORDS).agency == "한국법무보호복지공단 경기북부지부"
    assert text_message(allowed, WORDS).text.startswith("한국법무보호복지공단 경기북부지부 ")
    assert "출소" not in everything_written(allowed)


def test_only_the_surname_and_a_mask_are_written() -> None:
    assert "지훈" not in everything_written(NOTICE)
    assert slip(replace(NOTICE, customer=""), WORDS).under == ""


@pytest.mark.parametrize(
    ("bring", "told"),
    [
        ("신분증, 출소증명서, 통장 사본", "신분증, 전화로 안내드린 서류, 통장 사본"),
        ("수용증명서; 판결문", "전화로 안내드린 서류"),
        ("신분증\n보 호 관 찰 확인서", "신분증, 전화로 안내드린 서류"),
        ("출\u200b소\u00ad 증명서", "전화로 안내드린 서류"),
        ("출, 소, 증명서", "전화로 안내드린 서류"),
        ("출소증명서 · 신분증", "전화로 안내드린 서류, 신분증"),
        ("", ""),
        (" , ;", ""),
    ],
)
def test_papers_that_give_the_agency_away_are_told_otherwise(bring: str, told: str) -> None:
    assert discreet(replace(NOTICE, bring=bring), WORDS).bring == told


def test_so_are_a_place_and_a_person() -> None:
    told = discreet(replace(NOTICE, place="법무보호 상담실", staff="정다은 보호관찰위원"), WORDS)
    assert (told.place, told.staff) == ("전화로 안내드린 곳", "담당자")
    leave = replace(NOTICE, place="법무보호 상담실", may_name_agency=True)
    assert discreet(leave, WORDS).place == "법무보호 상담실"


def _spaced(word: str, gaps: list[str]) -> str:
    return "".join(letter + gap for letter, gap in zip(word, gaps, strict=False))


@given(
    word=st.sampled_from(WORDS.giveaways),
    gaps=st.lists(
        st.sampled_from(["", " ", ",", "\n", "\u200b", "\u2060", ";", "-"]), min_size=8, max_size=8
    ),
    around=st.tuples(st.text("가나다 ,·", max_size=8), st.text("가나다 ,·", max_size=8)),
)
def test_no_giveaway_gets_through_however_it_is_typed(
    word: str, gaps: list[str], around: tuple[str, str]
) -> None:
    typed = around[0] + _spaced(word, gaps) + around[1]
    hostile = replace(NOTICE, bring=typed, place=typed, staff=typed)
    told = discreet(hostile, WORDS)
    assert not any(gives_away(text, WORDS.giveaways) for text in (told.bring, told.place, told.staff))
    assert not gives_away(everything_written(hostile), WORDS.giveaways)


@given(st.text(max_size=40))
def test_whatever_is_typed_stays_on_its_line(text: str) -> None:
    told = discreet(replace(NOTICE, place=text, bring=text, staff=text, phone=text), WORDS)
    assert all(each.isprintable() for each in (told.place, told.bring, told.staff, told.phone))


# -- the text message ----------------------------------------------------------------------------


def test_a_usual_message_is_one_sms() -> None:
    message = text_message(NOTICE, WORDS)
    assert message.text == (
        "방문 약속 11월 24일(화) 오후 4시 1층 상담실 정다은 주임. 준비물 신분증. 변경 031-828-7004"
    )
    assert message.length == len(message.text.encode("euc-kr")) <= SMS_BYTES
    assert not message.is_long


def test_a_longer_one_says_so() -> None:
    message = text_message(replace(NOTICE, bring="신분증, 통장 사본, 가족관계증명서"), WORDS)
    assert message.is_long
    assert message.length == len(message.text.encode("euc-kr"))


@pytest.mark.parametrize(
    ("notice", "fate", "title", "begins"),
    [
        (NOTICE, Fate.BOOKED, "방문 안내", "방문 약속 11월 24일(화) 오후 4시 1층"),
        (MOVED, Fate.MOVED, "바뀐 약속", "바뀐 약속 11월 24일(화) 오후 4시 1층"),
        (
            CANCELLED,
            Fate.CANCELLED,
            "취소된 약속",
            "11월 24일(화) 오후 4시 방문 약속이 취소되었습니다. 문의 0",
        ),
    ],
)
def test_a_change_and_a_cancellation_are_told_as_such(
    notice: VisitNotice, fate: Fate, title: str, begins: str
) -> None:
    assert notice.fate is fate
    assert slip(notice, WORDS).title == title
    assert text_message(notice, WORDS).text.startswith(begins)


def test_nobody_is_told_to_come_to_a_cancelled_visit() -> None:
    assert slip(CANCELLED, WORDS).facts == (("전화", "031-828-7004"),)
    assert "오지 않으셔도 됩니다" in slip(CANCELLED, WORDS).closing
    written = everything_written(CANCELLED)
    assert "상담실" not in written
    assert "신분증" not in written


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        (
            datetime(2026, 11, 23, 15, tzinfo=UTC),
            "오늘 11월 24일(화) 오후 4시 방문 약속 1층 상담실",
        ),  # 00:00 in Seoul
        (datetime(2026, 11, 23, 14, 59, tzinfo=UTC), "내일 11월 24일(화) 오후 4시 방문 약속 1층 상담실"),
        (datetime(2026, 11, 20, 8, tzinfo=UTC), "11월 24일(화) 오후 4시 방문 약속 1층 상담실"),
    ],
)
def test_the_reminder_says_how_near_it_is_on_seouls_calendar(now: datetime, begins: str) -> None:
    assert reminder(NOTICE, WORDS, now).text.startswith(begins)


def test_a_place_and_things_to_bring_may_be_missing() -> None:
    bare = replace(NOTICE, place="", bring="")
    assert text_message(bare, WORDS).text == "방문 약속 11월 24일(화) 오후 4시 정다은 주임. 변경 031-828-7004"
    assert [name for name, _fact in slip(bare, WORDS).facts] == ["만나실 분", "전화"]
