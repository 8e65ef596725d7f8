"""What supervisors set by keyboard, over the real office on both engines."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press
from desk_app.core.clock import FixedClock, seoul_at
from desk_app.core.errors import BadInput
from desk_app.core.holidays import DayChange
from desk_app.core.hours import AFTERNOON, MORNING, Span
from desk_app.core.staff import PresenceState, Role
from desk_app.gui.settings.absences import AbsencesSection
from desk_app.gui.settings.branch import BranchSection
from desk_app.gui.settings.change_words import say_change
from desk_app.gui.settings.changes import ChangesSection
from desk_app.gui.settings.days import DaysSection
from desk_app.gui.settings.deputies import DeputiesSection
from desk_app.gui.settings.display import DisplaySection
from desk_app.gui.settings.me import MeSection
from desk_app.gui.settings.page import SettingsPage
from desk_app.gui.settings.rule_fields import GROUPS, range_of, read_day, write_day
from desk_app.gui.settings.rules import RulesSection
from desk_app.gui.settings.staff import StaffSection
from desk_app.gui.settings.topics import TopicsSection
from desk_app.gui.settings.year import parse_day
from desk_app.gui.shift import Shift
from desk_app.usecases.absences import cancel_absence, plan_absence, skip_absence
from desk_app.usecases.changes import list_changes
from desk_app.usecases.days import change_day, undo_day
from desk_app.usecases.deputies import set_deputies, set_duties
from desk_app.usecases.office import change_settings, read_office
from desk_app.usecases.staff import change_staff, list_staff
from desk_app.usecases.topics import list_topics, retire_topic
from tests.builders import Office
from tests.gui.settings_page import CTRL, fill, go, listening, opened


@pytest.fixture
def said(dressed: QApplication) -> Iterator[list[str]]:
    """What the notice line was given to say."""
    with listening() as heard:
        yield heard


@pytest.fixture
def page(qtbot: QtBot, boss: Shift, tmp_path: Path) -> SettingsPage:
    """The supervisor's settings."""
    return opened(qtbot, boss, tmp_path)


def test_every_section_of_a_supervisor_has_its_key(page: SettingsPage, boss: Shift) -> None:
    kinds = (
        MeSection, DisplaySection, AbsencesSection, DeputiesSection, StaffSection, TopicsSection,
        DaysSection, BranchSection, RulesSection, ChangesSection,
    )  # fmt: skip
    for number, kind in enumerate(kinds, 1):
        go(page, boss, number % 10)
        assert isinstance(page.show_section(page._here), kind)


# -- supervisors -------------------------------------------------------------------------------


def test_a_role_is_changed_and_the_last_supervisor_stays_one(
    page: SettingsPage, boss: Shift, office: Office, said: list[str]
) -> None:
    staff = page.show_section("staff")
    assert isinstance(staff, StaffSection)
    boss.runner.settle()
    for name, role in (("김하늘", Role.HANDLER), ("한지부", Role.RECEPTIONIST)):
        staff.table.choose(office.people[name].id)
        staff.roles.select(role)
        press(staff.name.edit, Qt.Key.Key_Return, CTRL)
        boss.runner.settle()
    assert "책임자" in staff.roles.accessibleDescription()
    roles = {person.name: person.role for person in office.boss.run(list_staff).value}
    assert (roles["김하늘"], roles["한지부"]) == (Role.HANDLER, Role.SUPERVISOR)


def test_what_was_changed_at_another_desk_meanwhile_is_not_overwritten(
    page: SettingsPage, boss: Shift, office: Office, said: list[str]
) -> None:
    staff = page.show_section("staff")
    assert isinstance(staff, StaffSection)
    boss.runner.settle()
    sumin = office.people["이수민"]
    staff.table.choose(sumin.id)
    fill(staff.position, "과장")
    office.at("한지부", "2번 창구").run(
        change_staff, staff_id=sumin.id, seen_version=sumin.version,
        name="이수민", position="차장", role=sumin.role, phone="",
    )  # fmt: skip
    boss.changed.emit(frozenset(staff.areas))
    boss.runner.settle()
    assert staff.position.text() == "과장", "what is being typed stays"
    press(staff.position.edit, Qt.Key.Key_Return, CTRL)
    boss.runner.settle()
    assert "2번 창구" in said[-1]
    assert next(p for p in office.boss.run(list_staff).value if p.id == sumin.id).position == "차장"


