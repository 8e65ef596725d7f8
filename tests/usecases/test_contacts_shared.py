"""Two desks, one contact or one promise: nothing is written over, nothing is lost; both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from db.models import Access
from desk_app.core.contacts import Draft, Outcome
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.promises import PromiseState
from desk_app.core.scripts import answer, begin, run_to_dict
from desk_app.usecases.board import PromiseDetail, list_board, open_promise
from desk_app.usecases.contacts import (
    Finished,
    begin_contact,
    drop_contact,
    finish_contact,
    list_drafts,
    park_contact,
    save_draft,
    take_up_contact,
    todays_contacts,
)
from desk_app.usecases.executor import Executor
from desk_app.usecases.promises import hand_over_promise, keep_promise
from desk_app.usecases.scripts import load_scripts
from tests.builders import Office

HOUR = timedelta(hours=1)
REACHED, PUT_OFF, NO_ANSWER = (1, 1, 1, 1), (1, 1, 2), (2,)


def call_back(office: Office, promise_id: int, *keys: int | None, **fields: object) -> Finished:
    """Record a call back that took these choices; `due_at` is the hour that was said."""
    script = load_scripts()["callback"]
    run = begin(script, (), office.now)
    for key in keys:
        run = answer(script, run, key, office.now)
    draft = office.call(promise_id=promise_id, phone="010-2481-7736", run=run_to_dict(run), **fields)
    draft_id = office.desk.run(begin_contact, draft=draft).value
    return office.desk.run(finish_contact, draft_id=draft_id, draft=draft).value


def read(office: Office, promise_id: int) -> PromiseDetail:
    return office.desk.run(open_promise, promise_id=promise_id).value


def waits(office: Office, draft: Draft | None = None, held_by: str = "first") -> int:
    """Let a contact of the receptionist be typed at the first desk, and return its draft's id."""
    draft = draft or office.call(summary="입소 절차")
    return office.desk.run(begin_contact, draft=draft, held_by=held_by).value


def second(office: Office, name: str = "김하늘") -> Executor:
    return office.at(name, "2번 창구")


def logged(office: Office) -> list[tuple[int | None, str]]:
    """Return what the access log says of drafts."""
    with office.engine.connect() as connection:
        lines = connection.execute(
            sa.select(Access.customer_id, Access.action)
            .where(Access.action.startswith("draft."))
            .order_by(Access.id)
        )
        return [(customer_id, action) for customer_id, action in lines]


# -- a promise that a colleague changed meanwhile ------------------------------------------------


@pytest.mark.parametrize(("keys", "outcome"), [(REACHED, Outcome.REACHED), (NO_ANSWER, Outcome.NO_ANSWER)])
def test_a_call_back_is_recorded_though_a_colleague_kept_the_promise_first(
    office: Office, keys: tuple[int, ...], outcome: Outcome
) -> None:
    promise_id = office.promise()
    second(office, "이수민").run(keep_promise, promise_id=promise_id, seen_version=1)
    before = read(office, promise_id)
    finished = call_back(office, promise_id, *keys)
    assert finished.promise_was_closed
    assert read(office, promise_id) == before
    latest = office.desk.run(todays_contacts).value[0]
    assert (latest.id, latest.outcome) == (finished.contact_id, outcome)


def test_an_hour_told_anew_is_owed_though_the_promise_was_closed_meanwhile(office: Office) -> None:
    promise_id = office.promise()
    second(office, "이수민").run(keep_promise, promise_id=promise_id, seen_version=1)
    finished = call_back(office, promise_id, *PUT_OFF, due_at=office.now + 2 * HOUR)
    (row,) = office.desk.run(list_board).value.rows
    assert (row.id, row.due_at) == (finished.promise_id, office.now + 2 * HOUR)
    assert read(office, row.id).previous_id == promise_id
    assert read(office, promise_id).state is PromiseState.KEPT


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        (REACHED, PromiseState.KEPT),
        (NO_ANSWER, PromiseState.OPEN),
        (PUT_OFF, PromiseState.OPEN),
    ],
)
def test_a_promise_handed_over_meanwhile_is_settled_as_it_stands(
    office: Office, keys: tuple[int, ...], state: PromiseState
) -> None:
    promise_id, colleague = office.promise(), office.people["정다은"]
    second(office).run(hand_over_promise, promise_id=promise_id, seen_version=1, to_id=colleague.id)
    finished = call_back(office, promise_id, *keys, due_at=office.now + 2 * HOUR)
    assert not finished.promise_was_closed
    settled = read(office, promise_id)
    assert (settled.state, settled.owner_id, settled.version) == (state, colleague.id, 3)


# -- every call back leaves its trace ------------------------------------------------------------


def test_a_call_back_that_came_to_nothing_is_in_the_promises_history(office: Office) -> None:
    promise_id = office.promise()
    call_back(office, promise_id, 1, 1, note="말씀 중에 끊김")
    promise = read(office, promise_id)
    assert (promise.state, promise.attempts) == (PromiseState.OPEN, 0)
    assert (promise.history[-1].what, promise.history[-1].detail) == ("unfinished", "말씀 중에 끊김")


