"""What is done about an inquiry on the page 문의, by keyboard, from the arrival to the end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desk_app.core.areas import Area
from desk_app.core.inquiries import Channel, InquiryState
from desk_app.gui.inquiries.letter_panels import ReplyPanel
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.inquiries import InquiryDetail, NewFile
from desk_app.usecases.inquiry_replies import save_reply_draft
from desk_app.usecases.jottings import read_jottings
from desk_app.usecases.office import change_settings, read_office
from tests.builders import Office
from tests.gui.desks import shift_for
from tests.gui.inquiry_seat import InquirySeat, arrive, detail_of, seat
from tests.gui.page_seat import ALT, Key
from tests.questions import do


@pytest.fixture
def letter(office: Office) -> InquiryDetail:
    """A letter that arrived on Wednesday, with a paper and something that is none."""
    files = (NewFile("신청서.pdf", b"%PDF-1.4 paper"), NewFile("../사진.jpg", b"MZ program"))
    return arrive(office, files=files)


@pytest.fixture
def at_page(qtbot: QtBot, letter: InquiryDetail, minho: Shift) -> Iterator[InquirySeat]:
    with seat(qtbot, minho) as made:
        yield made


def test_an_interim_reply_is_written_beside_its_letter(
    at_page: InquirySeat, office: Office, letter: InquiryDetail
) -> None:
    at_page.press(Key.Key_M)
    at_page.type("본부의 심사 절차")
    at_page.press(Key.Key_Tab)
    at_page.type("서류 확인을 마친 것")
    assert "까닭은 다음과 같습니다: 본부의 심사 절차." in at_page.letter()
    assert "2026년 11월 26일 목요일까지" in at_page.letter()
    at_page.press(Key.Key_Tab)
    at_page.retype("어제")
    at_page.confirm()
    assert "이미 지났습니다" in at_page.error()
    assert detail_of(office, letter.id).interims == ()
    at_page.retype("내일")
    at_page.confirm()
    assert at_page.panel() is None
    sent = detail_of(office, letter.id).interims
    assert [(each.reason, each.progress) for each in sent] == [("본부의 심사 절차", "서류 확인을 마친 것")]
    assert "중간회신 보냄" in at_page.lines()[0]


def test_an_extension_names_its_lawful_reason_and_follows_the_law(
    at_page: InquirySeat, office: Office, letter: InquiryDetail
) -> None:
    at_page.press(Key.Key_E)
    panel = at_page.panel()
    assert panel is not None
    assert "시행령 제21조" in panel.fields["extension_reason"].editor.accessibleDescription()
    at_page.confirm()
    assert "날수" in at_page.error() or "연장" in at_page.error()
    at_page.focus("days")
    at_page.type("8")
    at_page.press(Key.Key_Tab, Key.Key_1)
    at_page.confirm()
    assert "길" in at_page.error()
    assert detail_of(office, letter.id).extensions == ()
    at_page.focus("days")
    at_page.retype("5")
    assert "다른 기관의 협조가 필요함" in at_page.letter()
    assert "2026년 11월 30일 월요일" in at_page.letter()
    at_page.confirm()
    assert [each.days for each in detail_of(office, letter.id).extensions] == [5]
    assert "11.30" in at_page.lines()[0]


def test_a_second_extension_asks_for_consent_first(
    at_page: InquirySeat, office: Office, letter: InquiryDetail
) -> None:
    for _ in range(2):
        at_page.press(Key.Key_E)
        at_page.type("3")
        at_page.press(Key.Key_Tab, Key.Key_2)
        at_page.confirm()
    assert "동의" in at_page.error()
    assert "동의" in at_page.letter()
    at_page.focus("consented")
    at_page.press(Key.Key_Down)
    at_page.confirm()
    assert [each.consented for each in detail_of(office, letter.id).extensions] == [False, True]


def test_a_reply_is_drafted_kept_while_unsaved_checked_and_sent(
    at_page: InquirySeat, office: Office, letter: InquiryDetail, minho: Shift
) -> None:
    at_page.press(Key.Key_R)
    at_page.type("심사가 끝났습니다.")
    assert "심사가 끝났습니다." in at_page.letter()
    at_page.press(Key.Key_Escape, Key.Key_R)
    assert isinstance(at_page.panel(), ReplyPanel)
    assert "심사가 끝났습니다." in at_page.letter()
    at_page.confirm()
    assert [each.text for each in detail_of(office, letter.id).replies] == ["심사가 끝났습니다."]
    at_page.press(Key.Key_K)
    assert any("쓴 사람은 확인할 수 없습니다" in said for said in at_page.heard)
    at_page.press(Key.Key_S)
    at_page.confirm()
    done = detail_of(office, letter.id)
    assert done.state is InquiryState.ANSWERED
    assert done.replies[-1].sent_by is Channel.POST
    assert at_page.lines() == []
    at_page.press(Key.Key_3)
    assert "답변" in at_page.lines()[0]
    at_page.press(Key.Key_Down, Key.Key_C)
    assert detail_of(office, letter.id).state is InquiryState.CLOSED


def test_who_writes_on_a_stale_screen_is_told_and_loses_nothing(
    at_page: InquirySeat, office: Office, letter: InquiryDetail
) -> None:
    at_page.press(Key.Key_R)
    at_page.type("제 답변")
    sumin = office.at("이수민")
    sumin.run(save_reply_draft, inquiry_id=letter.id, seen_version=letter.version, text="먼저 쓴 답변")
    at_page.confirm()
    assert "이수민" in at_page.error()
    assert [each.text for each in detail_of(office, letter.id).replies] == ["먼저 쓴 답변"]
    at_page.confirm()  # seen now, and meant
    assert [each.text for each in detail_of(office, letter.id).replies] == ["먼저 쓴 답변", "제 답변"]


def test_no_paper_is_made_while_something_is_blank(at_page: InquirySeat) -> None:
    at_page.press(Key.Key_C, modifiers=ALT)
    assert any("빈칸: 답변 내용" in said for said in at_page.heard)
    at_page.press(Key.Key_1, modifiers=ALT)
    at_page.press(Key.Key_C, modifiers=ALT)
    assert "2026년 11월 25일 수요일" in QGuiApplication.clipboard().text()
    at_page.press(Key.Key_P, modifiers=ALT)
    chooser = at_page.page.findChildren(QFileDialog)[0]
    assert [name.rpartition("/")[2] for name in chooser.selectedFiles()] == ["접수-2026-0001.pdf"]
    chooser.reject()


def test_a_file_is_taken_out_under_a_harmless_name_and_logged(
    at_page: InquirySeat, office: Office, letter: InquiryDetail
) -> None:
    paper, program = detail_of(office, letter.id).files
    assert (paper.danger, program.name) == (None, "사진.jpg")
    at_page.page.detail.text.files.asked.emit(program)
    at_page.settle()
    chooser = at_page.page.findChildren(QFileDialog)[0]
    assert [name.rpartition("/")[2] for name in chooser.selectedFiles()] == ["사진.jpg"]
    chooser.reject()
    assert detail_of(office, letter.id).history[-1].what == "file_opened"


def test_the_clock_stands_still_while_the_customer_supplements(
    at_page: InquirySeat, office: Office, letter: InquiryDetail
) -> None:
    at_page.press(Key.Key_B)
    at_page.type("신분증 사본")
    at_page.press(Key.Key_Tab)
    at_page.type("11/27")
    at_page.confirm()
    assert "보완 기다림" in at_page.lines()[0]
    office.clock.advance(timedelta(days=1))
    at_page.press(Key.Key_G)
    at_page.confirm()
    after = detail_of(office, letter.id)
    assert after.waits is None
    assert after.dates.limit.due_on > letter.dates.limit.due_on


def test_it_is_passed_on_referred_or_taken_back(
    at_page: InquirySeat, office: Office, letter: InquiryDetail
) -> None:
    at_page.press(Key.Key_H)
    at_page.confirm()
    assert "담당자" in at_page.error()
    at_page.type("이수민")
    at_page.press(Key.Key_Tab)
    at_page.confirm()
    assert detail_of(office, letter.id).owner_name == "이수민"
    at_page.press(Key.Key_T, Key.Key_Tab)
    at_page.type("의정부시청")
    assert "의정부시청" in at_page.letter()
    at_page.confirm()
    assert detail_of(office, letter.id).state is InquiryState.REFERRED
    assert at_page.lines() == []


def test_a_website_question_is_accepted_and_the_customer_told(
    at_page: InquirySeat, office: Office, minho: Shift
) -> None:
    web = arrive(office, "홈페이지 문의", channel=Channel.WEB, accepted=False, arrived_at=office.now)
    minho.changed.emit(frozenset({Area.INQUIRIES}))
    at_page.settle()
    at_page.page.list.view.choose(web.id)
    at_page.settle()
    at_page.press(Key.Key_A)
    assert "홈페이지 문의" in at_page.letter()
    at_page.confirm()
    accepted = detail_of(office, web.id)
    assert accepted.state is InquiryState.ACCEPTED
    assert accepted.dates.told_on == accepted.dates.to_tell


def test_what_was_taken_down_is_set_right(
    at_page: InquirySeat, office: Office, letter: InquiryDetail
) -> None:
    at_page.press(Key.Key_U)
    at_page.retype("")
    at_page.confirm()
    assert "제목" in at_page.error()
    at_page.type("학업지원 결과")
    at_page.focus("period")
    at_page.type("0")
    at_page.confirm()
    assert "1–180" in at_page.error()
    at_page.retype("10")
    at_page.confirm()
    after = detail_of(office, letter.id)
    assert after.subject == "학업지원 결과"
    assert len(after.dates.limit.counted) == 10


def test_a_reply_being_typed_comes_back_after_a_kill(
    qtbot: QtBot, at_page: InquirySeat, office: Office, letter: InquiryDetail
) -> None:
    at_page.press(Key.Key_R)
    at_page.type("심사가 끝났습니다.")
    minho = office.at("최민호")
    qtbot.waitUntil(lambda: bool(minho.run(read_jottings).value), timeout=1000)
    again = shift_for(office, "최민호")
    with seat(qtbot, again) as at_desk:
        at_desk.press(Key.Key_R)
        assert "심사가 끝났습니다." in at_desk.letter()
        panel = at_desk.panel()
        assert panel is not None
        said = [words.text() for words in panel.fields["reply"].findChildren(Words)]
        assert any("저장하지 않고 적어 둔 글" in text for text in said)
        at_desk.confirm()
        assert [each.text for each in detail_of(office, letter.id).replies] == ["심사가 끝났습니다."]
        qtbot.waitUntil(lambda: minho.run(read_jottings).value == (), timeout=1000)
    again.runner.stop()


def test_a_reply_that_is_emptied_is_thrown_away(
    qtbot: QtBot, at_page: InquirySeat, office: Office, letter: InquiryDetail
) -> None:
    minho = office.at("최민호")
    at_page.press(Key.Key_R)
    at_page.type("아니다")
    qtbot.waitUntil(lambda: bool(minho.run(read_jottings).value), timeout=1000)
    at_page.retype(" ")
    qtbot.waitUntil(lambda: minho.run(read_jottings).value == (), timeout=1000)


def test_what_a_colleague_must_check_is_not_sent_and_says_so_at_the_key(
    qtbot: QtBot, office: Office, letter: InquiryDetail, dressed: object
) -> None:
    view = office.boss.run(read_office).value
    settings = replace(view.settings, reply_needs_check=True)
    office.boss.run(change_settings, seen_version=view.version, settings=settings)
    do(office.at("최민호"), save_reply_draft, letter, text="심사가 끝났습니다.")
    heard = []
    for who in ("최민호", "이수민"):
        shift = shift_for(office, who)
        with seat(qtbot, shift) as at_desk:
            at_desk.press(Key.Key_S)
            assert at_desk.panel() is None, "nothing is asked that is then refused"
            heard.append(at_desk.heard[-1])
            if who == "이수민":
                at_desk.press(Key.Key_K, Key.Key_S)
                assert at_desk.panel() is not None
        shift.runner.stop()
    assert heard == [
        "아직 보낼 수 없습니다. 쓴 사람이 아닌 직원이 이 문의를 열고 K(확인)를 눌러야 합니다.",
        "아직 보낼 수 없습니다. 답변을 읽어 보고 K(확인)를 먼저 누르십시오.",
    ]
