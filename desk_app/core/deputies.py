"""Who acts for somebody who is away (`I-1-4`): a chain per person, and per topic where it differs."""

from collections import deque
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class NoDeputy(StrEnum):
    """Why the chain ends nowhere: nobody was named, or all who were named are away."""

    NO_CHAIN = "no_chain"
    ALL_AWAY = "all_away"


@dataclass(frozen=True)
class Chains:
    """The deputies of each person in their order, for one topic or (`None`) for everything."""

    places: Mapping[tuple[int, int | None], tuple[int, ...]] = field(default_factory=dict)

    def of(self, staff_id: int, topic_id: int | None) -> tuple[int, ...]:
        """Return whom to ask in turn: those named for the topic, then those named for everything."""
        own = () if topic_id is None else self.places.get((staff_id, topic_id), ())
        return tuple(dict.fromkeys((*own, *self.places.get((staff_id, None), ()))))

    @property
    def topics(self) -> frozenset[int]:
        """Return the topics in which somebody's deputies differ."""
        return frozenset(topic_id for _, topic_id in self.places if topic_id is not None)


@dataclass(frozen=True)
class Cover:
    """Who acts, if there is anybody; `supervisor` where a chain ended nowhere, and `why` says how."""

    person_id: int | None
    supervisor: bool = False
    why: NoDeputy | None = None


def cover(
    staff_id: int,
    topic_id: int | None,
    *,
    chains: Chains,
    away: Container[int],
    supervisors: Sequence[int],
) -> Cover:
    """Return who acts for a person in a topic: the first of their chain who is not away.

    Where all of them are, their own deputies are asked in turn, and so on, nobody twice. A chain that ends
    nowhere goes to the first supervisor present, else to the first at all; never to the person themself.
    """
    seen, waiting = {staff_id}, deque([staff_id])
    while waiting:
        for deputy in chains.of(waiting.popleft(), topic_id):
            if deputy in seen:
                continue
            if deputy not in away:
                return Cover(deputy)
            seen.add(deputy)
            waiting.append(deputy)
    why = NoDeputy.ALL_AWAY if len(seen) > 1 else NoDeputy.NO_CHAIN
    others = [each for each in supervisors if each != staff_id]
    present = [each for each in others if each not in away]
    return Cover(next(iter(present or others), None), supervisor=True, why=why)
