"""How the survey's figures and troubles are said on screen and on paper."""

from collections.abc import Sequence
from datetime import date

from desk_app.core.surveys import Baseline, Tally
from desk_app.core.yearly_surveys import WrongLine
from desk_app.gui.i18n import mark, tr
from desk_app.usecases.survey_results import BlockResult

ANSWERS = (
    (5, mark("Very satisfied")),
    (4, mark("Satisfied")),
    (3, mark("Neither")),
    (2, mark("Dissatisfied")),
    (1, mark("Very dissatisfied")),
)
QUESTION = mark("How satisfied are you with the way you were received today?")
NO_NAME = mark("Your name is not asked for, and no one can tell who answered.")
MOST_WRONG = 8
_WRONG = {
    "unknown_column": mark("line {line}: the column {value} is not asked for. Take it out."),
    "twice": mark("line {line}: the column {value} stands twice."),
    "no_column": mark("line {line}: the column {value} is missing."),
    "no_sheets": mark("There are no answers in the file."),
    "not_points": mark("line {line}: {column} holds {value}. Write a whole number within the points."),
    "no_points": mark("line {line}: no question is answered."),
    "too_many": mark("line {line}: there are more cells than columns."),
    "too_long": mark("line {line}: {column} is too long."),
}


def say_months(first: date, last: date) -> str:
    """Return months told together, by any day of the first and the last: 2026. 11., 2026. 9.–11."""
    told = tr("{year}. {month}.", year=first.year, month=first.month)
    if (first.year, first.month) == (last.year, last.month):
        return told
    until = (
        f"{last.month}."
        if last.year == first.year
        else tr("{year}. {month}.", year=last.year, month=last.month)
    )
    return f"{told}–{until}"


def say_mean(tally: Tally) -> str:
    """Return a mean on 100, or a dash where there is none to tell."""
    return "–" if tally.mean is None else f"{tally.mean:.1f}"


def say_grade(line: Baseline) -> str:
    """Return the grade of a published score, where it has one: A등급."""
    return tr("grade {grade}", grade=line.grade) if line.grade else ""


def say_spread(tally: Tally) -> str:
    """Return the standard deviation, or a dash."""
    return "–" if tally.mean is None or tally.spread is None else f"{tally.spread:.1f}"


def say_count(tally: Tally, small: int) -> str:
    """Return how many answered, and that they are few where they are."""
    if tally.is_small(small):
        return tr("{count} answers · small sample", count=tally.count)
    return tr("{count} answers", count=f"{tally.count:,}") if tally.count else tr("Nothing to tell yet")


def say_share(block: BlockResult) -> str:
    """Return the share of contacts that were answered about; of no contacts there is none."""
    return f"{block.tally.count / block.contacts:.1%}" if block.contacts else "–"


def say_block(block: BlockResult) -> str:
    """Return what stands behind a line of the table: spread, answers and contacts."""
    return tr(
        "{months} standard deviation {spread}, {count} answers to {contacts} contacts",
        months=say_months(block.first, block.last),
        spread=say_spread(block.tally),
        count=f"{block.tally.count:,}",
        contacts=f"{block.contacts:,}",
    )


def say_wrong(wrong: Sequence[WrongLine]) -> str:
    """Return what is wrong with a file, a line each, the first few of them."""
    lines = [
        tr(_WRONG[one.problem], line=one.line, column=one.column, value=one.value)
        for one in wrong[:MOST_WRONG]
    ]
    if len(wrong) > MOST_WRONG:
        lines.append(tr("and {count} lines more", count=len(wrong) - MOST_WRONG))
    return "\n".join(lines)
