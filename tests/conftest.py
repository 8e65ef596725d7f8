"""What every test may ask for: both database engines, and a clock that stands still."""

import os
from datetime import date, time

import pytest
from hypothesis import settings

from desk_app.core.clock import FixedClock, seoul_at

# Windows appear in memory, unless whoever runs the tests has chosen otherwise.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

IN_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}
settings.register_profile("desk", deadline=None, print_blob=True)
settings.register_profile("desk-ci", parent=settings.get_profile("desk"), derandomize=True)
settings.load_profile("desk-ci" if IN_CI else "desk")


@pytest.fixture
def clock() -> FixedClock:
    """A clock that says Tuesday 24 November 2026, 14:06 in Seoul, until a test sets it."""
    return FixedClock(seoul_at(date(2026, 11, 24), time(14, 6)))
