"""A grievance is looked into on the spot on the page 문의 (영 제17조), by keyboard."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk_app.core.inquiries import Channel, Interval, Kind, PauseKind
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.inquiries import InquiryDetail
from tests.builders import Office
from tests.gui.desks import shift_for
from tests.gui.inquiry_seat import InquirySeat, arrive, detail_of, later, seat
from tests.gui.page_seat import Key

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def grievance(office: Office) -> InquiryDetail:
    """A grievance that arrived on Wednesday 18 November, its date told."""
    return arrive(office, kind=Kind.GRIEVANCE, told_by=Channel.POST)


@pytest.fixture
def at_page(qtbot: QtBot, grievance: InquiryDetail, minho: Shift) -> Iterator[InquirySeat]:
    with seat(qtbot, minho) as made:
        yield made


def _said(at_page: InquirySeat) -> str:
    detail = at_page.page.detail
    return "\n".join(words.text() for words in detail.findChildren(Words) if words.isVisibleTo(detail))


def _begin(at_page: InquirySeat, until: str) -> None:
    at_page.press(Key.Key_V)
    at_page.type("숙소 201호의 물이 새는지")
    at_page.press(Key.Key_Tab)
    at_page.type(until)
    at_page.confirm()


def test_once_the_period_is_over_an_inquiry_on_the_spot_changes_no_date_and_says_so(
    qtbot: QtBot, minho: Shift, office: Office, grievance: InquiryDetail
) -> None:
    later(office, days=3)
    with seat(qtbot, minho) as at_page:
        _begin(at_page, "12/8")
        assert "두 날짜는 그대로입니다" in at_page.heard[-1]
    late = detail_of(office, grievance.id)
    assert late.field_inquiry is not None
    assert late.dates == grievance.dates


def test_a_grievance_is_looked_into_for_longer_and_is_over(
    at_page: InquirySeat, office: Office, grievance: InquiryDetail
) -> None:
    _begin(at_page, "12/8")
    assert "14일까지" in at_page.error()
    assert "제17조" in at_page.error()
    assert detail_of(office, grievance.id).supplements == ()
    at_page.retype("11/27")
    at_page.confirm()
    assert at_page.panel() is None
    today = date(2026, 11, 24)
    field = Interval(today, date(2026, 11, 27), kind=PauseKind.FIELD_INQUIRY)
    assert detail_of(office, grievance.id).field_inquiry == field
    assert "실지조사 중" in at_page.lines()[0]
    assert "11.27 (금)까지 실지조사를 합니다" in _said(at_page)
    at_page.press(Key.Key_V)
    assert at_page.panel() is None, "there is never a second one"
    at_page.press(Key.Key_V, modifiers=SHIFT)
    at_page.type("11/30")
    at_page.press(Key.Key_Tab)
    at_page.type("현장이 닫혀 있었음")
    at_page.press(Key.Key_Tab, Key.Key_Down)
    at_page.confirm()
    detail = detail_of(office, grievance.id)
    assert detail.dates.told_on == detail.dates.safe_reply.due_on == date(2026, 12, 2)
    later(office, days=2)
    at_page.press(Key.Key_O)
    at_page.retype("어제")
    at_page.confirm()
    ended = detail_of(office, grievance.id).field_inquiry
    assert ended == Interval(today, date(2026, 11, 30), date(2026, 11, 25), PauseKind.FIELD_INQUIRY)
    assert "실지조사 중" not in at_page.lines()[0]
    assert "실지조사 마침\n" in _said(at_page)


def test_why_this_date_says_that_these_days_were_left_out(at_page: InquirySeat) -> None:
    _begin(at_page, "11/25")
    at_page.press(Key.Key_W)
    assert "11.24 (화)–11.25 (수) 실지조사 기간 (영 제17조)" in _said(at_page)


def test_what_is_no_grievance_has_no_such_key(qtbot: QtBot, office: Office, dressed: object) -> None:
    arrive(office)
    shift = shift_for(office, "최민호")
    with seat(qtbot, shift) as at_page:
        at_page.press(Key.Key_V)
        assert at_page.panel() is None
        assert detail_of(office, 1).supplements == ()
    shift.runner.stop()
