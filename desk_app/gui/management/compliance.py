"""이행 현황: how well each promise of the charter is kept, what is behind it, and what waits beside it."""

from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.compliance import ComplianceLine, ComplianceReport, ToDo, ToDoKind
from desk_app.core.report_spans import ReportSpan
from desk_app.core.staff import SUPERVISORS
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.management import words
from desk_app.gui.management.behind import Behind
from desk_app.gui.management.paper import publication_sheet, report_sheet
from desk_app.gui.management.side import SatisfactionCard, ToDoCard, WaitingCard
from desk_app.gui.management.span_chooser import SpanChooser
from desk_app.gui.management.table import ComplianceDelegate, ComplianceModel, Heads
from desk_app.gui.messages import say
from desk_app.gui.printing import save_file, save_sheet
from desk_app.gui.settings.section import Section
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card
from desk_app.gui.widgets.labels import Words, heading
from desk_app.gui.widgets.lines import LineView
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.compliance import Waiting, read_compliance, waiting_by_person
from desk_app.usecases.monthly_checks import MonthlyCheck, note_check
from desk_app.usecases.survey_results import read_results
from desk_app.usecases.to_dos import to_do

_LARGE = 125  # per cent
_CHECKS = {
    ToDoKind.ACCESS_CHECK: MonthlyCheck.ACCESS_LOG,
    ToDoKind.MONTHLY_CHECK: MonthlyCheck.OPEN_CASES,
}


