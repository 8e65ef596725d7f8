"""The form of the monitoring sheet: the one that is shipped, or the branch's own where that is sound."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import resources
from desk_app.core.errors import BadInput
from desk_app.core.monitoring import Item
from desk_app.core.score_form import FormFile, read_form_file
from desk_app.core.toml_files import UNREAD, Problem
from desk_app.usecases.scripts import load_clauses, load_scripts


@dataclass(frozen=True)
class Form:
    """The items to mark, and what is wrong with the branch's own file, which then is not used."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()


@cache
def load_form() -> tuple[Item, ...]:
    """Return the items of the sheet that the program ships."""
    return _read(_shipped()).items


def form_in_use(own: Path) -> Form:
    """Return the form of the branch's file `own` where there is a sound one, else the shipped one."""
    if not own.exists():
        return Form(load_form())
    try:
        file = _read(own)
    except BadInput as error:
        return Form(load_form(), (Problem(own.name, 1, UNREAD[error.problem]),))
    if file.problems:
        return Form(load_form(), tuple(Problem(own.name, one.line, one.text) for one in file.problems))
    return Form(file.items)


def check_forms(paths: Sequence[Path] = (), own: Path | None = None) -> tuple[int, list[Problem]]:
    """Return how many files were read and everything wrong with them.

    Without `paths` these are the shipped form and the branch's `own`. Raises `BadInput` (`file`) for what
    cannot be read (`unreadable`) or is no text (`not_utf8`).
    """
    mine = [own] if own is not None and own.exists() else []
    files = [_read(path) for path in paths or [_shipped(), *mine]]
    return len(files), [problem for file in files for problem in file.problems]


def _shipped() -> Path:
    return resources.path("monitoring/sheet.toml")


def _read(path: Path) -> FormFile:
    steps = {f"{script.id}.{step.id}" for script in load_scripts().values() for step in script.steps}
    try:
        return read_form_file(path.read_text("utf-8"), str(path), steps=steps, clauses=load_clauses())
    except UnicodeDecodeError as error:
        raise BadInput("file", "not_utf8", str(path)) from error
    except OSError as error:
        raise BadInput("file", "unreadable", str(path)) from error
