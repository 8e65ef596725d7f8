"""What customers wrote, for supervisors, who tick what may be published."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.settings.table import Column, Table
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.survey_words import WordView, list_words, publish_word


class WordList(QWidget):
    """The words given with answers that are told; the one stood on is shown whole, Space ticks it or not."""

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self.table = Table(
            tr("What customers wrote"),
            (
                Column(tr("To publish"), _says_published, 2, _published, least=60),
                Column(tr("Word"), lambda word: word.word, 8),
            ),
            key=lambda word: word.id,
        )
        self.whole = Words()
        self.table.picked.connect(lambda word: self.whole.set_text(word.word))
        tick = action(self, tr("Tick or take off"), "Space", self.tick)
        guard = tr("Tick what may be published; nothing else is. Take care that nobody can be told from it.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Words(guard, ink="text_quiet", size=theme.SMALL))
        column.addWidget(KeyButton.of(tick, size="small"))
        column.addWidget(self.table, 1)
        column.addWidget(self.whole)
        self.setFocusProxy(self.table)

    def read(self) -> None:
        """Read the words; the one stood on stays so."""
        self._shift.call(self, list_words, self.table.show_rows)

    def tick(self) -> None:
        """Let the word stood on be published, or take it off again."""
        word = self.table.row()
        if word is not None:
            self._shift.call(self, publish_word, word_id=word.id, published=not word.published)


def _says_published(word: WordView) -> str:
    return tr("Published") if word.published else "–"


def _published(word: WordView) -> str:
    return "success_text" if word.published else "text_quiet"
