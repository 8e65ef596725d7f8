"""`desk-app ring` as a telephone runs it while no program listens, or something else does."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.ring_client import PATIENCE


@pytest.fixture
def folder() -> Iterator[Path]:
    """The folder of this user's session, empty."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def ring(folder: Path, *arguments: str, python: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run the client; it never takes longer than its patience and a Python's start."""
    return subprocess.run(
        [sys.executable, *python, "-m", "desk_app", "ring", *arguments],
        env={**os.environ, "XDG_RUNTIME_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE + 20,
    )


def test_it_loads_neither_qt_nor_anything_else_of_weight(folder: Path) -> None:
    said = ring(folder, "--from", "010-2481-7736", python=("-X", "importtime")).stderr
    loaded = {
        line.rpartition("|")[2].strip() for line in said.splitlines() if line.startswith("import time:")
    }
    assert {"desk_app.ring_address", "socket"} <= loaded, "it got as far as trying to connect"
    parts = {name.partition(".")[0] for name in loaded}
    assert not parts & {"PySide6", "shiboken6", "sqlalchemy", "sqlcipher3", "db", "msgspec", "dateutil"}
    assert not {name for name in loaded if name.startswith(("desk_app.core", "desk_app.gui"))}


def test_without_a_running_program_it_says_so_in_both_languages_and_leaves_with_one(folder: Path) -> None:
    done = ring(folder, "--from", "010-2481-7736")
    assert done.returncode == 1
    assert "켜져 있지 않거나" in done.stderr
    assert "Nobody is signed in" in done.stderr


def test_a_socket_left_by_a_killed_program_is_the_same_as_none(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(folder / "desk-app-ring"))
    assert ring(folder, "--event", "hangup").returncode == 1


def test_a_program_that_does_not_answer_is_given_up_after_a_second(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(folder / "desk-app-ring"))
        deaf.listen()
        done = ring(folder, "--from", "01024817736")
    assert done.returncode == 1
    assert "1초 안에 답하지" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("--event", "explode"), id="an event that is none"),
        pytest.param(("--number", "010"), id="an option that is none"),
        pytest.param(("--from", "0" * 600), id="a number longer than a message"),
    ],
)
def test_arguments_that_cannot_be_taken_leave_with_two(folder: Path, arguments: tuple[str, ...]) -> None:
    done = ring(folder, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "sent"),
    [
        (("--from", "010-2481-7736"), b'{"event":"new","from":"010-2481-7736","call":""}\n'),
        (
            ("--event", "answer", "--call-id", "7", "02 123 4567"),
            b'{"event":"answer","from":"02 123 4567","call":"7"}\n',
        ),
        (("--event", "hangup", "010", "2481"), b'{"event":"hangup","from":"010 2481","call":""}\n'),
        (("--event", "new", "--from"), b'{"event":"new","from":"","call":""}\n'),
        ((), b'{"event":"new","from":"","call":""}\n'),
    ],
)
def test_what_it_sends_is_one_line(folder: Path, arguments: tuple[str, ...], sent: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as program:
        program.bind(str(folder / "desk-app-ring"))
        program.listen()
        environment = {**os.environ, "XDG_RUNTIME_DIR": str(folder)}
        command = [sys.executable, "-m", "desk_app", "ring", *arguments]
        with subprocess.Popen(command, env=environment) as client:
            talk, _ = program.accept()
            with talk:
                assert talk.recv(1000) == sent
                talk.sendall(b"ok\n")
            assert client.wait(20) == 0


def test_the_help_is_in_both_languages_whichever_way_it_is_asked(folder: Path) -> None:
    said = ring(folder, "--help").stdout
    assert "발신번호 표시제한" in said
    assert "as MicroSIP gives it" in said
