"""`desk-app monitoring check`: every mistake in the form of the score sheet, by file and line."""

from argparse import ArgumentParser, Namespace
from functools import partial

from desk_app.commands.file_checks import add_check, tell_check
from desk_app.settings import places
from desk_app.usecases.score_forms import check_forms


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes, in Korean and English."""
    parser.description = (
        "전화 모니터링 평가표의 서식을 살핍니다. 자료 폴더의 monitoring 폴더에 둔 sheet.toml을 먼저 씁니다. "
        "Look after the form of the score sheet; monitoring/sheet.toml in the data takes the place of ours."
    )
    files = "살필 서식. 없으면 프로그램과 자료 폴더의 것 / forms to check; ours and the branch's if none"
    add_check(parser, "서식", files)


def run(args: Namespace) -> int:
    """Print what is wrong and return 1, or one line and 0; 2 where a file cannot be read."""
    return tell_check(partial(check_forms, args.files, places(args.data).score_form), "{}개 서식".format)
