"""What is done about monitoring (`III-2-1`): sheets written, answered, listed, and how the round stands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import Promise, ScoreSheet, ScoreSheetChange, Staff
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput, Conflict, NotFound
from desk_app.core.monitoring import (
    LONGEST_COMMENT,
    Item,
    Manner,
    Mark,
    Round,
    mark_from_dict,
    mark_to_dict,
    marked,
    round_of,
    score,
    to_monitor,
)
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.staff import SUPERVISORS, Person, titled
from desk_app.core.texts import filled, fitting
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.presence import people_of
from desk_app.usecases.promises import settle_withdrawn, write_promise
from desk_app.usecases.score_forms import load_form
from desk_app.usecases.staff_texts import without_customers
from desk_app.usecases.versions import load_for_edit


@dataclass(frozen=True)
class Training:
    """The training owed after a low score: its promise, where that stands, and by when."""

    promise_id: int
    version: int
    state: PromiseState
    due_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class Correction:
    """A correction of a sheet: when, by whom and why, and the score and the answer that stood before."""

    at: datetime
    by: str
    why: str
    score: float
    answer: str


@dataclass(frozen=True)
class SheetView:
    """A sheet as it is shown: who was evaluated by whom, on which day and how, its marks and its score.

    `read_at` is when whoever was evaluated saw it as it stands; `corrections` come oldest first.
    """

    id: int
    version: int
    staff_id: int
    name: str
    evaluator: str
    on: date
    manner: Manner
    marks: tuple[Mark, ...]
    score: float
    comment: str
    answer: str
    answered_at: datetime | None
    read_at: datetime | None
    corrections: tuple[Correction, ...]
    training: Training | None


@dataclass(frozen=True)
class PersonRound:
    """One person in a round: how often monitored, when last, and the latest score.

    `version` is their latest sheet, of whichever round: who writes the next one has seen this.
    """

    staff_id: int
    version: int
    name: str
    sheets: int
    last_on: date | None
    last_score: float | None


@dataclass(frozen=True)
class RoundStatus:
    """How a round stands: `done` of `staff` are monitored, by when the others must be, and who they are."""

    round: Round
    done: int
    staff: int
    missing: tuple[str, ...]
    ends_on: date
    days_left: int
    people: tuple[PersonRound, ...]


@usecase(needs=SUPERVISORS)
def write_sheet(
    tx: Tx,
    *,
    staff_id: int,
    seen_version: int,
    on: date,
    manner: Manner,
    points: Mapping[str, int | None],
    comment: str = "",
    form: Sequence[Item] | None = None,
) -> SheetView:
    """Write the sheet of a call; below the branch's limit the person owes a training, seen by few.

    `form` are the items to mark, without it the shipped ones. Raises `NotFound` for nobody, `Conflict`
    where somebody wrote a sheet of them since `seen_version`, and `BadInput`: ("staff", "evaluates_self"),
    ("day", "in_the_future"), what `marked` and `score` raise, and ("comment", "names_customer") for
    customers' names and numbers.
    """
    person = tx.session.get(Staff, staff_id, with_for_update=True)
    if person is None or person.retired_at is not None:
        raise NotFound("Staff")
    _must_be_latest(tx, staff_id, seen_version)
    marks = marked(form or load_form(), points)
    told = _told(tx, staff_id, on, marks, comment)
    low = told["score"] < office_of(tx).settings.training_below
    sheet_id = tx.insert(
        ScoreSheet,
        staff_id=staff_id,
        evaluator_id=tx.actor.id,
        manner=manner,
        **told,
        answer="",
        promise_id=_owe_training(tx, person) if low else None,
        made_at=tx.now,
        version=1,
        **tx.stamp,
    )
    tx.touch(Area.MONITORING)
    return _sheets(tx, ScoreSheet.id == sheet_id)[0]


@usecase(needs=SUPERVISORS)
def correct_sheet(
    tx: Tx,
    *,
    sheet_id: int,
    seen_version: int,
    on: date,
    manner: Manner,
    points: Mapping[str, int | None],
    comment: str,
    why: str,
) -> SheetView:
    """Correct a sheet on the items it has, and say why; how it stood before is kept with its answer.

    Whoever was evaluated has it before them as unread again and may answer anew; the training follows the
    score. Raises `NotFound`, `Conflict`, and `BadInput` as `write_sheet` does, and on `sheet_why`.
    """
    row = load_for_edit(tx, ScoreSheet, sheet_id, seen_version)
    marks = marked([mark_from_dict(mark).item for mark in row.marks], points)
    told = _told(tx, row.staff_id, on, marks, comment)
    reason = without_customers(tx, "sheet_why", filled("sheet_why", why, LONGEST_COMMENT))
    kept = {column: getattr(row, column) for column in _AS_IT_STOOD}
    tx.insert(ScoreSheetChange, sheet_id=row.id, at=tx.now, by_id=tx.actor.id, why=reason, **kept)
    for column, value in told.items():
        setattr(row, column, value)
    row.manner, row.answer, row.answered_at, row.read_at = manner, "", None, None
    _follow_score(tx, row, reason)
    tx.log_change("score_sheet", row.id, "corrected")
    tx.touch(Area.MONITORING)
    tx.session.flush()
    return _sheets(tx, ScoreSheet.id == sheet_id)[0]


_AS_IT_STOOD = ("on_date", "manner", "marks", "score", "comment", "answer", "answered_at")


def latest_sheet(tx: Tx, staff_id: int) -> int:
    """Return the version of somebody's sheets as `write_sheet` wants it seen; 0 before the first."""
    newest = sa.select(sa.func.max(ScoreSheet.id)).where(ScoreSheet.staff_id == staff_id)
    return tx.connection.scalar(newest) or 0


