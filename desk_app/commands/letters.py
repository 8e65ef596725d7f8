"""`desk-app letters check`: every mistake in the template of a letter, by file and line."""

from argparse import ArgumentParser, Namespace
from functools import partial

from desk_app.commands.file_checks import add_check, tell_check
from desk_app.settings import places
from desk_app.usecases.letters import check_files


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes, in Korean and English."""
    parser.description = (
        "고객께 보내는 문서의 서식을 살핍니다. 자료 폴더의 letters 폴더에 둔 같은 이름의 서식을 먼저 씁니다. "
        "Look after the templates of letters; those in the folder letters of the data take the place of ours."
    )
    add_check(
        parser, "서식", "살필 서식. 없으면 프로그램과 자료 폴더의 모두 / templates to check; all if none"
    )


def run(args: Namespace) -> int:
    """Print what is wrong and return 1, or one line and 0; 2 where a file cannot be read."""
    return tell_check(partial(check_files, args.files, places(args.data).letters), "{}개 서식".format)