class ComplianceSection(Section):
    """The table at the left, promises waiting, satisfaction and, for supervisors, what is to be done.

    `case_asked(SubjectKind, id)` and `place_asked(ToDo)` tell what is to be opened elsewhere.
    """

    areas = frozenset(Area) - {Area.DRAFTS, Area.ALERTS, Area.RINGS, Area.TOPICS, Area.CUSTOMERS}
    case_asked = Signal(object, int)
    place_asked = Signal(object)

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(shift, parent)
        self.report: ComplianceReport | None = None
        self._leads = shift.person.role in SUPERVISORS
        self._stale = self._reading = False
        self.span = SpanChooser(shift)
        self.model = ComplianceModel()
        self.table = LineView(self.model, ComplianceDelegate(), tr("How well the charter is kept"))
        self.behind = Behind(shift)
        self.waiting, self.satisfaction, self.todo = WaitingCard(), SatisfactionCard(), ToDoCard()
        self._title, self.days_shown = (
            heading(tr("How well the charter is kept")),
            Words(ink="text_quiet", max_lines=1),
        )
        self.how = Words(size=theme.SMALL, ink="text_quiet")
        self.row.addWidget(self._make_card(), 19)
        self.row.addLayout(self._make_side(), 8)
        self._connect()
        self.setFocusProxy(self.table)

    # -- made ---------------------------------------------------------------------------------

    def _make_card(self) -> Card:
        head = QHBoxLayout()
        head.setSpacing(8)
        self._named = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._named.addWidget(self._title)
        self._named.addWidget(self.days_shown)
        self._stand()
        head.addLayout(self._named)
        head.addStretch(1)
        tools = WrapRow(self.span)
        pdf = action(self, tr("PDF"), "Ctrl+P", self._save_report, whole_window=True)
        excel = action(self, tr("Excel"), "Ctrl+E", self._save_workbook, whole_window=True)
        verbs = [pdf, excel]
        if self._leads:
            verbs.append(action(self, tr("Page to publish"), "Ctrl+G", self._publish, whole_window=True))
        for verb in verbs:
            tools.add(KeyButton.of(verb, size="small"))
        head.addWidget(tools)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(6)
        column.addWidget(Heads())
        column.addWidget(self.table, 1)
        column.addSpacing(10)
        column.addWidget(self.how)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(self.behind)
        card = Card()
        card.column.addWidget(self._stack, 1)
        card.setMinimumWidth(theme.px(455))
        return card

    def _stand(self) -> None:
        """Put the days under the title where the text is large."""
        large = _is_large()
        way = QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight
        self._named.setDirection(way)
        self._named.setSpacing(2 if large else 8)

    def changeEvent(self, event: QEvent) -> None:
        """Stand anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._stand()

    def _make_side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(12)
        side.addWidget(self.waiting, 4)
        side.addWidget(self.satisfaction, 4)
        side.addWidget(self.todo, 4)
        if not self._leads:
            self.todo.hide()
        self.waiting.setMinimumWidth(theme.px(245))
        return side

    def _connect(self) -> None:
        self.span.changed.connect(self._chose)
        self.table.chosen.connect(self._say_how)
        action(self.table, tr("Show the cases behind it"), "Return", self._look_behind)
        self.table.doubleClicked.connect(lambda _index: self._look_behind())
        action(self, tr("Choose the days"), "Alt+D", self.span.list.setFocus, whole_window=True)
        if self._leads:
            action(self, tr("To do"), "Alt+T", self.todo.list.setFocus, whole_window=True)
        self.behind.closed.connect(self._back)
        self.behind.opened.connect(self.case_asked)
        self.todo.opened.connect(self.place_asked)
        self.todo.noted.connect(self._note)

    # -- read ---------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the report and what stands beside it.

        While nobody looks it is read only once somebody does, and what changes in the midst of reading is
        read once after it: a year's figures are not counted for every call that ends.
        """
        if self._reading or (self.report is not None and not self.isVisible()):
            self._stale = True
            return
        self._stale, self._reading = False, True
        self._read_report()
        self.shift.call(self, read_results, self.satisfaction.show_results)
        if self._leads:
            self.shift.call(self, to_do, lambda found: self.todo.show_todos(found, self.shift.now()))
        self.behind.read()
        self.shift.call(self, waiting_by_person, self._show_last, self._failed_last)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self.read()

    def _show_last(self, people: tuple[Waiting, ...]) -> None:
        self.waiting.show_people(people)
        self._ended()

    def _failed_last(self, error: Exception) -> None:
        self.failed({})(error)
        self._ended()

    def _ended(self) -> None:
        self._reading = False
        if self._stale:
            self.read()

    def _chose(self) -> None:
        self.days_shown.setVisible(self.span.span is not ReportSpan.OWN)  # the fields say it then
        self._read_report()

    def _read_report(self) -> None:
        first, last = self.span.days()
        self.shift.call(self, read_compliance, self._show, first=first, last=last)

    def _show(self, report: ComplianceReport) -> None:
        if (report.first, report.last) != self.span.days():
            return  # other days were chosen meanwhile
        self.report = report
        days = words.say_days(report.first, report.last)
        where = "" if _is_large() else f" · {self.shift.office.branch.name}"  # the top bar says it too
        self.days_shown.set_text(days + where)
        self.model.show_report(report)
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0))
        self._say_how(self.table.entry())

    def _say_how(self, line: ComplianceLine | None) -> None:
        if line is not None:
            self.how.set_text(tr("How it is counted: {how}", how=line.measure.how))

    # -- done ---------------------------------------------------------------------------------

    def _look_behind(self) -> None:
        line, report = self.table.entry(), self.report
        if line is None or report is None:
            return
        if not line.measure.rows:
            say(tr("It is not known which cases these are, so that nobody can be told from them."), "quiet")
            return
        self._stack.setCurrentWidget(self.behind)
        self.behind.show_line(line, (report.first, report.last))

    def _back(self) -> None:
        self._stack.setCurrentIndex(0)
        self.table.setFocus()

    def begin(self) -> None:
        """Take the keyboard: to the cases where they are open, else to the table."""
        (self.behind if self._stack.currentWidget() is self.behind else self.table).setFocus()

    def _save_report(self) -> None:
        if self.report is not None:
            sheet = report_sheet(self.report, self.shift.office.branch.name, self.shift.now())
            save_sheet(self, sheet, self._name(tr("Charter report")))

    def _publish(self) -> None:
        if self.report is not None:
            sheet = publication_sheet(self.report, self.shift.office.branch.name)
            save_sheet(self, sheet, self._name(tr("Charter report to publish")))

    def _save_workbook(self) -> None:
        report, branch = self.report, self.shift.office.branch.name
        if report is None:
            return

        def made() -> bytes:
            from desk_app.gui.management.workbook import (  # noqa: PLC0415 - costly, seldom needed
                write_workbook,
            )

            return write_workbook(report, branch)

        save_file(self, made, f"{self._name(tr('Charter report'))}.xlsx", tr("Excel files"))

    def _name(self, what: str) -> str:
        first, last = self.span.days()
        return f"{what}-{first:%Y%m%d}-{last:%Y%m%d}"

    def _note(self, todo: ToDo) -> None:
        month = date.fromisoformat(f"{todo.subject}-01") if todo.subject else seoul(self.shift.now()).date()

        def done(_value: None) -> None:
            say(tr("Noted as looked through."), "success")

        self.shift.call(self, note_check, done, check=_CHECKS[todo.kind], month=month)


def _is_large() -> bool:
    return theme.current().text_size >= _LARGE
