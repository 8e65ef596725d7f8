"""Taking in a new inquiry by keyboard: what is understood, what follows, what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from desk_app.core.attachments import Danger
from desk_app.core.clock import seoul
from desk_app.core.inquiries import Channel, InquiryState, Kind
from desk_app.gui.inquiries.beginnings import beginning_of
from desk_app.gui.office.background import background
from desk_app.gui.shift import Shift
from tests.builders import Office
from tests.gui.inquiry_seat import InquirySeat, Key, arrive, detail_of, seat


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
