"""What the telephone reports: a call rings, is answered, or is missed and waits for a call back."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from db.models import Contact, Customer, CustomerPhone, Ring
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.contacts import Channel, Outcome, SafeContact, rings_after
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.promises import PromiseKind
from desk_app.core.ring_calls import LONGEST_RING
from desk_app.usecases.customers import customer_for, only_customer_at
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.promises import write_promise

_LATEST = 200


@dataclass(frozen=True)
class MissedCall:
    """A call nobody answered in time, waiting for somebody to deal with it."""

    id: int
    phone: str
    missed_at: datetime
    rings: int
    customer_id: int | None
    customer: str


@usecase()
def ring_began(tx: Tx, *, call_id: str, phone: str) -> None:
    """Note that a call rings; the same call reported twice, here or at another desk, is one call.

    A telephone that counts its calls anew may use an id again: then it is another call.
    """
    row = tx.session.scalar(sa.select(Ring).where(Ring.call_id == call_id))
    if row is not None and _is_earlier(tx, row):
        row.call_id = f"{call_id[:50]}#{row.id}"
        tx.session.flush()
        row = None
    if row is None and tx.insert_if_new(Ring, call_id=call_id, phone=phone, began_at=tx.now, desk=tx.desk):
        tx.touch(Area.RINGS)


@usecase()
def ring_answered(tx: Tx, *, call_id: str, ring_ms: int) -> int:
    """Note that the call was answered `ring_ms` after its first ring, and return the rings heard.

    A call given up as missed meanwhile is missed no longer.
    """
    row = _ring(tx, call_id)
    rings = rings_after(ring_ms, office_of(tx).settings.ring_period_s)
    row.answered_at, row.missed_at, row.ring_ms, row.rings = tx.now, None, ring_ms, rings
    tx.touch(Area.RINGS)
    return rings


@usecase()
def ring_hung_up(tx: Tx, *, call_id: str, ring_ms: int) -> int | None:
    """Note that the caller hung up, and return the id of the missed call where that made it one.

    Where one number rings several desks, a call that a colleague answered was not missed.
    """
    row = _ring(tx, call_id)
    if row.answered_at is not None or row.missed_at is not None or row.settled_at is not None:
        return None
    row.ring_ms, row.rings = ring_ms, rings_after(ring_ms, office_of(tx).settings.ring_period_s)
    tx.touch(Area.RINGS)
    if row.phone and tx.session.scalar(sa.select(Ring.id).where(*_answered_elsewhere(tx, row)).limit(1)):
        row.settled_at = tx.now
        return None
    row.missed_at = tx.now
    return row.id


@usecase()
def close_forgotten_rings(tx: Tx) -> int:
    """Make missed calls of this desk's calls that still ring in the books though no telephone rings so long.

    That is what a program leaves that is killed while the phone rings. Returns how many there were.
    """
    latest = sa.select(Ring.id).order_by(Ring.id.desc()).limit(_LATEST)
    forgotten = tx.session.scalars(
        sa.select(Ring).where(
            Ring.id.in_(latest),
            Ring.desk == tx.desk,
            Ring.began_at < tx.now - LONGEST_RING,
            Ring.answered_at.is_(None),
            Ring.missed_at.is_(None),
            Ring.settled_at.is_(None),
        )
    ).all()
    for row in forgotten:
        row.missed_at = row.began_at
        tx.touch(Area.RINGS)
    return len(forgotten)


@usecase(reads=True)
def missed_calls(tx: Tx) -> tuple[MissedCall, ...]:
    """Return the missed calls that wait, the oldest first, with whoever is known at the number."""
    rows = tx.session.scalars(
        sa.select(Ring)
        .where(Ring.missed_at.is_not(None), Ring.settled_at.is_(None))
        .order_by(Ring.missed_at)
        .limit(100)
    ).all()
    known = _only_customers(tx, {row.phone for row in rows if row.phone})
    return tuple(
        MissedCall(row.id, row.phone, row.missed_at, row.rings or 1, *known.get(row.phone, (None, "")))
        for row in rows
        if row.missed_at is not None
    )


@usecase()
def promise_for_missed(tx: Tx, *, ring_id: int, due_at: datetime, owner_id: int | None = None) -> int:
    """Turn a missed call into a recorded contact with a promise to call back, and return the promise's id."""
    row = _waiting(tx, ring_id)
    if not row.phone:
        raise BadInput("phone", "missing_for_callback")
    known = only_customer_at(tx, row.phone)
    customer_id = customer_for(tx, customer_id=known, name="", digits=row.phone, safe_contact=SafeContact())
    contact_id = tx.insert(
        Contact,
        channel=Channel.PHONE,
        outcome=Outcome.MISSED,
        customer_id=customer_id,
        phone=row.phone,
        rings=row.rings,
        ring_ms=row.ring_ms,
        started_at=row.began_at,
        finished_at=tx.now,
        taken_by_id=tx.actor.id,
        desk=tx.desk,
        script_version=0,
    )
    row.promise_id = write_promise(
        tx,
        kind=PromiseKind.CALLBACK,
        due_at=due_at,
        owner_id=owner_id or tx.actor.id,
        contact_id=contact_id,
        customer_id=customer_id,
        caller_name="",
        phone=row.phone,
        topic_id=None,
        summary="",
    )
    row.settled_at = tx.now
    tx.touch(Area.RINGS, Area.CONTACTS)
    tx.saw(customer_id, "ring.promise")
    return row.promise_id


@usecase()
def dismiss_missed(tx: Tx, *, ring_id: int) -> None:
    """Take a missed call off the list because it needs nothing (an advertisement, a wrong number)."""
    row = _waiting(tx, ring_id)
    row.settled_at = tx.now
    tx.log_change("ring", row.id, "missed call dismissed")
    tx.touch(Area.RINGS)


def _ring(tx: Tx, call_id: str) -> Ring:
    row = tx.session.scalar(sa.select(Ring).where(Ring.call_id == call_id))
    if row is None:
        raise NotFound("Ring")
    return row


def _is_earlier(tx: Tx, row: Ring) -> bool:
    """Return whether a ring under the same id is another call, over before this one began."""
    over = row.answered_at is not None or row.missed_at is not None or row.settled_at is not None
    return row.began_at < tx.now - LONGEST_RING or (over and row.desk == tx.desk)


def _answered_elsewhere(tx: Tx, row: Ring) -> list[ColumnElement[bool]]:
    """Return what finds a ring of the same number, answered at another desk while this one rang.

    Only the latest rings are looked through, because numbers have no index here.
    """
    return [
        Ring.id > row.id - _LATEST,
        Ring.phone == row.phone,
        Ring.desk != tx.desk,
        Ring.answered_at >= row.began_at,
    ]


def _waiting(tx: Tx, ring_id: int) -> Ring:
    row = tx.session.get(Ring, ring_id, with_for_update=True)
    if row is None or row.settled_at is not None:
        raise NotFound("Ring")
    return row


def _only_customers(tx: Tx, numbers: set[str]) -> dict[str, tuple[int | None, str]]:
    """Return who is at each number, for the numbers that only one customer has; one statement."""
    found = tx.session.execute(
        sa.select(CustomerPhone.digits, sa.func.min(Customer.id), sa.func.min(Customer.name))
        .join(Customer, Customer.id == CustomerPhone.customer_id)
        .where(CustomerPhone.digits.in_(numbers))
        .group_by(CustomerPhone.digits)
        .having(sa.func.count() == 1)
    )
    return {digits: (customer_id, name) for digits, customer_id, name in found}
