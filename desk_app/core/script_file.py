"""A script's TOML file read into a `Script`, every part with the line it stands on.

Problems are sentences in Korean: those who edit scripts read them.
"""

from dataclasses import dataclass

from desk_app.core.scripts import Choice, Line, Script, Step
from desk_app.core.toml_files import Table, TomlFile


@dataclass
class ScriptFile(TomlFile):
    """A file as read: its script as far as it could be made out, and what was wrong with its form."""

    script: Script | None = None


def read_script_file(text: str, path: str) -> ScriptFile:
    """Return what the TOML `text` holds; where it is no TOML at all, one problem and no script."""
    file = ScriptFile(path)
    top = file.read(text)
    if top is None:
        return file
    file.script = Script(
        id=top.text("id"),
        title=top.text("title"),
        channel=top.text("channel"),
        version=top.number("version"),
        start=top.text("start"),
        steps=tuple(_step(table) for table in top.tables("steps")),
    )
    top.no_more()
    return file


def _step(table: Table) -> Step:
    step = Step(
        id=table.text("id"),
        title=table.text("title"),
        clauses=table.texts("clauses"),
        lines=_lines(table, "say"),
        question=table.text("question", ""),
        read_back=table.text("read_back", ""),
        do=_lines(table, "do"),
        ask=table.texts("ask"),
        choices=tuple(_choice(one) for one in table.tables("choices")),
        choices_from=table.text("choices_from", ""),
        next=table.text("next", ""),
        outcome=table.text("outcome", ""),
        ends=table.flag("ends"),
        returns=table.flag("returns"),
        source=(table.file.path, table.file.lines.get(table.place, 1)),
    )
    table.no_more()
    return step


def _choice(table: Table) -> Choice:
    choice = Choice(
        key=table.number("key"),
        label=table.text("label"),
        go=table.text("go"),
        outcome=table.text("outcome", ""),
        sets=table.texts("sets"),
        when=table.condition(),
        default=table.flag("default"),
        hint=table.text("hint", ""),
    )
    table.no_more()
    return choice


def _lines(table: Table, key: str) -> tuple[Line, ...]:
    return tuple(Line(text, when) for text, when in table.sentences(key))
