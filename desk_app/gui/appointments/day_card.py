"""The right card: which day or week, how many come, the heads and the grid under them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea

from desk_app.core.appointments import OPEN, AppointmentState
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.deputies import cover
from desk_app.core.spoken import WEEKDAYS, say_date, say_day
from desk_app.core.staff import Away, Person
from desk_app.gui import theme
from desk_app.gui.appointments.blocks import BlockWords
from desk_app.gui.appointments.columns import (
    Column,
    day_columns,
    hours_shown,
    on_day,
    people_shown,
    shades_of,
)
from desk_app.gui.appointments.day_grid import DayGrid
from desk_app.gui.appointments.grid_view import AwayWords
from desk_app.gui.appointments.heads import Heads, HeadWords
from desk_app.gui.appointments.words import STATES, masked, said_span
from desk_app.gui.i18n import tr
from desk_app.gui.office.presence import presence_word, say_state
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.flow import Run
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.agenda import Agenda, AgendaRow

EVERYBODY = 0  # nobody's id


class DayCard(Card):
    """The day of everybody in charge, or the week of one person or of all.

    Says `today_asked`, `turned(±1)`, `week_asked(bool)`, `whose_asked(staff id or 0)`, `faint_asked(bool)`,
    `head_clicked(column)`.
    """

    today_asked = Signal()
    turned = Signal(int)
    week_asked = Signal(bool)
    whose_asked = Signal(int)
    faint_asked = Signal(bool)
    head_clicked = Signal(int)

    def __init__(self, shift: Shift) -> None:
        super().__init__(padding=16, spacing=4)
        self._shift = shift
        self._agenda = Agenda((), {})
        self._everybody = False
        self.grid = DayGrid(self._block_words, self._away_words)
        self._heads = Heads()
        self._title = Words(size=theme.TITLE, max_lines=1, keep=150)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self.grid)
        self.grid.installEventFilter(self)
        self._scroll.horizontalScrollBar().valueChanged.connect(lambda _value: self._follow())
        self._heads.clicked.connect(self.head_clicked)
        self._whose = ComboBox()
        self._whose.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self._whose.setMinimumContentsLength(9)
        self._whose.setProperty("low", True)
        self._whose.setAccessibleName(tr("Whose week"))
        self._whose.activated.connect(lambda _at: self.whose_asked.emit(int(self._whose.currentData())))
        self._faint = KeyButton(tr("Cancelled too"), size="small")
        self._faint.setCheckable(True)
        self._faint.toggled.connect(self.faint_asked)
        self.column.addLayout(self._make_head())
        self.column.addWidget(self._heads)
        self.column.addWidget(self._scroll, 1)
        self.setAccessibleName(tr("Appointments"))

    def show_agenda(
        self, agenda: Agenda, days: Sequence[date], *, week: bool, whose: int, faint: bool
    ) -> None:
        """Show what was read of `days`: of everybody, or in a week of `whose`.

        Cancelled ones only if `faint`, or opened: what was just cancelled keeps the keyboard, so that the
        next key does not fall to somebody else's visit.
        """
        self._agenda = agenda
        seen = {self.grid.open_id} if not faint else {row.id for row in agenda.rows}
        kept = [row for row in agenda.rows if row.id in seen or row.state is not AppointmentState.CANCELLED]
        self._everybody = week and whose == EVERYBODY
        if week and whose != EVERYBODY:
            kept = [row for row in kept if row.staff_id == whose]
        by_day = [(day, [row for row in kept if seoul(row.starts_at).date() == day]) for day in days]
        calendar = self._shift.office.calendar
        if week:
            by_day = [
                (day, rows) for day, rows in by_day if rows or day.weekday() < 5 or calendar.hours.on(day)
            ]
        hours = hours_shown(calendar, by_day)
        columns: list[Column] = []
        people = people_shown(self._shift.people, self._shift.topics, kept, self._shift.person.id)
        for day, rows in by_day:
            shades = shades_of(calendar, day, *hours)
            if week:
                away = on_day(self._absences(whose, day), day) if whose != EVERYBODY else ()
                columns.append(Column(day, whose or None, tuple(rows), away, shades))
            else:
                absences = {person.id: self._absences(person.id, day) for person in people}
                columns += day_columns(day, people, rows, absences, shades)
        now = self._shift.now()
        self.grid.step = self._shift.office.settings.appointment_step
        self.grid.show_columns(columns, hours, now)
        self._heads.show_heads(
            [self._day_head(column.day) for column in columns]
            if week
            else [self._person_head(person, days[0]) for person in people]
        )
        self._show_title(days, kept, week=week)
        self._show_choices(week=week, whose=whose)
        self._follow()

    def tick(self, now: datetime) -> None:
        """Move the line of now."""
        self.grid.show_now(now)

    def heads(self) -> list[str]:
        """Return the heads as they are read aloud."""
        return self._heads.said()

    def title(self) -> str:
        """Return the day and the counts shown."""
        return self._title.text()

    def show_row(self, row: AgendaRow) -> None:
        """Bring an appointment into sight."""
        y = self.grid.y_of(row.starts_at, seoul(row.starts_at).date())
        self._scroll.ensureVisible(self._scroll.horizontalScrollBar().value(), y, 0, theme.px(80))

    # -- words

    def _block_words(self, row: AgendaRow) -> BlockWords:
        person = self._shift.person_by_id(row.staff_id)
        state, tone = STATES[row.state]
        who = masked(row.customer, row.phone)
        said_state = tr(state)
        shown_state = "" if row.state is AppointmentState.BOOKED else said_state
        about = row.topic or row.matter
        name = person.name if person and self._everybody else ""
        cover = self._cover(row, person)
        spoken = (
            said_span(row.starts_at, row.ends_at),
            who,
            about,
            person.title if person else "",
            said_state,
            cover,
        )
        return BlockWords(
            who,
            " · ".join(part for part in (name, about, shown_state) if part),
            cover,
            ", ".join(part for part in spoken if part),
            tone,
            faint=row.state is AppointmentState.CANCELLED,
            marked=row.state is AppointmentState.ARRIVED,
        )

    def _cover(self, row: AgendaRow, person: Person | None) -> str:
        """Return who receives the customer instead: whoever did, or would now."""
        acting = self._shift.person_by_id(row.covered_by_id)
        is_today = seoul(row.starts_at).date() == seoul(self._shift.now()).date()
        if acting is None and is_today and row.state in OPEN:
            acting = self._shift.cover_for(person, row.topic_id)
        return tr("Deputy {name}", name=acting.name) if acting else ""

    def _away_words(self, column: Column, away: Away) -> AwayWords:
        title = say_state(away.state, away.note)
        acting = self._deputy(column.staff_id, away)
        text = tr("{who} takes the appointments", who=tr("Deputy {name}", name=acting.name)) if acting else ""
        person = self._shift.person_by_id(column.staff_id)
        spoken = (person.title if person else "", said_span(away.starts_at, away.ends_at), title, text)
        return AwayWords(title, text, ", ".join(part for part in spoken if part))

    def _deputy(self, staff_id: int | None, away: Away) -> Person | None:
        """Return who acts while somebody is away, as absences are planned around its beginning."""
        covers, now = self._shift.covers, self._shift.now()
        if staff_id is None:
            return None
        if away.starts_at <= now < away.ends_at and staff_id in covers.away:
            return covers.of(staff_id, None)
        gone = {
            each
            for each, absences in self._agenda.absences.items()
            if any(other.starts_at <= away.starts_at < other.ends_at for other in absences)
        }
        found = cover(
            staff_id, None, chains=covers.chains, away=gone | {staff_id}, supervisors=covers.supervisors
        )
        return self._shift.person_by_id(found.person_id)

    def _absences(self, staff_id: int, day: date) -> tuple[Away, ...]:
        """Return when somebody is away: as planned, and as they stand today."""
        planned, now = tuple(self._agenda.absences.get(staff_id, ())), self._shift.now()
        person = self._shift.person_by_id(staff_id)
        if person is None or seoul(now).date() != day:
            return planned
        presence = person.presence.at(now)
        going_on = any(
            away.starts_at <= now < away.ends_at and away.state is presence.state for away in planned
        )
        if not presence.is_away or going_on:
            return planned
        begins = presence.set_at or now
        ends = presence.back_at or seoul_at(day, datetime.min.time()) + timedelta(days=1)
        return (*planned, Away(presence.state, begins, ends, presence.note))

    def _person_head(self, person: Person, day: date) -> HeadWords:
        now = self._shift.now()
        if day != seoul(now).date():
            return HeadWords(person.title, short=person.name)
        word, dot = presence_word(person.presence, now)
        acting = self._shift.cover_for(person, None)
        cover = tr("Deputy {name}", name=acting.name) if acting else ""
        return HeadWords(person.title, word, cover, dot, short=person.name)

    def _day_head(self, day: date) -> HeadWords:
        is_today = day == seoul(self._shift.now()).date()
        calendar = self._shift.office.calendar
        named = calendar.holidays.get(day)
        word = named.name if named else calendar.closures.get(day, "")
        said = tr("{day} {weekday}", day=f"{day.month}.{day.day}", weekday=WEEKDAYS[day.weekday()])
        ink = "danger_text" if word or day.weekday() == 6 else "primary_text" if is_today else "text"
        return HeadWords(said, word or (tr("today") if is_today else ""), ink=ink)

    def _show_title(self, days: Sequence[date], rows: Sequence[AgendaRow], *, week: bool) -> None:
        said = tr("{first} – {last}", first=_short(days[0]), last=_short(days[-1]))
        if not week:
            this_year = days[0].year == seoul(self._shift.now()).year
            far = days[0].replace(month=days[0].month % 12 + 1, day=15)  # never "today": the day is named
            said = say_day(days[0], far) if this_year else say_date(days[0])
        counted = [row for row in rows if row.state is not AppointmentState.CANCELLED]
        counts = [tr("{count} appointments", count=len(counted))] if counted else [tr("No appointments")]
        for state in (AppointmentState.DONE, AppointmentState.NO_SHOW):
            number = sum(row.state is state for row in counted)
            if number:
                counts.append(tr("{state} {count}", state=tr(STATES[state][0]), count=number))
        self._title.set_runs(
            (
                Run(said, theme.TITLE, "bold"),
                Run("   " + " · ".join(counts), theme.BODY, ink="text_quiet", tabular=True),
            )
        )

    # -- inside

    def _show_choices(self, *, week: bool, whose: int) -> None:
        self._day_button.setChecked(not week)
        self._week_button.setChecked(week)
        self._whose.setVisible(week)
        if week:
            self._whose.clear()
            self._whose.addItem(tr("Everybody"), EVERYBODY)
            for person in self._shift.people:
                if not person.retired:
                    self._whose.addItem(person.title, person.id)
            self._whose.setCurrentIndex(max(0, self._whose.findData(whose)))

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._title, 1)
        today = KeyButton(tr("Today"), size="small")
        today.clicked.connect(lambda _checked=False: self.today_asked.emit())
        turns = []
        for text, name, by in (("‹", tr("Before"), -1), ("›", tr("After", "time"), 1)):
            button = KeyButton(text, size="small")
            button.setAccessibleName(name)
            button.clicked.connect(lambda _checked=False, step=by: self.turned.emit(step))
            turns.append(button)
        self._day_button, self._week_button = (
            KeyButton(tr("Day", "view"), size="small"),
            KeyButton(tr("Week"), size="small"),
        )
        for button, week in ((self._day_button, False), (self._week_button, True)):
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, asked=week: self.week_asked.emit(asked))
        buttons = (self._whose, self._faint, today, *turns, self._day_button, self._week_button)
        row.addWidget(WrapRow(*buttons, spacing=6))
        return row

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the heads over the columns when the grid's size changes."""
        if watched is self.grid and event.type() == QEvent.Type.Resize:
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        self._heads.follow(self.grid.width(), self._scroll.horizontalScrollBar().value())


def _short(day: date) -> str:
    return tr("{day} {weekday}", day=f"{day.month}.{day.day}", weekday=WEEKDAYS[day.weekday()])
