"""Scripts are data: what to say next, and where each answer leads (house, decision 17).

A `Script` is read from `resources/scripts/*.toml` by `core/script_file.py`; a `Run` is one walk through
it. Every function here is pure: it takes a run and returns another. Facts are the names of what holds
now (`late`, `assignee_present` …); a condition is a tuple of fact names, each perhaps negated (`!late`).
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from desk_app.core.clock import aware

GIVEN_KEYS = range(1, 6)
"""The number keys of choices that the program gives (`choices_from`); a script's own start at 6 there."""

Condition = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A sentence, to be said or followed where `when` holds."""

    text: str
    when: Condition = ()


@dataclass(frozen=True)
class Choice:
    """A numbered answer that leads to the step `go`; choosing it makes `sets` hold."""

    key: int
    label: str
    go: str
    outcome: str = ""
    sets: Condition = ()
    when: Condition = ()
    default: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Step:
    """A moment of the conversation and the charter clauses (`clauses`) that it fulfils.

    The first of `lines` whose condition holds is said, every `do` whose condition holds is done in silence,
    the fields of `ask` are filled. A step that `returns` ends its run and goes back to the conversation it
    was begun from.
    """

    id: str
    title: str
    clauses: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    question: str = ""
    read_back: str = ""
    do: tuple[Line, ...] = ()
    ask: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    choices_from: str = ""
    next: str = ""
    outcome: str = ""
    ends: bool = False
    returns: bool = False
    source: tuple[str, int] = ("", 0)


@dataclass(frozen=True)
class Script:
    """A guided conversation: its steps in the order of the file, begun at `start`."""

    id: str
    title: str
    channel: str
    version: int
    start: str
    steps: tuple[Step, ...]

    def step(self, step_id: str | None) -> Step | None:
        """Return the step of that id, or `None` where this version has none."""
        return next((step for step in self.steps if step.id == step_id), None)


class StepState(StrEnum):
    """What became of a step: done, or passed over and recorded as such."""

    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Visited:
    """A step that was left at `at`, how, and what the answer made known."""

    step: str
    state: StepState
    at: datetime
    key: int | None = None
    label: str = ""
    outcome: str = ""
    sets: Condition = ()


@dataclass(frozen=True)
class Run:
    """A walk through a script: the steps left behind and the one being said (`None`: finished)."""

    script: str
    version: int
    begun_at: datetime
    current: str | None
    visited: tuple[Visited, ...] = ()
    given: frozenset[str] = field(default=frozenset())

    @property
    def facts(self) -> frozenset[str]:
        """Return what holds now: what the desk gave, then what each answer changed."""
        known = set(self.given)
        for visited in self.visited:
            _apply(visited.sets, known)
        return frozenset(known)

    @property
    def is_finished(self) -> bool:
        """Return whether nothing is left to say."""
        return self.current is None

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Return every outcome on the way, oldest first."""
        return tuple(visited.outcome for visited in self.visited if visited.outcome)

    @property
    def outcome(self) -> str:
        """Return how the conversation stands: its latest outcome, or an empty string."""
        return self.outcomes[-1] if self.outcomes else ""


# -- walking -------------------------------------------------------------------------------------


def begin(script: Script, facts: Iterable[str], at: datetime) -> Run:
    """Return a run that stands at the script's first step, knowing `facts`."""
    return Run(script.id, script.version, aware(at), script.start, given=frozenset(facts))


def learn(run: Run, facts: Iterable[str]) -> Run:
    """Return the run knowing `facts` in place of those the desk gave before.

    What an answer made known stays: a colleague who did not pick up is away, whatever the board says.
    """
    return replace(run, given=frozenset(facts))


def current(script: Script, run: Run) -> Step | None:
    """Return the step to say now, or `None` once the run is finished."""
    return script.step(run.current)


def answer(script: Script, run: Run, key: int | None, at: datetime, value: str = "") -> Run:
    """Return the run one step on, by number key, or by Enter where `key` is `None`.

    Enter takes the default choice, else the step's `next`. `value` is the wording of a choice that the
    program gave (`choices_from`), kept as the answer's label. A key that is not offered, or Enter where
    a decision is needed, leads nowhere: the same run comes back.
    """
    step = current(script, run)
    if step is None:
        return run
    facts = run.facts
    if key is None:
        choice = default_choice(step, facts)
        leads_on = enter_leads_on(step, facts)
    else:
        choice = next((one for one in offered(step, facts) if one.key == key), None)
        leads_on = choice is not None or bool(step.choices_from and key in GIVEN_KEYS)
    if not leads_on:
        return run
    left = Visited(step.id, StepState.DONE, aware(at), key, value, step.outcome)
    if choice is None:
        return _leave(run, left, step.next)
    left = replace(
        left,
        key=choice.key,
        label=value or choice.label,
        outcome=choice.outcome or step.outcome,
        sets=choice.sets,
    )
    return _leave(run, left, choice.go)


def skip(script: Script, run: Run, at: datetime) -> Run:
    """Return the run at the next expected step, this one recorded as skipped."""
    step = current(script, run)
    if step is None:
        return run
    go, _ = _expected(step, run.facts)
    return _leave(run, Visited(step.id, StepState.SKIPPED, aware(at)), go)


