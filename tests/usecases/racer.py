"""One of several programs that want the same hour: `python -m tests.usecases.racer OFFICE KEY NAME TRIES`.

OFFICE is a file (KEY opens it) or the address of a server. It tells `ready`, waits for a line, tries from
several threads at once, every other time past the use-case straight into the table, and tells how often it
was given the hour and how often it was refused.
"""

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from db.engine import open_postgresql, open_sqlite, says_overlap
from db.models import Appointment
from desk_app.core.appointments import AppointmentState, Reach, VisitReason
from desk_app.core.clock import FixedClock
from desk_app.core.errors import BadInput, World, WorldProblem
from desk_app.core.staff import Person, Role
from desk_app.usecases.appointments import NewAppointment, book_appointment
from desk_app.usecases.executor import Executor
from desk_app.usecases.staff import list_staff
from tests.bookings import TODAY, at

THREADS = 4
HOUR = at(16)


class Racer:
    """A program at one desk that wants 이수민's hour."""

    def __init__(self, engine: sa.Engine, name: str) -> None:
        clock = FixedClock(at(14, 6, TODAY))
        nobody = Executor(engine, clock, actor=Person(0, "", "", Role.SUPERVISOR), desk=name)
        people = {person.name: person for person in nobody.run(list_staff).value}
        self.engine, self.name = engine, name
        self.desk = Executor(engine, clock, actor=people["김하늘"], desk=name)
        self.person = people["이수민"].id

    def attempt(self, number: int) -> str:
        """Try until it is decided, and return whether the hour is ours."""
        while True:
            try:
                self._book(number) if number % 2 else self._insert(number)
            except World as trouble:
                if trouble.problem is not WorldProblem.DATABASE_BUSY:
                    raise
                continue
            except BadInput as refused:
                return f"{refused.field}-{refused.problem}"
            return "given"

    def _book(self, number: int) -> None:
        new = NewAppointment(
            staff_id=self.person,
            starts_at=HOUR + timedelta(minutes=number % 20),
            minutes=30,
            topic_id=None,
            matter="",
            place="",
            bring="",
            why_visit=VisitReason.TALK,
            reach=Reach.NONE,
            customer_name=f"{self.name} {number}",
            override="모두가 원하는 시각",
        )
        self.desk.run(book_appointment, new=new)

    def _insert(self, number: int) -> None:
        starts_at = HOUR - timedelta(minutes=number % 20)
        row = {
            "state": AppointmentState.BOOKED,
            "staff_id": self.person,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=30),
            "why_visit": VisitReason.TALK,
            "uid": f"{self.name} {number}",
            "taken_by_id": self.person,
            "made_at": HOUR,
            "version": 1,
            "changed_at": HOUR,
            "changed_by": "",
            "changed_desk": "",
        }
        try:
            with self.engine.begin() as connection:
                connection.execute(sa.insert(Appointment).values(**row))
        except sa.exc.IntegrityError as refused:
            if not says_overlap(refused):
                raise
            raise BadInput("slot", "taken") from refused


def main(office: str, key: str, name: str, tries: int) -> None:
    """Race, and tell how it went."""
    engine = open_sqlite(Path(office), bytes.fromhex(key)) if key else open_postgresql(office)
    racer = Racer(engine, name)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with ThreadPoolExecutor(THREADS) as threads:
        for what, count in Counter(threads.map(racer.attempt, range(tries))).items():
            sys.stdout.write(f"{what} {count}\n")
    engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
