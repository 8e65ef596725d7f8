"""Somebody sitting before the page of appointments: keys pressed, blocks and answers read."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from desk_app.core.appointments import Reach, VisitReason
from desk_app.core.clock import seoul_at
from desk_app.gui.appointments.blocks import Block
from desk_app.gui.appointments.page import AppointmentsPage
from desk_app.gui.shift import Shift
from desk_app.usecases.appointments import AppointmentDetail, NewAppointment, book_appointment
from tests.builders import Office
from tests.gui.page_seat import Key, PageSeat

TUESDAY = date(2026, 11, 24)


def book(office: Office, who: str, at: str, minutes: int = 30, **fields: Any) -> AppointmentDetail:
    """Book a visit to `who` on Tuesday at "15:00", with whatever else is given."""
    new: dict[str, Any] = {
        "topic_id": office.topics["심리상담"].id,
        "matter": "상담 이어서",
        "place": "1층 상담실",
        "bring": "신분증",
        "why_visit": VisitReason.TALK,
        "reach": Reach.NONE,
        "customer_name": "오은석",
        "phone": "010-3333-2222",
        "override": "꼭 이때 오셔야 함",
    }
    starts_at = seoul_at(TUESDAY, time.fromisoformat(at))
    made = NewAppointment(office.people[who].id, starts_at, minutes, **(new | fields))
    return office.desk.run(book_appointment, new=made).value


class DaySeat(PageSeat[AppointmentsPage]):
    """Somebody sitting before the page: they press keys and read what is there."""

    def __init__(self, qtbot: QtBot, shift: Shift, page: AppointmentsPage) -> None:
        super().__init__(qtbot, shift, page)
        self.window = QStackedWidget()
        self.window.addWidget(page)
        self.window.addWidget(QWidget())

    def show(self) -> None:
        """Show the page, as the window does when somebody goes to it."""
        self.window.setCurrentWidget(self.page)
        self.page.day.grid.take_focus()
        self.settle()

    def leave(self) -> None:
        """Go to another page."""
        self.window.setCurrentIndex(1)

    def blocks(self) -> list[str]:
        """Return the appointments shown as a screen reader says them, by column and hour."""
        shown = [block for block in self.page.day.grid.findChildren(Block) if block.isVisible()]
        return [block.accessibleName() for block in sorted(shown, key=lambda each: (each.x(), each.y()))]

    def block(self, appointment_id: int) -> Block:
        """Return the block of an appointment."""
        found = [each for each in self.page.day.grid.findChildren(Block) if each.row_id == appointment_id]
        return next(each for each in found if not each.isHidden())

    def go_to(self, appointment_id: int) -> None:
        """Put the keyboard on an appointment."""
        assert self.page.day.grid.choose(appointment_id)
        self.settle()

    def drag(self, appointment_id: int, by: QPoint) -> None:
        """Take hold of a block with the mouse and let it go elsewhere."""
        block = self.block(appointment_id)
        held = QPoint(block.width() // 2, 4)
        QTest.mousePress(block, Qt.MouseButton.LeftButton, pos=held)
        QTest.mouseMove(block, held + by / 2)
        QTest.mouseMove(block, held + by)
        QTest.mouseRelease(block, Qt.MouseButton.LeftButton, pos=held + by)
        self.settle()

    def fill(self, who: str, when: str, *, matter: str = "상담 이어서") -> None:
        """Fill the form as a person does, from the question on, for somebody new."""
        self.press(Key.Key_N, Key.Key_2)
        self.type("강지훈")
        self.press(Key.Key_Tab)
        self.type("01024817736")
        self.press(Key.Key_Tab)
        self.type("심리상담")
        self.press(Key.Key_Tab)
        self.type(matter)
        self.press(Key.Key_Tab)
        self.type(who)
        self.press(Key.Key_Tab, Key.Key_Tab)
        self.type(when)


def seat_at(qtbot: QtBot, shift: Shift) -> Iterator[DaySeat]:
    """Yield a seat before the page as it stands at 1280×720, everything read."""
    seat = DaySeat(qtbot, shift, AppointmentsPage(shift))
    with seat.before(seat.window):
        seat.show()
        yield seat


def is_seen(widget: QWidget) -> bool:
    """Return whether a widget is shown whole, nothing of it scrolled away."""
    return widget.isVisible() and widget.visibleRegion().boundingRect().contains(widget.rect())


def later(office: Office, **length: int) -> None:
    """Let time pass."""
    office.clock.advance(timedelta(**length))
