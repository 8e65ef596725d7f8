"""Days that a supervisor adds, drops or closes, and who said so; on both engines."""

from datetime import date, time

import pytest

from desk_app.core.clock import seoul_at
from desk_app.core.errors import BadInput, CalendarEnds, NotAllowed, NotFound
from desk_app.core.holidays import DayChange, WorkCalendar
from desk_app.usecases.calendars import base_calendar
from desk_app.usecases.days import change_day, list_changed_days, undo_day, year_to_add
from desk_app.usecases.office import read_office
from tests.builders import Office

THURSDAY = date(2026, 12, 24)
CHRISTMAS = date(2026, 12, 25)


def calendar(office: Office) -> WorkCalendar:
    """Return the calendar as another desk reads it."""
    return office.at("이수민", "2번 창구").run(read_office).value.calendar


def change(office: Office, on: date, kind: DayChange, name: str = "임시공휴일") -> None:
    """Let the supervisor change a day."""
    office.boss.run(change_day, on=on, change=kind, name=name)


def test_a_temporary_holiday_counts_for_the_law_and_for_the_desk(office: Office) -> None:
    change(office, THURSDAY, DayChange.HOLIDAY)
    assert calendar(office).why_not(THURSDAY) == "임시공휴일"
    assert calendar(office).why_closed(THURSDAY) == "임시공휴일"


def test_a_closure_shuts_the_desk_but_stretches_no_legal_period(office: Office) -> None:
    change(office, THURSDAY, DayChange.CLOSURE, "지부 이전")
    assert calendar(office).why_closed(THURSDAY) == "지부 이전"
    assert calendar(office).is_working_day(THURSDAY)


def test_a_holiday_that_was_taken_away_is_a_working_day(office: Office) -> None:
    change(office, CHRISTMAS, DayChange.NO_HOLIDAY, "지정 취소")
    assert calendar(office).is_working_day(CHRISTMAS)


def test_taken_back_it_is_as_before_and_both_names_stay(office: Office) -> None:
    change(office, THURSDAY, DayChange.HOLIDAY)
    (line,) = office.desk.run(list_changed_days).value
    office.clock.set(seoul_at(date(2026, 11, 25), time(9)))
    office.boss.run(undo_day, change_id=line.id)
    assert calendar(office).is_working_day(THURSDAY)
    (line,) = office.desk.run(list_changed_days).value
    assert (line.made_by, line.undone_by, line.undone_at) == ("한지부 지부장", "한지부 지부장", office.now)
    with pytest.raises(NotFound):
        office.boss.run(undo_day, change_id=line.id)
    change(office, THURSDAY, DayChange.HOLIDAY)
    assert len(office.desk.run(list_changed_days).value) == 2


def test_the_latest_day_comes_first(office: Office) -> None:
    for on in (date(2026, 12, 1), date(2027, 3, 2), date(2026, 12, 3)):
        change(office, on, DayChange.CLOSURE)
    days = [line.on for line in office.desk.run(list_changed_days).value]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("on", "kind", "problem"),
    [
        (CHRISTMAS, DayChange.HOLIDAY, "already_holiday"),
        (THURSDAY, DayChange.NO_HOLIDAY, "no_holiday"),
    ],
)
def test_a_change_that_changes_nothing_is_refused(
    office: Office, on: date, kind: DayChange, problem: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        change(office, on, kind)
    assert (refusal.value.field, refusal.value.problem) == ("day", problem)


def test_the_same_change_twice_and_one_without_a_name_are_refused(office: Office) -> None:
    change(office, THURSDAY, DayChange.CLOSURE)
    with pytest.raises(BadInput, match="already_changed"):
        change(office, THURSDAY, DayChange.CLOSURE)
    with pytest.raises(BadInput, match="day_name"):
        change(office, date(2026, 12, 23), DayChange.CLOSURE, " ")


def test_a_day_past_the_table_is_an_error_and_not_a_guess(office: Office) -> None:
    with pytest.raises(CalendarEnds) as refusal:
        change(office, date(base_calendar().last_year + 1, 1, 2), DayChange.CLOSURE)
    assert refusal.value.covered == base_calendar().last_year


def test_only_supervisors_change_days(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.desk.run(change_day, on=THURSDAY, change=DayChange.CLOSURE, name="휴무")
    change(office, THURSDAY, DayChange.CLOSURE)
    with pytest.raises(NotAllowed):
        office.desk.run(undo_day, change_id=1)


def test_the_year_after_next_is_asked_for_in_time() -> None:
    last = base_calendar().last_year
    assert year_to_add(seoul_at(date(last - 2, 12, 31), time(23, 59))) is None
    assert year_to_add(seoul_at(date(last - 1, 1, 1), time(0))) == last + 1
