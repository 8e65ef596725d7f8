"""Who acts for whom, and who else does a topic's work: set by supervisors, read by everybody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from db.engine import take_turns
from db.models import Deputy, Duty, Topic
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.deputies import Chains, Cover, NoDeputy, cover
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.staff import SUPERVISORS, Person, Role
from desk_app.usecases.executor import usecase
from desk_app.usecases.presence import people_of


@dataclass(frozen=True)
class Covers:
    """Who acts for whom at one moment; for use-cases and the screen alike."""

    chains: Chains
    people: dict[int, Person]
    away: frozenset[int]
    supervisors: tuple[int, ...]

    def cover(self, staff_id: int, topic_id: int | None) -> Cover:
        """Return who acts, or would act, for a person in a topic, and why where it is a supervisor."""
        return cover(staff_id, topic_id, chains=self.chains, away=self.away, supervisors=self.supervisors)

    def of(self, staff_id: int, topic_id: int | None) -> Person | None:
        """Return who acts for somebody who is away now; `None` while they are present."""
        if staff_id not in self.away:
            return None
        acting = self.cover(staff_id, topic_id).person_id
        return self.people.get(acting) if acting is not None else None

    def why(self, staff_id: int, topic_id: int | None) -> NoDeputy | None:
        """Return why a supervisor acts for somebody who is away now; `None` where a deputy does."""
        return self.cover(staff_id, topic_id).why if staff_id in self.away else None

    def in_hand(
        self,
        staff_id: int,
        owner: InstrumentedAttribute[int],
        topic: InstrumentedAttribute[int | None],
    ) -> sa.ColumnElement[bool]:
        """Return the condition that somebody owns a row, or acts now for its owner in its topic."""
        topics, mine = sorted(self.chains.topics), [owner == staff_id]
        for absent in sorted(self.away - {staff_id}):
            own = [each for each in topics if self.cover(absent, each).person_id == staff_id]
            if self.cover(absent, None).person_id == staff_id:
                others = [each for each in topics if each not in own]
                mine.append(sa.and_(owner == absent, sa.or_(topic.is_(None), topic.not_in(others))))
            elif own:
                mine.append(sa.and_(owner == absent, topic.in_(own)))
        return sa.or_(*mine)


def covers_at(people: Iterable[Person], chains: Chains, now: datetime) -> Covers:
    """Return who acts for whom at `now`, as people and chains were read; who has left counts as away."""
    known = {person.id: person for person in people}
    return Covers(
        chains,
        known,
        frozenset(each.id for each in known.values() if each.retired or each.presence.at(now).is_away),
        tuple(sorted(e.id for e in known.values() if e.role is Role.SUPERVISOR and not e.retired)),
    )


def chains_of(tx: Tx) -> Chains:
    """Return everybody's deputies: one statement."""
    places: dict[tuple[int, int | None], tuple[int, ...]] = {}
    for staff_id, topic_id, deputy_id in tx.connection.execute(_CHAINS):
        key = staff_id, topic_id
        places[key] = (*places.get(key, ()), deputy_id)
    return Chains(places)


def covers_of(tx: Tx) -> Covers:
    """Return who acts for whom now: three statements."""
    return covers_at(people_of(tx), chains_of(tx), tx.now)


@usecase(needs=SUPERVISORS)
def set_deputies(tx: Tx, *, staff_id: int, topic_id: int | None, deputies: Sequence[int]) -> None:
    """Set who acts for a person, in this order, for one topic or (`None`) for everything.

    Nobody at all is no chain. `BadInput` on `deputies` where somebody would act for themself
    (`same_person`) or is named twice (`twice`).
    """
    take_turns(tx.connection, f"deputies of {staff_id}")
    people = _present(tx, (staff_id, *deputies))
    if staff_id in deputies:
        raise BadInput("deputies", "same_person", people[staff_id].title)
    if len(set(deputies)) < len(deputies):
        raise BadInput("deputies", "twice")
    if topic_id is not None:
        _topic(tx, topic_id)
    tx.session.execute(
        sa.delete(Deputy).where(Deputy.staff_id == staff_id, Deputy.topic_id.is_not_distinct_from(topic_id))
    )
    places = enumerate(deputies)
    rows = [{"staff_id": staff_id, "topic_id": topic_id, "position": n, "deputy_id": d} for n, d in places]
    tx.insert_all(Deputy, rows)
    named = ", ".join(people[each].title for each in deputies) or "nobody"
    where = "" if topic_id is None else f" in topic {topic_id}"
    tx.log_change("deputies", staff_id, f"deputies of {people[staff_id].title}{where}: {named}")
    tx.touch(Area.STAFF)


@usecase(needs=SUPERVISORS)
def set_duties(tx: Tx, *, topic_id: int, staff_ids: Sequence[int]) -> None:
    """Set who else does a topic's work beside whoever is in charge of it."""
    people = _present(tx, staff_ids)
    topic = _topic(tx, topic_id)
    tx.session.execute(sa.delete(Duty).where(Duty.topic_id == topic_id))
    also = [each for each in dict.fromkeys(staff_ids) if each != topic.assignee_id]
    tx.insert_all(Duty, [{"topic_id": topic_id, "staff_id": each} for each in also])
    named = ", ".join(people[each].title for each in also) or "nobody"
    tx.log_change("topic", topic_id, f"also do {topic.group} / {topic.name}: {named}")
    tx.touch(Area.STAFF, Area.TOPICS)


_CHAINS = sa.select(Deputy.staff_id, Deputy.topic_id, Deputy.deputy_id).order_by(
    Deputy.staff_id, Deputy.position, Deputy.id
)


def _present(tx: Tx, staff_ids: Iterable[int]) -> dict[int, Person]:
    people = {person.id: person for person in people_of(tx) if not person.retired}
    if not people.keys() >= set(staff_ids):
        raise NotFound("Staff")
    return people


def _topic(tx: Tx, topic_id: int) -> Topic:
    topic = tx.session.get(Topic, topic_id, with_for_update=True)
    if topic is None or topic.retired_at is not None:
        raise NotFound("Topic")
    return topic
