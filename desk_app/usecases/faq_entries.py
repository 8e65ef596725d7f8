"""What is done about the FAQ's entries: proposed, made, changed, reviewed, retired; each kept as a version.

A standing entry owes its review (`II-2-2`): one promise of kind `review`, whose owner is the entry's.
"""

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from db.models import FaqEntry, FaqTerm, FaqVersion, Promise, Staff, Topic
from db.transactions import Tx
from desk_app.core import faq as rules
from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput, NotAllowed, NotFound
from desk_app.core.faq import EntryState, EntryText
from desk_app.core.promises import PromiseKind
from desk_app.core.staff import SUPERVISORS, Role
from desk_app.core.texts import filled
from desk_app.usecases.executor import usecase
from desk_app.usecases.faq import EntryDetail, detail_of, may_edit
from desk_app.usecases.office import office_of
from desk_app.usecases.promises import settle_kept, settle_withdrawn, write_promise
from desk_app.usecases.versions import load_as_seen, load_for_edit


@usecase()
def make_entry(tx: Tx, *, text: EntryText, owner_id: int | None = None) -> EntryDetail:
    """Make an entry, which a supervisor puts to use at once and everybody else proposes.

    Its owner is who is named, else whoever is in charge of the topic, else the actor.
    """
    text = rules.checked(text)
    stands = tx.actor.role in SUPERVISORS
    entry_id = write_entry(tx, text, EntryState.STANDING if stands else EntryState.PROPOSED)
    if stands:
        row = tx.session.get_one(FaqEntry, entry_id)
        _owe(tx, row, owner_id, next_review(tx))
    return detail_of(tx, entry_id)


@usecase()
def propose_change(tx: Tx, *, entry_id: int, seen_version: int, text: EntryText) -> EntryDetail:
    """Propose what a standing entry should say instead, to its owner; return the proposal.

    Raises `BadInput` ("answer", "unchanged") for what it says already.
    """
    row = load_as_seen(tx, FaqEntry, entry_id, seen_version)
    text = rules.checked(text)
    if row.state is not EntryState.STANDING:
        raise BadInput("entry", "wrong_state", row.state)
    if text == _text_of(row):
        raise BadInput("answer", "unchanged")
    return detail_of(tx, write_entry(tx, text, EntryState.PROPOSED, changes_id=row.id))


@usecase()
def take_change(tx: Tx, *, entry_id: int, seen_version: int, seen_entry_version: int) -> EntryDetail:
    """Let a standing entry say what a proposal of a change says, which is its review; return the entry.

    `seen_entry_version` is that of the entry. Raises `NotAllowed` for anybody but its owner and supervisors,
    and `BadInput` ("entry", "moved_on") where it says something else than when this was proposed.
    """
    proposal = load_for_edit(tx, FaqEntry, entry_id, seen_version)
    if proposal.state is not EntryState.PROPOSED or proposal.changes_id is None:
        raise BadInput("entry", "wrong_state", proposal.state)
    row = _load(tx, proposal.changes_id, seen_entry_version)
    if _said_at(tx, row.id, proposal.made_at) != _text_of(row):
        raise BadInput("entry", "moved_on")
    _put(tx, row, _text_of(proposal))
    _renew(tx, row, None)
    _note(tx, row, "changed")
    proposal.state = EntryState.RETIRED
    _note(tx, proposal, "accepted")
    return detail_of(tx, row.id)


@usecase(needs=SUPERVISORS)
def accept_entry(tx: Tx, *, entry_id: int, seen_version: int, owner_id: int | None = None) -> EntryDetail:
    """Put a proposed entry to use, or one that was retired back."""
    row = load_for_edit(tx, FaqEntry, entry_id, seen_version)
    if row.state is EntryState.STANDING or row.changes_id is not None:
        raise BadInput("entry", "wrong_state", row.state)
    row.state = EntryState.STANDING
    _owe(tx, row, owner_id, next_review(tx))
    _note(tx, row, "accepted")
    return detail_of(tx, entry_id)


@usecase()
def change_entry(
    tx: Tx, *, entry_id: int, seen_version: int, text: EntryText, owner_id: int | None = None
) -> EntryDetail:
    """Change what a standing entry says, which is its review too; `owner_id` is who reviews it next.

    Raises `NotAllowed` for anybody but its owner and supervisors.
    """
    row = _load(tx, entry_id, seen_version)
    _put(tx, row, rules.checked(text))
    _renew(tx, row, owner_id)
    _note(tx, row, "changed")
    return detail_of(tx, entry_id)


@usecase()
def review_entry(tx: Tx, *, entry_id: int, seen_version: int) -> EntryDetail:
    """Say that a standing entry is still right: its review is kept and the next one owed."""
    row = _load(tx, entry_id, seen_version)
    _renew(tx, row, None)
    _note(tx, row, "reviewed")
    return detail_of(tx, entry_id)


@usecase()
def retire_entry(tx: Tx, *, entry_id: int, seen_version: int, reason: str) -> EntryDetail:
    """Take an entry out of use for a reason, and what was proposed for it; a proposal is turned down so.

    Its versions stay.
    """
    reason = filled("reason", reason)
    row = load_for_edit(tx, FaqEntry, entry_id, seen_version)
    owed = _owed(tx, row)
    changed = tx.session.get(FaqEntry, row.changes_id) if row.changes_id is not None else None
    _may_edit(tx, _owed(tx, changed) if changed is not None else owed)
    if row.state is EntryState.RETIRED:
        raise BadInput("entry", "wrong_state", row.state)
    if owed is not None:
        settle_withdrawn(tx, owed, reason=reason)
    row.state, row.review_by = EntryState.RETIRED, None
    _note(tx, row, "retired")
    proposals = sa.select(FaqEntry).where(
        FaqEntry.changes_id == entry_id, FaqEntry.state == EntryState.PROPOSED
    )
    for proposal in tx.session.scalars(proposals).all():
        proposal.state = EntryState.RETIRED
        _note(tx, proposal, "retired")
    return detail_of(tx, entry_id)


