"""What is done about promises: made with a contact, kept, tried, postponed, handed over, withdrawn."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from db.models import Alert, Complaint, Promise, PromiseEvent, Staff
from db.prepared import Prepared
from db.transactions import Tx
from desk_app.core import promises as rules
from desk_app.core.alerts import Audience, PlannedAlert, next_try
from desk_app.core.areas import Area
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.promises import Attempt, PromiseKind, PromiseState, Standing
from desk_app.core.staff import Role
from desk_app.core.texts import LONGEST_TEXT, fitting
from desk_app.usecases.alert_rows import close_alerts, plan_again, write_alerts, write_try_alert
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.promise_sight import may_pass_on, must_be_theirs
from desk_app.usecases.staff_texts import without_customers
from desk_app.usecases.versions import load_for_edit

_ALTERED = (Area.PROMISES, Area.ALERTS)
_STILL_HERE = Prepared(
    sa.select(Staff.id).where(Staff.id == sa.bindparam("staff", type_=sa.Integer), Staff.retired_at.is_(None))
)


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
    appointment_id: int | None = None,
    inquiry_id: int | None = None,
    complaint_id: int | None = None,
    only_for_id: int | None = None,
    told_at: datetime | None = None,
    marks: Sequence[PlannedAlert] = (),
) -> int:
    """Write a promise with its first event and all its alerts, and return its id.

    For use-cases that make promises; `BadInput` where the hour has passed, unless the law counts it
    (`told_at`, as in `core.promises.begun`). In place of somebody who has left, the actor owes it.
    """
    if owner_id != tx.actor.id and _STILL_HERE.scalar(tx.connection, {"staff": owner_id}) is None:
        owner_id = tx.actor.id  # whoever left owes nothing any more
    standing = rules.begun(due_at=due_at, owner_id=owner_id, now=tx.now, told_at=told_at)
    promise_id = tx.insert(
        Promise,
        kind=kind,
        state=standing.state,
        due_at=due_at,
        told_at=standing.told_at,
        broken=standing.broken,
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
        appointment_id=appointment_id,
        inquiry_id=inquiry_id,
        complaint_id=complaint_id,
        only_for_id=only_for_id,
        made_at=tx.now,
        version=1,
        **tx.stamp,
    )
    _note(tx, promise_id, "made", due_at=due_at, told=True, to_id=owner_id)
    write_alerts(tx, office_of(tx), promise_id, kind, due_at, marks=marks)
    tx.touch(*_ALTERED)
    return promise_id


@usecase()
def keep_promise(tx: Tx, *, promise_id: int, seen_version: int, note: str = "") -> PromiseState:
    """Close a promise because the customer was reached, and return the verdict: kept, or kept late.

    As all verbs that settle a promise it raises `BadInput` ("promise", "of_inquiry") for what a written
    question owes: that is settled with the question; so is a review with its entry ("of_faq") and what
    a complaint owes with that ("of_complaint").
    """
    row = _load_loose(tx, promise_id, seen_version, note=note)
    settle_kept(tx, row, at=tx.now, note=note)
    tx.saw(row.customer_id, "promise.keep")
    return row.state


def settle_kept(tx: Tx, row: Promise, *, at: datetime, note: str = "") -> None:
    """Close a promise as kept at an instant, or kept late; for use-cases."""
    _apply(row, rules.kept(_standing(row), now=at))
    _settled(tx, row, "kept", note)


def settle_withdrawn(tx: Tx, row: Promise, *, reason: str) -> None:
    """Close a promise that fell away; for use-cases."""
    _apply(row, rules.withdrawn(_standing(row), reason=reason, now=tx.now))
    _settled(tx, row, "withdrawn", reason)


def move_counted(
    tx: Tx, row: Promise, *, due_at: datetime, told_at: datetime, reason: str, told: bool
) -> None:
    """Put a promise whose hours the law counts on other ones, with its alerts; for use-cases.

    `told` says that the customer was told; where neither hour moves only the alerts are planned afresh.
    """
    if (row.due_at, row.told_at) != (due_at, told_at):
        _apply(row, rules.counted_anew(_standing(row), due_at=due_at, told_at=told_at, now=tx.now))
        _note(tx, row.id, "postponed", detail=reason, due_at=due_at, told=told)
    tx.session.flush()
    plan_again(tx, office_of(tx), row)
    tx.touch(*_ALTERED)


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
    row = _load(tx, promise_id, seen_version, note=note)
    _apply(row, rules.attempted(_standing(row)))
    office = office_of(tx)
    proposed = next_try(
        result, now=tx.now, due_at=row.due_at, settings=office.settings, calendar=office.calendar
    )
    row.last_attempt, row.next_try_at = result, next_try_at or proposed
    close_alerts(tx, row.id, Alert.level.like("try_%"))
    close_alerts(tx, row.id, Alert.audience == Audience.OWNER, Alert.speaks_at <= tx.now)
    _note(tx, row.id, f"attempt_{result}", detail=note, due_at=row.next_try_at)
    write_try_alert(tx, row)
    tx.touch(*_ALTERED)
    tx.saw(row.customer_id, "promise.attempt")
    return row.next_try_at


@usecase()
def postpone_promise(
    tx: Tx, *, promise_id: int, seen_version: int, due_at: datetime, reason: str, customer_told: bool
) -> None:
    """Set a new hour, with the reason and whether the customer was told it; the alerts move along.

    Until the customer is told, the promise stays where it is and the new hour is when to try next.
    """
    row = _load_movable(tx, promise_id, seen_version, reason=reason)
    _apply(
        row,
        rules.postponed(
            _standing(row), due_at=due_at, reason=reason, customer_told=customer_told, now=tx.now
        ),
    )
    row.next_try_at = None if row.due_at == due_at else due_at
    _note(tx, row.id, "postponed", detail=reason, due_at=due_at, told=customer_told)
    plan_again(tx, office_of(tx), row)
    if row.next_try_at is not None:
        write_try_alert(tx, row)
    tx.touch(*_ALTERED)
    tx.saw(row.customer_id, "promise.postpone")


@usecase()
def hand_over_promise(tx: Tx, *, promise_id: int, seen_version: int, to_id: int, note: str = "") -> None:
    """Give a promise to another member of staff, with a note; its alerts speak to them from now on.

    What a complaint owes goes to anybody but whom it is about, and is given by those who know of whom it
    speaks: `BadInput` ("owner", "not_in_hand") for all others, whomever they would give it to.
    """
    row = _load(tx, promise_id, seen_version, note=note)
    colleague = tx.session.get(Staff, to_id)
    if colleague is None or colleague.retired_at is not None:
        raise NotFound("Staff")
    if row.only_for_id is not None and (to_id == row.only_for_id or colleague.role is not Role.SUPERVISOR):
        raise BadInput("owner", "may_not_see")
    if row.complaint_id is not None and row.only_for_id is None:
        _must_pass_on(tx, row.complaint_id, to_id)
    _apply(row, rules.handed_over(_standing(row), to=to_id))
    _note(tx, row.id, "handed_over", detail=note, to_id=to_id)
    _wake(tx, row)
    tx.touch(*_ALTERED)
    if row.inquiry_id is not None:
        tx.touch(Area.INQUIRIES)
    if row.kind is PromiseKind.REVIEW:
        tx.touch(Area.FAQ)
    tx.saw(row.customer_id, "promise.hand_over")


@usecase()
def withdraw_promise(tx: Tx, *, promise_id: int, seen_version: int, reason: str) -> None:
    """Close a promise that fell away (the customer no longer wants it, say), with the reason."""
    row = _load_loose(tx, promise_id, seen_version, reason=reason)
    settle_withdrawn(tx, row, reason=reason)
    tx.saw(row.customer_id, "promise.withdraw")


@usecase()
def promise_again(tx: Tx, *, promise_id: int, seen_version: int, due_at: datetime) -> int:
    """Make a new promise linked to a closed one, whose verdict stays, and return its id.

    Of two desks that do so at once, one gets the `Conflict` of any edit.
    """
    old = _load(tx, promise_id, seen_version)
    if old.state is PromiseState.OPEN:
        raise BadInput("promise", "still_open")
    _must_be_loose(old)
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
        appointment_id=old.appointment_id,
        complaint_id=old.complaint_id,
        only_for_id=old.only_for_id,
    )


def note_contact(tx: Tx, promise_id: int, outcome: str, detail: str) -> None:
    """Add a contact that neither reached the customer nor was a try to the history; all else stays."""
    _note(tx, promise_id, outcome, detail=detail)
    tx.touch(Area.PROMISES)


def _load(tx: Tx, promise_id: int, seen_version: int, **said: str) -> Promise:
    """Return a promise to change; raises what `load_for_edit` and `must_be_theirs` raise.

    `said` is what will stand in its history, by field: of a colleague's caution or training it names no
    customer, as `without_customers` has it.
    """
    row = load_for_edit(tx, Promise, promise_id, seen_version)
    must_be_theirs(tx, row)
    if row.only_for_id is not None:
        for field, text in said.items():
            without_customers(tx, field, text)
    if row.complaint_id is not None:
        tx.touch(Area.COMPLAINTS)
    return row


def _load_loose(tx: Tx, promise_id: int, seen_version: int, **said: str) -> Promise:
    """Return a promise to settle that is settled with nothing else, or raise `BadInput`."""
    row = _load(tx, promise_id, seen_version, **said)
    _must_be_loose(row)
    return row


def _load_movable(tx: Tx, promise_id: int, seen_version: int, **said: str) -> Promise:
    """Return a promise to postpone: a complaint's may be, what the law or the entry counts may not."""
    row = _load(tx, promise_id, seen_version, **said)
    if row.complaint_id is None:
        _must_be_loose(row)
    return row


