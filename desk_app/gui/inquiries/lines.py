"""How a line of the list is drawn, and the view that scrolls and walks through the inquiries."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.inquiries.table import Cells, InquiryModel, cells
from desk_app.gui.widgets.flow import Flow, Run, layout
from desk_app.gui.widgets.lines import AnyIndex, LineDelegate, LineView
from desk_app.gui.widgets.paint import TONES
from desk_app.usecases.inquiries import InquiryRow

SIDE, LEFT, DATES = 20, 82, 62  # px: the margin, the column of days left, the column of both dates
_WORDS, _ROOM = 39, 19  # px: the height of both lines, which grows with the text, and what is round them


class _Delegate(LineDelegate):
    """Draws a line: days left, who asks what, both dates under one another."""

    rules = True

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Return the height of a line; the width is the view's."""
        return QSize(theme.px(280), theme.px(_WORDS) + _ROOM)

    def draw(self, painter: QPainter, box: QRectF, index: AnyIndex, _chosen: bool, /) -> None:
        """Draw the words of the inquiry at `index`."""
        model = index.model()
        assert isinstance(model, InquiryModel)
        _draw_line(painter, box, cells(index.data(InquiryModel.EntryRole), model.today, model.now))


def _draw_line(painter: QPainter, box: QRectF, line: Cells) -> None:
    size = theme.current().text_size
    left_ink = "text_soft" if line.tone == "quiet" else TONES[line.tone][0]
    left, dates = float(theme.px(LEFT)), float(theme.px(DATES))
    room = box.width() - 2 * SIDE - left - dates
    top, low = box.center().y() - theme.px(10), box.center().y() + theme.px(11)
    middle = box.center().y()
    days = _flow((Run(line.left, theme.BODY, "bold", left_ink),), left - 8, size, lines=2)
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
def _flow(runs: tuple[Run, ...], width: float, _text_size: int, lines: int = 1) -> Flow:
    return layout(runs, max(1.0, width), lines)


class InquiryView(LineView[InquiryRow]):
    """The list itself; says `chosen(row)`, as every list of lines does."""

    def __init__(self, model: InquiryModel) -> None:
        super().__init__(model, _Delegate(), tr("Inquiries"))
        self.setUniformItemSizes(True)
