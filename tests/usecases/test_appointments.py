"""Visits agreed beforehand: booked, refused, moved, changed, cancelled; on both engines."""

from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from db.models import Alert, Appointment, Customer, Promise, PromiseEvent
from desk_app.core.appointments import AppointmentState, Reach
from desk_app.core.contacts import Channel, Draft, Outcome
from desk_app.core.errors import BadInput, CalendarEnds, Conflict
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.usecases.appointments import (
    AppointmentDetail,
    book_appointment,
    cancel_appointment,
    change_appointment,
    open_appointment,
)
from desk_app.usecases.board import list_board, open_promise
from desk_app.usecases.calendars import base_calendar
from desk_app.usecases.contacts import begin_contact, drop_contact, finish_contact, todays_contacts
from desk_app.usecases.promises import keep_promise, promise_again
from desk_app.usecases.staff import retire_staff
from tests.bookings import MONDAY, TODAY, at, book, move, new
from tests.builders import Office


def counts(office: Office) -> tuple[int, int, int, int]:
    """Return how many appointments, promises, alerts and customers there are."""
    with office.engine.connect() as connection:
        return tuple(  # type: ignore[return-value]
            connection.scalar(sa.select(sa.func.count()).select_from(model))
            for model in (Appointment, Promise, Alert, Customer)
        )


def reminders(office: Office) -> list[tuple[PromiseState, datetime, str]]:
    with office.engine.connect() as connection:
        found = connection.execute(
            sa.select(Promise.state, Promise.due_at, Promise.summary)
            .where(Promise.kind == PromiseKind.REMINDER)
            .order_by(Promise.id)
        )
        return [(row.state, row.due_at, row.summary) for row in found]


def speaking_at(office: Office, appointment_id: int) -> dict[str, datetime]:
    """Return the alerts of an appointment that wait, and when each speaks."""
    with office.engine.connect() as connection:
        found = connection.execute(
            sa.select(Alert.level, Alert.speaks_at).where(
                Alert.appointment_id == appointment_id, Alert.closed_at.is_(None)
            )
        )
        return {row.level: row.speaks_at for row in found}


def test_a_visit_is_booked_with_its_alerts_and_the_reminder_the_working_day_before(office: Office) -> None:
    detail = book(office)
    assert (detail.state, detail.version, detail.sequence) == (AppointmentState.BOOKED, 1, 0)
    assert (detail.staff, detail.taken_by) == ("이수민 대리", "김하늘 주임")
    assert (detail.customer, detail.phone, detail.minutes) == ("강지훈", "01024817736", 30)
    assert detail.reminder_due_at == at(17, day=date(2026, 11, 26))
    assert speaking_at(office, detail.id) == {"before_10": at(15, 50), "late_15": at(16, 15)}
    assert [(line.what, line.by, line.staff) for line in detail.history] == [
        ("booked", "김하늘 주임", "이수민 대리")
    ]
    (row,) = office.at("이수민").run(list_board).value.rows
    assert (row.kind, row.owner, row.customer) == (PromiseKind.REMINDER, "이수민 대리", "강지훈")
    assert row.summary == "11월 27일 금요일 오후 4시 · 1층 상담실"


def test_a_known_customer_is_linked_and_their_number_used(office: Office) -> None:
    known = office.record(customer_name="강지훈", phone="010-2481-7736").customer_id
    assert book(office).customer_id == known
    chosen = book(office, starts_at=at(10), customer_id=known, customer_name="", phone="")
    assert (chosen.customer_id, chosen.customer, chosen.phone) == (known, "강지훈", "01024817736")


