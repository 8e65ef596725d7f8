"""What happens in the invented office, and when: stories, told before any of them is written."""

import random
import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cache
from itertools import count
from typing import Any

from desk_app.core.clock import seoul, seoul_at
from desk_app.core.contacts import Channel
from desk_app.core.holidays import ONE_DAY, WorkCalendar
from desk_app.core.promises import PromiseKind
from resources import read_text

CONTACTS = 300
CLOSED = 64  # promises of the last twelve weeks
HISTORY = timedelta(weeks=12)
CUSTOMERS = 130

# In open minutes from now: two overdue, three within the hour, some today, the rest this week.
OPEN = (-110, -25, 14, 31, 52, 95, 140, 190, 420, 560, 900, 1300)
# How long before now, or before it was due, each of them was made.
MADE_BEFORE = (150, 190, 35, 95, 200, 60, 240, 25, 110, 1500, 1600, 2900)
REPLY = len(OPEN) - 1  # this one is owed in writing
TRIED = (0, 5)  # these were tried once already

_PHONE = ("connected", "answered", "answered", "connected", "deputy", "visit_needed", "answered", "connected")
_VISIT = ("answered", "answered", "visit_needed", "answered", "objection")


@dataclass(frozen=True)
class Caller:
    """An invented customer."""

    name: str
    digits: str


@dataclass(frozen=True)
class Story:
    """A contact and what came of it: tries that reached nobody, and the end of its promise."""

    at: datetime
    channel: Channel
    outcome: str
    caller: Caller | None
    matter: dict[str, str]
    due_at: datetime | None = None
    kind: PromiseKind = PromiseKind.CALLBACK
    tries: tuple[tuple[datetime, str], ...] = ()
    kept_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def contacts(self) -> int:
        """Return how many contacts the story holds: a call back is one too."""
        return 1 + len(self.tries) + (self.kept_at is not None)


@cache
def words() -> dict[str, Any]:
    """Return what the invented office is made of (`resources/demo/office.toml`)."""
    return tomllib.loads(read_text("demo/office.toml"))


