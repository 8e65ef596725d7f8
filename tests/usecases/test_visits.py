"""The day of an appointment: arrived, in talk, done, did not come, covered, taken back; on both engines."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db.models import Promise
from desk_app.core.appointments import AppointmentState
from desk_app.core.contacts import Channel, Draft
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.scripts import answer, begin, run_to_dict, skip
from desk_app.core.staff import PresenceState
from desk_app.usecases.alerts import acknowledge_alert, due_alerts
from desk_app.usecases.appointments import (
    AppointmentDetail,
    book_appointment,
    cancel_appointment,
    open_appointment,
)
from desk_app.usecases.contacts import begin_contact, finish_contact
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.executor import UseCase, usecase
from desk_app.usecases.presence import presences
from desk_app.usecases.scripts import load_scripts
from desk_app.usecases.staff import retire_staff, set_presence
from desk_app.usecases.visits import (
    arrive,
    begin_talk,
    count_covered,
    cover_visit,
    did_not_come,
    finish_talk,
    take_back,
)
from tests.bookings import MONDAY, TODAY, at, book, move, new
from tests.builders import Office

where = usecase(reads=True)(presences)
covered = usecase(reads=True)(count_covered)


def do(office: Office, verb: UseCase[Any, AppointmentDetail], detail: AppointmentDetail, **more: Any) -> Any:
    return office.desk.run(verb, appointment_id=detail.id, seen_version=detail.version, **more).value


def state_of(office: Office, name: str) -> PresenceState:
    return office.desk.run(where).value[office.people[name].id].state


def owed(office: Office) -> list[tuple[PromiseKind, PromiseState, datetime]]:
    with office.engine.connect() as connection:
        found = connection.execute(
            sa.select(Promise.kind, Promise.state, Promise.due_at).order_by(Promise.id)
        )
        return [(row.kind, row.state, row.due_at) for row in found]


def heard(office: Office, name: str) -> list[str]:
    return [alert.level for alert in office.at(name).run(due_alerts).value]


def away(office: Office, name: str = "이수민", deputy: str | None = "정다은") -> None:
    """Send somebody out until half past five, with somebody who acts for them."""
    staff_id = office.people[name].id
    if deputy is not None:
        office.boss.run(set_deputies, staff_id=staff_id, topic_id=None, deputies=[office.people[deputy].id])
    office.desk.run(
        set_presence,
        staff_id=staff_id,
        state=PresenceState.OUT,
        back_at=office.now + timedelta(hours=3),
    )


# -- somebody comes ------------------------------------------------------------------------------------


def test_whoever_comes_is_told_to_their_person_at_once(office: Office) -> None:
    detail = book(office, starts_at=at(16, day=TODAY))
    office.clock.set(at(15, 52, TODAY))
    assert heard(office, "이수민") == ["before_10"]
    after = do(office, arrive, detail)
    assert (after.state, after.arrived_at, after.was_away) == (
        *(AppointmentState.ARRIVED, office.now),
        False,
    )
    assert after.cover is None
    (alert,) = office.at("이수민").run(due_alerts).value
    assert (alert.level, alert.arrived, alert.mine, alert.place) == ("arrived", True, True, "1층 상담실")
    assert (alert.appointment_id, alert.promise_id, alert.kind) == (detail.id, None, None)
    assert heard(office, "김하늘") == ["arrived"], "and the reception"
    assert heard(office, "최민호") == []
    office.clock.set(at(16, 20, TODAY))
    assert heard(office, "이수민") == ["arrived"], "nobody is late any more"


def test_where_the_person_is_away_the_deputy_is_told_and_hears_it(office: Office) -> None:
    detail = book(office, starts_at=at(16, day=TODAY))
    away(office)
    after = do(office, arrive, detail)
    assert after.was_away
    assert after.cover is not None
    assert after.cover.person_id == office.people["정다은"].id
    assert heard(office, "정다은") == heard(office, "이수민") == ["arrived"]
    (alert,) = office.at("정다은").run(due_alerts).value
    assert (alert.mine, alert.owner, alert.deputy) == (True, "이수민 대리", "정다은 주임")


def test_a_reminder_that_nobody_gave_is_moot_once_they_are_here(office: Office) -> None:
    detail = book(office)
    office.clock.set(at(15, 55))
    do(office, arrive, detail)
    assert [state for _, state, _ in owed(office)] == [PromiseState.WITHDRAWN]


def test_who_was_given_up_may_still_come_unless_the_time_was_given_away(office: Office) -> None:
    detail = book(office, starts_at=at(15, day=TODAY))
    office.clock.set(at(15, 20, TODAY))
    gone = do(office, did_not_come, detail)
    late = do(office, arrive, gone)
    assert late.state is AppointmentState.ARRIVED
    assert [(kind, state) for kind, state, _ in owed(office)] == [
        (PromiseKind.NO_SHOW, PromiseState.WITHDRAWN)
    ]
    other = book(office, starts_at=at(17, day=TODAY), customer_name="서지우")
    office.clock.set(at(17, 1, TODAY))
    given_up = do(office, did_not_come, other)
    office.desk.run(
        book_appointment, new=new(office, starts_at=at(17, 5, TODAY), minutes=20, customer_name="최강희")
    )
    with pytest.raises(BadInput, match="taken"):
        do(office, arrive, given_up)


# -- the talk ------------------------------------------------------------------------------------------


def test_the_talk_makes_its_person_busy_and_its_end_free_again(office: Office) -> None:
    detail = book(office, starts_at=at(15, day=TODAY))
    office.clock.set(at(15, 3, TODAY))
    talking = do(office, begin_talk, do(office, arrive, detail))
    presence = office.desk.run(where).value[detail.staff_id]
    assert (talking.state, presence.state, presence.back_at) == (
        *(AppointmentState.IN_TALK, PresenceState.BUSY),
        at(15, 30, TODAY),
    )
    assert heard(office, "이수민") == []
    office.clock.set(at(15, 21, TODAY))
    done = do(office, finish_talk, talking)
    assert (done.state, state_of(office, "이수민")) == (AppointmentState.DONE, PresenceState.HERE)
    assert [line.what for line in done.history] == ["booked", "arrived", "in_talk", "done"]


def test_what_somebody_said_of_themselves_outweighs_the_talk(office: Office) -> None:
    detail = book(office, starts_at=at(15, day=TODAY))
    office.clock.set(at(15, 3, TODAY))
    talking = do(office, begin_talk, detail)
    assert talking.arrived_at == office.now
    office.clock.advance(timedelta(minutes=5))
    office.desk.run(
        set_presence, staff_id=detail.staff_id, state=PresenceState.BUSY, back_at=at(17, day=TODAY)
    )
    do(office, finish_talk, talking)
    assert state_of(office, "이수민") is PresenceState.BUSY


def test_a_talk_that_begins_too_late_is_long_enough_all_the_same(office: Office) -> None:
    detail = book(office, starts_at=at(15, day=TODAY))
    office.clock.set(at(15, 40, TODAY))
    do(office, begin_talk, detail)
    presence = office.desk.run(where).value[detail.staff_id]
    assert (presence.state, presence.back_at) == (PresenceState.BUSY, at(16, 10, TODAY))


def test_whoever_covers_is_the_one_who_is_busy(office: Office) -> None:
    detail = book(office, starts_at=at(15, day=TODAY))
    away(office)
    here = do(office, arrive, detail)
    theirs = do(office, cover_visit, here, by_id=office.people["정다은"].id)
    assert (theirs.covered_by, theirs.staff) == ("정다은 주임", "이수민 대리")
    talking = do(office, begin_talk, theirs)
    assert state_of(office, "정다은") is PresenceState.BUSY
    assert state_of(office, "이수민") is PresenceState.OUT
    do(office, finish_talk, talking)
    assert state_of(office, "정다은") is PresenceState.HERE


def test_a_covered_talk_that_is_taken_back_frees_whoever_had_begun_it(office: Office) -> None:
    detail = book(office, starts_at=at(15, day=TODAY))
    away(office)
    theirs = do(office, cover_visit, do(office, arrive, detail), by_id=office.people["정다은"].id)
    back = do(office, take_back, do(office, begin_talk, theirs))
    assert (back.covered_by_id, back.was_away) == (None, False)
    assert state_of(office, "정다은") is PresenceState.HERE


def test_whoever_is_named_in_place_of_somebody_hears_of_the_visitor(office: Office) -> None:
    detail = book(office, starts_at=at(15, day=TODAY))
    away(office)
    here = do(office, arrive, detail)
    (alert,) = office.at("정다은").run(due_alerts).value
    office.at("정다은").run(acknowledge_alert, alert_id=alert.id)
    do(office, cover_visit, here, by_id=office.people["최민호"].id)
    (alert,) = office.at("최민호").run(due_alerts).value
    assert (alert.level, alert.mine, alert.deputy) == ("arrived", True, "최민호 과장")
    assert heard(office, "정다은") == []


def test_a_colleague_named_before_the_visit_receives_it_until_it_moves(office: Office) -> None:
    detail = book(office, starts_at=at(15, day=TODAY))
    named = do(office, cover_visit, detail, by_id=office.people["정다은"].id)
    here = do(office, arrive, named)
    assert (here.covered_by, here.was_away) == ("정다은 주임", True)
    assert heard(office, "정다은") == ["arrived"]
    moved = move(office, do(office, take_back, here), starts_at=at(16, day=TODAY))
    again = do(office, cover_visit, moved, by_id=office.people["정다은"].id)
    upstairs = move(office, again, place="2층 상담실")
    assert upstairs.covered_by == "정다은 주임"
    theirs = move(office, upstairs, staff_id=office.people["정다은"].id)
    assert (theirs.covered_by_id, theirs.was_away) == (None, False)


def test_whoever_leaves_receives_nobody_in_place_of_others(office: Office) -> None:
    daeun = office.people["정다은"]
    here = do(office, arrive, book(office, starts_at=at(15, day=TODAY)))
    do(office, cover_visit, here, by_id=daeun.id)
    office.boss.run(retire_staff, staff_id=daeun.id, seen_version=daeun.version, shut_out=lambda _name: None)
    now = office.desk.run(open_appointment, appointment_id=here.id).value
    assert now.covered_by_id is None
    do(office, begin_talk, now)
    assert state_of(office, "이수민") is PresenceState.BUSY


# -- nobody comes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (at(15, 16, TODAY), at(17, day=TODAY)),
        (at(16, 30, TODAY), at(10, day=TODAY + timedelta(days=1))),
    ],
)
def test_who_did_not_come_is_called_by_their_person(office: Office, now: datetime, due: datetime) -> None:
    detail = book(office, starts_at=at(15, day=TODAY))
    office.clock.set(now)
    assert heard(office, "이수민") == ["late_15"]
    after = do(office, did_not_come, detail)
    assert after.state is AppointmentState.NO_SHOW
    assert owed(office) == [(PromiseKind.NO_SHOW, PromiseState.OPEN, due)]
    assert heard(office, "김하늘") == []


def test_before_the_hour_nobody_failed_to_come(office: Office) -> None:
    with pytest.raises(BadInput, match="too_early"):
        do(office, did_not_come, book(office))


def test_without_a_number_nobody_is_to_be_called(office: Office) -> None:
    detail = book(office, starts_at=at(15, day=TODAY), phone="")
    office.clock.set(at(15, 16, TODAY))
    do(office, did_not_come, detail)
    assert owed(office) == []


# -- what was noted too soon ---------------------------------------------------------------------------


def test_did_not_come_is_taken_back_with_its_promise(office: Office) -> None:
    detail = book(office, starts_at=at(15, day=TODAY))
    office.clock.set(at(15, 2, TODAY))
    back = do(office, take_back, do(office, did_not_come, detail), reason="이름을 잘못 봄")
    assert (back.state, back.history[-1].what, back.history[-1].detail) == (
        *(AppointmentState.BOOKED, "taken_back"),
        "이름을 잘못 봄",
    )
    assert [state for _, state, _ in owed(office)] == [PromiseState.WITHDRAWN]
    office.clock.set(at(15, 16, TODAY))
    assert heard(office, "이수민") == ["late_15"], "they are expected again"


def test_an_arrival_and_a_talk_are_taken_back(office: Office) -> None:
    detail = book(office, starts_at=at(15, day=TODAY))
    office.clock.set(at(14, 55, TODAY))
    back = do(office, take_back, do(office, begin_talk, do(office, arrive, detail)))
    assert (back.state, back.arrived_at) == (AppointmentState.BOOKED, None)
    assert state_of(office, "이수민") is PresenceState.HERE
    again = do(office, arrive, back)
    assert heard(office, "이수민") == ["arrived"], "it is told a second time"
    assert again.arrived_at == office.now


def test_what_is_booked_or_cancelled_cannot_be_taken_back(office: Office) -> None:
    detail = book(office)
    with pytest.raises(BadInput, match="wrong_state"):
        do(office, take_back, detail)
    with pytest.raises(BadInput, match="wrong_state"):
        do(office, take_back, do(office, cancel_appointment, detail, reason="착오"))


# -- in place of somebody away (I-1-4) -----------------------------------------------------------------


def test_nobody_covers_themself_or_what_is_over_or_after_leaving(office: Office) -> None:
    detail = book(office)
    with pytest.raises(BadInput, match="same_person"):
        do(office, cover_visit, detail, by_id=detail.staff_id)
    with pytest.raises(NotFound):
        do(office, cover_visit, detail, by_id=999)
    gone = do(office, cancel_appointment, detail, reason="착오")
    with pytest.raises(BadInput, match="wrong_state"):
        do(office, cover_visit, gone, by_id=office.people["정다은"].id)


def visit_without_an_appointment(office: Office, *, helped: bool, visit_of_id: int | None = None) -> None:
    """Record a visit whose script came to the step in which a colleague helps in place of somebody away."""
    script = load_scripts()["visit"]
    run = begin(script, {"assignee_known"}, office.now)
    for key in (None, 1):
        run = answer(script, run, key, office.now)
    assert run.current == "cover"
    run = answer(script, run, 1, office.now) if helped else skip(script, run, office.now)
    draft = Draft(Channel.VISIT, office.now, visit_of_id=visit_of_id, run=run_to_dict(run))
    draft_id = office.desk.run(begin_contact, draft=draft).value
    office.desk.run(finish_contact, draft_id=draft_id, draft=draft)


def test_covered_absences_are_counted_and_those_nobody_covered_too(office: Office) -> None:
    first = book(office, starts_at=at(15, day=TODAY))
    second = book(office, starts_at=at(16, day=TODAY), customer_name="서지우")
    present = book(office, starts_at=at(15, day=TODAY), staff_id=office.people["최민호"].id)
    away(office)
    do(office, cover_visit, do(office, arrive, first), by_id=office.people["정다은"].id)
    do(office, arrive, second)
    do(office, arrive, present)
    day = {"begin": at(0, day=TODAY), "end": at(0)}
    assert office.desk.run(covered, **day).value == (1, 2)
    visit_without_an_appointment(office, helped=True)
    visit_without_an_appointment(office, helped=False)
    assert office.desk.run(covered, **day).value == (2, 4)
    visit_without_an_appointment(office, helped=True, visit_of_id=first.id)
    assert office.desk.run(covered, **day).value == (2, 4), "that visit is counted with its appointment"
    assert office.desk.run(covered, begin=at(0), end=at(0, day=MONDAY)).value == (0, 0)
