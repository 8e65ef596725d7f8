"""The database on a real disk: what is refused and why, and what two programs do to each other."""

import os
import secrets
import threading
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from db import engine
from db.engine import for_reading, open_postgresql, open_sqlite
from desk_app.core.errors import World, WorldProblem
from tests.db.disks import KEY, NOTES, contents, count, make_office, refused, run

# -- opening ------------------------------------------------------------------------------------


def test_a_closed_database_is_one_file_that_comes_back_with_everything(tmp_path: Path) -> None:
    path = make_office(tmp_path)
    assert list(contents(tmp_path)) == ["desk.db"]
    opened = open_sqlite(path, KEY)
    assert count(opened) == 2000
    opened.dispose()


def test_no_word_of_it_can_be_read_on_the_disk_not_even_while_it_is_written(tmp_path: Path) -> None:
    path = make_office(tmp_path)
    opened = open_sqlite(path, KEY)
    with opened.begin() as connection:
        connection.execute(sa.insert(NOTES), [{"text": "아직 열려 있는 상담"}])
    assert (tmp_path / "desk.db-wal").stat().st_size > 0
    for file in tmp_path.iterdir():
        written = file.read_bytes()
        assert "상담".encode() not in written
        assert "김민수".encode() not in written
        assert b"SQLite format" not in written
    opened.dispose()


def test_every_commit_is_on_the_disk_before_it_returns_and_parents_are_kept(tmp_path: Path) -> None:
    opened = open_sqlite(make_office(tmp_path), KEY)
    with opened.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "temp_store")
        }
        like = connection.exec_driver_sql("SELECT 'a' LIKE 'A'").scalar()
        kept_in_memory = ("TEMP_STORE=2",) in connection.exec_driver_sql("PRAGMA compile_options").all()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 0}
    assert kept_in_memory, "temporary tables would be written to the disk unencrypted"
    assert like == 0
    opened.dispose()


def test_a_database_is_never_made_over_one_that_is_there(tmp_path: Path) -> None:
    path = make_office(tmp_path)
    with refused(WorldProblem.ALREADY_SET_UP, tmp_path):
        open_sqlite(path, KEY, create=True)


def test_a_missing_database_is_not_made_by_the_way(tmp_path: Path) -> None:
    with refused(WorldProblem.DATABASE_MISSING, tmp_path):
        open_sqlite(tmp_path / "desk.db", KEY)
    with refused(WorldProblem.DATABASE_MISSING, tmp_path):
        open_sqlite(tmp_path / "no folder" / "desk.db", KEY, create=True)


def test_the_key_of_another_office_is_told_from_damage(tmp_path: Path) -> None:
    path = make_office(tmp_path)
    with refused(WorldProblem.KEY_FILE_OTHER, tmp_path):
        open_sqlite(path, secrets.token_bytes(48))


@pytest.mark.parametrize(
    ("at", "damage"),
    [
        pytest.param(0, bytes(4096), id="the first page zeroed, id and all"),
        pytest.param(0, secrets.token_bytes(1000), id="the beginning overwritten"),
        pytest.param(100, bytes(200), id="the first page hurt behind its id"),
    ],
)
def test_overwritten_bytes_are_called_damage_and_left_alone(tmp_path: Path, at: int, damage: bytes) -> None:
    path = make_office(tmp_path)
    with path.open("r+b") as file:
        file.seek(at)
        file.write(damage)
    with refused(WorldProblem.DATABASE_DAMAGED, tmp_path):
        open_sqlite(path, KEY)


@pytest.mark.parametrize("kept", [0, 100, 4096, 40_960, 41_037])
def test_a_truncated_database_is_called_damaged_never_filled_up_anew(tmp_path: Path, kept: int) -> None:
    path = make_office(tmp_path)
    os.truncate(path, kept)
    with refused(WorldProblem.DATABASE_DAMAGED, tmp_path):
        open_sqlite(path, KEY)


def test_damage_deep_inside_is_called_damage_when_it_is_met(tmp_path: Path) -> None:
    path = make_office(tmp_path)
    with path.open("r+b") as file:
        file.seek(40_000)
        file.write(bytes(9000))
    with refused(WorldProblem.DATABASE_DAMAGED, tmp_path):
        opened = open_sqlite(path, KEY)
        try:
            with for_reading(opened).connect() as connection:
                connection.execute(sa.select(NOTES)).all()
        finally:
            opened.dispose()


def test_a_lost_id_alone_does_not_lose_the_office(tmp_path: Path) -> None:
    path = make_office(tmp_path)
    with path.open("r+b") as file:
        file.write(bytes(16))
    opened = open_sqlite(path, KEY)
    assert count(opened) == 2000
    opened.dispose()


def test_a_copy_by_vacuum_into_opens_with_the_same_key_file(tmp_path: Path) -> None:
    path = make_office(tmp_path)
    opened = open_sqlite(path, KEY)
    copy = tmp_path / "copy.db"
    with opened.connect() as connection:
        driver: Any = connection.connection.dbapi_connection  # no copy is made inside a transaction
        driver.execute("VACUUM INTO ?", (str(copy),))
    opened.dispose()
    assert engine.file_id(copy) == engine.file_id(path) == KEY[32:]
    opened = open_sqlite(copy, KEY)
    assert count(opened) == 2000
    opened.dispose()


# -- two programs on one file -------------------------------------------------------------------


