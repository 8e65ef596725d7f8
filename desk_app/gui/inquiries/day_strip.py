"""The days of a period side by side: which count, which do not, which are the two dates, which is today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desk_app.core.deadlines import Deadline
from desk_app.core.spoken import say_date
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.flow import Run, layout

_SIDE, _LEAST, _GAP = 30, 28, 4  # px: height, least width, between two
_MOST = 40  # days: a longer period shows its end
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class StripDay:
    """One day: why it does not count, and whether it is today, the safe reply date or the law's limit."""

    on: date
    skipped: str = ""
    is_today: bool = False
    is_safe: bool = False
    is_limit: bool = False

    @property
    def spoken(self) -> str:
        """Return the day as a screen reader and the tooltip say it."""
        notes = (
            self.skipped,
            tr("today") if self.is_today else "",
            tr("Safe reply date") if self.is_safe else "",
            tr("Legal limit") if self.is_limit else "",
        )
        return ", ".join((say_date(self.on), *(note for note in notes if note)))


def days_of(first: date, safe: Deadline, limit: Deadline, today: date) -> tuple[StripDay, ...]:
    """Return the days from the arrival to the day after the later date, today included where it is near."""
    why = {each.on: each.reason for each in (*safe.skipped, *limit.skipped)}
    last = max(safe.due_on, limit.due_on) + _DAY
    if last < today <= last + 7 * _DAY:
        last = today
    count = (last - first).days + 1
    days: Iterable[date] = (first + timedelta(days=at) for at in range(max(0, count - _MOST), count))
    return tuple(
        StripDay(day, why.get(day, ""), day == today, day == safe.due_on, day == limit.due_on) for day in days
    )


class DayStrip(QWidget):
    """The days as squares, in as many rows as the width asks for; why a day does not count is in its tip."""

    def __init__(self) -> None:
        super().__init__()
        self._days: tuple[StripDay, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_days(self, days: Sequence[StripDay]) -> None:
        """Show `days`."""
        self._days = tuple(days)
        told = [day.spoken for day in self._days if day.is_safe or day.is_limit]
        self.setAccessibleName(tr("The days of the period"))
        self.setAccessibleDescription("; ".join(told))
        self.updateGeometry()
        self.update()

    def days(self) -> tuple[StripDay, ...]:
        """Return the days shown."""
        return self._days

    def hasHeightForWidth(self) -> bool:
        """Return True: a narrow strip has more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows."""
        return -(-len(self._days) // self._a_row(width)) * self._step()

    def sizeHint(self) -> QSize:
        """Return room for ten days in a row."""
        return QSize(10 * self._step(), self.heightForWidth(10 * self._step()))

    def minimumSizeHint(self) -> QSize:
        """Return room for half a week."""
        return QSize(4 * self._step(), self._step())

    def _step(self) -> int:
        return theme.px(_SIDE) + _GAP

    def _a_row(self, width: int) -> int:
        most = max(1, (width + _GAP) // (theme.px(_LEAST) + _GAP))
        rows = max(1, -(-len(self._days) // most))
        return max(1, -(-len(self._days) // rows))

    def _box(self, at: int) -> QRectF:
        a_row, side = self._a_row(self.width()), theme.px(_SIDE)
        wide = min((self.width() - (a_row - 1) * _GAP) / a_row, side * 1.15)
        row, column = divmod(at, a_row)
        return QRectF(column * (wide + _GAP), row * self._step(), wide, side)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Say what a day is under the mouse."""
        if isinstance(event, QHelpEvent):
            at = QPointF(event.pos())
            day = next((day for n, day in enumerate(self._days) if self._box(n).contains(at)), None)
            QToolTip.showText(event.globalPos(), day.spoken if day else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw each day: filled for the safe date, edged for today and the limit, dashed where left out."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, day in enumerate(self._days):
            _draw(painter, self._box(at), day)


def _draw(painter: QPainter, box: QRectF, day: StripDay) -> None:
    ground, ink = ("card", "text_quiet") if day.skipped else ("sunken", "text")
    pen = QPen(Qt.PenStyle.NoPen)
    if day.skipped:
        pen = QPen(theme.color("field_border"), 1, Qt.PenStyle.DashLine)
    if day.is_limit:
        ground, ink, pen = "danger_fill", "danger_text", QPen(theme.color("danger_text"), 1)
    if day.is_safe:
        ground, ink, pen = "primary", "on_primary", QPen(Qt.PenStyle.NoPen)
    painter.setPen(pen)
    painter.setBrush(theme.color(ground))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    if day.is_safe and day.is_limit:
        painter.setPen(QPen(theme.color("danger_text"), 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
    if day.is_today:
        painter.setPen(QPen(theme.color("on_primary" if day.is_safe else "text"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = 3 if day.is_safe else 1
        painter.drawRoundedRect(box.adjusted(inner, inner, -inner, -inner), 5, 5)
    weight: theme.Weight = "regular" if day.skipped and not day.is_limit else "semibold"
    flow = layout((Run(str(day.on.day), theme.SMALL, weight, ink, tabular=True),), 1e6)
    flow.draw(painter, box.center() - QPointF(flow.width / 2, flow.height / 2))
