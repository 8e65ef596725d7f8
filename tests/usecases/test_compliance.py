"""The charter counted: numbers and the rows behind them are one, whoever may see what; on both engines."""

from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from db import models
from db.transactions import Tx
from desk_app.core import appointments, complaints, contacts, inquiries, promises
from desk_app.core.compliance import Count, MeasureKind, SubjectKind
from desk_app.core.errors import BadInput, NotAllowed, NotFound
from desk_app.core.redress import Cause
from desk_app.usecases.compliance import (
    by_hour,
    by_person,
    load_measures,
    read_compliance,
    rows_behind,
    waiting_by_person,
)
from desk_app.usecases.compliance_cases import CASES
from desk_app.usecases.compliance_records import RECORDS
from desk_app.usecases.compliance_scores import SCORES
from desk_app.usecases.executor import usecase
from desk_app.usecases.monthly_checks import MonthlyCheck, note_check
from desk_app.usecases.promises import keep_promise, postpone_promise
from tests.builders import Office
from tests.questions import at

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
RATES = [one for one in load_measures() if one.kind is MeasureKind.RATE]


def counted(office: Office, key: str, first: date = FIRST, last: date = LAST) -> tuple[int | None, int]:
    report = office.boss.run(read_compliance, first=first, last=last).value
    return next((line.kept, line.all) for line in report.lines if line.measure.key == key)


# -- the counts and their rows -------------------------------------------------------------------------


class Scattered:
    """Rows of every kind at random, most of which are nothing that any use-case would write together."""

    def __init__(self, tx: Tx, seed: int) -> None:
        self.tx, self.random = tx, Random(seed)
        self.staff = list(tx.connection.scalars(sa.select(models.Staff.id)))
        self.numbers = count(1)
        self.stamp = {"version": 1, "changed_at": tx.now, "changed_by": "", "changed_desk": ""}

    def when(self) -> datetime:
        """Return an instant of the last hundred days or of the next ten, at any hour."""
        return self.tx.now + timedelta(minutes=self.random.randint(-100 * 1440, 10 * 1440))

    def maybe(self) -> datetime | None:
        """Return an instant, or none."""
        return self.random.choice((None, self.when()))

    def one_of(self, several: object) -> object:
        """Return any of them."""
        return self.random.choice(list(several))  # type: ignore[call-overload]

    def contact(self) -> int:
        """Write a contact with steps of its script, done and skipped."""
        began = self.when()
        script = self.random.choice(("phone", "visit", "callback"))
        number = self.tx.insert(
            models.Contact,
            channel=contacts.Channel.VISIT if script == "visit" else contacts.Channel.PHONE,
            outcome=self.one_of(contacts.Outcome),
            rings=self.random.choice((None, 1, 2, 3, 4)),
            script_id=script,
            script_version=1,
            started_at=began,
            finished_at=began + timedelta(minutes=self.random.randint(0, 600)),
            taken_by_id=self.one_of(self.staff),
            desk="",
        )
        for position in range(self.random.randint(0, 5)):
            self.tx.insert(
                models.ContactStep,
                contact_id=number,
                position=position,
                script_id=script,
                step_id=self.random.choice(("cover", "connect", "visit_needed", "greet")),
                clauses=self.random.choice(("I-1-1 I-1-2", "I-2-1", "I-1-3", "I-2-1 P-4", "")),
                done=self.random.random() < 0.6,
                at=began,
            )
        return number

    def promise(self, kind: object, **of: object) -> int:
        """Write a promise, kept or not, due or not."""
        return self.tx.insert(
            models.Promise,
            kind=kind,
            state=self.one_of(promises.PromiseState),
            due_at=self.when(),
            told_at=self.when(),
            broken=self.random.random() < 0.2,
            attempts=0,
            owner_id=self.one_of(self.staff),
            taken_by_id=self.one_of(self.staff),
            only_for_id=self.random.choice((None, None, self.one_of(self.staff))),
            made_at=self.when(),
            closed_at=self.when(),
            **of,
            **self.stamp,
        )

    def complaint(self) -> None:
        """Write a complaint with what is owed for it."""
        kind = self.random.choice(list(complaints.ComplaintKind))
        number = self.tx.insert(
            models.Complaint,
            kind=kind,
            state=self.one_of(complaints.ComplaintState),
            told_by=self.one_of(complaints.ToldBy),
            about="",
            taken_by_id=self.one_of(self.staff),
            made_at=self.when(),
            **self.stamp,
        )
        for owed in (complaints.owed(kind), promises.PromiseKind.CAUTION, promises.PromiseKind.TRAINING):
            self.promise(owed, complaint_id=number)

    def inquiry(self) -> None:
        """Write a question with its reply's promise, and perhaps an interim reply."""
        number = self.tx.insert(
            models.Inquiry,
            number=f"2026-{next(self.numbers):04}",
            channel=self.random.choice((inquiries.Channel.POST, inquiries.Channel.WEB)),
            kind=inquiries.Kind.QUESTION_SYSTEM,
            state=self.one_of(inquiries.InquiryState),
            arrived_at=self.when(),
            answered_at=self.maybe(),
            period="7",
            rule="calendar",
            calendar_counter=0,
            safe_reply_on=self.when().date(),
            statutory_due_on=self.when().date(),
            answer_by=inquiries.Channel.POST,
            subject="",
            taken_by_id=self.one_of(self.staff),
            made_at=self.when(),
            **self.stamp,
        )
        self.promise(promises.PromiseKind.REPLY, inquiry_id=number)
        if self.random.random() < 0.5:
            told: dict[str, Any] = {"reason": "", "progress": "", "expected_on": self.tx.now.date()}
            told |= {"sent_by": inquiries.Channel.POST, "by_id": self.staff[0]}
            self.tx.insert(models.InterimReply, inquiry_id=number, at=self.when(), **told)

    def appointment(self, visit_id: int) -> None:
        """Write an appointment that is over, of somebody who came while their person was there or away."""
        begins = self.when()
        self.tx.insert(
            models.Appointment,
            state=appointments.AppointmentState.DONE,
            staff_id=self.one_of(self.staff),
            starts_at=begins,
            ends_at=begins + timedelta(minutes=30),
            why_visit=appointments.VisitReason.TALK,
            uid=str(next(self.numbers)),
            taken_by_id=self.one_of(self.staff),
            made_at=begins,
            visit_id=visit_id,
            arrived_at=self.maybe(),
            was_away=self.random.random() < 0.7,
            covered_by_id=self.random.choice((None, self.one_of(self.staff))),
            **self.stamp,
        )


