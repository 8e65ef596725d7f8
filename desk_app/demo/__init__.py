"""A throw-away office with a believable day around now, for `desk-app --demo`."""

from pathlib import Path

import sqlalchemy as sa

from db import files
from db.engine import open_sqlite
from desk_app.core.clock import Clock
from desk_app.core.staff import Person
from desk_app.demo.life import live
from desk_app.usecases.executor import Executor
from desk_app.usecases.signing_in import SignedIn

DEMO_PASSWORD = "demo1234"  # noqa: S105 - of an office that lives as long as its window
SUPERVISOR = "jungwoo"


def open_demo(database: Path, clock: Clock) -> SignedIn:
    """Found the invented office at `database`, encrypted as any other, and sign its receptionist in.

    The receptionist (to lift the curtain) and `SUPERVISOR` have the password `DEMO_PASSWORD`; the others
    have none, as each password costs a tenth of a second.
    """
    with files.founding(database, "haneul", DEMO_PASSWORD) as (founding, _code):
        person, desk = found_demo(founding.engine, clock)
    opened = files.Opened(open_sqlite(database, founding.key), database, founding.key)
    opened.admit(SUPERVISOR, DEMO_PASSWORD)
    return SignedIn(Executor(opened.engine, clock, actor=person, desk=desk), opened)


def found_demo(engine: sa.Engine, clock: Clock) -> tuple[Person, str]:
    """Fill an empty database with the invented office up to now; return its receptionist and their desk.

    The same moment always gives the same office.
    """
    with engine.begin() as connection:
        return live(connection, clock.now())
