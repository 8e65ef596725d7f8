"""Setting a presence in two keys: my own and, at the reception, anybody's."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press
from desk_app.core.areas import Area
from desk_app.core.clock import seoul_at
from desk_app.core.staff import Person, PresenceState
from desk_app.gui.main_window import MainWindow
from desk_app.gui.office.presence import presence_word
from desk_app.gui.office.presence_panel import PresencePanel
from desk_app.gui.settings.me import MeSection
from desk_app.gui.shift import Shift
from desk_app.usecases.absences import plan_absence
from desk_app.usecases.office import change_settings, read_office
from desk_app.usecases.staff import list_staff, set_presence
from tests.builders import Office
from tests.gui.settings_page import ALT, fill, listening, opened

TODAY = date(2026, 11, 24)


@pytest.fixture
def panel(qtbot: QtBot, shift: Shift) -> PresencePanel:
    """The receptionist's panel, open in its window."""
    window = MainWindow([])
    qtbot.addWidget(window)
    made = PresencePanel(shift, window)
    made.setProperty("window", window)  # it lives as long as its panel
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.open_under(window.top_bar)
    return made


@pytest.fixture
def said(dressed: QApplication) -> Iterator[list[str]]:
    """What the notice line was given to say."""
    with listening() as heard:
        yield heard


def open_again(panel: PresencePanel) -> None:
    """Press the first key once more."""
    anchor = panel.window().findChild(QWidget, "topbar")
    assert anchor is not None
    panel.open_under(anchor)


def colleague(office: Office, name: str) -> Person:
    """Return a colleague as the database has them."""
    return next(person for person in office.desk.run(list_staff).value if person.name == name)


def back(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """Return an hour of today, or of a day after it."""
    return seoul_at(TODAY + timedelta(days=days), time(hour, minute))


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Qt.Key.Key_1, (PresenceState.HERE, None)),
        (Qt.Key.Key_2, (PresenceState.BUSY, back(14, 36))),
        (Qt.Key.Key_3, (PresenceState.OUT, back(16, 6))),
        (Qt.Key.Key_4, (PresenceState.MEETING, back(15, 6))),
        (Qt.Key.Key_5, (PresenceState.LEAVE, back(9, days=1))),
        (Qt.Key.Key_6, (PresenceState.GONE, back(9, days=1))),
    ],
)
def test_the_second_key_sets_it_with_the_usual_length(
    panel: PresencePanel,
    shift: Shift,
    office: Office,
    key: Qt.Key,
    expected: tuple[PresenceState, datetime | None],
) -> None:
    press(panel.form, key)
    shift.runner.settle()
    me = colleague(office, "김하늘")
    assert (me.presence.state, me.presence.back_at) == expected
    assert panel.isHidden(), "two keys, and it is out of the way"


def test_the_branch_says_how_long_a_talk_takes(panel: PresencePanel, shift: Shift, office: Office) -> None:
    view = office.boss.run(read_office).value
    longer = {**vars(view.settings), "busy_for": 45}
    office.boss.run(change_settings, seen_version=view.version, settings=type(view.settings)(**longer))
    shift.changed.emit(frozenset({Area.OFFICE}))
    shift.runner.settle()
    press(panel.form, Qt.Key.Key_2)
    shift.runner.settle()
    assert colleague(office, "김하늘").presence.back_at == back(14, 51)


def test_return_and_note_typed_first_go_with_alt_and_the_number(
    panel: PresencePanel, shift: Shift, office: Office
) -> None:
    fill(panel.form.back, "내일 오전 10시")
    fill(panel.form.note, "본부 교육")
    assert "Alt와 번호" in panel.form.note.editor.accessibleDescription()
    press(panel.form.note.edit, Qt.Key.Key_4, ALT)
    shift.runner.settle()
    me = colleague(office, "김하늘")
    assert presence_word(me.presence, shift.now()) == ("회의 (본부 교육) · 11/25 10:00 복귀", "away")
    assert (panel.form.note.text(), panel.form.back.text()) == ("", ""), "the next one begins empty"


def test_enter_in_a_field_is_an_outing_and_later_moves_the_return(
    qtbot: QtBot, shift: Shift, tmp_path: Path
) -> None:
    me = opened(qtbot, shift, tmp_path).show_section("me")
    assert isinstance(me, MeSection)
    assert "외근으로" in me.presence.note.edit.accessibleDescription()
    fill(me.presence.note, "이동상담")
    fill(me.presence.back, "오후 3시 반")
    press(me.presence.back.edit, Qt.Key.Key_Return)
    shift.runner.settle()
    assert presence_word(shift.person.presence, shift.now()) == ("외근 (이동상담) · 15:30 복귀", "away")
    press(me.presence, Qt.Key.Key_2)
    shift.runner.settle()
    fill(me.presence.back, "15:00")
    press(me.presence.back.edit, Qt.Key.Key_Return)
    shift.runner.settle()
    assert presence_word(shift.person.presence, shift.now()) == ("상담 중 · 15:00까지", "busy")


@pytest.mark.parametrize("typed", ["언젠가", "오전 9시", "내일"])
def test_a_return_that_is_none_or_past_is_told_at_its_field(
    panel: PresencePanel, shift: Shift, office: Office, typed: str
) -> None:
    fill(panel.form.back, typed)
    press(panel.form.choices.buttons()[2], Qt.Key.Key_3)
    shift.runner.settle()
    assert panel.form.back.edit.accessibleDescription()
    assert QApplication.focusWidget() is panel.form.back.edit
    assert colleague(office, "김하늘").presence.here
    assert panel.isVisible()


def test_a_note_too_long_is_told_at_its_field(panel: PresencePanel, shift: Shift, office: Office) -> None:
    panel.form.note.set_text("가" * 81)
    press(panel.form, Qt.Key.Key_3)
    shift.runner.settle()
    assert "메모" in panel.form.note.edit.accessibleDescription()
    assert colleague(office, "김하늘").presence.here


def test_reception_says_for_a_colleague_where_they_are(
    panel: PresencePanel, shift: Shift, said: list[str]
) -> None:
    open_again(panel)
    people = panel.form.people
    assert QApplication.focusWidget() is people, "the key once more goes to the list of people"
    assert people.currentText() == "김하늘 주임 (나)"
    while people.currentText() != "이수민 대리":
        press(people, Qt.Key.Key_Down)
    press(people, Qt.Key.Key_Return)
    press(panel.form, Qt.Key.Key_3)
    shift.runner.settle()
    sumin = next(person for person in shift.people if person.name == "이수민")
    assert presence_word(sumin.presence, shift.now()) == ("외근 · 16:06 복귀", "away")
    assert shift.person.presence.here
    assert said == ["이수민 대리의 자리 상태를 바꿨습니다: 외근 · 16:06 복귀"]
    open_again(panel)
    assert panel.form.person() == shift.person, "next time it is mine again"


def test_it_tells_how_it_stands_and_what_is_planned_next_today(
    panel: PresencePanel, shift: Shift, office: Office
) -> None:
    assert panel.form.planned_words.isHidden()
    office.desk.run(
        plan_absence,
        staff_id=shift.person.id,
        state=PresenceState.MEETING,
        starts_at=back(16),
        ends_at=back(17),
        note="주간회의",
    )
    office.desk.run(set_presence, staff_id=shift.person.id, state=PresenceState.BUSY, back_at=back(15))
    shift.changed.emit(frozenset({Area.STAFF}))
    shift.runner.settle()
    assert panel.form.now_words.text() == "지금: 상담 중 · 15:00까지"
    assert panel.form.planned_words.text() == "오늘 예정: 16:00 회의 (주간회의)"
