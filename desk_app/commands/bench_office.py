"""The throw-away office that is measured: the same rows in the encrypted database and in a plain one."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from db import files
from desk_app.core.clock import FixedClock, seoul_at
from desk_app.core.korean import initials
from desk_app.core.staff import Person, Role
from desk_app.usecases.executor import Executor
from desk_app.usecases.office import all_branches, set_up_office
from desk_app.usecases.scripts import load_scripts

NOW = seoul_at(date(2026, 11, 24), time(14, 6))
DESK = "1번 창구"
SIGN_IN_NAME, PASSWORD = "bench", "재어 보는 비밀번호"
TOPIC = 4

_CHUNK = 5_000  # contacts
_SPACING = timedelta(weeks=12) / 1_000  # an office of 1,000 contacts in twelve weeks, however long it lives
_STEPS = tuple((step.id, " ".join(step.clauses)) for step in load_scripts()["phone"].steps[:6])
_SURNAMES = "김김김김이이이박박최정강조윤장임한오서신"
_FIRST = "지민서도하예준현수윤은태"
_SECOND = "훈호윤우아연진민서원영희"

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Pair:
    """An office of `contacts` contacts, `open` promises among them, in both databases."""

    contacts: int
    open: int
    opened: files.Opened
    executor: Executor
    plain: sqlite3.Connection
    plain_path: Path

    @property
    def customers(self) -> int:
        """Return how many customers made the contacts."""
        return customers_of(self.contacts)

    def close(self) -> None:
        """Close both databases."""
        self.opened.engine.dispose()
        self.plain.close()


def customers_of(contacts: int) -> int:
    """Return how many customers make `contacts` contacts: each turns to us two or three times."""
    return max(1, contacts * 2 // 5)


def name_of(customer: int) -> str:
    """Return the invented name of a customer by number; names repeat, as they do."""
    mixed = customer * 2654435761 % 2**32 >> 8
    surname, rest = _SURNAMES[mixed % len(_SURNAMES)], mixed // len(_SURNAMES)
    return surname + _FIRST[rest % len(_FIRST)] + _SECOND[rest // len(_FIRST) % len(_SECOND)]


def digits_of(customer: int) -> str:
    """Return the invented number of a customer; four of them share their last four digits at any size."""
    return f"010{2000 + customer * 7 % 7919:04}{customer // 4 * 37 % 10_000:04}"


def stored(instant: datetime) -> str:
    """Return an instant as SQLite keeps it: UTC, bare figures."""
    return str(instant.replace(tzinfo=None) - (instant.utcoffset() or timedelta(0)))[:19] + ".000000"


def found_pair(folder: Path, contacts: int, *, open_promises: int) -> Pair:
    """Return a new office with a history of `contacts` contacts, in `folder`, in both databases.

    Both are written durably (WAL, `synchronous=FULL`) and hold the same tables, indexes and rows.
    """
    folder.mkdir()
    path, plain_path = folder / "desk.db", folder / "plain.db"
    clock = FixedClock(NOW)
    plain = open_plain(plain_path)
    with files.founding(path, SIGN_IN_NAME, PASSWORD) as (opened, _code):
        founder = Person(0, "한지부", "지부장", Role.SUPERVISOR)
        Executor(opened.engine, clock, actor=founder, desk=DESK).run(
            set_up_office,
            branch=all_branches()[0],
            desk=DESK,
            name=founder.name,
            position=founder.position,
            sign_in_name=SIGN_IN_NAME,
        )
        with opened.engine.connect() as connection:
            encrypted: Any = connection.connection.dbapi_connection
            encrypted.execute("UPDATE topics SET assignee_id = 1")
            for database in (encrypted, plain):
                database.execute("PRAGMA foreign_keys = OFF")
            _copy(encrypted, plain)
            for database in (encrypted, plain):
                database.execute("BEGIN")
            for insert, rows in _history(contacts, open_promises):
                for database in (encrypted, plain):
                    database.executemany(insert, rows)
            for database in (encrypted, plain):
                database.execute("COMMIT")
                database.execute("PRAGMA foreign_keys = ON")
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    key_holder = files.sign_in(path, SIGN_IN_NAME, PASSWORD)
    actor = Person(1, founder.name, founder.position, Role.SUPERVISOR, SIGN_IN_NAME)
    executor = Executor(key_holder.engine, clock, actor=actor, desk=DESK)
    return Pair(contacts, open_promises, key_holder, executor, plain, plain_path)


def open_plain(path: Path) -> sqlite3.Connection:
    """Return an unencrypted database at `path` with the same durability, cache and checks as ours."""
    plain = sqlite3.connect(path, isolation_level=None)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("PRAGMA synchronous = FULL")
    plain.execute("PRAGMA foreign_keys = ON")
    plain.execute("PRAGMA case_sensitive_like = ON")
    plain.execute("PRAGMA cache_size = -64000")
    return plain


def insert_into(table: str, columns: str) -> str:
    """Return the statement that inserts a row of `columns` (separated by spaces) into `table`."""
    names = columns.split()
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608


def add_history(engine: sa.Engine, contacts: int) -> None:
    """Write `contacts` contacts that are over and done with into an empty SQLite database."""
    with engine.connect() as connection:
        encrypted: Any = connection.connection.dbapi_connection
        encrypted.execute("PRAGMA foreign_keys = OFF")  # staff and topics come afterwards
        encrypted.execute("BEGIN")
        for insert, rows in _history(contacts, 0):
            encrypted.executemany(insert, rows)
        encrypted.execute("COMMIT")
        encrypted.execute("PRAGMA foreign_keys = ON")


def leave_open(pair: Pair, count: int) -> None:
    """Make `count` promises open in both databases, the latest ones."""
    for database in (_raw(pair), pair.plain):
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE promises SET state = 'kept', closed_at = made_at")
        database.execute(
            "UPDATE promises SET state = 'open', closed_at = NULL"
            " WHERE id IN (SELECT id FROM promises ORDER BY id DESC LIMIT ?)",
            (count,),
        )
        database.execute("COMMIT")


def _raw(pair: Pair) -> Any:
    return pair.opened.engine.raw_connection()


def _copy(encrypted: Any, plain: sqlite3.Connection) -> None:
    """Make the same tables, indexes and triggers in `plain`, with the rows that are there so far."""
    schema = encrypted.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'trigger', type DESC"
    ).fetchall()
    for _kind, _name, sql in schema:
        plain.execute(sql)
    for table in (name for kind, name, _ in schema if kind == "table"):
        rows = encrypted.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - our own tables
        if rows:
            plain.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(rows[0]))})', rows)  # noqa: S608


_CUSTOMER = insert_into(
    "customers", "id name initials contact_hours created_at version changed_at changed_by changed_desk"
)
_PHONE = insert_into("customer_phones", "customer_id digits reversed")
_CONTACT = insert_into(
    "contacts",
    "id channel outcome customer_id caller_name phone topic_id assignee_id summary note rings ring_ms"
    " script_id script_version started_at finished_at taken_by_id desk",
)
_STEP = insert_into("contact_steps", "contact_id position script_id step_id clauses done choice at")
_PROMISE = insert_into(
    "promises",
    "id kind state due_at told_at broken attempts last_attempt owner_id taken_by_id contact_id customer_id"
    " caller_name phone topic_id summary note made_at closed_at version changed_at changed_by changed_desk",
)
_EVENT = insert_into("promise_events", "promise_id at by_id desk what detail")
_ALERT = insert_into("alerts", "promise_id level audience due_at speaks_at closed_at closed_by")
_ACCESS = insert_into("access_log", "at staff_id desk customer_id action")


def _history(contacts: int, open_promises: int) -> Iterator[tuple[str, Rows]]:
    """Yield statements with their rows: `contacts` contacts up to now, a promise in every third one.

    The last `open_promises` contacts have an open one, whatever their turn.
    """
    promise_id = 0
    for first in range(1, contacts + 1, _CHUNK):
        chunk = _Chunk()
        for contact in range(first, min(first + _CHUNK, contacts + 1)):
            is_open = contact > contacts - open_promises
            at = NOW - (contacts + 1 - contact) * _SPACING
            customer = (contact - 1) % customers_of(contacts) + 1
            chunk.add_contact(contact, customer, at, promised=is_open or contact % 3 == 0)
            if is_open or contact % 3 == 0:
                promise_id += 1
                due_at = NOW + timedelta(minutes=7 * (contact - contacts) + 30) if is_open else at + _HOUR
                chunk.add_promise(promise_id, contact, customer, at, due_at, is_open=is_open)
        yield from chunk.statements()


_HOUR = timedelta(hours=1)
_TITLE = "한지부 지부장"
_SUMMARY = "직업훈련 과정의 모집 시기와 준비할 서류를 물으셨음"
_LEVELS = (("before_30", "owner", -30), ("before_10", "owner", -10), ("due", "owner", 0))
_ALL_LEVELS = (*_LEVELS, ("over_10", "supervisor", 10))


class _Chunk:
    """Rows of a stretch of history, by table."""

    def __init__(self) -> None:
        self._rows: dict[str, Rows] = {
            insert: [] for insert in (_CUSTOMER, _PHONE, _CONTACT, _STEP, _PROMISE, _EVENT, _ALERT, _ACCESS)
        }

    def statements(self) -> Iterator[tuple[str, Rows]]:
        """Yield each statement with its rows, those that others refer to first."""
        yield from ((insert, rows) for insert, rows in self._rows.items() if rows)

    def add_contact(self, contact: int, customer: int, started_at: datetime, *, promised: bool) -> None:
        """Add a contact, with its customer where it is their first."""
        rows, at = self._rows, stored(started_at)
        name, digits = name_of(customer), digits_of(customer)
        if contact == customer:
            rows[_CUSTOMER].append((customer, name, initials(name), "", at, 1, at, _TITLE, DESK))
            rows[_PHONE].append((customer, digits, digits[::-1]))
        outcome = "callback" if promised else "answered"
        what = (name, digits, TOPIC, 1, _SUMMARY, "", 2, 4100)
        rows[_CONTACT].append(
            (
                contact,
                "phone",
                outcome,
                customer,
                *what,
                "phone",
                1,
                at,
                stored(started_at + _HOUR / 12),
                1,
                DESK,
            )
        )
        rows[_STEP].extend(
            (contact, place, "phone", step, clauses, True, "", at)
            for place, (step, clauses) in enumerate(_STEPS)
        )
        rows[_ACCESS].append((at, 1, DESK, customer, "contact.record"))

    def add_promise(
        self, promise: int, contact: int, customer: int, made_at: datetime, due_at: datetime, *, is_open: bool
    ) -> None:
        """Add the promise of a contact: kept half an hour before its time, or open."""
        rows, at, due = self._rows, stored(made_at), stored(due_at)
        kept = None if is_open else stored(due_at - _HOUR / 2)
        told = ("callback", "open" if is_open else "kept", due, due, False, 0, "", 1, 1)
        about = (name_of(customer), digits_of(customer), TOPIC, _SUMMARY, "")
        rows[_PROMISE].append(
            (promise, *told, contact, customer, *about, at, kept, 1, kept or at, _TITLE, DESK)
        )
        rows[_EVENT].append((promise, at, 1, DESK, "made", ""))
        if kept:
            rows[_EVENT].append((promise, kept, 1, DESK, "kept", ""))
        rows[_ALERT].extend(
            (
                promise,
                level,
                audience,
                due,
                stored(due_at + timedelta(minutes=by)),
                kept,
                _TITLE if kept else "",
            )
            for level, audience, by in _ALL_LEVELS
        )


def same_rows(pair: Pair) -> Sequence[str]:
    """Return the tables whose rows differ between the two databases: none, where both did the same work."""
    encrypted = _raw(pair)
    tables = [name for (name,) in pair.plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    selects = {table: f'SELECT * FROM "{table}"' for table in tables}  # noqa: S608 - our own tables
    return [
        table
        for table, select in selects.items()
        if encrypted.execute(select).fetchall() != pair.plain.execute(select).fetchall()
    ]