def test_readers_see_one_unchanging_view_and_wait_for_no_writer(tmp_path: Path) -> None:
    path = make_office(tmp_path)
    first, second = open_sqlite(path, KEY), open_sqlite(path, KEY)
    with for_reading(second).connect() as reader, first.begin() as writer:
        before = reader.scalar(sa.select(sa.func.count()).select_from(NOTES))
        writer.execute(sa.insert(NOTES), [{"text": "그사이에 적은 것"}])
        assert count(second) == before == 2000
        writer.commit()
        assert reader.scalar(sa.select(sa.func.count()).select_from(NOTES)) == 2000
        assert count(second) == 2001
    first.dispose()
    second.dispose()


def test_a_use_case_that_says_it_only_reads_cannot_write(tmp_path: Path) -> None:
    opened = open_sqlite(make_office(tmp_path), KEY)
    with pytest.raises(sa.exc.OperationalError), for_reading(opened).begin() as connection:
        connection.execute(sa.insert(NOTES), [{"text": "?"}])
    with opened.begin() as connection:
        connection.execute(sa.insert(NOTES), [{"text": "!"}])
    assert count(opened) == 2001
    opened.dispose()


def test_a_second_writer_waits_its_turn_and_says_busy_when_it_never_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_office(tmp_path)
    first, second = open_sqlite(path, KEY), open_sqlite(path, KEY)
    with first.begin() as writer:
        writer.execute(sa.insert(NOTES), [{"text": "먼저"}])
        waiting = threading.Thread(target=write_one, args=(second,))
        waiting.start()
    waiting.join()
    assert count(first) == 2002
    monkeypatch.setattr(engine, "WAIT", 0.05)
    third = open_sqlite(path, KEY)
    with first.begin(), pytest.raises(World, check=lambda error: error.problem is WorldProblem.DATABASE_BUSY):
        write_one(third)
    for opened in (first, second, third):
        opened.dispose()


def write_one(opened: sa.Engine) -> None:
    """Write a note in a transaction of its own."""
    with opened.begin() as connection:
        connection.execute(sa.insert(NOTES), [{"text": "다음"}])


def test_two_programs_write_200_notes_each_and_none_is_lost_or_turned_away(tmp_path: Path) -> None:
    path = make_office(tmp_path, rows=1)
    script = f"""
from pathlib import Path
import sqlalchemy as sa
from db.engine import for_reading, open_sqlite
engine = open_sqlite(Path({str(path)!r}), bytes.fromhex({KEY.hex()!r}))
for number in range(200):
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO notes (text) VALUES (?)", (str(number),))
    with for_reading(engine).connect() as connection:
        connection.exec_driver_sql("SELECT count(*), max(text) FROM notes").one()
engine.dispose()
"""
    programs = [run(script), run(script)]
    assert [program.wait() for program in programs] == [0, 0]
    opened = open_sqlite(path, KEY)
    assert count(opened) == 401
    with opened.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    opened.dispose()


# -- our own faults, and the server's -----------------------------------------------------------


def test_a_broken_rule_of_ours_is_not_blamed_on_the_world(tmp_path: Path) -> None:
    opened = open_sqlite(make_office(tmp_path), KEY)
    with pytest.raises(sa.exc.IntegrityError), opened.begin() as connection:
        connection.execute(sa.insert(NOTES), [{"text": None}])
    with pytest.raises(sa.exc.OperationalError, match="no such table"), opened.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    opened.dispose()


def test_a_server_that_is_not_there_is_called_away(tmp_path: Path) -> None:
    for url in (f"postgresql://desk@/desk?host={tmp_path}", "postgresql://desk:pw@127.0.0.1:1/desk"):
        with pytest.raises(World, check=lambda error: error.problem is WorldProblem.SERVER_AWAY):
            open_postgresql(url)


def test_a_server_that_ends_the_connection_is_called_away_and_found_again(
    postgresql_engine: sa.Engine,
) -> None:
    with postgresql_engine.connect() as connection, postgresql_engine.begin() as other:
        own = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        other.execute(sa.select(sa.func.pg_terminate_backend(own)))
        with pytest.raises(World, check=lambda error: error.problem is WorldProblem.SERVER_AWAY):
            connection.exec_driver_sql("SELECT 1")
    with postgresql_engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


def test_on_the_server_too_a_reader_cannot_write_and_sees_one_unchanging_view(
    postgresql_engine: sa.Engine,
) -> None:
    with postgresql_engine.begin() as connection:
        NOTES.create(connection)
    with for_reading(postgresql_engine).connect() as reader:
        assert reader.execute(sa.select(NOTES)).all() == []
        write_one(postgresql_engine)
        assert reader.execute(sa.select(NOTES)).all() == []
    assert count(postgresql_engine) == 1
    with pytest.raises(sa.exc.InternalError), for_reading(postgresql_engine).begin() as connection:
        connection.execute(sa.insert(NOTES), [{"text": "?"}])
    write_one(postgresql_engine)


def test_a_row_held_too_long_on_the_server_is_called_busy(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "WAIT", 1)
    opened = open_postgresql(postgresql_url)
    with opened.begin() as connection:
        NOTES.create(connection)
    write_one(opened)
    with opened.connect() as first, opened.connect() as second:
        first.execute(sa.update(NOTES).values(text="먼저"))
        with pytest.raises(World, check=lambda error: error.problem is WorldProblem.DATABASE_BUSY):
            second.execute(sa.update(NOTES).values(text="다음"))
    opened.dispose()
