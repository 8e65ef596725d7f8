"""Yearly sheets brought in as a CSV file, and what is wrong with one, line by line."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desk_app.core.errors import DeskError
from desk_app.core.yearly_surveys import CsvReading
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.inquiries.files import choose_files, take_files
from desk_app.gui.messages import say
from desk_app.gui.office.line_field import LineField
from desk_app.gui.shift import Shift
from desk_app.gui.surveys.entry import read_year
from desk_app.gui.surveys.words import say_wrong
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note, rule
from desk_app.gui.widgets.labels import Words
from desk_app.gui.words import say_error
from desk_app.usecases.inquiries import NewFile
from desk_app.usecases.yearly_surveys import import_sheets, load_sheet


class ImportPanel(QWidget):
    """The button that brings a file in under the `year` that is typed beside it; for supervisors."""

    def __init__(self, shift: Shift, year: LineField) -> None:
        super().__init__()
        self._shift, self._year = shift, year
        bring = action(self, tr("Bring in a CSV file"), "Ctrl+O", self.choose, whole_window=True)
        sheet = load_sheet()
        names = ", ".join(question.name for question in sheet.questions)
        first = tr("First line: {names}, {word}", names=names, word=sheet.word)
        self.wrong = Note("danger")
        self.wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        for widget in (
            rule(),
            Words(first, ink="text_quiet", size=theme.SMALL),
            KeyButton.of(bring),
            self.wrong,
        ):
            column.addWidget(widget)

    def choose(self) -> QFileDialog | None:
        """Ask for the file and bring it in; nothing is asked while the year makes no sense."""
        if read_year(self._year) is None:
            return None
        return choose_files(self, lambda paths: self.bring_in(paths[0]))

    def bring_in(self, path: Path) -> None:
        """Bring a file in; what is wrong with it is listed by line, and then nothing of it was kept."""
        year = read_year(self._year)
        if year is None:
            return

        def take(files: tuple[NewFile, ...]) -> None:
            name, content = files[0].name, files[0].content
            self._shift.call(
                self, import_sheets, self._brought, self._refused, year=year, name=name, content=content
            )

        take_files(self, [path], take, self._refused)

    def _brought(self, reading: CsvReading) -> None:
        said = tr("Nothing was brought in. Correct the file and choose it again.")
        self.wrong.set_words(said, say_wrong(reading.wrong))
        self.wrong.setVisible(bool(reading.wrong))
        if not reading.wrong:
            say(tr("{count} sheets were brought in.", count=len(reading.sheets)), "success")

    def _refused(self, error: Exception) -> None:
        if isinstance(error, DeskError):
            self.wrong.set_words(say_error(error))
            self.wrong.show()
