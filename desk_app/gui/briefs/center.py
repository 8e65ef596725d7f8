"""The opening brief at sign-in and on a key, the takeover sheet on another: read anew each time they open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desk_app.core.briefs import Purpose
from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.spoken import say_date
from desk_app.gui.briefs.panel import BriefPanel
from desk_app.gui.briefs.words import opening_parts, takeover_parts
from desk_app.gui.i18n import tr
from desk_app.gui.main_window import MainWindow
from desk_app.gui.messages import say
from desk_app.gui.paper import Heading, Prose, Sheet
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.fields import Field, LiveTextEdit
from desk_app.gui.words import say_error
from desk_app.usecases.briefs import OpeningBrief, TakeoverSheet, opening_brief, takeover_sheet


class Briefs(QObject):
    """Opens both over whatever page is shown; their keys are the window's."""

    def __init__(self, shift: Shift, window: MainWindow) -> None:
        super().__init__(window)
        self._shift, self._window = shift, window
        self.opening = BriefPanel(tr("Brief of the day"), Purpose.DAY, shift, window)
        self.takeover = TakeoverPanel(shift, window)
        window.add_key(tr("Brief of the day"), "Ctrl+D", self.show_opening)
        window.add_key(tr("Takeover sheet"), "Ctrl+Shift+D", self.show_takeover)

    def greet(self, is_free: Callable[[], bool]) -> None:
        """Open the brief as the shift begins, where it has anything to tell and nobody is served yet."""

        def take(brief: OpeningBrief) -> None:
            if not brief.is_empty and is_free() and not self._window.is_covered():
                self._open(brief)

        self._shift.call(self, opening_brief, take)

    def show_opening(self) -> None:
        """Read the brief of the day and open it, whatever it tells."""
        self._shift.call(self, opening_brief, self._open)

    def show_takeover(self) -> None:
        """Read the takeover sheet and open it."""
        self.takeover.read(lambda: self.takeover.open_over(self._page()))

    def _open(self, brief: OpeningBrief) -> None:
        self.opening.show_parts(opening_parts(brief), _under(self._shift, brief.made_at))
        self.opening.open_over(self._page())

    def _page(self) -> QWidget:
        return self._window.page(self._window.here())


class TakeoverPanel(BriefPanel):
    """The sheet with a note to whoever comes, which is kept while the shift lasts."""

    def __init__(self, shift: Shift, parent: QWidget) -> None:
        super().__init__(tr("Takeover sheet"), Purpose.TAKEOVER, shift, parent)
        self._note = ""
        self.note = LiveTextEdit(tr("What they must know before anything else"), lines=2)
        self._field = Field(tr("Note to whoever takes over"), self.note)
        self._field.set_note(tr("Printed with the sheet"))
        self.column.insertWidget(2, self._field)
        self.note.live_text_changed.connect(lambda _text: self._field.set_error(""))

    def first(self) -> QWidget:
        """Return the note."""
        return self.note

    def read(self, done: Callable[[], object]) -> None:
        """Make the sheet with the note as it stands, then go on; a note that may not be kept is refused."""

        def take(made: TakeoverSheet) -> None:
            self._field.set_error("")
            self._note = made.note
            self.show_parts(takeover_parts(made), _under(self._shift, made.made_at))
            done()

        self._shift.call(self, takeover_sheet, take, self._refused, note=self.note.live_text())

    def print(self) -> None:
        """Print the sheet as it stands now, the note with it."""
        self.read(super().print)

    def save(self) -> None:
        """Save the sheet as it stands now, the note with it."""
        self.read(super().save)

    def sheet(self, at: datetime) -> Sheet:
        """Return the sheet with the note before everything else."""
        made = super().sheet(at)
        said = (Heading(tr("Note to whoever takes over")), Prose(self._note)) if self._note else ()
        return replace(made, blocks=(*said, *made.blocks))

    def _refused(self, error: Exception) -> None:
        if isinstance(error, BadInput) and error.field == "note":
            self._field.set_error(say_error(error))
            self.note.setFocus()
        elif isinstance(error, DeskError):
            say(say_error(error), "danger")


def _under(shift: Shift, at: datetime) -> str:
    """Return where, when and by whom a brief was read."""
    place = f"{shift.office.branch.name} {shift.desk}"
    return " · ".join((place, say_date(seoul(at).date()), f"{seoul(at):%H:%M}", shift.person.title))
