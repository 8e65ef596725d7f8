"""A sheet to fill in by keyboard: points or N item by item, the total running along."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.monitoring import Item, Manner, Mark, score
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.monitoring.stage_grid import stage_grid
from desk_app.gui.monitoring.words import MANNERS, NOT_APPLICABLE, STAGES, say_score, say_training
from desk_app.gui.office.background import background
from desk_app.gui.office.line_field import LineField
from desk_app.gui.settings.section import beside
from desk_app.gui.settings.year import parse_day
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Scroll
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field, LiveLineEdit, LiveTextEdit
from desk_app.gui.widgets.labels import Words
from desk_app.gui.words import say_error
from desk_app.usecases.monitoring import PersonRound, SheetView, correct_sheet, write_sheet
from desk_app.usecases.score_forms import Form, form_in_use, load_form

_NOT_APPLICABLE_KEYS = {Qt.Key.Key_N, Qt.Key.Key_Minus}
_NEXT = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}


class PointsEdit(LiveLineEdit):
    """The points of one item: figures, or N where it did not apply; Enter and the arrows go up and down."""

    moved = Signal(int)
    looked_at = Signal(object)

    def __init__(self, item: Item) -> None:
        super().__init__(f"0–{item.points}")
        self.item = item
        self.setProperty("low", True)
        self.setMaxLength(3)
        self._fit()
        self.setAccessibleName(f"{tr(STAGES[item.stage])} {item.title}")
        self.setAccessibleDescription(tr("0 to {most}, or N where it did not apply", most=item.points))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # figures and N only

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the figures when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(64))

    def given(self) -> int | None:
        """Return the points, or `None` where it did not apply; `BadInput` where neither stands here."""
        text = self.text().strip()
        if text == NOT_APPLICABLE:
            return None
        if not text:
            raise BadInput("marks", "unmarked", self.item.title)
        if not (text.isascii() and text.isdecimal()) or int(text) > self.item.points:
            raise BadInput("marks", "too_many_points", f"{self.item.title} 0–{self.item.points}")
        return int(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take N for what did not apply, and go on with Enter and the arrows."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif event.key() in _NEXT:
            self.moved.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.moved.emit(-1)
        elif event.key() in _NOT_APPLICABLE_KEYS:
            self.setText(NOT_APPLICABLE)
        elif event.text().isdigit() and self.text() == NOT_APPLICABLE:
            self.setText(event.text())
        elif event.text().isprintable() and event.text() and not event.text().isdigit():
            event.accept()  # letters are no points
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say what this item looks at, and let what stands here be typed over."""
        super().focusInEvent(event)
        self.selectAll()
        self.looked_at.emit(self.item)


