"""A small invented office for tests: five members of staff, the default topics, a settled desk."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa

from db import models
from desk_app.core.clock import FixedClock
from desk_app.core.contacts import Channel, Draft
from desk_app.core.office import Topic
from desk_app.core.scripts import begin, run_to_dict
from desk_app.core.staff import Person, Role
from desk_app.usecases.contacts import Finished, begin_contact, finish_contact
from desk_app.usecases.executor import Executor
from desk_app.usecases.office import all_branches, set_up_office
from desk_app.usecases.scripts import load_scripts
from desk_app.usecases.staff import add_staff, list_staff
from desk_app.usecases.topics import change_topic, list_topics

BRANCH = next(branch for branch in all_branches() if branch.code == "gyeonggi-north")
DESK = "1번 창구"

STAFF = (
    ("김하늘", "주임", "haneul", Role.RECEPTIONIST),
    ("이수민", "대리", "sumin", Role.HANDLER),
    ("정다은", "주임", "daeun", Role.HANDLER),
    ("최민호", "과장", "minho", Role.HANDLER),
)


@dataclass
class Office:
    """An office to test with; `desk` runs use-cases as the receptionist, `boss` as the supervisor."""

    engine: sa.Engine
    clock: FixedClock
    boss: Executor
    desk: Executor
    people: dict[str, Person]
    topics: dict[str, Topic]

    def at(self, name: str, desk: str = DESK) -> Executor:
        """Return an executor for another member of staff, perhaps at another desk."""
        return Executor(self.engine, self.clock, actor=self.people[name], desk=desk)

    def call(self, **fields: object) -> Draft:
        """Return the draft of a call that has just begun, with `fields` filled in."""
        now = self.clock.now()
        run = begin(load_scripts()["phone"], (), now)
        return replace(
            Draft(Channel.PHONE, now, run=run_to_dict(run)),
            **fields,  # type: ignore[arg-type]
        )

    def record(self, **fields: object) -> Finished:
        """Record a call from first to last, as the desk does."""
        draft = self.call(**fields)
        draft_id = self.desk.run(begin_contact, draft=draft).value
        return self.desk.run(finish_contact, draft_id=draft_id, draft=draft).value

    def promise(self, due_in: timedelta = timedelta(hours=1), **fields: object) -> int:
        """Record a call that ends in a promise to call back, and return the promise's id."""
        given = {"customer_name": "강지훈", "phone": "010-2481-7736", "summary": "허그일자리 참여 자격 문의"}
        finished = self.record(**{**given, "due_at": self.now + due_in, **fields})
        assert finished.promise_id is not None
        return finished.promise_id

    def kept_drafts(self) -> list[Draft]:
        """Return the unfinished contacts as the database keeps them, the first begun first."""
        with self.engine.connect() as connection:
            bodies = connection.scalars(sa.select(models.Draft.body).order_by(models.Draft.id)).all()
        return [msgspec.convert(body, Draft) for body in bodies]

    @property
    def now(self) -> datetime:
        """Return the present instant of the office's clock."""
        return self.clock.now()


def found(engine: sa.Engine, clock: FixedClock) -> Office:
    """Fill an empty database with the invented office and return it."""
    founder = Executor(engine, clock, actor=Person(0, "한지부", "지부장", Role.SUPERVISOR), desk=DESK)
    supervisor = founder.run(
        set_up_office, branch=BRANCH, desk=DESK, name="한지부", position="지부장", sign_in_name="boss"
    ).value
    boss = Executor(engine, clock, actor=supervisor, desk=DESK)
    for name, position, sign_in_name, role in STAFF:
        boss.run(
            add_staff,
            name=name,
            position=position,
            sign_in_name=sign_in_name,
            role=role,
            admit=lambda _name: None,
        )
    people = {person.name: person for person in boss.run(list_staff).value}
    in_charge = {"취업지원": "이수민", "생활지원": "최민호", "상담지원": "정다은"}
    for topic in boss.run(list_topics).value:
        if topic.group in in_charge:
            boss.run(
                change_topic,
                topic_id=topic.id,
                seen_version=topic.version,
                group=topic.group,
                name=topic.name,
                assignee_id=people[in_charge[topic.group]].id,
            )
    topics = {topic.name: topic for topic in boss.run(list_topics).value}
    desk = Executor(engine, clock, actor=people["김하늘"], desk=DESK)
    return Office(engine, clock, boss, desk, people, topics)
