"""A score sheet on paper; it names no customer."""

from itertools import groupby

from desk_app.core.spoken import say_date
from desk_app.gui.i18n import tr
from desk_app.gui.monitoring.words import MANNERS, STAGES, say_points, say_score
from desk_app.gui.paper import Block, Facts, Heading, Large, Prose, Sheet
from desk_app.usecases.monitoring import SheetView


def sheet_paper(sheet: SheetView, branch: str) -> Sheet:
    """Return a sheet to print: whose, by whom, the marks by stage, comment and answer."""
    parts: list[Block] = [
        Facts(
            (
                (tr("Member of staff"), sheet.name),
                (tr("Evaluated by"), sheet.evaluator),
                (tr("Day of the call"), say_date(sheet.on)),
                (tr("How it was evaluated"), tr(MANNERS[sheet.manner])),
            ),
            after=8,
        ),
        Large(say_score(sheet.score)),
    ]
    for stage, marks in groupby(sheet.marks, key=lambda each: each.item.stage):
        parts.append(Heading(tr(STAGES[stage])))
        parts.append(Facts(tuple((each.item.title, say_points(each)) for each in marks)))
    for title, text in (
        (tr("Comment on the call"), sheet.comment),
        (tr("Answer to the sheet"), sheet.answer),
    ):
        if text:
            parts += [Heading(title), Prose(text)]
    return Sheet(tr("Score sheet"), tuple(parts), under=branch)
