"""Whatever wants the same hour of the same person at once, one appointment comes of it (`I-2-4`)."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from db.engine import says_overlap
from db.models import Alert, Appointment, AppointmentEvent, Customer, Promise
from desk_app.core.appointments import AppointmentState
from tests.bookings import TODAY, at, book
from tests.builders import Office
from tests.conftest import SQLITE_KEY

ROOT = Path(__file__).parents[2]
TRIES = 500
SEATS = 12
PATIENCE = 600
"""Seconds until a racer counts as hung: a second or ten where the machine is free."""


@pytest.fixture
def address(office: Office, request: pytest.FixtureRequest) -> tuple[str, str]:
    """Where another program finds the office, and the key that opens it."""
    if office.engine.dialect.name == "sqlite":
        return str(request.getfixturevalue("sqlite_path")), SQLITE_KEY.hex()
    return request.getfixturevalue("postgresql_url"), ""


@contextmanager
def _program(address: tuple[str, str], name: str) -> Iterator["subprocess.Popen[str]"]:
    """A racer that does not outlive its test, however that ends."""
    command = [sys.executable, "-m", "tests.usecases.racer", *address, name, str(TRIES)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT, text=True) as racer:
        try:
            yield racer
        finally:
            racer.kill()


def test_a_thousand_tries_from_two_programs_make_one_appointment(
    office: Office, address: tuple[str, str]
) -> None:
    told: Counter[str] = Counter()
    with ExitStack() as ending:
        racers = [ending.enter_context(_program(address, name)) for name in ("2번 창구", "3번 창구")]
        for racer in racers:
            assert racer.stdout is not None
            assert racer.stdout.readline() == "ready\n"
        for racer in racers:
            assert racer.stdin is not None
            racer.stdin.write("go\n")
            racer.stdin.flush()
        for racer in racers:
            said, _ = racer.communicate(timeout=PATIENCE)
            assert racer.returncode == 0
            told.update({what: int(count) for what, count in map(str.split, said.splitlines())})
    assert told == {"given": 1, "slot-taken": 2 * TRIES - 1}
    with office.engine.connect() as connection:
        (row,) = connection.execute(sa.select(Appointment.id, Appointment.uid, Appointment.customer_id))
        by_hand = "창구" in row.uid  # straight into the table: nothing comes with it
        counts = [
            connection.scalar(sa.select(sa.func.count()).select_from(model))
            for model in (AppointmentEvent, Customer, Alert, Promise)
        ]
    assert counts == ([0, 0, 0, 0] if by_hand else [1, 1, 2, 0]), "nothing is left of those refused"


def test_twelve_who_save_in_the_same_moment_do_not_wait_for_each_other(office: Office) -> None:
    """An exclusion constraint alone makes rings of waiting, each of which the server ends by an error."""
    start = Barrier(SEATS)

    def seat(number: int) -> bool:
        with office.engine.connect() as connection:
            start.wait()
            try:
                connection.execute(sa.insert(Appointment).values(**values(office, at(16), at(16, 30))))
                connection.commit()
            except sa.exc.IntegrityError as error:
                return not says_overlap(error)
        return True

    for _ in range(20):
        with ThreadPoolExecutor(SEATS) as seats:
            assert sum(seats.map(seat, range(SEATS))) == 1
        with office.engine.begin() as connection:
            connection.execute(sa.delete(Appointment))


# -- the database itself says no -----------------------------------------------------------------------


def values(office: Office, starts_at: datetime, ends_at: datetime, **more: Any) -> dict[str, Any]:
    return {
        "state": AppointmentState.BOOKED,
        "staff_id": office.people["이수민"].id,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "why_visit": "talk",
        "uid": str(uuid4()),
        "taken_by_id": office.people["김하늘"].id,
        "made_at": office.now,
        "version": 1,
        "changed_at": office.now,
        "changed_by": "",
        "changed_desk": "",
        **more,
    }


def insert(office: Office, starts_at: datetime, ends_at: datetime, **more: Any) -> None:
    with office.engine.begin() as connection:
        connection.execute(sa.insert(Appointment).values(**values(office, starts_at, ends_at, **more)))


def refuses(office: Office, statement: sa.Executable) -> bool:
    """Return whether the database refuses a statement for the overlap it would make."""
    try:
        with office.engine.begin() as connection:
            connection.execute(statement)
    except sa.exc.IntegrityError as error:
        return says_overlap(error)
    return False


@pytest.mark.parametrize(
    ("begin", "end", "refused"),
    [
        (at(16), at(16, 30), True),
        (at(15, 50), at(16, 1), True),
        (at(16, 29), at(17), True),
        (at(15), at(18), True),
        (at(16, 10), at(16, 20), True),
        (at(15, 30), at(16), False),
        (at(16, 30), at(17), False),
    ],
)
def test_the_database_refuses_an_overlap_past_the_program(
    office: Office, begin: datetime, end: datetime, refused: bool
) -> None:
    book(office)
    assert refuses(office, sa.insert(Appointment).values(**values(office, begin, end))) is refused


def test_the_database_refuses_moves_swaps_of_person_and_returns_into_an_overlap(office: Office) -> None:
    first = book(office)
    second = book(office, starts_at=at(10), customer_name="서지우")
    theirs = book(office, staff_id=office.people["정다은"].id, customer_name="최강희")
    insert(office, at(16), at(16, 30), state=AppointmentState.CANCELLED)
    change = sa.update(Appointment)
    moved = {"starts_at": at(15, 45), "ends_at": at(16, 15)}
    assert refuses(office, change.where(Appointment.id == second.id).values(**moved))
    assert refuses(office, change.where(Appointment.id == theirs.id).values(staff_id=first.staff_id))
    cancelled = change.where(Appointment.state == AppointmentState.CANCELLED)
    assert refuses(office, cancelled.values(state=AppointmentState.ARRIVED))
    assert not refuses(office, change.where(Appointment.id == first.id).values(ends_at=at(16, 45)))
    assert not refuses(office, change.where(Appointment.id == first.id).values(state="no_show"))
    assert not refuses(office, cancelled.values(state=AppointmentState.BOOKED)), "the hour is free now"


def test_another_integrity_error_is_no_overlap(office: Office) -> None:
    nobody = values(office, at(9, day=TODAY), at(10, day=TODAY), staff_id=999)
    with pytest.raises(sa.exc.IntegrityError) as refused, office.engine.begin() as connection:
        connection.execute(sa.insert(Appointment).values(**nobody))
    assert not says_overlap(refused.value)
