"""Answers on paper, typed in: a number for the one question, a row of figures for a yearly sheet."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.surveys import LONGEST_WORD
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.office.line_field import LineField
from desk_app.gui.shift import Shift
from desk_app.gui.surveys.words import ANSWERS
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.labels import Words
from desk_app.gui.words import say_error
from desk_app.usecases.executor import UseCase
from desk_app.usecases.surveys import answer_survey
from desk_app.usecases.yearly_surveys import enter_sheet, load_sheet

_BLANKS = "-.0"


class _Entry(QWidget):
    """Fields for one paper after the other; `fields` are those that errors name."""

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self.shift = shift
        self.kept = 0
        self.fields: dict[str, Field] = {}
        self.count = Words(ink="text_quiet")
        self.keep = KeyButton(tr("Enter this one"), "Enter", "primary")
        self.keep.clicked.connect(lambda _checked=False: self.enter())
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    def enter(self) -> None:
        """Keep the paper that is typed."""
        raise NotImplementedError

    def clear(self) -> None:
        """Make room for the next paper and take the keyboard; the year stays."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the paper upon Enter, wherever the keyboard is."""
        if event.text() in {"\r", "\n"}:
            self.enter()
        else:
            super().keyPressEvent(event)

    def call(self, use: UseCase[..., None], **args: object) -> None:
        """Run a use-case; then the next paper, or the error at its field."""
        if not self.keep.isEnabled():
            return
        self.keep.setEnabled(False)
        self.shift.call(self, use, lambda _nothing: self._done(), self._failed, **args)

    def _done(self) -> None:
        self.keep.setEnabled(True)
        self.kept += 1
        self.count.set_text(tr("{count} entered", count=self.kept))
        self.clear()

    def _failed(self, error: Exception) -> None:
        self.keep.setEnabled(True)
        if isinstance(error, DeskError):
            self.show_wrong(error)

    def show_wrong(self, error: DeskError) -> None:
        """Show an error at its field, or on the notice line."""
        field = self.fields.get(error.field) if isinstance(error, BadInput) else None
        if field is None:
            say(say_error(error), "danger")
        else:
            field.set_error(say_error(error))
            field.editor.setFocus()


class SlipEntry(_Entry):
    """The one question: 1–5, perhaps a word, Enter."""

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self.grid = ChoiceGrid(columns=1, own_keys=True, low=True)
        self.grid.set_choices([Choice(str(points), tr(words), number=points) for points, words in ANSWERS])
        self.points = Field(tr("Answer on the slip"), self.grid)
        self.grid.chosen.connect(lambda _chosen: self.points.set_error(""))
        self.word = LineField(tr("Word on the slip"))
        self.word.edit.setMaxLength(LONGEST_WORD)
        self.fields = {"points": self.points, "word": self.word}
        self.column.addWidget(self.points)
        self.column.addWidget(self.word)
        whole_months = tr("A slip counts in the month in which it is entered, so that no day is kept.")
        self.column.addWidget(Words(whole_months, ink="text_quiet", size=theme.SMALL))
        self.column.addWidget(self.keep)
        self.column.addWidget(self.count)
        self.setFocusProxy(self.grid)

    def clear(self) -> None:
        """Make room for the next slip."""
        self.grid.select("")
        self.word.set_text("")
        self.grid.take_focus()

    def enter(self) -> None:
        """Keep the slip."""
        if not self.grid.selected():
            self.points.set_error(tr("Choose the answer on the slip."))
            self.grid.take_focus()
            return
        self.call(answer_survey, points=int(self.grid.selected()), word=self.word.text())


class SheetEntry(_Entry):
    """A yearly sheet: one figure a question in its order, a dash where it was left blank."""

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._sheet = load_sheet()
        order = " · ".join(question.name for question in self._sheet.questions)
        self.figures = LineField(
            tr("Figures in the order of the questions"),
            placeholder=tr("{count} figures like 5434-55", count=len(self._sheet.questions)),
            help_text=tr("{order}. A dash where it was left blank.", order=order),
        )
        self.word = LineField(tr("Word on the sheet"))
        self.word.edit.setMaxLength(LONGEST_WORD)
        self.year = LineField(tr("Year of the survey"))
        self.year.set_text(str(seoul(shift.now()).year))
        self.fields = {"points": self.figures, "word": self.word, "year": self.year}
        for widget in (self.figures, self.word, self.year, self.keep, self.count):
            self.column.addWidget(widget)
        self.setFocusProxy(self.figures)

    def clear(self) -> None:
        """Make room for the next sheet."""
        self.figures.set_text("")
        self.word.set_text("")
        self.figures.edit.setFocus()

    def enter(self) -> None:
        """Keep the sheet."""
        figures = [figure for figure in self.figures.text() if not figure.isspace()]
        questions = self._sheet.questions
        if len(figures) != len(questions) or not all(each.isdecimal() or each in _BLANKS for each in figures):
            self.figures.set_error(
                tr("Write {count} figures, one a question, or a dash.", count=len(questions))
            )
            self.figures.edit.setFocus()
            return
        points = {
            question.id: int(figure)
            for question, figure in zip(questions, figures, strict=True)
            if figure not in _BLANKS
        }
        year = read_year(self.year)
        if year is not None:
            self.call(enter_sheet, year=year, points=points, word=self.word.text())


def read_year(field: LineField) -> int | None:
    """Return the year typed, or `None` with the field saying what is wrong."""
    text = field.text()
    if text.isascii() and text.isdecimal() and len(text) == 4:
        return int(text)
    field.set_error(say_error(BadInput("year", "not_a_number", text)))
    field.edit.setFocus()
    return None
