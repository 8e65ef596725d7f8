"""How a line of the board is drawn, and the view that scrolls and walks through them."""

from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
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
from desk_app.gui.i18n import tr
from desk_app.gui.promises.table import AnyIndex, BoardModel, Cells, Entry, Head, Key, cells, key_of
from desk_app.gui.widgets.flow import Flow, Run, layout
from desk_app.gui.widgets.paint import TONES, draw_focus, edge

_SIDE = 22  # px left and right of a line
_GAP = 12  # px between columns
_WHEN, _KIND, _WHO = 120, 82, 92
_OWNER, _PROGRESS, _LEAST_ABOUT = 152, 126, 130


class LineDelegate(QStyledItemDelegate):
    """Draws heads and lines by tokens; a line is 38 px high, as the rows of `look.md`."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of a head or a line; the width is the view's."""
        head = isinstance(index.data(BoardModel.EntryRole), Head)
        return QSize(theme.px(320), theme.px(40 if head else 38))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw the entry at `index`."""
        entry, model = index.data(BoardModel.EntryRole), index.model()
        assert isinstance(model, BoardModel)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        state = option.state
        if isinstance(entry, Head):
            _draw_head(painter, box, entry)
        else:
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            if chosen or state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(box, theme.color("primary_fill" if chosen else "hover"))
            if chosen:
                painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.color("primary"))
            _draw_line(painter, box, cells(entry, model.now), chosen=chosen)
            if chosen and state & QStyle.StateFlag.State_HasFocus:
                draw_focus(painter, box.adjusted(3, 0, 0, 0), 4, "primary_fill")
        painter.restore()


def _draw_head(painter: QPainter, box: QRectF, head: Head) -> None:
    ink, ground, _ = TONES[head.tone]
    title = _flow(Run(head.title, theme.SMALL, "semibold", ink), 1e6, theme.current().text_size)
    height = theme.px(24)
    chip = QRectF(box.left() + _SIDE - 3, box.bottom() - height - theme.px(4), title.width + 18, height)
    painter.setPen(edge(head.tone))
    painter.setBrush(theme.color(ground))
    painter.drawRoundedRect(chip, 6, 6)
    title.draw(painter, chip.center() - QPointF(title.width / 2, title.height / 2))
    count = _flow(
        Run(str(head.count), theme.SMALL, "semibold", "text_quiet", tabular=True),
        1e6,
        theme.current().text_size,
    )
    count.draw(painter, QPointF(chip.right() + 9, chip.center().y() - count.height / 2))


def _draw_line(painter: QPainter, box: QRectF, line: Cells, *, chosen: bool) -> None:
    when_ink = "text_soft" if line.tone == "quiet" else TONES[line.tone][0]
    quiet = "text_quiet"
    left, room = box.left() + _SIDE, box.width() - 2 * _SIDE
    for runs, width in zip(
        (
            (Run(line.when, theme.BODY, "bold", when_ink, tabular=True),),
            (Run(line.kind, theme.BODY, "regular", "text_soft"),),
            (Run(line.who, theme.BODY, "semibold"),),
            (Run(line.about),),
            (Run(line.owner, 13.5, ink="text_soft" if chosen else quiet), *_away(line)),
            (Run(line.progress, theme.SMALL, ink=quiet, tabular=True),),
        ),
        _widths(room),
        strict=True,
    ):
        if width > 0 and runs[0].text:
            flow = _flow_of(runs, width - _GAP, theme.current().text_size)
            flow.draw(painter, QPointF(left, box.center().y() - flow.height / 2))
        left += width


def _away(line: Cells) -> tuple[Run, ...]:
    return (Run(f"  {line.briefly}", theme.SMALL, ink="text_quiet", tabular=True),) if line.briefly else ()


def _widths(room: float) -> tuple[float, float, float, float, float, float]:
    """Return the widths of the columns; what finds no room gives way, since the detail says it."""
    when, kind, who, owner, progress = (
        float(theme.px(each)) for each in (_WHEN, _KIND, _WHO, _OWNER, _PROGRESS)
    )
    least, about = theme.px(_LEAST_ABOUT), room - when - kind - who - owner - progress
    if about < least:
        about, progress = about + progress, 0.0
    if about < least:
        about, owner = about + owner, 0.0
    if about < least:
        about, kind = about + kind, 0.0
    if progress and (spare := about - theme.px(300)) > 0:  # a wide window gives more to how far it is
        about, progress = about - spare * 0.4, progress + spare * 0.4
    return when, kind, who, about, owner, progress


@lru_cache(maxsize=4096)
def _flow_of(runs: tuple[Run, ...], width: float, _text_size: int) -> Flow:
    return layout(runs, width, 1)


def _flow(run: Run, width: float, text_size: int) -> Flow:
    return _flow_of((run,), width, text_size)


class BoardView(QListView):
    """The list itself: arrows walk over the lines and pass the heads by.

    Says `chosen(entry)` when another line is walked to, None when the list is empty. While the list is
    read anew the line stays chosen and in its place; where it is gone, the next one is chosen.
    """

    chosen = Signal(object)

    def __init__(self, model: BoardModel) -> None:
        super().__init__()
        self._model = model
        self._key: Key | None = None
        self._row = 0
        self._scrolled = 0
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(tr("Open promises"))
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._return)

    def entry(self) -> Entry | None:
        """Return the line chosen."""
        return self._model.entry(self.currentIndex())

    def key(self) -> Key | None:
        """Return which line is chosen."""
        return self._key

    def choose(self, key: Key | None) -> bool:
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
        if entry is None or key_of(entry) == self._key:
            return
        self._key, self._row = key_of(entry), current.row()
        self.chosen.emit(entry)

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
            index = self._model.line_near(self._row)
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
