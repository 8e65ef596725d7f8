"""From door to door on a real office: signing in, a contact cut short, signing out, coming back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press, type_hangul
from desk_app.core.clock import FixedClock
from desk_app.core.compliance import ToDo, ToDoKind
from desk_app.gui.app import Program
from desk_app.gui.complaints.new_panel import NewPanel
from desk_app.gui.contacts.record_panel import RecordPanel
from desk_app.gui.management.page import ManagementPage
from desk_app.gui.office.sign_in import SignIn
from desk_app.gui.widgets.labels import Words
from desk_app.gui.workplace import Workplace
from desk_app.settings import Places
from desk_app.usecases.signing_in import sign_in
from tests.builders import DESK
from tests.founded import BOSS, PASSWORD, founded, quick_keys


@pytest.fixture(autouse=True)
def quick(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Derive keys quickly, and let no telephone of this computer ring here."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    with quick_keys():
        yield


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A founded office."""
    return founded(tmp_path)[0]


@pytest.fixture
def program(dressed: QApplication, places: Places, clock: FixedClock) -> Iterator[Program]:
    """The program before its first window."""
    program = Program(places, clock)
    yield program
    program.close()


@pytest.fixture
def enter(program: Program, places: Places, clock: FixedClock, qtbot: QtBot) -> Callable[[], Workplace]:
    """Give a function that begins the supervisor's shift and returns it once its window stands."""

    def enter() -> Workplace:
        program.enter(sign_in(places.database, clock, sign_in_name=BOSS, password=PASSWORD, desk=DESK))
        assert program.workplace is not None
        workplace = program.workplace
        qtbot.waitUntil(lambda: workplace.stands)
        workplace.runner.settle()
        return workplace

    return enter


def test_a_shift_opens_at_the_desk_with_branch_desk_and_me(enter: Callable[[], Workplace]) -> None:
    workplace = enter()
    assert workplace.window.here() == "desk"
    assert workplace.window.isVisible()


def test_whoever_signs_out_in_mid_call_finds_every_word_at_the_next_shift(
    program: Program, enter: Callable[[], Workplace], qtbot: QtBot
) -> None:
    workplace = enter()
    workplace.desk.start_call()
    workplace.runner.settle()
    record: RecordPanel = workplace.desk.record
    type_hangul(record.name, "강지훈")
    workplace.left.emit()
    assert program.workplace is None
    assert any(isinstance(one, SignIn) and one.isVisible() for one in QApplication.topLevelWidgets())
    again = enter()
    again.runner.settle()
    waiting = again.desk.idle.waiting.rows()
    assert ["강*훈" in row.title for row in waiting] == [True], "masked: a visitor may look"


def test_a_contact_begins_from_any_page(enter: Callable[[], Workplace]) -> None:
    workplace = enter()
    for page in ("promises", "appointments", "inquiries", "customers", "faq", "management", "settings"):
        shown = workplace.window.show_page(page)
        workplace.runner.settle()
        focus = QApplication.focusWidget() or shown
        press(focus, Qt.Key.Key_F3)
        workplace.runner.settle()
        assert workplace.window.here() == "desk", page
        assert workplace.desk.session is not None


def test_a_call_is_handed_on_as_an_inquiry_by_one_key(enter: Callable[[], Workplace]) -> None:
    workplace = enter()
    workplace.desk.start_call()
    workplace.runner.settle()
    assert workplace.desk.session is not None
    workplace.desk.session.edit(customer_name="강지훈", summary="서면 답변을 바람")
    press(QApplication.focusWidget() or workplace.desk, Qt.Key.Key_F12)
    assert workplace.window.here() == "inquiries"
    assert workplace.inquiries.intake.customer.name.text() == "강지훈"
    assert workplace.inquiries.intake.text.toPlainText() == "서면 답변을 바람"
    assert workplace.desk.session is not None, "the call goes on"


