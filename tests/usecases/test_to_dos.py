"""What waits for a supervisor, and goes once it is done; on both engines."""

from datetime import date, timedelta
from typing import Any

import pytest

from desk_app.core.awards import FEW_SHEETS
from desk_app.core.compliance import ToDo, ToDoKind
from desk_app.core.errors import BadInput, NotAllowed
from desk_app.core.faq import EntryText, SiteSection
from desk_app.core.monitoring import Manner
from desk_app.usecases.awards import decide_award
from desk_app.usecases.faq_entries import make_entry
from desk_app.usecases.monitoring import write_sheet
from desk_app.usecases.monthly_checks import MonthlyCheck, note_check
from desk_app.usecases.score_forms import load_form
from desk_app.usecases.to_dos import to_do
from tests.builders import Office
from tests.questions import at, receive


def kinds(office: Office) -> dict[ToDoKind, ToDo]:
    return {one.kind: one for one in office.boss.run(to_do).value}


def test_nothing_waits_in_a_new_office(office: Office) -> None:
    assert not {*kinds(office)} - {ToDoKind.MONITORING}


def test_what_is_overdue_proposed_and_open_waits(office: Office) -> None:
    office.promise()
    office.clock.advance(timedelta(hours=2))
    office.desk.run(make_entry, text=EntryText("언제 여나요?", "아홉 시입니다.", SiteSection.FAQ))
    receive(office)
    waits = kinds(office)
    assert waits[ToDoKind.OVERDUE] == ToDo(ToDoKind.OVERDUE, 1)
    assert waits[ToDoKind.FAQ_PROPOSED] == ToDo(ToDoKind.FAQ_PROPOSED, 1)
    assert waits[ToDoKind.MONTHLY_CHECK] == ToDo(ToDoKind.MONTHLY_CHECK, 1, date(2026, 11, 30))


def test_a_check_that_was_noted_waits_no_more_until_the_next_month(office: Office) -> None:
    office.clock.set(at(10, 20))
    office.record()
    receive(office)
    office.clock.set(at(11, 24))
    office.record()
    waits = kinds(office)
    assert waits[ToDoKind.ACCESS_CHECK] == ToDo(ToDoKind.ACCESS_CHECK, 1, date(2026, 11, 30), "2026-10")
    office.boss.run(note_check, check=MonthlyCheck.ACCESS_LOG, month=date(2026, 10, 1))
    office.boss.run(note_check, check=MonthlyCheck.OPEN_CASES, month=date(2026, 11, 24))
    assert not {ToDoKind.ACCESS_CHECK, ToDoKind.MONTHLY_CHECK} & {*kinds(office)}
    office.clock.set(at(12, 1))
    assert kinds(office)[ToDoKind.ACCESS_CHECK].subject == "2026-11"
    assert ToDoKind.MONTHLY_CHECK in kinds(office)


def test_whoever_is_not_monitored_waits_as_the_round_nears_its_end(office: Office) -> None:
    assert kinds(office)[ToDoKind.MONITORING] == ToDo(ToDoKind.MONITORING, 4, date(2026, 12, 31))
    given: dict[str, Any] = {
        "manner": Manner.OWN_CALL,
        "points": {item.id: item.points for item in load_form()},
    }
    for name in ("김하늘", "이수민", "정다은"):
        office.boss.run(
            write_sheet, staff_id=office.people[name].id, seen_version=0, on=date(2026, 11, 24), **given
        )
    assert kinds(office)[ToDoKind.MONITORING].count == 1
    office.clock.set(at(8, 1))
    assert ToDoKind.MONITORING not in kinds(office)


def test_candidates_for_an_award_wait_until_somebody_is_rewarded(office: Office) -> None:
    assert ToDoKind.AWARDS not in kinds(office)
    points = {item.id: item.points for item in load_form()}
    sheet: dict[str, Any] = {"on": date(2026, 11, 24), "manner": Manner.OWN_CALL, "points": points}
    seen = 0
    for _ in range(FEW_SHEETS):
        written = office.boss.run(
            write_sheet, staff_id=office.people["이수민"].id, seen_version=seen, **sheet
        )
        seen = written.value.id
    assert kinds(office)[ToDoKind.AWARDS] == ToDo(ToDoKind.AWARDS, 1, date(2026, 12, 31))
    given: dict[str, Any] = {"reason": "약속을 늘 지킴", "decided_on": date(2026, 11, 24)}
    office.boss.run(decide_award, staff_id=office.people["이수민"].id, seen_version=0, **given)
    assert ToDoKind.AWARDS not in kinds(office)


def test_only_supervisors_check_and_only_what_has_begun(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.desk.run(note_check, check=MonthlyCheck.ACCESS_LOG, month=date(2026, 10, 1))
    with pytest.raises(NotAllowed):
        office.desk.run(to_do)
    with pytest.raises(BadInput, match="in_the_future"):
        office.boss.run(note_check, check=MonthlyCheck.OPEN_CASES, month=date(2026, 12, 1))
