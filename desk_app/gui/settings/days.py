"""공휴일·휴무일: the year's holidays with their sources, and the days a supervisor adds, drops or closes."""

from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput
from desk_app.core.holidays import DayChange, HolidayKind
from desk_app.gui.i18n import mark, tr
from desk_app.gui.office.line_field import LineField, first_blank
from desk_app.gui.settings.section import Section, TwiceButton, saved
from desk_app.gui.settings.table import Column, Table
from desk_app.gui.settings.year import DayLine, lines_of, parse_day
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.labels import heading
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.gui.words import say_error
from desk_app.usecases.calendars import base_calendar, load_holidays
from desk_app.usecases.days import ChangedDay, change_day, list_changed_days, undo_day, year_to_add

WEEKDAYS = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))
KINDS: dict[HolidayKind | DayChange, str] = {
    HolidayKind.PUBLIC: mark("Public holiday"),
    HolidayKind.SUBSTITUTE: mark("Substitute holiday"),
    HolidayKind.TEMPORARY: mark("Temporary holiday"),
    HolidayKind.ELECTION: mark("Election day"),
    DayChange.HOLIDAY: mark("Temporary holiday (added here)"),
    DayChange.NO_HOLIDAY: mark("No holiday any more"),
    DayChange.CLOSURE: mark("Branch closed"),
}


def say_day(on: date) -> str:
    """Return a date with its weekday: 11. 24. (화)."""
    return tr("{month}. {day}. ({weekday})", month=on.month, day=on.day, weekday=tr(WEEKDAYS[on.weekday()]))