def test_a_topic_is_added_given_to_somebody_and_taken_out_of_use(
    page: SettingsPage, boss: Shift, office: Office
) -> None:
    topics = page.show_section("topics")
    assert isinstance(topics, TopicsSection)
    boss.runner.settle()
    press(topics.table, Qt.Key.Key_N, CTRL)
    fill(topics.group, "일반")
    fill(topics.name, "견학")
    fill(topics.bring, "신분증, 참가 신청서")
    fill(topics.visit_for, "90")
    topics.people.setCurrentIndex(topics.people.findText("최민호 과장"))
    minho, daeun = (office.people[name].id for name in ("최민호", "정다은"))
    assert not topics.also_boxes[minho].isEnabled(), "who is in charge does not do it beside themself"
    press(topics.also_boxes[daeun], Qt.Key.Key_Space)
    press(topics.name.edit, Qt.Key.Key_Return, CTRL)
    boss.runner.settle()
    topic = next(one for one in office.boss.run(list_topics).value if one.name == "견학")
    assert (topic.assignee_id, topic.also) == (minho, (daeun,))
    assert (topic.bring, topic.visit_for) == ("신분증, 참가 신청서", 90)
    topics.table.choose(topic.id)
    topics.retire.setFocus()
    press(topics.retire, Qt.Key.Key_Space)
    press(topics.retire, Qt.Key.Key_Space)
    boss.runner.settle()
    assert "견학" not in {one.name for one in office.boss.run(list_topics).value}


def test_the_same_topic_twice_is_told_at_its_name(page: SettingsPage, boss: Shift) -> None:
    topics = page.show_section("topics")
    assert isinstance(topics, TopicsSection)
    boss.runner.settle()
    fill(topics.group, "취업지원")
    fill(topics.name, "직업훈련")
    press(topics.name.edit, Qt.Key.Key_Return, CTRL)
    boss.runner.settle()
    assert topics.name.edit.accessibleDescription()


@pytest.mark.parametrize("typed", ["", "반 시간", "0", "999"])
def test_a_length_that_is_none_is_told_at_its_field(
    page: SettingsPage, boss: Shift, office: Office, typed: str
) -> None:
    topics = page.show_section("topics")
    assert isinstance(topics, TopicsSection)
    boss.runner.settle()
    topic = office.topics["직업훈련"]
    topics.table.choose(topic.id)
    fill(topics.visit_for, typed)
    press(topics.visit_for.edit, Qt.Key.Key_Return, CTRL)
    boss.runner.settle()
    assert "방문 시간" in topics.visit_for.edit.accessibleDescription()
    kept = next(one for one in office.boss.run(list_topics).value if one.id == topic.id)
    assert kept.visit_for == topic.visit_for


def test_a_temporary_holiday_is_entered_seen_with_its_author_and_taken_back(
    page: SettingsPage, boss: Shift, office: Office
) -> None:
    days = page.show_section("days")
    assert isinstance(days, DaysSection)
    boss.runner.settle()
    fill(days.day, "12/24")
    fill(days.name, "임시공휴일")
    press(days.name.edit, Qt.Key.Key_Return)
    boss.runner.settle()
    added = date(2026, 12, 24)
    assert boss.office.calendar.why_not(added) == "임시공휴일"
    line = next(one for one in days.table.rows() if one.on == added)
    assert line.source == "한지부 지부장"
    days.table.choose(line.key)
    assert days.undo.isVisible()
    days.undo.setFocus()
    press(days.undo, Qt.Key.Key_Space)
    press(days.undo, Qt.Key.Key_Space)
    boss.runner.settle()
    assert boss.office.calendar.is_working_day(added)
    line = next(one for one in days.table.rows() if one.on == added)
    assert line.change.undone_by == "한지부 지부장", "the line stays, with who took it back"


def test_the_year_after_next_missing_is_said_to_supervisors(
    page: SettingsPage, boss: Shift, office: Office
) -> None:
    days = page.show_section("days")
    assert isinstance(days, DaysSection)
    boss.runner.settle()
    assert days.missing.isHidden()
    office.clock.set(seoul_at(date(2030, 1, 2), time(9)))
    days.read()
    boss.runner.settle()
    assert not days.missing.isHidden()


