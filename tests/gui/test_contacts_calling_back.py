"""Calling back as promised: nothing is given away before it is safe, and only an outcome closes a promise."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from desk_app.core.contacts import SafeContact
from desk_app.core.promises import PromiseState
from desk_app.gui.promises.words import history
from desk_app.gui.shift import Shift
from desk_app.usecases.board import PromiseDetail, open_promise
from desk_app.usecases.contacts import todays_contacts
from desk_app.usecases.promises import hand_over_promise, keep_promise
from tests.builders import Office
from tests.gui.receptionist import Receptionist, at_the_desk

HOUR = timedelta(hours=1)


@pytest.fixture
def desk(shift: Shift) -> Iterator[Receptionist]:
    """A receptionist at the open desk."""
    with at_the_desk(shift) as hand:
        yield hand


def promised(office: Office, due_in: timedelta = HOUR, **fields: object) -> PromiseDetail:
    promise_id = office.promise(due_in, topic_id=office.topics["직업훈련"].id, **fields)
    return office.desk.run(open_promise, promise_id=promise_id).value


def again(office: Office, promise: PromiseDetail) -> PromiseDetail:
    return office.desk.run(open_promise, promise_id=promise.id).value


def begin(desk: Receptionist, promise: PromiseDetail) -> None:
    desk.page.call_back(promise)
    desk.settle()


def test_the_agency_is_not_named_before_the_customer_has_said_who_they_are(
    office: Office, desk: Receptionist
) -> None:
    begin(desk, promised(office))
    desk.press("1")
    assert desk.sentence == "안녕하십니까. 김하늘 주임이라고 합니다. 강지훈 님과 통화할 수 있을까요?"
    assert "공단" not in desk.sentence
    desk.press("1")
    assert desk.sentence.startswith("한국법무보호복지공단 경기북부지부입니다.")


def test_reaching_the_customer_keeps_the_promise(office: Office, desk: Receptionist) -> None:
    promise = promised(office)
    begin(desk, promise)
    desk.press("1", "1", "1")
    desk.type("자격을 설명함")
    desk.press("Alt+1", "Ctrl+Enter")
    assert not desk.is_serving()
    assert again(office, promise).state is PromiseState.KEPT


def test_nobody_answering_leaves_it_open_with_the_next_try_that_was_chosen(
    office: Office, desk: Receptionist
) -> None:
    promise = promised(office, due_in=timedelta(hours=3))
    begin(desk, promise)
    desk.press("2")
    assert desk.step == "next_try"
    assert desk.session.dues[0].recommended
    assert desk.page.script.choices_have_focus(), "a number is asked for, not Enter"
    desk.press("1", "Ctrl+Enter")
    later = again(office, promise)
    assert (later.state, later.attempts) == (PromiseState.OPEN, 1)
    assert later.next_try_at == office.now + timedelta(minutes=30)


def test_promising_anew_moves_the_hour_the_customer_was_told(office: Office, desk: Receptionist) -> None:
    promise = promised(office)
    begin(desk, promise)
    desk.press("1", "1", "2")
    assert desk.step == "again"
    desk.press("2", "Enter", "Ctrl+Enter")
    later = again(office, promise)
    assert later.state is PromiseState.OPEN
    assert later.due_at == later.told_at > promise.due_at


def test_an_apology_comes_first_where_the_hour_has_passed(office: Office, desk: Receptionist) -> None:
    promise = promised(office)
    office.clock.advance(timedelta(hours=2))
    begin(desk, promise)
    desk.press("1", "1")
    assert "약속드린 시각보다 늦어 죄송합니다" in desk.sentence


def test_only_who_was_allowed_to_hear_it_hears_the_agencys_name(office: Office, desk: Receptionist) -> None:
    for answer, named in ((None, False), (False, False), (True, True)):
        begin(desk, promised(office, safe_contact=SafeContact(may_name_agency=answer)))
        desk.press("1", "2")
        assert ("공단" in desk.sentence) is named
        desk.press("Ctrl+Enter")


def test_a_promise_handed_over_meanwhile_is_settled_all_the_same(office: Office, desk: Receptionist) -> None:
    promise = promised(office)
    begin(desk, promise)
    desk.press("1", "1", "1", "Alt+1")
    office.at("정다은", "2번 창구").run(
        hand_over_promise, promise_id=promise.id, seen_version=1, to_id=office.people["정다은"].id
    )
    desk.press("Ctrl+Enter")
    assert not desk.is_serving()
    assert again(office, promise).state is PromiseState.KEPT


def test_a_call_back_is_recorded_and_says_so_where_a_colleague_kept_the_promise_first(
    office: Office, desk: Receptionist
) -> None:
    promise = promised(office)
    for keys in (("1", "1", "1", "Alt+1"), ("2", "1"), ("1", "1", "2", "2", "Enter")):
        begin(desk, promise)
        desk.press(*keys)
        if again(office, promise).state is PromiseState.OPEN:
            office.at("정다은", "2번 창구").run(keep_promise, promise_id=promise.id, seen_version=1)
        desk.press("Ctrl+Enter")
        assert not desk.is_serving()
        assert "동료가 이미" in desk.heard[-1]
    assert "새 약속으로 남겼습니다" in desk.heard[-1]
    assert len(office.desk.run(todays_contacts).value) == 4


def test_todays_no_outweighs_the_yes_of_another_day(office: Office, desk: Receptionist) -> None:
    begin(desk, promised(office, safe_contact=SafeContact(True, True)))
    assert {"may_name_agency", "voicemail_ok"} <= desk.session.facts
    desk.session.edit(safe_contact=SafeContact(False, False))
    assert not {"may_name_agency", "voicemail_ok"} & desk.session.facts
    desk.session.edit(safe_contact=SafeContact(None, True))
    assert {"may_name_agency", "voicemail_ok"} <= desk.session.facts


def test_a_call_back_cut_short_is_told_in_the_promises_history(office: Office, desk: Receptionist) -> None:
    promise = promised(office)
    begin(desk, promise)
    desk.press("1", "1", "Ctrl+Enter")
    later = again(office, promise)
    assert later.state is PromiseState.OPEN
    assert history(later, office.now)[-1].title == "도중에 마침"


def test_a_call_back_that_was_set_aside_still_settles_its_promise(office: Office, desk: Receptionist) -> None:
    promise = promised(office)
    begin(desk, promise)
    desk.press("1", "1", "Esc", "1")
    assert desk.step == "speak"
    desk.press("1", "Alt+1", "Ctrl+Enter")
    assert again(office, promise).state is PromiseState.KEPT
