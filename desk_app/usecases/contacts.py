"""What is done about contacts: begun, saved with every key, parked, recorded in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
import sqlalchemy as sa

from db import models
from db.models import Contact, ContactStep, Customer, Ring, Staff, Topic
from db.prepared import Prepared
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.contacts import Channel, Draft, Outcome, check_draft
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.korean import tidy_name
from desk_app.core.phones import parse_phone
from desk_app.core.promises import Attempt, PromiseKind
from desk_app.core.scripts import Run, StepState, finish, run_from_dict
from desk_app.usecases import promises
from desk_app.usecases.customers import customer_for
from desk_app.usecases.executor import usecase
from desk_app.usecases.scripts import load_scripts

_STORE = sa.update(models.Draft).where(models.Draft.id == sa.bindparam("draft"))
_IN_CHARGE = Prepared(sa.select(Topic.assignee_id).where(Topic.id == sa.bindparam("topic")))
_DROP = Prepared(sa.delete(models.Draft).where(models.Draft.id == sa.bindparam("draft")))


@dataclass(frozen=True)
class SavedDraft:
    """An unfinished contact as it waits: parked by Esc, or left behind by a crash."""

    id: int
    draft: Draft
    parked: bool
    saved_at: datetime
    desk: str
    mine: bool


@dataclass(frozen=True)
class Finished:
    """What recording a contact wrote."""

    contact_id: int
    customer_id: int | None
    promise_id: int | None


@dataclass(frozen=True)
class TodaysContact:
    """One contact of today as a line at the desk; the name is whole here, the screen masks it."""

    id: int
    channel: Channel
    outcome: Outcome
    at: datetime
    customer: str
    topic: str
    taken_by: str


@usecase()
def begin_contact(tx: Tx, *, draft: Draft) -> int:
    """Keep a new unfinished contact and return its draft's id."""
    tx.touch(Area.DRAFTS)
    return tx.insert(
        models.Draft,
        staff_id=tx.actor.id,
        desk=tx.desk,
        begun_at=tx.now,
        saved_at=tx.now,
        parked=False,
        body=msgspec.to_builtins(draft),
    )


@usecase()
def save_draft(tx: Tx, *, draft_id: int, draft: Draft) -> datetime:
    """Keep the unfinished contact as it stands and return when; one statement, one sync."""
    _store(tx, draft_id, draft, {})
    return tx.now


@usecase()
def park_contact(tx: Tx, *, draft_id: int, draft: Draft) -> None:
    """Set the unfinished contact aside with everything in it; one that holds nothing is dropped."""
    if draft.is_empty:
        _drop(tx, draft_id)
    else:
        _store(tx, draft_id, draft, {"parked": True})
    tx.touch(Area.DRAFTS)


@usecase()
def take_up_contact(tx: Tx, *, draft_id: int) -> SavedDraft:
    """Take a waiting contact up again, at this desk and in the actor's name."""
    row = tx.session.get(models.Draft, draft_id)
    if row is None:
        raise NotFound("Draft")
    row.parked, row.staff_id, row.desk = False, tx.actor.id, tx.desk
    tx.touch(Area.DRAFTS)
    tx.saw(_draft_of(row).customer_id, "draft.open")
    return _saved(tx, row)


@usecase()
def drop_contact(tx: Tx, *, draft_id: int) -> None:
    """Throw an unfinished contact away: only ever because somebody said so."""
    _drop(tx, draft_id)
    tx.touch(Area.DRAFTS)


@usecase(reads=True)
def list_drafts(tx: Tx) -> tuple[SavedDraft, ...]:
    """Return the unfinished contacts of the actor and of this desk, the oldest first."""
    rows = tx.session.scalars(
        sa.select(models.Draft)
        .where(sa.or_(models.Draft.staff_id == tx.actor.id, models.Draft.desk == tx.desk))
        .order_by(models.Draft.begun_at, models.Draft.id)
    )
    return tuple(_saved(tx, row) for row in rows)


@usecase(reads=True)
def todays_contacts(tx: Tx, *, most: int = 20) -> tuple[TodaysContact, ...]:
    """Return the contacts that began today on Seoul's clock, the latest first."""
    midnight = seoul(tx.now).replace(hour=0, minute=0, second=0, microsecond=0)
    found = tx.session.execute(
        sa.select(
            Contact.id,
            Contact.channel,
            Contact.outcome,
            Contact.started_at,
            sa.func.coalesce(Customer.name, Contact.caller_name),
            sa.func.coalesce(Topic.name, ""),
            Staff.name,
        )
        .join(Staff, Staff.id == Contact.taken_by_id)
        .outerjoin(Customer, Customer.id == Contact.customer_id)
        .outerjoin(Topic, Topic.id == Contact.topic_id)
        .where(Contact.started_at >= midnight)
        .order_by(Contact.started_at.desc(), Contact.id.desc())
        .limit(most)
    )
    return tuple(TodaysContact(*row) for row in found)


