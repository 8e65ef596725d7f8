"""What happened before, as rings on a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.widgets.flow import Flow, Run
from desk_app.gui.widgets.labels import Words


@dataclass(frozen=True)
class Event:
    """One thing that happened: what, when and who, and a sentence about it."""

    title: str
    when: str = ""
    text: str = ""


class _Entry(Words):
    """One ring with its words; the line runs on to the next."""

    def __init__(self, event: Event) -> None:
        super().__init__(indent=21)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setContentsMargins(0, 0, 0, 0)
        runs = [Run(event.title, theme.BODY, "semibold")]
        if event.when:
            runs += [Run("\n"), Run(event.when, theme.SMALL, ink="text_faint", tabular=True, leading=1.55)]
        if event.text:
            runs += [Run("\n"), Run(event.text, 13.5, ink="text_soft", leading=1.4)]
        self.set_runs(runs)
        self.setAccessibleName(", ".join(part for part in (event.title, event.when, event.text) if part))

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words and the room to the next ring."""
        return super().heightForWidth(width) + theme.px(14)

    def draw_mark(self, painter: QPainter, flow: Flow, top: float) -> None:
        """Draw the line and the ring."""
        ring = QPointF(6, top + (flow.lines[0].height / 2 if flow.lines else 8))
        painter.fillRect(QRectF(5, 0, 2, self.height()), theme.color("border"))
        painter.setPen(QPen(theme.color("dot_away"), 2))
        painter.setBrush(theme.color("card"))
        painter.drawEllipse(ring, 4, 4)


class Timeline(QWidget):
    """Events from top to bottom, each a ring with its title, time and sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._events: tuple[Event, ...] = ()
        self._entries: list[_Entry] = []

    def set_events(self, events: Sequence[Event]) -> None:
        """Show `events` in the order given."""
        if tuple(events) == self._events:
            return
        self._events = tuple(events)
        for entry in self._entries:
            self._column.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        self._entries = [_Entry(event) for event in events]
        for entry in self._entries:
            self._column.addWidget(entry)
