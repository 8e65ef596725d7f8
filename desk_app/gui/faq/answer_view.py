"""An answer of the guidance large enough to be read aloud, with the section of the website to name."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.faq.words import to_tell
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note, Scroll
from desk_app.gui.widgets.fields import Field, LiveTextEdit
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.own_keys import keep_from_page, leads_on
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.faq import FaqHit


class _Editor(LiveTextEdit):
    """The answer as it is written anew: Enter and Esc are its own, not the script's; Esc says `left`."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Esc from the page."""
        return keep_from_page(event, leads_on) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class AnswerView(QWidget):
    """One answer; `copy` puts it into the record, `back` is the button that leads back to the caller.

    `propose` begins to write it anew beside what stands, in `editor`, and sends that; what was typed stays
    until it is sent. Says `edit_left` on Esc.
    """

    edit_left = Signal()

    def __init__(self, copy: QAction, propose: QAction) -> None:
        super().__init__()
        self._propose = propose
        self._typed: dict[int, str] = {}
        self._hit: FaqHit | None = None
        self.editor = _Editor(tr("short, and as it is said aloud"), lines=5)
        self.editor.left.connect(self.edit_left)
        self._field = Field(tr("What it should say"), self.editor, low=True)
        self._question = Words(size=theme.BODY, weight="bold", ink="text_soft")
        self.answer = Words(size=theme.TITLE, weight="semibold")
        self._overdue = Note("warning", quiet=True)
        self.site = Note("primary", quiet=True)
        self.back = KeyButton(tr("Back"), "Esc", "quiet", size="small")
        self._scroll = scroll = Scroll(spacing=12)
        for widget in (self._question, self._field, self.answer, self._overdue, self.site):
            scroll.column.addWidget(widget)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(scroll, 1)
        column.addWidget(
            WrapRow(KeyButton.of(copy, size="small"), KeyButton.of(propose, size="small"), self.back)
        )
        self._field.hide()
        self._overdue.set_words(tr("Its review is overdue"), tr("Check with whoever is in charge."))

    def show_hit(self, hit: FaqHit) -> None:
        """Show the answer of an entry."""
        self._hit = hit
        self.end_edit()
        self._question.set_text(hit.question)
        self.answer.set_text(hit.answer)
        self._overdue.setVisible(hit.is_overdue)
        self.site.set_words("", to_tell(hit.section))
        self.setAccessibleName(f"{hit.question} {hit.answer}")
        self._scroll.verticalScrollBar().setValue(0)

    @property
    def is_editing(self) -> bool:
        """Return whether the answer is being written anew."""
        return not self._field.isHidden()

    def begin_edit(self) -> None:
        """Let the answer be written anew, or go on with what was typed."""
        if self._hit is not None:
            self.editor.setPlainText(self._typed.get(self._hit.id, self._hit.answer))
            self.editor.moveCursor(QTextCursor.MoveOperation.End)
            self._field.show()
            self._propose.setText(tr("Send the proposal"))
            self._scroll.verticalScrollBar().setValue(0)
            self.editor.setFocus()

    def end_edit(self, *, sent: bool = False) -> None:
        """Put the editor away; what was typed stays for the next time unless it was `sent`."""
        if self._hit is not None and self.is_editing:
            self._typed[self._hit.id] = self.editor.toPlainText()
        if self._hit is not None and sent:
            self._typed.pop(self._hit.id, None)
        self._field.hide()
        self.fail("")
        self._propose.setText(tr("Propose a change"))

    def fail(self, sentence: str) -> None:
        """Show what is wrong with what was typed."""
        self._field.set_error(sentence)

    def scroll_on(self, by: int) -> None:
        """Scroll a long answer by a line or so, down or up."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + by * theme.px(40))
