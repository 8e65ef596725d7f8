"""The clock of written questions, on both engines: waits, extensions, a holiday added later."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from db.models import Alert, Change, Inquiry
from desk_app.core.deadlines import FIELD_INQUIRY
from desk_app.core.errors import BadInput
from desk_app.core.holidays import DayChange
from desk_app.core.inquiries import Channel, ExtensionReason, ForbiddenReason, Interval, Kind, PauseKind
from desk_app.core.promises import PromiseState
from desk_app.usecases.alerts import due_alerts
from desk_app.usecases.board import open_promise
from desk_app.usecases.days import change_day, list_changed_days, undo_day
from desk_app.usecases.inquiries import InquiryDetail
from desk_app.usecases.inquiry_clocks import (
    ask_supplement,
    begin_field_inquiry,
    end_field_inquiry,
    extend,
    extend_field_inquiry,
    supplement_came,
)
from desk_app.usecases.inquiry_intake import change_inquiry, tell_dates
from desk_app.usecases.inquiry_lists import list_inquiries, open_inquiry
from desk_app.usecases.inquiry_replies import send_interim
from desk_app.usecases.office import change_settings, read_office
from tests.builders import Office
from tests.questions import at, do, receive

HOLIDAY = date(2026, 12, 1)


def _asked(office: Office, detail: InquiryDetail, due_on: date = date(2026, 12, 4)) -> InquiryDetail:
    given = {"what": "재학증명서", "due_on": due_on, "sent_by": Channel.POST}
    return do(office.at("최민호"), ask_supplement, detail, **given)


def _extended(office: Office, question: InquiryDetail, /, **given: Any) -> InquiryDetail:
    usual = {"days": 7, "reason": ExtensionReason.COOPERATION, "sent_by": Channel.POST}
    return do(office.at("최민호"), extend, question, **{**usual, **given})


def _add_holiday(office: Office, on: date = HOLIDAY) -> None:
    office.boss.run(change_day, on=on, change=DayChange.HOLIDAY, name="임시공휴일")


def test_waiting_for_the_customer_stops_the_clock_and_keeps_the_interval(office: Office) -> None:
    detail = receive(office, told_by=Channel.POST)
    office.clock.set(at(11, 25))
    detail = _asked(office, detail)
    assert detail.waits == Interval(date(2026, 11, 25), date(2026, 12, 4))
    (row,) = office.desk.run(list_inquiries).value
    assert row.waits_until == date(2026, 12, 4)
    assert detail.dates.limit.due_on == date(2026, 12, 14)  # as it will be if it comes on that day
    office.clock.set(at(11, 30))
    detail = do(office.desk, supplement_came, detail, on=date(2026, 11, 27))
    assert detail.supplements[0].interval.returned_on == date(2026, 11, 27)
    assert (detail.dates.safe_reply.due_on, detail.dates.limit.due_on) == (
        date(2026, 12, 4),
        date(2026, 12, 7),
    )
    assert detail.dates.told_on == date(2026, 12, 1)  # what was told stays written; three days came on top
    assert detail.dates.due_at == at(12, 5, 0)
    promise = office.desk.run(open_promise, promise_id=detail.promise_id).value
    assert (promise.due_at, promise.told_at, promise.state) == (
        at(12, 5, 0),
        at(12, 5, 0),
        PromiseState.OPEN,
    )


def test_a_date_told_after_the_wait_holds_the_wait_already(office: Office) -> None:
    office.clock.set(at(11, 25))
    detail = _asked(office, receive(office, told_by=Channel.POST))
    office.clock.set(at(11, 30))
    detail = do(office.desk, supplement_came, detail, on=date(2026, 11, 27))
    detail = _extended(office, detail)
    told_on = detail.dates.told_on
    assert told_on is not None
    promise = office.desk.run(open_promise, promise_id=detail.promise_id).value
    assert promise.told_at == at(told_on.month, told_on.day + 1, 0), "judged by the very day that was told"


def test_the_end_of_the_time_to_supplement_speaks(office: Office) -> None:
    _asked(office, receive(office), due_on=date(2026, 11, 27))
    office.clock.set(at(11, 27, 9))
    assert {alert.level for alert in office.at("최민호").run(due_alerts).value} == {"supplement"}


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"due_on": date(2026, 11, 23)}, ("due_on", "in_the_past")),
        ({"due_on": date(2028, 11, 24)}, ("due_on", "too_far")),
        ({"what": " "}, ("supplement", "missing")),
    ],
)
def test_what_cannot_be_asked_is_refused(
    office: Office, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    usual = {"what": "재학증명서", "due_on": date(2026, 12, 4), "sent_by": Channel.POST}
    with pytest.raises(BadInput) as refused:
        do(office.desk, ask_supplement, receive(office), **{**usual, **given})
    assert (refused.value.field, refused.value.problem) == problem


def test_an_extension_is_lawful_told_and_limited(office: Office) -> None:
    detail = receive(office, told_by=Channel.POST)
    detail = _extended(office, detail, detail="구청 담당자가 출장 중이라 회신이 늦어")
    assert [(one.days, one.reason) for one in detail.extensions] == [(7, ExtensionReason.COOPERATION)]
    assert detail.dates.told_on == detail.dates.safe_reply.due_on == date(2026, 12, 8)
    assert detail.dates.limit.due_on == date(2026, 12, 11)
    promise = office.desk.run(open_promise, promise_id=detail.promise_id).value
    assert (promise.due_at, promise.told_at) == (at(12, 9, 0), at(12, 9, 0))
    assert detail.interim_reply_at == at(12, 4, 9)
    with pytest.raises(BadInput, match="needs_consent"):
        _extended(office, detail, days=3)
    detail = _extended(office, detail, days=3, consented=True)
    assert [one.consented for one in detail.extensions] == [False, True]
    (row,) = office.desk.run(list_inquiries).value
    assert row.extensions == 2


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        *(({"reason": reason}, ("extension_reason", "forbidden")) for reason in ForbiddenReason),
        ({"reason": "바쁨"}, ("extension_reason", "unknown")),
        ({"reason": ExtensionReason.SIMILAR}, ("detail", "missing")),
        (
            {"reason": ExtensionReason.SIMILAR, "detail": "담당자가 휴가 중입니다"},
            ("detail", "forbidden"),
        ),
        ({"detail": "처리할 건이 밀려"}, ("detail", "forbidden")),
        ({"detail": "직원이 출장 중"}, ("detail", "forbidden")),
        ({"days": 8}, ("days", "extension_too_long")),
        ({"days": 0}, ("days", "not_positive")),
    ],
)
def test_an_unlawful_extension_is_refused_whole(
    office: Office, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    detail = receive(office)
    with pytest.raises(BadInput) as refused:
        _extended(office, detail, **given)
    assert (refused.value.field, refused.value.problem) == problem
    again = office.desk.run(open_inquiry, inquiry_id=detail.id).value
    assert (again.version, again.extensions, again.dates) == (detail.version, (), detail.dates)


def test_nothing_is_extended_after_the_period(office: Office) -> None:
    detail = receive(office)
    office.clock.set(at(12, 3, 9))
    with pytest.raises(BadInput, match="after_period"):
        _extended(office, detail)


def test_a_holiday_added_later_moves_what_nobody_was_told(office: Office) -> None:
    detail = receive(office)
    _add_holiday(office)
    again = office.desk.run(open_inquiry, inquiry_id=detail.id).value
    assert (again.dates.safe_reply.due_on, again.dates.limit.due_on) == (
        date(2026, 12, 2),
        date(2026, 12, 3),
    )
    assert again.dates.due_at == at(12, 3, 0)
    assert (again.history[-1].what, again.history[-1].detail) == (
        "recounted",
        "2026-12-01 → 2026-12-02 | 2026-12-02 → 2026-12-03",
    )
    assert office.desk.run(open_promise, promise_id=detail.promise_id).value.told_at == at(12, 3, 0)
    with office.engine.connect() as connection:
        lines = connection.scalars(sa.select(Change.what).where(Change.subject == "inquiry")).all()
        due = connection.scalars(sa.select(Alert.due_at).where(Alert.closed_at.is_(None))).all()
    assert lines == ["2026-0001 counted anew: 2026-12-01 → 2026-12-02 | 2026-12-02 → 2026-12-03"]
    assert set(due) == {at(12, 3, 0)}
    do(office.desk, tell_dates, detail, told_by=Channel.POST)  # no open screen went stale


def test_a_holiday_added_later_never_moves_what_was_told(office: Office) -> None:
    detail = receive(office, told_by=Channel.POST)
    _add_holiday(office)
    again = office.desk.run(open_inquiry, inquiry_id=detail.id).value
    assert again.dates.safe_reply.due_on == date(2026, 12, 2)
    assert (again.dates.told_on, again.dates.due_at) == (date(2026, 12, 1), at(12, 2, 0))
    promise = office.desk.run(open_promise, promise_id=detail.promise_id).value
    assert (promise.due_at, promise.told_at) == (at(12, 2, 0), at(12, 2, 0))
    (change,) = office.boss.run(list_changed_days).value
    office.boss.run(undo_day, change_id=change.id)
    back = office.desk.run(open_inquiry, inquiry_id=detail.id).value
    assert back.dates == detail.dates
    assert [line.what for line in back.history].count("recounted") == 2


def test_each_question_says_by_which_calendar_it_was_counted(office: Office) -> None:
    receive(office)
    _add_holiday(office, date(2026, 12, 31))  # moves nothing
    receive(office)
    with office.engine.connect() as connection:
        before, after = connection.scalars(sa.select(Inquiry.calendar_counter).order_by(Inquiry.id)).all()
        rules = connection.scalars(sa.select(Inquiry.rule)).all()
    assert before == after
    assert set(rules) == {"statutory"}


def test_another_counting_rule_counts_the_open_ones_anew(office: Office) -> None:
    detail = receive(office)
    office_view = office.boss.run(read_office).value
    settings = office_view.settings.__class__(**{**office_view.settings.__dict__, "told_rule": "statutory"})
    office.boss.run(change_settings, seen_version=office_view.version, settings=settings)
    promise = office.desk.run(open_promise, promise_id=detail.promise_id).value
    assert (promise.due_at, promise.told_at) == (at(12, 2, 0), at(12, 3, 0))


def test_the_interim_reply_is_proposed_at_seventy_per_cent_and_moves_no_deadline(office: Office) -> None:
    detail = receive(office, told_by=Channel.POST)
    assert detail.interim_reply_at == at(11, 27, 9)  # the fifth day is a Sunday
    office.clock.set(at(11, 27, 9))
    assert "interim" in {alert.level for alert in office.at("최민호").run(due_alerts).value}
    given = {"reason": "본부의 심사 절차", "progress": "심사를 요청함", "sent_by": Channel.POST}
    detail = do(office.at("최민호"), send_interim, detail, expected_on=date(2026, 12, 8), **given)
    assert (detail.dates.safe_reply.due_on, detail.dates.limit.due_on) == (
        date(2026, 12, 1),
        date(2026, 12, 2),
    )
    assert (detail.expected_on, detail.dates.told_on) == (date(2026, 12, 8), date(2026, 12, 1))
    assert detail.dates.due_at == at(12, 3, 0)  # never past the law's limit
    assert (detail.interim_reply_at, len(detail.interims)) == (None, 1)
    assert office.at("최민호").run(due_alerts).value == ()
    (row,) = office.desk.run(list_inquiries).value
    assert (row.interims, row.interim_sent_at, row.expected_on) == (1, office.now, date(2026, 12, 8))


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"expected_on": date(2026, 11, 23)}, ("expected_on", "in_the_past")),
        ({"expected_on": date(2028, 11, 23)}, ("expected_on", "too_far")),
        ({"reason": ""}, ("reason", "missing")),
        ({"progress": ""}, ("progress", "missing")),
    ],
)
def test_an_interim_reply_says_why_how_far_and_until_when(
    office: Office, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    usual = {"reason": "심사", "progress": "요청함", "expected_on": date(2026, 12, 8)}
    with pytest.raises(BadInput) as refused:
        do(office.desk, send_interim, receive(office), sent_by=Channel.POST, **{**usual, **given})
    assert (refused.value.field, refused.value.problem) == problem


def test_every_thirty_days_the_customer_hears_how_far_it_is(office: Office) -> None:
    detail = receive(office, days=60)
    assert detail.progress_reply_at == at(12, 24, 9)
    office.clock.set(at(12, 24, 9))
    assert "progress_30" in {alert.level for alert in office.at("최민호").run(due_alerts).value}
    given = {"reason": "심사", "progress": "요청함", "sent_by": Channel.POST}
    office.clock.set(at(12, 24, 14, 6))
    detail = do(office.desk, send_interim, detail, expected_on=date(2027, 1, 20), **given)
    assert detail.interims[0].is_progress
    assert detail.progress_reply_at == at(1, 23, 9, year=2027)
    assert not office.at("최민호").run(due_alerts).value
    with office.engine.connect() as connection:
        waiting = sa.select(Alert.level, Alert.speaks_at).where(
            Alert.closed_at.is_(None), Alert.level.like("progress%")
        )
        planned = connection.execute(waiting.order_by(Alert.speaks_at)).all()
    assert tuple(planned[0]) == ("progress_60", at(1, 25, 9, year=2027))  # the day itself is a Saturday


# -- field inquiries -------------------------------------------------------------------------------


def _inspected(office: Office, detail: InquiryDetail, /, **given: Any) -> InquiryDetail:
    usual = {"purpose": "숙소 현장 확인", "until": date(2026, 11, 27)}
    return do(office.at("최민호"), begin_field_inquiry, detail, **{**usual, **given})


def test_looking_into_a_grievance_on_the_spot_does_not_count_and_keeps_what_was_told(office: Office) -> None:
    detail = receive(office, kind=Kind.GRIEVANCE, told_by=Channel.POST)
    office.clock.set(at(11, 25))
    detail = _inspected(office, detail)
    field = Interval(date(2026, 11, 25), date(2026, 11, 27), kind=PauseKind.FIELD_INQUIRY)
    assert (detail.field_inquiry, detail.waits) == (field, None)
    (row,) = office.desk.run(list_inquiries).value
    assert (row.field_until, row.field_ended_on, row.waits_until) == (date(2026, 11, 27), None, None)
    assert (detail.dates.safe_reply.due_on, detail.dates.limit.due_on) == (
        date(2026, 12, 4),
        date(2026, 12, 7),
    )
    assert (detail.dates.told_on, detail.dates.due_at) == (date(2026, 12, 1), at(12, 2, 0))
    assert FIELD_INQUIRY in {skip.reason for skip in detail.dates.limit.skipped}
    office.clock.set(at(11, 27))
    given = {"until": date(2026, 12, 3), "reason": "현장이 닫혀 있었음", "told_by": Channel.PHONE}
    detail = do(office.at("최민호"), extend_field_inquiry, detail, **given)
    assert detail.dates.told_on == detail.dates.safe_reply.due_on == date(2026, 12, 10)
    assert detail.dates.told_at == at(12, 11, 0)
    office.clock.set(at(12, 1))
    detail = do(office.at("최민호"), end_field_inquiry, detail, on=date(2026, 11, 30))
    assert detail.field_inquiry == Interval(
        date(2026, 11, 25), date(2026, 12, 3), date(2026, 11, 30), PauseKind.FIELD_INQUIRY
    )
    assert detail.dates.safe_reply.due_on == date(2026, 12, 7)
    assert (detail.dates.told_on, detail.dates.due_at) == (date(2026, 12, 10), at(12, 8, 0))
    promise = office.desk.run(open_promise, promise_id=detail.promise_id).value
    assert (promise.due_at, promise.told_at) == (at(12, 8, 0), at(12, 11, 0))
    (row,) = office.desk.run(list_inquiries).value
    assert (row.field_until, row.field_ended_on) == (date(2026, 12, 3), date(2026, 11, 30))
    lines = [(line.what, line.detail) for line in detail.history if line.what.startswith("field")]
    assert lines == [
        ("field_begun", "2026-11-27 숙소 현장 확인"),
        ("field_extended", "2026-12-03 현장이 닫혀 있었음"),
        ("field_ended", "2026-11-30"),
    ]


def test_a_field_inquiry_and_a_supplement_end_each_for_itself(office: Office) -> None:
    detail = _asked(office, _inspected(office, receive(office, kind=Kind.GRIEVANCE)))
    assert detail.waits == Interval(date(2026, 11, 24), date(2026, 12, 4))
    office.clock.set(at(11, 25))
    detail = do(office.desk, supplement_came, detail, on=date(2026, 11, 25))
    assert detail.waits is None
    assert detail.field_inquiry is not None
    assert detail.field_inquiry.returned_on is None
    detail = do(office.desk, end_field_inquiry, detail, on=date(2026, 11, 24))
    assert [each.interval.returned_on for each in detail.supplements] == [
        date(2026, 11, 24),
        date(2026, 11, 25),
    ]


def test_a_holiday_added_later_finds_the_field_inquiry_where_it_was(office: Office) -> None:
    detail = _inspected(office, receive(office, kind=Kind.GRIEVANCE))
    _add_holiday(office)
    again = office.desk.run(open_inquiry, inquiry_id=detail.id).value
    assert again.field_inquiry == detail.field_inquiry
    assert again.dates.limit.due_on > detail.dates.limit.due_on
    assert FIELD_INQUIRY in {skip.reason for skip in again.dates.limit.skipped}


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"purpose": " "}, ("purpose", "missing")),
        ({"until": date(2026, 11, 23)}, ("until", "in_the_past")),
        ({"until": date(2026, 12, 8)}, ("until", "too_long")),
    ],
)
def test_a_field_inquiry_that_the_law_does_not_know_is_refused_whole(
    office: Office, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    detail = receive(office, kind=Kind.GRIEVANCE)
    with pytest.raises(BadInput) as refused:
        _inspected(office, detail, **given)
    assert (refused.value.field, refused.value.problem) == problem
    again = office.desk.run(open_inquiry, inquiry_id=detail.id).value
    assert (again.version, again.supplements, again.dates) == (detail.version, (), detail.dates)


def test_only_a_grievance_is_looked_into_and_it_stays_one(office: Office) -> None:
    with pytest.raises(BadInput, match="not_grievance"):
        _inspected(office, receive(office))
    detail = _inspected(office, receive(office, kind=Kind.GRIEVANCE))
    kept = {name: getattr(detail, name) for name in ("subject", "text", "topic_id", "phone", "answer_by")}
    with pytest.raises(BadInput) as refused:
        do(office.desk, change_inquiry, detail, **kept, answer_to="", kind=Kind.SUGGESTION)
    assert (refused.value.field, refused.value.problem) == ("kind", "field_inquiry")
    assert do(office.desk, change_inquiry, detail, **kept, answer_to="", kind=Kind.GRIEVANCE)
