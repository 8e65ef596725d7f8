"""Figures of the charter that are no rate of cases: answers to the survey, which nobody stands behind."""

from collections.abc import Callable, Mapping

import sqlalchemy as sa

from db.models import SurveySheet
from db.transactions import Tx
from desk_app.core.compliance import end_of_month
from desk_app.core.surveys import Tally, month_of
from desk_app.usecases.compliance_cases import Span
from desk_app.usecases.office import office_of
from desk_app.usecases.survey_results import load_baselines
from desk_app.usecases.surveys import count_surveys

Score = tuple[float | None, int, float | None]
"""The figure, how many answers it is of, and what it is held against."""


def _taken(tx: Tx, span: Span) -> Score:
    """Return how many answers were taken in the span."""
    return None, count_surveys(tx, first=span.first, last=span.last).taken, None


def _answers(tx: Tx, span: Span) -> Score:
    """Return the mean of the months that the span touches: single days would tell single answers."""
    told = count_surveys(tx, first=month_of(span.first), last=end_of_month(span.last)).told
    return _figure(told, None)


def _sheets(tx: Tx, span: Span) -> Score:
    """Return the mean of the yearly sheets of the year in which the span ends (`III-4`)."""
    row = tx.connection.execute(
        sa.select(sa.func.count(), sa.func.sum(SurveySheet.score)).where(SurveySheet.year == span.last.year)
    ).one()
    told = Tally(row[0], float(row[1] or 0)).shown(office_of(tx).settings.survey_least)
    return _figure(told, load_baselines()[-1].score)


def _figure(told: Tally, target: float | None) -> Score:
    return None if told.mean is None else round(told.mean, 1), told.count, target


SCORES: Mapping[str, Callable[[Tx, Span], Score]] = {
    "surveys_taken": _taken,
    "survey_score": _answers,
    "yearly_score": _sheets,
}
"""What gives the figure of a measure without rows, by the measure's key."""
