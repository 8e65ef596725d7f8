"""The two files of an office, database and keys: made together, opened together."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from db import disk, keys
from db.engine import file_id, open_sqlite, remove_database, spoken_errors
from db.upgrade import upgrade
from desk_app.core.errors import World, WorldProblem


@dataclass(frozen=True)
class Opened:
    """An office's open database, with what is needed to let others in."""

    engine: sa.Engine
    path: Path
    key: bytes = field(repr=False)

    def admit(self, sign_in_name: str, password: str) -> None:
        """Let this person in with `password` from now on, whatever theirs was before."""
        place = keys.beside(self.path)
        keys.save(keys.add(keys.load(place), self.key, sign_in_name, password), place)

    def shut_out(self, sign_in_name: str) -> None:
        """Let this person in no longer."""
        place = keys.beside(self.path)
        keys.save(keys.remove(keys.load(place), sign_in_name), place)


def is_set_up(path: Path) -> bool:
    """Return whether an office was founded at `path`, even if one of its two files is gone since."""
    return path.exists() or keys.beside(path).exists()


@contextmanager
def founding(path: Path, sign_in_name: str, password: str) -> Iterator[tuple[Opened, str]]:
    """Give a new office's database to be filled, and the recovery code; both files stand when the block ends.

    The database is made under another name and closed at the end: open the office again by `sign_in`.
    If anything fails inside, or the power does, nothing was founded; once the key file stands, `sign_in`
    finishes what the power left undone. Raises `World` as `open_sqlite`.
    """
    if is_set_up(path):
        raise World(WorldProblem.ALREADY_SET_UP, str(path))
    keyfile, key, code = keys.create(sign_in_name, password)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")  # no other program's
    engine = open_sqlite(draft, key, create=True)
    try:
        upgrade(engine)
        yield Opened(engine, draft, key), code
        engine.dispose()  # the last to leave writes the log back into the file
        _put_in_place(draft, path, keyfile)
    except BaseException:
        engine.dispose()
        remove_database(draft)
        raise
    with suppress(OSError):  # on Windows a program that comes too late to found anything may have one open
        for killed in _drafts(path):
            remove_database(killed)


def sign_in(path: Path, sign_in_name: str, password: str) -> Opened:
    """Return the office at `path`, opened by this person and brought up to this program's schema.

    Raises `World` for whatever is wrong with person, password, key file, database or disk, before
    anything is changed.
    """
    keyfile = _key_file(path)
    try:
        key = keys.unlock(keyfile, sign_in_name, password)
    except World as refusal:
        if file_id(path) != keyfile.office:
            raise World(WorldProblem.KEY_FILE_OTHER, str(path)) from refusal
        raise
    return _open(path, key)


def sign_in_by_recovery(path: Path, code: str) -> Opened:
    """Return the office at `path`, opened by the recovery code; raises as `sign_in` does."""
    return _open(path, keys.unlock_by_recovery(_key_file(path), code))


def change_password(path: Path, sign_in_name: str, old: str, new: str) -> None:
    """Give this person a new password; raises `World(WRONG_PASSWORD)` where `old` is not theirs."""
    place = keys.beside(path)
    keys.save(keys.change_password(keys.load(place), sign_in_name, old, new), place)


def _key_file(path: Path) -> keys.KeyFile:
    _finish_founding(path)
    disk.check(path)
    return keys.load(keys.beside(path))


def _open(path: Path, key: bytes) -> Opened:
    engine = open_sqlite(path, key)
    try:
        upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    return Opened(engine, path, key)


def _put_in_place(draft: Path, path: Path, keyfile: keys.KeyFile) -> None:
    if is_set_up(path):
        raise World(WorldProblem.ALREADY_SET_UP, str(path))
    keys.save(keyfile, keys.beside(path))
    try:
        with spoken_errors(path):
            _name(draft, path)
    except BaseException:
        keys.beside(path).unlink()
        raise


def _finish_founding(path: Path) -> None:
    """Give the database its name where a program was killed between writing the key file and doing that."""
    with spoken_errors(path):
        if path.exists() or not keys.beside(path).exists():
            return
        office = keys.load(keys.beside(path)).office
        for draft in _drafts(path):
            if file_id(draft) == office:
                _name(draft, path)


def _name(draft: Path, path: Path) -> None:
    try:
        draft.rename(path)
    except FileNotFoundError:
        if not path.exists():  # else another program that started meanwhile has done it
            raise
    keys.sync_folder(path.parent)


def _drafts(path: Path) -> list[Path]:
    """Return the databases that are being made for `path`, or were when their program was killed."""
    name = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}")
    return [file for file in path.parent.iterdir() if name.fullmatch(file.name)]
