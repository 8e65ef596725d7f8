"""Who could be rewarded (charter III-2-2): what speaks for somebody, honestly counted; a person decides."""

from collections.abc import Iterable
from dataclasses import dataclass

from desk_app.core.compliance import Count

GOOD_RATE = 0.95
GOOD_SCORE = 90.0
FEW_PROMISES = 10
FEW_SHEETS = 2


@dataclass(frozen=True)
class Mean:
    """A mean on 100 of so many; `value` is `None` of nothing, or of too few to be told."""

    value: float | None = None
    count: int = 0
    few: bool = False


@dataclass(frozen=True)
class Candidate:
    """One member of staff with what could speak for them: promises kept, monitoring, what customers said."""

    staff_id: int
    name: str
    promises: Count
    monitoring: Mean
    survey: Mean

    @property
    def few_promises(self) -> bool:
        """Return whether so few promises say little."""
        return 0 < self.promises.all < FEW_PROMISES

    @property
    def reasons(self) -> int:
        """Return how many of the three speak for them; a small sample speaks for nobody."""
        rate = self.promises.rate
        kept = rate is not None and rate >= GOOD_RATE and not self.few_promises
        return kept + sum(_is_good(mean) for mean in (self.monitoring, self.survey))


def ranked(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return those for whom anything speaks at all, most reasons first, then the better kept promises."""
    told = [one for one in candidates if one.reasons]
    return tuple(sorted(told, key=lambda one: (-one.reasons, -(one.promises.rate or 0), one.name)))


def _is_good(mean: Mean) -> bool:
    return mean.value is not None and mean.value >= GOOD_SCORE and not mean.few
