"""Which group of the board an open promise stands in."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.board_groups import Group, group_of, grouped
from desk_app.core.clock import SEOUL, seoul, seoul_at

TUESDAY = date(2026, 11, 24)
NOW = seoul_at(TUESDAY, time(14, 6))
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "at", "group"),
    [
        (23, time(18), Group.OVERDUE),
        (24, time(14, 5), Group.OVERDUE),
        (24, time(14, 6), Group.WITHIN_HOUR),
        (24, time(15, 6), Group.WITHIN_HOUR),
        (24, time(15, 7), Group.TODAY),
        (24, time(23, 59), Group.TODAY),
        (25, time(10), Group.THIS_WEEK),
        (29, time(23, 59), Group.THIS_WEEK),
        (30, time(9), Group.LATER),
    ],
)
def test_a_tuesday_afternoon(day: int, at: time, group: Group) -> None:
    assert group_of(seoul_at(TUESDAY.replace(day=day), at), NOW) is group


def test_a_reply_good_until_midnight_belongs_to_the_day_that_ends_then() -> None:
    assert group_of(seoul_at(date(2026, 11, 25), time(0)), NOW) is Group.TODAY
    assert group_of(seoul_at(date(2026, 11, 30), time(0)), NOW) is Group.THIS_WEEK


def test_on_sunday_the_week_is_over_with_the_day() -> None:
    sunday = seoul_at(date(2026, 11, 29), time(10))
    assert group_of(sunday + timedelta(hours=5), sunday) is Group.TODAY
    assert group_of(sunday + timedelta(days=1), sunday) is Group.LATER


def test_the_day_is_seouls_and_not_the_servers() -> None:
    early = datetime(2026, 11, 24, 0, 30, tzinfo=SEOUL)
    assert seoul(early).date() != early.astimezone(UTC).date()
    assert group_of(early + timedelta(hours=20), early) is Group.TODAY


@given(st.lists(INSTANTS), INSTANTS)
def test_nothing_is_lost_and_later_is_never_more_urgent(due: list[datetime], now: datetime) -> None:
    groups = grouped(sorted(due), now, lambda each: each)
    assert [each for _, held in groups for each in held] == sorted(due)
    assert all(held for _, held in groups)
    order = list(Group)
    assert [order.index(group) for group, _ in groups] == sorted({order.index(group) for group, _ in groups})


@given(INSTANTS, INSTANTS, st.timedeltas(timedelta(0), timedelta(days=10)))
def test_as_time_passes_a_promise_only_becomes_more_urgent(
    due: datetime, now: datetime, passed: timedelta
) -> None:
    order = list(Group)
    assert order.index(group_of(due, now + passed)) <= order.index(group_of(due, now))
