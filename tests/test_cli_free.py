"""`desk-app free` as somebody types it."""

import io
import json
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from desk_app import cli
from desk_app.commands import free
from desk_app.commands.parser import Parser
from desk_app.core.appointments import Reach, VisitReason
from desk_app.core.clock import FixedClock, SystemClock, seoul, seoul_at
from desk_app.core.staff import Role
from desk_app.usecases.appointments import NewAppointment, book_appointment
from desk_app.usecases.calendars import base_calendar
from desk_app.usecases.signing_in import add_colleague, sign_in
from tests.builders import DESK
from tests.founded import BOSS, PASSWORD, founded, quick_keys

CLOCK = FixedClock(seoul_at(date(2026, 11, 24), time(14, 6)))
STAFF = (("이수민", "대리"), ("김솔", "주임"), ("김솔", "과장"))
VISIT = seoul_at(date(2026, 11, 27), time(16))

Said = tuple[int, str, str]
Typed = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A founded office with colleagues, of whom two have the same name, and a visit to the first at four."""
    here, _ = founded(tmp_path)
    with quick_keys():
        signed_in = sign_in(here.database, CLOCK, sign_in_name=BOSS, password=PASSWORD, desk=DESK)
        people = [
            add_colleague(
                signed_in,
                name=name,
                position=position,
                sign_in_name=f"staff{number}",
                role=Role.HANDLER,
                password=PASSWORD,
            )
            for number, (name, position) in enumerate(STAFF)
        ]
    new = NewAppointment(
        staff_id=people[0].id,
        starts_at=VISIT,
        minutes=30,
        topic_id=None,
        matter="",
        place="",
        bring="",
        why_visit=VisitReason.TALK,
        reach=Reach.NONE,
        customer_name="강지훈",
    )
    signed_in.executor.run(book_appointment, new=new)
    signed_in.close()
    return tmp_path


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Runs the command with a password on standard input, and returns what it left with and said."""

    def run(folder: Path, words: str, who: str = BOSS, password: str = PASSWORD) -> Said:
        parser = Parser(prog="desk-app free")
        parser.set_defaults(data=None, demo=False)
        free.add_arguments(parser)
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        with quick_keys():
            code = free.run(parser.parse_args(["--data", str(folder), "--as", who, *words.split()]), CLOCK)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_free_times_are_printed_around_what_is_taken(folder: Path, typed: Typed) -> None:
    code, out, err = typed(folder, "--staff 이수민 --on 2026-11-27 --minutes 60")
    assert (code, err) == (0, "")
    head, *times = out.splitlines()
    assert head == "이수민 대리 · 2026년 11월 27일 금요일 · 60분"
    assert times[0] == "09:00–10:00"
    assert times[-3:] == ["14:00–15:00", "14:30–15:30", "17:00–18:00"]


def test_json_has_the_person_the_day_and_the_times(folder: Path, typed: Typed) -> None:
    code, out, err = typed(folder, "--staff 이수민대리 --on 내일 --json", who="staff0")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert (told["staff"], told["on"], told["minutes"]) == ("이수민 대리", "2026-11-25", 30)
    assert told["free"][0] == {"start": "2026-11-25T09:00", "end": "2026-11-25T09:30"}
    assert len(told["free"]) == 16
    assert json.loads(typed(folder, "--staff 이수민 --on 2026-11-28 --json")[1])["free"] == []


def test_today_offers_only_what_is_still_to_come(folder: Path, typed: Typed) -> None:
    assert typed(folder, "--staff 이수민 --on 오늘")[1].splitlines()[1] == "14:30–15:00"


def test_a_closed_day_says_why(folder: Path, typed: Typed) -> None:
    code, out, _ = typed(folder, "--staff 이수민 --on 2026-12-25")
    why = base_calendar().why_closed(date(2026, 12, 25))
    assert (code, out.splitlines()[1:]) == (0, [f"창구를 열지 않는 날입니다: {why}"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--on 내일", "누구의 시간을"),
        ("--staff 이수민", "어느 날을"),
        ("--staff 이수민 --on 언젠가", "날짜를 읽을 수 없습니다: 언젠가"),
        ("--staff 이수민 --on 2026-02-30", "날짜를 읽을 수 없습니다: 2026-02-30"),
        ("--staff 이수민 --on 2026-11-23", "이미 지난 날입니다: 2026-11-23"),
        ("--staff 이수민 --on 2050-01-03", "공휴일표가"),
        ("--staff 이수민 --on 내일 --minutes 반시간", "방문 시간을 읽을 수 없습니다: 반시간"),
        ("--staff 이수민 --on 내일 --minutes 0", "1분 이상이어야 합니다: 0"),
        ("--staff 이수민 --on 내일 --minutes 500", "8시간(480분)까지입니다: 500"),
        ("--staff 홍길동 --on 내일", "이런 직원이 없습니다: 홍길동"),
        ("--staff 김솔 --on 내일", "이름이 같은 직원이 있습니다: 김솔"),
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
    [
        (BOSS, "다른 열쇠말", "비밀번호가 맞지 않습니다"),
        ("nobody", PASSWORD, "이 아이디의 직원이 없습니다"),
        ("", PASSWORD, "--as에 로그인 아이디를"),
    ],
)
def test_nobody_looks_without_their_own_password(
    folder: Path, typed: Typed, who: str, password: str, sentence: str
) -> None:
    code, out, err = typed(folder, "--staff 이수민 --on 내일", who, password)
    assert (code, out) == (2, "")
    assert sentence in err


def test_a_folder_without_an_office_is_named(tmp_path: Path, typed: Typed) -> None:
    code, _, err = typed(tmp_path, "--staff 이수민 --on 내일")
    assert code == 2
    assert f"자료가 없습니다: {tmp_path}" in err


def test_the_demonstration_needs_no_password(capsys: pytest.CaptureFixture[str]) -> None:
    today = seoul(SystemClock().now()).date()
    day = base_calendar().next_desk_day(today + timedelta(days=5))
    code = cli.main(["free", "--demo", "--staff", "최민호", "--on", day.isoformat(), "--json"])
    said = capsys.readouterr()
    assert (code, said.err) == (0, "")
    assert json.loads(said.out)["on"] == day.isoformat()
