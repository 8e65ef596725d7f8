"""When an answer is due: the agreed cases, and what the law implies beside them."""

import csv
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.clock import SEOUL, seoul
from desk_app.core.deadlines import (
    AFTER_HOURS,
    IMMEDIATELY,
    Deadline,
    Length,
    Rule,
    Unit,
    deadline,
    interim_reply_due,
    parse_length,
    reply_dates,
)
from desk_app.core.errors import BadInput, CalendarEnds
from desk_app.core.hours import OfficeHours, Span
from desk_app.usecases.calendars import base_calendar

CALENDAR = base_calendar()
CASES = list(
    csv.DictReader(Path(__file__).with_name("deadlines.csv").read_text(encoding="utf-8").splitlines())
)


def arrival(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


def count(received: str, days: str, rule: Rule | str) -> Deadline:
    return deadline(arrival(received), parse_length(days), Rule(rule), CALENDAR)


def due(received: str, days: str, rule: Rule | str) -> str:
    ends = count(received, days, rule).due
    return f"{seoul(ends):%Y-%m-%dT%H:%M}" if isinstance(ends, datetime) else str(ends)


# -- the agreed cases ---------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_agreed_case(case: dict[str, str]) -> None:
    assert due(case["received"], case["days"], case["rule"]) == case["due"], case["note"]
    if case["rule"].startswith("statutory"):
        listed = case["note"].partition("counted: ")[2].split()
        counted = count(case["received"], case["days"], case["rule"]).counted
        assert [f"{day:%m-%d}" for day in counted] == listed


# -- statutory ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "rule", "begins"),
    [
        ("2026-11-24T17:59", Rule.STATUTORY_NW, date(2026, 11, 24)),
        ("2026-11-24T18:00", Rule.STATUTORY_NW, date(2026, 11, 25)),
        ("2026-11-24T18:00", Rule.STATUTORY, date(2026, 11, 24)),
        ("2026-11-24T23:59", Rule.STATUTORY_NW, date(2026, 11, 25)),
        ("2026-11-25T00:00", Rule.STATUTORY_NW, date(2026, 11, 25)),
        ("2026-11-24T12:30", Rule.STATUTORY_NW, date(2026, 11, 24)),
        ("2026-11-24T07:00", Rule.STATUTORY_NW, date(2026, 11, 24)),
        ("2026-11-27T19:00", Rule.STATUTORY_NW, date(2026, 11, 30)),
        ("2026-11-28T19:00", Rule.STATUTORY_NW, date(2026, 11, 30)),
        ("2026-09-25T20:00", Rule.STATUTORY_NW, date(2026, 9, 28)),
    ],
)
def test_after_hours_only_the_arrival_of_a_working_evening_waits(
    received: str, rule: Rule, begins: date
) -> None:
    assert count(received, "7", rule).counted[0] == begins


def test_an_evening_arrival_says_why_its_day_was_skipped() -> None:
    first = count("2026-11-24T18:00", "7", Rule.STATUTORY_NW).skipped[0]
    assert (first.on, first.reason) == (date(2026, 11, 24), AFTER_HOURS)


def test_skipped_days_are_listed_with_their_reasons() -> None:
    skipped = count("2026-09-18T10:00", "7", Rule.STATUTORY).skipped
    assert [(f"{day.on:%m-%d}", day.reason) for day in skipped] == [
        ("09-19", "토요일"),
        ("09-20", "일요일"),
        ("09-24", "추석 전날"),
        ("09-25", "추석"),
        ("09-26", "추석 다음날"),
        ("09-27", "일요일"),
    ]


def test_an_extension_goes_on_after_the_old_due_date_over_a_holiday() -> None:
    first = count("2026-09-14T10:00", "7", Rule.STATUTORY)
    longer = count("2026-09-14T10:00", "7+2", Rule.STATUTORY)
    assert first.due == date(2026, 9, 22)
    assert longer.due == date(2026, 9, 28)
    assert longer.counted[:7] == first.counted


