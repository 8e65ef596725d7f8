"""Where this computer keeps the office's files, and what is set for this desk alone."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec
import platformdirs

THEMES = ("light", "dark", "contrast")
SMALLEST_TEXT, LARGEST_TEXT = 100, 150  # per cent


@dataclass(frozen=True)
class Preferences:
    """How this desk looks and what it is called; no personal data, so not the last sign-in name."""

    theme: str = "light"
    text_size: int = 100
    desk: str = ""


@dataclass(frozen=True)
class Places:
    """The folder of the office's files on this computer."""

    folder: Path

    @property
    def database(self) -> Path:
        """Return where the database lies; its key file lies beside it."""
        return self.folder / "desk.db"

    @property
    def preferences(self) -> Path:
        """Return where this desk's preferences lie."""
        return self.folder / "preferences.json"

    @property
    def letters(self) -> Path:
        """Return where the branch's own wording of letters lies, one file a letter."""
        return self.folder / "letters"

    @property
    def score_form(self) -> Path:
        """Return where the branch's own form of the monitoring sheet lies."""
        return self.folder / "monitoring" / "sheet.toml"

    @property
    def log(self) -> Path:
        """Return where bugs of ours are written down."""
        return self.folder / "desk.log"


def places(data: str | None = None) -> Places:
    """Return the places in the folder `data`, or in the folder the system gives to this program."""
    return Places(Path(data) if data else platformdirs.user_data_path("desk-app", appauthor=False))


def load_preferences(path: Path) -> Preferences:
    """Return what is set in the file at `path`; whatever is missing or makes no sense is as at first."""
    try:
        found = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        found = None
    if not isinstance(found, dict):
        return Preferences()
    usual = Preferences()
    theme, size, desk = found.get("theme"), found.get("text_size"), found.get("desk")
    return Preferences(
        theme=theme if theme in THEMES else usual.theme,
        text_size=size if type(size) is int and SMALLEST_TEXT <= size <= LARGEST_TEXT else usual.text_size,
        desk=desk if isinstance(desk, str) else usual.desk,
    )


def save_preferences(preferences: Preferences, path: Path) -> bool:
    """Write `preferences` to `path`, whole or not at all; return whether the disk took them."""
    new: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        new = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(preferences))
        new.replace(path)
    except OSError:
        if new is not None:
            new.unlink(missing_ok=True)
        return False
    return True
