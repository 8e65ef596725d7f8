"""The steps of a script: done, where we are, to come, skipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.flow import Flow, Run, layout
from desk_app.gui.widgets.labels import Words

StepState = Literal["done", "now", "next", "skipped"]


@dataclass(frozen=True)
class StepItem:
    """One step as shown: its title, what came of it, and how it stands."""

    title: str
    detail: str = ""
    state: StepState = "next"


class _Step(Words):
    """One step: the mark at the left, the title, the detail under it."""

    def __init__(self, number: int, item: StepItem) -> None:
        super().__init__(indent=32)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._number = number
        self.show_item(item)

    def show_item(self, item: StepItem) -> None:
        """Show the step as `item` says."""
        self._state = item.state
        weight: theme.Weight = "bold" if item.state == "now" else "semibold"
        ink = {"now": "primary_text", "skipped": "text_quiet"}.get(item.state, "text_soft")
        detail = item.detail or (tr("Skipped") if item.state == "skipped" else "")
        runs = [Run(item.title, theme.BODY, weight, ink)]
        if detail:
            runs += [Run("\n", theme.BODY), Run(detail, theme.SMALL, ink="text_faint", leading=1.6)]
        self.set_runs(runs)
        how = {"done": tr("done"), "now": tr("now"), "next": tr("to come"), "skipped": tr("skipped")}[
            item.state
        ]
        self.setAccessibleName(
            tr("Step {number}, {title}, {how}", number=self._number, title=item.title, how=how)
        )
        self.setAccessibleDescription(detail)
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words, and of the circle beside a single line."""
        return max(super().heightForWidth(width), theme.px(24) + 1)

    def draw_mark(self, painter: QPainter, flow: Flow, top: float) -> None:
        """Draw a tick, a number or a dash in a circle beside the title."""
        radius = theme.px(22) / 2
        middle = QPointF(radius, top + (flow.lines[0].height / 2 if flow.lines else radius) + 1)
        pen, ground, text = _MARKS[self._state]
        style = Qt.PenStyle.DashLine if self._state == "skipped" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.color(pen), 1, style))
        painter.setBrush(theme.color(ground))
        painter.drawEllipse(middle, radius - 0.5, radius - 0.5)
        if self._state == "done":
            side = theme.px(13)
            box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            theme.draw_icon(painter, box, "check", text, 3)
            return
        sign = "–" if self._state == "skipped" else str(self._number)
        number = layout((Run(sign, 12, "semibold", text, tabular=True),), 1e6)
        number.draw(painter, middle - QPointF(number.width / 2, number.height / 2))


_MARKS: dict[StepState, tuple[str, str, str]] = {  # edge, ground, sign
    "done": ("success_border", "success_soft", "success_text"),
    "now": ("primary", "primary", "on_primary"),
    "next": ("field_border", "card", "text_quiet"),
    "skipped": ("field_border", "card", "text_quiet"),
}


class StepRail(QScrollArea):
    """The list of steps, top to bottom; it scrolls by itself so that the present step is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Steps"))
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 8, 8, 8)
        self._column.setSpacing(20)
        self._column.addStretch(1)
        self.setWidget(inside)
        self._steps: list[_Step] = []

    def sizeHint(self) -> QSize:
        """Return a modest size: the rail scrolls where it is given less than all steps need."""
        return QSize(theme.px(171), theme.px(160))

    def set_steps(self, items: Sequence[StepItem]) -> None:
        """Show `items`; steps that stay are changed in place, so that nothing flickers."""
        for number, item in enumerate(items[: len(self._steps)]):
            self._steps[number].show_item(item)
        for number in range(len(self._steps), len(items)):
            step = _Step(number + 1, items[number])
            self._steps.append(step)
            self._column.insertWidget(number, step)
        while len(self._steps) > len(items):
            self._steps.pop().deleteLater()
        for step, item in zip(self._steps, items, strict=True):
            if item.state == "now":
                self.ensureWidgetVisible(step, 0, 24)
