"""The key file beside the database: the database key, wrapped for each member of staff (decision 12).

A database key is 48 bytes: 32 secret ones and the 16 that the database file begins with, the file id,
which also names the office in the key file. Each person's entry wraps the secret with AES-256-GCM under
a key derived from their password by Argon2id (RFC 9106); one more entry does so for the recovery code.
"""

import hashlib
import os
import secrets
import tempfile
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Meta

from db.engine import FILE_ID_BYTES, SECRET_BYTES, spoken_errors
from desk_app.core.errors import World, WorldProblem

FORMAT = 1
MEMORY = 64 * 1024  # KiB
PASSES = 3
LANES = 2

# No 0 O 1 I L 5 S 2 Z 8 B U V: none of them can be mistaken for another when written down by hand.
RECOVERY_SIGNS = "ACDEFGHJKMNPQRTWXY34679"
RECOVERY_GROUPS = 6
RECOVERY_GROUP = 5
RECOVERY = "\0recovery"  # no one's sign-in name


@dataclass(frozen=True)
class Entry:
    """The secret, wrapped for one person by their password."""

    name: str
    salt: Annotated[bytes, Meta(min_length=16, max_length=64)]
    nonce: Annotated[bytes, Meta(min_length=12, max_length=12)]
    wrapped: Annotated[bytes, Meta(min_length=SECRET_BYTES + 16, max_length=SECRET_BYTES + 16)]
    memory: Annotated[int, Meta(ge=8 * 1024, le=1024 * 1024)]  # KiB
    passes: Annotated[int, Meta(ge=1, le=16)]
    lanes: Annotated[int, Meta(ge=1, le=16)]


@dataclass(frozen=True)
class KeyFile:
    """Who can open the database of which office; holds no secret in the clear."""

    office: Annotated[bytes, Meta(min_length=FILE_ID_BYTES, max_length=FILE_ID_BYTES)]
    staff: tuple[Entry, ...]
    recovery: Entry


@dataclass(frozen=True)
class _Sealed:
    """A key file on disk; the checksum tells a damaged one from a wrong password."""

    format: int
    sha256: str
    keys: msgspec.Raw


def create(sign_in_name: str, password: str) -> tuple[KeyFile, bytes, str]:
    """Return a new office's key file with its first person, the database key, and the recovery code.

    The code is shown once and kept nowhere.
    """
    key = secrets.token_bytes(SECRET_BYTES + FILE_ID_BYTES)
    code = "-".join(
        "".join(secrets.choice(RECOVERY_SIGNS) for _ in range(RECOVERY_GROUP)) for _ in range(RECOVERY_GROUPS)
    )
    keyfile = KeyFile(key[SECRET_BYTES:], (), _wrap(key, RECOVERY, tidy_recovery_code(code)))
    return add(keyfile, key, sign_in_name, password), key, code


def unlock(keyfile: KeyFile, sign_in_name: str, password: str) -> bytes:
    """Return the database key; raises `World` with UNKNOWN_PERSON or WRONG_PASSWORD. Takes about 0.1 s."""
    name = tidy_name(sign_in_name)
    for entry in keyfile.staff:
        if entry.name == name:
            return _unwrap(keyfile, entry, password)
    raise World(WorldProblem.UNKNOWN_PERSON)


def unlock_by_recovery(keyfile: KeyFile, code: str) -> bytes:
    """Return the database key for the recovery code, however it is spaced; raises `World(WRONG_PASSWORD)`."""
    return _unwrap(keyfile, keyfile.recovery, tidy_recovery_code(code))


def add(keyfile: KeyFile, key: bytes, sign_in_name: str, password: str) -> KeyFile:
    """Return the key file with an entry for this person, in the place of one they had before."""
    if key[SECRET_BYTES:] != keyfile.office:
        raise ValueError("the key of another office")
    entry = _wrap(key, tidy_name(sign_in_name), password)
    return replace(keyfile, staff=(*remove(keyfile, sign_in_name).staff, entry))


def remove(keyfile: KeyFile, sign_in_name: str) -> KeyFile:
    """Return the key file without this person's entry."""
    name = tidy_name(sign_in_name)
    return replace(keyfile, staff=tuple(entry for entry in keyfile.staff if entry.name != name))


def change_password(keyfile: KeyFile, sign_in_name: str, old: str, new: str) -> KeyFile:
    """Return the key file with this person's entry under the new password; raises as `unlock` does."""
    return add(keyfile, unlock(keyfile, sign_in_name, old), sign_in_name, new)


def beside(database: Path) -> Path:
    """Return where the key file of that database lies: `desk.keys.json` beside `desk.db`."""
    return database.with_suffix(".keys.json")


def load(path: Path) -> KeyFile:
    """Return the key file at `path`; raises `World` where it is missing, damaged or from a newer program."""
    try:
        with spoken_errors(path):
            sealed = msgspec.json.decode(path.read_bytes(), type=_Sealed)
        intact = hashlib.sha256(sealed.keys).hexdigest() == sealed.sha256
        if intact and sealed.format <= FORMAT:
            return msgspec.json.decode(sealed.keys, type=KeyFile)
    except World as trouble:
        if trouble.problem is WorldProblem.DATABASE_MISSING:
            raise World(WorldProblem.KEY_FILE_MISSING, str(path)) from trouble
        raise
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise World(WorldProblem.KEY_FILE_DAMAGED, str(path)) from error
    raise World(WorldProblem.DATABASE_NEWER if intact else WorldProblem.KEY_FILE_DAMAGED, str(path))


def save(keyfile: KeyFile, path: Path) -> None:
    """Write the key file to `path`, whole or not at all, and to the disk itself before returning."""
    keys = msgspec.json.encode(keyfile)
    sealed = _Sealed(FORMAT, hashlib.sha256(keys).hexdigest(), msgspec.Raw(keys))
    with spoken_errors(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # for this user only
        new = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(sealed))
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """See to it that names made or changed in `folder` outlast a power cut."""
    if os.name == "nt":  # NTFS journals names by itself, and Windows opens no folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def tidy_name(sign_in_name: str) -> str:
    """Return the sign-in name as it is compared: composed, without space around it, in small letters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", sign_in_name).strip().casefold())


def tidy_recovery_code(code: str) -> str:
    """Return a recovery code as it is compared: in capitals, without dashes and spaces."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", code).upper() if sign.isalnum())


def _wrap(key: bytes, name: str, password: str) -> Entry:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    entry = Entry(name, salt, nonce, b"", MEMORY, PASSES, LANES)
    secret, office = key[:SECRET_BYTES], key[SECRET_BYTES:]
    wrapped = AESGCM(_derive(entry, password)).encrypt(nonce, secret, office + name.encode())
    return replace(entry, wrapped=wrapped)


def _unwrap(keyfile: KeyFile, entry: Entry, password: str) -> bytes:
    cipher = AESGCM(_derive(entry, password))
    try:
        secret = cipher.decrypt(entry.nonce, entry.wrapped, keyfile.office + entry.name.encode())
    except InvalidTag as error:
        raise World(WorldProblem.WRONG_PASSWORD) from error
    return secret + keyfile.office


def _derive(entry: Entry, password: str) -> bytes:
    typed = unicodedata.normalize("NFC", password).encode()  # keyboards differ in how they compose Hangul
    return hash_secret_raw(typed, entry.salt, entry.passes, entry.memory, entry.lanes, SECRET_BYTES, Type.ID)
