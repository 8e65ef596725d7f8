"""`desk-app scripts check`, as a person who edits scripts runs it."""

from pathlib import Path

import pytest

import resources
from desk_app.cli import main
from desk_app.usecases.scripts import load_scripts

PHONE = resources.read_text("scripts/phone.toml")


def test_the_shipped_scripts_have_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    scripts = load_scripts()
    steps = sum(len(script.steps) for script in scripts.values())
    assert main(["scripts", "check"]) == 0
    assert capsys.readouterr().out == f"문제 없음 ({len(scripts)}개 대본, {steps}단계)\n"


def test_a_mistake_is_printed_with_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "내 대본.toml"
    file.write_text(PHONE.replace('go = "connect"', 'go = "konnect"'), "utf-8")
    line = PHONE[: PHONE.index('go = "connect"')].count("\n") + 1
    assert main(["scripts", "check", str(file)]) == 1
    assert f"{file}:{line}: ‘konnect’: 그런 단계가 없습니다\n" in capsys.readouterr().out


def test_a_clause_that_lost_its_step_is_noticed_in_one_file_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "phone.toml"
    others = resources.path("scripts") / "callback.toml"
    callback = tmp_path / "callback.toml"
    visit = tmp_path / "visit.toml"
    file.write_text(PHONE.replace('"I-2-2"', '"P-2"'), "utf-8")
    callback.write_text(others.read_text("utf-8"), "utf-8")
    visit.write_text(resources.read_text("scripts/visit.toml"), "utf-8")
    assert main(["scripts", "check", str(file)]) == 1
    assert capsys.readouterr().out.startswith(f"{file}:1: 헌장 I-2-2 ")
    assert main(["scripts", "check", str(visit), str(callback)]) == 0


def test_a_file_that_is_not_there_gets_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scripts", "check", str(tmp_path / "없음.toml")]) == 2
    assert "없음.toml: 파일을 열 수 없습니다" in capsys.readouterr().err


def test_a_file_in_another_encoding_gets_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "phone.toml"
    file.write_bytes(PHONE.encode("cp949", errors="ignore"))
    assert main(["scripts", "check", str(file)]) == 2
    assert "UTF-8" in capsys.readouterr().err
