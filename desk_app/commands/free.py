"""`desk-app free`: at which times somebody is free on a day."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date, timedelta

from desk_app.commands.offices import add_office_arguments, opened_office, say_world
from desk_app.core.clock import Clock, SystemClock, seoul
from desk_app.core.errors import BadInput, CalendarEnds, NotAllowed, SignedOut, World
from desk_app.core.korean import tidy_name
from desk_app.core.slots import Slot, check_minutes
from desk_app.core.spoken import say_date
from desk_app.core.staff import Person
from desk_app.usecases.free_times import free_times
from desk_app.usecases.office import read_office
from desk_app.usecases.staff import list_staff

_NEAR = {"오늘": 0, "내일": 1, "모레": 2}
_SENTENCES = {
    "staff missing": "누구의 시간을 볼지 적어 주십시오. 예: --staff 이수민",
    "staff unknown": "이런 직원이 없습니다: {value}\n"
    "--staff에 이름이나 ‘이수민 대리’처럼 이름과 직위를 적어 주십시오.",
    "staff ambiguous": "이름이 같은 직원이 있습니다: {value}\n--staff에 직위까지 적어 주십시오.",
    "staff retired": "더는 근무하지 않는 직원입니다: {value}\n다른 직원을 적어 주십시오.",
    "day missing": "어느 날을 볼지 적어 주십시오. 예: --on 2026-11-27, --on 내일",
    "day not_a_date": "날짜를 읽을 수 없습니다: {value}\n2026-11-27이나 오늘, 내일처럼 적어 주십시오.",
    "day in_the_past": "이미 지난 날입니다: {value}\n오늘이나 그 뒤의 날을 적어 주십시오.",
    "minutes not_a_number": "방문 시간을 읽을 수 없습니다: {value}\n"
    "--minutes에 분을 숫자로 적어 주십시오. 예: --minutes 30",
    "minutes not_positive": "방문 시간은 1분 이상이어야 합니다: {value}",
    "minutes too_long": "방문 시간은 8시간(480분)까지입니다: {value}",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes, in Korean and English."""
    parser.description = (
        "담당자에게 방문 약속을 잡을 수 있는 빈 시간을 봅니다. / List the free times for a visit to somebody."
    )
    parser.add_argument("--staff", metavar="NAME", help="직원 이름, 또는 ‘이수민 대리’ / whose times")
    parser.add_argument("--on", metavar="2026-11-27", help="날짜, 오늘, 내일 / the day")
    parser.add_argument(
        "--minutes", metavar="30", default="30", help="방문 시간(분) / the length of the visit"
    )
    parser.add_argument("--json", action="store_true", help="JSON으로 출력 / print JSON")
    add_office_arguments(parser)


def run(args: Namespace, clock: Clock | None = None) -> int:
    """Print the free times and return 0, or say on stderr what to correct and return 2."""
    clock = clock or SystemClock()
    try:
        name, on, minutes = _name(args.staff), _day(args.on, clock), _minutes(args.minutes)
        with opened_office(args, clock) as executor:
            person = _person(name, executor.run(list_staff).value)
            closed = executor.run(read_office).value.calendar.why_closed(on)
            free = executor.run(free_times, staff_id=person.id, on=on, minutes=minutes).value
    except (BadInput, CalendarEnds, World, NotAllowed, SignedOut) as error:
        sys.stderr.write(_sentence(error) + "\n")
        return 2
    page = _json if args.json else _page
    sys.stdout.write(page(person, on, minutes, free, closed) + "\n")
    return 0


def _name(text: str | None) -> str:
    if not text or not text.strip():
        raise BadInput("staff", "missing")
    return text


def _day(text: str | None, clock: Clock) -> date:
    if not text or not text.strip():
        raise BadInput("day", "missing")
    today = seoul(clock.now()).date()
    near = _NEAR.get(tidy_name(text))
    try:
        on = date.fromisoformat(text.strip()) if near is None else today + timedelta(days=near)
    except ValueError:
        raise BadInput("day", "not_a_date", text) from None
    if on < today:
        raise BadInput("day", "in_the_past", text)
    return on


def _minutes(text: str) -> int:
    try:
        minutes = int(text)
    except ValueError:
        raise BadInput("minutes", "not_a_number", text) from None
    check_minutes(minutes)
    return minutes


def _person(text: str, people: Sequence[Person]) -> Person:
    """Return whom a name means, written with the position or without it, spaced as one likes."""
    wanted = _unspaced(text)
    found = [each for each in people if wanted in {_unspaced(each.name), _unspaced(each.title)}]
    if not found:
        raise BadInput("staff", "unknown", text)
    if len(found) > 1:
        raise BadInput("staff", "ambiguous", ", ".join(each.title for each in found))
    return found[0]


def _unspaced(text: str) -> str:
    return "".join(tidy_name(text).split())


def _json(person: Person, on: date, minutes: int, free: Sequence[Slot], _closed: str | None) -> str:
    times = [
        {"start": f"{seoul(slot.starts_at):%Y-%m-%dT%H:%M}", "end": f"{seoul(slot.ends_at):%Y-%m-%dT%H:%M}"}
        for slot in free
    ]
    value = {"staff": person.title, "on": on.isoformat(), "minutes": minutes, "free": times}
    return json.dumps(value, ensure_ascii=False)


def _page(person: Person, on: date, minutes: int, free: Sequence[Slot], closed: str | None) -> str:
    head = f"{person.title} · {say_date(on)} · {minutes}분"
    nothing = f"창구를 열지 않는 날입니다: {closed}" if closed else "비어 있는 시간이 없습니다."
    times = [f"{seoul(slot.starts_at):%H:%M}–{seoul(slot.ends_at):%H:%M}" for slot in free]
    return "\n".join([head, *(times or [nothing])])


def _sentence(error: BadInput | CalendarEnds | World | NotAllowed | SignedOut) -> str:
    match error:
        case BadInput(field=field, problem=problem, value=value):
            return _SENTENCES[f"{field} {problem}"].format(value=value)
        case CalendarEnds(covered=covered):
            return (
                f"공휴일표가 {covered}년까지만 있어 알 수 없습니다.\n"
                "그 안의 날을 적거나, 책임자에게 새 공휴일표를 넣어 달라고 해 주십시오."
            )
        case World():
            return say_world(error)
        case _:
            return "직원 명단에 없는 아이디입니다. 책임자에게 문의해 주십시오."
