"""Booking a visit: the check first, the answer at once, the sentence to say back, on both engines."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desk_app.core.appointments import Booking
from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.gui.appointments.form import BookingForm
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.agenda import read_agenda
from tests.builders import Office
from tests.gui.day_seat import TUESDAY, DaySeat, book, is_seen, seat_at
from tests.gui.page_seat import ALT, CTRL, Key


@pytest.fixture
def seat(qtbot: QtBot, shift: Shift) -> Iterator[DaySeat]:
    """Somebody at the desk before an empty day."""
    yield from seat_at(qtbot, shift)


def kept(office: Office) -> list[tuple[str, str, str]]:
    """Return who comes to whom when, as the database has it."""
    names = {person.id: person.name for person in office.people.values()}
    rows = office.desk.run(read_agenda, first=TUESDAY, days=7).value.rows
    return [(row.customer, names[row.staff_id], f"{seoul(row.starts_at):%d %H:%M}") for row in rows]


def test_a_visit_is_booked_by_keyboard_alone(seat: DaySeat, office: Office) -> None:
    seat.fill("정다은", "오늘 오후 4시")
    form = seat.page.form
    assert form.slot.text() == "겹치는 약속이 없습니다."
    assert form.sentence() == (
        "“2026년 11월 24일 화요일 오후 4시에 1층 상담실로 오시면 정다은 주임이 기다리겠습니다."
        " 가져오실 것은 신분증입니다.”"
    ), "said back before it is confirmed"
    seat.press(Key.Key_Return, modifiers=CTRL)
    assert kept(office) == [("강지훈", "정다은", "24 16:00")]
    assert seat.heard[-1] == "방문 약속을 잡았습니다."
    assert seat.blocks() == ["오후 4시부터 오후 4시 30분까지, 강*훈 님, 심리상담, 정다은 주임, 예약"], (
        "masked in the day"
    )
    assert seat.page.detail.isVisible(), "what to take along stands beside it"
    assert form.is_empty(), "ready for the next one"


def test_nothing_is_booked_before_the_question_is_answered(seat: DaySeat, office: Office) -> None:
    form = seat.page.form
    form.propose(office.people["정다은"].id, "11/24 16:00")
    form.customer.name.setText("강지훈")
    form.fields.minutes.setText("30")
    form.book()
    seat.settle()
    assert kept(office) == []
    assert form.why.error.text() == "방문이 왜 필요한지 먼저 고르십시오."


def test_what_telephone_or_post_can_do_needs_no_visit(seat: DaySeat, qtbot: QtBot) -> None:
    seat.press(Key.Key_N)
    with qtbot.waitSignal(seat.page.form.by_phone):
        seat.press(Key.Key_5)
    assert seat.page.form.is_empty()


def test_arrows_pass_over_the_answers_without_giving_one(seat: DaySeat) -> None:
    seat.press(Key.Key_N, Key.Key_Right, Key.Key_Down, Key.Key_Right)
    assert seat.page.form.why.reason == ""
    seat.press(Key.Key_Left, Key.Key_Return)
    assert seat.page.form.why.reason == "wish"


def test_a_time_that_is_taken_is_refused_and_the_nearest_free_one_taken_by_key(
    seat: DaySeat, office: Office
) -> None:
    book(office, "정다은", "16:00")
    seat.fill("정다은", "오늘 16:00")
    form = seat.page.form
    assert form.slot.property("note") == "danger"
    assert "이미 있습니다" in form.slot.text()
    assert not form.slot.needs_reason(), "nobody sees two at once, whatever the reason"
    seat.press(Key.Key_Return, modifiers=CTRL)
    assert len(kept(office)) == 1
    said = [
        words for words in form.findChildren(Words) if words.isVisible() and "이미 있습니다" in words.text()
    ]
    assert len(said) == 1, "said once, not at the field and under it"
    seat.press(Key.Key_1, modifiers=ALT)
    assert form.slot.property("note") == "success"
    seat.press(Key.Key_Return, modifiers=CTRL)
    assert len(kept(office)) == 2


def test_what_stands_against_a_time_needs_a_reason(seat: DaySeat, office: Office) -> None:
    seat.fill("정다은", "내일 12시 30분")
    form = seat.page.form
    assert form.slot.text() == "점심시간(12:00–13:00)과 겹칩니다."
    seat.press(Key.Key_Return, modifiers=CTRL)
    assert kept(office) == []
    assert form.slot.override.hasFocus(), "asked for where it is missing"
    seat.type("퇴근 뒤에는 오실 수 없음")
    seat.press(Key.Key_Return, modifiers=CTRL)
    assert kept(office) == [("강지훈", "정다은", "25 12:30")]


def test_a_colleague_at_another_desk_takes_the_time_while_it_is_typed(seat: DaySeat, office: Office) -> None:
    seat.fill("정다은", "오늘 16:00")
    assert seat.page.form.slot.property("note") == "success"
    book(office, "정다은", "16:00")
    seat.shift.changed.emit(frozenset({Area.APPOINTMENTS}))
    seat.settle()
    assert seat.page.form.slot.property("note") == "danger"


@pytest.mark.parametrize(
    ("when", "minutes", "said"),
    [
        ("오늘 9:00", "30", "이미 지난"),
        ("오늘 17:00", "0", "1분"),
        ("오늘 23:30", "60", "자정"),
        ("내일 10:00", "600", "8시간"),
    ],
)
def test_what_cannot_be_booked_is_said_in_words(
    seat: DaySeat, office: Office, when: str, minutes: str, said: str
) -> None:
    form = seat.page.form
    form.why.show_reason("talk")
    form.fields.when.setText(when)
    form.fields.minutes.setText(minutes)
    form.propose(office.people["정다은"].id, when)
    seat.settle()
    shown = " ".join((form.slot.text(), form.fields.when.accessibleDescription()))
    assert said in shown
    assert form.sentence() == ""


def test_somebody_known_is_found_by_initials_and_shown_whole_once_chosen(
    seat: DaySeat, office: Office
) -> None:
    office.record(customer_name="강지훈", phone="010-2481-7736", summary="문의")
    seat.press(Key.Key_N, Key.Key_1)
    seat.type("ㄱㅈㅎ")
    seat.press(Key.Key_Down, Key.Key_Return)
    customer = seat.page.form.customer
    assert customer.customer_id is not None
    assert (customer.name.text(), customer.phone.text()) == ("강지훈", "010-2481-7736")
    customer.name.setFocus()
    seat.type("수")
    assert customer.customer_id is None, "another name is another person"


def test_what_is_typed_stays_while_an_appointment_is_looked_at(seat: DaySeat, office: Office) -> None:
    made = book(office, "정다은", "16:00")
    seat.shift.changed.emit(frozenset({Area.APPOINTMENTS}))
    seat.settle()
    seat.fill("이수민", "오늘 17:00")
    typed = seat.page.form.booking()
    seat.go_to(made.id)
    seat.press(Key.Key_Return)
    assert seat.page.detail.isVisible()
    seat.leave()
    seat.show()
    seat.press(Key.Key_Escape, Key.Key_N)
    assert seat.page.form.isVisible()
    assert seat.page.form.booking() == typed
    assert seat.page.form.customer_name() == "강지훈"


def test_in_a_contact_the_record_says_who_and_about_what(qtbot: QtBot, shift: Shift, office: Office) -> None:
    form = BookingForm(shift, in_contact=True)
    qtbot.addWidget(form)
    form.show()
    topic = office.topics["심리상담"]
    booking = Booking(why_visit="talk", when="11/24 16:00", place="상담실")
    for _ in range(2):  # shown again at every change of the record
        form.show_booking(
            booking, topic_id=topic.id, customer_name="강지훈", phone="010-2481-7736", matter="상담"
        )
    qtbot.waitUntil(lambda: form.is_settled() and not shift.runner.busy)
    assert not form.customer.isVisible()
    assert form.booking().staff_id == office.people["정다은"].id, "whoever is in charge of the topic"
    with qtbot.waitSignal(form.booked) as booked:
        form.book()
    assert booked.args[0].matter == "상담"
    assert kept(office) == [("강지훈", "정다은", "24 16:00")]


def test_a_visit_that_stands_is_moved_in_the_form(qtbot: QtBot, shift: Shift, office: Office) -> None:
    made = book(office, "정다은", "16:00")
    form = BookingForm(shift, in_contact=True)
    qtbot.addWidget(form)
    form.show()
    form.move_instead(made)
    form.propose(made.staff_id, "11/24 16:30")
    qtbot.waitUntil(lambda: form.is_settled() and not shift.runner.busy)
    assert form.slot.property("note") == "success", "it does not stand in its own way"
    with qtbot.waitSignal(form.booked) as moved:
        form.book()
    assert (moved.args[0].id, moved.args[0].sequence) == (made.id, 1)
    assert kept(office) == [("오은석", "정다은", "24 16:30")]


def test_at_900_high_the_whole_form_is_seen_and_at_720_what_is_read_aloud(seat: DaySeat) -> None:
    seat.window.resize(1320, 792)  # the page's room in 1440×900
    seat.fill("정다은", "오늘 오후 4시")
    form = seat.page.form
    everything = (*form.customer.fields.values(), *form.fields.fields.values(), form.slot)
    assert [each for each in everything if not is_seen(each)] == []
    assert not seat.page.month.is_folded()
    seat.window.resize(1160, 612)
    seat.settle()
    assert seat.page.month.is_folded(), "the month makes room"
    seat.qtbot.waitUntil(lambda: is_seen(form.fields.when) and is_seen(form.slot))
    assert is_seen(form.said_back)
    seat.press(Key.Key_Escape)
    assert seat.page.day.grid.hasFocus()
    assert form.customer_name() == "강지훈", "Esc goes back to the day and nothing is lost"


def test_the_reason_asked_for_is_brought_into_sight_in_a_low_window(seat: DaySeat) -> None:
    seat.window.resize(1160, 500)
    seat.fill("정다은", "내일 12시 30분")
    seat.press(Key.Key_Return, modifiers=CTRL)
    form = seat.page.form
    assert form.slot.override.hasFocus()
    seat.qtbot.waitUntil(lambda: is_seen(form.slot.override))
