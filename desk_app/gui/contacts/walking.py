"""A walk through a script as a contact holds it: the script and where we are in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk_app.core import scripts
from desk_app.core.scripts import Run, Script, Step, run_from_dict
from desk_app.usecases.scripts import load_scripts


@dataclass(frozen=True)
class Walk:
    """A script and where we are in it."""

    script: Script
    run: Run

    @property
    def step(self) -> Step | None:
        """Return the step being said, or None once nothing is left to say."""
        return scripts.current(self.script, self.run)


def begun(script_id: str, now: datetime) -> Walk:
    """Return a walk at the first step of a script."""
    script = load_scripts()[script_id]
    return Walk(script, scripts.begin(script, (), now))


def taken_up(kept: dict[str, Any], now: datetime) -> Walk | None:
    """Return the walk that a draft keeps; one that cannot be read begins again, so that nothing is lost."""
    script = load_scripts().get(kept.get("script", ""))
    if script is None:
        return None
    try:
        return Walk(script, run_from_dict(script, kept))
    except ValueError:
        return begun(script.id, now)
