"""What stands beside the table: promises that wait for each person, satisfaction, what is to be done."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyleOptionViewItem, QWidget

from desk_app.core.compliance import ToDo, ToDoKind
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.management import words
from desk_app.gui.surveys.words import say_months
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.bar_chart import Bar, BarChart
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, Scroll
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.flow import Flow, Run, layout
from desk_app.gui.widgets.labels import Words, heading
from desk_app.gui.widgets.lines import AnyIndex, LineDelegate, LineModel, LineView
from desk_app.gui.widgets.paint import TONES, edge
from desk_app.usecases.compliance import Waiting
from desk_app.usecases.survey_results import BlockResult, SurveyResults

_LINE, _NAME, _NUMBER = 26, 88, 30  # px at 100 %
_TRACK = 11.0
_LOW = 84
LOOKED_THROUGH = frozenset({ToDoKind.ACCESS_CHECK, ToDoKind.MONTHLY_CHECK})


class WaitingBars(QWidget):
    """A lying bar a person: what is still ahead, then what is overdue, and both together as a number."""

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[Waiting, ...] = ()
        self.setAccessibleName(tr("Promises that wait, by person"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_people(self, people: Sequence[Waiting]) -> None:
        """Show these people, most waiting first."""
        self._people = tuple(sorted(people, key=lambda one: (-one.ahead - one.overdue, one.name)))
        told = [
            tr(
                "{name}: {ahead} ahead, {overdue} overdue",
                name=each.name,
                ahead=each.ahead,
                overdue=each.overdue,
            )
            for each in self._people
        ]
        self.setAccessibleDescription("\n".join(told))
        self.setToolTip("\n".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a line a person."""
        return QSize(theme.px(240), len(self._people) * theme.px(_LINE))

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when theme or text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((each.ahead + each.overdue for each in self._people), default=1)
        name, number, line = theme.px(_NAME), theme.px(_NUMBER), theme.px(_LINE)
        track = max(20.0, self.width() - name - number)
        for at, each in enumerate(self._people):
            middle = (at + 0.5) * line
            said = layout((Run(each.name, 13.5),), name - 8, 1)
            said.draw(painter, QPointF(0, middle - said.height / 2))
            count = layout((Run(str(each.ahead + each.overdue), theme.BODY, "bold", tabular=True),), 1e6)
            count.draw(painter, QPointF(self.width() - count.width, middle - count.height / 2))
            _draw_bar(painter, QRectF(name, middle - _TRACK / 2, track, _TRACK), each, most)


def _draw_bar(painter: QPainter, box: QRectF, one: Waiting, most: int) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("sunken"))
    painter.drawRoundedRect(box, 3, 3)
    ahead, overdue = (box.width() * each / most for each in (one.ahead, one.overdue))
    edged = theme.current().name == "contrast"
    for left, wide, ink in ((0.0, ahead, "primary"), (ahead, overdue, "danger")):
        if wide > 0:
            painter.setPen(QPen(theme.color("text"), 1) if edged else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ink))
            gap = 1.0 if left else 0.0  # told apart where colours are not
            painter.drawRoundedRect(
                QRectF(box.left() + left + gap, box.top(), wide - gap, box.height()), 2, 2
            )


class WaitingCard(Card):
    """기다리는 재연락: the bars, how many are overdue, and the colours in words."""

    def __init__(self) -> None:
        super().__init__(padding=14, spacing=8)
        self.overdue = Chip(tone="danger")
        head = QHBoxLayout()
        head.addWidget(heading(tr("Promises waiting")), 1)
        head.addWidget(self.overdue)
        self.bars = WaitingBars()
        inside = Scroll(spacing=0)
        inside.column.setContentsMargins(0, 0, 12, 0)
        inside.column.addWidget(self.bars)
        inside.column.addStretch(1)
        self._legend = Words(size=theme.SMALL, ink="text_quiet")
        self.column.addLayout(head)
        self.column.addWidget(inside, 1)
        self.column.addWidget(self._legend)
        self.show_people(())

    def show_people(self, people: Sequence[Waiting]) -> None:
        """Show these people."""
        overdue = sum(each.overdue for each in people)
        self.overdue.set_chip(tr("{count} overdue", count=overdue), "danger" if overdue else "success")
        self.overdue.setVisible(bool(people))
        self.bars.show_people(people)
        legend = tr("Blue: before its time · red: overdue") if people else tr("No promise is open.")
        self._legend.set_text(legend)


