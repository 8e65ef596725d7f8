"""How every command explains itself and complains."""

from argparse import ArgumentParser
from typing import Any, NoReturn


class Parser(ArgumentParser):
    """An argument parser that helps and complains in Korean and English."""

    def __init__(self, **options: Any) -> None:
        """Make a parser whose `--help` speaks both languages."""
        super().__init__(**options, add_help=False, allow_abbrev=False)
        self.add_argument("-h", "--help", action="help", help="이 도움말을 보입니다 / show this help")

    def error(self, message: str) -> NoReturn:
        """Say what was not understood and where the help is, and leave with 2."""
        self.exit(2, f"명령을 이해하지 못했습니다: {message}\n쓰는 법은 {self.prog} --help 에 있습니다.\n")
