"""What stops or stretches the clock of a question: extensions, waits, field inquiries (영 제17·20·21조)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.clock import seoul_at
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


def test_one_wait_at_a_time_and_it_ends_after_it_began() -> None:
    with pytest.raises(BadInput, match="in_the_past"):
        asked(ACCEPTED, due_on=date(2026, 11, 24), today=TODAY)
    waiting = asked(ACCEPTED, due_on=date(2026, 12, 4), today=TODAY)
    assert waiting.waits == Interval(TODAY, date(2026, 12, 4))
    with pytest.raises(BadInput, match="already_waiting"):
        asked(waiting, due_on=date(2026, 12, 4), today=TODAY)
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
    return inspected(inquiry, kind, until=until, today=TODAY)


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
    both = asked(_inspected(date(2026, 12, 1)), due_on=date(2026, 12, 3), today=TODAY)
    assert both.waits == Interval(TODAY, date(2026, 12, 3))
    assert len(both.paused_days) == 9
    back = came(both, on=date(2026, 11, 26), today=date(2026, 11, 26))
    assert back.waits is None
    assert back.field_inquiry == _field(date(2026, 12, 1))
    assert len(back.paused_days) == 7
