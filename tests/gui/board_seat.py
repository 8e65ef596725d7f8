"""Somebody sitting before the board of promises: keys pressed, lines read, statements counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.models import Access
from desk_app.commands.hands import type_hangul
from desk_app.gui.messages import Message, voice
from desk_app.gui.promises.page import PromisesPage
from desk_app.gui.promises.panels import Panel
from desk_app.gui.promises.table import BoardModel, Head
from desk_app.gui.shift import Shift
from desk_app.usecases.board import PromiseDetail, open_promise
from tests.builders import Office

Key = Qt.Key
TUESDAY = date(2026, 11, 24)


class Seat:
    """Somebody sitting before the board: they press keys and read what is there."""

    def __init__(self, qtbot: QtBot, shift: Shift, page: PromisesPage) -> None:
        self.qtbot, self.shift, self.page = qtbot, shift, page
        self.heard: list[str] = []
        self.calls: list[PromiseDetail] = []
        voice().said.connect(self.hear)
        page.call_back.connect(self.calls.append)

    def hear(self, message: Message) -> None:
        self.heard.append(message.text)

    def settle(self) -> None:
        """Wait until everything asked for is on the screen."""
        self.qtbot.waitUntil(lambda: self.page.is_settled() and not self.shift.runner.busy)

    def press(self, *keys: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            where = QApplication.focusWidget()
            assert where is not None, "the keyboard is somewhere"
            QTest.keyClick(where, key, modifiers)
            self.settle()

    def type(self, text: str) -> None:
        where = QApplication.focusWidget()
        assert where is not None
        type_hangul(where, text)

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

    def panel(self) -> Panel | None:
        """Return the panel open now."""
        return self.page.detail.panel

    def error(self) -> str:
        """Return what the open panel says is wrong, wherever it says it."""
        panel = self.page.detail.panel
        assert panel is not None
        under = [field.editor.accessibleDescription() for field in panel.fields.values()]
        return " ".join(text for text in (panel.error(), *under) if text)


@contextmanager
def seat(qtbot: QtBot, shift: Shift) -> Iterator[Seat]:
    page = PromisesPage(shift)
    qtbot.addWidget(page)
    made = Seat(qtbot, shift, page)
    page.resize(1160, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    made.settle()
    yield made
    made.settle()
    voice().said.disconnect(made.hear)


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
