"""Written questions come in, on both engines: received, accepted, told, linked, and refused whole."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db.models import Access, Alert, Attachment, Inquiry, Promise
from desk_app.core.alerts import Audience
from desk_app.core.errors import BadInput, CalendarEnds, Conflict
from desk_app.core.inquiries import Channel, InquiryState, Kind
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.usecases.alerts import due_alerts
from desk_app.usecases.board import list_board, open_promise
from desk_app.usecases.inquiries import NewFile
from desk_app.usecases.inquiry_intake import (
    accept_inquiry,
    change_inquiry,
    link_inquiry,
    receive_inquiry,
    tell_dates,
)
from desk_app.usecases.inquiry_lists import find_similar, open_inquiry
from desk_app.usecases.promises import keep_promise, promise_again, withdraw_promise
from tests.builders import Office
from tests.questions import at, do, new, receive


def _rows(office: Office, query: sa.Select[*tuple[Any, ...]]) -> list[Any]:
    with office.engine.connect() as connection:
        return list(connection.execute(query).all())


def test_chuseok_2026_by_hand(office: Office) -> None:
    """Arrived on Friday 18; 24–26 are 추석: 7 days by the calendar end on Monday 28, 7 working days on 30."""
    office.clock.set(at(9, 18))
    detail = receive(office)
    dates = detail.dates
    assert (dates.safe_reply.due_on, dates.limit.due_on) == (date(2026, 9, 28), date(2026, 9, 30))
    assert [day.day for day in dates.safe_reply.counted] == [19, 20, 21, 22, 23, 24, 25]
    assert [(skip.on.day, skip.reason) for skip in dates.safe_reply.skipped] == [
        (25, "추석"),
        (26, "추석 다음날"),
        (27, "일요일"),
    ]
    assert [day.day for day in dates.limit.counted] == [18, 21, 22, 23, 28, 29, 30]
    assert [(skip.on.day, skip.reason) for skip in dates.limit.skipped] == [
        (19, "토요일"),
        (20, "일요일"),
        (24, "추석 전날"),
        (25, "추석"),
        (26, "추석 다음날"),
        (27, "일요일"),
    ]
    assert dates.interim_at == detail.interim_reply_at == at(9, 23, 9)  # the fifth of seven days
    assert dates.due_at == at(9, 29, 0)  # alerts go by the earlier one, until midnight


def test_a_letter_is_accepted_as_it_is_recorded_and_owes_a_reply(office: Office) -> None:
    detail = receive(office)
    assert (detail.number, detail.state) == ("2026-0001", InquiryState.ACCEPTED)
    assert (detail.owner, detail.owner_team, detail.customer) == ("최민호 과장", "생활지원", "문지영")
    (line,) = office.desk.run(list_board).value.rows
    assert (line.kind, line.due_at, line.owner_id) == (PromiseKind.REPLY, at(12, 2, 0), detail.owner_id)
    assert office.desk.run(open_promise, promise_id=line.id).value.inquiry_id == detail.id
    assert [line.what for line in detail.history] == ["received", "accepted"]
    assert receive(office).number == "2026-0002"


def test_what_the_website_brings_is_accepted_within_eight_working_hours(office: Office) -> None:
    detail = receive(office, channel=Channel.WEB, accepted=False)  # Tuesday 14:06
    assert (detail.state, detail.accepted_at) == (InquiryState.RECEIVED, None)
    due = _rows(office, sa.select(Promise.due_at).where(Promise.kind == PromiseKind.ACCEPT))
    assert [row.due_at for row in due] == [at(11, 25, 14, 6)]
    office.clock.set(at(11, 25, 13, 40))
    spoken = office.desk.run(due_alerts).value
    assert [(alert.kind, alert.level) for alert in spoken] == [(PromiseKind.ACCEPT, "before_30")]
    office.clock.set(at(11, 25, 14, 17))
    assert [alert.level for alert in office.boss.run(due_alerts).value] == ["over_10"]
    detail = do(office.desk, accept_inquiry, detail, kind=Kind.SUGGESTION, told_by=Channel.WEB)
    assert (detail.state, detail.accepted_at) == (InquiryState.ACCEPTED, office.now)
    assert detail.dates.safe_reply.due_on == detail.dates.told_on == date(2026, 12, 8)  # 14 days from arrival
    assert office.boss.run(due_alerts).value == ()
    late = _rows(office, sa.select(Promise.state).where(Promise.kind == PromiseKind.ACCEPT))
    assert [row.state for row in late] == [PromiseState.KEPT_LATE]
    with pytest.raises(BadInput, match="wrong_state"):
        do(office.desk, accept_inquiry, detail, kind=Kind.SUGGESTION)


def test_what_is_answered_at_once_has_three_working_hours(office: Office) -> None:
    detail = receive(office, kind=Kind.OTHER)
    assert detail.dates.due_at == detail.dates.told_at == at(11, 24, 17, 6)
    assert detail.dates.interim_at == at(11, 24, 16, 12)
    office.clock.set(at(11, 24, 16, 40))
    assert {alert.level for alert in office.at("최민호").run(due_alerts).value} == {"before_30"}


def test_a_letter_found_in_a_drawer_is_recorded_late_as_it_is(office: Office) -> None:
    detail = receive(office, arrived_at=at(11, 9))
    assert detail.dates.due_at == at(11, 17, 0)
    row = office.desk.run(open_promise, promise_id=detail.promise_id).value
    assert row.state is PromiseState.OPEN
    assert {alert.level for alert in office.boss.run(due_alerts).value} == {"overdue"}


def test_a_letter_that_is_late_for_its_interim_reply_says_so_at_once(office: Office) -> None:
    detail = receive(office, arrived_at=at(11, 18, 9, 30), told_by=Channel.POST)
    assert detail.dates.interim_at == at(11, 23, 9)
    levels = _rows(office, sa.select(Alert.level).where(Alert.closed_at.is_(None)))
    assert sorted(row.level for row in levels if row.level == "interim") == ["interim"]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"arrived_at": at(11, 24, 14, 7)}, ("arrived_at", "in_the_future")),
        ({"days": 0}, ("period", "out_of_range")),
        ({"days": 400}, ("period", "out_of_range")),
        ({"subject": "  "}, ("subject", "missing")),
        ({"text": "900101-1234568"}, ("text", "personal_id")),
        ({"phone": "12"}, ("phone", "not_a_phone")),
        ({"files": (NewFile("a.pdf", b"%PDF-"), NewFile("b.pdf", b""))}, ("file", "empty")),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved_half(
    office: Office, fields: dict[str, Any], problem: tuple[str, str]
) -> None:
    with pytest.raises(BadInput) as refused:
        receive(office, **fields)
    assert (refused.value.field, refused.value.problem) == problem
    for table in (Inquiry, Promise, Attachment):
        assert _rows(office, sa.select(sa.func.count()).select_from(table))[0][0] == 0


def test_an_arrival_before_the_holiday_table_has_no_answer(office: Office) -> None:
    with pytest.raises(CalendarEnds):
        receive(office, arrived_at=at(12, 1, year=2023))


def test_the_date_told_stays_whatever_is_set_right(office: Office) -> None:
    detail = do(office.desk, tell_dates, receive(office), told_by=Channel.POST)
    assert detail.dates.told_on == date(2026, 12, 1)
    given = {"subject": "법령 질의", "text": "", "topic_id": None, "phone": "", "answer_to": "", "days": None}
    detail = do(office.desk, change_inquiry, detail, kind=Kind.QUESTION_LAW, answer_by=Channel.EMAIL, **given)
    assert (detail.dates.safe_reply.due_on, detail.dates.told_on) == (date(2026, 12, 8), date(2026, 12, 1))
    assert detail.dates.due_at == at(12, 2, 0)
    again = do(office.desk, tell_dates, detail, told_by=Channel.POST)
    assert again.dates.told_on == date(2026, 12, 1)
    with pytest.raises(Conflict):
        do(office.desk, tell_dates, detail, told_by=Channel.POST)


def test_whoever_writes_again_opens_a_linked_question_and_the_third_tells_the_supervisor(
    office: Office,
) -> None:
    first = receive(office)
    second = receive(office, previous_id=first.id, topic_id=None, subject="다시 여쭙니다")
    assert [link.id for link in second.earlier] == [first.id]
    assert not _thirds(office)
    third = receive(office, previous_id=second.id, topic_id=None, subject="세 번째로 여쭙니다")
    assert [link.id for link in third.earlier] == [first.id, second.id]
    assert _thirds(office) == [(third.promise_id, Audience.SUPERVISOR)]
    assert "third" in {alert.level for alert in office.boss.run(due_alerts).value}
    do(office.desk, tell_dates, third, told_by=Channel.POST)  # its alerts are planned anew
    assert "third" in {alert.level for alert in office.boss.run(due_alerts).value}
    assert [link.id for link in office.desk.run(open_inquiry, inquiry_id=first.id).value.later] == [
        second.id,
        third.id,
    ]


def _thirds(office: Office) -> list[tuple[int, Audience]]:
    told = sa.select(Alert.promise_id, Alert.audience).where(Alert.level == "third")
    return [(row.promise_id, row.audience) for row in _rows(office, told)]


def test_the_same_paper_scanned_twice_is_noticed_and_linked_by_hand(office: Office) -> None:
    scan = NewFile("scan.pdf", b"%PDF-1.7 the same")
    first = receive(office, files=(scan,))
    receive(office, customer_name="오세라", phone="010-9999-1111")  # somebody else, same topic
    twice = receive(office, subject="기간 연장", topic_id=None, files=(replace(scan, name="다른 이름.pdf"),))
    assert [(link.id, link.same_file) for link in twice.similar] == [(first.id, True)]
    assert twice.earlier == twice.duplicates == ()
    twice = do(office.desk, link_inquiry, twice, to_id=first.id, same_paper=True)
    assert ([link.id for link in twice.duplicates], twice.similar) == ([first.id], ())
    assert twice.state is InquiryState.ACCEPTED  # nothing is merged
    with pytest.raises(BadInput, match="same_inquiry"):
        do(office.desk, link_inquiry, twice, to_id=twice.id, same_paper=False)


def test_the_intake_form_hears_of_what_may_be_the_same(office: Office) -> None:
    first = receive(office)
    for by in (
        office.desk.run(find_similar, name="문지영", subject="숙식 제공 기간 연장 문의드림"),
        office.desk.run(find_similar, phone="010-3321-4456", topic_id=first.topic_id),
    ):
        assert [link.id for link in by.value] == [first.id]
    assert office.desk.run(find_similar, name="문지영", subject="채용 공고").value == ()
    assert office.desk.run(find_similar, subject="숙식제공 기간 연장 문의").value == ()


def test_the_board_cannot_settle_what_a_question_owes(office: Office) -> None:
    detail = receive(office)
    owed = detail.promise_id
    with pytest.raises(BadInput, match="of_inquiry"):
        office.desk.run(keep_promise, promise_id=owed, seen_version=1)
    with pytest.raises(BadInput, match="of_inquiry"):
        office.desk.run(withdraw_promise, promise_id=owed, seen_version=1, reason="착오")
    tomorrow = office.now + timedelta(days=1)
    with pytest.raises(BadInput, match="still_open"):
        office.desk.run(promise_again, promise_id=owed, seen_version=1, due_at=tomorrow)


def test_opening_is_logged(office: Office) -> None:
    detail = receive(office)
    office.at("정다은").run(open_inquiry, inquiry_id=detail.id)
    seen = _rows(office, sa.select(Access.customer_id).where(Access.action == "inquiry.open"))
    assert [row.customer_id for row in seen] == [detail.customer_id]


def test_anonymous_letters_are_answered_too(office: Office) -> None:
    detail = office.desk.run(receive_inquiry, new=new(office, customer_name="", phone="")).value
    assert (detail.customer_id, detail.customer, detail.similar) == (None, "", ())
