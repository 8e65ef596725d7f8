"""Monitoring from the sheet to the training: who writes, who sees, who answers, what the round says."""

from datetime import date, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db import models
from desk_app.core.clock import seoul_at
from desk_app.core.errors import BadInput, Conflict, NotAllowed, NotFound
from desk_app.core.monitoring import Manner
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.usecases.board import list_board
from desk_app.usecases.monitoring import (
    SheetView,
    answer_sheet,
    correct_sheet,
    count_unread,
    list_sheets,
    note_read,
    round_status,
    write_sheet,
)
from desk_app.usecases.promises import keep_promise, promise_again
from desk_app.usecases.score_forms import load_form
from tests.builders import Office

TODAY = date(2026, 11, 24)
FULL = {item.id: item.points for item in load_form()}


def latest(office: Office, name: str) -> int:
    """Return the version of somebody's sheets that is seen in the round."""
    people = office.boss.run(round_status, on=TODAY).value.people
    return next((one.version for one in people if one.staff_id == office.people[name].id), 0)


def write(
    office: Office, name: str = "이수민", on: date = TODAY, comment: str = "", **points: int | None
) -> SheetView:
    return office.boss.run(
        write_sheet,
        staff_id=office.people[name].id,
        seen_version=latest(office, name),
        on=on,
        manner=Manner.MYSTERY_CALL,
        points={**FULL, **points},
        comment=comment,
    ).value


def rows(office: Office, model: type[models.Base]) -> list[sa.RowMapping]:
    with office.engine.connect() as connection:
        return list(connection.execute(sa.select(model.__table__)).mappings())


def test_a_sheet_is_scored_on_what_applied_and_comes_back_as_written(office: Office) -> None:
    sheet = write(office, connecting=None, greeting=10, comment="밝은 목소리였습니다.")
    assert sheet.score == pytest.approx(80 / 85 * 100)
    assert (sheet.name, sheet.evaluator, sheet.on) == ("이수민 대리", "한지부 지부장", TODAY)
    assert {mark.item.id: mark.points for mark in sheet.marks} == {**FULL, "connecting": None, "greeting": 10}
    assert sheet.training is None
    assert office.boss.run(list_sheets).value == (sheet,)


def test_below_the_limit_a_training_is_owed_and_seen_by_few(office: Office) -> None:
    assert write(office, explaining=0, overall=5).score == 80
    assert rows(office, models.Promise) == []
    sheet = write(office, explaining=0, overall=4)
    training = sheet.training
    assert training is not None
    assert (training.state, training.due_at) == (
        PromiseState.OPEN,
        seoul_at(TODAY + timedelta(days=31), time(0)),
    )
    (owed,) = rows(office, models.Promise)
    assert (owed["kind"], owed["only_for_id"]) == (PromiseKind.TRAINING, office.people["이수민"].id)
    for who, seen in ((office.boss, 1), (office.at("이수민"), 1), (office.desk, 0)):
        assert len(who.run(list_board).value.rows) == seen
    with pytest.raises(NotFound):
        office.desk.run(keep_promise, promise_id=training.promise_id, seen_version=training.version)
    office.boss.run(keep_promise, promise_id=training.promise_id, seen_version=training.version)
    done = office.at("이수민").run(list_sheets).value[0].training
    assert done is not None
    assert (done.state, done.closed_at) == (PromiseState.KEPT, office.now)
    later = office.now + timedelta(days=3)
    named = {"promise_id": training.promise_id, "seen_version": done.version}
    again = office.boss.run(promise_again, **named, due_at=later).value
    kept = next(row for row in rows(office, models.Promise) if row["id"] == again)
    assert kept["only_for_id"] == office.people["이수민"].id


