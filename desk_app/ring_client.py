"""`desk-app ring`: tell the running program that the phone rings; starts fast, so it knows no Qt."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from io import TextIOWrapper
from threading import Thread

from desk_app.commands.parser import Parser
from desk_app.ring_address import TAKEN, address, is_private

EVENTS = ("new", "answer", "hangup")
LONGEST_LINE = 512  # bytes, the newline included
PATIENCE = 1.0  # seconds until a program that does not answer is given up

_NOT_RUNNING = (
    "응대 프로그램이 켜져 있지 않거나 아무도 로그인하지 않아 전화를 알리지 못했습니다. "
    "프로그램을 열고 로그인해 주십시오.\n"
    "Nobody is signed in to the front desk program, so the call was not reported. Open it and sign in.\n"
)
_SILENT = (
    "응대 프로그램이 1초 안에 답하지 않았습니다. 화면에 전화가 보이지 않으면 F3을 눌러 주십시오.\n"
    "The front desk program did not answer within a second. If it shows no call, press F3 there.\n"
)
_REFUSED = (
    "응대 프로그램이 이 알림을 받지 않았습니다({why}). 번호와 통화 ID를 확인해 주십시오.\n"
    "The front desk program refused this message ({why}). Check the number and the call id.\n"
)
_TOO_LONG = (
    "번호나 통화 ID가 너무 깁니다. 줄여서 다시 알려 주십시오.\n"
    "The number or the call id is too long. Shorten it.\n"
)


def main(argv: Sequence[str]) -> int:
    """Report what `argv` says (without `desk-app ring`) and return the exit code."""
    if isinstance(sys.stdout, TextIOWrapper):  # the help, on a console without Hangul
        sys.stdout.reconfigure(errors="backslashreplace")
    parser = Parser(prog="desk-app ring")
    add_arguments(parser)
    return run(parser.parse_args(argv))


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes, in Korean and English."""
    parser.description = (
        "켜져 있는 응대 프로그램에 전화가 울린다고(받았다고, 끊겼다고) 알립니다. / "
        "Tell the running program that the phone rings, was answered or was hung up."
    )
    parser.add_argument(
        "--from",
        dest="number",
        nargs="?",
        const="",
        metavar="NUMBER",
        help="건 사람의 번호, 발신번호 표시제한이면 비워 둡니다 / the caller's number, empty if withheld",
    )
    parser.add_argument(
        "--event", choices=EVENTS, default="new", help="무슨 일인지 (기본 new) / what happened (default: new)"
    )
    parser.add_argument(
        "--call-id",
        default="",
        metavar="ID",
        help="교환기의 통화 ID, 있으면 / the telephone's id of the call",
    )
    parser.add_argument(
        "rest",
        nargs="*",
        metavar="NUMBER",
        help="--from 대신 맨 끝에 적은 번호(MicroSIP) / the number as the last word, as MicroSIP gives it",
    )


def run(args: Namespace) -> int:
    """Report the call: 0 taken, 1 nobody took it (said on stderr), 2 the arguments cannot be taken."""
    number = " ".join(args.rest) if args.number is None else args.number
    message = {"event": args.event, "from": number, "call": args.call_id}
    line = json.dumps(message, separators=(",", ":")).encode() + b"\n"
    if len(line) > LONGEST_LINE:
        sys.stderr.write(_TOO_LONG)
        return 2
    try:
        answer = _ask(line)
    except OSError:
        sys.stderr.write(_NOT_RUNNING)
        return 1
    if answer == TAKEN:
        return 0
    sys.stderr.write(_REFUSED.format(why=answer.decode("ascii", "replace")) if answer else _SILENT)
    return 2 if answer else 1


def _ask(line: bytes) -> bytes:
    """Return the program's answer, empty where none came in time; raises `OSError` where nobody listens."""
    answers: list[bytes | OSError] = []

    def exchange() -> None:
        try:
            answers.append(_exchange(line).strip())
        except OSError as error:
            answers.append(error)

    # A thread that is left behind, because a Windows pipe knows no time limit of its own.
    thread = Thread(target=exchange, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    answer = answers[0] if answers else b""
    if isinstance(answer, OSError):
        raise answer
    return answer


def _exchange(line: bytes) -> bytes:
    place = address()
    if sys.platform == "win32":
        with open(place, "r+b", buffering=0) as pipe:  # noqa: PTH123 - pathlib is slow to load
            pipe.write(line)
            return pipe.read(LONGEST_LINE)
    import socket  # noqa: PLC0415 - Windows does without

    if not is_private(place.rpartition("/")[0]):
        raise FileNotFoundError(place)
    with socket.socket(socket.AF_UNIX) as talk:
        talk.connect(place)
        talk.sendall(line)
        return talk.recv(LONGEST_LINE)
