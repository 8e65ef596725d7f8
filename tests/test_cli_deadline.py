"""`desk-app deadline` as somebody types it."""

import json
import subprocess
import sys
from typing import Any

import pytest

from desk_app import cli


def typed(capsys: pytest.CaptureFixture[str], line: str) -> tuple[int, str, str]:
    code = cli.main(["deadline", *line.split()])
    said = capsys.readouterr()
    return code, said.out, said.err


def as_json(capsys: pytest.CaptureFixture[str], line: str) -> Any:
    code, out, err = typed(capsys, line + " --json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_json_has_the_due_date_the_counted_days_and_the_skipped_ones_with_reasons(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert as_json(capsys, "--received 2026-09-23T10:00 --days 6 --rule statutory") == {
        "due": "2026-10-02",
        "rule": "statutory",
        "counted": ["2026-09-23", "2026-09-28", "2026-09-29", "2026-09-30", "2026-10-01", "2026-10-02"],
        "skipped": [
            {"date": "2026-09-24", "reason": "추석 전날"},
            {"date": "2026-09-25", "reason": "추석"},
            {"date": "2026-09-26", "reason": "추석 다음날"},
            {"date": "2026-09-27", "reason": "일요일"},
        ],
    }


@pytest.mark.parametrize(
    ("line", "rule", "due"),
    [
        ("--days 7", "calendar", "2026-09-28"),
        ("--days 7+5", "calendar", "2026-09-30"),
        ("--days 7+5 --rule statutory", "statutory", "2026-10-08"),
        ("--days 3 --rule statutory", "statutory", "2026-09-23T10:00"),
        ("--days 3 --rule hours", "hours", "2026-09-23T10:00"),
        ("--days 2W", "weeks", "2026-10-01"),
        ("--days 1M --rule months", "months", "2026-10-19"),
        ("--days 즉시", "immediate", "2026-09-18T14:00"),
        ("--rule immediate", "immediate", "2026-09-18T14:00"),
    ],
)
def test_each_rule_gives_a_date_or_an_hour(
    capsys: pytest.CaptureFixture[str], line: str, rule: str, due: str
) -> None:
    answer = as_json(capsys, f"--received 2026-09-18T10:00 {line}")
    assert (answer["rule"], answer["due"]) == (rule, due)


def test_a_time_with_a_zone_is_taken_to_seoul(capsys: pytest.CaptureFixture[str]) -> None:
    evening_in_london = as_json(capsys, "--received 2026-11-22T20:00+00:00 --days 7 --rule statutory")
    assert evening_in_london["counted"][0] == "2026-11-23"
    assert evening_in_london["due"] == "2026-12-01"


def test_without_a_rule_a_reader_sees_the_date_to_tell_and_the_limit_by_law(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = typed(capsys, "--received 2026-09-18T10:00 --days 7")
    assert code == 0
    assert "기한    2026년 9월 28일(월) 24시까지" in out
    assert "2026-09-25(금) 추석" in out
    assert "처리기한(statutory, 법의 한도) 2026년 9월 30일(수) 24시까지" in out


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("", "--received 2026-09-18T10:00"),
        ("--received 2026-09-18T10:00", "--days 7"),
        ("--received 2026-02-29T10:00 --days 7", "달력에 있는 날짜"),
        ("--received yesterday --days 7", "달력에 있는 날짜"),
        ("--received 9999-12-31T23:00Z --days 7", "달력에 있는 날짜"),
        ("--received 2026-09-18T10:00 --days 0", "1 이상"),
        ("--received 2026-09-18T10:00 --days -7", "1 이상"),
        ("--received 2026-09-18T10:00 --days {7}", "7, 7+5, 2W, 1M, 즉시"),
        ("--received 2026-09-18T10:00 --days 99999999999", "더 짧은 기간"),
        ("--received 2026-09-18T10:00 --days 7+8", "연장을 줄여서"),
        ("--received 2026-09-18T10:00 --days 7+1+1+1", "두 번까지"),
        ("--received 2026-09-18T10:00 --days 4000", "2024년부터 2031년까지만"),
        ("--received 2019-09-18T10:00 --days 7", "2024년부터 2031년까지만"),
        ("--received 2026-09-18T10:00 --days 7 --rule weekly", "statutory, statutory_nw"),
        ("--received 2026-09-18T10:00 --days 6 --rule hours", "--rule statutory"),
        ("--received 2026-09-18T10:00 --days 7 --rule weeks", "--days 2W"),
        ("--received 2026-09-18T10:00 --days 7 --rule immediate", "--days 없이"),
        ("--received 2026-09-18T10:00 --rule months", "기간을 적어"),
    ],
)
def test_bad_input_gets_a_sentence_that_says_what_to_do(
    capsys: pytest.CaptureFixture[str], line: str, hint: str
) -> None:
    code, out, err = typed(capsys, line)
    assert (code, out) == (2, "")
    assert hint in err


@pytest.mark.parametrize("line", ["--day 7", "--days", "extra"])
def test_what_the_command_line_does_not_know_points_to_the_help(
    capsys: pytest.CaptureFixture[str], line: str
) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["deadline", *line.split()])
    assert left.value.code == 2
    assert "--help" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["--help", "deadline --help"])
def test_help_speaks_korean_and_english(capsys: pytest.CaptureFixture[str], line: str) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(line.split())
    out = capsys.readouterr().out
    assert left.value.code == 0
    assert "이 도움말을 보입니다 / show this help" in out
    assert "deadline" in out


def test_a_console_without_hangul_still_gets_its_answer() -> None:
    asked = [sys.executable, "-m", "desk_app", "deadline", "--received", "2026-09-18T10:00", "--days", "7"]
    done = subprocess.run(asked, capture_output=True, env={"PYTHONIOENCODING": "ascii"}, check=True)
    assert b"2026" in done.stdout
    assert done.stderr == b""
