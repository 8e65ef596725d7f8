"""Once the period of a written question is over, on both engines: nothing stops it, and we are sorry."""

from datetime import date

import pytest

from desk_app.core.errors import BadInput
from desk_app.core.holidays import DayChange
from desk_app.core.inquiries import Channel, ExtensionReason, Interval, Kind
from desk_app.usecases.alerts import due_alerts
from desk_app.usecases.board import open_promise
from desk_app.usecases.days import change_day
from desk_app.usecases.inquiries import InquiryDetail, InquiryFilter, Shown
from desk_app.usecases.inquiry_clocks import ask_supplement, begin_field_inquiry, extend, supplement_came
from desk_app.usecases.inquiry_lists import list_inquiries, open_inquiry
from desk_app.usecases.inquiry_replies import send_interim
from tests.builders import Office
from tests.questions import at, do, receive


def _asked(office: Office, detail: InquiryDetail) -> InquiryDetail:
    given = {"what": "재학증명서", "due_on": date(2026, 12, 10), "sent_by": Channel.POST}
    return do(office.at("최민호"), ask_supplement, detail, **given)


def test_waiting_once_the_period_is_over_stops_nothing(office: Office) -> None:
    late = receive(office, told_by=Channel.POST)
    office.clock.set(at(12, 3, 9))
    waiting = _asked(office, late)
    assert waiting.waits == Interval(date(2026, 12, 3), date(2026, 12, 10), stops=False)
    assert waiting.dates == late.dates
    office.boss.run(change_day, on=date(2026, 12, 4), change=DayChange.HOLIDAY, name="임시공휴일")
    office.clock.set(at(12, 7, 9))
    again = office.desk.run(open_inquiry, inquiry_id=late.id).value
    back = do(office.desk, supplement_came, again, on=date(2026, 12, 7))
    assert (back.dates.limit.due_on, back.dates.told_at) == (late.dates.limit.due_on, late.dates.told_at)
    promise = office.desk.run(open_promise, promise_id=late.promise_id).value
    assert (promise.due_at, promise.told_at) == (late.dates.due_at, late.dates.told_at)


def test_what_is_owed_at_once_and_late_is_not_put_off_by_asking_on_the_same_day(office: Office) -> None:
    late = receive(office, kind=Kind.OTHER)
    office.clock.set(late.dates.limit.overdue_at)
    assert _asked(office, late).dates == late.dates


def test_a_late_interim_reply_keeps_the_day_it_is_sorry_for_and_another_is_due_on_the_new_one(
    office: Office,
) -> None:
    late = receive(office, told_by=Channel.POST)
    office.clock.set(at(12, 4, 9))
    given = {"reason": "심사", "progress": "요청함", "sent_by": Channel.POST}
    sent = do(office.at("최민호"), send_interim, late, expected_on=date(2026, 12, 10), **given)
    assert [each.late_on for each in sent.interims] == [date(2026, 12, 1)]
    assert (sent.dates.limit, sent.dates.due_at) == (late.dates.limit, at(12, 3, 0))
    assert sent.dates.told_at == at(12, 11, 0)
    assert sent.interim_reply_at == at(12, 10, 9)
    office.clock.set(at(12, 10, 9))
    assert "interim" in {alert.level for alert in office.at("최민호").run(due_alerts).value}
    assert len(office.desk.run(list_inquiries, wanted=InquiryFilter(Shown.INTERIM)).value) == 1
    office.clock.set(at(12, 11, 9))
    again = do(office.at("최민호"), send_interim, sent, expected_on=date(2026, 12, 17), **given)
    assert [each.late_on for each in again.interims] == [date(2026, 12, 1), date(2026, 12, 10)]


def test_an_extension_leads_to_a_day_to_come(office: Office) -> None:
    """추석 2026: 안심 회신일 is over on Monday, 처리기한 is Wednesday."""
    office.clock.set(at(9, 18))
    detail = receive(office, told_by=Channel.POST)
    office.clock.set(at(9, 30))
    given = {"reason": ExtensionReason.COOPERATION, "sent_by": Channel.POST}
    with pytest.raises(BadInput, match="still_past"):
        do(office.at("최민호"), extend, detail, days=1, **given)
    longer = do(office.at("최민호"), extend, detail, days=7, **given)
    assert longer.dates.told_on == date(2026, 10, 2)


def test_a_late_interim_reply_that_names_today_asks_for_the_next_one_tomorrow(office: Office) -> None:
    late = receive(office, told_by=Channel.POST)
    office.clock.set(at(12, 4, 14))  # a Friday
    given = {"reason": "심사", "progress": "요청함", "sent_by": Channel.POST}
    sent = do(office.at("최민호"), send_interim, late, expected_on=date(2026, 12, 4), **given)
    assert sent.interim_reply_at == at(12, 7, 9)


def test_a_field_inquiry_begun_late_leaves_the_day_that_was_promised(office: Office) -> None:
    late = receive(office, kind=Kind.GRIEVANCE, told_by=Channel.POST)
    office.clock.set(at(12, 8, 9))
    given = {"reason": "심사", "progress": "요청함", "sent_by": Channel.POST}
    promised = do(office.at("최민호"), send_interim, late, expected_on=date(2026, 12, 15), **given)
    field = {"purpose": "누수", "until": date(2026, 12, 10), "told_by": Channel.POST}
    begun = do(office.at("최민호"), begin_field_inquiry, promised, **field)
    assert (begun.expected_on, begun.dates.told_on) == (date(2026, 12, 15), late.dates.told_on)
    assert begun.field_inquiry is not None
    assert not begun.field_inquiry.stops
