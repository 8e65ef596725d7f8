"""A small office of thirty contacts, whose figures were worked out on paper first; on both engines.

All is of the week from Monday 23 to Sunday 29 November 2026, read on Monday 30 November at nine.
`r` is the ring of the answer; a contact lasts the minutes given, its record is finished two minutes later.

    no   what happened                                                 r    min
    1-7  calls answered at once                                 1 2 1 2 3 4 1    3 4 5 6 7 8 2
    8    call answered at once, first greeting skipped                 -    5
    9-11 calls put through                                       1 2 2      2 2 2
    12   call put through to the deputy                                1    2
    13   nobody answered the transfer; called back in time             3    2   (30 after it began)
    14   the same; called back late                                    2    2   (180)
    15   the same; never called                                        1    2
    16   a visit is needed, but no day agreed; called back in time     1    2   (40)
    17   nobody answered the transfer; the promise is withdrawn        1    2
    18   the same; told for Tuesday 1 December                         2    2
    19   the same; told another hour before the first, kept            1    2   (90)
    20   a visit is needed and booked                                  1    2
    21   the same                                                      2    2
    22   objection, resolved by Friday                                 1    2
    23   objection, resolved in part by Friday                         2    2
    24   complaint about 정다은, resolved; caution done a day late       -    2
    25   visit, seen to whoever is in charge                           -   10
    26   visit, the person away, covered; an opinion of nobody known   -   10
    27   visit, the person away, not covered; a complaint, overdue     -   10
    28   visit, the person gave no name                                -   10
    29   second visit by our fault, with an apology                    -   10
    30   second visit by our fault, nobody stood up, no apology        -   10

Beside them three letters and a question on the website (arrived → answered, 안심 회신일 seven days later):
    A 17 → 23 (6 days, due 24)   B 16 → 25 (9 days, due 23, interim reply on 20)   C 16 → open (due 23)
    W 18 → 19 (website, due 25)
and two entries of the FAQ to be reviewed by 23 (done) and by 24 (not done); five answers to the survey
in the week (5 5 5 4 4 points); one of four members of staff is monitored; and a mistake is confirmed for
24's complaint, whose apology is never posted (due 26).

On paper:
    P-2    first answers (not records: 9.5): 1-8 (3 4 5 6 7 8 2 5), 9-12 (2 each), visits 25-30 (10 each),
           called back after 30 180 40 90; in order
           2 2 2 2 2 3 4 5 5 6 7 8 10 10 10 10 10 10 30 40 90 180: the middle of 22 is 7.5
    P-3    corrective actions of 22, 23, 24 in time, 27 not: 3/4
    P-5    no whole month lies in the week; once November is over, of it 5 answers, (100+100+100+75+75)/5 = 90
    I-1-1  welcome, listen, see off of 6 visits: 18, of which 30's welcome was skipped: 17/18
    I-1-2  welcome of 6, guiding in 25 28 29 30: 10, without 30's welcome: 9/10
    I-1-3  6 introductions, without 28's: 5/6
    I-1-4  26, not 27: 1/2
    I-1-5  22, not 23: 1/2
    I-2-1  greet, listen, close of 24 calls: 72, without 8's greeting: 71/72
    I-2-2  22 calls with rings (not 8, 24), of which 5, 6, 13 at the third or later: 19/22
           to be put through: 9-12 and 13 14 15 17 18 19: 4/10
    I-2-3  13 16 19 kept, 14 late, 15 never; 17 withdrawn and 18 not due: 3/5
    I-2-4  20 21, not 16: 2/3
    I-3-1  6 and 9 days: 7.5        I-3-2  A of A B C: 1/3; B of B C: 1/2
    II-2-1 1/1      II-2-2 1/2      III-1 26, decided, nobody told: 0/1       III-2-1 1/4
    III-3-1 29, not 30: 1/2         III-3-2 1/1         III-3-3 0/1
    P-4, III-4 nothing yet
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db.models import Inquiry, Promise
from desk_app.core.complaints import ComplaintKind, ComplaintState, Decision, NewComplaint, ToldBy
from desk_app.core.compliance import MeasureKind
from desk_app.core.contacts import Channel, Draft
from desk_app.core.faq import EntryText, SiteSection
from desk_app.core.inquiries import Channel as WrittenBy
from desk_app.core.monitoring import Manner
from desk_app.core.promises import PromiseKind
from desk_app.core.redress import Cause, RepeatVisit
from desk_app.core.scripts import answer, begin, run_to_dict, skip
from desk_app.usecases.complaint_details import detail_of
from desk_app.usecases.complaints import close_complaint, decide_opinion, tell_back
from desk_app.usecases.compliance import by_hour, by_person, load_measures, read_compliance, rows_behind
from desk_app.usecases.contacts import Finished, begin_contact, finish_contact
from desk_app.usecases.executor import usecase
from desk_app.usecases.faq_entries import make_entry, review_entry
from desk_app.usecases.inquiry_replies import save_reply_draft, send_interim, send_reply
from desk_app.usecases.monitoring import write_sheet
from desk_app.usecases.office import change_settings, read_office
from desk_app.usecases.promises import keep_promise, postpone_promise, withdraw_promise
from desk_app.usecases.public_apologies import confirm_mistake
from desk_app.usecases.redress import complete_action, record_unfriendly_call
from desk_app.usecases.score_forms import load_form
from desk_app.usecases.scripts import load_scripts
from desk_app.usecases.surveys import answer_survey
from tests.bookings import book
from tests.builders import Office
from tests.questions import at, do, receive

FIRST, LAST = date(2026, 11, 23), date(2026, 11, 29)
READ_AT = at(11, 30, 9)
Keys = tuple[int | str | None, ...]

ANSWERED: Keys = (None, None, 2, 1)
NO_GREETING: Keys = (None, "skip", 2, 1)
PUT_THROUGH: Keys = (None, None, 1, 1)
TO_DEPUTY: Keys = (None, None, 1, 2)
TO_CALL_BACK: Keys = (None, None, 1, 2, None)
VISIT_TO_CALL_BACK: Keys = (None, None, 6, 3, None)
VISIT_BOOKED: Keys = (None, None, 6, 1)
OBJECTED: Keys = (None, None, 7, 2)
GUIDED: Keys = (None, 1, 1, None, 1)
COVERED: Keys = (None, 1, 1, None, 1)
NOT_COVERED: Keys = (None, 1, "skip", None, 1)
NO_NAME: Keys = (None, 1, 1, "skip", 1)
NOBODY_STOOD_UP: Keys = ("skip", 1, 1, None, 1)

ON_PAPER: dict[str, tuple[int | None, int, float | None]] = {
    "first_answer": (None, 22, 7.5),
    "corrective_in_time": (3, 4, None),
    "access_log_checked": (0, 0, None),
    "surveys_taken": (None, 0, None),
    "survey_score": (None, 0, None),
    "welcome_steps": (17, 18, None),
    "guide_steps": (9, 10, None),
    "introduce_steps": (5, 6, None),
    "absences_covered": (1, 2, None),
    "objections_resolved": (1, 2, None),
    "greeting_steps": (71, 72, None),
    "before_third_ring": (19, 22, None),
    "connected_at_once": (4, 10, None),
    "called_back": (3, 5, None),
    "visits_agreed": (2, 3, None),
    "reply_days": (None, 2, 7.5),
    "replied_in_time": (1, 3, None),
    "late_with_interim": (1, 2, None),
    "website_in_time": (1, 1, None),
    "faq_reviewed": (1, 2, None),
    "opinions_decided": (0, 1, None),
    "staff_monitored": (1, 4, None),
    "second_visit_apologies": (1, 2, None),
    "cautions_done": (1, 1, None),
    "apologies_posted": (0, 1, None),
    "yearly_score": (None, 0, None),
}

complaint = usecase(reads=True)(lambda tx, *, complaint_id: detail_of(tx, complaint_id))


class Desk:
    """The week at the desk, contact by contact."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.numbers = 0

    def contact(
        self,
        when: datetime,
        keys: Keys,
        *,
        script: str = "phone",
        facts: tuple[str, ...] = ("assignee_present",),
        minutes: int = 2,
        **fields: Any,
    ) -> Finished:
        """Walk a contact from its first step to the last, the last key after its minutes, and record it."""
        self.numbers += 1
        self.office.clock.set(when)
        walked, ended = load_scripts()[script], when + timedelta(minutes=minutes)
        run = begin(walked, facts, when)
        for place, key in enumerate(keys, 1):
            assert run.current is not None
            at_time = ended if place == len(keys) else when
            run = skip(walked, run, at_time) if isinstance(key, str) else answer(walked, run, key, at_time)
        assert run.current == ("close" if script == "phone" else "see_off"), run.current
        draft = Draft(Channel(walked.channel), when, run=run_to_dict(run), **fields)
        draft_id = self.office.desk.run(begin_contact, draft=draft).value
        self.office.clock.set(ended + timedelta(minutes=2))
        return self.office.desk.run(finish_contact, draft_id=draft_id, draft=draft).value

    def promised(self, when: datetime, keys: Keys, due_at: datetime, **fields: Any) -> int:
        """Record a contact that ends in a promise to call back, and return the promise."""
        who: dict[str, Any] = {"customer_name": "강지훈", "phone": "010-2481-7736", "summary": "자격 문의"}
        done = self.contact(when, keys, due_at=due_at, due_text="", **{**who, **fields})
        assert done.promise_id is not None
        return done.promise_id

    def promise(self, verb: Any, promise_id: int, when: datetime, **given: Any) -> None:
        """Do something about a promise at some time."""
        self.office.clock.set(when)
        with self.office.engine.connect() as connection:
            seen = connection.scalar(sa.select(Promise.version).where(Promise.id == promise_id))
        self.office.boss.run(verb, promise_id=promise_id, seen_version=seen, **given)

    def complain(self, verb: Any, complaint_id: int | None, when: datetime, **given: Any) -> Any:
        """Do something about a complaint at some time, as the supervisor."""
        assert complaint_id is not None
        self.office.clock.set(when)
        seen = self.office.boss.run(complaint, complaint_id=complaint_id).value.version
        return self.office.boss.run(verb, complaint_id=complaint_id, seen_version=seen, **given).value


