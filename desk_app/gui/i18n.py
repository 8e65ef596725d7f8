"""The program's words: English sources in the code, Korean from `resources/translations`."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from desk_app.core.korean import particle

_CONTEXT = "desk"
_SLOT = re.compile(r"\{(\w+)(?:\|([^{}]+))?\}")


def tr(source: str, disambiguation: str = "", **slots: object) -> str:
    """Return `source` in the language on screen, with each `{name}` replaced by the slot's value.

    `{name|이/가}` also appends the particle that agrees with the value. A slot without a value stays.
    """
    text = QCoreApplication.translate(_CONTEXT, source, disambiguation or None)
    return fill(text, slots) if slots else text


def mark(source: str) -> str:
    """Return `source` unchanged: marks a string in a table that `tr` translates later."""
    return source


def fill(text: str, slots: dict[str, object]) -> str:
    """Return `text` with `{name}` and `{name|pair}` replaced from `slots`."""

    def put(match: re.Match[str]) -> str:
        name, pair = match.groups()
        if name not in slots:
            return match.group()
        word = str(slots[name])
        return word + particle(word, pair) if pair else word

    return _SLOT.sub(put, text)


@cache
def sentences(language: str) -> dict[str, str]:
    """Return every translated string of `language`, keyed `"English"` or `"English|disambiguation"`.

    Raises `ValueError` where two files translate the same key differently.
    """
    found: dict[str, str] = {}
    folder = files("resources") / "translations" / language
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if not entry.name.endswith(".toml"):
            continue
        for key, text in tomllib.loads(entry.read_text("utf-8")).items():
            if found.setdefault(key, text) != text:
                raise ValueError(f"{entry.name}: {key!r} is translated twice, differently")
    return found


class Catalog(QTranslator):
    """A Qt translator that reads the TOML files of one language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._sentences = sentences(language)

    def isEmpty(self) -> bool:
        """Return whether there is nothing to translate with."""
        return not self._sentences

    def translate(
        self,
        context: str | bytes,
        source: str | bytes,
        disambiguation: str | bytes | None = None,
        _n: int = -1,
    ) -> str | None:
        """Return the translation of `source`, or None (Qt asks the next catalog)."""
        if _text(context) != _CONTEXT:
            return None
        key = _text(source)
        if disambiguation:
            key = f"{key}|{_text(disambiguation)}"
        return self._sentences.get(key)


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def install_translations(app: QCoreApplication, language: str = "ko") -> None:
    """Make `app` speak `language`: Qt's own dialogs and every string that goes through `tr`."""
    qt = QTranslator(app)
    if qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)
    catalog = Catalog(language)
    catalog.setParent(app)
    app.installTranslator(catalog)
