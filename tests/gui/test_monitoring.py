"""Monitoring by keyboard: a sheet written, read, answered and followed up, and an award decided."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import resources
from desk_app.commands.hands import press, type_hangul
from desk_app.core.monitoring import Manner
from desk_app.core.promises import PromiseState
from desk_app.gui.monitoring.form import PointsEdit
from desk_app.gui.monitoring.paper import sheet_paper
from desk_app.gui.monitoring.section import MonitoringSection
from desk_app.gui.monitoring.unread import UnreadSheets
from desk_app.gui.paper import sheet_pdf
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.awards import list_awards
from desk_app.usecases.monitoring import SheetView, list_sheets, round_status, write_sheet
from desk_app.usecases.score_forms import load_form
from tests.builders import Office
from tests.gui.desks import shift_for
from tests.gui.settings_page import ALT, CTRL, listening

Key = Qt.Key
FULL = {item.id: item.points for item in load_form()}


@pytest.fixture
def said(dressed: QApplication) -> Iterator[list[str]]:
    """What the notice line was given to say."""
    with listening() as heard:
        yield heard


@pytest.fixture
def sumin(dressed: QApplication, office: Office) -> Iterator[Shift]:
    """The shift of a member of staff who is evaluated."""
    made = shift_for(office, "이수민")
    yield made
    made.runner.stop()


def shown(qtbot: QtBot, shift: Shift) -> MonitoringSection:
    made = MonitoringSection(shift)
    qtbot.addWidget(made)
    made.resize(1180, 590)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.read()
    shift.runner.settle()
    return made


def write(office: Office, name: str = "이수민", **points: int | None) -> SheetView:
    people = office.boss.run(round_status, on=date(2026, 11, 20)).value.people
    return office.boss.run(
        write_sheet,
        staff_id=office.people[name].id,
        seen_version=next(one.version for one in people if one.staff_id == office.people[name].id),
        on=date(2026, 11, 20),
        manner=Manner.OWN_CALL,
        points={**FULL, **points},
    ).value


def here() -> PointsEdit:
    at = QApplication.focusWidget()
    assert isinstance(at, PointsEdit)
    return at


def mark_all(section: MonitoringSection, skipped: str = "") -> None:
    """Give every item its most, by figures and Enter; N for the one skipped."""
    press(section, Key.Key_W, ALT)
    for item in load_form():
        assert here().item.id == item.id
        if item.id == skipped:
            press(here(), Key.Key_N)
        else:
            for figure in str(item.points):
                press(here(), Key(ord(figure)))
        press(here(), Key.Key_Return)


def test_a_sheet_is_written_by_figures_n_and_enter(
    qtbot: QtBot, boss: Shift, office: Office, said: list[str]
) -> None:
    section = shown(qtbot, boss)
    assert section.status.text() == "2026년 하반기 · 4명 가운데 0명 마침 · 12월 31일까지 37일 남음"
    section.people.choose(office.people["이수민"].id)
    assert section.form.whom.text() == "이수민 대리의 통화"
    mark_all(section, skipped="connecting")
    assert section.form.total.text() == "85 / 85 → 100.0점"
    assert QApplication.focusWidget() is section.form.comment_edit
    type_hangul(section.form.comment_edit, "밝은 말씨")
    press(section.form.comment_edit, Key.Key_Return, CTRL)
    boss.runner.settle()
    (sheet,) = office.boss.run(list_sheets).value
    assert (sheet.score, sheet.comment, sheet.on) == (100, "밝은 말씨", date(2026, 11, 24))
    assert {mark.item.id for mark in sheet.marks if mark.points is None} == {"connecting"}
    assert said == ["이수민 대리 100.0점, 평가표를 기록했습니다."]
    assert section.sides.currentWidget() is section.card_of_sheet
    assert section.status.text().startswith("2026년 하반기 · 4명 가운데 1명 마침")
    assert section.missing.text() == "남은 직원: 김하늘 주임, 정다은 주임, 최민호 과장"
    assert [edit.text() for edit in section.form.edits] == [""] * len(FULL)


def test_what_is_missing_or_too_much_is_shown_and_nothing_is_lost(
    qtbot: QtBot, boss: Shift, office: Office
) -> None:
    office.record(customer_name="강지훈", phone="010-2481-7736")
    section = shown(qtbot, boss)
    section.people.choose(office.people["이수민"].id)
    form = section.form
    mark_all(section)
    form.edits[3].setText("")
    press(form.comment_edit, Key.Key_Return, CTRL)
    assert "‘말씨’의 점수가 비어" in form.wrong.text()
    assert here() is form.edits[3]
    for figure in (Key.Key_1, Key.Key_1):
        press(here(), figure)
    press(here(), Key.Key_Return, CTRL)
    assert form.wrong.text() == "‘말씨 0–10’ 안의 점수를 적으십시오."
    form.edits[3].setText("9")
    type_hangul(form.comment_edit, "강지훈 님의 칭찬")
    press(form.comment_edit, Key.Key_Return, CTRL)
    boss.runner.settle()
    assert "고객을 적지 않습니다" in form.comment_edit.accessibleDescription()
    assert form.comment_edit.toPlainText() == "강지훈 님의 칭찬"
    assert form.total.text() == "99 / 100 → 99.0점"
    assert office.boss.run(list_sheets).value == ()


def test_letters_are_no_points_and_arrows_go_up_and_down(qtbot: QtBot, boss: Shift) -> None:
    section = shown(qtbot, boss)
    press(section, Key.Key_W, ALT)
    for key in (Key.Key_A, Key.Key_7, Key.Key_Down, Key.Key_N, Key.Key_2, Key.Key_Up):
        press(here(), key)
    assert [edit.text() for edit in section.form.edits[:2]] == ["7", "2"]
    assert here() is section.form.edits[0]


def test_what_is_typed_about_one_person_is_never_another_ones(
    qtbot: QtBot, boss: Shift, office: Office
) -> None:
    section = shown(qtbot, boss)
    section.people.choose(office.people["이수민"].id)
    mark_all(section)
    type_hangul(section.form.comment_edit, "차분함")
    section.people.choose(office.people["정다은"].id)
    assert section.form.total.text() == "10항목 남음"
    assert section.form.comment_edit.toPlainText() == ""
    section.read()  # another desk changed something
    boss.runner.settle()
    section.people.choose(office.people["이수민"].id)
    assert section.form.total.text() == "100 / 100 → 100.0점"
    assert section.form.comment_edit.toPlainText() == "차분함"


def test_a_low_score_asks_for_a_training_that_is_noted_as_held(
    qtbot: QtBot, boss: Shift, office: Office
) -> None:
    sheet = write(office, explaining=0, greeting=5)
    section = shown(qtbot, boss)
    section.people.choose(office.people["이수민"].id)
    section.sheets.choose(sheet.id)
    card = section.card_of_sheet
    assert card.score.text() == "75.0점"
    assert card.training.text() == "교육 12.24 (목)까지"
    type_hangul(card.held.edit, "첫인사 다시 익히기")
    press(card.held.edit, Key.Key_Return, CTRL)
    boss.runner.settle()
    training = office.boss.run(list_sheets).value[0].training
    assert training is not None
    assert training.state is PromiseState.KEPT
    assert card.training.text() == "교육 마침 오늘"
    assert not card.held_part.isVisible()


def test_whoever_is_evaluated_sees_only_their_own_and_answers_once(
    qtbot: QtBot, sumin: Shift, office: Office, said: list[str]
) -> None:
    mine = write(office)
    write(office, "정다은")
    section = shown(qtbot, sumin)
    assert [sheet.id for sheet in section.sheets.rows()] == [mine.id]
    assert not hasattr(section, "form")
    section.sheets.choose(mine.id)
    card = section.card_of_sheet
    card.setFocus()
    press(card.answer_edit, Key.Key_Return, CTRL)
    sumin.runner.settle()
    assert card.answer_edit.property("invalid")
    type_hangul(card.answer_edit, "고맙습니다")
    press(card.answer_edit, Key.Key_Return, CTRL)
    sumin.runner.settle()
    assert office.boss.run(list_sheets, staff_id=mine.staff_id).value[0].answer == "고맙습니다"
    assert said == ["답을 평가표에 남겼습니다."]
    assert not card.answer_part.isVisible()
    assert card.answered.isVisible()


def test_an_award_is_decided_from_a_candidate_with_a_reason(
    qtbot: QtBot, boss: Shift, office: Office, said: list[str]
) -> None:
    write(office)
    write(office)
    section = shown(qtbot, boss)
    press(section, Key.Key_A, ALT)
    awards = section.awards
    model = awards.candidates.model()
    assert [model.index(0, at).data() for at in range(4)] == ["이수민 대리", "–", "100.0 (2)", "–"]
    press(awards.candidates, Key.Key_Down)
    assert awards.person.currentData() == office.people["이수민"].id
    press(awards.candidates, Key.Key_Return, CTRL)
    boss.runner.settle()
    assert awards.reason.editor.property("invalid")
    type_hangul(awards.reason.edit, "끝까지 듣는 응대")
    press(awards.reason.edit, Key.Key_Return, CTRL)
    boss.runner.settle()
    (award,) = office.boss.run(list_awards).value
    assert (award.name, award.reason) == ("이수민 대리", "끝까지 듣는 응대")
    assert [row.id for row in awards.awards.rows()] == [award.id]
    assert said == ["이수민 대리의 포상을 기록했습니다."]


def test_a_sheet_goes_onto_paper(dressed: QApplication, office: Office) -> None:
    sheet = write(office, connecting=None)
    assert sheet_pdf(sheet_paper(sheet, "경기북부지부")).startswith(b"%PDF")


def test_a_sheet_is_corrected_by_key_and_whoever_was_evaluated_sees_it_as_unread(
    qtbot: QtBot, boss: Shift, sumin: Shift, office: Office, said: list[str]
) -> None:
    sheet = write(office, greeting=0, connecting=None)
    section = shown(qtbot, boss)
    section.people.choose(office.people["이수민"].id)
    section.form.edits[0].setText("7")  # a new sheet was begun
    section.sheets.choose(sheet.id)
    assert section.card_of_sheet.read.text() == "이수민 대리가 아직 읽지 않았습니다."
    press(section, Key.Key_R, CTRL)
    form = section.form
    assert section.sides.currentWidget() is form
    assert form.whom.text() == "이수민 대리의 평가표를 고칩니다"
    assert [edit.text() for edit in form.edits][:2] == ["10", "0"]
    assert "–" in [edit.text() for edit in form.edits]
    assert form.day.text() == "2026-11-20"
    form.edits[1].setText("15")
    press(form.comment_edit, Key.Key_Return, CTRL)
    boss.runner.settle()
    assert form.why.edit.hasFocus()
    assert "고치는 까닭을 입력하세요." in form.why.edit.accessibleDescription()
    type_hangul(form.why.edit, "인사를 빠뜨림")
    press(form.why.edit, Key.Key_Return, CTRL)
    boss.runner.settle()
    assert section.card_of_sheet.score.text() == "100.0점"
    told = [words.text() for words in section.card_of_sheet.corrected.findChildren(Words)]
    assert any("고치기 전 82.4점 · 인사를 빠뜨림" in text for text in told)
    assert form.edits[0].text() == "7"  # what was begun is there again
    assert form.whom.text() == "이수민 대리의 통화"

    counted: list[int] = []
    unread = UnreadSheets(sumin, sumin)
    unread.changed.connect(counted.append)
    sumin.runner.settle()
    mine = shown(qtbot, sumin)
    mine.sheets.choose(sheet.id)
    sumin.runner.settle()
    unread.read()
    sumin.runner.settle()
    assert (counted[0], counted[-1]) == (1, 0)
    assert not mine.card_of_sheet.correct_button.isVisible()


def test_escape_leaves_a_sheet_as_it_was(qtbot: QtBot, boss: Shift, office: Office) -> None:
    sheet = write(office)
    section = shown(qtbot, boss)
    section.people.choose(office.people["이수민"].id)
    section.sheets.choose(sheet.id)
    press(section, Key.Key_R, CTRL)
    section.form.edits[1].setText("0")
    press(section.form.edits[1], Key.Key_Escape)
    assert section.sides.currentWidget() is section.card_of_sheet
    assert office.boss.run(list_sheets).value == (sheet,)
    assert [edit.text() for edit in section.form.edits] == [""] * len(FULL)
    assert section.form.day.text() == "2026-11-24"


@pytest.mark.parametrize("sound", [True, False])
def test_the_branchs_own_form_is_filled_in_where_it_is_sound(
    qtbot: QtBot, boss: Shift, said: list[str], tmp_path: Path, sound: bool
) -> None:
    text = resources.read_text("monitoring/sheet.toml").replace('"첫인사"', '"밝은 첫인사"')
    own = tmp_path / "sheet.toml"
    own.write_text(text if sound else text.replace("points = 10", "points = 11", 1), "utf-8")
    section = MonitoringSection(boss, own)
    qtbot.addWidget(section)
    titles = ("밝은 첫인사",) if sound else ("첫인사",)
    qtbot.waitUntil(lambda: sound or bool(said))
    qtbot.waitUntil(lambda: section.form.edits[1].item.title in titles)
    told = "지부의 평가표 서식에 잘못이 있어 원래 서식을 씁니다: sheet.toml:"
    assert [one.startswith(told) for one in said] == ([] if sound else [True])
