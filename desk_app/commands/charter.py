"""`desk-app charter`: how well each clause of the charter was kept over some days."""

import json
import sys
from argparse import ArgumentParser, Namespace
from datetime import date

from desk_app.commands.offices import add_office_arguments, opened_office, say_world
from desk_app.core.clock import Clock, SystemClock
from desk_app.core.compliance import ComplianceLine, ComplianceReport, MeasureKind, check_span
from desk_app.core.errors import BadInput, NotAllowed, SignedOut, World
from desk_app.usecases.compliance import read_compliance

_SENTENCES = {
    "first missing": "어느 날부터 셀지 적어 주십시오. 예: --from 2026-11-01",
    "last missing": "어느 날까지 셀지 적어 주십시오. 예: --to 2026-11-30",
    "first not_a_date": "날짜를 읽을 수 없습니다: {value}\n--from에 2026-11-01처럼 적어 주십시오.",
    "last not_a_date": "날짜를 읽을 수 없습니다: {value}\n--to에 2026-11-30처럼 적어 주십시오.",
    "last before_first": "마지막 날이 첫날보다 앞섭니다.\n--to에 --from과 같거나 그 뒤의 날을 적어 주십시오.",
    "last too_far": "기간이 너무 깁니다.\n10년 안의 기간을 적어 주십시오.",
}
_UNITS = {
    MeasureKind.MINUTES: "분",
    MeasureKind.DAYS: "일",
    MeasureKind.SCORE: "점",
}
_NO_CASE = "해당 없음"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes, in Korean and English."""
    parser.description = (
        "헌장의 조항마다 지킨 건과 전체를 셉니다. / Count how well each clause of the charter is kept."
    )
    parser.add_argument("--from", metavar="2026-11-01", dest="first", help="첫날 / the first day")
    parser.add_argument("--to", metavar="2026-11-30", dest="last", help="마지막 날 / the last day")
    parser.add_argument("--json", action="store_true", help="JSON으로 출력 / print JSON")
    add_office_arguments(parser)


def run(args: Namespace, clock: Clock | None = None) -> int:
    """Print what was kept and return 0, or say on stderr what to correct and return 2."""
    clock = clock or SystemClock()
    try:
        first, last = _day("first", args.first), _day("last", args.last)
        check_span(first, last)
        with opened_office(args, clock) as executor:
            report = executor.run(read_compliance, first=first, last=last).value
    except (BadInput, World, NotAllowed, SignedOut) as error:
        sys.stderr.write(_sentence(error) + "\n")
        return 2
    sys.stdout.write((_json(report) if args.json else _page(report)) + "\n")
    return 0


def _day(field: str, text: str | None) -> date:
    if not text or not text.strip():
        raise BadInput(field, "missing")
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(field, "not_a_date", text) from None


def _json(report: ComplianceReport) -> str:
    return json.dumps([_told(line) for line in report.lines], ensure_ascii=False)


def _told(line: ComplianceLine) -> dict[str, object]:
    """Return a line; of what is no rate `kept` is null and `value` the figure, null where there is none."""
    told: dict[str, object] = {
        "id": line.clause_id,
        "title": line.measure.title,
        "kept": line.kept,
        "all": line.all,
        "rate": None if line.rate is None else round(line.rate, 4),
        "measure": line.measure.key,
        "kind": line.measure.kind.value,
        "value": line.value,
    }
    return told if line.target is None else {**told, "target": line.target}


def _page(report: ComplianceReport) -> str:
    head = f"{report.first:%Y.%m.%d}–{report.last:%Y.%m.%d}"
    return "\n".join([head, *(_line(line) for line in report.lines)])


def _line(line: ComplianceLine) -> str:
    return " · ".join([line.clause_id, line.measure.title, *_figures(line)])


def _figures(line: ComplianceLine) -> list[str]:
    if line.measure.kind is MeasureKind.NUMBER:
        return [f"{line.all}건"]
    if line.measure.kind is not MeasureKind.RATE:
        figure = _NO_CASE if line.value is None else f"{line.value:g}{_UNITS[line.measure.kind]}"
        return [figure, f"{line.all}건"]
    if line.rate is None:
        return [_NO_CASE]
    return [f"{line.kept}/{line.all}", f"{line.rate:.1%}"]


def _sentence(error: BadInput | World | NotAllowed | SignedOut) -> str:
    match error:
        case BadInput(field=field, problem=problem, value=value):
            return _SENTENCES[f"{field} {problem}"].format(value=value)
        case World():
            return say_world(error)
        case _:
            return "직원 명단에 없는 아이디입니다. 책임자에게 문의해 주십시오."
