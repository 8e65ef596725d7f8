"""A mistake confirmed: apologised for in public, with nothing in it that tells whose case it was."""

from datetime import date, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from desk_app.core.clock import seoul_at
from desk_app.core.errors import BadInput, NotAllowed
from desk_app.core.korean_telling import Telling, masked
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.staff import Role
from desk_app.usecases.board import list_board, open_promise
from desk_app.usecases.complaint_details import ComplaintDetail
from desk_app.usecases.executor import Executor, UseCase
from desk_app.usecases.public_apologies import (
    approve_apology,
    confirm_mistake,
    draft_apology,
    find_telling,
    post_apology,
)
from desk_app.usecases.staff import add_staff
from tests.bookings import book
from tests.builders import Office
from tests.usecases.test_complaints import heard

TEXT = "저희 업무 처리에 잘못이 있어 고객님께 불편을 드렸습니다. 진심으로 사과드립니다."
TODAY = date(2026, 11, 24)
WHERE = "공단 홈페이지 공지사항"


def do(
    who: Executor, verb: UseCase[..., ComplaintDetail], seen: ComplaintDetail, /, **given: Any
) -> ComplaintDetail:
    return who.run(verb, complaint_id=seen.id, seen_version=seen.version, **given).value


def confirmed(office: Office) -> ComplaintDetail:
    return do(office.boss, confirm_mistake, heard(office))


def second(office: Office) -> Executor:
    """Return another supervisor at the desk."""
    person = office.boss.run(
        add_staff,
        name="오세훈",
        position="과장",
        sign_in_name="second",
        role=Role.SUPERVISOR,
        admit=lambda _name: None,
    ).value
    return Executor(office.engine, office.clock, actor=person, desk="2번 창구")


def owed(office: Office) -> int:
    rows = office.boss.run(list_board, kind=PromiseKind.PUBLIC_APOLOGY).value.rows
    return rows[0].id


def test_an_apology_is_confirmed_drafted_approved_and_posted(office: Office) -> None:
    seen = confirmed(office)
    promise_id = owed(office)
    assert seen.apology is not None
    assert seen.apology.due_at == seoul_at(date(2026, 12, 15), time.min)
    seen = do(office.desk, draft_apology, seen, text=TEXT)
    seen = do(office.boss, approve_apology, seen)
    office.clock.advance(timedelta(days=2))
    seen = do(office.desk, post_apology, seen, posted_on=TODAY + timedelta(days=1), where=WHERE)
    assert seen.apology is not None
    assert (seen.apology.posted_on, seen.apology.posted_where) == (TODAY + timedelta(days=1), WHERE)
    assert seen.apology.approved_by == office.people["한지부"].title
    promise = office.boss.run(open_promise, promise_id=promise_id).value
    assert (promise.state, promise.customer) == (PromiseState.KEPT, "")
    assert [step.what for step in seen.steps][1:] == [
        "mistake_confirmed",
        "apology_drafted",
        "apology_approved",
        "apology_posted",
    ]


@pytest.mark.parametrize(
    ("telling", "kind"),
    [
        ("강지훈 님께", Telling.NAME),
        ("지 훈 님께", Telling.NAME),
        ("010 2481 7736번으로", Telling.CASE_NUMBER),
        ("11월 24일에", Telling.DATE),
        ("이수민 담당자가", Telling.STAFF_NAME),
        ("02-555-0143으로", Telling.NUMBER),
    ],
)
def test_what_tells_whose_case_it_is_is_refused(office: Office, telling: str, kind: Telling) -> None:
    seen = confirmed(office)
    text = f"{telling} 불편을 드렸습니다."
    (found,) = office.desk.run(find_telling, complaint_id=seen.id, text=text).value
    assert found.kind is kind
    with pytest.raises(BadInput) as refused:
        do(office.desk, draft_apology, seen, text=text)
    assert (refused.value.problem, refused.value.value) == ("telling", masked([found]))
    assert do(office.desk, draft_apology, seen, text=TEXT).apology is not None  # nothing was changed


def test_it_is_searched_again_at_approval_and_posting(office: Office) -> None:
    seen = do(office.desk, draft_apology, confirmed(office), text=f"{TEXT} 조하람 드림")
    approved = do(office.boss, approve_apology, seen)
    with office.engine.begin() as connection:  # the customer's name is learned only now
        connection.execute(sa.text("UPDATE customers SET name = '조하람'"))
    with pytest.raises(BadInput, match="telling"):
        do(office.desk, post_apology, approved, posted_on=TODAY, where=WHERE)
    with office.engine.begin() as connection:
        connection.execute(sa.text("UPDATE public_apologies SET approved_by_id = NULL"))
    with pytest.raises(BadInput, match="telling"):
        do(office.boss, approve_apology, approved)


