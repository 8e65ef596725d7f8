"""변경 기록: who changed what, newest first; read-only, for supervisors."""

from PySide6.QtWidgets import QWidget

from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.gui.i18n import tr
from desk_app.gui.settings.change_words import say_change, say_subject
from desk_app.gui.settings.section import Section
from desk_app.gui.settings.table import Column, Table
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.changes import ChangeLine, list_changes

AT_ONCE = 200


class ChangesSection(Section):
    """The latest lines; older ones on request."""

    areas = frozenset({Area.STAFF, Area.TOPICS, Area.CALENDAR, Area.OFFICE})

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(shift, parent)
        older = action(self, tr("Older lines"), "Alt+PgDown", self._older)
        foot = WrapRow(KeyButton.of(older))
        column = self.card(tr("Change log"), tr("Nobody can change or delete these lines."), foot=foot)
        quiet = lambda _line: "text_quiet"  # noqa: E731 - a column's ink
        self.table = Table(
            tr("Change log"),
            (
                Column(tr("When"), lambda line: f"{seoul(line.at):%Y-%m-%d %H:%M}", 3),
                Column(tr("Who"), lambda line: line.by, 2),
                Column(tr("Desk name"), lambda line: line.desk, 2, quiet),
                Column(tr("About"), lambda line: say_subject(line.subject), 2, quiet),
                Column(tr("What"), lambda line: say_change(line.subject, line.what), 7),
            ),
            key=lambda line: line.id,
        )
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def read(self) -> None:
        """Read the latest lines."""
        self.shift.call(self, list_changes, self._take, most=AT_ONCE)

    def _take(self, lines: tuple[ChangeLine, ...]) -> None:
        known = {line.id for line in lines}
        self.table.show_rows([*lines, *(line for line in self.table.rows() if line.id not in known)])

    def _older(self) -> None:
        rows = self.table.rows()
        if rows:
            self.shift.call(
                self,
                list_changes,
                lambda lines: self.table.show_rows([*self.table.rows(), *lines]),
                before_id=rows[-1].id,
                most=AT_ONCE,
            )
