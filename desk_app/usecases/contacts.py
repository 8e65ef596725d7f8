"""What is done about contacts: begun, saved with every key, parked, recorded in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa

from db import models
from db.models import Contact, Customer, Ring, Staff, Topic
from db.prepared import Prepared
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.contacts import Channel, Draft, Outcome, check_draft
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.korean import tidy_name
from desk_app.core.phones import parse_phone
from desk_app.core.promises import PromiseKind
from desk_app.core.staff import Role
from desk_app.usecases import promises
from desk_app.usecases.appointment_rows import link_contact
from desk_app.usecases.complaint_rows import Matter, write_complaint
from desk_app.usecases.contact_promises import owner_of, settle_called
from desk_app.usecases.customers import customer_for, only_customer_at
from desk_app.usecases.executor import usecase
from desk_app.usecases.inquiry_contacts import link_inquiries
from desk_app.usecases.redress import write_repeat
from desk_app.usecases.walks import finished_runs, outcome_of, write_steps

LIVE_FOR = timedelta(seconds=10)
"""How long after its last save an unfinished contact counts as being typed at its desk."""

_HELD = (models.Draft.id == sa.bindparam("draft"), models.Draft.held_by == sa.bindparam("holder"))
_STORE = sa.update(models.Draft).where(*_HELD)
_DROP = Prepared(sa.delete(models.Draft).where(*_HELD))
_WAITING = (
    sa.select(
        *(models.Draft.id, models.Draft.parked, models.Draft.saved_at, models.Draft.desk),
        *(models.Draft.held_by, models.Draft.staff_id, Staff.name.label("staff")),
        *(models.Draft.body[name].as_string().label(name) for name in ("channel", "customer_name", "phone")),
        models.Draft.body["topic_id"].as_integer().label("topic_id"),
        models.Draft.body["started_at"].as_string().label("started_at"),
    )
    .join(Staff, Staff.id == models.Draft.staff_id)
    .order_by(models.Draft.begun_at, models.Draft.id)
)


@dataclass(frozen=True)
class WaitingDraft:
    """An unfinished contact as a line of the list: parked by Esc, in use, or left behind by a crash.

    `in_use` says that another desk is typing it just now, `held_by` whose token it carries.
    """

    id: int
    channel: Channel
    customer_name: str
    phone: str
    topic_id: int | None
    started_at: datetime
    parked: bool
    saved_at: datetime
    desk: str
    staff: str
    mine: bool
    in_use: bool
    held_by: str

    def is_near(self, desk: str) -> bool:
        """Return whether it is the reader's own or this desk's, and not only a supervisor's to see."""
        return self.mine or self.desk == desk

    def set_aside(self, draft: Draft) -> "WaitingDraft":
        """Return the line as it will be once `draft` is set aside."""
        name, phone, topic_id = draft.customer_name, draft.phone, draft.topic_id
        return replace(self, parked=True, customer_name=name, phone=phone, topic_id=topic_id)


@dataclass(frozen=True)
class Finished:
    """What recording a contact wrote.

    `promise_was_closed` says that a colleague had closed the promise of a call back first: it stays as it
    is, and `promise_id` is then the new promise where the customer was told another hour.
    """

    contact_id: int
    customer_id: int | None
    promise_id: int | None
    promise_was_closed: bool = False
    complaint_id: int | None = None


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
def begin_contact(tx: Tx, *, draft: Draft, held_by: str = "") -> int:
    """Keep a new unfinished contact, held by the desk with that token, and return its draft's id."""
    tx.touch(Area.DRAFTS)
    return tx.insert(
        models.Draft,
        staff_id=tx.actor.id,
        desk=tx.desk,
        begun_at=tx.now,
        saved_at=tx.now,
        parked=False,
        held_by=held_by,
        body=msgspec.to_builtins(draft.without_personal_ids()),
    )


