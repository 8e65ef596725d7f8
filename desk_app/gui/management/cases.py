"""The rows behind a number: each counted case, or the number told apart by person or by hour."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desk_app.core.compliance import Measure, MeasureKind
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.management import words
from desk_app.gui.widgets.flow import Flow, Run, layout
from desk_app.gui.widgets.lines import AnyIndex, LineDelegate, LineModel
from desk_app.gui.widgets.paint import TONES
from desk_app.usecases.compliance import HourCount, PersonCount, RowBehind

Case = RowBehind | PersonCount | HourCount
_SHARES = (24, 18, 30, 18, 16)


@dataclass(frozen=True)
class Cells:
    """What stands in one line, by column; the customer's name masked."""

    when: str
    who: str
    about: str
    staff: str
    result: str
    tone: theme.Tone

    @property
    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        parts = (self.when, self.who, self.about, self.staff, self.result)
        return ", ".join(part for part in parts if part)


def cells(measure: Measure, case: Case) -> Cells:
    """Return what a line of a measure says."""
    if isinstance(case, RowBehind):
        who, about = words.say_customer(case), words.say_detail(case)
        return Cells(words.say_at(case), who, about, case.staff, *_result(measure, case))
    name = case.name if isinstance(case, PersonCount) else tr("{hour} h", hour=f"{case.hour:02d}")
    count = case.count
    figure = words.say_figure(measure, count)
    return Cells(name, "", words.say_count(measure, count), "", figure, words.tone_of_rate(count.rate))


def _result(measure: Measure, row: RowBehind) -> tuple[str, theme.Tone]:
    if measure.kind is MeasureKind.RATE:
        return (tr("Kept"), "success") if row.kept else (tr("Not kept"), "danger")
    if measure.kind is MeasureKind.MINUTES and row.value is not None:
        return tr("{figure} min", figure=f"{row.value:,.1f}"), "quiet"
    return ("" if row.value is None else tr("{figure} days", figure=f"{row.value:g}")), "quiet"


class CaseModel(LineModel[Case]):
    """The cases of one measure, or its people or hours."""

    def __init__(self) -> None:
        super().__init__()
        self.measure: Measure | None = None

    def key_of(self, entry: Case) -> tuple[object, ...]:
        """Return which case, person or hour it is; a step counts once in each contact."""
        if isinstance(entry, RowBehind):
            return entry.kind, entry.id, entry.detail, entry.on
        return ("person", entry.staff_id) if isinstance(entry, PersonCount) else ("hour", entry.hour)

    def spoken(self, entry: Case) -> str:
        """Return the line with what came of it."""
        return cells(self.measure, entry).spoken if self.measure else ""


class CaseDelegate(LineDelegate):
    """Draws a case: when, whose, what, in whose charge, kept or not."""

    rules = True

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Return the height of a line; the width is the view's."""
        return QSize(theme.px(320), theme.px(38))

    def draw(self, painter: QPainter, box: QRectF, index: AnyIndex, _chosen: bool, /) -> None:
        """Draw the cells of a line."""
        model = index.model()
        assert isinstance(model, CaseModel)
        if model.measure is None:
            return
        said = cells(model.measure, index.data(CaseModel.EntryRole))
        ink = "text_soft" if said.tone == "quiet" else TONES[said.tone][0]
        runs = (
            Run(said.when, 13.5, "semibold", tabular=True),
            Run(said.who, 13.5),
            Run(said.about, 13.5, ink="text_soft", tabular=True),
            Run(said.staff, 13.5, ink="text_quiet"),
            Run(said.result, theme.BODY, "bold", ink, tabular=True),
        )
        room, left = box.width() - 24, box.left() + 10
        for run, share in zip(runs, _SHARES, strict=True):
            width = room * share / sum(_SHARES)
            if run.text:
                flow = _flow(run, width - 10, theme.current().text_size)
                flow.draw(painter, QPointF(left, box.center().y() - flow.height / 2))
            left += width


@lru_cache(maxsize=2048)
def _flow(run: Run, width: float, _text_size: int) -> Flow:
    return layout((run,), width, 2)  # at large text day and hour stand under each other
