"""The ordered list of somebody's deputies, edited by keyboard: add, move up and down, remove."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.staff import Person
from desk_app.gui import theme
from desk_app.gui.contacts.picker import Option, Picker
from desk_app.gui.i18n import tr
from desk_app.gui.office.presence import presence_word
from desk_app.gui.settings.table import Column, Table
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.wrap_row import WrapRow

_LEAST_ROWS = 3


class DeputyChain(QWidget):
    """The deputies in their order; Alt+↑, Alt+↓ and Delete work on the one chosen. Says `changed`.

    `set_deputies` shows a chain without saying so; without `may_edit` it is only to be read.
    """

    changed = Signal()

    def __init__(self, shift: Shift, *, may_edit: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shift = shift
        self._of: int | None = None
        self._deputies: list[int] = []
        self.table = _ChainTable(
            tr("Deputies in their order"),
            (
                Column(tr("Order"), lambda person: str(self._deputies.index(person.id) + 1), 2),
                Column(tr("Deputy"), lambda person: person.title, 5, least=84),
                Column(
                    tr("Presence"), lambda person: presence_word(person.presence, shift.now())[0], 5, _quiet
                ),
            ),
            key=lambda person: person.id,
        )
        self.add = Picker(tr("Name or initial consonants"))
        self.add.chosen.connect(self._add)
        self.add.returnPressed.connect(self.add.take)
        up = action(self, tr("Move up"), "Alt+Up", lambda: self._move(-1))
        down = action(self, tr("Move down"), "Alt+Down", lambda: self._move(1))
        drop = action(self.table, tr("Remove"), "Del", self._drop)
        adding = Field(tr("Add a deputy"), self.add)
        buttons = WrapRow(*(KeyButton.of(each, size="small") for each in (up, down, drop)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.table, buttons, adding):
            column.addWidget(widget)
        for each in (up, down, drop):
            each.setEnabled(may_edit)
        for widget in (adding, buttons):
            widget.setVisible(may_edit)

    def deputies(self) -> tuple[int, ...]:
        """Return the chain as it stands on the screen."""
        return tuple(self._deputies)

    def set_deputies(self, staff_id: int | None, deputies: Sequence[int]) -> None:
        """Show the chain of a person; whoever is not in it and not the person can be added."""
        self._of, self._deputies = staff_id, list(deputies)
        self._show()

    def _show(self) -> None:
        people = [self._shift.person_by_id(each) for each in self._deputies]
        self.table.show_rows([person for person in people if person is not None])
        now = self._shift.now()
        others = [p for p in self._shift.people if p.id not in {self._of, *self._deputies}]
        options = [
            Option(p.id, p.title, (p.name, p.title, p.name[1:]), *presence_word(p.presence, now))
            for p in others
        ]
        self.add.set_options(options if self._of is not None else ())

    def _add(self, staff_id: int | None) -> None:
        if staff_id is not None:
            self._deputies.append(staff_id)
            self.add.choose(None)
            self._changed(staff_id)

    def _move(self, by: int) -> None:
        person: Person | None = self.table.row()
        if person is None:
            return
        at = self._deputies.index(person.id)
        if 0 <= at + by < len(self._deputies):
            self._deputies.insert(at + by, self._deputies.pop(at))
            self._changed(person.id)

    def _drop(self) -> None:
        person: Person | None = self.table.row()
        if person is not None:
            at = self._deputies.index(person.id)
            del self._deputies[at]
            near = self._deputies[min(at, len(self._deputies) - 1)] if self._deputies else None
            self._changed(near)

    def _changed(self, chosen: int | None) -> None:
        self._show()
        self.table.choose(chosen)
        self.changed.emit()


class _ChainTable(Table):
    """A table as high as its rows, with room for three."""

    def show_rows(self, rows: Sequence[object]) -> None:
        """Show other rows, at their height."""
        super().show_rows(rows)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the height of the rows."""
        return QSize(theme.px(240), self.minimumHeight())

    def _fit(self) -> None:
        super()._fit()
        shown = max(_LEAST_ROWS, len(self.model_.rows))
        self.setFixedHeight(theme.px(34) + theme.px(38) * shown + 2)


def _quiet(_person: Person) -> str:
    return "text_quiet"
