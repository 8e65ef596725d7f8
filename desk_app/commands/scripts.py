"""`desk-app scripts check`: every mistake in a script, by file and line."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk_app.core.errors import BadInput
from desk_app.usecases.scripts import check_files

_UNREAD = {
    "not_utf8": "{file}: UTF-8로 저장된 글이 아닙니다. 편집기에서 ‘UTF-8’로 다시 저장해 주십시오.",
    "unreadable": "{file}: 파일을 열 수 없습니다. 경로가 맞는지 확인해 주십시오.",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes, in Korean and English."""
    parser.description = "응대 대본을 살핍니다. Look after the scripts."
    actions = parser.add_subparsers(dest="action", required=True, metavar="check")
    check = actions.add_parser(
        "check",
        help="대본의 잘못을 줄마다 찾습니다 / find every mistake by file and line",
        description="대본의 잘못을 ‘파일:줄: 내용’으로 알립니다. Print mistakes as file:line: what is wrong.",
    )
    check.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="살필 대본. 없으면 프로그램의 대본 모두 / scripts to check; all of the program's if none",
    )


def run(args: Namespace) -> int:
    """Print what is wrong and return 1, or one line and 0; 2 where a file cannot be read."""
    try:
        scripts, problems = check_files(args.files)
    except BadInput as error:
        sys.stderr.write(_UNREAD[error.problem].format(file=error.value) + "\n")
        return 2
    if problems:
        sys.stdout.write("".join(f"{problem}\n" for problem in problems))
        return 1
    steps = sum(len(script.steps) for script in scripts)
    sys.stdout.write(f"문제 없음 ({len(scripts)}개 대본, {steps}단계)\n")
    return 0
