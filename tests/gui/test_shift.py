"""What a page knows of people by its shift: who acts for whom now, and what the days to come bring."""

from datetime import date, time, timedelta

from PySide6.QtWidgets import QApplication

from desk_app.core.areas import Area
from desk_app.core.clock import seoul_at
from desk_app.core.staff import PresenceState
from desk_app.gui.shift import Shift
from desk_app.usecases.absences import plan_absence
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.staff import set_presence
from tests.builders import Office

NEXT_MONDAY = date(2026, 11, 30)


def settle(shift: Shift) -> None:
    QApplication.processEvents()
    shift.runner.settle()


def deputy(office: Office, shift: Shift, topic: str | None = None) -> str:
    topic_id = office.topics[topic].id if topic else None
    found = shift.cover_for(shift.person_by_id(office.people["이수민"].id), topic_id)
    return found.title if found else ""


def test_the_deputy_is_known_while_somebody_is_away_and_only_then(office: Office, shift: Shift) -> None:
    sumin, daeun, minho = (office.people[each].id for each in ("이수민", "정다은", "최민호"))
    training = office.topics["직업훈련"].id
    office.boss.run(set_deputies, staff_id=sumin, topic_id=None, deputies=[daeun])
    office.boss.run(set_deputies, staff_id=sumin, topic_id=training, deputies=[minho])
    back_at = office.now + timedelta(minutes=10)
    office.desk.run(set_presence, staff_id=sumin, state=PresenceState.OUT, back_at=back_at)
    assert deputy(office, shift) == "", "not read yet"
    shift.changed.emit(frozenset({Area.STAFF}))
    settle(shift)
    assert deputy(office, shift) == "정다은 주임"
    assert deputy(office, shift, "직업훈련") == "최민호 과장"
    assert shift.cover_for(None, None) is None
    office.clock.set(back_at)
    assert deputy(office, shift) == "", "back by the clock, without being read anew"


def test_what_is_planned_for_next_week_is_known_once_the_week_has_come(office: Office, shift: Shift) -> None:
    sumin, begins = office.people["이수민"].id, seoul_at(NEXT_MONDAY, time(10))
    ends, leave = begins + timedelta(hours=2), PresenceState.LEAVE
    office.desk.run(plan_absence, staff_id=sumin, state=leave, starts_at=begins, ends_at=ends)
    heard: list[frozenset[Area]] = []
    shift.changed.connect(heard.append)
    office.clock.set(seoul_at(NEXT_MONDAY, time(0, 0, 15)))
    for _ in range(2):
        shift.ticked.emit(office.now)
        settle(shift)
    assert heard == [{Area.STAFF}], "the turn of the day, once"
    office.clock.set(begins)
    assert deputy(office, shift) == "한지부 지부장", "nobody is named: the supervisor acts"
    shift.ticked.emit(office.now)
    settle(shift)
    assert len(heard) == 2, "an absence that begins is a change like any other"