def test_what_a_supervisor_has_to_do_leads_to_its_place(enter: Callable[[], Workplace]) -> None:
    workplace = enter()
    for kind, page in (
        (ToDoKind.OVERDUE, "promises"),
        (ToDoKind.FAQ_CANDIDATES, "faq"),
        (ToDoKind.ACCESS_CHECK, "settings"),
        (ToDoKind.MONTHLY_CHECK, "inquiries"),
        (ToDoKind.MONITORING, "management"),
    ):
        management = workplace.window.show_page("management")
        assert isinstance(management, ManagementPage)
        workplace.runner.settle()
        management.place_asked.emit(ToDo(kind, 1))
        workplace.runner.settle()
        assert workplace.window.here() == page, kind
        shown = management.here()
    assert shown == "monitoring"


def test_a_call_and_the_inquiry_it_turned_into_know_of_each_other_and_are_complained_of(
    enter: Callable[[], Workplace], qtbot: QtBot
) -> None:
    workplace = enter()
    workplace.desk.start_call()
    workplace.runner.settle()
    session = workplace.desk.session
    assert session is not None
    session.edit(customer_name="강지훈", phone="010-2481-7736", summary="서면 답변을 바람")
    press(QApplication.focusWidget() or workplace.desk, Qt.Key.Key_F12)
    form = workplace.inquiries.intake
    assert "창구 응대에서 이어진" in form.before()
    form.subject.setText("허그일자리 자격")
    form.record()
    workplace.runner.settle()
    assert len(session.draft.inquiry_ids) == 1
    workplace.window.show_page("desk")
    workplace.desk.verbs["finish"].trigger()
    workplace.runner.settle()
    assert workplace.desk.session is None
    workplace.window.show_page("inquiries")
    workplace.inquiries.show_inquiry(session.draft.inquiry_ids[0])
    workplace.runner.settle()
    assert "전화 기록에서 옴" in "".join(
        words.text() for words in workplace.inquiries.detail.text.call.findChildren(Words)
    )
    press(workplace.inquiries.list.view, Qt.Key.Key_J)
    workplace.runner.settle()
    assert workplace.window.here() == "customers"
    record = workplace.customers.contact.record
    assert record is not None
    assert [each.subject for each in record.inquiries] == ["허그일자리 자격"]
    management = workplace.window.page("management")
    assert isinstance(management, ManagementPage)
    section, origins = management.complaints(), []
    for from_where, said in (("inquiries", "에서: 허그일자리 자격"), ("customers", "응대에서: 서면 답변을")):
        page = workplace.window.show_page(from_where)
        workplace.runner.settle()
        press(QApplication.focusWidget() or page, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        panel = section.detail.place.panel
        assert isinstance(panel, NewPanel)
        assert any(said in words.text() for words in panel.findChildren(Words))
        panel.confirm.click()  # what it is about stands there already: nothing is typed again
        qtbot.waitUntil(lambda: section.is_settled() and not workplace.runner.busy)
        made = section.detail.detail
        assert made is not None
        press(section.list, Qt.Key.Key_J)
        workplace.runner.settle()
        assert workplace.window.here() == from_where, "and back to where it came from"
        origins.append((made.about, made.customer, made.inquiry_id is not None, made.contact_id is not None))
    assert origins == [
        ("허그일자리 자격", "강지훈", True, False),
        ("서면 답변을 바람", "강지훈", False, True),
    ]


def test_the_day_opens_with_its_brief_where_there_is_something_to_tell(
    enter: Callable[[], Workplace], program: Program
) -> None:
    workplace = enter()
    QApplication.processEvents()
    assert not workplace.briefs.opening.isVisible(), "a day without anything begins at the desk"
    workplace.desk.start_call()
    workplace.runner.settle()
    type_hangul(workplace.desk.record.name, "강지훈")
    workplace.left.emit()
    again = enter()
    again.runner.settle()
    QApplication.processEvents()
    assert again.briefs.opening.isVisible()
    press(QApplication.focusWidget() or again.window, Qt.Key.Key_Escape)
    assert not again.briefs.opening.isVisible()
    assert again.window.here() == "desk"


def test_closing_the_window_ends_the_shift(enter: Callable[[], Workplace], program: Program) -> None:
    workplace = enter()
    workplace.window.close()
    assert not workplace.window.isVisible()
    program.close()
