"""What is told of survey answers: blocks of whole months, each of enough answers to hide any one of them.

Months fold together from the past forward until enough were answered; what does not fill a block yet is held
back. Blocks never change once they are full, and whatever is told is a sum of them, so that two figures
differ by nothing or by a block at least.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.core.compliance import end_of_month
from desk_app.core.surveys import Tally


@dataclass(frozen=True)
class MonthSum:
    """The answers of the month of that first day, and the `least` in force when they were given."""

    month: date
    tally: Tally
    least: int


@dataclass(frozen=True)
class Block:
    """Months told together, by their first and last day: `least` answers or more."""

    first: date
    last: date
    tally: Tally
    least: int

    def lies_in(self, first: date, last: date) -> bool:
        """Return whether all of its months lie whole between two days, both included."""
        return first <= self.first and self.last <= last


@dataclass(frozen=True)
class PersonBlock:
    """What is told of one member of staff: a block of their own, over one or more blocks of everybody."""

    staff_id: int
    block: Block


def blocks_of(months: Iterable[MonthSum]) -> tuple[Block, ...]:
    """Return the full blocks of months that are over, oldest first."""
    blocks: list[Block] = []
    waiting: list[MonthSum] = []
    for each in sorted(months, key=lambda one: one.month):
        waiting.append(each)
        tally, least = added(one.tally for one in waiting), max(one.least for one in waiting)
        if tally.count >= least:
            blocks.append(Block(waiting[0].month, end_of_month(each.month), tally, least))
            waiting = []
    return tuple(blocks)


def blocks_by_person(
    blocks: Sequence[Block], sums: Mapping[tuple[int, date], Tally]
) -> tuple[PersonBlock, ...]:
    """Return what may be told of people beside `blocks`, from their sums by person and month.

    In each block whoever has enough is told, and whoever has too few waits for more. What is told of people
    leaves of a block either nobody or enough who are told of nowhere else: neither everybody less the named,
    nor anything else that can be added up, is a few. Where that asks for it, months of a person stay untold
    for good.
    """
    told: list[PersonBlock] = []
    rest: list[int] = []
    waiting: dict[int, list[tuple[int, Tally]]] = {}
    for at, block in enumerate(blocks):
        here = _by_person(block, sums)
        alone = _alone(block, here)
        rest.append(block.tally.count - sum(here[who].count for who in alone))
        told += (PersonBlock(who, Block(block.first, block.last, here[who], block.least)) for who in alone)
        for who in sorted(here.keys() - alone):
            parts = [*waiting.get(who, ()), (at, here[who])]
            parts = [(of, tally) for of, tally in parts if rest[of] - tally.count >= blocks[of].least]
            tally = added(part for _, part in parts)
            least = max((blocks[of].least for of, _ in parts), default=0)
            if not parts or tally.count < least:
                waiting[who] = parts
                continue
            for of, part in parts:
                rest[of] -= part.count
            first = blocks[parts[0][0]].first
            told.append(PersonBlock(who, Block(first, block.last, tally, least)))
            waiting[who] = []
    return tuple(told)


def told_between(blocks: Iterable[Block], first: date, last: date) -> Tally:
    """Return the sum of the blocks that lie whole between two days, both included."""
    return added(block.tally for block in blocks if block.lies_in(first, last))


def added(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies."""
    return sum(tallies, start=Tally())


def _by_person(block: Block, sums: Mapping[tuple[int, date], Tally]) -> dict[int, Tally]:
    held: dict[int, Tally] = {}
    for (who, month), tally in sums.items():
        if tally.count and block.first <= month <= block.last:
            held[who] = held.get(who, Tally()) + tally
    return held


def _alone(block: Block, here: Mapping[int, Tally]) -> set[int]:
    """Return who has enough in the block itself, without the smallest where the others would be a few."""
    able = {who for who, tally in here.items() if tally.count >= block.least}
    rest = block.tally.count - sum(here[who].count for who in able)
    if able and 0 < rest < block.least:
        able.remove(min(able, key=lambda who: (here[who].count, who)))
    return able
