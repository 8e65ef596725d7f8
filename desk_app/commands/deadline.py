"""`desk-app deadline`: when an answer is due, and which days counted."""

import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from datetime import date, datetime

from desk_app.core.clock import SEOUL, seoul
from desk_app.core.deadlines import (
    IMMEDIATELY,
    Deadline,
    Length,
    Rule,
    Unit,
    deadline,
    parse_length,
)
from desk_app.core.errors import BadInput, CalendarEnds
from desk_app.usecases.calendars import base_calendar

_RULES = {
    Rule.STATUTORY: (
        "처리기한: 민원처리법 제19조, 받은 날부터 근무일",
        "working days from the day of receipt",
    ),
    Rule.STATUTORY_NW: ("처리기한: 근무시간 뒤 도착은 다음 근무일부터", "the same, after hours → next day"),
    Rule.CALENDAR: ("안심 회신일: 민법, 받은 다음 날부터 달력 날짜", "calendar days, Civil Act"),
    Rule.HOURS: ("근무시간: 5일 이하, 하루 8시간", "working hours, for 5 days or fewer"),
    Rule.IMMEDIATE: ("즉시: 근무시간 3시간", "at once: 3 working hours"),
    Rule.WEEKS: ("주: 첫날부터", "weeks, first day counted"),
    Rule.MONTHS: ("월: 첫날부터", "months, first day counted"),
}
_DESCRIPTION = """\
받은 때부터 언제까지 답해야 하는지 셉니다.
Count when an answer is due.

--rule을 적지 않으면 고객에게 알리는 날(calendar, 안심 회신일)을 세고, 법의 처리기한(statutory)을 함께
보여 줍니다. --days가 2W, 1M, 즉시이면 weeks, months, immediate 규칙으로 셉니다.
Without --rule the date told to the customer (calendar) is counted, with the limit by law (statutory)
beside it; 2W, 1M and 즉시 choose weeks, months and immediate.

규칙 / rules:
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes, in Korean and English."""
    parser.formatter_class = RawDescriptionHelpFormatter
    lines = (f"  {rule:<13} {korean} / {english}" for rule, (korean, english) in _RULES.items())
    parser.description = _DESCRIPTION + "\n".join(lines)
    parser.add_argument(
        "--received",
        metavar="2026-09-18T10:00",
        help="받은 때(서울 시각, 시각이 없으면 0시) / when it arrived, in Seoul unless it names a zone",
    )
    parser.add_argument(
        "--days", metavar="7", help="기간: 7, 7+5(연장), 2W, 1M, 즉시 / the period, with extensions: 7+5"
    )
    parser.add_argument("--rule", metavar="RULE", help=f"{', '.join(Rule)} (기본/default: calendar)")
    parser.add_argument("--json", action="store_true", help="JSON으로 출력 / print JSON")


def run(args: Namespace) -> int:
    """Print the deadline and return 0, or say on stderr what to correct and return 2."""
    try:
        received = _instant(args.received)
        rule, length = _rule_and_length(args.rule, args.days)
        due = deadline(received, length, rule, base_calendar())
        both = args.rule is None and rule is Rule.CALENDAR and not args.json
        limit = deadline(received, length, Rule.STATUTORY, base_calendar()) if both else None
    except (BadInput, CalendarEnds) as error:
        sys.stderr.write(_sentence(error) + "\n")
        return 2
    lines = [_json(due)] if args.json else _page(received, length, due, limit)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _instant(text: str | None) -> datetime:
    if not text:
        raise BadInput("received", "missing")
    try:
        given = datetime.fromisoformat(text)
        return seoul(given if given.tzinfo else given.replace(tzinfo=SEOUL))
    except (ValueError, OverflowError):
        raise BadInput("received", "not_a_time", text) from None


def _rule_and_length(rule_text: str | None, days_text: str | None) -> tuple[Rule, Length]:
    if rule_text is None:
        length = parse_length(days_text or "")
        by_unit = {Unit.DAYS: Rule.CALENDAR, Unit.WEEKS: Rule.WEEKS, Unit.MONTHS: Rule.MONTHS}
        return by_unit.get(length.unit, Rule.IMMEDIATE), length
    try:
        rule = Rule(rule_text)
    except ValueError:
        raise BadInput("rule", "unknown", rule_text) from None
    if rule is Rule.IMMEDIATE and days_text is None:
        return rule, IMMEDIATELY
    return rule, parse_length(days_text or "")


