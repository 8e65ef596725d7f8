"""Setting a presence (자리·부재) in two keys, mine or another's."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.clock import seoul
from desk_app.core.due_phrases import parse_due
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.spoken import say_length
from desk_app.core.staff import Person, PresenceState
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.office.line_field import LineField
from desk_app.gui.office.presence import STATES, planned_today, presence_word, say_state
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


class PresenceForm(QWidget):
    """Six states by number key, each at once with the branch's usual length; `done` once it is set.

    A time of return (typed in Korean) and a note go with the number where they were typed first; Enter in
    them sets the state that holds, or 외근 for who is at their place. It is my own presence unless
    `set_person` names somebody else; with `asks_who` that is chosen in it, and Alt with a number sets
    the state while typing.
    """

    done = Signal()

    def __init__(self, shift: Shift, *, asks_who: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shift = shift
        self._staff_id = shift.person.id
        self._people: tuple[Person, ...] = ()
        self.people = ComboBox()
        self.who = Field(tr("Whose presence"), self.people)
        self._asks_who = asks_who
        self.who.setVisible(asks_who)
        self.people.activated.connect(lambda _at: self._picked())
        self.now_words = Words(weight="semibold")
        self.planned_words = Words(size=theme.SMALL, ink="text_quiet")
        self.choices = ChoiceGrid(columns=2)
        self.back = LineField(tr("Time of return (optional)"), placeholder=tr("3:30 pm, tomorrow 10 am"))
        self.note = LineField(
            tr("Note for colleagues (optional)"), placeholder=tr("Visiting advice, training …")
        )
        self.choices.chosen.connect(lambda state: self._chosen(PresenceState(state)))
        for field in (self.back, self.note):
            field.edit.returnPressed.connect(lambda: self._chosen(self._by_enter()))
            if asks_who:
                field.edit.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(12)
        for widget in (self.who, self.now_words, self.planned_words, self.choices, self.back, self.note):
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
        """Show the presence as it stands, what is planned next today, and who there is to choose from."""
        if self._people != self._shift.people:
            self._people = self._shift.people
            self.people.clear()
            for each in self._people:
                me = each.id == self._shift.person.id
                self.people.addItem(tr("{who} (me)", who=each.title) if me else each.title, each.id)
        self.people.setCurrentIndex(self.people.findData(self.person().id))
        presence, now = self.person().presence, self._shift.now()
        self.now_words.set_text(tr("Now: {word}", word=presence_word(presence, now)[0]))
        away = planned_today(presence, now)
        self.planned_words.setVisible(away is not None)
        if away is not None:
            said = tr(
                "Planned today: {time} {what}",
                time=f"{seoul(away.starts_at):%H:%M}",
                what=say_state(away.state, away.note, whole=True),
            )
            self.planned_words.set_text(said)
        lengths = {state: say_length(length) for state, length in self._lengths().items()}
        self.choices.set_choices(
            tuple(Choice(state, tr(word), lengths.get(state, "")) for state, word in STATES.items())
        )
        state = tr(STATES[self._by_enter()])
        alone = tr("Enter sets {state} with these.", state=state)
        help_words = tr("Enter sets {state} with these, Alt and a number another.", state=state)
        self.note.set_help(help_words if self._asks_who else alone)

    def _lengths(self) -> dict[PresenceState, timedelta]:
        """Return how long the branch takes each state to last; the others end with the next opening."""
        rules = self._shift.office.settings
        minutes = {
            PresenceState.BUSY: rules.busy_for,
            PresenceState.OUT: rules.out_for,
            PresenceState.MEETING: rules.meeting_for,
        }
        return {state: timedelta(minutes=length) for state, length in minutes.items()}

    def _by_enter(self) -> PresenceState:
        """Return what Enter sets: the state that holds, or 외근 for who is at their place."""
        presence = self.person().presence.at(self._shift.now())
        return PresenceState.OUT if presence.here else presence.state

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring while the number keys are taken here."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_focus(painter, QRectF(self.rect()), 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the number keys, unless one is typing."""
        if not self.choices.press(event.key() - Qt.Key.Key_0):
            super().keyPressEvent(event)

    def eventFilter(self, _field: QObject, event: QEvent) -> bool:
        """Take Alt with a number from the fields before they, or the page beneath, do."""
        if not isinstance(event, QKeyEvent) or event.modifiers() != Qt.KeyboardModifier.AltModifier:
            return False
        number = event.key() - Qt.Key.Key_0
        if event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(1 <= number <= len(STATES))
            return event.isAccepted()
        return event.type() == QEvent.Type.KeyPress and self.choices.press(number)

    def _chosen(self, state: PresenceState) -> None:
        try:
            back_at = self._back_at(state)
        except BadInput as unclear:
            self._failed(BadInput("back_at", unclear.problem), say_error(unclear))
            return
        self._shift.call(
            self,
            set_presence,
            self._set,
            self._failed,
            staff_id=self.person().id,
            state=state,
            back_at=back_at,
            note="" if state is PresenceState.HERE else self.note.text(),
        )

    def _back_at(self, state: PresenceState) -> datetime | None:
        """Return the return typed, else the usual one; `None` leaves it to the next opening."""
        now = self._shift.now()
        if state is PresenceState.HERE:
            return None
        typed = self.back.edit.live_text().strip()
        if typed:
            return parse_due(typed, now)
        length = self._lengths().get(state)
        return (now + length).replace(second=0, microsecond=0) if length else None

    def _set(self, person: Person) -> None:
        for field in (self.note, self.back):
            field.set_text("")
        self.choices.select("")
        word, _dot = presence_word(person.presence, self._shift.now())
        if person.id == self._shift.person.id:
            say(tr("Your presence: {word}", word=word), "success")
        else:
            say(tr("Presence of {who}: {word}", who=person.title, word=word), "success")
        self.done.emit()

    def _failed(self, error: Exception, sentence: str = "") -> None:
        self.choices.select("")
        if not isinstance(error, DeskError):
            return
        fields = {"back_at": self.back, "note": self.note}
        field = fields.get(error.field) if isinstance(error, BadInput) else None
        if field is None:
            say(say_error(error), "danger")
        else:
            field.set_error(sentence or say_error(error))
            field.edit.setFocus()


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
        head = QHBoxLayout()
        head.addWidget(heading(tr("Presence of a person")), 1)
        head.addWidget(KeyButton.of(close, "quiet", size="small"))
        self.column.addLayout(head)
        self.column.addWidget(self.form)
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
