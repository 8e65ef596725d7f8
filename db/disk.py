"""What the disk under a file allows: asked beforehand without writing, and asked again after a failure."""

import ctypes
import errno
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from desk_app.core.errors import World, WorldProblem

MOUNTS = Path("/proc/self/mountinfo")

# SQLite's write-ahead log lives in memory shared between programs, which these cannot share.
NETWORK = re.compile(
    r"nfs4?|cifs|smb3|smbfs|9p|afs|ceph|ncpfs|vboxsf|prl_fs"
    r"|fuse\.(sshfs|gvfsd-fuse|davfs|glusterfs|rclone|s3fs|vmhgfs-fuse)"
)
REMOTE_DRIVE = 4  # Windows, GetDriveTypeW: DRIVE_REMOTE
SPARE = 256 * 1024  # bytes; with less on the disk SQLite cannot even begin, and leaves its beginnings behind

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def check(path: Path, *, create: bool = False) -> None:
    """Raise `World` where the disk rules out working with the database at `path`; nothing is written.

    With `create` the file must not be there yet, without it, it must.
    """
    problem = _problem(path, create=create)
    if problem is not None:
        raise World(problem, str(path))


def cause(path: Path) -> WorldProblem | None:
    """Return why work on the database at `path` failed, as far as the disk tells when asked to take more."""
    problem = _problem(path, create=False)
    if problem is None:
        try:
            with tempfile.TemporaryFile(dir=path.parent) as file:
                file.write(bytes(SPARE))
        except OSError as error:  # a quota, say, which leaves space free and still takes no more
            return said_by_system(error)
    return problem


def said_by_system(error: OSError) -> WorldProblem | None:
    """Return what an error of the operating system means for the office, `None` where it is our own fault."""
    if error.errno in FULL:
        return WorldProblem.DISK_FULL
    if error.errno in FORBIDDEN:
        return WorldProblem.READ_ONLY
    return WorldProblem.DATABASE_MISSING if error.errno == errno.ENOENT else None


def is_on_network(path: Path) -> bool:
    """Return whether `path` lies on a drive that is reached over the network or shared with a host."""
    path = path.resolve()
    if sys.platform == "win32":
        shared = path.drive.startswith("\\\\") and not path.drive.startswith("\\\\?\\")
        return shared or ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == REMOTE_DRIVE
    if not MOUNTS.exists():
        return False
    return NETWORK.fullmatch(kind_of_mount(path, MOUNTS.read_text("utf-8", "surrogateescape"))) is not None


def kind_of_mount(path: Path, mounts: str) -> str:
    """Return the file system type that holds the absolute `path`, by a text like `/proc/self/mountinfo`.

    The root's own type is not told: a machine without any disk of its own has no better place to offer.
    """
    deepest, kind = Path("/"), ""
    for line in mounts.splitlines():
        fields, _, system = line.partition(" - ")
        # Space, tab, newline and backslash stand there as octal escapes (proc_pid_mountinfo(5)).
        point = fields.split()[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        if point != "/" and path.is_relative_to(point) and len(point) >= len(str(deepest)):
            deepest, kind = Path(point), system.split()[0]
    return kind


def _problem(path: Path, *, create: bool) -> WorldProblem | None:
    folder = path.parent
    try:
        there = path.is_file() if not create else folder.is_dir()
        if create and path.exists():
            return WorldProblem.ALREADY_SET_UP
        if not there:
            return WorldProblem.DATABASE_MISSING
    except PermissionError:
        return WorldProblem.READ_ONLY
    if is_on_network(path):
        return WorldProblem.NETWORK_DRIVE
    # Not only the file: SQLite keeps its log and its shared index beside it.
    beside = [Path(f"{path}{ending}") for ending in ("", "-wal", "-shm")]
    readable = all(os.access(file, os.R_OK | os.W_OK) for file in beside if file.exists())
    if not (readable and os.access(folder, os.W_OK | os.X_OK)):
        return WorldProblem.READ_ONLY
    return WorldProblem.DISK_FULL if shutil.disk_usage(folder).free < SPARE else None