def calls(desk: Desk) -> None:
    """Contacts 1 to 21, with what was promised in them."""
    mon, tue, wed = 23, 24, 25
    for number, (rings, minutes) in enumerate(zip((1, 2, 1, 2, 3, 4, 1), (3, 4, 5, 6, 7, 8, 2), strict=True)):
        desk.contact(at(11, mon, 9 + number), ANSWERED, rings=rings, minutes=minutes)
    desk.contact(at(11, tue, 9), NO_GREETING, minutes=5)
    for number, rings in enumerate((1, 2, 2)):
        desk.contact(at(11, tue, 10 + number), PUT_THROUGH, rings=rings)
    desk.contact(at(11, tue, 13), TO_DEPUTY, rings=1, facts=("deputy_known",))
    in_time = desk.promised(at(11, wed, 9), TO_CALL_BACK, at(11, wed, 10), rings=3)
    desk.promise(keep_promise, in_time, at(11, wed, 9, 30))
    late = desk.promised(at(11, wed, 10), TO_CALL_BACK, at(11, wed, 11), rings=2)
    desk.promise(keep_promise, late, at(11, wed, 13))
    desk.promised(at(11, wed, 11), TO_CALL_BACK, at(11, wed, 12), rings=1)
    visit = desk.promised(at(11, wed, 12), VISIT_TO_CALL_BACK, at(11, wed, 13), rings=1)
    desk.promise(keep_promise, visit, at(11, wed, 12, 40))
    gone = desk.promised(at(11, wed, 13), TO_CALL_BACK, at(11, wed, 14), rings=1)
    desk.promise(withdraw_promise, gone, at(11, wed, 13, 30), reason="필요 없으시다고 하심")
    desk.promised(at(11, wed, 14), TO_CALL_BACK, at(12, 1, 10), rings=2)
    moved = desk.promised(at(11, wed, 15), TO_CALL_BACK, at(11, wed, 16), rings=1)
    later: dict[str, Any] = {"due_at": at(11, wed, 17), "reason": "확인이 길어짐", "customer_told": True}
    desk.promise(postpone_promise, moved, at(11, wed, 15, 30), **later)
    desk.promise(keep_promise, moved, at(11, wed, 16, 30))
    for number, rings in enumerate((1, 2)):
        desk.office.clock.set(at(11, wed, 16, 40))
        booked = book(desk.office, starts_at=at(12, 2, 10 + number))
        given: dict[str, Any] = {
            "booked_id": booked.id,
            "rings": rings,
            "facts": ("assignee_present", "has_appointment"),
        }
        desk.contact(at(11, wed, 16, 50 + number), VISIT_BOOKED, **given)


