"""Walks through the scripts to a wanted end, as somebody at a desk would take them."""

import random
from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache

from desk_app.core.scripts import Run, Script, answer, begin, current, enter_leads_on, offered, skip
from desk_app.usecases.scripts import load_scripts

Keys = tuple[int | None, ...]

_SKIPPED = 0.07  # of the steps that hold no answer


def walk(
    script_id: str, outcome: str, facts: frozenset[str], *, at: datetime, rng: random.Random, rings: int = 1
) -> Run:
    """Return a finished run that ends in `outcome`, now and then with a step passed over.

    It begins at `at` and takes some twenty seconds a step; `rings` answers a step that asks for them.
    """
    script = load_scripts()[script_id]
    run = begin(script, facts, at)
    for key in _keys_to(script_id, outcome, facts):
        step = current(script, run)
        if step is None:
            break
        at += timedelta(seconds=rng.randint(8, 40))
        if key is None and not step.outcome and not step.ask and rng.random() < _SKIPPED:
            run = skip(script, run, at)
        else:
            run = answer(script, run, min(rings, 4) if "rings" in step.ask else key, at)
    return run


@cache
def _keys_to(script_id: str, outcome: str, facts: frozenset[str]) -> Keys:
    """Return the shortest row of answers from the first step to an end with `outcome`; none: an empty row."""
    script = load_scripts()[script_id]
    begun = begin(script, facts, datetime.fromisoformat("2026-01-01T00:00Z"))
    waiting: deque[tuple[Run, Keys]] = deque([(begun, ())])
    seen = set()
    while waiting:
        run, keys = waiting.popleft()
        if run.is_finished and run.outcome == outcome:
            return keys
        state = (run.current, run.outcome, run.facts)
        if state not in seen:
            seen.add(state)
            for key in _answers(script, run):
                waiting.append((answer(script, run, key, run.begun_at), (*keys, key)))
    return ()


def _answers(script: Script, run: Run) -> Iterator[int | None]:
    step = current(script, run)
    if step is None:
        return
    if enter_leads_on(step, run.facts):
        yield None
    if step.choices_from:
        yield 1
    yield from (choice.key for choice in offered(step, run.facts))
