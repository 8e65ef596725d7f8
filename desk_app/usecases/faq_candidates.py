"""What the FAQ lacks: what is searched in vain or asked often, without any name; and how answers are used."""

from datetime import datetime

import sqlalchemy as sa

from db.models import Contact, Customer, FaqDismissal, FaqEntry, FaqMiss, FaqTerm, FaqUse, Staff, Topic
from db.transactions import Tx
from desk_app.core import faq as rules
from desk_app.core.areas import Area
from desk_app.core.contacts import Outcome
from desk_app.core.errors import NotFound
from desk_app.core.faq import Asked, Candidate, CandidateKind, EntryState, Missed, enough
from desk_app.core.korean_words import query_terms, words_of
from desk_app.core.staff import SUPERVISORS
from desk_app.core.texts import filled
from desk_app.usecases.executor import usecase

_LONGEST_NAME = 4  # syllables of a Korean name; a particle may follow
_MOST_CONTACTS = 2000
_ALL = 1000


@usecase()
def count_use(tx: Tx, *, entry_id: int) -> None:
    """Count that an answer was told."""
    if tx.session.get(FaqEntry, entry_id) is None:
        raise NotFound("FaqEntry")
    tx.insert(FaqUse, entry_id=entry_id, at=tx.now)
    tx.touch(Area.FAQ)


@usecase()
def note_miss(tx: Tx, *, text: str, topic_id: int | None = None, names: tuple[str, ...] = ()) -> bool:
    """Keep that a search found nothing, without numbers and names; False where nothing is left of it.

    Names are those of customers and colleagues, and `names`: whoever is on the telephone, not yet kept.
    """
    kept = rules.harmless(text, {*_names_in(tx, text), *names})
    if not query_terms(kept):
        return False
    tx.insert(FaqMiss, text=kept, topic_id=topic_id, at=tx.now)
    tx.touch(Area.FAQ)
    return True


@usecase(reads=True)
def list_candidates(tx: Tx, *, most: int = 20) -> tuple[Candidate, ...]:
    """Return what an entry is wanted for, most asked first; see `wanted_now`."""
    return wanted_now(tx, most=most)


def wanted_now(tx: Tx, *, most: int) -> tuple[Candidate, ...]:
    """Return what an entry is wanted for, most asked first: a few statements, whatever there is.

    Words that at least three customers of the last seven days asked with, searches without a hit of the
    last 30 days, and topics of at least three contacts this week without any entry; all of it only as long
    as no entry in use answers it and nobody turned it down (`dismiss_candidate`). No name of a customer or
    colleague is ever among them.
    """
    contacts = tx.session.execute(
        sa.select(
            Contact.id,
            Contact.customer_id,
            Contact.caller_name,
            Contact.summary,
            Contact.topic_id,
            Contact.started_at,
            Customer.name,
        )
        .join(Customer, Customer.id == Contact.customer_id, isouter=True)
        .where(Contact.started_at >= tx.now - rules.ASKED_WITHIN, Contact.outcome != Outcome.MISSED)
        .order_by(Contact.id.desc())
        .limit(_MOST_CONTACTS)
    ).all()
    names = {name for each in contacts for name in (each.caller_name, each.name) if name}
    names |= set(tx.session.scalars(sa.select(Staff.name)))
    asked = [Asked(e.customer_id or f"contact {e.id}", e.summary, e.topic_id, e.started_at) for e in contacts]
    misses = sa.select(FaqMiss.text, FaqMiss.topic_id, FaqMiss.at)
    misses = misses.where(FaqMiss.at >= tx.now - rules.MISSED_WITHIN).order_by(FaqMiss.id)
    missed = [Missed(*row) for row in tx.session.execute(misses)]
    wanted = [*rules.not_found(missed), *rules.asked_often(asked, names)]
    known = _names_in(tx, " ".join(one.text for one in wanted))
    wanted = [one for one in wanted if rules.harmless(one.text, known) == one.text]
    found = [*_unanswered(tx, wanted), *_bare_topics(tx, asked)]
    dismissed = _dismissed(tx)
    kept = [
        one
        for one in found
        if (one.kind, one.text) not in dismissed
        or rules.asked_anew(one, dismissed[one.kind, one.text], asked, missed, names)
    ]
    return tuple(sorted(kept, key=lambda one: -one.count)[:most])


@usecase(needs=SUPERVISORS)
def dismiss_candidate(tx: Tx, *, kind: CandidateKind, text: str, why: str) -> None:
    """Turn down what is wanted, with a word why: it comes again once it was asked for anew often enough.

    Raises `NotFound` for what is not wanted, or is no more.
    """
    why = filled("reason", why)
    if (kind, text) not in {(one.kind, one.text) for one in wanted_now(tx, most=_ALL)}:
        raise NotFound("Candidate")
    tx.insert(FaqDismissal, kind=kind, text=text, why=why, at=tx.now, by_id=tx.actor.id)
    tx.touch(Area.FAQ)


def _dismissed(tx: Tx) -> dict[tuple[CandidateKind, str], datetime]:
    """Return what was turned down, and when last."""
    query = sa.select(FaqDismissal.kind, FaqDismissal.text, sa.func.max(FaqDismissal.at))
    rows = tx.session.execute(query.group_by(FaqDismissal.kind, FaqDismissal.text))
    return {(kind, text): at for kind, text, at in rows}


def _names_in(tx: Tx, text: str) -> set[str]:
    """Return the names of customers and colleagues that words of a text begin with: two statements."""
    begins = {word[:length] for word in words_of(text) for length in range(2, _LONGEST_NAME + 1)}
    if not begins:
        return set()
    known = set(tx.session.scalars(sa.select(Customer.name).where(Customer.name.in_(begins)).distinct()))
    return known | set(tx.session.scalars(sa.select(Staff.name).where(Staff.name.in_(begins))))


def _unanswered(tx: Tx, wanted: list[Candidate]) -> list[Candidate]:
    """Return the candidates that no entry in use holds enough of: one statement for all of them."""
    terms = {term for one in wanted for term in query_terms(one.text)}
    query = (
        sa.select(FaqTerm.entry_id, FaqTerm.term)
        .join(FaqEntry, FaqEntry.id == FaqTerm.entry_id)
        .where(FaqTerm.term.in_(terms), FaqEntry.state == EntryState.STANDING)
    )
    held: dict[int, set[str]] = {}
    for entry_id, term in tx.session.execute(query) if terms else ():
        held.setdefault(entry_id, set()).add(term)

    def answered(one: Candidate) -> bool:
        looked_for = query_terms(one.text)
        return any(len(of_entry.intersection(looked_for)) >= enough(looked_for) for of_entry in held.values())

    return [one for one in wanted if not answered(one)]


def _bare_topics(tx: Tx, asked: list[Asked]) -> list[Candidate]:
    standing = sa.exists().where(FaqEntry.topic_id == Topic.id, FaqEntry.state == EntryState.STANDING)
    bare = tx.session.execute(sa.select(Topic.id, Topic.name).where(Topic.retired_at.is_(None), ~standing))
    counts = {topic_id: rules.of_topic(asked, topic_id) for topic_id in {one.topic_id for one in asked}}
    return [
        Candidate(CandidateKind.BARE_TOPIC, name, counts[topic_id], topic_id)
        for topic_id, name in bare
        if counts.get(topic_id, 0) >= rules.OFTEN
    ]
