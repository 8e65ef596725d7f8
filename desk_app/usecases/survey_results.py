"""The results of the survey: by month, way and year, beside the published base lines, and fit to publish."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from itertools import pairwise

import sqlalchemy as sa

import resources
from db.models import Contact, SurveyAnswer, SurveySheet
from db.transactions import Tx
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.staff import SUPERVISORS
from desk_app.core.surveys import (
    Baseline,
    Tally,
    Way,
    counted_until,
    months_back,
    read_baselines,
    score_of,
    tally_of,
    told_together,
)
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.yearly_surveys import load_sheet

MONTHS = 12
YEARS = 5


@cache
def load_baselines() -> tuple[Baseline, ...]:
    """Return the published scores of the government's survey, oldest first."""
    return read_baselines(resources.read_text("surveys/baselines.toml"))


@dataclass(frozen=True)
class MonthResult:
    """One month from its `first` day: its tally, whole and by way; answers taken so far, and contacts.

    The tally leaves out the week that is not over; it has no mean where too few answered.
    """

    first: date
    tally: Tally
    ways: tuple[tuple[Way, Tally], ...]
    taken: int
    contacts: int


@dataclass(frozen=True)
class YearResult:
    """One year: the one question's tally, the yearly sheets' tally, and theirs by question."""

    year: int
    answers: Tally
    sheets: Tally
    questions: tuple[tuple[str, Tally], ...]


@dataclass(frozen=True)
class SurveyResults:
    """Everything the page shows: twelve months and the years, oldest first, and the base lines.

    A tally of fewer than `small` is a small sample.
    """

    until: date
    small: int
    baselines: tuple[Baseline, ...]
    months: tuple[MonthResult, ...]
    years: tuple[YearResult, ...]


@dataclass(frozen=True)
class Publication:
    """What may be published of a year: figures that nobody can be told from, and the words ticked."""

    results: SurveyResults
    year: YearResult
    words: tuple[str, ...]


@usecase(reads=True)
def read_results(tx: Tx) -> SurveyResults:
    """Return the results as they stand: four statements, however many answers there are."""
    return _results(tx)


@usecase(needs=SUPERVISORS, reads=True)
def read_publication(tx: Tx, *, year: int) -> Publication:
    """Return the page to publish about a year; words stand on it only where a supervisor ticked them."""
    results = _results(tx)
    found = next((each for each in results.years if each.year == year), None)
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    words = tx.connection.scalars(
        sa.union_all(
            sa.select(SurveyAnswer.word).where(
                SurveyAnswer.published,
                SurveyAnswer.on_date >= first,
                SurveyAnswer.on_date < after,
                SurveyAnswer.on_date <= results.until,
            ),
            sa.select(SurveySheet.word).where(SurveySheet.published, SurveySheet.year == year),
        )
    )
    return Publication(results, found or YearResult(year, Tally(), Tally(), ()), tuple(sorted(words)))


def _results(tx: Tx) -> SurveyResults:
    today = seoul(tx.now).date()
    settings = office_of(tx).settings
    first, least = date(today.year - YEARS + 1, 1, 1), settings.survey_least
    until = counted_until(today)
    answers = _answers(tx, first, until)
    contacts = _contacts(tx, months_back(today, MONTHS))
    months = []
    for month, held in contacts.items():
        ways = {way: told for (of, way), (told, _) in answers.items() if of == month and told.count}
        taken = sum(taken for (of, _), (_, taken) in answers.items() if of == month)
        # One way's figures less the other's are the few answers that came by it: then neither is told.
        few = any(told.count < least for told in ways.values())
        shown = tuple((way, Tally(ways[way].count) if few else ways[way]) for way in Way if way in ways)
        months.append(MonthResult(month, _sum(ways.values()).shown(least), shown, taken, held))
    return SurveyResults(
        until, settings.survey_small, load_baselines(), tuple(months), _years(tx, first.year, least, answers)
    )


_Answers = dict[tuple[date, Way], tuple[Tally, int]]


def _answers(tx: Tx, first: date, until: date) -> _Answers:
    """Return by month and way what may be told, and how many answers there are in all."""
    told = SurveyAnswer.on_date <= until
    year, month = sa.extract("year", SurveyAnswer.on_date), sa.extract("month", SurveyAnswer.on_date)
    rows = tx.connection.execute(
        sa.select(
            year.label("year"),
            month.label("month"),
            SurveyAnswer.way,
            sa.func.count().label("taken"),
            sa.func.count().filter(told).label("told"),
            sa.func.sum(SurveyAnswer.score).filter(told).label("total"),
            sa.func.sum(SurveyAnswer.score * SurveyAnswer.score).filter(told).label("squares"),
        )
        .where(SurveyAnswer.on_date >= first)
        .group_by(year, month, SurveyAnswer.way)
    )
    return {
        (date(int(r.year), int(r.month), 1), r.way): (
            Tally(r.told, float(r.total or 0), float(r.squares or 0)),
            r.taken,
        )
        for r in rows
    }


def _contacts(tx: Tx, months: tuple[date, ...]) -> dict[date, int]:
    """Return how many contacts were recorded in each of these months, by Seoul's calendar."""
    last = months[-1]
    ends = (*months[1:], date(last.year + last.month // 12, last.month % 12 + 1, 1))
    begins = [seoul_at(day, time(0)) for day in (*months, ends[-1])]
    counts = [
        sa.func.count().filter(Contact.started_at >= begin, Contact.started_at < end)
        for begin, end in pairwise(begins)
    ]
    row = tx.connection.execute(sa.select(*counts).where(Contact.started_at >= begins[0])).one()
    return dict(zip(months, row, strict=True))


def _years(tx: Tx, first: int, least: int, answers: _Answers) -> tuple[YearResult, ...]:
    sheet = load_sheet()
    filled: dict[int, list[tuple[dict[str, int], float]]] = {}
    rows = tx.connection.execute(
        sa.select(SurveySheet.year, SurveySheet.points, SurveySheet.score).where(SurveySheet.year >= first)
    )
    for row in rows:
        filled.setdefault(row.year, []).append((row.points, row.score))
    found = []
    for year in sorted({*filled, *(month.year for month, _ in answers)}):
        held = filled.get(year, [])
        questions = tuple(
            (question.name, tally_of(_scores(question.id, held, sheet.points)).shown(least))
            for question in sheet.questions
            if held
        )
        of_year = {month for month, _ in answers if month.year == year}
        told = told_together((_of_month(answers, month) for month in of_year), least)
        sheets = tally_of(score for _, score in held)
        found.append(YearResult(year, told, sheets.shown(least), questions))
    return tuple(found)


def _of_month(answers: _Answers, first: date) -> Tally:
    return _sum(tally for (month, _), (tally, _) in answers.items() if month == first)


def _scores(question: str, held: Iterable[tuple[Mapping[str, int], float]], most: int) -> Iterator[float]:
    return (score_of(points[question], most) for points, _ in held if question in points)


def _sum(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, start=Tally())
