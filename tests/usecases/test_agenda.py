"""The appointments of some days, and today's visitors found, on both engines."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from db.models import Access
from desk_app.core.errors import NotFound
from desk_app.core.staff import PresenceState
from desk_app.usecases.absences import plan_absence
from desk_app.usecases.agenda import find_visitors, read_agenda, todays_visitors
from desk_app.usecases.appointments import (
    cancel_appointment,
    open_appointment,
)
from desk_app.usecases.free_times import look_at_slot
from tests.bookings import FRIDAY, MONDAY, TODAY, at, book
from tests.builders import Office


def test_opening_is_logged_and_nobody_opens_what_is_not_there(office: Office) -> None:
    detail = book(office)
    office.at("정다은").run(open_appointment, appointment_id=detail.id)
    with office.engine.connect() as connection:
        seen = connection.scalars(
            sa.select(Access.customer_id).where(Access.action == "appointment.open")
        ).all()
    assert seen == [detail.customer_id]
    with pytest.raises(NotFound):
        office.desk.run(open_appointment, appointment_id=999)


def test_the_agenda_holds_the_days_asked_for_in_their_order(office: Office) -> None:
    late, early = book(office), book(office, starts_at=at(9), customer_name="서지우")
    book(office, starts_at=at(10, day=MONDAY))
    office.desk.run(
        plan_absence,
        staff_id=office.people["정다은"].id,
        state=PresenceState.LEAVE,
        starts_at=at(0),
        ends_at=at(0, day=date(2026, 11, 28)),
    )
    agenda = office.desk.run(read_agenda, first=FRIDAY, days=1).value
    assert [row.id for row in agenda.rows] == [early.id, late.id]
    assert [(row.customer, row.topic) for row in agenda.rows] == [
        ("서지우", "직업훈련"),
        ("강지훈", "직업훈련"),
    ]
    assert list(agenda.absences) == [office.people["정다은"].id]
    assert len(office.desk.run(read_agenda, first=FRIDAY, days=4).value.rows) == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("강지훈", ["강지훈"]),
        ("ㄱㅈㅎ", ["강지훈"]),
        ("서", ["서지우"]),
        ("7736", ["강지훈"]),
        ("010-2481", ["강지훈"]),
        ("최", []),
        ("", []),
        ("99", []),
    ],
)
def test_todays_visitors_are_found_by_name_initials_and_digits(
    office: Office, text: str, found: list[str]
) -> None:
    book(office, starts_at=at(15, day=TODAY))
    book(office, starts_at=at(16, day=TODAY), customer_name="서지우", phone="010-9911-2233")
    book(office, customer_name="최강희", phone="010-7736-7736")
    gone = book(office, starts_at=at(17, day=TODAY), customer_name="강지훈")
    office.desk.run(cancel_appointment, appointment_id=gone.id, seen_version=1, reason="착오")
    assert [row.customer for row in office.desk.run(find_visitors, text=text).value] == found
    assert [row.customer for row in office.desk.run(todays_visitors).value] == ["강지훈", "서지우"]


def test_a_day_of_sixty_costs_as_many_statements_as_one_of_two(office: Office) -> None:
    def statements() -> int:
        told: list[str] = []

        def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            told.append(statement)

        sa.event.listen(office.engine, "before_cursor_execute", hear)
        office.desk.run(read_agenda, first=FRIDAY, days=7)
        office.desk.run(todays_visitors)
        office.desk.run(
            look_at_slot,
            staff_id=office.people["이수민"].id,
            topic_id=office.topics["직업훈련"].id,
            starts_at=at(16),
            minutes=30,
        )
        sa.event.remove(office.engine, "before_cursor_execute", hear)
        return len(told)

    book(office)
    statements()  # the first time the branch itself is read
    few = statements()
    staff = [person.id for person in office.people.values()]
    for n in range(30):
        book(
            office,
            staff_id=staff[n % len(staff)],
            starts_at=at(9 + n // len(staff)),
            minutes=15,
            override="바쁜 날",
            customer_name=f"고객{n}",
            phone="",
        )
    assert statements() == few
