"""Where somebody is, set by hand: until when, with what note, and back again."""

from datetime import date, time, timedelta

import pytest

from desk_app.core.clock import seoul_at
from desk_app.core.errors import BadInput, NotAllowed, NotFound
from desk_app.core.staff import Presence, PresenceState
from desk_app.usecases.absences import list_absences, plan_absence
from desk_app.usecases.executor import Executor
from desk_app.usecases.staff import list_staff, retire_staff, set_presence
from tests.builders import Office

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)


def presence(office: Office, name: str, by: Executor | None = None) -> Presence:
    return next(each for each in (by or office.desk).run(list_staff).value if each.name == name).presence


def test_an_absence_has_an_end_and_a_note_and_ends_by_itself(office: Office) -> None:
    sumin = office.people["이수민"]
    back_at = office.now + timedelta(minutes=45)
    out = PresenceState.OUT
    done = office.desk.run(set_presence, staff_id=sumin.id, state=out, back_at=back_at, note=" 이동상담 ")
    said = done.value
    assert said.presence == presence(office, "이수민")
    assert (said.presence.state, said.presence.back_at, said.presence.note) == (out, back_at, "이동상담")
    office.clock.set(back_at)
    there = presence(office, "이수민")
    assert (there.here, there.back_at, there.note, there.reverted_at) == (True, None, "", back_at)


@pytest.mark.parametrize(
    ("state", "hour", "expected"),
    [
        (PresenceState.LEAVE, time(14), seoul_at(WEDNESDAY, time(9))),
        (PresenceState.LEAVE, time(8), seoul_at(WEDNESDAY, time(9))),
        (PresenceState.GONE, time(18, 30), seoul_at(WEDNESDAY, time(9))),
        (PresenceState.GONE, time(0, 30), seoul_at(TUESDAY, time(9))),
        (PresenceState.OUT, time(14), None),
        (PresenceState.BUSY, time(14), None),
    ],
)
def test_who_is_on_leave_or_gone_is_expected_at_the_next_opening(
    office: Office, state: PresenceState, hour: time, expected: object
) -> None:
    office.clock.set(seoul_at(TUESDAY, hour))
    office.desk.run(set_presence, staff_id=office.people["이수민"].id, state=state)
    assert presence(office, "이수민").back_at == expected


def test_before_a_weekend_that_is_monday_and_past_the_known_holidays_nobody_knows(office: Office) -> None:
    sumin = office.people["이수민"].id
    office.clock.set(seoul_at(date(2026, 11, 27), time(17)))
    office.desk.run(set_presence, staff_id=sumin, state=PresenceState.GONE)
    assert presence(office, "이수민").back_at == seoul_at(date(2026, 11, 30), time(9))
    office.clock.set(seoul_at(date(2035, 1, 2), time(17)))
    office.desk.run(set_presence, staff_id=sumin, state=PresenceState.GONE)
    assert presence(office, "이수민").back_at is None
    assert presence(office, "이수민").is_away


def test_nobody_comes_back_in_the_past_and_nobody_unknown_goes_away(office: Office) -> None:
    sumin, out = office.people["이수민"].id, PresenceState.OUT
    with pytest.raises(BadInput, match="in_the_past"):
        office.desk.run(set_presence, staff_id=sumin, state=out, back_at=office.now)
    with pytest.raises(NotFound):
        office.desk.run(set_presence, staff_id=999, state=PresenceState.HERE)
    with pytest.raises(BadInput, match="too_long"):
        office.desk.run(set_presence, staff_id=sumin, state=out, note="외근" * 50)
    assert presence(office, "이수민").here


def test_coming_back_early_forgets_the_absence(office: Office) -> None:
    sumin, back_at = office.people["이수민"].id, office.now + timedelta(hours=1)
    office.desk.run(set_presence, staff_id=sumin, state=PresenceState.OUT, back_at=back_at, note="은행")
    person = office.desk.run(set_presence, staff_id=sumin, state=PresenceState.HERE, note="은행").value
    there = person.presence
    assert (there.here, there.back_at, there.note, there.reverted_at) == (True, None, "", None)


def test_everybody_speaks_for_themself_and_the_desk_for_anybody(office: Office) -> None:
    sumin = office.people["이수민"].id
    for name in ("이수민", "김하늘", "한지부"):
        office.at(name).run(set_presence, staff_id=sumin, state=PresenceState.MEETING)
    with pytest.raises(NotAllowed):
        office.at("정다은").run(set_presence, staff_id=sumin, state=PresenceState.HERE)


def test_whoever_has_left_goes_nowhere_any_more(office: Office) -> None:
    sumin = office.people["이수민"]
    day = timedelta(days=1)
    office.desk.run(
        plan_absence,
        staff_id=sumin.id,
        state=PresenceState.LEAVE,
        starts_at=office.now + day,
        ends_at=office.now + 2 * day,
    )
    office.boss.run(retire_staff, staff_id=sumin.id, seen_version=sumin.version, shut_out=lambda _name: None)
    assert office.desk.run(list_absences).value == ()
    with pytest.raises(NotFound):
        office.desk.run(set_presence, staff_id=sumin.id, state=PresenceState.OUT)