def _must_be_latest(tx: Tx, staff_id: int, seen_version: int) -> None:
    latest = tx.session.scalar(
        sa.select(ScoreSheet).where(ScoreSheet.staff_id == staff_id).order_by(ScoreSheet.id.desc()).limit(1)
    )
    if latest is not None and latest.id != seen_version:
        raise Conflict(latest.changed_by, latest.changed_desk, latest.changed_at)


def _told(tx: Tx, staff_id: int, on: date, marks: Sequence[Mark], comment: str) -> dict[str, Any]:
    """Return the columns of what a sheet tells; raises what `write_sheet` raises of them."""
    if staff_id == tx.actor.id:
        raise BadInput("staff", "evaluates_self")
    if on > seoul(tx.now).date():
        raise BadInput("day", "in_the_future")
    value = score(marks).value
    text = without_customers(tx, "comment", fitting("comment", comment, LONGEST_COMMENT))
    kept = [mark_to_dict(mark) for mark in marks]
    return {"on_date": on, "marks": kept, "score": value, "comment": text}


def _follow_score(tx: Tx, row: ScoreSheet, reason: str) -> None:
    """Owe a training after a score that is too low now, and let one fall that is not called for any more."""
    owed = None if row.promise_id is None else tx.session.get(Promise, row.promise_id, with_for_update=True)
    low = row.score < office_of(tx).settings.training_below
    if low and (owed is None or owed.state is PromiseState.WITHDRAWN):
        row.promise_id = _owe_training(tx, tx.session.get_one(Staff, row.staff_id))
    elif not low and owed is not None and owed.state is PromiseState.OPEN:
        settle_withdrawn(tx, owed, reason=reason)


@usecase()
def note_read(tx: Tx, *, sheet_id: int) -> None:
    """Note that whoever was evaluated has their sheet before them; of another's nothing is noted."""
    mine = ScoreSheet.id == sheet_id, ScoreSheet.staff_id == tx.actor.id, ScoreSheet.read_at.is_(None)
    if tx.connection.execute(sa.update(ScoreSheet).where(*mine).values(read_at=tx.now)).rowcount:
        tx.touch(Area.MONITORING)


@usecase(reads=True)
def count_unread(tx: Tx) -> int:
    """Return how many of one's own sheets are new or were corrected since one read them."""
    mine = ScoreSheet.staff_id == tx.actor.id, ScoreSheet.read_at.is_(None)
    return tx.connection.scalar(sa.select(sa.func.count()).select_from(ScoreSheet).where(*mine)) or 0


@usecase()
def answer_sheet(tx: Tx, *, sheet_id: int, seen_version: int, answer: str) -> SheetView:
    """Answer one's own sheet, once, and anew after a correction.

    Raises `NotFound` for another's, `Conflict`, and `BadInput`: ("sheet", "already_answered"), what `filled`
    raises and ("sheet_answer", "names_customer").
    """
    row = tx.session.get(ScoreSheet, sheet_id)
    if row is None or row.staff_id != tx.actor.id:
        raise NotFound("ScoreSheet")
    row = load_for_edit(tx, ScoreSheet, sheet_id, seen_version)
    if row.answered_at is not None:
        raise BadInput("sheet", "already_answered")
    row.answer = without_customers(tx, "sheet_answer", filled("sheet_answer", answer, LONGEST_COMMENT))
    row.answered_at = tx.now
    tx.touch(Area.MONITORING)
    tx.session.flush()
    return _sheets(tx, ScoreSheet.id == sheet_id)[0]


@usecase(reads=True)
def list_sheets(tx: Tx, *, staff_id: int | None = None) -> tuple[SheetView, ...]:
    """Return sheets, the latest first: everybody's for supervisors, else one's own; perhaps one person's."""
    only = [] if staff_id is None else [ScoreSheet.staff_id == staff_id]
    if tx.actor.role not in SUPERVISORS:
        only.append(ScoreSheet.staff_id == tx.actor.id)
    return _sheets(tx, *only)


