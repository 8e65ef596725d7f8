"""The FAQ as it is read: searched while talking, listed on its page, one entry whole with its versions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import FaqEntry, FaqTerm, FaqUse, FaqVersion, Promise, Staff, Topic
from db.transactions import Tx
from desk_app.core.clock import seoul
from desk_app.core.errors import NotFound
from desk_app.core.faq import EntryState, SiteSection, enough
from desk_app.core.korean_words import query_terms
from desk_app.core.staff import SUPERVISORS, Person, titled
from desk_app.usecases.executor import usecase

USED_WITHIN = timedelta(days=30)
"""How far back uses count for what is at hand first."""

MOST_ROWS = 1000


class FaqHit(NamedTuple):
    """An entry found while talking, whole; `of_topic` says that it is the topic chosen."""

    id: int
    version: int
    question: str
    answer: str
    section: SiteSection
    topic_id: int | None
    topic: str
    review_by: date | None
    is_overdue: bool
    of_topic: bool


class EntryRow(NamedTuple):
    """One entry as a line of the page; `uses` counts those of the last 30 days, `owner` is of the review.

    A proposal with `changes_id` is for the owner of the entry that it changes.
    """

    id: int
    version: int
    state: EntryState
    question: str
    section: SiteSection
    topic_id: int | None
    topic: str
    review_by: date | None
    is_overdue: bool
    owner_id: int | None
    owner: str
    uses: int
    changes_id: int | None


class Standing(NamedTuple):
    """What an entry says that a proposal is to change."""

    version: int
    question: str
    answer: str
    section: SiteSection
    topic: str


class VersionLine(NamedTuple):
    """What an entry said after one thing was done to it (`what`), by whom, when and where."""

    number: int
    what: str
    at: datetime
    by: str
    desk: str
    question: str
    answer: str
    section: SiteSection
    topic: str


@dataclass(frozen=True)
class EntryDetail:
    """An entry as it is opened; `may_edit` says whether the actor is its owner or a supervisor.

    `standing` is what the entry says that a proposal is to change.
    """

    row: EntryRow
    answer: str
    made_by: str
    may_edit: bool
    standing: Standing | None
    versions: tuple[VersionLine, ...]


@usecase(reads=True)
def search_faq(tx: Tx, *, text: str, topic_id: int | None = None, most: int = 8) -> tuple[FaqHit, ...]:
    """Return the entries in use that a typed text finds, the topic's first, then question before answer.

    An entry holds at least half of the pairs of letters looked for. Without a text it is what was told
    most often of the topic, or of all where no topic is chosen.
    """
    terms = query_terms(text)
    found = _found(terms) if terms else _used(tx)
    of_topic = sa.case((FaqEntry.topic_id == topic_id, 1), else_=0) if topic_id is not None else sa.literal(0)
    query = (
        sa.select(FaqEntry, Topic.name, of_topic)
        .join(found, found.c.entry_id == FaqEntry.id, isouter=not terms)
        .join(Topic, Topic.id == FaqEntry.topic_id, isouter=True)
        .where(FaqEntry.state == EntryState.STANDING)
        .order_by(of_topic.desc(), sa.func.coalesce(found.c.score, 0).desc(), FaqEntry.id)
        .limit(most)
    )
    if not terms and topic_id is not None:
        query = query.where(FaqEntry.topic_id == topic_id)
    today = _today(tx)
    return tuple(
        FaqHit(
            row.id,
            row.version,
            row.question,
            row.answer,
            row.section,
            row.topic_id,
            topic or "",
            row.review_by,
            _overdue(row.review_by, today),
            bool(own),
        )
        for row, topic, own in tx.session.execute(query)
    )


@usecase(reads=True)
def list_entries(
    tx: Tx, *, text: str = "", state: EntryState = EntryState.STANDING, mine: bool = False
) -> tuple[EntryRow, ...]:
    """Return the entries of a state: those a text finds, best first, else those whose review is nearest.

    `mine` are those that the actor reviews, before them what is proposed to change them. A proposal of a
    change is listed no more once it is settled.
    """
    terms = query_terms(text)
    in_state = FaqEntry.state == state
    is_change = FaqEntry.changes_id.is_not(None)
    is_open_change = sa.and_(FaqEntry.state == EntryState.PROPOSED, is_change)
    query = _rows(tx).where(sa.or_(FaqEntry.state == EntryState.PROPOSED, ~is_change)).limit(MOST_ROWS)
    if mine:
        query = query.where(Promise.owner_id == tx.actor.id, sa.or_(in_state, is_open_change))
        query = query.order_by(sa.case((is_open_change, 0), else_=1))
    else:
        query = query.where(in_state)
    if terms:
        found = _found(terms)
        query = query.join(found, found.c.entry_id == FaqEntry.id).order_by(found.c.score.desc())
    query = query.order_by(FaqEntry.review_by, FaqEntry.question, FaqEntry.id)
    today = _today(tx)
    return tuple(_row(each, today) for each in tx.session.execute(query))


@usecase(reads=True)
def open_entry(tx: Tx, *, entry_id: int) -> EntryDetail:
    """Return an entry whole with its versions, the newest first."""
    return detail_of(tx, entry_id)


def detail_of(tx: Tx, entry_id: int) -> EntryDetail:
    """Return an entry whole; for use-cases. Raises `NotFound`."""
    found = tx.session.execute(_rows(tx).where(FaqEntry.id == entry_id)).one_or_none()
    if found is None:
        raise NotFound("FaqEntry")
    row = _row(found, _today(tx))
    maker = tx.session.get_one(Staff, found[0].made_by_id)
    lines = (
        sa.select(FaqVersion, Staff, Topic.name)
        .join(Staff, Staff.id == FaqVersion.by_id)
        .join(Topic, Topic.id == FaqVersion.topic_id, isouter=True)
        .where(FaqVersion.entry_id == entry_id)
        .order_by(FaqVersion.number.desc())
    )
    return EntryDetail(
        row,
        found[0].answer,
        titled(maker.name, maker.position),
        may_edit(tx.actor, row.owner_id),
        _standing(tx, row.changes_id),
        tuple(
            VersionLine(
                line.number,
                line.what,
                line.at,
                titled(by.name, by.position),
                line.desk,
                line.question,
                line.answer,
                line.section,
                topic or "",
            )
            for line, by, topic in tx.session.execute(lines)
        ),
    )


def _standing(tx: Tx, entry_id: int | None) -> Standing | None:
    """Return what an entry says, for the proposal of a change."""
    if entry_id is None:
        return None
    row = tx.session.get_one(FaqEntry, entry_id)
    topic = tx.session.get(Topic, row.topic_id) if row.topic_id is not None else None
    return Standing(row.version, row.question, row.answer, row.section, topic.name if topic else "")


def may_edit(person: Person, owner_id: int | None) -> bool:
    """Return whether somebody may change an entry: its owner and supervisors may, all others propose."""
    return person.role in SUPERVISORS or person.id == owner_id


def _found(terms: tuple[str, ...]) -> sa.Subquery:
    """Return the entries that hold enough of the pairs looked for, with what that weighs."""
    score = sa.func.sum(FaqTerm.weight)
    return (
        sa.select(FaqTerm.entry_id, score.label("score"))
        .where(FaqTerm.term.in_(terms))
        .group_by(FaqTerm.entry_id)
        .having(sa.func.count() >= enough(terms))
        .subquery()
    )


def _used(tx: Tx) -> sa.Subquery:
    """Return how often each entry was told lately."""
    return (
        sa.select(FaqUse.entry_id, sa.func.count().label("score"))
        .where(FaqUse.at >= tx.now - USED_WITHIN)
        .group_by(FaqUse.entry_id)
        .subquery()
    )


def _rows(tx: Tx) -> sa.Select[FaqEntry, str, Staff, int]:
    used, owner, changed = _used(tx), aliased(Staff), aliased(FaqEntry)
    return (
        sa.select(FaqEntry, Topic.name, owner, sa.func.coalesce(used.c.score, 0))
        .join(Topic, Topic.id == FaqEntry.topic_id, isouter=True)
        .join(changed, changed.id == FaqEntry.changes_id, isouter=True)
        .join(Promise, Promise.id == sa.func.coalesce(FaqEntry.promise_id, changed.promise_id), isouter=True)
        .join(owner, owner.id == Promise.owner_id, isouter=True)
        .join(used, used.c.entry_id == FaqEntry.id, isouter=True)
    )


def _row(found: sa.Row[FaqEntry, str, Staff, int], today: date) -> EntryRow:
    row, topic, owner, uses = found
    return EntryRow(
        row.id,
        row.version,
        row.state,
        row.question,
        row.section,
        row.topic_id,
        topic or "",
        row.review_by,
        row.state is EntryState.STANDING and _overdue(row.review_by, today),
        owner.id if owner else None,
        titled(owner.name, owner.position) if owner else "",
        uses,
        row.changes_id,
    )


def _overdue(review_by: date | None, today: date) -> bool:
    return review_by is not None and review_by < today


def _today(tx: Tx) -> date:
    return seoul(tx.now).date()
