"""The public apology for a confirmed mistake (`III-3-3`): it tells of nobody, is approved, then posted."""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from db.models import (
    ApologyText,
    Complaint,
    Promise,
    PublicApology,
)
from db.transactions import Tx
from desk_app.core import redress as rules
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.complaints import ComplaintKind, due_after
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.korean_telling import Found, Telling, masked, telling_parts
from desk_app.core.promises import PromiseKind
from desk_app.core.redress import ApologyStanding
from desk_app.core.staff import SUPERVISORS
from desk_app.core.texts import LONGEST_LINE, filled
from desk_app.usecases.apology_cases import case_of
from desk_app.usecases.complaint_details import ComplaintDetail, detail_of
from desk_app.usecases.complaint_rows import load, note, promise_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.promises import settle_kept, write_promise


@usecase(needs=SUPERVISORS)
def confirm_mistake(tx: Tx, *, complaint_id: int, seen_version: int) -> ComplaintDetail:
    """Confirm that we made a mistake: a public apology is owed within the branch's desk days."""
    row = load(tx, complaint_id, seen_version)
    if row.kind is ComplaintKind.OPINION:
        raise BadInput("complaint", "is_opinion")
    if _of(tx, row.id) is not None:
        raise BadInput("apology", "already_confirmed")
    office = office_of(tx)
    days = office.settings.public_apology_days
    promise_id = write_promise(
        tx,
        kind=PromiseKind.PUBLIC_APOLOGY,
        due_at=due_after(days, now=tx.now, calendar=office.calendar),
        owner_id=promise_of(tx, row.id).owner_id,
        contact_id=None,  # owed to everybody: no board need name the customer for it
        customer_id=None,
        caller_name="",
        phone="",
        topic_id=row.topic_id,
        summary=row.about,
        complaint_id=row.id,
    )
    values = {"confirmed_by_id": tx.actor.id, "confirmed_at": tx.now, "posted_where": ""}
    tx.insert(PublicApology, complaint_id=row.id, promise_id=promise_id, **values)
    note(tx, row.id, "mistake_confirmed")
    return _changed(tx, row, "apology.confirm")


@usecase(reads=True)
def find_telling(tx: Tx, *, complaint_id: int, text: str) -> tuple[Found, ...]:
    """Return what in a text that is being written would tell whose case it is; for the screen to mark."""
    row = tx.session.get(Complaint, complaint_id)
    if row is None:
        raise NotFound("Complaint")
    return telling_parts(text, case_of(tx, row, seoul(tx.now).date()))


@usecase()
def draft_apology(tx: Tx, *, complaint_id: int, seen_version: int, text: str) -> ComplaintDetail:
    """Keep a new version of the text, which is to be approved anew.

    `BadInput` ("apology_text", "telling") names the parts that would tell whose case it is.
    """
    row, apology = _load(tx, complaint_id, seen_version)
    kept = rules.check_drafting(_standing(tx, apology), text)
    _must_tell_nothing(tx, row, kept, seoul(tx.now).date())
    number = tx.session.scalar(
        sa.select(sa.func.count()).select_from(ApologyText).where(ApologyText.apology_id == apology.id)
    )
    tx.insert(
        ApologyText,
        apology_id=apology.id,
        number=(number or 0) + 1,
        text=kept,
        drafted_by_id=tx.actor.id,
        drafted_at=tx.now,
    )
    apology.approved_by_id = apology.approved_at = None
    note(tx, row.id, "apology_drafted")
    return _changed(tx, row, "apology.draft")


@usecase(needs=SUPERVISORS)
def approve_apology(tx: Tx, *, complaint_id: int, seen_version: int) -> ComplaintDetail:
    """Approve the latest text, as a supervisor who did not write it; it is searched once more."""
    row, apology = _load(tx, complaint_id, seen_version)
    standing = _standing(tx, apology)
    rules.check_approving(standing, by_id=tx.actor.id)
    _must_tell_nothing(tx, row, standing.text, seoul(tx.now).date())
    apology.approved_by_id, apology.approved_at = tx.actor.id, tx.now
    note(tx, row.id, "apology_approved")
    return _changed(tx, row, "apology.approve")


@usecase()
def post_apology(
    tx: Tx, *, complaint_id: int, seen_version: int, posted_on: date, where: str
) -> ComplaintDetail:
    """Note on which day and where the approved text was posted; its promise is kept with that.

    It is searched a last time, as it is read on that day, since the case may have grown; so is the place.
    Judged is the day of posting.
    """
    row, apology = _load(tx, complaint_id, seen_version)
    standing = _standing(tx, apology)
    rules.check_posting(standing, posted_on=posted_on, now=tx.now)
    _must_tell_nothing(tx, row, standing.text, posted_on)
    apology.posted_where = _place(tx, row, where, posted_on)
    apology.posted_by_id, apology.posted_on = tx.actor.id, posted_on
    promise = tx.session.get_one(Promise, apology.promise_id, with_for_update=True)
    settle_kept(tx, promise, at=min(tx.now, _end_of(posted_on)), note=apology.posted_where)
    note(tx, row.id, "apology_posted", apology.posted_where)
    return _changed(tx, row, "apology.post")


def _load(tx: Tx, complaint_id: int, seen_version: int) -> tuple[Complaint, PublicApology]:
    row = load(tx, complaint_id, seen_version)
    apology = _of(tx, row.id)
    if apology is None:
        raise BadInput("apology", "not_confirmed")
    return row, apology


def _of(tx: Tx, complaint_id: int) -> PublicApology | None:
    standing = PublicApology.complaint_id == complaint_id, PublicApology.withdrawn_at.is_(None)
    return tx.session.scalar(sa.select(PublicApology).where(*standing))


def _standing(tx: Tx, apology: PublicApology) -> ApologyStanding:
    latest = tx.session.execute(
        sa.select(ApologyText.text, ApologyText.drafted_by_id)
        .where(ApologyText.apology_id == apology.id)
        .order_by(ApologyText.number.desc())
        .limit(1)
    ).one_or_none()
    return ApologyStanding(
        text=latest.text if latest else "",
        drafted_by_id=latest.drafted_by_id if latest else None,
        approved_by_id=apology.approved_by_id,
        approved_on=seoul(apology.approved_at).date() if apology.approved_at else None,
        posted_on=apology.posted_on,
    )


def _must_tell_nothing(tx: Tx, row: Complaint, text: str, today: date) -> None:
    if found := telling_parts(text, case_of(tx, row, today)):
        raise BadInput("apology_text", "telling", masked(found))


def _place(tx: Tx, row: Complaint, where: str, today: date) -> str:
    """Return where a text was posted, which tells as little; an address of a page may have long numbers."""
    kept = filled("posted_where", where, LONGEST_LINE)
    found = telling_parts(kept, case_of(tx, row, today))
    if telling := [part for part in found if part.kind is not Telling.NUMBER]:
        raise BadInput("posted_where", "telling", masked(telling))
    return kept


def _end_of(day: date) -> datetime:
    return seoul_at(day + timedelta(days=1), time.min) - timedelta(microseconds=1)


def _changed(tx: Tx, row: Complaint, action: str) -> ComplaintDetail:
    tx.saw(row.customer_id, action)
    return detail_of(tx, row.id)
