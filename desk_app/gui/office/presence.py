"""My presence (자리·부재): how it is said, and the small panel that sets it in two keys."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.clock import seoul
from desk_app.core.due_phrases import parse_due
from desk_app.core.errors import BadInput, CalendarEnds, DeskError
from desk_app.core.staff import Presence
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.office.line_field import LineField
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.labels import Words, heading
from desk_app.gui.widgets.paint import draw_focus
from desk_app.gui.words import say_error
from desk_app.usecases.staff import set_presence

HERE, SOON, HOUR, TOMORROW, TYPED = "here", "soon", "hour", "tomorrow", "typed"
_LENGTHS = {SOON: timedelta(minutes=30), HOUR: timedelta(hours=1)}


def presence_word(presence: Presence, now: datetime) -> tuple[str, str]:
    """Return the presence in words (`외근 · 15:30 복귀`) and the dot that goes with it: present or away."""
    presence = presence.at(now)
    if presence.here:
        return tr("At my place"), "present"
    word = presence.reason or tr("Away")
    if presence.back_at is None:
        return word, "away"
    return tr("{word} · back {time}", word=word, time=say_time(presence.back_at, seoul(now).date())), "away"


def say_time(at: datetime, today: date) -> str:
    """Return a time of return as said on `today`: the hour, and the day where it is another one."""
    there = seoul(at)
    if there.date() == today:
        return f"{there:%H:%M}"
    return tr("{month}/{day} {time}", "return", month=there.month, day=there.day, time=f"{there:%H:%M}")


class PresenceForm(QWidget):
    """Five choices by number key; the last one takes a time typed in Korean. `done` once it is set.

    The reason (외근, 교육) is typed first where one is wanted; it is shown to colleagues and in scripts.
    """

    done = Signal()

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shift = shift
        self.now_words = Words(ink="text_quiet")
        self.choices = ChoiceGrid(columns=1)
        self.choices.set_choices(
            (
                Choice(HERE, tr("I am at my place")),
                Choice(SOON, tr("Back in 30 minutes")),
                Choice(HOUR, tr("Back in an hour")),
                Choice(TOMORROW, tr("Back at the next opening")),
                Choice(TYPED, tr("Back at the time typed below")),
            )
        )
        self.reason = LineField(tr("Reason of absence (optional)"), placeholder=tr("Errand, training …"))
        self.back = LineField(tr("Time of return"), placeholder=tr("3:30 pm, tomorrow 10 am"))
        self.choices.chosen.connect(self._chosen)
        self.back.edit.returnPressed.connect(lambda: self._chosen(TYPED))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(12)
        for widget in (self.now_words, self.choices, self.back, self.reason):
            column.addWidget(widget)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shift.reference_changed.connect(self.refresh)
        shift.ticked.connect(lambda _now: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Show my presence as it stands."""
        word, _dot = presence_word(self._shift.person.presence, self._shift.now())
        self.now_words.set_text(tr("Now: {word}. Choose with a number key.", word=word))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring while the number keys are taken here."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_focus(painter, QRectF(self.rect()), 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the number keys, unless one is typing."""
        digit = event.key() - Qt.Key.Key_0
        if not (1 <= digit <= 9 and self.choices.press(digit)):
            super().keyPressEvent(event)

    def _chosen(self, choice: str) -> None:
        try:
            back_at = self._back_at(choice)
        except BadInput as unclear:
            self.choices.select("")
            self.back.set_error(say_error(unclear))
            self.back.edit.setFocus()
            return
        except CalendarEnds:
            back_at = None
        self._shift.call(
            self,
            set_presence,
            lambda _person: self._set(),
            self._failed,
            staff_id=self._shift.person.id,
            here=choice == HERE,
            back_at=back_at,
            reason="" if choice == HERE else self.reason.text(),
        )

    def _back_at(self, choice: str) -> datetime | None:
        now = self._shift.now()
        if choice in _LENGTHS:
            return (now + _LENGTHS[choice]).replace(second=0, microsecond=0)
        if choice == TYPED:
            return parse_due(self.back.edit.live_text(), now)
        if choice == TOMORROW:
            calendar = self._shift.office.calendar
            tomorrow = seoul(now).date() + timedelta(days=1)
            opened = calendar.desk_day(calendar.next_desk_day(tomorrow))
            return opened[0] if opened else None
        return None

    def _set(self) -> None:
        for field in (self.reason, self.back):
            field.set_text("")
        self.choices.select("")
        say(tr("Your presence is set."), "success")
        self.done.emit()

    def _failed(self, error: Exception) -> None:
        self.choices.select("")
        if isinstance(error, DeskError):
            say(say_error(error), "danger")


class PresencePanel(Card):
    """The form as a card that floats in the window under the presence in the top bar; no dialog.

    `open_under(anchor)` shows it with the focus in it: the second key, a number, sets the presence and
    closes it. Esc closes it, and so does the focus going elsewhere; `closed` then.
    """

    closed = Signal()

    def __init__(self, shift: Shift, parent: QWidget) -> None:
        super().__init__(padding=16, parent=parent)
        self.form = PresenceForm(shift)
        close = action(self, tr("Close"), "Escape", self.close_panel)
        self.column.addWidget(heading(tr("My presence")))
        self.column.addWidget(self.form)
        self.column.addWidget(KeyButton.of(close, "quiet", size="small"), 0, Qt.AlignmentFlag.AlignRight)
        self.form.done.connect(self.close_panel)
        self._parent = parent
        self._before: QWidget | None = None
        self.setAccessibleName(tr("My presence"))
        self.hide()

    def open_under(self, anchor: QWidget) -> None:
        """Show the panel under `anchor`, inside the window, and take the keyboard."""
        parent = self._parent
        self._before = parent.window().focusWidget()
        self.form.refresh()
        self.setFixedWidth(theme.px(340))
        self.adjustSize()
        corner = anchor.mapTo(parent, QPoint(anchor.width() - self.width(), anchor.height() + 6))
        room = parent.width() - self.width() - 12
        self.move(max(12, min(corner.x(), room)), max(12, corner.y()))
        self.show()
        self.raise_()
        self.form.setFocus()

    def close_panel(self) -> None:
        """Put the panel away and give the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus()
            self._before = None
        self.closed.emit()
