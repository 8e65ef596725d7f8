"""The branch: chosen from the agency's 26 while typing, and its name, address and telephone to correct."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from desk_app.core.errors import BadInput
from desk_app.core.korean import name_query
from desk_app.core.office import Branch
from desk_app.core.phones import format_phone, parse_phone
from desk_app.gui.i18n import tr
from desk_app.gui.office.line_field import LineField
from desk_app.gui.office.tick_box import TickBox
from desk_app.gui.widgets.fields import LiveLineEdit
from desk_app.gui.widgets.labels import label
from desk_app.gui.words import say_error

Index = QModelIndex | QPersistentModelIndex


def find_branches(branches: Sequence[Branch], typed: str) -> list[Branch]:
    """Return the branches whose name or seat begins with what was typed (초성 too) or holds it."""
    query = name_query(typed)
    if not typed.strip():
        return list(branches)
    queries = [query] + ([query.otherwise] if query.otherwise else [])
    for each in queries:
        found = [b for b in branches if each.matches(b.name) or each.matches(b.seat)]
        found = found or [b for b in branches if typed.strip() in b.name + b.seat]
        if found:
            return found
    return []


class _Branches(QAbstractListModel):
    """The branches found, each with the town of its seat."""

    def __init__(self, branches: Sequence[Branch]) -> None:
        super().__init__()
        self.found = list(branches)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many were found."""
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return name and seat."""
        if role == Qt.ItemDataRole.DisplayRole and index.isValid():
            branch = self.found[index.row()]
            return f"{branch.name}  ·  {branch.seat}"
        return None

    def show_found(self, found: list[Branch]) -> None:
        """Show others."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()


class BranchPicker(QWidget):
    """A search line over the list of branches; the arrows move in the list while one types.

    `picked(Branch)` with every other one chosen, `entered` when Enter is pressed on it.
    """

    picked = Signal(object)
    entered = Signal()

    def __init__(self, branches: Sequence[Branch], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._branches = branches
        self._model = _Branches(branches)
        self.search = LiveLineEdit(tr("Name, town or initial consonants"))
        self.search.setAccessibleName(tr("Find the branch"))
        self.search.live_text_changed.connect(self._find)
        self.search.returnPressed.connect(self.entered)
        self.search.installEventFilter(self)
        self._nobody = label(tr("No branch is called so."))
        self._nobody.hide()
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setAccessibleName(tr("Branches"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setStyleSheet("QListView::item { padding: 8px 10px; }")
        self.list.selectionModel().currentChanged.connect(lambda now, _before: self._pick(now))
        self.list.activated.connect(lambda _index: self.entered.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self._nobody)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.search)

    def branch(self) -> Branch | None:
        """Return the branch chosen."""
        index = self.list.currentIndex()
        return self._model.found[index.row()] if index.isValid() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows in the search line move in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self._model.found:
                row = self.list.currentIndex().row() + step
                self._choose(max(0, min(row, len(self._model.found) - 1)))
                return True
        return super().eventFilter(watched, event)

    def _find(self, typed: str) -> None:
        self._model.show_found(find_branches(self._branches, typed))
        self._nobody.setVisible(not self._model.found)
        if typed.strip() and self._model.found:
            self._choose(0)

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self._model.index(row))

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self._model.found[index.row()])


class BranchForm(QWidget):
    """Name, address and telephone of a branch; what head office has not confirmed says so.

    A flagged value stays flagged until it is changed or its "checked" box is ticked.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._branch: Branch | None = None
        self.name = LineField(tr("Branch name"))
        self.address = LineField(tr("Address"))
        self.phone = LineField(tr("Telephone"))
        self._checks: dict[str, TickBox] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        for key, field in self.fields():
            check = self._checks[key] = TickBox(tr("I have checked this: it is right"))
            check.setAccessibleName(f"{field.edit.accessibleName()}, {check.text()}")
            self.column.addWidget(field)
            self.column.addWidget(check)
            field.edit.textChanged.connect(self._flag)
            check.toggled.connect(self._flag)
        self.setFocusProxy(self.name)
        self._flag()

    def fields(self) -> tuple[tuple[str, LineField], ...]:
        """Return the fields with the names of what they hold."""
        return (("name", self.name), ("address", self.address), ("phone", self.phone))

    def show_branch(self, branch: Branch) -> None:
        """Show `branch` as it stands."""
        self._branch = branch
        for key, field in self.fields():
            self._checks[key].setChecked(False)
            field.set_text(getattr(branch, key))
        self._flag()

    @property
    def shown(self) -> Branch | None:
        """Return the branch as it was shown first."""
        return self._branch

    def branch(self) -> Branch | None:
        """Return the branch as it stands in the fields, or None with the error shown at its field."""
        before = self._branch
        if before is None:
            return None
        phone = self.phone.text()
        try:
            if phone:
                number = parse_phone(phone)
                phone = format_phone(number.digits, number.extension)
        except BadInput as wrong:
            self.phone.set_error(say_error(wrong))
            self.phone.edit.setFocus()
            return None
        if not self.name.text():
            self.name.set_error(tr("Fill this in."))
            self.name.edit.setFocus()
            return None
        return replace(
            before,
            name=self.name.text(),
            address=self.address.text(),
            phone=phone,
            unconfirmed=self._still_unconfirmed(),
        )

    def _still_unconfirmed(self) -> frozenset[str]:
        if self._branch is None:
            return frozenset()
        changed = {key for key, field in self.fields() if field.text() != getattr(self._branch, key)}
        checked = {key for key, check in self._checks.items() if check.isChecked()}
        return self._branch.unconfirmed - changed - checked

    def _flag(self) -> None:
        before = self._branch.unconfirmed if self._branch else frozenset()
        still = self._still_unconfirmed()
        for key, field in self.fields():
            field.set_note(tr("To be confirmed by head office") if key in still else "")
            self._checks[key].setVisible(key in before and (key in still or self._checks[key].isChecked()))
