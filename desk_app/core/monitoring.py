"""How the telephone is monitored (charter III-2-1): two rounds a year, a sheet of 100 points, its score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from desk_app.core.compliance import half_of
from desk_app.core.errors import BadInput
from desk_app.core.staff import Person, Role

FULL = 100
LONGEST_COMMENT = 2000


class Stage(StrEnum):
    """The parts of a call, in their order: 맞이, 응대, 마무리, 전반."""

    WELCOME = "welcome"
    TALK = "talk"
    CLOSE = "close"
    WHOLE = "whole"


class Manner(StrEnum):
    """How a call was evaluated; nobody ever listens in on others (통신비밀보호법 제3조, 제14조)."""

    OWN_CALL = "own_call"
    MYSTERY_CALL = "mystery_call"
    PRESENT = "present"


@dataclass(frozen=True)
class Item:
    """A line of the sheet: what is looked at, and its most points.

    `steps` are the steps of scripts it is about (`phone.greet`), `clause` the charter's it serves.
    """

    id: str
    stage: Stage
    title: str
    points: int
    look: str = ""
    steps: tuple[str, ...] = ()
    clause: str = ""


@dataclass(frozen=True)
class Mark:
    """What an item was given: points, or `None` where it did not apply to the call."""

    item: Item
    points: int | None


@dataclass(frozen=True)
class Score:
    """What was earned of the points that applied, and that on 100."""

    earned: int
    applicable: int

    @property
    def value(self) -> float:
        """Return the score on 100."""
        return self.earned / self.applicable * FULL


@dataclass(frozen=True)
class Round:
    """Half a year in which everybody is monitored once at least; it ends on 30 June or 31 December."""

    year: int
    half: int

    @property
    def first(self) -> date:
        """Return its first day."""
        return half_of(date(self.year, 6 * self.half, 1))[0]

    @property
    def last(self) -> date:
        """Return its last day."""
        return half_of(date(self.year, 6 * self.half, 1))[1]

    def days_left(self, on: date) -> int:
        """Return how many days are left on a day of it; on the last day none."""
        return (self.last - on).days


def round_of(day: date) -> Round:
    """Return the round that a day lies in."""
    return Round(day.year, 1 if day.month <= 6 else 2)


def to_monitor(people: Sequence[Person]) -> tuple[Person, ...]:
    """Return who is to be monitored: everybody who is there, but a supervisor whom nobody could evaluate."""
    here = {person.id: person.role for person in people if not person.retired}
    chosen = evaluated(here)
    return tuple(person for person in people if person.id in chosen)


def evaluated(roles: Mapping[int, Role]) -> frozenset[int]:
    """Return whom of these somebody else can evaluate: all but a supervisor who is the only one."""
    alone = list(roles.values()).count(Role.SUPERVISOR) == 1
    return frozenset(each for each, role in roles.items() if not (alone and role is Role.SUPERVISOR))


def score(marks: Sequence[Mark]) -> Score:
    """Return the score of a sheet: what did not apply is left out of both sums.

    `BadInput` ("marks", "nothing_applies") where nothing applied: then there is no score.
    """
    given = [(mark.points, mark.item.points) for mark in marks if mark.points is not None]
    if not given:
        raise BadInput("marks", "nothing_applies")
    return Score(sum(earned for earned, _ in given), sum(most for _, most in given))


def marked(form: Sequence[Item], points: Mapping[str, int | None]) -> tuple[Mark, ...]:
    """Return the sheet as filled in; `None` stands for what did not apply.

    Raises `BadInput` on `marks`: `unknown` for an item that is not on the sheet, `unmarked` for one that was
    left out, `too_many_points` for points below nought or above its most.
    """
    strangers = points.keys() - {item.id for item in form}
    if strangers:
        raise BadInput("marks", "unknown", min(strangers))
    for item in form:
        if item.id not in points:
            raise BadInput("marks", "unmarked", item.title)
        given = points[item.id]
        if given is not None and not 0 <= given <= item.points:
            raise BadInput("marks", "too_many_points", f"{item.title} 0–{item.points}")
    return tuple(Mark(item, points[item.id]) for item in form)


def mark_to_dict(mark: Mark) -> dict[str, Any]:
    """Return a mark as it is kept with its sheet, which thus stays what it was when the form changes."""
    item = mark.item
    return {
        "id": item.id,
        "stage": item.stage.value,
        "title": item.title,
        "most": item.points,
        "points": mark.points,
    }


def mark_from_dict(kept: Mapping[str, Any]) -> Mark:
    """Return a mark that was kept."""
    return Mark(Item(kept["id"], Stage(kept["stage"]), kept["title"], kept["most"]), kept["points"])