@usecase()
def save_draft(tx: Tx, *, draft_id: int, draft: Draft, held_by: str = "") -> datetime:
    """Keep the unfinished contact as it stands and return when; one statement, one sync.

    Raises `BadInput` ("draft", "taken_over") where another desk holds it, `NotFound` where it is gone.
    """
    _store(tx, draft_id, held_by, draft, {})
    return tx.now


@usecase()
def park_contact(tx: Tx, *, draft_id: int, draft: Draft, held_by: str = "") -> None:
    """Set the unfinished contact aside with everything in it; one that holds nothing is dropped.

    Raises what `save_draft` raises.
    """
    if draft.is_empty:
        if not _drop(tx, draft_id, held_by):
            _must_be_gone(tx, draft_id)
    else:
        _store(tx, draft_id, held_by, draft, {"parked": True})
    tx.touch(Area.DRAFTS)


@usecase()
def take_up_contact(tx: Tx, *, draft_id: int, held_by: str = "") -> Draft:
    """Take a waiting contact up, at this desk and in the actor's name, and return it whole.

    From now on only the desk with this token saves it. Raises `BadInput` ("draft", "in_use") where another
    desk is typing it just now.
    """
    row, draft = _free(tx, draft_id)
    tx.saw(_whose(tx, draft), "draft.open" if row.staff_id == tx.actor.id else "draft.take_over")
    row.parked, row.staff_id, row.desk = False, tx.actor.id, tx.desk
    row.held_by, row.saved_at = held_by, tx.now
    tx.touch(Area.DRAFTS)
    return draft


@usecase()
def drop_contact(tx: Tx, *, draft_id: int) -> None:
    """Throw an unfinished contact away: only ever because somebody said so, never under typing hands.

    What was booked in it stays booked, for the customer was told so: it is cancelled as any other.
    """
    row, draft = _free(tx, draft_id)
    tx.saw(_whose(tx, draft), "draft.drop")
    tx.session.delete(row)
    tx.touch(Area.DRAFTS)