@usecase(needs=SUPERVISORS, reads=True)
def round_status(tx: Tx, *, on: date) -> RoundStatus:
    """Return how the round of a day stands for those who are there now."""
    return round_as_it_stands(tx, on)


def round_as_it_stands(tx: Tx, on: date) -> RoundStatus:
    """Return what `round_status` does; for use-cases."""
    this = round_of(on)
    rows = tx.connection.execute(
        sa.select(ScoreSheet.staff_id, ScoreSheet.on_date, ScoreSheet.score)
        .where(ScoreSheet.on_date.between(this.first, this.last))
        .order_by(ScoreSheet.on_date, ScoreSheet.id)
    )
    found: dict[int, list[tuple[date, float]]] = {}
    for row in rows:
        found.setdefault(row.staff_id, []).append((row.on_date, row.score))
    latest: dict[int, int] = {row[0]: row[1] for row in tx.connection.execute(_LATEST)}
    people = tuple(
        _in_round(person, latest.get(person.id, 0), found.get(person.id, []))
        for person in to_monitor(people_of(tx))
    )
    missing = tuple(person.name for person in people if not person.sheets)
    done = len(people) - len(missing)
    return RoundStatus(this, done, len(people), missing, this.last, this.days_left(on), people)


def _owe_training(tx: Tx, person: Staff) -> int:
    """Write the training that a low score asks for: the supervisor owes it, the person may see it."""
    until = seoul(tx.now).date() + timedelta(days=office_of(tx).settings.training_days + 1)
    return write_promise(
        tx,
        kind=PromiseKind.TRAINING,
        due_at=seoul_at(until, time.min),
        owner_id=tx.actor.id,
        contact_id=None,
        customer_id=None,
        caller_name="",
        phone="",
        topic_id=None,
        summary=person.name,
        only_for_id=person.id,
    )


_LATEST = sa.select(ScoreSheet.staff_id, sa.func.max(ScoreSheet.id)).group_by(ScoreSheet.staff_id)


def _in_round(person: Person, latest: int, sheets: list[tuple[date, float]]) -> PersonRound:
    last_on, last_score = sheets[-1] if sheets else (None, None)
    return PersonRound(person.id, latest, person.title, len(sheets), last_on, last_score)


def _sheets(tx: Tx, *only: sa.ColumnElement[bool]) -> tuple[SheetView, ...]:
    evaluator = aliased(Staff)
    rows = tx.connection.execute(
        sa.select(
            *(ScoreSheet.id, ScoreSheet.version, ScoreSheet.staff_id, ScoreSheet.on_date, ScoreSheet.manner),
            *(ScoreSheet.marks, ScoreSheet.score, ScoreSheet.comment, ScoreSheet.answer),
            *(ScoreSheet.answered_at, ScoreSheet.read_at, ScoreSheet.promise_id),
            *(Staff.name, Staff.position, evaluator.name.label("by_name"), evaluator.position.label("by_as")),
            *(Promise.version.label("seen"), Promise.state, Promise.due_at, Promise.closed_at),
        )
        .join(Staff, Staff.id == ScoreSheet.staff_id)
        .join(evaluator, evaluator.id == ScoreSheet.evaluator_id)
        .outerjoin(Promise, Promise.id == ScoreSheet.promise_id)
        .where(*only)
        .order_by(ScoreSheet.on_date.desc(), ScoreSheet.id.desc())
    ).all()
    corrections = _corrections(tx, *only) if rows else {}
    return tuple(
        SheetView(
            id=row.id,
            version=row.version,
            staff_id=row.staff_id,
            name=titled(row.name, row.position),
            evaluator=titled(row.by_name, row.by_as),
            on=row.on_date,
            manner=row.manner,
            marks=tuple(mark_from_dict(mark) for mark in row.marks),
            score=row.score,
            comment=row.comment,
            answer=row.answer,
            answered_at=row.answered_at,
            read_at=row.read_at,
            corrections=tuple(corrections.get(row.id, ())),
            training=None
            if row.promise_id is None
            else Training(row.promise_id, row.seen, row.state, row.due_at, row.closed_at),
        )
        for row in rows
    )


def _corrections(tx: Tx, *only: sa.ColumnElement[bool]) -> dict[int, list[Correction]]:
    """Return the corrections of these sheets, the oldest first; one statement."""
    change = ScoreSheetChange
    rows = tx.connection.execute(
        sa.select(change.sheet_id, change.at, Staff.name, Staff.position, change.why)
        .add_columns(change.score, change.answer)
        .join(ScoreSheet, ScoreSheet.id == change.sheet_id)
        .join(Staff, Staff.id == change.by_id)
        .where(*only)
        .order_by(change.id)
    )
    found: dict[int, list[Correction]] = defaultdict(list)
    for row in rows:
        by = titled(row.name, row.position)
        found[row.sheet_id].append(Correction(row.at, by, row.why, row.score, row.answer))
    return found
