"""What the customer takes along, as the desk makes it: slip, text message, calendar's file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, time, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desk_app.core.clock import seoul_at
from desk_app.core.visit_notices import VisitNotice
from desk_app.gui.appointments.paper import (
    copy_reminder,
    copy_text,
    print_slip,
    save_calendar,
    save_slip_pdf,
    slip_pdf,
)
from desk_app.gui.messages import Message, voice
from desk_app.gui.office.background import background

STARTS = seoul_at(date(2026, 11, 24), time(16)).astimezone(UTC)
NOTICE = VisitNotice(
    STARTS,
    STARTS + timedelta(minutes=30),
    "정다은 주임",
    "031-828-7004",
    "경기북부지부",
    place="1층 상담실",
    bring="신분증, 출소증명서",
    customer="강지훈",
    uid="visit-1",
)


@pytest.fixture
def heard(dressed: QApplication) -> Iterator[list[Message]]:
    """What the notice line was told."""
    messages: list[Message] = []
    voice().said.connect(messages.append)
    yield messages
    voice().said.disconnect(messages.append)


@pytest.fixture
def page(dressed: QApplication, qtbot: QtBot) -> QWidget:
    """The page that somebody prints from."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def text_of(path: Path) -> str:
    """Return the text of a PDF of one page, a space between its lines."""
    (only,) = PdfReader(path).pages
    return " ".join(only.extract_text().split())


def test_the_slip_tells_what_is_needed_and_is_discreet(dressed: QApplication, tmp_path: Path) -> None:
    slip_pdf(tmp_path / "slip.pdf", NOTICE)
    text = text_of(tmp_path / "slip.pdf")
    for needed in (
        "방문 안내",
        "강*훈 님",
        "2026년 11월 24일 화요일",
        "오후 4시",
        "1층 상담실",
        "정다은 주임",
    ):
        assert needed in text
    assert "신분증, 전화로 안내드린 서류" in text
    assert "031-828-7004" in text
    assert [word for word in ("출소", "법무", "지부", "공단", "지훈") if word in text] == []


def test_nothing_but_the_text_is_in_the_file(dressed: QApplication, tmp_path: Path) -> None:
    """What the reader does not show may still be read: title, author, producer."""
    slip_pdf(tmp_path / "slip.pdf", NOTICE)
    told = PdfReader(tmp_path / "slip.pdf").metadata
    assert told is not None
    assert told.title == "방문 안내"
    assert not [value for value in told.values() if "지훈" in str(value) or "desk" in str(value).lower()]


def test_with_leave_the_agency_signs(dressed: QApplication, tmp_path: Path) -> None:
    slip_pdf(tmp_path / "slip.pdf", replace(NOTICE, may_name_agency=True))
    assert text_of(tmp_path / "slip.pdf").endswith("한국법무보호복지공단 경기북부지부")


@pytest.mark.parametrize("kept", [{"sequence": 1}, {"sequence": 2, "cancelled": True}])
def test_a_change_stands_in_the_title(
    dressed: QApplication, tmp_path: Path, kept: dict[str, int | bool]
) -> None:
    changed = replace(NOTICE, sequence=int(kept["sequence"]), cancelled=bool(kept.get("cancelled")))
    slip_pdf(tmp_path / "slip.pdf", changed)
    assert text_of(tmp_path / "slip.pdf").startswith("취소된 약속" if changed.cancelled else "바뀐 약속")


def test_slip_and_calendar_are_saved_under_names_that_name_nobody(
    page: QWidget, heard: list[Message], tmp_path: Path
) -> None:
    for chooser in (save_slip_pdf(NOTICE, page), save_calendar(NOTICE, STARTS, page)):
        chooser.setDirectory(str(tmp_path))
        chooser.accept()
        background().settle()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "방문안내-20261124-1600.ics",
        "방문안내-20261124-1600.pdf",
    ]
    (event,) = Calendar.from_ical((tmp_path / "방문안내-20261124-1600.ics").read_bytes()).walk("VEVENT")
    assert event.decoded("DTSTART") == STARTS
    assert [message.tone for message in heard] == ["success", "success"]


@pytest.mark.skipif(bool(QPrinterInfo.availablePrinterNames()), reason="this computer has a printer")
def test_without_a_printer_the_slip_is_offered_as_a_pdf(page: QWidget, heard: list[Message]) -> None:
    chooser = print_slip(NOTICE, page)
    assert isinstance(chooser, QFileDialog)
    assert [message.tone for message in heard] == ["warning"]
    chooser.reject()


# -- the text message ----------------------------------------------------------------------------


def test_the_text_is_copied_and_a_long_one_named(dressed: QApplication, heard: list[Message]) -> None:
    short = copy_text(replace(NOTICE, bring="신분증"))
    assert short is not None
    assert QGuiApplication.clipboard().text() == short.text
    assert copy_text(NOTICE) is not None
    assert "LMS" not in heard[0].text
    assert "90바이트를 넘어 긴 문자(LMS)로 나갑니다" in heard[1].text


def test_the_reminder_is_copied(dressed: QApplication, heard: list[Message]) -> None:
    copy_reminder(NOTICE, STARTS - timedelta(days=1))
    assert QGuiApplication.clipboard().text().startswith("내일 11월 24일(화) 오후 4시 방문 약속")


def test_whoever_wants_no_texts_gets_none(dressed: QApplication, heard: list[Message]) -> None:
    QGuiApplication.clipboard().setText("before")
    assert copy_text(replace(NOTICE, may_text=False)) is None
    assert copy_reminder(replace(NOTICE, may_text=False), STARTS) is None
    assert QGuiApplication.clipboard().text() == "before"
    assert [message.tone for message in heard] == ["warning", "warning"]
