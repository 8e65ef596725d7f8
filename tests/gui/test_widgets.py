"""The small widgets, as a person and a screen reader meet them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press, type_hangul
from desk_app.gui import theme
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.fields import Field, LiveLineEdit, LiveTextEdit
from desk_app.gui.widgets.flow import Run, layout
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.say_line import SayLine, Segment
from desk_app.gui.widgets.step_rail import StepItem, StepRail
from desk_app.gui.widgets.timeline import Event, Timeline
from desk_app.gui.widgets.wrap_row import WrapRow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's, of any small window


def _open(qtbot: QtBot, widget: QWidget) -> None:
    """Show `widget` as the active window."""
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


_SENTENCE = (
    Segment("지금 담당자가 자리에 없어 바로 답변드리기 어렵습니다. 연락처를 남겨 주시면 확인해서 "),
    Segment("오늘 오후 5시까지", is_slot=True),
    Segment(" "),
    Segment("이수민 대리", is_slot=True),
    Segment("가 연락드리겠습니다."),
)


@pytest.mark.parametrize("width", [180, 260, 333, 480, 900])
@pytest.mark.parametrize("text_size", [100, 150])
def test_the_line_to_say_breaks_between_words_only(
    dressed: QApplication, qtbot: QtBot, width: int, text_size: int
) -> None:
    try:
        theme.apply(dressed, "light", text_size)
        line = SayLine(_SENTENCE)
        qtbot.addWidget(line)
        lines = [each.text.strip() for each in line.flow(width * text_size / 100).lines]
    finally:
        theme.apply(dressed)
    assert " ".join(lines) == line.text()
    assert all(each.width <= width * 1.5 for each in line.flow(width).lines)


def test_a_narrower_line_is_higher_and_holds_all_its_lines(dressed: QApplication, qtbot: QtBot) -> None:
    line = SayLine(_SENTENCE)
    qtbot.addWidget(line)
    heights = [line.heightForWidth(width) for width in (900, 480, 260)]
    assert heights == sorted(heights)
    assert heights[0] < heights[2]
    assert line.heightForWidth(480) >= len(line.flow(480).lines) * 35


def test_a_word_wider_than_the_line_is_cut_rather_than_lost(dressed: QApplication) -> None:
    long = "가" * 80
    flow = layout((Run(long),), 100)
    assert "".join(line.text for line in flow.lines) == long
    assert all(line.width <= 100 for line in flow.lines)


def test_what_is_shortened_ends_in_dots_and_is_whole_in_the_tooltip(
    dressed: QApplication, qtbot: QtBot
) -> None:
    words = Words("주거지원 연장 문의와 긴급지원 신청 결과", max_lines=1)
    qtbot.addWidget(words)
    words.resize(120, 24)
    words.show()
    assert words.flow(120).lines[0].text.endswith("…")
    assert words.toolTip() == words.text()


def test_a_screen_reader_hears_the_whole_sentence_and_what_is_blank(
    dressed: QApplication, qtbot: QtBot
) -> None:
    line = SayLine((Segment("성함은 "), Segment("성함", is_slot=True, missing=True), Segment(" 님")))
    qtbot.addWidget(line)
    assert line.text() == "“성함은 성함 님”"
    assert line.accessibleName() == "성함은 (빈칸: 성함) 님"


@pytest.mark.parametrize("kind", [LiveLineEdit, LiveTextEdit])
def test_the_syllable_being_typed_is_already_told(
    dressed: QApplication, qtbot: QtBot, kind: type[LiveLineEdit] | type[LiveTextEdit]
) -> None:
    edit = kind()
    qtbot.addWidget(edit)
    edit.show()
    told: list[str] = []
    edit.live_text_changed.connect(told.append)
    type_hangul(edit, "김수")
    assert told == ["ㄱ", "기", "김", "김ㅅ", "김수"]


@pytest.mark.parametrize("kind", [LiveLineEdit, LiveTextEdit])
def test_a_syllable_given_up_is_taken_back(
    dressed: QApplication, qtbot: QtBot, kind: type[LiveLineEdit] | type[LiveTextEdit]
) -> None:
    edit = kind()
    qtbot.addWidget(edit)
    told: list[str] = []
    edit.live_text_changed.connect(told.append)
    QApplication.sendEvent(edit, QInputMethodEvent("ㄱ", []))
    QApplication.sendEvent(edit, QInputMethodEvent("", []))
    assert told == ["ㄱ", ""]


def test_typed_lines_can_be_undone_and_tab_moves_on(dressed: QApplication, qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    text, after = LiveTextEdit(), QPushButton("다음")
    column.addWidget(text)
    column.addWidget(after)
    _open(qtbot, page)
    text.setPlainText("먼저")
    text.setFocus()
    text.undo()
    assert text.toPlainText() == "먼저"
    press(text, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert text.toPlainText() == "먼저"


def test_a_field_tells_its_name_and_its_error(dressed: QApplication, qtbot: QtBot) -> None:
    field = Field("연락처", LiveLineEdit(), help_text="지역번호부터")
    qtbot.addWidget(field)
    assert field.editor.accessibleName() == "연락처"
    assert field.editor.accessibleDescription() == "지역번호부터"
    field.set_error("전화번호가 아닙니다.")
    assert field.editor.accessibleDescription() == "전화번호가 아닙니다."
    assert field.editor.property("invalid") is True
    field.set_error("")
    assert field.editor.accessibleDescription() == "지역번호부터"
    assert field.editor.property("invalid") is False


@pytest.mark.parametrize("size", ["small", "medium", "large"])
def test_buttons_are_large_enough_to_hit_and_their_words_whole(
    dressed: QApplication, qtbot: QtBot, size: str
) -> None:
    button = KeyButton("기록하고 마침", "Ctrl Enter", "primary", size=size)  # type: ignore[arg-type]  # parametrized
    qtbot.addWidget(button)
    assert button.sizeHint().height() >= 32
    assert button.minimumSizeHint() == button.sizeHint()


def test_one_action_is_key_and_button(dressed: QApplication, qtbot: QtBot) -> None:
    page = QWidget()
    done: list[str] = []
    record = action(page, "기록하고 마침", "Ctrl+Return", lambda: done.append("recorded"))
    button = KeyButton.of(record, "primary")
    button.setParent(page)
    _open(qtbot, page)
    page.setFocus()
    press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    press(page, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    button.click()
    assert done == ["recorded"] * 3
    assert button.accessibleDescription() == "Ctrl Enter"
    record.setEnabled(False)
    assert not button.isEnabled()


def test_a_focused_button_takes_enter(dressed: QApplication, qtbot: QtBot) -> None:
    button = KeyButton("닫기")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        press(button, Qt.Key.Key_Return)


def _choices(qtbot: QtBot) -> tuple[ChoiceGrid, list[str]]:
    grid = ChoiceGrid()
    grid.set_choices(
        [
            Choice("tomorrow", "내일 10:00까지", "권장"),
            Choice("today", "오늘 17:00까지"),
            Choice("hour", "1시간 안에"),
            Choice("other", "다른 시각 정하기", enabled=False),
        ],
        "today",
    )
    _open(qtbot, grid)
    taken: list[str] = []
    grid.chosen.connect(taken.append)
    return grid, taken


def test_a_choice_is_taken_by_its_number(dressed: QApplication, qtbot: QtBot) -> None:
    grid, taken = _choices(qtbot)
    assert grid.selected() == "today"
    assert grid.press(3)
    assert taken == ["hour"]
    assert grid.selected() == "hour"
    assert not grid.press(4)
    assert not grid.press(9)
    assert not grid.press(0)
    assert taken == ["hour"]


def test_a_choice_is_taken_by_arrows(dressed: QApplication, qtbot: QtBot) -> None:
    grid, taken = _choices(qtbot)
    first = grid.findChildren(QWidget)[0]
    grid.select("tomorrow")
    first.setFocus()
    press(first, Qt.Key.Key_Right)
    assert taken == ["today"]
    assert taken[-1] == grid.selected()


def test_showing_a_choice_as_taken_says_nothing(dressed: QApplication, qtbot: QtBot) -> None:
    grid, taken = _choices(qtbot)
    grid.select("hour")
    grid.select("")
    assert grid.selected() == ""
    assert taken == []


def test_steps_are_read_with_their_state(dressed: QApplication, qtbot: QtBot) -> None:
    rail = StepRail()
    qtbot.addWidget(rail)
    rail.set_steps([StepItem("전화 받기", "벨 2회", "done"), StepItem("첫인사", "", "now")])
    rail.set_steps([StepItem("전화 받기", "", "skipped"), StepItem("첫인사", "", "now"), StepItem("끝인사")])
    names = [words.accessibleName() for words in rail.findChildren(Words)]
    assert names == ["1단계 전화 받기, 건너뜀", "2단계 첫인사, 진행 중", "3단계 끝인사, 남음"]


def test_a_history_holds_every_line_of_it(dressed: QApplication, qtbot: QtBot) -> None:
    line = Timeline()
    qtbot.addWidget(line)
    line.set_events([Event("방문", "11.19 (목)", "준비 서류 목록 안내하지 못함, 재방문 요청"), Event("전화")])
    line.resize(200, line.heightForWidth(200))
    line.show()
    first, second = line.findChildren(Words)
    assert first.height() >= first.flow(first.width()).height
    assert second.y() >= first.y() + first.flow(first.width()).height


def test_a_row_goes_on_below_when_it_is_too_narrow(dressed: QApplication, qtbot: QtBot) -> None:
    buttons = [KeyButton(word) for word in ("전화 걸기", "지킴", "부재중", "기한 조정", "인계")]
    row = WrapRow(*buttons)
    qtbot.addWidget(row)
    row.resize(240, row.heightForWidth(240))
    row.show()
    assert {button.y() for button in buttons} != {0}
    assert all(button.geometry().right() <= 240 for button in buttons)
    assert buttons[-1].geometry().bottom() < row.height()


def test_a_particle_stays_at_the_word_it_belongs_to(dressed: QApplication) -> None:
    slot, rest = Run("최민호 과장", fill="slot_fill"), Run("이 연락드립니다.")
    (line,) = layout((slot, rest), 1e6).lines
    word, particle = [piece for piece in line.pieces if piece.text.strip()][1:3]
    assert (word.text, particle.text) == ("과장", "이")
    assert particle.x == word.x + word.width
