"""The numbers over the board: how many stand in each group, and how many promises were kept in time."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from desk_app.core.board_groups import Group
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.promises import words
from desk_app.gui.widgets.cards import Card
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.paint import TONES
from desk_app.usecases.board import KeptRate

COUNTED = (Group.OVERDUE, Group.WITHIN_HOUR, Group.TODAY, Group.THIS_WEEK)


def rate_words(kept: int, of: int) -> str:
    """Return '96.4%', cut and never rounded up, so that 100 % means all; without a case there is no rate."""
    return f"{kept * 1000 // of / 10:.1f}%" if of else "–"


class Sparkline(QLabel):
    """Twelve weekly rates as a line; a week without a case is a gap. Read aloud week by week."""

    def __init__(self) -> None:
        super().__init__()
        self._weeks: tuple[tuple[int, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def set_weeks(self, weeks: Sequence[tuple[int, int]]) -> None:
        """Show (kept, all) of each week, the oldest first."""
        self._weeks = tuple(weeks)
        said = [rate_words(kept, of) if of else tr("no case") for kept, of in weeks]
        self.setText(tr("Kept in time, week by week: {rates}", rates=", ".join(said)))
        self.setAccessibleName(self.text())
        self.setToolTip(self.text())
        self.update()

    def points(self, box: QRectF) -> list[list[QPointF]]:
        """Return the stretches of the line: all kept at the head of `box`, the worst week near its foot."""
        step = box.width() / max(1, len(self._weeks) - 1)
        rates = [kept / of for kept, of in self._weeks if of]
        low = min(rates, default=0.0)
        low = max(0.0, min(low, 0.9) - 0.1)
        stretches: list[list[QPointF]] = [[]]
        for at, (kept, of) in enumerate(self._weeks):
            if not of:
                stretches.append([])
                continue
            height = (kept / of - low) / (1 - low)
            stretches[-1].append(QPointF(box.left() + at * step, box.bottom() - height * box.height()))
        return [stretch for stretch in stretches if stretch]

    def sizeHint(self) -> QSize:
        """Return 190 × 32 px at 100 %."""
        return QSize(theme.px(190), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which the line can be read."""
        return QSize(theme.px(60), theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the stretches; a week that stands alone is a dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stretch in self.points(QRectF(self.rect()).adjusted(3, 4, -3, -4)):
            if len(stretch) == 1:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("primary"))
                painter.drawEllipse(stretch[0], 2.5, 2.5)
            else:
                painter.setPen(QPen(theme.color("primary"), 2))
                painter.drawPolyline(QPolygonF(stretch))


class _Number(Card):
    """A small label over a large number."""

    def __init__(self, title: str, tone: theme.Tone) -> None:
        super().__init__(padding=14, spacing=2)
        self._title, self._tone = title, tone
        self.column.setContentsMargins(16, 11, 16, 11)
        self.column.addWidget(Words(title, size=theme.SMALL, ink="text_quiet", max_lines=1, keep=60))
        self.number = Words("0", size=theme.HUGE, weight="bold", max_lines=1, tabular=True)
        self.column.addWidget(self.number)

    def set_count(self, count: int) -> None:
        """Show `count`, in its tone where it calls for something."""
        loud = count > 0 and self._tone in {"danger", "warning"}
        self.number.set_text(str(count), TONES[self._tone][0] if loud else "text")
        self.setAccessibleName(tr("{title}, {count} in all", title=self._title, count=count))


class NumberCards(QWidget):
    """The row of cards over the board."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._numbers = {
            group: _Number(tr(words.GROUPS[group][0]), words.GROUPS[group][1]) for group in COUNTED
        }
        for card in self._numbers.values():
            row.addWidget(card, 2)
        rate = Card(padding=14)
        rate.column.setContentsMargins(16, 11, 16, 11)
        inner = QHBoxLayout()
        inner.setSpacing(16)
        left = Card(padding=0, spacing=2)
        left.setProperty("card", False)
        left.column.addWidget(
            Words(
                tr("Promises kept in time this month"),
                size=theme.SMALL,
                ink="text_quiet",
                max_lines=1,
                keep=260,
            )
        )
        figures = QHBoxLayout()
        figures.setSpacing(10)
        self.rate = Words("–", size=theme.HUGE, weight="bold", max_lines=1, tabular=True, keep=90)
        self.cases = Words("", size=theme.SMALL, ink="text_faint", max_lines=1, tabular=True, keep=160)
        figures.addWidget(self.rate)
        figures.addWidget(self.cases, 1, Qt.AlignmentFlag.AlignBottom)
        left.column.addLayout(figures)
        self.sparkline = Sparkline()
        inner.addWidget(left, 1)
        inner.addWidget(self.sparkline)
        rate.column.addLayout(inner)
        row.addWidget(rate, 5)
        self._widen()

    def set_counts(self, counts: dict[Group, int]) -> None:
        """Show how many promises stand in each group."""
        for group, card in self._numbers.items():
            card.set_count(counts.get(group, 0))

    def count(self, group: Group) -> str:
        """Return the number on the card of `group`."""
        return self._numbers[group].number.text()

    def set_rate(self, rate: KeptRate) -> None:
        """Show this month's rate and the twelve weeks; no case at all is no hundred per cent."""
        self.rate.set_text(rate_words(rate.kept, rate.all), "text" if rate.all else "text_quiet")
        if rate.all:
            self.cases.set_text(tr("{kept} of {all}", kept=rate.kept, all=rate.all))
        else:
            self.cases.set_text(tr("no promise has ended yet"))
        self.sparkline.set_weeks(rate.weeks)
        self.sparkline.setVisible(any(of for _kept, of in rate.weeks))

    def changeEvent(self, event: QEvent) -> None:
        """Widen the cards with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._widen()

    def _widen(self) -> None:
        for card in self._numbers.values():
            card.setMinimumWidth(theme.px(84))
            card.setMaximumWidth(theme.px(150))
