"""The two engines, SQLite (encrypted) and PostgreSQL: every difference between them stands here."""

import hashlib
import hmac
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]  # it ships no types

from db import disk
from desk_app.core.errors import World, WorldProblem

SECRET_BYTES = 32  # of a database key; what follows is the file's id
FILE_ID_BYTES = 16  # SQLCipher calls it the salt; the file begins with it, in the clear
PAGE = 4096  # bytes of a page, its last 64 an HMAC (SQLCipher 4 format)
MAC = 64

WAIT = 5  # seconds to wait for another program's write, or for the server
SCHEMA_LOCK = 0x6465736B  # PostgreSQL advisory lock of whoever changes the schema ("desk")
READS = "desk_reads"

_BY_CODE = {
    sqlcipher.SQLITE_BUSY: WorldProblem.DATABASE_BUSY,
    sqlcipher.SQLITE_LOCKED: WorldProblem.DATABASE_BUSY,
    sqlcipher.SQLITE_PROTOCOL: WorldProblem.DATABASE_BUSY,
    sqlcipher.SQLITE_FULL: WorldProblem.DISK_FULL,
    sqlcipher.SQLITE_READONLY: WorldProblem.READ_ONLY,
    sqlcipher.SQLITE_PERM: WorldProblem.READ_ONLY,
    sqlcipher.SQLITE_CANTOPEN: WorldProblem.READ_ONLY,
    sqlcipher.SQLITE_NOTADB: WorldProblem.DATABASE_DAMAGED,
    sqlcipher.SQLITE_CORRUPT: WorldProblem.DATABASE_DAMAGED,
    sqlcipher.SQLITE_IOERR: WorldProblem.DATABASE_DAMAGED,
}
_DISK_KNOWS = frozenset({sqlcipher.SQLITE_READONLY, sqlcipher.SQLITE_CANTOPEN, sqlcipher.SQLITE_IOERR})

# SQLSTATE, by its longest known beginning (PostgreSQL, appendix A).
_BY_STATE = {
    "08": WorldProblem.SERVER_AWAY,
    "25006": WorldProblem.READ_ONLY,
    "28": WorldProblem.SERVER_AWAY,
    "3D": WorldProblem.SERVER_AWAY,
    "40001": WorldProblem.DATABASE_BUSY,
    "40P01": WorldProblem.DATABASE_BUSY,
    "53": WorldProblem.SERVER_AWAY,
    "53100": WorldProblem.DISK_FULL,
    "55P03": WorldProblem.DATABASE_BUSY,
    "57P": WorldProblem.SERVER_AWAY,
    "58": WorldProblem.SERVER_AWAY,
    "XX001": WorldProblem.DATABASE_DAMAGED,
    "XX002": WorldProblem.DATABASE_DAMAGED,
}


def open_sqlite(path: Path, key: bytes, *, create: bool = False) -> sa.Engine:
    """Return an engine on the encrypted database at `path`, proved to answer to `key`.

    `key` is 32 secret bytes, followed where known by the 16 that the file begins with (`db/keys.py`).
    A transaction takes the write lock at once, unless it comes from `for_reading(engine)`. Raises
    `World`; a file that is refused stays as it was, and nothing is left of one that could not be made.
    """
    disk.check(path, create=create)
    with spoken_errors(path):
        if create:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        elif path.stat().st_size < PAGE:  # SQLite would take an empty file for a new database
            raise World(WorldProblem.DATABASE_DAMAGED, str(path))
    engine = sa.create_engine(
        "sqlite://", creator=_connects(path, key), module=sqlcipher, poolclass=sa.QueuePool
    )
    sa.event.listen(engine, "begin", _begin)
    sa.event.listen(engine, "checkin", _checkin)
    sa.event.listen(engine, "handle_error", _speaker(path))
    try:
        with for_reading(engine).connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except World as refusal:
        engine.dispose()
        if create:
            remove_database(path)
        elif refusal.problem is WorldProblem.DATABASE_DAMAGED and _belongs_to_another(path, key):
            raise World(WorldProblem.KEY_FILE_OTHER, str(path)) from refusal
        raise
    return engine


