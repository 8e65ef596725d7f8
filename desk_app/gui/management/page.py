"""The page 관리: its sections switched at its top, by key; the one chosen under them."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desk_app.core.compliance import SubjectKind
from desk_app.gui.complaints.section import ComplaintsSection
from desk_app.gui.i18n import tr
from desk_app.gui.management.compliance import ComplianceSection
from desk_app.gui.monitoring.section import MonitoringSection
from desk_app.gui.settings.section import Section
from desk_app.gui.shift import Shift
from desk_app.gui.surveys.section import SurveySection
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.wrap_row import WrapRow

COMPLIANCE, COMPLAINTS, MONITORING, SURVEYS = "compliance", "complaints", "monitoring", "surveys"


class ManagementPage(QWidget):
    """How well the charter is kept, complaints and opinions, monitoring, satisfaction.

    `score_form` is where the branch's own form of the score sheet lies.

    Alt with a number goes to a section, so does `show_section(id)`; each is made when it is first shown.
    `case_asked(SubjectKind, id)`, `place_asked(ToDo)` and `source_asked(ComplaintDetail)` tell what is to be
    opened on another page.
    """

    case_asked = Signal(object, int)
    place_asked = Signal(object)
    source_asked = Signal(object)

    def __init__(self, shift: Shift, score_form: Path | None = None) -> None:
        super().__init__()
        self._shift = shift
        self._makers = {
            COMPLIANCE: (tr("Compliance"), self._make_compliance),
            COMPLAINTS: (tr("Complaints and opinions"), self._make_complaints),
            MONITORING: (tr("Monitoring"), lambda: MonitoringSection(shift, score_form)),
            SURVEYS: (tr("Satisfaction"), lambda: SurveySection(shift)),
        }
        self._made: dict[str, QWidget] = {}
        self._here = ""
        self._tabs: dict[str, KeyButton] = {}
        row = WrapRow()
        for number, (section_id, (title, _make)) in enumerate(self._makers.items(), 1):
            show = partial(self.show_section, section_id)
            go = action(self, title, f"Alt+{number}", show, whole_window=True)
            self._tabs[section_id] = KeyButton.of(go, size="small")
            self._tabs[section_id].setCheckable(True)
            row.add(self._tabs[section_id])
        self._stack = _Sections()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(row)
        column.addWidget(self._stack, 1)
        self.show_section(COMPLIANCE)

    def show_section(self, section_id: str) -> QWidget:
        """Show a section, made and read now if this is the first time, with the keyboard in it."""
        if section_id not in self._made:
            section = self._made[section_id] = self._makers[section_id][1]()
            self._stack.addWidget(section)
            if isinstance(section, Section):
                section.read()
        self._here = section_id
        self._stack.setCurrentWidget(self._made[section_id])
        for each, tab in self._tabs.items():
            tab.setChecked(each == section_id)
        self.setFocusProxy(self._made[section_id])
        self._begin()
        return self._made[section_id]

    def complaints(self) -> ComplaintsSection:
        """Show the section of complaints and return it."""
        section = self.show_section(COMPLAINTS)
        assert isinstance(section, ComplaintsSection)
        return section

    def here(self) -> str:
        """Return the id of the section shown."""
        return self._here

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard into the section shown."""
        super().showEvent(event)
        self._begin()

    def _begin(self) -> None:
        section = self._made[self._here]
        if isinstance(section, Section):
            section.begin()
        else:
            section.setFocus()

    def _make_complaints(self) -> QWidget:
        made = ComplaintsSection(self._shift)
        made.source_asked.connect(self.source_asked)
        return made

    def _make_compliance(self) -> QWidget:
        made = ComplianceSection(self._shift)
        made.case_asked.connect(self._open_case)
        made.place_asked.connect(self.place_asked)
        return made

    def _open_case(self, kind: SubjectKind, subject_id: int) -> None:
        if kind is not SubjectKind.COMPLAINT:
            self.case_asked.emit(kind, subject_id)
            return
        self.complaints().show_complaint(subject_id)


class _Sections(QStackedWidget):
    """The sections: each scrolls in itself, so that their least height counts and not the one they like."""

    def hasHeightForWidth(self) -> bool:
        """Return False."""
        return False
