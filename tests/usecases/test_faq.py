"""Entries found while talking on both engines, kept right by reviews, and proposed from what is missing."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db.models import Alert, FaqMiss, FaqTerm, Promise, PromiseEvent
from desk_app.core.areas import Area
from desk_app.core.errors import BadInput, Conflict, NotAllowed, NotFound
from desk_app.core.faq import CandidateKind, EntryState, EntryText, SiteSection
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.usecases.board import list_board
from desk_app.usecases.executor import Executor
from desk_app.usecases.faq import EntryDetail, list_entries, open_entry, search_faq
from desk_app.usecases.faq_candidates import count_use, dismiss_candidate, list_candidates, note_miss
from desk_app.usecases.faq_entries import (
    accept_entry,
    change_entry,
    make_entry,
    propose_change,
    retire_entry,
    review_entry,
    take_change,
)
from desk_app.usecases.faq_starters import add_starters, load_starters
from desk_app.usecases.promises import hand_over_promise, keep_promise
from tests.builders import Office
from tests.gui.board_seat import statements


def make(office: Office, question: str, answer: str = "안내해 드리겠습니다.", topic: str = "") -> EntryDetail:
    topic_id = office.topics[topic].id if topic else None
    text = EntryText(question, answer, SiteSection.SERVICES, topic_id)
    return office.boss.run(make_entry, text=text).value


def found(office: Office, text: str, topic: str = "") -> list[str]:
    topic_id = office.topics[topic].id if topic else None
    return [hit.question for hit in office.desk.run(search_faq, text=text, topic_id=topic_id).value]


def owed(office: Office) -> list[Promise]:
    with sa.orm.Session(office.engine) as session:
        query = sa.select(Promise).where(Promise.kind == PromiseKind.REVIEW).order_by(Promise.id)
        return list(session.scalars(query))


# -- searching -----------------------------------------------------------------------------------


def test_two_syllables_particles_capitals_and_initials_find_an_entry(office: Office) -> None:
    make(office, "허그일자리지원은 누가 받나요", "HUG 상담원이 도와드립니다.")
    make(office, "숙식은 얼마나 제공되나요")
    for text in ("일자리", "허그일자리에", "허그일자리를 어떻게 하나요", "ㅎㄱㅇ", "hug"):
        assert found(office, text) == ["허그일자리지원은 누가 받나요"]
    assert found(office, "주거") == []


def test_the_question_goes_before_the_answer_and_the_topic_before_both(office: Office) -> None:
    make(office, "서류는 무엇을 내나요", "숙식을 신청하실 때 적습니다.", "숙식제공")
    make(office, "숙식을 연장하려면")
    assert found(office, "숙식") == ["숙식을 연장하려면", "서류는 무엇을 내나요"]
    assert found(office, "숙식", "숙식제공") == ["서류는 무엇을 내나요", "숙식을 연장하려면"]


def test_without_a_text_what_is_told_most_of_the_topic_comes_first(office: Office) -> None:
    make(office, "숙식은 누가", topic="숙식제공")
    second = make(office, "숙식은 언제까지", topic="숙식제공")
    make(office, "직업훈련은 어디서", topic="직업훈련")
    office.desk.run(count_use, entry_id=second.row.id)
    assert found(office, "", "숙식제공") == ["숙식은 언제까지", "숙식은 누가"]
    assert len(found(office, "")) == 3
    uses = {row.question: row.uses for row in office.desk.run(list_entries).value}
    assert uses["숙식은 언제까지"] == 1
    assert uses["숙식은 누가"] == 0


def test_what_is_proposed_or_retired_is_not_told(office: Office) -> None:
    made = make(office, "취업알선 신청")
    gone = make(office, "취업알선 폐지")
    office.boss.run(retire_entry, entry_id=gone.row.id, seen_version=gone.row.version, reason="없어짐")
    text = EntryText("취업알선 제안", "답", SiteSection.FAQ)
    proposed = office.desk.run(make_entry, text=text).value
    assert (proposed.row.state, proposed.may_edit) == (EntryState.PROPOSED, False)
    assert found(office, "취업알선") == [made.row.question]
    office.boss.run(accept_entry, entry_id=proposed.row.id, seen_version=proposed.row.version)
    assert len(found(office, "취업알선")) == 2


def test_a_search_is_one_statement_however_many_there_are(office: Office) -> None:
    for number in range(5):
        make(office, f"주거지원 {number}")
    with statements(office) as seen:
        assert len(found(office, "주거지원")) == 5
    assert len([one for one in seen if "faq" in one.lower()]) == 1


# -- reviews -------------------------------------------------------------------------------------


def test_an_entry_owes_its_review_to_whoever_has_the_topic(office: Office) -> None:
    made = make(office, "직업훈련 과정", topic="직업훈련")
    topic = office.topics["직업훈련"]
    (promise,) = owed(office)
    assert promise.owner_id == (topic.assignee_id or office.boss.actor.id)
    assert promise.due_at == promise.told_at
    assert promise.due_at > office.now + timedelta(days=180)
    assert made.row.owner_id == promise.owner_id
    assert not made.row.is_overdue
    with office.engine.connect() as connection:
        levels = connection.scalars(sa.select(Alert.level).where(Alert.promise_id == promise.id)).all()
    assert set(levels) == {"days_3", "days_0", "overdue"}  # the day before is a Sunday
    assert [row.kind for row in office.desk.run(list_board).value.rows] == [PromiseKind.REVIEW]


def test_still_right_keeps_the_review_and_owes_the_next(office: Office) -> None:
    made = make(office, "직업훈련 과정")
    office.clock.set(office.now + timedelta(days=100))
    after = office.boss.run(review_entry, entry_id=made.row.id, seen_version=made.row.version).value
    first, second = owed(office)
    assert (first.state, second.state) == (PromiseState.KEPT, PromiseState.OPEN)
    assert second.previous_id == first.id
    assert after.row.review_by is not None
    assert made.row.review_by is not None
    assert after.row.review_by - made.row.review_by == timedelta(days=100)
    assert [line.what for line in after.versions] == ["reviewed", "made"]


def test_a_late_review_is_kept_late_and_the_entry_says_so_meanwhile(office: Office) -> None:
    made = make(office, "직업훈련 과정")
    office.clock.set(office.now + timedelta(days=181))
    (hit,) = office.desk.run(search_faq, text="직업훈련").value
    assert hit.is_overdue
    text = EntryText("직업훈련 과정과 기간", "바뀐 답", SiteSection.SERVICES)
    after = office.boss.run(
        change_entry, entry_id=made.row.id, seen_version=made.row.version, text=text
    ).value
    assert owed(office)[0].state is PromiseState.KEPT_LATE
    assert not after.row.is_overdue
    assert [line.answer for line in after.versions] == ["바뀐 답", "안내해 드리겠습니다."]
    assert found(office, "기간") == ["직업훈련 과정과 기간"]


def test_a_review_is_settled_with_its_entry_and_not_on_the_board(office: Office) -> None:
    make(office, "직업훈련 과정")
    (promise,) = owed(office)
    with pytest.raises(BadInput, match="of_faq"):
        office.boss.run(keep_promise, promise_id=promise.id, seen_version=promise.version)
    assert owed(office)[0].state is PromiseState.OPEN


def test_whoever_takes_the_review_over_owns_the_entry_and_may_edit(office: Office) -> None:
    made = make(office, "직업훈련 과정")
    (promise,) = owed(office)
    daeun = office.at("정다은")
    text = EntryText("고친 질문", "고친 답", SiteSection.FAQ)
    seen = made.row.version
    with pytest.raises(NotAllowed):
        daeun.run(change_entry, entry_id=made.row.id, seen_version=seen, text=text)
    done = office.boss.run(
        hand_over_promise, promise_id=promise.id, seen_version=promise.version, to_id=daeun.actor.id
    )
    assert Area.FAQ in done.changed
    after = daeun.run(change_entry, entry_id=made.row.id, seen_version=seen, text=text).value
    assert (after.row.owner_id, after.may_edit) == (daeun.actor.id, True)
    assert not office.desk.run(open_entry, entry_id=made.row.id).value.may_edit


def test_an_edit_on_a_stale_screen_is_refused_whole(office: Office) -> None:
    made = make(office, "직업훈련 과정")
    office.boss.run(review_entry, entry_id=made.row.id, seen_version=made.row.version)
    with pytest.raises(Conflict):
        office.boss.run(review_entry, entry_id=made.row.id, seen_version=made.row.version)
    assert len(owed(office)) == 2


def test_a_retired_entry_owes_nothing_and_comes_back_with_a_new_review(office: Office) -> None:
    made = make(office, "직업훈련 과정")
    gone = office.boss.run(
        retire_entry, entry_id=made.row.id, seen_version=made.row.version, reason="과정이 끝남"
    ).value
    assert owed(office)[0].state is PromiseState.WITHDRAWN
    with office.engine.connect() as connection:
        assert "과정이 끝남" in connection.scalars(sa.select(PromiseEvent.detail)).all()
    with pytest.raises(BadInput, match="wrong_state"):
        office.boss.run(review_entry, entry_id=made.row.id, seen_version=gone.row.version)
    office.boss.run(accept_entry, entry_id=made.row.id, seen_version=gone.row.version)
    assert [promise.state for promise in owed(office)] == [PromiseState.WITHDRAWN, PromiseState.OPEN]


# -- candidates ----------------------------------------------------------------------------------


def test_what_is_asked_often_is_a_candidate_until_an_entry_answers_it(office: Office) -> None:
    for number in range(3):
        name = ("강지훈", "문서영", "오은석")[number]
        summary = f"{name}님이 허그일자리 자격을 물으심"
        office.record(customer_name=name, phone=f"010-2481-773{number}", summary=summary)
    (first, *_) = candidates = office.desk.run(list_candidates).value
    assert (first.kind, first.text, first.count) == (CandidateKind.ASKED, "허그일자리 자격", 3)
    assert not [one for one in candidates for name in ("강지훈", "문서영", "오은석") if name in one.text]
    make(office, "허그일자리 참여 자격은 무엇인가요")
    assert "허그일자리 자격" not in [one.text for one in office.desk.run(list_candidates).value]


def test_a_search_in_vain_is_kept_without_who_and_goes_once_answered(office: Office) -> None:
    office.record(customer_name="문서영", phone="010-2481-7736", summary="문의")
    assert office.desk.run(note_miss, text="문서영이 결혼 지원 010-2481-7736").value
    assert not office.desk.run(note_miss, text="문서영").value
    assert not office.desk.run(note_miss, text="박서연은", names=("박서연",)).value
    with office.engine.connect() as connection:
        assert connection.scalars(sa.select(FaqMiss.text)).all() == ["결혼 지원"]
    (one,) = office.desk.run(list_candidates).value
    assert (one.kind, one.text, one.count) == (CandidateKind.NOT_FOUND, "결혼 지원", 1)
    make(office, "가족의 결혼 지원도 되나요")
    assert office.desk.run(list_candidates).value == ()


def test_a_topic_that_is_asked_about_and_has_no_entry_is_a_candidate(office: Office) -> None:
    topic = office.topics["창업지원"]
    for number in range(3):
        office.record(customer_name=f"손님{number}", phone=f"010-2481-773{number}", topic_id=topic.id)
    (one,) = office.desk.run(list_candidates).value
    assert (one.kind, one.text, one.topic_id) == (CandidateKind.BARE_TOPIC, "창업지원", topic.id)


# -- the entries that ship -----------------------------------------------------------------------


def test_the_starters_are_put_in_once_and_found(office: Office) -> None:
    assert len(load_starters()) >= 20
    assert office.boss.run(add_starters).value == len(load_starters())
    assert office.boss.run(add_starters).value == 0
    assert len(owed(office)) == len(load_starters())
    assert len({promise.due_at for promise in owed(office)}) > 1
    assert found(office, "숙식 연장")
    with office.engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(FaqTerm))
    with pytest.raises(NotAllowed):
        office.desk.run(add_starters)


# -- proposals of a change -----------------------------------------------------------------------


def proposed(office: Office, entry: EntryDetail, answer: str) -> EntryDetail:
    text = EntryText(entry.row.question, answer, entry.row.section, entry.row.topic_id)
    given: dict[str, Any] = {"entry_id": entry.row.id, "seen_version": entry.row.version, "text": text}
    return office.desk.run(propose_change, **given).value


def listed(who: Executor, *, state: EntryState = EntryState.STANDING, mine: bool = False) -> list[int]:
    return [row.id for row in who.run(list_entries, state=state, mine=mine).value]


def test_a_change_is_proposed_to_the_owner_who_takes_it(office: Office) -> None:
    entry = make(office, "숙식은 얼마나 되나요", "여섯 달입니다.", "숙식제공")
    owner = office.at("최민호")
    change = proposed(office, entry, "여섯 달이고 늘릴 수 있습니다.")
    assert (change.row.state, change.row.owner_id) == (EntryState.PROPOSED, office.people["최민호"].id)
    assert change.standing is not None
    assert change.standing.answer == "여섯 달입니다."
    assert found(office, "숙식") == ["숙식은 얼마나 되나요"]
    assert listed(owner, mine=True) == [change.row.id, entry.row.id]
    assert listed(office.at("이수민"), mine=True) == []
    given: dict[str, Any] = {"entry_id": change.row.id, "seen_version": change.row.version}
    with pytest.raises(NotAllowed):
        office.at("이수민").run(take_change, **given, seen_entry_version=entry.row.version)
    with pytest.raises(Conflict):
        owner.run(take_change, **given, seen_entry_version=entry.row.version + 1)
    after = owner.run(take_change, **given, seen_entry_version=entry.row.version).value
    assert (after.row.id, after.answer) == (entry.row.id, "여섯 달이고 늘릴 수 있습니다.")
    assert [version.what for version in after.versions] == ["changed", "made"]
    assert [promise.state for promise in owed(office)] == [PromiseState.KEPT, PromiseState.OPEN]
    assert listed(owner, mine=True) == [entry.row.id]
    for state in (EntryState.PROPOSED, EntryState.RETIRED):
        assert listed(owner, state=state) == []
    again = owner.run(open_entry, entry_id=change.row.id).value.row
    given = {"entry_id": again.id, "seen_version": again.version}
    with pytest.raises(BadInput, match="wrong_state"):
        owner.run(take_change, **given, seen_entry_version=after.row.version)


def test_a_change_proposed_for_what_was_changed_since_does_not_undo_that(office: Office) -> None:
    entry = make(office, "대표 번호", "1111입니다.", "숙식제공")
    change = proposed(office, entry, "1111입니다. 신분증을 가져오십시오.")
    office.clock.advance(timedelta(minutes=5))
    text = EntryText(entry.row.question, "2222입니다.", entry.row.section, entry.row.topic_id)
    owner = office.at("최민호")
    seen = {"entry_id": entry.row.id, "seen_version": entry.row.version}
    after = owner.run(change_entry, **seen, text=text).value
    given: dict[str, Any] = {"entry_id": change.row.id, "seen_version": change.row.version}
    with pytest.raises(BadInput, match="moved_on"):
        owner.run(take_change, **given, seen_entry_version=after.row.version)
    assert office.desk.run(open_entry, entry_id=entry.row.id).value.answer == "2222입니다."
    again = {"entry_id": after.row.id, "seen_version": after.row.version}
    owner.run(retire_entry, **again, reason="번호를 알리지 않기로 함")
    assert listed(owner, state=EntryState.PROPOSED) == [], "what was proposed for it goes with it"


def test_a_proposed_change_is_turned_down_by_the_owner_and_says_something_new(office: Office) -> None:
    entry = make(office, "숙식은 얼마나 되나요", "여섯 달입니다.", "숙식제공")
    with pytest.raises(BadInput, match="unchanged"):
        proposed(office, entry, "여섯 달입니다.")
    change = proposed(office, entry, "일곱 달입니다.")
    given: dict[str, Any] = {
        "entry_id": change.row.id,
        "seen_version": change.row.version,
        "reason": "여섯 달이 맞음",
    }
    with pytest.raises(NotAllowed):
        office.at("이수민").run(retire_entry, **given)
    with pytest.raises(BadInput, match="wrong_state"):
        office.boss.run(accept_entry, entry_id=change.row.id, seen_version=change.row.version)
    office.at("최민호").run(retire_entry, **given)
    assert office.desk.run(open_entry, entry_id=entry.row.id).value.answer == "여섯 달입니다."
    assert [promise.state for promise in owed(office)] == [PromiseState.OPEN]


def test_what_is_turned_down_comes_again_once_it_is_wanted_three_times_more(office: Office) -> None:
    for _ in range(4):
        office.desk.run(note_miss, text="차량 지원")
    (one,) = office.boss.run(list_candidates).value
    given: dict[str, Any] = {"kind": one.kind, "text": one.text}
    with pytest.raises(BadInput, match="missing"):
        office.boss.run(dismiss_candidate, **given, why=" ")
    with pytest.raises(NotAllowed):
        office.desk.run(dismiss_candidate, **given, why="우리 일이 아님")
    office.boss.run(dismiss_candidate, **given, why="우리 일이 아님")
    assert office.boss.run(list_candidates).value == ()
    with pytest.raises(NotFound):
        office.boss.run(dismiss_candidate, **given, why="한 번 더")
    for wanted in (0, 0, 1):
        office.clock.advance(timedelta(hours=1))
        office.desk.run(note_miss, text="차량 지원")
        assert len(office.boss.run(list_candidates).value) == wanted