def open_postgresql(url: str | sa.URL) -> sa.Engine:
    """Return an engine on the shared server at `url`, proved to answer; raises `World(SERVER_AWAY)`."""
    url = sa.make_url(url)
    options = f"{url.query.get('options', '')} -c timezone=UTC -c lock_timeout={WAIT}s"
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg").update_query_dict({"options": options}),
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": WAIT,
            # A server that falls silent is noticed within a quarter of a minute, not after two hours.
            "keepalives_idle": 5,
            "keepalives_interval": 3,
            "keepalives_count": 3,
            "tcp_user_timeout": 15_000,
        },
    )
    sa.event.listen(engine, "handle_error", _speaker(None))
    engine.connect().close()
    return engine


def for_reading(engine: sa.Engine) -> sa.Engine:
    """Return the same engine for transactions that only read: one unchanging view, no waiting for writers."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(
            **{READS: True}, isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return engine.execution_options(**{READS: True})


def lock_in_order(connection: sa.Connection, rows: sa.Select[Any]) -> None:
    """Lock `rows` one after another in their order; on SQLite whoever writes has the whole database.

    A PostgreSQL statement that changes several rows locks them as it comes across them, so that two of
    them may wait for each other.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(rows.with_for_update())


def take_turns(connection: sa.Connection, about: str) -> None:
    """Wait until no other transaction that writes is at work on `about`, to see what it did."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(about, 0))))


def insert_if_new(engine: str, table: sa.Table) -> sa.Insert:
    """Return the statement that inserts a row unless a unique column has its value already."""
    if engine == "postgresql":
        insert = postgresql.insert(table).on_conflict_do_nothing()
        return insert.execution_options(preserve_rowcount=True)  # else nobody learns what was done
    return sqlite.insert(table).on_conflict_do_nothing()


class SeoulDay(FunctionElement[date]):
    """The day on Seoul's clock of an instant in a statement: `SeoulDay(Contact.started_at)`."""

    type = sa.Date()
    inherit_cache = True


class SeoulHour(FunctionElement[int]):
    """The hour (0 to 23) on Seoul's clock of an instant in a statement."""

    type = sa.Integer()
    inherit_cache = True


# SQLite keeps the bare figures of UTC, which Seoul is nine hours ahead of.
@compiles(SeoulDay, "sqlite")
def _seoul_day(element: Any, compiler: Any, **given: Any) -> str:
    return f"date({compiler.process(element.clauses, **given)}, '+9 hours')"


@compiles(SeoulDay, "postgresql")
def _seoul_day_of_server(element: Any, compiler: Any, **given: Any) -> str:
    return f"CAST(timezone('Asia/Seoul', {compiler.process(element.clauses, **given)}) AS DATE)"


@compiles(SeoulHour, "sqlite")
def _seoul_hour(element: Any, compiler: Any, **given: Any) -> str:
    return f"CAST(strftime('%H', {compiler.process(element.clauses, **given)}, '+9 hours') AS INTEGER)"


@compiles(SeoulHour, "postgresql")
def _seoul_hour_of_server(element: Any, compiler: Any, **given: Any) -> str:
    instant = compiler.process(element.clauses, **given)
    return f"CAST(extract(hour FROM timezone('Asia/Seoul', {instant})) AS INTEGER)"


def says_overlap(error: sa.exc.IntegrityError) -> bool:
    """Return whether the database refused an appointment because its person has another one then.

    PostgreSQL's exclusion constraint and SQLite's triggers (migration 0002) both say its name.
    """
    return "ex_appointments_overlap" in str(error.orig)