def test_only_supervisors_write_and_nobody_of_themself(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.desk.run(
            write_sheet,
            staff_id=office.people["이수민"].id,
            seen_version=0,
            on=TODAY,
            manner=Manner.PRESENT,
            points=FULL,
        )
    for problem, name, on in (
        ("evaluates_self", "한지부", TODAY),
        ("in_the_future", "이수민", TODAY + timedelta(days=1)),
    ):
        with pytest.raises(BadInput) as refused:
            write(office, name, on)
        assert refused.value.problem == problem
    assert rows(office, models.ScoreSheet) == []


@pytest.mark.parametrize(
    "comment", ["강지훈 님이 칭찬", "강 지훈 고객", "강.지훈", "010-2481-7736으로 되짚음", "12345678번"]
)
def test_no_customer_stands_on_a_sheet(office: Office, comment: str) -> None:
    office.record(customer_name="강지훈", phone="010-2481-7736")
    with pytest.raises(BadInput) as refused:
        write(office, comment=comment)
    assert (refused.value.field, refused.value.problem) == ("comment", "names_customer")
    with pytest.raises(BadInput, match="personal_id"):
        write(office, comment="900101-1234567")
    assert rows(office, models.ScoreSheet) == []
    sheet = write(office, comment="세 번째 벨 전에 받고 소속과 이름을 밝힘")
    with pytest.raises(BadInput, match="names_customer"):
        office.at("이수민").run(answer_sheet, sheet_id=sheet.id, seen_version=sheet.version, answer=comment)


def test_a_member_of_staff_may_be_named_though_a_customer_bears_the_name(office: Office) -> None:
    office.record(customer_name="정다은", phone="010-2481-7736")
    assert write(office, comment="정다은 주임에게 바르게 연결").comment


def test_the_evaluated_see_their_own_and_answer_once(office: Office) -> None:
    mine, _others = write(office), write(office, "정다은")
    sumin = office.at("이수민")
    assert sumin.run(list_sheets).value == (mine,)
    assert office.desk.run(list_sheets, staff_id=mine.staff_id).value == ()
    for who in (office.boss, office.desk):
        with pytest.raises(NotFound):
            who.run(answer_sheet, sheet_id=mine.id, seen_version=mine.version, answer="남의 것")
    with pytest.raises(BadInput, match="missing"):
        sumin.run(answer_sheet, sheet_id=mine.id, seen_version=mine.version, answer=" ")
    with pytest.raises(Conflict):
        sumin.run(answer_sheet, sheet_id=mine.id, seen_version=mine.version - 1, answer="늦은 화면")
    told = sumin.run(
        answer_sheet, sheet_id=mine.id, seen_version=mine.version, answer="그때는 두 통이 겹쳤습니다."
    ).value
    assert (told.answer, told.answered_at) == ("그때는 두 통이 겹쳤습니다.", office.now)
    with pytest.raises(BadInput, match="already_answered"):
        sumin.run(answer_sheet, sheet_id=mine.id, seen_version=told.version, answer="한 번 더")
    assert office.boss.run(list_sheets, staff_id=mine.staff_id).value == (told,)


def test_the_round_counts_people_and_not_sheets(office: Office) -> None:
    write(office, on=date(2026, 6, 30))
    write(office, on=date(2026, 7, 1))
    write(office, greeting=0)
    status = office.boss.run(round_status, on=TODAY).value
    assert (status.done, status.staff, status.days_left, status.ends_on) == (1, 4, 37, date(2026, 12, 31))
    assert status.missing == ("김하늘 주임", "정다은 주임", "최민호 과장")
    (sumin,) = [person for person in status.people if person.sheets]
    assert (sumin.sheets, sumin.last_on, sumin.last_score) == (2, TODAY, 85)
    first_half = office.boss.run(round_status, on=date(2026, 6, 30)).value
    assert (first_half.done, first_half.days_left) == (1, 0)
    with pytest.raises(NotAllowed):
        office.desk.run(round_status, on=TODAY)


# -- corrected -----------------------------------------------------------------------------------------


def correct(
    office: Office, sheet: SheetView, why: str = "녹취를 다시 확인함", **points: int | None
) -> SheetView:
    return office.boss.run(
        correct_sheet,
        sheet_id=sheet.id,
        seen_version=sheet.version,
        on=sheet.on,
        manner=sheet.manner,
        points={**{mark.item.id: mark.points for mark in sheet.marks}, **points},
        comment=sheet.comment,
        why=why,
    ).value


def test_of_two_sheets_written_at_once_the_second_is_told_of_the_first(office: Office) -> None:
    given: dict[str, Any] = {"staff_id": office.people["이수민"].id, "on": TODAY, "points": FULL}
    given["manner"] = Manner.OWN_CALL
    office.boss.run(write_sheet, seen_version=0, **given)
    with pytest.raises(Conflict) as refused:
        office.boss.run(write_sheet, seen_version=0, **given)
    assert (refused.value.who, refused.value.at) == ("한지부 지부장", office.now)
    assert len(rows(office, models.ScoreSheet)) == 1
    write(office)
    assert len(rows(office, models.ScoreSheet)) == 2


def test_a_corrected_sheet_keeps_what_it_was_and_whoever_was_evaluated_hears_of_it(office: Office) -> None:
    first = write(office, greeting=0)
    sumin = office.at("이수민")
    assert (sumin.run(count_unread).value, office.desk.run(count_unread).value) == (1, 0)
    office.desk.run(note_read, sheet_id=first.id)  # of another's nothing is noted
    sumin.run(note_read, sheet_id=first.id)
    assert sumin.run(count_unread).value == 0
    answered = sumin.run(answer_sheet, sheet_id=first.id, seen_version=1, answer="인사를 했습니다.").value
    with pytest.raises(Conflict):
        correct(office, first, greeting=15)
    office.clock.advance(timedelta(hours=1))
    mended = correct(office, answered, greeting=15)
    assert (mended.score, mended.answer, mended.answered_at, mended.read_at) == (100, "", None, None)
    (change,) = mended.corrections
    assert (change.at, change.by, change.score) == (office.now, "한지부 지부장", 85)
    assert (change.why, change.answer) == ("녹취를 다시 확인함", "인사를 했습니다.")
    (kept,) = rows(office, models.ScoreSheetChange)
    assert (kept["sheet_id"], kept["marks"][1]["points"]) == (first.id, 0)
    assert sumin.run(count_unread).value == 1
    again = sumin.run(
        answer_sheet, sheet_id=first.id, seen_version=mended.version, answer="고맙습니다."
    ).value
    assert (again.answer, again.corrections) == ("고맙습니다.", mended.corrections)


def test_a_training_follows_the_corrected_score(office: Office) -> None:
    low = write(office, explaining=0, overall=4)
    assert low.training is not None
    mended = correct(office, low, overall=10)
    assert mended.training is not None
    assert mended.training.state is PromiseState.WITHDRAWN
    worse = correct(office, mended, overall=0)
    assert worse.training is not None
    assert (worse.training.state, len(rows(office, models.Promise))) == (PromiseState.OPEN, 2)
    assert correct(office, worse, overall=1).training == worse.training


def test_a_correction_is_a_supervisors_with_a_reason_and_never_of_oneself(office: Office) -> None:
    sheet = write(office)
    for why, problem in (("", "missing"), ("강지훈 님이 알려 주심", "names_customer")):
        office.record(customer_name="강지훈", phone="010-2481-7736")
        with pytest.raises(BadInput, match=problem):
            correct(office, sheet, why=why)
    with pytest.raises(BadInput, match="too_many_points"):
        correct(office, sheet, greeting=16)
    with pytest.raises(NotAllowed):
        office.at("이수민").run(
            correct_sheet,
            sheet_id=sheet.id,
            seen_version=sheet.version,
            on=TODAY,
            manner=sheet.manner,
            points=FULL,
            comment="",
            why="내 생각",
        )
    assert rows(office, models.ScoreSheetChange) == []
