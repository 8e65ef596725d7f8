"""One contact wanted at two desks: whoever lost it is told, loses nothing and records nothing twice."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from desk_app.core.areas import Area
from desk_app.gui.shift import Shift
from desk_app.usecases.contacts import finish_contact, list_drafts, take_up_contact, todays_contacts
from desk_app.usecases.executor import Executor
from tests.builders import Office
from tests.gui.desks import shift_for
from tests.gui.receptionist import Receptionist, at_the_desk


@pytest.fixture
def desk(office: Office, shift: Shift, qtbot: QtBot) -> Iterator[Receptionist]:
    """A receptionist who has typed what was asked into an open call."""
    with at_the_desk(shift) as hand:
        hand.press("F3", "1", "Enter", "Enter")
        hand.type("입소 절차")
        qtbot.waitUntil(lambda: office.kept_drafts()[0].summary == "입소 절차", timeout=1500)
        hand.settle()
        yield hand


@pytest.fixture
def other(office: Office) -> Executor:
    """The same receptionist at the second desk."""
    return office.at("김하늘", "2번 창구")


def take_over(office: Office, other: Executor) -> int:
    """Take the call up at the second desk once the first one has long been silent."""
    office.clock.advance(timedelta(minutes=1))
    (saved,) = other.run(list_drafts).value
    other.run(take_up_contact, draft_id=saved.id, held_by="second")
    return saved.id


def told(desk: Receptionist) -> None:
    """Let the feed say that drafts changed at another desk."""
    desk.shift.changed.emit(frozenset({Area.DRAFTS}))
    desk.settle()


def test_the_desk_that_lost_a_contact_is_told_and_what_it_types_is_kept_apart(
    office: Office, desk: Receptionist, other: Executor
) -> None:
    take_over(office, other)
    desk.type(" 문의")
    desk.press("Esc")
    assert any("다른 창구에서 이어받았습니다" in words for words in desk.heard)
    assert [draft.summary for draft in office.kept_drafts()] == ["입소 절차", "입소 절차 문의"]


def test_finishing_what_another_desk_took_over_asks_first(
    office: Office, desk: Receptionist, other: Executor
) -> None:
    draft_id = take_over(office, other)
    desk.type(" 문의")
    desk.press("Ctrl+Enter")
    assert desk.is_serving()
    assert "다른 창구에서 이어받았습니다" in desk.heard[-1]
    assert desk.page.record.summary.toPlainText() == "입소 절차 문의"
    other.run(finish_contact, draft_id=draft_id, draft=office.kept_drafts()[0], held_by="second")
    assert len(office.desk.run(todays_contacts).value) == 1
    desk.press("Ctrl+Enter")
    assert len(office.desk.run(todays_contacts).value) == 2
    assert office.kept_drafts() == []


def test_a_contact_recorded_at_another_desk_is_not_recorded_again_by_one_key(
    office: Office, desk: Receptionist, other: Executor
) -> None:
    draft_id = take_over(office, other)
    (draft,) = office.kept_drafts()
    other.run(finish_contact, draft_id=draft_id, draft=draft, held_by="second")
    desk.press("Ctrl+Enter")
    assert desk.is_serving()
    assert "이미 기록했거나 지운 응대입니다" in desk.heard[-1]
    assert desk.page.record.summary.toPlainText() == "입소 절차"
    assert len(office.desk.run(todays_contacts).value) == 1
    desk.press("Esc")
    assert office.kept_drafts() == [], "nothing was typed since, so nothing more is kept"


def test_the_desk_is_told_at_once_though_nobody_types(
    office: Office, desk: Receptionist, other: Executor
) -> None:
    take_over(office, other)
    told(desk)
    assert "다른 창구에서 이어받았습니다" in desk.heard[-1]
    assert len(office.kept_drafts()) == 1
    desk.press("Ctrl+Enter")
    assert desk.is_serving()


def test_news_of_other_drafts_leaves_the_contact_in_peace(office: Office, desk: Receptionist) -> None:
    told(desk)
    desk.press("Ctrl+Enter")
    assert not desk.is_serving()
    assert desk.heard == ["기록했습니다."]


def test_a_call_being_typed_at_another_desk_is_shown_as_such_and_cannot_be_taken(
    office: Office, desk: Receptionist
) -> None:
    shift = shift_for(office, desk="2번 창구")
    with at_the_desk(shift) as second:
        (row,) = second.page.idle.waiting.rows()
        assert row.right == "적는 중"
        second.page.idle.taken_up.emit(row.id)
        second.settle()
        assert not second.is_serving()
        assert "다른 창구(1번 창구)에서 적고 있는 응대입니다" in second.heard[-1]
        office.clock.advance(timedelta(seconds=11))
        second.page.idle.taken_up.emit(row.id)
        second.page.idle.taken_up.emit(row.id)  # a number pressed twice takes it up once
        second.settle()
        assert second.session.draft.summary == "입소 절차"
        second.press("Ctrl+Enter")
        assert not second.is_serving()
    shift.runner.stop()
    assert len(office.desk.run(todays_contacts).value) == 1


def test_a_supervisor_sees_what_colleagues_left_without_being_called_interrupted(
    office: Office, desk: Receptionist
) -> None:
    desk.press("Esc")
    office.people["한지부"] = office.boss.actor
    shift = shift_for(office, "한지부", "책임자 자리")
    with at_the_desk(shift) as boss:
        (row,) = boss.page.idle.waiting.rows()
        assert "1번 창구 김하늘" in row.detail
        assert boss.page.idle.call_button.hasFocus()
    shift.runner.stop()
