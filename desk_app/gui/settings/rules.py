"""약속과 알림: every number the branch may set, each with its range, and the desk hours; for supervisors."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desk_app.core.areas import Area
from desk_app.core.errors import BadInput
from desk_app.core.hours import OfficeHours
from desk_app.core.office import OfficeView, Settings, check_settings
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.office.line_field import LineField
from desk_app.gui.office.tick_box import TickBox
from desk_app.gui.settings.days import WEEKDAYS
from desk_app.gui.settings.rule_fields import GROUPS, OTHER_WORDS, Rule, range_of, read_day, write_day
from desk_app.gui.settings.section import Section, saved
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.labels import Words, label
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.gui.words import say_error
from desk_app.usecases.office import change_settings, read_office


class RulesSection(Section):
    """The settings in groups at the left, counting rule and hours at the right."""

    areas = frozenset({Area.OFFICE})

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(shift, parent)
        self._version = 0
        self._shown = shift.office.settings
        self.fields: dict[str, LineField] = {}
        column = self.card(tr("Promises and alerts"), stretch=3)
        for words, rules in GROUPS:
            column.addWidget(label(tr(words)))
            column.addLayout(self._grid(rules))
        column.addStretch(1)
        save = action(self, tr("Save"), "Ctrl+Return", self._save, whole_window=True)
        foot = WrapRow(KeyButton.of(save, "primary"))
        self._make_counting(self.card(tr("Counting and hours"), stretch=3, foot=foot))
        self._put(self._shown)
        self.setFocusProxy(self.fields["callback_alerts"])

    def _grid(self, rules: tuple[Rule, ...]) -> QGridLayout:
        for rule in rules:
            between = range_of(rule.name)
            help_text = tr("{low} to {high}", low=between[0], high=between[1]) if between else ""
            field = self.fields[rule.name] = LineField(tr(rule.words), help_text=help_text)
            field.set_note(tr(rule.unit) if rule.unit else "")
        return _two_by_two([self.fields[rule.name] for rule in rules])

    def _make_counting(self, column: QVBoxLayout) -> None:
        self.told = ChoiceGrid(columns=1, own_keys=True)
        self.told.set_choices(
            (
                Choice("calendar", tr("All days, moved off holidays")),
                Choice("statutory", tr("By law, working days only")),
            )
        )
        self.next_day = TickBox(tr(OTHER_WORDS["after_hours_next_day"]))
        self.check = TickBox(tr(OTHER_WORDS["reply_needs_check"]))
        self.days = [LineField(tr(name)) for name in WEEKDAYS]
        column.addWidget(Field(tr(OTHER_WORDS["told_rule"]), self.told))
        for box in (self.next_day, self.check):
            column.addWidget(box)
        column.addWidget(label(tr(OTHER_WORDS["hours"])))
        column.addWidget(
            Words(tr("Leave lunch out, like 09:00-12:00, 13:00-18:00. Empty is closed."), ink="text_quiet")
        )
        self._week = _two_by_two(self.days)
        column.addLayout(self._week)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the days side by side only where their hours can be read whole."""
        super().resizeEvent(event)
        columns = 2 if self.width() / 2 - 60 >= 2 * theme.px(197) + 12 else 1
        for at, field in enumerate(self.days):
            self._week.addWidget(field, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
        self._week.setColumnStretch(1, columns - 1)

    def read(self) -> None:
        """Read the settings; what is being typed stays."""
        self.shift.call(self, read_office, self._take)

    def _take(self, office: OfficeView) -> None:
        if self._version and self._typed() != self._texts(self._shown):  # not saved yet
            return
        self._version, self._shown = office.version, office.settings
        self._put(office.settings)

    def _texts(self, settings: Settings) -> list[object]:
        lines = [rule.write(getattr(settings, rule.name)) for _, rules in GROUPS for rule in rules]
        days = [write_day(spans) for spans in settings.hours.week]
        return [
            *lines,
            *days,
            settings.told_rule,
            settings.after_hours_next_day,
            settings.reply_needs_check,
        ]

    def _typed(self) -> list[object]:
        texts = [field.text() for field in (*self.fields.values(), *self.days)]
        return [*texts, self.told.selected(), self.next_day.isChecked(), self.check.isChecked()]

    def _put(self, settings: Settings) -> None:
        texts = self._texts(settings)
        for field, text in zip((*self.fields.values(), *self.days), texts, strict=False):
            field.set_text(str(text))
        self.told.select(settings.told_rule)
        self.next_day.setChecked(settings.after_hours_next_day)
        self.check.setChecked(settings.reply_needs_check)

    def settings(self) -> Settings | None:
        """Return the settings as typed, or None with the first error shown at its field."""
        values: dict[str, Any] = {}
        for rule in (rule for _, rules in GROUPS for rule in rules):
            try:
                values[rule.name] = rule.read(rule.name, self.fields[rule.name].text())
            except BadInput as wrong:
                self._wrong(self.fields[rule.name], wrong)
                return None
        week = []
        for field in self.days:
            try:
                week.append(read_day(field.text()))
            except BadInput as wrong:
                self._wrong(field, wrong)
                return None
        made = replace(
            self._shown,
            **values,
            hours=OfficeHours(tuple(week)),
            told_rule=self.told.selected(),
            after_hours_next_day=self.next_day.isChecked(),
            reply_needs_check=self.check.isChecked(),
        )
        try:
            return check_settings(made)
        except BadInput as wrong:
            self._wrong(self.fields.get(wrong.field, self.days[0]), wrong)
            return None

    def _wrong(self, field: LineField, wrong: BadInput) -> None:
        own = {
            "not_a_number": tr("Write numbers only, several of them with commas."),
            "not_a_time": tr("Write the time like 17:00."),
        }
        field.set_error(own.get(wrong.problem) or say_error(wrong))
        field.edit.setFocus()

    def _save(self) -> None:
        settings = self.settings()
        if settings is None:
            return

        def done(_nothing: object) -> None:
            self._shown = settings
            self._put(settings)
            saved(tr("The settings are saved and hold at every desk."))
            self.read()

        self.shift.call(
            self,
            change_settings,
            done,
            self.failed(self.fields),
            seen_version=self._version,
            settings=settings,
        )


def _two_by_two(fields: Sequence[QWidget]) -> QGridLayout:
    """Return the fields in two columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(10)
    for at, field in enumerate(fields):
        grid.addWidget(field, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
    for column in (0, 1):
        grid.setColumnStretch(column, 1)
    return grid
