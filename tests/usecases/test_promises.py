"""Promises from the moment they are made to the verdict, on both engines."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput, Conflict, NotAllowed, NotFound
from desk_app.core.holidays import DayChange
from desk_app.core.hours import OfficeHours
from desk_app.core.promises import Attempt, PromiseState
from desk_app.usecases.alerts import acknowledge_alert, due_alerts, snooze_alert
from desk_app.usecases.board import Whose, kept_rate, list_board, open_promise
from desk_app.usecases.days import change_day, list_changed_days, undo_day
from desk_app.usecases.office import change_settings, read_office
from desk_app.usecases.promises import (
    hand_over_promise,
    keep_promise,
    log_attempt,
    postpone_promise,
    promise_again,
    withdraw_promise,
)
from desk_app.usecases.staff import retire_staff
from tests.builders import Office


def test_a_call_with_a_promise_puts_one_line_on_the_board(office: Office) -> None:
    topic = office.topics["직업훈련"]
    promise_id = office.promise(topic_id=topic.id)
    (row,) = office.desk.run(list_board).value.rows
    assert (row.id, row.customer, row.topic) == (promise_id, "강지훈", "직업훈련")
    assert row.owner == "이수민 대리", "whoever is in charge of the topic owes the call"
    assert row.phone == "01024817736"


def test_the_board_can_show_mine_and_what_i_took(office: Office) -> None:
    office.promise(topic_id=office.topics["직업훈련"].id)
    office.promise()
    for who, whose, expected in (
        ("이수민", Whose.MINE, 1),
        ("이수민", Whose.TAKEN_BY_ME, 0),
        ("김하늘", Whose.MINE, 1),
        ("김하늘", Whose.TAKEN_BY_ME, 2),
        ("정다은", Whose.BRANCH, 2),
    ):
        assert office.at(who).run(list_board, whose=whose).value.open == expected, (who, whose)


def test_reaching_the_customer_in_time_keeps_the_promise_and_closes_its_alerts(office: Office) -> None:
    promise_id = office.promise(timedelta(minutes=20))
    office.clock.advance(timedelta(minutes=12))
    assert office.desk.run(due_alerts).value, "ten minutes before the hour somebody is warned"
    verdict = office.desk.run(keep_promise, promise_id=promise_id, seen_version=1).value
    assert verdict is PromiseState.KEPT
    assert office.desk.run(due_alerts).value == ()
    assert office.desk.run(list_board).value.open == 0


def test_a_minute_too_late_is_late_for_good(office: Office) -> None:
    promise_id = office.promise(timedelta(minutes=20))
    office.clock.advance(timedelta(minutes=21))
    assert (
        office.desk.run(keep_promise, promise_id=promise_id, seen_version=1).value is PromiseState.KEPT_LATE
    )
    with pytest.raises(BadInput, match="already_closed"):
        office.desk.run(keep_promise, promise_id=promise_id, seen_version=2)
    once_more: dict[str, Any] = {
        "promise_id": promise_id,
        "seen_version": 2,
        "due_at": office.now + timedelta(hours=1),
    }
    again = office.desk.run(promise_again, **once_more).value
    with pytest.raises(Conflict):
        office.at("이수민", "2번 창구").run(promise_again, **once_more)
    assert office.desk.run(open_promise, promise_id=again).value.previous_id == promise_id
    assert office.desk.run(open_promise, promise_id=promise_id).value.state is PromiseState.KEPT_LATE


def test_an_attempt_leaves_it_open_and_proposes_the_next_try(office: Office) -> None:
    promise_id = office.promise(timedelta(hours=2))
    at = office.desk.run(log_attempt, promise_id=promise_id, seen_version=1, result=Attempt.NO_ANSWER).value
    assert at == office.now + timedelta(minutes=30)
    (row,) = office.desk.run(list_board).value.rows
    assert (row.attempts, row.last_attempt, row.next_try_at) == (1, "no_answer", at)
    office.clock.set(at)
    assert [alert.level for alert in office.desk.run(due_alerts).value] == ["try_2"]


def test_only_what_the_customer_was_told_moves_the_hour_we_are_judged_by(office: Office) -> None:
    told, untold = office.promise(timedelta(minutes=30)), office.promise(timedelta(minutes=30))
    later = office.now + timedelta(hours=2)
    for promise_id, was_told in ((told, True), (untold, False)):
        office.desk.run(
            postpone_promise,
            promise_id=promise_id,
            seen_version=1,
            due_at=later,
            reason="담당자 확인이 더 필요함",
            customer_told=was_told,
        )
    office.clock.advance(timedelta(hours=1))
    assert office.desk.run(keep_promise, promise_id=told, seen_version=2).value is PromiseState.KEPT
    assert office.desk.run(keep_promise, promise_id=untold, seen_version=2).value is PromiseState.KEPT_LATE


def test_postponing_and_back_again_leaves_each_alert_once(office: Office) -> None:
    promise_id = office.promise(timedelta(hours=1))
    first = office.now + timedelta(hours=1)
    for version, due_at in ((1, first + timedelta(hours=1)), (2, first)):
        office.desk.run(
            postpone_promise,
            promise_id=promise_id,
            seen_version=version,
            due_at=due_at,
            reason="고객 요청",
            customer_told=True,
        )
    office.clock.set(first)
    (alert,) = office.desk.run(due_alerts).value
    assert (alert.level, alert.due_at) == ("due", first)


def test_a_hand_over_moves_the_promise_and_its_alerts_to_the_colleague(office: Office) -> None:
    promise_id = office.promise(timedelta(minutes=20), topic_id=office.topics["직업훈련"].id)
    daeun = office.people["정다은"]
    office.desk.run(
        hand_over_promise, promise_id=promise_id, seen_version=1, to_id=daeun.id, note="외근 대행"
    )
    office.clock.advance(timedelta(minutes=10))
    assert [a.promise_id for a in office.at("정다은").run(due_alerts).value] == [promise_id]
    assert office.at("이수민").run(due_alerts).value == ()
    history = office.desk.run(open_promise, promise_id=promise_id).value.history
    assert [(line.what, line.to) for line in history] == [
        ("made", "이수민 대리"),
        ("handed_over", "정다은 주임"),
    ]


def test_withdrawing_needs_a_reason_and_closes_it(office: Office) -> None:
    promise_id = office.promise()
    with pytest.raises(BadInput, match="reason"):
        office.desk.run(withdraw_promise, promise_id=promise_id, seen_version=1, reason=" ")
    office.desk.run(
        withdraw_promise, promise_id=promise_id, seen_version=1, reason="고객이 직접 방문해 해결됨"
    )
    assert office.desk.run(open_promise, promise_id=promise_id).value.state is PromiseState.WITHDRAWN
    assert office.desk.run(kept_rate).value.all == 0, "a withdrawn promise counts neither way"


def test_a_stale_screen_is_told_who_was_faster(office: Office) -> None:
    promise_id = office.promise()
    office.at("정다은", "2번 창구").run(keep_promise, promise_id=promise_id, seen_version=1)
    with pytest.raises(Conflict) as caught:
        office.desk.run(keep_promise, promise_id=promise_id, seen_version=1)
    assert (caught.value.who, caught.value.desk) == ("정다은 주임", "2번 창구")


def test_an_alert_speaks_until_somebody_acknowledges_it_and_then_nowhere(office: Office) -> None:
    office.promise(timedelta(minutes=30))
    office.clock.advance(timedelta(minutes=21))
    (alert,) = office.desk.run(due_alerts).value
    assert alert.level == "before_10"
    assert office.desk.run(due_alerts).value == (alert,), "looking at it does not clear it"
    office.desk.run(acknowledge_alert, alert_id=alert.id)
    assert office.desk.run(due_alerts).value == ()
    assert office.at("최민호", "2번 창구").run(due_alerts).value == ()


def test_again_in_ten_minutes(office: Office) -> None:
    office.promise(timedelta(hours=1))
    office.clock.advance(timedelta(minutes=31))
    (alert,) = office.desk.run(due_alerts).value
    again_at = office.desk.run(snooze_alert, alert_id=alert.id).value
    assert again_at == office.now + timedelta(minutes=10)
    assert office.desk.run(due_alerts).value == ()
    office.clock.set(again_at)
    assert [one.id for one in office.desk.run(due_alerts).value] == [alert.id]


def test_ten_minutes_over_the_supervisor_hears_of_it(office: Office) -> None:
    office.promise(timedelta(minutes=30), topic_id=office.topics["직업훈련"].id)
    office.clock.advance(timedelta(minutes=39))
    assert office.boss.run(due_alerts).value == ()
    office.clock.advance(timedelta(minutes=1))
    (alert,) = office.boss.run(due_alerts).value
    assert alert.level == "over_10"


def test_the_rate_counts_what_was_kept_in_time_of_all_that_closed(office: Office) -> None:
    for minutes in (5, 5, 40):
        promise_id = office.promise(timedelta(minutes=30))
        office.clock.advance(timedelta(minutes=minutes))
        office.desk.run(keep_promise, promise_id=promise_id, seen_version=1)
    rate = office.desk.run(kept_rate).value
    assert (rate.kept, rate.all) == (2, 3)
    assert len(rate.weeks) == 12
    assert rate.weeks[-1] == (2, 3)


def test_nobody_leaves_while_they_owe_a_call(office: Office) -> None:
    office.promise(topic_id=office.topics["직업훈련"].id)
    sumin = office.people["이수민"]
    with pytest.raises(BadInput, match="still_owes"):
        office.boss.run(
            retire_staff, staff_id=sumin.id, seen_version=sumin.version, shut_out=lambda _name: None
        )
    with pytest.raises(NotAllowed):
        office.desk.run(
            retire_staff, staff_id=sumin.id, seen_version=sumin.version, shut_out=lambda _name: None
        )


def test_an_hour_nobody_told_the_customer_leaves_the_told_one_speaking(office: Office) -> None:
    promise_id = office.promise(timedelta(hours=1))
    later = office.now + timedelta(hours=3)
    office.desk.run(
        postpone_promise,
        promise_id=promise_id,
        seen_version=1,
        due_at=later,
        reason="담당자 확인 중",
        customer_told=False,
    )
    (row,) = office.desk.run(list_board).value.rows
    assert (row.due_at, row.next_try_at) == (office.now + timedelta(hours=1), later)
    office.clock.advance(timedelta(minutes=61))
    assert [alert.level for alert in office.desk.run(due_alerts).value] == ["due"]


def test_only_a_supervisor_clears_what_speaks_to_the_supervisors(office: Office) -> None:
    office.promise(timedelta(minutes=30))
    office.clock.advance(timedelta(minutes=41))
    (alert,) = office.desk.run(due_alerts).value
    assert (alert.level, alert.escalated) == ("due", True)
    office.desk.run(acknowledge_alert, alert_id=alert.id)
    assert office.desk.run(due_alerts).value == ()
    (theirs,) = office.boss.run(due_alerts).value
    assert theirs.level == "over_10"
    with pytest.raises(NotFound):
        office.desk.run(acknowledge_alert, alert_id=theirs.id)
    office.boss.run(acknowledge_alert, alert_id=theirs.id)
    assert office.boss.run(due_alerts).value == ()


def test_a_snoozed_warning_is_silent_once_the_hour_itself_was_seen(office: Office) -> None:
    office.promise(timedelta(minutes=15))
    office.clock.advance(timedelta(minutes=6))
    (warning,) = office.desk.run(due_alerts).value
    office.desk.run(snooze_alert, alert_id=warning.id)
    office.clock.advance(timedelta(minutes=9))
    (due,) = office.desk.run(due_alerts).value
    assert (warning.level, due.level) == ("before_10", "due")
    office.desk.run(acknowledge_alert, alert_id=due.id)
    office.clock.advance(timedelta(minutes=5))
    assert office.desk.run(due_alerts).value == ()


def test_tries_do_not_pile_up_their_alerts(office: Office) -> None:
    promise_id = office.promise(timedelta(hours=3))
    for version in range(1, 4):
        again_at = office.desk.run(
            log_attempt, promise_id=promise_id, seen_version=version, result=Attempt.NO_ANSWER
        ).value
        office.clock.set(again_at)
    (alert,) = office.desk.run(due_alerts).value
    assert alert.level == "try_4", "three were made: the fourth is next"
    office.desk.run(acknowledge_alert, alert_id=alert.id)
    assert office.desk.run(due_alerts).value == ()


def test_whoever_takes_over_what_was_already_seen_hears_of_it(office: Office) -> None:
    promise_id = office.promise(timedelta(minutes=30), topic_id=office.topics["직업훈련"].id)
    office.clock.advance(timedelta(minutes=25))
    (alert,) = office.desk.run(due_alerts).value
    office.desk.run(acknowledge_alert, alert_id=alert.id)
    daeun = office.people["정다은"]
    office.desk.run(hand_over_promise, promise_id=promise_id, seen_version=1, to_id=daeun.id)
    assert [one.promise_id for one in office.at("정다은").run(due_alerts).value] == [promise_id]


def test_what_is_promised_for_somebody_who_left_is_owed_by_whoever_promised(
    office: Office,
) -> None:
    sumin = office.people["이수민"]
    office.boss.run(retire_staff, staff_id=sumin.id, seen_version=sumin.version, shut_out=lambda _name: None)
    office.promise(assignee_id=sumin.id)
    (row,) = office.desk.run(list_board).value.rows
    assert row.owner == "김하늘 주임"


def test_a_day_that_becomes_a_holiday_moves_the_alerts_and_not_the_promise(office: Office) -> None:
    promise_id = office.promise(timedelta(days=1))
    due_at = office.now + timedelta(days=1)
    tomorrow = seoul(due_at).date()
    office.boss.run(change_day, on=tomorrow, change=DayChange.HOLIDAY, name="임시공휴일")
    assert office.desk.run(open_promise, promise_id=promise_id).value.due_at == due_at
    office.clock.set(seoul_at(seoul(office.now).date(), time(17, 59)))
    assert [alert.promise_id for alert in office.desk.run(due_alerts).value] == [promise_id]
    office.boss.run(undo_day, change_id=office.boss.run(list_changed_days).value[0].id)
    assert office.desk.run(due_alerts).value == (), "it is a working day again: the warning waits for it"


def test_warnings_follow_the_settings_of_the_branch(office: Office) -> None:
    office.promise(timedelta(hours=3))
    before = office.boss.run(read_office).value
    settings = replace(before.settings, callback_alerts=(120,))
    office.boss.run(change_settings, seen_version=before.version, settings=settings)
    office.clock.advance(timedelta(hours=1))
    assert [alert.level for alert in office.desk.run(due_alerts).value] == ["before_120"]


def test_a_branch_cannot_be_closed_for_the_whole_week(office: Office) -> None:
    before = office.boss.run(read_office).value
    never = replace(before.settings, hours=OfficeHours(((),) * 7))
    with pytest.raises(BadInput, match="never_open"):
        office.boss.run(change_settings, seen_version=before.version, settings=never)
    assert office.boss.run(read_office).value == before