def _json(due: Deadline) -> str:
    value = {
        "due": seoul(due.due).strftime("%Y-%m-%dT%H:%M") if isinstance(due.due, datetime) else str(due.due),
        "rule": due.rule,
        "counted": [str(day) for day in due.counted],
        "skipped": [{"date": str(skipped.on), "reason": skipped.reason} for skipped in due.skipped],
    }
    return json.dumps(value, ensure_ascii=False)


def _page(received: datetime, length: Length, due: Deadline, limit: Deadline | None) -> list[str]:
    lines = [
        f"기한    {_end(due)}",
        f"규칙    {due.rule} · {_RULES[due.rule][0]}",
        f"받은 때 {_moment(received)}",
        f"기간    {_words(length)}",
        f"센 날   {len(due.counted)}일: {', '.join(map(_short, due.counted))}",
        *_skips(due),
    ]
    if limit is not None:
        lines.append(f"처리기한(statutory, 법의 한도) {_end(limit)}")
    return lines


def _skips(due: Deadline) -> list[str]:
    if not due.skipped:
        return ["건너뜀  없음"]
    every_day_counts = due.rule in {Rule.CALENDAR, Rule.WEEKS, Rule.MONTHS}
    why = "쉬는 날에는 끝나지 않음" if every_day_counts else "세지 않음"
    days = (f"        {_short(day.on)} {day.reason}" for day in due.skipped)
    return [f"건너뜀  {len(due.skipped)}일({why}):", *days]


def _end(due: Deadline) -> str:
    if isinstance(due.due, datetime):
        return f"{_moment(due.due)}까지"
    return f"{_day(due.due)} 24시까지"


def _words(length: Length) -> str:
    if length.unit is Unit.AT_ONCE:
        return "즉시"
    unit = {Unit.DAYS: "일", Unit.WEEKS: "주", Unit.MONTHS: "개월"}[length.unit]
    return " + 연장 ".join(f"{part}{unit}" for part in (length.count, *length.extensions))


def _moment(instant: datetime) -> str:
    local = seoul(instant)
    return f"{_day(local.date())} {local:%H:%M}"


def _day(day: date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일({_weekday(day)})"


def _short(day: date) -> str:
    return f"{day}({_weekday(day)})"


def _weekday(day: date) -> str:
    return "월화수목금토일"[day.weekday()]


_SENTENCES = {
    "received missing": "받은 때를 적어 주십시오. 예: --received 2026-09-18T10:00",
    "received not_a_time": "받은 때를 읽을 수 없습니다: {value}\n"
    "달력에 있는 날짜와 시각을 2026-09-18T10:00처럼 적어 주십시오.",
    "rule unknown": "없는 규칙입니다: {value}\n--rule에는 다음 가운데 하나를 적어 주십시오: {rules}",
    "days missing": "기간을 적어 주십시오. 예: --days 7",
    "days not_a_length": "기간을 읽을 수 없습니다: {value}\n7, 7+5, 2W, 1M, 즉시처럼 적어 주십시오.",
    "days too_long": "기간이 너무 깁니다: {value}\n더 짧은 기간을 적어 주십시오.",
    "days not_positive": "셀 수 없는 기간입니다: {value}\n기간과 연장은 1 이상으로 적어 주십시오.",
    "days too_many_extensions": "연장은 두 번까지입니다(시행령 제21조): {value}\n7+7+7처럼 적어 주십시오.",
    "days extension_too_long": "연장 한 번은 처음 기간을 넘을 수 없습니다(시행령 제21조): {value}\n"
    "연장을 줄여서 적어 주십시오.",
    "days too_long_for_hours": "hours 규칙은 5일까지만 셉니다: {value}\n"
    "6일부터는 --rule statutory로 세어 주십시오.",
    "days not_for_rule": "규칙과 기간이 맞지 않습니다: {value}\n"
    "주는 --rule weeks --days 2W, 월은 --rule months --days 1M, 즉시는 --rule immediate(--days 없이),\n"
    "나머지 규칙은 --days 7처럼 적어 주십시오.",
}


def _sentence(error: BadInput | CalendarEnds) -> str:
    if isinstance(error, BadInput):
        sentence = _SENTENCES[f"{error.field} {error.problem}"]
        return sentence.format(value=error.value, rules=", ".join(Rule))
    calendar = base_calendar()
    return (
        f"공휴일표에 {calendar.first_year}년부터 {calendar.last_year}년까지만 있어 셀 수 없습니다.\n"
        "받은 때와 기간을 그 안으로 적거나, 새 공휴일표가 들어 있는 판으로 올려 주십시오."
    )
