"""A founded office as real files on the disk, made once and copied for each test that wants one."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from functools import cache
from pathlib import Path

from db import keys
from desk_app.core.clock import FixedClock, seoul_at
from desk_app.settings import Places
from desk_app.usecases.signing_in import found_office
from tests.builders import BRANCH, DESK

BOSS, PASSWORD = "boss", "처음 정한 열쇠말"


@contextmanager
def quick_keys() -> Iterator[None]:
    """Derive keys with less memory and fewer passes meanwhile; tests/db/test_keys.py proves the real ones."""
    usual = keys.MEMORY, keys.PASSES
    keys.MEMORY, keys.PASSES = 8 * 1024, 1
    try:
        yield
    finally:
        keys.MEMORY, keys.PASSES = usual


def founded(folder: Path) -> tuple[Places, str]:
    """Put an office's two files into `folder` and return where they lie, and the recovery code."""
    template, code = _template()
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return Places(folder), code


@cache
def _template() -> tuple[Path, str]:
    folder = Path(tempfile.mkdtemp(prefix="desk-founded-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with quick_keys():
        code = found_office(
            Places(folder).database,
            FixedClock(seoul_at(date(2026, 11, 23), time(9))),
            branch=BRANCH,
            desk=DESK,
            name="한지부",
            position="지부장",
            sign_in_name=BOSS,
            password=PASSWORD,
        )
    return folder, code
