"""만족도: results against the base lines, papers typed in or brought in, words, and the page to publish."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.staff import Role
from desk_app.core.surveys import Tally
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.paper import Sheet, sheet_png
from desk_app.gui.printing import print_sheet, save_file, save_sheet
from desk_app.gui.settings.section import Section
from desk_app.gui.settings.table import Column, Table
from desk_app.gui.shift import Shift
from desk_app.gui.surveys.entry import SheetEntry, SlipEntry
from desk_app.gui.surveys.importing import ImportPanel
from desk_app.gui.surveys.paper import publication_sheet, survey_slip, yearly_paper
from desk_app.gui.surveys.word_list import WordList
from desk_app.gui.surveys.words import say_block, say_count, say_grade, say_mean, say_months, say_share
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.bar_chart import Bar, BarChart, BarTone
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.survey_results import (
    BlockResult,
    Publication,
    SurveyResults,
    read_publication,
    read_results,
)
from desk_app.usecases.yearly_surveys import load_sheet


class SurveySection(Section):
    """Results at the left, papers beside them; supervisors see the words and publish as well."""

    areas = frozenset({Area.SURVEYS, Area.CONTACTS, Area.OFFICE})

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(shift, parent)
        self._is_supervisor = shift.person.role is Role.SUPERVISOR
        self.results: SurveyResults | None = None
        self._make_results()
        self._make_papers()
        self.setFocusProxy(self.table)

    # -- made ---------------------------------------------------------------------------------

    def _make_results(self) -> None:
        self.feet = WrapRow()
        self._foot(tr("Print the survey slip"), "Alt+P", self._print_slip)
        self._foot(tr("Print the yearly sheet"), "Alt+O", self._print_yearly)
        if self._is_supervisor:
            self._foot(tr("Publish as PDF"), "Ctrl+P", lambda: self._publish(self._save_pdf))
            self._foot(tr("Publish as PNG"), "Ctrl+G", lambda: self._publish(self._save_png))
        column = self.card(tr("Customer satisfaction"), stretch=5, foot=self.feet)
        self.chart = BarChart(tr("Customer satisfaction, mean on 100"))
        self.rules = Words(ink="text_quiet", size=theme.SMALL)
        self.table = Table(
            tr("Survey by month"),
            (
                Column(
                    tr("Month of the survey"), lambda block: say_months(block.first, block.last), 4, least=112
                ),
                Column(tr("Mean on 100"), lambda block: say_mean(block.tally), 3, least=84),
                Column(
                    tr("How many"),
                    lambda block: say_count(block.tally, self._small()),
                    5,
                    self._ink,
                    least=112,
                ),
                Column(tr("Of contacts"), say_share, 3, _quiet, least=60),
            ),
            key=lambda block: block.first,
        )
        column.addWidget(self.chart, 2)
        column.addWidget(self.rules)
        column.addWidget(self.table, 3)
        self.detail = Words(ink="text_quiet", size=theme.SMALL)
        self.table.picked.connect(lambda block: self.detail.set_text(say_block(block)))
        column.addWidget(self.detail)

    def _foot(self, text: str, keys: str, run: Callable[[], None]) -> None:
        self.feet.add(KeyButton.of(action(self, text, keys, run, whole_window=True)))

    def _make_papers(self) -> None:
        column = self.card(tr("Answers and words"), stretch=4)
        self.slip, self.sheet = SlipEntry(self.shift), SheetEntry(self.shift)
        self.kinds: dict[QWidget, KeyButton] = {}
        self.sides = QStackedWidget()
        row = WrapRow()
        column.addWidget(row)
        column.addWidget(self.sides, 1)
        sides: list[tuple[str, str, QWidget]] = [
            (tr("Slip"), "Alt+S", self.slip),
            (tr("Yearly sheet"), "Alt+Y", self.sheet),
        ]
        if self._is_supervisor:
            self.importing = ImportPanel(self.shift, self.sheet.year)
            self.sheet.column.addWidget(self.importing)
            self.words = WordList(self.shift)
            sides.append((tr("What customers wrote"), "Alt+W", self.words))
        for text, keys, side in sides:
            go = action(self, text, keys, partial(self.show_side, side), whole_window=True)
            self.kinds[side] = KeyButton.of(go, size="small")
            self.kinds[side].setCheckable(True)
            self.sides.addWidget(side)
            row.add(self.kinds[side])
        for entry in (self.slip, self.sheet):
            entry.column.addStretch(1)
        self.show_side(self.slip)

    def show_side(self, side: QWidget) -> None:
        """Show the slip, the yearly sheet or the words, with the keyboard there."""
        self.sides.setCurrentWidget(side)
        for each, button in self.kinds.items():
            button.setChecked(each is side)
            fits = QSizePolicy.Policy.Preferred if each is side else QSizePolicy.Policy.Ignored
            each.setSizePolicy(QSizePolicy.Policy.Preferred, fits)  # a hidden side asks for no room
        side.setFocus()

    # -- read ---------------------------------------------------------------------------------

    def read(self) -> None:
        """Read results and, for supervisors, words."""
        self.shift.call(self, read_results, self._show)
        if self._is_supervisor:
            self.words.read()

    def _show(self, results: SurveyResults) -> None:
        self.results = results
        sheets = [
            (tr("{year} yearly", year=year.year), year.sheets) for year in results.years if year.sheets.count
        ]
        months = [(say_months(block.first, block.last), block.tally) for block in results.blocks[-2:]]
        self.chart.set_bars(
            (
                *(Bar(str(line.year), line.score, note=say_grade(line)) for line in results.baselines),
                *(self._bar(name, tally, "soft") for name, tally in sheets[-2:]),
                *(self._bar(name, tally, "primary") for name, tally in months),
            )
        )
        since = say_months(results.waiting_since, results.waiting_since)
        rules = (
            tr(
                "Only whole months count, and a month of fewer than {least} answers is told together with the"
                " next ones: nobody's answer can be worked out. Under {small} is a small sample.",
                least=results.least,
                small=results.small,
            ),
            tr(
                "Answers from {month} on are shown once their month is over and there are {least}.",
                month=since,
                least=results.least,
            ),
        )
        self.rules.set_text(" ".join(rules))
        self.table.show_rows(tuple(reversed(results.blocks)))
        block = self.table.row() or next(reversed(results.blocks), None)
        self.detail.set_text(say_block(block) if block else "")

    def _bar(self, name: str, tally: Tally, tone: BarTone) -> Bar:
        return Bar(name, tally.mean, tone, note=say_count(tally, self._small()))

    def _small(self) -> int:
        return self.results.small if self.results else 0

    def _ink(self, block: BlockResult) -> str:
        return "warning_text" if block.tally.is_small(self._small()) else "text_quiet"

    # -- done ---------------------------------------------------------------------------------

    def _print_slip(self) -> None:
        print_sheet(self, survey_slip(), tr("Survey slip"))

    def _print_yearly(self) -> None:
        print_sheet(self, yearly_paper(load_sheet()), tr("Yearly survey"))

    def _publish(self, save: Callable[[Publication], None]) -> None:
        """Make the page of the latest year of which anything is told."""
        if self.results is not None:
            told = [year.year for year in self.results.years] or [seoul(self.shift.now()).year]
            self.shift.call(self, read_publication, save, year=told[-1])

    def _save_pdf(self, shown: Publication) -> None:
        save_sheet(self, self._sheet(shown), self._name(shown))

    def _save_png(self, shown: Publication) -> None:
        sheet = self._sheet(shown)
        save_file(self, lambda: sheet_png(sheet), f"{self._name(shown)}.png", tr("Pictures"))

    def _sheet(self, shown: Publication) -> Sheet:
        return publication_sheet(shown, self.shift.office.branch.name)

    def _name(self, shown: Publication) -> str:
        return tr("Satisfaction-{year}", year=shown.year.year)


def _quiet(_row: object) -> str:
    return "text_quiet"
