"""The results page: blocks of months with their contacts, years, base lines, and what is still held back."""

from datetime import date, time

import pytest

from desk_app.core.clock import seoul_at
from desk_app.usecases.survey_results import read_publication, read_results
from tests.builders import Office
from tests.surveys import answers

AUGUST, OCTOBER = date(2026, 8, 15), date(2026, 10, 15)


def test_blocks_are_told_with_contacts_beside_them(office: Office) -> None:
    answers(office, AUGUST, 5, 5)
    answers(office, date(2026, 9, 15), 4, 4, 3)  # 100 100 75 75 50: mean 80
    answers(office, OCTOBER, 1)
    now = office.now
    for month in (8, 9, 9, 10):
        office.clock.set(seoul_at(date(2026, month, 16), time(10)))
        office.record()
    office.clock.set(now)
    results = office.desk.run(read_results).value
    (block,) = results.blocks
    assert (block.first, block.last) == (date(2026, 8, 1), date(2026, 9, 30))
    assert (block.tally.count, block.tally.mean, block.contacts) == (5, 80, 3)
    assert block.tally.spread == pytest.approx(20.916, abs=0.001)
    assert (results.waiting_since, results.least, results.small) == (date(2026, 10, 1), 5, 30)
    assert [(line.year, line.score) for line in results.baselines] == [(2015, 82.8), (2016, 91.4)]


def test_of_no_answers_nothing_is_told(office: Office) -> None:
    results = office.desk.run(read_results).value
    assert (results.blocks, results.years, results.waiting_since) == ((), (), date(2026, 11, 1))


def test_months_over_the_turn_of_a_year_belong_to_neither(office: Office) -> None:
    answers(office, date(2025, 12, 15), 5, 5)
    answers(office, date(2026, 1, 15), 5, 5, 5)
    answers(office, OCTOBER, 1, 1, 1, 1, 1)
    results = office.desk.run(read_results).value
    assert [(year.year, year.answers.count, year.answers.mean) for year in results.years] == [(2026, 5, 0)]
    assert [block.first for block in results.blocks] == [date(2025, 12, 1), date(2026, 10, 1)]
    assert office.boss.run(read_publication, year=2025).value.year.answers.count == 0
