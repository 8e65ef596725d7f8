"""`desk-app tour`: play three stories on the real windows, by keyboard, and save a picture a step."""

import contextlib
import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from desk_app import qt_libraries


def add_arguments(parser: ArgumentParser) -> None:
    """Take the folder for the pictures and how much history the office shall have."""
    parser.add_argument(
        "--out",
        metavar="DIR",
        default="tour",
        help="그림을 둘 폴더 (기본 tour) / the folder for the pictures",
    )
    parser.add_argument(
        "--contacts",
        metavar="N",
        type=int,
        default=0,
        help="지난 응대가 N건 더 있는 지부에서 / in an office with N more past contacts",
    )


def run(args: Namespace) -> int:
    """Play the tour and return the exit code; without a display it plays unseen."""
    if qt_libraries.display_problem() and "QT_QPA_PLATFORM" not in os.environ:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    problem = qt_libraries.problem()
    if problem is not None:
        return _refuse(problem)
    if args.contacts < 0:
        return _refuse("--contacts에는 0 이상의 수를 적어 주십시오. / --contacts takes 0 or more.")
    out = Path(args.out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return _refuse(
            f"그림을 둘 폴더를 만들 수 없습니다: {out} ({error.strerror}). --out에 다른 폴더를 적어 주십시오."
        )
    from desk_app.commands.tour_story import play  # noqa: PLC0415 - only once Qt is known to load

    with _folder() as folder:
        return play(folder, out, args.contacts)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - a command speaks on the terminal
    return 2


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="desk-app-tour-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
