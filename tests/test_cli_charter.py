"""`desk-app charter` as somebody types it."""

import io
import json
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from desk_app import cli
from desk_app.commands import charter
from desk_app.commands.parser import Parser
from desk_app.core.clock import FixedClock, seoul_at
from desk_app.core.contacts import Channel, Draft
from desk_app.usecases.compliance import load_measures
from desk_app.usecases.contacts import begin_contact, finish_contact
from desk_app.usecases.promises import keep_promise
from desk_app.usecases.signing_in import sign_in
from tests.builders import DESK
from tests.founded import BOSS, PASSWORD, founded, quick_keys

CLOCK = FixedClock(seoul_at(date(2026, 11, 24), time(14, 6)))
NOVEMBER = "--from 2026-11-01 --to 2026-11-30"

Said = tuple[int, str, str]
Typed = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office in which two calls back are promised: one is kept, the other's hour passes."""
    here, _ = founded(tmp_path)
    clock = FixedClock(CLOCK.at - timedelta(hours=4))
    with quick_keys():
        signed_in = sign_in(here.database, clock, sign_in_name=BOSS, password=PASSWORD, desk=DESK)
    run = signed_in.executor.run
    for rings in (1, 3):
        due_at = clock.now() + timedelta(hours=1)
        draft = Draft(Channel.PHONE, clock.now(), phone="010-2481-7736", rings=rings, due_at=due_at)
        draft_id = run(begin_contact, draft=draft).value
        made = run(finish_contact, draft_id=draft_id, draft=draft).value
    assert made.promise_id is not None
    run(keep_promise, promise_id=made.promise_id, seen_version=1)
    signed_in.close()
    return tmp_path


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Runs the command with a password on standard input, and returns what it left with and said."""

    def run(folder: Path, words: str, who: str = BOSS, password: str = PASSWORD) -> Said:
        parser = Parser(prog="desk-app charter")
        parser.set_defaults(data=None, demo=False)
        charter.add_arguments(parser)
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        with quick_keys():
            code = charter.run(parser.parse_args(["--data", str(folder), "--as", who, *words.split()]), CLOCK)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_each_measure_is_printed_with_kept_and_all(folder: Path, typed: Typed) -> None:
    code, out, err = typed(folder, NOVEMBER)
    assert (code, err) == (0, "")
    head, *lines = out.splitlines()
    assert head == "2026.11.01–2026.11.30"
    assert [line.partition(" · ")[0] for line in lines] == [one.clause_id for one in load_measures()]
    assert "I-2-3 · 알린 시각까지 한 재연락 · 1/2 · 50.0%" in lines
    assert "I-2-2 · 세 번째 벨이 울리기 전에 받은 전화 · 1/2 · 50.0%" in lines
    assert "P-2 · 첫 답변까지 걸린 시간 · 0분 · 1건" in lines
    assert "III-1 · 결정해 알려 드린 의견 · 해당 없음" in lines


def test_json_has_id_title_kept_and_all_and_no_rate_without_a_case(folder: Path, typed: Typed) -> None:
    code, out, err = typed(folder, f"{NOVEMBER} --json")
    assert (code, err) == (0, "")
    told = {one["measure"]: one for one in json.loads(out)}
    called = told["called_back"]
    assert (called["id"], called["kept"], called["all"], called["rate"]) == ("I-2-3", 1, 2, 0.5)
    assert called["title"] == "알린 시각까지 한 재연락"
    assert (told["opinions_decided"]["kept"], told["opinions_decided"]["rate"]) == (0, None)
    assert (told["first_answer"]["kept"], told["first_answer"]["value"]) == (None, 0.0)
    assert told["yearly_score"]["target"] == 91.4


def test_another_span_counts_what_fell_into_it(folder: Path, typed: Typed) -> None:
    told = json.loads(typed(folder, "--from 2026-10-01 --to 2026-10-31 --json")[1])
    assert {one["all"] for one in told} == {0}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--to 2026-11-30", "어느 날부터"),
        ("--from 2026-11-01", "어느 날까지"),
        ("--from 언젠가 --to 2026-11-30", "날짜를 읽을 수 없습니다: 언젠가"),
        ("--from 2026-11-01 --to 2026-11-31", "날짜를 읽을 수 없습니다: 2026-11-31"),
        ("--from 2026-11-02 --to 2026-11-01", "마지막 날이 첫날보다 앞섭니다"),
        ("--from 1990-01-01 --to 2026-11-30", "기간이 너무 깁니다"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_and_leaves_with_2(
    folder: Path, typed: Typed, words: str, sentence: str
) -> None:
    code, out, err = typed(folder, words)
    assert (code, out) == (2, "")
    assert sentence in err


@pytest.mark.parametrize(
    ("who", "password", "sentence"),
    [(BOSS, "다른 열쇠말", "비밀번호가 맞지 않습니다"), ("nobody", PASSWORD, "이 아이디의 직원이 없습니다")],
)
def test_nobody_looks_without_their_own_password(
    folder: Path, typed: Typed, who: str, password: str, sentence: str
) -> None:
    code, out, err = typed(folder, NOVEMBER, who, password)
    assert (code, out) == (2, "")
    assert sentence in err


def test_the_demonstration_needs_no_password(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["charter", "--demo", "--from", "2020-01-01", "--to", "2027-12-31", "--json"])
    said = capsys.readouterr()
    assert (code, said.err) == (0, "")
    assert len(json.loads(said.out)) == len(load_measures())
