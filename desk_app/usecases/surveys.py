"""The survey as it is answered, and what is told of it: of months, and of whom the answers were about."""

import secrets
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from db.models import Staff, SurveyScore, SurveyTally, SurveyWord
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.errors import NotFound
from desk_app.core.staff import SUPERVISORS
from desk_app.core.survey_blocks import (
    Block,
    MonthSum,
    PersonBlock,
    blocks_by_person,
    blocks_of,
    told_between,
)
from desk_app.core.surveys import Tally, guarded, month_of, score_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of

_KEY_BITS = 62


@dataclass(frozen=True)
class StaffScore:
    """What customers said of a member of staff in whole months: how many answered, and the mean on 100."""

    staff_id: int
    count: int
    mean: float


@usecase()
def answer_survey(tx: Tx, *, points: int, word: str = "", served_by_id: int | None = None) -> None:
    """Take one answer into the sums of the month in which it is taken, and tell nobody which it was.

    A slip of an earlier day counts now as well: the months that are over never change. No log hears of it.
    `BadInput` on `points` (1-5) or `word`, `NotFound` for nobody served.
    """
    score, month, kept = int(score_of(points)), month_of(seoul(tx.now).date()), guarded(word)
    if served_by_id is not None and tx.session.get(Staff, served_by_id) is None:
        raise NotFound("Staff")
    _add_up(tx, month, score)
    if kept:
        tx.insert(SurveyWord, id=drawn_key(), month=month, word=kept, published=False)
    if served_by_id is not None:
        _add_to(tx, served_by_id, month, score)
    tx.touch(Area.SURVEYS)


@usecase(needs=SUPERVISORS, reads=True)
def staff_scores(tx: Tx, *, first: date, last: date) -> tuple[StaffScore, ...]:
    """Return the scores of members of staff over their own blocks of months that lie between two days."""
    told: dict[int, list[Block]] = {}
    for each in _told_people(tx):
        told.setdefault(each.staff_id, []).append(each.block)
    sums = ((who, told_between(blocks, first, last)) for who, blocks in sorted(told.items()))
    return tuple(StaffScore(who, tally.count, tally.mean) for who, tally in sums if tally.mean is not None)


@usecase(reads=True)
def count_surveys(tx: Tx, *, first: date, last: date) -> Tally:
    """Return the answers of the blocks of whole months that lie between two days, both included (P-5)."""
    return told_between(told_blocks(tx), first, last)


def told_blocks(tx: Tx) -> tuple[Block, ...]:
    """Return every full block of months that are over, oldest first; for use-cases."""
    weighed = SurveyScore.score * SurveyScore.count
    rows = tx.connection.execute(
        sa.select(
            SurveyScore.month,
            sa.func.sum(SurveyScore.count).label("answers"),
            sa.func.sum(weighed).label("total"),
            sa.func.sum(weighed * SurveyScore.score).label("squares"),
            sa.func.max(SurveyScore.least).label("least"),
        )
        .where(SurveyScore.month < month_of(seoul(tx.now).date()))
        .group_by(SurveyScore.month)
    )
    return blocks_of(
        MonthSum(r.month, Tally(int(r.answers), float(r.total), float(r.squares)), r.least) for r in rows
    )


def drawn_key() -> int:
    """Return a key drawn by lot, so that keys tell nothing of what came when."""
    return secrets.randbits(_KEY_BITS)


def _told_people(tx: Tx) -> tuple[PersonBlock, ...]:
    rows = tx.connection.execute(
        sa.select(
            SurveyTally.staff_id, SurveyTally.month, SurveyTally.count.label("answers"), SurveyTally.total
        )
    )
    sums = {(r.staff_id, r.month): Tally(r.answers, float(r.total)) for r in rows}
    return blocks_by_person(told_blocks(tx), sums)


def _add_up(tx: Tx, month: date, score: int) -> None:
    least = office_of(tx).settings.survey_least
    tx.insert_if_new(SurveyScore, month=month, score=score, count=0, least=least)
    higher = sa.case((SurveyScore.least < least, least), else_=SurveyScore.least)
    tx.connection.execute(
        sa.update(SurveyScore)
        .where(SurveyScore.month == month, SurveyScore.score == score)
        .values(count=SurveyScore.count + 1, least=higher)
    )


def _add_to(tx: Tx, staff_id: int, month: date, score: int) -> None:
    tx.insert_if_new(SurveyTally, staff_id=staff_id, month=month, count=0, total=0)
    tx.connection.execute(
        sa.update(SurveyTally)
        .where(SurveyTally.staff_id == staff_id, SurveyTally.month == month)
        .values(count=SurveyTally.count + 1, total=SurveyTally.total + score)
    )
