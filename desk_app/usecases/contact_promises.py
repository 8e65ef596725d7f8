"""What a contact does to promises: what a call back came to, and who owes what is promised anew."""

import sqlalchemy as sa

from db.models import Promise, Topic
from db.prepared import Prepared
from db.transactions import Tx
from desk_app.core.contacts import Draft, Outcome
from desk_app.core.errors import BadInput
from desk_app.core.promises import Attempt, PromiseState
from desk_app.core.scripts import Run
from desk_app.usecases import promises
from desk_app.usecases.walks import title_of

_IN_CHARGE = Prepared(sa.select(Topic.assignee_id).where(Topic.id == sa.bindparam("topic")))


def settle_called(tx: Tx, draft: Draft, runs: tuple[Run, ...], outcome: Outcome) -> tuple[bool, bool]:
    """Settle the promise of a call back as it stands now.

    Return whether a colleague had closed it already, and whether the hour told is owed besides it.
    """
    if draft.promise_id is None:
        return False, True
    result = _result(draft, runs[0] if runs else None, outcome)
    closed, anew = _settle(tx, draft.promise_id, draft, result, runs)
    return closed, anew and result is Outcome.POSTPONED


def _result(draft: Draft, run: Run | None, outcome: Outcome) -> Outcome:
    """Return what the call back came to, even where despair or abuse outweighs it as the outcome."""
    result = Outcome(run.outcome) if run and run.outcome else outcome
    never_said = result is Outcome.POSTPONED and draft.due_at is None
    return outcome if never_said else result


def _settle(
    tx: Tx, promise_id: int, draft: Draft, result: Outcome, runs: tuple[Run, ...]
) -> tuple[bool, bool]:
    row = tx.session.get(Promise, promise_id, with_for_update=True)
    if row is None or row.state is not PromiseState.OPEN:
        return True, True
    seen, elsewhere = row.version, promises.settled_with(row) is not None
    if elsewhere and result in {Outcome.REACHED, Outcome.POSTPONED}:
        promises.note_contact(tx, row.id, Outcome.REACHED, draft.note)  # the writing stays owed
    elif result is Outcome.REACHED:
        promises.keep_promise(tx, promise_id=row.id, seen_version=seen, note=draft.note)
    elif result is Outcome.POSTPONED:
        if draft.due_at is None:
            raise BadInput("due", "missing")
        promises.postpone_promise(
            tx,
            promise_id=row.id,
            seen_version=seen,
            due_at=draft.due_at,
            reason=draft.note.strip() or draft.summary.strip() or title_of(runs[0], result),
            customer_told=True,
        )
    elif result.value in set(Attempt):
        promises.log_attempt(
            tx,
            promise_id=row.id,
            seen_version=seen,
            result=Attempt(result.value),
            next_try_at=draft.due_at,
            note=draft.note,
        )
    else:
        promises.note_contact(tx, row.id, result, draft.note)
    return False, elsewhere


def owner_of(tx: Tx, draft: Draft) -> int:
    """Return who owes what is promised: whoever was named, else who is in charge, else the actor."""
    if draft.assignee_id is not None:
        return draft.assignee_id
    in_charge = None
    if draft.topic_id is not None:
        in_charge = _IN_CHARGE.scalar(tx.connection, {"topic": draft.topic_id})
    return in_charge if in_charge is not None else tx.actor.id
