"""The other half of the charter in the invented office: complaints, redress, monitoring, surveys, FAQ."""

import random
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from itertools import zip_longest
from typing import Any

import sqlalchemy as sa

from db.models import Promise
from db.transactions import Tx
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.complaints import ComplaintKind, ComplaintState, Decision, NewComplaint, ToldBy
from desk_app.core.compliance import half_of
from desk_app.core.contacts import Channel, Draft
from desk_app.core.holidays import ONE_DAY
from desk_app.core.monitoring import Manner
from desk_app.core.office import Topic
from desk_app.core.promises import PromiseKind
from desk_app.core.redress import Cause, RepeatVisit
from desk_app.core.scripts import run_to_dict
from desk_app.core.staff import Person
from desk_app.demo.plan import HISTORY, Plan
from desk_app.demo.visits import Do, Happening
from desk_app.demo.walks import walk
from desk_app.usecases.awards import decide_award
from desk_app.usecases.complaint_details import ComplaintDetail
from desk_app.usecases.complaint_lists import open_complaint
from desk_app.usecases.complaints import (
    add_step,
    close_complaint,
    decide_opinion,
    record_complaint,
    tell_back,
)
from desk_app.usecases.contacts import begin_contact, finish_contact
from desk_app.usecases.faq_starters import add_starters
from desk_app.usecases.monitoring import latest_sheet, write_sheet
from desk_app.usecases.promises import keep_promise
from desk_app.usecases.public_apologies import (
    approve_apology,
    confirm_mistake,
    draft_apology,
    post_apology,
)
from desk_app.usecases.redress import complete_action, owe_apology, record_unfriendly_call
from desk_app.usecases.score_forms import load_form
from desk_app.usecases.surveys import answer_survey
from desk_app.usecases.yearly_surveys import import_sheets, load_sheet
from resources import read_text

_BOSS = "jungwoo"
_PLAIN: dict[str, Callable[..., Any]] = {
    "step": add_step,
    "owe_apology": owe_apology,
    "confirm": confirm_mistake,
    "draft": draft_apology,
    "approve": approve_apology,
    "post": post_apology,
}
"""What is done with nothing but a text or a place."""
_LASTS = timedelta(minutes=12)
_BEFORE_THE_HALF = timedelta(days=20)
_SURVEYED, _SURVEYED_AT = 50, time(16, 40)  # so many desk days back, at the end of a day


@cache
def told() -> dict[str, Any]:
    """Return what is told here (`resources/demo/charter.toml`)."""
    return tomllib.loads(read_text("demo/charter.toml"))


