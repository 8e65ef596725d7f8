"""An answer of the guidance large enough to be read aloud, with the section of the website to name."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.faq.words import to_tell
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note, Scroll
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.faq import FaqHit


class AnswerView(QWidget):
    """One answer; `copy` puts it into the record, `back` is the button that leads back to the caller."""

    def __init__(self, copy: QAction) -> None:
        super().__init__()
        self._question = Words(size=theme.BODY, weight="bold", ink="text_soft")
        self.answer = Words(size=theme.TITLE, weight="semibold")
        self._overdue = Note("warning", quiet=True)
        self.site = Note("primary", quiet=True)
        self.back = KeyButton(tr("Back"), "Esc", "quiet", size="small")
        self._scroll = scroll = Scroll(spacing=12)
        for widget in (self._question, self.answer, self._overdue, self.site):
            scroll.column.addWidget(widget)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(scroll, 1)
        column.addWidget(WrapRow(KeyButton.of(copy, size="small"), self.back))
        self._overdue.set_words(tr("Its review is overdue"), tr("Check with whoever is in charge."))

    def show_hit(self, hit: FaqHit) -> None:
        """Show the answer of an entry."""
        self._question.set_text(hit.question)
        self.answer.set_text(hit.answer)
        self._overdue.setVisible(hit.is_overdue)
        self.site.set_words("", to_tell(hit.section))
        self.setAccessibleName(f"{hit.question} {hit.answer}")
        self._scroll.verticalScrollBar().setValue(0)

    def scroll_on(self, by: int) -> None:
        """Scroll a long answer by a line or so, down or up."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + by * theme.px(40))
