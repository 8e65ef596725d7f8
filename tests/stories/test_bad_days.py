"""Bad days: a full disk, a locked folder, clocks set, a machine asleep, two programs, no server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from threading import Event, Thread

import psycopg
import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db import upgrade
from db.engine import open_postgresql, open_sqlite
from db.models import Alert, Contact, Promise
from desk_app.core.areas import Area
from desk_app.core.clock import FixedClock
from desk_app.core.contacts import Draft
from desk_app.core.errors import World, WorldProblem
from desk_app.gui.shift import Shift
from desk_app.gui.ticker import Ticker
from desk_app.usecases.alerts import DueAlert, acknowledge_alert, due_alerts
from desk_app.usecases.contacts import begin_contact, save_draft
from desk_app.usecases.executor import Executor
from tests import builders, postgres
from tests.builders import Office
from tests.conftest import SQLITE_KEY
from tests.db.disks import open_folder, read_only
from tests.stories import books
from tests.stories.writers import writers

WORKING_FOR = 4.0  # seconds
A_MOMENT = 1.0
ROOM = 2 * 1024 * 1024  # bytes of the small disk


# -- the disk -----------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Put a disk of `ROOM` bytes under `folder`; skip the test where that needs rights we lack."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM},mode=0700", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk; a file limit stands for it in tests/db/test_engine.py")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up_in_mid_work_refuses_whole_calls_and_goes_on_when_there_is_room(
    tmp_path: Path, sqlite_template: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    with ExitStack() as stack:
        stack.enter_context(small_disk(folder))
        path = folder / "desk.sqlite"
        path.write_bytes(sqlite_template.read_bytes())
        engine = open_sqlite(path, SQLITE_KEY)
        stack.callback(engine.dispose)
        office = builders.found(engine, clock)
        draft = office.call(customer_name="강지훈", phone="010-2481-7736", summary="첫 문의")
        draft_id = office.desk.run(begin_contact, draft=draft).value
        kept = {office.promise(summary=f"{number}") for number in range(5)}
        filler = folder / "filler"
        free = os.statvfs(folder)
        filler.write_bytes(bytes(free.f_bavail * free.f_frsize))
        refused = []
        for number in range(60):
            try:
                kept.add(office.promise(summary=f"가득 {number} " + "길게 적은 사연 " * 300))
            except World as refusal:
                refused.append(refusal.problem)
        assert set(refused) == {WorldProblem.DISK_FULL}
        with pytest.raises(World, check=lambda error: error.problem is WorldProblem.DISK_FULL):
            office.desk.run(save_draft, draft_id=draft_id, draft=draft_with(office, "긴 글 " * 6000))
        assert books.faults(engine) == []
        filler.unlink()
        kept.add(office.promise(summary="자리가 생긴 뒤"))
        office.desk.run(save_draft, draft_id=draft_id, draft=draft_with(office, "다시 씁니다"))
        engine.dispose()
        engine = open_sqlite(path, SQLITE_KEY)
        stack.callback(engine.dispose)
        assert books.ids(engine, Promise) == kept
        assert "다시 씁니다" in books.drafts(engine)
        assert books.faults(engine) == []


def draft_with(office: Office, text: str) -> Draft:
    """Return a call in which `text` was asked."""
    return office.call(customer_name="강지훈", phone="010-2481-7736", summary=text)


def test_a_folder_made_read_only_in_mid_work_keeps_what_there_was_and_takes_more_once_it_may(
    sqlite_template: Path, clock: FixedClock
) -> None:
    with open_folder() as folder:
        path = folder / "desk.sqlite"
        path.write_bytes(sqlite_template.read_bytes())
        engine = open_sqlite(path, SQLITE_KEY)
        office = builders.found(engine, clock)
        kept = {office.promise(summary=f"{number}") for number in range(3)}
        with read_only(folder):
            refused = []
            for number in range(6):
                if number == 3:
                    engine.dispose()  # from now on the files are opened anew
                try:
                    kept.add(office.promise(summary=f"잠김 {number}"))
                except World as refusal:
                    refused.append(refusal.problem)
            assert len(refused) >= 3
            assert set(refused) == {WorldProblem.READ_ONLY}
        kept.add(office.promise(summary="다시 열림"))
        assert books.ids(engine, Promise) == kept
        assert books.faults(engine) == []
        engine.dispose()


# -- time ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_a_clock_set_forward_and_back_fires_every_alert_once(office: Office, seed: int) -> None:
    random = Random(seed)
    start = office.now
    promises = {office.promise(timedelta(minutes=random.randint(20, 200)), summary=f"{n}") for n in range(4)}
    planned = sorted(alerts(office.engine))
    fired: list[int] = []
    spoken: set[int | None] = set()

    def attend() -> None:
        for who in (office.desk, office.boss):
            for alert in who.run(due_alerts).value:
                assert alert.speaks_at <= office.now
                who.run(acknowledge_alert, alert_id=alert.id)
                fired.append(alert.id)
                spoken.add(alert.promise_id)

    for _ in range(25):
        office.clock.set(start + timedelta(minutes=random.randint(-60, 240)))
        attend()
    office.clock.set(start + timedelta(days=2))
    attend()
    assert len(fired) == len(set(fired))
    assert spoken == promises
    assert sorted(alerts(office.engine)) == planned, "no alert came twice into the books, none was lost"
    assert alerts(office.engine, waiting=True) == [], "all that was due has been said"
    office.clock.set(start)
    assert office.desk.run(due_alerts).value == (), "and it is not said again"


def alerts(engine: sa.Engine, *, waiting: bool = False) -> list[tuple[int | None, str]]:
    """Return the alerts in the books, or those that wait to speak, by promise and level."""
    query = sa.select(Alert.promise_id, Alert.level)
    with engine.connect() as connection:
        rows = connection.execute(query.where(Alert.closed_at.is_(None)) if waiting else query)
        return [(promise_id, level) for promise_id, level in rows]


def test_a_machine_asleep_over_the_hour_speaks_up_as_soon_as_it_wakes(
    dressed: QApplication, shift: Shift, office: Office
) -> None:
    promise_id = office.promise(timedelta(minutes=40))
    heard: list[tuple[DueAlert, ...]] = []
    ticker = Ticker(office.clock)
    ticker.tick.connect(lambda _now: shift.call(shift, due_alerts, heard.append))
    ticker.start()
    shift.runner.settle()
    office.clock.advance(timedelta(hours=2))
    dressed.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    ticker.stop()
    shift.runner.settle()
    asleep, awake = heard
    assert asleep == ()
    assert [alert.promise_id for alert in awake] == [promise_id]
    assert (awake[0].level, awake[0].escalated) == ("due", True), "and the supervisor is told by now"


def test_a_program_closed_over_the_hour_finds_the_alert_when_it_opens(
    sqlite_engine: sa.Engine, sqlite_path: Path, clock: FixedClock
) -> None:
    office = builders.found(sqlite_engine, clock)
    promise_id = office.promise(timedelta(minutes=40))
    sqlite_engine.dispose()
    clock.advance(timedelta(hours=2))
    engine = open_sqlite(sqlite_path, SQLITE_KEY)
    desk = Executor(engine, clock, actor=office.people["김하늘"], desk=builders.DESK)
    assert [alert.promise_id for alert in desk.run(due_alerts).value] == [promise_id]
    engine.dispose()


# -- several programs ---------------------------------------------------------------------------


def test_two_programs_on_one_file_write_side_by_side_and_neither_waits_long(
    sqlite_engine: sa.Engine, sqlite_path: Path, clock: FixedClock
) -> None:
    builders.found(sqlite_engine, clock)
    with writers(sqlite_path, SQLITE_KEY, "김하늘", "이수민") as crew:
        began = books.counter(sqlite_engine, Area.CONTACTS)
        at_work = [
            Thread(target=writer.work, args=("record", seed, WORKING_FOR)) for seed, writer in enumerate(crew)
        ]
        for one in at_work:
            one.start()
        seen = set()
        while any(one.is_alive() for one in at_work):
            seen.add(books.counter(sqlite_engine, Area.CONTACTS))
            at_work[0].join(0.05)
    assert all(writer.told.failures == [] for writer in crew)
    recorded = [writer.told.contacts for writer in crew]
    assert min(map(len, recorded)) > 10, "each of them got on with its work"
    assert recorded[0] | recorded[1] <= books.ids(sqlite_engine, Contact)
    assert not recorded[0] & recorded[1]
    assert len(seen) > 5, "a third program sees the counters move"
    assert books.counter(sqlite_engine, Area.CONTACTS) >= began + len(recorded[0] | recorded[1]) - len(crew)
    assert books.faults(sqlite_engine) == []
    waits = sorted(wait for writer in crew for wait in writer.told.waits)
    assert waits[len(waits) * 19 // 20] < A_MOMENT / 2
    assert waits[-1] < 2 * A_MOMENT, "whoever is unlucky asks again every tenth of a second (SQLite's way)"


# -- the server ---------------------------------------------------------------------------------


def test_a_server_killed_in_mid_work_is_said_to_be_away_and_has_nothing_half_when_it_is_back(
    postgresql_server: postgres.Server, clock: FixedClock
) -> None:
    random = Random(7)
    with postgres.running() as server:
        # The tests' server promises nothing across a crash; this one must.
        make_durable(server)
        engine = open_postgresql(server.create("office"))
        upgrade.create_all(engine)
        office = builders.found(engine, clock)
        kept: set[int] = set()
        problems: list[object] = []
        over = Event()

        def work() -> None:
            for number in count():
                if over.is_set():
                    return
                try:
                    kept.add(office.promise(summary=f"전화 {number}"))
                except World as trouble:
                    problems.append(trouble.problem)
                    over.wait(0.02)
                except BaseException as bug:
                    problems.append(bug)

        desk = Thread(target=work)
        desk.start()
        for _ in range(5):
            before = len(kept)
            while len(kept) == before and desk.is_alive():
                over.wait(0.01)
            over.wait(random.uniform(0.05, 0.4))
            control(server, "stop", "--mode=immediate")
            control(server, "start", f"--log={server.folder / 'log'}")
        over.set()
        desk.join()
        assert set(problems) == {WorldProblem.SERVER_AWAY}
        assert kept <= books.ids(engine, Promise)
        assert books.faults(engine) == []
        kept.add(office.promise(summary="서버가 돌아온 뒤"))
        assert kept <= books.ids(engine, Promise)
        engine.dispose()


def make_durable(server: postgres.Server) -> None:
    """Have the server answer a commit only once it is on the disk."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET synchronous_commit = on")
        connection.execute("SELECT pg_reload_conf()")


def control(server: postgres.Server, *arguments: str) -> None:
    """Stop or start the server, as its own user."""
    subprocess.run(
        [postgres.BINARIES / "pg_ctl", "-D", server.folder / "data", "--wait", *arguments],
        user="postgres" if os.geteuid() == 0 else None,
        cwd=server.folder,
        capture_output=True,
        check=True,
    )
