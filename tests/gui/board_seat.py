"""Somebody sitting before the board of promises: keys pressed, lines read, statements counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import sqlalchemy as sa
from pytestqt.qtbot import QtBot

from db.models import Access
from desk_app.gui.promises.page import PromisesPage
from desk_app.gui.promises.table import BoardModel, Head
from desk_app.gui.shift import Shift
from desk_app.usecases.board import PromiseDetail, open_promise
from tests.builders import Office
from tests.gui.page_seat import PageSeat

TUESDAY = date(2026, 11, 24)


class Seat(PageSeat[PromisesPage]):
    """Somebody sitting before the board: they press keys and read what is there."""

    def __init__(self, qtbot: QtBot, shift: Shift, page: PromisesPage) -> None:
        super().__init__(qtbot, shift, page)
        self.calls: list[PromiseDetail] = []
        page.call_back.connect(self.calls.append)

    def lines(self) -> list[str]:
        """Return the list from top to bottom as a screen reader says it, heads in brackets."""
        model = self.page.board.view.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [
            f"[{row.data()}]" if isinstance(row.data(BoardModel.EntryRole), Head) else str(row.data())
            for row in rows
        ]

    def choose(self, promise_id: int) -> None:
        assert self.page.board.view.choose(("promise", promise_id))
        self.settle()


@contextmanager
def seat(qtbot: QtBot, shift: Shift) -> Iterator[Seat]:
    made = Seat(qtbot, shift, PromisesPage(shift))
    with made.before(made.page, 640):
        yield made


def three_promises(office: Office) -> list[int]:
    """Make three promises: within the hour, today, tomorrow."""
    training = office.topics["직업훈련"].id
    return [
        office.promise(timedelta(minutes=24), customer_name="오희석", summary="심리상담 일정"),
        office.promise(timedelta(hours=3), customer_name="강지훈", summary="자격과 서류", topic_id=training),
        office.promise(
            timedelta(hours=20), customer_name="한철수", phone="010-3333-4444", summary="수강 일정"
        ),
    ]


def detail_of(office: Office, promise_id: int) -> PromiseDetail:
    return office.desk.run(open_promise, promise_id=promise_id).value


@contextmanager
def statements(office: Office) -> Iterator[list[str]]:
    """Collect what the database is asked meanwhile."""
    asked: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    sa.event.listen(office.engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(office.engine, "before_cursor_execute", note)


def times_seen(office: Office) -> int:
    """Return how many lines the access log has."""
    with office.engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(Access)) or 0
