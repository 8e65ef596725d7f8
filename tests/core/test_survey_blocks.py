"""What is told of survey answers: whatever is asked for, and added and taken away, covers enough of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.survey_blocks import (
    Block,
    MonthSum,
    PersonBlock,
    added,
    blocks_by_person,
    blocks_of,
    told_between,
)
from desk_app.core.surveys import Tally, months_back, tally_of

MONTHS = months_back(date(2026, 12, 1), 6)
UNNAMED = 0
PRIME = 1_000_003
SCORES = st.lists(st.sampled_from([0, 25, 50, 75, 100]), max_size=7)
Cell = tuple[int, date]
Answers = dict[Cell, list[int]]
"""The scores of every answer by whom it was about and its month; nobody is 0."""
CELLS = st.tuples(st.integers(UNNAMED, 3), st.sampled_from(MONTHS))
OFFICES = st.dictionaries(CELLS, SCORES, max_size=14)
COUNTS = st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 6]), min_size=12, max_size=12)
LEASTS = st.integers(3, 4)


def told(answers: Answers, least: int) -> tuple[tuple[Block, ...], tuple[PersonBlock, ...]]:
    months = {month for _, month in answers}
    sums = [
        MonthSum(month, added(tally_of(held) for (_, of), held in answers.items() if of == month), least)
        for month in months
    ]
    blocks = blocks_of(sums)
    people = {cell: tally_of(held) for cell, held in answers.items() if cell[0] != UNNAMED}
    return blocks, blocks_by_person(blocks, people)


def test_a_month_of_a_few_is_told_with_the_next_and_the_last_few_are_held_back() -> None:
    counts = [2, 0, 4, 6, 3, 1]
    months = [
        MonthSum(month, tally_of([100] * count), 5) for month, count in zip(MONTHS, counts, strict=True)
    ]
    told_blocks = blocks_of(reversed(months))
    assert [(block.first, block.last, block.tally.count) for block in told_blocks] == [
        (date(2026, 7, 1), date(2026, 9, 30), 6),
        (date(2026, 10, 1), date(2026, 10, 31), 6),
    ]


def test_a_span_counts_the_blocks_that_lie_whole_in_it() -> None:
    blocks = [
        Block(date(2026, 4, 1), date(2026, 5, 31), Tally(5, 500), 5),
        Block(date(2026, 6, 1), date(2026, 6, 30), Tally(6, 300), 5),
    ]
    for first, last, count in (
        (date(2026, 4, 1), date(2026, 6, 30), 11),
        (date(2026, 4, 1), date(2026, 6, 29), 5),
        (date(2026, 4, 2), date(2026, 6, 30), 6),
        (date(2026, 5, 1), date(2026, 5, 31), 0),
    ):
        assert told_between(blocks, first, last).count == count


def test_a_raised_least_changes_nothing_that_was_told() -> None:
    before = [MonthSum(MONTHS[0], tally_of([100] * 3), 3), MonthSum(MONTHS[1], tally_of([0] * 3), 3)]
    after = MonthSum(MONTHS[2], tally_of([50] * 5), 10)
    assert blocks_of([*before, after]) == blocks_of(before)


def test_whoever_has_enough_is_told_and_the_last_one_is_not_left_over() -> None:
    month = MONTHS[0]
    answers: Answers = {(1, month): [100] * 6, (2, month): [50] * 7, (3, month): [0]}
    _, people = told(answers, 5)
    assert [(each.staff_id, each.block.tally.mean) for each in people] == [(2, 50)]
    _, people = told(answers | {(UNNAMED, month): [0] * 4}, 5)
    assert [(each.staff_id, each.block.tally.mean) for each in people] == [(1, 100), (2, 50)]
    _, people = told({(1, month): [100] * 6, (2, month): [50] * 7}, 5)
    assert [each.staff_id for each in people] == [1, 2]


def test_a_few_of_one_person_add_up_over_blocks_where_enough_others_hide_them() -> None:
    answers: Answers = {(1, month): [100, 75] for month in MONTHS[:3]}
    answers |= {(UNNAMED, month): [50] * 5 for month in MONTHS[:3]}
    _, (own,) = told(answers, 5)
    assert (own.block.first, own.block.last, own.block.tally.count) == (MONTHS[0], date(2026, 9, 30), 6)
    both = answers | {(2, month): [25] * 2 for month in MONTHS[:3]}
    assert [each.staff_id for each in told(both, 5)[1]] == [1, 2]
    answers |= {(UNNAMED, month): [50] * 4 for month in MONTHS[:3]}
    assert told(answers, 5)[1] == ()
    both = answers | {(2, month): [25] * 2 for month in MONTHS[:3]}
    assert [each.staff_id for each in told(both, 5)[1]] == [1]  # the other hides the first


@given(OFFICES, LEASTS, st.integers(0, 6))
def test_what_was_told_never_changes(answers: Answers, least: int, over: int) -> None:
    until = MONTHS[:over]
    before = told({cell: held for cell, held in answers.items() if cell[1] in until}, least)
    for was, now in zip(before, told(answers, least), strict=True):
        assert now[: len(was)] == was


@given(OFFICES, LEASTS)
def test_two_spans_differ_by_nothing_or_by_enough_answers(answers: Answers, least: int) -> None:
    blocks, people = told(answers, least)
    own = [[each.block for each in people if each.staff_id == who] for who in (1, 2, 3)]
    for family in (blocks, *own):
        spans = [(first, last) for first in MONTHS for last in MONTHS if first <= last]
        covered = [{block for block in family if block.lies_in(*span)} for span in spans]
        for some, others in combinations(covered, 2):
            differing = added(block.tally for block in some ^ others).count
            assert differing == 0 or differing >= least


@given(COUNTS, LEASTS)
def test_nothing_that_can_be_added_up_or_taken_away_is_a_few_answers(counts: list[int], least: int) -> None:
    """Whatever sums of told figures leave must not lie in fewer than `least` answers.

    Each told figure is a row over the cells, 1 where it counts them. Some sum of rows leaves nothing but a
    part of the cells S just where the rows without S have a lower rank. Every cell has a bit of its own in
    place of its squares, so that a told figure says which cells it counts.
    """
    every = [(who, month) for month in MONTHS[:4] for who in (UNNAMED, 1, 2)]
    answers = {cell: count for cell, count in zip(every, counts, strict=True) if count}
    cells = list(answers)
    marked = {cell: Tally(answers[cell], 0, 2**at) for at, cell in enumerate(cells)}
    months = {month for _, month in cells}
    blocks = blocks_of(
        MonthSum(month, added(marked[cell] for cell in cells if cell[1] == month), least) for month in months
    )
    people = blocks_by_person(blocks, {cell: marked[cell] for cell in cells if cell[0] != UNNAMED})
    figures = [
        [bool(int(tally.squares) >> at & 1) for at in range(len(cells))]
        for tally in (*(block.tally for block in blocks), *(each.block.tally for each in people))
    ]
    whole = rank(figures)
    for few in sets_of_few(answers, least):
        rest = [[told for cell, told in zip(cells, row, strict=True) if cell not in few] for row in figures]
        assert rank(rest) == whole, few


def sets_of_few(answers: Mapping[Cell, int], least: int) -> Iterator[set[Cell]]:
    for size in range(1, least):
        for some in combinations(answers, size):
            if sum(answers[cell] for cell in some) < least:
                yield set(some)


def rank(rows: Sequence[Sequence[bool]]) -> int:
    """Return the rank, worked out modulo a prime that is greater than any minor of twelve columns."""
    left = [[int(each) for each in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        at = next((row for row in range(found, len(left)) if left[row][column]), None)
        if at is None:
            continue
        left[found], left[at] = left[at], left[found]
        inverse = pow(left[found][column], -1, PRIME)
        for row in range(found + 1, len(left)):
            factor = left[row][column] * inverse % PRIME
            pairs = zip(left[row], left[found], strict=True)
            left[row] = [(one - factor * two) % PRIME for one, two in pairs]
        found += 1
    return found
