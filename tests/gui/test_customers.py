"""The page of customers and the search of the top bar, by keyboard, on both engines."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from db.models import Access
from desk_app.commands.hands import press, type_hangul
from desk_app.core.areas import Area
from desk_app.core.contacts import SafeContact
from desk_app.core.korean import mask_name
from desk_app.gui.customers.page import CustomersPage
from desk_app.gui.customers.search import GlobalSearch
from desk_app.gui.main_window import MainWindow, PageSpec
from desk_app.gui.messages import Message, voice
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.customers import change_customer, open_caller
from tests.builders import Office

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's, of any window
Key = Qt.Key
PEOPLE = {"강지훈": "010-2481-7736", "강진호": "010-5555-1212", "김서연": "031-876-5432"}


@pytest.fixture
def customers(office: Office) -> dict[str, int]:
    """Three customers with one contact each, by name."""
    found = {}
    for name, phone in PEOPLE.items():
        done = office.record(customer_name=name, phone=phone, summary=f"{name} 님의 문의")
        assert done.customer_id is not None
        found[name] = done.customer_id
    return found


class Elsewhere(QWidget):
    """Another page, where somebody is typing."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)


@pytest.fixture
def window(shift: Shift, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with another page and the page of customers, the latter shown."""
    pages = [
        PageSpec("desk", "응대", "phone", Elsewhere),
        PageSpec("customers", "고객", "user", lambda: CustomersPage(shift)),
    ]
    made = MainWindow(pages)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_page("customers")
    yield made
    shift.runner.settle()


@pytest.fixture
def page(window: MainWindow) -> CustomersPage:
    """The page of customers."""
    made = window.page("customers")
    assert isinstance(made, CustomersPage)
    return made


def find(page: CustomersPage, shift: Shift, text: str) -> list[str]:
    """Type `text` into the page's search and return what is found, as it is read aloud."""
    page.search.clear()
    type_hangul(page.search, text)
    shift.runner.settle()
    return [row.spoken for row in page.found.rows]


def open_first(page: CustomersPage, shift: Shift, text: str) -> None:
    """Find somebody and open them by Enter."""
    find(page, shift, text)
    press(page.search, Key.Key_Return)
    shift.runner.settle()


def shown(widget: QWidget) -> str:
    """Return all words that a widget shows now."""
    return "\n".join(words.text() for words in widget.findChildren(Words) if words.isVisible())


def opened(office: Office) -> list[tuple[str, int | None]]:
    """Return who was looked at so far, as the access log has it."""
    with Session(office.engine) as session:
        lines = session.execute(sa.select(Access.action, Access.customer_id).order_by(Access.id)).all()
    return [(action, customer_id) for action, customer_id in lines if action == "customer.open"]


# -- searching -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ㄱㅈㅎ", ["강지훈", "강진호"]),
        ("강ㅈ", ["강지훈", "강진호"]),
        ("강지훈", ["강지훈"]),
        ("7736", ["강지훈"]),
        ("010-55", ["강진호"]),
        ("031 876", ["김서연"]),
        ("박", []),
    ],
)
def test_typing_finds_people_by_name_initials_and_number(
    page: CustomersPage, shift: Shift, customers: dict[str, int], text: str, names: list[str]
) -> None:
    found = find(page, shift, text)
    assert [row.key for row in page.found.rows] == [customers[name] for name in names]
    for row, name in zip(found, names, strict=True):
        assert row.startswith(mask_name(name)), "a visitor may look at the list"
        assert name not in row
        assert PEOPLE[name] not in row


def test_a_syllable_still_being_composed_is_searched_too(
    page: CustomersPage, shift: Shift, customers: dict[str, int]
) -> None:
    type_hangul(page.search, "강")
    QApplication.sendEvent(page.search, QInputMethodEvent("진", []))
    shift.runner.settle()
    assert [row.key for row in page.found.rows] == [customers["강진호"]]


def test_nobody_found_says_what_to_try(page: CustomersPage, shift: Shift, customers: dict[str, int]) -> None:
    assert find(page, shift, "박") == []
    assert "초성이나 전화번호 끝 네 자리로 찾아 보세요." in shown(page)
    find(page, shift, "77")
    assert "전화번호는 세 자리부터 찾습니다." in shown(page)


def test_only_opening_somebody_is_an_access(
    office: Office, page: CustomersPage, shift: Shift, customers: dict[str, int]
) -> None:
    find(page, shift, "강")
    press(page.search, Key.Key_Down)
    press(page.search, Key.Key_Up)
    press(page.search, Key.Key_Down)
    assert page.search.hasFocus()
    assert opened(office) == []
    press(page.search, Key.Key_Return)
    shift.runner.settle()
    assert opened(office) == [("customer.open", customers["강진호"])]
    assert page.history.hasFocus()


