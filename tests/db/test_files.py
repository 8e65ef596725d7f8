"""Founding an office and signing in to it: both files stand, or neither does."""

import signal
from pathlib import Path

import pytest
import sqlalchemy as sa

from db import files, keys
from db.files import founding, is_set_up, sign_in, sign_in_by_recovery
from desk_app.core.errors import World, WorldProblem
from tests.db.disks import contents, open_folder, read_only, refused, run


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys with less memory."""
    monkeypatch.setattr(keys, "MEMORY", 8 * 1024)


def found(folder: Path, password: str = "pw") -> tuple[Path, str]:
    """Found an office with a note in it, and return its path and recovery code."""
    path = folder / "desk.db"
    with founding(path, "suhyun", password) as (office, code), office.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE note (text TEXT)")
        connection.exec_driver_sql("INSERT INTO note VALUES ('첫 글')")
    return path, code


def note(office: files.Opened) -> str:
    """Return the note of the office, and close it."""
    with office.engine.connect() as connection:
        text: str = connection.exec_driver_sql("SELECT text FROM note").scalar_one()
    office.engine.dispose()
    return text


def test_an_office_is_two_files_and_its_founder_signs_in(tmp_path: Path) -> None:
    assert not is_set_up(tmp_path / "desk.db")
    path, code = found(tmp_path)
    assert is_set_up(path)
    assert set(contents(tmp_path)) == {"desk.db", "desk.keys.json"}
    assert note(sign_in(path, "SuHyun", "pw")) == "첫 글"
    assert note(sign_in_by_recovery(path, code.lower())) == "첫 글"
    assert path.stat().st_mode & 0o077 == 0


def test_the_key_is_shown_in_no_report(tmp_path: Path) -> None:
    path, _ = found(tmp_path)
    office = sign_in(path, "suhyun", "pw")
    assert office.key.hex() not in repr(office)
    assert repr(office.key) not in repr(office)
    office.engine.dispose()


def test_an_office_that_could_not_be_filled_was_never_founded(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), founding(tmp_path / "desk.db", "suhyun", "pw"):
        raise RuntimeError("the branch has no name")
    assert contents(tmp_path) == {}
    found(tmp_path)


def test_an_office_is_not_founded_over_another_nor_over_what_is_left_of_one(tmp_path: Path) -> None:
    path, _ = found(tmp_path)
    with refused(WorldProblem.ALREADY_SET_UP, tmp_path):
        found(tmp_path)
    path.unlink()
    with refused(WorldProblem.ALREADY_SET_UP, tmp_path):
        found(tmp_path)
    with refused(WorldProblem.DATABASE_MISSING, tmp_path):
        sign_in(path, "suhyun", "pw")


def test_of_two_who_found_the_same_office_the_first_has_it(tmp_path: Path) -> None:
    with (
        pytest.raises(World, check=lambda error: error.problem is WorldProblem.ALREADY_SET_UP),
        founding(tmp_path / "desk.db", "jiho", "pw"),
    ):
        path, _ = found(tmp_path)
    assert set(contents(tmp_path)) == {"desk.db", "desk.keys.json"}
    assert note(sign_in(path, "suhyun", "pw")) == "첫 글"


KILLED = """
import os, signal
from pathlib import Path
from db.files import founding
{earlier}
with founding(Path({path!r}), "suhyun", "pw") as (office, code):
    with office.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE note (text TEXT)")
        connection.exec_driver_sql("INSERT INTO note VALUES ('첫 글')")
    {now}
"""
KILL = "os.kill(os.getpid(), signal.SIGKILL)"


def killed(folder: Path, *, earlier: str = "", now: str = "") -> Path:
    """Let another program found an office and be killed at it, and return the office's path."""
    path = folder / "desk.db"
    with run(KILLED.format(path=str(path), earlier=earlier, now=now)) as program:
        assert program.wait() == -signal.SIGKILL
    assert not path.exists()
    return path


