"""What is done about promises: made with a contact, kept, tried, postponed, handed over, withdrawn."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from db.models import Alert, Promise, PromiseEvent, Staff
from db.transactions import Tx
from desk_app.core import promises as rules
from desk_app.core.alerts import plan
from desk_app.core.areas import Area
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.promises import Attempt, PromiseKind, PromiseState, Standing
from desk_app.core.texts import LONGEST_TEXT, fitting
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.versions import load_for_edit

_ALTERED = (Area.PROMISES, Area.ALERTS)


def write_promise(
    tx: Tx,
    *,
    kind: PromiseKind,
    due_at: datetime,
    owner_id: int,
    contact_id: int | None,
    customer_id: int | None,
    caller_name: str,
    phone: str,
    topic_id: int | None,
    summary: str,
    note: str = "",
    previous_id: int | None = None,
) -> int:
    """Write a promise with its first event and all its alerts, and return its id.

    For use-cases that make promises; `BadInput` where the hour has passed.
    """
    standing = rules.begun(due_at=due_at, owner_id=owner_id, now=tx.now)
    promise_id = tx.insert(
        Promise,
        kind=kind,
        state=standing.state,
        due_at=due_at,
        told_at=due_at,
        broken=False,
        attempts=0,
        last_attempt="",
        owner_id=owner_id,
        taken_by_id=tx.actor.id,
        contact_id=contact_id,
        customer_id=customer_id,
        caller_name=caller_name,
        phone=phone,
        topic_id=topic_id,
        summary=summary,
        note=note,
        previous_id=previous_id,
        made_at=tx.now,
        version=1,
        **tx.stamp,
    )
    _note(tx, promise_id, "made", due_at=due_at, told=True, to_id=owner_id)
    _write_alerts(tx, promise_id, kind, due_at)
    tx.touch(*_ALTERED)
    return promise_id


@usecase()
def keep_promise(tx: Tx, *, promise_id: int, seen_version: int, note: str = "") -> PromiseState:
    """Close a promise because the customer was reached, and return the verdict: kept, or kept late."""
    row = load_for_edit(tx, Promise, promise_id, seen_version)
    _apply(row, rules.kept(_standing(row), now=tx.now))
    row.next_try_at = None
    _note(tx, row.id, "kept", detail=note)
    _close_alerts(tx, row.id)
    tx.touch(*_ALTERED)
    tx.saw(row.customer_id, "promise.keep")
    return row.state


@usecase()
def log_attempt(
    tx: Tx,
    *,
    promise_id: int,
    seen_version: int,
    result: Attempt,
    next_try_at: datetime | None = None,
    note: str = "",
) -> datetime:
    """Log a try that did not reach the customer and return when to try again; the promise stays open."""
    row = load_for_edit(tx, Promise, promise_id, seen_version)
    _apply(row, rules.attempted(_standing(row)))
    proposed = rules.next_try(result, now=tx.now, due_at=row.due_at, settings=office_of(tx).settings)
    row.last_attempt, row.next_try_at = result, next_try_at or proposed
    _note(tx, row.id, f"attempt_{result}", detail=note, due_at=row.next_try_at)
    _write_try_alert(tx, row)
    tx.touch(*_ALTERED)
    tx.saw(row.customer_id, "promise.attempt")
    return row.next_try_at


@usecase()
def postpone_promise(
    tx: Tx, *, promise_id: int, seen_version: int, due_at: datetime, reason: str, customer_told: bool
) -> None:
    """Set a new hour, with the reason and whether the customer was told it; the alerts move along."""
    row = load_for_edit(tx, Promise, promise_id, seen_version)
    _apply(
        row,
        rules.postponed(
            _standing(row), due_at=due_at, reason=reason, customer_told=customer_told, now=tx.now
        ),
    )
    row.next_try_at = None
    _note(tx, row.id, "postponed", detail=reason, due_at=due_at, told=customer_told)
    _close_alerts(tx, row.id)
    # A promise set back to an hour it once had gets that hour's alerts afresh, each still only once.
    tx.session.execute(sa.delete(Alert).where(Alert.promise_id == row.id, Alert.due_at == due_at))
    _write_alerts(tx, row.id, row.kind, due_at)
    tx.touch(*_ALTERED)
    tx.saw(row.customer_id, "promise.postpone")


@usecase()
def hand_over_promise(tx: Tx, *, promise_id: int, seen_version: int, to_id: int, note: str = "") -> None:
    """Give a promise to another member of staff, with a note; its alerts speak to them from now on."""
    row = load_for_edit(tx, Promise, promise_id, seen_version)
    colleague = tx.session.get(Staff, to_id)
    if colleague is None or colleague.retired_at is not None:
        raise NotFound("Staff")
    _apply(row, rules.handed_over(_standing(row), to=to_id))
    _note(tx, row.id, "handed_over", detail=note, to_id=to_id)
    tx.touch(*_ALTERED)
    tx.saw(row.customer_id, "promise.hand_over")


@usecase()
def withdraw_promise(tx: Tx, *, promise_id: int, seen_version: int, reason: str) -> None:
    """Close a promise that fell away (the customer no longer wants it, say), with the reason."""
    row = load_for_edit(tx, Promise, promise_id, seen_version)
    _apply(row, rules.withdrawn(_standing(row), reason=reason, now=tx.now))
    row.next_try_at = None
    _note(tx, row.id, "withdrawn", detail=reason)
    _close_alerts(tx, row.id)
    tx.touch(*_ALTERED)
    tx.saw(row.customer_id, "promise.withdraw")


@usecase()
def promise_again(tx: Tx, *, promise_id: int, due_at: datetime) -> int:
    """Make a new promise linked to a closed one, whose verdict stays, and return its id."""
    old = tx.session.get(Promise, promise_id)
    if old is None:
        raise NotFound("Promise")
    if old.state is PromiseState.OPEN:
        raise BadInput("promise", "still_open")
    tx.saw(old.customer_id, "promise.again")
    return write_promise(
        tx,
        kind=old.kind,
        due_at=due_at,
        owner_id=old.owner_id,
        contact_id=old.contact_id,
        customer_id=old.customer_id,
        caller_name=old.caller_name,
        phone=old.phone,
        topic_id=old.topic_id,
        summary=old.summary,
        note=old.note,
        previous_id=old.id,
    )


def _standing(row: Promise) -> Standing:
    return Standing(row.state, row.due_at, row.told_at, row.owner_id, row.broken, row.attempts, row.closed_at)


def _apply(row: Promise, standing: Standing) -> None:
    row.state, row.due_at, row.told_at = standing.state, standing.due_at, standing.told_at
    row.owner_id, row.broken, row.attempts = standing.owner_id, standing.broken, standing.attempts
    row.closed_at = standing.closed_at


def _note(
    tx: Tx,
    promise_id: int,
    what: str,
    *,
    detail: str = "",
def note_contact(tx: Tx, promise_id: int, outcome: str, detail: str) -> None:
    """Add a contact that neither reached the customer nor was a try to the history; all else stays."""
    _note(tx, promise_id, outcome, detail=detail)
    tx.touch(Area.PROMISES)


    due_at: datetime | None = None,
    told: bool | None = None,
    to_id: int | None = None,
) -> None:
    tx.insert(
        PromiseEvent,
        promise_id=promise_id,
        at=tx.now,
        by_id=tx.actor.id,
        desk=tx.desk,
        what=what,
        detail=fitting("note", detail, LONGEST_TEXT),
        due_at=due_at,
        told=told,
        to_id=to_id,
    )


def _close_alerts(tx: Tx, promise_id: int) -> None:
    tx.session.execute(
        sa.update(Alert)
        .where(Alert.promise_id == promise_id, Alert.closed_at.is_(None))
        .values(closed_at=tx.now, closed_by=tx.actor.title)
    )


def _write_alerts(tx: Tx, promise_id: int, kind: PromiseKind, due_at: datetime) -> None:
    office = office_of(tx)
    planned = plan(kind, due_at=due_at, now=tx.now, settings=office.settings, calendar=office.calendar)
    tx.insert_all(
        Alert,
        [
            {
                "promise_id": promise_id,
                "level": alert.level,
                "audience": alert.audience,
                "due_at": due_at,
                "speaks_at": alert.speaks_at,
                "closed_by": "",
            }
            for alert in planned
        ],
    )


def _write_try_alert(tx: Tx, row: Promise) -> None:
    """Let the next try speak up too, unless an alert of the promise speaks at about that time anyway."""
    assert row.next_try_at is not None
    margin = timedelta(minutes=2)
    near = tx.session.scalar(
        sa.select(Alert.id).where(
            Alert.promise_id == row.id,
            Alert.closed_at.is_(None),
            Alert.speaks_at.between(row.next_try_at - margin, row.next_try_at + margin),
        )
    )
    if near is None:
        tx.session.add(
            Alert(
                promise_id=row.id,
                level=f"try_{row.attempts + 1}",
                audience="owner",
                due_at=row.due_at,
                speaks_at=row.next_try_at,
            )
        )
