"""What customers wrote, for supervisors, who tick what may be published."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from db.models import SurveySheet, SurveyWord
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.errors import NotFound
from desk_app.core.staff import SUPERVISORS
from desk_app.core.survey_blocks import Block
from desk_app.usecases.executor import usecase
from desk_app.usecases.surveys import told_blocks
from desk_app.usecases.yearly_surveys import told_years


@dataclass(frozen=True)
class WordView:
    """A free word as supervisors read it, and whether it may be published."""

    id: int
    word: str
    published: bool


@usecase(needs=SUPERVISORS, reads=True)
def list_words(tx: Tx) -> tuple[WordView, ...]:
    """Return what customers wrote with answers that are told: by the alphabet, of no day and no person."""
    return _words(tx, told_blocks(tx), None)


@usecase(needs=SUPERVISORS)
def publish_word(tx: Tx, *, word_id: int, published: bool) -> None:
    """Let a word stand on the page to publish, or take it off again; `NotFound` for one that is gone.

    It is a tick that two people may set alike, so there is no version to have seen.
    """
    for model in (SurveyWord, SurveySheet):
        done = tx.connection.execute(sa.update(model).where(model.id == word_id).values(published=published))
        if done.rowcount:
            tx.touch(Area.SURVEYS)
            return
    raise NotFound("SurveyWord")


def published_words(tx: Tx, year: int) -> tuple[str, ...]:
    """Return the words of a year that were ticked, of blocks that lie whole in it; for use-cases."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    blocks = tuple(block for block in told_blocks(tx) if block.lies_in(first, last))
    return tuple(view.word for view in _words(tx, blocks, year) if view.published)


def _words(tx: Tx, blocks: tuple[Block, ...], year: int | None) -> tuple[WordView, ...]:
    rows = tx.connection.execute(
        sa.select(SurveyWord.id, SurveyWord.month, SurveyWord.word, SurveyWord.published)
    )
    words = [
        WordView(row.id, row.word, row.published)
        for row in rows
        if any(block.first <= row.month <= block.last for block in blocks)
    ]
    words += [
        WordView(sheet.id, sheet.word, sheet.published)
        for of, sheets in told_years(tx).items()
        for sheet in sheets
        if sheet.word and year in {None, of}
    ]
    return tuple(sorted(words, key=lambda view: (view.word, view.id)))
