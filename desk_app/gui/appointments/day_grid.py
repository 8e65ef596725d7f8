"""The grid as the keyboard and the mouse use it: going from block to block, carrying one elsewhere."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

from desk_app.gui.appointments.columns import MIDNIGHT, minute_of
from desk_app.gui.appointments.grid_view import GridView, Place, by_time
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.usecases.agenda import AgendaRow

_MOVES = {
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
}  # fmt: skip


class DayGrid(GridView):
    """Columns of blocks. The arrow keys go from block to block, Enter opens, `begin_move` carries one.

    Says `move_asked(row, Place)` when a block is put elsewhere, `place_asked(Place)` for a double click
    into free time, `moving_changed(bool)`.
    """

    move_asked = Signal(object, object)
    place_asked = Signal(object)
    moving_changed = Signal(bool)

    step = 30

    # -- moving

    def begin_move(self) -> None:
        """Let the arrow keys carry the current appointment about, until Enter or Esc."""
        row = self.current()
        column = self.column_of(row.id) if row else None
        if row is not None and column is not None:
            minutes = int((row.ends_at - row.starts_at) / timedelta(minutes=1))
            place = Place(column.day, row.staff_id, minute_of(row.starts_at, column.day), minutes)
            self._set_moving((row, place))
            self.choose(row.id)
            say(tr("Arrows move it, with Shift its length. Enter puts it there, Esc leaves it."))

    def is_moving(self) -> bool:
        """Return whether an appointment is being carried about."""
        return self.carried is not None

    def end_move(self) -> None:
        """Leave everything where it was."""
        self._set_moving(None)

    def _set_moving(self, moving: tuple[AgendaRow, Place] | None) -> None:
        was, self.carried = self.is_moving(), moving
        self.place_ghost()
        if was != self.is_moving():
            self.moving_changed.emit(self.is_moving())

    def _shift(self, key: Qt.Key, *, longer: bool) -> None:
        """Carry the appointment one step or one column on; with `longer` change its length instead."""
        assert self.carried is not None
        row, place = self.carried
        across, down = _MOVES[key]
        if longer:
            minutes = max(self.step, place.minutes + down * self.step)
            self._set_moving((row, replace(place, minutes=min(minutes, MIDNIGHT - place.minute))))
            return
        at = self.column_at(place)
        target = self.columns[max(0, min((at or 0) + across, len(self.columns) - 1))]
        minute = self._in_day(place.minute + down * self.step, place.minutes)
        staff_id = place.staff_id if target.staff_id is None else target.staff_id
        self._set_moving((row, replace(place, day=target.day, staff_id=staff_id, minute=minute)))

    def _in_day(self, minute: int, minutes: int) -> int:
        return max(0, min(minute, MIDNIGHT - minutes))

    def drag(self, row_id: int, at: QPoint) -> None:
        """Carry a block to where the mouse holds it."""
        row = next(row for column in self.columns for row in column.rows if row.id == row_id)
        target = self.columns[self.scale().column_under(at.x())]
        minutes = int((row.ends_at - row.starts_at) / timedelta(minutes=1))
        minute = self._in_day(self.scale().minute_at(at.y(), self.step), minutes)
        staff_id = row.staff_id if target.staff_id is None else target.staff_id
        self._set_moving((row, Place(target.day, staff_id, minute, minutes)))

    def put_down(self) -> None:
        """Ask for the move, unless the appointment was put back where it was."""
        if self.carried is None:
            return
        row, place = self.carried
        self._set_moving(None)
        length = timedelta(minutes=place.minutes)
        if (place.starts_at, place.staff_id, length) != (
            row.starts_at,
            row.staff_id,
            row.ends_at - row.starts_at,
        ):
            self.move_asked.emit(row, place)

    # -- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take arrows, Enter and Esc."""
        key = Qt.Key(event.key())
        if self.carried is not None and key in _MOVES:
            self._shift(key, longer=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif self.carried is not None and key == Qt.Key.Key_Escape:
            self.end_move()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._enter()
        elif key in _MOVES and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(*_MOVES[key])
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self.carried is not None:
            self.put_down()
        elif self._current is not None:
            self.opened.emit(self._current)

    def _step(self, across: int, down: int) -> None:
        """Go to the next block in the column, or to the nearest one in the next column that has any."""
        row = self.current()
        column = self.column_of(row.id) if row else None
        if row is None or column is None:
            return
        if down:
            ordered = [each.id for each in by_time(column.rows)]
            at = ordered.index(row.id) + down
            if 0 <= at < len(ordered):
                self.choose(ordered[at])
            return
        at = self.columns.index(column) + across
        while 0 <= at < len(self.columns):
            if rows := self.columns[at].rows:
                minute = minute_of(row.starts_at, column.day)
                day = self.columns[at].day
                nearest = min(rows, key=lambda each: abs(minute_of(each.starts_at, day) - minute))
                self.choose(nearest.id)
                return
            at += across

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for an appointment at the free time clicked into."""
        at = event.position().toPoint()
        if self.columns and at.x() > self.scale().left:
            column = self.columns[self.scale().column_under(at.x())]
            minute = self._in_day(self.scale().minute_at(at.y() - self.step // 3, self.step), self.step)
            self.place_asked.emit(Place(column.day, column.staff_id, minute, self.step))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the block that had it last."""
        super().focusInEvent(event)
        if self._current is not None:
            self.choose(self._current)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard went."""
        super().focusOutEvent(event)
        self.update()
