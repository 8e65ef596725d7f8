"""The page 문의 as it is read and walked: both dates, whose, what is needed, what is found."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desk_app.core.areas import Area
from desk_app.core.clock import seoul_at
from desk_app.core.inquiries import Channel, Kind
from desk_app.gui.shift import Shift
from tests.builders import Office
from tests.gui.board_seat import statements, times_seen
from tests.gui.desks import shift_for
from tests.gui.inquiry_seat import ALT, InquirySeat, Key, arrive, seat


@pytest.fixture
def minho(office: Office, dressed: object) -> Iterator[Shift]:
    """The shift of the member of staff in charge."""
    made = shift_for(office, "최민호")
    yield made
    made.runner.stop()


@pytest.fixture
def at_page(qtbot: QtBot, office: Office, minho: Shift) -> Iterator[InquirySeat]:
    arrive(office)
    arrive(
        office,
        "직업훈련 과정 건의",
        kind=Kind.SUGGESTION,
        customer_name="심보라",
        phone="",
        owner_id=office.people["이수민"].id,
        channel=Channel.DESK,
    )
    with seat(qtbot, minho) as made:
        yield made


def test_a_line_says_what_is_left_and_both_dates_and_masks_the_name(at_page: InquirySeat) -> None:
    first, second = at_page.lines()
    assert first.startswith("내일, 문*영 님, 가족희망사업 신청 결과, 우편 · 담당 최민호 · 중간회신 필요")
    assert first.endswith("안심 회신일 11.25, 처리기한 11.26")
    assert "심*라 님" in second
    assert "창구 · 담당 이수민" in second
    assert "문서영" not in first + second


def test_the_first_one_is_opened_whole_and_logged(at_page: InquirySeat, office: Office) -> None:
    shown = at_page.page.detail.detail
    assert shown is not None
    assert shown.customer == "문서영"
    before = times_seen(office)
    at_page.press(Key.Key_Down)
    assert at_page.page.detail.detail is not None
    assert at_page.page.detail.detail.customer == "심보라"
    assert times_seen(office) > before


def test_tabs_filters_and_search_narrow_the_list(at_page: InquirySeat) -> None:
    assert at_page.page.list.tabs[0].text() == "답할 문의 2"
    at_page.press(Key.Key_4)
    assert [line.split(", ")[1] for line in at_page.lines()] == ["문*영 님"]
    at_page.press(Key.Key_4, Key.Key_2)
    assert len(at_page.lines()) == 1
    at_page.press(Key.Key_3)
    assert at_page.lines() == []
    at_page.press(Key.Key_1, Key.Key_Slash)
    at_page.type("ㅅㅂㄹ")
    assert [line.split(", ")[1] for line in at_page.lines()] == ["심*라 님"]
    at_page.press(Key.Key_Escape)
    assert len(at_page.lines()) == 2


def test_why_the_dates_are_these_is_said_in_days(at_page: InquirySeat) -> None:
    why = at_page.page.detail.dates.why
    assert why.isHidden()
    at_page.press(Key.Key_W)
    assert not why.isHidden()
    strip = [day.spoken for day in at_page.page.detail.dates.strip.days()]
    assert "2026년 11월 21일 토요일, 토요일" in strip
    assert "2026년 11월 24일 화요일, 오늘" in strip
    assert "2026년 11월 25일 수요일, 안심 회신일" in strip
    assert "2026년 11월 26일 목요일, 처리기한" in strip


def test_the_badge_counts_what_of_mine_cannot_wait(
    at_page: InquirySeat, office: Office, minho: Shift
) -> None:
    waiting = at_page.page.waiting
    assert waiting.count == 1  # an interim reply is needed
    arrive(office, "홈페이지 문의", channel=Channel.WEB, accepted=False, arrived_at=office.now)
    minho.changed.emit(frozenset({Area.INQUIRIES}))
    at_page.settle()
    assert waiting.count == 2


def test_another_letter_is_shown_by_its_key(at_page: InquirySeat) -> None:
    assert "답변" in at_page.letter()
    at_page.press(Key.Key_1, modifiers=ALT)
    assert "2026년 11월 18일 수요일" in at_page.letter()
    assert "2026년 11월 25일 수요일" in at_page.letter()


def test_an_empty_list_says_what_to_do(qtbot: QtBot, minho: Shift) -> None:
    with seat(qtbot, minho) as at_page:
        assert at_page.lines() == []
        assert at_page.page.list.view.isHidden()
        at_page.press(Key.Key_N)
        assert not at_page.page.intake.isHidden()


def test_many_lines_take_as_many_statements_as_one(qtbot: QtBot, office: Office, minho: Shift) -> None:
    arrive(office)
    with seat(qtbot, minho) as at_page:
        with statements(office) as few:
            at_page.press(Key.Key_1)
        day = seoul_at(date(2026, 11, 20), time(9))
        for at in range(30):
            arrive(office, f"문의 {at}", arrived_at=day + timedelta(minutes=at), phone="")
        with statements(office) as many:
            at_page.press(Key.Key_1)
        assert len(at_page.lines()) == 31
        assert len(many) == len(few)
        at_page.press(Key.Key_End)
        assert at_page.page.list.view.currentIndex().row() == 30
