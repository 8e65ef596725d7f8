"""Who comes to the invented office today and tomorrow, who is away when, and who acts for whom."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from db.transactions import Tx
from desk_app.core.absences import Repeat, rule_for
from desk_app.core.appointments import Reach, VisitReason
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.holidays import ONE_DAY
from desk_app.core.office import Topic
from desk_app.core.promises import PromiseKind
from desk_app.core.staff import Person, PresenceState
from desk_app.demo.plan import Caller, Plan, words
from desk_app.usecases.absences import plan_absence
from desk_app.usecases.appointment_rows import open_promise_of
from desk_app.usecases.appointments import AppointmentDetail, NewAppointment, book_appointment
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.promises import keep_promise
from desk_app.usecases.visits import arrive, begin_talk, did_not_come, finish_talk

Happening = tuple[datetime, Callable[[], None]]
Do = Callable[..., Any]


@dataclass(frozen=True)
class Visit:
    """A visit as it was agreed: who comes to whom, about what, and whether they come at all."""

    caller: Caller
    staff: Person
    topic: Topic
    why: VisitReason
    starts_at: datetime
    ends_at: datetime
    comes: bool


class Visits:
    """Tells what happens round the day's visits; `do(verb, at, who, **args)` runs a verb at its hour."""

    def __init__(self, plan: Plan, do: Do, people: Mapping[str, Person], topics: Mapping[str, Topic]) -> None:
        self._plan, self._do, self._people, self._topics = plan, do, people, topics
        today = seoul(plan.now).date()
        self._today = today if plan.calendar.is_desk_day(today) else plan.calendar.next_desk_day(today)
        self._tomorrow = plan.calendar.next_desk_day(self._today + ONE_DAY)
        self._booked: dict[Visit, AppointmentDetail] = {}

    def settle_deputies(self, at: datetime, boss: Person) -> None:
        """Say who acts for whom, and who is away when."""
        for one in words()["staff"]:
            chain = tuple(self._people[name].id for name in one.get("deputies", ()))
            if chain:
                staff_id = self._people[one["sign_in_name"]].id
                self._do(set_deputies, at, boss, staff_id=staff_id, topic_id=None, deputies=chain)
        for one in words()["absences"]:
            self._do(plan_absence, at, boss, **self._absence(one, at))

    def happenings(self) -> Iterator[Happening]:
        """Yield each moment and what happens at it: booked days before, then come or not come."""
        told = words()["visits"]
        for number, (one, caller) in enumerate(zip(told, self._plan.visitors(len(told)), strict=True)):
            visit = self._visit(one, caller)
            booked_at = self._plan.open_before(visit.starts_at - timedelta(days=4, minutes=17 * number))
            yield booked_at, partial(self._book, visit, booked_at)
            reminded_at = self._plan.open_before(visit.starts_at - ONE_DAY - timedelta(minutes=30))
            yield reminded_at, partial(self._remind, visit, reminded_at)
            if visit.comes:
                came_at = visit.starts_at - timedelta(minutes=2 + number % 4)
                yield came_at, partial(self._turn, visit, arrive, came_at)
                yield visit.starts_at, partial(self._turn, visit, begin_talk, visit.starts_at)
                yield visit.ends_at, partial(self._turn, visit, finish_talk, visit.ends_at)
            else:
                given_up_at = visit.starts_at + timedelta(minutes=20)
                yield given_up_at, partial(self._turn, visit, did_not_come, given_up_at)

    def _visit(self, one: Mapping[str, Any], caller: Caller) -> Visit:
        day = self._tomorrow if one.get("tomorrow") else self._today
        starts_at = seoul_at(day, one["from"])
        return Visit(
            caller,
            self._people[one["staff"]],
            self._topics[one["topic"]],
            VisitReason(one["why"]),
            starts_at,
            starts_at + timedelta(minutes=one["minutes"]),
            one.get("comes", True),
        )

    def _absence(self, one: Mapping[str, Any], at: datetime) -> dict[str, Any]:
        """Return what `plan_absence` is told: a day off tomorrow, or a meeting every week."""
        if one.get("tomorrow"):
            begins, length, again = seoul_at(self._tomorrow, time(0)), ONE_DAY, ""
        else:
            first = seoul(at).date()
            first += ONE_DAY * ((one["weekday"] - first.weekday()) % 7 or 7)
            begins, length = seoul_at(first, one["from"]), timedelta(minutes=one["minutes"])
            again = rule_for(Repeat.WEEKLY, begins)
        return {
            "staff_id": self._people[one["staff"]].id,
            "state": PresenceState(one["state"]),
            "note": one["note"],
            "starts_at": begins,
            "ends_at": begins + length,
            "rrule": again,
        }

    def _book(self, visit: Visit, at: datetime) -> None:
        new = NewAppointment(
            staff_id=visit.staff.id,
            starts_at=visit.starts_at,
            minutes=(visit.ends_at - visit.starts_at) // timedelta(minutes=1),
            topic_id=visit.topic.id,
            matter=next(one["summary"] for one in words()["matters"] if one["topic"] == visit.topic.name),
            place="1층 상담실",
            bring=visit.topic.bring,
            why_visit=visit.why,
            reach=Reach.CALL,
            customer_name=visit.caller.name,
            phone=visit.caller.digits,
        )
        self._booked[visit] = self._do(book_appointment, at, self._people["haneul"], new=new)

    def _remind(self, visit: Visit, at: datetime) -> None:
        if at <= self._plan.now:
            self._do(_ring_up, at, visit.staff, appointment_id=self._booked[visit].id)

    def _turn(self, visit: Visit, verb: Any, at: datetime) -> None:
        if at > self._plan.now:
            return
        known = self._booked[visit]
        self._booked[visit] = self._do(
            verb, at, self._people["haneul"], appointment_id=known.id, seen_version=known.version
        )


def _ring_up(tx: Tx, *, appointment_id: int) -> None:
    """Ring the customer up on the day before, as promised."""
    waiting = open_promise_of(tx, appointment_id, PromiseKind.REMINDER)
    if waiting is not None:
        keep_promise(tx, promise_id=waiting.id, seen_version=waiting.version)
