"""The page 예약: month and form or detail at the left, the day or the week at the right."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.errors import CalendarEnds
from desk_app.gui import theme
from desk_app.gui.appointments.day_card import EVERYBODY, DayCard
from desk_app.gui.appointments.detail import DetailCard
from desk_app.gui.appointments.form import BookingForm
from desk_app.gui.appointments.form_card import FormCard
from desk_app.gui.appointments.grid_view import Place
from desk_app.gui.appointments.handling import Handling
from desk_app.gui.appointments.month import MonthCard
from desk_app.gui.appointments.verbs import make_verbs
from desk_app.gui.appointments.waiting import WaitingVisitors
from desk_app.gui.appointments.words import masked
from desk_app.gui.briefs.card import HandOverBriefCard
from desk_app.gui.i18n import tr
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.usecases.agenda import Agenda, read_agenda
from desk_app.usecases.appointments import AppointmentDetail

_OPEN_AFTER_MS = 120  # blocks passed on the way are neither read nor logged as seen
_AREAS = frozenset({Area.APPOINTMENTS, Area.STAFF, Area.CALENDAR, Area.CUSTOMERS, Area.TOPICS, Area.OFFICE})
_WEEK = 7
_LOW = 780  # px at 100 % under which month and form cannot both be seen whole


class AppointmentsPage(QWidget):
    """The day of everybody in charge, the month, and the form that books.

    `form` may be made before. `show_appointment` opens one from elsewhere, `waiting` counts who came for me.
    """

    def __init__(self, shift: Shift, form: BookingForm | None = None) -> None:
        super().__init__()
        self._shift = shift
        self._day, self._week, self._whose, self._faint = seoul(shift.now()).date(), False, EVERYBODY, False
        self._stale = True
        self.waiting = WaitingVisitors(shift, self)
        self._asked: tuple[date, int] | None = None
        self.day = DayCard(shift)
        self._handling = Handling(shift, self.day.grid.current, self)
        self._make_actions()
        self.month = MonthCard(shift)
        self.form = form or BookingForm(shift, in_contact=False)
        self.detail = DetailCard(shift, self._verbs.of_state(), self._verbs.papers())
        self._handling.use_card(self.detail)
        self.brief = HandOverBriefCard(shift)
        self._leave_brief = KeyButton(tr("Back to the day"), "Esc", size="small")
        self._leave_brief.clicked.connect(lambda _checked=False: self._hide_brief())
        self.brief.column.addWidget(self._leave_brief, 0, Qt.AlignmentFlag.AlignLeft)
        self.brief.hide()
        self._form_card = FormCard(self.form)
        self._lay_out()
        self._listen()
        self._opening = QTimer(self, singleShot=True, interval=_OPEN_AFTER_MS)
        self._opening.timeout.connect(self._open_current)
        self.detail.hide()
        self.setFocusProxy(self.day.grid)
        self.form.clear()
        self._enable()

    def is_settled(self) -> bool:
        """Return whether nothing more will be read by itself."""
        return not self._opening.isActive() and self.form.is_settled()

    # -- what is asked for from elsewhere

    def show_appointment(self, appointment_id: int) -> None:
        """Show an appointment in its day, opened."""
        self._handling.open(appointment_id, self._show_day_of)

    def book_for(self, customer_id: int | None, name: str, phone: str) -> None:
        """Begin a booking for somebody."""
        self._new()
        self.form.customer.set_customer(customer_id, name, phone)

    def _show_day_of(self, detail: AppointmentDetail) -> None:
        """Go to the day of the appointment shown, and put the keyboard on it."""
        self._week = False
        self._go(seoul(detail.starts_at).date(), then=lambda: self.day.grid.choose(detail.id))

    # -- reading

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while another page was shown."""
        super().showEvent(event)
        self._tick(self._shift.now())
        if self._stale:
            self._read()

    def _changed(self, areas: frozenset[Area]) -> None:
        if areas & _AREAS:
            self._read_again()

    def _read_again(self) -> None:
        """Read what is shown anew, or once the page is shown again."""
        self._stale = True
        if self.isVisible():
            self._read()

    def _days(self) -> list[date]:
        first = self._day - timedelta(days=self._day.weekday()) if self._week else self._day
        return [first + timedelta(days=each) for each in range(_WEEK if self._week else 1)]

    def _read(self, then: Callable[[], object] | None = None) -> None:
        """Read the window shown: one statement for its appointments, one for absences."""
        self._stale = False
        days = self._days()
        asked = self._asked = (days[0], len(days))

        def take(agenda: Agenda) -> None:
            if asked == self._asked:
                self._take(agenda)
                if then:
                    then()

        self._shift.call(self, read_agenda, take, first=days[0], days=len(days))

    def _take(self, agenda: Agenda) -> None:
        self.day.show_agenda(agenda, self._days(), week=self._week, whose=self._whose, faint=self._faint)
        self._show_wanted()
        shown = self.detail.detail
        if shown is not None and not self.detail.isHidden():
            now_there = next((each for each in agenda.rows if each.id == shown.id), None)
            if now_there is not None and now_there.version != shown.version:
                self._handling.open(shown.id)
        self._enable()

    def _tick(self, now: datetime) -> None:
        if self.isVisible():
            self.day.tick(now)
            self._enable()

    # -- which day

    def _go(self, day: date, then: Callable[[], object] | None = None) -> None:
        self._day = day
        self.month.choose(day)
        self._handling.close_panel()
        self.day.grid.end_move()
        self._read(then)

    def _turn(self, by: int) -> None:
        """Go to the day before or after, past those on which no desk is open; in a week to the next week."""
        if self._week:
            self._go(self._day + timedelta(days=_WEEK * by))
            return
        day = self._day + timedelta(days=by)
        try:
            for _ in range(_WEEK):
                if self._shift.office.calendar.is_desk_day(day):
                    break
                day += timedelta(days=by)
        except CalendarEnds:
            day = self._day + timedelta(days=by)
        self._go(day)

    def _today(self) -> None:
        self._go(seoul(self._shift.now()).date(), then=self.day.grid.take_focus)

    def _show_week(self, week: bool) -> None:
        """Show the week of whoever's column has the keyboard, or the day again."""
        row = self.day.grid.current()
        if week and not self._week:
            self._whose = row.staff_id if row else self._shift.person.id
        self._week = week
        self._go(self._day)

    def _head_clicked(self, column: int) -> None:
        """Show the week of the person, or the day, whose head was clicked."""
        shown = self.day.grid.columns[column]
        if self._week:
            self._week = False
            self._go(shown.day)
        elif shown.staff_id is not None:
            self._whose, self._week = shown.staff_id, True
            self._go(self._day)

    def _show_whose(self, staff_id: int) -> None:
        self._whose = staff_id
        self._read()

    def _show_faint(self, faint: bool) -> None:
        self._faint = faint
        self._read()

    # -- the form

    def _new(self) -> None:
        """Show the form, as far as it was filled, and begin."""
        self._hide_detail()
        self.form.take_focus()
        self._make_room()

    def _propose(self, place: Place) -> None:
        """Take a free time clicked into, with whose it is."""
        self.form.propose(place.staff_id or self._shift.person.id, f"{seoul(place.starts_at):%m/%d %H:%M}")
        self._new()

    def _show_wanted(self) -> None:
        """Draw the appointment being typed where it would stand."""
        booking = self.form.booking()
        if booking.starts_at is None or booking.staff_id is None or not booking.minutes:
            self.day.grid.set_wanted(None)
            return
        place = Place.of(booking.starts_at, booking.staff_id, booking.minutes)
        who = self.form.customer_name()
        topic = self._shift.topic_by_id(self.form.fields.topic_id)
        about = booking.matter.strip() or (topic.name if topic else "")
        self.day.grid.set_wanted(place, masked(who, "") if who else tr("New appointment"), about)

    def _edited(self, _booking: object) -> None:
        booking = self.form.booking()
        day = seoul(booking.starts_at).date() if booking.starts_at else self._day
        if day != self._day and not self._week:
            self._go(day)
        self._show_wanted()
        self._make_room()

    def _booked(self, detail: AppointmentDetail) -> None:
        self._shown(detail)
        self._show_day_of(detail)

    # -- the detail

    def _opened(self, row_id: int) -> None:
        self._opening.stop()
        self._handling.open(row_id)

    def _open_current(self) -> None:
        row = self.day.grid.current()
        if row is not None and not self.detail.isHidden():
            self._handling.open(row.id)

    def _focused(self, row_id: int) -> None:
        """Let an opened detail follow the keyboard, once it has come to rest."""
        row = self.day.grid.current()
        if row is not None:
            self.day.show_row(row)
        shown = self.detail.detail
        if not self.detail.isHidden() and shown is not None and shown.id != row_id:
            self._opening.start()
        self._enable()

    def _shown(self, detail: AppointmentDetail) -> None:
        """Show a detail in place of the form, which keeps what is typed."""
        if self.detail.detail is None or self.detail.detail.id != detail.id:
            self.detail.place.close_panel()
        self.detail.show_appointment(detail)
        self._form_card.hide()
        self.detail.show()
        self.day.grid.set_open(detail.id)
        self._make_room()
        self._enable()

    def _hide_detail(self) -> None:
        self._opening.stop()
        self.detail.place.close_panel()
        self.detail.hide()
        self._form_card.show()
        self.day.grid.set_open(None)
        self._make_room()
        self._enable()

    def _close_detail(self) -> None:
        """Show the form again; the keyboard stays with the day, which is read anew without what is gone."""
        self._hide_detail()
        self.day.grid.take_focus()
        self._read()

    def _show_brief(self) -> None:
        """Show whoever acts for somebody away what they must know, in place of the day until Esc."""
        row = self.day.grid.current()
        if row is not None:
            self.brief.show_brief(row.id)
            self.day.hide()
            self.brief.show()
            self._leave_brief.setFocus()

    def _hide_brief(self) -> None:
        self.brief.clear()
        self.brief.hide()
        self.day.show()
        self.day.grid.take_focus()

    def _panel_closed(self) -> None:
        self.day.grid.take_focus()
        self._enable()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the brief, else the detail, on Esc; from the form go back to the day."""
        if event.key() == Qt.Key.Key_Escape and not self.brief.isHidden():
            self._hide_brief()
        elif event.key() == Qt.Key.Key_Escape and not self.detail.isHidden():
            self._close_detail()
        elif event.key() == Qt.Key.Key_Escape and self._form_card.has_keyboard():
            self.day.grid.take_focus()
        else:
            super().keyPressEvent(event)

    def _enable(self) -> None:
        """Let keys speak only where their verb can be done; an open panel and a move keep them all."""
        row, now = self.day.grid.current(), self._shift.now()
        free = self.detail.place.panel is None and not self.day.grid.is_moving()
        person = self._shift.person_by_id(row.staff_id) if row else None
        away = person is not None and person.presence.at(now).is_away
        self._verbs.allow(row, now, free=free, away=away)
        for each in self._own:
            each.setEnabled(free)

    # -- putting together

    def _make_actions(self) -> None:
        runs = self._handling.runs() | {"move": self.day.grid.begin_move, "brief": self._show_brief}
        self._verbs = make_verbs(self.day, runs)
        self._own = [
            action(self, tr("New appointment"), "N", self._new),
            action(self, tr("Today"), "T", self._today),
            action(self, tr("Week or day"), "W", lambda: self._show_week(not self._week)),
            action(self, tr("Day or week before"), "Alt+Left", lambda: self._turn(-1)),
            action(self, tr("Day or week after"), "Alt+Right", lambda: self._turn(1)),
        ]

    def _listen(self) -> None:
        shift, day, grid = self._shift, self.day, self.day.grid
        shift.changed.connect(self._changed)
        shift.ticked.connect(self._tick)
        shift.reference_changed.connect(self._read_again)
        self.month.chosen.connect(self._go)
        self.form.edited.connect(self._edited)
        self.form.booked.connect(self._booked)
        self.form.by_phone.connect(self._by_phone)
        day.today_asked.connect(self._today)
        day.turned.connect(self._turn)
        day.week_asked.connect(self._show_week)
        day.whose_asked.connect(self._show_whose)
        day.faint_asked.connect(self._show_faint)
        day.head_clicked.connect(self._head_clicked)
        self.detail.closed.connect(self._close_detail)
        grid.opened.connect(self._opened)
        grid.focused.connect(self._focused)
        grid.move_asked.connect(self._handling.ask_move)
        grid.place_asked.connect(self._propose)
        grid.moving_changed.connect(lambda _moving: self._enable())
        self._handling.shown.connect(self._shown)
        self._handling.settled.connect(self._panel_closed)
        self._handling.stale.connect(self._read)

    def _by_phone(self) -> None:
        self.form.clear()
        self.day.grid.take_focus()
        self._make_room()

    def _make_room(self) -> None:
        """Fold the month in a low window while something is done under it."""
        busy = self._form_card.is_busy() or not self.detail.isHidden()
        self.month.fold(self.height() < theme.px(_LOW) and busy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the month whole, or its week, as the new height allows."""
        super().resizeEvent(event)
        self._make_room()

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(self.month)
        left.addWidget(self._form_card, 1)
        left.addWidget(self.detail, 1)
        for verb in self._verbs.actions.values():
            self.detail.addAction(verb)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._left)
        row.addWidget(self.day, 1)
        row.addWidget(self.brief, 1)
        self._fit()

    def _fit(self) -> None:
        self._left.setFixedWidth(min(theme.px(336), 440))

    def changeEvent(self, event: QEvent) -> None:
        """Widen the left side with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_left"):
            self._fit()
