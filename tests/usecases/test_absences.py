"""Planned absences through the doorway: who may plan for whom, and that everybody sees them come and go."""

from datetime import date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from db.transactions import Tx
from desk_app.core.absences import Absence, Repeat, rule_for
from desk_app.core.areas import Area
from desk_app.core.clock import seoul_at
from desk_app.core.errors import BadInput, Conflict, NotAllowed, NotFound
from desk_app.core.staff import Away, PresenceState
from desk_app.usecases.absences import (
    absences_between,
    cancel_absence,
    list_absences,
    plan_absence,
    skip_absence,
)
from desk_app.usecases.changes import list_changes
from desk_app.usecases.executor import Executor, usecase
from desk_app.usecases.reference import read_reference
from desk_app.usecases.staff import list_staff, set_presence
from tests.builders import Office
from tests.gui.board_seat import statements

TUESDAY = date(2026, 11, 24)
AT_THREE = seoul_at(TUESDAY, time(15))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@usecase(reads=True)
def planned_between(tx: Tx, *, begin: datetime, end: datetime) -> dict[int, tuple[Away, ...]]:
    return dict(absences_between(tx, begin, end))


def meeting(office: Office, by: Executor | None = None, name: str = "이수민", **fields: object) -> Absence:
    """Plan a meeting from three to four, weekly unless told otherwise."""
    asked: dict[str, object] = {
        "state": PresenceState.MEETING,
        "note": "주간 회의",
        "starts_at": AT_THREE,
        "ends_at": AT_THREE + HOUR,
        "rrule": rule_for(Repeat.WEEKLY, AT_THREE),
        **fields,
    }
    done = (by or office.desk).run(plan_absence, staff_id=office.people[name].id, **asked)  # type: ignore[arg-type]
    assert done.changed == {Area.STAFF}
    return done.value


def standing(office: Office, name: str = "이수민") -> str:
    there = next(each for each in office.desk.run(list_staff).value if each.name == name).presence
    return f"{there.state} {there.note}".strip()


def test_a_planned_absence_begins_and_ends_for_everybody_week_after_week(office: Office) -> None:
    meeting(office)
    seen = []
    for hours in (0, 1, 2, 7 * 24, 7 * 24 + 1):
        office.clock.set(seoul_at(TUESDAY, time(14, 6)) + hours * HOUR)
        seen.append(standing(office))
    assert seen == ["here", "meeting 주간 회의", "here", "here", "meeting 주간 회의"]
    assert standing(office, "정다은") == "here"


def test_what_is_planned_around_now_comes_along_so_that_a_screen_need_not_ask_again(office: Office) -> None:
    meeting(office)
    person = next(each for each in office.desk.run(read_reference).value.people if each.name == "이수민")
    assert person.presence.here
    later = person.presence.at(AT_THREE + HOUR / 2)
    assert (later.state, later.back_at) == (PresenceState.MEETING, AT_THREE + HOUR)


def test_reading_people_costs_the_same_with_many_absences(office: Office) -> None:
    with statements(office) as few:
        office.desk.run(list_staff)
    for name in ("이수민", "정다은", "최민호"):
        for hours in range(5):
            starts_at = AT_THREE + hours * HOUR
            meeting(office, name=name, starts_at=starts_at, ends_at=starts_at + HOUR)
    with statements(office) as many:
        office.desk.run(list_staff)
    assert len(many) == len(few)


def test_everybody_plans_their_own_and_the_desk_anybodys(office: Office) -> None:
    sumin, daeun = office.at("이수민"), office.at("정다은")
    own = meeting(office, sumin)
    meeting(office, office.boss, "정다은")
    with pytest.raises(NotAllowed):
        meeting(office, daeun)
    with pytest.raises(NotAllowed):
        daeun.run(cancel_absence, absence_id=own.id, seen_version=own.version)
    assert [line.what for line in office.boss.run(list_changes).value[:2]] == [
        "planned meeting of 정다은",
        "planned meeting of 이수민",
    ]


def test_a_day_is_skipped_and_then_all_of_it_taken_back(office: Office) -> None:
    planned, sumin = meeting(office), office.people["이수민"].id
    after = office.desk.run(skip_absence, absence_id=planned.id, seen_version=1, on=TUESDAY).value
    assert after.skipped == {TUESDAY}
    office.clock.set(AT_THREE)
    assert standing(office) == "here"
    begin, end = AT_THREE - DAY, AT_THREE + 8 * DAY
    planned_then = office.desk.run(planned_between, begin=begin, end=end).value
    assert [away.starts_at for away in planned_then[sumin]] == [AT_THREE + 7 * DAY]
    with pytest.raises(Conflict):
        office.desk.run(cancel_absence, absence_id=planned.id, seen_version=1)
    office.desk.run(cancel_absence, absence_id=planned.id, seen_version=2)
    assert office.desk.run(planned_between, begin=begin, end=end).value == {}
    assert office.desk.run(list_absences).value == ()
    with pytest.raises(NotFound):
        office.desk.run(cancel_absence, absence_id=planned.id, seen_version=3)


def test_the_list_shows_what_is_to_come_the_next_one_first(office: Office) -> None:
    later = meeting(office, starts_at=AT_THREE + 3 * DAY, ends_at=AT_THREE + 4 * DAY, rrule="")
    soon = meeting(office, name="정다은")
    assert office.desk.run(list_absences).value == (soon, later)
    assert office.desk.run(list_absences, staff_id=office.people["이수민"].id).value == (later,)
    office.clock.set(AT_THREE + 5 * DAY)
    assert office.desk.run(list_absences).value == (soon,)


def test_an_absence_of_a_whole_day_outlasts_a_meeting_and_coming_in_outweighs_both(office: Office) -> None:
    midnight = seoul_at(TUESDAY, time(0)) + DAY
    leave = PresenceState.LEAVE
    meeting(office, starts_at=midnight, ends_at=midnight + DAY, state=leave, note="연차", rrule="")
    meeting(office, starts_at=AT_THREE + DAY, ends_at=AT_THREE + DAY + HOUR, rrule="")
    office.clock.set(AT_THREE + DAY)
    assert standing(office) == "leave 연차"
    office.desk.run(set_presence, staff_id=office.people["이수민"].id, state=PresenceState.HERE)
    assert standing(office) == "here"


def test_what_cannot_be_planned_leaves_nothing_behind(office: Office) -> None:
    with pytest.raises(BadInput, match="not_after"):
        meeting(office, ends_at=AT_THREE)
    with pytest.raises(BadInput, match="not_a_rule"):
        meeting(office, rrule="FREQ=HOURLY")
    with pytest.raises(BadInput, match="personal_id"):
        meeting(office, note="900101-1234567")
    with pytest.raises(NotFound):
        office.desk.run(
            plan_absence,
            staff_id=999,
            state=PresenceState.OUT,
            starts_at=AT_THREE,
            ends_at=AT_THREE + HOUR,
        )
    with office.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM absences")) == 0
