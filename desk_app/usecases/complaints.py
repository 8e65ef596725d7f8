"""What is done about objections, complaints and opinions: recorded, worked on step by step, closed."""

import sqlalchemy as sa

from db.models import Complaint, Contact, Inquiry
from db.transactions import Tx
from desk_app.core import complaints as rules
from desk_app.core.complaints import ComplaintState, Decision, NewComplaint, ToldBy
from desk_app.core.contacts import SafeContact
from desk_app.core.errors import NotFound
from desk_app.core.korean import tidy_name
from desk_app.core.phones import parse_phone
from desk_app.core.texts import LONGEST_NAME, LONGEST_TEXT, filled, fitting
from desk_app.usecases.complaint_details import ComplaintDetail, detail_of
from desk_app.usecases.complaint_rows import Matter, load, note, promise_of, standing, write_complaint
from desk_app.usecases.customers import customer_for
from desk_app.usecases.executor import usecase
from desk_app.usecases.promises import settle_kept


@usecase()
def record_complaint(
    tx: Tx,
    *,
    new: NewComplaint,
    contact_id: int | None = None,
    inquiry_id: int | None = None,
    customer_id: int | None = None,
    customer_name: str = "",
    phone: str = "",
    topic_id: int | None = None,
) -> ComplaintDetail:
    """Record an objection, a complaint or an opinion on its own, and return it.

    From a recorded contact or a written question it takes whose it is and its topic; else as given, and
    nobody needs to be named. Raises what `write_complaint` and `parse_phone` raise, and `NotFound`.
    """
    if contact_id is not None or inquiry_id is not None:
        matter = _matter_of(tx, contact_id, inquiry_id)
    else:
        number = parse_phone(phone) if phone.strip() else None
        known = customer_for(
            tx,
            customer_id=customer_id,
            name=customer_name,
            digits=number.digits if number else "",
            safe_contact=SafeContact(),
        )
        name = fitting("customer_name", tidy_name(customer_name), LONGEST_NAME)
        matter = Matter(None, known, name, number.kept if number else "", topic_id)
    return detail_of(tx, write_complaint(tx, new, matter))


def _matter_of(tx: Tx, contact_id: int | None, inquiry_id: int | None) -> Matter:
    origin = Contact if contact_id is not None else Inquiry
    columns = origin.customer_id, origin.caller_name, origin.phone, origin.topic_id
    row = tx.session.execute(
        sa.select(*columns).where(origin.id == (inquiry_id if contact_id is None else contact_id))
    ).one_or_none()
    if row is None:
        raise NotFound(origin.__name__)
    return Matter(contact_id, row.customer_id, row.caller_name, row.phone, row.topic_id, inquiry_id)


@usecase()
def add_step(tx: Tx, *, complaint_id: int, seen_version: int, text: str) -> ComplaintDetail:
    """Note what was done about a complaint that is open."""
    row = load(tx, complaint_id, seen_version)
    rules.must_be_open(standing(row))
    note(tx, row.id, "step", filled("complaint_step", text, LONGEST_TEXT))
    return _changed(tx, row, "complaint.step")


@usecase()
def close_complaint(
    tx: Tx,
    *,
    complaint_id: int,
    seen_version: int,
    result: ComplaintState,
    done: str,
    customer_said: str,
) -> ComplaintDetail:
    """Close an objection or a complaint as resolved, in part, or not; its promise is kept with that.

    `BadInput` unless it says what was done and what the customer said to it, and for opinions.
    """
    row = load(tx, complaint_id, seen_version)
    row.state = rules.closed(standing(row), result=result, done=done, said=customer_said).state
    row.done = fitting("complaint_done", done, LONGEST_TEXT)
    row.customer_said = fitting("customer_said", customer_said, LONGEST_TEXT)
    note(tx, row.id, result, row.done)
    _keep(tx, row)
    return _changed(tx, row, "complaint.close")


@usecase()
def decide_opinion(
    tx: Tx, *, complaint_id: int, seen_version: int, decision: Decision, change: str = ""
) -> ComplaintDetail:
    """Decide an opinion and say what changes; it stays owed until whoever gave it is told."""
    row = load(tx, complaint_id, seen_version)
    row.decision = rules.decided(standing(row), decision=decision, change=change).decision
    row.done, row.decided_at = fitting("what_changed", change, LONGEST_TEXT), tx.now
    note(tx, row.id, f"opinion_{decision}", row.done)
    return _changed(tx, row, "opinion.decide")


@usecase()
def tell_back(
    tx: Tx, *, complaint_id: int, seen_version: int, told_by: ToldBy, said: str = ""
) -> ComplaintDetail:
    """Note that whoever gave an opinion was told what came of it, how, and what they said; it closes it."""
    row = load(tx, complaint_id, seen_version)
    reachable = row.customer_id is not None or bool(row.phone)
    after = rules.told_back(standing(row), told_by=told_by, reachable=reachable)
    row.state, row.told_by, row.told_at = after.state, told_by, tx.now
    row.customer_said = fitting("customer_said", said, LONGEST_TEXT)
    note(tx, row.id, f"told_{told_by}", row.customer_said)
    _keep(tx, row)
    return _changed(tx, row, "opinion.tell")


def _keep(tx: Tx, row: Complaint) -> None:
    row.closed_at = tx.now
    settle_kept(tx, promise_of(tx, row.id), at=tx.now, note=row.done)


def _changed(tx: Tx, row: Complaint, action: str) -> ComplaintDetail:
    tx.saw(row.customer_id, action)
    return detail_of(tx, row.id)
