"""How a line of the board is drawn, and the view that scrolls and walks through them."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.promises.table import BoardModel, Cells, Entry, Head, cells
from desk_app.gui.widgets.flow import Flow, Run, layout
from desk_app.gui.widgets.lines import AnyIndex, LineDelegate, LineView
from desk_app.gui.widgets.paint import TONES, edge

_SIDE = 22  # px left and right of a line
_GAP = 12  # px between columns
_WHEN, _KIND, _WHO = 120, 82, 92
_OWNER, _PROGRESS, _LEAST_ABOUT = 152, 126, 130


class _Delegate(LineDelegate):
    """Draws heads and lines; a line is 38 px high, as the rows of `look.md`."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of a head or a line; the width is the view's."""
        head = isinstance(index.data(BoardModel.EntryRole), Head)
        return QSize(theme.px(320), theme.px(40 if head else 38))

    def draw(self, painter: QPainter, box: QRectF, index: AnyIndex, chosen: bool, /) -> None:
        """Draw the words of the entry at `index`."""
        entry, model = index.data(BoardModel.EntryRole), index.model()
        assert isinstance(model, BoardModel)
        if isinstance(entry, Head):
            _draw_head(painter, box, entry)
        else:
            _draw_line(painter, box, cells(entry, model.now), chosen=chosen)


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


class BoardView(LineView[Entry]):
    """The list itself; says `chosen(entry)`, as every list of lines does."""

    def __init__(self, model: BoardModel) -> None:
        super().__init__(model, _Delegate(), tr("Open promises"))
