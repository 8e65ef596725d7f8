"""화면: theme and text size of this computer."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.settings.section import Section
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.labels import label
from desk_app.settings import load_preferences, save_preferences


class DisplaySection(Section):
    """What is chosen is on the screen at once and kept on this computer."""

    def __init__(self, shift: Shift, preferences: Path, parent: QWidget | None = None) -> None:
        super().__init__(shift, parent)
        self._place = preferences
        column = self.card(tr("Display"), tr("Applies to this computer at once."))
        self.themes, self.sizes = (ChoiceGrid(columns=3, own_keys=True) for _ in range(2))
        self.themes.set_choices(
            (
                Choice("light", tr("Light")),
                Choice("dark", tr("Dark")),
                Choice("contrast", tr("High contrast")),
            )
        )
        self.sizes.set_choices(
            tuple(Choice(str(size), tr("{size} %", size=size)) for size in theme.TEXT_SIZES)
        )
        for words, grid in ((tr("Theme"), self.themes), (tr("Text size"), self.sizes)):
            grid.setAccessibleName(words)
            column.addWidget(label(words))
            column.addWidget(grid)
            grid.chosen.connect(lambda _chosen: self._apply())
        column.addStretch(1)
        self.read()

    def read(self) -> None:
        """Show the look on the screen as chosen."""
        look = theme.current()
        self.themes.select(look.name)
        self.sizes.select(str(look.text_size))

    def begin(self) -> None:
        """Begin with the theme, so that its numbers are taken."""
        self.themes.take_focus()

    def _apply(self) -> None:
        name, size = self.themes.selected(), int(self.sizes.selected() or 100)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, name, size)
        kept = replace(load_preferences(self._place), theme=name, text_size=size)
        if not save_preferences(kept, self._place):
            say(
                tr("The look could not be kept: {folder} takes no files.", folder=self._place.parent),
                "warning",
            )
