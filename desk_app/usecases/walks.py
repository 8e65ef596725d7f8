"""What a contact's walk through its scripts means: where it ended, how, and the trace that is kept."""

from dataclasses import replace
from datetime import datetime

from db.models import ContactStep
from db.transactions import Tx
from desk_app.core.contacts import Draft, Outcome
from desk_app.core.errors import BadInput
from desk_app.core.scripts import Run, StepState, finish, run_from_dict
from desk_app.usecases.scripts import load_scripts


def finished_runs(draft: Draft, now: datetime) -> tuple[Run, ...]:
    """Return the runs of the draft, each brought to its end: what was still to come counts as skipped."""
    scripts = load_scripts()
    runs = []
    for place, kept in enumerate((draft.run, *draft.asides)):
        script = scripts.get(kept.get("script", ""))
        if script is None:
            continue
        run = run_from_dict(script, kept)
        runs.append(finish(script, run, now) if place == 0 else replace(run, current=None))
    return tuple(runs)


def outcome_of(draft: Draft, runs: tuple[Run, ...]) -> Outcome:
    """Return how the contact ended; what the caller went through outweighs the business they came with."""
    for special in (Outcome.DESPAIR, Outcome.ENDED_FOR_ABUSE):
        if any(special in run.outcomes for run in runs):
            return special
    if draft.booked_id is not None:
        return Outcome.VISIT_NEEDED
    if draft.due_at is not None and draft.promise_id is None:
        return Outcome.CALLBACK
    outcome = Outcome(runs[0].outcome) if runs and runs[0].outcome else Outcome.UNFINISHED
    if outcome is Outcome.CALLBACK:  # chosen, but for no hour: nothing would ever remind us
        raise BadInput("due", "missing")
    return outcome


def title_of(run: Run, result: Outcome) -> str:
    """Return the title of the step that had this result: the reason where nothing was noted down."""
    last = next(visited.step for visited in reversed(run.visited) if visited.outcome == result)
    step = load_scripts()[run.script].step(last)
    return step.title if step else last


def write_steps(tx: Tx, contact_id: int, runs: tuple[Run, ...]) -> None:
    """Write the steps walked and skipped, each with the clauses it serves."""
    scripts = load_scripts()
    rows: list[dict[str, object]] = []
    for run in runs:
        for visited in run.visited:
            step = scripts[run.script].step(visited.step)
            rows.append(
                {
                    "contact_id": contact_id,
                    "position": len(rows),
                    "script_id": run.script,
                    "step_id": visited.step,
                    "clauses": " ".join(step.clauses) if step else "",
                    "done": visited.state is StepState.DONE,
                    "choice": visited.label[:80],
                    "at": visited.at,
                }
            )
    tx.insert_all(ContactStep, rows)
