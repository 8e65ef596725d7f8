"""A call that turns into a written question, on both engines: linked whichever is recorded first."""

from datetime import timedelta

import sqlalchemy as sa

from db.models import Contact, Inquiry, Promise
from desk_app.core.contacts import Draft
from desk_app.usecases.contacts import begin_contact, drop_contact, finish_contact, park_contact
from desk_app.usecases.customer_history import open_contact
from desk_app.usecases.inquiry_lists import open_inquiry
from tests.builders import Office
from tests.questions import receive


def _begun(office: Office, **fields: object) -> tuple[int, Draft]:
    usual = {"customer_name": "강지훈", "phone": "010-2481-7736", "summary": "서면 답변을 바람"}
    draft = office.call(**{**usual, **fields})
    return office.desk.run(begin_contact, draft=draft).value, draft


def test_the_question_is_received_while_the_call_goes_on(office: Office) -> None:
    draft_id, draft = _begun(office)
    asked = receive(office, called_at=draft.started_at, customer_name="강지훈", phone="010-2481-7736")
    assert asked.contact is None
    (kept,) = office.kept_drafts()
    assert kept.inquiry_ids == (asked.id,)
    again = receive(office, called_at=draft.started_at, customer_name="", phone="")
    office.clock.advance(timedelta(minutes=3))
    (kept,) = office.kept_drafts()
    finished = office.desk.run(finish_contact, draft_id=draft_id, draft=kept).value
    for one in (asked, again):
        detail = office.desk.run(open_inquiry, inquiry_id=one.id).value
        assert detail.contact is not None
        assert (detail.contact.id, detail.contact.started_at) == (finished.contact_id, draft.started_at)
        assert detail.customer_id == detail.contact.customer_id == finished.customer_id
        assert detail.version == one.version, "nobody's open screen goes stale"
    record = office.desk.run(open_contact, contact_id=finished.contact_id).value
    assert [each.number for each in record.inquiries] == [asked.number, again.number]
    with office.engine.connect() as connection:
        owed = connection.execute(sa.select(Promise.contact_id, Promise.customer_id)).all()
    assert set(owed) == {(finished.contact_id, finished.customer_id)}


def test_the_question_is_received_after_the_call_was_recorded(office: Office) -> None:
    draft_id, draft = _begun(office)
    finished = office.desk.run(finish_contact, draft_id=draft_id, draft=draft).value
    asked = receive(office, called_at=draft.started_at, customer_name="", phone="")
    assert asked.contact is not None
    assert (asked.contact.id, asked.customer_id) == (finished.contact_id, finished.customer_id)


def test_a_question_that_belongs_to_somebody_else_stays_theirs(office: Office) -> None:
    draft_id, draft = _begun(office)
    asked = receive(office, called_at=draft.started_at)
    (kept,) = office.kept_drafts()
    finished = office.desk.run(finish_contact, draft_id=draft_id, draft=kept).value
    detail = office.desk.run(open_inquiry, inquiry_id=asked.id).value
    assert detail.customer_id == asked.customer_id != finished.customer_id


def test_a_call_that_is_set_aside_or_thrown_away_meanwhile(office: Office) -> None:
    draft_id, draft = _begun(office)
    office.desk.run(park_contact, draft_id=draft_id, draft=draft)
    receive(office, called_at=draft.started_at)
    (kept,) = office.kept_drafts()
    assert len(kept.inquiry_ids) == 1
    assert not office.call(inquiry_ids=kept.inquiry_ids).is_empty
    office.desk.run(drop_contact, draft_id=draft_id)
    office.clock.advance(timedelta(minutes=1))
    other_id, other = _begun(office)
    lost = receive(office, called_at=draft.started_at)
    assert office.kept_drafts()[0].inquiry_ids == (), "another call begun at another hour has no part in it"
    office.desk.run(finish_contact, draft_id=other_id, draft=other)
    assert office.desk.run(open_inquiry, inquiry_id=lost.id).value.contact is None
    with office.engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(Contact)) == 1
        assert connection.scalars(sa.select(Inquiry.contact_id)).all() == [None, None]
