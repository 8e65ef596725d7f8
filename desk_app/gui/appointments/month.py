"""The month at a glance, each day a button, holidays named on hover and to screen readers."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from desk_app.core.clock import seoul
from desk_app.core.errors import CalendarEnds
from desk_app.core.spoken import WEEKDAYS, say_date
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card
from desk_app.gui.widgets.flow import Run, layout
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.paint import draw_focus

_ROWS, _DAYS = 6, 7
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_SATURDAY, _SUNDAY = 5, 6


class _Day(QAbstractButton):
    """One day: red on Sundays and days closed by name, blue on Saturdays, faint in another month."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.day = date.min
        self._ink, self.is_today = "text", False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_day(self, day: date, *, month: int, closed: str, is_red: bool, is_today: bool) -> None:
        """Show `day`; `closed` is why no desk is open, read aloud and on hover."""
        self.day, self.is_today = day, is_today
        self._ink = "danger_text" if is_red else "primary_text" if day.weekday() == _SATURDAY else "text"
        if day.month != month:
            self._ink = "disabled_text"
        self.setText(str(day.day))
        said = say_date(day)
        today = tr("today") if is_today else ""
        self.setAccessibleName(", ".join(part for part in (said, closed, today) if part))
        self.setToolTip(closed)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key but the space bar to the month: a button would only pass the focus on."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        """Return the room of two figures."""
        return QSize(theme.px(32), theme.px(23))

    def minimumSizeHint(self) -> QSize:
        """Return the same: weeks never give way."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground of the day chosen, the ring of today, the figure."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2.5, 0.5, -2.5, -0.5)
        chosen = self.isChecked()
        painter.setPen(QPen(theme.color("primary"), 1) if self.is_today else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("primary" if chosen else "hover" if self.underMouse() else "card"))
        painter.drawRoundedRect(box, 5, 5)
        bold = chosen or self.is_today
        ink = "on_primary" if chosen else self._ink
        flow = layout((Run(self.text(), 13, "bold" if bold else "regular", ink, tabular=True),), 1e6)
        flow.draw(painter, box.center() - QRectF(0, 0, flow.width, flow.height).center())
        if self.hasFocus():
            draw_focus(painter, QRectF(self.rect()), 6, "primary" if chosen else "card")


class MonthCard(Card):
    """The month around the day chosen; says `chosen(date)`.

    In it the arrow keys go day by day and week by week, Page Up and Page Down by the month; Tab reaches the
    chosen day only. Folded it shows the week of that day, to leave the room to what is done beside it.
    """

    chosen = Signal(object)

    def __init__(self, shift: Shift) -> None:
        super().__init__(padding=12, spacing=2)
        self._folded = False
        self._shift = shift
        self._day = seoul(shift.now()).date()
        self._first = self._day.replace(day=1)
        self._title = Words(size=theme.BODY, weight="bold", max_lines=1, keep=120)
        self._days = [_Day(self) for _ in range(_ROWS * _DAYS)]
        back = KeyButton("‹", variant="quiet", size="small")
        on = KeyButton("›", variant="quiet", size="small")
        back.setAccessibleName(tr("Month before"))
        on.setAccessibleName(tr("Month after"))
        back.clicked.connect(lambda _checked=False: self._turn(-1))
        on.clicked.connect(lambda _checked=False: self._turn(1))
        head = QHBoxLayout()
        head.setSpacing(2)
        self._unfold = KeyButton(tr("Whole month"), variant="quiet", size="small")
        self._unfold.clicked.connect(lambda _checked=False: self.fold(False))
        head.addWidget(self._title, 1)
        head.addWidget(self._unfold)
        head.addWidget(back)
        head.addWidget(on)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for at in range(_DAYS):
            name = Words(WEEKDAYS[at - 1], size=theme.SMALL, ink="text_quiet", max_lines=1)
            grid.addWidget(name, 0, at, Qt.AlignmentFlag.AlignHCenter)
            grid.setColumnStretch(at, 1)
        for at, button in enumerate(self._days):
            grid.addWidget(button, 1 + at // _DAYS, at % _DAYS)
            button.clicked.connect(lambda _on=False, each=button: self._choose(each.day))
        self.column.addLayout(head)
        self.column.addLayout(grid)
        self.setAccessibleName(tr("Month"))
        shift.reference_changed.connect(self._show)
        self._show()

    def choose(self, day: date) -> None:
        """Show `day` as chosen, in its month; nothing is said."""
        self._day, self._first = day, day.replace(day=1)
        self._show()

    def is_folded(self) -> bool:
        """Return whether only a week is shown."""
        return self._folded

    def fold(self, folded: bool) -> None:
        """Show only the week of the day chosen, or the whole month again."""
        if folded != self._folded:
            self._folded = folded
            self._first = self._day.replace(day=1)
            self._show()

    def button(self, day: date) -> QAbstractButton | None:
        """Return the button of a day that is shown."""
        return next((each for each in self._days if each.day == day and not each.isHidden()), None)

    def _choose(self, day: date) -> None:
        self.choose(day)
        if button := self.button(day):
            button.setFocus()
        self.chosen.emit(day)

    def _turn(self, by: int) -> None:
        """Show another month, whole; the day chosen stays where it is."""
        self._folded = False
        self._first += relativedelta(months=by)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by day, week and month."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._choose(self._day + timedelta(days=_STEPS[key]))
        elif key in _MONTHS:
            self._choose(self._day + relativedelta(months=_MONTHS[key]))
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        first = self._first
        self._title.set_text(tr("{year}-{month}", year=first.year, month=first.month))
        begins = first - timedelta(days=(first.weekday() + 1) % _DAYS)
        calendar, today = self._shift.office.calendar, seoul(self._shift.now()).date()
        shown = []
        self._unfold.setVisible(self._folded)
        for at, button in enumerate(self._days):
            day = begins + timedelta(days=at)
            week = begins + timedelta(days=at // _DAYS * _DAYS)
            if self._folded:
                is_shown = week <= self._day < week + timedelta(days=_DAYS)
            else:
                is_shown = week.replace(day=1) <= first
            button.setVisible(is_shown)
            if is_shown:
                shown.append(day)
            try:
                closed = calendar.why_closed(day) or ""
            except CalendarEnds:
                closed = tr("holidays not known yet")
            named = day in calendar.holidays or day in calendar.closures
            closed = closed if named or day.weekday() not in {_SATURDAY, _SUNDAY} else ""
            is_red = named or day.weekday() == _SUNDAY
            button.show_day(day, month=first.month, closed=closed, is_red=is_red, is_today=day == today)
            button.setChecked(day == self._day)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        reached = self.button(self._day) if self._day in shown else self.button(first)
        if reached is not None:
            reached.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