def complaints(desk: Desk) -> None:
    """Contacts 22 to 24, and what became of them."""
    said: dict[str, Any] = {"done": "다시 살펴 바로잡음", "customer_said": "알겠다고 하심"}
    due = at(11, 27, 17)
    objection = NewComplaint(ComplaintKind.OBJECTION, "지원 결과", due_at=due)
    for minute, rings, result in ((0, 1, ComplaintState.RESOLVED), (30, 2, ComplaintState.PARTLY)):
        done = desk.contact(at(11, 25, 17, minute), OBJECTED, rings=rings, complaint=objection)
        desk.complain(close_complaint, done.complaint_id, at(11, 27, 10, minute), result=result, **said)
    rude = NewComplaint(
        ComplaintKind.COMPLAINT,
        "퉁명스러운 전화",
        about_staff_id=desk.office.people["정다은"].id,
        owner_id=desk.office.people["최민호"].id,
        due_at=due,
    )
    who: dict[str, Any] = {"customer_name": "서가람", "phone": "010-7777-1212"}
    done = desk.contact(at(11, 23, 17), OBJECTED, complaint=rude, **who)
    acted = desk.complain(
        record_unfriendly_call,
        done.complaint_id,
        at(11, 23, 17, 30),
        staff_id=desk.office.people["정다은"].id,
        action=PromiseKind.CAUTION,
        action_on=date(2026, 11, 25),
    )
    caution = next(one for one in acted.actions if one.kind is PromiseKind.CAUTION)
    desk.complain(confirm_mistake, done.complaint_id, at(11, 23, 17, 40))
    desk.promise(complete_action, caution.promise_id, at(11, 26, 10), done="주의를 줌")
    fine: dict[str, Any] = {"result": ComplaintState.RESOLVED, **said}
    desk.complain(close_complaint, done.complaint_id, at(11, 27, 11), **fine)


