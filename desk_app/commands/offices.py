"""Opening an office for a command, in the name of somebody who may."""

import sys
import tempfile
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass

from desk_app.core.clock import Clock
from desk_app.core.errors import World, WorldProblem
from desk_app.demo import open_demo
from desk_app.settings import load_preferences, places
from desk_app.usecases.executor import Executor
from desk_app.usecases.signing_in import is_set_up, sign_in

_DESK = "desk-app"  # what the access log calls a computer that has no desk's name
_SENTENCES = {
    WorldProblem.WRONG_PASSWORD: "비밀번호가 맞지 않습니다. Caps Lock과 한/영을 확인하고 다시 해 주십시오.",
    WorldProblem.UNKNOWN_PERSON: "이 아이디의 직원이 없습니다. --as에 로그인 아이디를 적어 주십시오.",
    WorldProblem.DATABASE_MISSING: "자료가 없습니다: {where}\n"
    "--data에 자료 폴더를 적거나 --demo로 시험해 주십시오.",
    WorldProblem.KEY_FILE_MISSING: "열쇠 파일이 없습니다: {where}\n백업에서 되돌려 주십시오.",
    WorldProblem.DATABASE_BUSY: "다른 창구에서 저장하고 있습니다. 잠시 뒤에 다시 해 주십시오.",
}
_OTHERWISE = "자료를 열 수 없습니다({problem}): {where}\n폴더와 권한, 백업을 확인해 주십시오."


def add_office_arguments(parser: ArgumentParser) -> None:
    """Declare which office a command opens; the program's own `--data` and `--demo` mean the same."""
    parser.add_argument(
        "--data", metavar="DIR", default=SUPPRESS, help="자료를 둔 폴더 / the folder that holds the data"
    )
    parser.add_argument(
        "--as",
        metavar="ID",
        dest="sign_in_name",
        help="로그인 아이디. 비밀번호는 물어보거나 표준 입력 한 줄로 받습니다 / your sign-in name;"
        " the password is asked for, or one line of standard input",
    )
    parser.add_argument(
        "--demo", action="store_true", default=SUPPRESS, help="꾸며 낸 사무실에서 / in a throw-away office"
    )


@contextmanager
def opened_office(args: Namespace, clock: Clock) -> Iterator[Executor]:
    """Give the doorway to the office that `args` names, signed in as `args.sign_in_name`, and close it after.

    With `args.demo` it is a throw-away office. Raises `World` for whatever stands in the way.
    """
    if args.demo:
        with tempfile.TemporaryDirectory(prefix="desk-app-demo-", ignore_cleanup_errors=True) as folder:
            demo = open_demo(places(folder).database, clock)
            try:
                yield demo.executor
            finally:
                demo.close()
        return
    here = places(args.data)
    if not is_set_up(here.database):
        raise World(WorldProblem.DATABASE_MISSING, str(here.folder))
    if not args.sign_in_name:
        raise World(WorldProblem.UNKNOWN_PERSON)
    desk = load_preferences(here.preferences).desk or _DESK
    signed_in = sign_in(here.database, clock, sign_in_name=args.sign_in_name, password=_password(), desk=desk)
    try:
        yield signed_in.executor
    finally:
        signed_in.close()


def say_world(trouble: World) -> str:
    """Return the sentence for what stands in the way of opening an office."""
    sentence = _SENTENCES.get(trouble.problem, _OTHERWISE)
    return sentence.format(where=trouble.where, problem=trouble.problem)


def _password() -> str:
    if sys.stdin.isatty():
        return getpass("비밀번호: ")
    return sys.stdin.readline().rstrip("\r\n")
