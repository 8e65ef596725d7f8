"""A confirmed mistake that was none, and a second visit that was no fault of ours, are taken back whole."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db.models import ApologyText, PublicApology
from desk_app.core.errors import BadInput, Conflict, NotAllowed, NotFound
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.redress import Cause, RepeatVisit
from desk_app.core.staff import Role
from desk_app.usecases.board import list_board, open_promise
from desk_app.usecases.complaint_details import ComplaintDetail
from desk_app.usecases.customer_history import SecondVisit, open_contact
from desk_app.usecases.promises import keep_promise
from desk_app.usecases.public_apologies import (
    approve_apology,
    confirm_mistake,
    draft_apology,
    post_apology,
)
from desk_app.usecases.redress import count_causes
from desk_app.usecases.staff import add_staff
from desk_app.usecases.taking_back import take_back_fault, withdraw_apology
from tests.builders import Office
from tests.usecases.test_complaints import do, heard
from tests.usecases.test_redress import visit

TEXT = "안내가 충분하지 않아 불편을 드렸습니다. 사과드립니다."
TODAY = date(2026, 11, 24)


def confirmed(office: Office) -> ComplaintDetail:
    """Confirm a mistake and write the apology for it."""
    return do(office.boss, draft_apology, do(office.boss, confirm_mistake, heard(office)), text=TEXT)


def owed(office: Office) -> set[PromiseKind]:
    return {row.kind for row in office.desk.run(list_board).value.rows}


def second_visit(office: Office, *, apologised: bool = False) -> int:
    """Have 강지훈 come twice by our fault, and return the second contact's id."""
    first = visit(office)
    office.clock.advance(timedelta(days=3))
    ours = RepeatVisit(first.contact_id, ours=True, cause=Cause.PAPERS_NOT_TOLD, apologised=apologised)
    return visit(office, repeat=ours).contact_id


def known(office: Office, contact_id: int) -> SecondVisit:
    repeat = office.desk.run(open_contact, contact_id=contact_id).value.repeat
    assert repeat is not None
    return repeat


# -- a confirmed mistake ---------------------------------------------------------------------------


def test_a_mistake_that_was_none_is_taken_back_with_its_promise_and_all_of_it_stays_written(
    office: Office,
) -> None:
    seen = confirmed(office)
    assert PromiseKind.PUBLIC_APOLOGY in owed(office)
    with pytest.raises(BadInput, check=lambda error: (error.field, error.problem) == ("reason", "missing")):
        do(office.boss, withdraw_apology, seen, reason=" ")
    with pytest.raises(NotAllowed):
        do(office.desk, withdraw_apology, seen, reason="잘못이 아니었음")
    after = do(office.boss, withdraw_apology, seen, reason="다른 기관의 안내였음")
    assert after.apology is None
    assert [(step.what, step.detail) for step in after.steps][1:] == [
        ("mistake_confirmed", ""),
        ("apology_drafted", ""),
        ("apology_withdrawn", "다른 기관의 안내였음"),
    ]
    assert owed(office) == {PromiseKind.CORRECTIVE}
    with office.engine.connect() as connection:
        kept = connection.execute(sa.select(PublicApology.__table__)).one()
        assert connection.scalar(sa.select(ApologyText.text)) == TEXT
    promise = office.desk.run(open_promise, promise_id=kept.promise_id).value
    assert (promise.state, promise.history[-1].detail) == (PromiseState.WITHDRAWN, "다른 기관의 안내였음")
    with pytest.raises(Conflict):
        do(office.boss, withdraw_apology, seen, reason="다시")
    for verb, given in ((withdraw_apology, {"reason": "다시"}), (draft_apology, {"text": TEXT})):
        with pytest.raises(BadInput, match="not_confirmed"):
            do(office.boss, verb, after, **given)