class DaysSection(Section):
    """The year at the left, what is changed at the right; a notice while the year after next is missing."""

    areas = frozenset({Area.CALENDAR})

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(shift, parent)
        self.year = seoul(shift.now()).year
        self._changes: tuple[ChangedDay, ...] = ()
        self._sought: date | None = seoul(shift.now()).date()
        self._line: DayLine | None = None
        self._make_table()
        self._make_form()
        self._show_year()

    def _make_table(self) -> None:
        self.missing = Note("warning")
        self.heading = heading()
        before = action(self, tr("Year before"), "Alt+PgUp", lambda: self._turn(-1), whole_window=True)
        after = action(self, tr("Year after"), "Alt+PgDown", lambda: self._turn(1), whole_window=True)
        turns = WrapRow(KeyButton.of(before), KeyButton.of(after))
        column = self.card(self.heading, stretch=3, foot=turns)
        self.table = Table(
            tr("Holidays and closures"),
            (
                Column(tr("Date"), lambda line: say_day(line.on), 3, _ink),
                Column(tr("Day name"), lambda line: line.name, 5, _ink),
                Column(tr("Kind"), _kind, 4, _quiet),
                Column(tr("Checked on"), _checked, 3, _quiet),
            ),
            key=lambda line: line.key,
        )
        self.table.picked.connect(self._show)
        column.addWidget(self.missing)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def _make_form(self) -> None:
        add = action(self, tr("Enter the change"), "Ctrl+Return", self._add, whole_window=True)
        column = self.card(tr("Change a day"), stretch=2, foot=KeyButton.of(add, "primary"))
        self.who = Note("quiet")
        self.undo = TwiceButton(tr("Take this change back"))
        self.undo.confirmed.connect(self._undo)
        self.day = LineField(tr("Day"), placeholder=tr("12/31 or 2026-12-31"))
        self.kinds = ChoiceGrid(columns=1, own_keys=True)
        self.kinds.set_choices(
            (
                Choice(DayChange.HOLIDAY, tr("Temporary public holiday")),
                Choice(DayChange.NO_HOLIDAY, tr("Take a public holiday out")),
                Choice(DayChange.CLOSURE, tr("Close the branch"), tr("legal periods are not stretched")),
            ),
            DayChange.HOLIDAY,
        )
        self.kind = Field(tr("What changes"), self.kinds)
        self.name = LineField(tr("Name or reason"))
        self.name.edit.returnPressed.connect(self._add)
        self.day.edit.returnPressed.connect(self.name.edit.setFocus)
        for widget in (self.who, self.undo, self.day, self.kind, self.name):
            column.addWidget(widget)
        column.addStretch(1)
        self._show(None)

    def read(self) -> None:
        """Read the changes made here."""
        self.shift.call(self, list_changed_days, self._take)

    def _take(self, changes: tuple[ChangedDay, ...]) -> None:
        self._changes = changes
        self._show_year()
        if sought := self._sought:
            self.table.bring(lambda line: line.on >= sought)
            self._sought = None

    def _turn(self, years: int) -> None:
        calendar = base_calendar()
        self.year = max(calendar.first_year, min(calendar.last_year, self.year + years))
        self.table.leave()
        self._show(None)
        self._show_year()

    def _show_year(self) -> None:
        self.heading.set_text(tr("Holidays and closures of {year}", year=self.year))
        self.table.show_rows(lines_of(self.year, load_holidays(), self._changes))
        missing = year_to_add(self.shift.now())
        self.missing.set_words(
            tr("The holidays of {year} are not here yet.", year=missing),
            tr("Ask head office for the new holiday table before dates in that year are promised."),
        )
        self.missing.setVisible(missing is not None)

    def _show(self, line: DayLine | None) -> None:
        self._line = line
        change = line.change if line else None
        self.who.set_words(f"{say_day(line.on)} {line.name}" if line else "", _story(line) if line else "")
        self.who.setVisible(line is not None)
        self.undo.setVisible(change is not None and change.undone_at is None)
        self.day.set_text(line.on.isoformat() if line and change is None else "")

    def _add(self) -> None:
        if first_blank(self.day, self.name):
            return
        try:
            on = parse_day(self.day.text(), seoul(self.shift.now()))
        except BadInput as wrong:
            self.day.set_error(say_error(wrong))
            self.day.edit.setFocus()
            return

        def done(_nothing: object) -> None:
            self.year, self._sought = on.year, on
            self.day.set_text("")
            self.name.set_text("")
            saved(
                tr(
                    "The calendar is changed: {day}. Open promises keep the time they were given.",
                    day=say_day(on),
                )
            )
            self.day.edit.setFocus()
            self.read()

        self.shift.call(
            self,
            change_day,
            done,
            self.failed({"day": self.day, "day_name": self.name}),
            on=on,
            change=DayChange(self.kinds.selected()),
            name=self.name.text(),
        )

    def _undo(self) -> None:
        change = self._line.change if self._line else None
        if change is None:
            return

        def done(_nothing: object) -> None:
            self.table.leave()
            self._show(None)
            saved(tr("The change is taken back: {day}.", day=say_day(change.on)))

        self.shift.call(self, undo_day, done, self.failed({}), change_id=change.id)


def _story(line: DayLine) -> str:
    """Return where a line comes from, and who changed what."""
    change = line.change
    if change is None:
        return tr("{kind}, by {law}", kind=tr(KINDS[line.kind]), law=line.source)
    words = tr("{who} entered it on {when}.", who=change.made_by, when=_when(change.made_at))
    if change.undone_at is not None:
        words += " " + tr("{who} took it back on {when}.", who=change.undone_by, when=_when(change.undone_at))
    return words


def _kind(line: DayLine) -> str:
    word = tr(KINDS[line.kind])
    return tr("{kind}, taken back", kind=word) if line.change and line.change.undone_at else word


def _checked(line: DayLine) -> str:
    if line.change is not None:
        return f"{seoul(line.change.made_at):%Y-%m-%d}"
    return line.checked_on.isoformat() if line.checked_on else ""


def _when(at: datetime) -> str:
    return f"{seoul(at):%Y-%m-%d %H:%M}"


def _ink(line: DayLine) -> str:
    return "text_faint" if line.change and line.change.undone_at else "text"


def _quiet(_line: DayLine) -> str:
    return "text_quiet"