def test_six_days_are_counted_in_days_and_five_in_hours() -> None:
    assert due("2026-11-23T10:30", "6", Rule.STATUTORY) == "2026-11-30"
    assert due("2026-11-23T10:30", "5", Rule.STATUTORY) == "2026-11-30T10:30"
    assert due("2026-11-24T19:00", "5", Rule.STATUTORY_NW) == "2026-12-01T18:00"
    assert due("2026-11-23T10:30", "5+5", Rule.STATUTORY) == "2026-12-07T10:30"


# -- calendar -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "days", "ends"),
    [
        ("2026-11-23T00:00", "7", "2026-11-30"),
        ("2026-11-22T23:59", "7", "2026-11-30"),
        ("2028-02-22T10:00", "7", "2028-02-29"),
        ("2026-11-23T10:00", "1", "2026-11-24"),
        ("2026-12-18T10:00", "7", "2026-12-28"),
        ("2026-09-18T10:00", "7+7", "2026-10-02"),
        ("2026-11-14T10:00", "7+7+7", "2026-12-07"),
    ],
)
def test_the_calendar_date_is_receipt_plus_n_moved_off_holidays(received: str, days: str, ends: str) -> None:
    assert due(received, days, Rule.CALENDAR) == ends


def test_the_days_on_which_a_calendar_period_could_not_end_are_named() -> None:
    ends = count("2025-01-20T09:30", "7", Rule.CALENDAR)
    assert len(ends.counted) == 7
    assert [day.reason for day in ends.skipped] == ["임시공휴일", "설날 전날", "설날", "설날 다음날"]


def test_a_time_of_another_zone_is_read_on_seouls_calendar() -> None:
    late_in_utc = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
    ends = deadline(late_in_utc, Length(7), Rule.CALENDAR, CALENDAR)
    assert ends == count("2026-11-23T00:30", "7", Rule.CALENDAR)


# -- hours and at once --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "days", "ends"),
    [
        ("2026-11-23T09:00", "1", "2026-11-23T18:00"),
        ("2026-11-23T08:00", "1", "2026-11-23T18:00"),
        ("2026-11-23T12:00", "1", "2026-11-24T12:00"),
        ("2026-11-23T12:40", "1", "2026-11-24T12:00"),
        ("2026-11-23T13:00", "1", "2026-11-24T12:00"),
        ("2026-11-23T18:00", "1", "2026-11-24T18:00"),
        ("2026-11-27T17:30", "1", "2026-11-30T17:30"),
        ("2026-11-28T10:00", "2", "2026-12-01T18:00"),
        ("2026-09-23T14:00", "1", "2026-09-28T14:00"),
        ("2028-02-28T15:00", "1", "2028-02-29T15:00"),
        ("2026-11-23T10:00", "3+2", "2026-11-30T10:00"),
    ],
)
def test_short_periods_run_in_working_hours(received: str, days: str, ends: str) -> None:
    assert due(received, days, Rule.HOURS) == ends


@pytest.mark.parametrize(
    ("received", "ends"),
    [
        ("2026-11-23T09:00", "2026-11-23T12:00"),
        ("2026-11-23T12:15", "2026-11-23T16:00"),
        ("2026-11-23T15:00", "2026-11-23T18:00"),
        ("2026-11-27T17:00", "2026-11-30T11:00"),
        ("2026-09-25T03:00", "2026-09-28T12:00"),
        ("2026-11-23T23:59", "2026-11-24T12:00"),
    ],
)
def test_at_once_is_three_working_hours(received: str, ends: str) -> None:
    assert due(received, "즉시", Rule.IMMEDIATE) == ends


def test_hours_list_the_days_on_which_they_ran() -> None:
    ends = count("2026-11-27T18:00", "1", Rule.HOURS)
    assert ends.counted == (date(2026, 11, 30),)
    assert [day.reason for day in ends.skipped] == [AFTER_HOURS, "토요일", "일요일"]


