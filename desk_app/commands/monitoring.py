"""`desk-app monitoring check`: every mistake in the form of the score sheet, by file and line."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk_app.core.errors import BadInput
from desk_app.core.letter_file import UNREAD
from desk_app.settings import places
from desk_app.usecases.score_forms import check_forms


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes, in Korean and English."""
    parser.description = (
        "전화 모니터링 평가표의 서식을 살핍니다. 자료 폴더의 monitoring 폴더에 둔 sheet.toml을 먼저 씁니다. "
        "Look after the form of the score sheet; monitoring/sheet.toml in the data takes the place of ours."
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="check")
    check = actions.add_parser(
        "check",
        help="서식의 잘못을 줄마다 찾습니다 / find every mistake by file and line",
        description="서식의 잘못을 ‘파일:줄: 내용’으로 알립니다. Print mistakes as file:line: what is wrong.",
    )
    check.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="살필 서식. 없으면 프로그램과 자료 폴더의 것 / forms to check; ours and the branch's if none",
    )


def run(args: Namespace) -> int:
    """Print what is wrong and return 1, or one line and 0; 2 where a file cannot be read."""
    try:
        count, problems = check_forms(args.files, places(args.data).score_form)
    except BadInput as error:
        sys.stderr.write(f"{error.value}: {UNREAD[error.problem]}\n")
        return 2
    if problems:
        sys.stdout.write("".join(f"{problem}\n" for problem in problems))
        return 1
    sys.stdout.write(f"문제 없음 ({count}개 서식)\n")
    return 0
