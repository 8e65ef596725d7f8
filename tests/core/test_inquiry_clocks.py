"""What stops or stretches the clock of a question: extensions, waits, field inquiries (영 제17·20·21조)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.deadlines import PAUSED, Length
from desk_app.core.errors import BadInput
from desk_app.core.holidays import ONE_DAY
from desk_app.core.inquiries import (
    Extension,
    ExtensionReason,
    ForbiddenReason,
    Inquiry,
    InquiryState,
    Interval,
    Kind,
    PauseKind,
    dates_of,
    length_of,
)
from desk_app.core.inquiry_clocks import (
    asked,
    came,
    extended,
    field_mark,
    inspected,
    inspected_longer,
    inspected_until,
    lawful_reason,
)
from desk_app.core.office import Settings
from desk_app.usecases.calendars import base_calendar

CALENDAR = base_calendar()
SETTINGS = Settings()
NOVEMBER = seoul_at(date(2026, 11, 24), time(14, 6))
ACCEPTED = Inquiry(NOVEMBER, Length(7), InquiryState.ACCEPTED, accepted_at=NOVEMBER)
TODAY = date(2026, 11, 25)
MORNING = seoul_at(TODAY, time(10))


# -- extensions ------------------------------------------------------------------------------------


def _extended(inquiry: Inquiry, days: int, *, consented: bool = False, now: datetime = NOVEMBER) -> Inquiry:
    limit = dates_of(inquiry, CALENDAR, SETTINGS).limit
    extension = Extension(days, ExtensionReason.COOPERATION, consented=consented)
    return extended(inquiry, extension, limit=limit, now=now)


def test_once_within_its_length_and_once_more_with_consent() -> None:
    once = _extended(ACCEPTED, 7)
    assert str(once.length) == "7+7"
    for days, consented, problem in ((8, True, "extension_too_long"), (3, False, "needs_consent")):
        with pytest.raises(BadInput, match=problem):
            _extended(once, days, consented=consented)
    twice = _extended(once, 3, consented=True)
    assert str(twice.length) == "7+7+3"
    with pytest.raises(BadInput, match="too_many_extensions"):
        _extended(twice, 1, consented=True)


def test_nothing_is_extended_once_its_period_is_over_or_where_there_is_none() -> None:
    limit = dates_of(ACCEPTED, CALENDAR, SETTINGS).limit
    assert _extended(ACCEPTED, 1, now=limit.overdue_at - timedelta(microseconds=1))
    with pytest.raises(BadInput, match="after_period"):
        _extended(ACCEPTED, 1, now=limit.overdue_at)
    with pytest.raises(BadInput, match="not_extendable"):
        _extended(replace(ACCEPTED, length=length_of(Kind.OTHER)), 1)
    with pytest.raises(BadInput, match="not_positive"):
        _extended(ACCEPTED, 0)
    with pytest.raises(BadInput, match="wrong_state"):
        _extended(replace(ACCEPTED, state=InquiryState.ANSWERED), 1)


@pytest.mark.parametrize("reason", list(ForbiddenReason))
def test_the_reasons_that_the_law_forbids_are_refused(reason: str) -> None:
    with pytest.raises(BadInput) as refused:
        lawful_reason(reason)
    assert (refused.value.field, refused.value.problem) == ("extension_reason", "forbidden")


def test_only_the_four_lawful_reasons_are_taken() -> None:
    assert [lawful_reason(reason) for reason in ExtensionReason] == list(ExtensionReason)
    with pytest.raises(BadInput, match="unknown"):
        lawful_reason("busy")


# -- waits for the customer ------------------------------------------------------------------------


def _asked(inquiry: Inquiry, due_on: date, now: datetime = MORNING) -> Inquiry:
    return asked(inquiry, due_on=due_on, limit=dates_of(inquiry, CALENDAR, SETTINGS).limit, now=now)


@given(st.sampled_from(Kind), st.integers(-2 * 24, 30 * 24), st.integers(0, 60), st.booleans())
def test_once_the_period_is_over_no_wait_moves_a_date(kind: Kind, hours: int, more: int, told: bool) -> None:
    inquiry = replace(ACCEPTED, length=length_of(kind), told_on=date(2026, 12, 1) if told else None)
    before = dates_of(inquiry, CALENDAR, SETTINGS)
    now = before.limit.overdue_at + timedelta(hours=hours)
    waiting = _asked(inquiry, seoul(now).date() + more * ONE_DAY, now)
    after = dates_of(waiting, CALENDAR, SETTINGS)
    assert waiting.waits is not None
    assert waiting.waits.stops is (hours < 0)
    if hours >= 0:
        assert after == before
        back = came(waiting, on=seoul(now).date(), today=seoul(now).date())
        assert dates_of(back, CALENDAR, SETTINGS) == after
    else:
        assert after.limit.overdue_at >= before.limit.overdue_at


def test_one_wait_at_a_time_and_it_ends_after_it_began() -> None:
    with pytest.raises(BadInput, match="in_the_past"):
        _asked(ACCEPTED, date(2026, 11, 24))
    waiting = _asked(ACCEPTED, date(2026, 12, 4))
    assert waiting.waits == Interval(TODAY, date(2026, 12, 4))
    with pytest.raises(BadInput, match="already_waiting"):
        _asked(waiting, date(2026, 12, 4))
    for day, problem in ((date(2026, 11, 24), "not_after"), (date(2026, 11, 28), "in_the_future")):
        with pytest.raises(BadInput, match=problem):
            came(waiting, on=day, today=date(2026, 11, 27))
    back = came(waiting, on=date(2026, 11, 26), today=date(2026, 11, 27))
    assert back.waits is None
    assert back.paused_days == {TODAY: PAUSED, date(2026, 11, 26): PAUSED}
    with pytest.raises(BadInput, match="not_waiting"):
        came(back, on=date(2026, 11, 26), today=date(2026, 11, 27))


# -- field inquiries -------------------------------------------------------------------------------


def _inspected(until: date, inquiry: Inquiry = ACCEPTED, kind: Kind = Kind.GRIEVANCE) -> Inquiry:
    return _inspected_at(inquiry, kind, until, MORNING)


def _inspected_at(inquiry: Inquiry, kind: Kind, until: date, now: datetime) -> Inquiry:
    limit = dates_of(inquiry, CALENDAR, SETTINGS).limit
    return inspected(inquiry, kind, until=until, limit=limit, now=now)


def test_once_the_period_is_over_a_field_inquiry_stops_no_clock() -> None:
    late = seoul_at(date(2026, 12, 8), time(9))
    begun = _inspected_at(ACCEPTED, Kind.GRIEVANCE, date(2026, 12, 11), late)
    assert begun.field_inquiry is not None
    assert not begun.field_inquiry.stops
    assert not begun.paused_days


def _field(last: date, ended_on: date | None = None) -> Interval:
    return Interval(TODAY, last, ended_on, PauseKind.FIELD_INQUIRY)


@given(st.sampled_from(Kind), st.integers(-3, 40))
def test_only_a_grievance_is_looked_into_and_for_fourteen_days(kind: Kind, more: int) -> None:
    until = TODAY + more * ONE_DAY
    if kind is Kind.GRIEVANCE and 0 <= more < 14:
        assert _inspected(until, kind=kind).field_inquiry == _field(until)
    else:
        with pytest.raises(BadInput, match=r"not_grievance|in_the_past|too_long"):
            _inspected(until, kind=kind)


@given(st.integers(0, 13), st.lists(st.integers(-2, 40), max_size=5))
def test_however_it_is_extended_it_lasts_three_weeks_at_most_and_goes_past_two_once(
    first: int, ends: list[int]
) -> None:
    inquiry, past = _inspected(TODAY + first * ONE_DAY), 0
    for more in ends:
        before = inquiry
        try:
            inquiry = inspected_longer(inquiry, until=TODAY + more * ONE_DAY, today=TODAY)
        except BadInput:
            continue
        past += more >= 14
        dates = [dates_of(each, CALENDAR, SETTINGS) for each in (before, inquiry)]
        assert dates[0].limit.overdue_at <= dates[1].limit.overdue_at
        assert dates[0].due_at <= dates[1].due_at
    assert past <= 1
    assert len(inquiry.paused_days) <= 21


def test_it_is_extended_while_it_runs_and_never_twice_past_its_two_weeks() -> None:
    running = _inspected(date(2026, 12, 8))
    for until, today, problem in (
        (date(2026, 12, 8), TODAY, "not_later"),
        (date(2026, 12, 16), TODAY, "too_long_extended"),
        (date(2026, 12, 15), date(2026, 12, 9), "not_running"),
    ):
        with pytest.raises(BadInput, match=problem):
            inspected_longer(running, until=until, today=today)
    longer = inspected_longer(running, until=date(2026, 12, 11), today=date(2026, 12, 8))
    assert longer.field_inquiry == _field(date(2026, 12, 11))
    with pytest.raises(BadInput, match="extended_once"):
        inspected_longer(longer, until=date(2026, 12, 15), today=date(2026, 12, 8))


def test_there_is_one_and_it_ends_after_it_began() -> None:
    running = _inspected(date(2026, 12, 8))
    for day, problem in ((date(2026, 11, 24), "not_after"), (date(2026, 11, 28), "in_the_future")):
        with pytest.raises(BadInput, match=problem):
            inspected_until(running, on=day, today=date(2026, 11, 27))
    over = inspected_until(running, on=date(2026, 11, 27), today=date(2026, 11, 27))
    assert over.field_inquiry == _field(date(2026, 12, 8), date(2026, 11, 27))
    assert sorted(over.paused_days) == [date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)]
    with pytest.raises(BadInput, match="only_once"):
        _inspected(date(2026, 12, 8), over)
    for again in (inspected_longer, inspected_until):
        with pytest.raises(BadInput, match="not_running"):
            again(over, **{"until" if again is inspected_longer else "on": TODAY, "today": TODAY})
    with pytest.raises(BadInput, match="wrong_state"):
        _inspected(TODAY, replace(ACCEPTED, state=InquiryState.RECEIVED))


def test_the_customer_may_be_asked_meanwhile_and_no_day_counts_twice() -> None:
    both = _asked(_inspected(date(2026, 12, 1)), date(2026, 12, 3))
    assert both.waits == Interval(TODAY, date(2026, 12, 3))
    assert len(both.paused_days) == 9
    back = came(both, on=date(2026, 11, 26), today=date(2026, 11, 26))
    assert back.waits is None
    assert back.field_inquiry == _field(date(2026, 12, 1))
    assert len(back.paused_days) == 7


@pytest.mark.parametrize(
    ("until", "now", "speaks"),
    [
        (date(2026, 11, 27), NOVEMBER, "11-27 09:00"),
        (date(2026, 11, 29), NOVEMBER, "11-27 09:00"),  # a Sunday: on the Friday before
        (date(2026, 11, 24), NOVEMBER, "11-24 17:00"),  # begun this afternoon
        (
            date(2026, 11, 29),
            seoul_at(date(2026, 11, 27), time(17, 20)),
            "11-30 09:00",
        ),
    ],
)
def test_the_planned_end_of_a_field_inquiry_is_spoken_of_before_it_passes(
    until: date, now: datetime, speaks: str
) -> None:
    mark = field_mark(until, now=now, calendar=CALENDAR)
    assert (mark.level, f"{seoul(mark.speaks_at):%m-%d %H:%M}") == (f"field_{until}", speaks)


@given(st.dates(date(2026, 1, 1), date(2027, 6, 30)), st.integers(0, 20))
def test_a_field_inquiry_is_spoken_of_while_a_desk_is_open_and_before_its_end_if_any_is(
    begun: date, length: int
) -> None:
    until = begun + timedelta(days=length)
    mark = field_mark(until, now=seoul_at(begun, time(8)), calendar=CALENDAR)
    assert CALENDAR.is_open(mark.speaks_at)
    days = map(date.fromordinal, range(begun.toordinal(), until.toordinal() + 1))
    assert (seoul(mark.speaks_at).date() <= until) is any(CALENDAR.is_desk_day(day) for day in days)