class SatisfactionCard(Card):
    """고객만족도: the published scores, last month and this one."""

    def __init__(self) -> None:
        super().__init__(padding=14, spacing=8)
        self.latest = Chip(tone="success")
        self.latest.hide()
        head = QHBoxLayout()
        head.addWidget(heading(tr("Customer satisfaction")), 1)
        head.addWidget(self.latest)
        self.chart = BarChart(tr("Customer satisfaction, mean on 100"))
        self.chart.setMinimumHeight(theme.px(_LOW))  # three cards lie over each other in the least window
        self.column.addLayout(head)
        self.column.addWidget(self.chart, 1)

    def show_results(self, results: SurveyResults) -> None:
        """Show what the survey found last, by months that are told together."""
        last = results.blocks[-2:]
        mean = last[-1].tally.mean if last else None
        self.latest.setVisible(mean is not None)
        if mean is not None:
            best = max((line.score for line in results.baselines), default=0.0)
            tone: theme.Tone = "success" if mean >= best else "warning"
            self.latest.set_chip(tr("{figure} points", figure=f"{mean:.1f}"), tone)
        self.chart.set_bars(
            (
                *(Bar(str(line.year), line.score) for line in results.baselines),
                *(self._bar(each, results.small) for each in last),
            )
        )

    def _bar(self, block: BlockResult, small: int) -> Bar:
        note = tr("small sample") if block.tally.is_small(small) else ""
        return Bar(say_months(block.first, block.last), block.tally.mean, "primary", note=note)


class ToDoModel(LineModel[ToDo]):
    """What waits for a supervisor, known by its kind."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime | None = None

    def key_of(self, entry: ToDo) -> object:
        """Return what kind of thing it is; there is one line of each."""
        return entry.kind, entry.subject

    def spoken(self, entry: ToDo) -> str:
        """Return until when, and what."""
        until = words.say_until(entry, self.now)[0] if self.now else ""
        return ", ".join(part for part in (until, words.say_to_do(entry)) if part)


class ToDoDelegate(LineDelegate):
    """Draws a thing to do: a chip with its day, then what it is."""

    rules = True

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Return the height of a line; the width is the view's."""
        return QSize(theme.px(240), theme.px(38))

    def draw(self, painter: QPainter, box: QRectF, index: AnyIndex, _chosen: bool, /) -> None:
        """Draw chip and words."""
        model = index.model()
        assert isinstance(model, ToDoModel)
        todo: ToDo = index.data(ToDoModel.EntryRole)
        if model.now is None:
            return
        text, tone = words.say_until(todo, model.now)
        ink, ground, _ = TONES[tone]
        chip = _flow(Run(text, theme.SMALL, "semibold", ink, tabular=True), 1e6, theme.current().text_size)
        height = theme.px(24)
        ground_box = QRectF(box.left() + 6, box.center().y() - height / 2, chip.width + 16, height)
        painter.setPen(edge(tone))
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(ground_box, 5, 5)
        chip.draw(painter, ground_box.center() - QPointF(chip.width / 2, chip.height / 2))
        left = ground_box.right() + 10
        said = _flow(Run(words.say_to_do(todo), 13.5), box.right() - left - 6, theme.current().text_size)
        said.draw(painter, QPointF(left, box.center().y() - said.height / 2))


class ToDoCard(Card):
    """할 일: Enter or a double click opens the place of a thing, told by `opened(ToDo)`.

    What is looked through once a month is noted here, told by `noted(ToDo)`.
    """

    opened = Signal(object)
    noted = Signal(object)

    def __init__(self) -> None:
        super().__init__(padding=14, spacing=8)
        self.model = ToDoModel()
        self.list = LineView(self.model, ToDoDelegate(), tr("To do"))
        self._nothing = Words(tr("Nothing waits for you."), ink="text_quiet")
        self.column.addWidget(self._nothing)
        self.column.addWidget(self.list, 1)
        action(self.list, tr("Go there"), "Return", self._open)
        self._note = action(self.list, tr("Note as looked through"), "Ctrl+Return", self._noted)
        self.note = KeyButton.of(self._note, size="small")
        head = QHBoxLayout()
        head.addWidget(heading(tr("To do")), 1)
        head.addWidget(self.note)
        self.column.insertLayout(0, head)
        self.list.setMinimumHeight(_LOW)
        self.list.doubleClicked.connect(lambda _index: self._open())
        self.list.chosen.connect(self._chosen)
        self._chosen(None)

    def show_todos(self, todos: Sequence[ToDo], now: datetime) -> None:
        """Show what is to be done at `now`."""
        self.model.now = now
        self.model.put(todos)
        self._nothing.setVisible(not todos)
        self.list.setVisible(bool(todos))

    def _chosen(self, todo: ToDo | None) -> None:
        self._note.setVisible(todo is not None and todo.kind in LOOKED_THROUGH)

    def _open(self) -> None:
        todo = self.list.entry()
        if todo is not None:
            self.opened.emit(todo)

    def _noted(self) -> None:
        todo = self.list.entry()
        if todo is not None:
            self.noted.emit(todo)


@lru_cache(maxsize=512)
def _flow(run: Run, width: float, _text_size: int) -> Flow:
    return layout((run,), width, 1)
