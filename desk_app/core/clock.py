"""The one place that reads the time; everything else is handed a `Clock` or an instant."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


class Clock(Protocol):
    """Whoever can say what time it is."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place where the clock is read


@dataclass
class FixedClock:
    """A clock that stands still until it is set: for tests, the tour and demonstrations."""

    at: datetime

    def now(self) -> datetime:
        """Return the instant the clock was last set to, in UTC."""
        return aware(self.at).astimezone(UTC)

    def set(self, at: datetime) -> None:
        """Move the clock to `at`, forward or back."""
        self.at = aware(at)

    def advance(self, length: timedelta) -> None:
        """Move the clock by `length`."""
        self.at += length


def aware(instant: datetime) -> datetime:
    """Return `instant` unchanged, or raise `ValueError` where it names no time zone."""
    if instant.tzinfo is None:
        raise ValueError(f"an instant without a time zone: {instant!r}")
    return instant


def seoul(instant: datetime) -> datetime:
    """Return the same instant on Seoul's clock, the only one shown."""
    return aware(instant).astimezone(SEOUL)


def seoul_at(day: date, at: time) -> datetime:
    """Return the instant at which Seoul's clock shows `at` on `day`."""
    return datetime.combine(day, at, SEOUL)
