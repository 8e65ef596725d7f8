"""업무 분류: what customers come for, who does its work, what its visits need; for supervisors."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from desk_app.core.areas import Area
from desk_app.core.errors import BadInput
from desk_app.core.office import Topic
from desk_app.gui.i18n import tr
from desk_app.gui.office.line_field import LineField, first_blank
from desk_app.gui.office.tick_box import TickBox
from desk_app.gui.settings.rule_fields import read_whole
from desk_app.gui.settings.section import Section, TwiceButton, beside, saved
from desk_app.gui.settings.table import Column, Table
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.labels import heading
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.deputies import set_duties
from desk_app.usecases.topics import add_topic, change_topic, list_topics, retire_topic


class TopicsSection(Section):
    """The list at the left; at the right the topic chosen, or the new one."""

    areas = frozenset({Area.TOPICS})

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(shift, parent)
        self._topic: Topic | None = None
        new = action(self, tr("New topic"), "Ctrl+N", self._new, whole_window=True)
        column = self.card(tr("Topics"), stretch=3, foot=WrapRow(KeyButton.of(new)))
        self.table = Table(
            tr("Topics"),
            (
                Column(tr("Group"), lambda topic: topic.group, 2),
                Column(tr("Topic"), lambda topic: topic.name, 3),
                Column(tr("In charge"), self._in_charge, 4, self._ink),
            ),
            key=lambda topic: topic.id,
        )
        self.table.picked.connect(self._show)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self._make_form()
        self._fill_people()
        self._show(None)
        shift.reference_changed.connect(self._fill_people)

    def _make_form(self) -> None:
        self.title = heading()
        self.group, self.name = LineField(tr("Group")), LineField(tr("Topic"))
        self.people = ComboBox()
        self.assignee = Field(tr("In charge"), self.people)
        self.also_boxes: dict[int, TickBox] = {}
        also = QWidget()
        self._boxes = QGridLayout(also)
        self._boxes.setContentsMargins(0, 0, 0, 0)
        self._boxes.setVerticalSpacing(2)
        self.also_field = Field(tr("Who else does this work"), also)
        self.bring = LineField(tr("To bring along"), placeholder=tr("Identity card, …"))
        self.visit_for = LineField(tr("Usual length of a visit"))
        self.visit_for.set_note(tr("minutes"))
        self.people.currentIndexChanged.connect(lambda _at: self._follow_assignee())
        save = action(self, tr("Save"), "Ctrl+Return", self._save, whole_window=True)
        self.retire = TwiceButton(tr("Take out of use"))
        self.retire.confirmed.connect(self._retire)
        foot = WrapRow(KeyButton.of(save, "primary"), self.retire)
        column = self.card(self.title, stretch=2, foot=foot)
        column.addLayout(beside(self.group, self.name))
        column.addLayout(beside(self.assignee, self.visit_for))
        for widget in (self.also_field, self.bring):
            column.addWidget(widget)
        column.addStretch(1)

    def read(self) -> None:
        """Read the topics."""
        self.shift.call(self, list_topics, self.table.show_rows)

    def _in_charge(self, topic: Topic) -> str:
        person = self.shift.person_by_id(topic.assignee_id)
        who = person.title if person else tr("Nobody yet")
        return tr("{who} and {count} more", who=who, count=len(topic.also)) if topic.also else who

    def _ink(self, topic: Topic) -> str:
        return "text" if topic.assignee_id else "warning_text"

    def _fill_people(self) -> None:
        chosen = self.people.currentData()
        self.people.clear()
        self.people.addItem(tr("Nobody yet"), None)
        for person in self.shift.people:
            self.people.addItem(person.title, person.id)
        self.people.setCurrentIndex(max(0, self.people.findData(chosen)))
        self._place_boxes()
        self.table.viewport().update()

    def _place_boxes(self) -> None:
        """Offer everybody who works here to do the topic's work too, two to a row."""
        for box in self.also_boxes.values():
            box.hide()
        for at, person in enumerate(self.shift.people):
            box = self.also_boxes.setdefault(person.id, TickBox(person.title))
            self._boxes.addWidget(box, at // 2, at % 2)
            box.show()
        self.order_tabs()
        self._follow_assignee()

    def _follow_assignee(self) -> None:
        """Leave out of the others who is in charge already."""
        for staff_id, box in self.also_boxes.items():
            box.setEnabled(staff_id != self.people.currentData())

    def _also(self) -> tuple[int, ...]:
        here = (person.id for person in self.shift.people if person.id != self.people.currentData())
        return tuple(each for each in here if self.also_boxes[each].isChecked())

    def _new(self) -> None:
        group = self.group.text()
        self.table.leave()
        self._show(None)
        self.group.set_text(group)
        (self.name if group else self.group).edit.setFocus()

    def _show(self, topic: Topic | None) -> None:
        self._topic = topic
        self.title.set_text(topic.title if topic else tr("New topic"))
        self.group.set_text(topic.group if topic else "")
        self.name.set_text(topic.name if topic else "")
        self.people.setCurrentIndex(max(0, self.people.findData(topic.assignee_id if topic else None)))
        self.bring.set_text(topic.bring if topic else "")
        self.visit_for.set_text(str(topic.visit_for if topic else Topic(0, "", "").visit_for))
        for staff_id, box in self.also_boxes.items():
            box.setChecked(topic is not None and staff_id in topic.also)
        self.retire.setVisible(topic is not None)

    def _save(self) -> None:
        if first_blank(self.group, self.name):
            return
        failed = self.failed(
            {
                "group": self.group,
                "name": self.name,
                "assignee": self.assignee,
                "bring": self.bring,
                "visit_for": self.visit_for,
            }
        )
        try:
            visit_for = read_whole("visit_for", self.visit_for.text())
        except BadInput as wrong:
            failed(wrong)
            return
        given: dict[str, Any] = {
            "group": self.group.text(),
            "name": self.name.text(),
            "assignee_id": self.people.currentData(),
            "bring": self.bring.text(),
            "visit_for": visit_for,
        }
        also = self._also()

        def done(topic: Topic) -> None:
            self._saved(topic, also)

        if self._topic is None:
            self.shift.call(self, add_topic, done, failed, **given)
        else:
            given |= {"topic_id": self._topic.id, "seen_version": self._topic.version}
            self.shift.call(self, change_topic, done, failed, **given)

    def _saved(self, topic: Topic, also: tuple[int, ...]) -> None:
        """Set who else does the work, where that differs, and show the topic as it is kept."""
        if set(topic.also) != set(also):
            self.shift.call(
                self,
                set_duties,
                lambda _nothing: self._saved(replace(topic, also=also), also),
                self.failed({}),
                topic_id=topic.id,
                staff_ids=also,
            )
            return
        saved(tr("Saved: {what}", what=topic.title))
        self._show(topic)

    def _retire(self) -> None:
        topic = self._topic
        if topic is None:
            return

        def done(_nothing: object) -> None:
            saved(tr("Out of use: {what}. Earlier records keep it.", what=topic.title))
            self.table.leave()
            self._show(None)

        self.shift.call(
            self, retire_topic, done, self.failed({}), topic_id=topic.id, seen_version=topic.version
        )
