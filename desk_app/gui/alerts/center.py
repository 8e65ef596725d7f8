"""Speaks up before a promise is broken and when a visitor comes: on strip and badge, and outside."""

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from desk_app.core.areas import Area
from desk_app.core.errors import DeskError
from desk_app.core.spoken import short_when
from desk_app.core.staff import Role
from desk_app.gui.alerts.words import is_for_others, notice_words, strip_item
from desk_app.gui.i18n import tr
from desk_app.gui.main_window import MainWindow
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.words import say_error
from desk_app.usecases.alerts import DueAlert, acknowledge_alert, due_alerts, snooze_alert
from desk_app.usecases.board import BoardList, Whose, list_board
from desk_app.usecases.rings import MissedCall, missed_calls

PAGE = "promises"  # the page whose badge counts
_PRESSING = timedelta(hours=1)  # what is mine and due within it counts on the badge


class AlertCenter(QObject):
    """Reads what speaks now at every tick and change, so that nothing that came due meanwhile is lost.

    It fills the window's strip and its badge at the board. A notice outside the window (`noticed`: title and
    text, never a name, a number or the agency's purpose) comes only while nobody looks at the window. Says
    `call_asked(promise_id)`, `hand_over_asked(promise_id)`, `appointment_asked(appointment_id)`,
    `inquiry_asked(inquiry_id)` and `board_asked()` for what others do.

    The badge counts what waits for me: my open promises that are overdue or due within the hour, snoozed or
    not, since only an outcome ends them; and for reception the missed calls.
    """

    noticed = Signal(str, str)
    call_asked = Signal(int)
    hand_over_asked = Signal(int)
    appointment_asked = Signal(int)
    inquiry_asked = Signal(int)
    board_asked = Signal()

    def __init__(self, shift: Shift, window: MainWindow) -> None:
        super().__init__(window)
        self._shift, self._window = shift, window
        self._alerts: tuple[DueAlert, ...] = ()
        self._spoken: set[tuple[int, datetime]] = set()
        self._mine: tuple[datetime, ...] = ()
        self._missed = 0
        self._tray = QSystemTrayIcon(window.windowIcon(), self)
        self._tray.messageClicked.connect(self._come_forward)
        self._tray.activated.connect(lambda _reason: self._come_forward())
        self.noticed.connect(self._tray.showMessage)
        strip = window.strip
        strip.call.connect(self.call)
        strip.later.connect(self.later)
        strip.seen.connect(self.seen)
        strip.hand_over.connect(self.hand_over)
        strip.more.connect(self.board_asked)
        shift.ticked.connect(self._tick)
        shift.changed.connect(self._changed)
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._tray.show()
        self._read_alerts()
        self._read_mine()
        self._read_missed()

    def close(self) -> None:
        """Take the notice out of the tray."""
        self._tray.hide()

    def alerts(self) -> tuple[DueAlert, ...]:
        """Return what speaks now, the most urgent first."""
        return self._alerts

    # -- verbs of the strip

    def call(self, alert_id: int) -> None:
        """Ask for the call that this alert is about, or for its appointment or inquiry.

        Whoever receives a visitor has seen it with that.
        """
        alert = self._alert(alert_id)
        if alert is None:
            return
        if alert.arrived and alert.mine:
            self.seen(alert_id)
        if not self._show_subject(alert):
            self.call_asked.emit(alert.promise_id)

    def _show_subject(self, alert: DueAlert) -> bool:
        """Ask for the appointment or the inquiry that an alert is about; return whether there is one."""
        if alert.appointment_id is not None:
            self.appointment_asked.emit(alert.appointment_id)
        elif alert.inquiry_id is not None:
            self.inquiry_asked.emit(alert.inquiry_id)
        else:
            return False
        return True

    def hand_over(self, alert_id: int) -> None:
        """Ask who takes over the promise that this alert is about."""
        alert = self._alert(alert_id)
        if alert is not None and alert.promise_id is not None:
            self.hand_over_asked.emit(alert.promise_id)

    def later(self, alert_id: int) -> None:
        """Let the alert speak again after the branch's snooze length."""

        def again(at: datetime) -> None:
            say(tr("It speaks again {when}.", when=short_when(at, self._shift.now())))

        self._shift.call(self, snooze_alert, again, self._failed, alert_id=alert_id)

    def seen(self, alert_id: int) -> None:
        """Clear the alert on every desk; later ones of the same promise still come."""
        self._shift.call(self, acknowledge_alert, lambda _none: None, self._failed, alert_id=alert_id)

    def _alert(self, alert_id: int) -> DueAlert | None:
        return next((alert for alert in self._alerts if alert.id == alert_id), None)

    def _failed(self, error: Exception) -> None:
        """Say what is wrong; an alert that another desk cleared meanwhile goes from the strip."""
        if isinstance(error, DeskError):
            say(say_error(error), "warning")
            self._read_alerts()

    # -- reading

    def _tick(self, _now: datetime) -> None:
        self._read_alerts()
        self._show()

    def _changed(self, areas: frozenset[Area]) -> None:
        if areas & {Area.PROMISES, Area.APPOINTMENTS, Area.ALERTS, Area.STAFF, Area.TOPICS}:
            self._read_alerts()
        if Area.PROMISES in areas:
            self._read_mine()
        if Area.RINGS in areas:
            self._read_missed()

    def _read_alerts(self) -> None:
        self._shift.call(self, due_alerts, self._take_alerts)

    def _read_mine(self) -> None:
        self._shift.call(self, list_board, self._take_mine, whose=Whose.MINE)

    def _read_missed(self) -> None:
        if self._shift.person.role is Role.RECEPTIONIST:
            self._shift.call(self, missed_calls, self._take_missed)

    def _take_alerts(self, alerts: tuple[DueAlert, ...]) -> None:
        fresh = [alert for alert in alerts if (alert.id, alert.speaks_at) not in self._spoken]
        self._alerts = tuple(sorted(alerts, key=is_for_others))
        self._spoken |= {(alert.id, alert.speaks_at) for alert in fresh}
        self._show()
        if fresh and not self._window.isActiveWindow():
            self.noticed.emit(tr("Front desk"), notice_words(fresh))

    def _take_mine(self, board: BoardList) -> None:
        self._mine = tuple(row.due_at for row in board.rows)
        self._show()

    def _take_missed(self, calls: tuple[MissedCall, ...]) -> None:
        self._missed = len(calls)
        self._show()

    def _show(self) -> None:
        now = self._shift.now()
        item = strip_item(self._alerts, now)
        if item != self._window.strip.item():
            self._window.set_strip(item)
        mine = sum(due_at <= now + _PRESSING for due_at in self._mine)
        self._window.set_badge(PAGE, mine + self._missed)

    def _come_forward(self) -> None:
        """Bring the window to the front, in it what is most urgent."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()
        if not (self._alerts and self._show_subject(self._alerts[0])):
            self.board_asked.emit()
