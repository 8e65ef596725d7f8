"""A disk that is read-only, full or far away: said in time, and nothing lost by it."""

import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from db import disk
from db.engine import open_sqlite
from desk_app.core.errors import World, WorldProblem
from tests.db.disks import KEY, NOTES, contents, count, make_office, open_folder, read_only, refused, run

LIMIT = 200_000  # bytes that a file may have on a disk that takes no more


def test_a_read_only_folder_is_refused_before_anything_is_written() -> None:
    with open_folder() as folder:
        path = make_office(folder)
        with read_only(folder):
            with refused(WorldProblem.READ_ONLY, folder):
                open_sqlite(path, KEY)
            with refused(WorldProblem.READ_ONLY, folder):
                open_sqlite(folder / "new.db", KEY, create=True)


def test_a_file_that_may_not_be_read_is_refused() -> None:
    with open_folder() as folder:
        path = make_office(folder)
        with (
            read_only(folder, files_mode=0),
            pytest.raises(World, check=lambda error: error.problem is WorldProblem.READ_ONLY),
        ):
            open_sqlite(path, KEY)


def test_an_open_folder_turned_read_only_in_mid_work_loses_nothing_that_was_committed() -> None:
    with open_folder() as folder:
        opened = open_sqlite(make_office(folder), KEY)
        opened.dispose()
        with read_only(folder), pytest.raises(World) as refusal, opened.begin() as connection:
            connection.execute(sa.insert(NOTES), [{"text": "?"}])
        assert refusal.value.problem is WorldProblem.READ_ONLY
        with opened.begin() as connection:
            connection.execute(sa.insert(NOTES), [{"text": "다시 됩니다"}])
        assert count(opened) == 2001
        opened.dispose()


def test_a_full_disk_takes_back_the_whole_transaction_and_the_next_one_works(tmp_path: Path) -> None:
    opened = open_sqlite(make_office(tmp_path), KEY)
    with opened.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")
        connection.rollback()
        with pytest.raises(World) as refusal, Session(connection) as session, session.begin():
            session.execute(sa.insert(NOTES), [{"text": "길다" * 2000} for _ in range(50)])
        assert refusal.value.problem is WorldProblem.DISK_FULL
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        connection.rollback()
    assert count(opened) == 2000
    with opened.begin() as connection:
        connection.execute(sa.insert(NOTES), [{"text": "자리가 생겼습니다"}])
    assert count(opened) == 2001
    opened.dispose()


def test_a_disk_with_no_room_to_begin_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_office(tmp_path)
    monkeypatch.setattr(disk, "SPARE", 2**60)
    with refused(WorldProblem.DISK_FULL, tmp_path):
        open_sqlite(path, KEY)
    with refused(WorldProblem.DISK_FULL, tmp_path):
        open_sqlite(tmp_path / "new.db", KEY, create=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limits to a program's files")
def test_a_disk_that_takes_no_more_all_at_once_is_called_full_and_keeps_what_it_took(tmp_path: Path) -> None:
    path = make_office(tmp_path)
    script = f"""
import resource
from pathlib import Path
from db.engine import open_sqlite
from desk_app.core.errors import World

def full(work):
    try:
        work()
    except World as refusal:
        return refusal.problem == "disk_full"

def write():
    with opened.begin() as connection:
        connection.exec_driver_sql("INSERT INTO notes (text) VALUES (?)", ("x" * {2 * LIMIT},))

folder, key = Path({str(tmp_path)!r}), bytes.fromhex({KEY.hex()!r})
opened = open_sqlite(folder / "desk.db", key)
resource.setrlimit(resource.RLIMIT_FSIZE, ({LIMIT}, {LIMIT}))
assert full(write)
opened.dispose()
resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))
assert full(lambda: open_sqlite(folder / "desk.db", key))
assert full(lambda: open_sqlite(folder / "new.db", key, create=True))
"""
    assert run(script).wait() == 0
    assert not (tmp_path / "new.db").exists()
    opened = open_sqlite(path, KEY)
    assert count(opened) == 2000
    opened.dispose()
    assert list(contents(tmp_path)) == ["desk.db"]


MOUNTS = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 27 0:50 / /mnt/share rw,relatime shared:5 - cifs //server/desk rw,vers=3.1.1
41 27 0:51 / /mnt/our\\040office rw - nfs4 server:/desk rw
42 40 254:1 / /mnt/share/local rw master:2 - ext4 /dev/vdb rw
43 27 0:52 / /home/desk/near rw - fuse.sshfs desk@server: rw
44 27 0:53 / /mnt/win rw - 9p drvfs rw
45 27 8:17 / /media/usb rw - fuseblk /dev/sdb1 rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/desk/desk.db", ""),
        ("/mnt/share/desk.db", "cifs"),
        ("/mnt/shared/desk.db", ""),
        ("/mnt/share/local/desk.db", "ext4"),
        ("/mnt/our office/desk.db", "nfs4"),
        ("/home/desk/near/deep/desk.db", "fuse.sshfs"),
        ("/mnt/win/desk.db", "9p"),
        ("/media/usb/desk.db", "fuseblk"),
    ],
)
def test_the_deepest_mount_tells_what_holds_a_file(path: str, kind: str) -> None:
    assert disk.kind_of_mount(Path(path), MOUNTS) == kind


@pytest.mark.skipif(sys.platform == "win32", reason="mounts are told elsewhere on Windows")
@pytest.mark.parametrize(
    ("kind", "network"), [("cifs", True), ("nfs4", True), ("fuse.sshfs", True), ("ext4", False)]
)
def test_a_database_on_a_network_drive_is_refused(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    network: bool,
) -> None:
    path = make_office(tmp_path)
    mounts = tmp_path_factory.mktemp("proc") / "mountinfo"
    mounts.write_text(f"27 1 254:0 / / rw - ext4 /dev/vda rw\n40 27 0:50 / {tmp_path} rw - {kind} there rw\n")
    monkeypatch.setattr(disk, "MOUNTS", mounts)
    if network:
        with refused(WorldProblem.NETWORK_DRIVE, tmp_path):
            open_sqlite(path, KEY)
        with refused(WorldProblem.NETWORK_DRIVE, tmp_path):
            open_sqlite(tmp_path / "new.db", KEY, create=True)
    else:
        open_sqlite(path, KEY).dispose()
