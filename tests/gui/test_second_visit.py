"""A second visit by our fault in the record of its contact, taken back by a supervisor with the reason."""

from collections.abc import Iterator
from contextlib import contextmanager

from pytestqt.qtbot import QtBot

from desk_app.gui.customers.contact import ContactPanel
from desk_app.gui.customers.page import CustomersPage
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.panels import PanelPlace
from desk_app.usecases.board import list_board
from desk_app.usecases.customer_history import ContactRecord, open_contact
from tests.builders import Office
from tests.gui.page_seat import CTRL, Key, PageSeat
from tests.usecases.test_taking_back import second_visit


class _Opened(CustomersPage):
    """The page of customers with the panel of its opened contact as the one that asks."""

    @property
    def detail(self) -> "_Opened":
        return self

    @property
    def place(self) -> PanelPlace:
        return self.contact.second_visit.place

    def is_settled(self) -> bool:
        return not self._search.waiting


@contextmanager
def opened(qtbot: QtBot, shift: Shift, record: ContactRecord) -> Iterator[PageSeat[_Opened]]:
    """Sit before the contact in the customer's history."""
    seat = PageSeat(qtbot, shift, _Opened(shift))
    with seat.before(seat.page):
        assert record.customer_id is not None
        seat.page.open_customer(record.customer_id, record.id)
        seat.settle()
        yield seat


def said(panel: ContactPanel) -> str:
    return "\n".join(words.text() for words in panel.findChildren(Words) if words.isVisible())


def test_a_supervisor_takes_our_fault_back_where_the_contact_is_read(
    qtbot: QtBot, boss: Shift, office: Office
) -> None:
    contact_id = second_visit(office)
    record = office.boss.run(open_contact, contact_id=contact_id).value
    with opened(qtbot, boss, record) as seat:
        contact = seat.page.contact
        assert "두 번째 방문 · 우리 잘못\n" in said(contact)
        seat.press(Key.Key_B, modifiers=CTRL)
        seat.press(Key.Key_Return)
        assert "사유" in seat.error()
        seat.press(Key.Key_Escape)
        assert seat.panel() is None
        assert contact.isVisible(), "Esc leaves what was asked, and the contact with the next one"
        seat.press(Key.Key_B, modifiers=CTRL)
        seat.type("문자로 안내한 기록이 있음")
        seat.press(Key.Key_Return)
        assert "두 번째 방문 · 우리 잘못이라는 답을 거둠" in said(contact)
        assert "문자로 안내한 기록이 있음" in said(contact)
        assert not contact.second_visit.take_back.isEnabled()
    assert office.desk.run(list_board).value.rows == ()


def test_others_read_of_it_and_take_nothing_back(qtbot: QtBot, shift: Shift, office: Office) -> None:
    contact_id = second_visit(office)
    record = office.desk.run(open_contact, contact_id=contact_id).value
    with opened(qtbot, shift, record) as seat:
        assert "두 번째 방문 · 우리 잘못" in said(seat.page.contact)
        seat.press(Key.Key_B, modifiers=CTRL)
        assert seat.panel() is None


def test_a_contact_that_was_no_second_visit_says_nothing_of_one(
    qtbot: QtBot, boss: Shift, office: Office
) -> None:
    first = office.record(customer_name="강지훈", phone="010-2481-7736")
    record = office.boss.run(open_contact, contact_id=first.contact_id).value
    with opened(qtbot, boss, record) as seat:
        assert "두 번째 방문" not in said(seat.page.contact)
        seat.press(Key.Key_B, modifiers=CTRL)
        assert seat.panel() is None