def back(run: Run) -> Run:
    """Return the run as it was before its last answer or skip; a fresh run stays as it is."""
    if not run.visited:
        return run
    *earlier, last = run.visited
    return replace(run, current=last.step, visited=tuple(earlier))


def finish(script: Script, run: Run, at: datetime) -> Run:
    """Return the run finished here and now (Ctrl+Enter).

    The step being said counts as done, without a choice; what was still expected is recorded as skipped.
    """
    step = current(script, run)
    if step is None:
        return replace(run, current=None)
    rest = ahead(script, run)
    done = Visited(step.id, StepState.DONE, aware(at), outcome=step.outcome)
    skipped = (Visited(one.id, StepState.SKIPPED, aware(at)) for one in rest)
    return replace(run, current=None, visited=(*run.visited, done, *skipped))


def ahead(script: Script, run: Run) -> tuple[Step, ...]:
    """Return the steps still expected after the current one, each once, as Enter would lead."""
    return tuple(_ahead(script, current(script, run), run.facts))


def returns(script: Script, run: Run) -> bool:
    """Return whether this finished run goes back to the conversation it was begun from."""
    last = script.step(run.visited[-1].step) if run.visited and run.is_finished else None
    return last is not None and last.returns


# -- what a step shows ---------------------------------------------------------------------------


def holds(when: Condition, facts: Set[str]) -> bool:
    """Return whether every fact of the condition is as it asks."""
    return all((term.removeprefix("!") in facts) != term.startswith("!") for term in when)


def line_to_say(step: Step, facts: Set[str]) -> str:
    """Return the sentence to say, slots unfilled, or an empty string where there is only something to do."""
    return next((line.text for line in step.lines if holds(line.when, facts)), "")


def things_to_do(step: Step, facts: Set[str]) -> tuple[str, ...]:
    """Return what is to be done in silence now, slots unfilled."""
    return tuple(line.text for line in step.do if holds(line.when, facts))


def offered(step: Step, facts: Set[str]) -> tuple[Choice, ...]:
    """Return the choices that can be taken now, in the order of the file."""
    return tuple(choice for choice in step.choices if holds(choice.when, facts))


def default_choice(step: Step, facts: Set[str]) -> Choice | None:
    """Return the choice that Enter takes, if there is one."""
    return next((choice for choice in offered(step, facts) if choice.default), None)


def enter_leads_on(step: Step, facts: Set[str]) -> bool:
    """Return whether Enter does something here, or a number has to be chosen."""
    return bool(step.next or step.ends or default_choice(step, facts))


# -- keeping -------------------------------------------------------------------------------------


def run_to_dict(run: Run) -> dict[str, Any]:
    """Return the run as plain JSON values, for the draft."""
    return {
        "script": run.script,
        "version": run.version,
        "begun_at": run.begun_at.isoformat(),
        "current": run.current,
        "given": sorted(run.given),
        "visited": [
            {
                "step": one.step,
                "state": one.state.value,
                "at": one.at.isoformat(),
                "key": one.key,
                "label": one.label,
                "outcome": one.outcome,
                "sets": list(one.sets),
            }
            for one in run.visited
        ],
    }


def run_from_dict(script: Script, data: dict[str, Any]) -> Run:
    """Return the run that `run_to_dict` wrote, fitted to today's version of its script.

    Steps that the script no longer has are dropped; where the current one is gone, the run stands
    again at the last step visited that is still there, or else at the start. Raises `ValueError` where
    `data` is not what `run_to_dict` writes.
    """
    try:
        visited = tuple(_visited(one) for one in data["visited"])
        begun_at = aware(datetime.fromisoformat(data["begun_at"]))
        given = frozenset(data["given"])
        run = Run(data["script"], script.version, begun_at, data["current"], visited, given)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a script run: {error!r}") from error
    if run.script != script.id:
        raise ValueError(f"a run of {run.script!r}, not of {script.id!r}")
    known = replace(run, visited=tuple(one for one in visited if script.step(one.step)))
    if known.current is None or script.step(known.current):
        return known
    return back(known) if known.visited else replace(known, current=script.start)


def _visited(data: dict[str, Any]) -> Visited:
    return Visited(
        step=data["step"],
        state=StepState(data["state"]),
        at=aware(datetime.fromisoformat(data["at"])),
        key=data["key"],
        label=data["label"],
        outcome=data["outcome"],
        sets=tuple(data["sets"]),
    )


# -- the way on ----------------------------------------------------------------------------------


def _leave(run: Run, left: Visited, go: str) -> Run:
    return replace(run, current=go or None, visited=(*run.visited, left))


def _expected(step: Step, facts: Set[str]) -> tuple[str, Condition]:
    """Return where the conversation usually goes from `step`, and what that makes known."""
    choice = default_choice(step, facts)
    if choice is None and not step.next and not step.ends:
        choice = next(iter(offered(step, facts)), None)
    return (choice.go, choice.sets) if choice else (step.next, ())


def _ahead(script: Script, step: Step | None, facts: Set[str]) -> Iterator[Step]:
    known = set(facts)
    seen = {step.id} if step else set()
    while step is not None:
        go, sets = _expected(step, known)
        _apply(sets, known)
        step = script.step(go)
        if step is None or step.id in seen:
            return
        seen.add(step.id)
        yield step


def _apply(sets: Condition, known: set[str]) -> None:
    for term in sets:
        if term.startswith("!"):
            known.discard(term[1:])
        else:
            known.add(term)
