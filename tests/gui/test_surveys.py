"""The survey by keyboard: the customer's own window, papers typed in, files, words, and what is published."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db import models
from desk_app.commands.hands import press, type_hangul
from desk_app.core.clock import seoul_at
from desk_app.gui.main_window import MainWindow, PageSpec
from desk_app.gui.paper import sheet_pdf, sheet_png
from desk_app.gui.shift import Shift
from desk_app.gui.surveys.center import SurveyCenter
from desk_app.gui.surveys.paper import publication_sheet, survey_slip, yearly_paper
from desk_app.gui.surveys.section import SurveySection
from desk_app.gui.surveys.window import WAITS_FOR, SurveyWindow
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.usecases.survey_results import read_publication
from desk_app.usecases.survey_words import list_words, publish_word
from desk_app.usecases.yearly_surveys import load_sheet
from tests.builders import Office
from tests.gui.settings_page import fill, listening
from tests.surveys import answers

Key = Qt.Key
OCTOBER = date(2026, 10, 15)


@pytest.fixture
def said(dressed: QApplication) -> Iterator[list[str]]:
    """What the notice line was given to say."""
    with listening() as heard:
        yield heard


@pytest.fixture
def desk(qtbot: QtBot) -> QWidget:
    """The receptionist's own window."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(desk: QWidget, shift: Shift) -> SurveyWindow:
    """The customer's window, asked for at the receptionist's desk."""
    made = SurveyWindow(shift, desk)
    made.ask()
    return made


def shown(qtbot: QtBot, shift: Shift) -> SurveySection:
    made = SurveySection(shift)
    qtbot.addWidget(made)
    made.resize(1180, 590)
    made.show()
    made.activateWindow()
    made.read()
    shift.runner.settle()
    return made


def kept(office: Office) -> list[tuple[int, int]]:
    """Return how many answers there are of each score."""
    table = models.SurveyScore
    with office.engine.connect() as connection:
        rows = connection.execute(sa.select(table.score, table.count).order_by(table.score))
        return [(score, count) for score, count in rows]


def words(office: Office) -> list[str]:
    """Return every word that was taken."""
    with office.engine.connect() as connection:
        return sorted(connection.scalars(sa.select(models.SurveyWord.word)))


# -- the customer's window ---------------------------------------------------------------------


def test_a_key_a_word_and_enter_give_an_answer_and_the_next_press_closes(
    window: SurveyWindow, shift: Shift, office: Office, said: list[str]
) -> None:
    press(window, Key.Key_Return)
    shift.runner.settle()
    assert kept(office) == []  # nothing was chosen yet
    press(window.buttons[5], Key.Key_2)
    press(window.buttons[2], Key.Key_4)
    type_hangul(window.word, "3번 설명")
    assert window.buttons[4].isChecked()  # a figure typed into the word chooses nothing
    press(window.word, Key.Key_Return)
    shift.runner.settle()
    assert (kept(office), words(office)) == ([(75, 1)], ["3번 설명"])
    assert said == ["답을 받았습니다."]
    assert window.word.text() == ""
    assert not any(button.isChecked() for button in window.buttons.values())
    assert window.isVisible()
    press(QApplication.focusWidget() or window, Key.Key_A)
    assert not window.isVisible()


def test_nothing_of_the_office_stands_on_the_window(window: SurveyWindow, office: Office) -> None:
    words = {window.windowTitle(), window.accessibleName()}
    words |= {label.text() for label in window.findChildren(QLabel)}
    words |= {button.text() for button in window.findChildren(KeyButton)}
    secrets = ("법무", "보호", "공단", "지부", "창구", *(name for name in office.people))
    assert not [(word, secret) for word in words for secret in secrets if secret in word]


def test_leaving_keeps_nothing_and_shows_nothing_to_the_next(
    window: SurveyWindow, shift: Shift, office: Office
) -> None:
    window.choose(1)
    window.word.setText("오래 기다림")
    press(window.buttons[1], Key.Key_Escape)
    assert not window.isVisible()
    window.ask()
    assert window.word.text() == ""
    assert not window.give.isEnabled()
    shift.ticked.emit(office.now + WAITS_FOR)  # and one that is forgotten goes by itself
    assert not window.isVisible()
    shift.runner.settle()
    assert kept(office) == []


