"""The doorway: everything or nothing, who may, what is logged, and what other desks hear of it."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.models import Access, Contact, Customer, Promise
from db.revisions import read_counters
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.errors import BadInput, NotAllowed, SignedOut
from desk_app.core.staff import Role
from desk_app.usecases.contacts import begin_contact, finish_contact
from desk_app.usecases.customers import open_caller
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import change_settings, office_of, read_office
from desk_app.usecases.staff import add_staff, change_staff, retire_staff
from tests.builders import Office


def counted(office: Office, model: type[Contact | Customer | Promise | Access]) -> int:
    with Session(office.engine) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_a_contact_that_cannot_be_recorded_leaves_no_trace_and_its_draft(office: Office) -> None:
    draft = office.call(customer_name="강지훈", phone="010-1", due_at=office.now)
    draft_id = office.desk.run(begin_contact, draft=draft).value
    with pytest.raises(BadInput):
        office.desk.run(finish_contact, draft_id=draft_id, draft=draft)
    assert [counted(office, model) for model in (Contact, Customer, Promise)] == [0, 0, 0]
    good = office.call(customer_name="강지훈", phone="010-2481-7736")
    office.desk.run(finish_contact, draft_id=draft_id, draft=good)
    assert counted(office, Contact) == 1


def test_a_role_that_does_not_do_is_refused_before_anything_happens(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.desk.run(
            add_staff,
            name="새 사람",
            position="",
            sign_in_name="new",
            role=Role.HANDLER,
            admit=lambda _name: None,
        )


def test_every_look_at_a_customer_stands_in_the_access_log_of_the_same_transaction(office: Office) -> None:
    finished = office.record(customer_name="강지훈", phone="010-2481-7736")
    assert finished.customer_id is not None
    office.desk.run(open_caller, customer_id=finished.customer_id)
    with Session(office.engine) as session:
        lines = session.execute(
            sa.select(Access.action, Access.customer_id, Access.staff_id, Access.desk).order_by(Access.id)
        ).all()
    me = office.people["김하늘"].id
    assert [tuple(line) for line in lines] == [
        ("contact.record", finished.customer_id, me, "1번 창구"),
        ("customer.open", finished.customer_id, me, "1번 창구"),
    ]


def test_a_commit_says_what_it_changed_and_raises_just_those_counters(office: Office) -> None:
    with Session(office.engine) as session:
        before = read_counters(session)
    draft = office.call(customer_name="강지훈", phone="010-2481-7736")
    office.desk.run(begin_contact, draft=draft)
    with Session(office.engine) as session:
        after = read_counters(session)
    assert {area for area in Area if after[area] != before[area]} == {Area.DRAFTS}


def test_a_read_cannot_write(office: Office) -> None:
    @usecase(reads=True)
    def sneaky(tx: Tx) -> None:
        tx.session.execute(sa.update(Customer).values(name="누군가"))

    with pytest.raises(sa.exc.DBAPIError):
        office.desk.run(sneaky)


def test_settings_of_a_transaction_that_failed_are_not_remembered(office: Office) -> None:
    before = office.boss.run(read_office).value

    @usecase()
    def fails(tx: Tx) -> None:
        changed = replace(before.settings, snooze_for=33)
        change_settings(tx, seen_version=before.version, settings=changed)
        assert office_of(tx).settings.snooze_for == 33
        raise BadInput("field", "problem")

    with pytest.raises(BadInput):
        office.boss.run(fails)
    assert office.boss.run(read_office).value == before


def test_settings_changed_at_another_desk_count_here_from_the_next_transaction_on(office: Office) -> None:
    before = office.desk.run(read_office).value
    office.boss.run(
        change_settings, seen_version=before.version, settings=replace(before.settings, snooze_for=25)
    )
    assert office.desk.run(read_office).value.settings.snooze_for == 25


def test_whoever_has_left_is_signed_out_by_their_next_wish(office: Office) -> None:
    daeun = office.people["정다은"]
    theirs = office.at("정다은", "2번 창구")
    theirs.run(read_office)
    office.boss.run(retire_staff, staff_id=daeun.id, seen_version=daeun.version, shut_out=lambda _name: None)
    with pytest.raises(SignedOut):
        theirs.run(read_office)


def test_a_new_role_counts_from_the_next_wish_on(office: Office) -> None:
    minho = office.people["최민호"]
    theirs = office.at("최민호")
    promoted = {"name": minho.name, "position": minho.position, "phone": ""}
    office.boss.run(
        change_staff, staff_id=minho.id, seen_version=minho.version, role=Role.SUPERVISOR, **promoted
    )
    theirs.run(change_staff, staff_id=minho.id, seen_version=2, role=Role.HANDLER, **promoted)
    with pytest.raises(NotAllowed):
        theirs.run(change_staff, staff_id=minho.id, seen_version=3, role=Role.SUPERVISOR, **promoted)
