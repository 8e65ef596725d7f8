"""`desk-app inquiries`: the written questions still owed an answer, by what is due first."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import datetime

from desk_app.commands.offices import add_office_arguments, opened_office, say_world
from desk_app.core.clock import Clock, SystemClock, seoul
from desk_app.core.errors import NotAllowed, SignedOut, World
from desk_app.core.korean import mask_name
from desk_app.usecases.inquiries import InquiryFilter, InquiryRow, Shown
from desk_app.usecases.inquiry_lists import list_inquiries

_CHANNELS = {
    "post": "우편",
    "fax": "팩스",
    "email": "전자우편",
    "web": "홈페이지",
    "desk": "창구",
    "phone": "전화",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes, in Korean and English."""
    parser.description = (
        "문의를 안심 회신일과 처리기한과 함께 봅니다. / List written questions with their dates."
    )
    parser.add_argument(
        "--open",
        action="store_true",
        help="답할 문의만. 없으면 끝난 문의도 봅니다 / only those owed an answer; else done ones as well",
    )
    parser.add_argument("--json", action="store_true", help="JSON으로 출력 / print JSON")
    add_office_arguments(parser)


def run(args: Namespace, clock: Clock | None = None) -> int:
    """Print the questions and return 0, or say on stderr what stands in the way and return 2."""
    clock = clock or SystemClock()
    shown = (Shown.OPEN,) if args.open else (Shown.OPEN, Shown.DONE)
    try:
        with opened_office(args, clock) as executor:
            rows = [
                row
                for each in shown
                for row in executor.run(list_inquiries, wanted=InquiryFilter(shown=each)).value
            ]
    except World as trouble:
        sys.stderr.write(say_world(trouble) + "\n")
        return 2
    except (NotAllowed, SignedOut):
        sys.stderr.write("직원 명단에 없는 아이디입니다. 책임자에게 문의해 주십시오.\n")
        return 2
    sys.stdout.write((_json(rows) if args.json else _page(rows)) + "\n")
    return 0


def _json(rows: Sequence[InquiryRow]) -> str:
    return json.dumps([_told(row) for row in rows], ensure_ascii=False)


def _told(row: InquiryRow) -> dict[str, object]:
    return {
        "id": row.number,
        "channel": row.channel.value,
        "arrived_at": _stamp(row.arrived_at),
        "safe_reply_on": row.safe_reply_on.isoformat(),
        "statutory_due_on": row.statutory_due_on.isoformat(),
        "interim_reply_at": _stamp(row.interim_reply_at),
        "owner": row.owner,
        "state": row.state.value,
    }


def _page(rows: Sequence[InquiryRow]) -> str:
    if not rows:
        return "답할 문의가 없습니다."
    return "\n".join(_line(row) for row in rows)


def _line(row: InquiryRow) -> str:
    said = [
        row.number,
        _CHANNELS[row.channel],
        f"도착 {seoul(row.arrived_at):%m.%d %H:%M}",
        f"안심 회신일 {row.safe_reply_on:%m.%d}",
        f"처리기한 {row.statutory_due_on:%m.%d}",
        f"중간회신 {seoul(row.interim_reply_at):%m.%d}" if row.interim_reply_at else "",
        f"담당 {row.owner}",
        mask_name(row.customer),
    ]
    return " · ".join(part for part in said if part)


def _stamp(instant: datetime | None) -> str | None:
    return None if instant is None else f"{seoul(instant):%Y-%m-%dT%H:%M}"
