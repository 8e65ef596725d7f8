"""The table of the charter: a line a measure, with the bars of its twelve weeks drawn beside its numbers."""

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QWidget

from desk_app.core.compliance import ComplianceLine, ComplianceReport, MeasureKind
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.management import words
from desk_app.gui.widgets.flow import Flow, Run, layout
from desk_app.gui.widgets.lines import AnyIndex, LineDelegate, LineModel
from desk_app.gui.widgets.paint import TONES, edge

_GAP = 12.0  # px between columns
_SIDE = 8.0
_CLAUSE, _COUNT, _RATE, _WEEKS, _SCROLL = 62, 100, 82, 132, 14
_LEAST_PROMISE = 190
_BAR = 0.72  # of its place that a week's bar takes


class ComplianceModel(LineModel[ComplianceLine]):
    """The measures in the charter's order, known by their key."""

    def __init__(self) -> None:
        super().__init__()
        self._report: ComplianceReport | None = None

    def show_report(self, report: ComplianceReport) -> None:
        """Show another report."""
        self._report = report
        self.put(report.lines)

    def key_of(self, entry: ComplianceLine) -> str:
        """Return which measure it is."""
        return entry.measure.key

    def spoken(self, entry: ComplianceLine) -> str:
        """Return the line with its figures; the weeks follow as its description."""
        count = words.count_of(entry)
        figures = (words.say_count(entry.measure, count), words.say_figure(entry.measure, count))
        return ", ".join((words.clause_mark(entry.clause_id), entry.measure.title, *figures))

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return as any list does; the numbers behind the bars as tooltip and description."""
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            entry = self.entry(index)
            if self._report is None or entry is None:
                return None
            return f"{entry.measure.title}\n{words.say_weeks(self._report, entry)}"
        return super().data(index, role)


class ComplianceDelegate(LineDelegate):
    """Draws a measure: clause, promise, kept, rate, weeks."""

    rules = True

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Return the height of a line; the width is the view's."""
        return QSize(theme.px(320), theme.px(42))

    def draw(self, painter: QPainter, box: QRectF, index: AnyIndex, _chosen: bool, /) -> None:
        """Draw the cells of a line."""
        line: ComplianceLine = index.data(ComplianceModel.EntryRole)
        view = self.parent()
        assert isinstance(view, QWidget)  # its whole width, scroll bar and all: the heads stand above it
        clause, promise, count, rate, weeks = _columns(box.left(), view.width())
        middle = box.center().y()
        _draw_clause(painter, clause, middle, words.clause_mark(line.clause_id))
        _put(painter, Run(line.measure.title), promise, middle, lines=2)
        figures, measure = words.count_of(line), line.measure
        if measure.kind is not MeasureKind.NUMBER:  # which says the same as its figure
            soft = Run(words.say_count(measure, figures), 13.5, ink="text_soft", tabular=True)
            _put(painter, soft, count, middle, right=True)
        tone = words.tone_of(line)
        nothing = line.rate is None and line.value is None
        figure = Run(
            words.say_figure(measure, figures),
            theme.SMALL if nothing else theme.LEAD,
            "regular" if nothing else "bold",
            "text_soft" if tone == "quiet" else TONES[tone][0],
            tabular=True,
        )
        _put(painter, figure, rate, middle, right=True)
        if words.has_weeks(line):
            _draw_weeks(painter, QRectF(weeks[0], box.top() + 9, weeks[1], box.height() - 19), line)


class Heads(QWidget):
    """The heads of the columns, over the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of a head."""
        return QSize(theme.px(560), theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the names of the columns and the rule under them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = (tr("Clause"), tr("Promise"), tr("Kept cases"), tr("Rate kept"), tr("Last 12 weeks"))
        for at, (name, place) in enumerate(zip(names, _columns(0, self.width()), strict=True)):
            run = Run(name, theme.SMALL, "semibold", "text_quiet")
            _put(painter, run, place, self.height() / 2, right=at in {2, 3})
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.color("border"))


def _columns(left: float, width: float) -> tuple[tuple[float, float], ...]:
    """Return left edge and width of each column; the promise takes what is left."""
    wide = [float(theme.px(each)) for each in (_CLAUSE, 0, _COUNT, _RATE, _WEEKS)]
    wide[1] = max(60.0, width - sum(wide) - 4 * _GAP - _SIDE - _SCROLL)
    if (short := theme.px(_LEAST_PROMISE) - wide[1]) > 0:  # large text: the words matter more than the bars
        cut = min(short, wide[4] / 2)
        wide[1], wide[4] = wide[1] + cut, wide[4] - cut
    places, at = [], left + _SIDE
    for each in wide:
        places.append((at, each))
        at += each + _GAP
    return tuple(places)


def _put(
    painter: QPainter,
    run: Run,
    place: tuple[float, float],
    middle: float,
    *,
    right: bool = False,
    lines: int = 1,
) -> None:
    flow = _flow(run, place[1], theme.current().text_size, lines)
    left = place[0] + (place[1] - flow.width if right else 0.0)
    flow.draw(painter, QPointF(left, middle - flow.height / 2))


def _draw_clause(painter: QPainter, place: tuple[float, float], middle: float, text: str) -> None:
    flow = _flow(Run(text, 12.0, "semibold", "primary_text"), 1e6, theme.current().text_size)
    height = theme.px(20)
    painter.setPen(edge("primary"))
    painter.setBrush(theme.color("primary_fill"))
    painter.drawRoundedRect(QRectF(place[0], middle - height / 2, flow.width + 14, height), 5, 5)
    flow.draw(painter, QPointF(place[0] + 7, middle - flow.height / 2))


def _draw_weeks(painter: QPainter, box: QRectF, line: ComplianceLine) -> None:
    """Draw a bar a week, the last one strong; a week without a case is a dot on the ground, no bar."""
    bars = words.heights(line)
    place = box.width() / len(bars)
    painter.setPen(Qt.PenStyle.NoPen)
    for at, share in enumerate(bars):
        last = at == len(bars) - 1
        left, wide = box.left() + at * place, place * _BAR
        if share is None:
            painter.setBrush(theme.color("field_border"))
            painter.drawEllipse(QPointF(left + wide / 2, box.bottom() - 1.5), 1.5, 1.5)
            continue
        high = max(2.0, share * box.height())
        painter.setBrush(theme.color("primary" if last else "primary_soft"))
        painter.drawRoundedRect(QRectF(left, box.bottom() - high, wide, high), 1.5, 1.5)


@lru_cache(maxsize=2048)
def _flow(run: Run, width: float, _text_size: int, lines: int = 1) -> Flow:
    return layout((run,), width, lines)
