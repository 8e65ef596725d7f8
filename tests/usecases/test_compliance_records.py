"""Who counts in a half-year of monitoring, and which month of the access log was looked through."""

from datetime import date
from typing import Any

import pytest

from db.transactions import Tx
from desk_app.core.errors import BadInput
from desk_app.core.staff import Role
from desk_app.usecases.compliance import rows_behind
from desk_app.usecases.executor import usecase
from desk_app.usecases.monthly_checks import MonthlyCheck, note_check
from desk_app.usecases.staff import add_staff, retire_staff
from tests.builders import Office
from tests.questions import at
from tests.usecases.test_compliance import counted

HALF = date(2026, 7, 1), date(2026, 12, 31)
NEXT = date(2027, 1, 1), date(2027, 6, 30)


def test_whoever_worked_in_a_half_year_counts_in_it_and_nobody_else(office: Office) -> None:
    assert counted(office, "staff_monitored", *HALF) == (0, 4)
    leaves = office.people["정다은"]
    given: dict[str, Any] = {"staff_id": leaves.id, "seen_version": leaves.version}
    office.boss.run(retire_staff, **given, shut_out=lambda _name: None)
    office.clock.set(at(3, 2, year=2027))
    comes: dict[str, Any] = {
        "name": "서가람",
        "position": "주임",
        "sign_in_name": "garam",
        "role": Role.HANDLER,
    }
    office.boss.run(add_staff, **comes, admit=lambda _name: None)
    assert counted(office, "staff_monitored", *HALF) == (0, 4)  # with the one who left, without who came
    assert counted(office, "staff_monitored", *NEXT) == (0, 4)
    told: dict[str, Any] = {"measure": "staff_monitored", "first": HALF[0], "last": HALF[1]}
    counted_ids = {row.staff_id for row in office.boss.run(rows_behind, **told).value}
    assert counted_ids == {person.id for name, person in office.people.items() if name != "한지부"}


def test_the_running_month_is_not_looked_through_yet(office: Office) -> None:
    office.record()
    office.clock.set(at(11, 30, 23))
    with pytest.raises(BadInput, match="not_over"):
        office.boss.run(note_check, check=MonthlyCheck.ACCESS_LOG, month=date(2026, 11, 1))
    office.boss.run(note_check, check=MonthlyCheck.OPEN_CASES, month=date(2026, 11, 1))
    office.boss.run(_noted_too_early)
    office.clock.set(at(1, 5, year=2027))
    assert counted(office, "access_log_checked") == (0, 1)
    office.clock.set(at(12, 1, 0))
    office.boss.run(note_check, check=MonthlyCheck.ACCESS_LOG, month=date(2026, 11, 30))
    assert counted(office, "access_log_checked") == (1, 1)


@usecase()
def _noted_too_early(tx: Tx) -> None:
    """Note the running month as an earlier program let it be noted."""
    tx.log_change(MonthlyCheck.ACCESS_LOG, 202611, "2026-11 checked")
