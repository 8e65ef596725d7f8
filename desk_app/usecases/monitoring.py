"""What is done about monitoring (`III-2-1`): sheets written, answered, listed, and how the round stands."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import aliased

import resources
from db.models import Customer, Promise, ScoreSheet, Staff
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.korean_telling import Case, Telling, masked, telling_parts
from desk_app.core.monitoring import (
    LONGEST_COMMENT,
    Item,
    Manner,
    Mark,
    Round,
    mark_from_dict,
    mark_to_dict,
    marked,
    read_form,
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
from desk_app.usecases.promises import write_promise
from desk_app.usecases.scripts import load_clauses, load_scripts
from desk_app.usecases.versions import load_for_edit


@cache
def load_form() -> tuple[Item, ...]:
    """Return the items of the sheet that is in use."""
    steps = {f"{script.id}.{step.id}" for script in load_scripts().values() for step in script.steps}
    return read_form(resources.read_text("monitoring/sheet.toml"), steps=steps, clauses=load_clauses())


@dataclass(frozen=True)
class Training:
    """The training owed after a low score: its promise, where that stands, and by when."""

    promise_id: int
    version: int
    state: PromiseState
    due_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class SheetView:
    """A sheet as it is shown: who was evaluated by whom, on which day and how, its marks and its score."""

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
    training: Training | None


@dataclass(frozen=True)
class PersonRound:
    """One person in a round: how often monitored, when last, and the latest score."""

    staff_id: int
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
    on: date,
    manner: Manner,
    points: Mapping[str, int | None],
    comment: str = "",
) -> SheetView:
    """Write the sheet of a call; below the branch's limit the person owes a training, seen by few.

    Raises `NotFound` for nobody, and `BadInput`: ("staff", "evaluates_self"), ("day", "in_the_future"),
    what `marked` and `score` raise, and ("comment", "names_customer") for customers' names and numbers.
    """
    person = tx.session.get(Staff, staff_id)
    if person is None or person.retired_at is not None:
        raise NotFound("Staff")
    if staff_id == tx.actor.id:
        raise BadInput("staff", "evaluates_self")
    if on > seoul(tx.now).date():
        raise BadInput("day", "in_the_future")
    marks = marked(load_form(), points)
    value = score(marks).value
    text = without_customers(tx, "comment", fitting("comment", comment, LONGEST_COMMENT))
    low = value < office_of(tx).settings.training_below
    sheet_id = tx.insert(
        ScoreSheet,
        staff_id=staff_id,
        evaluator_id=tx.actor.id,
        on_date=on,
        manner=manner,
        marks=[mark_to_dict(mark) for mark in marks],
        score=value,
        comment=text,
        answer="",
        promise_id=_owe_training(tx, person) if low else None,
        made_at=tx.now,
        version=1,
        **tx.stamp,
    )
    tx.touch(Area.MONITORING)
    return _sheets(tx, ScoreSheet.id == sheet_id)[0]


@usecase()
def answer_sheet(tx: Tx, *, sheet_id: int, seen_version: int, answer: str) -> SheetView:
    """Answer one's own sheet, once.

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
    people = tuple(_in_round(person, found.get(person.id, [])) for person in to_monitor(people_of(tx)))
    missing = tuple(person.name for person in people if not person.sheets)
    done = len(people) - len(missing)
    return RoundStatus(this, done, len(people), missing, this.last, this.days_left(on), people)


def without_customers(tx: Tx, field: str, text: str) -> str:
    """Return a text unchanged, or raise `BadInput` ("…", "names_customer") with what tells of a customer.

    Looked for are the names of all customers that are not a member of staff's too, and numbers of seven
    figures or more but the branch's own.
    """
    names = _customers_named(tx, text) if text else ()
    case = Case(names=tuple(names), may_stand=(office_of(tx).branch.phone,))
    found = [part for part in telling_parts(text, case) if part.kind in {Telling.NAME, Telling.NUMBER}]
    if found:
        raise BadInput(field, "names_customer", masked(found))
    return text


def _customers_named(tx: Tx, text: str) -> Collection[str]:
    """Return the names of customers that stand in a text; the search is the database's."""
    letters = unicodedata.normalize("NFC", text).lower()
    plain = "".join(letter for letter in letters if letter.isalnum())
    return tx.connection.scalars(
        sa.select(Customer.name)
        .where(
            sa.func.length(Customer.name) > 1,
            sa.literal(plain).contains(sa.func.lower(sa.func.replace(Customer.name, " ", ""))),
            Customer.name.not_in(sa.select(Staff.name)),
        )
        .distinct()
    ).all()


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


def _in_round(person: Person, sheets: list[tuple[date, float]]) -> PersonRound:
    last_on, last_score = sheets[-1] if sheets else (None, None)
    return PersonRound(person.id, person.title, len(sheets), last_on, last_score)


def _sheets(tx: Tx, *only: sa.ColumnElement[bool]) -> tuple[SheetView, ...]:
    evaluator = aliased(Staff)
    rows = tx.connection.execute(
        sa.select(
            *(ScoreSheet.id, ScoreSheet.version, ScoreSheet.staff_id, ScoreSheet.on_date, ScoreSheet.manner),
            *(ScoreSheet.marks, ScoreSheet.score, ScoreSheet.comment, ScoreSheet.answer),
            *(ScoreSheet.answered_at, ScoreSheet.promise_id),
            *(Staff.name, Staff.position, evaluator.name.label("by_name"), evaluator.position.label("by_as")),
            *(Promise.version.label("seen"), Promise.state, Promise.due_at, Promise.closed_at),
        )
        .join(Staff, Staff.id == ScoreSheet.staff_id)
        .join(evaluator, evaluator.id == ScoreSheet.evaluator_id)
        .outerjoin(Promise, Promise.id == ScoreSheet.promise_id)
        .where(*only)
        .order_by(ScoreSheet.on_date.desc(), ScoreSheet.id.desc())
    )
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
            training=None
            if row.promise_id is None
            else Training(row.promise_id, row.seen, row.state, row.due_at, row.closed_at),
        )
        for row in rows
    )
