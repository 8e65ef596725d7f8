"""Presence (자리·부재): how it is said, and the small panel that sets it in two keys, mine or another's."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desk_app.core.clock import seoul
from desk_app.core.due_phrases import parse_due
from desk_app.core.errors import BadInput, CalendarEnds, DeskError
from desk_app.core.staff import Person, Presence
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.office.line_field import LineField
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field
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
    It is my own presence unless `set_person` names somebody else; with `asks_who` that is chosen in it.
    """

    done = Signal()

    def __init__(self, shift: Shift, *, asks_who: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shift = shift
        self._staff_id = shift.person.id
        self._people: tuple[Person, ...] = ()
        self.people = ComboBox()
        self.who = Field(tr("Whose presence"), self.people)
        self.who.setVisible(asks_who)
        self.people.activated.connect(lambda _at: self._picked())
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
        for field in (self.back, self.reason):
            field.edit.returnPressed.connect(lambda: self._chosen(TYPED))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(12)
        for widget in (self.who, self.now_words, self.choices, self.back, self.reason):
            column.addWidget(widget)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shift.reference_changed.connect(self.refresh)
        shift.ticked.connect(lambda _now: self.refresh())
        self.refresh()

    def person(self) -> Person:
        """Return whose presence is set: me unless somebody else was chosen."""
        return self._shift.person_by_id(self._staff_id) or self._shift.person

    def set_person(self, person: Person) -> None:
        """Let it be the presence of `person`."""
        self._staff_id = person.id
        self.refresh()

    def _picked(self) -> None:
        """Go on with the number keys for the person picked."""
        self._staff_id = self.people.currentData()
        self.refresh()
        self.setFocus()

    def refresh(self) -> None:
        """Show the presence as it stands, and who there is to choose from."""
        if self._people != self._shift.people:
            self._people = self._shift.people
            self.people.clear()
            for each in self._people:
                me = each.id == self._shift.person.id
                self.people.addItem(tr("{who} (me)", who=each.title) if me else each.title, each.id)
        self.people.setCurrentIndex(self.people.findData(self.person().id))
        word, _dot = presence_word(self.person().presence, self._shift.now())
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
            self._set,
            self._failed,
            staff_id=self.person().id,
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

    def _set(self, person: Person) -> None:
        for field in (self.reason, self.back):
            field.set_text("")
        self.choices.select("")
        if person.id == self._shift.person.id:
            say(tr("Your presence is set."), "success")
        else:
            say(tr("The presence of {who} is set.", who=person.title), "success")
        self.done.emit()

    def _failed(self, error: Exception) -> None:
        self.choices.select("")
        if isinstance(error, BadInput) and error.field == "back_at":
            self.back.set_error(say_error(error))
            self.back.edit.setFocus()
        elif isinstance(error, DeskError):
            say(say_error(error), "danger")


class PresencePanel(Card):
    """The form as a card that floats in the window under the presence in the top bar; no dialog.

    `open_under(anchor)` shows it with the focus in it: the second key, a number, sets the presence and
    closes it; opening it once more goes to the list of people. Esc closes it, and so does the focus going
    elsewhere in the window; `closed` then.
    """

    closed = Signal()

    def __init__(self, shift: Shift, parent: QWidget) -> None:
        super().__init__(padding=16, parent=parent)
        self._shift = shift
        self.form = PresenceForm(shift, asks_who=True)
        close = action(self, tr("Close"), "Escape", self.close_panel)
        self.column.addWidget(heading(tr("Presence of a person")))
        self.column.addWidget(self.form)
        self.column.addWidget(KeyButton.of(close, "quiet", size="small"), 0, Qt.AlignmentFlag.AlignRight)
        self.form.done.connect(self.close_panel)
        self._parent = parent
        self._before: QWidget | None = None
        self.setAccessibleName(tr("Presence of a person"))
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def open_under(self, anchor: QWidget, person: Person | None = None) -> None:
        """Show the panel under `anchor`, inside the window, for me or `person`, and take the keyboard."""
        if self.isVisible():
            self.form.people.setFocus()
            return
        parent = self._parent
        self._before = parent.window().focusWidget()
        self.form.set_person(person or self._shift.person)
        self.form.who.set_note("" if person else tr("Ctrl J once more"))
        self.setFixedWidth(theme.px(340))
        self.adjustSize()
        corner = anchor.mapTo(parent, QPoint(anchor.width() - self.width(), anchor.height() + 6))
        room = parent.width() - self.width() - 12
        lowest = max(12, parent.height() - self.height() - 12)
        self.move(max(12, min(corner.x(), room)), max(12, min(corner.y(), lowest)))
        self.show()
        self.raise_()
        self.form.setFocus()

    def close_panel(self) -> None:
        """Put the panel away and give the keyboard back."""
        before, self._before = self._before, None
        if before is not None:
            before.setFocus()
        self._put_away()

    def _put_away(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Go away when the keyboard went elsewhere in the window, and leave it there."""
        inside = now is None or now.window() is not self.window() or self.isAncestorOf(now)
        if self.isVisible() and not inside:
            self._before = None
            self._put_away()
