"""Lists of people, promises and contacts: rows of a few lines each, drawn by one delegate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desk_app.gui import theme
from desk_app.gui.widgets.flow import Run, layout
from desk_app.gui.widgets.paint import TONES, draw_focus, edge

_ROOT = QModelIndex()
_ROW = Qt.ItemDataRole.UserRole
_READ_ALOUD = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """One entry: its lines of styled words, and a chip at the right of the first; `ring` draws a timeline."""

    key: int
    lines: tuple[tuple[Run, ...], ...]
    chip: str = ""
    tone: theme.Tone = "quiet"
    ring: bool = False

    @property
    def spoken(self) -> str:
        """Return the entry as a screen reader says it."""
        said = ["".join(run.text for run in line).strip() for line in self.lines]
        return ", ".join(part for part in (*said, self.chip) if part)


class RowModel(QAbstractListModel):
    """The rows of a list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows` in place of what was shown."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row, or what is read aloud of it."""
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        return row.spoken if role in _READ_ALOUD else None


class _Delegate(QStyledItemDelegate):
    """Draws a row: the ground of what is chosen, the lines, the chip, the ring of a timeline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = 9  # px above and below the lines

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of the lines."""
        row: Row = index.data(_ROW)
        tall = sum(layout(line, 1e6, 1).height for line in row.lines)
        return QSize(theme.px(120), int(tall + 2 * self.room + 0.99))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw the row."""
        row: Row = index.data(_ROW)
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("primary_fill"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.color("primary"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("hover"))
        left, right, top = box.left() + 14, box.right() - 12, box.top() + self.room
        if row.ring:
            left += theme.px(20)
            _draw_ring(painter, box, top, bool(index.row()))
        for number, line in enumerate(row.lines):
            end = right - (_draw_chip(painter, row, right, top - 2) + 10 if number == 0 and row.chip else 0)
            flow = layout(line, end - left, 1)
            flow.draw(painter, QPointF(left, top))
            top += flow.height
        if state & QStyle.StateFlag.State_HasFocus:
            draw_focus(painter, box.adjusted(1, 1, -1, -1), 6)
        painter.restore()


def _draw_ring(painter: QPainter, box: QRectF, top: float, goes_up: bool) -> None:
    middle = QPointF(box.left() + 20, top + theme.px(theme.BODY) * 0.75)
    begins = box.top() if goes_up else middle.y()
    painter.fillRect(QRectF(middle.x() - 1, begins, 2, box.bottom() - begins), theme.color("border"))
    painter.setPen(QPen(theme.color("dot_away"), 2))
    painter.setBrush(theme.color("card"))
    painter.drawEllipse(middle, 4, 4)


def _draw_chip(painter: QPainter, row: Row, right: float, top: float) -> float:
    """Draw the chip and return its width."""
    flow = layout((Run(row.chip, theme.SMALL, "semibold", TONES[row.tone][0], tabular=True),), 1e6, 1)
    box = QRectF(right - flow.width - 16, top, flow.width + 16, theme.px(22))
    painter.setPen(edge(row.tone))
    painter.setBrush(theme.color(TONES[row.tone][1]))
    painter.drawRoundedRect(box, 6, 6)
    flow.draw(painter, QPointF(box.left() + 8, box.center().y() - flow.height / 2))
    return box.width()


class RowList(QListView):
    """A list of rows that remembers by key what is chosen; Enter or a click says `opened(key)`."""

    opened = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RowModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(lambda index: self.opened.emit(self._model.rows[index.row()].key))

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows shown."""
        return self._model.rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; what was chosen stays chosen and in its place while it is among them."""
        if tuple(rows) == self._model.rows:
            return
        chosen, scrolled = self.chosen(), self.verticalScrollBar().value()
        self._model.set_rows(rows)
        self.doItemsLayout()
        self.choose(chosen)
        self.verticalScrollBar().setValue(scrolled)

    def chosen(self) -> int | None:
        """Return the key of the row that is chosen."""
        index = self.currentIndex()
        return self._model.rows[index.row()].key if index.isValid() else None

    def choose(self, key: int | None) -> None:
        """Choose the row with that key, if it is there, and bring it into sight."""
        for at, row in enumerate(self._model.rows):
            if row.key == key:
                self.setCurrentIndex(self._model.index(at))

    def step(self, by: int) -> None:
        """Choose the row `by` places further down, stopping at the ends of the list."""
        if self._model.rows:
            at = self.currentIndex().row() + by if self.currentIndex().isValid() else 0
            self.setCurrentIndex(self._model.index(max(0, min(at, len(self._model.rows) - 1))))

    def open_chosen(self) -> bool:
        """Open the row that is chosen, or the first; return whether there is any."""
        if not self._model.rows:
            return False
        key = self.chosen()
        self.opened.emit(self._model.rows[0].key if key is None else key)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.open_chosen()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first row where none is chosen, so that the focus is seen."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            self.step(0)