def visits(desk: Desk) -> None:
    """Contacts 25 to 30, and what was said in them."""

    def visit(
        hour: int, keys: Keys, facts: tuple[str, ...] = ("assignee_present",), **fields: Any
    ) -> Finished:
        return desk.contact(at(11, 26, hour), keys, script="visit", facts=facts, minutes=10, **fields)

    first = visit(9, GUIDED)
    opinion = NewComplaint(ComplaintKind.OPINION, "대기실 의자", due_at=at(11, 27, 17))
    told = visit(10, COVERED, facts=(), complaint=opinion)
    desk.complain(decide_opinion, told.complaint_id, at(11, 27, 14), decision=Decision.NOTED)
    desk.complain(tell_back, told.complaint_id, at(11, 27, 15), told_by=ToldBy.NOBODY)
    visit(
        11, NOT_COVERED, (), complaint=NewComplaint(ComplaintKind.COMPLAINT, "기다림", due_at=at(11, 27, 12))
    )
    visit(13, NO_NAME)
    again = RepeatVisit(first.contact_id, ours=True, cause=Cause.PAPERS_NOT_TOLD, apologised=True)
    visit(14, GUIDED, repeat=again)
    visit(15, NOBODY_STOOD_UP, repeat=replace(again, apologised=False))


def letters(office: Office) -> None:
    """The letters A, B and C and the question W on the website, each with its 안심 회신일."""

    def answered(seen: Any, when: datetime, by: WrittenBy) -> None:
        office.clock.set(when)
        seen = do(office.boss, save_reply_draft, seen, text="답변드립니다.")
        do(office.boss, send_reply, seen, number=1, sent_by=by)

    office.clock.set(at(11, 17))
    answered(receive(office, subject="A"), at(11, 23), WrittenBy.POST)
    office.clock.set(at(11, 16))
    late = receive(office, subject="B")
    office.clock.set(at(11, 20))
    told: dict[str, Any] = {"reason": "기관 협조", "progress": "확인 중", "expected_on": date(2026, 11, 26)}
    late = do(office.boss, send_interim, late, sent_by=WrittenBy.POST, **told)
    answered(late, at(11, 25), WrittenBy.POST)
    office.clock.set(at(11, 16))
    receive(office, subject="C")
    office.clock.set(at(11, 18))
    answered(receive(office, subject="W", channel=WrittenBy.WEB), at(11, 19), WrittenBy.WEB)
    with office.engine.connect() as connection:
        found = connection.execute(sa.select(Inquiry.subject, Inquiry.safe_reply_on))
        due = {row.subject: row.safe_reply_on for row in found}
    days = {"A": 24, "B": 23, "C": 23, "W": 25}
    assert due == {subject: date(2026, 11, day) for subject, day in days.items()}


