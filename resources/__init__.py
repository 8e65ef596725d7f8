"""The program's data: scripts, holidays, words, looks. Read through these two functions."""

from pathlib import Path

_HERE = Path(__file__).parent


def path(name: str) -> Path:
    """Return where a file or folder of `resources/` lies, `name` as in `scripts/phone.toml`."""
    return _HERE / name


def read_text(name: str) -> str:
    """Return the text of a file of `resources/`."""
    return path(name).read_text("utf-8")
