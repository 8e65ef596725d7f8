"""A list of lines that is read anew as a whole: its model, how a line's ground is drawn, and its view."""

from collections.abc import Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desk_app.gui import theme
from desk_app.gui.widgets.paint import draw_focus

_ROOT = QModelIndex()
AnyIndex = QModelIndex | QPersistentModelIndex
E = TypeVar("E")


class LineModel(QAbstractListModel, Generic[E]):
    """Entries in their order, as last `put`; `data(index, EntryRole)` is the entry itself.

    A kind of list says in `key_of` which one an entry is, and in `spoken` how it is read aloud.
    """

    EntryRole = Qt.ItemDataRole.UserRole

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[E, ...] = ()
        self._places: dict[Hashable, int] = {}

    def key_of(self, entry: E) -> Hashable | None:
        """Return what stays the same while lines move, or None for a head, which cannot be chosen."""
        raise NotImplementedError

    def spoken(self, entry: E) -> str:
        """Return the line as a screen reader says it."""
        raise NotImplementedError

    def put(self, entries: Sequence[E]) -> None:
        """Show these entries instead."""
        self.beginResetModel()
        self._entries = tuple(entries)
        keys = ((self.key_of(entry), at) for at, entry in enumerate(self._entries))
        self._places = {key: at for key, at in keys if key is not None}
        self.endResetModel()

    def touch(self) -> None:
        """Have every line drawn anew where it stands."""
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def entry(self, index: AnyIndex) -> E | None:
        """Return what stands at `index`, or None outside the list."""
        return self._entries[index.row()] if index.isValid() else None

    def index_of(self, key: Hashable | None) -> QModelIndex:
        """Return where the line of `key` stands now, or no index."""
        return self.index(self._places[key]) if key in self._places else QModelIndex()

    def index_near(self, row: int) -> QModelIndex:
        """Return the first line at or after `row`, else the last one before it, or no index."""
        lines = self._places.values()
        at = min((at for at in lines if at >= row), default=max(lines, default=-1))
        return self.index(at) if at >= 0 else QModelIndex()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return the number of entries."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Return that lines can be chosen and heads cannot."""
        entry = self.entry(index)
        if entry is None or self.key_of(entry) is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the entry, or the line as it is read aloud."""
        entry = self.entry(index)
        if entry is None or role == self.EntryRole:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.spoken(entry)
        return None


class LineDelegate(QStyledItemDelegate):
    """Draws the ground of a line by tokens; a kind of list gives `sizeHint` and draws the words in `draw`.

    `rules` stands for a hairline under every line.
    """

    rules = False

    def draw(self, painter: QPainter, box: QRectF, index: AnyIndex, chosen: bool, /) -> None:
        """Draw the words of a line or a head."""
        raise NotImplementedError

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw the entry at `index`; a head has no ground."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, state = QRectF(option.rect), option.state
        line = bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)
        chosen = line and bool(state & QStyle.StateFlag.State_Selected)
        if chosen or (line and state & QStyle.StateFlag.State_MouseOver):
            painter.fillRect(box, theme.color("primary_fill" if chosen else "hover"))
        if self.rules:
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color("border"))
        if chosen:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.color("primary"))
        self.draw(painter, box, index, chosen)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            draw_focus(painter, box.adjusted(3, 0, 0, -1 if self.rules else 0), 4, "primary_fill")
        painter.restore()


class LineView(QListView, Generic[E]):
    """The list itself: arrows walk over the lines and pass heads by; letters are the keys of verbs.

    Says `chosen(entry)` when another line is walked to, None when the list is empty. While the list is
    read anew the line stays chosen and in its place; where it is gone, the next one is chosen.
    """

    chosen = Signal(object)

    def __init__(self, model: LineModel[E], delegate: LineDelegate, name: str) -> None:
        super().__init__()
        self._model = model
        self._key: Hashable | None = None
        self._row = 0
        self._scrolled = 0
        self.setModel(model)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(name)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._return)

    def entry(self) -> E | None:
        """Return the line chosen."""
        return self._model.entry(self.currentIndex())

    def key(self) -> Hashable | None:
        """Return which line is chosen."""
        return self._key

    def choose(self, key: Hashable | None) -> bool:
        """Choose the line of `key` and bring it into sight; return whether it is there."""
        index = self._model.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:  # noqa: N802 - Qt's name
        """Tell of another line."""
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # letters here are keys, not text
        entry = self._model.entry(current)
        if entry is None or self._model.key_of(entry) == self._key:
            return
        self._key, self._row = self._model.key_of(entry), current.row()
        self.chosen.emit(entry)

    def keyboardSearch(self, _text: str) -> None:  # noqa: N802 - Qt's name
        """Search for nothing: letters are the keys of verbs."""

    def changeEvent(self, event: QEvent) -> None:
        """Measure the lines anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def _remember(self) -> None:
        self._scrolled = self.verticalScrollBar().value()

    def _return(self) -> None:
        index = self._model.index_of(self._key)
        if not index.isValid():
            index = self._model.index_near(self._row)
        if not index.isValid():
            if self._key is not None:
                self._key = None
                self.chosen.emit(None)
            return
        self._row = index.row()
        self.doItemsLayout()
        self.setCurrentIndex(index)
        self.verticalScrollBar().setValue(self._scrolled)
        if not self.viewport().rect().intersects(self.visualRect(index)):
            self.scrollTo(index)
