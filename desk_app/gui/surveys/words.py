"""How the survey's figures and troubles are said on screen and on paper."""

from collections.abc import Sequence
from datetime import date

from desk_app.core.surveys import Tally, Way
from desk_app.core.yearly_surveys import WrongLine
from desk_app.gui.i18n import mark, tr

WAYS = {Way.WINDOW: mark("Customer's screen"), Way.PAPER: mark("On paper")}
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


def say_month(first: date) -> str:
    """Return a month: 2026. 11."""
    return tr("{year}. {month}.", year=first.year, month=first.month)


def say_mean(tally: Tally) -> str:
    """Return a mean on 100, or a dash where there is none to tell."""
    return "–" if tally.mean is None else f"{tally.mean:.1f}"


def say_spread(tally: Tally) -> str:
    """Return the standard deviation, or a dash."""
    return "–" if tally.mean is None or tally.spread is None else f"{tally.spread:.1f}"


def say_count(tally: Tally, small: int) -> str:
    """Return how many answered, and that they are few where they are."""
    if tally.is_small(small):
        return tr("{count} answers · small sample", count=tally.count)
    return tr("{count} answers", count=f"{tally.count:,}") if tally.count else tr("No answers")


def say_ways(first: date, ways: Sequence[tuple[Way, Tally]]) -> str:
    """Return how a month's answers came: 2026. 11. 고객 화면 92.1(31명), 종이 88.0(12명)."""
    told = (
        tr("{way} {mean} ({count})", way=tr(WAYS[way]), mean=say_mean(tally), count=tally.count)
        for way, tally in ways
    )
    return " ".join((say_month(first), ", ".join(told) or tr("No answers")))


def say_share(taken: int, contacts: int) -> str:
    """Return answers out of contacts and their share; no contacts are no share."""
    share = f" · {taken / contacts * 100:.1f}%" if contacts else ""
    return f"{taken:,} / {contacts:,}{share}"


def say_wrong(wrong: Sequence[WrongLine]) -> str:
    """Return what is wrong with a file, a line each, the first few of them."""
    lines = [
        tr(_WRONG[one.problem], line=one.line, column=one.column, value=one.value)
        for one in wrong[:MOST_WRONG]
    ]
    if len(wrong) > MOST_WRONG:
        lines.append(tr("and {count} lines more", count=len(wrong) - MOST_WRONG))
    return "\n".join(lines)
