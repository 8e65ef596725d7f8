"""A list read anew keeps the line chosen, or chooses the next one, and never a head."""

from collections.abc import Hashable

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.gui.widgets.lines import LineDelegate, LineModel, LineView


class Numbers(LineModel[int]):
    """Lines that are known by what they are; 0 and below are heads."""

    def key_of(self, entry: int) -> Hashable | None:
        return entry if entry > 0 else None

    def spoken(self, entry: int) -> str:
        return str(entry)


entries = st.lists(st.integers(-3, 30), max_size=12, unique=True)


@given(entries, st.integers(0, 14))
def test_the_line_near_a_row_is_the_first_from_there_on_else_the_last(read: list[int], row: int) -> None:
    model = Numbers()
    model.put(read)
    near = model.entry(model.index_near(row))
    ahead = [entry for entry in read[row:] if entry > 0]
    behind = [entry for entry in read[:row] if entry > 0]
    assert near == (ahead[0] if ahead else behind[-1] if behind else None)


@given(entries)
def test_a_line_is_found_by_its_key_and_only_lines_can_be_chosen(read: list[int]) -> None:
    model = Numbers()
    model.put(read)
    for at, entry in enumerate(read):
        found = model.index_of(model.key_of(entry))
        assert (found.row() if found.isValid() else None) == (at if entry > 0 else None)
        choosable = model.flags(model.index(at)) & Qt.ItemFlag.ItemIsSelectable
        assert bool(choosable) == (entry > 0)


def test_the_line_chosen_stays_while_it_is_there_else_the_next_takes_its_place(
    dressed: QApplication, qtbot: QtBot
) -> None:
    model = Numbers()
    view = LineView(model, LineDelegate(), "Numbers")
    qtbot.addWidget(view)
    told: list[int | None] = []
    view.chosen.connect(told.append)
    model.put([0, 11, 12, 13])
    assert view.entry() == 11, "the head is passed by"
    assert view.choose(12)
    model.put([0, 10, 11, -1, 12, 13])
    assert view.entry() == 12
    model.put([0, 10, -1, 13])
    assert view.entry() == 13
    model.put([0])
    assert told == [11, 12, 13, None]
    assert not view.choose(12)