@usecase()
def scatter(tx: Tx, *, seed: int) -> None:
    """Fill the office with rows of every kind at random."""
    rows = Scattered(tx, seed)
    visits = [rows.contact() for _ in range(80)]
    for earlier, later in zip(visits[:20], visits[20:40], strict=True):
        ours = rows.random.random() < 0.7
        seen: dict[str, Any] = {
            "ours": ours,
            "apologised": ours and rows.random.random() < 0.5,
            "cause": Cause.OTHER,
        }
        who: dict[str, Any] = {"by_id": rows.staff[0], "at": rows.when(), **rows.stamp}
        tx.insert(models.RepeatVisit, contact_id=later, earlier_contact_id=earlier, **seen, **who)
    for visit in visits[40:60]:
        rows.appointment(visit)
    for kind in list(promises.PromiseKind):
        for _ in range(12):
            rows.promise(kind)
    for _ in range(25):
        rows.complaint()
        rows.inquiry()


@pytest.mark.parametrize("seed", range(3))
def test_every_number_has_just_the_rows_behind_it(office: Office, seed: int) -> None:
    office.boss.run(scatter, seed=seed)
    random, met = Random(seed), set()
    for back, length in ((0, 120), (random.randint(0, 60), random.randint(0, 60))):
        last = office.now.date() + timedelta(days=12 - back)
        span: dict[str, Any] = {"first": last - timedelta(days=length), "last": last}
        report = office.boss.run(read_compliance, **span).value
        for line in report.lines:
            if not line.measure.rows:
                continue
            told: dict[str, Any] = {"measure": line.measure.key, **span}
            rows = office.boss.run(rows_behind, **told).value
            assert line.all == len(rows), line.measure.key
            assert line.kept in {None, sum(row.kept for row in rows)}, line.measure.key
            assert all(span["first"] <= row.on <= span["last"] for row in rows)
            lost = office.boss.run(rows_behind, kept=False, **told).value
            assert lost == tuple(row for row in rows if not row.kept)
            people = office.boss.run(by_person, **told).value
            if line.measure.by_person:
                assert sum(one.count.all for one in people) == line.all
            hours = office.boss.run(by_hour, **told).value
            if line.measure.by_hour:
                assert sum(one.count.all for one in hours) == line.all
                assert all(0 <= one.hour < 24 for one in hours)
            if line.measure.key == "staff_monitored":  # it says how the half-year stands on the last day
                continue
            wide: dict[str, Any] = {"first": report.weeks[0][0], "last": report.weeks[0][1]}
            older = office.boss.run(rows_behind, measure=line.measure.key, **wide).value
            assert line.weeks[0].all == len(older), line.measure.key
            met |= {line.measure.key} if 0 < (line.kept or 0) < line.all else set()
    assert len(met) > len(RATES) * 2 // 3, "the rows were not mixed enough to tell"


def test_every_measure_has_one_way_to_be_counted() -> None:
    ways = [*CASES, *RECORDS, *SCORES]
    assert sorted(ways) == sorted(one.key for one in load_measures())
    assert set(SCORES) == {one.key for one in load_measures() if not one.rows}


# -- verdicts ------------------------------------------------------------------------------------------