class Charter:
    """Tells what happens besides contacts; `do(verb, at, who, **args)` runs a verb at its hour."""

    def __init__(self, plan: Plan, do: Do, people: Mapping[str, Person], topics: Mapping[str, Topic]) -> None:
        self._plan, self._do, self._people, self._topics = plan, do, people, topics
        self._rng = random.Random(31)  # noqa: S311 - the same day every time
        self._opened: dict[str, ComplaintDetail] = {}  # by what they are about
        self._visited: list[int] = []

    def happenings(self) -> Iterator[Happening]:
        """Yield each moment and what happens at it."""
        faq, award = told()["faq"], told()["award"]
        yield self._when(faq), partial(self._do, add_starters, self._when(faq), self._people[faq["by"]])
        for one in told()["complaints"]:
            yield self._when(one), partial(self._record, one, self._when(one))
            for act in one["acts"]:
                yield self._when(act), partial(self._act, one["about"], act, self._when(act))
        yield from self._second_visit(told()["second_visit"])
        yield from self._sheets()
        yield from self._survey(told()["survey"])
        for one in told()["yearly"]:
            yield self._when(one), partial(self._yearly, one, self._when(one))
        yield self._when(award), partial(self._award, award, self._when(award))

    def _when(self, one: Mapping[str, Any]) -> datetime:
        """Return the hour of an act, so many desk days before today."""
        day = seoul(self._plan.now).date()
        for _ in range(one["days"]):
            day = self._desk_day(day - ONE_DAY)
        return seoul_at(day, one["at"])

    def _desk_day(self, day: date) -> date:
        while not self._plan.calendar.is_desk_day(day):
            day -= ONE_DAY
        return day

    # -- complaints --------------------------------------------------------------------------------

    def _record(self, one: Mapping[str, Any], at: datetime) -> None:
        about = self._people[one["about_staff"]].id if "about_staff" in one else None
        new = NewComplaint(ComplaintKind(one["kind"]), one["about"], one["wants"], about_staff_id=about)
        self._opened[one["about"]] = self._do(
            record_complaint,
            at,
            self._people[one["by"]],
            new=new,
            customer_name=one["name"],
            phone=one["phone"],
            topic_id=self._topics[one["topic"]].id,
        )

    def _act(self, about: str, act: Mapping[str, Any], at: datetime) -> None:
        """Do what the act says, in the name of whoever is named or has the complaint in hand."""
        known = self._opened[about]
        owner = next(person for person in self._people.values() if person.id == known.owner_id)
        who = self._people[act["by"]] if "by" in act else owner
        if act["do"] in {"apologise", "trained"}:
            self._settle(known.id, act, at, who)
            return
        verb, given = self._verb(act, at)
        self._opened[about] = self._do(
            verb, at, who, complaint_id=known.id, seen_version=known.version, **given
        )

    def _verb(self, act: Mapping[str, Any], at: datetime) -> tuple[Callable[..., Any], dict[str, Any]]:
        if act["do"] in _PLAIN:
            given = {field: act[field] for field in ("text", "where") if field in act}
            posted = {"posted_on": seoul(at).date()} if act["do"] == "post" else {}
            return _PLAIN[act["do"]], given | posted
        if act["do"] == "close":
            result, said = ComplaintState(act["result"]), act["said"]
            return close_complaint, {"result": result, "done": act["done"], "customer_said": said}
        if act["do"] == "decide":
            return decide_opinion, {"decision": Decision(act["decision"]), "change": act["change"]}
        if act["do"] == "tell":
            return tell_back, {"told_by": ToldBy(act["told_by"]), "said": act["said"]}
        return record_unfriendly_call, {
            "staff_id": self._people[act["staff"]].id,
            "action": PromiseKind.TRAINING,
            "action_on": seoul(at).date() + act["until"] * ONE_DAY,
            "what": act["what"],
        }

    def _settle(self, complaint_id: int, act: Mapping[str, Any], at: datetime, who: Person) -> None:
        """Apologise, or hold the training: the promise that the complaint owes besides is kept."""
        seen = self._do(open_complaint, at, self._people[_BOSS], complaint_id=complaint_id)
        trained = act["do"] == "trained"
        wanted = PromiseKind.TRAINING if trained else PromiseKind.APOLOGY
        owed = next(one for one in seen.actions if one.kind is wanted)
        promise = {"promise_id": owed.promise_id, "seen_version": owed.version}
        if trained:
            self._do(complete_action, at, who, done=act["text"], **promise)
        else:
            self._do(keep_promise, at, who, note=act["text"], **promise)

    # -- a second visit ----------------------------------------------------------------------------

    def _second_visit(self, one: Mapping[str, Any]) -> Iterator[Happening]:
        """Come, come again for what nobody said the first time, and be seen to on the same day."""
        for said in (one["first"], one["again"]):
            yield self._when(said), partial(self._visit, one, said, self._when(said))
        kept, who = one["kept"], self._people[one["by"]]
        at = self._when(kept)
        yield at, lambda: self._do(_keep_fast_lane, at, who, contact_id=self._visited[-1], note=kept["note"])

    def _visit(self, one: Mapping[str, Any], said: Mapping[str, Any], at: datetime) -> None:
        person, topic = self._people[one["by"]], self._topics[one["topic"]]
        facts = frozenset({"assignee_known", "assignee_present"})
        draft = Draft(
            Channel.VISIT,
            at,
            customer_name=one["name"],
            phone=one["phone"],
            topic_id=topic.id,
            assignee_id=topic.assignee_id,
            summary=said["summary"],
            note=said["note"],
            repeat=self._repeat(one["cause"]),
            run=run_to_dict(walk(Channel.VISIT, "answered", facts, at=at, rng=self._rng)),
        )
        draft_id = self._do(begin_contact, at, person, draft=draft)
        finished = self._do(finish_contact, at + _LASTS, person, draft_id=draft_id, draft=draft)
        self._visited.append(finished.contact_id)

    def _repeat(self, cause: str) -> RepeatVisit | None:
        if not self._visited:
            return None
        return RepeatVisit(self._visited[-1], ours=True, cause=Cause(cause), apologised=True)

    # -- monitoring, the survey, an award ------------------------------------------------------------

    def _sheets(self) -> Iterator[Happening]:
        for one in told()["sheets"]:
            on = seoul(self._when(one)).date() if "days" in one else self._half_before()
            at = max(seoul_at(on, one["at"]), self._plan.now - HISTORY)
            for number, (name, lost) in enumerate(zip(one["staff"], one["lost"], strict=True)):
                written_at = at + number * timedelta(minutes=5)
                yield written_at, partial(self._sheet, one, name, lost, on, written_at)

    def _half_before(self) -> date:
        return self._desk_day(half_of(seoul(self._plan.now).date())[0] - _BEFORE_THE_HALF)

    def _sheet(
        self, one: Mapping[str, Any], name: str, lost: Mapping[str, Any], on: date, at: datetime
    ) -> None:
        points = {
            item.id: None if lost.get(item.id) == "N" else item.points - lost.get(item.id, 0)
            for item in load_form()
        }
        self._do(
            _write_sheet,
            at,
            self._people[_BOSS],
            staff_id=self._people[name].id,
            on=on,
            manner=Manner(one["manner"]),
            points=points,
            comment=one["comment"],
        )

    def _survey(self, one: Mapping[str, Any]) -> Iterator[Happening]:
        points, words, served_by = one["points"], one["words"], one["served_by"]
        for number in range(one["answers"]):
            at = self._when({"days": 1 + number * _SURVEYED // one["answers"], "at": _SURVEYED_AT})
            at += number * timedelta(minutes=1)
            told_one = {
                "points": points[number % len(points)],
                "word": words[number // 8] if number % 8 == 5 else "",
                "served_by_id": self._people[served_by[number % len(served_by)]].id,
            }
            yield at, partial(self._do, answer_survey, at, self._people["haneul"], **told_one)

    def _yearly(self, one: Mapping[str, Any], at: datetime) -> None:
        """Bring in a year's sheets as a CSV file."""
        form, year = load_sheet(), seoul(at).year - one["ago"]
        figures = [row for times, row in one["sheets"] for _ in range(times)]
        lines = [",".join([*(question.name for question in form.questions), form.word])]
        for row, word in zip_longest(figures, one["words"], fillvalue=""):
            lines.append(",".join([*(figure.strip("-") for figure in row), word]))
        content = "\n".join(lines).encode()
        self._do(
            import_sheets, at, self._people[_BOSS], year=year, name=f"survey-{year}.csv", content=content
        )

    def _award(self, one: Mapping[str, Any], at: datetime) -> None:
        person = self._people[one["staff"]]
        day = seoul(at).date()
        given = {"staff_id": person.id, "reason": one["reason"], "decided_on": day, "seen_version": 0}
        self._do(decide_award, at, self._people[_BOSS], **given)


def _write_sheet(tx: Tx, **given: Any) -> None:
    """Write a sheet after whatever sheets the person has."""
    write_sheet(tx, seen_version=latest_sheet(tx, given["staff_id"]), **given)


def _keep_fast_lane(tx: Tx, *, contact_id: int, note: str) -> None:
    """See to a second visit on the day itself, as promised."""
    promise = tx.session.execute(
        sa.select(Promise.id, Promise.version).where(
            Promise.contact_id == contact_id, Promise.kind == PromiseKind.FAST_LANE
        )
    ).one()
    keep_promise(tx, promise_id=promise.id, seen_version=promise.version, note=note)
