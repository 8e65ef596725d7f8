"""The settings page (설정): its sections at the left, by key; the one chosen beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QWidget

from desk_app.core.staff import Role
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.settings.absences import AbsencesSection
from desk_app.gui.settings.branch import BranchSection
from desk_app.gui.settings.changes import ChangesSection
from desk_app.gui.settings.days import DaysSection
from desk_app.gui.settings.deputies import DeputiesSection
from desk_app.gui.settings.display import DisplaySection
from desk_app.gui.settings.me import MeSection
from desk_app.gui.settings.rules import RulesSection
from desk_app.gui.settings.section import Section
from desk_app.gui.settings.staff import StaffSection
from desk_app.gui.settings.topics import TopicsSection
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.cards import Card
from desk_app.gui.widgets.flow import Run, layout
from desk_app.gui.widgets.paint import draw_focus, draw_key, key_words


@dataclass(frozen=True)
class SectionSpec:
    """A section: its id, its title, and how it is made when it is first shown."""

    id: str
    title: str
    make: Callable[[], Section]


class SettingsPage(QWidget):
    """`SettingsPage(shift, preferences)`; supervisors see all sections, everybody else the first four.

    `preferences` is the file of this computer's look. Alt with a number goes to a section (0 to the tenth);
    so does `show_section(id)`.
    """

    def __init__(self, shift: Shift, preferences: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._specs = [
            SectionSpec("me", tr("About me"), lambda: MeSection(shift)),
            SectionSpec("display", tr("Display"), lambda: DisplaySection(shift, preferences)),
            SectionSpec("absences", tr("Planned absences"), lambda: AbsencesSection(shift)),
            SectionSpec("deputies", tr("Deputies"), lambda: DeputiesSection(shift)),
        ]
        if shift.person.role is Role.SUPERVISOR:
            self._specs += [
                SectionSpec("staff", tr("Staff"), lambda: StaffSection(shift)),
                SectionSpec("topics", tr("Topics"), lambda: TopicsSection(shift)),
                SectionSpec("days", tr("Holidays and closures"), lambda: DaysSection(shift)),
                SectionSpec("branch", tr("Branch"), lambda: BranchSection(shift)),
                SectionSpec("rules", tr("Promises and alerts"), lambda: RulesSection(shift)),
                SectionSpec("changes", tr("Change log"), lambda: ChangesSection(shift)),
            ]
        self._made: dict[str, Section] = {}
        self._here = "me"
        self._stack = QStackedWidget()
        self._buttons: dict[str, _SectionButton] = {}
        self._list = Card(padding=10, spacing=4)
        self._list.setAccessibleName(tr("Sections of the settings"))
        for number, spec in enumerate(self._specs, 1):
            show = partial(self.show_section, spec.id)
            go = action(self, spec.title, f"Alt+{number % 10}", show, whole_window=True)
            button = self._buttons[spec.id] = _SectionButton(spec.title, key_words(go.shortcut()))
            button.clicked.connect(lambda _checked=False, verb=go: verb.trigger())
            self._list.column.addWidget(button)
        self._list.column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._list)
        row.addWidget(self._stack, 1)
        self.show_section("me")

    def show_section(self, section_id: str) -> Section:
        """Show a section, made and read now if this is the first time, with the keyboard in it."""
        if section_id not in self._made:
            spec = next(spec for spec in self._specs if spec.id == section_id)
            section = self._made[section_id] = spec.make()
            self._stack.addWidget(section)
            section.read()
        self._here = section_id
        self._stack.setCurrentWidget(self._made[section_id])
        for each, button in self._buttons.items():
            button.setChecked(each == section_id)
        self._list.setFixedWidth(min(theme.px(200), 236))
        self._made[section_id].begin()
        return self._made[section_id]

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard into the section shown."""
        super().showEvent(event)
        self._made[self._here].begin()


class _SectionButton(QPushButton):
    """A line of the list of sections: its title at the left, its key at the right."""

    def __init__(self, title: str, key: str) -> None:
        super().__init__(title)
        self._key = key
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(key)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Return 40 px of height at 100 %."""
        return QSize(theme.px(160), theme.px(40))

    def minimumSizeHint(self) -> QSize:
        """Return what a full list takes in the least window with the largest text."""
        return QSize(theme.px(160), theme.px(32))

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when theme or text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, title, key and, with the keyboard here, the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, here = QRectF(self.rect()), self.isChecked()
        if here or self.underMouse():
            painter.setPen(theme.color("primary_fill" if here else "hover"))
            painter.setBrush(theme.color("primary_fill" if here else "hover"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        ink = "primary_text" if here else "text_soft"
        words = layout((Run(self.text(), theme.BODY, "semibold" if here else "regular", ink),), 1e6)
        words.draw(painter, QPointF(12, (self.height() - words.height) / 2))
        draw_key(painter, self._key, self.width() - 10, self.height() / 2)
        if self.hasFocus():
            draw_focus(painter, box, 8)
