"""Taking in a new inquiry by keyboard: what is understood, what follows, what is refused."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from desk_app.core.attachments import Danger
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.inquiries import Channel, InquiryState, Kind
from desk_app.gui.inquiries.beginnings import Beginning, as_kept, beginning_of
from desk_app.gui.office.background import background
from desk_app.gui.shift import Shift
from desk_app.usecases.inquiries import NewFile
from desk_app.usecases.jottings import read_jottings
from tests.builders import Office
from tests.gui.desks import shift_for
from tests.gui.inquiry_seat import InquirySeat, arrive, detail_of, seat
from tests.gui.page_seat import ALT, Key


@pytest.fixture
def at_form(qtbot: QtBot, shift: Shift) -> Iterator[InquirySeat]:
    with seat(qtbot, shift) as made:
        made.press(Key.Key_N)
        yield made


def choose(at_form: InquirySeat, name: str, value: str) -> None:
    """Choose an entry of a list in the form."""
    box = {"channel": at_form.page.intake.channel, "kind": at_form.page.intake.kind}[name]
    box.setCurrentIndex(box.findData(value))


def test_a_letter_is_taken_in_whole(at_form: InquirySeat, office: Office) -> None:
    form = at_form.page.intake
    at_form.press(Key.Key_Tab)
    at_form.type("11/23 15:20")
    assert "어제 오후 3시 20분" in form.understood()
    assert "안심 회신일 11.30 (월) · 처리기한 12.01 (화)" in form.understood()
    at_form.press(Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)
    at_form.type("노은정")
    at_form.press(Key.Key_Tab)
    at_form.type("01024817736")
    at_form.press(Key.Key_Tab)
    at_form.type("직업훈련")
    at_form.press(Key.Key_Tab)
    form.subject.setFocus()
    at_form.type("수강 일정")
    at_form.press(Key.Key_Tab)
    at_form.type("언제 시작합니까?")
    at_form.confirm()
    assert form.isHidden()
    shown = at_form.page.detail.detail
    assert shown is not None
    assert (shown.customer, shown.phone, shown.subject) == ("노은정", "01024817736", "수강 일정")
    assert (shown.owner_name, shown.text) == ("이수민", "언제 시작합니까?")
    assert f"{seoul(shown.arrived_at):%m-%d %H:%M}" == "11-23 15:20"
    assert shown.state is InquiryState.ACCEPTED
    assert form.is_empty()


def test_enter_takes_what_fits_first_and_goes_on_to_the_next_field(at_form: InquirySeat) -> None:
    form = at_form.page.intake
    form.topic.setFocus()
    at_form.type("주거")
    at_form.press(Key.Key_Return)
    taken = at_form.shift.topic_by_id(form.typed().topic_id)
    assert taken is not None
    assert (taken.name, "주거" in form.topic.text()) == ("주거지원", True)
    assert form.owner.hasFocus()
    assert form.typed().owner_id == taken.assignee_id
    at_form.type("이수")
    at_form.press(Key.Key_Enter)
    assert form.owner.text().startswith("이수민")
    assert not form.isHidden(), "only Ctrl+Enter records it"


def test_a_website_question_is_not_accepted_yet(at_form: InquirySeat) -> None:
    form = at_form.page.intake
    choose(at_form, "channel", Channel.WEB)
    assert "8업무시간" in form.channel.accessibleDescription()
    form.arrived.setText("방금")
    form.subject.setText("문의/상담")
    at_form.confirm()
    assert at_form.page.detail.detail is not None
    assert at_form.page.detail.detail.state is InquiryState.RECEIVED
    assert "접수 전" in at_form.lines()[0]


@pytest.mark.parametrize(
    ("arrived", "days", "subject", "said"),
    [
        ("", "", "제목", "도착 일시를 입력"),
        ("내일 9시", "", "제목", "지금보다 뒤"),
        ("어제", "", "제목", "시각까지"),
        ("언젠가", "", "제목", "알아듣지 못했습니다"),
        ("방금", "0", "제목", "1–180"),
        ("방금", "400", "제목", "1–180"),
        ("방금", "칠", "제목", "숫자"),
        ("방금", "", "", "제목"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(
    at_form: InquirySeat, arrived: str, days: str, subject: str, said: str
) -> None:
    form = at_form.page.intake
    form.arrived.setText(arrived)
    form.days.setText(days)
    form.subject.setText(subject)
    form.text.setPlainText("글")
    at_form.confirm()
    assert said in form.error()
    assert not form.isHidden()
    assert form.text.toPlainText() == "글"
    assert at_form.lines() == []


def test_what_is_typed_stays_while_the_form_is_left(at_form: InquirySeat) -> None:
    at_form.page.intake.subject.setFocus()
    at_form.type("적다 만 제목")
    at_form.press(Key.Key_Escape)
    assert at_form.page.intake.isHidden()
    at_form.press(Key.Key_N)
    assert at_form.page.intake.subject.text() == "적다 만 제목"


def test_files_are_dropped_flagged_and_kept(at_form: InquirySeat, office: Office, tmp_path: Path) -> None:
    (tmp_path / "사진.jpg").write_bytes(b"MZ program")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "사진.jpg")), QUrl("https://example.com/a.pdf")])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    form = at_form.page.intake
    form.dropEvent(drop)
    background().settle()
    assert [file.name for file in form.files.files] == ["사진.jpg"]
    form.arrived.setText("방금")
    form.subject.setText("사진을 보냅니다")
    at_form.confirm()
    assert at_form.page.detail.detail is not None
    kept = detail_of(office, at_form.page.detail.detail.id).files
    assert [(file.name, file.danger) for file in kept] == [("사진.jpg", Danger.EXECUTABLE)]


def test_a_file_too_large_is_refused_before_it_is_read(at_form: InquirySeat, tmp_path: Path) -> None:
    with (tmp_path / "크다.pdf").open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    at_form.page.intake.files.take([tmp_path / "크다.pdf", tmp_path / "없다.pdf"])
    background().settle()
    assert "20 MB까지" in at_form.page.intake.files.error()
    assert at_form.page.intake.files.files == ()


def test_a_new_one_goes_on_from_an_earlier_one(qtbot: QtBot, shift: Shift, office: Office) -> None:
    before = arrive(office)
    with seat(qtbot, shift) as at_page:
        at_page.press(Key.Key_L)
        form = at_page.page.intake
        assert form.customer.name.text() == "문서영"
        form.arrived.setText("방금")
        form.subject.setText("결과를 다시 여쭙니다")
        at_page.confirm()
        after = at_page.page.detail.detail
        assert after is not None
        assert [each.id for each in after.earlier] == [before.id]


def test_a_call_that_turns_into_one_brings_what_it_holds(qtbot: QtBot, shift: Shift, office: Office) -> None:
    draft = office.call(customer_name="강지훈", phone="01024817736", summary="서면 답변을 바람")
    with seat(qtbot, shift) as at_page:
        at_page.page.begin(beginning_of(draft))
        form = at_page.page.intake
        assert (form.customer.name.text(), form.text.toPlainText()) == ("강지훈", "서면 답변을 바람")
        form.subject.setText("허그일자리 자격")
        at_page.confirm()
        shown = at_page.page.detail.detail
        assert shown is not None
        assert (shown.channel, shown.kind) == (Channel.PHONE, Kind.QUESTION_SYSTEM)
        assert shown.dates.told_on == shown.dates.to_tell  # said on the telephone at once


# -- typed and not recorded yet ------------------------------------------------------------------------


def _killed(qtbot: QtBot, office: Office, at_form: InquirySeat) -> Shift:
    """Wait a second, as long as a kill may cost, and return the shift of whoever starts the program again."""
    qtbot.waitUntil(lambda: bool(office.desk.run(read_jottings).value), timeout=1000)
    return shift_for(office)


def test_what_is_typed_comes_back_after_a_kill(qtbot: QtBot, at_form: InquirySeat, office: Office) -> None:
    form = at_form.page.intake
    choose(at_form, "channel", Channel.WEB)
    choose(at_form, "kind", Kind.GRIEVANCE)
    form.arrived.setText("어제 15:00")
    form.days.setText("10")
    form.customer.name.setFocus()
    at_form.type("노은정")
    form.answer_by.setCurrentIndex(form.answer_by.findData(Channel.EMAIL))
    form.answer_to.setText("noh@example.com")
    form.told.setCurrentIndex(form.told.findData(Channel.PHONE))
    form.files.set_files([NewFile("사진.jpg", b"paper")])
    form.subject.setText("숙소에 물이 샙니다")
    form.text.setFocus()
    at_form.type("지난주부터 물이 샙니다")
    typed = form.typed()
    again = _killed(qtbot, office, at_form)
    with seat(qtbot, again) as at_page:
        back = at_page.page.intake
        assert back.isHidden(), "it waits until somebody goes on with it"
        assert "적다 만 새 문의" in at_page.heard[-1]
        at_page.press(Key.Key_N)
        assert replace(back.typed(), files=typed.files) == typed
        assert "사진.jpg" in back.before()
        at_page.confirm()
        shown = at_page.page.detail.detail
        assert shown is not None
        assert (shown.customer, shown.kind, shown.answer_to) == ("노은정", Kind.GRIEVANCE, "noh@example.com")
    assert office.desk.run(read_jottings).value == ()
    again.runner.stop()


def test_what_came_back_is_thrown_away_by_asking_twice(
    qtbot: QtBot, at_form: InquirySeat, office: Office
) -> None:
    at_form.page.intake.subject.setFocus()
    at_form.type("적다 만 제목")
    again = _killed(qtbot, office, at_form)
    with seat(qtbot, again) as at_page:
        form = at_page.page.intake
        at_page.press(Key.Key_N)
        at_page.press(Key.Key_X, modifiers=ALT)
        assert form.subject.text() == "적다 만 제목"
        assert "한 번 더" in at_page.heard[-1]
        at_page.press(Key.Key_X, modifiers=ALT)
        assert form.subject.text() == ""
        assert form.is_empty()
        qtbot.waitUntil(lambda: office.desk.run(read_jottings).value == (), timeout=1000)
    again.runner.stop()


def test_leaving_in_mid_word_keeps_the_word(at_form: InquirySeat, office: Office) -> None:
    at_form.page.intake.subject.setFocus()
    at_form.type("적다 만")
    at_form.page.leave()
    at_form.settle()
    (kept,) = office.desk.run(read_jottings).value
    assert kept.body["subject"] == "적다 만"


def test_what_nobody_typed_in_is_not_kept_and_gives_way(qtbot: QtBot, shift: Shift, office: Office) -> None:
    with seat(qtbot, shift) as at_page:
        at_page.page.begin(beginning_of(office.call(customer_name="강지훈")))
        at_page.page.begin(beginning_of(office.call(customer_name="노은정")))
        assert at_page.page.intake.customer.name.text() == "노은정"
        at_page.page.leave()
        at_page.settle()
        assert office.desk.run(read_jottings).value == ()


def test_what_is_refused_stays_kept(qtbot: QtBot, at_form: InquirySeat, office: Office) -> None:
    form = at_form.page.intake
    form.arrived.setText("방금")
    form.subject.setText("제목")
    form.text.setPlainText("주민번호 900101-1234567")
    at_form.confirm()
    assert "주민등록번호" in form.error()
    qtbot.waitUntil(lambda: bool(office.desk.run(read_jottings).value), timeout=1000)


def test_the_form_takes_what_an_earlier_program_kept() -> None:
    assert as_kept({"subject": "제목", "gone": 1, "told": ""}) == Beginning(subject="제목", told="")
    at = seoul_at(date(2026, 11, 24), time(14, 6))
    called = Beginning(called_at=at, files=("a.pdf",), answer_by=Channel.FAX)
    assert as_kept(json.loads(json.dumps(called.body()))) == called