@usecase()
def finish_contact(
    tx: Tx, *, draft_id: int, draft: Draft, seen_promise_version: int | None = None
) -> Finished:
    """Record a contact: itself, the steps walked and skipped, the customer, the promise with its alerts.

    All in this one transaction; the draft goes with it. `draft.promise_id` names the promise that a
    call back was about: reaching the customer keeps it, anything else is logged as an attempt.
    """
    draft = check_draft(draft)
    if not _drop(tx, draft_id):
        raise NotFound("Draft")
    digits = parse_phone(draft.phone).digits if draft.phone.strip() else ""
    runs = _finished_runs(draft, tx.now)
    customer_id = customer_for(
        tx,
        customer_id=draft.customer_id,
        name=draft.customer_name,
        digits=digits,
        safe_contact=draft.safe_contact,
    )
    name = tidy_name(draft.customer_name)
    outcome = _outcome(draft, runs)
    contact_id = tx.insert(
        Contact,
        channel=draft.channel,
        outcome=outcome,
        customer_id=customer_id,
        caller_name=name,
        phone=digits,
        topic_id=draft.topic_id,
        assignee_id=draft.assignee_id,
        summary=draft.summary.strip(),
        note=draft.note.strip(),
        rings=draft.rings,
        ring_ms=draft.ring_ms,
        script_id=runs[0].script if runs else "",
        script_version=runs[0].version if runs else 0,
        started_at=draft.started_at,
        finished_at=tx.now,
        taken_by_id=tx.actor.id,
        desk=tx.desk,
    )
    _write_steps(tx, contact_id, runs)
    promise_id = None
    if draft.due_at is not None and draft.promise_id is None:
        promise_id = promises.write_promise(
            tx,
            kind=PromiseKind.CALLBACK,
            due_at=draft.due_at,
            owner_id=_owner(tx, draft),
            contact_id=contact_id,
            customer_id=customer_id,
            caller_name=name,
            phone=digits,
            topic_id=draft.topic_id,
            summary=draft.summary.strip(),
            note=draft.note.strip(),
        )
    if draft.promise_id is not None:
        promise_id = draft.promise_id
        _settle_promise(tx, draft, outcome, seen_promise_version)
    if draft.call_id:
        tx.session.execute(sa.update(Ring).where(Ring.call_id == draft.call_id).values(settled_at=tx.now))
    tx.saw(customer_id, "contact.record")
    tx.touch(Area.CONTACTS, Area.DRAFTS)
    return Finished(contact_id, customer_id, promise_id)


def _settle_promise(tx: Tx, draft: Draft, outcome: Outcome, seen_version: int | None) -> None:
    assert draft.promise_id is not None
    seen = -1 if seen_version is None else seen_version
    if outcome is Outcome.REACHED:
        promises.keep_promise(tx, promise_id=draft.promise_id, seen_version=seen, note=draft.note)
    elif outcome is Outcome.POSTPONED:
        if draft.due_at is None:
            raise BadInput("due", "missing")
        promises.postpone_promise(
            tx,
            promise_id=draft.promise_id,
            seen_version=seen,
            due_at=draft.due_at,
            reason=draft.note.strip() or draft.summary.strip(),
            customer_told=True,
        )
    elif outcome.value in set(Attempt):
        promises.log_attempt(
            tx,
            promise_id=draft.promise_id,
            seen_version=seen,
            result=Attempt(outcome.value),
            next_try_at=draft.due_at,
            note=draft.note,
        )


def _finished_runs(draft: Draft, now: datetime) -> tuple[Run, ...]:
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


def _outcome(draft: Draft, runs: tuple[Run, ...]) -> Outcome:
    """Return how the contact ended; what the caller went through outweighs the business they came with."""
    for special in (Outcome.DESPAIR, Outcome.ENDED_FOR_ABUSE):
        if any(special in run.outcomes for run in runs):
            return special
    if draft.due_at is not None and draft.promise_id is None:
        return Outcome.CALLBACK
    outcome = Outcome(runs[0].outcome) if runs and runs[0].outcome else Outcome.UNFINISHED
    if outcome is Outcome.CALLBACK:  # chosen, but for no hour: nothing would ever remind us
        raise BadInput("due", "missing")
    return outcome


def _write_steps(tx: Tx, contact_id: int, runs: tuple[Run, ...]) -> None:
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


def _owner(tx: Tx, draft: Draft) -> int:
    if draft.assignee_id is not None:
        return draft.assignee_id
    in_charge = None
    if draft.topic_id is not None:
        in_charge = _IN_CHARGE.scalar(tx.connection, {"topic": draft.topic_id})
    return in_charge if in_charge is not None else tx.actor.id


def _store(tx: Tx, draft_id: int, draft: Draft, more: dict[str, object]) -> None:
    values = {"body": msgspec.to_builtins(draft), "saved_at": tx.now, **more}
    done = tx.connection.execute(_STORE, {"draft": draft_id, **values})
    if not done.rowcount:
        raise NotFound("Draft")


def _drop(tx: Tx, draft_id: int) -> bool:
    return bool(_DROP.change(tx.connection, {"draft": draft_id}))


def _draft_of(row: models.Draft) -> Draft:
    return msgspec.convert(row.body, Draft)


def _saved(tx: Tx, row: models.Draft) -> SavedDraft:
    return SavedDraft(row.id, _draft_of(row), row.parked, row.saved_at, row.desk, row.staff_id == tx.actor.id)