def entries(office: Office) -> None:
    """Two entries of the FAQ, due within seven days."""
    seen = office.boss.run(read_office).value
    office.boss.run(
        change_settings,
        seen_version=seen.version,
        settings=replace(seen.settings, faq_review_days=7, public_apology_days=3),
    )
    made = []
    for day, question in ((16, "언제 여나요?"), (17, "어떻게 가나요?")):
        office.clock.set(at(11, day))
        text = EntryText(question, "홈페이지에 있습니다.", SiteSection.FAQ)
        made.append(office.boss.run(make_entry, text=text).value.row)
    office.clock.set(at(11, 23))
    office.boss.run(review_entry, entry_id=made[0].id, seen_version=made[0].version)


@pytest.fixture
def week(office: Office) -> Office:
    """The office after its thirty contacts, on the Monday after."""
    desk = Desk(office)
    entries(office)
    calls(desk)
    complaints(desk)
    visits(desk)
    letters(office)
    office.clock.set(at(11, 29, 16))
    for stars in (5, 5, 5, 4, 4):
        office.desk.run(answer_survey, points=stars)
    call: dict[str, Any] = {
        "staff_id": office.people["이수민"].id,
        "seen_version": 0,
        "on": date(2026, 11, 26),
        "manner": Manner.OWN_CALL,
    }
    office.boss.run(write_sheet, points={item.id: item.points for item in load_form()}, **call)
    assert desk.numbers == 30
    office.clock.set(READ_AT)
    return office


def test_the_figures_are_those_on_paper(week: Office) -> None:
    report = week.boss.run(read_compliance, first=FIRST, last=LAST).value
    counted = {line.measure.key: (line.kept, line.all, line.value) for line in report.lines}
    assert {key: counted.get(key) for key in ON_PAPER} == ON_PAPER
    assert {line.rate for line in report.lines if not line.all} == {None}
    for line in report.lines:
        if line.kept is not None:
            assert (line.weeks[-1].kept, line.weeks[-1].all) == (line.kept, line.all)
    _each_number_has_its_rows(week)
    _people_and_hours_add_up(week)
    _only_ones_own_are_open_to_colleagues(week)


def _each_number_has_its_rows(office: Office) -> None:
    span: dict[str, Any] = {"first": FIRST, "last": LAST}
    for measure in load_measures():
        if measure.rows and measure.key in ON_PAPER:
            kept, all_of, _ = ON_PAPER[measure.key]
            rows = office.boss.run(rows_behind, measure=measure.key, **span).value
            assert len(rows) == all_of, measure.key
            if kept is not None:
                assert sum(row.kept for row in rows) == kept, measure.key
                lost = office.boss.run(rows_behind, measure=measure.key, kept=False, **span).value
                assert len(lost) == all_of - kept, measure.key


def _added(told: Any) -> tuple[int, int]:
    return sum(one.count.kept for one in told), sum(one.count.all for one in told)


def _people_and_hours_add_up(office: Office) -> None:
    for measure in load_measures():
        if measure.kind is MeasureKind.RATE and measure.key in ON_PAPER:
            told: dict[str, Any] = {"measure": measure.key, "first": FIRST, "last": LAST}
            if measure.by_person:
                assert _added(office.boss.run(by_person, **told).value) == ON_PAPER[measure.key][:2]
            if measure.by_hour:
                assert _added(office.boss.run(by_hour, **told).value) == ON_PAPER[measure.key][:2]


def _only_ones_own_are_open_to_colleagues(office: Office) -> None:
    span: dict[str, Any] = {"first": FIRST, "last": LAST}
    seen = office.desk.run(rows_behind, measure="called_back", **span).value
    assert {row.staff_id for row in seen} <= {office.desk.actor.id}
    cautions = office.at("이수민").run(read_compliance, **span).value
    assert next(line for line in cautions.lines if line.measure.key == "cautions_done").all == 0
