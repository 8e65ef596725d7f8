"""What is done about the survey: an answer taken, words ticked for publication, who was answered about."""

import secrets
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from db.models import Staff, SurveyAnswer, SurveySheet, SurveyTally
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.staff import SUPERVISORS
from desk_app.core.surveys import Tally, Way, counted_until, guarded, month_of, score_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of

_KEY_BITS = 62


@dataclass(frozen=True)
class SurveyWord:
    """A free word as supervisors read it: of which month (or year), and whether it may be published."""

    id: int
    since: date
    yearly: bool
    word: str
    published: bool


@dataclass(frozen=True)
class StaffScore:
    """What customers said of a member of staff in whole months: how many answered, and the mean on 100."""

    staff_id: int
    count: int
    mean: float


@dataclass(frozen=True)
class SurveysTaken:
    """How many answers there are of a stretch of days, and what may be told of them yet."""

    taken: int
    told: Tally


@usecase()
def answer_survey(
    tx: Tx,
    *,
    points: int,
    way: Way,
    word: str = "",
    on: date | None = None,
    served_by_id: int | None = None,
) -> None:
    """Take one answer, of today or of the day on a paper, and tell nobody which it was.

    No log hears of it. `served_by_id` is only added up by the month. `BadInput` on `points` (1-5), `word`
    or `day` (still to come).
    """
    today = seoul(tx.now).date()
    on = on or today
    if on > today:
        raise BadInput("day", "in_the_future")
    score = int(score_of(points))
    tx.insert(
        SurveyAnswer, id=drawn_key(), on_date=on, way=way, score=score, word=guarded(word), published=False
    )
    if served_by_id is not None:
        _add_up(tx, served_by_id, month_of(on), score)
    tx.touch(Area.SURVEYS)


@usecase(needs=SUPERVISORS, reads=True)
def list_words(tx: Tx) -> tuple[SurveyWord, ...]:
    """Return what customers wrote, the latest month first and in no order within it; not this week's."""
    until = counted_until(seoul(tx.now).date())
    answers = tx.connection.execute(
        sa.select(SurveyAnswer.id, SurveyAnswer.on_date, SurveyAnswer.word, SurveyAnswer.published)
        .where(SurveyAnswer.word != "", SurveyAnswer.on_date <= until)
        .order_by(SurveyAnswer.id)
    )
    sheets = tx.connection.execute(
        sa.select(SurveySheet.id, SurveySheet.year, SurveySheet.word, SurveySheet.published)
        .where(SurveySheet.word != "")
        .order_by(SurveySheet.id)
    )
    words = [SurveyWord(r.id, month_of(r.on_date), False, r.word, r.published) for r in answers]
    words += [SurveyWord(r.id, date(r.year, 1, 1), True, r.word, r.published) for r in sheets]
    return tuple(sorted(words, key=lambda each: each.since, reverse=True))


@usecase(needs=SUPERVISORS)
def publish_word(tx: Tx, *, word_id: int, published: bool) -> None:
    """Let a word stand on the page to publish, or take it off again; `NotFound` for one that is gone.

    It is a tick that two people may set alike, so there is no version to have seen.
    """
    for model in (SurveyAnswer, SurveySheet):
        done = tx.connection.execute(sa.update(model).where(model.id == word_id).values(published=published))
        if done.rowcount:
            tx.touch(Area.SURVEYS)
            return
    raise NotFound("SurveyWord")


@usecase(needs=SUPERVISORS, reads=True)
def staff_scores(tx: Tx, *, first: date, last: date) -> tuple[StaffScore, ...]:
    """Return the scores of members of staff over the whole months between two days, this month never.

    Whoever fewer than `Settings.survey_least` answered about is left out: a few would tell who said it.
    """
    until = min(month_of(last), month_of(seoul(tx.now).date()))
    count, total = sa.func.sum(SurveyTally.count), sa.func.sum(SurveyTally.total)
    rows = tx.connection.execute(
        sa.select(SurveyTally.staff_id, count.label("answers"), total.label("total"))
        .where(SurveyTally.month >= month_of(first), SurveyTally.month < until)
        .group_by(SurveyTally.staff_id)
        .having(count >= _least(tx))
        .order_by(SurveyTally.staff_id)
    )
    return tuple(StaffScore(r.staff_id, int(r.answers), float(r.total) / int(r.answers)) for r in rows)


@usecase(reads=True)
def count_surveys(tx: Tx, *, first: date, last: date) -> SurveysTaken:
    """Return the answers between two days, both included; this week's are counted and not told (P-5)."""
    until = min(last, counted_until(seoul(tx.now).date()))
    told = SurveyAnswer.on_date <= until
    squares = SurveyAnswer.score * SurveyAnswer.score
    row = tx.connection.execute(
        sa.select(
            sa.func.count(),
            sa.func.count().filter(told),
            sa.func.coalesce(sa.func.sum(SurveyAnswer.score).filter(told), 0),
            sa.func.coalesce(sa.func.sum(squares).filter(told), 0),
        ).where(SurveyAnswer.on_date >= first, SurveyAnswer.on_date <= last)
    ).one()
    taken, count, total, squared = row
    return SurveysTaken(taken, Tally(count, float(total), float(squared)).shown(_least(tx)))


def drawn_key() -> int:
    """Return the key of an answer: drawn by lot, so that keys tell nothing of what came when."""
    return secrets.randbits(_KEY_BITS)


def _least(tx: Tx) -> int:
    return office_of(tx).settings.survey_least


def _add_up(tx: Tx, staff_id: int, month: date, score: int) -> None:
    if tx.session.get(Staff, staff_id) is None:
        raise NotFound("Staff")
    tx.insert_if_new(SurveyTally, staff_id=staff_id, month=month, count=0, total=0)
    tx.connection.execute(
        sa.update(SurveyTally)
        .where(SurveyTally.staff_id == staff_id, SurveyTally.month == month)
        .values(count=SurveyTally.count + 1, total=SurveyTally.total + score)
    )
