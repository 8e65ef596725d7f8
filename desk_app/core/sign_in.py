"""How long whoever keeps mistyping a password has to wait before the next try."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Failures:
    """The tries that failed in a row: how many, and when the last one did."""

    count: int = 0
    last_at: datetime | None = None

    def one_more(self, now: datetime) -> "Failures":
        """Return the failures with one more, at `now`."""
        return Failures(self.count + 1, now)

    def wait_at(self, now: datetime) -> timedelta:
        """Return how long it is, at `now`, until the next try is taken; zero where it is taken at once.

        From the fifth failure on half a minute, doubled by each further one, never above a quarter of an
        hour. A clock set back makes nobody wait for it to catch up.
        """
        if self.count < FREE_TRIES or self.last_at is None or now < self.last_at:
            return timedelta(0)
        doublings = min(self.count - FREE_TRIES, 10)
        length: timedelta = min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)
        return max(self.last_at + length - now, timedelta(0))
