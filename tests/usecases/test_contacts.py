"""A contact from the first key to the record: kept, set aside, recorded whole or not at all; both engines."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from desk_app.core.contacts import Channel, Draft, Outcome
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.scripts import answer, begin, run_to_dict, skip
from desk_app.usecases.alerts import due_alerts
from desk_app.usecases.board import list_board
from desk_app.usecases.contacts import (
    begin_contact,
    drop_contact,
    finish_contact,
    list_drafts,
    park_contact,
    save_draft,
    take_up_contact,
    todays_contacts,
)
from desk_app.usecases.customer_history import open_contact
from desk_app.usecases.scripts import load_scripts
from tests.builders import Office


@contextmanager
def commits(engine: sa.Engine) -> Iterator[list[None]]:
    """Count the commits of the block."""
    counted: list[None] = []

    def count(_: sa.Connection) -> None:
        counted.append(None)

    sa.event.listen(engine, "commit", count)
    try:
        yield counted
    finally:
        sa.event.remove(engine, "commit", count)


def call_with_a_promise(office: Office) -> Draft:
    return office.call(
        customer_name="강지훈",
        phone="010-2481-7736",
        topic_id=office.topics["직업훈련"].id,
        summary="참여 자격 문의",
        due_at=office.now + timedelta(hours=1),
    )


# -- recording -----------------------------------------------------------------------------------


def test_contact_trace_customer_promise_and_alerts_are_one_commit(office: Office) -> None:
    draft = call_with_a_promise(office)
    draft_id = office.desk.run(begin_contact, draft=draft).value
    with commits(office.engine) as counted:
        finished = office.desk.run(finish_contact, draft_id=draft_id, draft=draft).value
    assert len(counted) == 1
    (row,) = office.desk.run(list_board).value.rows
    assert row.id == finished.promise_id
    office.clock.advance(timedelta(minutes=30))
    assert [alert.promise_id for alert in office.at("이수민").run(due_alerts).value] == [finished.promise_id]
    assert office.desk.run(list_drafts).value == ()


def test_saving_what_is_typed_is_one_commit(office: Office) -> None:
    draft = call_with_a_promise(office)
    draft_id = office.desk.run(begin_contact, draft=draft).value
    with commits(office.engine) as counted:
        office.desk.run(save_draft, draft_id=draft_id, draft=replace(draft, summary="더 자세히"))
    assert len(counted) == 1


def test_a_promise_whose_hour_has_passed_records_nothing_and_keeps_the_draft(office: Office) -> None:
    draft = call_with_a_promise(office)
    draft_id = office.desk.run(begin_contact, draft=draft).value
    office.clock.advance(timedelta(hours=2))
    with pytest.raises(BadInput, match="in_the_past"):
        office.desk.run(finish_contact, draft_id=draft_id, draft=draft)
    assert office.desk.run(todays_contacts).value == ()
    assert office.kept_drafts() == [draft]


def test_a_contact_is_recorded_once_however_often_it_is_asked_for(office: Office) -> None:
    draft = call_with_a_promise(office)
    draft_id = office.desk.run(begin_contact, draft=draft).value
    office.desk.run(finish_contact, draft_id=draft_id, draft=draft)
    with pytest.raises(NotFound):
        office.desk.run(finish_contact, draft_id=draft_id, draft=draft)
    assert len(office.desk.run(todays_contacts).value) == 1


def test_somebody_who_gives_no_name_and_no_number_stays_anonymous(office: Office) -> None:
    finished = office.record(summary="홈페이지 주소 문의")
    assert finished.customer_id is None
    (past,) = office.desk.run(todays_contacts).value
    assert past.customer == ""


@pytest.mark.parametrize("field", ["summary", "note", "customer_name"])
def test_a_resident_registration_number_is_refused_wherever_it_is_typed(office: Office, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        office.record(**{field: "900101-1234567"})
    assert (refused.value.field, refused.value.problem) == (field, "personal_id")
    assert "900101" not in str(refused.value)


def test_a_number_that_is_none_is_refused_and_a_promise_needs_one(office: Office) -> None:
    with pytest.raises(BadInput, match="too_short"):
        office.record(phone="010-12")
    with pytest.raises(BadInput, match="missing_for_callback"):
        office.record(due_at=office.now + timedelta(hours=1))


def test_the_steps_walked_skipped_and_never_reached_are_all_in_the_trace(office: Office) -> None:
    script = load_scripts()["phone"]
    run = begin(script, (), office.now)
    run = skip(script, run, office.now)
    run = answer(script, run, None, office.now)
    finished = office.record(run=run_to_dict(run))
    steps = office.desk.run(open_contact, contact_id=finished.contact_id).value.steps
    assert [(step.title, step.done) for step in steps[:4]] == [
        ("전화 받기", False),
        ("첫인사", True),
        ("용건 듣기", True),
        ("담당자 연결", False),
    ]


def test_what_somebody_went_through_outweighs_the_business_they_came_with(office: Office) -> None:
    script = load_scripts()["despair"]
    run = begin(script, (), office.now)
    for key in (None, 1, None):
        run = answer(script, run, key, office.now)
    office.record(asides=(run_to_dict(run),))
    (past,) = office.desk.run(todays_contacts).value
    assert past.outcome is Outcome.DESPAIR


def test_a_promise_is_owed_by_whoever_was_chosen_else_by_who_is_in_charge(office: Office) -> None:
    topic = office.topics["직업훈련"].id
    office.promise(timedelta(hours=1), topic_id=topic)
    office.promise(timedelta(hours=2), topic_id=topic, assignee_id=office.people["정다은"].id)
    office.promise(timedelta(hours=3))
    rows = office.desk.run(list_board).value.rows
    assert [row.owner for row in rows] == ["이수민 대리", "정다은 주임", "김하늘 주임"]


def test_todays_contacts_are_those_since_midnight_in_seoul_the_latest_first(office: Office) -> None:
    office.record(customer_name="어제")
    office.clock.advance(timedelta(hours=10))  # past midnight in Seoul, still the same day in UTC
    office.record(customer_name="오늘")
    office.clock.advance(timedelta(minutes=5))
    office.record(channel=Channel.VISIT)
    contacts = office.desk.run(todays_contacts).value
    assert [(past.channel, past.customer) for past in contacts] == [
        (Channel.VISIT, ""),
        (Channel.PHONE, "오늘"),
    ]


# -- what waits ----------------------------------------------------------------------------------


def test_a_contact_set_aside_waits_with_everything_and_an_empty_one_does_not(office: Office) -> None:
    full, empty = call_with_a_promise(office), office.call()
    for draft in (full, empty):
        draft_id = office.desk.run(begin_contact, draft=draft).value
        office.desk.run(park_contact, draft_id=draft_id, draft=draft)
    (saved,) = office.desk.run(list_drafts).value
    assert (saved.parked, saved.customer_name) == (True, "강지훈")
    assert office.desk.run(take_up_contact, draft_id=saved.id).value == full
    (taken,) = office.desk.run(list_drafts).value
    assert not taken.parked


def test_a_waiting_contact_is_seen_by_its_person_and_its_desk_and_by_nobody_else(office: Office) -> None:
    draft = call_with_a_promise(office)
    draft_id = office.desk.run(begin_contact, draft=draft).value
    office.desk.run(park_contact, draft_id=draft_id, draft=draft)
    for name, desk, seen in (
        ("김하늘", "2번 창구", [True]),
        ("정다은", "1번 창구", [False]),
        ("정다은", "2번 창구", []),
    ):
        drafts = office.at(name, desk).run(list_drafts).value
        assert [saved.mine for saved in drafts] == seen, (name, desk)


def test_what_was_thrown_away_is_gone_and_cannot_be_saved_again(office: Office) -> None:
    draft = call_with_a_promise(office)
    draft_id = office.desk.run(begin_contact, draft=draft).value
    office.desk.run(drop_contact, draft_id=draft_id)
    with pytest.raises(NotFound):
        office.desk.run(save_draft, draft_id=draft_id, draft=draft)
    with pytest.raises(NotFound):
        office.desk.run(take_up_contact, draft_id=draft_id)