def test_the_key_asks_from_any_page_and_says_what_to_say(qtbot: QtBot, shift: Shift, said: list[str]) -> None:
    office_window = MainWindow([PageSpec("desk", "응대", "phone", QWidget)])
    qtbot.addWidget(office_window)
    center = SurveyCenter(shift, office_window)
    office_window.show_page("desk")
    with qtbot.waitExposed(office_window):
        office_window.show()
    office_window.activateWindow()
    press(office_window, Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert center.asked is not None
    assert center.asked.isVisible()
    assert said[0].startswith("“오늘 응대가 어떠셨는지 여쭤봐도 될까요?")


# -- the section -------------------------------------------------------------------------------


def test_bars_and_table_tell_the_same_and_mark_a_small_sample(
    qtbot: QtBot, shift: Shift, office: Office
) -> None:
    answers(office, OCTOBER, 5, 5, 4, 4, 3)
    answers(office, date(2026, 11, 20), 1)
    section = shown(qtbot, shift)
    heard = section.chart.accessibleDescription()
    assert heard == "2015 82.8, 2016 91.4 A등급, 2026. 10. 80.0 5명 · 표본 적음"
    model = section.table.model()
    assert model.rowCount() == 1
    october = [model.index(0, column).data() for column in range(model.columnCount())]
    assert october == ["2026. 10.", "80.0", "5명 · 표본 적음", "–"]
    assert section.detail.text() == "2026. 10. 표준편차 20.9, 응대 0건에 답 5건"
    assert "온전히 끝난 달만 세고, 답이 5건보다 적은 달은" in section.rules.text()
    assert section.rules.text().endswith("2026. 11.부터의 답은 그달이 끝나고 5건이 모이면 보입니다.")


def test_slips_are_typed_in_by_figure_and_enter(qtbot: QtBot, shift: Shift, office: Office) -> None:
    section = shown(qtbot, shift)
    slip = section.slip
    press(section, Key.Key_S, Qt.KeyboardModifier.AltModifier)
    press(slip.keep, Key.Key_Return)
    assert slip.grid.accessibleDescription() == "종이에 표시된 답을 고르십시오."
    assert kept(office) == []
    for figure in (Key.Key_5, Key.Key_1):
        slip.grid.take_focus()
        press(QApplication.focusWidget() or slip, figure)
        press(QApplication.focusWidget() or slip, Key.Key_Return)
        shift.runner.settle()
    slip.grid.press(3)
    type_hangul(slip.word.edit, "보통")
    press(slip.word.edit, Key.Key_Return)
    shift.runner.settle()
    assert (kept(office), words(office)) == ([(0, 1), (50, 1), (100, 1)], ["보통"])
    assert slip.count.text() == "이번에 3장 넣었습니다."


def test_a_yearly_sheet_is_a_row_of_figures(qtbot: QtBot, shift: Shift, office: Office) -> None:
    section = shown(qtbot, shift)
    section.show_side(section.sheet)
    for wrong in ("543", "54a4555", "9999999"):
        fill(section.sheet.figures, wrong)
        press(section.sheet.figures.edit, Key.Key_Return)
        shift.runner.settle()
        assert section.sheet.figures.editor.property("invalid")
    fill(section.sheet.figures, "543-551")
    press(section.sheet.figures.edit, Key.Key_Return)
    shift.runner.settle()
    with office.engine.connect() as connection:
        points = connection.scalars(sa.select(models.SurveySheet.points)).all()
    assert points == [
        {"kindness": 5, "speed": 4, "explanation": 3, "fairness": 5, "privacy": 5, "overall": 1}
    ]


def test_a_file_comes_in_whole_or_its_wrong_lines_are_named(
    qtbot: QtBot, boss: Shift, said: list[str], tmp_path: Path
) -> None:
    section = shown(qtbot, boss)
    file = tmp_path / "조사.csv"
    head = "친절,신속,설명,약속,공정,보호,전반\n"
    file.write_text(head + "5,5,5,5,5,5,5\n5,5,5,육,5,5,5\n", "utf-8")
    section.importing.bring_in(file)
    qtbot.waitUntil(lambda: not section.importing.wrong.isHidden())
    assert "3째 줄: 약속 칸의 ‘육’" in "".join(
        label.text() for label in section.importing.wrong.findChildren(QLabel)
    )
    file.write_text(head + "5,5,5,5,5,5,5\n", "cp949")
    section.importing.bring_in(file)
    qtbot.waitUntil(lambda: said == ["조사지 1장을 가져왔습니다."])
    assert section.importing.wrong.isHidden()


def test_words_are_for_supervisors_who_tick_what_is_published(
    qtbot: QtBot, boss: Shift, shift: Shift, office: Office
) -> None:
    answers(office, OCTOBER, 5, word="설명이 친절했습니다")
    answers(office, OCTOBER, 5, 5, 4, 4)
    assert not hasattr(shown(qtbot, shift), "words")
    section = shown(qtbot, boss)
    section.show_side(section.words)
    press(section.words.table, Key.Key_Down)
    assert section.words.whole.text() == "설명이 친절했습니다"
    press(section.words.table, Key.Key_Space)
    boss.runner.settle()
    assert office.boss.run(list_words).value[0].published
    boss.runner.settle()
    assert section.words.table.model().index(0, 0).data() == "공개함"


# -- paper -------------------------------------------------------------------------------------


def test_the_page_to_publish_and_the_papers_are_real_files(dressed: QApplication, office: Office) -> None:
    answers(office, OCTOBER, 5, 5, 4, 4, 3, word="조용해서 좋았습니다")
    office.boss.run(publish_word, word_id=office.boss.run(list_words).value[0].id, published=True)
    office.clock.set(seoul_at(date(2026, 12, 1), time(9)))
    sheet = publication_sheet(office.boss.run(read_publication, year=2026).value, "경기북부지부")
    picture = QImage.fromData(sheet_png(sheet))
    assert picture.width() > 1000
    inks = {picture.pixelColor(x, y).name() for x in range(0, 1200, 4) for y in range(0, 500, 4)}
    assert "#256ef4" in inks  # the bars
    for each in (sheet, survey_slip(), yearly_paper(load_sheet())):
        assert sheet_pdf(each).startswith(b"%PDF-")
    told = repr(sheet)
    assert "80.0 · 5명 · 표본 적음 · 표준편차 20.9" in told
    assert "조용해서 좋았습니다" in told
    assert "2026 응대 뒤 한 문항', 80.0, '80.0 · 5명 · 표본 적음'" in told, "a bar of a few says so as well"
    assert "91.4 · A등급" in told
    assert "답이 5건보다 적은 달은 다음 달과 묶어" in told
    assert not [name for name in office.people if name in told]
