"""`desk-app bench`: how fast the desk is, beside plain `sqlite3` doing the same work in the same run."""

import json
import platform
import sqlite3
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from desk_app.commands.bench_measure import Timing
from desk_app.commands.bench_office import Pair, found_pair, same_rows
from desk_app.commands.bench_start import Start, measure_start
from desk_app.commands.bench_work import (
    Counts,
    count_commits,
    count_statements,
    measure_crowded_board,
    measure_reads,
    measure_saves,
)

MOST_CONTACTS = 1_000_000
_SMALL = 1_000
_ROUNDS = 200

_DESCRIPTION = """\
꾸며 낸 연락으로 채운 임시 암호화 데이터베이스에서 속도를 재고, 같은 일을 하는 sqlite3와 견줍니다.
Measure the speed on a throw-away encrypted database, beside plain sqlite3 doing the same work.
"""
_TITLES = {
    "save": "약속과 함께 기록",
    "by_number": "전화번호로 찾기",
    "by_last_four": "뒤 네 자리로 찾기",
    "by_name": "이름 앞글자로 찾기",
    "by_initials": "초성으로 찾기",
    "caller_card": "고객 카드 열기",
    "board": "약속판 보기",
    "board_one_percent": "약속판 보기(1% 진행 중)",
}
_PAGES = {
    "board": "약속판",
    "caller_card": "고객 카드",
    "find_by_number": "전화번호로 찾기",
    "find_by_last_four": "뒤 네 자리로 찾기",
    "find_by_name": "이름으로 찾기",
    "find_by_initials": "초성으로 찾기",
    "save": "기록",
}


@dataclass(frozen=True)
class Report:
    """Everything measured in one run, with a small office and with a large one."""

    small: int
    large: int
    open: int
    times: dict[str, dict[str, Timing]]
    statements: dict[str, dict[str, int]]
    counts: Counts
    start: Start
    same_rows: bool
    machine: dict[str, str]

    def growth(self, work: str) -> float | None:
        """Return how many times as long the work takes in the large office, where both were measured."""
        times = self.times[work]
        return times["large"].ours_ms / times["small"].ours_ms if "small" in times else None


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes, in Korean and English."""
    parser.description = _DESCRIPTION
    parser.add_argument(
        "--contacts",
        metavar="100000",
        default="100000",
        help="연락 건수(기본 100000) / how many contacts to measure with",
    )
    parser.add_argument("--json", action="store_true", help="JSON으로 출력 / print JSON")


def run(args: Namespace) -> int:
    """Print the figures and return 0; 2 where the arguments make no sense, 130 where Ctrl+C ends it."""
    contacts = _contacts(args.contacts)
    if contacts is None:
        sys.stderr.write(
            f"연락 건수를 읽을 수 없습니다: {args.contacts}\n"
            f"1부터 {MOST_CONTACTS:,}까지의 수를 적어 주십시오. 예: --contacts 100000\n"
        )
        return 2
    try:
        with tempfile.TemporaryDirectory(prefix="desk-app-bench-", ignore_cleanup_errors=True) as folder:
            report = measure(Path(folder), contacts, _ROUNDS)
    except KeyboardInterrupt:
        sys.stderr.write("그만두었습니다. 재려고 만든 파일은 지웠습니다.\n")
        return 130
    lines = [json.dumps(as_json(report), ensure_ascii=False, indent=2)] if args.json else page(report)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def measure(folder: Path, contacts: int, rounds: int) -> Report:
    """Return what was measured with `contacts` contacts and, to see what grows, with a thousand of them.

    Both offices have the same number of open promises: one per cent of the small one.
    """
    small = min(_SMALL, max(1, contacts // 10))
    still_open = max(1, small // 100)
    pairs: dict[str, Pair] = {}
    try:
        for size, count in (("small", small), ("large", contacts)):
            pairs[size] = found_pair(folder / size, count, open_promises=still_open)
        times = measure_reads(pairs, rounds)
        times["board_one_percent"] = {"large": measure_crowded_board(pairs["large"], rounds)}
        times["save"] = measure_saves(pairs, rounds)
        same = not any(same_rows(pair) for pair in pairs.values())
        statements: dict[str, dict[str, int]] = {}
        for size, pair in pairs.items():
            for name, asked in count_statements(pair).items():
                statements.setdefault(name, {})[size] = asked
        counts = count_commits(pairs["small"], folder)
        start = measure_start(pairs["large"], max(1, rounds // 40))
    finally:
        for pair in pairs.values():
            pair.close()
    return Report(small, contacts, still_open, times, statements, counts, start, same, _machine())


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as plain JSON values; times are medians in milliseconds."""

    def figures(timing: Timing) -> dict[str, float]:
        return {
            "ours_ms": round(timing.ours_ms, 3),
            "plain_ms": round(timing.plain_ms, 3),
            "ratio": round(timing.ratio, 2),
            "over_ms": round(timing.over_ms, 3),
        }

    growths = {work: report.growth(work) for work in report.times}
    return {
        "contacts": {"small": report.small, "large": report.large, "open": report.open},
        "times": {
            work: {
                **{size: figures(timing) for size, timing in by_size.items()},
                "growth": None if growths[work] is None else round(growths[work] or 0, 2),
            }
            for work, by_size in report.times.items()
        },
        "statements": report.statements,
        "per_saved_contact": {
            "commits": report.counts.commits_per_contact,
            "syncs": report.counts.syncs_per_contact,
            "pages": report.counts.pages_per_contact,
        },
        "start": {
            "unlock_ms": round(report.start.unlock_ms, 1),
            "board": figures(report.start.board),
            "process": figures(report.start.process),
            "window_ms": None if report.start.window_ms is None else round(report.start.window_ms, 1),
        },
        "same_rows": report.same_rows,
        "machine": report.machine,
    }


