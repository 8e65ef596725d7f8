"""Visits agreed in the invented office; unless told otherwise on Friday 27 November at four with 이수민."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from desk_app.core.appointments import Reach, VisitReason
from desk_app.core.clock import seoul_at
from desk_app.usecases.appointments import (
    AppointmentDetail,
    NewAppointment,
    book_appointment,
    move_appointment,
)
from tests.builders import Office

TODAY, FRIDAY, MONDAY = date(2026, 11, 24), date(2026, 11, 27), date(2026, 11, 30)


def at(hour: int, minute: int = 0, day: date = FRIDAY) -> datetime:
    return seoul_at(day, time(hour, minute))


def new(office: Office, **fields: Any) -> NewAppointment:
    """Return what is agreed with 강지훈: on Friday at four, for half an hour, with 이수민."""
    usual = NewAppointment(
        staff_id=office.people["이수민"].id,
        starts_at=at(16),
        minutes=30,
        topic_id=office.topics["직업훈련"].id,
        matter="훈련 과정 상담",
        place="1층 상담실",
        bring="신분증",
        why_visit=VisitReason.PAPERS,
        reach=Reach.CALL,
        customer_name="강지훈",
        phone="010-2481-7736",
    )
    return replace(usual, **fields)


def book(office: Office, **fields: Any) -> AppointmentDetail:
    return office.desk.run(book_appointment, new=new(office, **fields)).value


def move(office: Office, detail: AppointmentDetail, **fields: Any) -> AppointmentDetail:
    stays = {"staff_id": detail.staff_id, "starts_at": detail.starts_at, "minutes": detail.minutes}
    given = {**stays, "place": detail.place, **fields}
    return office.desk.run(
        move_appointment, appointment_id=detail.id, seen_version=detail.version, **given
    ).value
