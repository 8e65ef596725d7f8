"""The board's five groups: what is overdue, due within the hour, today, this week, after that."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from desk_app.core.clock import seoul

T = TypeVar("T")

_HOUR = timedelta(hours=1)
_INSTANT = timedelta(microseconds=1)


class Group(StrEnum):
    """Where an open promise stands on the board, the most urgent first."""

    OVERDUE = "overdue"
    WITHIN_HOUR = "within_hour"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"


def group_of(due_at: datetime, now: datetime) -> Group:
    """Return the group of what is due at `due_at`, by Seoul's days; a week ends on Sunday.

    An hour is overdue once it has passed, not at its stroke. What is good until the end of a day is due
    at midnight and belongs to the day that ends there.
    """
    if due_at < now:
        return Group.OVERDUE
    if due_at - now <= _HOUR:
        return Group.WITHIN_HOUR
    today = seoul(now).date()
    ahead = (seoul(due_at - _INSTANT).date() - today).days
    if ahead <= 0:
        return Group.TODAY
    return Group.THIS_WEEK if ahead < 7 - today.weekday() else Group.LATER


def grouped(
    items: Iterable[T], now: datetime, due_at: Callable[[T], datetime]
) -> tuple[tuple[Group, tuple[T, ...]], ...]:
    """Return the groups that hold something, the most urgent first, each with its items as they came."""
    found: dict[Group, list[T]] = {group: [] for group in Group}
    for item in items:
        found[group_of(due_at(item), now)].append(item)
    return tuple((group, tuple(held)) for group, held in found.items() if held)
