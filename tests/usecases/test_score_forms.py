"""The branch's own score sheet: used where it is sound, else named and the shipped one used."""

from datetime import date
from pathlib import Path

import resources
from desk_app.core.monitoring import Manner
from desk_app.usecases.monitoring import write_sheet
from desk_app.usecases.score_forms import check_forms, form_in_use, load_form
from tests.builders import Office

SHIPPED = resources.read_text("monitoring/sheet.toml")


def own(folder: Path, text: str) -> Path:
    file = folder / "sheet.toml"
    file.write_text(text, "utf-8")
    return file


def test_the_shipped_form_is_sound_and_used_where_there_is_no_other(tmp_path: Path) -> None:
    assert check_forms() == (1, [])
    assert form_in_use(tmp_path / "sheet.toml").items == load_form()


def test_a_branch_marks_by_its_own_form(office: Office, tmp_path: Path) -> None:
    form = form_in_use(own(tmp_path, SHIPPED.replace('"첫인사"', '"밝은 첫인사"')))
    assert form.problems == ()
    assert "밝은 첫인사" in {item.title for item in form.items}
    sheet = office.boss.run(
        write_sheet,
        staff_id=office.people["이수민"].id,
        seen_version=0,
        on=date(2026, 11, 24),
        manner=Manner.OWN_CALL,
        points={item.id: item.points for item in form.items},
        form=form.items,
    ).value
    assert [mark.item.title for mark in sheet.marks] == [item.title for item in form.items]


def test_a_form_with_a_mistake_is_named_by_line_and_ours_is_used(tmp_path: Path) -> None:
    text = SHIPPED.replace("points = 10", "points = 11", 1)
    form = form_in_use(own(tmp_path, text))
    assert form.items == load_form()
    (problem,) = form.problems
    assert (problem.path, "지금 101점" in problem.text) == ("sheet.toml", True)
    assert check_forms(own=tmp_path / "sheet.toml")[0] == 2
    (tmp_path / "sheet.toml").write_bytes(SHIPPED.encode("cp949", errors="ignore"))
    (problem,) = form_in_use(tmp_path / "sheet.toml").problems
    assert "UTF-8" in problem.text
