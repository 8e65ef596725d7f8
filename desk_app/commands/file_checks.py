"""What the commands `… check` share: which files are looked at, and how their mistakes are told."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from desk_app.core.errors import BadInput
from desk_app.core.toml_files import UNREAD, Problem

T = TypeVar("T")


def add_check(parser: ArgumentParser, noun: str, files: str) -> None:
    """Declare the action `check`: `noun` is the kind of file in Korean, `files` says which are read."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="check")
    check = actions.add_parser(
        "check",
        help=f"{noun}의 잘못을 줄마다 찾습니다 / find every mistake by file and line",
        description=(
            f"{noun}의 잘못을 ‘파일:줄: 내용’으로 알립니다. Print mistakes as file:line: what is wrong."
        ),
    )
    check.add_argument("files", metavar="FILE", nargs="*", type=Path, help=files)


def tell_check(check: Callable[[], tuple[T, Sequence[Problem]]], counted: Callable[[T], str]) -> int:
    """Print what is wrong and return 1, or one line and 0; 2 where a file cannot be read.

    `counted` says in Korean how much was looked at, from the first of what `check` returns.
    """
    try:
        found, problems = check()
    except BadInput as error:
        sys.stderr.write(f"{error.value}: {UNREAD[error.problem]}\n")
        return 2
    if problems:
        sys.stdout.write("".join(f"{problem}\n" for problem in problems))
        return 1
    sys.stdout.write(f"문제 없음 ({counted(found)})\n")
    return 0