@usecase(reads=True)
def list_drafts(tx: Tx) -> tuple[WaitingDraft, ...]:
    """Return the unfinished contacts of the actor and of this desk, the oldest first.

    Supervisors see everybody's, so that none is left behind by somebody who is gone.
    """
    found = _WAITING
    if tx.actor.role is not Role.SUPERVISOR:
        found = found.where(sa.or_(models.Draft.staff_id == tx.actor.id, models.Draft.desk == tx.desk))
    return tuple(
        WaitingDraft(
            id=row.id,
            channel=Channel(row.channel),
            customer_name=row.customer_name,
            phone=row.phone,
            topic_id=row.topic_id,
            started_at=datetime.fromisoformat(row.started_at),
            parked=row.parked,
            saved_at=row.saved_at,
            desk=row.desk,
            staff=row.staff,
            mine=row.staff_id == tx.actor.id,
            in_use=_in_use(tx, row.parked, row.desk, row.saved_at),
            held_by=row.held_by,
        )
        for row in tx.session.execute(found)
    )


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
def finish_contact(tx: Tx, *, draft_id: int, draft: Draft, held_by: str = "") -> Finished:
    """Record a contact: itself, the steps walked and skipped, the customer, the promise with its alerts.

    All in this one transaction; the draft goes with it. `draft.promise_id` names the promise that a
    call back was about: it is settled as it stands now, for what happened on the telephone happened,
    whatever colleagues did meanwhile. The appointment booked in it, the one a visitor came for, and the
    written questions that came of it are linked to it; so are the complaint heard in it and the second
    visit that it was. Raises what `save_draft` raises, before anything is written.
    """
    draft = check_draft(draft)
    if not _drop(tx, draft_id, held_by):
        _must_be_gone(tx, draft_id)
        raise NotFound("Draft")
    phone = parse_phone(draft.phone) if draft.phone.strip() else None
    number = phone.kept if phone else ""
    runs = finished_runs(draft, tx.now)
    if draft.call_id:  # before the customer: rings are locked first, as `promise_for_missed` does it
        tx.session.execute(sa.update(Ring).where(Ring.call_id == draft.call_id).values(settled_at=tx.now))
    customer_id = customer_for(
        tx,
        customer_id=draft.customer_id,
        name=draft.customer_name,
        digits=phone.digits if phone else "",
        safe_contact=draft.safe_contact,
    )
    name = tidy_name(draft.customer_name)
    outcome = outcome_of(draft, runs)
    contact_id = tx.insert(
        Contact,
        channel=draft.channel,
        outcome=outcome,
        customer_id=customer_id,
        caller_name=name,
        phone=number,
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
    write_steps(tx, contact_id, runs)
    link_contact(
        tx,
        contact_id=contact_id,
        customer_id=customer_id,
        booked_id=draft.booked_id,
        visit_of_id=draft.visit_of_id,
    )
    link_inquiries(tx, contact_id=contact_id, customer_id=customer_id, inquiry_ids=draft.inquiry_ids)
    promise_id = draft.promise_id
    closed, told = settle_called(tx, draft, runs, outcome)
    if draft.due_at is not None and told:
        promise_id = promises.write_promise(
            tx,
            kind=PromiseKind.CALLBACK,
            due_at=draft.due_at,
            owner_id=owner_of(tx, draft),
            contact_id=contact_id,
            customer_id=customer_id,
            caller_name=name,
            phone=number,
            topic_id=draft.topic_id,
            summary=draft.summary.strip(),
            note=draft.note.strip(),
            previous_id=draft.promise_id,
        )
    about = Matter(contact_id, customer_id, name, number, draft.topic_id)
    complaint_id = write_complaint(tx, draft.complaint, about) if draft.complaint else None
    if draft.repeat is not None:
        write_repeat(tx, draft.repeat, about, owner_id=owner_of(tx, draft), runs=runs)
    tx.saw(customer_id, "contact.record")
    tx.touch(Area.CONTACTS, Area.DRAFTS)
    return Finished(contact_id, customer_id, promise_id, closed, complaint_id)


# -- drafts and who holds them -------------------------------------------------------------------


def _store(tx: Tx, draft_id: int, held_by: str, draft: Draft, more: dict[str, object]) -> None:
    values = {"body": msgspec.to_builtins(draft.without_personal_ids()), "saved_at": tx.now, **more}
    done = tx.connection.execute(_STORE, {"draft": draft_id, "holder": held_by, **values})
    if not done.rowcount:
        _must_be_gone(tx, draft_id)
        raise NotFound("Draft")


def _drop(tx: Tx, draft_id: int, held_by: str) -> bool:
    return bool(_DROP.change(tx.connection, {"draft": draft_id, "holder": held_by}))


def _must_be_gone(tx: Tx, draft_id: int) -> None:
    """Raise `BadInput` where the draft is still there, so that another desk holds it."""
    if tx.connection.scalar(sa.select(models.Draft.id).where(models.Draft.id == draft_id)) is not None:
        raise BadInput("draft", "taken_over")


def _free(tx: Tx, draft_id: int) -> tuple[models.Draft, Draft]:
    """Return a draft that nobody is typing elsewhere, locked."""
    row = tx.session.get(models.Draft, draft_id, with_for_update=True)
    if row is None:
        raise NotFound("Draft")
    if _in_use(tx, row.parked, row.desk, row.saved_at):
        raise BadInput("draft", "in_use", row.desk)
    return row, msgspec.convert(row.body, Draft)


def _in_use(tx: Tx, parked: bool, desk: str, saved_at: datetime) -> bool:
    return not parked and desk != tx.desk and abs(tx.now - saved_at) < LIVE_FOR


def _whose(tx: Tx, draft: Draft) -> int | None:
    """Return whose data a draft holds: the customer linked, else the only one known at its number."""
    if draft.customer_id is not None or not draft.phone.strip():
        return draft.customer_id
    try:
        return only_customer_at(tx, parse_phone(draft.phone).digits)
    except BadInput:  # not a number yet
        return None
