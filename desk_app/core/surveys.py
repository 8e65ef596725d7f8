"""The satisfaction survey (charter P-5, III-4): points turned into scores on 100, their mean and spread.

Five points are the best, one the worst, on the customer's screen and on paper alike.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt

from desk_app.core.errors import BadInput
from desk_app.core.personal_ids import starred
from desk_app.core.texts import fitting

MOST_POINTS = 5
LONGEST_WORD = 300
# Seven digits or more, however they are spaced: a telephone, a date of birth, the number of a case.
_NUMBER = re.compile(r"\d(?:[\s().·/~–-]{0,2}\d){6,}")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def score_of(points: int, most: int = MOST_POINTS) -> float:
    """Return `points` (1 to `most`) on 100: five points give 100, 75, 50, 25, 0; `BadInput` on `points`."""
    if not 1 <= points <= most:
        raise BadInput("points", "out_of_range", f"1–{most}")
    return (points - 1) * 100 / (most - 1)


def guarded(word: str) -> str:
    """Return a free word as it is kept: nothing in it that says who wrote it.

    Resident numbers, any seven digits in a row and addresses of e-mail become stars. `BadInput` on `word`
    where it is too long.
    """
    for pattern in (_NUMBER, _ADDRESS):
        word = pattern.sub(lambda found: re.sub(r"[A-Za-z@]|\d", "*", found[0]), word)
    return fitting("word", starred(word), LONGEST_WORD)


@dataclass(frozen=True)
class Tally:
    """Scores on 100 added up: how many, their sum and the sum of their squares; tallies add to tallies."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.count + other.count, self.total + other.total, self.squares + other.squares)

    @property
    def mean(self) -> float | None:
        """Return the mean on 100, or `None` of nothing."""
        return self.total / self.count if self.count else None

    @property
    def spread(self) -> float | None:
        """Return the standard deviation of the sample, or `None` of fewer than two."""
        if self.count < 2:
            return None
        return sqrt(max(0.0, self.squares - self.total * self.total / self.count) / (self.count - 1))

    def is_small(self, small: int) -> bool:
        """Return whether this is too few to be relied upon: some, and fewer than `small`."""
        return 0 < self.count < small


def tally_of(scores: Iterable[float]) -> Tally:
    """Return the tally of scores on 100."""
    held = tuple(scores)
    return Tally(len(held), sum(held), sum(score * score for score in held))


def month_of(day: date) -> date:
    """Return the first day of a month."""
    return day.replace(day=1)


def months_back(last: date, count: int) -> tuple[date, ...]:
    """Return the first days of the `count` months that end with the one `last` lies in, oldest first."""
    number = last.year * 12 + last.month - 1
    return tuple(date(each // 12, each % 12 + 1, 1) for each in range(number - count + 1, number + 1))


# -- base lines ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Baseline:
    """A published score of the government's survey: 2016, 91.4, grade A."""

    year: int
    score: float
    grade: str = ""


def read_baselines(text: str) -> tuple[Baseline, ...]:
    """Return the base lines of `resources/surveys/baselines.toml`, oldest first."""
    found = tomllib.loads(text)["baselines"]
    lines = (Baseline(one["year"], float(one["score"]), one.get("grade", "")) for one in found)
    return tuple(sorted(lines, key=lambda line: line.year))
