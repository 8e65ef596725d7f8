"""Fields: a label over an editor, its error or help under it; editors that also tell of half-typed Hangul."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QInputMethodEvent, QPainter, QPaintEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTextEdit, QVBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.widgets.labels import Words, label
from desk_app.gui.widgets.paint import draw_key, key_size


class LiveLineEdit(QLineEdit):
    """A line edit that says what is on the screen, the syllable being composed included.

    Qt's own `textChanged` is silent while an input method composes, so a live search would miss the last
    syllable. `search=True` gives it the look of the search field; `key` is drawn at its right end.
    """

    live_text_changed = Signal(str)

    def __init__(
        self, placeholder: str = "", *, search: bool = False, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setProperty("search", search)
        self._key = key
        self._preedit = ""
        self._said = ""
        self._composing = False
        self.textChanged.connect(self._tell)
        self._make_room()

    def live_text(self) -> str:
        """Return the text with the syllable being composed."""
        at = self.cursorPosition()
        return self.text()[:at] + self._preedit + self.text()[at:]

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take the composed text in and tell of it once."""
        self._composing = True
        super().inputMethodEvent(event)
        self._composing = False
        self._preedit = event.preeditString()
        self._tell()

    def _tell(self) -> None:
        text = self.live_text()
        if not self._composing and text != self._said:
            self._said = text
            self.live_text_changed.emit(text)

    def _make_room(self) -> None:
        if self._key:
            self.setTextMargins(0, 0, int(key_size(self._key)[0]) + 6, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the room for the key when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and its key."""
        super().paintEvent(event)
        if self._key:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_key(painter, self._key, self.width() - 12, self.height() / 2)


class LiveTextEdit(QTextEdit):
    """Several lines of plain text that say what is on the screen, the syllable being composed included.

    Tab moves on to the next field, as everywhere else. `lines` is the least height.
    """

    live_text_changed = Signal(str)

    def __init__(self, placeholder: str = "", *, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._lines = lines
        self._preedit = ""
        self._said = ""
        self._composing = False
        self._space_lines()
        self.textChanged.connect(self._tell)
        self._set_height()

    def setPlainText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show `text`, its lines as far apart as in the rest of the program."""
        self._composing = True
        super().setPlainText(text)
        self._space_lines()
        self._composing = False
        self._tell()

    def live_text(self) -> str:
        """Return the text with the syllable being composed."""
        text, at = self.toPlainText(), self.textCursor().position()
        return text[:at] + self._preedit + text[at:]

    def mark_parts(self, spans: Iterable[tuple[int, int]]) -> None:
        """Mark the letters from `start` to `end` of each span; no spans, no marks."""
        marks = []
        for start, end in spans:
            part: Any = QTextEdit.ExtraSelection()
            part.cursor = QTextCursor(self.document())
            part.cursor.setPosition(min(start, len(self.toPlainText())))
            part.cursor.setPosition(min(end, len(self.toPlainText())), QTextCursor.MoveMode.KeepAnchor)
            part.format.setBackground(theme.color("warning_fill"))
            part.format.setForeground(theme.color("warning_text"))
            part.format.setFontUnderline(True)
            marks.append(part)
        self.setExtraSelections(marks)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take the composed text in and tell of it once."""
        self._composing = True
        super().inputMethodEvent(event)
        self._composing = False
        self._preedit = event.preeditString()
        self._tell()

    def sizeHint(self) -> QSize:
        """Return the height of the lines asked for; more is taken where there is room."""
        return QSize(theme.px(240), self.minimumHeight())

    def _tell(self) -> None:
        text = self.live_text()
        if not self._composing and text != self._said:
            self._said = text
            self.live_text_changed.emit(text)

    def _space_lines(self) -> None:
        """Set the lines apart; a fresh text has nothing to undo, so neither has this."""
        apart = QTextBlockFormat()
        apart.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        self.setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(apart)
        self.setUndoRedoEnabled(True)

    def _set_height(self) -> None:
        self.setMinimumHeight(theme.px(21) * self._lines + 18)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the lines when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_height()


class Field(QWidget):
    """A label over an editor; at the right of the label an optional note; under it an error or a help line.

    The label's words become the editor's accessible name, error or help its description. `low` takes less
    room, for a form that is to be seen whole.
    """

    def __init__(
        self,
        name: str,
        editor: QWidget,
        *,
        help_text: str = "",
        note: str = "",
        low: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        editor.setProperty("low", low)
        self._help = help_text
        self._label = label(name)
        self._label.setBuddy(editor)
        self._note = Words(note, size=theme.SMALL, ink="text_faint", max_lines=1)
        self._under = Words(size=theme.SMALL)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._label)
        head.addStretch(1)
        head.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 if low else 6)
        column.addLayout(head)
        column.addWidget(editor, 1)
        column.addWidget(self._under)
        self.setFocusProxy(editor)
        editor.setAccessibleName(name)
        self.set_note(note)
        self.set_error("")

    def set_note(self, note: str) -> None:
        """Show `note` at the right of the label (a deputy's name, a count), or nothing."""
        self._note.set_text(note)
        self._note.setVisible(bool(note))

    def set_help(self, text: str) -> None:
        """Show `text` under the editor while there is no error."""
        self._help = text
        if not self.editor.property("invalid"):
            self.set_error("")

    def set_error(self, sentence: str) -> None:
        """Show `sentence` under the editor in the colour of danger, or the help again for ""."""
        text = sentence or self._help
        self._under.set_text(text, "danger_text" if sentence else "text_faint")
        self._under.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)
        if bool(self.editor.property("invalid")) != bool(sentence):
            self.editor.setProperty("invalid", bool(sentence))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)
