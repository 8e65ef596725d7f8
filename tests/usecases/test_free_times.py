"""What is said of a time before it is booked, on both engines."""

from datetime import date, datetime
from typing import Any

import pytest

from desk_app.core.slots import Obstacle
from desk_app.core.staff import PresenceState
from desk_app.usecases.absences import plan_absence
from desk_app.usecases.deputies import set_deputies, set_duties
from desk_app.usecases.free_times import free_times, look_at_slot
from desk_app.usecases.staff import set_presence
from tests.bookings import FRIDAY, MONDAY, TODAY, at, book
from tests.builders import Office


def look(office: Office, starts_at: datetime, **fields: Any) -> Any:
    given = {"staff_id": office.people["이수민"].id, "topic_id": office.topics["직업훈련"].id, **fields}
    return office.desk.run(look_at_slot, starts_at=starts_at, minutes=30, **given).value


def test_a_free_time_is_told_with_the_next_ones(office: Office) -> None:
    answer = look(office, at(16))
    assert (answer.free, answer.taken, answer.hindrances) == (True, False, ())
    assert [each.slot.starts_at for each in answer.for_person] == [at(16, 30), at(17), at(17, 30)]


def test_a_taken_time_is_told_with_free_ones_of_the_person_the_deputy_and_the_duty(office: Office) -> None:
    daeun, minho = office.people["정다은"].id, office.people["최민호"].id
    person, topic = office.people["이수민"].id, office.topics["직업훈련"].id
    office.boss.run(set_deputies, staff_id=person, topic_id=None, deputies=[daeun])
    office.boss.run(set_duties, topic_id=topic, staff_ids=[minho])
    book(office)
    answer = look(office, at(16))
    assert (answer.free, answer.taken) == (False, True)
    assert {each.staff_id for each in answer.for_person} == {person}
    assert [each.slot.starts_at for each in answer.for_person] == [
        *(at(17), at(17, 30)),
        at(9, day=MONDAY),
    ]
    assert {each.staff_id for each in answer.for_deputy} == {daeun}
    assert {each.staff_id for each in answer.for_duty} == {minho}
    assert answer.for_deputy[0].slot.starts_at == at(16)


def test_an_appointment_that_would_move_is_not_in_its_own_way(office: Office) -> None:
    detail = book(office)
    assert look(office, at(16, 10)).taken
    assert look(office, at(16, 10), ignoring=detail.id).free


def test_planned_and_present_absences_stand_against_a_time_and_say_until_when(office: Office) -> None:
    person = office.people["이수민"].id
    office.desk.run(
        plan_absence, staff_id=person, state=PresenceState.MEETING, starts_at=at(15), ends_at=at(16, 15)
    )
    (said,) = look(office, at(16)).hindrances
    assert (said.obstacle, said.detail, said.until) == (Obstacle.ABSENCE, "meeting", at(16, 15))
    office.desk.run(set_presence, staff_id=person, state=PresenceState.OUT, back_at=at(15, 30, TODAY))
    (said,) = look(office, at(15, day=TODAY)).hindrances
    assert (said.detail, said.until) == ("out", at(15, 30, TODAY))
    assert look(office, at(15, 30, TODAY)).free


def test_free_times_leave_out_what_is_taken_and_too_near(office: Office) -> None:
    book(office)
    person = office.people["이수민"].id
    free = office.desk.run(free_times, staff_id=person, on=FRIDAY, minutes=60).value
    starts = [each.starts_at for each in free]
    assert starts[0] == at(9)
    assert [start for start in starts if start >= at(14)] == [at(14), at(14, 30), at(17)]
    assert office.desk.run(free_times, staff_id=person, on=date(2026, 11, 28), minutes=60).value == ()


@pytest.mark.parametrize(("minute", "free"), [(39, False), (40, True)])
def test_ten_minutes_lie_between_two_visits(office: Office, minute: int, free: bool) -> None:
    book(office)
    answer = office.desk.run(
        look_at_slot,
        staff_id=office.people["이수민"].id,
        topic_id=None,
        starts_at=at(16, minute),
        minutes=30,
    ).value
    assert answer.free is free
    assert [each.obstacle for each in answer.hindrances] == ([] if free else [Obstacle.BUFFER])
