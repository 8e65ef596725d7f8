"""The command line: no command opens the window; a command's module is imported when it is named."""

import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NamedTuple

from desk_app.commands.parser import Parser


class Command(NamedTuple):
    """A command and the module that has its `add_arguments(parser)` and `run(args) -> int`."""

    name: str
    module: str
    help: str


COMMANDS = (
    Command("deadline", "desk_app.commands.deadline", "회신 기한을 셉니다 / count when an answer is due"),
    Command("free", "desk_app.commands.free", "담당자의 빈 시간을 봅니다 / list somebody's free times"),
    Command("letters", "desk_app.commands.letters", "문서 서식을 점검합니다 / check the letters"),
    Command("monitoring", "desk_app.commands.monitoring", "평가표 서식을 점검합니다 / check the score sheet"),
    Command("inquiries", "desk_app.commands.inquiries", "답할 문의를 봅니다 / list the written questions"),
    Command("charter", "desk_app.commands.charter", "헌장 이행을 셉니다 / count how the charter is kept"),
    Command("scripts", "desk_app.commands.scripts", "응대 대본을 점검합니다 / check the scripts"),
    Command("ring", "desk_app.ring_client", "전화가 울린다고 알립니다 / tell the running program of a call"),
    Command(
        "tour", "desk_app.commands.tour", "주요 화면을 그림으로 남깁니다 / play three stories, save pictures"
    ),
    Command("bench", "desk_app.commands.bench", "속도를 잽니다 / measure the speed"),
)


def main(argv: Sequence[str]) -> int:
    """Run the command in `argv` (without the program's name) or open the window; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a console without Hangul gets escapes, never a crash
            stream.reconfigure(errors="backslashreplace")
    parser = Parser(
        prog="desk-app",
        description="한국법무보호복지공단 고객 응대 프로그램. 명령 없이 부르면 창을 엽니다. / "
        "The front desk of the Korea Rehabilitation Agency; without a command it opens the window.",
    )
    parser.add_argument(
        "--demo", action="store_true", help="꾸며 낸 하루로 시험 창을 엽니다 / open a throw-away office"
    )
    parser.add_argument("--data", metavar="DIR", help="자료를 둘 폴더 / the folder that holds the data")
    parser.set_defaults(run=_open_window)
    commands = parser.add_subparsers(title="명령 / commands", metavar="COMMAND")
    for command in COMMANDS:
        subparser = commands.add_parser(command.name, help=command.help, description=command.help)
        if command.name in argv:
            module = import_module(command.module)
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    args = parser.parse_args(argv)
    code: int = args.run(args)
    return code


def _open_window(args: Any) -> int:
    code: int = import_module("desk_app.bootstrap").run_window(args)
    return code
