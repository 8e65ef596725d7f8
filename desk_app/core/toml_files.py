"""TOML files that people edit: read key by key, every mistake told in Korean with its file and line.

`tomllib` forgets lines, so `lines_of` walks the text once more and notes where each key and each item
begins.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

UNREAD = {
    "not_utf8": "UTF-8로 저장된 글이 아닙니다. 편집기에서 ‘UTF-8’로 다시 저장해 주십시오.",
    "unreadable": "파일을 열 수 없습니다. 경로가 맞는지 확인해 주십시오.",
}
"""Why a file could not be read at all, by the problem of its `BadInput`."""
Place = tuple[str | int, ...]
"""Where something stands in the file's data: `("steps", 2, "choices", 0, "go")`."""


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake in a file: the file, the line (from 1) and what is wrong, in Korean."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@dataclass
class TomlFile:
    """A file as read, and what was found wrong with it."""

    path: str
    lines: Mapping[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, place: Place, text: str) -> None:
        """Note that `text` is wrong at `place`, or at the nearest thing around it that has a line."""
        while place and place not in self.lines:
            place = place[:-1]
        self.problems.append(Problem(self.path, self.lines.get(place, 1), text))

    def read(self, text: str) -> "Table | None":
        """Return the top table of the TOML `text`; where it is no TOML at all, one problem and `None`."""
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"\(at line (\d+)", str(error))
            line = int(found[1]) if found else text.rstrip("\n").count("\n") + 1
            self.problems.append(Problem(self.path, line, f"TOML 문법이 맞지 않습니다 ({error})"))
            return None
        self.lines = lines_of(text)
        return Table(self, (), data)


