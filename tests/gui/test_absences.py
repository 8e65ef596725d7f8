"""Planning absences by keyboard: one's own, anybody's at the reception, once and again and again."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press
from desk_app.core.absences import Absence, Repeat, rule_for
from desk_app.core.appointments import Reach, VisitReason
from desk_app.core.clock import seoul_at
from desk_app.core.staff import PresenceState
from desk_app.gui.settings.absence_words import REPEATS
from desk_app.gui.settings.absences import AbsencesSection
from desk_app.gui.shift import Shift
from desk_app.usecases.absences import list_absences, plan_absence
from desk_app.usecases.appointments import NewAppointment, book_appointment
from tests.builders import Office
from tests.gui.desks import shift_for
from tests.gui.settings_page import CTRL, fill, listening, opened


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return an hour of a day of 2026."""
    return seoul_at(date(2026, month, day), time(hour, minute))


@pytest.fixture
def said(dressed: QApplication) -> Iterator[list[str]]:
    """What the notice line was given to say."""
    with listening() as heard:
        yield heard


@pytest.fixture
def section(qtbot: QtBot, shift: Shift, tmp_path: Path) -> AbsencesSection:
    """The section as the reception sees it."""
    return shown(qtbot, shift, tmp_path)


def shown(qtbot: QtBot, shift: Shift, tmp_path: Path) -> AbsencesSection:
    """Show the section of whoever is signed in, read."""
    page = opened(qtbot, shift, tmp_path)
    section = page.show_section("absences")
    assert isinstance(section, AbsencesSection)
    section.setProperty("page", page)
    shift.runner.settle()
    return section


def plan(section: AbsencesSection, first: str, last: str = "", repeat: Repeat = Repeat.NONE) -> None:
    """Fill the form in and press the key."""
    fill(section.first, first)
    fill(section.last, last)
    section.repeats.setCurrentIndex(list(REPEATS).index(repeat))
    press(section.first.edit, Qt.Key.Key_Return, CTRL)
    section.shift.runner.settle()


def kept(office: Office) -> tuple[Absence, ...]:
    """Return what is planned."""
    return office.desk.run(list_absences).value


def test_the_reception_plans_a_leave_of_a_colleague_by_its_days(
    section: AbsencesSection, office: Office, said: list[str]
) -> None:
    section.people.setCurrentText("이수민 대리")
    section.states.setCurrentText("휴가")
    plan(section, "12/1", "12/3")
    (leave,) = kept(office)
    assert (leave.staff_id, leave.state) == (office.people["이수민"].id, PresenceState.LEAVE)
    assert (leave.starts_at, leave.ends_at) == (at(12, 1), at(12, 4, 9))
    assert said == ["이수민 대리 부재를 넣었습니다: 휴가, 12. 1. (화) ~ 12. 3. (목)"]
    assert section.table.model_.data(section.table.model_.index(0, 2)) == "12. 1. (화) ~ 12. 3. (목)"
    assert section.first.text() == ""


def test_a_meeting_comes_again_every_week_until_its_last_day(
    section: AbsencesSection, office: Office
) -> None:
    section.states.setCurrentText("회의")
    fill(section.note, "주간회의")
    section.repeats.setCurrentIndex(list(REPEATS).index(Repeat.WEEKLY))
    fill(section.until, "12/31")
    plan(section, "내일 10시", "11시", Repeat.WEEKLY)
    (meeting,) = kept(office)
    assert (meeting.repeat, meeting.last_day) == (Repeat.WEEKLY, date(2026, 12, 31))
    cells = [section.table.model_.data(section.table.model_.index(0, column)) for column in range(4)]
    assert cells == [
        "김하늘 주임",
        "회의 (주간회의)",
        "11. 25. (수) 10:00–11:00",
        "매주 (수), 12. 31. (목)까지",
    ]


