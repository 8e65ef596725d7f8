"""Where the running program hears of calls: one place for the client and the server."""

import os
import stat
import sys

TAKEN = b"ok"


def address() -> str:
    """Return where this user's running program listens: the path of a socket, on Windows of a pipe.

    The folder is one that no other user may enter: the session's own, else one in /tmp that the program
    makes. A folder of somebody else's is never used.
    """
    if sys.platform == "win32":
        return rf"\\.\pipe\desk-app-ring-{os.environ.get('USERNAME', '')}"
    user = os.getuid()
    for folder in (os.environ.get("XDG_RUNTIME_DIR", ""), f"/run/user/{user}"):
        if is_private(folder):
            return f"{folder}/desk-app-ring"
    return f"/tmp/desk-app-{user}/ring"  # noqa: S108 - used only where `is_private`


def is_private(folder: str) -> bool:
    """Return whether `folder` is there, is this user's, and nobody else may enter it."""
    if sys.platform == "win32":
        return True  # pipes lie in no folder
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
