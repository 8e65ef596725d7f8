"""The grid of hours: columns side by side, blocks in them by time, the line of now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desk_app.core.clock import seoul
from desk_app.core.staff import Away
from desk_app.gui import theme
from desk_app.gui.appointments.blocks import AwayBlock, Block, BlockWords, Count, Ghost, NowLine
from desk_app.gui.appointments.columns import Column, clusters, instant_of, lanes, minute_of
from desk_app.gui.appointments.scale import Scale, draw_ground, least_height, least_width
from desk_app.gui.appointments.words import span
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.paint import draw_focus
from desk_app.usecases.agenda import AgendaRow

_NAMELESS, _MANY = 64, 3  # so many side by side, each under so many px at 100 %, are counted, not named


@dataclass(frozen=True)
class Place:
    """A stretch in the grid: which day, with whom (None: not said), from which minute on, how long."""

    day: date
    staff_id: int | None
    minute: int
    minutes: int

    @classmethod
    def of(cls, starts_at: datetime, staff_id: int | None, minutes: int) -> "Place":
        """Return the place of a time with somebody."""
        there = seoul(starts_at)
        return cls(there.date(), staff_id, there.hour * 60 + there.minute, minutes)

    @property
    def starts_at(self) -> datetime:
        """Return when it begins."""
        return instant_of(self.day, self.minute)


@dataclass(frozen=True)
class AwayWords:
    """What is said of an absence, and how it is read aloud."""

    title: str
    text: str
    spoken: str


class GridView(QWidget):
    """Columns of blocks, one of which has the keyboard; Tab reaches that one only.

    Says `focused(row id)` and `opened(row id)`. `block_words` and `away_words` give what stands in them.
    """

    focused = Signal(int)
    opened = Signal(int)

    def __init__(
        self, block_words: Callable[[AgendaRow], BlockWords], away_words: Callable[[Column, Away], AwayWords]
    ) -> None:
        super().__init__()
        self._block_words, self._away_words = block_words, away_words
        self.columns: tuple[Column, ...] = ()
        self._first, self._last = 9 * 60, 18 * 60
        self._now: datetime | None = None
        self._current: int | None = None
        self.open_id: int | None = None
        self._blocks: dict[int, Block] = {}
        self._aways: list[tuple[int, Away, AwayBlock]] = []
        self.carried: tuple[AgendaRow, Place] | None = None
        self._wanted: tuple[Place, str, str] | None = None
        self._counts: list[Count] = []
        self._ghost, self._line = Ghost(self), NowLine(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("scrolled")  # the card shows through
        self.setAccessibleName(tr("Appointments"))

    # -- what is shown

    def show_columns(self, columns: Sequence[Column], hours: tuple[int, int], now: datetime) -> None:
        """Show `columns` from the first to the last of `hours`, in minutes of the day."""
        self.columns, (self._first, self._last), self._now = tuple(columns), hours, now
        rows = {row.id: row for column in columns for row in column.rows}
        for gone in self._blocks.keys() - rows.keys():
            self._drop(gone)
        for row in rows.values():
            block = self._blocks.get(row.id) or self._make(row.id)
            block.say(self._block_words(row))
        for _at, _away, old in self._aways:
            old.hide()
            old.deleteLater()
        self._aways = [
            (at, away, self._away(column, away))
            for at, column in enumerate(columns)
            for away in column.absences
        ]
        if self._current not in rows:
            self._current = next(iter(self._in_order()), None)
        self._rove()
        if self.hasFocus():
            self.take_focus()
        self.updateGeometry()
        self._place()
        self.update()

    def show_now(self, now: datetime) -> None:
        """Move the line of now."""
        self._now = now
        self._place_line()

    def set_open(self, row_id: int | None) -> None:
        """Show which appointment's detail is shown."""
        self.open_id = row_id
        for block in self._blocks.values():
            block.set_open(block.row_id == row_id)

    def set_wanted(self, place: Place | None, who: str = "", about: str = "") -> None:
        """Show where the appointment being typed would stand, or nowhere."""
        self._wanted = (place, who, about) if place else None
        self.place_ghost()

    def current(self) -> AgendaRow | None:
        """Return the appointment that has the keyboard, or had it last."""
        return next((row for column in self.columns for row in column.rows if row.id == self._current), None)

    def choose(self, row_id: int) -> bool:
        """Put the keyboard on an appointment; return whether it is shown."""
        block = self._blocks.get(row_id)
        if block is None:
            return False
        self._current = row_id
        self._rove()
        block.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def take_focus(self) -> None:
        """Put the keyboard on the block that had it last, else on the grid."""
        if self._current is None or not self.choose(self._current):
            self.setFocus()

    # -- places

    def sizeHint(self) -> QSize:
        """Return the least size: more is filled where there is room."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size at which half an hour still shows a name."""
        return QSize(least_width(len(self.columns)), least_height(self._first, self._last))

    def y_of(self, instant: datetime, day: date) -> int:
        """Return the height at which an instant of `day` lies."""
        return round(self.scale().y_of(minute_of(instant, day)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Place everything anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self._place()

    def scale(self) -> Scale:
        """Return where columns and hours lie now."""
        return Scale(self.width(), self.height(), len(self.columns), self._first, self._last)

    def _place(self) -> None:
        scale = self.scale()
        for at, column in enumerate(self.columns):
            beside = lanes(column.rows)
            for row in column.rows:
                begins, ends = minute_of(row.starts_at, column.day), minute_of(row.ends_at, column.day)
                self._blocks[row.id].setGeometry(scale.box(at, begins, ends, beside[row.id]))
        for at, away, block in self._aways:
            day = self.columns[at].day
            begins, ends = minute_of(away.starts_at, day), minute_of(away.ends_at, day)
            block.setGeometry(scale.box(at, begins, ends))
            block.setVisible(ends > self._first and begins < self._last)
            block.leave_free([self._blocks[row.id].geometry() for row in self.columns[at].rows])
            block.lower()
        self._place_counts()
        self.place_ghost()
        self._place_line()

    def _place_counts(self) -> None:
        """Say how many stand at an hour where they are too many for their names to be read."""
        at = 0
        for column in self.columns:
            for cluster in clusters(column.rows):
                blocks = [self._blocks[row.id] for row in cluster]
                counted = len(cluster) >= _MANY and blocks[0].width() < theme.px(_NAMELESS)
                for block in blocks:
                    block.set_silent(counted)
                if not counted:
                    continue
                if at == len(self._counts):
                    self._counts.append(Count(self))
                together = reduce(QRect.united, [block.geometry() for block in blocks])
                self._counts[at].show_over(tr("{count} there", count=len(cluster)), together)
                at += 1
        for spare in self._counts[at:]:
            spare.hide()

    def _place_line(self) -> None:
        now = self._now
        today = [at for at, column in enumerate(self.columns) if now and column.day == seoul(now).date()]
        minute = minute_of(now, seoul(now).date()) if now else 0
        if not today or not self._first <= minute <= self._last:
            self._line.hide()
            return
        scale = self.scale()
        left, right = round(scale.x_of(today[0])), round(scale.x_of(today[-1] + 1))
        top = round(scale.y_of(minute)) - NowLine.HEIGHT // 2
        self._line.setGeometry(left - 5, top, right - left + 5, NowLine.HEIGHT)
        self._line.show()
        self._line.raise_()

    def place_ghost(self) -> None:
        """Show the appointment carried about, else the one being typed, where it would stand."""
        if self.carried is not None:
            row, place = self.carried
            who = span(place.starts_at, place.starts_at + timedelta(minutes=place.minutes))
            about = self._block_words(row).who
        elif self._wanted is not None:
            place, who, about = self._wanted
        else:
            self._ghost.hide()
            return
        at = self.column_at(place)
        if at is None or not self._first <= place.minute < self._last:
            self._ghost.hide()
            return
        self._ghost.say(who, about)
        self._ghost.setGeometry(self.scale().box(at, place.minute, place.minute + place.minutes))
        self._ghost.show()
        self._ghost.raise_()

    def column_at(self, place: Place) -> int | None:
        """Return the column a place lies in."""
        return next(
            (
                at
                for at, column in enumerate(self.columns)
                if column.day == place.day and column.staff_id in {None, place.staff_id}
            ),
            None,
        )

    def column_of(self, row_id: int) -> Column | None:
        """Return the column in which an appointment stands."""
        return next((column for column in self.columns if any(row.id == row_id for row in column.rows)), None)

    # -- blocks

    def _in_order(self) -> list[int]:
        return [row.id for column in self.columns for row in by_time(column.rows)]

    def _make(self, row_id: int) -> Block:
        block = Block(row_id, self)
        block.focused.connect(self._focused)
        block.clicked.connect(lambda _checked=False: self.opened.emit(row_id))
        block.dragged.connect(self.drag)
        block.dropped.connect(lambda _id: self.put_down())
        block.show()
        self._blocks[row_id] = block
        return block

    def _drop(self, row_id: int) -> None:
        block = self._blocks.pop(row_id)
        if block.hasFocus():
            self.setFocus()
        block.hide()
        block.deleteLater()

    def _away(self, column: Column, away: Away) -> AwayBlock:
        words = self._away_words(column, away)
        return AwayBlock(words.title, words.text, words.spoken, self)

    def _focused(self, row_id: int) -> None:
        self._current = row_id
        self._rove()
        self.focused.emit(row_id)

    def _rove(self) -> None:
        """Let Tab reach one block only, the current one; the grid itself only while there is none."""
        for row_id, block in self._blocks.items():
            here = row_id == self._current
            block.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        empty = self._current is None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if empty else Qt.FocusPolicy.ClickFocus)

    def drag(self, row_id: int, at: QPoint) -> None:
        """Hear that a block is held at `at`: nothing moves in a mere view."""

    def put_down(self) -> None:
        """Hear that a block was let go."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, and the ring while the keyboard is in an empty day."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, self.scale(), self.columns)
        if self.hasFocus():
            draw_focus(painter, QRectF(self.rect()).adjusted(self.scale().left - 2, 0, 0, 0), 6)


def by_time(rows: Sequence[AgendaRow]) -> list[AgendaRow]:
    """Return appointments in the order of their hours."""
    return sorted(rows, key=lambda row: (row.starts_at, row.id))
