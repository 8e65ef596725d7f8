"""A plain table of frozen values: columns that say how to read a row, one line a row, drawn by tokens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desk_app.gui import theme
from desk_app.gui.widgets.flow import Run, layout
from desk_app.gui.widgets.paint import draw_focus

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
INK = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Column:
    """A column: its head, what a row says in it, its share of the width, and the ink (a token) by row.

    It is never narrower than `least` px at 100 %, so that a name stays whole where the text is large.
    """

    title: str
    text: Callable[[Any], str]
    share: int = 1
    ink: Callable[[Any], str] = lambda _row: "text"
    least: int = 0


class Rows(QAbstractTableModel):
    """The rows shown, each a frozen value."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: list[Any] = []

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, or its ink."""
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(row)}"
        return column.ink(row) if role == INK else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the head of a column."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()


class _Cells(QStyledItemDelegate):
    """Draws a cell: its ground, a bar before the chosen row, its words on one line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        box = QRectF(option.rect)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, theme.color("primary_fill" if chosen else "card"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color("border"))
        if chosen and index.column() == 0:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.color("primary"))
        weight: theme.Weight = "semibold" if index.column() == 0 else "regular"
        ink = index.data(INK)
        run = Run(index.data(), 13.5, weight, ink, tabular=True)
        flow = layout((run,), box.width() - 16, 1)
        flow.draw(painter, QPointF(box.left() + 10, box.center().y() - flow.height / 2))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return 38 px of height."""
        return QSize(theme.px(60), theme.px(38))


class Table(QTableView):
    """The table: arrows move, `picked(row)` tells the row one stands on (Enter: again), known by `key`."""

    picked = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        key: Callable[[Any], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self.model_ = Rows(columns)
        self.setModel(self.model_)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(20)
        head.setStretchLastSection(True)
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._quiet = False
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.activated.connect(self._moved)
        self._fit()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show `rows`; the one chosen stays chosen if it is still there, and nothing is said of it."""
        before = self.row()
        scrolled = self.verticalScrollBar().value()
        self._quiet = True  # what somebody is typing about the row is theirs
        self.model_.show_rows(rows)
        if before is not None:
            self.choose(self._key(before))
            self.verticalScrollBar().setValue(scrolled)
        self._quiet = False

    def rows(self) -> list[Any]:
        """Return the rows shown."""
        return self.model_.rows

    def row(self) -> Any:
        """Return the row chosen, or None."""
        index = self.currentIndex()
        return self.model_.rows[index.row()] if index.isValid() else None

    def choose(self, key: object) -> bool:
        """Stand on the row with this key; return whether there is one."""
        for at, row in enumerate(self.model_.rows):
            if self._key(row) == key:
                self.selectRow(at)
                return True
        return False

    def bring(self, wanted: Callable[[Any], bool]) -> None:
        """Bring the first row that is `wanted` into the middle of what is seen, without choosing it."""
        for at, row in enumerate(self.model_.rows):
            if wanted(row):
                self.scrollTo(self.model_.index(at, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
                return

    def leave(self) -> None:
        """Stand on no row."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid() and not self._quiet:
            self.picked.emit(self.model_.rows[index.row()])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keyboard without standing on a row: Qt would stand on the first, and Down skip it."""
        before, self._quiet = self._quiet, True
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            self.setCurrentIndex(QModelIndex())
        self._quiet = before

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows and, with the keyboard here, the ring."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_focus(painter, QRectF(self.viewport().rect()), 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out to the columns."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the rows' height with the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(38))
        self.horizontalHeader().setFixedHeight(theme.px(34))

    def _share(self) -> None:
        left, shares = self.viewport().width(), sum(column.share for column in self.model_.columns)
        for at, column in enumerate(self.model_.columns):
            width = max(theme.px(column.least), left * column.share // shares)
            self.setColumnWidth(at, width)
            left, shares = max(0, left - width), max(1, shares - column.share)