@pytest.mark.parametrize(
    ("fields", "has_reminder"),
    [
        ({}, True),
        ({"reach": Reach.TEXT}, True),
        ({"reach": Reach.NONE}, False),
        ({"phone": ""}, False),
        ({"starts_at": at(16, day=TODAY)}, False),
        ({"starts_at": at(16, day=date(2026, 11, 25))}, True),
    ],
)
def test_only_who_can_and_wishes_to_be_reached_in_time_is_reminded(
    office: Office, fields: dict[str, Any], has_reminder: bool
) -> None:
    detail = book(office, **fields)
    assert (detail.reminder_due_at is not None) is has_reminder
    assert [said.endswith("문자로") for _, _, said in reminders(office)] == (
        [fields.get("reach") is Reach.TEXT] if has_reminder else []
    )


REFUSED = [
    ({"starts_at": at(14, 5, TODAY)}, "slot", "in_the_past"),
    ({"starts_at": at(23, 45)}, "slot", "over_midnight"),
    ({"minutes": 0}, "minutes", "not_positive"),
    ({"minutes": -30}, "minutes", "not_positive"),
    ({"minutes": 481}, "minutes", "too_long"),
    ({"staff_id": 999}, "staff", "retired"),
    ({"customer_name": " ", "phone": ""}, "customer_name", "missing"),
    ({"phone": "12"}, "phone", "not_a_phone"),
    ({"matter": "주민번호 900101-1234567"}, "matter", "personal_id"),
    ({"place": "가" * 81}, "place", "too_long"),
    ({"starts_at": at(12, 15)}, "slot", "needs_reason"),
    ({"starts_at": at(18, 0)}, "slot", "needs_reason"),
    ({"starts_at": at(10, day=date(2026, 11, 28))}, "slot", "needs_reason"),
]


@pytest.mark.parametrize(("fields", "field", "problem"), REFUSED)
def test_what_cannot_be_booked_is_refused_and_nothing_is_kept(
    office: Office, fields: dict[str, Any], field: str, problem: str
) -> None:
    with pytest.raises(BadInput) as refused:
        book(office, **fields)
    assert (refused.value.field, refused.value.problem) == (field, problem)
    assert counts(office) == (0, 0, 0, 0)


def test_past_the_known_holidays_nothing_is_booked(office: Office) -> None:
    with pytest.raises(CalendarEnds):
        book(office, starts_at=at(10, day=date(base_calendar().last_year + 1, 1, 4)))


def test_nobody_books_with_somebody_who_has_left(office: Office) -> None:
    person = office.people["이수민"]
    office.boss.run(
        retire_staff, staff_id=person.id, seen_version=person.version, shut_out=lambda _name: None
    )
    with pytest.raises(BadInput, match="retired"):
        book(office)


@pytest.mark.parametrize(
    ("hour", "minute", "minutes"), [(16, 0, 30), (15, 45, 30), (16, 29, 60), (15, 0, 120)]
)
def test_the_same_person_is_never_booked_twice_at_a_time(
    office: Office, hour: int, minute: int, minutes: int
) -> None:
    book(office)
    before = counts(office)
    with pytest.raises(BadInput, match="taken"):
        book(office, starts_at=at(hour, minute), minutes=minutes, override="급함", customer_name="서지우")
    assert counts(office) == before
    book(office, staff_id=office.people["정다은"].id, starts_at=at(hour, minute), minutes=minutes)


def test_a_warning_is_overridden_with_a_reason_that_is_kept(office: Office) -> None:
    detail = book(office, starts_at=at(12, 15), override="점심에만 오실 수 있음")
    assert detail.override == "점심에만 오실 수 있음"
    assert detail.history[0].detail == "점심에만 오실 수 있음"
    assert book(office, starts_at=at(10), override="괜한 사유").override == ""


