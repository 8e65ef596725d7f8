"""Planned absences: when they fall, what is left out, and what cannot be planned."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.absences import (
    Absence,
    Repeat,
    checked,
    ends_for_good,
    next_of,
    occurrences,
    rule_for,
    skip,
)
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.errors import BadInput
from desk_app.core.staff import PresenceState

TUESDAY = date(2026, 11, 24)
NOW = seoul_at(TUESDAY, time(14, 6))
TEN = seoul_at(TUESDAY, time(10))
DAY = timedelta(days=1)


def absence(
    repeat: Repeat = Repeat.NONE,
    starts_at: datetime = TEN,
    length: timedelta = timedelta(hours=1),
    last_day: date | None = None,
    **fields: object,
) -> Absence:
    given = {"rrule": rule_for(repeat, starts_at, last_day), **fields}
    return Absence(1, 7, PresenceState.MEETING, "주간 회의", starts_at, starts_at + length, **given)  # type: ignore[arg-type]


def days(planned: Absence, begin: datetime, end: datetime) -> list[str]:
    return [f"{seoul(away.starts_at):%m-%d %H:%M}" for away in occurrences(planned, begin, end)]


@pytest.mark.parametrize(
    ("repeat", "falls"),
    [
        (Repeat.NONE, ["11-24 10:00"]),
        (Repeat.WORKDAYS, [f"11-{day} 10:00" for day in (24, 25, 26, 27, 30)]),
        (Repeat.WEEKLY, ["11-24 10:00"]),
        (Repeat.BIWEEKLY, ["11-24 10:00"]),
        (Repeat.MONTHLY, ["11-24 10:00"]),
    ],
)  # fmt: skip
def test_an_absence_comes_as_often_as_it_was_planned(repeat: Repeat, falls: list[str]) -> None:
    planned = absence(repeat)
    assert days(planned, TEN, seoul_at(date(2026, 12, 1), time(0))) == falls
    assert planned.repeat is repeat


def test_every_other_week_leaves_one_out() -> None:
    assert days(absence(Repeat.WEEKLY), TEN, TEN + 15 * DAY) == ["11-24 10:00", "12-01 10:00", "12-08 10:00"]
    assert days(absence(Repeat.BIWEEKLY), TEN, TEN + 15 * DAY) == ["11-24 10:00", "12-08 10:00"]


def test_what_comes_monthly_on_the_31st_comes_on_the_last_day_of_shorter_months() -> None:
    planned = absence(Repeat.MONTHLY, seoul_at(date(2026, 12, 31), time(10)))
    assert days(planned, TEN, TEN + 160 * DAY) == [
        *("12-31 10:00", "01-31 10:00", "02-28 10:00", "03-31 10:00", "04-30 10:00")
    ]
    assert planned.repeat is Repeat.MONTHLY


def test_the_last_day_is_the_last_and_belongs_to_it() -> None:
    planned = absence(Repeat.WEEKLY, last_day=date(2026, 12, 8))
    assert days(planned, TEN, TEN + 60 * DAY) == ["11-24 10:00", "12-01 10:00", "12-08 10:00"]
    assert planned.last_day == date(2026, 12, 8)
    assert ends_for_good(planned) == seoul_at(date(2026, 12, 9), time(1)), "as late as it could end"
    assert ends_for_good(absence(Repeat.WEEKLY)) is None
    assert ends_for_good(absence()) == absence().ends_at


def test_early_in_the_morning_it_falls_on_seouls_days_not_on_those_of_utc() -> None:
    early = absence(Repeat.WORKDAYS, seoul_at(TUESDAY, time(8)))  # the evening before, in UTC
    falls = occurrences(early, early.starts_at, early.starts_at + 14 * DAY)
    assert {seoul(away.starts_at).weekday() for away in falls} == {0, 1, 2, 3, 4}


def test_a_day_is_skipped_and_one_on_which_nothing_falls_is_refused() -> None:
    planned = skip(absence(Repeat.WEEKLY), date(2026, 12, 1))
    assert days(planned, TEN, TEN + 20 * DAY) == ["11-24 10:00", "12-08 10:00"]
    for on in (date(2026, 12, 1), date(2026, 12, 2)):
        with pytest.raises(BadInput, match="no_absence"):
            skip(planned, on)


def test_the_next_time_is_the_one_going_on_or_the_first_to_come() -> None:
    weekly = absence(Repeat.WEEKLY)
    going_on = next_of(weekly, TEN + timedelta(minutes=5))
    assert going_on is not None
    assert going_on.starts_at == TEN
    coming = next_of(weekly, NOW)
    assert coming is not None
    assert coming.starts_at == TEN + 7 * DAY
    far = next_of(absence(starts_at=TEN + 300 * DAY), NOW)
    assert far is not None
    assert far.starts_at == TEN + 300 * DAY
    assert next_of(absence(), NOW) is None


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"length": timedelta(0)}, "not_after"),
        ({"length": -DAY}, "not_after"),
        ({"length": 367 * DAY}, "too_long"),
        ({}, "in_the_past"),
        ({"repeat": Repeat.WEEKLY, "starts_at": TEN - 7 * DAY, "last_day": TUESDAY}, "in_the_past"),
        ({"starts_at": TEN + 367 * DAY}, "too_far"),
        ({"rrule": "whenever"}, "not_a_rule"),
        ({"rrule": "FREQ=SECONDLY"}, "not_a_rule"),
        ({"rrule": "FREQ=WEEKLY;BYDAY=XX"}, "not_a_rule"),
        ({"rrule": "FREQ=WEEKLY\nRDATE:20261130"}, "not_a_rule"),
        ({"rrule": "FREQ=WEEKLY;UNTIL=20261301T000000"}, "not_a_rule"),
        ({"rrule": "FREQ=WEEKLY;UNTIL=20261231T000000Z"}, "not_a_rule"),
        ({"rrule": "FREQ=WEEKLY;INTERVAL=0"}, "not_a_rule"),
        ({"rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "never"),
        ({"repeat": Repeat.WEEKLY, "last_day": date(2026, 11, 23)}, "never"),
        ({"repeat": Repeat.WORKDAYS, "length": timedelta(hours=30)}, "overlaps"),
        ({"note": "회의" * 60, "starts_at": TEN + DAY}, "too_long"),
        ({"state": PresenceState.BUSY}, "unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_refused(fields: dict[str, object], problem: str) -> None:
    note, state = fields.pop("note", "회의"), fields.pop("state", PresenceState.MEETING)
    planned = absence(**fields)  # type: ignore[arg-type]
    with pytest.raises(BadInput) as refused:
        checked(
            Absence(0, 7, state, note, planned.starts_at, planned.ends_at, planned.rrule),  # type: ignore[arg-type]
            NOW,
        )
    assert refused.value.problem == problem


def test_what_goes_on_or_comes_again_can_be_planned() -> None:
    assert checked(absence(length=timedelta(hours=8)), NOW)
    assert checked(absence(Repeat.WEEKLY), NOW)
    assert checked(absence(Repeat.WORKDAYS, length=timedelta(hours=24)), NOW)


moments = st.integers(0, 2 * 365 * 24 * 60)
starts = moments.map(lambda minutes: seoul_at(date(2026, 1, 1), time(0)) + timedelta(minutes=minutes))
lengths = st.timedeltas(timedelta(minutes=1), timedelta(hours=20))
absences = st.builds(
    absence,
    st.sampled_from(Repeat),
    starts,
    lengths,
    st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2028, 12, 31))),
    skipped=st.frozensets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=5),
)


@given(absences, starts, st.integers(1, 60), st.integers(1, 60))
def test_times_lie_in_the_window_none_on_a_skipped_day_and_a_split_window_gives_the_same(
    planned: Absence, begin: datetime, first: int, second: int
) -> None:
    middle, end = begin + first * DAY, begin + (first + second) * DAY
    found = occurrences(planned, begin, end)
    assert all(begin < away.ends_at and away.starts_at < end for away in found)
    assert not planned.skipped & {seoul(away.starts_at).date() for away in found}
    assert list(found) == sorted(found, key=lambda away: away.starts_at)
    assert all(seoul(away.starts_at).time() == seoul(planned.starts_at).time() for away in found)
    halves = occurrences(planned, begin, middle) + occurrences(planned, middle, end)
    assert list(dict.fromkeys(halves)) == list(found)
    assert all(away.starts_at >= planned.starts_at for away in found)
