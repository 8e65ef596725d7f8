"""The rules of written questions: two dates and their clock, extensions, states; and the files' rules."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.deadlines import FIELD_INQUIRY, IMMEDIATELY, PAUSED, Length, Rule, deadline, parse_length
from desk_app.core.errors import BadInput
from desk_app.core.holidays import ONE_DAY, Holiday, HolidayKind
from desk_app.core.inquiries import (
    Inquiry,
    InquiryState,
    Interval,
    Kind,
    PauseKind,
    check_arrival,
    dates_of,
    length_of,
    marks,
    missed_on,
    next_answer_on,
    progress_due,
    turned,
)
from desk_app.core.office import Settings
from desk_app.usecases.calendars import base_calendar

CALENDAR = base_calendar()
SETTINGS = Settings()
NOVEMBER = seoul_at(date(2026, 11, 24), time(14, 6))
ACCEPTED = Inquiry(NOVEMBER, Length(7), InquiryState.ACCEPTED, accepted_at=NOVEMBER)

arrivals = st.builds(seoul_at, st.dates(date(2024, 1, 1), date(2028, 6, 30)), st.times())
lengths = st.one_of(
    st.sampled_from([length_of(kind) for kind in Kind]),
    st.integers(1, 60).map(Length),
    st.tuples(st.integers(6, 30), st.integers(1, 6)).map(lambda pair: Length(pair[0], extensions=(pair[1],))),
)
settings = st.builds(
    Settings, after_hours_next_day=st.booleans(), told_rule=st.sampled_from(["calendar", "statutory"])
)


@st.composite
def inquiries(draw: st.DrawFn) -> Inquiry:
    arrived_at = draw(arrivals)
    first = seoul(arrived_at).date()
    told_on = draw(st.none() | st.integers(1, 60).map(lambda n: first + n * ONE_DAY))
    return Inquiry(arrived_at, draw(lengths), InquiryState.ACCEPTED, told_on=told_on)


@st.composite
def waits(draw: st.DrawFn, inquiry: Inquiry) -> Interval:
    begin = seoul(inquiry.arrived_at).date() + draw(st.integers(0, 90)) * ONE_DAY
    last = begin + draw(st.integers(0, 60)) * ONE_DAY
    return Interval(begin, last, kind=draw(st.sampled_from(PauseKind)))


@given(st.data(), inquiries(), settings)
def test_neither_a_supplement_nor_a_field_inquiry_ever_makes_a_date_earlier(
    data: st.DataObject, inquiry: Inquiry, rules: Settings
) -> None:
    one = data.draw(waits(inquiry))
    more = data.draw(waits(inquiry))
    before = dates_of(inquiry, CALENDAR, rules)
    waited = dates_of(replace(inquiry, pauses=(one,)), CALENDAR, rules)
    twice = dates_of(replace(inquiry, pauses=(one, more)), CALENDAR, rules)
    for earlier, later in ((before, waited), (waited, twice)):
        assert later.safe_reply.overdue_at >= earlier.safe_reply.overdue_at
        assert later.limit.overdue_at >= earlier.limit.overdue_at
        assert later.due_at >= earlier.due_at
        assert later.told_at >= earlier.told_at
        assert later.told_on == inquiry.told_on
    if inquiry.told_on is not None and one.kind is PauseKind.FIELD_INQUIRY:
        assert waited.told_at == before.told_at, "what the customer was told is not ours to put off"
    assert not one.days & set(waited.safe_reply.counted)
    assert not one.days & set(waited.limit.counted)


@given(inquiries(), settings, st.integers(0, 120))
def test_a_holiday_added_later_moves_neither_what_was_told_nor_what_is_due_by_it(
    inquiry: Inquiry, rules: Settings, after: int
) -> None:
    day = seoul(inquiry.arrived_at).date() + after * ONE_DAY
    assume(CALENDAR.is_working_day(day))
    changed = CALENDAR.with_changes([Holiday(day, "임시공휴일", HolidayKind.TEMPORARY, "")])
    before, later = dates_of(inquiry, CALENDAR, rules), dates_of(inquiry, changed, rules)
    assert later.safe_reply.overdue_at >= before.safe_reply.overdue_at
    assert later.limit.overdue_at >= before.limit.overdue_at
    assert later.told_on == before.told_on == inquiry.told_on
    if inquiry.told_on is not None:
        assert later.told_at == before.told_at
        assert later.due_at <= seoul_at(inquiry.told_on + ONE_DAY, time.min)


@given(inquiries(), settings)
def test_the_dates_hang_together(inquiry: Inquiry, rules: Settings) -> None:
    dates = dates_of(inquiry, CALENDAR, rules)
    earlier = min(dates.safe_reply.overdue_at, dates.limit.overdue_at)
    assert dates.due_at <= earlier
    assert inquiry.arrived_at <= dates.interim_at <= earlier
    assert len(dates.safe_reply.counted) == inquiry.length.total or inquiry.length == length_of(Kind.OTHER)


def test_both_end_days_of_a_wait_are_left_out_and_named() -> None:
    wait = Interval(date(2026, 11, 25), date(2026, 12, 31), returned_on=date(2026, 11, 27))
    dates = dates_of(replace(ACCEPTED, pauses=(wait,)), CALENDAR, SETTINGS)
    assert [day.day for day in dates.limit.counted] == [24, 30, 1, 2, 3, 4, 7]
    assert [skip.on.day for skip in dates.limit.skipped if skip.reason == PAUSED] == [25, 26, 27]
    assert [day.day for day in dates.safe_reply.counted] == [28, 29, 30, 1, 2, 3, 4]
    assert [skip.on.day for skip in dates.safe_reply.skipped] == [25, 26, 27]
    assert (dates.safe_reply.due_on, dates.limit.due_on) == (date(2026, 12, 4), date(2026, 12, 7))


def test_the_days_of_a_field_inquiry_are_left_out_and_say_why() -> None:
    field = Interval(date(2026, 11, 25), date(2026, 11, 27), kind=PauseKind.FIELD_INQUIRY)
    supplement = Interval(date(2026, 11, 30), date(2026, 11, 30))
    dates = dates_of(replace(ACCEPTED, pauses=(field, supplement)), CALENDAR, SETTINGS)
    assert "제17조" in FIELD_INQUIRY
    for each in (dates.safe_reply, dates.limit):
        why = {skip.on.day: skip.reason for skip in each.skipped if skip.on.day in {25, 26, 27, 30}}
        assert why == {25: FIELD_INQUIRY, 26: FIELD_INQUIRY, 27: FIELD_INQUIRY, 30: PAUSED}
    assert (dates.safe_reply.due_on, dates.limit.due_on) == (date(2026, 12, 7), date(2026, 12, 8))


@pytest.mark.parametrize(("ended", "last"), [(None, 27), (26, 26), (30, 27)])
def test_a_field_inquiry_never_counts_longer_than_it_was_planned(ended: int | None, last: int) -> None:
    over = date(2026, 11, ended) if ended else None
    field = Interval(date(2026, 11, 25), date(2026, 11, 27), over, PauseKind.FIELD_INQUIRY)
    assert max(field.days) == date(2026, 11, last)


def test_a_wait_stops_working_hours_too() -> None:
    wait = dict.fromkeys((date(2026, 11, 24), date(2026, 11, 25)), PAUSED)
    due = deadline(NOVEMBER, parse_length("1"), Rule.HOURS, CALENDAR, wait).due
    assert due == seoul_at(date(2026, 11, 26), time(18))


def test_what_was_told_gives_the_customer_their_own_days_back() -> None:
    told = replace(ACCEPTED, told_on=date(2026, 12, 1))
    assert dates_of(told, CALENDAR, SETTINGS).due_at == seoul_at(date(2026, 12, 2), time(0))
    wait = Interval(date(2026, 11, 25), date(2026, 11, 26))
    waited = dates_of(replace(told, pauses=(wait,)), CALENDAR, SETTINGS)
    assert waited.due_at == waited.told_at == seoul_at(date(2026, 12, 4), time(0))


def test_what_is_asked_once_the_told_date_has_passed_does_not_bring_it_back() -> None:
    told = replace(ACCEPTED, told_on=date(2026, 12, 1))
    wait = Interval(date(2026, 12, 2), date(2026, 12, 4))  # the law's last day
    waited = dates_of(replace(told, pauses=(wait,)), CALENDAR, SETTINGS)
    assert waited.told_at == seoul_at(date(2026, 12, 2), time(0))
    assert waited.limit.due_on == date(2026, 12, 7)


def test_the_answer_is_missed_on_the_day_the_customer_was_told_last() -> None:
    midnight = seoul_at(date(2026, 12, 2), time(0))
    for inquiry, at, missed in (
        (ACCEPTED, midnight - timedelta(minutes=1), None),
        (ACCEPTED, midnight, date(2026, 12, 1)),
        (replace(ACCEPTED, told_on=date(2026, 12, 2)), midnight, None),
        (replace(ACCEPTED, expected_on=date(2026, 12, 4)), midnight + 3 * ONE_DAY, date(2026, 12, 4)),
        (replace(ACCEPTED, length=IMMEDIATELY), NOVEMBER + timedelta(hours=4), date(2026, 11, 24)),
    ):
        assert missed_on(dates_of(inquiry, CALENDAR, SETTINGS), now=at) == missed


@given(st.integers(0, 90), st.none() | st.integers(0, 90))
def test_the_day_an_interim_reply_names_is_always_to_come(passed: int, named: int | None) -> None:
    today = date(2026, 11, 24) + passed * ONE_DAY
    expected_on = None if named is None else date(2026, 11, 24) + named * ONE_DAY
    dates = dates_of(replace(ACCEPTED, expected_on=expected_on), CALENDAR, SETTINGS)
    day = next_answer_on(dates, expected_on, CALENDAR, today=today)
    assert day > today
    assert day in {dates.limit.due_on, expected_on} or CALENDAR.is_working_day(day)
    assert day <= max(today + 12 * ONE_DAY, dates.limit.due_on, expected_on or date.min)


def test_past_the_law_another_interim_reply_is_due_on_the_day_the_last_one_named() -> None:
    for expected, due in ((date(2026, 12, 1), date(2026, 11, 27)), (date(2026, 12, 9), date(2026, 12, 9))):
        dates = dates_of(replace(ACCEPTED, expected_on=expected), CALENDAR, SETTINGS)
        assert dates.interim_at == seoul_at(due, time(9))


def test_an_interim_reply_moves_what_is_worked_towards_but_no_legal_date() -> None:
    before = dates_of(ACCEPTED, CALENDAR, SETTINGS)
    for expected, due in ((date(2026, 11, 30), date(2026, 12, 1)), (date(2026, 12, 20), date(2026, 12, 3))):
        after = dates_of(replace(ACCEPTED, expected_on=expected), CALENDAR, SETTINGS)
        assert (after.safe_reply, after.limit) == (before.safe_reply, before.limit)
        assert after.due_at == seoul_at(due, time(0))
        assert after.told_at == seoul_at(expected + ONE_DAY, time(0))


def test_a_branch_may_judge_itself_by_the_law() -> None:
    dates = dates_of(ACCEPTED, CALENDAR, Settings(told_rule="statutory"))
    assert (dates.to_tell, dates.told_at) == (date(2026, 12, 2), seoul_at(date(2026, 12, 3), time(0)))
    assert dates.due_at == seoul_at(date(2026, 12, 2), time(0))  # alerts still go by the earlier one


# -- the rest ----------------------------------------------------------------------------------------


def test_each_kind_has_its_period_and_another_rule_may_set_one() -> None:
    assert [str(length_of(kind)) for kind in Kind] == ["7", "14", "14", "7", "즉시"]
    assert str(length_of(Kind.OTHER, 30)) == "30"
    for days in (0, -1, 181, 400):
        with pytest.raises(BadInput, match="out_of_range"):
            length_of(Kind.GRIEVANCE, days)


def test_nothing_arrives_in_the_future() -> None:
    assert check_arrival(NOVEMBER, now=NOVEMBER) == NOVEMBER
    with pytest.raises(BadInput, match="in_the_future"):
        check_arrival(NOVEMBER + timedelta(minutes=1), now=NOVEMBER)


def test_states_follow_one_another() -> None:
    answered = turned(ACCEPTED, InquiryState.ANSWERED)
    assert turned(answered, InquiryState.CLOSED).state is InquiryState.CLOSED
    for state, wanted in (
        (InquiryState.RECEIVED, InquiryState.ANSWERED),
        (InquiryState.ACCEPTED, InquiryState.CLOSED),
        (InquiryState.ANSWERED, InquiryState.WITHDRAWN),
        (InquiryState.CLOSED, InquiryState.REFERRED),
    ):
        with pytest.raises(BadInput, match="wrong_state"):
            turned(replace(ACCEPTED, state=state), wanted)


def test_progress_is_told_every_thirty_days_and_supplements_are_asked_after() -> None:
    planned = marks(interim_at=NOVEMBER, waits_until=date(2026, 12, 4), begun=NOVEMBER, progressed=1)
    assert [(mark.level, f"{seoul(mark.speaks_at):%m-%d %H:%M}") for mark in planned] == [
        ("interim", "11-24 14:06"),
        ("supplement", "12-04 09:00"),
        ("progress_60", "01-23 09:00"),
        ("progress_90", "02-22 09:00"),
        ("progress_120", "03-24 09:00"),
    ]
    assert progress_due(NOVEMBER, 1) == seoul_at(date(2026, 12, 24), time(9))
