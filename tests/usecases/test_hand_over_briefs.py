"""What a deputy is told before the first word, with an appointment and without."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from db.models import Access
from desk_app.core.appointments import Reach, VisitReason
from desk_app.core.clock import seoul_at
from desk_app.core.contacts import SafeContact
from desk_app.core.errors import NotFound
from desk_app.core.promises import PromiseKind
from desk_app.core.staff import PresenceState
from desk_app.usecases.appointments import NewAppointment, book_appointment
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.hand_over_briefs import hand_over_brief, hand_over_brief_for
from desk_app.usecases.staff import set_presence
from tests.builders import Office

TOMORROW = seoul_at(date(2026, 11, 25), time(10))


def booked(office: Office, **fields: object) -> int:
    """Book a visit for tomorrow at ten with 정다은, and return its id."""
    given: dict[str, object] = {
        "staff_id": office.people["정다은"].id,
        "starts_at": TOMORROW,
        "minutes": 30,
        "topic_id": office.topics["심리상담"].id,
        "matter": "심리상담 첫 방문",
        "place": "1층 상담실",
        "bring": "신분증",
        "why_visit": VisitReason.TALK,
        "reach": Reach.CALL,
        "customer_name": "강지훈",
        "phone": "010-2481-7736",
    }
    new = NewAppointment(**{**given, **fields})  # type: ignore[arg-type]  # as the builders do it
    return office.desk.run(book_appointment, new=new).value.id


def called(office: Office, number: int, **fields: object) -> None:
    """Record a call of the customer, some days before."""
    safe = SafeContact(may_name_agency=False, may_text=True, hours="오후 5시 이후")
    office.record(
        customer_name="강지훈",
        phone="010-2481-7736",
        topic_id=office.topics["심리상담"].id,
        summary=f"{number}번째 문의",
        note=f"{number}번째 답변",
        safe_contact=safe,
        **fields,
    )
    office.clock.advance(timedelta(minutes=5))


def test_half_a_page_holds_the_matter_the_last_contacts_and_what_is_owed(office: Office) -> None:
    for number in (1, 2, 3, 4):
        called(office, number)
    called(office, 5, due_at=TOMORROW + timedelta(hours=5))
    brief = office.desk.run(hand_over_brief, appointment_id=booked(office)).value
    assert (brief.customer, brief.matter, brief.bring, brief.place) == (
        "강지훈",
        "심리상담 첫 방문",
        "신분증",
        "1층 상담실",
    )
    assert [told.contact.summary for told in brief.contacts] == ["5번째 문의", "4번째 문의", "3번째 문의"]
    assert brief.contacts[0].note == "5번째 답변"
    (owed,) = brief.promises
    assert (owed.kind, owed.told_at) == (PromiseKind.CALLBACK, TOMORROW + timedelta(hours=5)), (
        "the reminder of this very visit is not owed any more once they stand here"
    )
    assert brief.safe_contact == SafeContact(may_name_agency=False, may_text=True, hours="오후 5시 이후")


def test_it_says_who_is_away_until_when_and_who_acts(office: Office) -> None:
    visit = booked(office)
    away = office.people["정다은"].id
    office.boss.run(set_deputies, staff_id=away, topic_id=None, deputies=[office.people["이수민"].id])
    assert office.desk.run(hand_over_brief, appointment_id=visit).value.deputy == "", "she is at her place"
    office.desk.run(
        set_presence, staff_id=away, state=PresenceState.OUT, back_at=office.now + timedelta(hours=1)
    )
    brief = office.desk.run(hand_over_brief, appointment_id=visit).value
    assert (brief.staff, brief.deputy) == ("정다은 주임", "이수민 대리")
    assert brief.presence.back_at == office.now + timedelta(hours=1)


def test_a_visitor_without_an_appointment_has_a_brief_of_their_topic(office: Office) -> None:
    called(office, 1)
    visit = office.desk.run(hand_over_brief, appointment_id=booked(office)).value
    assert visit.customer_id is not None
    topic = office.topics["심리상담"].id
    brief = office.desk.run(hand_over_brief_for, customer_id=visit.customer_id, topic_id=topic).value
    assert (brief.appointment_id, brief.starts_at) == (None, None)
    assert (brief.customer, brief.phone, brief.staff) == ("강지훈", "01024817736", "정다은 주임")
    assert len(brief.contacts) == 1
    anywhere = office.desk.run(hand_over_brief_for, customer_id=visit.customer_id, topic_id=None).value
    assert (anywhere.staff, anywhere.topic) == ("", "")


def test_somebody_unknown_has_only_the_visit_itself(office: Office) -> None:
    called(office, 1)
    visit = booked(office, customer_name="처음오신분", phone="")
    brief = office.desk.run(hand_over_brief, appointment_id=visit).value
    assert brief.customer == "처음오신분"
    assert (brief.contacts, brief.promises) == ((), ())


def test_reading_it_is_logged_for_the_customer(office: Office) -> None:
    brief = office.desk.run(hand_over_brief, appointment_id=booked(office)).value
    with office.engine.connect() as connection:
        last = connection.execute(
            sa.select(Access.customer_id, Access.action).order_by(Access.id.desc()).limit(1)
        ).one()
    assert tuple(last) == (brief.customer_id, "brief.hand_over")


def test_what_is_not_there_is_said_to_be_gone(office: Office) -> None:
    with pytest.raises(NotFound):
        office.desk.run(hand_over_brief, appointment_id=999)
    with pytest.raises(NotFound):
        office.desk.run(hand_over_brief_for, customer_id=999, topic_id=None)
