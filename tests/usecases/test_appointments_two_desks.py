"""Two desks turn the same appointments at the same moment: one is served, the other learns why not."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from db.transactions import Tx
from desk_app.core.appointments import AppointmentState
from desk_app.core.errors import BadInput, Conflict
from desk_app.usecases.appointments import (
    AppointmentDetail,
    book_appointment,
    cancel_appointment,
    move_appointment,
    open_appointment,
)
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.reference import read_reference
from desk_app.usecases.staff import list_staff, retire_staff
from desk_app.usecases.visits import arrive
from tests.bookings import TODAY, at, book, new
from tests.builders import Office
from tests.usecases.two_desks import meanwhile


def opened(office: Office, detail: AppointmentDetail) -> AppointmentDetail:
    return office.desk.run(open_appointment, appointment_id=detail.id).value


def retire(office: Office, name: str) -> Callable[[Tx], object]:
    person = office.people[name]
    return lambda tx: retire_staff(
        tx, staff_id=person.id, seen_version=person.version, shut_out=lambda _name: None
    )


def test_whoever_leaves_while_a_visit_to_them_is_booked_is_not_booked(office: Office) -> None:
    with pytest.raises(BadInput, match="retired"):
        meanwhile(office, retire(office, "이수민"), lambda tx: book_appointment(tx, new=new(office)))


def test_nobody_leaves_while_a_visit_to_them_is_booked(office: Office) -> None:
    with pytest.raises(BadInput, match="still_expected"):
        meanwhile(office, lambda tx: book_appointment(tx, new=new(office)), retire(office, "이수민"))
    assert office.people["이수민"].id in {person.id for person in office.desk.run(list_staff).value}


def test_of_two_bookings_of_one_hour_the_second_hears_that_it_is_taken(office: Office) -> None:
    def once(tx: Tx) -> object:
        return book_appointment(tx, new=new(office))

    with pytest.raises(BadInput, match="taken"):
        meanwhile(office, once, once)


def test_a_visitor_whom_two_desks_greet_has_arrived_once(office: Office) -> None:
    detail = book(office, starts_at=at(15, day=TODAY))

    def greet(tx: Tx) -> object:
        return arrive(tx, appointment_id=detail.id, seen_version=detail.version)

    with pytest.raises(Conflict):
        meanwhile(office, greet, greet)
    assert [line.what for line in opened(office, detail).history] == ["booked", "arrived"]


def test_whoever_arrives_while_their_visit_is_cancelled_finds_it_cancelled(office: Office) -> None:
    detail = book(office, starts_at=at(15, day=TODAY))
    seen = {"appointment_id": detail.id, "seen_version": detail.version}
    with pytest.raises(Conflict):
        meanwhile(
            office,
            lambda tx: cancel_appointment(tx, reason="고객이 취소", **seen),
            lambda tx: arrive(tx, **seen),
        )
    assert opened(office, detail).state is AppointmentState.CANCELLED


def test_two_moves_that_cross_both_arrive(office: Office) -> None:
    sumin, daeun = office.people["이수민"].id, office.people["정다은"].id
    theirs = book(office)
    ours = book(office, staff_id=daeun, starts_at=at(10), customer_name="서지우")

    def moves(detail: AppointmentDetail, staff_id: int) -> Callable[[Tx], object]:
        return lambda tx: move_appointment(
            tx,
            appointment_id=detail.id,
            seen_version=detail.version,
            staff_id=staff_id,
            starts_at=detail.starts_at + timedelta(minutes=30),
            minutes=30,
            place=detail.place,
        )

    meanwhile(office, moves(theirs, daeun), moves(ours, sumin))
    assert (opened(office, theirs).staff_id, opened(office, ours).staff_id) == (daeun, sumin)


def test_of_two_supervisors_who_name_deputies_the_last_is_right(office: Office) -> None:
    sumin, daeun, minho = (office.people[name].id for name in ("이수민", "정다은", "최민호"))

    def names(*deputies: int) -> Callable[[Tx], object]:
        return lambda tx: set_deputies(tx, staff_id=sumin, topic_id=None, deputies=deputies)

    meanwhile(office, names(daeun, minho), names(minho))
    assert office.desk.run(read_reference).value.chains.of(sumin, None) == (minho,)