def page(report: Report) -> list[str]:
    """Return the report as lines for reading, in Korean."""
    titles = ("한 일", "우리", "sqlite3", "배수", "차이", f"{report.small:,}건", "증가")
    rows: list[tuple[str, ...]] = [titles]
    for work, title in _TITLES.items():
        large, growth = report.times[work]["large"], report.growth(work)
        small = report.times[work].get("small")
        rows.append(
            (
                title,
                _milliseconds(large.ours_ms),
                _milliseconds(large.plain_ms),
                f"{large.ratio:.1f}배",
                f"{large.over_ms:+.2f} ms",
                _milliseconds(small.ours_ms) if small else "-",
                f"{growth:.2f}배" if growth else "-",
            )
        )
    counts, start = report.counts, report.start
    syncs = (
        "세지 못함(strace 없음)" if counts.syncs_per_contact is None else f"{counts.syncs_per_contact:g}번"
    )
    return [
        f"연락 {report.large:,}건, 진행 중인 약속 {report.open}건. 시간은 가운데값(중앙값)입니다.",
        "sqlite3는 암호화하지 않은 같은 표·색인·행에 같은 내구성(synchronous=FULL)으로 한 같은 일입니다.",
        "",
        *_aligned(rows),
        "",
        f"한 건을 기록할 때: 커밋 {counts.commits_per_contact:g}번, 동기화 {syncs}",
        f"문장 수({report.small:,}건 / {report.large:,}건): "
        + ", ".join(f"{_PAGES[name]} {n['small']}/{n['large']}" for name, n in report.statements.items()),
        f"시작: 비밀번호 확인 {start.unlock_ms:.0f} ms, 그 뒤 첫 약속판까지 {start.board.ours_ms:.0f} ms"
        f"(sqlite3 {start.board.plain_ms:.0f} ms), 창 없는 프로그램 전체 {start.process.ours_ms:.0f} ms"
        f"(sqlite3 {start.process.plain_ms:.0f} ms)",
        "프로그램을 켜서 창에 약속판이 그려질 때까지: "
        + ("창을 띄울 수 없어 재지 못함" if start.window_ms is None else f"{start.window_ms:.0f} ms"),
        "두 데이터베이스의 내용: "
        + ("모든 행이 같음" if report.same_rows else "다름! 이 결과는 쓸 수 없습니다."),
        " · ".join(report.machine.values()),
    ]


def _contacts(text: str) -> int | None:
    try:
        contacts = int(text.replace(",", "").replace("_", ""))
    except ValueError:
        return None
    return contacts if 1 <= contacts <= MOST_CONTACTS else None


def _machine() -> dict[str, str]:
    return {
        "python": f"Python {platform.python_version()}",
        "sqlite3": f"sqlite3 {sqlite3.sqlite_version}",
        "system": f"{platform.system()} {platform.machine()}",
    }


def _milliseconds(value: float) -> str:
    return f"{value:.2f} ms"


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """Return table rows as lines: the first column to the left, figures to the right; Hangul is two wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *figures in rows:
        cells = [first + " " * (widths[0] - _width(first))]
        cells += [
            " " * (width - _width(cell)) + cell for cell, width in zip(figures, widths[1:], strict=True)
        ]
        lines.append("  ".join(cells))
    return lines


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
