"""Written questions of the invented office: what arrived by when, and what was done about each so far."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.holidays import ONE_DAY
from desk_app.core.inquiries import Channel, Inquiry, Kind, dates_of, length_of
from desk_app.core.office import Settings, Topic
from desk_app.core.staff import Person
from desk_app.demo.plan import Caller, Plan, words
from desk_app.demo.visits import Do, Happening
from desk_app.usecases.inquiries import InquiryDetail, NewFile, NewInquiry
from desk_app.usecases.inquiry_clocks import ask_supplement, extend
from desk_app.usecases.inquiry_intake import accept_inquiry, receive_inquiry
from desk_app.usecases.inquiry_passing import refer
from desk_app.usecases.inquiry_replies import (
    check_reply,
    close_inquiry,
    save_reply_draft,
    send_interim,
    send_reply,
)

_VERBS: Mapping[str, Callable[..., InquiryDetail]] = {
    "accept": accept_inquiry,
    "interim": send_interim,
    "extend": extend,
    "ask": ask_supplement,
    "refer": refer,
    "draft": save_reply_draft,
    "check": check_reply,
    "send": send_reply,
    "close": close_inquiry,
}
_GOES_OUT = frozenset({"interim", "extend", "ask", "send"})
_OF_A_VERSION = frozenset({"check", "send"})
_WHEN_AND_WHO = frozenset({"do", "after", "at", "by"})
_TAKEN_DOWN_IN = timedelta(minutes=40)


class Questions:
    """Tells what happens to written questions; `do(verb, at, who, **args)` runs a verb at its hour."""

    def __init__(self, plan: Plan, do: Do, people: Mapping[str, Person], topics: Mapping[str, Topic]) -> None:
        self._plan, self._do, self._people, self._topics = plan, do, people, topics
        self._today = seoul(plan.now).date()
        self._opened: dict[str, InquiryDetail] = {}  # by subject

    def happenings(self) -> Iterator[Happening]:
        """Yield each moment and what happens at it, as far as it has come by now."""
        told = words()["questions"]
        for one, caller in zip(told, self._plan.writers(len(told)), strict=True):
            arrived_at = self._arrival(one)
            taken_at = self._taken_at(arrived_at)
            yield taken_at, partial(self._receive, one, caller, arrived_at, taken_at)
            for act in one.get("acts", ()):
                at = seoul_at(self._desk_day(seoul(taken_at).date(), act["after"]), act["at"])
                if at >= self._plan.now:
                    break
                yield at, partial(self._act, one["subject"], act, at)

    def _arrival(self, one: Mapping[str, Any]) -> datetime:
        """Return the last time it can have arrived to be answered `due_in` days from today, or sooner."""
        day, answered_by = self._today, self._today + one["due_in"] * ONE_DAY
        while True:
            arrived_at = seoul_at(day, one["from"])
            if (
                self._plan.calendar.is_desk_day(day)
                and self._taken_at(arrived_at) < self._plan.now
                and self._safe_reply(one, arrived_at) <= answered_by
            ):
                return arrived_at
            day -= ONE_DAY

    def _safe_reply(self, one: Mapping[str, Any], arrived_at: datetime) -> date:
        counted = Inquiry(arrived_at, length_of(Kind(one["kind"])))
        return dates_of(counted, self._plan.calendar, Settings()).safe_reply.due_on

    def _taken_at(self, arrived_at: datetime) -> datetime:
        return self._plan.calendar.add_desk_time(arrived_at, _TAKEN_DOWN_IN)

    def _receive(self, one: Mapping[str, Any], caller: Caller, arrived_at: datetime, at: datetime) -> None:
        channel, topic = Channel(one["channel"]), self._topics[one["topic"]]
        before = self._opened.get(one.get("follows", ""))
        new = NewInquiry(
            channel=channel,
            kind=Kind(one["kind"]),
            arrived_at=arrived_at,
            subject=one["subject"],
            text=one["text"],
            topic_id=topic.id,
            customer_id=before.customer_id if before else None,
            customer_name=before.customer if before else caller.name,
            phone=before.phone if before else caller.digits,
            answer_by=channel,
            answer_to=one.get("answer_to", ""),
            accepted=channel is not Channel.WEB,
            told_by=channel if one.get("told") else None,
            previous_id=before.id if before else None,
            files=tuple(NewFile(each["name"], each["text"].encode()) for each in one.get("files", ())),
        )
        self._opened[one["subject"]] = self._do(receive_inquiry, at, self._people["haneul"], new=new)

    def _act(self, subject: str, act: Mapping[str, Any], at: datetime) -> None:
        known = self._opened[subject]
        owner = next(person for person in self._people.values() if person.id == known.owner_id)
        self._opened[subject] = self._do(
            _VERBS[act["do"]],
            at,
            self._people[act["by"]] if "by" in act else owner,
            inquiry_id=known.id,
            seen_version=known.version,
            **self._arguments(act, known, at),
        )

    def _arguments(self, act: Mapping[str, Any], known: InquiryDetail, at: datetime) -> dict[str, Any]:
        """Return what the verb is told; a day (`…_on`) is told as so many desk days after the act."""
        today = seoul(at).date()
        given: dict[str, Any] = {
            name: self._desk_day(today, value) if name.endswith("_on") else value
            for name, value in act.items()
            if name not in _WHEN_AND_WHO
        }
        if act["do"] in _GOES_OUT:
            given["sent_by"] = known.answer_by
        if act["do"] in _OF_A_VERSION and known.draft is not None:
            given["number"] = known.draft.number
        if act["do"] == "accept":
            given["kind"] = known.kind
        if "told_by" in given:
            given["told_by"] = Channel(given["told_by"])
        return given

    def _desk_day(self, day: date, after: int) -> date:
        """Return the desk day that comes `after` others from `day` on."""
        for _ in range(after):
            day = self._plan.calendar.next_desk_day(day + ONE_DAY)
        return day
