"""The survey as it is answered, read and published: what the figures are, and what cannot be found out."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from db import models
from desk_app.core.clock import seoul_at
from desk_app.core.errors import BadInput, NotAllowed, NotFound
from desk_app.core.surveys import Tally, Way
from desk_app.usecases.survey_results import read_publication, read_results
from desk_app.usecases.surveys import (
    answer_survey,
    count_surveys,
    list_words,
    publish_word,
    staff_scores,
)
from tests.builders import Office

TODAY = date(2026, 11, 24)  # a Tuesday; the week before ended on the 22nd
LAST_WEEK = date(2026, 11, 18)
OCTOBER = date(2026, 10, 15)


def answers(office: Office, on: date, *points: int, way: Way = Way.PAPER, word: str = "") -> None:
    for each in points:
        office.desk.run(answer_survey, points=each, way=way, word=word, on=on)


def rows(office: Office, model: type[models.Base]) -> list[sa.RowMapping]:
    with office.engine.connect() as connection:
        return list(connection.execute(sa.select(model.__table__)).mappings())


def test_an_answer_holds_nothing_that_leads_back_to_anybody(office: Office) -> None:
    office.record(customer_name="강지훈", phone="010-2481-7736")
    logged = len(rows(office, models.Access)), len(rows(office, models.Change))
    for _ in range(20):
        done = office.desk.run(answer_survey, points=5, way=Way.WINDOW, word="강*훈 010-2481-7736")
        assert done.value is None
    kept = rows(office, models.SurveyAnswer)
    assert set(kept[0]) == {"id", "on_date", "way", "score", "word", "published"}
    assert {(row["on_date"], row["score"], row["word"]) for row in kept} == {
        (TODAY, 100, "강*훈 ***-****-****")
    }
    assert (len(rows(office, models.Access)), len(rows(office, models.Change))) == logged


def test_keys_tell_nothing_of_what_came_when(office: Office) -> None:
    for points in (1, 1, 1, 1, 1, 1, 5, 5, 5, 5, 5, 5):
        office.desk.run(answer_survey, points=points, way=Way.WINDOW)
    by_key = sorted((row["id"], row["score"]) for row in rows(office, models.SurveyAnswer))
    assert [score for _, score in by_key] != [0] * 6 + [100] * 6
    assert min(key for key, _ in by_key) > 2**32


@pytest.mark.parametrize("points", [0, 6])
def test_what_is_not_offered_and_what_is_to_come_are_refused_whole(office: Office, points: int) -> None:
    with pytest.raises(BadInput):
        office.desk.run(answer_survey, points=points, way=Way.PAPER)
    with pytest.raises(BadInput):
        office.desk.run(answer_survey, points=5, way=Way.PAPER, on=TODAY + timedelta(days=1))
    assert rows(office, models.SurveyAnswer) == []


def test_months_are_told_by_way_with_contacts_beside_them(office: Office) -> None:
    answers(office, OCTOBER, 5, 5, 4, 4, 3)  # 100 100 75 75 50: mean 80
    answers(office, LAST_WEEK, 5, 5, 5, 5, 5, way=Way.WINDOW)
    answers(office, LAST_WEEK, 1, 2)
    office.record()
    results = office.desk.run(read_results).value
    assert len(results.months) == 12
    october, november = results.months[-2:]
    assert (october.first, october.tally.count, october.tally.mean) == (date(2026, 10, 1), 5, 80)
    assert october.tally.spread == pytest.approx(20.916, abs=0.001)
    assert november.tally.count == 7
    assert november.tally.mean == pytest.approx(525 / 7)
    assert november.ways == ((Way.WINDOW, Tally(5)), (Way.PAPER, Tally(2)))  # else the two were known
    assert october.ways == ((Way.PAPER, october.tally),)
    assert (november.taken, november.contacts) == (7, 1)
    assert october.contacts == 0
    assert [(line.year, line.score) for line in results.baselines] == [(2015, 82.8), (2016, 91.4)]


def test_this_week_is_counted_and_told_only_when_it_is_over(office: Office) -> None:
    answers(office, TODAY, 5, 5, 5, 5, 1, word="이번 주")
    november = office.boss.run(read_results).value.months[-1]
    assert (november.taken, november.tally) == (5, Tally())
    assert office.boss.run(list_words).value == ()
    taken = office.desk.run(count_surveys, first=date(2026, 11, 1), last=TODAY).value
    assert (taken.taken, taken.told.count) == (5, 0)
    office.clock.set(seoul_at(date(2026, 11, 30), time(9)))
    november = office.boss.run(read_results).value.months[-1]
    assert (november.taken, november.tally.mean) == (5, 80)
    assert len(office.boss.run(list_words).value) == 5


def test_no_mean_is_told_of_a_few(office: Office) -> None:
    answers(office, OCTOBER, 1, 1, 1, 1)
    few = office.boss.run(read_results).value.months[-2].tally
    assert (few.count, few.mean) == (4, None)
    answers(office, OCTOBER, 1)
    assert office.boss.run(read_results).value.months[-2].tally.mean == 0


def test_a_month_of_a_few_cannot_be_worked_out_from_the_year(office: Office) -> None:
    answers(office, OCTOBER, 5, 5, 5, 5, 5)
    answers(office, date(2026, 9, 15), 1, 1)
    (year,) = office.boss.run(read_results).value.years
    assert (year.answers.count, year.answers.mean) == (5, 100)
    answers(office, date(2026, 8, 15), 1, 1, 1)
    (year,) = office.boss.run(read_results).value.years
    assert (year.answers.count, year.answers.mean) == (10, 50)


def test_whom_answers_were_about_is_told_of_enough_in_months_that_are_over(office: Office) -> None:
    haneul, sumin = office.people["김하늘"].id, office.people["이수민"].id
    for served_by, points, on in (
        *((haneul, points, OCTOBER) for points in (5, 5, 5, 5, 3)),
        *((sumin, 5, OCTOBER) for _ in range(4)),
        *((haneul, 1, LAST_WEEK) for _ in range(9)),
    ):
        office.desk.run(answer_survey, points=points, way=Way.WINDOW, on=on, served_by_id=served_by)
    scores = office.boss.run(staff_scores, first=date(2026, 7, 1), last=date(2026, 12, 31)).value
    assert [(score.staff_id, score.count, score.mean) for score in scores] == [(haneul, 5, 90)]
    with pytest.raises(NotAllowed):
        office.desk.run(staff_scores, first=date(2026, 7, 1), last=date(2026, 12, 31))
    with pytest.raises(NotFound):
        office.desk.run(answer_survey, points=5, way=Way.WINDOW, served_by_id=999_999)
    assert len(rows(office, models.SurveyAnswer)) == 18


def test_a_word_is_published_only_when_a_supervisor_ticked_it(office: Office) -> None:
    answers(office, OCTOBER, 5, word="설명이 친절했습니다")
    answers(office, OCTOBER, 1, word="오래 기다렸습니다")
    words = {word.word: word for word in office.boss.run(list_words).value}
    assert {word.since for word in words.values()} == {date(2026, 10, 1)}
    assert office.boss.run(read_publication, year=2026).value.words == ()
    chosen = words["설명이 친절했습니다"].id
    for _ in range(2):  # two desks may tick the same
        office.boss.run(publish_word, word_id=chosen, published=True)
    assert office.boss.run(read_publication, year=2026).value.words == ("설명이 친절했습니다",)
    assert office.boss.run(read_publication, year=2025).value.words == ()
    office.boss.run(publish_word, word_id=chosen, published=False)
    assert office.boss.run(read_publication, year=2026).value.words == ()
    with pytest.raises(NotFound):
        office.boss.run(publish_word, word_id=1, published=True)
    with pytest.raises(NotAllowed):
        office.desk.run(list_words)
    with pytest.raises(NotAllowed):
        office.desk.run(publish_word, word_id=chosen, published=True)
