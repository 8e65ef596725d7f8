"""Whoever counts as back again, because their time has passed, is told of once, and to whom it matters."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta

from PySide6.QtWidgets import QApplication

from desk_app.core.areas import Area
from desk_app.core.clock import seoul_at
from desk_app.core.staff import PresenceState
from desk_app.gui.messages import Message, voice
from desk_app.gui.presence_watch import PresenceWatch
from desk_app.gui.shift import Shift
from desk_app.usecases.staff import set_presence
from tests.builders import Office
from tests.gui.desks import shift_for

HALF_PAST = seoul_at(date(2026, 11, 24), time(14, 30))


@contextmanager
def heard(shift: Shift) -> Iterator[list[str]]:
    """What is said at a desk that begins to watch now."""
    said: list[str] = []

    def hear(message: Message) -> None:
        said.append(message.text)

    voice().said.connect(hear)
    watch = PresenceWatch(shift)
    yield said
    voice().said.disconnect(hear)
    shift.ticked.disconnect(watch.look)


def go_out(office: Office, shift: Shift, *names: str) -> None:
    for each in names:
        office.desk.run(
            set_presence, staff_id=office.people[each].id, state=PresenceState.OUT, back_at=HALF_PAST
        )
    shift.changed.emit(frozenset({Area.STAFF}))
    shift.runner.settle()


def pass_on(office: Office, shift: Shift, minutes: int = 0) -> None:
    """Let it be some minutes past half past two."""
    office.clock.set(HALF_PAST + timedelta(minutes=minutes))
    shift.ticked.emit(office.now)
    QApplication.processEvents()
    shift.runner.settle()


def test_the_reception_hears_once_who_counts_as_back(office: Office, shift: Shift) -> None:
    with heard(shift) as said:
        go_out(office, shift, "이수민", "정다은")
        pass_on(office, shift, -1)
        assert said == []
        pass_on(office, shift)
        pass_on(office, shift, 1)
        shift.changed.emit(frozenset({Area.STAFF}))
        pass_on(office, shift, 2)
    assert said == ["이수민 대리, 정다은 주임의 복귀 시각이 지나 자리로 표시합니다."]


def test_whoever_is_meant_hears_of_themself_and_other_colleagues_of_nobody(
    dressed: QApplication, office: Office
) -> None:
    for name, count in (("이수민", 1), ("최민호", 0)):
        office.clock.set(HALF_PAST - timedelta(minutes=20))
        shift = shift_for(office, name)
        with heard(shift) as said:
            go_out(office, shift, "이수민")
            pass_on(office, shift)
        shift.runner.stop()
        assert len(said) == count


def test_what_had_passed_before_somebody_signed_in_is_not_told_again(office: Office, shift: Shift) -> None:
    go_out(office, shift, "이수민")
    office.clock.set(HALF_PAST + timedelta(minutes=1))
    with heard(shift) as said:
        pass_on(office, shift, 2)
        shift.changed.emit(frozenset({Area.STAFF}))
        pass_on(office, shift, 3)
    assert said == []


def test_who_came_back_by_themself_is_not_spoken_of(office: Office, shift: Shift) -> None:
    with heard(shift) as said:
        go_out(office, shift, "이수민")
        office.desk.run(set_presence, staff_id=office.people["이수민"].id, state=PresenceState.HERE)
        shift.changed.emit(frozenset({Area.STAFF}))
        shift.runner.settle()
        pass_on(office, shift, 1)
    assert said == []
