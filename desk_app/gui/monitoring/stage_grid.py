"""The items of a sheet by stage, in two columns that are as high as each other as far as may be."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtWidgets import QGridLayout, QWidget

from desk_app.core.monitoring import Item
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.monitoring.words import STAGES
from desk_app.gui.widgets.flow import Run
from desk_app.gui.widgets.labels import Words, label

_RIGHT = 3


def stage_grid(entries: Sequence[tuple[Item, QWidget]], *, with_most: bool = False) -> QGridLayout:
    """Return each item with what stands at its right, perhaps with its most points; stages stay whole."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(_RIGHT - 1, 16)
    row = side = placed = 0
    for stage, held in groupby(entries, key=lambda entry: entry[0].stage):
        if not side and placed * 2 >= len(entries):
            row, side = 0, _RIGHT
        grid.setColumnStretch(side, 1)
        grid.addWidget(label(tr(STAGES[stage])), row, side, 1, 2)
        for item, widget in held:
            row += 1
            placed += 1
            grid.addWidget(_title(item, with_most), row, side)
            grid.addWidget(widget, row, side + 1)
        row += 1
    return grid


def _title(item: Item, with_most: bool) -> Words:
    made = Words(max_lines=1)
    most = f"  {item.points}" if with_most else ""
    made.set_runs((Run(item.title, theme.BODY), Run(most, theme.SMALL, ink="text_quiet", tabular=True)))
    return made
