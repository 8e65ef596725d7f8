"""The branch as published, as a supervisor corrects it, and what its settings allow; on both engines."""

from dataclasses import replace
from datetime import time

import pytest

from desk_app.core.areas import Area
from desk_app.core.errors import BadInput, Conflict, NotAllowed, World
from desk_app.core.hours import OfficeHours, Span
from desk_app.core.office import RANGES, Settings
from desk_app.usecases.office import (
    all_branches,
    change_branch,
    change_settings,
    default_places,
    default_topics,
    list_desks,
    read_office,
    remember_desk,
    set_up_office,
)
from desk_app.usecases.reference import count_changes
from tests.builders import BRANCH, DESK, Office


def test_the_26_branches_are_there_each_flagged_where_head_office_must_confirm() -> None:
    branches = all_branches()
    assert len({branch.code for branch in branches}) == len({b.name for b in branches}) == 26
    assert all({"address", "phone"} == branch.unconfirmed for branch in branches)
    assert {branch.phone for branch in branches} == {"1670-7004"}


def test_the_default_topics_are_the_agency_s_five_groups_and_one_more() -> None:
    groups = list(dict.fromkeys(group for group, _topic, _bring in default_topics()))
    assert groups == ["생활지원", "취업지원", "가족지원", "상담지원", "교육지원", "일반"]


def test_an_office_is_set_up_once(office: Office) -> None:
    with pytest.raises(World, match="already_set_up"):
        office.boss.run(
            set_up_office, branch=BRANCH, desk=DESK, name="둘째", position="지부장", sign_in_name="second"
        )


def test_every_area_has_its_counter_from_the_first_day(office: Office) -> None:
    assert set(office.desk.run(count_changes).value) == set(Area)


def test_what_is_corrected_about_the_branch_is_kept_and_raises_the_version(office: Office) -> None:
    view = office.desk.run(read_office).value
    better = replace(
        view.branch, address="경기도 의정부시 보기로 1", phone="031-123-4567", unconfirmed=frozenset()
    )
    office.boss.run(change_branch, seen_version=view.version, branch=better)
    after = office.desk.run(read_office).value
    assert (after.branch, after.version) == (better, view.version + 1)
    with pytest.raises(Conflict):
        office.boss.run(change_branch, seen_version=view.version, branch=view.branch)
    with pytest.raises(BadInput, match="branch"):
        office.boss.run(change_branch, seen_version=after.version, branch=replace(better, name=" "))
    with pytest.raises(NotAllowed):
        office.desk.run(change_branch, seen_version=after.version, branch=better)


def save(office: Office, **changed: object) -> Settings:
    """Let the supervisor change settings, and return them as another desk reads them."""
    view = office.boss.run(read_office).value
    settings = replace(view.settings, **changed)  # type: ignore[arg-type]
    office.boss.run(change_settings, seen_version=view.version, settings=settings)
    return office.at("이수민", "2번 창구").run(read_office).value.settings


def test_settings_come_back_as_they_were_saved(office: Office) -> None:
    hours = OfficeHours.on_weekdays([0, 2], Span(time(10), time(12)), Span(time(14), time(16, 30)))
    saved = save(office, callback_alerts=(15, 0), evening_due=time(16, 30), ring_period_s=3.5, hours=hours)
    assert saved == Settings(
        places=default_places(),
        callback_alerts=(15, 0),
        evening_due=time(16, 30),
        ring_period_s=3.5,
        hours=hours,
    )


def test_new_hours_move_the_desk_s_calendar_at_once(office: Office) -> None:
    assert office.desk.run(read_office).value.calendar.is_open(office.now)
    save(office, hours=OfficeHours.on_weekdays([0], Span(time(9), time(12))))
    calendar = office.desk.run(read_office).value.calendar
    assert not calendar.is_open(office.now), "on a Tuesday nobody is here any more"
    assert calendar.is_working_day(office.now.date()), "the law counts the day all the same"


@pytest.mark.parametrize("name", RANGES)
def test_every_number_has_its_limits(office: Office, name: str) -> None:
    low, high = RANGES[name]
    for value in (low - 1, high + 1):
        with pytest.raises(BadInput) as refusal:
            save(office, **{name: value})
        assert (refusal.value.field, refusal.value.problem) == (name, "out_of_range")
    for value in (low, high):
        assert getattr(save(office, **{name: value}), name) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("callback_alerts", ()),
        ("callback_alerts", (481,)),
        ("reply_alerts_days", (31,)),
        ("reply_alerts_days", (-1,)),
        ("told_rule", "sometimes"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(office: Office, name: str, value: object) -> None:
    with pytest.raises(BadInput) as refusal:
        save(office, **{name: value})
    assert refusal.value.field == name


def test_settings_are_a_supervisor_s_and_a_stale_screen_does_not_overwrite_them(office: Office) -> None:
    view = office.desk.run(read_office).value
    with pytest.raises(NotAllowed):
        office.desk.run(change_settings, seen_version=view.version, settings=view.settings)
    save(office, snooze_for=15)
    with pytest.raises(Conflict):
        office.boss.run(change_settings, seen_version=view.version, settings=view.settings)
    assert office.desk.run(read_office).value.settings.snooze_for == 15


def test_a_desk_is_known_once_however_often_one_signs_in_at_it(office: Office) -> None:
    for name in ("2번 창구", " 2번 창구 ", DESK):
        office.desk.run(remember_desk, name=name)
    assert office.desk.run(list_desks).value == (DESK, "2번 창구")
    with pytest.raises(BadInput, match="desk"):
        office.desk.run(remember_desk, name=" ")
