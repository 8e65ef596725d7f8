"""The form of a monitoring sheet read from TOML and checked: every mistake by line, in Korean."""

from collections.abc import Collection
from dataclasses import dataclass

from desk_app.core.monitoring import FULL, Item, Stage
from desk_app.core.toml_files import Place, Table, TomlFile


@dataclass
class FormFile(TomlFile):
    """A file as read: its items as far as they could be made out, and what was wrong."""

    items: tuple[Item, ...] = ()


def read_form_file(text: str, path: str, *, steps: Collection[str], clauses: Collection[str]) -> FormFile:
    """Return the items of a form in their order, and everything that is wrong with it by line.

    They add up to 100, stand stage by stage with ids of their own, and name only `steps` (`phone.greet`)
    and `clauses` that there are.
    """
    file = FormFile(path)
    top = file.read(text)
    if top is not None:
        tables = top.tables("items")
        file.items = tuple(_item(file, one, steps, clauses) for one in tables)
        top.no_more()
        _check(file, tables)
    file.problems = sorted(set(file.problems))
    return file


def _item(file: FormFile, one: Table, steps: Collection[str], clauses: Collection[str]) -> Item:
    stage = one.text("stage")
    if stage not in set(Stage):
        names = ", ".join(Stage)
        file.report((*one.place, "stage"), f"‘{stage}’: 모르는 단계입니다 (쓸 수 있는 단계: {names})")
    item = Item(
        id=one.text("id"),
        stage=Stage(stage) if stage in set(Stage) else Stage.WHOLE,
        title=one.text("title"),
        points=one.number("points"),
        look=one.text("look", ""),
        steps=one.texts("steps"),
        clause=one.text("clause", ""),
    )
    one.no_more()
    if item.points < 1:
        file.report((*one.place, "points"), "배점은 1점 이상이어야 합니다")
    for step in item.steps:
        if step not in steps:
            file.report((*one.place, "steps"), f"‘{step}’: 대본에 없는 단계입니다")
    if item.clause and item.clause not in clauses:
        file.report((*one.place, "clause"), f"‘{item.clause}’: 헌장에 없는 조항입니다")
    return item


def _check(file: FormFile, tables: list[Table]) -> None:
    if not file.items:
        file.report((), "항목(items)이 하나도 없습니다")
        return
    met: set[str] = set()
    furthest = 0
    for table, item in zip(tables, file.items, strict=True):
        if item.id in met:
            file.report((*table.place, "id"), f"‘{item.id}’: 같은 id가 두 번 있습니다")
        met.add(item.id)
        at = list(Stage).index(item.stage)
        if at < furthest:
            file.report((*table.place, "stage"), "단계는 맞이, 응대, 마무리, 전반의 순서로 적습니다")
        furthest = max(furthest, at)
    total = sum(item.points for item in file.items)
    if total != FULL:
        last: Place = tables[-1].place
        file.report(last, f"배점의 합은 {FULL}점이어야 합니다 (지금 {total}점)")