def _must_pass_on(tx: Tx, complaint_id: int, to_id: int) -> None:
    """Raise `BadInput` unless the actor may hand over what a complaint owes, and to this person."""
    its = sa.select(Complaint.about_staff_id).where(Complaint.id == complaint_id, may_pass_on(tx))
    known = tx.session.execute(its).one_or_none()
    if known is None:
        raise BadInput("owner", "not_in_hand")
    if known.about_staff_id == to_id:
        raise BadInput("owner", "about_them")


def settled_with(row: Promise) -> str | None:
    """Return what a promise is settled with, as the problem of doing it on the board, or None."""
    if row.inquiry_id is not None:
        return "of_inquiry"
    if row.kind is PromiseKind.REVIEW:
        return "of_faq"
    return "of_complaint" if row.complaint_id is not None and row.kind in rules.OF_COMPLAINTS else None


def _must_be_loose(row: Promise) -> None:
    elsewhere = settled_with(row)
    if elsewhere is not None:
        raise BadInput("promise", elsewhere)


def _settled(tx: Tx, row: Promise, what: str, detail: str) -> None:
    row.next_try_at = None
    _note(tx, row.id, what, detail=detail)
    close_alerts(tx, row.id)
    tx.touch(*_ALTERED)


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


def _wake(tx: Tx, row: Promise) -> None:
    """Let the new owner hear of a promise whose warnings were seen by the old one."""
    spoken = tx.session.scalars(
        sa.select(Alert.closed_at).where(
            Alert.promise_id == row.id, Alert.audience == Audience.OWNER, Alert.speaks_at <= tx.now
        )
    ).all()
    if spoken and None not in spoken:
        write_try_alert(tx, row, tx.now)
