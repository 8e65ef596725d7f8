"""What turns out to be no fault of ours: a confirmed mistake, a second visit, taken back with the reason."""

import sqlalchemy as sa

from db.models import Promise, PublicApology, RepeatVisit
from db.transactions import Tx
from desk_app.core import redress as rules
from desk_app.core.areas import Area
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.redress import ApologyStanding
from desk_app.core.staff import SUPERVISORS
from desk_app.usecases.complaint_details import ComplaintDetail, detail_of
from desk_app.usecases.complaint_rows import load, note
from desk_app.usecases.customer_history import ContactRecord, open_contact
from desk_app.usecases.executor import usecase
from desk_app.usecases.promises import settle_withdrawn
from desk_app.usecases.versions import load_for_edit

_OWED_FOR_A_VISIT = PromiseKind.FAST_LANE, PromiseKind.APOLOGY


@usecase(needs=SUPERVISORS)
def withdraw_apology(tx: Tx, *, complaint_id: int, seen_version: int, reason: str) -> ComplaintDetail:
    """Take back that we made a mistake, with the reason: no public apology is owed for it any more.

    What was written of it stays, and so does the line of who confirmed it; a mistake that was one after all
    is confirmed anew. Raises `BadInput` where none is confirmed, where it is posted, or without a reason.
    """
    row = load(tx, complaint_id, seen_version)
    standing = PublicApology.complaint_id == row.id, PublicApology.withdrawn_at.is_(None)
    apology = tx.session.scalar(sa.select(PublicApology).where(*standing))
    if apology is None:
        raise BadInput("apology", "not_confirmed")
    reason = rules.check_withdrawing(ApologyStanding(posted_on=apology.posted_on), reason)
    apology.withdrawn_at = tx.now
    _withdraw(tx, Promise.id == apology.promise_id, reason)
    note(tx, row.id, "apology_withdrawn", reason)
    tx.saw(row.customer_id, "apology.withdraw")
    return detail_of(tx, row.id)


@usecase(needs=SUPERVISORS)
def take_back_fault(tx: Tx, *, contact_id: int, seen_version: int, reason: str) -> ContactRecord:
    """Take back that a second visit was our fault, with the reason: it counts as ours no more.

    What is still owed for it falls away; what was done stays done, and the cause stays written. Raises
    `NotFound` for no second visit, `BadInput` where it is not our fault, or without a reason.
    """
    found = tx.session.scalar(sa.select(RepeatVisit.id).where(RepeatVisit.contact_id == contact_id))
    if found is None:
        raise NotFound("RepeatVisit")
    row = load_for_edit(tx, RepeatVisit, found, seen_version)
    row.taken_back_why = rules.check_taking_back(ours=row.ours, reason=reason)
    row.ours, row.taken_back_at = False, tx.now
    owed = Promise.contact_id == contact_id, Promise.kind.in_(_OWED_FOR_A_VISIT)
    _withdraw(tx, sa.and_(*owed, Promise.complaint_id.is_(None)), row.taken_back_why)
    tx.touch(Area.COMPLAINTS, Area.CONTACTS)
    return open_contact(tx, contact_id=contact_id)


def _withdraw(tx: Tx, which: sa.ColumnElement[bool], reason: str) -> None:
    """Let the open ones of these promises fall away."""
    still_open = sa.select(Promise).where(which, Promise.state == PromiseState.OPEN).order_by(Promise.id)
    for promise in tx.session.scalars(still_open.with_for_update().execution_options(populate_existing=True)):
        settle_withdrawn(tx, promise, reason=reason)