def _text_of(row: FaqEntry) -> EntryText:
    return EntryText(row.question, row.answer, row.section, row.topic_id)


def _said_at(tx: Tx, entry_id: int, at: datetime) -> EntryText:
    """Return what an entry said at a moment after it was made."""
    version = FaqVersion
    said = sa.select(version.question, version.answer, version.section, version.topic_id)
    of_then = said.where(version.entry_id == entry_id, version.at <= at).order_by(version.number.desc())
    return EntryText(*tx.session.execute(of_then.limit(1)).one())


def write_entry(tx: Tx, text: EntryText, state: EntryState, changes_id: int | None = None) -> int:
    """Write a new entry with its first version and what it is found by, and return its id; for use-cases."""
    entry_id = tx.insert(
        FaqEntry,
        question=text.question,
        answer=text.answer,
        section=text.section,
        topic_id=text.topic_id,
        state=state,
        review_by=None,
        promise_id=None,
        changes_id=changes_id,
        made_at=tx.now,
        made_by_id=tx.actor.id,
        version=1,
        **tx.stamp,
    )
    row = tx.session.get_one(FaqEntry, entry_id)
    _index(tx, row)
    _note(tx, row, "made" if state is EntryState.STANDING else "proposed")
    return entry_id


def owe_first_review(tx: Tx, entry_id: int, review_by: date) -> None:
    """Let a new entry owe its first review, to whoever is in charge of its topic; for use-cases."""
    _owe(tx, tx.session.get_one(FaqEntry, entry_id), None, review_by)


def next_review(tx: Tx) -> date:
    """Return the day by which what is right today is to be reviewed, by the branch's settings."""
    return seoul(tx.now).date() + timedelta(days=office_of(tx).settings.faq_review_days)


def _load(tx: Tx, entry_id: int, seen_version: int) -> FaqEntry:
    row = load_for_edit(tx, FaqEntry, entry_id, seen_version)
    _may_edit(tx, _owed(tx, row))
    if row.state is not EntryState.STANDING:
        raise BadInput("entry", "wrong_state", row.state)
    return row


def _may_edit(tx: Tx, owed: Promise | None) -> None:
    if not may_edit(tx.actor, owed.owner_id if owed else None):
        raise NotAllowed(Role.SUPERVISOR)


def _owed(tx: Tx, row: FaqEntry) -> Promise | None:
    """Return the review that an entry owes, locked."""
    if row.promise_id is None:
        return None
    return tx.session.get(Promise, row.promise_id, with_for_update=True)


def _put(tx: Tx, row: FaqEntry, text: EntryText) -> None:
    if text.topic_id is not None and tx.session.get(Topic, text.topic_id) is None:
        raise NotFound("Topic")
    row.question, row.answer = text.question, text.answer
    row.section, row.topic_id = text.section, text.topic_id
    tx.session.execute(sa.delete(FaqTerm).where(FaqTerm.entry_id == row.id))
    _index(tx, row)


def _renew(tx: Tx, row: FaqEntry, owner_id: int | None) -> None:
    """Keep the review that is owed and owe the next one."""
    owed = _owed(tx, row)
    assert owed is not None, "a standing entry owes a review"
    settle_kept(tx, owed, at=tx.now)
    tx.session.flush()
    _owe(tx, row, owner_id or owed.owner_id, next_review(tx), owed.id)


def _owe(
    tx: Tx, row: FaqEntry, owner_id: int | None, review_by: date, previous_id: int | None = None
) -> None:
    topic = tx.session.get(Topic, row.topic_id) if row.topic_id is not None else None
    if owner_id is not None and tx.session.get(Staff, owner_id) is None:
        raise NotFound("Staff")
    row.review_by = review_by
    row.promise_id = write_promise(
        tx,
        kind=PromiseKind.REVIEW,
        due_at=rules.due_of(review_by),
        owner_id=owner_id or (topic.assignee_id if topic else None) or tx.actor.id,
        contact_id=None,
        customer_id=None,
        caller_name="",
        phone="",
        topic_id=row.topic_id,
        summary=row.question,
        previous_id=previous_id,
    )
    tx.session.flush()
    tx.touch(Area.FAQ)


def _index(tx: Tx, row: FaqEntry) -> None:
    topic = tx.session.get(Topic, row.topic_id) if row.topic_id is not None else None
    weights = rules.index_of(row.question, row.answer, topic.name if topic else "")
    rows = [{"term": term, "entry_id": row.id, "weight": weight} for term, weight in weights.items()]
    tx.insert_all(FaqTerm, rows)


def _note(tx: Tx, row: FaqEntry, what: str) -> None:
    """Keep what an entry says now as its newest version; all changes pass here."""
    tx.session.flush()
    last = tx.session.scalar(sa.select(sa.func.max(FaqVersion.number)).where(FaqVersion.entry_id == row.id))
    tx.insert(
        FaqVersion,
        entry_id=row.id,
        number=(last or 0) + 1,
        what=what,
        question=row.question,
        answer=row.answer,
        section=row.section,
        topic_id=row.topic_id,
        at=tx.now,
        by_id=tx.actor.id,
        desk=tx.desk,
    )
    tx.touch(Area.FAQ)
