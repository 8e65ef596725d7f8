"""What goes with every change of a complaint: its row, its steps, its one promise; for the use-cases."""

from dataclasses import dataclass

import sqlalchemy as sa

from db.models import Complaint, ComplaintEvent, Promise, Staff, Topic
from db.models.promises import IS_OF_COMPLAINT
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.complaints import ComplaintState, NewComplaint, Standing, check_new, due_after, owed
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.staff import Role
from desk_app.core.texts import LONGEST_TEXT, fitting
from desk_app.usecases.office import office_of
from desk_app.usecases.promises import write_promise
from desk_app.usecases.versions import load_for_edit


@dataclass(frozen=True)
class Matter:
    """Whose business it is and where it came up; for what is written with a contact."""

    contact_id: int | None = None
    customer_id: int | None = None
    name: str = ""
    phone: str = ""
    topic_id: int | None = None
    inquiry_id: int | None = None


def write_complaint(tx: Tx, new: NewComplaint, matter: Matter) -> int:
    """Write a complaint with its first step and its promise, and return its id.

    Raises `BadInput` for what `check_new` refuses, and on `due` for an hour that has passed.
    """
    new = check_new(new)
    if new.about_staff_id is not None and tx.session.get(Staff, new.about_staff_id) is None:
        raise NotFound("Staff")
    office = office_of(tx)
    days = office.settings.complaint_days
    due_at = new.due_at or due_after(days, now=tx.now, calendar=office.calendar)
    complaint_id = tx.insert(
        Complaint,
        kind=new.kind,
        state=ComplaintState.OPEN,
        about=new.about,
        wants=new.wants,
        about_staff_id=new.about_staff_id,
        customer_id=matter.customer_id,
        caller_name=matter.name,
        phone=matter.phone,
        topic_id=matter.topic_id,
        contact_id=matter.contact_id,
        inquiry_id=matter.inquiry_id,
        taken_by_id=tx.actor.id,
        made_at=tx.now,
        done="",
        customer_said="",
        version=1,
        **tx.stamp,
    )
    write_promise(
        tx,
        kind=owed(new.kind),
        due_at=due_at,
        owner_id=_owner(tx, new, matter.topic_id),
        contact_id=matter.contact_id,
        customer_id=matter.customer_id,
        caller_name=matter.name,
        phone=matter.phone,
        topic_id=matter.topic_id,
        summary=new.about,
        note=new.wants,
        complaint_id=complaint_id,
    )
    note(tx, complaint_id, "recorded")
    tx.touch(Area.COMPLAINTS)
    tx.saw(matter.customer_id, "complaint.record")
    return complaint_id


def _owner(tx: Tx, new: NewComplaint, topic_id: int | None) -> int:
    """Return who has it in hand: whoever was named, is in charge or acts, never the person it is about."""
    here: dict[int, Role] = {row.id: row.role for row in tx.session.execute(_STAFF)}
    in_charge = tx.session.scalar(sa.select(Topic.assignee_id).where(Topic.id == topic_id))
    bosses = (each for each, role in here.items() if role is Role.SUPERVISOR)
    for each in (new.owner_id, in_charge, tx.actor.id, *bosses):
        if each is not None and each in here and each != new.about_staff_id:
            return each
    raise BadInput("owner", "about_them")


_STAFF = sa.select(Staff.id, Staff.role).where(Staff.retired_at.is_(None)).order_by(Staff.id)


def load(tx: Tx, complaint_id: int, seen_version: int) -> Complaint:
    """Return the row to edit; raises what `load_for_edit` raises."""
    row = load_for_edit(tx, Complaint, complaint_id, seen_version)
    tx.touch(Area.COMPLAINTS)
    return row


def standing(row: Complaint) -> Standing:
    """Return what the rules need to know of a complaint."""
    return Standing(row.kind, row.state, row.decision, row.told_by)


def promise_of(tx: Tx, complaint_id: int) -> Promise:
    """Return the promise that a complaint is, locked."""
    query = sa.select(Promise).where(Promise.complaint_id == complaint_id, IS_OF_COMPLAINT)
    query = query.with_for_update().execution_options(populate_existing=True)
    return tx.session.scalars(query).one()


def note(tx: Tx, complaint_id: int, what: str, detail: str = "") -> None:
    """Add a step to the complaint's history."""
    tx.insert(
        ComplaintEvent,
        complaint_id=complaint_id,
        at=tx.now,
        by_id=tx.actor.id,
        desk=tx.desk,
        what=what,
        detail=fitting("note", detail, LONGEST_TEXT),
    )
