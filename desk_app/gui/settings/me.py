"""내 정보: my presence and my password."""

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from desk_app.core.errors import DeskError, World, WorldProblem
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.office.background import background
from desk_app.gui.office.passwords import NewPassword, PasswordField
from desk_app.gui.office.presence_panel import PresenceForm
from desk_app.gui.settings.section import Section, saved
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.words import say_error


class MeSection(Section):
    """Presence, which scripts and colleagues see, and the password, which only I know."""

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(shift, parent)
        here = self.card(tr("My presence"), tr("Scripts and colleagues see whether you are at your place."))
        self.presence = PresenceForm(shift)
        here.addWidget(self.presence)
        here.addStretch(1)
        column = self.card(tr("My password"))
        self.old = PasswordField(tr("Present password"))
        self.new = NewPassword()
        self.change = KeyButton(tr("Change the password"), "Enter", "primary")
        self.old.edit.returnPressed.connect(self.new.setFocus)
        self.new.entered.connect(self._change)
        self.change.clicked.connect(lambda _checked=False: self._change())
        for widget in (self.old, self.new, self.change):
            column.addWidget(widget)
        column.addStretch(1)
        self.setFocusProxy(self.presence)

    def _change(self) -> None:
        if not self.old.edit.text():
            self.old.set_error(tr("Fill this in."))
            self.old.edit.setFocus()
            return
        new = self.new.password()
        if new is None or not self.change.isEnabled():
            return
        self.change.setEnabled(False)
        background().call(
            self.shift.signed_in.change_password,
            lambda _nothing: self._changed_password(),
            self._refused,
            owner=self,
            old=self.old.edit.text(),
            new=new,
        )

    def _changed_password(self) -> None:
        self.change.setEnabled(True)
        self.old.edit.clear()
        self.new.clear()
        self.old.edit.setFocus()
        saved(tr("Your password is changed."))

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget a half-typed password on leaving."""
        super().hideEvent(event)
        if self.change.isEnabled() and not event.spontaneous():
            self.old.edit.clear()
            self.old.set_error("")
            self.new.clear()

    def _refused(self, error: DeskError) -> None:
        self.change.setEnabled(True)
        if isinstance(error, World) and error.problem is WorldProblem.WRONG_PASSWORD:
            self.old.set_error(say_error(error))
            self.old.edit.clear()
            self.old.edit.setFocus()
        else:
            say(say_error(error), "danger")
