"""The invented office lives: every story goes through the verbs of a real desk, each at its own hour."""

import heapq
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from itertools import chain
from typing import Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa

from db.models import Promise
from db.revisions import raise_counters
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.contacts import Channel, Draft, SafeContact
from desk_app.core.office import Topic
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.scripts import Run, answer, begin, run_to_dict
from desk_app.core.staff import Person, PresenceState, Role
from desk_app.demo.charter import Charter
from desk_app.demo.plan import HISTORY, Plan, Story, words
from desk_app.demo.questions import Questions
from desk_app.demo.visits import Visits
from desk_app.demo.walks import walk
from desk_app.usecases.calendars import base_calendar
from desk_app.usecases.contacts import Finished, begin_contact, finish_contact, park_contact
from desk_app.usecases.office import all_branches, remember_desk, set_up_office
from desk_app.usecases.promises import hand_over_promise, postpone_promise, withdraw_promise, write_promise
from desk_app.usecases.rings import ring_began, ring_hung_up
from desk_app.usecases.scripts import load_scripts
from desk_app.usecases.staff import add_staff, list_staff, set_presence
from desk_app.usecases.topics import change_topic, list_topics

P = ParamSpec("P")
T = TypeVar("T")

_MINUTE = timedelta(minutes=1)
_TOLD_FIRST = -(10**6)  # at one and the same moment: before any contact, in the order of the telling


def live(connection: sa.Connection, now: datetime) -> tuple[Person, str]:
    """Fill an empty database with the office's weeks up to `now`; return its receptionist and their desk."""
    life = _Life(connection, Plan(now, base_calendar()))
    life.found()
    for story in life.plan.stories():
        life.begin(story)
    life.tell()
    life.arrive_at_now()
    raise_counters(connection, life.touched)
    return life.people["haneul"], life.desks["haneul"]


