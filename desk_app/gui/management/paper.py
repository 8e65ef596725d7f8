"""The charter's figures on paper: the whole report, and the page that is fit to publish."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from desk_app.core.compliance import ComplianceLine, ComplianceReport, MeasureKind
from desk_app.gui.i18n import tr
from desk_app.gui.management import words
from desk_app.gui.paper import Bars, Block, Facts, Heading, Items, Prose, Sheet

TOO_FEW = 5
"""Of fewer cases than these nothing but that is published: they could tell who somebody is."""
_OF_STAFF = "cautions_done"


def report_sheet(report: ComplianceReport, branch: str, printed_at: datetime) -> Sheet:
    """Return the report with its counts and how each is counted; every bar has its number beside it."""
    how = tuple(f"{_name(line)}: {line.measure.how}" for line in report.lines)
    blocks = (*_figures(report, _said), Heading(tr("How it is counted")), Items(how))
    return Sheet(
        tr("How well the charter is kept"), blocks, under=_under(report, branch), printed_at=printed_at
    )


def publication_sheet(report: ComplianceReport, branch: str) -> Sheet:
    """Return the page to publish: rates alone, no counts, nothing of fewer than five cases.

    That somebody was cautioned at all would tell who, in a small office, so those actions are not on it.
    """
    report = replace(report, lines=tuple(one for one in report.lines if one.measure.key != _OF_STAFF))
    few = tr("“Fewer than {count}” stands where so few cases could tell who somebody is.", count=TOO_FEW)
    blocks = (*_figures(report, said_in_public), Prose(few, quiet=True))
    return Sheet(tr("How well we keep our charter"), blocks, under=_under(report, branch))


def said_in_public(line: ComplianceLine) -> str:
    """Return a figure as it may be published."""
    if 0 < line.all < TOO_FEW:
        return tr("Fewer than {count}", count=TOO_FEW)
    return words.say_figure(line.measure, words.count_of(line))


def _said(line: ComplianceLine) -> str:
    count = words.count_of(line)
    figure = words.say_figure(line.measure, count)
    plain = line.measure.kind is MeasureKind.NUMBER or not line.all
    return figure if plain else f"{words.say_count(line.measure, count)} · {figure}"


def _figures(report: ComplianceReport, said: Callable[[ComplianceLine], str]) -> tuple[Block, ...]:
    rates = [line for line in report.lines if line.measure.kind is MeasureKind.RATE]
    other = [line for line in report.lines if line.measure.kind is not MeasureKind.RATE]
    public = said is said_in_public
    bars = tuple(
        (_name(line), 0.0 if public and line.all < TOO_FEW else (line.rate or 0.0) * 100, said(line))
        for line in rates
    )
    facts = tuple((_name(line), said(line)) for line in other)
    return Heading(tr("Rate kept")), Bars(bars), Heading(tr("Other figures")), Facts(facts)


def _name(line: ComplianceLine) -> str:
    return f"{words.clause_mark(line.clause_id)}  {line.measure.title}"


def _under(report: ComplianceReport, branch: str) -> str:
    return f"{branch} · {report.first:%Y.%m.%d}–{report.last:%Y.%m.%d}"
