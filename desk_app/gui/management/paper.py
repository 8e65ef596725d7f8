"""The charter's figures on paper: the whole report, and the page that is fit to publish."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from desk_app.core.compliance import ComplianceLine, ComplianceReport, Count, MeasureKind
from desk_app.gui.i18n import tr
from desk_app.gui.management import words
from desk_app.gui.paper import Bars, Block, Facts, Heading, Items, Prose, Sheet
from desk_app.gui.paper_series import Series

TOO_FEW = 5
"""Of fewer cases than these nothing but that is published: they could tell who somebody is."""
_OF_STAFF = "cautions_done"


def report_sheet(report: ComplianceReport, branch: str, printed_at: datetime) -> Sheet:
    """Return the report with its counts, its twelve weeks and how each is counted; bars have numbers."""
    report = fit_for_files(report)
    how = tuple(f"{_name(line)}: {line.measure.how}" for line in report.lines)
    left_out = tr("Cautions and trainings are in no file: in a small office they would tell who.")
    blocks = (
        *_figures(report, _said),
        *_weeks(report),
        Heading(tr("How it is counted")),
        Items((*how, left_out)),
    )
    return Sheet(
        tr("How well the charter is kept"), blocks, under=_under(report, branch), printed_at=printed_at
    )


def publication_sheet(report: ComplianceReport, branch: str) -> Sheet:
    """Return the page to publish: rates alone, no counts, nothing of fewer than five cases.

    Weeks are not on it: most of them are of so few.
    """
    report = fit_for_files(report)
    few = tr("“Fewer than {count}” stands where so few cases could tell who somebody is.", count=TOO_FEW)
    blocks = (*_figures(report, said_in_public), Prose(few, quiet=True))
    return Sheet(tr("How well we keep our charter"), blocks, under=_under(report, branch))


def fit_for_files(report: ComplianceReport) -> ComplianceReport:
    """Return the report without cautions and trainings: that there was one tells who, in a small office."""
    return replace(report, lines=tuple(one for one in report.lines if one.measure.key != _OF_STAFF))


def said_in_public(line: ComplianceLine) -> str:
    """Return a figure as it may be published."""
    if 0 < line.all < TOO_FEW:
        return tr("Fewer than {count}", count=TOO_FEW)
    return words.say_figure(line.measure, words.count_of(line))


def _said(line: ComplianceLine) -> str:
    return words.say_whole(line.measure, words.count_of(line))


def _figures(report: ComplianceReport, said: Callable[[ComplianceLine], str]) -> tuple[Block, ...]:
    rates = [line for line in report.lines if line.measure.kind is MeasureKind.RATE]
    other = [line for line in report.lines if line.measure.kind is not MeasureKind.RATE]
    public = said is said_in_public
    bars = tuple(
        (
            _name(line),
            None if line.rate is None or (public and line.all < TOO_FEW) else line.rate * 100,
            said(line),
        )
        for line in rates
    )
    facts = tuple((_name(line), said(line)) for line in other)
    return Heading(tr("Rate kept")), Bars(bars), Heading(tr("Other figures")), Facts(facts)


def _weeks(report: ComplianceReport) -> tuple[Block, ...]:
    heads = tuple(f"{first.month}/{first.day}" for first, _last in report.weeks)
    rows = tuple(
        (_name(line), tuple(zip(words.heights(line), map(partial(_in_week, line), line.weeks), strict=True)))
        for line in report.lines
        if words.has_weeks(line)
    )
    how = tr("By the first day of each week: kept/all of a rate, else the figure; – where there was no case.")
    return Heading(tr("Last 12 weeks")), Series(heads, rows), Prose(how, quiet=True)


def _in_week(line: ComplianceLine, week: Count) -> str:
    if not week.all:
        return "–"
    if line.measure.kind is MeasureKind.RATE:
        return f"{week.kept}/{week.all}"
    figure = week.all if line.measure.kind is MeasureKind.NUMBER else week.value
    return "–" if figure is None else f"{figure:g}"


def _name(line: ComplianceLine) -> str:
    return f"{words.clause_mark(line.clause_id)}  {line.measure.title}"


def _under(report: ComplianceReport, branch: str) -> str:
    return f"{branch} · {report.first:%Y.%m.%d}–{report.last:%Y.%m.%d}"
