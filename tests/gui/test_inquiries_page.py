"""The page 문의 as it is read and walked: both dates, whose, what is needed, what is found."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desk_app.core.areas import Area
from desk_app.core.clock import seoul_at
from desk_app.core.inquiries import Channel, Kind
from desk_app.gui import theme
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.usecases import inquiry_lists
from desk_app.usecases.attachments import add_attachment
from desk_app.usecases.inquiry_clocks import ask_supplement
from desk_app.usecases.inquiry_replies import withdraw_inquiry
from tests.builders import Office
from tests.gui.board_seat import statements, times_seen
from tests.gui.inquiry_seat import InquirySeat, arrive, later, seat
from tests.gui.page_seat import ALT, Key
from tests.questions import do


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


def test_way_and_kind_narrow_the_list_by_keys_and_stay_while_it_is_read_again(
    at_page: InquirySeat, office: Office, minho: Shift
) -> None:
    filters = at_page.page.filters
    at_page.press(*[Key.Key_5] * 5)
    assert filters.channel.text() == "경로: 창구"
    assert [line.split(", ")[1] for line in at_page.lines()] == ["심*라 님"]
    arrive(office, "게시판 건의", channel=Channel.DESK, kind=Kind.QUESTION_LAW, customer_name="오은석")
    arrive(office, "우편 건의", kind=Kind.QUESTION_LAW, customer_name="오은석")
    minho.changed.emit(frozenset({Area.INQUIRIES}))
    at_page.settle()
    assert len(at_page.lines()) == 2
    at_page.press(Key.Key_6, Key.Key_6)
    assert filters.kind.text() == "종류: 법령 문의"
    assert [line.split(", ")[1] for line in at_page.lines()] == ["오*석 님"]
    at_page.press(*[Key.Key_6] * 4, *[Key.Key_5] * 2)
    assert (filters.channel.text(), filters.kind.text()) == ("경로: 전체", "종류: 전체")
    assert len(at_page.lines()) == 4


def test_where_nothing_fits_it_says_what_is_shown_and_one_key_shows_all(at_page: InquirySeat) -> None:
    at_page.press(Key.Key_4, Key.Key_5, Key.Key_5, Key.Key_6, Key.Key_Slash)
    at_page.type("없는 말")
    assert at_page.lines() == []
    assert (
        at_page.empty()
        == "찾는 문의가 없습니다 지금은 이것만 보입니다: 내 담당 · 팩스 · 제도·절차 문의 · ‘없는 말’"
    )
    at_page.press(Key.Key_Tab)
    at_page.press(Key.Key_0)
    assert len(at_page.lines()) == 2
    assert at_page.page.list.search.text() == ""
    assert at_page.page.list.view.hasFocus()
    at_page.press(Key.Key_0)
    assert len(at_page.lines()) == 2, "there is nothing more to show"
    at_page.press(Key.Key_3)
    assert at_page.empty() == "여기에 해당하는 문의가 없습니다 새로 온 문의는 N을 눌러 적습니다."


def test_the_keyboard_stays_with_the_page_where_a_filter_leaves_nothing(at_page: InquirySeat) -> None:
    first = QPushButton()  # what Qt gives the keyboard to once the list that had it is hidden
    window = at_page.page.window()
    first.setParent(window)
    first.show()
    QWidget.setTabOrder(at_page.page.list.view, first)
    at_page.press(Key.Key_3)
    assert at_page.lines() == []
    assert at_page.page.list.tabs[0].hasFocus()
    at_page.press(Key.Key_1)
    assert at_page.page.list.view.hasFocus()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Down])
def test_one_key_goes_from_the_search_to_what_was_found(at_page: InquirySeat, key: Key) -> None:
    at_page.press(Key.Key_Slash)
    at_page.type("보라")
    at_page.press(key)
    assert at_page.page.list.view.hasFocus()
    assert len(at_page.lines()) == 1, "what was searched for stays"


def test_nothing_known_is_cut_off_at_the_right_when_text_is_large(
    at_page: InquirySeat, office: Office, minho: Shift, dressed: QApplication
) -> None:
    theme.apply(dressed, text_size=150)
    detail = at_page.page.detail.detail
    assert detail is not None
    office.desk.run(
        add_attachment,
        inquiry_id=detail.id,
        seen_version=detail.version,
        name="아주 긴 이름의 신청 서류 사본.pdf",
        content=b"%PDF-1.7",
    )
    minho.changed.emit(frozenset({Area.INQUIRIES}))
    at_page.settle()
    facts = at_page.page.detail.facts
    for key in (Key.Key_Escape, Key.Key_M, Key.Key_Escape, Key.Key_B, Key.Key_Escape, Key.Key_T):
        at_page.press(key)
        at_page.qtbot.waitUntil(lambda: facts.column.geometry().width() <= facts.viewport().width())
    theme.apply(dressed)


def test_large_text_leaves_the_list_room_for_four_lines_in_the_smallest_window(
    at_page: InquirySeat, dressed: QApplication
) -> None:
    def filled() -> tuple[float, set[int], set[bool]]:
        """Return how many lines fit, how many rows the buttons over them take, whether these show keys."""
        card = at_page.page.list
        narrowing = [at_page.page.filters.whose, at_page.page.filters.channel, at_page.page.filters.kind]
        texts = {each.text() for each in narrowing}
        rows = [card.tabs, [each for each in card.findChildren(KeyButton) if each.text() in texts]]
        lines = {len({button.y() for button in row}) for row in rows}
        caps = {button.toolTip() == "" for row in rows for button in row}
        return card.view.height() / card.view.sizeHintForRow(0), lines, caps

    at_page.qtbot.waitUntil(lambda: filled()[1:] == ({1}, {True}))
    theme.apply(dressed, text_size=150)
    at_page.page.resize(1118, 503)  # what 1280×720 leaves under the strip
    at_page.qtbot.waitUntil(lambda: filled()[0] >= 4 and filled()[1:] == ({1}, {False}))
    theme.apply(dressed)


def test_what_is_opened_from_elsewhere_is_shown_whatever_was_narrowed(
    at_page: InquirySeat, office: Office
) -> None:
    at_page.press(Key.Key_5, Key.Key_5)
    assert at_page.lines() == []
    letter = arrive(office, "또 다른 문의")
    at_page.page.show_inquiry(letter.id)
    at_page.settle()
    assert at_page.page.detail.detail is not None
    assert at_page.page.detail.detail.id == letter.id
    assert len(at_page.lines()) == 3


def test_what_was_done_with_long_ago_is_found_though_the_list_does_not_go_so_far(
    at_page: InquirySeat, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry_lists, "MOST_DONE", 1)
    first, second = (arrive(office, subject) for subject in ("오래된 문의", "나중 문의"))
    for each in (first, second):
        do(office.desk, withdraw_inquiry, each, reason="고객이 거둠")
        later(office, minutes=1)
    at_page.page.show_inquiry(first.id)
    at_page.settle()
    assert at_page.page.detail.detail is not None
    assert at_page.page.detail.detail.id == first.id
    assert at_page.page.list.search.text() == first.number
    assert at_page.heard == []


def test_what_is_asked_for_is_chosen_though_another_desk_writes_meanwhile(
    at_page: InquirySeat, office: Office, minho: Shift
) -> None:
    letter = arrive(office, "또 다른 문의")
    counted = next(each for each in at_page.page.actions() if each.text() == "답할 문의 2")
    counted.changed.connect(  # the list is on its way
        lambda: minho.changed.emit(frozenset({Area.INQUIRIES})), Qt.ConnectionType.SingleShotConnection
    )
    at_page.page.show_inquiry(letter.id)
    at_page.settle()
    assert counted.text() == "답할 문의 3"
    assert at_page.page.detail.detail is not None
    assert at_page.page.detail.detail.id == letter.id


def test_the_days_the_customer_takes_are_not_counted_as_ours(
    at_page: InquirySeat, office: Office, minho: Shift
) -> None:
    told = arrive(office, "취업 확인서", told_by=Channel.POST)
    office.desk.run(
        ask_supplement,
        inquiry_id=told.id,
        seen_version=told.version,
        what="회사 이름",
        due_on=date(2026, 11, 30),
        sent_by=Channel.POST,
    )
    minho.changed.emit(frozenset({Area.INQUIRIES}))
    at_page.settle()
    line = next(line for line in at_page.lines() if "취업 확인서" in line)
    assert line.startswith("8일, "), "25 November, which was told, and seven days of waiting"
    assert at_page.lines()[-1] == line


def test_yesterday_is_said_anew_after_midnight(at_page: InquirySeat, office: Office, minho: Shift) -> None:
    def said() -> str:
        return " ".join(each.accessibleName() for each in at_page.page.detail.text.findChildren(QWidget))

    assert "접수, 오늘" in said()
    later(office, days=1)
    minho.ticked.emit(office.now)
    at_page.settle()
    assert "접수, 어제" in said()


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
