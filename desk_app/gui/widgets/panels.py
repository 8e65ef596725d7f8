"""A panel asks, inside a card, what a verb needs; how a page opens panels, runs their verbs, shows errors."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from desk_app.core.errors import BadInput, Conflict, DeskError
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton, Variant
from desk_app.gui.widgets.choice_grid import ChoiceGrid
from desk_app.gui.widgets.fields import Field, LiveLineEdit
from desk_app.gui.widgets.labels import Words, heading
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.gui.words import say_error
from desk_app.usecases.executor import UseCase


class Panel(QWidget):
    """What a verb asks: Enter does it, Esc leaves it, number keys choose where a choice is asked.

    `use` is the verb, `arguments()` what was given for it (or `BadInput`), `done` what is said after it.
    `fail` shows an error at the field it names, else under the title. Says `confirmed` and `cancelled`; the
    page opens it with `Asking.ask`, which runs the verb. Where `enter_confirms` is off, Enter goes on to the
    next field, and the panel has another key.
    """

    confirmed = Signal()
    cancelled = Signal()
    use: UseCase[Any, Any]
    done = ""
    enter_confirms = True

    def __init__(self, title: str, confirm: str, variant: Variant = "primary") -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._error = Words(ink="danger_text")
        self._error.hide()
        self.confirm = KeyButton(confirm, "Enter", variant)
        self.confirm.clicked.connect(lambda _checked=False: self.confirmed.emit())
        self.leave = cancel = KeyButton(tr("Cancel"), "Esc", "quiet")
        cancel.clicked.connect(lambda _checked=False: self.cancelled.emit())
        self.column = QVBoxLayout()
        self.column.setSpacing(12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(heading(title))
        whole.addWidget(self._error)
        whole.addLayout(self.column)
        whole.addWidget(WrapRow(self.confirm, cancel))
        self.setAccessibleName(title)

    def arguments(self) -> dict[str, Any]:
        """Return what was given for the verb; raises `BadInput` where something is missing."""
        return {}

    def said(self, _value: Any, _now: datetime, /) -> tuple[str, theme.Tone]:
        """Return what the notice line says once the verb has returned this value."""
        return tr(self.done), "quiet"

    def begin(self) -> None:
        """Take the keyboard."""
        self.confirm.setFocus()

    def press(self, number: int) -> bool:
        """Take choice `number`; return whether there was one."""
        return number < 0  # no choices here

    def fail(self, error: DeskError) -> None:
        """Show what went wrong, at its field where it has one."""
        sentence = say_error(error)
        field = self.fields.get(error.field) if isinstance(error, BadInput) else None
        self._error.set_text("" if field else sentence)
        self._error.setVisible(field is None)
        for each in self.fields.values():
            each.set_error(sentence if each is field else "")
        if field:
            field.editor.setFocus()

    def error(self) -> str:
        """Return the sentence shown under the title."""
        return "" if self._error.isHidden() else self._error.text()

    def add_line(self, name: str, title: str, *, hint: str = "") -> LiveLineEdit:
        """Add a line to type in; an error of `name` is shown at it."""
        edit = LiveLineEdit(hint)
        edit.setMaxLength(400)
        field = Field(title, edit)
        self.fields[name] = field
        self.column.addWidget(field)
        return edit

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter, Esc and number keys that no field wanted."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            grids = self.findChildren(ChoiceGrid)
            if number := next((each for grid in grids if (each := grid.number_at_hand())), 0):
                self.press(number)  # Enter on a choice takes it, as its number does
            elif self.enter_confirms:
                self.confirm.click()
            else:
                self.focusNextChild()
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif not (event.text().isascii() and event.text().isdigit() and self.press(int(event.text()))):
            super().keyPressEvent(event)


class ReasonPanel(Panel):
    """A panel that asks only why; `reason` is its line."""

    def __init__(self, title: str, confirm: str, variant: Variant = "primary", *, hint: str) -> None:
        super().__init__(title, confirm, variant)
        self.reason = self.add_line("reason", tr("Reason"), hint=hint)

    def arguments(self) -> dict[str, Any]:
        """Return the reason; raises `BadInput` without one."""
        return {"reason": needed(self.reason)}

    def begin(self) -> None:
        """Begin with the reason."""
        self.reason.setFocus()


class PanelPlace(QWidget):
    """Room in a card for one panel, and none at all while there is none; opening another puts the first away.

    Says `changed` when a panel was opened or put away: the card then shows what stands beside it. Whatever
    scrolls around the panel keeps in sight what has its keyboard.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._panel: Panel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._follow = QTimer(self, singleShot=True, interval=0)  # once everything has its place
        self._follow.timeout.connect(self._bring_into_sight)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.hide()

    @property
    def panel(self) -> Panel | None:
        """Return the panel open now."""
        return self._panel

    def open_panel(self, panel: Panel) -> None:
        """Open a panel and give it the keyboard."""
        self._put_away()
        self._panel = panel
        self._column.addWidget(panel)
        self.show()
        self.changed.emit()
        panel.show()
        panel.begin()

    def close_panel(self) -> None:
        """Put the panel away, if one is open."""
        if self._panel is not None:
            self._put_away()
            self.hide()
            self.changed.emit()

    def _put_away(self) -> None:
        panel, self._panel = self._panel, None
        if panel is not None:
            self._column.removeWidget(panel)
            panel.hide()
            panel.deleteLater()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self._follow.start()

    def _bring_into_sight(self) -> None:
        """Show the panel's button where there is room, and in any case what has the keyboard."""
        at_hand = QApplication.focusWidget()
        if self._panel is None or at_hand is None or not self.isAncestorOf(at_hand):
            return
        around = self.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                for each in (self._panel.confirm, at_hand):
                    around.ensureWidgetVisible(each, 0, theme.px(60))
            around = around.parentWidget()


