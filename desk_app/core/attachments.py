"""Files that come with a question: names made harmless, and content that may hurt told by what it is."""

import re
import unicodedata
import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import PurePosixPath

from desk_app.core.errors import BadInput

MOST_BYTES = 20 * 1024 * 1024
"""How large one file may be."""
LONGEST_FILE_NAME = 80  # in Hangul 240 bytes: file systems take 255
NAMELESS = "file"

# Nothing that steers a terminal, turns the direction of reading round, or means something to a file system.
_UNSAFE = re.compile(
    '[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff<>:"/\\\\|?*]'
)
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)


class Danger(StrEnum):
    """What may hurt about a file: it is a program, a script, holds macros, or is not what its name says."""

    EXECUTABLE = "executable"
    SCRIPT = "script"
    MACRO = "macro"
    DISGUISED = "disguised"


def harmless_name(name: str) -> str:
    """Return the name under which a file is kept and written out: one plain name on every system.

    Folders, control and direction marks, leading and trailing dots and the devices of Windows (`CON`) are
    gone; a long one keeps its ending. What nothing is left of is called `file`.
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = _UNSAFE.sub("", unicodedata.normalize("NFC", last)).strip(" .")
    path = PurePosixPath(plain or NAMELESS)
    stem, ending = path.stem.strip(" .") or NAMELESS, path.suffix
    if _RESERVED.fullmatch(plain.partition(".")[0].strip()):
        stem = f"_{stem}"
    ending = ending if len(ending) <= 20 else ""
    return stem[: LONGEST_FILE_NAME - len(ending)].rstrip(" .") + ending


def check_size(content: bytes) -> bytes:
    """Return `content`, or raise `BadInput` on `file`: `too_large` (its value in MB) or `empty`."""
    if len(content) > MOST_BYTES:
        raise BadInput("file", "too_large", str(MOST_BYTES // 1024 // 1024))
    if not content:
        raise BadInput("file", "empty")
    return content


_PROGRAMS = (
    b"MZ",  # Windows
    b"\x7fELF",
    *(
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xce\xfa\xed\xfe",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
    ),
    b"\x4c\x00\x00\x00\x01\x14\x02\x00",  # a shortcut of Windows runs what it points to
    b"dex\n",
    b"MSCF",
)
_SCRIPTS = re.compile(
    rb"#!|@echo off|<script|<\?php|<hta:|<job[\s>]|wscript\.|powershell|on error resume next|"
    rb"createobject\(|new activexobject",
    re.IGNORECASE,
)
_STARTS = {
    ".pdf": (b"%PDF-",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".tif": (b"II*\x00", b"MM\x00*"),
    ".tiff": (b"II*\x00", b"MM\x00*"),
    ".bmp": (b"BM",),
    ".zip": (b"PK",),
    ".docx": (b"PK",),
    ".xlsx": (b"PK",),
    ".pptx": (b"PK",),
    ".hwpx": (b"PK",),
    ".hwp": (b"\xd0\xcf\x11\xe0", b"HWP Document File"),
    ".doc": (b"\xd0\xcf\x11\xe0", b"{\\rtf"),
    ".xls": (b"\xd0\xcf\x11\xe0", b"\x09\x08"),
}
_TEXTS = frozenset({"", ".txt", ".csv", ".md", ".eml", ".log"})
_RUN_BY_NAME = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|ps1|vb[se]|jse?|ws[fh]|hta|ms[ip]|lnk|jar|reg|cpl|chm|iso|img|vhdx?"
    r"|appx|msix|url|sh|command|apk)"
)
_MACROS = (b"vbaproject", b"_VBA_PROJECT", b"_\x00V\x00B\x00A\x00_\x00P\x00R\x00O\x00J\x00E\x00C\x00T\x00")
_LOOKED_AT = 64 * 1024


def danger_of(name: str, content: bytes) -> Danger | None:
    """Return what may hurt about a file, told by its content first, or `None` where nothing is seen.

    A program stays one under any name. A file whose beginning does not fit its ending is `DISGUISED`.
    Nothing is ever run or unpacked to find out; only the list of an archive is read.
    """
    ending = PurePosixPath(name.lower()).suffix
    if content.startswith(_PROGRAMS):
        return Danger.EXECUTABLE
    inside = _inside(content) if content.startswith(b"PK") else None
    if inside is None and any(mark in content for mark in _MACROS):
        inside = Danger.MACRO
    return inside or _by_ending(ending, content)


def _by_ending(ending: str, content: bytes) -> Danger | None:
    """Return what is wrong between the ending of a name and what the file begins with."""
    starts = _STARTS.get(ending)
    if starts is not None:
        return None if content.startswith(starts) else Danger.DISGUISED
    if content.startswith(b"#!") or (ending not in _TEXTS and _SCRIPTS.search(content[:_LOOKED_AT])):
        return Danger.SCRIPT
    return Danger.EXECUTABLE if _RUN_BY_NAME.fullmatch(ending) else None


def _inside(content: bytes) -> Danger | None:
    """Return what the list of an archive tells; one that cannot be read tells nothing."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = [name.lower() for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return Danger.DISGUISED
    if any(name.endswith("vbaproject.bin") for name in names):
        return Danger.MACRO
    android = any(name == "androidmanifest.xml" or name.endswith(".class") for name in names)
    if android or any(_RUN_BY_NAME.fullmatch(PurePosixPath(name).suffix) for name in names):
        return Danger.EXECUTABLE
    return None