# -- weeks and months ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "length", "ends"),
    [
        ("2026-11-24T10:00", "1W", "2026-11-30"),
        ("2026-11-24T23:00", "2W", "2026-12-07"),
        ("2026-09-18T10:00", "1W", "2026-09-28"),
        ("2026-11-24T10:00", "1W+1W", "2026-12-07"),
        ("2026-01-28T10:00", "1M", "2026-02-27"),
        ("2028-01-30T10:00", "1M", "2028-02-29"),
        ("2028-01-29T10:00", "1M", "2028-02-28"),
        ("2026-06-01T10:00", "1M", "2026-06-30"),
        ("2026-12-31T10:00", "2M", "2027-03-02"),
        ("2026-02-28T10:00", "1M", "2026-03-27"),
        ("2026-01-31T10:00", "1M+1M", "2026-03-30"),
        ("2026-03-31T10:00", "12M", "2027-03-30"),
        ("2026-12-01T10:00", "1M", "2026-12-31"),
    ],
)
def test_weeks_and_months_end_the_day_before_their_first_day_comes_round(
    received: str, length: str, ends: str
) -> None:
    assert due(received, length, Rule.WEEKS if "W" in length else Rule.MONTHS) == ends


# -- lengths ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["7", "7+5", "7+7+7", "2W", "1M", "1M+1M", "즉시"])
def test_a_length_reads_back_as_it_was_written(text: str) -> None:
    assert str(parse_length(text)) == text


