"""What the day opens with and what whoever takes over must know, as the database tells it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
import sqlalchemy as sa

from db.models import Access
from desk_app.core.appointments import Reach, VisitReason
from desk_app.core.briefs import Purpose, Upset
from desk_app.core.clock import seoul_at
from desk_app.core.errors import BadInput
from desk_app.core.holidays import DayChange
from desk_app.core.scripts import run_to_dict
from desk_app.core.staff import PresenceState
from desk_app.demo.walks import walk
from desk_app.usecases.absences import plan_absence
from desk_app.usecases.appointments import (
    AppointmentDetail,
    NewAppointment,
    book_appointment,
    cancel_appointment,
)
from desk_app.usecases.briefs import note_print, opening_brief, takeover_sheet
from desk_app.usecases.contacts import begin_contact, park_contact
from desk_app.usecases.days import change_day
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.rings import ring_began, ring_hung_up
from desk_app.usecases.staff import set_presence
from desk_app.usecases.visits import arrive, cover_visit, did_not_come
from tests.builders import Office

MORNING = seoul_at(date(2026, 11, 24), time(8, 50))


@pytest.fixture(autouse=True)
def in_the_morning(office: Office) -> None:
    """Begin the day at ten to nine; the office was founded the evening before."""
    office.clock.set(seoul_at(date(2026, 11, 23), time(17, 0)))


def book(office: Office, at: datetime, who: str = "정다은", name: str = "오은석") -> AppointmentDetail:
    """Book a visit for counselling with `who`."""
    new = NewAppointment(
        staff_id=office.people[who].id,
        starts_at=at,
        minutes=30,
        topic_id=office.topics["심리상담"].id,
        matter="심리상담 첫 방문",
        place="1층 상담실",
        bring="신분증",
        why_visit=VisitReason.TALK,
        reach=Reach.NONE,
        customer_name=name,
        phone="010-3355-1200",
    )
    return office.desk.run(book_appointment, new=new).value


def on(hour: int, minute: int = 0, day: int = 24) -> datetime:
    """Return an hour of the day, in Seoul."""
    return seoul_at(date(2026, 11, day), time(hour, minute))


# -- the day opens ---------------------------------------------------------------------------------


def test_an_idle_office_has_nothing_to_tell(office: Office) -> None:
    office.clock.set(MORNING)
    assert office.desk.run(opening_brief).value.is_empty


def test_it_tells_todays_visits_by_the_hour_but_no_cancelled_one_and_none_of_tomorrow(office: Office) -> None:
    later, first = book(office, on(15)), book(office, on(10))
    gone = book(office, on(11))
    office.desk.run(
        cancel_appointment, appointment_id=gone.id, seen_version=gone.version, reason="고객이 취소하심"
    )
    book(office, on(10, day=25))
    office.clock.set(MORNING)
    visits = office.desk.run(opening_brief).value.visits
    assert [row.id for row in visits] == [first.id, later.id]
    assert visits[0].customer == "오은석"


def test_due_today_begins_with_what_i_have_in_hand(office: Office) -> None:
    theirs = office.promise(due_in=timedelta(hours=17), assignee_id=office.people["이수민"].id)
    mine = office.promise(due_in=timedelta(hours=20), assignee_id=office.people["정다은"].id)
    office.promise(due_in=timedelta(hours=41), assignee_id=office.people["정다은"].id)
    office.clock.set(MORNING)
    brief = office.at("정다은").run(opening_brief).value
    assert [row.id for row in brief.due] == [mine, theirs]
    assert brief.mine & {row.id for row in brief.due} == {mine}
    reception = office.desk.run(opening_brief).value
    assert [row.id for row in reception.due] == [theirs, mine], "by the hour where nothing is mine"


def test_what_i_act_for_while_a_colleague_is_away_is_mine(office: Office) -> None:
    owed = office.promise(due_in=timedelta(hours=20), assignee_id=office.people["정다은"].id)
    office.boss.run(
        set_deputies,
        staff_id=office.people["정다은"].id,
        topic_id=None,
        deputies=[office.people["이수민"].id],
    )
    office.clock.set(MORNING)
    office.desk.run(
        set_presence, staff_id=office.people["정다은"].id, state=PresenceState.OUT, back_at=on(12)
    )
    brief = office.at("이수민").run(opening_brief).value
    assert owed in brief.mine
    (away,) = brief.away
    assert away.person.name == "정다은"
    assert away.back_at == on(12)
    assert brief.covers.cover(away.person.id, None).person_id == office.people["이수민"].id


def test_what_passed_after_the_closing_came_overnight(office: Office) -> None:
    early = office.promise(due_in=timedelta(minutes=30))
    night = office.promise(due_in=timedelta(hours=10))
    office.clock.set(on(19, day=23))
    office.desk.run(ring_began, call_id="a", phone="01024817736")
    office.desk.run(ring_hung_up, call_id="a", ring_ms=9000)
    office.clock.set(MORNING)
    brief = office.desk.run(opening_brief).value
    assert brief.since == on(18, day=23)
    assert [row.id for row in brief.passed] == [early, night]
    assert [row.id for row in brief.passed if row.due_at > brief.since] == [night]
    assert [call.customer for call in brief.missed] == ["강지훈"]
    assert not brief.is_empty


def test_alerts_that_speak_are_counted(office: Office) -> None:
    office.promise(due_in=timedelta(hours=17, minutes=10))
    office.clock.set(on(10, 5))
    assert office.desk.run(opening_brief).value.alerts == 1


def test_a_closure_names_what_falls_due_in_it_and_the_visits_that_still_stand_on_it(office: Office) -> None:
    felt = office.promise(due_in=timedelta(days=4, hours=17))
    office.promise(due_in=timedelta(days=1))
    book(office, on(10, day=27))
    office.boss.run(change_day, on=date(2026, 11, 27), change=DayChange.CLOSURE, name="시설 점검")
    office.clock.set(MORNING)
    (effect,) = office.desk.run(opening_brief).value.holidays
    assert effect.closed.names == ("시설 점검",)
    assert effect.closed.last_open == date(2026, 11, 26)
    assert [row.id for row in effect.due] == [felt]
    assert effect.visits == 1


def test_an_unfinished_contact_of_this_desk_is_told_and_one_of_another_desk_is_not(
    office: Office,
) -> None:
    for who, desk in (("김하늘", "1번 창구"), ("이수민", "2번 창구")):
        draft = office.call(customer_name="박서연")
        executor = office.at(who, desk)
        draft_id = executor.run(begin_contact, draft=draft).value
        executor.run(park_contact, draft_id=draft_id, draft=draft)
    office.clock.set(MORNING)
    (waiting,) = office.desk.run(opening_brief).value.drafts
    assert waiting.desk == "1번 창구"


@contextmanager
def statements(engine: sa.Engine) -> Iterator[list[str]]:
    """Collect the statements run on an engine."""
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        heard.append(statement)

    sa.event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        sa.event.remove(engine, "before_cursor_execute", hear)


def test_a_crowded_day_takes_no_more_statements_than_a_quiet_one(office: Office) -> None:
    def fill(hour: int) -> None:
        book(office, on(hour), name=f"고객{hour}")
        office.promise(due_in=timedelta(hours=hour), customer_name=f"고객{hour}")
        draft = office.call(customer_name="박서연")
        office.desk.run(park_contact, draft_id=office.desk.run(begin_contact, draft=draft).value, draft=draft)

    def count() -> tuple[int, int]:
        office.desk.run(opening_brief)  # the office's settings are read once and kept
        with statements(office.engine) as opening:
            office.desk.run(opening_brief)
        with statements(office.engine) as takeover:
            office.desk.run(takeover_sheet)
        return len(opening), len(takeover)

    fill(9)
    quiet = count()
    for hour in (10, 11, 13, 14, 15, 16):
        fill(hour)
    assert count() == quiet


# -- the desk is taken over ------------------------------------------------------------------------


def test_the_sheet_tells_who_is_expected_and_what_is_owed_until_the_next_morning(
    office: Office,
) -> None:
    come, expected, lost = book(office, on(10)), book(office, on(16)), book(office, on(9))
    due = office.promise(due_in=timedelta(hours=40))  # nine in the morning after
    office.promise(due_in=timedelta(hours=45))
    office.clock.set(on(14, 6))
    office.desk.run(did_not_come, appointment_id=lost.id, seen_version=lost.version)
    office.desk.run(arrive, appointment_id=come.id, seen_version=come.version)
    sheet = office.desk.run(takeover_sheet, note=" 박서연 님 서류는 서랍에 ").value
    assert [row.id for row in sheet.expected] == [come.id, expected.id]
    assert sheet.until == on(12, day=25)
    assert due in {row.id for row in sheet.due}
    assert all(row.due_at <= sheet.until for row in sheet.due)
    assert (sheet.note, sheet.by, sheet.desk) == ("박서연 님 서류는 서랍에", "김하늘 주임", "1번 창구")


def test_a_note_with_a_resident_number_is_refused(office: Office) -> None:
    with pytest.raises(BadInput, match="note"):
        office.desk.run(takeover_sheet, note="850101-1234567 확인")


def test_making_the_sheet_and_printing_it_are_logged(office: Office) -> None:
    office.desk.run(takeover_sheet)
    office.desk.run(note_print, purpose=Purpose.TAKEOVER)
    with office.engine.connect() as connection:
        actions = connection.scalars(sa.select(Access.action).order_by(Access.id)).all()
    assert actions[-2:] == ["sheet.takeover", "print.takeover"]


def test_covered_absences_of_today_are_counted(office: Office) -> None:
    visits = [book(office, on(10)), book(office, on(11))]
    office.clock.set(on(9, 50))
    away = office.people["정다은"].id
    office.desk.run(set_presence, staff_id=away, state=PresenceState.OUT, back_at=on(17))
    for visit in visits:
        office.desk.run(arrive, appointment_id=visit.id, seen_version=visit.version)
    here = office.desk.run(takeover_sheet).value.expected[0]
    office.desk.run(
        cover_visit, appointment_id=here.id, seen_version=here.version, by_id=office.people["이수민"].id
    )
    sheet = office.desk.run(takeover_sheet).value
    assert (sheet.covered, sheet.all_absent) == (1, 2)


def test_a_planned_absence_later_today_is_told_with_its_hours(office: Office) -> None:
    office.at("이수민").run(
        plan_absence,
        staff_id=office.people["이수민"].id,
        state=PresenceState.MEETING,
        starts_at=on(15),
        ends_at=on(16),
        note="주간 회의",
    )
    office.clock.set(on(14, 6))
    (away,) = office.desk.run(takeover_sheet).value.away
    assert (away.person.name, away.begins_at, away.back_at) == ("이수민", on(15), on(16))


# -- who is upset ----------------------------------------------------------------------------------


def turned_to_us(office: Office, outcome: str = "answered", name: str = "강지훈", **fields: object) -> None:
    """Record a call that ended so, about training unless another topic is given."""
    run = walk("phone", outcome, frozenset(), at=office.now, rng=Random(1))
    given = {"customer_name": name, "phone": "010-2481-7736", "topic_id": office.topics["직업훈련"].id}
    office.record(**{**given, "run": run_to_dict(run), **fields})


def upset(office: Office) -> list[tuple[str, Upset]]:
    """Return who the sheet says is upset, and why."""
    return [(each.customer, each.why) for each in office.desk.run(takeover_sheet).value.upset]


def test_whoever_objected_today_is_told_and_whoever_was_answered_is_not(office: Office) -> None:
    turned_to_us(office, "objection", "강지훈")
    turned_to_us(office, "answered", "박서연")
    assert upset(office) == [("강지훈", Upset.OBJECTION)]
    office.clock.set(on(9))
    assert upset(office) == [], "yesterday's anger is not today's news"


def test_whoever_had_to_ask_again_about_the_same_matter_is_told(office: Office) -> None:
    turned_to_us(office)
    office.clock.advance(timedelta(days=1))
    turned_to_us(office)
    turned_to_us(office, topic_id=office.topics["심리상담"].id, name="박서연")
    assert upset(office) == [("강지훈", Upset.AGAIN)]


def test_the_gravest_reason_stands_for_somebody_who_called_twice(office: Office) -> None:
    turned_to_us(office, "objection")
    office.clock.advance(timedelta(minutes=10))
    turned_to_us(office)
    assert upset(office) == [("강지훈", Upset.OBJECTION)]


def test_our_own_call_back_is_nobodys_second_try(office: Office) -> None:
    promise_id = office.promise(topic_id=office.topics["직업훈련"].id)
    office.clock.advance(timedelta(minutes=10))
    run = walk("callback", "reached", frozenset(), at=office.now, rng=Random(1))
    office.record(
        customer_name="강지훈",
        phone="010-2481-7736",
        topic_id=office.topics["직업훈련"].id,
        promise_id=promise_id,
        run=run_to_dict(run),
    )
    assert upset(office) == []


def test_coming_to_an_appointment_is_not_asking_again(office: Office) -> None:
    visit = book(office, on(17, 20, day=23), name="강지훈")
    turned_to_us(office, topic_id=office.topics["심리상담"].id)
    turned_to_us(office, topic_id=office.topics["심리상담"].id, visit_of_id=visit.id)
    assert upset(office) == []