def test_one_day_is_left_out_and_then_all_of_it_taken_back(
    section: AbsencesSection, office: Office, said: list[str]
) -> None:
    office.desk.run(
        plan_absence,
        staff_id=office.people["김하늘"].id,
        state=PresenceState.MEETING,
        starts_at=at(11, 25, 10),
        ends_at=at(11, 25, 11),
        rrule=rule_for(Repeat.WEEKLY, at(11, 25, 10)),
    )
    section.read()
    section.shift.runner.settle()
    press(section.table, Qt.Key.Key_Down)
    assert section.day.text() == "2026-11-25", "the next day is offered"
    fill(section.day, "내일 모레")
    press(section.day.edit, Qt.Key.Key_Return)
    section.shift.runner.settle()
    assert "이날에는" in section.day.edit.accessibleDescription()
    fill(section.day, "내일")
    press(section.day.edit, Qt.Key.Key_Return)
    section.shift.runner.settle()
    assert section.table.rows()[0].next.starts_at == at(12, 2, 10)
    assert section.day.text() == "2026-12-02"
    section.cancel.setFocus()
    press(section.cancel, Qt.Key.Key_Space)
    press(section.cancel, Qt.Key.Key_Space)
    section.shift.runner.settle()
    assert kept(office) == ()
    assert said == ["뺐습니다: 11. 25. (수)", "취소했습니다: 김하늘 주임 · 회의"]
    assert section.new_one.isVisible(), "the form for a new one is back"


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        (("", ""), "first", "입력"),
        (("언젠가", ""), "first", "알아볼 수 없"),
        (("내일 14:00", "13:00"), "last", "앞입니다"),
        (("오늘 9시", "10시"), "last", "이미 끝난"),
        (("내일", "글쎄"), "last", "알아볼 수 없"),
    ],
)
def test_what_cannot_be_planned_is_told_at_its_field(
    section: AbsencesSection, office: Office, typed: tuple[str, str], field: str, told: str
) -> None:
    plan(section, *typed)
    asked = {"first": section.first, "last": section.last}[field]
    assert told in asked.edit.accessibleDescription()
    assert QApplication.focusWidget() is asked.edit
    assert kept(office) == ()


def test_a_last_day_before_the_first_is_told_at_it(section: AbsencesSection, office: Office) -> None:
    section.repeats.setCurrentIndex(list(REPEATS).index(Repeat.WEEKLY))
    fill(section.until, "내일")
    plan(section, "12/1 10:00", "11:00", Repeat.WEEKLY)
    assert "마지막 날" in section.until.edit.accessibleDescription()
    assert kept(office) == ()


def test_a_handler_plans_only_their_own(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    office.desk.run(
        plan_absence,
        staff_id=office.people["정다은"].id,
        state=PresenceState.OUT,
        starts_at=at(11, 25, 10),
        ends_at=at(11, 25, 12),
    )
    shift = shift_for(office, "이수민")
    try:
        section = shown(qtbot, shift, tmp_path)
        assert not section.who.isVisible()
        press(section.table, Qt.Key.Key_Down)
        assert section.chosen.isVisible()
        assert not section.cancel.isVisible(), "a colleague's is theirs"
        press(section.table, Qt.Key.Key_N, CTRL)
        plan(section, "12/1 14:00", "16:00")
        assert {each.staff_id for each in kept(office)} == {
            office.people["정다은"].id,
            office.people["이수민"].id,
        }
    finally:
        shift.runner.stop()


def test_appointments_in_the_absence_are_counted_and_said_not_to_be_lost(
    section: AbsencesSection, office: Office, said: list[str]
) -> None:
    sumin = office.people["이수민"].id
    for day in (1, 2, 4):
        new = NewAppointment(
            staff_id=sumin,
            starts_at=at(12, day, 14),
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
        office.desk.run(book_appointment, new=new)
    section.people.setCurrentText("이수민 대리")
    plan(section, "12/1", "12/3")
    assert "예약 2건" in said[-1]
    assert "업무대행자" in said[-1]
    assert len(kept(office)) == 1, "it is a warning, not a refusal"


def test_the_list_follows_what_other_desks_plan(section: AbsencesSection, office: Office) -> None:
    minho = office.people["최민호"].id
    office.at("한지부", "2번 창구").run(
        plan_absence,
        staff_id=minho,
        state=PresenceState.LEAVE,
        starts_at=at(12, 1),
        ends_at=at(12, 1) + timedelta(days=1),
    )
    section.shift.changed.emit(section.areas)
    section.shift.runner.settle()
    cells = [section.table.model_.data(section.table.model_.index(0, column)) for column in range(4)]
    assert cells == ["최민호 과장", "휴가", "12. 1. (화)", ""]


def test_a_leave_over_a_weekend_is_said_by_its_days_and_an_hour_where_one_was_named(
    section: AbsencesSection,
) -> None:
    for first, last in (("12/4", ""), ("12/10", "12/11 11:00")):
        section.states.setCurrentText("휴가")
        plan(section, first, last)
    cells = [section.table.model_.data(section.table.model_.index(row, 2)) for row in range(2)]
    assert cells == ["12. 4. (금)", "12. 10. (목) ~ 12. 11. (금) 11:00"]
