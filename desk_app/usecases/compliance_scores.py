"""Figures of the charter that are no rate of cases: answers to the survey, which nobody stands behind."""

from collections.abc import Callable, Mapping

from db.transactions import Tx
from desk_app.core.surveys import Tally, tally_of
from desk_app.usecases.compliance_cases import Span
from desk_app.usecases.survey_results import load_baselines
from desk_app.usecases.surveys import count_surveys
from desk_app.usecases.yearly_surveys import told_years

Score = tuple[float | None, int, float | None]
"""The figure, how many answers it is of, and what it is held against."""


def _taken(tx: Tx, span: Span) -> Score:
    """Return how many answers are told of the whole months in the span."""
    return None, count_surveys(tx, first=span.first, last=span.last).count, None


def _answers(tx: Tx, span: Span) -> Score:
    """Return their mean: single days would tell single answers."""
    return _figure(count_surveys(tx, first=span.first, last=span.last), None)


def _sheets(tx: Tx, span: Span) -> Score:
    """Return the mean of the yearly sheets of the year in which the span ends (`III-4`)."""
    told = tally_of(sheet.score for sheet in told_years(tx).get(span.last.year, ()))
    return _figure(told, load_baselines()[-1].score)


def _figure(told: Tally, target: float | None) -> Score:
    return None if told.mean is None else round(told.mean, 1), told.count, target


SCORES: Mapping[str, Callable[[Tx, Span], Score]] = {
    "surveys_taken": _taken,
    "survey_score": _answers,
    "yearly_score": _sheets,
}
"""What gives the figure of a measure without rows, by the measure's key."""