class Table:
    """One table of the file, read key by key; what was not asked for is unknown."""

    def __init__(self, file: TomlFile, place: Place, data: dict[str, Any]) -> None:
        self.file, self.place, self.data = file, place, data
        self.asked: set[str] = set()

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string; without a default it must be there and say something."""
        value = self._take(key, str, "문자열", "" if default is None else default, needed=default is None)
        if isinstance(self.data.get(key), str) and not value.strip():
            self.file.report((*self.place, key), f"‘{key}’: 비어 있습니다")
        return str(value)

    def number(self, key: str) -> int:
        """Return a whole number, which must be there."""
        return int(self._take(key, int, "정수", 0, needed=True))

    def flag(self, key: str) -> bool:
        """Return true or false, false where nothing stands."""
        return bool(self._take(key, bool, "true 또는 false", False, needed=False))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings, none of them empty."""
        return tuple(text for place, text in self._items(key, (str,), "문자열") if self._says(place, text))

    def tables(self, key: str) -> list["Table"]:
        """Return a list of tables."""
        return [Table(self.file, place, one) for place, one in self._items(key, (dict,), "표")]

    def condition(self) -> tuple[str, ...]:
        """Return the terms of `when`, joined by `&` in the file."""
        return tuple(term.strip() for term in self.text("when", "").split("&") if term.strip())

    def sentences(self, key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the sentences under `key`, each with the terms of its condition.

        There stands one string, or a list of strings and of tables (text, when).
        """
        if isinstance(self.data.get(key), str):
            return ((self.text(key), ()),)
        said: list[tuple[str, tuple[str, ...]]] = []
        for place, one in self._items(key, (str, dict), "문자열 또는 { when, text }"):
            if isinstance(one, str):
                self._says(place, one)
                said.append((one, ()))
            else:
                table = Table(self.file, place, one)
                said.append((table.text("text"), table.condition()))
                table.no_more()
        return tuple(said)

    def no_more(self) -> None:
        """Report every key that nobody asked for."""
        for key in self.data.keys() - self.asked:
            known = ", ".join(sorted(self.asked))
            self.file.report((*self.place, key), f"‘{key}’: 모르는 항목입니다 (쓸 수 있는 항목: {known})")

    def _says(self, place: Place, text: str) -> bool:
        if not text.strip():
            self.file.report(place, "문장이 비어 있습니다")
        return bool(text.strip())

    def _items(self, key: str, kinds: tuple[type, ...], name: str) -> list[tuple[Place, Any]]:
        found = []
        for number, item in enumerate(self._take(key, list, "목록", [], needed=False)):
            place = (*self.place, key, number)
            if isinstance(item, kinds):
                found.append((place, item))
            else:
                self.file.report(place, f"‘{key}’: 목록에는 {name}만 올 수 있습니다")
        return found

    def _take(self, key: str, kind: type, name: str, default: Any, *, needed: bool) -> Any:
        self.asked.add(key)
        if key not in self.data:
            if needed:
                self.file.report(self.place, f"‘{key}’: 꼭 있어야 하는 항목이 빠졌습니다")
            return default
        value = self.data[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.file.report((*self.place, key), f"‘{key}’: 값으로 {name}만 쓸 수 있습니다")
            return default
        return value


# -- where things stand --------------------------------------------------------------------------


def lines_of(text: str) -> dict[Place, int]:
    """Return the line (from 1) on which each table, key and list item of valid TOML begins."""
    return _Walk(text).lines


class _Walk:
    """One walk over TOML that `tomllib` has already found valid."""

    _BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
    _STRING = re.compile(
        r'"""(?:\\.|[^\\])*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'", re.S
    )
    _BARE = re.compile(r"[A-Za-z0-9_-]+")
    _PLAIN = re.compile(r"[^,\]}\n#]+")

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.lines: dict[Place, int] = {}
        self.counts: dict[Place, int] = {}
        table: Place = ()
        self._blank()
        while self.at < len(text):
            if text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._blank()

    def _note(self, place: Place) -> None:
        self.lines.setdefault(place, self.text.count("\n", 0, self.at) + 1)

    def _blank(self) -> None:
        self.at = self._match(self._BLANK).end()

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"not TOML at offset {self.at}")
        return found

    def _header(self) -> Place:
        begun_at = self.at
        is_list = self.text.startswith("[[", self.at)
        self.at += 2 if is_list else 1
        *outer, last = self._key()
        self.at = self.text.index("]", self.at) + (2 if is_list else 1)
        place: Place = ()
        for part in outer:
            place = self._latest((*place, part))
        place = (*place, last)
        if is_list:
            self.counts[place] = self.counts.get(place, -1) + 1
        after, self.at = self.at, begun_at
        self._note(place)
        place = self._latest(place)
        self._note(place)
        self.at = after
        return place

    def _latest(self, place: Place) -> Place:
        return (*place, self.counts[place]) if place in self.counts else place

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._blank()
            found = self._STRING.match(self.text, self.at) or self._match(self._BARE)
            self.at = found.end()
            quoted = found[0][0] in "\"'"
            parts.append(str(tomllib.loads(f"key = {found[0]}")["key"]) if quoted else found[0])
            self._blank()
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def _pair(self, table: Place) -> None:
        begun_at = self.at
        place = (*table, *self._key())
        after, self.at = self.at + 1, begun_at  # past the equals sign
        self._note(place)
        self.at = after
        self._value(place)

    def _value(self, place: Place) -> None:
        self._blank()
        opened = self.text[self.at]
        if opened in "[{":
            self.at += 1
            self._inside(place, "]" if opened == "[" else "}")
        elif opened in "\"'":
            self.at = self._match(self._STRING).end()
        else:
            self.at = self._match(self._PLAIN).end()

    def _inside(self, place: Place, closing: str) -> None:
        number = 0
        self._blank()
        while self.text[self.at] != closing:
            if closing == "]":
                self._note((*place, number))
                self._value((*place, number))
            else:
                self._pair(place)
            number += 1
            self._blank()
            if self.text[self.at] == ",":
                self.at += 1
                self._blank()
        self.at += 1
