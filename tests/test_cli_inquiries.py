"""`desk-app inquiries` as somebody types it."""

import io
import json
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from desk_app import cli
from desk_app.commands import inquiries
from desk_app.commands.parser import Parser
from desk_app.core.clock import FixedClock, seoul_at
from desk_app.core.inquiries import Channel, Kind
from desk_app.usecases.inquiries import NewInquiry
from desk_app.usecases.inquiry_intake import receive_inquiry
from desk_app.usecases.inquiry_replies import withdraw_inquiry
from desk_app.usecases.signing_in import sign_in
from tests.builders import DESK
from tests.founded import BOSS, PASSWORD, founded, quick_keys

CLOCK = FixedClock(seoul_at(date(2026, 9, 18), time(10)))

Said = tuple[int, str, str]
Typed = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A founded office with a letter from before 추석, a website question, and one that fell away."""
    here, _ = founded(tmp_path)
    with quick_keys():
        desk = sign_in(here.database, CLOCK, sign_in_name=BOSS, password=PASSWORD, desk=DESK)
    letter = NewInquiry(
        Channel.POST, Kind.QUESTION_SYSTEM, CLOCK.now(), "기간 연장 문의", customer_name="문지영"
    )
    desk.executor.run(receive_inquiry, new=letter)
    web = NewInquiry(Channel.WEB, Kind.SUGGESTION, CLOCK.now(), "건의", accepted=False)
    desk.executor.run(receive_inquiry, new=web)
    gone = desk.executor.run(receive_inquiry, new=web).value
    desk.executor.run(withdraw_inquiry, inquiry_id=gone.id, seen_version=gone.version, reason="취하")
    desk.close()
    return tmp_path


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Runs the command with a password on standard input, and returns what it left with and said."""

    def run(folder: Path, words: str, password: str = PASSWORD) -> Said:
        parser = Parser(prog="desk-app inquiries")
        parser.set_defaults(data=None, demo=False)
        inquiries.add_arguments(parser)
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        given = ["--data", str(folder), "--as", BOSS, *words.split()]
        with quick_keys():
            code = inquiries.run(parser.parse_args(given), CLOCK)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_json_has_the_dates_and_whose_it_is(folder: Path, typed: Typed) -> None:
    code, out, err = typed(folder, "--open --json")
    assert (code, err) == (0, "")
    letter, web = json.loads(out)
    assert letter == {
        "id": "2026-0001",
        "channel": "post",
        "arrived_at": "2026-09-18T10:00",
        "safe_reply_on": "2026-09-28",
        "statutory_due_on": "2026-09-30",
        "interim_reply_at": "2026-09-23T09:00",
        "owner": "한지부 지부장",
        "state": "accepted",
    }
    assert (web["channel"], web["state"]) == ("web", "received")
    assert [row["state"] for row in json.loads(typed(folder, "--json")[1])][-1] == "withdrawn"


def test_the_page_names_nobody_whole(folder: Path, typed: Typed) -> None:
    code, out, _ = typed(folder, "--open")
    first, second = out.splitlines()
    assert (code, "문*영" in first, "문지영" in out) == (0, True, False)
    assert "안심 회신일 09.28 · 처리기한 09.30 · 중간회신 09.23 · 담당 한지부 지부장" in first
    assert second.startswith("2026-0002 · 홈페이지")


def test_nobody_looks_without_their_own_password(folder: Path, typed: Typed) -> None:
    code, out, err = typed(folder, "--open", "다른 열쇠말")
    assert (code, out) == (2, "")
    assert "비밀번호가 맞지 않습니다" in err


def test_the_demonstration_has_questions_and_needs_no_password(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["inquiries", "--open", "--demo", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["channel"] for row in rows} == {each.value for each in Channel}
    assert all(row["safe_reply_on"] <= row["statutory_due_on"] for row in rows)


def test_the_command_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["inquiries", "--help"])
    assert "--open" in capsys.readouterr().out
