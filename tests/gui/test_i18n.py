"""The program speaks Korean."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from desk_app.gui.i18n import fill, sentences, tr


def test_particles_agree_with_what_is_filled_in() -> None:
    assert fill("{name|이/가} 바꿨습니다", {"name": "이수민"}) == "이수민이 바꿨습니다"
    assert fill("{name|이/가} 바꿨습니다", {"name": "정지호"}) == "정지호가 바꿨습니다"
    assert fill("{name}에서", {}) == "{name}에서"


def test_a_string_is_said_in_korean(dressed: QApplication) -> None:
    assert tr("Hand over") == "인계"
    assert tr("{count} more", count=3) == "외 3건"
    assert tr("Nobody translated this") == "Nobody translated this"


def test_qts_own_buttons_speak_korean_too(dressed: QApplication, qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().startswith("취소")


def test_two_files_that_disagree_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "translations" / "xx"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text('"Call" = "전화"', "utf-8")
    (folder / "b.toml").write_text('"Call" = "통화"', "utf-8")
    monkeypatch.setattr("desk_app.gui.i18n.files", lambda _package: tmp_path)
    with pytest.raises(ValueError, match="Call"):
        sentences("xx")
