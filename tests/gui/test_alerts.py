"""The program speaks up before a promise is broken, on both engines: strip, badge, notice outside."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk_app.core.areas import Area
from desk_app.gui.messages import voice
from desk_app.gui.shift import Shift
from desk_app.usecases.alerts import acknowledge_alert, due_alerts
from desk_app.usecases.promises import keep_promise
from desk_app.usecases.rings import ring_began, ring_hung_up
from tests.builders import Office
from tests.gui.desks import shift_for
from tests.gui.watch import Watch

NAMES = ("강지훈", "010", "보호", "법무", "출소")


@pytest.fixture
def watch(qtbot: QtBot, shift: Shift) -> Iterator[Watch]:
    """The receptionist's window, nothing owed yet."""
    made = Watch(qtbot, shift)
    yield made
    made.leave()


def test_nothing_owed_is_nothing_shown(watch: Watch) -> None:
    watch.tick()
    assert watch.item() is None
    assert watch.window.strip.isHidden()
    assert (watch.badge(), watch.notices) == (0, [])


def test_ten_minutes_before_the_hour_the_strip_says_who_and_what_with_the_name_masked(
    office: Office, watch: Watch
) -> None:
    office.promise(timedelta(minutes=20), topic_id=office.topics["직업훈련"].id)
    watch.tick()
    assert watch.item() is None
    office.clock.advance(timedelta(minutes=11))
    watch.tick()
    item = watch.item()
    assert item is not None
    assert (item.chip, item.title) == ("9분 남음", "재연락 · 강*훈 님")
    assert item.detail == "직업훈련 · 담당 이수민 대리"
    assert item.more == 0


def test_the_notice_outside_the_window_names_nobody_and_comes_once(office: Office, watch: Watch) -> None:
    office.promise(timedelta(minutes=9))
    office.clock.advance(timedelta(minutes=9))
    for _ in range(3):
        watch.tick()
    assert len(watch.notices) == 1
    assert watch.notices[0].endswith("지킬 약속이 있습니다.")
    assert not any(name in watch.notices[0] for name in NAMES)
    office.clock.advance(timedelta(minutes=11))
    watch.tick()
    assert len(watch.notices) == 1, "ten minutes over speaks to the supervisors"


def test_whoever_looks_at_the_window_needs_no_notice_outside_it(
    office: Office, watch: Watch, qtbot: QtBot
) -> None:
    watch.show(qtbot)
    office.promise(timedelta(minutes=5))
    office.clock.advance(timedelta(minutes=5))
    watch.tick()
    item = watch.item()
    assert item is not None
    assert watch.notices == []


def test_what_came_due_while_the_program_was_closed_speaks_on_the_next_start(
    office: Office, qtbot: QtBot, shift: Shift
) -> None:
    for minutes in (20, 40):
        office.promise(timedelta(minutes=minutes))
    office.clock.advance(timedelta(days=1))
    late = Watch(qtbot, shift)
    item = late.item()
    assert item is not None
    assert "지남" in item.chip
    assert (item.more, late.badge()) == (1, 2)
    assert "책임자에게도 알림" in item.detail
    late.center.close()
    voice().said.disconnect(late.hear)


