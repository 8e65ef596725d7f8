"""All of somebody's work handed over at once, by keyboard."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press
from desk_app.core.appointments import Reach, VisitReason
from desk_app.core.clock import seoul_at
from desk_app.core.complaints import ComplaintKind, NewComplaint
from desk_app.gui.settings.deputies import DeputiesSection
from desk_app.gui.settings.hand_over import HandOverForm
from desk_app.gui.shift import Shift
from desk_app.usecases.appointments import NewAppointment, book_appointment
from desk_app.usecases.complaints import record_complaint
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.promises import hand_over_promise
from tests.builders import Office
from tests.gui.settings_page import ALT, CTRL, fill, listening, opened


@pytest.fixture
def said(dressed: QApplication) -> Iterator[list[str]]:
    """What the notice line was given to say."""
    with listening() as heard:
        yield heard


@pytest.fixture
def section(qtbot: QtBot, boss: Shift, office: Office, tmp_path: Path) -> DeputiesSection:
    """The section on 이수민, who owes a callback and expects two visitors, ready to hand over to 정다은."""
    sumin, daeun = office.people["이수민"], office.people["정다은"]
    office.boss.run(set_deputies, staff_id=sumin.id, topic_id=None, deputies=(daeun.id,))
    promise_id = office.promise()
    office.desk.run(hand_over_promise, promise_id=promise_id, seen_version=1, to_id=sumin.id, note="담당")
    for day in (25, 26):
        book(office, sumin.id, seoul_at(date(2026, 11, day), time(14)))
    boss.changed.emit(DeputiesSection.areas)
    page = opened(qtbot, boss, tmp_path)
    made = page.show_section("deputies")
    assert isinstance(made, DeputiesSection)
    made.setProperty("page", page)
    made.table.choose(sumin.id)
    press(made.table, Qt.Key.Key_H, ALT)
    return made


def book(office: Office, staff_id: int, starts_at: datetime) -> int:
    """Book a visit of half an hour and return its id."""
    new = NewAppointment(
        staff_id=staff_id,
        starts_at=starts_at,
        minutes=30,
        topic_id=None,
        matter="서류 확인",
        place="1층 상담실",
        bring="신분증",
        why_visit=VisitReason.PAPERS,
        reach=Reach.CALL,
        customer_name="강지훈",
        phone="010-2481-7736",
    )
    return office.desk.run(book_appointment, new=new).value.id


def form_of(section: DeputiesSection) -> HandOverForm:
    """Return the form, which must be what is shown."""
    assert section.forms.currentWidget() is section.moving
    return section.moving


def test_the_deputy_is_offered_and_all_of_it_goes_over(
    section: DeputiesSection, boss: Shift, said: list[str]
) -> None:
    form = form_of(section)
    assert form.to.text() == "정다은 주임"
    fill(form.note, "다음 주까지 휴가")
    press(form.note.edit, Qt.Key.Key_Return, CTRL)
    boss.runner.settle()
    assert said[-1].startswith("정다은 주임에게 약속")
    assert said[-1].endswith("예약 2건을 넘겼습니다.")
    assert section.forms.currentWidget() is not section.moving, "done, the chain is shown again"


def test_appointments_go_over_up_to_the_day_named(
    section: DeputiesSection, boss: Shift, said: list[str]
) -> None:
    form = form_of(section)
    press(form.promises, Qt.Key.Key_Space)
    fill(form.until, "내일")
    fill(form.note, "내일 외근")
    press(form.until.edit, Qt.Key.Key_Return)
    boss.runner.settle()
    assert said[-1] == "정다은 주임에게 약속 0건, 예약 1건을 넘겼습니다."


def test_what_could_not_go_over_is_listed_and_the_form_stays(
    section: DeputiesSection, boss: Shift, office: Office, said: list[str]
) -> None:
    book(office, office.people["정다은"].id, seoul_at(date(2026, 11, 25), time(14)))
    form = form_of(section)
    fill(form.note, "휴가")
    press(form.note.edit, Qt.Key.Key_Return)
    boss.runner.settle()
    assert said[-1].endswith("예약 1건을 넘겼습니다.")
    assert form.stuck.isVisible()
    told = [words.text() for words in form.stuck.findChildren(type(form.words))]
    assert told[0] == "예약 1건은 넘기지 못해 그대로 두었습니다."
    assert told[1].startswith("11. 25. (수) 14:00: ")


def test_what_a_complaint_owes_and_stays_is_told(
    section: DeputiesSection, boss: Shift, office: Office
) -> None:
    about = NewComplaint(
        ComplaintKind.COMPLAINT,
        about="전화 응대가 불친절함",
        about_staff_id=office.people["정다은"].id,
        owner_id=office.people["이수민"].id,
    )
    office.desk.run(record_complaint, new=about, customer_name="강지훈", phone="010-2481-7736")
    form = form_of(section)
    fill(form.note, "휴가")
    press(form.note.edit, Qt.Key.Key_Return)
    boss.runner.settle()
    told = [words.text() for words in form.stuck.findChildren(type(form.words)) if words.isVisible()]
    assert told == ["불만·의견에 딸린 약속 1건은 그대로 남습니다. 하나씩 열어 넘기세요."]


@pytest.mark.parametrize("typed", ["언젠가", "어제"])
def test_a_day_that_is_none_is_told_at_its_field(
    section: DeputiesSection, boss: Shift, said: list[str], typed: str
) -> None:
    form = form_of(section)
    fill(form.until, typed)
    fill(form.note, "휴가")
    press(form.note.edit, Qt.Key.Key_Return)
    boss.runner.settle()
    assert form.until.edit.accessibleDescription()
    assert said == []


def test_without_a_note_or_anybody_to_take_it_nothing_moves(
    section: DeputiesSection, boss: Shift, said: list[str]
) -> None:
    form = form_of(section)
    press(form.note.edit, Qt.Key.Key_Return)
    assert "입력" in form.note.edit.accessibleDescription()
    fill(form.note, "휴가")
    form.to.setFocus()
    form.to.clear()
    form.to.textEdited.emit("")
    form.to.take()
    press(form.note.edit, Qt.Key.Key_Return)
    assert "입력" in form.to.accessibleDescription()
    boss.runner.settle()
    assert said == []


def test_esc_goes_back_to_the_chain(section: DeputiesSection) -> None:
    form = form_of(section)
    press(form.note.edit, Qt.Key.Key_Escape)
    assert section.forms.currentWidget() is not section.moving
    assert section.foot.isVisible()
