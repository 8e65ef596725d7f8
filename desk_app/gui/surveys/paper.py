"""The survey on paper: the slip with the one question, the yearly sheet, and the page to publish."""

from desk_app.core.surveys import Baseline, Tally
from desk_app.core.yearly_surveys import YearlySheet
from desk_app.gui.i18n import tr
from desk_app.gui.paper import Bars, Block, Facts, Heading, Items, Large, Prose, Sheet
from desk_app.gui.surveys.words import (
    ANSWERS,
    NO_NAME,
    QUESTION,
    say_count,
    say_grade,
    say_mean,
    say_months,
    say_spread,
)
from desk_app.usecases.survey_results import Publication

_BOX = "□"


def survey_slip() -> Sheet:
    """Return the one question on a small sheet to fill in; nothing on it says whose or which office's."""
    boxes = "\n".join(f"{_BOX}  {tr(words)}" for _points, words in ANSWERS)
    word = tr("A word, if you like")
    return Sheet(
        tr("How was it today?"),
        (
            Prose(tr(QUESTION)),
            Large(boxes),
            Prose(word),
            Prose("\n\n"),
            Prose(tr(NO_NAME), quiet=True),
        ),
        slip=True,
    )


def yearly_paper(sheet: YearlySheet) -> Sheet:
    """Return the yearly sheet to print and fill in."""
    boxes = "   ".join(f"{_BOX} {points}" for points in range(sheet.points, 0, -1))
    ends = f"{sheet.points} = {sheet.best}, 1 = {sheet.worst}"
    return Sheet(
        sheet.title,
        (
            Prose(tr("Tick one box in each line. What you do not want to answer may stay empty.")),
            Prose(ends, quiet=True),
            *(
                block
                for number, question in enumerate(sheet.questions, 1)
                for block in (Heading(f"{number}. {question.text}"), Large(boxes))
            ),
            Heading(tr("A word, if you like")),
            Prose("\n\n\n"),
            Prose(tr(NO_NAME), quiet=True),
        ),
    )


def publication_sheet(shown: Publication, branch: str) -> Sheet:
    """Return the page to publish about a year: figures, base lines, the words that were ticked."""
    results, year = shown.results, shown.year
    small = results.small
    bars = [(str(line.year), line.score, _published(line)) for line in results.baselines]
    yearly = [each for each in results.years if each.year <= year.year]
    sheets = [(each.year, tr("Here, yearly sheet"), each.sheets) for each in yearly]
    for of, name, tally in (*sheets, (year.year, tr("Here, after a visit"), year.answers)):
        if tally.mean is not None:
            bars.append((f"{of} {name}", tally.mean, f"{say_mean(tally)} · {say_count(tally, small)}"))
    months = tuple(
        (say_months(block.first, block.last), _figures(block.tally, small))
        for block in results.blocks
        if block.first.year == block.last.year == year.year
    )
    parts: list[Block] = [
        Bars(tuple(bars)),
        _quiet(tr("2015 and 2016: the government's survey of all offices; the others: this branch.")),
        _quiet(tr("Mean on 100 (very satisfied 100, neither 50, very dissatisfied 0).")),
        _quiet(tr("Fewer than {small} answers are a small sample: chance weighs heavily.", small=small)),
        _quiet(
            tr(
                "Only whole months count; one of fewer than {least} answers is told with the next.",
                least=results.least,
            )
        ),
    ]
    if months:
        parts += [Heading(tr("By month")), Facts(months)]
    if year.questions:
        told = tuple((name, _figures(tally, small)) for name, tally in year.questions)
        parts += [Heading(tr("Yearly sheet, by question")), Facts(told)]
    if shown.words:
        parts += [Heading(tr("What customers said")), Items(shown.words)]
    return Sheet(tr("Customer satisfaction {year}", year=year.year), tuple(parts), under=branch)


def _published(line: Baseline) -> str:
    return " · ".join(part for part in (f"{line.score:.1f}", say_grade(line)) if part)


def _quiet(text: str) -> Prose:
    return Prose(text, quiet=True)


def _figures(tally: Tally, small: int) -> str:
    parts = [say_mean(tally), say_count(tally, small)]
    if tally.mean is not None and tally.spread is not None:
        parts.append(tr("standard deviation {spread}", spread=say_spread(tally)))
    return " · ".join(parts)
