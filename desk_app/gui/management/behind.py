"""What stands behind a number of the charter: its cases, and the same by person and by hour."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desk_app.core.compliance import ComplianceLine, SubjectKind
from desk_app.core.staff import SUPERVISORS
from desk_app.gui import theme
from desk_app.gui.customers.contact import ContactPanel
from desk_app.gui.i18n import tr
from desk_app.gui.management import words
from desk_app.gui.management.cases import Case, CaseDelegate, CaseModel
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import EmptyState
from desk_app.gui.widgets.labels import Words, heading
from desk_app.gui.widgets.lines import LineView
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.compliance import RowBehind, by_hour, by_person, rows_behind
from desk_app.usecases.customer_history import ContactRecord, open_contact

OPENED = frozenset({SubjectKind.PROMISE, SubjectKind.APPOINTMENT, SubjectKind.INQUIRY, SubjectKind.COMPLAINT})


class Behind(QWidget):
    """The cases behind one measure: number keys choose which, Enter opens one, Esc goes back.

    A contact is opened here; of what has a page of its own `opened(SubjectKind, id)` is said. Supervisors
    see everybody's cases and who had them, everybody else their own.
    """

    opened = Signal(object, int)
    closed = Signal()

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self._leads = shift.person.role in SUPERVISORS
        self._line: ComplianceLine | None = None
        self._days: tuple[date, date] | None = None
        self._view = "all"
        self.model = CaseModel()
        self.cases = LineView(self.model, CaseDelegate(), tr("Cases behind the number"))
        self.contact = ContactPanel(shift)
        self.contact.back.set_text(tr("Back to the cases"))
        self.contact.closed.connect(self._close_contact)
        self._title = heading()
        self._how = Words(size=theme.SMALL, ink="text_quiet")
        self._nobody = EmptyState(tr("There is no such case in these days."))
        self._ways: dict[str, QAction] = {}
        self.buttons: dict[str, KeyButton] = {}
        self._lay_out()
        action(self.cases, tr("Open the case"), "Return", self._open)
        self.cases.doubleClicked.connect(lambda _index: self._open())
        action(self, tr("Back to the table"), "Esc", self.step_back)
        self.setFocusProxy(self.cases)

    def _lay_out(self) -> None:
        row = WrapRow()
        for number, (view, text) in enumerate(self._views(), 1):
            go = self._ways[view] = action(self, text, str(number), partial(self.show_view, view))
            self.buttons[view] = KeyButton.of(go, size="small")
            self.buttons[view].setCheckable(True)
            row.add(self.buttons[view])
        back = KeyButton(tr("Back to the table"), "Esc", "quiet", size="small")
        back.clicked.connect(lambda _checked=False: self.step_back())
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(back)
        self._place = QStackedWidget()
        self._place.addWidget(self.cases)
        self._place.addWidget(self._nobody)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._how)
        column.addWidget(row)
        column.addWidget(self._place, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self.contact)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _views(self) -> list[tuple[str, str]]:
        views = [("all", tr("Every case")), ("kept", tr("Kept")), ("not_kept", tr("Not kept"))]
        if self._leads:
            views.append(("person", tr("By person")))
        return [*views, ("hour", tr("By hour"))]

    def show_line(self, line: ComplianceLine, days: tuple[date, date]) -> None:
        """Show what is behind a line over these days, and take the keyboard."""
        self._line, self._days = line, days
        self.model.measure = line.measure
        figure = words.say_whole(line.measure, words.count_of(line))
        self._title.set_text(f"{words.clause_mark(line.clause_id)}  {line.measure.title}  {figure}")
        how = tr("How it is counted: {how}", how=line.measure.how)
        mine = "" if self._leads else "\n" + tr("Only the cases in your charge are listed here.")
        self._how.set_text(how + mine)
        told = {"person": line.measure.by_person, "hour": line.measure.by_hour, "all": line.measure.rows}
        rate = line.kept is not None
        for view, way in self._ways.items():
            way.setVisible(told.get(view, rate and line.measure.rows))
        self._stack.setCurrentWidget(self._list)
        self.show_view("all")

    def show_view(self, view: str) -> None:
        """Show all cases, those kept or not, or the number by person or by hour."""
        if self._line is None or self._days is None or not self._ways[view].isVisible():
            return
        self._view = view
        for each, button in self.buttons.items():
            button.setChecked(each == view)
        self.read()
        self.setFocus()

    def read(self) -> None:
        """Read what is shown anew."""
        if self._line is None or self._days is None:
            return
        asked: dict[str, Any] = {
            "measure": self._line.measure.key,
            "first": self._days[0],
            "last": self._days[1],
        }
        show = partial(self._show, (self._line.measure.key, self._view))
        if self._view == "person":
            self._shift.call(self, by_person, show, **asked)
        elif self._view == "hour":
            self._shift.call(self, by_hour, show, **asked)
        else:
            kept = {"kept": True, "not_kept": False}.get(self._view)
            self._shift.call(self, rows_behind, show, kept=kept, **asked)

    def step_back(self) -> None:
        """Leave the contact, else the cases."""
        if self._stack.currentWidget() is self.contact:
            self._close_contact()
        else:
            self._line = None
            self.closed.emit()

    def _show(self, asked: tuple[str, str], found: tuple[Case, ...]) -> None:
        if self._line is None or asked != (self._line.measure.key, self._view):
            return  # something else was asked for meanwhile
        self.model.put(found)
        self._place.setCurrentWidget(self.cases if found else self._nobody)
        if found and not self.cases.currentIndex().isValid():
            self.cases.setCurrentIndex(self.model.index(0))
        if self.isVisible() and self._list.isVisible():
            (self.cases if found else self.buttons[self._view]).setFocus()

    def _open(self) -> None:
        row = self.cases.entry()
        if not isinstance(row, RowBehind):
            return
        if row.kind is SubjectKind.CONTACT:
            self._shift.call(self, open_contact, self._show_contact, contact_id=row.id)
        elif row.kind in OPENED:
            self.opened.emit(row.kind, row.id)

    def _show_contact(self, record: ContactRecord) -> None:
        self.contact.show_record(record, self._shift.now())
        self._stack.setCurrentWidget(self.contact)
        self.contact.take_focus()

    def _close_contact(self) -> None:
        self._stack.setCurrentWidget(self._list)
        self.cases.setFocus()
