"""What `desk-app --demo` promises: an invented office with a believable day around now."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.models import Alert, Contact, ContactStep, Customer, Promise, PublicApology
from db.transactions import Tx
from desk_app.core.appointments import AppointmentState
from desk_app.core.clock import FixedClock, seoul, seoul_at
from desk_app.core.due_choices import opening_instead
from desk_app.core.holidays import ONE_DAY
from desk_app.core.inquiries import Channel, InquiryState, Kind
from desk_app.core.personal_ids import find_personal_ids
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.staff import PresenceState, Role
from desk_app.demo import DEMO_PASSWORD, SUPERVISOR, found_demo, open_demo
from desk_app.demo.plan import CONTACTS, HISTORY, OPEN, Plan
from desk_app.usecases.agenda import read_agenda
from desk_app.usecases.awards import list_awards
from desk_app.usecases.board import kept_rate, list_board
from desk_app.usecases.calendars import base_calendar
from desk_app.usecases.compliance import read_compliance
from desk_app.usecases.contacts import list_drafts
from desk_app.usecases.customers import find_callers, open_caller
from desk_app.usecases.deputies import covers_of
from desk_app.usecases.executor import Executor
from desk_app.usecases.faq_starters import load_starters
from desk_app.usecases.inquiries import InquiryFilter, InquiryRow, Shown
from desk_app.usecases.inquiry_lists import list_inquiries
from desk_app.usecases.rings import missed_calls
from desk_app.usecases.signing_in import sign_in
from desk_app.usecases.staff import list_staff
from desk_app.usecases.survey_results import read_results
from desk_app.usecases.surveys import count_surveys
from desk_app.usecases.topics import list_topics

IN_A_CONTACT = (  # not round an appointment or a written question
    Promise.kind.in_({PromiseKind.CALLBACK, PromiseKind.REPLY}),
    Promise.inquiry_id.is_(None),
    Promise.state == PromiseState.OPEN,
)
MOMENTS = {
    "in the afternoon": (date(2026, 11, 24), time(14, 6)),
    "as the desk opens": (date(2026, 11, 23), time(9, 0)),
    "at noon": (date(2026, 11, 24), time(12, 30)),
    "just before closing": (date(2026, 9, 23), time(17, 57)),
    "on a holiday": (date(2026, 9, 25), time(11, 0)),
    "on a Sunday night": (date(2026, 11, 22), time(23, 59)),
    "on the first morning after 추석": (date(2026, 9, 28), time(9, 10)),
}


@pytest.fixture
def demo(engine: sa.Engine, clock: FixedClock) -> Executor:
    """The demo at 14:06 on a Tuesday, on both engines, through the eyes of its receptionist."""
    person, desk = found_demo(engine, clock)
    return Executor(engine, clock, actor=person, desk=desk)


@pytest.fixture(params=MOMENTS)
def plan(request: pytest.FixtureRequest) -> Plan:
    """What is told of the demo at some moment."""
    return Plan(seoul_at(*MOMENTS[request.param]), base_calendar())


def rows(executor: Executor, query: sa.Select[int]) -> int:
    with executor.engine.connect() as connection:
        return connection.scalar(query) or 0


def promised(executor: Executor) -> list[datetime]:
    """Return by when each promise is due that was made in a contact and is still open."""
    with executor.engine.connect() as connection:
        return list(connection.scalars(sa.select(Promise.due_at).where(*IN_A_CONTACT)))


def questions(executor: Executor, shown: Shown = Shown.OPEN) -> tuple[InquiryRow, ...]:
    return executor.run(list_inquiries, wanted=InquiryFilter(shown=shown)).value


def test_the_office_has_eight_people_two_of_them_away_and_someone_for_every_topic(demo: Executor) -> None:
    people = demo.run(list_staff).value
    assert len(people) == 8
    assert {person.role for person in people} == set(Role)
    assert (demo.actor.title, demo.actor.role) == ("김하늘 주임", Role.RECEPTIONIST)
    away = {person.presence.state: person.presence.back_at for person in people if person.presence.is_away}
    assert set(away) == {PresenceState.OUT, PresenceState.MEETING}
    assert away[PresenceState.OUT] == seoul_at(date(2026, 11, 24), time(15, 30))
    assert all(topic.assignee_id for topic in demo.run(list_topics).value)


def test_there_are_three_hundred_earlier_contacts_with_all_that_happens_at_a_desk(demo: Executor) -> None:
    count = sa.func.count()
    assert rows(demo, sa.select(count).select_from(Contact)) == CONTACTS + 2  # a second visit
    assert (
        rows(demo, sa.select(count).select_from(Contact).where(Contact.finished_at >= demo.clock.now())) == 0
    )
    assert rows(demo, sa.select(count).select_from(ContactStep).where(ContactStep.done.is_(False))) > 10
    assert rows(demo, sa.select(count).select_from(Contact).where(Contact.rings >= 3)) > 10
    assert rows(demo, sa.select(count).select_from(Contact).where(Contact.customer_id.is_(None))) > 0
    assert rows(demo, sa.select(count).select_from(Customer)) < 200  # so there are returning customers
    with demo.engine.connect() as connection:
        ways = set(connection.execute(sa.select(Contact.channel, Contact.outcome)))
        texts = connection.execute(sa.select(Contact.summary, Contact.note)).all()
    assert len(ways) > 10
    assert not any(find_personal_ids(summary + note) for summary, note in texts)


def test_a_dozen_promises_are_open_around_now(demo: Executor) -> None:
    now = demo.clock.now()
    due = [due_at - now for due_at in promised(demo)]
    assert len(due) == 12
    assert sum(left < timedelta(0) for left in due) == 2
    assert sum(timedelta(0) <= left <= timedelta(hours=1) for left in due) == 3
    assert sum(timedelta(hours=1) < left < timedelta(hours=4) for left in due) >= 2
    assert max(due) < timedelta(days=7)
    without_alerts = (
        sa.select(sa.func.count())
        .select_from(Promise)
        .where(
            Promise.state == PromiseState.OPEN,
            ~sa.exists().where(Alert.promise_id == Promise.id, Alert.closed_at.is_(None)),
        )
    )
    assert rows(demo, without_alerts) == 0


def test_promises_were_kept_well_but_not_always_in_every_week(demo: Executor) -> None:
    rate = demo.run(kept_rate).value
    assert all(made for _kept, made in rate.weeks)
    kept, made = (sum(figures) for figures in zip(*rate.weeks, strict=True))
    assert 0.93 <= kept / made < 1
    assert rate.all > 0


def test_the_day_has_visits_in_every_state_a_reminder_to_make_and_somebody_to_ring_up(demo: Executor) -> None:
    day = demo.run(read_agenda, first=date(2026, 11, 24), days=2).value
    assert {row.state for row in day.rows} == {*AppointmentState} - {
        AppointmentState.ARRIVED,
        AppointmentState.CANCELLED,
    }
    assert len(day.rows) == 14
    kinds = [row.kind for row in demo.run(list_board).value.rows]
    assert (kinds.count(PromiseKind.REMINDER), kinds.count(PromiseKind.NO_SHOW)) == (1, 1)
    people = {person.id: person for person in demo.run(list_staff).value}
    with demo.engine.connect() as connection:
        covers = covers_of(Tx(connection, demo.clock.now(), demo.actor, demo.desk))
    assert {people[staff_id].name for staff_id in covers.away} == {"이수민", "최민호"}
    assert all(covers.of(staff_id, None) for staff_id in covers.away)


def test_written_questions_came_every_way_and_wait_for_everything_they_can_wait_for(demo: Executor) -> None:
    now, today = demo.clock.now(), date(2026, 11, 24)
    open_ones, done = questions(demo), questions(demo, Shown.DONE)
    assert {row.channel for row in open_ones} == set(Channel)
    assert {row.kind for row in open_ones} >= {Kind.QUESTION_LAW, Kind.SUGGESTION, Kind.GRIEVANCE}
    assert [row.accepted_at for row in open_ones].count(None) == 1
    assert [row.subject for row in open_ones if row.due_at < now] == ["임대주택 재계약에 필요한 서류"]
    assert len(questions(demo, Shown.INTERIM)) == 3
    assert [row.expected_on for row in open_ones if row.interims] == [date(2026, 11, 26)]
    assert [row.waits_until for row in open_ones if row.waits_until] == [date(2026, 11, 30)]
    assert [row.safe_reply_on for row in open_ones if row.extensions] == [date(2026, 11, 30)]
    assert [(row.drafts, row.safe_reply_on) for row in open_ones if row.checked] == [(1, today)]
    assert [row.files for row in open_ones if row.files] == [1]
    assert {row.state for row in done} == {
        InquiryState.ANSWERED,
        InquiryState.CLOSED,
        InquiryState.REFERRED,
    }
    (second,) = (row for row in open_ones if row.previous_id)
    (first,) = (row for row in done if row.id == second.previous_id)
    assert first.customer_id == second.customer_id


def test_one_call_was_missed_one_contact_waits_and_a_customer_comes_back(demo: Executor) -> None:
    (missed,) = demo.run(missed_calls).value
    assert missed.customer
    (draft,) = demo.run(list_drafts).value
    assert draft.parked
    assert draft.customer_name
    match = max(demo.run(find_callers, name="ㄱ").value, key=lambda match: match.contacts)
    assert demo.run(open_caller, customer_id=match.customer_id).value.history


def test_the_other_half_of_the_charter_has_its_cases(demo: Executor) -> None:
    boss = next(person for person in demo.run(list_staff).value if person.role is Role.SUPERVISOR)
    at_desk = Executor(demo.engine, demo.clock, actor=boss, desk=demo.desk)
    today = seoul(demo.clock.now()).date()
    report = at_desk.run(read_compliance, first=today.replace(day=1), last=today).value
    figures = {line.measure.key: (line.kept, line.all) for line in report.lines}
    assert figures["corrective_in_time"] == (3, 3)
    for key in ("objections_resolved", "opinions_decided", "cautions_done"):
        assert figures[key] == (1, 1), key
    assert figures["second_visit_apologies"] == (1, 1)
    posted = sa.select(sa.func.count()).select_from(PublicApology).where(PublicApology.posted_on.is_not(None))
    assert rows(demo, posted) == 1
    assert figures["staff_monitored"] == (4, 7)
    kinds = [row.kind for row in at_desk.run(list_board).value.rows]
    assert kinds.count(PromiseKind.CORRECTIVE) == 1
    assert kinds.count(PromiseKind.REVIEW) == len(load_starters())
    surveys = at_desk.run(count_surveys, first=today - 2 * HISTORY, last=today).value
    assert surveys.count >= 20, "of the months that are over"
    years = {year.year: year.sheets for year in at_desk.run(read_results).value.years}
    last_year, this_year = years[today.year - 1], years[today.year]
    assert (last_year.count, this_year.count) == (40, 22)
    assert (last_year.is_small(30), this_year.is_small(30)) == (False, True)
    (award,) = at_desk.run(list_awards).value
    assert award.name == "박서연 대리"


def test_the_demo_is_an_encrypted_office_in_which_its_people_can_sign_in(
    tmp_path: Path, clock: FixedClock
) -> None:
    database = tmp_path / "desk.db"
    signed_in = open_demo(database, clock)
    assert signed_in.person.name == "김하늘"
    signed_in.check_password(DEMO_PASSWORD)
    signed_in.close()
    assert not database.read_bytes().startswith(b"SQLite format 3")
    boss = sign_in(database, clock, sign_in_name=SUPERVISOR, password=DEMO_PASSWORD, desk="1번 창구")
    assert boss.person.role is Role.SUPERVISOR
    boss.close()


def test_the_same_moment_gives_the_same_office() -> None:
    now = seoul_at(*MOMENTS["in the afternoon"])
    assert Plan(now, base_calendar()).stories() == Plan(now, base_calendar()).stories()


# -- at any moment -----------------------------------------------------------------------------


def moments(plan: Plan) -> Iterator[datetime]:
    for story in plan.stories():
        yield from (story.at, *(tried_at for tried_at, _ in story.tries))
        yield from (at for at in (story.kept_at, story.withdrawn_at) if at)


def test_at_any_moment_everything_earlier_happened_while_a_desk_was_open(plan: Plan) -> None:
    assert sum(story.contacts for story in plan.stories()) == CONTACTS
    for moment in moments(plan):
        assert moment < plan.now
        assert plan.calendar.is_desk_day(seoul(moment).date()), moment
        assert time(8, 30) < seoul(moment).time() <= time(18, 0), moment


def test_at_any_moment_what_is_promised_is_promised_for_desk_hours(plan: Plan) -> None:
    due = [
        story.due_at
        for story in plan.stories()
        if story.due_at and not (story.kept_at or story.withdrawn_at) and story.kind is PromiseKind.CALLBACK
    ]
    assert len(due) == len(OPEN) - 1
    assert [at for at in due if opening_instead(at, plan.calendar)] == []
    assert sum(at <= plan.now for at in due) == 2


@pytest.mark.parametrize(
    "moment", ["just before closing", "on a Sunday night", "on the first morning after 추석"]
)
def test_the_office_can_be_lived_at_odd_hours(sqlite_engine: sa.Engine, moment: str) -> None:
    person, desk = found_demo(sqlite_engine, clock := FixedClock(seoul_at(*MOMENTS[moment])))
    at_desk = Executor(sqlite_engine, clock, actor=person, desk=desk)
    calendar = base_calendar()
    assert len(promised(at_desk)) == len(OPEN)
    tomorrow = calendar.next_desk_day(seoul(clock.now()).date() + ONE_DAY)
    assert at_desk.run(read_agenda, first=tomorrow, days=1).value.rows
    assert min(row.due_at for row in questions(at_desk)) < clock.now(), "one is overdue"
    assert any(row.state is InquiryState.RECEIVED for row in questions(at_desk))
