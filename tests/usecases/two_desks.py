"""Two desks at work at the same moment: the second begins before the first has committed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import sqlalchemy as sa

from db.transactions import Tx
from desk_app.usecases.executor import usecase
from tests.builders import Office

T = TypeVar("T")


def meanwhile(office: Office, first: Callable[[Tx], T], second: Callable[[Tx], T]) -> tuple[T, T]:
    """Let a second desk begin once the first has done its work but not committed; return what both got."""
    with ThreadPoolExecutor(1) as elsewhere:

        @usecase()
        def work(tx: Tx) -> tuple[T, Future[T]]:
            done = first(tx)
            tx.write_out()
            other = office.at("한지부", "2번 창구")
            begun = elsewhere.submit(lambda: other.run(usecase()(second)).value)
            while not (begun.done() or waits(office.engine)):
                pass
            return done, begun

        done, begun = office.at("한지부").run(work).value
        return done, begun.result()


def waits(engine: sa.Engine) -> bool:
    """Return whether a transaction waits for another; on SQLite the second one always does, at the door."""
    if engine.dialect.name == "sqlite":
        return True
    with engine.connect() as connection:
        return bool(connection.scalar(sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")))
