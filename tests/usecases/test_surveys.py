"""The survey as it is answered and told: what is kept, what the figures are, what cannot be found out."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from itertools import product

import pytest
import sqlalchemy as sa

from db import models
from desk_app.core.clock import seoul_at
from desk_app.core.errors import BadInput, NotAllowed, NotFound
from desk_app.core.surveys import Tally
from desk_app.usecases.compliance import read_compliance
from desk_app.usecases.office import change_settings, read_office
from desk_app.usecases.survey_results import read_publication, read_results
from desk_app.usecases.survey_words import list_words
from desk_app.usecases.surveys import answer_survey, count_surveys, staff_scores
from tests.builders import Office
from tests.surveys import answers

TODAY = date(2026, 11, 24)
AUGUST, SEPTEMBER, OCTOBER = (date(2026, month, 15) for month in (8, 9, 10))
LEAST = 5
KEPT = (models.SurveyScore, models.SurveyTally, models.SurveyWord)


def rows(office: Office, model: type[models.Base]) -> list[tuple[object, ...]]:
    """Return the rows of a table, whole, by their first columns."""
    with office.engine.connect() as connection:
        found = connection.execute(sa.select(model.__table__).order_by(*model.__table__.columns[:2]))
        return [tuple(row) for row in found]


def told(office: Office, first: date, last: date) -> Tally:
    return office.desk.run(count_surveys, first=first, last=last).value


# -- what is kept ------------------------------------------------------------------------------


def test_of_an_answer_only_sums_of_its_month_and_a_word_are_kept(office: Office) -> None:
    office.record(customer_name="강지훈", phone="010-2481-7736")
    logged = len(rows(office, models.Access)), len(rows(office, models.Change))
    haneul = office.people["김하늘"].id
    for points in (5, 1, 5):
        done = office.desk.run(answer_survey, points=points, word="강*훈 010-2481-7736", served_by_id=haneul)
        assert done.value is None
    first = TODAY.replace(day=1)
    assert rows(office, models.SurveyScore) == [(first, 0, 1, LEAST), (first, 100, 2, LEAST)]
    assert rows(office, models.SurveyTally) == [(haneul, first, 3, 200)]
    words = rows(office, models.SurveyWord)
    assert {row[1:] for row in words} == {(first, "강*훈 ***-****-****", False)}
    assert (len(rows(office, models.Access)), len(rows(office, models.Change))) == logged


def test_no_instant_customer_or_contact_can_be_kept_with_an_answer() -> None:
    columns = {(model.__tablename__, column.name) for model in KEPT for column in model.__table__.columns}
    assert columns == {
        *(("survey_scores", name) for name in ("month", "score", "count", "least")),
        *(("survey_tallies", name) for name in ("staff_id", "month", "count", "total")),
        *(("survey_words", name) for name in ("id", "month", "word", "published")),
    }


def test_keys_of_words_tell_nothing_of_what_came_when(office: Office) -> None:
    for number in range(12):
        office.desk.run(answer_survey, points=5, word=f"{number:02}")
    by_key = [str(row[2]) for row in rows(office, models.SurveyWord)]
    assert by_key != sorted(by_key)


@pytest.mark.parametrize("points", [0, 6])
def test_what_is_not_offered_is_refused_whole(office: Office, points: int) -> None:
    with pytest.raises(BadInput):
        office.desk.run(answer_survey, points=points)
    with pytest.raises(NotFound):
        office.desk.run(answer_survey, points=5, word="말씀", served_by_id=999_999)
    assert [rows(office, model) for model in KEPT] == [[], [], []]


# -- what is told ------------------------------------------------------------------------------


def test_only_whole_months_are_told_and_single_days_tell_nothing(office: Office) -> None:
    answers(office, OCTOBER, 5, 5, 4, 4, 3)  # 100 100 75 75 50: mean 80
    answers(office, date(2026, 10, 31), 1)
    whole = told(office, date(2026, 10, 1), date(2026, 10, 31))
    assert (whole.count, whole.total) == (6, 400)
    for first, last in ((1, 30), (2, 31), (15, 15), (31, 31)):
        assert told(office, date(2026, 10, first), date(2026, 10, last)) == Tally()


def test_a_month_that_goes_on_is_not_told(office: Office) -> None:
    answers(office, TODAY, 5, 5, 5, 5, 1)
    assert told(office, date(2026, 11, 1), date(2026, 11, 30)).count == 0
    office.clock.set(seoul_at(date(2026, 12, 1), time(9)))
    november = told(office, date(2026, 11, 1), date(2026, 11, 30))
    assert (november.count, november.mean) == (5, 80)
    report = office.desk.run(read_compliance, first=date(2026, 11, 1), last=date(2026, 11, 30)).value
    lines = {line.measure.key: (line.all, line.value) for line in report.lines}
    assert (lines["surveys_taken"], lines["survey_score"]) == ((5, None), (5, 80.0))
    report = office.desk.run(read_compliance, first=date(2026, 11, 1), last=date(2026, 11, 29)).value
    lines = {line.measure.key: (line.all, line.value) for line in report.lines}
    assert (lines["surveys_taken"], lines["survey_score"]) == ((0, None), (0, None))


def test_a_month_of_a_few_is_told_with_the_next(office: Office) -> None:
    answers(office, AUGUST, 1, 1)
    answers(office, SEPTEMBER, 5, 5, 5)
    answers(office, OCTOBER, 1, 1, 1, 1)
    assert told(office, date(2026, 8, 1), date(2026, 8, 31)).count == 0
    assert told(office, date(2026, 9, 1), date(2026, 10, 31)).count == 0
    both = told(office, date(2026, 8, 1), date(2026, 10, 31))
    assert (both.count, both.mean) == (5, 60), "October's four are held back"


def test_a_lower_least_takes_nothing_apart_that_is_told_together(office: Office) -> None:
    answers(office, AUGUST, 1, 1, 1)
    answers(office, SEPTEMBER, 5, 5)
    before = office.desk.run(read_results).value.blocks
    view = office.desk.run(read_office).value
    lower = replace(view.settings, survey_least=3)
    office.boss.run(change_settings, seen_version=view.version, settings=lower)
    after = office.desk.run(read_results).value
    assert (after.blocks, after.least) == (before, 3)


def test_whom_answers_were_about_is_told_of_enough_in_whole_months(office: Office) -> None:
    answers(office, OCTOBER, 5, 5, 5, 5, 3, served_by="김하늘")
    answers(office, OCTOBER, 5, 5, 5, 5, served_by="이수민")
    answers(office, TODAY, *[1] * 9, served_by="김하늘")
    haneul = office.people["김하늘"].id
    half = {"first": date(2026, 7, 1), "last": date(2026, 12, 31)}
    assert office.boss.run(staff_scores, **half).value == (), "else 이수민's four were what is left"
    answers(office, OCTOBER, 4)
    scores = office.boss.run(staff_scores, **half).value
    assert [(score.staff_id, score.count, score.mean) for score in scores] == [(haneul, 5, 90)]
    assert office.boss.run(staff_scores, first=date(2026, 10, 2), last=date(2026, 12, 31)).value == ()
    with pytest.raises(NotAllowed):
        office.desk.run(staff_scores, **half)


# -- what cannot be found out ------------------------------------------------------------------

DAYS = [date(2026, 6, 1), date(2026, 6, 29), date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 31)]
DAYS += [date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 24)]
SPANS = [(first, last) for first, last in product(DAYS, DAYS) if first <= last]
ABOUT = (None, "김하늘", "이수민", "최민호")


def figures(office: Office) -> Iterator[tuple[str, int, float]]:
    """Yield whatever the program tells anybody of answers: where, how many, and the sum of their scores.

    Reports, workbooks, pages to publish and `desk-app charter` are made of these and of nothing else.
    """
    for first, last in SPANS:
        whole = told(office, first, last)
        yield f"all {first} {last}", whole.count, whole.total
        for one in office.boss.run(staff_scores, first=first, last=last).value:
            yield f"{one.staff_id} {first} {last}", one.count, one.count * one.mean
    report = office.boss.run(read_compliance, first=DAYS[0], last=DAYS[-1]).value
    for line in report.lines:
        if line.measure.key in {"surveys_taken", "survey_score"}:
            assert not any(week.all for week in line.weeks)
            yield line.measure.key, line.all, line.value or 0
    results = office.boss.run(read_publication, year=2026).value.results
    for block in results.blocks:
        yield f"block {block.first} {block.last}", block.tally.count, block.tally.total
    for year in results.years:
        yield f"year {year.year}", year.answers.count, year.answers.total
    yield "words", len(office.boss.run(list_words).value), 0


@pytest.mark.parametrize("seed", range(3))
def test_no_span_differs_from_another_by_a_few_answers(office: Office, seed: int) -> None:
    rng = random.Random(seed)
    for month in range(6, 11):
        for about in ABOUT:
            day = date(2026, month, rng.randint(1, 28))
            answers(office, day, *rng.choices(range(1, 6), k=rng.randint(0, 6)), served_by=about)
    counts = {(first, last): told(office, first, last).count for first, last in SPANS}
    assert any(counts.values())
    for (first, last), (begin, end) in product(SPANS, SPANS):
        if first <= begin and end <= last:
            fewer = counts[first, last] - counts[begin, end]
            assert fewer == 0 or fewer >= LEAST


def test_one_more_answer_changes_nothing_that_anybody_sees(office: Office) -> None:
    answers(office, AUGUST, 5, 4, 3, 5, 1, served_by="김하늘")
    answers(office, SEPTEMBER, 5, 4, 3, word="조용함", served_by="이수민")
    for day in (TODAY, date(2026, 12, 3)):
        office.clock.set(seoul_at(day, time(9)))
        before = set(figures(office))
        office.desk.run(answer_survey, points=1, word="늦음", served_by_id=office.people["이수민"].id)
        assert set(figures(office)) == before
    office.clock.set(seoul_at(date(2027, 1, 4), time(9)))
    assert [block.tally.count for block in office.desk.run(read_results).value.blocks] == [5, 5]
    assert [view.word for view in office.boss.run(list_words).value] == ["늦음", "늦음", *["조용함"] * 3]