def test_a_move_takes_alerts_and_reminder_along_and_keeps_the_history(office: Office) -> None:
    detail = book(office)
    daeun = office.people["정다은"].id
    after = move(office, detail, staff_id=daeun, starts_at=at(10, day=MONDAY), reason="고객 요청")
    assert (after.starts_at, after.staff, after.sequence, after.uid) == (
        *(at(10, day=MONDAY), "정다은 주임", 1),
        detail.uid,
    )
    assert speaking_at(office, after.id) == {
        "before_10": at(9, 50, MONDAY),
        "late_15": at(10, 15, MONDAY),
    }
    assert after.reminder_due_at == at(17)
    ((state, due_at, said),) = reminders(office)
    assert (state, due_at) == (PromiseState.OPEN, at(17))
    assert said == "11월 30일 월요일 오전 10시 · 1층 상담실"
    assert [row.owner for row in office.desk.run(list_board).value.rows] == ["정다은 주임"]
    assert [(line.what, line.detail, line.starts_at, line.staff) for line in after.history] == [
        ("booked", "", at(16), "이수민 대리"),
        ("moved", "고객 요청", at(10, day=MONDAY), "정다은 주임"),
    ]


def test_a_move_to_today_leaves_no_day_to_remind_on(office: Office) -> None:
    after = move(office, book(office), starts_at=at(17, day=TODAY))
    assert after.reminder_due_at is None
    assert [state for state, _, _ in reminders(office)] == [PromiseState.WITHDRAWN]


def test_a_reminder_that_was_given_is_given_again_for_another_day(office: Office) -> None:
    detail = book(office)
    with office.engine.begin() as connection:
        connection.execute(sa.update(Promise).values(state=PromiseState.KEPT))
    move(office, detail, starts_at=at(10, day=MONDAY))
    assert [state for state, _, _ in reminders(office)] == [PromiseState.KEPT, PromiseState.OPEN]


def test_who_was_reminded_of_the_hour_is_not_reminded_again(office: Office) -> None:
    detail = book(office)
    with office.engine.begin() as connection:
        connection.execute(sa.update(Promise).values(state=PromiseState.KEPT))
    upstairs = move(office, detail, place="2층 상담실")
    assert [state for state, _, _ in reminders(office)] == [PromiseState.KEPT]
    move(office, upstairs, starts_at=at(10))
    assert [state for state, _, _ in reminders(office)] == [PromiseState.KEPT, PromiseState.OPEN], (
        "another hour of the same day is news"
    )


def test_a_reminder_made_again_on_the_board_falls_away_with_the_visit(office: Office) -> None:
    detail = book(office)
    (row,) = office.desk.run(list_board).value.rows
    office.desk.run(keep_promise, promise_id=row.id, seen_version=row.version)
    for seen in (row.version + 1, row.version + 2):
        office.desk.run(promise_again, promise_id=row.id, seen_version=seen, due_at=at(15))
    office.desk.run(
        cancel_appointment, appointment_id=detail.id, seen_version=detail.version, reason="고객이 취소"
    )
    assert office.desk.run(list_board).value.rows == ()


def test_a_move_is_checked_like_a_booking(office: Office) -> None:
    first, second = book(office), book(office, starts_at=at(10), customer_name="서지우")
    for fields, problem in (
        ({"starts_at": at(16, 15)}, "taken"),
        ({"starts_at": at(12, 15)}, "needs_reason"),
        ({"starts_at": at(9, day=TODAY)}, "in_the_past"),
        ({"minutes": 0}, "not_positive"),
        ({}, "same_time"),
    ):
        with pytest.raises(BadInput, match=problem):
            move(office, second, **fields)
    again = office.desk.run(open_appointment, appointment_id=second.id).value
    assert (again.starts_at, again.version, len(again.history)) == (at(10), 1, 1)
    assert move(office, first, starts_at=at(16, 15)).starts_at == at(16, 15), "over its own old time"


def test_a_stale_screen_changes_nothing(office: Office) -> None:
    detail = book(office)
    move(office, detail, starts_at=at(17))
    with pytest.raises(Conflict):
        move(office, detail, starts_at=at(15))
    with pytest.raises(Conflict):
        office.desk.run(
            cancel_appointment, appointment_id=detail.id, seen_version=detail.version, reason="착오"
        )


