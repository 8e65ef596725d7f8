"""A letter's TOML file read into a `Template` and checked: every mistake by file and line, in Korean.

Which letter it is, its file's name tells: `interim.toml`. Those who edit letters read the problems.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from desk_app.core.korean import PARTICLES
from desk_app.core.letters import (
    COMMON,
    IN_CHARGE,
    NEEDED,
    OWN,
    SLOTS,
    LetterKind,
    RowTemplate,
    Template,
)
from desk_app.core.script_text import Slot, slots, stray_brace
from desk_app.core.scripts import Condition, Line
from desk_app.core.toml_files import Place, Table, TomlFile

_BOTH_WAYS = re.compile(r"[은을이와과]\([는를가와과]\)|\(으\)로|으로\(로\)")
_STUCK = re.compile(r"\{\w+\}(?:은|는|이|가|을|를|과|와|으로|로|이며|며)(?![가-힣])")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_ALWAYS: Condition = ()


@dataclass
class LetterFile(TomlFile):
    """A file as read: which letter it is, its template as far as it could be made out, what was wrong."""

    kind: LetterKind | None = None
    template: Template | None = None


@dataclass(frozen=True)
class _Written:
    """A text as it stands in the file: its place, the text, the condition on it."""

    place: Place
    text: str
    when: Condition = _ALWAYS


def read_letter_file(text: str, path: str) -> LetterFile:
    """Return what the TOML `text` holds, and everything that is wrong with it in the order of its lines."""
    file = LetterFile(path, kind=_kind(path))
    if file.kind is None:
        names = ", ".join(f"{kind}.toml" for kind in LetterKind)
        file.report((), f"파일 이름으로는 어떤 문서인지 알 수 없습니다 (쓸 수 있는 이름: {names})")
    top = file.read(text)
    if top is not None:
        file.template = Template(
            title=top.text("title"),
            head=top.text("head"),
            receiver=_lines(top, "receiver"),
            about=_rows(top, "about"),
            body=_lines(top, "body"),
            date=top.text("date"),
            signature=top.text("signature"),
            person=_rows(top, "person"),
        )
        top.no_more()
        if file.kind is not None:
            _check(file, file.kind, tuple(_written(file.template)))
    file.problems = sorted(set(file.problems))
    return file


def _kind(path: str) -> LetterKind | None:
    stem = PurePath(path.replace("\\", "/")).stem
    return next((kind for kind in LetterKind if kind == stem), None)


def _lines(table: Table, key: str) -> tuple[Line, ...]:
    lines = tuple(Line(text, when) for text, when in table.sentences(key))
    if not lines and key not in table.data:
        table.text(key)  # says that it is missing
    elif not lines:
        table.file.report((key,), f"‘{key}’: 비어 있습니다")
    return lines


def _rows(table: Table, key: str) -> tuple[RowTemplate, ...]:
    rows = []
    for one in table.tables(key):
        rows.append(RowTemplate(one.text("name"), one.text("text"), one.condition()))
        one.no_more()
    return tuple(rows)


def _written(template: Template) -> Iterator[_Written]:
    for key in ("title", "head", "date", "signature"):
        yield _Written((key,), getattr(template, key))
    for key in ("receiver", "body"):
        for number, line in enumerate(getattr(template, key)):
            yield _Written((key, number), line.text, line.when)
    for key in ("about", "person"):
        for number, row in enumerate(getattr(template, key)):
            yield _Written((key, number, "name"), row.name, row.when)
            yield _Written((key, number, "text"), row.text, row.when)


# -- one rule after the other --------------------------------------------------------------------


def _check(file: LetterFile, kind: LetterKind, texts: tuple[_Written, ...]) -> None:
    for one in texts:
        for slot in slots(one.text):
            _check_slot(file, kind, one.place, slot)
        _check_words(file, one)
        for term in one.when:
            if term.removeprefix("!") not in SLOTS[kind]:
                file.report((*one.place[:2], "when"), _unknown(kind, "조건", term.removeprefix("!")))
    _check_needed(file, kind, texts)


def _check_slot(file: LetterFile, kind: LetterKind, place: Place, slot: Slot) -> None:
    if slot.name not in SLOTS[kind]:
        file.report(place, _unknown(kind, "빈칸", slot.name))
    if slot.pair and slot.pair not in PARTICLES:
        file.report(place, f"‘{slot.pair}’: 쓸 수 없는 조사 짝입니다 (예: 이/가, 을/를, 으로/로)")


def _check_words(file: LetterFile, one: _Written) -> None:
    if stray_brace(one.text):
        file.report(one.place, "중괄호의 짝이 맞지 않습니다")
    for found in _BOTH_WAYS.findall(one.text):
        file.report(one.place, f"‘{found}’: 조사를 둘 다 적지 않습니다 (빈칸 뒤라면 {{subject|을/를}}처럼)")
    for found in _STUCK.findall(one.text):
        file.report(one.place, f"‘{found}’: 앞말에 맞는 조사가 되도록 {{subject|을/를}}처럼 적어 주십시오")
    if _CONTROL.search(one.text):
        file.report(one.place, "눈에 보이지 않는 제어 문자가 들어 있습니다")


def _check_needed(file: LetterFile, kind: LetterKind, texts: Iterable[_Written]) -> None:
    """Report the slots that a letter cannot do without; one in a sentence under a condition is not sure."""
    sure = {slot.name for one in texts if one.when == _ALWAYS for slot in slots(one.text)}
    for name in NEEDED[kind]:
        if name not in sure:
            file.report((), f"{{{name}}}: {SLOTS[kind][name]}, 이 문서에 꼭 있어야 합니다")
    person = file.template.person if file.template else ()
    told = {slot.name for row in person if row.when == _ALWAYS for slot in slots(row.text)}
    for name in IN_CHARGE:
        if name not in told:
            told_of = f"{{{name}}}: {COMMON[name]}, ‘person’에 꼭 있어야 합니다"
            file.report(("person",), f"{told_of} (민원처리법 시행령 제31조: 담당자의 소속·성명·연락처)")


def _unknown(kind: LetterKind, what: str, name: str) -> str:
    if name in OWN:
        return f"{{{name}}}: 이 문서에는 쓸 수 없는 {what}입니다 ({OWN[name][0]})"
    known = ", ".join(sorted(SLOTS[kind]))
    return f"{{{name}}}: 모르는 {what}입니다 (쓸 수 있는 것: {known})"