def test_a_length_may_be_written_loosely() -> None:
    assert parse_length(" 7 + 5 ") == Length(7, Unit.DAYS, (5,))
    assert parse_length("2w") == Length(2, Unit.WEEKS)
    assert parse_length("즉시") == IMMEDIATELY


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "missing"),
        ("  ", "missing"),
        ("0", "not_positive"),
        ("-3", "not_positive"),
        ("7+0", "not_positive"),
        ("0M", "not_positive"),
        ("7 7", "not_a_length"),
        ("7.5", "not_a_length"),
        ("seven", "not_a_length"),
        ("２", "not_a_length"),
        ("2W+3", "not_a_length"),
        ("7+", "not_a_length"),
        ("즉시+1", "not_a_length"),
        ("9" * 5000, "too_long"),
        ("7+8", "extension_too_long"),
        ("7+1+1+1", "too_many_extensions"),
    ],
)
def test_what_cannot_be_a_length_is_refused(text: str, problem: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_length(text)
    assert (refused.value.field, refused.value.problem) == ("days", problem)


@given(st.text(max_size=12))
def test_any_text_is_a_length_or_a_clear_refusal(text: str) -> None:
    try:
        length = parse_length(text)
    except BadInput as refused:
        assert refused.field == "days"  # noqa: PT017 - both outcomes are right
    else:
        assert parse_length(str(length)) == length


def test_a_second_extension_needs_the_customers_consent_and_there_is_no_third() -> None:
    once = Length(7).extended(5)
    with pytest.raises(BadInput) as refused:
        once.extended(7)
    assert refused.value.problem == "needs_consent"
    twice = once.extended(7, consented=True)
    assert str(twice) == "7+5+7"
    with pytest.raises(BadInput) as refused:
        twice.extended(1, consented=True)
    assert refused.value.problem == "too_many_extensions"


@pytest.mark.parametrize(
    ("rule", "text", "problem"),
    [
        (Rule.CALENDAR, "2W", "not_for_rule"),
        (Rule.WEEKS, "2", "not_for_rule"),
        (Rule.MONTHS, "2W", "not_for_rule"),
        (Rule.IMMEDIATE, "3", "not_for_rule"),
        (Rule.STATUTORY, "즉시", "not_for_rule"),
        (Rule.HOURS, "6", "too_long_for_hours"),
    ],
)
def test_a_length_that_does_not_suit_the_rule_is_refused(rule: Rule, text: str, problem: str) -> None:
    with pytest.raises(BadInput) as refused:
        count("2026-11-23T10:00", text, rule)
    assert refused.value.problem == problem


# -- what is told, what is warned ---------------------------------------------------------------------


def test_a_date_is_good_until_midnight_and_warned_of_at_five() -> None:
    ends = count("2026-11-27T16:30", "7", Rule.CALENDAR)
    assert ends.due_on == date(2026, 12, 4)
    assert ends.warn_at == arrival("2026-12-04T17:00")
    assert ends.overdue_at == arrival("2026-12-05T00:00")


def test_an_hour_is_overdue_when_it_strikes() -> None:
    ends = count("2026-11-27T15:30", "3", Rule.HOURS)
    assert ends.due_on == date(2026, 12, 2)
    assert ends.warn_at == ends.overdue_at == arrival("2026-12-02T15:30")


def test_the_customer_is_told_the_calendar_date_beside_the_limit_by_law() -> None:
    dates = reply_dates(arrival("2026-09-18T10:00"), Length(7), CALENDAR)
    assert (dates.safe_reply.due, dates.limit.due) == (date(2026, 9, 28), date(2026, 9, 30))
    assert dates.earlier is dates.safe_reply
    short = reply_dates(arrival("2026-11-27T10:00"), Length(1), CALENDAR)
    assert short.safe_reply.due == date(2026, 11, 30)
    assert short.limit.due == arrival("2026-11-30T10:00")
    assert short.earlier is short.limit


def test_the_branch_may_begin_the_legal_count_on_the_next_day() -> None:
    evening = arrival("2026-11-24T19:00")
    usual = reply_dates(evening, Length(7), CALENDAR)
    later = reply_dates(evening, Length(7), CALENDAR, after_hours_next_day=True)
    assert (usual.limit.due, later.limit.due) == (date(2026, 12, 2), date(2026, 12, 3))
    assert usual.safe_reply == later.safe_reply


def test_an_extension_does_not_put_off_the_interim_reply() -> None:
    extended = Length(7).extended(7)
    assert interim_reply_due(arrival("2026-11-23T10:00"), extended, CALENDAR).due == date(2026, 11, 30)


# -- the edges of the table -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "days", "rule"),
    [
        ("2031-12-29T10:00", "7", Rule.STATUTORY),
        ("2031-12-29T10:00", "7", Rule.CALENDAR),
        ("2031-12-31T16:00", "즉시", Rule.IMMEDIATE),
        ("2031-12-20T10:00", "2W", Rule.WEEKS),
        ("2031-12-20T10:00", "1M", Rule.MONTHS),
        ("2026-12-20T10:00", "999999999", Rule.STATUTORY),
        ("2026-12-20T10:00", "999999999", Rule.CALENDAR),
        ("2026-12-20T10:00", "999999999W", Rule.WEEKS),
        ("2026-12-20T10:00", "999999999M", Rule.MONTHS),
        ("2023-12-29T10:00", "7", Rule.CALENDAR),
        ("9999-12-31T10:00", "7", Rule.CALENDAR),
    ],
)
def test_past_the_last_covered_year_there_is_an_error_and_no_date(
    received: str, days: str, rule: Rule
) -> None:
    with pytest.raises(CalendarEnds):
        count(received, days, rule)


def test_the_last_day_of_the_table_is_still_counted() -> None:
    assert due("2031-12-24T10:00", "7", Rule.CALENDAR) == "2031-12-31"


# -- what a branch changes ------------------------------------------------------------------------------


def test_a_branch_closure_does_not_put_off_what_the_law_counts() -> None:
    week = {date(2026, 11, 23) + timedelta(days=days): "내부 공사" for days in range(7)}
    closed = CALENDAR.with_changes(
        closures=week, hours=OfficeHours.on_weekdays([1], Span(time(10), time(11)))
    )
    for case in CASES:
        received, length, rule = arrival(case["received"]), parse_length(case["days"]), Rule(case["rule"])
        assert deadline(received, length, rule, closed) == deadline(received, length, rule, CALENDAR)