def test_what_it_is_about_changes_and_the_reminder_with_it(office: Office) -> None:
    detail = book(office)

    def change(seen: AppointmentDetail, **fields: Any) -> AppointmentDetail:
        given = {"topic_id": seen.topic_id, "matter": "서류 제출", "bring": "신분증, 통장 사본"}
        given |= {"why_visit": seen.why_visit, "reach": seen.reach, "phone": seen.phone}
        return office.desk.run(
            change_appointment,
            appointment_id=seen.id,
            seen_version=seen.version,
            **{**given, **fields},
        ).value

    silent = change(detail, reach=Reach.NONE)
    assert (silent.matter, silent.bring, silent.reminder_due_at) == ("서류 제출", "신분증, 통장 사본", None)
    assert (silent.sequence, silent.starts_at) == (0, detail.starts_at)
    again = change(silent, reach=Reach.TEXT, phone="010-1234-5678")
    assert again.reminder_due_at == at(17, day=date(2026, 11, 26))
    assert [row.phone for row in office.desk.run(list_board).value.rows] == ["01012345678"]


def test_a_cancellation_needs_a_reason_and_silences_everything(office: Office) -> None:
    detail = book(office)
    with pytest.raises(BadInput, match="missing"):
        office.desk.run(cancel_appointment, appointment_id=detail.id, seen_version=1, reason="  ")
    after = office.desk.run(
        cancel_appointment, appointment_id=detail.id, seen_version=1, reason="고객이 못 오심"
    ).value
    assert (after.state, after.sequence, after.reminder_due_at) == (AppointmentState.CANCELLED, 1, None)
    assert speaking_at(office, detail.id) == {}
    with office.engine.connect() as connection:
        why = connection.scalar(sa.select(PromiseEvent.detail).where(PromiseEvent.what == "withdrawn"))
    assert why == "고객이 못 오심"
    assert book(office, customer_name="서지우").starts_at == detail.starts_at, "the time is free again"


def test_what_is_booked_in_a_call_is_linked_when_the_call_is_recorded(office: Office) -> None:
    draft = office.call(customer_name="강지훈", phone="010-2481-7736", summary="서류를 내고 싶음")
    draft_id = office.desk.run(begin_contact, draft=draft).value
    detail = office.desk.run(book_appointment, new=new(office), draft_id=draft_id).value
    (kept,) = office.kept_drafts()
    assert kept.booked_id == detail.id, "a power cut now would not book it twice"
    finished = office.desk.run(finish_contact, draft_id=draft_id, draft=kept).value
    after = office.desk.run(open_appointment, appointment_id=detail.id).value
    assert (after.booked_in_id, after.customer_id) == (finished.contact_id, finished.customer_id)
    assert after.version == detail.version, "no open screen goes stale by that"
    (row,) = office.desk.run(list_board).value.rows
    promise = office.desk.run(open_promise, promise_id=row.id).value
    assert promise.customer_id == finished.customer_id
    assert outcome_of(office, finished.contact_id) is Outcome.VISIT_NEEDED


def test_a_dropped_call_leaves_what_was_booked_in_it(office: Office) -> None:
    draft = office.call(customer_name="강지훈")
    draft_id = office.desk.run(begin_contact, draft=draft).value
    detail = office.desk.run(book_appointment, new=new(office), draft_id=draft_id).value
    office.desk.run(drop_contact, draft_id=draft_id)
    state = office.desk.run(open_appointment, appointment_id=detail.id).value.state
    assert state is AppointmentState.BOOKED


def test_a_visit_is_linked_to_the_appointment_it_was_for(office: Office) -> None:
    detail = book(office)
    draft = Draft(Channel.VISIT, office.now, customer_name="강지훈", visit_of_id=detail.id)
    draft_id = office.desk.run(begin_contact, draft=draft).value
    finished = office.desk.run(finish_contact, draft_id=draft_id, draft=draft).value
    after = office.desk.run(open_appointment, appointment_id=detail.id).value
    assert after.visit_id == finished.contact_id


def outcome_of(office: Office, contact_id: int) -> Outcome:
    return next(each.outcome for each in office.desk.run(todays_contacts).value if each.id == contact_id)
