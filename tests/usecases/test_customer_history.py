"""A customer's whole history, one contact of it, and changes to what is known, on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.models import Access
from desk_app.core.contacts import Outcome, SafeContact
from desk_app.core.errors import BadInput, Conflict, NotFound
from desk_app.core.inquiries import Channel, InquiryState
from desk_app.core.promises import PromiseState
from desk_app.core.scripts import answer, begin, run_to_dict
from desk_app.core.texts import LONGEST_NAME
from desk_app.usecases.contacts import begin_contact, finish_contact
from desk_app.usecases.customer_history import open_contact, open_customer, past_contacts
from desk_app.usecases.customers import change_customer, open_caller, search_customers
from desk_app.usecases.inquiry_replies import withdraw_inquiry
from desk_app.usecases.promises import keep_promise
from desk_app.usecases.scripts import load_scripts
from tests.builders import Office
from tests.questions import do, receive

KANG = {"customer_name": "강지훈", "phone": "010-2481-7736"}


def kang(office: Office, contacts: int = 1) -> int:
    """Return the id of a customer who turned to us so many times, an hour apart."""
    found = None
    for number in range(1, contacts + 1):
        found = office.record(**KANG, summary=f"{number}번째 문의").customer_id
        office.clock.advance(timedelta(hours=1))
    assert found is not None
    return found


def change(office: Office, customer_id: int, **fields: object) -> None:
    """Change what is given of a card just read."""
    card = office.desk.run(open_caller, customer_id=customer_id).value
    new = replace(card, **fields)  # type: ignore[arg-type]  # as builders.Office.call does
    office.desk.run(
        change_customer,
        customer_id=customer_id,
        seen_version=card.version,
        name=new.name,
        phones=new.phones,
        safe_contact=new.safe_contact,
    )


def test_the_whole_history_is_read_page_by_page_without_a_gap_or_a_repeat(office: Office) -> None:
    customer_id = kang(office, 45)
    card = office.desk.run(open_caller, customer_id=customer_id).value
    lines = list(card.history)
    while len(lines) < card.contacts:
        last = lines[-1]
        lines += office.desk.run(
            past_contacts, customer_id=customer_id, before_at=last.at, before_id=last.id, most=10
        ).value
    assert [line.summary for line in lines] == [f"{number}번째 문의" for number in range(45, 0, -1)]
    first = lines[-1]
    nothing = office.desk.run(
        past_contacts, customer_id=customer_id, before_at=first.at, before_id=first.id
    ).value
    assert nothing == ()


def test_contacts_of_the_very_same_moment_are_all_there(office: Office) -> None:
    ids = [office.record(**KANG) for _ in range(5)]
    latest = ids[-1]
    assert latest.customer_id is not None
    earlier = office.desk.run(
        past_contacts, customer_id=latest.customer_id, before_at=office.now, before_id=latest.contact_id
    ).value
    assert [line.id for line in earlier] == [one.contact_id for one in reversed(ids[:-1])]


def test_one_contact_tells_what_was_asked_how_it_rang_and_which_steps_were_skipped(office: Office) -> None:
    script = load_scripts()["phone"]
    run = answer(script, begin(script, (), office.now), None, office.now)
    draft = office.call(
        **KANG,
        summary="면접비 지원 문의",
        note="저녁에만 통화 가능",
        topic_id=office.topics["직업훈련"].id,
        assignee_id=office.people["이수민"].id,
        rings=2,
        ring_ms=5100,
    )
    draft = replace(draft, run=run_to_dict(run))
    draft_id = office.desk.run(begin_contact, draft=draft).value
    office.clock.advance(timedelta(minutes=5))
    contact_id = office.desk.run(finish_contact, draft_id=draft_id, draft=draft).value.contact_id
    record = office.desk.run(open_contact, contact_id=contact_id).value
    assert (record.summary, record.note, record.topic) == (draft.summary, draft.note, "직업훈련")
    assert (record.rings, record.ring_ms, record.taken_by) == (2, 5100, "김하늘 주임")
    assert (record.assignee, record.desk) == ("이수민 대리", "1번 창구")
    assert record.finished_at - record.started_at == timedelta(minutes=5)
    first = script.steps[0]
    assert (record.steps[0].title, record.steps[0].done) == (first.title, True)
    assert [clause.id for clause in record.steps[0].clauses] == list(first.clauses)
    assert any(not step.done for step in record.steps), "what was still to come counts as skipped"


def test_a_contact_tells_what_became_of_its_promise(office: Office) -> None:
    promised = office.record(**KANG, due_at=office.now + timedelta(hours=1))
    assert promised.promise_id is not None
    (made,) = office.desk.run(open_contact, contact_id=promised.contact_id).value.promises
    assert (made.id, made.state, made.closed_at) == (promised.promise_id, PromiseState.OPEN, None)
    office.clock.advance(timedelta(minutes=20))
    office.desk.run(keep_promise, promise_id=promised.promise_id, seen_version=1)
    record = office.desk.run(open_contact, contact_id=promised.contact_id).value
    assert record.outcome is Outcome.CALLBACK
    assert (record.promises[0].state, record.promises[0].closed_at) == (PromiseState.KEPT, office.now)


def test_a_contact_that_is_not_there_is_said_to_be_missing(office: Office) -> None:
    with pytest.raises(NotFound, match="Contact"):
        office.desk.run(open_contact, contact_id=999)


def test_looking_into_the_history_stands_in_the_access_log(office: Office) -> None:
    done = office.record(**KANG)
    customer_id = done.customer_id
    assert customer_id is not None
    office.desk.run(past_contacts, customer_id=customer_id, before_at=office.now, before_id=done.contact_id)
    office.desk.run(open_contact, contact_id=done.contact_id)
    with Session(office.engine) as session:
        lines = session.execute(sa.select(Access.action, Access.customer_id).order_by(Access.id)).all()
    assert [tuple(line) for line in lines[-2:]] == [
        ("customer.history", customer_id),
        ("contact.open", customer_id),
    ]


def test_a_changed_number_is_found_at_once_and_the_old_one_no_more(office: Office) -> None:
    customer_id = kang(office)
    change(office, customer_id, phones=("010-9999-1234", "031 876 5432"))
    card = office.desk.run(open_caller, customer_id=customer_id).value
    assert set(card.phones) == {"01099991234", "0318765432"}
    assert [one.customer_id for one in office.desk.run(search_customers, text="1234").value] == [customer_id]
    assert office.desk.run(search_customers, text="7736").value == ()


def test_a_stale_card_changes_nothing_and_says_who_was_first(office: Office) -> None:
    customer_id = kang(office)
    card = office.desk.run(open_caller, customer_id=customer_id).value
    change(office, customer_id, safe_contact=SafeContact(may_name_agency=False))
    with pytest.raises(Conflict) as refused:
        office.desk.run(
            change_customer,
            customer_id=customer_id,
            seen_version=card.version,
            name="강지운",
            phones=card.phones,
            safe_contact=card.safe_contact,
        )
    assert refused.value.who == "김하늘 주임"
    after = office.desk.run(open_caller, customer_id=customer_id).value
    assert (after.name, after.safe_contact.may_name_agency) == ("강지훈", False)


@pytest.mark.parametrize(
    ("fields", "field", "problem"),
    [
        ({"name": "강" * (LONGEST_NAME + 1)}, "customer_name", "too_long"),
        ({"safe_contact": SafeContact(hours="900101-1234567")}, "safe_contact", "personal_id"),
        ({"safe_contact": SafeContact(hours="저녁" * 101)}, "safe_contact", "too_long"),
        ({"phones": ("010-2481",)}, "phone", "too_short"),
        ({"name": "", "phones": ()}, "customer_name", "missing"),
    ],
)
def test_what_may_not_be_kept_or_does_not_fit_is_refused(
    office: Office, fields: dict[str, object], field: str, problem: str
) -> None:
    customer_id = kang(office)
    with pytest.raises(BadInput) as refused:
        change(office, customer_id, **fields)
    assert (refused.value.field, refused.value.problem) == (field, problem)
    assert office.desk.run(open_caller, customer_id=customer_id).value.version == 1


def test_a_customer_is_opened_with_all_they_asked_in_writing_and_nobody_elses(office: Office) -> None:
    customer_id = kang(office)
    receive(office)  # from somebody else
    first = receive(office, customer_id=customer_id)
    office.clock.advance(timedelta(days=1))
    second = receive(office, customer_id=customer_id, told_by=Channel.POST)
    do(office.desk, withdraw_inquiry, first, reason="고객이 거둠")
    record = office.desk.run(open_customer, customer_id=customer_id).value
    assert record.card == office.desk.run(open_caller, customer_id=customer_id).value
    assert [(each.id, each.state, each.done_at) for each in record.inquiries] == [
        (second.id, InquiryState.ACCEPTED, None),
        (first.id, InquiryState.WITHDRAWN, office.now),
    ]
    dates = second.dates
    assert record.inquiries[0].safe_reply_on == dates.told_on
    assert record.inquiries[0].statutory_due_on == dates.limit.due_on
    with Session(office.engine) as session:
        seen = session.scalars(sa.select(Access.customer_id).where(Access.action == "customer.open")).all()
    assert list(seen) == [customer_id, customer_id]
