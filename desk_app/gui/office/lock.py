"""The lock: the curtain comes down by F8 or after idle minutes, and only the password lifts it."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.clock import Clock
from desk_app.core.errors import DeskError
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.main_window import MainWindow
from desk_app.gui.office.background import background
from desk_app.gui.office.passwords import PasswordField
from desk_app.gui.office.tries import Tries
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, Note
from desk_app.gui.widgets.labels import Words
from desk_app.gui.words import say_error

_BY_A_PERSON = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}


class IdleWatch(QObject):
    """Knows since when nobody has touched keyboard or mouse; `idle` where `look` finds it too long ago.

    While not `armed` (locked already) it only listens. A key that comes after the time is over (the machine
    slept) does not count as work: it locks.
    """

    idle = Signal()

    def __init__(self, clock: Clock, length: timedelta, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.length = length
        self.armed = True
        self._touched_at = clock.now()
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def touch(self) -> None:
        """Count from now."""
        self._touched_at = self._clock.now()

    def look(self, now: datetime) -> bool:
        """Return whether it is too long since the last touch, and say so."""
        self._touched_at = min(self._touched_at, now)  # the clock may have been set back
        over = self.armed and now - self._touched_at >= self.length
        if over:
            self.idle.emit()
        return over

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is here; swallow the touch that only finds out nobody was."""
        if event.type() in _BY_A_PERSON and event.spontaneous():
            idle = self.look(self._clock.now())
            self.touch()
            if idle:
                return True
        return super().eventFilter(watched, event)


class LockPanel(Card):
    """On the curtain: whose desk this is, the password, how many alerts wait, the way out.

    `password_given(str)`, `sign_out_asked()`.
    """

    password_given = Signal(str)
    sign_out_asked = Signal()

    def __init__(self, tries: Tries, parent: QWidget | None = None) -> None:
        super().__init__(padding=24, spacing=14, parent=parent)
        self._tries = tries
        self._busy = False
        self.who = Words(size=theme.LEAD, weight="semibold")
        self.alerts = Words(ink="text_quiet")
        self.password = PasswordField(tr("Password"))
        self.wait = Note("warning")
        self.button = KeyButton(tr("Go on"), "Enter", "primary", size="large")
        self.sign_out = KeyButton(tr("Sign out"), variant="quiet")
        for widget in (self.who, self.alerts, self.password, self.wait, self.button, self.sign_out):
            self.column.addWidget(widget)
        self.button.clicked.connect(lambda _checked=False: self.give())
        self.sign_out.clicked.connect(lambda _checked=False: self.sign_out_asked.emit())
        tries.changed.connect(self.look)
        self.set_alerts(0)
        self.look()

    def give(self) -> None:
        """Hand the password on, unless a wait runs or it is being checked."""
        if self.password.edit.text() and self.button.isEnabled():
            self.set_busy(busy=True)
            self.password_given.emit(self.password.edit.text())

    def set_busy(self, *, busy: bool) -> None:
        """Show that the password is being checked."""
        self._busy = busy
        self.look()

    def set_alerts(self, count: int) -> None:
        """Say how many alerts wait, and nothing about whom."""
        self.alerts.set_text(tr("{count} alerts are waiting.", count=count))
        self.alerts.setVisible(count > 0)

    def look(self) -> None:
        """Show how long it is until the next try is taken."""
        seconds = self._tries.seconds()
        self.wait.set_words(
            tr("Too many wrong passwords."),
            tr("The next try is possible in {seconds} seconds.", seconds=seconds),
        )
        self.wait.setVisible(seconds > 0)
        self.button.setEnabled(not self._busy and not seconds)

    def clear(self) -> None:
        """Forget what was typed."""
        self.password.edit.clear()
        self.password.set_error("")

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the password."""
        super().showEvent(event)
        self.password.edit.setFocus()


class Lock(QObject):
    """Locks a window for a shift: `Lock(window, shift)`; it listens to F8 and to the shift's ticks.

    `sign_out_asked` asks nothing back: whoever assembles parks the unfinished contact and ends the shift.
    `set_alerts(n)` keeps the count on the curtain right.
    """

    sign_out_asked = Signal()

    def __init__(self, window: MainWindow, shift: Shift) -> None:
        super().__init__(window)
        self._window, self._shift = window, shift
        self._tries = Tries(shift.clock, self)
        self.panel = LockPanel(self._tries)
        self.panel.who.set_text(f"{shift.person.title} · {shift.desk}")
        self.watch = IdleWatch(shift.clock, self._idle_length(), self)
        column = window.curtain.layout()
        assert isinstance(column, QVBoxLayout)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.panel)
        row.addStretch(1)
        column.insertLayout(column.count() - 1, row)
        window.curtain.button.hide()
        window.curtain_locks = True
        window.curtain_raised.connect(self._locked)
        window.lift_asked.connect(self._entered)
        self.panel.password_given.connect(self._check)
        self.panel.sign_out_asked.connect(self.sign_out_asked)
        self.watch.idle.connect(window.raise_curtain)
        shift.ticked.connect(self._ticked)
        background().bug.connect(lambda _error: self.panel.set_busy(busy=False))

    def set_alerts(self, count: int) -> None:
        """Show on the curtain how many alerts wait."""
        self.panel.set_alerts(count)

    def _idle_length(self) -> timedelta:
        return timedelta(minutes=self._shift.office.settings.idle_lock)

    def _ticked(self, now: datetime) -> None:
        self.watch.length = self._idle_length()
        self.watch.look(now)

    def _locked(self) -> None:
        self.watch.armed = False
        self.panel.clear()
        self.panel.setFixedWidth(theme.px(380))
        self.panel.password.edit.setFocus()

    def _entered(self) -> None:
        """Take Enter, which the curtain catches, for the button that has the focus."""
        if self.panel.sign_out.hasFocus():
            self.sign_out_asked.emit()
        else:
            self.panel.give()

    def _check(self, password: str) -> None:
        background().call(
            self._shift.signed_in.check_password, self._lift, self._refused, owner=self, password=password
        )

    def _lift(self, _nothing: object) -> None:
        self._tries.succeeded()
        self.panel.set_busy(busy=False)
        self.panel.clear()
        self.watch.touch()
        self.watch.armed = True
        self._window.lift_curtain()

    def _refused(self, error: DeskError) -> None:
        self._tries.failed()
        self.panel.set_busy(busy=False)
        self.panel.password.edit.clear()
        self.panel.password.set_error(say_error(error))
        self.panel.password.edit.setFocus()