def test_the_keys_work_from_anywhere_and_the_focus_stays_where_it_was(
    office: Office, watch: Watch, qtbot: QtBot
) -> None:
    watch.show(qtbot)
    promise_id = office.promise(timedelta(minutes=5))
    office.clock.advance(timedelta(minutes=5))
    watch.tick()
    assert watch.field.hasFocus(), "the strip takes nothing away from who types"
    watch.press(Qt.Key.Key_F9)
    watch.press(Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert (watch.calls, watch.handed) == ([promise_id], [promise_id])
    assert watch.field.hasFocus()


def test_put_off_it_goes_and_speaks_again_ten_minutes_later(
    office: Office, watch: Watch, qtbot: QtBot
) -> None:
    watch.show(qtbot)
    office.promise(timedelta(minutes=5))
    office.clock.advance(timedelta(minutes=5))
    watch.tell(Area.PROMISES, Area.ALERTS)
    watch.press(Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    assert watch.item() is None
    assert watch.heard == ["오늘 14:21에 다시 알립니다."]
    assert watch.badge() == 1, "put off is not done"
    office.clock.advance(timedelta(minutes=9))
    watch.tick()
    assert watch.item() is None
    office.clock.advance(timedelta(minutes=1))
    watch.tick()
    item = watch.item()
    assert item is not None


def test_seen_clears_it_on_every_desk_and_still_the_supervisor_hears_of_it_later(
    office: Office, watch: Watch, qtbot: QtBot
) -> None:
    watch.show(qtbot)
    office.promise(timedelta(minutes=5))
    office.clock.advance(timedelta(minutes=5))
    watch.tick()
    watch.press(Qt.Key.Key_F10, Qt.KeyboardModifier.ControlModifier)
    assert watch.item() is None
    assert office.at("김하늘", desk="2번 창구").run(due_alerts).value == ()
    office.clock.advance(timedelta(minutes=10))
    watch.tick()
    assert watch.item() is None
    assert [alert.level for alert in office.boss.run(due_alerts).value] == ["over_10"]


def test_reception_sees_that_the_supervisor_is_told_of_what_nobody_saw_to(
    office: Office, watch: Watch
) -> None:
    office.promise(timedelta(minutes=5))
    office.clock.advance(timedelta(minutes=15))
    watch.tick()
    item = watch.item()
    assert item is not None
    assert "책임자에게도 알림" in item.detail


def test_what_another_desk_cleared_meanwhile_goes_with_a_word(office: Office, watch: Watch) -> None:
    office.promise(timedelta(minutes=5))
    office.clock.advance(timedelta(minutes=5))
    watch.tick()
    item = watch.item()
    assert item is not None
    office.boss.run(acknowledge_alert, alert_id=item.id)
    watch.window.strip.seen.emit(item.id)
    watch.shift.runner.settle()
    assert watch.item() is None
    assert "알림" in watch.heard[-1]


def test_the_most_urgent_stands_in_the_strip_and_the_rest_is_counted(office: Office, watch: Watch) -> None:
    for minutes in (29, 8, 17):
        office.promise(timedelta(minutes=minutes), summary=f"{minutes}분")
    office.clock.advance(timedelta(minutes=8))
    watch.tick()
    item = watch.item()
    assert item is not None
    assert item.detail.startswith("8분")
    assert item.more == len(office.desk.run(due_alerts).value) - 1 > 0
    watch.window.strip.more.emit()
    assert watch.boards == [True]


def test_keeping_the_promise_anywhere_closes_strip_and_badge(office: Office, watch: Watch) -> None:
    promise_id = office.promise(timedelta(minutes=5))
    office.clock.advance(timedelta(minutes=5))
    watch.tell(Area.PROMISES, Area.ALERTS)
    assert (watch.item() is not None, watch.badge()) == (True, 1)
    office.boss.run(keep_promise, promise_id=promise_id, seen_version=1)
    watch.tell(Area.PROMISES, Area.ALERTS)
    assert (watch.item(), watch.badge()) == (None, 0)


def test_the_badge_counts_what_waits_for_me(office: Office, watch: Watch) -> None:
    office.promise(timedelta(minutes=50))
    office.promise(timedelta(hours=3))
    office.promise(timedelta(minutes=50), topic_id=office.topics["직업훈련"].id)
    watch.tell(Area.PROMISES)
    assert watch.badge() == 1, "one within the hour; one later, one somebody else's"
    office.clock.advance(timedelta(hours=2, minutes=1))
    watch.tick()
    assert watch.badge() == 2, "as time passes, without another word from anybody"
    office.desk.run(ring_began, call_id="a", phone="01055556666")
    office.desk.run(ring_hung_up, call_id="a", ring_ms=7000)
    watch.tell(Area.RINGS)
    assert watch.badge() == 3, "a missed call waits for whoever is at the desk"


def test_a_handler_hears_of_their_own_and_the_supervisor_of_what_nobody_kept(
    office: Office, qtbot: QtBot, watch: Watch
) -> None:
    office.promise(timedelta(minutes=5), topic_id=office.topics["직업훈련"].id)
    office.clock.advance(timedelta(minutes=6))
    heard = {}
    for length in (0, 10):
        office.clock.advance(timedelta(minutes=length))
        for name in ("이수민", "정다은", "한지부"):
            shift = shift_for(office, name)
            theirs = Watch(qtbot, shift)
            heard[name, length] = theirs.item() is not None
            theirs.center.close()
            voice().said.disconnect(theirs.hear)
            shift.runner.stop()
    assert {key for key, spoke in heard.items() if spoke} == {("이수민", 0), ("이수민", 10), ("한지부", 10)}
