"""Written questions in the invented office; unless told otherwise a letter that has just come for 최민호."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from desk_app.core.clock import seoul_at
from desk_app.core.inquiries import Channel, Kind
from desk_app.usecases.executor import Executor, UseCase
from desk_app.usecases.inquiries import InquiryDetail, NewInquiry
from desk_app.usecases.inquiry_intake import receive_inquiry
from tests.builders import Office


def at(month: int, day: int, hour: int = 10, minute: int = 0, year: int = 2026) -> datetime:
    return seoul_at(date(year, month, day), time(hour, minute))


def new(office: Office, **fields: Any) -> NewInquiry:
    """Return what is known of 문지영's letter about 가족지원, which 최민호 answers."""
    usual = NewInquiry(
        channel=Channel.POST,
        kind=Kind.QUESTION_SYSTEM,
        arrived_at=office.now,
        subject="숙식제공 기간 연장 문의",
        text="언제까지 머무를 수 있는지 알고 싶습니다.",
        topic_id=office.topics["숙식제공"].id,
        customer_name="문지영",
        phone="010-3321-4456",
        answer_to="의정부시 녹양로 1",
    )
    return replace(usual, **fields)


def receive(office: Office, **fields: Any) -> InquiryDetail:
    return office.desk.run(receive_inquiry, new=new(office, **fields)).value


def do(
    who: Executor, verb: UseCase[..., InquiryDetail], seen: InquiryDetail, /, **given: Any
) -> InquiryDetail:
    """Run a verb on a question as it was last seen, and return it."""
    return who.run(verb, inquiry_id=seen.id, seen_version=seen.version, **given).value