class Asking(QObject):
    """What a page asks by panels in a `place`: it hands each panel to `ask`, and need not run its verb.

    `at_hand()` gives the arguments that say what the verb is done on (an id and the version on the screen),
    or None where nothing is. It is taken as the panel opens, since what changes beneath it was not read; and
    anew only for what is confirmed after a `Conflict` was shown. Confirming runs the verb once: the button
    rests meanwhile, then the panel closes and the notice line says what was done. An error is shown in the
    panel, which stays as typed.

    Says `closed` when a panel was put away, `done(panel, value)` after its verb returned, and
    `failed(error, shown)` after it did not: `shown` is False where the panel was left before, so that nobody
    was told yet. What is stale then (`Conflict`, `NotFound`) is the page's to read anew.
    """

    closed = Signal()
    done = Signal(object, object)
    failed = Signal(object, bool)

    def __init__(
        self, shift: Shift, place: PanelPlace, at_hand: Callable[[], dict[str, Any] | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shift, self._place, self._at_hand = shift, place, at_hand
        self._taken: dict[str, Any] | None = None

    def ask(self, panel: Panel) -> None:
        """Open a panel; its verb runs when it is confirmed."""
        panel.confirmed.connect(lambda: self._run(panel))
        panel.cancelled.connect(self.close)
        self._place.open_panel(panel)
        self._taken = self._at_hand()

    def close(self) -> None:
        """Put an open panel away."""
        if self._place.panel is not None:
            self._place.close_panel()
            self.closed.emit()

    def _run(self, panel: Panel) -> None:
        if self._taken is None:
            self._taken = self._at_hand()
        if self._taken is None:
            return
        try:
            given = panel.arguments() | self._taken
        except DeskError as missing:
            panel.fail(missing)
            return
        panel.confirm.setEnabled(False)
        self._shift.call(self, panel.use, partial(self._done, panel), partial(self._failed, panel), **given)

    def _done(self, panel: Panel, value: Any) -> None:
        if panel is self._place.panel:
            self.close()
        say(*panel.said(value, self._shift.now()))
        self.done.emit(panel, value)

    def _failed(self, panel: Panel, error: DeskError) -> None:
        shown = panel is self._place.panel
        if shown:
            panel.confirm.setEnabled(True)
            panel.fail(error)
            if isinstance(error, Conflict):
                self._taken = None
        self.failed.emit(error, shown)


def needed(edit: LiveLineEdit, name: str = "reason") -> str:
    """Return what was typed; raises `BadInput` on `name` where nothing was."""
    if not edit.text().strip():
        raise BadInput(name, "missing")
    return edit.text()
