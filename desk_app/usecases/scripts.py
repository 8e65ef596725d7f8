"""The scripts and the charter as the program ships them, and the check of scripts that people edit."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

import resources
from desk_app.core.charter import Clause, read_clauses
from desk_app.core.errors import BadInput
from desk_app.core.script_check import check_coverage, check_distinct, check_file
from desk_app.core.script_file import ScriptFile, read_script_file
from desk_app.core.scripts import Script
from desk_app.core.toml_files import Problem


@cache
def load_scripts() -> Mapping[str, Script]:
    """Return the shipped scripts by id: `phone`, `visit`, `callback`, `abuse`, `despair`, `second_visit`."""
    return MappingProxyType({file.script.id: file.script for file in _shipped() if file.script})


@cache
def load_clauses() -> Mapping[str, Clause]:
    """Return the charter's clauses by id, in the charter's order."""
    return MappingProxyType(read_clauses(resources.read_text("charter/clauses.toml")))


def check_files(paths: Sequence[Path] = ()) -> tuple[list[Script], list[Problem]]:
    """Return the scripts read from `paths` (none: all that are shipped) and everything wrong with them.

    Whether each clause of visit and call has its step is asked of the whole set: the given files in
    place of the shipped scripts of the same id, beside the others. Raises `BadInput` (`file`) for what
    cannot be read (`unreadable`) or is no text (`not_utf8`).
    """
    shipped = _shipped()
    given = [_read(path) for path in paths] or shipped
    scripts = [file.script for file in given if file.script]
    clauses = load_clauses()
    problems = [problem for file in given for problem in check_file(file, clauses)]
    problems += check_distinct(given)
    if len(scripts) == len(given):  # a file with broken TOML says nothing of the clauses it serves
        ids = {script.id for script in scripts}
        others = [file for file in shipped if file.script and file.script.id not in ids]
        problems += check_coverage([*given, *others], clauses)
    return scripts, problems


def _shipped() -> list[ScriptFile]:
    return [_read(path) for path in sorted(resources.path("scripts").glob("*.toml"))]


def _read(path: Path) -> ScriptFile:
    try:
        return read_script_file(path.read_text("utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise BadInput("file", "not_utf8", str(path)) from error
    except OSError as error:
        raise BadInput("file", "unreadable", str(path)) from error
