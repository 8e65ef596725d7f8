"""`desk-app scripts check`: every mistake in a script, by file and line."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from functools import partial

from desk_app.commands.file_checks import add_check, tell_check
from desk_app.core.scripts import Script
from desk_app.usecases.scripts import check_files


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes, in Korean and English."""
    parser.description = "응대 대본을 살핍니다. Look after the scripts."
    add_check(
        parser,
        "대본",
        "살필 대본. 없으면 프로그램의 대본 모두 / scripts to check; all of the program's if none",
    )


def run(args: Namespace) -> int:
    """Print what is wrong and return 1, or one line and 0; 2 where a file cannot be read."""
    return tell_check(partial(check_files, args.files), _counted)


def _counted(scripts: Sequence[Script]) -> str:
    return f"{len(scripts)}개 대본, {sum(len(script.steps) for script in scripts)}단계"