def test_the_address_once_corrected_is_no_longer_to_be_confirmed(
    page: SettingsPage, boss: Shift, office: Office
) -> None:
    branch = page.show_section("branch")
    assert isinstance(branch, BranchSection)
    boss.runner.settle()
    fill(branch.form.address, "경기도 의정부시 보기로 1")
    press(branch.form.address.edit, Qt.Key.Key_Return, CTRL)
    boss.runner.settle()
    kept = office.boss.run(read_office).value.branch
    assert (kept.address, kept.unconfirmed) == ("경기도 의정부시 보기로 1", frozenset({"phone"}))


def rules_of(page: SettingsPage, shift: Shift) -> RulesSection:
    """Show the rules, read."""
    rules = page.show_section("rules")
    assert isinstance(rules, RulesSection)
    shift.runner.settle()
    return rules


def test_rules_and_split_hours_are_saved_for_every_desk(
    page: SettingsPage, boss: Shift, office: Office
) -> None:
    rules = rules_of(page, boss)
    fill(rules.fields["callback_alerts"], "5, 20")
    fill(rules.fields["evening_due"], "16:30")
    fill(rules.fields["places"], "1층 상담실,2층 상담실, 1층 상담실")
    fill(rules.fields["remind_by"], "16")
    fill(rules.fields["meeting_for"], "90")
    fill(rules.fields["opinion_address"], "의정부시 시민로 1")
    fill(rules.fields["opinion_phones"], "031-1234-5678, 031-1234-5679")
    press(rules.check, Qt.Key.Key_Space)
    fill(rules.days[4], "9-12, 14:00~17:30")
    press(rules.days[4].edit, Qt.Key.Key_Return, CTRL)
    boss.runner.settle()
    kept = office.desk.run(read_office).value.settings
    assert (kept.callback_alerts, kept.evening_due) == ((20, 5), time(16, 30))
    assert kept.places == ("1층 상담실", "2층 상담실")
    assert (kept.remind_by, kept.meeting_for) == (time(16), 90)
    assert kept.opinion_address == "의정부시 시민로 1"
    assert kept.opinion_phones == ("031-1234-5678", "031-1234-5679")
    assert kept.reply_needs_check
    assert rules.check.accessibleName() == "답변은 보내기 전에 다른 사람이 확인"
    assert kept.hours.week[4] == (MORNING, Span(time(14), time(17, 30)))
    assert kept.hours.week[0] == (MORNING, AFTERNOON)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("idle_lock", "0"),
        ("idle_lock", "열 분"),
        ("callback_alerts", "999"),
        ("evening_due", "25:00"),
        ("busy_for", "3"),
        ("appointment_alerts", ""),
        ("places", "가" * 81),
        ("opinion_address", "가" * 201),
    ],
)
def test_a_value_out_of_its_range_is_told_at_its_field_and_nothing_is_saved(
    page: SettingsPage, boss: Shift, office: Office, name: str, typed: str
) -> None:
    rules = rules_of(page, boss)
    before = rules.fields[name].edit.accessibleDescription()
    fill(rules.fields[name], typed)
    press(rules.fields[name].edit, Qt.Key.Key_Return, CTRL)
    boss.runner.settle()
    assert rules.fields[name].edit.accessibleDescription() not in {"", before}
    assert QApplication.focusWidget() is rules.fields[name].edit
    assert office.boss.run(read_office).value.version == 1


def test_rules_being_typed_survive_a_change_elsewhere_and_meet_a_conflict(
    page: SettingsPage, boss: Shift, office: Office, said: list[str]
) -> None:
    rules = rules_of(page, boss)
    fill(rules.fields["snooze_for"], "15")
    view = office.boss.run(read_office).value
    office.at("한지부", "2번 창구").run(change_settings, seen_version=view.version, settings=view.settings)
    boss.changed.emit(frozenset(rules.areas))
    boss.runner.settle()
    assert rules.fields["snooze_for"].text() == "15"
    press(rules.fields["snooze_for"].edit, Qt.Key.Key_Return, CTRL)
    boss.runner.settle()
    assert "2번 창구" in said[-1]


