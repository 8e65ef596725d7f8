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


def result_of(draft: Draft, run: Run | None, outcome: Outcome) -> Outcome:
    """Return what the call back came to, even where despair or abuse outweighs it as the outcome."""
    result = Outcome(run.outcome) if run and run.outcome else outcome
    never_said = result is Outcome.POSTPONED and draft.due_at is None
    return outcome if never_said else result


def settle_promise(tx: Tx, draft: Draft, result: Outcome, runs: tuple[Run, ...]) -> tuple[bool, bool]:
    """Settle the promise as it stands; return if it was closed already, and if an hour is owed besides."""
    assert draft.promise_id is not None
    row = tx.session.get(Promise, draft.promise_id, with_for_update=True)
    if row is None or row.state is not PromiseState.OPEN:
        return True, True
    seen = row.version
    if row.inquiry_id is not None and result in {Outcome.REACHED, Outcome.POSTPONED}:
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
    return False, row.inquiry_id is not None


def owner_of(tx: Tx, draft: Draft) -> int:
    """Return who owes what is promised: whoever was named, else who is in charge, else the actor."""
    if draft.assignee_id is not None:
        return draft.assignee_id
    in_charge = None
    if draft.topic_id is not None:
        in_charge = _IN_CHARGE.scalar(tx.connection, {"topic": draft.topic_id})
    return in_charge if in_charge is not None else tx.actor.id