class _Life:
    """The office on its way to now: who works there, and what still has to happen, by its hour."""

    def __init__(self, connection: sa.Connection, plan: Plan) -> None:
        self.connection, self.plan, self.rng = connection, plan, plan.rng
        self.touched: set[Area] = set()
        self.people: dict[str, Person] = {}
        self.desks: dict[str, str] = {}
        self.topics: dict[str, Topic] = {}
        self._waiting: list[tuple[datetime, int, Callable[[], None]]] = []

    # -- the day it was founded --------------------------------------------------------------------

    def found(self) -> None:
        """Set the office up, with its people, desks and topics, before the first story begins."""
        at = self.plan.now - HISTORY - timedelta(days=1)
        staff, desks = words()["staff"], words()["desks"]
        *colleagues, boss = staff
        founder = Person(0, boss["name"], boss["position"], Role.SUPERVISOR)
        head = self._do(
            set_up_office,
            at,
            founder,
            branch=next(branch for branch in all_branches() if branch.code == words()["branch"]),
            desk=desks[0],
            name=boss["name"],
            position=boss["position"],
            sign_in_name=boss["sign_in_name"],
        )
        for desk in desks[1:]:
            self._do(remember_desk, at, head, name=desk)
        for one in colleagues:
            self._do(
                add_staff,
                at,
                head,
                name=one["name"],
                position=one["position"],
                sign_in_name=one["sign_in_name"],
                role=Role(one["role"]),
                admit=lambda _name: None,
            )
        self.people = {person.sign_in_name: person for person in self._do(list_staff, at, head)}
        self.desks = {one["sign_in_name"]: one.get("desk", desks[-1]) for one in staff}
        in_charge = {
            group: self.people[one["sign_in_name"]].id for one in staff for group in one.get("groups", ())
        }
        for topic in self._do(list_topics, at, head):
            changed = self._do(
                change_topic,
                at,
                head,
                topic_id=topic.id,
                seen_version=topic.version,
                group=topic.group,
                name=topic.name,
                assignee_id=in_charge[topic.group],
            )
            self.topics[changed.name] = changed
        self.visits = Visits(self.plan, self._do, self.people, self.topics)
        self.visits.settle_deputies(at, head)
        self.questions = Questions(self.plan, self._do, self.people, self.topics)
        self.charter = Charter(self.plan, self._do, self.people, self.topics)

    # -- the stories -------------------------------------------------------------------------------

    def begin(self, story: Story) -> None:
        """Have the story begin at its hour."""
        self._at(story.at, partial(self._first_contact, story))

    def tell(self) -> None:
        """Let everything happen, in the order of its hours."""
        told = chain(self.visits.happenings(), self.questions.happenings(), self.charter.happenings())
        for number, (at, happens) in enumerate(told, _TOLD_FIRST):
            heapq.heappush(self._waiting, (at, number, happens))
        while self._waiting:
            heapq.heappop(self._waiting)[2]()

    def _at(self, at: datetime, happens: Callable[[], None]) -> None:
        heapq.heappush(self._waiting, (at, len(self._waiting) + self.rng.randrange(10**9), happens))

    def _first_contact(self, story: Story) -> None:
        desk_person = self.people["haneul" if self.rng.random() < 0.65 else "jieun"]
        topic = self.topics[story.matter["topic"]]
        rings = self.rng.choice((1, 1, 2, 2, 2, 2, 3, 4)) if story.channel is Channel.PHONE else None
        facts = self._facts(story, rings)
        run = walk(story.channel, story.outcome, facts, at=story.at, rng=self.rng, rings=rings or 1)
        called = story.caller is not None and story.channel is Channel.PHONE
        is_callback = story.due_at is not None and story.kind is PromiseKind.CALLBACK
        draft = Draft(
            story.channel,
            story.at,
            customer_name=story.caller.name if story.caller else "",
            phone=story.caller.digits if story.caller and (called or story.due_at) else "",
            topic_id=topic.id,
            assignee_id=topic.assignee_id,
            summary=story.matter["summary"],
            note=story.matter["answer"] if story.outcome in {"answered", "visit_needed"} else "",
            safe_contact=self._safe_contact() if is_callback else SafeContact(),
            rings=rings,
            ring_ms=None if rings is None else (rings - 1) * 3000 + self.rng.randint(300, 2900),
            due_at=story.due_at if is_callback else None,
        )
        finished = self._record(draft, run, desk_person)
        if story.due_at is not None and not is_callback:
            self._promise_reply(story, finished, desk_person)
        elif finished.promise_id is not None:
            self._follow(story, finished.promise_id, draft)

    def _facts(self, story: Story, rings: int | None) -> frozenset[str]:
        facts = {"assignee_known"}
        facts |= {"late"} if rings and rings >= 3 else set()
        facts |= {"has_due"} if story.due_at else {"assignee_present"}
        facts |= {"has_appointment"} if story.outcome == "visit_needed" else set()
        if story.outcome == "deputy":
            facts = facts - {"assignee_present"} | {"deputy_known"}
        return frozenset(facts)

    def _safe_contact(self) -> SafeContact:
        hours = self.rng.choice(words()["words"]["hours"]) if self.rng.random() < 0.2 else ""
        return SafeContact(self.rng.random() < 0.35, self.rng.random() < 0.7, hours)

    def _record(self, draft: Draft, run: Run, person: Person) -> Finished:
        """Record a contact as the desk does: begun when it began, finished a little after the last answer."""
        whole = replace(draft, run=run_to_dict(run))
        draft_id = self._do(begin_contact, draft.started_at, person, draft=whole)
        ended_at = run.visited[-1].at if run.visited else draft.started_at
        return self._do(
            finish_contact,
            ended_at + timedelta(seconds=self.rng.randint(5, 40)),
            person,
            draft_id=draft_id,
            draft=whole,
        )

    def _promise_reply(self, story: Story, finished: Finished, person: Person) -> None:
        assert story.due_at is not None
        assert story.caller is not None
        topic = self.topics[story.matter["topic"]]
        self._do(
            write_promise,
            story.at + 5 * _MINUTE,
            person,
            kind=PromiseKind.REPLY,
            due_at=story.due_at,
            owner_id=topic.assignee_id or person.id,
            contact_id=finished.contact_id,
            customer_id=finished.customer_id,
            caller_name=story.caller.name,
            phone=story.caller.digits,
            topic_id=topic.id,
            summary=story.matter["summary"],
        )

    # -- what comes of a promise -------------------------------------------------------------------

    def _follow(self, story: Story, promise_id: int, first: Draft) -> None:
        for tried_at, result in story.tries:
            self._at(tried_at, partial(self._call, promise_id, first, tried_at, result))
        if story.kept_at is not None:
            self._at(story.kept_at, partial(self._call, promise_id, first, story.kept_at, "reached"))
        if story.withdrawn_at is not None:
            self._at(story.withdrawn_at, partial(self._withdraw, promise_id, story.withdrawn_at))

    def _call(self, promise_id: int, first: Draft, at: datetime, outcome: str) -> None:
        promise = self._promise(promise_id)
        facts = frozenset({"overdue"} if at > promise.due_at else ())
        owner = next(person for person in self.people.values() if person.id == promise.owner_id)
        draft = replace(
            first,
            channel=Channel.PHONE,
            started_at=at,
            note=self.rng.choice(words()["words"]["kept"]) if outcome == "reached" else "",
            rings=None,
            ring_ms=None,
            due_at=None,
            safe_contact=SafeContact(),
            promise_id=promise_id,
        )
        run = walk("callback", outcome, facts, at=at, rng=self.rng)
        self._record(draft, run, owner)

    def _withdraw(self, promise_id: int, at: datetime) -> None:
        promise = self._promise(promise_id)
        self._do(
            withdraw_promise,
            at,
            self.people["haneul"],
            promise_id=promise_id,
            seen_version=promise.version,
            reason=self.rng.choice(words()["words"]["withdrawn"]),
        )

    def _promise(self, promise_id: int) -> sa.Row[int, int, datetime]:
        return self.connection.execute(
            sa.select(Promise.version, Promise.owner_id, Promise.due_at).where(Promise.id == promise_id)
        ).one()

    # -- now ---------------------------------------------------------------------------------------

    def arrive_at_now(self) -> None:
        """Send two colleagues away, let one call go unanswered and one contact wait half done."""
        now, desk_person = self.plan.now, self.people["haneul"]
        for one in words()["staff"]:
            if "away" in one:
                self._do(
                    set_presence,
                    now,
                    desk_person,
                    staff_id=self.people[one["sign_in_name"]].id,
                    state=PresenceState(one["away"]),
                    back_at=self._back_at(one),
                )
        rang_at = self.plan.open_before(now - 12 * _MINUTE)
        self._do(ring_began, rang_at, desk_person, call_id="demo-1", phone=self.plan.caller().digits)
        self._do(ring_hung_up, rang_at + _MINUTE / 4, desk_person, call_id="demo-1", ring_ms=15_000)
        self._park(self.plan.open_before(now - 20 * _MINUTE), desk_person)
        self._hand_over_and_postpone(self.plan.open_before(now - 8 * _MINUTE))

    def _back_at(self, one: dict[str, object]) -> datetime:
        """Return when somebody returns: at the hour of the day they said, or some open minutes from now."""
        now, calendar = self.plan.now, self.plan.calendar
        back_in, back = one.get("back_in", 90), one.get("back")
        opening = calendar.next_opening(now)
        at = seoul_at(seoul(opening).date(), back) if isinstance(back, time) else now
        if at > now:
            return at
        assert isinstance(back_in, int)
        return calendar.add_desk_time(now, back_in * _MINUTE).replace(second=0, microsecond=0)

    def _hand_over_and_postpone(self, at: datetime) -> None:
        """Give one of the promises to come to a colleague, and set another back by an hour."""
        to_come = self.connection.execute(
            sa.select(Promise.id, Promise.version, Promise.owner_id, Promise.due_at)
            .where(
                Promise.state == PromiseState.OPEN,
                Promise.due_at > self.plan.now,
                Promise.made_at < at,
                Promise.inquiry_id.is_(None),
            )
            .order_by(Promise.due_at)
        ).all()
        handed, postponed = to_come[3], to_come[5]
        colleague = next(
            person
            for person in self.people.values()
            if person.role is Role.HANDLER and person.id != handed.owner_id and person.sign_in_name != "sumin"
        )
        said, at_desk = words()["words"], self.people["haneul"]
        self._do(
            hand_over_promise,
            at,
            at_desk,
            promise_id=handed.id,
            seen_version=handed.version,
            to_id=colleague.id,
            note=said["handed_over"],
        )
        self._do(
            postpone_promise,
            at,
            at_desk,
            promise_id=postponed.id,
            seen_version=postponed.version,
            due_at=self.plan.calendar.add_desk_time(postponed.due_at, timedelta(hours=1)),
            reason=said["postponed"],
            customer_told=True,
        )

    def _park(self, at: datetime, person: Person) -> None:
        """Leave a call half done: taken, greeted, and set aside for another one."""
        script, caller, parked = load_scripts()["phone"], self.plan.caller(), words()["words"]
        run = begin(script, {"assignee_known", "assignee_present"}, at)
        for n, key in enumerate((2, None)):
            run = answer(script, run, key, at + (n + 1) * _MINUTE / 4)
        draft = Draft(
            Channel.PHONE,
            at,
            customer_name=caller.name,
            phone=caller.digits,
            topic_id=self.topics[parked["parked_topic"]].id,
            summary=parked["parked"],
            rings=2,
            ring_ms=4_200,
            run=run_to_dict(run),
        )
        draft_id = self._do(begin_contact, at, person, draft=draft)
        self._do(park_contact, at + 2 * _MINUTE, person, draft_id=draft_id, draft=draft)

    def _do(
        self,
        verb: Callable[Concatenate[Tx, P], T],
        at: datetime,
        who: Person,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a verb at its hour in somebody's name, as the executor would, in the one transaction."""
        tx = Tx(self.connection, at, who, self.desks.get(who.sign_in_name, words()["desks"][0]))
        value = verb(tx, *args, **kwargs)
        tx.write_out()
        self.touched |= tx.touched
        return value
