"""A PostgreSQL server of the tests' own: started once, reachable by Unix socket only, gone afterwards."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

BINARIES = Path("/usr/lib/postgresql/15/bin")
_SUPERUSER = "desk"
# Nothing here outlives the tests, so nothing waits for the disk.
_SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 60
timezone = 'UTC'
"""


@dataclass(frozen=True)
class Server:
    """A running server; `folder` holds its data and its socket."""

    folder: Path
    password: str

    def url(self, database: str) -> str:
        """Return the address of a database on this server, as SQLAlchemy and psycopg take it."""
        return f"postgresql://{_SUPERUSER}:{self.password}@/{database}?host={quote(str(self.folder))}"

    def create(self, database: str, template: str = "template0") -> str:
        """Make a database, as a copy of `template`, and return its address."""
        self._run(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._run(f'DROP DATABASE "{database}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running() -> Iterator[Server]:
    """Start a server and stop it again; takes 0.5 to 1.5 s, as root by way of the user `postgres`."""
    user = "postgres" if os.geteuid() == 0 else None
    # Not pytest's own folder: that is root's alone, and a socket's path may have 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="desk-pg-"))
    try:
        server = Server(folder, secrets.token_hex(16))
        password_file = folder / "password"
        password_file.write_text(server.password)
        if user:
            shutil.chown(folder, user)
            shutil.chown(password_file, user)
        data = folder / "data"

        def call(program: str, *arguments: str) -> None:
            command: list[str | Path] = [BINARIES / program, "-D", data, *arguments]
            done = subprocess.run(command, user=user, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode:
                log = folder / "log"
                raise RuntimeError(done.stdout + done.stderr + (log.read_text() if log.exists() else ""))

        scram = ["-A", "scram-sha-256", "-U", _SUPERUSER, f"--pwfile={password_file}"]
        call("initdb", "--locale=C.UTF-8", "--no-sync", *scram)
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(_SETTINGS.format(folder=folder))
        call("pg_ctl", "start", "--wait", f"--log={folder / 'log'}")
        try:
            yield server
        finally:
            call("pg_ctl", "stop", "--wait", "--mode=immediate")
    finally:
        shutil.rmtree(folder)