def test_a_mistake_that_was_one_after_all_is_confirmed_anew(office: Office) -> None:
    gone = do(office.boss, withdraw_apology, confirmed(office), reason="착오")
    again = do(office.boss, confirm_mistake, gone)
    assert again.apology is not None
    assert again.apology.versions == (), "the new one is written anew"
    assert PromiseKind.PUBLIC_APOLOGY in owed(office)
    with pytest.raises(BadInput, match="already_confirmed"):
        do(office.boss, confirm_mistake, again)


def test_what_is_posted_is_not_taken_back(office: Office) -> None:
    other = office.boss.run(
        add_staff,
        name="오세훈",
        position="과장",
        sign_in_name="second",
        role=Role.SUPERVISOR,
        admit=lambda _name: None,
    ).value
    office.people[other.name] = other
    seen = do(office.at(other.name), approve_apology, confirmed(office))
    seen = do(office.boss, post_apology, seen, posted_on=TODAY, where="공지사항")
    with pytest.raises(BadInput, match="already_posted"):
        do(office.boss, withdraw_apology, seen, reason="착오")


# -- a second visit --------------------------------------------------------------------------------


def test_a_second_visit_that_was_no_fault_of_ours_counts_no_more_and_owes_nothing(office: Office) -> None:
    contact_id = second_visit(office)
    assert owed(office) == {PromiseKind.FAST_LANE, PromiseKind.APOLOGY}
    seen = known(office, contact_id)
    named: dict[str, Any] = {"contact_id": contact_id, "seen_version": seen.version}
    with pytest.raises(NotAllowed):
        office.desk.run(take_back_fault, **named, reason="안내함")
    with pytest.raises(BadInput, check=lambda error: (error.field, error.problem) == ("reason", "missing")):
        office.boss.run(take_back_fault, **named, reason="")
    assert owed(office) == {PromiseKind.FAST_LANE, PromiseKind.APOLOGY}, "nothing is half done"
    told = office.boss.run(take_back_fault, **named, reason="문자로 안내한 기록이 있음").value
    assert told.repeat == known(office, contact_id)
    assert told.repeat == SecondVisit(
        version=2,
        ours=False,
        cause=Cause.PAPERS_NOT_TOLD,
        apologised=False,
        taken_back_at=office.now,
        taken_back_why="문자로 안내한 기록이 있음",
        changed_by="한지부 지부장",
    )
    assert owed(office) == set()
    assert {each.state for each in told.promises} == {PromiseState.WITHDRAWN}
    assert office.boss.run(count_causes, first=date(2026, 11, 1), last=date(2026, 11, 30)).value == ()
    with pytest.raises(Conflict):
        office.boss.run(take_back_fault, **named, reason="다시")
    with pytest.raises(BadInput, match="not_ours"):
        office.boss.run(take_back_fault, contact_id=contact_id, seen_version=2, reason="다시")


def test_what_was_done_for_it_stays_done(office: Office) -> None:
    contact_id = second_visit(office, apologised=True)
    (row,) = office.desk.run(list_board).value.rows
    office.desk.run(keep_promise, promise_id=row.id, seen_version=row.version)
    named: dict[str, Any] = {"contact_id": contact_id, "seen_version": 1}
    told = office.boss.run(take_back_fault, **named, reason="안내한 기록이 있음").value
    assert {each.state for each in told.promises} == {PromiseState.KEPT}
    assert (told.repeat is not None, known(office, contact_id).apologised) == (True, True)


def test_the_apology_counts_as_said_once_it_was_made(office: Office) -> None:
    contact_id = second_visit(office)
    assert not known(office, contact_id).apologised
    rows = office.desk.run(list_board).value.rows
    sorry = next(row for row in rows if row.kind is PromiseKind.APOLOGY)
    office.desk.run(keep_promise, promise_id=sorry.id, seen_version=sorry.version)
    assert known(office, contact_id).apologised


def test_only_second_visits_are_taken_back(office: Office) -> None:
    first = visit(office)
    assert office.desk.run(open_contact, contact_id=first.contact_id).value.repeat is None
    with pytest.raises(NotFound):
        office.boss.run(take_back_fault, contact_id=first.contact_id, seen_version=1, reason="x")