def test_enter_before_the_answer_is_here_opens_the_first_once_it_comes(
    page: CustomersPage, shift: Shift, customers: dict[str, int]
) -> None:
    type_hangul(page.search, "김서연")
    press(page.search, Key.Key_Return)
    shift.runner.settle()
    assert "김서연 님" in shown(page.person)


# -- the customer ------------------------------------------------------------------------------


def test_the_open_customer_is_shown_whole_with_what_is_owed(
    office: Office, page: CustomersPage, shift: Shift, customers: dict[str, int], qtbot: QtBot
) -> None:
    promise_id = office.promise(timedelta(minutes=24))
    open_first(page, shift, "7736")
    text = shown(page.person)
    assert "강지훈 님" in text
    assert "010-2481-7736" in text
    assert "기관 이름을 밝혀도 되는지 아직 여쭙지 않음" in text
    assert [row.chip for row in page.person.promises.rows] == ["24분 남음"]
    page.person.promises.setFocus()
    with qtbot.waitSignal(page.promise_opened) as chosen:
        press(page.person.promises, Key.Key_Return)
    assert chosen.args == [promise_id]
    with qtbot.waitSignal(page.start_call_for) as called:
        press(page.person.promises, Key.Key_F9)
    assert called.args == [customers["강지훈"]]


def test_the_whole_history_is_read_by_enter_on_its_last_line(
    office: Office, page: CustomersPage, shift: Shift, customers: dict[str, int]
) -> None:
    for number in range(99):
        office.clock.advance(timedelta(minutes=7))
        office.record(customer_name="강지훈", phone=PEOPLE["강지훈"], summary=f"{number}번")
    open_first(page, shift, "7736")
    while len(page.history.rows) < 100 or page.history.rows[-1].spoken.startswith("더 보기"):
        before = len(page.history.rows)
        press(page.history, Key.Key_End)
        press(page.history, Key.Key_Return)
        shift.runner.settle()
        assert page.history.currentIndex().row() == before - 1, "reading goes on where it stopped"
    assert len({row.key for row in page.history.rows}) == 100
    assert page.history.rows[-1].spoken.endswith("강지훈 님의 문의")


def test_one_contact_shows_what_was_asked_and_which_steps_were_skipped(
    office: Office, page: CustomersPage, shift: Shift
) -> None:
    office.record(
        customer_name="강지훈",
        phone=PEOPLE["강지훈"],
        summary="면접비 지원을\n물어보심",
        note="저녁에만",
        rings=2,
        ring_ms=5100,
    )
    open_first(page, shift, "7736")
    press(page.history, Key.Key_Return)
    shift.runner.settle()
    text = shown(page.contact)
    for said in ("면접비 지원을\n물어보심", "저녁에만", "010-2481-7736", "건너뜀", "I-2 ①"):
        assert said in text
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.contact.isAncestorOf(focused)
    press(focused, Key.Key_Escape)
    assert not page.contact.isVisible()
    assert page.history.hasFocus()


def test_what_a_colleague_records_appears_and_what_was_read_further_back_stays(
    office: Office, page: CustomersPage, shift: Shift
) -> None:
    for _ in range(40):
        office.record(customer_name="강지훈", phone=PEOPLE["강지훈"])
    open_first(page, shift, "7736")
    press(page.history, Key.Key_End)
    press(page.history, Key.Key_Return)
    shift.runner.settle()
    chosen = page.history.chosen()
    office.clock.advance(timedelta(minutes=1))
    new = office.record(customer_name="강지훈", phone=PEOPLE["강지훈"])
    shift.changed.emit(frozenset({Area.CONTACTS}))
    shift.runner.settle()
    assert [len(page.history.rows), page.history.rows[0].key] == [41, new.contact_id]
    assert page.history.chosen() == chosen


# -- changing details --------------------------------------------------------------------------


