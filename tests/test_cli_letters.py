"""`desk-app letters check`, as a person who words letters runs it."""

from pathlib import Path

import pytest

import resources
from desk_app.cli import main

INTERIM = resources.read_text("letters/interim.toml")


def test_the_shipped_letters_have_no_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "letters", "check"]) == 0
    assert capsys.readouterr().out == "문제 없음 (7개 서식)\n"


def test_a_mistake_is_printed_with_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "interim.toml"
    file.write_text(INTERIM.replace("{phone}", "{fone}"), "utf-8")
    line = INTERIM[: INTERIM.index("{phone}")].count("\n") + 1
    assert main(["letters", "check", str(file)]) == 1
    assert f"{file}:{line}: {{fone}}: 모르는 빈칸입니다" in capsys.readouterr().out


def test_the_branchs_own_letters_are_checked_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "letters"
    own.mkdir()
    (own / "interim.toml").write_text(INTERIM.replace("{phone}", "번호"), "utf-8")
    assert main(["--data", str(tmp_path), "letters", "check"]) == 1
    assert capsys.readouterr().out.startswith(f"{own / 'interim.toml'}:")


def test_a_file_that_is_not_there_or_no_text_gets_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["letters", "check", str(tmp_path / "reply.toml")]) == 2
    assert "reply.toml: 파일을 열 수 없습니다" in capsys.readouterr().err
    (tmp_path / "reply.toml").write_bytes(INTERIM.encode("cp949", errors="ignore"))
    assert main(["letters", "check", str(tmp_path / "reply.toml")]) == 2
    assert "UTF-8" in capsys.readouterr().err