def test_an_office_whose_founder_was_killed_before_the_last_step_stands_at_the_next_start(
    tmp_path: Path,
) -> None:
    path = killed(tmp_path, earlier=f"Path.rename = lambda draft, path: {KILL}")
    assert is_set_up(path), "the key file stands"
    (tmp_path / ".desk.db.0123abcd").write_bytes(b"another office's draft" * 1000)
    with refused(WorldProblem.ALREADY_SET_UP, tmp_path):
        found(tmp_path)
    assert note(sign_in(path, "suhyun", "pw")) == "첫 글"
    assert set(contents(tmp_path)) == {"desk.db", "desk.keys.json", ".desk.db.0123abcd"}


def test_what_a_founder_who_was_killed_earlier_left_goes_when_the_office_is_founded(tmp_path: Path) -> None:
    path = killed(tmp_path, now=KILL)
    assert not is_set_up(path)
    assert contents(tmp_path), "a draft of which nobody has the key"
    (tmp_path / ".desk.db.bak").write_text("somebody's own")
    found(tmp_path)
    assert note(sign_in(path, "suhyun", "pw")) == "첫 글"
    assert set(contents(tmp_path)) == {"desk.db", "desk.keys.json", ".desk.db.bak"}


def test_founding_in_a_read_only_folder_is_refused() -> None:
    with open_folder() as folder, read_only(folder), refused(WorldProblem.READ_ONLY, folder):
        found(folder)


def test_each_thing_wrong_at_the_door_has_its_own_name(tmp_path: Path) -> None:
    path, code = found(tmp_path)
    with refused(WorldProblem.WRONG_PASSWORD, tmp_path):
        sign_in(path, "suhyun", "wp")
    with refused(WorldProblem.UNKNOWN_PERSON, tmp_path):
        sign_in(path, "jiho", "pw")
    with refused(WorldProblem.WRONG_PASSWORD, tmp_path):
        sign_in_by_recovery(path, code[:-1])
    keyfile = keys.beside(path).read_bytes()
    keys.beside(path).write_bytes(keyfile[:-10])
    with refused(WorldProblem.KEY_FILE_DAMAGED, tmp_path):
        sign_in(path, "suhyun", "pw")
    keys.beside(path).unlink()
    with refused(WorldProblem.KEY_FILE_MISSING, tmp_path):
        sign_in(path, "suhyun", "pw")


@pytest.mark.parametrize(
    ("name", "password"),
    [
        pytest.param("suhyun", "pw", id="known there by the same password"),
        pytest.param("suhyun", "old", id="known there by another password"),
        pytest.param("jiho", "pw", id="not known there"),
    ],
)
def test_the_key_file_of_another_office_is_named_whoever_signs_in(
    tmp_path: Path, name: str, password: str
) -> None:
    for office in ("here", "there"):
        (tmp_path / office).mkdir()
    here, _ = found(tmp_path / "here")
    there, _ = found(tmp_path / "there")
    keys.beside(there).replace(keys.beside(here))
    with refused(WorldProblem.KEY_FILE_OTHER, tmp_path):
        sign_in(here, name, password)


def test_staff_come_change_their_password_and_leave(tmp_path: Path) -> None:
    path, _ = found(tmp_path)
    office = sign_in(path, "suhyun", "pw")
    office.admit("jiho", "first")
    files.change_password(path, "jiho", "first", "second")
    assert note(sign_in(path, "jiho", "second")) == "첫 글"
    with refused(WorldProblem.WRONG_PASSWORD, tmp_path):
        sign_in(path, "jiho", "first")
    office.shut_out("jiho")
    with pytest.raises(World, check=lambda error: error.problem is WorldProblem.UNKNOWN_PERSON):
        sign_in(path, "jiho", "second")
    office.engine.dispose()


def test_a_database_of_a_newer_program_is_left_to_it(tmp_path: Path) -> None:
    path, _ = found(tmp_path)
    office = sign_in(path, "suhyun", "pw")
    with office.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    office.engine.dispose()
    with refused(WorldProblem.DATABASE_NEWER, tmp_path):
        sign_in(path, "suhyun", "pw")