class SheetForm(QWidget):
    """The sheet of the person that was chosen; says `written(sheet)` once it is kept.

    `correct(sheet)` shows one that is written already, to be corrected; `left()` says that it stays.
    `own_form` is where the branch's own form lies.
    """

    written = Signal(object)
    left = Signal()

    def __init__(self, shift: Shift, own_form: Path | None = None) -> None:
        super().__init__()
        self.shift = shift
        self._person: PersonRound | None = None
        self._corrected: SheetView | None = None
        self._aside = 0, ""
        self._form = load_form()
        self._typed: dict[int | None, tuple[list[str], str]] = {}
        self._writing = False
        self.whom = Words(weight="semibold")
        self.manner = ComboBox()
        for manner, words in MANNERS.items():
            self.manner.addItem(tr(words), manner)
        self.day = LineField(tr("Day of the call"), placeholder=tr("12/31 or 2026-12-31"))
        self.day.edit.setProperty("low", True)
        how = Field(tr("How it was evaluated"), self.manner)
        self.manner.setProperty("low", True)
        self.comment_edit = LiveTextEdit(tr("no customer's name or number"), lines=2)
        comment = Field(tr("Comment on the call"), self.comment_edit)
        self.why = LineField(tr("Why it is corrected"))
        self.fields: dict[str, Field] = {"day": self.day, "comment": comment, "sheet_why": self.why}
        how_to = tr("Points and Enter, item by item; N where it did not apply.")
        self.look = Words(how_to, ink="text_quiet", size=theme.SMALL)
        self.total = Words(weight="semibold", tabular=True)
        self.wrong = Words(ink="danger_text", size=theme.SMALL)
        self.wrong.hide()
        self._keep = action(self, tr("Record the sheet"), "Ctrl+Return", self.write)
        self._stay = action(self, tr("Leave it as it was"), "Esc", self._leave)
        self.items = QWidget()
        self.inside = inside = Scroll(spacing=8)
        inside.column.setContentsMargins(2, 2, 8, 2)
        inside.column.addWidget(self.why)
        inside.column.addLayout(beside(how, self.day))
        inside.column.addWidget(self.items)
        inside.column.addWidget(comment)
        inside.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.whom)
        column.addWidget(inside, 1)
        column.addWidget(self.look)
        column.addWidget(self.wrong)
        column.addLayout(self._make_foot())
        self._use(self._form)
        self.show_person(None)
        self.clear()
        if own_form is not None:
            background().call(lambda: form_in_use(own_form), self._take_form, owner=self)

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(self.total, 1)
        foot.addWidget(KeyButton.of(self._stay, "quiet"))
        foot.addWidget(KeyButton.of(self._keep, "primary"))
        return foot

    def _take_form(self, form: Form) -> None:
        """Use the branch's own form from now on; one with a mistake is named, and not used."""
        if form.items != self._form:
            self._form = form.items
            self._typed.clear()
            if self._corrected is None:
                self._use(form.items)
                self._put([], "")
        if form.problems:
            where = form.problems[0]
            say(
                tr("The branch's score sheet has a mistake, the usual one is used: {where}", where=where),
                "warning",
            )

    def _use(self, items: Sequence[Item]) -> None:
        """Show fields for these items."""
        before, self.items = self.items, QWidget()
        self.items.setLayout(self._make_items(items))
        self.inside.column.replaceWidget(before, self.items)
        before.hide()
        before.deleteLater()
        self.setFocusProxy(self.edits[0])

    def _make_items(self, items: Sequence[Item]) -> QGridLayout:
        self.edits = [PointsEdit(item) for item in items]
        for at, edit in enumerate(self.edits):
            edit.moved.connect(partial(self._go, at))
            edit.looked_at.connect(self._show_look)
            edit.live_text_changed.connect(lambda _text: self._count())
        return stage_grid([(edit.item, edit) for edit in self.edits], with_most=True)

    def show_person(self, person: PersonRound | None) -> None:
        """Fill the sheet in for this person; what is typed about another waits until they are shown again."""
        before, now = self._whose(), person.staff_id if person else None
        if before != now:
            self._stop_correcting()
            self._typed[before] = self._points_typed()
            self._put(*self._typed.pop(now, ([], "")))
        self._person = person
        self._say_whom()

    def correct(self, sheet: SheetView) -> None:
        """Show a sheet to be corrected on its own items; what is typed of a new one waits."""
        self._stop_correcting()
        self._typed[self._whose()] = self._points_typed()
        self._corrected, self._aside = sheet, (self.manner.currentIndex(), self.day.text())
        self._use([mark.item for mark in sheet.marks])
        self.manner.setCurrentIndex(self.manner.findData(sheet.manner))
        self.day.set_text(sheet.on.isoformat())
        given = [NOT_APPLICABLE if mark.points is None else str(mark.points) for mark in sheet.marks]
        self._put(given, sheet.comment)
        self._say_whom()

    def _leave(self) -> None:
        self._stop_correcting()
        self._say_whom()
        self.left.emit()

    def _stop_correcting(self) -> None:
        """Go back to the sheet of the person that was being written, if one was being corrected."""
        if self._corrected is None:
            return
        self._corrected = None
        self._use(self._form)
        self.manner.setCurrentIndex(self._aside[0])
        self.day.set_text(self._aside[1])
        self._put(*self._typed.pop(self._whose(), ([], "")))

    def _points_typed(self) -> tuple[list[str], str]:
        return [edit.text() for edit in self.edits], self.comment_edit.toPlainText()

    def _say_whom(self) -> None:
        person, sheet = self._person, self._corrected
        self.why.setVisible(sheet is not None)
        self._stay.setVisible(sheet is not None)
        self._keep.setText(tr("Record the sheet") if sheet is None else tr("Record the correction"))
        if sheet is not None:
            self.whom.set_text(tr("The sheet of {name} is corrected", name=sheet.name), "text")
            self._keep.setEnabled(True)
            return
        mine = person is not None and person.staff_id == self.shift.person.id
        if person is None:
            self.whom.set_text(tr("Choose a member of staff at the left."), "text_quiet")
        elif mine:
            self.whom.set_text(tr("Nobody evaluates themselves. Ask another supervisor."), "text_quiet")
        else:
            self.whom.set_text(tr("A call of {name}", name=person.name), "text")
        self._keep.setEnabled(person is not None and not mine)

    def clear(self) -> None:
        """Make room for the next sheet; how and on which day stay."""
        self._put([], "")
        if not self.day.text():
            self.day.set_text(seoul(self.shift.now()).date().isoformat())

    def _whose(self) -> int | None:
        return self._person.staff_id if self._person else None

    def _put(self, points: Sequence[str], comment: str) -> None:
        for edit, text in zip(self.edits, points or [""] * len(self.edits), strict=True):
            edit.setText(text)
        self.comment_edit.setPlainText(comment)
        self._say_wrong("")
        self.fields["comment"].set_error("")
        self.why.set_text("")
        self._count()

    def write(self) -> None:
        """Keep the sheet, or show where something is missing."""
        if self._writing or not self._keep.isEnabled():
            return
        self._say_wrong("")
        for field in self.fields.values():
            field.set_error("")
        points = self._points()
        if points is None:
            return
        try:
            on = parse_day(self.day.text(), seoul(self.shift.now()))
        except BadInput as error:
            self._failed(error)
            return
        told: dict[str, Any] = {
            "on": on,
            "manner": Manner(self.manner.currentData()),
            "points": points,
            "comment": self.comment_edit.toPlainText(),
        }
        self._writing = True
        if self._corrected is not None:
            told |= {"sheet_id": self._corrected.id, "seen_version": self._corrected.version}
            told["why"] = self.why.text()
            self.shift.call(self, correct_sheet, self._written, self._failed, **told)
        elif self._person is not None:
            told |= {"staff_id": self._person.staff_id, "seen_version": self._person.version}
            self.shift.call(self, write_sheet, self._written, self._failed, form=self._form, **told)

    def _points(self) -> Mapping[str, int | None] | None:
        points: dict[str, int | None] = {}
        for edit in self.edits:
            try:
                points[edit.item.id] = edit.given()
            except BadInput as error:
                self._say_wrong(say_error(error))
                self._stand_on(edit)
                return None
        return points

    def _written(self, sheet: SheetView) -> None:
        self._writing = False
        if self._corrected is None:
            self.clear()
        self._stop_correcting()
        self._say_whom()
        training, _tone = say_training(sheet.training, seoul(self.shift.now()).date())
        told = tr("{name}: {score} are recorded.", name=sheet.name, score=say_score(sheet.score))
        say(" ".join(part for part in (told, training) if part), "warning" if training else "success")
        self.written.emit(sheet)

    def _failed(self, error: Exception) -> None:
        self._writing = False
        if not isinstance(error, DeskError):
            return
        field = self.fields.get(error.field) if isinstance(error, BadInput) else None
        if field is None:
            self._say_wrong(say_error(error))
        else:
            field.set_error(say_error(error))
            self._stand_on(field.editor)

    def _say_wrong(self, sentence: str) -> None:
        self.wrong.set_text(sentence)
        self.wrong.setVisible(bool(sentence))

    def _go(self, at: int, step: int) -> None:
        stops: list[QWidget] = [*self.edits, self.comment_edit]
        if at + step >= 0:
            self._stand_on(stops[at + step])

    def _stand_on(self, widget: QWidget) -> None:
        widget.setFocus()
        self.inside.ensureWidgetVisible(widget)

    def _show_look(self, item: Item) -> None:
        look = next((each.look for each in self._form if each.id == item.id), item.look)
        self.look.set_text(f"{item.title}: {look}" if look else item.title)

    def _count(self) -> None:
        """Show the total so far; items without points yet are counted as such."""
        marks: list[Mark] = []
        for edit in self.edits:
            try:
                marks.append(Mark(edit.item, edit.given()))
            except BadInput:
                continue
        left = len(self.edits) - len(marks)
        try:
            sum_ = score(marks)
        except BadInput:
            self.total.set_text(tr("{left} items left", left=left), "text_quiet")
            return
        so_far = f"{sum_.earned} / {sum_.applicable} → {say_score(sum_.value)}"
        more = f" · {tr('{left} items left', left=left)}" if left else ""
        self.total.set_text(so_far + more, "text")
