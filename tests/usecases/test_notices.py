"""A visit as it is booked, moved and cancelled, and what the customer is told of it each time."""

from datetime import date, datetime, time
from typing import Any

import pytest
from icalendar import Calendar

from desk_app.core.appointments import Reach, VisitReason
from desk_app.core.clock import seoul_at
from desk_app.core.script_text import slots, stray_brace
from desk_app.core.visit_notices import gives_away, say_back, slip, text_message
from desk_app.usecases.appointments import (
    AppointmentDetail,
    NewAppointment,
    book_appointment,
    cancel_appointment,
    move_appointment,
)
from desk_app.usecases.calendar_files import calendar_file
from desk_app.usecases.notices import notice_of, visit_wording
from tests.builders import BRANCH, Office

WORDS = visit_wording()
STARTS = seoul_at(date(2026, 11, 25), time(16))


def book(office: Office, reach: Reach = Reach.TEXT) -> AppointmentDetail:
    """Book a visit of 강지훈 to 정다은 about something that concerns nobody else."""
    new = NewAppointment(
        staff_id=office.people["정다은"].id,
        starts_at=STARTS,
        minutes=30,
        topic_id=office.topics["심리상담"].id,
        matter="출소 뒤 잠을 이루지 못함",
        place="1층 상담실",
        bring="신분증, 출소증명서",
        why_visit=VisitReason.TALK,
        reach=reach,
        customer_name="강지훈",
        phone="010-2481-7736",
    )
    return office.desk.run(book_appointment, new=new).value


def calendar_event(office: Office, detail: AppointmentDetail) -> dict[str, Any]:
    """Return what a calendar program reads of the file made of an appointment."""
    (event,) = Calendar.from_ical(calendar_file(notice_of(detail, BRANCH), office.now)).walk("VEVENT")
    return {name: event.decoded(name) for name in ("UID", "SEQUENCE", "DTSTART", "STATUS")}


def test_from_booking_to_cancellation_the_customer_is_told_the_same_visit(office: Office) -> None:
    booked = book(office)
    first = calendar_event(office, booked)
    assert slip(notice_of(booked, BRANCH), WORDS).title == "방문 안내"
    assert say_back(notice_of(booked, BRANCH), WORDS).startswith(
        "2026년 11월 25일 수요일 오후 4시에 1층 상담실로 오시면 정다은 주임이 기다리겠습니다."
    )

    later = seoul_at(date(2026, 11, 26), time(10))
    moved = office.desk.run(
        move_appointment,
        appointment_id=booked.id,
        seen_version=booked.version,
        staff_id=booked.staff_id,
        starts_at=later,
        minutes=30,
        place="2층 상담실",
    ).value
    second = calendar_event(office, moved)
    assert slip(notice_of(moved, BRANCH), WORDS).title == "바뀐 약속"
    assert second["DTSTART"] == later

    cancelled = office.desk.run(
        cancel_appointment, appointment_id=booked.id, seen_version=moved.version, reason="고객 사정"
    ).value
    third = calendar_event(office, cancelled)
    assert slip(notice_of(cancelled, BRANCH), WORDS).title == "취소된 약속"
    assert [event["UID"] for event in (first, second, third)] == [first["UID"]] * 3
    assert [event["SEQUENCE"] for event in (first, second, third)] == [0, 1, 2]
    assert [str(event["STATUS"]) for event in (first, third)] == ["CONFIRMED", "CANCELLED"]


def test_neither_matter_nor_topic_leaves_the_house(office: Office) -> None:
    booked = book(office)
    notice = notice_of(booked, BRANCH)
    file = calendar_file(notice, datetime(2026, 11, 24, 5, tzinfo=STARTS.tzinfo)).decode()
    leaving = f"{slip(notice, WORDS)} {text_message(notice, WORDS).text} {file}".replace("\r\n ", "")
    assert booked.matter
    assert not gives_away(leaving, WORDS.giveaways)
    assert [word for word in ("잠을", "심리상담", "상담지원", "2481", "지부") if word in leaving] == []


@pytest.mark.parametrize(("reach", "allowed"), [(Reach.NONE, False), (Reach.TEXT, None), (Reach.CALL, None)])
def test_whoever_is_not_to_be_reached_gets_no_text(
    office: Office, reach: Reach, allowed: bool | None
) -> None:
    assert notice_of(book(office, reach), BRANCH).may_text is allowed


# -- the words -----------------------------------------------------------------------------------

KNOWN = {"date", "time", "place", "staff", "bring", "customer", "day", "near", "where", "phone"}


def test_the_words_hold_only_slots_that_are_filled() -> None:
    parts = (WORDS.say_back, WORDS.slip, WORDS.text, WORDS.instead)
    sentences = [text for part in parts for text in vars(part).values()]
    assert [text for text in sentences if stray_brace(text)] == []
    assert {slot.name for text in sentences for slot in slots(text)} <= KNOWN
    assert {slot.name for slot in slots(WORDS.short_day)} == {"month", "day", "weekday"}
    assert {slot.name for slot in slots(WORDS.agency)} == {"branch"}


def test_the_words_give_nothing_away_themselves() -> None:
    parts = (WORDS.say_back, WORDS.slip, WORDS.text, WORDS.instead)
    sentences = [WORDS.summary, *(text for part in parts for text in vars(part).values())]
    assert [text for text in sentences if gives_away(text, WORDS.giveaways)] == []
    assert gives_away(WORDS.agency, WORDS.giveaways)