def test_another_supervisor_approves_and_a_new_text_is_approved_anew(office: Office) -> None:
    seen = do(office.boss, draft_apology, confirmed(office), text=TEXT)
    with pytest.raises(BadInput, match="same_person"):
        do(office.boss, approve_apology, seen)
    with pytest.raises(NotAllowed):
        do(office.desk, approve_apology, seen)
    seen = do(second(office), approve_apology, seen)
    seen = do(office.desk, draft_apology, seen, text=f"{TEXT} 다시 살피겠습니다.")
    assert seen.apology is not None
    assert [version.number for version in seen.apology.versions] == [1, 2]
    assert (seen.apology.approved_by, seen.apology.approved_at) == ("", None)
    with pytest.raises(BadInput, match="not_approved"):
        do(office.desk, post_apology, seen, posted_on=TODAY, where=WHERE)


def test_a_mistake_is_confirmed_by_a_supervisor_and_once(office: Office) -> None:
    seen = heard(office)
    with pytest.raises(NotAllowed):
        do(office.desk, confirm_mistake, seen)
    with pytest.raises(BadInput, match="not_confirmed"):
        do(office.desk, draft_apology, seen, text=TEXT)
    seen = do(office.boss, confirm_mistake, seen)
    with pytest.raises(BadInput, match="already_confirmed"):
        do(office.boss, confirm_mistake, seen)


def test_posted_after_its_day_it_was_late(office: Office) -> None:
    seen = do(office.desk, draft_apology, confirmed(office), text=TEXT)
    promise_id = owed(office)
    seen = do(office.boss, approve_apology, seen)
    office.clock.set(seoul_at(date(2026, 12, 18), time(10, 0)))
    do(office.desk, post_apology, seen, posted_on=date(2026, 12, 15), where=WHERE)
    assert office.boss.run(open_promise, promise_id=promise_id).value.state is PromiseState.KEPT_LATE


@pytest.mark.parametrize(
    "telling",
    [
        "지난 27일에 오셨을 때",
        "다음 달 3일에",
        "11월 20일에 안내한",
        "박민수 님과",
        "상계동에서",
        "30만 원을",
        "사건 2026고단1234에서",
        "강 고객님께",
        "K씨께",
        "칠칠삼육 번호로",
        "오늘 화요일에",
        "강지훈 님께",
    ],
)
def test_all_that_the_customer_had_to_do_with_us_is_searched_for(office: Office, telling: str) -> None:
    office.record(
        customer_name="강지훈",
        phone="010-2481-7736",
        topic_id=office.topics["숙식제공"].id,
        summary="11월 20일 상계동에서 동행 박민수 님과 오심. 지원금 30만 원, 사건 2026고단1234",
    )
    book(office)
    office.clock.advance(timedelta(hours=1))
    seen = confirmed(office)
    office.clock.advance(timedelta(days=1))
    with pytest.raises(BadInput, match="telling"):
        do(office.desk, draft_apology, seen, text=f"{telling} 불편을 드렸습니다.")


def test_what_tells_of_nobody_is_kept(office: Office) -> None:
    text = "안내가 충분하지 않아 두 번 오시게 했습니다. 10월 한 달 동안 안내문을 고쳤습니다.\n2026. 11. 24."
    seen = do(office.desk, draft_apology, confirmed(office), text=text)
    seen = do(office.boss, approve_apology, seen)
    assert do(office.desk, post_apology, seen, posted_on=TODAY, where=WHERE).apology is not None


def test_where_it_was_posted_tells_as_little(office: Office) -> None:
    seen = do(office.desk, draft_apology, confirmed(office), text=TEXT)
    seen = do(office.boss, approve_apology, seen)
    with pytest.raises(BadInput) as refused:
        do(office.desk, post_apology, seen, posted_on=TODAY, where="공지사항 ‘강지훈 님께 사과드립니다’")
    assert (refused.value.field, refused.value.problem) == ("posted_where", "telling")
    page = "https://www.example.go.kr/notice/view?no=20261130015"
    assert do(office.desk, post_apology, seen, posted_on=TODAY, where=page).apology is not None
