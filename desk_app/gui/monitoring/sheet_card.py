"""A sheet to read: its score, its marks by stage, what was said of it, and what follows."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.clock import seoul
from desk_app.core.errors import DeskError
from desk_app.core.monitoring import Mark
from desk_app.core.promises import PromiseState
from desk_app.core.spoken import short_day
from desk_app.core.staff import Role
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.monitoring.paper import sheet_paper
from desk_app.gui.monitoring.stage_grid import stage_grid
from desk_app.gui.monitoring.words import (
    SHORT_MANNERS,
    say_correction,
    say_points,
    say_read,
    say_score,
    say_training,
)
from desk_app.gui.office.line_field import LineField
from desk_app.gui.printing import print_sheet
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import EmptyState, Note, Scroll
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.fields import Field, LiveTextEdit
from desk_app.gui.widgets.labels import Words
from desk_app.gui.words import say_error
from desk_app.usecases.monitoring import SheetView, answer_sheet, note_read
from desk_app.usecases.promises import keep_promise


class SheetCard(QWidget):
    """One sheet; whose it is may answer it once, a supervisor notes that its training was held.

    `correct_asked(sheet)` says that a supervisor wants to correct it. That whoever was evaluated has it
    before them is noted.
    """

    correct_asked = Signal(object)

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self.shift = shift
        self.sheet: SheetView | None = None
        self.empty = EmptyState(tr("No sheet is chosen."), tr("Choose one at the left."))
        self.head = Words(weight="semibold")
        self.score = Words(size=theme.TITLE, weight="bold", tabular=True)
        self.training = Chip("–")
        self.print_button = KeyButton.of(
            action(self, tr("Print this sheet"), "Ctrl+P", self._print, whole_window=True), size="small"
        )
        self._correct = action(self, tr("Correct this sheet"), "Ctrl+R", self._ask, whole_window=True)
        self.correct_button = KeyButton.of(self._correct, size="small")
        self.marks = QWidget()
        self.read = Words(ink="text_quiet", size=theme.SMALL)
        self.comment, self.answered, self.corrected = Note("say"), Note(), Note()
        self._make_answer()
        self._make_held()
        self.shown = Scroll(spacing=8)
        self.shown.column.setContentsMargins(2, 2, 8, 2)
        top = QHBoxLayout()
        top.setSpacing(10)
        for widget in (self.score, self.training):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.correct_button)
        top.addWidget(self.print_button)
        self.shown.column.addWidget(self.head)
        self.shown.column.addLayout(top)
        self.shown.column.addWidget(self.read)
        self.shown.column.addWidget(self.corrected)
        self.shown.column.addWidget(self.marks)
        for part in (self.comment, self.answered, self.answer_part, self.held_part):
            self.shown.column.addWidget(part)
        self.shown.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty, 1)
        column.addWidget(self.shown, 1)
        self.show_sheet(None)

    def _make_answer(self) -> None:
        self.answer_edit = LiveTextEdit(tr("how it was from your side, once"), lines=2)
        self.answer_field = Field(tr("My answer"), self.answer_edit)
        send = action(self.answer_field, tr("Answer this sheet"), "Ctrl+Return", self.answer)
        self.answer_part = _part(self.answer_field, KeyButton.of(send, "primary"))

    def _make_held(self) -> None:
        self.held = LineField(tr("What the training was"))
        done = action(self.held, tr("Training was held"), "Ctrl+Return", self.note_training)
        self.held_part = _part(self.held, KeyButton.of(done, "primary"))

    def show_sheet(self, sheet: SheetView | None) -> None:
        """Show a sheet, or that none is chosen; what is being typed about the same one stays."""
        other = sheet is None or self.sheet is None or sheet.id != self.sheet.id
        self.sheet = sheet
        self.shown.setVisible(sheet is not None)
        self.empty.setVisible(sheet is None)
        self.print_button.setEnabled(sheet is not None)
        self._correct.setVisible(self._may_correct())
        if sheet is None:
            return
        if other:
            self.answer_edit.setPlainText("")
            self.answer_field.set_error("")
            self.held.set_text("")
        today = seoul(self.shift.now()).date()
        by = tr("{manner}, evaluated by {name}", manner=tr(SHORT_MANNERS[sheet.manner]), name=sheet.evaluator)
        self.head.set_text(f"{sheet.name} · {short_day(sheet.on, today)} · {by}")
        self.score.set_text(say_score(sheet.score))
        words, tone = say_training(sheet.training, today)
        self.training.setVisible(bool(words))
        self.training.set_chip(words, tone)
        self._show_marks(sheet)
        self.comment.set_words(tr("Comment on the call"), sheet.comment)
        self.comment.setVisible(bool(sheet.comment))
        self.answered.set_words(tr("Answer of {name}", name=sheet.name), sheet.answer)
        self.answered.setVisible(sheet.answered_at is not None)
        mine = sheet.staff_id == self.shift.person.id
        self._show_history(sheet, mine, today)
        self.answer_part.setVisible(mine and sheet.answered_at is None)
        owed = sheet.training is not None and sheet.training.state is PromiseState.OPEN
        noted = owed and not mine and self.shift.person.role is Role.SUPERVISOR
        self.held_part.setVisible(noted)
        first = self.held if noted else self.print_button
        self.setFocusProxy(self.answer_edit if mine and sheet.answered_at is None else first)

    def _show_history(self, sheet: SheetView, mine: bool, today: date) -> None:
        """Show what was corrected and whether whoever was evaluated knows; they do now, if it is they."""
        self.corrected.set_words(
            tr("Corrected"), "\n".join(say_correction(each, today) for each in sheet.corrections)
        )
        self.corrected.setVisible(bool(sheet.corrections))
        self.read.set_text(say_read(sheet, today))
        self.read.setVisible(not mine)
        if mine and sheet.read_at is None:
            self.shift.call(self, note_read, lambda _done: None, sheet_id=sheet.id)

    def _may_correct(self) -> bool:
        leads = self.shift.person.role is Role.SUPERVISOR
        return leads and self.sheet is not None and self.sheet.staff_id != self.shift.person.id

    def _ask(self) -> None:
        if self._may_correct():
            self.correct_asked.emit(self.sheet)

    def answer(self) -> None:
        """Answer the sheet with what is typed."""
        if self.sheet is not None:
            self.shift.call(
                self,
                answer_sheet,
                lambda sheet: self._done(sheet, tr("Your answer stands with the sheet.")),
                self._answer_failed,
                sheet_id=self.sheet.id,
                seen_version=self.sheet.version,
                answer=self.answer_edit.toPlainText(),
            )

    def note_training(self) -> None:
        """Note that the training was held; the section then reads the sheet anew."""
        if self.sheet is not None and self.sheet.training is not None:
            self.shift.call(
                self,
                keep_promise,
                lambda _state: say(tr("The training is noted as held."), "success"),
                promise_id=self.sheet.training.promise_id,
                seen_version=self.sheet.training.version,
                note=self.held.text(),
            )

    def _done(self, sheet: SheetView, words: str) -> None:
        self.show_sheet(sheet)
        say(words, "success")

    def _answer_failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            return
        self.answer_field.set_error(say_error(error))
        self.answer_edit.setFocus()

    def _show_marks(self, sheet: SheetView) -> None:
        before, self.marks = self.marks, QWidget()
        self.marks.setLayout(stage_grid([(each.item, _points(each)) for each in sheet.marks]))
        self.shown.column.replaceWidget(before, self.marks)
        before.hide()
        before.deleteLater()

    def _print(self) -> None:
        if self.sheet is not None:
            branch = self.shift.office.branch.name
            print_sheet(self, sheet_paper(self.sheet, branch), tr("Score sheet"))


def _part(field: QWidget, button: KeyButton) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(field)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return part


def _points(mark: Mark) -> Words:
    quiet = "text_quiet" if mark.points is None else "text"
    made = Words(say_points(mark), max_lines=1, ink=quiet, tabular=True)
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made
