"""How the form of a new inquiry is laid out: what is known of it left, what was written right."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.gui.widgets.cards import Scroll
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field


def laid_out(fields: Mapping[str, Field], customer: QWidget, dates: QWidget, files: QWidget) -> Scroll:
    """Return the fields side by side, scrolling where there is too little room."""
    scroll = Scroll(spacing=8)
    scroll.column.setContentsMargins(2, 0, 8, 2)
    sides = QHBoxLayout()
    sides.setSpacing(20)
    left, right = QVBoxLayout(), QVBoxLayout()
    rows = (
        (("channel", 2), ("arrived_at", 3)),
        (("kind", 3), ("period", 1)),
        customer,
        (("topic", 1), ("owner", 1)),
        (("answer_by", 1), ("answer_to", 2)),
        (("told_by", 1),),
        dates,
    )
    _fill(left, rows, fields)
    _fill(right, ((("subject", 1),),), fields)
    left.addStretch(1)
    right.addWidget(fields["text"], 1)
    right.addWidget(files)
    for side in (left, right):
        side.setSpacing(8)
        sides.addLayout(side, 1)
    scroll.column.addLayout(sides, 1)
    return scroll


def combo(choices: Mapping[str, str]) -> ComboBox:
    """Return a choice of values, each with what it is called."""
    box = ComboBox()
    for value, text in choices.items():
        box.addItem(text, value)
    return box


def _fill(
    column: QVBoxLayout,
    rows: Sequence[Sequence[tuple[str, int]] | QWidget],
    fields: Mapping[str, Field],
) -> None:
    """Put rows of fields, each with its share of the width, or whole widgets under one another."""
    for each in rows:
        if isinstance(each, QWidget):
            column.addWidget(each)
            continue
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, share in each:
            row.addWidget(fields[name], share, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
