"""The results of the survey: by blocks of months and by year, beside the published base lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache

import sqlalchemy as sa

import resources
from db.models import Contact
from db.transactions import Tx
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.staff import SUPERVISORS
from desk_app.core.survey_blocks import Block, told_between
from desk_app.core.surveys import (
    Baseline,
    Tally,
    month_of,
    months_back,
    read_baselines,
    score_of,
    tally_of,
)
from desk_app.core.yearly_surveys import KeptSheet
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.survey_words import published_words
from desk_app.usecases.surveys import told_blocks
from desk_app.usecases.yearly_surveys import load_sheet, told_years

MONTHS = 12
YEARS = 5


@cache
def load_baselines() -> tuple[Baseline, ...]:
    """Return the published scores of the government's survey, oldest first."""
    return read_baselines(resources.read_text("surveys/baselines.toml"))


@dataclass(frozen=True)
class BlockResult:
    """Months told together, by their first and last day: the answers of them, and contacts meanwhile."""

    first: date
    last: date
    tally: Tally
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
    """Everything the page shows: blocks that end in twelve months, years, oldest first, and the base lines.

    Answers from the month of `waiting_since` on are held back until there are `least`. A tally of fewer than
    `small` is a small sample.
    """

    small: int
    least: int
    waiting_since: date
    baselines: tuple[Baseline, ...]
    blocks: tuple[BlockResult, ...]
    years: tuple[YearResult, ...]


@dataclass(frozen=True)
class Publication:
    """What may be published of a year: its blocks and figures, and the words ticked."""

    results: SurveyResults
    year: YearResult
    words: tuple[str, ...]


@usecase(reads=True)
def read_results(tx: Tx) -> SurveyResults:
    """Return the results as they stand: three statements, however many answers there are."""
    today, settings = seoul(tx.now).date(), office_of(tx).settings
    blocks = told_blocks(tx)
    since = blocks[-1].last + timedelta(days=1) if blocks else month_of(today)
    oldest = months_back(today, MONTHS)[0]
    shown = tuple(block for block in blocks if block.last >= oldest)
    return SurveyResults(
        settings.survey_small,
        settings.survey_least,
        since,
        load_baselines(),
        _with_contacts(tx, shown),
        _years(told_years(tx), blocks, today.year),
    )


@usecase(needs=SUPERVISORS, reads=True)
def read_publication(tx: Tx, *, year: int) -> Publication:
    """Return the page to publish about a year; words stand on it only where a supervisor ticked them."""
    results = read_results(tx)
    found = next((each for each in results.years if each.year == year), None)
    return Publication(results, found or YearResult(year, Tally(), Tally(), ()), published_words(tx, year))


def _with_contacts(tx: Tx, blocks: tuple[Block, ...]) -> tuple[BlockResult, ...]:
    """Return blocks with how many contacts were recorded meanwhile, by Seoul's calendar."""
    if not blocks:
        return ()
    spans = [
        (seoul_at(each.first, time(0)), seoul_at(each.last + timedelta(days=1), time(0))) for each in blocks
    ]
    counts = [
        sa.func.count().filter(Contact.started_at >= begin, Contact.started_at < end) for begin, end in spans
    ]
    row = tx.connection.execute(sa.select(*counts).where(Contact.started_at >= spans[0][0])).one()
    return tuple(
        BlockResult(block.first, block.last, block.tally, count)
        for block, count in zip(blocks, row, strict=True)
    )


def _years(
    sheets: Mapping[int, tuple[KeptSheet, ...]], blocks: tuple[Block, ...], this_year: int
) -> tuple[YearResult, ...]:
    """Return the years of which anything is told; a block over the turn of a year belongs to neither."""
    found = []
    for year in range(this_year - YEARS + 1, this_year + 1):
        held = sheets.get(year, ())
        answers = told_between(blocks, date(year, 1, 1), date(year, 12, 31))
        if held or answers.count:
            told = tally_of(sheet.score for sheet in held)
            found.append(YearResult(year, answers, told, tuple(_questions(held))))
    return tuple(found)


def _questions(sheets: tuple[KeptSheet, ...]) -> Iterator[tuple[str, Tally]]:
    form = load_sheet()
    for question in form.questions:
        points = (sheet.points[question.id] for sheet in sheets if question.id in sheet.points)
        told = tally_of(score_of(each, form.points) for each in points)
        if told.count:
            yield question.name, told
