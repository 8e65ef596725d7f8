"""Who could be rewarded, with what speaks for them; a supervisor decides, and says why."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.awards import Candidate
from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.monitoring import round_of
from desk_app.core.spoken import short_day
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.monitoring.words import say_mean, say_promises
from desk_app.gui.office.line_field import LineField
from desk_app.gui.settings.section import beside
from desk_app.gui.settings.table import Column, Table
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.labels import Words, label
from desk_app.gui.words import say_error
from desk_app.usecases.awards import AwardView, award_candidates, decide_award, list_awards


class AwardPanel(QWidget):
    """Candidates of this round at the top, the decision under them, then what was decided before."""

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self.shift = shift
        self.rule = Words(ink="text_quiet", size=theme.SMALL)
        self.rule.set_text(
            tr("Figures propose, a person decides: 95% kept, 90 points, and no small sample. This half-year.")
        )
        self.candidates = Table(
            tr("Award candidates"),
            (
                Column(tr("Name of the person"), lambda one: one.name, 4, least=96),
                Column(tr("Promises kept"), say_promises, 6),
                Column(tr("Monitoring"), lambda one: say_mean(one.monitoring), 4),
                Column(tr("Survey of customers"), lambda one: say_mean(one.survey), 4),
            ),
            key=lambda one: one.staff_id,
        )
        self.candidates.setMinimumHeight(theme.px(34 + 2 * 38))
        self.person = ComboBox()
        self.person_field = Field(tr("Who is rewarded"), self.person)
        self.reason = LineField(tr("Reason for the award"))
        self.decide = KeyButton.of(
            action(self, tr("Decide on the award"), "Ctrl+Return", self.give), "primary"
        )
        self.awards = Table(
            tr("Awards decided"),
            (
                Column(tr("Decided on"), self._day, 3, _quiet, least=84),
                Column(tr("Name of the person"), lambda one: one.name, 4, least=96),
                Column(tr("Reason for the award"), lambda one: one.reason, 8),
                Column(tr("Decided by"), lambda one: one.decided_by, 4, _quiet),
            ),
            key=lambda one: one.id,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.rule)
        column.addWidget(self.candidates, 3)
        column.addLayout(beside(self.person_field, self.reason))
        column.addWidget(self.decide, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(tr("Awards decided")))
        column.addWidget(self.awards, 2)
        self.candidates.picked.connect(self._propose)
        self.setFocusProxy(self.candidates)
        self._offer_people()
        shift.reference_changed.connect(self._offer_people)

    def read(self) -> None:
        """Read candidates and awards."""
        this = round_of(seoul(self.shift.now()).date())
        self.shift.call(self, award_candidates, self._show, first=this.first, last=this.last)
        self.shift.call(self, list_awards, self.awards.show_rows)

    def give(self) -> None:
        """Record the award that was decided."""
        if self.person.currentData() is None:
            self.person_field.set_error(tr("Choose who is rewarded."))
            self.person.setFocus()
            return
        self.shift.call(
            self,
            decide_award,
            self._given,
            self._failed,
            staff_id=self.person.currentData(),
            seen_version=self._latest(self.person.currentData()),
            reason=self.reason.text(),
            decided_on=seoul(self.shift.now()).date(),
        )

    def _latest(self, staff_id: int) -> int:
        """Return the latest award of a person among those shown."""
        return max((one.id for one in self.awards.rows() if one.staff_id == staff_id), default=0)

    def _show(self, found: tuple[Candidate, ...]) -> None:
        self.candidates.show_rows(found)

    def _offer_people(self) -> None:
        before = self.person.currentData()
        self.person.clear()
        self.person.addItem("–", None)
        for person in self.shift.people:
            if not person.retired and person.id != self.shift.person.id:
                self.person.addItem(person.title, person.id)
        self.person.setCurrentIndex(max(0, self.person.findData(before)))

    def _propose(self, one: Candidate) -> None:
        self.person.setCurrentIndex(max(0, self.person.findData(one.staff_id)))
        self.person_field.set_error("")

    def _given(self, award: AwardView) -> None:
        self.reason.set_text("")
        say(tr("The award for {name} is recorded.", name=award.name), "success")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            return
        at_reason = isinstance(error, BadInput) and error.field == "award_reason"
        field = self.reason if at_reason else self.person_field
        field.set_error(say_error(error))
        field.editor.setFocus()

    def _day(self, award: AwardView) -> str:
        return short_day(award.decided_on, seoul(self.shift.now()).date())


def _quiet(_row: object) -> str:
    return "text_quiet"
