"""`desk-app monitoring check`, as a person who words the score sheet runs it."""

from pathlib import Path

import pytest

import resources
from desk_app.cli import main

SHEET = resources.read_text("monitoring/sheet.toml")


def test_the_shipped_sheet_has_no_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "monitoring", "check"]) == 0
    assert capsys.readouterr().out == "문제 없음 (1개 서식)\n"


def test_the_branchs_own_is_checked_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "monitoring" / "sheet.toml"
    own.parent.mkdir()
    own.write_text(SHEET.replace("phone.greet", "phone.sing", 1), "utf-8")
    line = SHEET[: SHEET.index('"phone.greet')].count("\n") + 1
    assert main(["--data", str(tmp_path), "monitoring", "check"]) == 1
    assert capsys.readouterr().out == f"{own}:{line}: ‘phone.sing’: 대본에 없는 단계입니다\n"


def test_a_file_that_is_not_there_gets_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["monitoring", "check", str(tmp_path / "sheet.toml")]) == 2
    assert "sheet.toml: 파일을 열 수 없습니다" in capsys.readouterr().err
