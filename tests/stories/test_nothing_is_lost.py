"""Programs killed at any moment: what was recorded is there, whole, and hardly a word of the rest is lost."""

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random, SystemRandom
from threading import Thread

import pytest
import sqlalchemy as sa

from db.engine import open_sqlite
from db.models import Contact, Promise
from desk_app.core.clock import FixedClock
from tests import builders
from tests.conftest import SQLITE_KEY
from tests.stories import books
from tests.stories.writers import Writer, writers

RECORDING_KILLS, TYPING_KILLS, FORM_KILLS = 150, 50, 16
LOST_AT_MOST = 1.0  # seconds of typing
NAMES = ("김하늘", "이수민")


@pytest.fixture
def office(sqlite_engine: sa.Engine, clock: FixedClock) -> builders.Office:
    """The invented office, as an encrypted file that other programs open too."""
    return builders.found(sqlite_engine, clock)


def side_by_side(crew: list[Writer], work: Callable[[Writer, Random], None], random: Random) -> None:
    """Let every writer do `work` at the same time, each with a chance of its own."""
    failures: list[BaseException] = []

    def run(writer: Writer, seed: int) -> None:
        try:
            work(writer, Random(seed))
        except BaseException as failure:
            failures.append(failure)

    threads = [Thread(target=run, args=(writer, random.getrandbits(32))) for writer in crew]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def test_killed_at_two_hundred_moments_it_loses_no_contact_and_at_most_a_second_of_typing(
    office: builders.Office, sqlite_path: Path
) -> None:
    seed = SystemRandom().getrandbits(32)
    sys.stdout.write(f"seed {seed}\n")
    random = Random(seed)
    with writers(sqlite_path, SQLITE_KEY, *NAMES) as crew:

        def record(writer: Writer, chance: Random) -> None:
            for _ in range(RECORDING_KILLS // len(crew)):
                writer.work("record", chance.getrandbits(32), chance.uniform(0.02, 0.3))

        def write(writer: Writer, chance: Random) -> None:
            for _ in range(TYPING_KILLS // len(crew)):
                writer.work("type", chance.getrandbits(32), chance.uniform(0.2, 2.2))

        side_by_side(crew, record, random)
        recorded = {number for writer in crew for number in writer.told.contacts}
        for writer in crew:
            writer.told.keys.clear()
        side_by_side(crew, write, random)
    office.engine.dispose()
    reopened = open_sqlite(sqlite_path, SQLITE_KEY)
    try:
        assert [failure for writer in crew for failure in writer.told.failures] == []
        assert len(recorded) > RECORDING_KILLS, "the moments were too short to prove anything"
        assert recorded <= books.ids(reopened, Contact)
        assert {one for writer in crew for one in writer.told.promises} <= books.ids(reopened, Promise)
        assert books.faults(reopened) == []
        losses = lost_typing(crew, books.drafts(reopened))
        assert len(losses) >= TYPING_KILLS // 2, "hardly anything was typed"
        assert max(losses) <= LOST_AT_MOST
    finally:
        reopened.dispose()


def test_killed_while_a_form_is_typed_it_loses_at_most_a_second_of_it(
    office: builders.Office, sqlite_path: Path
) -> None:
    seed = SystemRandom().getrandbits(32)
    sys.stdout.write(f"seed {seed}\n")
    with writers(sqlite_path, SQLITE_KEY, *NAMES) as crew:

        def jot(writer: Writer, chance: Random) -> None:
            for _ in range(FORM_KILLS // len(crew)):
                writer.work("jot", chance.getrandbits(32), chance.uniform(0.2, 2.2))

        side_by_side(crew, jot, Random(seed))
    office.engine.dispose()
    reopened = open_sqlite(sqlite_path, SQLITE_KEY)
    try:
        losses = lost_typing(crew, books.jottings(reopened))
        assert len(losses) >= FORM_KILLS // 2, "hardly anything was typed"
        assert max(losses) <= LOST_AT_MOST
    finally:
        reopened.dispose()


def lost_typing(crew: list[Writer], drafts: list[str]) -> list[float]:
    """Return for every call being typed when killed how many seconds of it are gone."""
    kept = {text.split()[0]: text.split()[1:] for text in drafts if text}
    losses = []
    for writer in crew:
        for call, keys in writer.told.keys.items():
            there = len(kept.get(call, []))
            assert kept.get(call, []) == [str(number) for number, _ in keys[:there]]
            gone = [at for number, at in keys if number > there]
            losses.append(writer.told.killed_at[call] - gone[0] if gone else 0.0)
    return losses
