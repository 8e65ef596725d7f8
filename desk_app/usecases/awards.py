"""Who could be rewarded, with the reasons, and what was decided (`III-2-2`): the decision is a person's."""

from dataclasses import dataclass
from datetime import date, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import Award, Promise, ScoreSheet, Staff
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.awards import FEW_SHEETS, Candidate, Mean, ranked
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.compliance import Count, check_span
from desk_app.core.errors import BadInput, Conflict, NotFound
from desk_app.core.monitoring import LONGEST_COMMENT
from desk_app.core.promises import PromiseState
from desk_app.core.staff import SUPERVISORS, titled
from desk_app.core.texts import filled
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.promise_verdicts import hour_judged, is_missed
from desk_app.usecases.staff_texts import without_customers
from desk_app.usecases.surveys import staff_scores


@dataclass(frozen=True)
class AwardView:
    """An award as it was decided."""

    id: int
    staff_id: int
    name: str
    reason: str
    decided_on: date
    decided_by: str


@usecase(needs=SUPERVISORS, reads=True)
def award_candidates(tx: Tx, *, first: date, last: date) -> tuple[Candidate, ...]:
    """Return those for whom something speaks between two days, both included, the most of it first.

    Promises count by the hour that judges them; the survey by whole months. Raises `BadInput`
    as `check_span` does. Four statements, however many people there are.
    """
    check_span(first, last)
    return candidates_between(tx, first, last)


def candidates_between(tx: Tx, first: date, last: date) -> tuple[Candidate, ...]:
    """Return what `award_candidates` does; for use-cases."""
    promises, sheets = _promises(tx, first, last), _sheets(tx, first, last)
    small = office_of(tx).settings.survey_small
    surveys = {
        each.staff_id: Mean(each.mean, each.count, each.count < small)
        for each in staff_scores(tx, first=first, last=last)
    }
    people = tx.connection.execute(
        sa.select(Staff.id, Staff.name, Staff.position).where(Staff.retired_at.is_(None))
    )
    return ranked(
        Candidate(
            row.id,
            titled(row.name, row.position),
            promises.get(row.id, Count()),
            sheets.get(row.id, Mean()),
            surveys.get(row.id, Mean()),
        )
        for row in people
    )


@usecase(needs=SUPERVISORS)
def decide_award(tx: Tx, *, staff_id: int, seen_version: int, reason: str, decided_on: date) -> AwardView:
    """Record that somebody is rewarded, with the reason, whether or not they were among the candidates.

    `seen_version` is their latest award that was seen, 0 for none. Raises `NotFound` for nobody, `Conflict`
    where another supervisor rewarded them meanwhile, and `BadInput`: ("staff", "rewards_self"),
    ("day", "in_the_future"), ("award_reason", "missing") and ("award_reason", "names_customer").
    """
    person = tx.session.get(Staff, staff_id, with_for_update=True)
    if person is None or person.retired_at is not None:
        raise NotFound("Staff")
    if staff_id == tx.actor.id:
        raise BadInput("staff", "rewards_self")
    if decided_on > seoul(tx.now).date():
        raise BadInput("day", "in_the_future")
    _must_be_latest(tx, staff_id, seen_version)
    text = without_customers(tx, "award_reason", filled("award_reason", reason, LONGEST_COMMENT))
    award_id = tx.insert(
        Award,
        staff_id=staff_id,
        reason=text,
        decided_on=decided_on,
        decided_by_id=tx.actor.id,
        made_at=tx.now,
        desk=tx.desk,
    )
    tx.log_change("award", award_id, person.name)
    tx.touch(Area.MONITORING)
    return next(award for award in _awards(tx) if award.id == award_id)


def _must_be_latest(tx: Tx, staff_id: int, seen_version: int) -> None:
    latest = tx.connection.execute(
        sa.select(Award.id, Award.made_at, Award.desk, Staff.name, Staff.position)
        .join(Staff, Staff.id == Award.decided_by_id)
        .where(Award.staff_id == staff_id)
        .order_by(Award.id.desc())
        .limit(1)
    ).one_or_none()
    if latest is not None and latest.id != seen_version:
        raise Conflict(titled(latest.name, latest.position), latest.desk, latest.made_at)


@usecase(needs=SUPERVISORS, reads=True)
def list_awards(tx: Tx) -> tuple[AwardView, ...]:
    """Return the awards that were decided, the latest first."""
    return _awards(tx)


def _awards(tx: Tx) -> tuple[AwardView, ...]:
    by = aliased(Staff)
    rows = tx.connection.execute(
        sa.select(
            *(Award.id, Award.staff_id, Award.reason, Award.decided_on, Staff.name, Staff.position),
            *(by.name.label("by_name"), by.position.label("by_as")),
        )
        .join(Staff, Staff.id == Award.staff_id)
        .join(by, by.id == Award.decided_by_id)
        .order_by(Award.decided_on.desc(), Award.id.desc())
    )
    return tuple(
        AwardView(
            row.id,
            row.staff_id,
            titled(row.name, row.position),
            row.reason,
            row.decided_on,
            titled(row.by_name, row.by_as),
        )
        for row in rows
    )


def _promises(tx: Tx, first: date, last: date) -> dict[int, Count]:
    """Return what each person kept of the promises to customers whose verdict is known."""
    kept = sa.func.count().filter(Promise.state == PromiseState.KEPT)
    hour = hour_judged()
    rows = tx.connection.execute(
        sa.select(Promise.owner_id, kept.label("kept"), sa.func.count().label("number"))
        .where(
            hour >= seoul_at(first, time.min),
            hour < seoul_at(last + timedelta(days=1), time.min),
            Promise.only_for_id.is_(None),
            sa.or_(Promise.state.in_((PromiseState.KEPT, PromiseState.KEPT_LATE)), is_missed(tx, hour)),
        )
        .group_by(Promise.owner_id)
    )
    return {row.owner_id: Count(row.kept, row.number) for row in rows}


def _sheets(tx: Tx, first: date, last: date) -> dict[int, Mean]:
    rows = tx.connection.execute(
        sa.select(
            ScoreSheet.staff_id, sa.func.avg(ScoreSheet.score).label("mean"), sa.func.count().label("number")
        )
        .where(ScoreSheet.on_date.between(first, last))
        .group_by(ScoreSheet.staff_id)
    )
    return {row.staff_id: Mean(float(row.mean), row.number, row.number < FEW_SHEETS) for row in rows}
