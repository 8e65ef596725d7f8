"""Signing in (들어가기): with a password, or with the recovery code and a new password."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.clock import Clock
from desk_app.core.errors import BadInput, DeskError, World, WorldProblem
from desk_app.gui.i18n import tr
from desk_app.gui.office.background import background
from desk_app.gui.office.entrance import Entrance
from desk_app.gui.office.line_field import LineField, first_blank
from desk_app.gui.office.passwords import NewPassword, PasswordField
from desk_app.gui.office.tries import Tries
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note
from desk_app.gui.words import say_error
from desk_app.settings import Places, load_preferences, save_preferences
from desk_app.usecases.signing_in import SignedIn, reset_by_recovery, sign_in


class EntryForm(QWidget):
    """What both ways in share: sign-in name and desk, one try at a time, the wait after too many.

    `signed_in(SignedIn)` when the office is open; `trouble(str)` is a sentence about the world, "" for none.
    """

    signed_in = Signal(object)
    trouble = Signal(str)

    def __init__(self, places: Places, clock: Clock, tries: Tries, verb: str) -> None:
        super().__init__()
        self._places, self._clock, self._tries, self._verb = places, clock, tries, verb
        self._busy = False
        self.name = LineField(tr("Sign-in name"))
        self.desk = LineField(tr("Desk name"))
        self.wait = Note("warning")
        self.button = KeyButton(verb, "Enter", "primary", size="large")
        self.button.clicked.connect(lambda _checked=False: self.submit())
        self.desk.edit.setText(load_preferences(places.preferences).desk)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        tries.changed.connect(self._look)
        background().bug.connect(self._ready)
        self._look()

    def submit(self) -> None:
        """Try to come in with what was typed, unless a try is under way or a wait runs."""
        if not self._busy and not self._tries.seconds():
            self.trouble.emit("")
            self._try()

    def _try(self) -> None:
        raise NotImplementedError

    def _start(self) -> None:
        self._busy = True
        self.button.set_text(tr("Opening…"))
        self._look()

    def _ready(self) -> None:
        self._busy = False
        self.button.set_text(self._verb)
        self._look()

    def _came_in(self, signed_in: SignedIn) -> None:
        preferences = load_preferences(self._places.preferences)
        if preferences.desk != signed_in.executor.desk:
            save_preferences(replace(preferences, desk=signed_in.executor.desk), self._places.preferences)
        self._tries.succeeded()
        self._ready()
        self.signed_in.emit(signed_in)

    def _look(self) -> None:
        seconds = self._tries.seconds()
        self.wait.set_words(
            tr("Too many wrong passwords."),
            tr("The next try is possible in {seconds} seconds.", seconds=seconds),
        )
        self.wait.setVisible(seconds > 0)
        self.button.setEnabled(not self._busy and not seconds)


class PasswordForm(EntryForm):
    """Sign-in name, password, desk; `recovery_asked` for whoever forgot the password."""

    recovery_asked = Signal()

    def __init__(self, places: Places, clock: Clock, tries: Tries) -> None:
        super().__init__(places, clock, tries, tr("Sign in"))
        self.password = PasswordField(tr("Password"))
        recover = KeyButton(tr("Enter with the recovery code"), "F4", variant="quiet")
        recover.clicked.connect(lambda _checked=False: self.recovery_asked.emit())
        action(self, recover.text(), "F4", self.recovery_asked.emit)
        for widget in (self.name, self.password, self.desk, self.wait, self.button, recover):
            self.column.addWidget(widget)
        self.name.edit.returnPressed.connect(self.password.edit.setFocus)
        self.password.edit.returnPressed.connect(self.submit)
        self.desk.edit.returnPressed.connect(self.submit)
        self.setFocusProxy(self.name)

    def _try(self) -> None:
        if first_blank(self.name, self.desk):
            return
        self._start()
        background().call(
            sign_in,
            self._came_in,
            self._failed,
            owner=self,
            database=self._places.database,
            clock=self._clock,
            sign_in_name=self.name.text(),
            password=self.password.edit.text(),
            desk=self.desk.text(),
        )

    def _came_in(self, signed_in: SignedIn) -> None:
        self.password.edit.clear()
        super()._came_in(signed_in)

    def _failed(self, error: DeskError) -> None:
        self._ready()
        problem = error.problem if isinstance(error, World) else None
        if problem in {WorldProblem.WRONG_PASSWORD, WorldProblem.UNKNOWN_PERSON}:
            self._tries.failed()
        if problem is WorldProblem.WRONG_PASSWORD:
            self.password.set_error(say_error(error))
            self.password.edit.clear()
            self.password.edit.setFocus()
        elif problem is WorldProblem.UNKNOWN_PERSON:
            self.name.set_error(say_error(error))
            self.name.edit.setFocus()
        else:
            self.trouble.emit(say_error(error))


class RecoveryForm(EntryForm):
    """Recovery code, sign-in name, a new password twice; `back_asked` to return to the password."""

    back_asked = Signal()

    def __init__(self, places: Places, clock: Clock, tries: Tries) -> None:
        super().__init__(places, clock, tries, tr("Set the new password and sign in"))
        self.code = LineField(tr("Recovery code"))
        self.code.set_help(tr("30 characters in six groups. Capitals and dashes do not matter."))
        self.passwords = NewPassword()
        back = KeyButton(tr("Back to the password"), "Alt ←", variant="quiet")
        back.clicked.connect(lambda _checked=False: self.back_asked.emit())
        action(self, back.text(), "Alt+Left", self.back_asked.emit)
        who = QHBoxLayout()
        who.setSpacing(12)
        who.addWidget(self.name)
        who.addWidget(self.desk)
        self.column.addWidget(self.code)
        self.column.addLayout(who)
        for widget in (self.passwords, self.wait, self.button, back):
            self.column.addWidget(widget)
        self.code.edit.returnPressed.connect(self.name.edit.setFocus)
        self.name.edit.returnPressed.connect(self.passwords.setFocus)
        self.passwords.entered.connect(self.submit)
        self.desk.edit.returnPressed.connect(self.submit)
        self.setFocusProxy(self.code)

    def _try(self) -> None:
        if first_blank(self.code, self.name, self.desk):
            return
        password = self.passwords.password()
        if password is None:
            return
        self._start()
        background().call(
            reset_by_recovery,
            self._came_in,
            self._failed,
            owner=self,
            database=self._places.database,
            clock=self._clock,
            code=self.code.edit.text(),
            sign_in_name=self.name.text(),
            password=password,
            desk=self.desk.text(),
        )

    def _came_in(self, signed_in: SignedIn) -> None:
        self.code.edit.clear()
        self.passwords.clear()
        super()._came_in(signed_in)

    def _failed(self, error: DeskError) -> None:
        self._ready()
        problem = error.problem if isinstance(error, World) else None
        if problem is WorldProblem.WRONG_PASSWORD:
            self._tries.failed()
            self.code.set_error(tr("The recovery code is not right. Compare it with what you wrote down."))
            self.code.edit.setFocus()
        elif problem is WorldProblem.UNKNOWN_PERSON:
            self.name.set_error(say_error(error))
            self.name.edit.setFocus()
        elif isinstance(error, BadInput) and error.field == "password":
            self.passwords.first.set_error(say_error(error))
        else:
            self.trouble.emit(say_error(error))


class SignIn(Entrance):
    """The window before the shift; `signed_in(SignedIn)` when somebody is in.

    The desk's name is remembered on this computer, the sign-in name is not: a visitor may look.
    """

    signed_in = Signal(object)

    def __init__(self, places: Places, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(tr("Sign in"), 440, parent)
        tries = Tries(clock, self)
        self.password_form = PasswordForm(places, clock, tries)
        self.recovery_form = RecoveryForm(places, clock, tries)
        self._form: EntryForm = self.password_form
        self.recovery_form.hide()
        for form in (self.password_form, self.recovery_form):
            self.card.column.addWidget(form)
            form.signed_in.connect(self.signed_in)
            form.trouble.connect(
                lambda words: self.show_trouble(words, tr("Nothing was changed on the disk."))
            )
        self.password_form.recovery_asked.connect(lambda: self._show(self.recovery_form))
        self.recovery_form.back_asked.connect(lambda: self._show(self.password_form))
        self.set_help(
            tr(
                "Your sign-in name and first password come from a supervisor. Who forgot the password asks a "
                "supervisor for a new one. If no supervisor can sign in, use the recovery code that was "
                "written down when the office was set up."
            )
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the sign-in name."""
        super().showEvent(event)
        self._form.setFocus()

    def _show(self, form: EntryForm) -> None:
        self.show_trouble("")
        self.title.set_text(
            tr("Sign in") if form is self.password_form else tr("Enter with the recovery code")
        )
        self._form.hide()
        self._form = form
        form.show()
        form.setFocus()
