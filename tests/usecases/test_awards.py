"""Candidates for an award with what speaks for them; the decision is a person's and is kept."""

from datetime import date, timedelta

import pytest

from desk_app.core.compliance import Count
from desk_app.core.errors import BadInput, Conflict, NotAllowed, NotFound
from desk_app.usecases.awards import award_candidates, decide_award, list_awards
from desk_app.usecases.promises import keep_promise
from tests.builders import Office
from tests.surveys import answers
from tests.usecases.test_monitoring import TODAY, write

HALF = {"first": date(2026, 7, 1), "last": date(2026, 12, 31)}


def test_candidates_stand_with_their_reasons_counted(office: Office) -> None:
    for _ in range(2):
        write(office, overall=9)
        write(office, "정다은", explaining=0)
    write(office, "최민호")  # one sheet is a small sample
    for number in range(12):
        promise = office.promise()
        if number:
            office.desk.run(keep_promise, promise_id=promise, seen_version=1)
    office.clock.advance(timedelta(hours=2))  # one was broken: 11 of 12 speak for nobody
    answers(office, date(2026, 10, 15), *[5] * 30, served_by="김하늘")
    found = {each.name: each for each in office.boss.run(award_candidates, **HALF).value}
    assert set(found) == {"이수민 대리", "김하늘 주임"}
    assert found["이수민 대리"].monitoring.value == 99
    assert found["이수민 대리"].monitoring.count == 2
    haneul = found["김하늘 주임"]
    assert (haneul.survey.value, haneul.survey.count, haneul.survey.few) == (100, 30, False)
    assert (haneul.promises, haneul.reasons) == (Count(11, 12), 1)
    with pytest.raises(NotAllowed):
        office.desk.run(award_candidates, **HALF)


def test_nobody_is_a_candidate_without_a_reason(office: Office) -> None:
    assert office.boss.run(award_candidates, **HALF).value == ()


def test_an_award_is_decided_by_a_person_with_a_reason(office: Office) -> None:
    sumin = office.people["이수민"].id
    office.boss.run(decide_award, seen_version=0, staff_id=sumin, reason="약속을 모두 지킴", decided_on=TODAY)
    (award,) = office.boss.run(list_awards).value
    assert (award.name, award.reason, award.decided_on, award.decided_by) == (
        "이수민 대리",
        "약속을 모두 지킴",
        TODAY,
        "한지부 지부장",
    )
    office.record(customer_name="강지훈", phone="010-2481-7736")
    for staff_id, reason, on, problem in (
        (office.people["한지부"].id, "스스로", TODAY, "rewards_self"),
        (sumin, " ", TODAY, "missing"),
        (sumin, "강지훈 님의 칭찬", TODAY, "names_customer"),
        (sumin, "미리", TODAY + timedelta(days=1), "in_the_future"),
    ):
        with pytest.raises(BadInput, match=problem):
            office.boss.run(
                decide_award, seen_version=award.id, staff_id=staff_id, reason=reason, decided_on=on
            )
    with pytest.raises(Conflict) as refused:  # another supervisor was first
        office.boss.run(decide_award, seen_version=0, staff_id=sumin, reason="한 번 더", decided_on=TODAY)
    assert refused.value.who == "한지부 지부장"
    with pytest.raises(NotFound):
        office.boss.run(decide_award, seen_version=0, staff_id=999_999, reason="없는 사람", decided_on=TODAY)
    with pytest.raises(NotAllowed):
        office.desk.run(decide_award, seen_version=0, staff_id=sumin, reason="제가", decided_on=TODAY)
    assert len(office.boss.run(list_awards).value) == 1