@pytest.mark.parametrize(("aside", "keys"), [("despair", (None, 1, None)), ("abuse", (2, 2, None))])
def test_despair_and_abuse_while_calling_back_are_in_the_promises_history(
    office: Office, aside: str, keys: tuple[int | None, ...]
) -> None:
    promise_id = office.promise()
    script = load_scripts()[aside]
    run = begin(script, (), office.now)
    for key in keys:
        run = answer(script, run, key, office.now)
    call_back(office, promise_id, 1, 1, asides=(run_to_dict(run),))
    latest = office.desk.run(todays_contacts).value[0].outcome
    assert latest in {Outcome.DESPAIR, Outcome.ENDED_FOR_ABUSE}
    assert read(office, promise_id).history[-1].what == latest


def test_an_hour_told_before_somebody_despaired_still_moves_the_promise(office: Office) -> None:
    promise_id = office.promise()
    script = load_scripts()["despair"]
    run = begin(script, (), office.now)
    for key in (None, 1, None):
        run = answer(script, run, key, office.now)
    later = office.now + 3 * HOUR
    call_back(office, promise_id, *PUT_OFF, None, asides=(run_to_dict(run),), due_at=later)
    assert read(office, promise_id).told_at == later


def test_a_missed_call_without_a_summary_is_put_off_without_a_note(office: Office) -> None:
    promise_id = office.promise(summary="")
    call_back(office, promise_id, *PUT_OFF, due_at=office.now + 2 * HOUR)
    assert (read(office, promise_id).history[-1].what, read(office, promise_id).history[-1].detail) == (
        "postponed",
        "다시 약속",
    )


# -- one draft, two desks ------------------------------------------------------------------------


def test_a_contact_being_typed_at_another_desk_is_neither_taken_nor_thrown_away(office: Office) -> None:
    draft_id = waits(office)
    (line,) = second(office).run(list_drafts).value
    assert line.in_use
    with pytest.raises(BadInput, match="in_use"):
        second(office).run(take_up_contact, draft_id=draft_id, held_by="second")
    with pytest.raises(BadInput, match="in_use"):
        second(office).run(drop_contact, draft_id=draft_id)
    office.desk.run(save_draft, draft_id=draft_id, draft=office.call(), held_by="first")


def test_what_a_crash_left_is_taken_up_at_once_at_its_own_desk_and_soon_at_another(office: Office) -> None:
    draft_id = waits(office)
    office.desk.run(take_up_contact, draft_id=draft_id, held_by="again")
    office.clock.advance(timedelta(seconds=11))
    assert not second(office).run(list_drafts).value[0].in_use
    assert second(office).run(take_up_contact, draft_id=draft_id, held_by="second").value.summary


def test_the_desk_that_lost_a_contact_writes_nothing_over_it_and_records_nothing(office: Office) -> None:
    draft_id, typed = waits(office), office.call(summary="나중에 친 글")
    office.clock.advance(timedelta(minutes=1))
    taken = second(office).run(take_up_contact, draft_id=draft_id, held_by="second").value
    for late in (typed, office.call()):
        with pytest.raises(BadInput, match="taken_over"):
            office.desk.run(save_draft, draft_id=draft_id, draft=late, held_by="first")
        with pytest.raises(BadInput, match="taken_over"):
            office.desk.run(park_contact, draft_id=draft_id, draft=late, held_by="first")
        with pytest.raises(BadInput, match="taken_over"):
            office.desk.run(finish_contact, draft_id=draft_id, draft=late, held_by="first")
    assert office.kept_drafts() == [taken]
    assert office.desk.run(todays_contacts).value == ()
    second(office).run(finish_contact, draft_id=draft_id, draft=taken, held_by="second")
    with pytest.raises(NotFound):
        office.desk.run(finish_contact, draft_id=draft_id, draft=typed, held_by="first")
    assert len(office.desk.run(todays_contacts).value) == 1


def test_a_contact_set_aside_is_taken_up_at_another_desk_at_once(office: Office) -> None:
    draft_id, draft = waits(office), office.call(summary="입소 절차")
    office.desk.run(park_contact, draft_id=draft_id, draft=draft, held_by="first")
    assert second(office).run(take_up_contact, draft_id=draft_id, held_by="second").value == draft


def test_supervisors_see_whatever_waits_and_others_only_their_own(office: Office) -> None:
    draft_id = waits(office)
    office.desk.run(park_contact, draft_id=draft_id, draft=office.call(summary="입소 절차"), held_by="first")
    office.boss.desk = "책임자 자리"
    (line,) = office.boss.run(list_drafts).value
    assert (line.staff, line.desk, line.mine) == ("김하늘", "1번 창구", False)
    assert second(office, "정다은").run(list_drafts).value == ()


def test_taking_up_and_throwing_away_are_in_the_access_log_with_whose_data_it_was(office: Office) -> None:
    known = office.record(customer_name="강지훈", phone="010-2481-7736").customer_id
    linked = waits(office, office.call(customer_id=known, summary="가"))
    by_number = waits(office, office.call(phone="010-2481-7736"))
    office.desk.run(take_up_contact, draft_id=linked, held_by="again")
    office.at("정다은").run(take_up_contact, draft_id=by_number, held_by="third")
    office.desk.run(drop_contact, draft_id=linked)
    waiting = waits(office, replace(office.call(), phone="010"))
    office.desk.run(drop_contact, draft_id=waiting)
    assert logged(office) == [
        (known, "draft.open"),
        (known, "draft.take_over"),
        (known, "draft.drop"),
        (None, "draft.drop"),
    ]