def test_answers_about_calling_safely_are_kept(
    office: Office, page: CustomersPage, shift: Shift, customers: dict[str, int]
) -> None:
    open_first(page, shift, "7736")
    press(page.history, Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert page.form.name.hasFocus()
    page.form.safe.may_name.set_answer(False)
    type_hangul(page.form.safe.hours, "저녁")
    press(page.form.safe.hours, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shift.runner.settle()
    card = office.desk.run(open_caller, customer_id=customers["강지훈"]).value
    assert card.safe_contact == SafeContact(False, None, "저녁")
    text = shown(page.person)
    assert "기관 이름을 밝히면 안 됨" in text
    assert "연락 시간: 저녁" in text


def test_a_number_that_is_none_is_said_at_its_field_and_nothing_typed_is_lost(
    office: Office, page: CustomersPage, shift: Shift, customers: dict[str, int]
) -> None:
    open_first(page, shift, "7736")
    press(page.history, Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    page.form.phones.setPlainText("010-2481-7736\n010-12")
    page.form.save()
    shift.runner.settle()
    assert "010-12: 전화번호가 짧습니다." in shown(page.form)
    assert page.form.phones.hasFocus()
    messages: list[Message] = []
    voice().said.connect(messages.append)
    page.open_customer(customers["김서연"])
    shift.runner.settle()
    voice().said.disconnect(messages.append)
    assert page.form.phones.toPlainText() == "010-2481-7736\n010-12", "another customer waits for the form"
    assert messages[0].tone == "warning"
    press(page.form.phones, Key.Key_Escape)
    page.open_customer(customers["김서연"])
    shift.runner.settle()
    assert "김서연 님" in shown(page.person)
    assert office.desk.run(open_caller, customer_id=customers["강지훈"]).value.version == 1


def test_a_colleague_who_was_first_is_named_and_both_versions_are_seen(
    office: Office, page: CustomersPage, shift: Shift, customers: dict[str, int]
) -> None:
    customer_id = customers["강지훈"]
    open_first(page, shift, "7736")
    press(page.history, Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    office.at("이수민", "2번 창구").run(
        change_customer,
        customer_id=customer_id,
        seen_version=1,
        name="강지운",
        phones=("010-2481-7736",),
        safe_contact=SafeContact(may_text=False),
    )
    page.form.name.setText("강지환")
    page.form.save()
    shift.runner.settle()
    text = shown(page.form)
    assert "이수민 대리 님이 2번 창구에서 14:06에 바꿨습니다." in text
    assert "강지운" in text
    assert page.form.name.text() == "강지환"
    assert office.desk.run(open_caller, customer_id=customer_id).value.name == "강지운"
    page.form.save()
    shift.runner.settle()
    assert "강지환 님" in shown(page.person)


# -- the search of the top bar ---------------------------------------------------------------------


@pytest.fixture
def search(window: MainWindow, shift: Shift) -> GlobalSearch:
    """The search of the top bar, another page shown and its field in use."""
    made = GlobalSearch(shift, window)
    elsewhere = window.show_page("desk")
    assert isinstance(elsewhere, Elsewhere)
    elsewhere.field.setFocus()
    press(elsewhere.field, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    return made


def test_the_top_search_keeps_the_focus_and_enter_takes_the_one_chosen(
    window: MainWindow, search: GlobalSearch, shift: Shift, customers: dict[str, int], qtbot: QtBot
) -> None:
    field = window.top_bar.search
    type_hangul(field, "ㄱㅈㅎ")
    shift.runner.settle()
    assert field.hasFocus()
    assert search.panel.isVisible()
    assert [row.spoken[:3] for row in search.list.rows] == ["강*훈", "강*호"]
    press(field, Key.Key_Down)
    with qtbot.waitSignal(search.customer_chosen) as chosen:
        press(field, Key.Key_Return)
    assert chosen.args == [customers["강진호"]]
    assert not search.panel.isVisible()
    assert field.text() == ""


def test_enter_typed_ahead_of_the_answer_takes_the_first(
    window: MainWindow, search: GlobalSearch, shift: Shift, customers: dict[str, int], qtbot: QtBot
) -> None:
    type_hangul(window.top_bar.search, "5432")
    with qtbot.waitSignal(search.customer_chosen) as chosen:
        press(window.top_bar.search, Key.Key_Return)
    assert chosen.args == [customers["김서연"]]
    shift.runner.settle()


def test_esc_closes_the_panel_and_gives_the_focus_back(
    window: MainWindow, search: GlobalSearch, shift: Shift, customers: dict[str, int]
) -> None:
    elsewhere = window.page("desk")
    assert isinstance(elsewhere, Elsewhere)
    type_hangul(window.top_bar.search, "강")
    shift.runner.settle()
    assert search.panel.isVisible()
    press(window.top_bar.search, Key.Key_Escape)
    assert not search.panel.isVisible()
    assert elsewhere.field.hasFocus()
    assert window.top_bar.search.text() == ""


def test_nothing_is_left_in_sight_behind_the_curtain_or_after_leaving_the_field(
    window: MainWindow, search: GlobalSearch, shift: Shift, customers: dict[str, int]
) -> None:
    type_hangul(window.top_bar.search, "박")
    shift.runner.settle()
    assert "찾는 고객이 없습니다." in shown(search.panel)
    window.raise_curtain()
    assert not search.panel.isVisible()
    window.lift_curtain()
    type_hangul(window.top_bar.search, "강")
    shift.runner.settle()
    assert search.panel.isVisible()
    elsewhere = window.page("desk")
    assert isinstance(elsewhere, Elsewhere)
    elsewhere.field.setFocus()
    assert not search.panel.isVisible()