@pytest.mark.parametrize("typed", ["9", "9-25", "12-9", "9-12, 11-13", "아침부터"])
def test_hours_that_cannot_be_are_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="hours"):
        read_day(typed)


def test_hours_are_written_as_they_can_be_typed() -> None:
    assert read_day(write_day((MORNING, AFTERNOON))) == (MORNING, AFTERNOON)
    assert read_day(" ") == ()


def test_every_range_is_shown_beside_its_rule() -> None:
    unranged = {rule.name for _, rules in GROUPS for rule in rules if range_of(rule.name) is None}
    texts = {"places", "opinion_address", "opinion_phones"}
    assert unranged == {"evening_due", "morning_due", "remind_by", *texts}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12/31", date(2026, 12, 31)),
        ("2027-1-2", date(2027, 1, 2)),
        ("20270102", date(2027, 1, 2)),
        ("3월 1일", date(2026, 3, 1)),
        ("２０２６．５．５", date(2026, 5, 5)),
    ],
)
def test_a_day_is_typed_as_people_write_it(clock: FixedClock, typed: str, meant: date) -> None:
    assert parse_day(typed, clock.at) == meant


@pytest.mark.parametrize("typed", ["2/30", "13/1", "내일", "1"])
def test_a_day_that_is_none_is_refused(clock: FixedClock, typed: str) -> None:
    with pytest.raises(BadInput, match="not_a_date"):
        parse_day(typed, clock.at)


def test_every_line_of_the_change_log_is_told_in_korean(
    page: SettingsPage, boss: Shift, office: Office
) -> None:
    sumin, topic = office.people["이수민"], office.topics["채용"]
    office.boss.run(
        change_staff, staff_id=sumin.id, seen_version=sumin.version,
        name="이수민", position="과장", role=Role.SUPERVISOR, phone="",
    )  # fmt: skip
    office.boss.run(retire_topic, topic_id=topic.id, seen_version=topic.version)
    for change in (DayChange.HOLIDAY, DayChange.CLOSURE):
        office.boss.run(change_day, on=date(2026, 12, 24), change=change, name="임시")
    office.boss.run(undo_day, change_id=1)
    view = office.boss.run(read_office).value
    office.boss.run(change_settings, seen_version=view.version, settings=view.settings)
    chain = (office.people["정다은"].id, office.people["최민호"].id)
    office.boss.run(set_deputies, staff_id=sumin.id, topic_id=None, deputies=chain)
    office.boss.run(set_deputies, staff_id=sumin.id, topic_id=office.topics["직업훈련"].id, deputies=())
    office.boss.run(set_duties, topic_id=office.topics["직업훈련"].id, staff_ids=chain)
    meeting = office.desk.run(
        plan_absence, staff_id=sumin.id, state=PresenceState.MEETING,
        starts_at=seoul_at(date(2026, 11, 26), time(14)), ends_at=seoul_at(date(2026, 11, 26), time(15)),
        rrule="FREQ=WEEKLY",
    ).value  # fmt: skip
    skipped = office.desk.run(
        skip_absence, absence_id=meeting.id, seen_version=meeting.version, on=date(2026, 11, 26)
    ).value
    office.desk.run(cancel_absence, absence_id=meeting.id, seen_version=skipped.version)
    lines = office.boss.run(list_changes).value
    assert len({line.subject for line in lines}) == 7
    told = {line.what: say_change(line.subject, line.what) for line in lines}
    assert [what for what, words in told.items() if words == what] == []
    go(page, boss, 0)
    changes = page.show_section("changes")
    assert isinstance(changes, ChangesSection)
    assert len(changes.table.rows()) == len(lines)


def test_the_day_just_added_is_in_sight(page: SettingsPage, boss: Shift) -> None:
    go(page, boss, 7)
    days = page.show_section("days")
    assert isinstance(days, DaysSection)

    def in_sight(on: date) -> bool:
        at = [line.on for line in days.table.rows()].index(on)
        shown = days.table.visualRect(days.table.model().index(at, 0))
        return days.table.viewport().rect().contains(shown)

    assert in_sight(date(2026, 12, 25)), "the next holiday after today"
    fill(days.day, "1/5")
    fill(days.name, "개청 기념일")
    press(days.name.edit, Qt.Key.Key_Return)
    boss.runner.settle()
    assert in_sight(date(2026, 1, 5))
