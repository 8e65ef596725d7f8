"""Short lists of the desk: two lines a row, taken by number, arrow or mouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desk_app.gui import theme
from desk_app.gui.widgets.flow import Run, layout
from desk_app.gui.widgets.own_keys import keep_from_page
from desk_app.gui.widgets.paint import TONES, draw_dot, draw_focus, draw_key, key_size

Index = QModelIndex | QPersistentModelIndex
_HEIGHT = 50.0
_NO_PARENT = QModelIndex()


@dataclass(frozen=True)
class Row:
    """One line of a list: names in it are masked already. `dot` names an ink, `tone` that of `right`."""

    id: int
    title: str
    detail: str = ""
    right: str = ""
    tone: theme.Tone = "quiet"
    dot: str = ""


class _Rows(QAbstractListModel):
    """The rows, for the view."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row's words for screen readers, or the row itself for the painter."""
        row = self.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return ", ".join(part for part in (row.title, row.detail, row.right) if part)
        return row if role == Qt.ItemDataRole.UserRole else None

    def show(self, rows: Sequence[Row]) -> None:
        """Take `rows` in place of those shown."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()


class _Painter(QStyledItemDelegate):
    """Draws a row: key, dot, title, what stands at the right, the detail under it."""

    def __init__(self, numbered: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._numbered = numbered

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines, or of one where no row has a second."""
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        return QSize(80, theme.px(_HEIGHT if row.detail else 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("primary_fill" if chosen else "hover"))
            painter.drawRoundedRect(box, 8, 8)
        left, right, middle = box.left() + 10, box.right() - 10, box.center().y()
        if self._numbered and index.row() < 9:
            key = str(index.row() + 1)
            left += key_size(key)[0] + 10
            draw_key(painter, key, left - 10, middle)
        if row.dot:
            draw_dot(painter, QPointF(left + 4, middle), row.dot, theme.px(8) / 2)
            left += 16
        if row.right:
            ink = TONES[row.tone][0]
            note = layout((Run(row.right, theme.SMALL, "semibold", ink, tabular=True),), 1e6)
            note.draw(painter, QPointF(right - note.width, middle - note.height / 2))
            right -= note.width + 10
        runs = [Run(row.title, theme.BODY, "semibold", leading=1.35)]
        title = layout(runs, max(1.0, right - left), 1)
        detail = layout((Run(row.detail, theme.SMALL, ink="text_quiet"),), max(1.0, right - left), 1)
        top = middle - (title.height + (detail.height if row.detail else 0)) / 2
        title.draw(painter, QPointF(left, top))
        if row.detail:
            detail.draw(painter, QPointF(left, top + title.height))
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            draw_focus(painter, box, 8, "primary_fill")
        painter.restore()


class RowList(QListView):
    """Rows by `set_rows`; says `picked(id)` on Enter, number or click, `removal_asked(id)` on Delete."""

    picked = Signal(int)
    removal_asked = Signal(int)

    def __init__(
        self, name: str, *, numbered: bool = False, most: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = _Rows()
        self._numbered, self._most = numbered, most
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(numbered, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.clicked.connect(lambda index: self._pick(index.row()))

    def rows(self) -> tuple[Row, ...]:
        """Return the rows shown."""
        return self._rows.rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; the one chosen stays chosen while it is there."""
        if tuple(rows) == self._rows.rows:
            return
        before = self._id(self.currentIndex().row())
        self._rows.show(rows)
        at = next((at for at, row in enumerate(rows) if row.id == before), None)
        if at is None and self.hasFocus() and rows:
            at = 0
        if at is not None:
            self.setCurrentIndex(self._rows.index(at))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return room for the rows, `most` of them at once."""
        high = sum(self.sizeHintForRow(at) for at in range(min(len(self._rows.rows), self._most)))
        return QSize(theme.px(240), high + 2)

    def minimumSizeHint(self) -> QSize:
        """Return room for one row."""
        return QSize(theme.px(120), min(self.sizeHint().height(), theme.px(_HEIGHT)))

    def event(self, event: QEvent) -> bool:
        """Keep Enter, Delete and the numbers from the page's own keys."""
        return keep_from_page(event, self._is_own) or super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        return bool(self._rows.rows) and (event.key() in _OWN_KEYS or self._number(event) is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick on Enter and by number, ask for removal on Delete, move by arrow."""
        here = self.currentIndex().row()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pick(here)
        elif event.key() == Qt.Key.Key_Delete and self._id(here) is not None:
            self.removal_asked.emit(self._id(here))
        elif (number := self._number(event)) is not None:
            self._pick(number - 1)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first row, so that it is seen where the keyboard is."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rows:
            self.setCurrentIndex(self._rows.index(0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Choose none."""
        super().focusOutEvent(event)
        if self.selectionModel().model() is not None:  # it is gone already while the window is taken apart
            self.setCurrentIndex(QModelIndex())

    def _number(self, event: QKeyEvent) -> int | None:
        number = event.key() - Qt.Key.Key_0
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return number if self._numbered and plain and 1 <= number <= len(self._rows.rows) else None

    def _id(self, at: int) -> int | None:
        return self._rows.rows[at].id if 0 <= at < len(self._rows.rows) else None

    def _pick(self, at: int) -> None:
        row_id = self._id(at)
        if row_id is not None:
            self.picked.emit(row_id)


_OWN_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete})