class Plan:
    """The last twelve weeks and the days to come, told around `now`; the same for the same moment."""

    def __init__(self, now: datetime, calendar: WorkCalendar) -> None:
        self.now, self.calendar = now, calendar
        self.rng = random.Random(20)  # noqa: S311 - the same day every time
        self._matters = words()["matters"]
        self._callers = self._people()

    def stories(self) -> list[Story]:
        """Return `CONTACTS` contacts' worth of stories, `len(OPEN)` of them with a promise still open."""
        told = [self._open_story(n, minutes) for n, minutes in enumerate(OPEN)]
        told += self._closed_stories()
        while (missing := CONTACTS - sum(story.contacts for story in told)) > 0:
            told += [self._plain_story() for _ in range(missing)]
        return sorted(told, key=lambda story: story.at)

    def open_before(self, instant: datetime) -> datetime:
        """Return `instant` where the office is open, else when it last closed before."""
        return instant if self.calendar.is_open(instant) else self.calendar.last_closing(instant)

    def caller(self) -> Caller:
        """Return a customer, often one who has been here before."""
        return self._callers[min(self.rng.randrange(CUSTOMERS), self.rng.randrange(CUSTOMERS))]

    def visitors(self, count: int) -> list[Caller]:
        """Return so many customers who have been here before and come again, each once."""
        return random.Random(7).sample(self._callers[: 2 * count], count)  # noqa: S311 - as above

    def writers(self, count: int) -> list[Caller]:
        """Return so many customers who write, each once; most have not been here."""
        return random.Random(9).sample(self._callers[-2 * count :], count)  # noqa: S311 - as above

    def _plain_story(self) -> Story:
        visit = self.rng.random() < 0.3
        return Story(
            self._moment(),
            Channel.VISIT if visit else Channel.PHONE,
            self.rng.choice(_VISIT if visit else _PHONE),
            None if self.rng.random() < 0.12 else self.caller(),
            self.rng.choice(self._matters),
        )

    def _closed_stories(self) -> list[Story]:
        moments = sorted(self._moment(until=self.now - timedelta(hours=3)) for _ in range(CLOSED))
        return [self._closed_story(n, made_at) for n, made_at in enumerate(moments)]

    def _closed_story(self, n: int, made_at: datetime) -> Story:
        """Tell of a promise that was kept, or kept late, or fell away: about one in thirty each."""
        story = self._promised(made_at, self._due(made_at))
        assert story.due_at is not None
        if n % 20 == 9:
            return replace(story, withdrawn_at=self._between(made_at, story.due_at))
        if n % 26 == 24:
            late = self.calendar.add_desk_time(story.due_at, timedelta(minutes=self.rng.randint(12, 40)))
            return replace(story, kept_at=min(late, self.now - timedelta(minutes=10)))
        kept_at = self._between(made_at, story.due_at)
        if n % 5 == 2:
            tried_at = self._between(made_at, kept_at)
            return replace(
                story, kept_at=kept_at, tries=((tried_at, self.rng.choice(("no_answer", "busy"))),)
            )
        return replace(story, kept_at=kept_at)

    def _open_story(self, n: int, minutes: int) -> Story:
        if minutes < 0:
            due_at = self.open_before(self.now + timedelta(minutes=minutes))
        else:
            due_at = _rounded_up(self.calendar.add_desk_time(self.now, timedelta(minutes=minutes)))
        earliest = min(due_at, self.now)
        made_at = self.open_before(earliest - timedelta(minutes=MADE_BEFORE[n]))
        story = self._promised(made_at - timedelta(minutes=self.rng.randint(4, 25)), due_at)
        if n == REPLY:  # good until the end of its day
            midnight = seoul_at(seoul(due_at).date() + ONE_DAY, time(0))
            return replace(story, outcome="answered", due_at=midnight, kind=PromiseKind.REPLY)
        tried_at = self.open_before(earliest - timedelta(minutes=35))
        return replace(story, tries=((tried_at, "no_answer"),)) if n in TRIED else story

    def _promised(self, made_at: datetime, due_at: datetime) -> Story:
        channel = Channel.VISIT if self.rng.random() < 0.15 else Channel.PHONE
        return Story(made_at, channel, "callback", self.caller(), self.rng.choice(self._matters), due_at)

    def _moment(self, until: datetime | None = None) -> datetime:
        """Return some moment of the last twelve weeks at which somebody could be at the desk."""
        until = until or self.now - timedelta(minutes=25)
        while True:
            moment = until - self.rng.random() * HISTORY
            moment = moment.replace(second=self.rng.randrange(60), microsecond=0)
            if all(self.calendar.is_open(moment + timedelta(minutes=m)) for m in (-5, 12)):
                return moment

    def _due(self, made_at: datetime) -> datetime:
        """Return an hour to promise at `made_at`, as the number keys offer them, that has passed by now."""
        tomorrow = self.calendar.next_desk_day(seoul(made_at).date() + ONE_DAY)
        evening = seoul(made_at).replace(hour=17, minute=0, second=0, microsecond=0)
        wanted = [
            _rounded_up(self.calendar.add_desk_time(made_at, timedelta(hours=1))),
            evening,
            evening.replace(year=tomorrow.year, month=tomorrow.month, day=tomorrow.day, hour=10),
        ]
        self.rng.shuffle(wanted)
        earliest, latest = made_at + timedelta(minutes=40), self.now - timedelta(minutes=15)
        return next(
            (due_at for due_at in wanted if earliest < due_at < latest),
            _rounded_up(made_at + timedelta(hours=1)),
        )

    def _between(self, begins: datetime, ends: datetime) -> datetime:
        """Return a moment with the office open, some minutes after `begins` and before `ends`."""
        begins, ends = begins + timedelta(minutes=10), ends - timedelta(minutes=6)
        for _ in range(20):
            moment = begins + (ends - begins) * self.rng.uniform(0.3, 1)
            if self.calendar.is_open(moment):
                return moment.replace(microsecond=0)
        return ends

    def _people(self) -> list[Caller]:
        names = words()["names"]
        chosen = {
            self.rng.choice(names["surnames"]) + self.rng.choice(names["given"]): None for _ in range(400)
        }
        numbers = count()
        return [
            Caller(name, f"010{2100 + next(numbers) * 53 % 7800:04}{self.rng.randrange(10_000):04}")
            for name in list(chosen)[:CUSTOMERS]
        ]


def _rounded_up(instant: datetime) -> datetime:
    """Return the next whole five minutes, as an hour is promised."""
    late = (instant.minute % 5) * 60 + instant.second
    return instant.replace(microsecond=0) + timedelta(seconds=300 - late if late else 0)
