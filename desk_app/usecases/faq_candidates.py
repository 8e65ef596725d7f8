"""What the FAQ lacks: what is searched in vain or asked often, without any name; and how answers are used."""

import sqlalchemy as sa

from db.models import Contact, Customer, FaqEntry, FaqMiss, FaqTerm, FaqUse, Staff, Topic
from db.transactions import Tx
from desk_app.core import faq as rules
from desk_app.core.areas import Area
from desk_app.core.contacts import Outcome
from desk_app.core.errors import NotFound
from desk_app.core.faq import Asked, Candidate, CandidateKind, EntryState, enough
from desk_app.core.korean_words import query_terms, words_of
from desk_app.usecases.executor import usecase

_LONGEST_NAME = 4  # syllables of a Korean name; a particle may follow
_MOST_CONTACTS = 2000


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
    """Return what an entry is wanted for, most asked first: a few statements, whatever there is.

    Words that at least three customers of the last seven days asked with, searches without a hit of the
    last 30 days, and topics of at least three contacts this week without any entry; all of it only as long
    as no entry in use answers it. No name of a customer or colleague is ever among them.
    """
    contacts = tx.session.execute(
        sa.select(
            Contact.id,
            Contact.customer_id,
            Contact.caller_name,
            Contact.summary,
            Contact.topic_id,
            Customer.name,
        )
        .join(Customer, Customer.id == Contact.customer_id, isouter=True)
        .where(Contact.started_at >= tx.now - rules.ASKED_WITHIN, Contact.outcome != Outcome.MISSED)
        .order_by(Contact.id.desc())
        .limit(_MOST_CONTACTS)
    ).all()
    names = {name for each in contacts for name in (each.caller_name, each.name) if name}
    names |= set(tx.session.scalars(sa.select(Staff.name)))
    asked = [Asked(e.customer_id or f"contact {e.id}", e.summary, e.topic_id) for e in contacts]
    missed = tx.session.execute(
        sa.select(FaqMiss.text, FaqMiss.topic_id)
        .where(FaqMiss.at >= tx.now - rules.MISSED_WITHIN)
        .order_by(FaqMiss.id)
    ).all()
    wanted = [*rules.not_found((text, topic) for text, topic in missed), *rules.asked_often(asked, names)]
    known = _names_in(tx, " ".join(one.text for one in wanted))
    wanted = [one for one in wanted if rules.harmless(one.text, known) == one.text]
    found = [*_unanswered(tx, wanted), *_bare_topics(tx, asked)]
    return tuple(sorted(found, key=lambda one: -one.count)[:most])


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
    counts = {topic_id: len({a.who for a in asked if a.topic_id == topic_id}) for topic_id in _topics(asked)}
    return [
        Candidate(CandidateKind.BARE_TOPIC, name, counts[topic_id], topic_id)
        for topic_id, name in bare
        if counts.get(topic_id, 0) >= rules.OFTEN
    ]


def _topics(asked: list[Asked]) -> set[int | None]:
    return {one.topic_id for one in asked}
