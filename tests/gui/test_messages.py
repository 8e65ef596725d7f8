"""The report of a bug holds nothing of a customer."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.gui.messages import bug_text, report_bug
from desk_app.gui.widgets.buttons import KeyButton

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's, of any dialog


def _broken() -> Exception:
    try:
        try:
            int("강지훈 010-2481-7736")
        except ValueError as cause:
            raise RuntimeError("강지훈 님 기록") from cause
    except RuntimeError as error:
        return error
    raise AssertionError


def test_a_report_names_the_place_but_no_words_anyone_typed() -> None:
    text = bug_text(_broken())
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "tests/gui/test_messages.py" in text
    assert "강지훈" not in text
    assert "2481" not in text


def test_a_report_can_be_copied_and_is_logged(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    log = tmp_path / "logs" / "desk.log"
    report = report_bug(_broken(), log)
    qtbot.addWidget(report)
    assert not report.isModal()
    copy = next(button for button in report.findChildren(KeyButton) if button.text() == "보고서 복사")
    copy.click()
    assert QGuiApplication.clipboard().text() == report.text
    assert report.text in log.read_text("utf-8")


def test_a_log_that_cannot_be_written_does_not_hide_the_report(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    report = report_bug(_broken(), tmp_path / "file" / "desk.log")
    qtbot.addWidget(report)
    assert report.isVisible()
