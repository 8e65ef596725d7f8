"""What a letter told is there again once it is recorded, and once the period is over it says so."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from pytestqt.qtbot import QtBot

from desk_app.core.clock import seoul_at
from desk_app.core.inquiries import Channel
from desk_app.gui.inquiries.history import events
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.inquiries import InquiryDetail
from tests.builders import Office
from tests.gui.inquiry_seat import InquirySeat, arrive, detail_of, seat
from tests.gui.page_seat import ALT, Key

LIMIT = date(2026, 11, 26)


@pytest.fixture
def letter(office: Office) -> InquiryDetail:
    """A letter that arrived on Wednesday: told is 25 November, 처리기한 is the 26th."""
    return arrive(office, told_by=Channel.POST)


@pytest.fixture
def late(office: Office, letter: InquiryDetail) -> InquiryDetail:
    """The same on the morning after its period."""
    assert letter.dates.limit.due_on == LIMIT
    office.clock.set(seoul_at(date(2026, 11, 27), time(9, 30)))
    return letter


@pytest.fixture
def at_page(qtbot: QtBot, letter: InquiryDetail, minho: Shift) -> Iterator[InquirySeat]:
    with seat(qtbot, minho) as made:
        yield made


@pytest.fixture
def at_late_page(qtbot: QtBot, late: InquiryDetail, minho: Shift) -> Iterator[InquirySeat]:
    with seat(qtbot, minho) as made:
        yield made


def offered(seat: InquirySeat) -> set[str]:
    """Return the names of the buttons that are seen."""
    return {button.text() for button in seat.page.detail.findChildren(KeyButton) if button.isVisible()}


def notes(seat: InquirySeat) -> str:
    """Return everything said about the inquiry at the left."""
    return " ".join(words.text() for words in seat.page.detail.text.findChildren(Words))


def history(seat: InquirySeat) -> list[str]:
    """Return what was done about the inquiry, what is told of each."""
    detail = seat.page.detail.detail
    assert detail is not None
    return [each.text for each in events(detail, seat.shift.now())]


def test_where_it_was_referred_to_stands_in_the_letter_for_good(
    at_page: InquirySeat, office: Office, letter: InquiryDetail
) -> None:
    at_page.press(Key.Key_T, Key.Key_Tab)
    at_page.type("의정부시청 여권과")
    at_page.press(Key.Key_Tab)
    at_page.type("031-82")
    at_page.press(Key.Key_Tab)
    at_page.type("여권은 시청에서 맡습니다.")
    at_page.confirm()
    assert "전화번호" in at_page.error()
    at_page.retype("031-828-2114")
    as_typed = at_page.letter()
    at_page.confirm()
    assert at_page.panel() is None
    assert detail_of(office, letter.id).referred_phone == "0318282114"
    at_page.press(Key.Key_3, Key.Key_Down)
    assert at_page.letter() == as_typed
    for told in ("맡은 기관: 의정부시청 여권과", "기관 전화: 031-828-2114", "여권은 시청에서 맡습니다."):
        assert told in as_typed
    at_page.press(Key.Key_1, Key.Key_5, modifiers=ALT)
    assert at_page.letter() == as_typed
    assert "우편 · 의정부시청 여권과 · 여권은 시청에서 맡습니다." in history(at_page)


def test_the_request_to_supplement_says_what_and_by_when(
    at_page: InquirySeat, office: Office, letter: InquiryDetail
) -> None:
    at_page.press(Key.Key_B)
    at_page.type("신분증 사본")
    at_page.press(Key.Key_Tab)
    at_page.type("12/4")
    as_typed = at_page.letter()
    assert "신분증 사본" in as_typed
    assert "2026년 12월 4일 금요일까지 보내 주시기 바랍니다." in as_typed
    assert "처리기간에 넣지 않습니다." in as_typed
    at_page.confirm()
    assert at_page.letter() == as_typed, "it is to be printed now"
    assert "기한이 멈춥니다" in at_page.heard[-1]
    assert "그동안 기한이 멈춥니다." in notes(at_page)
    at_page.press(Key.Key_1, Key.Key_6, modifiers=ALT)
    assert at_page.letter() == as_typed
    at_page.press(Key.Key_G)
    at_page.confirm()
    assert "요청한 날과 온 날은 세지 않습니다" in at_page.heard[-1]
    assert detail_of(office, letter.id).dates.limit.due_on > LIMIT


def test_once_the_period_is_over_waiting_for_the_customer_stops_nothing_and_says_so(
    at_late_page: InquirySeat, office: Office, late: InquiryDetail
) -> None:
    at_late_page.press(Key.Key_B)
    panel = at_late_page.panel()
    assert panel is not None
    assert "두 날짜는 그대로" in " ".join(words.text() for words in panel.findChildren(Words))
    at_late_page.type("신분증 사본")
    at_late_page.press(Key.Key_Tab)
    at_late_page.type("12/4")
    as_typed = at_late_page.letter()
    assert "2026년 11월 25일 수요일까지 답변드렸어야 하는데" in as_typed
    assert "처리기간에 넣지 않습니다." not in as_typed
    at_late_page.confirm()
    assert at_late_page.letter() == as_typed
    assert "기한은 멈추지 않습니다" in at_late_page.heard[-1]
    assert "기한은 멈추지 않습니다." in notes(at_late_page)
    assert "그동안 기한이 멈춥니다." not in notes(at_late_page)
    assert detail_of(office, late.id).dates == late.dates
    at_late_page.press(Key.Key_G)
    at_late_page.confirm()
    assert "바로 답변해 주십시오" in at_late_page.heard[-1]
    assert detail_of(office, late.id).dates == late.dates


def test_an_extension_is_offered_within_the_period_only_and_its_key_says_why(
    at_page: InquirySeat, office: Office
) -> None:
    assert "연장" in offered(at_page)
    office.clock.set(seoul_at(date(2026, 11, 27), time(0)))
    at_page.press(Key.Key_E)  # the screen was drawn the day before
    assert at_page.panel() is None
    assert at_page.heard[-1].startswith("처리기한이 지나 더 연장할 수 없습니다.")


def test_once_the_period_is_over_the_key_of_the_extension_says_why(at_late_page: InquirySeat) -> None:
    assert "연장" not in offered(at_late_page)
    assert "중간회신" in offered(at_late_page)
    at_late_page.press(Key.Key_E)
    assert at_late_page.panel() is None
    assert at_late_page.heard == [
        "처리기한이 지나 더 연장할 수 없습니다. 바로 답변하거나 중간회신을 보내세요."
    ]


def test_a_late_interim_reply_begins_with_a_day_to_come_and_is_sorry(
    at_late_page: InquirySeat, office: Office, late: InquiryDetail
) -> None:
    assert "답변이 늦었습니다." in notes(at_late_page)
    at_late_page.press(Key.Key_M)
    at_late_page.type("본부의 심사 절차")
    at_late_page.press(Key.Key_Tab)
    at_late_page.type("서류 확인을 마친 것")
    as_typed = at_late_page.letter()
    assert "2026년 11월 25일 수요일까지 답변드렸어야 하는데 그러지 못했습니다." in as_typed
    assert "진심으로 죄송합니다." in as_typed
    assert "2026년 12월 4일 금요일까지 답변드리겠습니다." in as_typed
    at_late_page.confirm()
    assert at_late_page.panel() is None
    (sent,) = detail_of(office, late.id).interims
    assert (sent.late_on, sent.expected_on) == (date(2026, 11, 25), date(2026, 12, 4))
    assert "답변이 늦었습니다." not in notes(at_late_page)
    at_late_page.press(Key.Key_2, modifiers=ALT)
    assert at_late_page.letter() == as_typed


def test_an_interim_reply_in_time_is_only_sorry_that_it_takes_longer(at_page: InquirySeat) -> None:
    at_page.press(Key.Key_M)
    assert "늦어져 죄송합니다." in at_page.letter()
    assert "답변드렸어야" not in at_page.letter()