@contextmanager
def changing_schema(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection in one transaction that keeps every other program's schema changes waiting."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(SCHEMA_LOCK)))
            yield connection
        return
    with engine.connect() as connection:
        # SQLite changes a table by copying and dropping it, which must not cascade; the switch is
        # deaf inside a transaction, so it is thrown underneath.
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if orphans:
                    raise AssertionError(f"a migration leaves rows without their parent: {orphans[:5]}")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def remove_database(path: Path) -> None:
    """Remove an SQLite database and the files that SQLite keeps beside it."""
    for ending in ("-wal", "-shm", "-journal", ""):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def file_id(path: Path) -> bytes:
    """Return the 16 bytes that an encrypted database begins with and its key file repeats.

    A copy made by `VACUUM INTO` keeps them; one by SQLite's backup interface does only where the copy
    is opened with the same 48-byte key beforehand.
    """
    with spoken_errors(path), path.open("rb") as file:
        return file.read(FILE_ID_BYTES)


@contextmanager
def spoken_errors(path: Path | None = None) -> Iterator[None]:
    """Turn trouble of the world raised inside, of the driver or the operating system, into `World`."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlcipher.Error, OSError) as error:
        spoken = translate(error, path)
        if spoken is None:
            raise
        raise spoken from error


def translate(error: BaseException, path: Path | None = None) -> World | None:
    """Return what a driver's or the system's error means at the desk; `None` where it is our own fault."""
    original = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    problem: WorldProblem | None = None
    if isinstance(original, OSError):
        problem = disk.said_by_system(original)
    elif isinstance(original, sqlcipher.Error):
        problem = _said_by_sqlite(original, path)
    elif type(original).__module__.startswith("psycopg"):
        problem = _said_by_server(original)
    return None if problem is None else World(problem, str(path or ""))


def _said_by_sqlite(error: Exception, path: Path | None) -> WorldProblem | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest is detail
    if code in _DISK_KNOWS and path is not None:
        seen = disk.cause(path)
        if seen is not None:
            return seen
    return _BY_CODE.get(code)


def _said_by_server(error: BaseException | None) -> WorldProblem | None:
    state = getattr(error, "sqlstate", None)
    if state is None:  # said by the driver, which lost the server or never found it
        gone = type(error).__name__ in ("OperationalError", "InterfaceError", "ConnectionTimeout")
        return WorldProblem.SERVER_AWAY if gone else None
    return next((_BY_STATE[state[:n]] for n in (5, 3, 2) if state[:n] in _BY_STATE), None)


def _speaker(path: Path | None) -> Callable[[ExceptionContext], None]:
    def speak(context: ExceptionContext) -> None:
        spoken = translate(context.original_exception, path)
        reads = context.connection is not None and context.connection.get_execution_options().get(READS)
        if spoken is None or (reads and spoken.problem is WorldProblem.READ_ONLY):
            return  # a write in a transaction for reading is our own fault
        # A connection made while the folder was locked never writes again: the next work gets a new one.
        context.is_disconnect |= spoken.problem is WorldProblem.READ_ONLY
        raise spoken from context.original_exception

    return speak


def _connects(path: Path, key: bytes) -> Callable[[], Any]:
    address = f"{path.absolute().as_uri()}?mode=rw"  # never makes a file that went missing

    def connect() -> Any:
        connection = sqlcipher.connect(
            address, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is no news for stderr
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            _write_ahead(connection, path)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA case_sensitive_like = ON")  # as PostgreSQL has it
            connection.execute("PRAGMA cache_size = -64000")  # KiB; reading is then as fast as unencrypted
        except BaseException:
            connection.close()
            raise
        return connection

    return connect


def _write_ahead(connection: Any, path: Path) -> None:
    """Have changes go to a log first; where that cannot be, SQLite says so only in its answer."""
    if connection.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
        raise World(disk.cause(path) or WorldProblem.READ_ONLY, str(path))


def _begin(connection: sa.Connection) -> None:
    if connection.get_execution_options().get(READS):
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA query_only = ON")
        connection.exec_driver_sql("BEGIN")
    else:  # writers queue at the door: a reader who turned writer later could be thrown out with its work
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _checkin(driver: Any, _record: Any) -> None:
    if driver is not None:
        driver.execute("PRAGMA query_only = OFF")


def _belongs_to_another(path: Path, key: bytes) -> bool:
    """Return whether the file is of another office, rather than this office's and damaged.

    SQLCipher calls both "not a database". A file of ours begins with our id; where the beginning is
    lost, any page whose HMAC answers to our key shows that it is ours.
    """
    secret, ours = key[:SECRET_BYTES], key[SECRET_BYTES:]
    if not ours or file_id(path) == ours:
        return False
    mac_key = hashlib.pbkdf2_hmac("sha512", secret, bytes(byte ^ 0x3A for byte in ours), 2, SECRET_BYTES)
    with suppress(OSError), path.open("rb") as file:
        file.seek(PAGE)
        for number in range(2, 1000):
            page = file.read(PAGE)
            signed = page[:-MAC] + number.to_bytes(4, "little")
            if hmac.digest(mac_key, signed, "sha512") == page[-MAC:]:
                return False
    return True
