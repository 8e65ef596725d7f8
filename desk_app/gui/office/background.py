"""A thread for what needs no transaction of the shift: passwords, opening and founding the office."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from desk_app.core.areas import Area
from desk_app.gui.runner import Runner


@dataclass(frozen=True)
class _Plain:
    """What a plain function gave, as a `Runner` wants to hear it."""

    value: Any
    changed: frozenset[Area] = frozenset()


@cache
def background() -> Runner:
    """Return the program's runner of plain functions, apart from the database thread of a shift.

    Deriving a key takes 0.1 s (Argon2id): neither the screen nor the shift's own work waits for it.
    """
    return Runner(_plainly)


def _plainly(work: Callable[..., Any], /, **args: Any) -> _Plain:
    return _Plain(work(**args))
