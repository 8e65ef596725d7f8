"""How a line of the list is drawn, and the view that scrolls and walks through the inquiries."""

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
from desk_app.gui.inquiries.table import AnyIndex, Cells, InquiryModel, cells
from desk_app.gui.widgets.flow import Flow, Run, layout
from desk_app.gui.widgets.paint import TONES, draw_focus
from desk_app.usecases.inquiries import InquiryRow

SIDE, LEFT, DATES = 20, 82, 62  # px: the margin, the column of days left, the column of both dates
_HEIGHT = 58


class LineDelegate(QStyledItemDelegate):
    """Draws a line by tokens: days left, who asks what, both dates under one another."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Return the height of a line; the width is the view's."""
        return QSize(theme.px(280), theme.px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw the inquiry at `index`."""
        row, model = index.data(InquiryModel.RowRole), index.model()
        assert isinstance(model, InquiryModel)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, state = QRectF(option.rect), option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("primary_fill" if chosen else "hover"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color("border"))
        if chosen:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.color("primary"))
        _draw_line(painter, box, cells(row, model.today, model.now))
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            draw_focus(painter, box.adjusted(3, 0, 0, -1), 4, "primary_fill")
        painter.restore()


def _draw_line(painter: QPainter, box: QRectF, line: Cells) -> None:
    size = theme.current().text_size
    left_ink = "text_soft" if line.tone == "quiet" else TONES[line.tone][0]
    left, dates = float(theme.px(LEFT)), float(theme.px(DATES))
    room = box.width() - 2 * SIDE - left - dates
    top, low = box.center().y() - theme.px(10), box.center().y() + theme.px(11)
    middle = box.center().y()
    days = _flow((Run(line.left, theme.BODY, "bold", left_ink),), left - 8, size)
    _at(painter, days, box.left() + SIDE, middle)
    x = box.left() + SIDE + left
    who = (Run(line.who, theme.BODY, "bold"), Run(f" {line.about}", theme.BODY))
    _at(painter, _flow(who, room - 10, size), x, top)
    _at(painter, _flow((Run(line.under, theme.SMALL, ink="text_quiet"),), room - 10, size), x, low)
    safe = Run(line.safe, theme.BODY, "bold", tabular=True)
    limit = Run(line.limit, theme.SMALL, ink="text_quiet", tabular=True)
    for run, y in ((safe, top), (limit, low)):
        flow = _flow((run,), dates, size)
        _at(painter, flow, box.right() - SIDE - flow.width, y)


def _at(painter: QPainter, flow: Flow, x: float, middle: float) -> None:
    flow.draw(painter, QPointF(x, middle - flow.height / 2))


@lru_cache(maxsize=4096)
def _flow(runs: tuple[Run, ...], width: float, _text_size: int) -> Flow:
    return layout(runs, max(1.0, width), 1)


class InquiryView(QListView):
    """The list itself: arrows walk through it.

    Says `chosen(row)` when another line is walked to, None when the list is empty. While the list is read
    anew the line stays chosen and in its place; where it is gone, the next one is chosen.
    """

    chosen = Signal(object)

    def __init__(self, model: InquiryModel) -> None:
        super().__init__()
        self._model = model
        self._id: int | None = None
        self._at = 0
        self._scrolled = 0
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(tr("Inquiries"))
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._return)

    def row(self) -> InquiryRow | None:
        """Return the inquiry chosen."""
        return self._model.row(self.currentIndex())

    def choose(self, inquiry_id: int | None) -> bool:
        """Choose an inquiry and bring it into sight; return whether it is there."""
        index = self._model.index_of(inquiry_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:  # noqa: N802 - Qt's name
        """Tell of another line."""
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # letters here are keys, not text
        row = self._model.row(current)
        if row is None or row.id == self._id:
            return
        self._id, self._at = row.id, current.row()
        self.chosen.emit(row)

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
        index = self._model.index_of(self._id)
        if not index.isValid():
            index = self._model.index_near(self._at)
        if not index.isValid():
            if self._id is not None:
                self._id = None
                self.chosen.emit(None)
            return
        self._at = index.row()
        self.doItemsLayout()
        self.setCurrentIndex(index)
        self.verticalScrollBar().setValue(self._scrolled)
        if not self.viewport().rect().intersects(self.visualRect(index)):
            self.scrollTo(index)
