"""부재 계획: who will be away when, once or again and again; everybody plans their own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.absences import Absence, Repeat, next_of, occurrences, rule_for
from desk_app.core.appointments import OPEN
from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput
from desk_app.core.staff import Away, PresenceState, Role
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.office.line_field import LineField, first_blank
from desk_app.gui.office.presence import STATES, say_state
from desk_app.gui.settings.absence_words import REPEATS, say_away, say_repeat
from desk_app.gui.settings.days import say_day
from desk_app.gui.settings.section import Section, TwiceButton, beside, saved
from desk_app.gui.settings.spans import midnight_after, next_opening_after, read_moment, read_span
from desk_app.gui.settings.table import Column, Table
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.labels import Words, heading
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.gui.words import say_error
from desk_app.usecases.absences import cancel_absence, list_absences, plan_absence, skip_absence
from desk_app.usecases.agenda import Agenda, read_agenda

_FOR_OTHERS = frozenset({Role.RECEPTIONIST, Role.SUPERVISOR})
_PLANNED = (PresenceState.OUT, PresenceState.MEETING, PresenceState.LEAVE)
_LOOK_AHEAD = 92  # days of appointments looked through after an absence is planned


@dataclass(frozen=True)
class _Line:
    """A planned absence as the table shows it: whose, and its next time."""

    absence: Absence
    who: str
    next: Away


class AbsencesSection(Section):
    """What is planned at the left, the next time first; at the right the one chosen, and a new one."""

    areas = frozenset({Area.STAFF})

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(shift, parent)
        self._line: _Line | None = None
        self._make_table()
        self._make_form()
        self._fill_people()
        shift.reference_changed.connect(self._fill_people)

    def _make_table(self) -> None:
        new = action(self, tr("New absence"), "Ctrl+N", self._new, whole_window=True)
        column = self.card(tr("Planned absences"), stretch=3, foot=WrapRow(KeyButton.of(new)))
        quiet = lambda _line: "text_quiet"  # noqa: E731 - a column's ink
        self.table = Table(
            tr("Planned absences"),
            (
                Column(tr("Staff name"), lambda line: line.who, 4, least=84),
                Column(tr("Absence"), lambda line: say_state(line.next.state, line.next.note, whole=True), 5),
                Column(tr("Next time"), lambda line: self._say_away(line.next), 9),
                Column(tr("Repeats"), lambda line: say_repeat(line.absence), 4, quiet),
            ),
            key=lambda line: line.absence.id,
        )
        self.table.picked.connect(self._show)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def _make_form(self) -> None:
        plan = action(self, tr("Plan the absence"), "Ctrl+Return", self._plan, whole_window=True)
        self.title, self.plan = heading(), KeyButton.of(plan, "primary")
        column = self.card(self.title, stretch=2, foot=self.plan)
        self.new_one, self.chosen_one = QWidget(), QWidget()
        column.addWidget(self.new_one)
        column.addWidget(self.chosen_one)
        column.addStretch(1)
        self._make_new(_column_of(self.new_one))
        self._make_chosen(_column_of(self.chosen_one))

    def _make_new(self, column: QVBoxLayout) -> None:
        self.people = ComboBox()
        self.who = Field(tr("Whose absence"), self.people)
        self.states = ComboBox()
        for state in _PLANNED:
            self.states.addItem(tr(STATES[state]), state)
        self.first = LineField(tr("Away from"), placeholder=tr("12/1 14:00, tomorrow"))
        self.last = LineField(tr("Until, the day included"), placeholder=tr("16:00, 12/3"))
        self.note = LineField(tr("Note for colleagues (optional)"))
        self.repeats = ComboBox()
        for repeat, words in REPEATS.items():
            self.repeats.addItem(tr(words), repeat)
        self.repeat = Field(tr("Repeats"), self.repeats)
        self.until = LineField(tr("Last day (optional)"), placeholder=tr("12/31 or 2026-12-31"))
        self.repeats.currentIndexChanged.connect(lambda _at: self._follow_repeat())
        for field in (self.first, self.last, self.note, self.until):
            field.edit.returnPressed.connect(self._plan)
        column.addLayout(beside(self.who, Field(tr("Absence"), self.states)))
        column.addLayout(beside(self.first, self.last))
        whole_day = tr("A day without an hour is the whole day; empty is the same day.")
        column.addWidget(Words(whole_day, size=theme.SMALL, ink="text_quiet"))
        column.addWidget(self.note)
        column.addLayout(beside(self.repeat, self.until))
        self._follow_repeat()

    def _make_chosen(self, column: QVBoxLayout) -> None:
        """Make what can be done about the absence chosen: leave a day out, take all of it back."""
        self.chosen = Note("quiet")
        self.day = LineField(tr("Leave out one day"), placeholder=tr("12/31 or 2026-12-31"))
        self.day.edit.returnPressed.connect(self._skip)
        self.skip = KeyButton(tr("Leave this day out"))
        self.skip.clicked.connect(lambda _checked=False: self._skip())
        self.cancel = TwiceButton(tr("Take the absence back"))
        self.cancel.confirmed.connect(self._cancel)
        self.buttons = WrapRow(self.skip, self.cancel)
        for widget in (self.chosen, self.day, self.buttons):
            column.addWidget(widget)
        self._show(None)

    def read(self) -> None:
        """Read what is planned."""
        self.shift.call(self, list_absences, self._take)

    def _take(self, absences: tuple[Absence, ...]) -> None:
        now = self.shift.now()
        lines = []
        for absence in absences:
            away, person = next_of(absence, now), self.shift.person_by_id(absence.staff_id)
            if away is not None and person is not None:
                lines.append(_Line(absence, person.title, away))
        self.table.show_rows(lines)
        chosen = self._line.absence.id if self._line else None
        line = next((each for each in lines if each.absence.id == chosen), None)
        if line != self._line:
            self._show(line)

    def _say_away(self, away: Away) -> str:
        return say_away(away, next_opening_after(self.shift.office.calendar))

    def _may_plan_for(self, staff_id: int) -> bool:
        return staff_id == self.shift.person.id or self.shift.person.role in _FOR_OTHERS

    def _fill_people(self) -> None:
        chosen = self.people.currentData() or self.shift.person.id
        people = [person for person in self.shift.people if self._may_plan_for(person.id)]
        self.people.clear()
        for person in people:
            self.people.addItem(person.title, person.id)
        self.people.setCurrentIndex(max(0, self.people.findData(chosen)))
        self.who.setVisible(len(people) > 1)

    def _new(self) -> None:
        self.table.leave()
        self._show(None)
        (self.people if self.who.isVisible() else self.first.edit).setFocus()

    def _show(self, line: _Line | None) -> None:
        self._line = line
        self.title.set_text(tr("New absence") if line is None else line.who)
        self.new_one.setVisible(line is None)
        self.plan.setVisible(line is None)
        self.chosen_one.setVisible(line is not None)
        if line is not None:
            what = say_state(line.next.state, line.absence.note, whole=True)
            when = ", ".join(part for part in (self._say_away(line.next), say_repeat(line.absence)) if part)
            self.chosen.set_words(what, when)
            self.day.set_text(seoul(line.next.starts_at).date().isoformat())
        mine = line is not None and self._may_plan_for(line.absence.staff_id)
        again = mine and line is not None and bool(line.absence.rrule)
        self.day.setVisible(again)
        self.skip.setVisible(again)
        self.cancel.setVisible(mine)
        self.buttons.setVisible(mine)

    def _follow_repeat(self) -> None:
        self.until.setVisible(self.repeats.currentData() != Repeat.NONE)

    # -- a new one

    def _plan(self) -> None:
        if self._line is not None or first_blank(self.first):
            return
        repeat = Repeat(self.repeats.currentData())
        opening = next_opening_after(self.shift.office.calendar)
        try:
            starts_at, ends_at = read_span(
                self.first.text(),
                self.last.text(),
                self.shift.now(),
                next_opening=opening if repeat is Repeat.NONE else midnight_after,
            )
            last_day = self._last_day() if repeat is not Repeat.NONE else None
        except BadInput as wrong:
            self._unclear({"starts_at": self.first, "ends_at": self.last}.get(wrong.field, self.until), wrong)
            return
        self.shift.call(
            self,
            plan_absence,
            self._planned,
            self._refused,
            staff_id=self.people.currentData(),
            state=PresenceState(self.states.currentData()),
            starts_at=starts_at,
            ends_at=ends_at,
            note=self.note.text(),
            rrule=rule_for(repeat, starts_at, last_day),
        )

    def _last_day(self) -> date | None:
        if not self.until.text():
            return None
        return read_moment(self.until.text(), self.shift.now()).day

    def _unclear(self, field: LineField, wrong: BadInput) -> None:
        """Say at its field what was not understood of a time."""
        field.set_error(say_error(BadInput("due", wrong.problem, wrong.value)))
        field.edit.setFocus()

    def _refused(self, error: Exception) -> None:
        never = isinstance(error, BadInput) and error.problem == "never"
        fields: dict[str, Field] = {
            "ends_at": self.last,
            "rrule": self.until if never else self.repeat,
            "note": self.note,
            "day": self.day,
        }
        self.failed(fields)(error)

    def _planned(self, absence: Absence) -> None:
        for field in (self.first, self.last, self.note, self.until):
            field.set_text("")
        self.repeats.setCurrentIndex(0)
        begin = seoul(absence.starts_at).date()
        days = min(_LOOK_AHEAD, self._days_of(absence, begin))

        def tell(agenda: Agenda) -> None:
            self._tell(absence, agenda, days)

        self.shift.call(self, read_agenda, tell, first=begin, days=days)
        self.first.edit.setFocus()
        self.read()

    def _days_of(self, absence: Absence, begin: date) -> int:
        last = absence.last_day if absence.rrule else seoul(absence.ends_at).date()
        return _LOOK_AHEAD if last is None else (last - begin).days + 1

    def _tell(self, absence: Absence, agenda: Agenda, days: int) -> None:
        """Say that it is planned, and how many appointments lie in it: those show the deputy."""
        person = self.shift.person_by_id(absence.staff_id)
        who = person.title if person else ""
        away = Away(absence.state, absence.starts_at, absence.ends_at)
        what = f"{say_state(absence.state)}, {self._say_away(away)}"
        end = absence.starts_at + timedelta(days=days + 1)
        times = occurrences(absence, absence.starts_at, end)
        hit = sum(
            row.staff_id == absence.staff_id
            and row.state in OPEN
            and _falls(row.starts_at, row.ends_at, times)
            for row in agenda.rows
        )
        if not hit:
            saved(tr("Planned for {who}: {what}", who=who, what=what))
            return
        say(
            tr(
                "Planned for {who}: {what}. {count} appointments lie in it and show the deputy: move them or"
                " hand them over.",
                who=who,
                what=what,
                count=hit,
            ),
            "warning",
        )

    # -- one that is planned

    def _skip(self) -> None:
        line = self._line
        if line is None or first_blank(self.day):
            return
        try:
            on = read_moment(self.day.text(), self.shift.now()).day
        except BadInput as wrong:
            self._unclear(self.day, wrong)
            return

        def done(_absence: Absence) -> None:
            saved(tr("Left out: {day}", day=say_day(on)))

        self.shift.call(
            self,
            skip_absence,
            done,
            self._refused,
            absence_id=line.absence.id,
            seen_version=line.absence.version,
            on=on,
        )

    def _cancel(self) -> None:
        line = self._line
        if line is None:
            return

        def done(_nothing: object) -> None:
            saved(tr("Taken back: {what}", what=f"{line.who} · {say_state(line.next.state, line.next.note)}"))
            self.table.leave()
            self._show(None)

        self.shift.call(
            self,
            cancel_absence,
            done,
            self._refused,
            absence_id=line.absence.id,
            seen_version=line.absence.version,
        )


def _column_of(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    return column


def _falls(starts_at: datetime, ends_at: datetime, times: tuple[Away, ...]) -> bool:
    return any(starts_at < away.ends_at and away.starts_at < ends_at for away in times)
