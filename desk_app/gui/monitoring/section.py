"""모니터링: how the round stands, the sheets of each person, a sheet to write or to read, and awards."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.spoken import short_day
from desk_app.core.staff import Role
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.monitoring.award_panel import AwardPanel
from desk_app.gui.monitoring.form import SheetForm
from desk_app.gui.monitoring.sheet_card import SheetCard
from desk_app.gui.monitoring.words import SHORT_MANNERS, say_missing, say_round, say_score, say_state
from desk_app.gui.settings.section import Section
from desk_app.gui.settings.table import Column, Table
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card
from desk_app.gui.widgets.labels import Words, heading, label
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.monitoring import PersonRound, RoundStatus, SheetView, list_sheets, round_status


class MonitoringSection(Section):
    """People and sheets at the left, what is done about them at the right; others see their own sheets."""

    areas = frozenset({Area.MONITORING, Area.PROMISES, Area.STAFF, Area.SURVEYS, Area.OFFICE})

    def __init__(self, shift: Shift, own_form: Path | None = None) -> None:
        super().__init__(shift)
        self._own_form = own_form
        self._leads = shift.person.role is Role.SUPERVISOR
        self._all: tuple[SheetView, ...] = ()
        self.card_of_sheet = SheetCard(shift)
        self._make_left()
        self._make_right()
        self.setFocusProxy(self.people if self._leads else self.sheets)

    # -- made ---------------------------------------------------------------------------------

    def _still_card(self, title: str, stretch: int) -> QVBoxLayout:
        """Add a card that does not scroll as a whole: its tables and sides do."""
        card = Card(spacing=12)
        card.column.addWidget(heading(title))
        self.row.addWidget(card, stretch)
        return card.column

    def _make_left(self) -> None:
        column = self._still_card(tr("Telephone monitoring") if self._leads else tr("My score sheets"), 5)
        self.status, self.missing = Words(weight="semibold"), Words(ink="text_quiet", size=theme.SMALL)
        if self._leads:
            self.people = Table(
                tr("Members of staff in this round"),
                (
                    Column(tr("Name of the person"), lambda one: one.name, 4, least=96),
                    Column(tr("Last monitored"), self._last, 4, _ink, least=92),
                    Column(tr("Latest score"), lambda one: say_score(one.last_score), 3),
                    Column(tr("Sheets in the round"), lambda one: str(one.sheets), 2, _quiet),
                ),
                key=lambda one: one.staff_id,
            )
            self.people.picked.connect(self._pick_person)
            column.addWidget(self.status)
            column.addWidget(self.missing)
            column.addWidget(self.people, 3)
            column.addWidget(label(tr("Sheets of the person")))
        else:
            rule = tr("Calls are evaluated by ringing up or by sitting beside; nobody listens in.")
            column.addWidget(Words(rule, ink="text_quiet", size=theme.SMALL))
        self.sheets = Table(
            tr("Score sheets"),
            (
                Column(tr("Day of the call"), self._day, 3, least=92),
                Column(tr("Score on 100"), lambda sheet: say_score(sheet.score), 3, self._score_ink),
                Column(tr("How"), lambda sheet: tr(SHORT_MANNERS[sheet.manner]), 3, _quiet, least=84),
                Column(tr("Training and answer"), self._state, 5, _quiet),
            ),
            key=lambda sheet: sheet.id,
        )
        self.sheets.picked.connect(self._pick_sheet)
        column.addWidget(self.sheets, 2)

    def _make_right(self) -> None:
        column = self._still_card(tr("Sheets and awards") if self._leads else tr("Score sheet"), 6)
        self.sides = QStackedWidget()
        self.kinds: dict[QWidget, KeyButton] = {}
        sides: list[tuple[str, str, QWidget]] = [(tr("Read the sheet"), "Alt+S", self.card_of_sheet)]
        if self._leads:
            self.form, self.awards = SheetForm(self.shift, self._own_form), AwardPanel(self.shift)
            self.form.written.connect(self._written)
            self.form.left.connect(partial(self.show_side, self.card_of_sheet))
            self.card_of_sheet.correct_asked.connect(self._correct)
            sides.insert(0, (tr("Write a sheet"), "Alt+W", self.form))
            sides.append((tr("Awards"), "Alt+A", self.awards))
            row = WrapRow()
            column.addWidget(row)
        for text, keys, side in sides:
            self.sides.addWidget(side)
            if self._leads:
                go = action(self, text, keys, partial(self.show_side, side), whole_window=True)
                self.kinds[side] = KeyButton.of(go, size="small")
                self.kinds[side].setCheckable(True)
                row.add(self.kinds[side])
        column.addWidget(self.sides, 1)
        self._turn(sides[0][2])

    def show_side(self, side: QWidget) -> None:
        """Show the form, the sheet or the awards, with the keyboard there."""
        self._turn(side)
        side.setFocus()

    def _turn(self, side: QWidget) -> None:
        self.sides.setCurrentWidget(side)
        for each, button in self.kinds.items():
            button.setChecked(each is side)
            fits = QSizePolicy.Policy.Preferred if each is side else QSizePolicy.Policy.Ignored
            each.setSizePolicy(QSizePolicy.Policy.Preferred, fits)  # a hidden side asks for no room

    # -- read ---------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the sheets and, for supervisors, the round and the awards."""
        self.shift.call(self, list_sheets, self._show_sheets)
        if self._leads:
            self.shift.call(self, round_status, self._show_round, on=seoul(self.shift.now()).date())
            self.awards.read()

    def _show_round(self, status: RoundStatus) -> None:
        self.status.set_text(say_round(status), "text" if status.missing else "success_text")
        self.missing.set_text(say_missing(status))
        self.people.show_rows(status.people)
        if self.people.row() is None and status.people:
            self.people.choose(next((p.staff_id for p in status.people if not p.sheets), 0))
        self.form.show_person(self.people.row())
        self._show_of_person()

    def _show_sheets(self, sheets: Sequence[SheetView]) -> None:
        self._all = tuple(sheets)
        self._show_of_person()
        shown = self.card_of_sheet.sheet
        fresh = next((sheet for sheet in sheets if shown is not None and sheet.id == shown.id), None)
        if fresh is not None:
            self.card_of_sheet.show_sheet(fresh)

    def _show_of_person(self) -> None:
        person = self.people.row() if self._leads else None
        self.sheets.show_rows(
            [
                sheet
                for sheet in self._all
                if not self._leads or (person and sheet.staff_id == person.staff_id)
            ]
        )

    # -- chosen -------------------------------------------------------------------------------

    def _pick_person(self, person: PersonRound) -> None:
        self.form.show_person(person)
        self.sheets.leave()
        self._show_of_person()

    def _pick_sheet(self, sheet: SheetView) -> None:
        self.card_of_sheet.show_sheet(sheet)
        self._turn(self.card_of_sheet)

    def _correct(self, sheet: SheetView) -> None:
        self.form.correct(sheet)
        self.show_side(self.form)

    def _written(self, sheet: SheetView) -> None:
        self.card_of_sheet.show_sheet(sheet)
        self._turn(self.card_of_sheet)
        self.people.setFocus()

    # -- said ---------------------------------------------------------------------------------

    def _day(self, sheet: SheetView) -> str:
        return short_day(sheet.on, seoul(self.shift.now()).date())

    def _last(self, person: PersonRound) -> str:
        if person.last_on is None:
            return tr("not monitored yet")
        return short_day(person.last_on, seoul(self.shift.now()).date())

    def _state(self, sheet: SheetView) -> str:
        return say_state(sheet, seoul(self.shift.now()).date())

    def _score_ink(self, sheet: SheetView) -> str:
        return "warning_text" if sheet.score < self.shift.office.settings.training_below else "text"


def _ink(person: PersonRound) -> str:
    return "text" if person.sheets else "warning_text"


def _quiet(_row: object) -> str:
    return "text_quiet"
