"""On the page 문의: a wrong file is taken out, and of the same paper twice one is taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk_app.core.areas import Area
from desk_app.core.inquiries import Channel, InquiryState
from desk_app.gui.inquiries.files import FileRow
from desk_app.gui.shift import Shift
from desk_app.usecases.inquiries import InquiryDetail, LinkedInquiry, NewFile
from desk_app.usecases.inquiry_intake import link_inquiry
from desk_app.usecases.inquiry_replies import withdraw_inquiry
from tests.builders import Office
from tests.gui.inquiry_seat import arrive, detail_of, seat
from tests.gui.page_seat import Key
from tests.questions import do

SHIFT = Qt.KeyboardModifier.ShiftModifier
PAPER, PHOTO = NewFile("신청서.pdf", b"%PDF-1.4 paper"), NewFile("사진.jpg", b"\xff\xd8\xff photo")


# -- a wrong file ----------------------------------------------------------------------------------


def names(office: Office, letter: InquiryDetail) -> list[str]:
    return [each.name for each in detail_of(office, letter.id).files]


def test_a_file_is_taken_out_by_key_for_a_reason_that_is_kept(
    qtbot: QtBot, office: Office, minho: Shift
) -> None:
    letter = arrive(office, files=(PAPER, PHOTO))
    with seat(qtbot, minho) as at_page:
        at_page.press(Key.Key_F, modifiers=SHIFT)
        panel = at_page.panel()
        assert panel is not None
        assert "되살릴 수 없습니다" in at_page.error()
        at_page.press(Key.Key_Down)  # of two files, the second
        at_page.confirm()
        assert names(office, letter) == ["신청서.pdf", "사진.jpg"], "not without a reason"
        assert panel.fields["reason"].editor.hasFocus()
        at_page.type("다른 고객의 사진")
        at_page.confirm()
        assert at_page.panel() is None
        assert names(office, letter) == ["신청서.pdf"]
        assert at_page.heard[-1] == "첨부를 뺐습니다."
        line = detail_of(office, letter.id).history[-1]
        assert (line.what, line.detail) == ("file_removed", "사진.jpg: 다른 고객의 사진")


def test_esc_leaves_the_file_where_it_is(qtbot: QtBot, office: Office, minho: Shift) -> None:
    letter = arrive(office, files=(PAPER,))
    with seat(qtbot, minho) as at_page:
        at_page.press(Key.Key_F, modifiers=SHIFT)
        at_page.type("잘못 왔음")  # of one file, only the reason is asked
        at_page.press(Key.Key_Escape)
        assert at_page.panel() is None
        assert names(office, letter) == ["신청서.pdf"]


def test_the_button_beside_a_file_asks_about_that_file_and_only_while_nothing_else_asks(
    qtbot: QtBot, office: Office, minho: Shift
) -> None:
    letter = arrive(office, files=(PAPER, PHOTO))
    with seat(qtbot, minho) as at_page:
        rows = at_page.page.detail.text.files.findChildren(FileRow)
        at_page.press(Key.Key_R)
        assert [button.isVisible() for button in rows[1].buttons] == [True, False]
        at_page.press(Key.Key_Escape)
        assert [button.isVisible() for button in rows[1].buttons] == [True, True]
        rows[1].buttons[1].click()
        at_page.settle()
        at_page.type("중복")
        at_page.confirm()
        assert names(office, letter) == ["신청서.pdf"]


def test_without_files_there_is_nothing_to_take_out(qtbot: QtBot, office: Office, minho: Shift) -> None:
    arrive(office)
    with seat(qtbot, minho) as at_page:
        at_page.press(Key.Key_F, modifiers=SHIFT)
        assert at_page.panel() is None


# -- the same paper twice --------------------------------------------------------------------------


@pytest.fixture
def first(office: Office) -> InquiryDetail:
    return arrive(office)


@pytest.fixture
def second(office: Office, first: InquiryDetail) -> InquiryDetail:
    """The same letter by fax a day later."""
    return arrive(office, channel=Channel.FAX, arrived_at=first.arrived_at + timedelta(days=1))


def link(office: Office, later: InquiryDetail, to: InquiryDetail) -> None:
    do(office.desk, link_inquiry, later, to_id=to.id, same_paper=True)


def states(office: Office, *some: InquiryDetail) -> list[InquiryState]:
    return [detail_of(office, each.id).state for each in some]


def test_the_later_one_is_taken_back_with_the_reason_filled_in(
    qtbot: QtBot, office: Office, minho: Shift, first: InquiryDetail, second: InquiryDetail
) -> None:
    link(office, second, first)
    with seat(qtbot, minho) as at_page:
        at_page.press(Key.Key_Down)
        assert at_page.care() == (
            f"{first.number}과 같은 문서입니다. 답변은 하나면 되니 {second.number}는 취하로 정리하십시오."
        )
        at_page.press(Key.Key_X, modifiers=SHIFT)
        assert states(office, first, second) == [InquiryState.ACCEPTED] * 2, "never without being asked"
        at_page.confirm()
        assert states(office, first, second) == [InquiryState.ACCEPTED, InquiryState.WITHDRAWN]
        assert detail_of(office, second.id).history[-1].detail == f"{first.number}과 같은 문서"
        assert at_page.heard[-1] == "취하로 기록했습니다."
        assert len(at_page.lines()) == 1
        assert at_page.care() == ""


def test_from_the_earlier_one_the_same_key_goes_to_the_later_one_even_where_it_is_filtered_out(
    qtbot: QtBot, office: Office, minho: Shift, first: InquiryDetail, second: InquiryDetail
) -> None:
    link(office, first, second)  # whichever was linked with which
    with seat(qtbot, minho) as at_page:
        for narrow in ((), (Key.Key_5,)):  # the fax is not among the letters
            at_page.press(*narrow)
            at_page.page.list.view.choose(first.id)
            at_page.settle()
            assert at_page.care().startswith(f"{second.number}와 같은 문서입니다.")
            at_page.press(Key.Key_X, modifiers=SHIFT)
            assert at_page.page.detail.detail is not None
            assert at_page.page.detail.detail.id == second.id
            assert at_page.panel() is not None
            at_page.press(Key.Key_Escape)
        at_page.press(Key.Key_X, modifiers=SHIFT)
        at_page.confirm()
        assert states(office, first, second) == [InquiryState.ACCEPTED, InquiryState.WITHDRAWN]


def test_linking_them_offers_it_at_once(
    qtbot: QtBot, office: Office, minho: Shift, first: InquiryDetail, second: InquiryDetail
) -> None:
    with seat(qtbot, minho) as at_page:
        at_page.press(Key.Key_Down)
        at_page.press(Key.Key_X, modifiers=SHIFT)
        assert at_page.panel() is None, "nobody has said yet that they are the same"
        at_page.page.detail.text.link_asked.emit(first.id, True)
        at_page.settle()
        assert "Shift X" in at_page.heard[-1]
        assert at_page.care().startswith(f"{first.number}과")


def test_where_the_first_was_taken_back_the_second_is_to_be_answered(
    qtbot: QtBot, office: Office, minho: Shift, first: InquiryDetail, second: InquiryDetail
) -> None:
    link(office, second, first)
    with seat(qtbot, minho) as at_page:
        seen = detail_of(office, first.id)
        do(office.desk, withdraw_inquiry, seen, reason="고객이 거두어 감")
        minho.changed.emit(frozenset({Area.INQUIRIES}))
        at_page.settle()
        assert at_page.page.detail.detail is not None
        assert at_page.page.detail.detail.id == second.id
        assert at_page.care() == ""


def test_of_papers_that_came_again_the_latest_still_owed_is_surplus(
    office: Office, first: InquiryDetail, second: InquiryDetail
) -> None:
    def beside(detail: InquiryDetail, state: InquiryState) -> InquiryDetail:
        other = LinkedInquiry(first.id, first.number, first.arrived_at, first.subject, state)
        return replace(detail, duplicates=(other,))

    assert second.surplus is None
    for state in InquiryState:
        surplus = beside(second, state).surplus
        if state is InquiryState.WITHDRAWN:
            assert surplus is None, "then this one is answered"
        else:
            assert surplus is not None
            assert [each.id for each in surplus] == [second.id, first.id]
    answered = replace(second, state=InquiryState.ANSWERED)
    earlier = beside(answered, InquiryState.ACCEPTED).surplus
    assert earlier is not None
    assert earlier[0].id == first.id, "the later one was answered meanwhile"
    assert beside(answered, InquiryState.CLOSED).surplus is None
