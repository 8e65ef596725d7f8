"""The day as staff work with it, on both engines: who comes, what becomes of it, moved by key and mouse."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desk_app.core.appointments import AppointmentState, Reach
from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.promises import PromiseKind
from desk_app.core.staff import PresenceState
from desk_app.gui.appointments.blocks import AwayBlock, Count
from desk_app.gui.appointments.waiting import WaitingVisitors
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.choice_grid import ChoiceGrid
from desk_app.usecases.appointments import AppointmentDetail, change_appointment, open_appointment
from desk_app.usecases.board import list_board
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.staff import set_presence
from desk_app.usecases.visits import arrive
from tests.builders import Office
from tests.gui.board_seat import statements, times_seen
from tests.gui.day_seat import TUESDAY, DaySeat, book, later, seat_at
from tests.gui.desks import shift_for
from tests.gui.page_seat import Key


@pytest.fixture
def visit(office: Office) -> AppointmentDetail:
    """A visit at half past two to 정다은."""
    return book(office, "정다은", "14:30", 60)


@pytest.fixture
def seat(qtbot: QtBot, shift: Shift, visit: AppointmentDetail) -> Iterator[DaySeat]:
    """The receptionist before that day."""
    yield from seat_at(qtbot, shift)


def now(office: Office, visit: AppointmentDetail) -> AppointmentDetail:
    """Return the visit as it stands."""
    return office.desk.run(open_appointment, appointment_id=visit.id).value


def stands(office: Office, visit: AppointmentDetail) -> tuple[str, str]:
    """Return when and with whom it stands."""
    detail = now(office, visit)
    return f"{seoul(detail.starts_at):%H:%M}–{seoul(detail.ends_at):%H:%M}", detail.staff


# -- reading -------------------------------------------------------------------------------------


def test_the_day_masks_names_and_the_opened_visit_shows_them_whole(
    seat: DaySeat, office: Office, visit: AppointmentDetail
) -> None:
    assert seat.page.day.title() == "11월 24일 화요일   방문 약속 1건"
    assert seat.blocks() == ["오후 2시 30분부터 오후 3시 30분까지, 오*석 님, 심리상담, 정다은 주임, 예약"]
    seen = times_seen(office)
    seat.go_to(visit.id)
    assert times_seen(office) == seen, "passing over a block opens nothing"
    seat.press(Key.Key_Return)
    assert times_seen(office) == seen + 1
    shown = seat.page.detail.detail
    assert shown is not None
    assert shown.customer == "오은석"
    assert not seat.page.form.isVisible()


def test_somebody_away_is_hatched_and_the_deputy_named(
    seat: DaySeat, office: Office, visit: AppointmentDetail
) -> None:
    people = office.people
    office.boss.run(
        set_deputies, staff_id=people["정다은"].id, topic_id=None, deputies=(people["이수민"].id,)
    )
    office.desk.run(set_presence, staff_id=people["정다은"].id, state=PresenceState.OUT, note="이동상담")
    seat.shift.changed.emit(frozenset({Area.STAFF}))
    seat.settle()
    assert "정다은 주임, 외근 (이동상담), 대행 이수민" in seat.page.day.heads()
    assert seat.blocks()[0].endswith("예약, 대행 이수민")
    hatched = [
        each.accessibleName() for each in seat.page.day.grid.findChildren(AwayBlock) if each.isVisible()
    ]
    assert hatched[-1].endswith("외근 (이동상담), 약속은 대행 이수민이 맡습니다")


def test_sixty_appointments_cost_as_many_statements_as_one(seat: DaySeat, office: Office) -> None:
    def read() -> int:
        with statements(office) as asked:
            seat.shift.changed.emit(frozenset({Area.APPOINTMENTS}))
            seat.settle()
        return len(asked)

    few = read()
    for who in ("이수민", "최민호", "김하늘"):
        for hour in range(15, 18):
            for minute in (0, 20, 40):
                book(office, who, f"{hour}:{minute:02}", 15)
    assert read() == few
    assert len(seat.blocks()) == 28


def test_nothing_is_read_while_another_page_is_shown(seat: DaySeat, office: Office) -> None:
    seat.leave()
    book(office, "이수민", "16:00")
    with statements(office) as asked:
        seat.shift.changed.emit(frozenset({Area.CALENDAR}))
        seat.settle()
    assert not [statement for statement in asked if "appointments" in statement]
    seat.show()
    assert len(seat.blocks()) == 2, "read when it is shown again"


# -- what becomes of a visit ---------------------------------------------------------------------


def test_a_visit_from_the_door_to_the_end_by_three_letters(
    seat: DaySeat, office: Office, visit: AppointmentDetail
) -> None:
    seat.go_to(visit.id)
    states = []
    for key in (Key.Key_A, Key.Key_S, Key.Key_D):
        seat.press(key)
        states.append(now(office, visit).state)
    assert states == [AppointmentState.ARRIVED, AppointmentState.IN_TALK, AppointmentState.DONE]
    assert seat.page.day.title() == "11월 24일 화요일   방문 약속 1건 · 완료 1"
    assert seat.blocks()[0].endswith("완료")
    seat.press(Key.Key_U)
    assert now(office, visit).state is AppointmentState.BOOKED


def test_nobody_has_failed_to_come_before_the_hour(
    seat: DaySeat, office: Office, visit: AppointmentDetail
) -> None:
    seat.go_to(visit.id)
    seat.press(Key.Key_X)
    assert now(office, visit).state is AppointmentState.BOOKED
    later(office, minutes=45)
    seat.shift.ticked.emit(office.now)
    seat.press(Key.Key_X)
    assert now(office, visit).state is AppointmentState.NO_SHOW
    owed = office.desk.run(list_board).value.rows
    assert [row.kind for row in owed] == [PromiseKind.NO_SHOW], "a call to make"


def test_cancelling_asks_why_and_the_visit_leaves_the_day(
    seat: DaySeat, office: Office, visit: AppointmentDetail
) -> None:
    book(office, "이수민", "16:00", customer_name="박준호")
    seat.page.show_appointment(visit.id)
    seat.settle()
    seat.press(Key.Key_C, Key.Key_Return)
    assert now(office, visit).state is AppointmentState.BOOKED, "not without a reason"
    seat.type("편찮으심")
    seat.press(Key.Key_Return)
    detail = now(office, visit)
    assert (detail.state, detail.history[-1].detail) == (AppointmentState.CANCELLED, "편찮으심")
    row = seat.page.day.grid.current()
    assert row is not None
    assert row.id == visit.id, "the calendar file saved now is that of the cancellation"
    assert len(seat.blocks()) == 2
    seat.press(Key.Key_Escape)
    assert len(seat.blocks()) == 1
    seat.page.day.faint_asked.emit(True)
    seat.settle()
    assert any(block.endswith("취소") for block in seat.blocks()), "shown again on demand"


def test_today_takes_the_keyboard_from_the_month_to_the_visits(
    seat: DaySeat, visit: AppointmentDetail
) -> None:
    button = seat.page.month.button(TUESDAY)
    assert button is not None
    button.setFocus()
    seat.press(Key.Key_Down, Key.Key_T)
    assert seat.block(visit.id).hasFocus()


def test_what_a_visit_is_about_is_changed_and_its_time_stays(
    seat: DaySeat, office: Office, visit: AppointmentDetail
) -> None:
    seat.go_to(visit.id)
    seat.press(Key.Key_E)
    seat.type(", 진단서 전달")
    seat.press(Key.Key_Tab)
    seat.type("신분증, 진단서")
    seat.press(Key.Key_Tab)
    seat.type("0")
    seat.press(Key.Key_Return)
    panel = seat.panel()
    assert panel is not None, "a number that is none is not kept"
    assert panel.fields["phone"].editor.hasFocus()
    seat.type("10-5555-1234")
    seat.press(Key.Key_Return)
    detail = now(office, visit)
    assert (detail.matter, detail.bring) == ("상담 이어서, 진단서 전달", "신분증, 진단서")
    assert (detail.phone, stands(office, visit)[0]) == ("01055551234", "14:30–15:30")
    assert detail.history[-1].what == "changed"
    assert seat.panel() is None
    assert "고객께 알려" in seat.heard[-1]


def test_a_change_loses_neither_what_is_typed_nor_what_a_colleague_changed(
    seat: DaySeat, office: Office, visit: AppointmentDetail
) -> None:
    seat.go_to(visit.id)
    seat.press(Key.Key_E)
    seat.type(" (급함)")
    office.at("정다은", "2번 창구").run(
        change_appointment,
        appointment_id=visit.id,
        seen_version=visit.version,
        topic_id=visit.topic_id,
        matter=visit.matter,
        bring="통장 사본",
        why_visit=visit.why_visit,
        reach=visit.reach,
        phone=visit.phone,
    )
    seat.press(Key.Key_Return)
    panel = seat.panel()
    assert panel is not None
    assert "2번 창구" in panel.error()
    assert now(office, visit).matter == visit.matter
    seat.press(Key.Key_Return)
    detail = now(office, visit)
    assert (detail.matter, detail.bring) == ("상담 이어서 (급함)", "통장 사본")


def test_a_stale_screen_is_told_and_read_anew(
    seat: DaySeat, office: Office, visit: AppointmentDetail
) -> None:
    office.at("정다은", "2번 창구").run(arrive, appointment_id=visit.id, seen_version=visit.version)
    seat.go_to(visit.id)
    seat.press(Key.Key_D)
    assert "2번 창구" in seat.heard[-1]
    assert now(office, visit).state is AppointmentState.ARRIVED
    assert seat.blocks()[0].endswith("도착")


def test_the_text_for_the_customer_is_copied_by_key_and_says_nothing_of_the_matter(
    seat: DaySeat, office: Office
) -> None:
    made = book(office, "정다은", "16:30", reach=Reach.TEXT)
    seat.shift.changed.emit(frozenset({Area.APPOINTMENTS}))
    seat.settle()
    seat.go_to(made.id)
    seat.press(Key.Key_L)
    copied = QGuiApplication.clipboard().text()
    assert "오후 4시 30분" in copied
    assert "심리상담" not in copied


# -- moving --------------------------------------------------------------------------------------


def test_a_visit_is_carried_to_another_hour_by_key(
    seat: DaySeat, office: Office, visit: AppointmentDetail
) -> None:
    seat.go_to(visit.id)
    seat.press(Key.Key_M, Key.Key_Down, Key.Key_Down)
    assert stands(office, visit)[0] == "14:30–15:30", "not before Enter"
    seat.press(Key.Key_Return)
    assert stands(office, visit) == ("15:30–16:30", "정다은 주임")
    assert "오후 3시 30분" in seat.heard[-1]
    seat.press(Key.Key_M, Key.Key_Up, Key.Key_Escape)
    assert stands(office, visit)[0] == "15:30–16:30", "Esc leaves it"


def test_a_visit_is_never_moved_onto_another(seat: DaySeat, office: Office, visit: AppointmentDetail) -> None:
    book(office, "정다은", "16:00")
    seat.go_to(visit.id)
    seat.press(Key.Key_M, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert stands(office, visit)[0] == "14:30–15:30"
    assert "이미 있습니다" in seat.heard[-1], "refused in words"


def test_a_move_with_something_against_it_asks_why(
    seat: DaySeat, office: Office, visit: AppointmentDetail
) -> None:
    seat.go_to(visit.id)
    seat.press(Key.Key_M, *[Key.Key_Down] * 6, Key.Key_Return)
    assert seat.panel() is not None
    assert stands(office, visit)[0] == "14:30–15:30"
    seat.press(Key.Key_Return)
    assert seat.panel() is not None, "not without a reason"
    seat.type("그때만 오실 수 있음")
    seat.press(Key.Key_Return)
    assert stands(office, visit)[0] == "17:30–18:30"
    assert now(office, visit).override == "그때만 오실 수 있음"


def test_the_mouse_moves_a_visit_and_is_checked_alike(
    seat: DaySeat, office: Office, visit: AppointmentDetail
) -> None:
    columns = [column.staff_id for column in seat.page.day.grid.columns]
    wide = seat.page.day.grid.scale().wide
    across = round((columns.index(office.people["이수민"].id) - columns.index(visit.staff_id)) * wide)
    hour = round(60 * seat.page.day.grid.scale().high)
    seat.drag(visit.id, QPoint(across, hour))
    assert stands(office, visit) == ("15:30–16:30", "이수민 대리")
    book(office, "정다은", "15:30", 60)
    seat.drag(visit.id, QPoint(-across, 0))
    assert stands(office, visit)[1] == "이수민 대리", "the place is taken"


def test_a_visit_is_handed_to_a_colleague_at_the_same_hour(
    seat: DaySeat, office: Office, visit: AppointmentDetail
) -> None:
    seat.go_to(visit.id)
    seat.press(Key.Key_H)
    panel = seat.panel()
    assert panel is not None
    chosen = panel.findChildren(ChoiceGrid)[0]
    chosen.select(str(office.people["최민호"].id))
    panel.confirm.click()
    seat.settle()
    assert stands(office, visit) == ("14:30–15:30", "최민호 과장")


# -- days, weeks, the month ----------------------------------------------------------------------


def test_the_week_shows_its_desk_days_and_whose_it_is(seat: DaySeat, visit: AppointmentDetail) -> None:
    seat.go_to(visit.id)
    seat.press(Key.Key_W)
    assert [head.split(",")[0] for head in seat.page.day.heads()] == [
        "11.23 월", "11.24 화", "11.25 수", "11.26 목", "11.27 금",
    ]  # fmt: skip
    assert {column.staff_id for column in seat.page.day.grid.columns} == {visit.staff_id}
    assert len(seat.blocks()) == 1


def test_where_many_stand_side_by_side_they_are_counted(
    seat: DaySeat, office: Office, visit: AppointmentDetail
) -> None:
    for who in ("이수민", "최민호", "김하늘"):
        book(office, who, "14:30")
    seat.press(Key.Key_W)
    seat.page.day.whose_asked.emit(0)
    seat.settle()
    counts = [each for each in seat.page.day.grid.findChildren(Count) if each.isVisible()]
    assert [each.text() for each in counts] == ["4건"]
    seat.press(Key.Key_W)
    assert not counts[0].isVisible(), "in the day everybody has a column"


def test_days_without_a_desk_are_passed_over(seat: DaySeat) -> None:
    seat.page.month.chosen.emit(date(2026, 11, 27))
    seat.settle()
    seat.page.day.turned.emit(1)
    seat.settle()
    assert seat.page.day.title().startswith("11월 30일 월요일")
    seat.press(Key.Key_T)
    assert seat.page.day.title().startswith("11월 24일 화요일")


def test_the_month_names_holidays_and_goes_by_arrows(seat: DaySeat) -> None:
    month = seat.page.month
    month.choose(date(2026, 9, 24))
    feast = month.button(date(2026, 9, 25))
    assert feast is not None
    assert feast.accessibleName() == "2026년 9월 25일 금요일, 추석"
    assert feast.toolTip() == "추석"
    days: list[date] = []
    month.chosen.connect(days.append)
    chosen = month.button(date(2026, 9, 24))
    assert chosen is not None
    chosen.setFocus()
    seat.press(Key.Key_Right, Key.Key_Down, Key.Key_PageDown)
    assert days == [date(2026, 9, 25), date(2026, 10, 2), date(2026, 11, 2)]


def test_whoever_waits_for_me_is_counted(dressed: object, office: Office, visit: AppointmentDetail) -> None:
    people = office.people
    office.boss.run(
        set_deputies, staff_id=people["정다은"].id, topic_id=None, deputies=(people["이수민"].id,)
    )
    office.desk.run(arrive, appointment_id=visit.id, seen_version=visit.version)
    office.desk.run(set_presence, staff_id=people["정다은"].id, state=PresenceState.OUT)
    counts = {}
    for name in ("정다은", "이수민", "최민호"):
        shift = shift_for(office, name)
        waiting = WaitingVisitors(shift, shift)
        shift.runner.settle()
        counts[name] = waiting.count
        shift.runner.stop()
    assert counts == {"정다은": 1, "이수민": 1, "최민호": 0}, "the deputy hears of it too"