def test_what_was_never_due_yet_is_not_counted_and_what_is_overdue_is_not_kept(office: Office) -> None:
    promise_id = office.promise()
    assert counted(office, "called_back") == (0, 0)
    office.clock.advance(timedelta(hours=2))
    assert counted(office, "called_back") == (0, 1)
    office.boss.run(keep_promise, promise_id=promise_id, seen_version=1)
    assert counted(office, "called_back") == (0, 1)


def test_a_promise_kept_before_its_hour_counts_at_once(office: Office) -> None:
    promise_id = office.promise()
    office.boss.run(keep_promise, promise_id=promise_id, seen_version=1)
    assert counted(office, "called_back") == (1, 1)


def test_an_hour_told_too_late_stays_broken_while_the_promise_is_open(office: Office) -> None:
    promise_id = office.promise()
    office.clock.advance(timedelta(hours=2))
    later: dict[str, Any] = {
        "due_at": office.now + timedelta(hours=1),
        "reason": "확인",
        "customer_told": True,
    }
    office.boss.run(postpone_promise, promise_id=promise_id, seen_version=1, **later)
    assert counted(office, "called_back") == (0, 1)


def test_the_last_day_counts_to_its_midnight_in_seoul(office: Office) -> None:
    office.clock.set(at(11, 23, 23, 59))
    office.record(rings=1)
    office.clock.set(at(11, 24, 0, 0))
    office.record(rings=3)
    day: dict[str, Any] = {"first": date(2026, 11, 23), "last": date(2026, 11, 23)}
    assert counted(office, "before_third_ring", **day) == (1, 1)
    hours = office.boss.run(by_hour, measure="before_third_ring", first=FIRST, last=LAST).value
    assert [(one.hour, one.count) for one in hours] == [(0, Count(0, 1)), (23, Count(1, 1))]


def test_a_month_is_kept_once_its_access_log_was_looked_through(office: Office) -> None:
    office.clock.set(at(9, 10))
    office.record()
    office.clock.set(at(10, 31))
    span: dict[str, Any] = {"first": date(2026, 9, 1), "last": date(2026, 10, 31)}
    assert counted(office, "access_log_checked", **span) == (0, 0)  # there is time until the end of October
    office.clock.set(at(11, 1))
    assert counted(office, "access_log_checked", **span) == (0, 1)  # nothing was done in October
    office.boss.run(note_check, check=MonthlyCheck.ACCESS_LOG, month=date(2026, 9, 15))
    assert counted(office, "access_log_checked", **span) == (1, 1)
    (row,) = office.boss.run(rows_behind, measure="access_log_checked", **span).value
    assert (row.kind, row.id, row.on, row.kept) == (SubjectKind.MONTH, 202609, date(2026, 9, 30), True)


# -- who may see what ----------------------------------------------------------------------------------


def test_people_are_told_apart_to_supervisors_only(office: Office) -> None:
    mine = office.people["이수민"].id
    office.promise(assignee_id=mine)
    office.promise(assignee_id=office.people["최민호"].id)
    office.clock.advance(timedelta(hours=2))
    span: dict[str, Any] = {"first": FIRST, "last": LAST}
    told = office.boss.run(by_person, measure="called_back", **span).value
    assert [(one.name, one.count) for one in told] == [
        ("이수민 대리", Count(0, 1)),
        ("최민호 과장", Count(0, 1)),
    ]
    handler = office.at("이수민")
    with pytest.raises(NotAllowed):
        handler.run(by_person, measure="called_back", **span)
    with pytest.raises(NotAllowed):
        handler.run(read_compliance, staff_id=office.people["최민호"].id, **span)
    with pytest.raises(NotAllowed):
        handler.run(rows_behind, measure="called_back", staff_id=office.people["최민호"].id, **span)
    seen = handler.run(rows_behind, measure="called_back", **span).value
    assert [(row.staff_id, row.staff, row.customer) for row in seen] == [(mine, "이수민 대리", "강지훈")]
    own = handler.run(read_compliance, staff_id=mine, **span).value
    assert next(line.all for line in own.lines if line.measure.key == "called_back") == 1
    assert all(line.measure.by_person for line in own.lines)


def test_waiting_promises_are_told_by_person_ahead_and_overdue(office: Office) -> None:
    mine = office.people["이수민"].id
    office.promise(assignee_id=mine)
    office.promise(assignee_id=mine, due_in=timedelta(hours=5))
    office.clock.advance(timedelta(hours=2))
    (waiting,) = office.boss.run(waiting_by_person).value
    assert (waiting.name, waiting.ahead, waiting.overdue) == ("이수민 대리", 1, 1)


def test_nothing_stands_behind_a_measure_that_does_not_exist_or_tells_nobody(office: Office) -> None:
    span: dict[str, Any] = {"first": FIRST, "last": LAST}
    for key in ("nothing", "survey_score"):
        with pytest.raises(NotFound):
            office.boss.run(rows_behind, measure=key, **span)
    with pytest.raises(BadInput):
        office.boss.run(read_compliance, first=LAST, last=FIRST)
