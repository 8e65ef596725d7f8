"""A field that completes what is typed from a short list: topics by 초성 or any word, colleagues by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.korean import name_query
from desk_app.gui import theme
from desk_app.gui.contacts.rows import Row, RowList
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.cards import Card
from desk_app.gui.widgets.chips import PRESENCE_DOTS
from desk_app.gui.widgets.fields import LiveLineEdit
from desk_app.gui.widgets.flow import Run, layout
from desk_app.gui.widgets.own_keys import keep_from_page
from desk_app.gui.widgets.paint import draw_dot

_MOST = 7


@dataclass(frozen=True)
class Option:
    """Something to choose: how it is shown, the words it is found by, a note, and a presence with a dot."""

    id: int
    text: str
    words: tuple[str, ...]
    note: str = ""
    presence: str = ""

    def fits(self, typed: str) -> bool:
        """Return whether `typed` begins one of its words, in syllables or initial consonants."""
        query, plain = name_query(typed), typed.replace(" ", "")
        return any(query.matches(word) or plain in word for word in self.words)


class Picker(LiveLineEdit):
    """Type, see what fits, take it with Enter or Tab; Esc puts the list away. Says `chosen(id or None)`.

    An emptied field chooses None; what fits nothing is put back as it was.
    """

    chosen = Signal(object)

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent=parent)
        self._options: tuple[Option, ...] = ()
        self._choice: int | None = None
        self._typed = False
        self._list: RowList | None = None
        self._card: Card | None = None
        self.textEdited.connect(self._edited)
        self.live_text_changed.connect(lambda _text: self._suggest())

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer `options`; the one chosen is shown anew."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self.choose(self._choice)

    def choose(self, option_id: int | None) -> None:
        """Show the option of that id as chosen, without saying so; while somebody types, after that."""
        self._choice = option_id
        if not self._typed:
            option = self._option(option_id)
            self.setText(option.text if option else "")
            self.setCursorPosition(0)
            self._make_marks()

    def is_open(self) -> bool:
        """Return whether the list is shown."""
        return self._card is not None and self._card.isVisible()

    def take(self) -> None:
        """Take what fits best, as Enter and Tab do."""
        if not self._typed:
            return
        fitting = self._fitting()
        at = self._list.currentIndex().row() if self._list is not None and self.is_open() else 0
        self._typed = False
        self._close()
        if not self.live_text().strip():
            self._say(None)
        elif fitting:
            self._say(fitting[max(0, at)].id)
        self.choose(self._choice)

    def event(self, event: QEvent) -> bool:
        """Keep Esc while something is being chosen: it takes that back and nothing else."""
        return keep_from_page(event, self._takes_back) or super().event(event)

    def _takes_back(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and (self._typed or self.is_open())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, open it on Down, put it away on Esc."""
        if self._takes_back(event):
            self._typed = False
            self._close()
            self.choose(self._choice)
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._move(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select what is there, so that typing replaces it."""
        super().focusInEvent(event)
        self._make_marks()
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.take()
        self._make_marks()

    def _edited(self, _text: str) -> None:
        self._typed = True
        if not self._composing:  # a syllable being put in counts twice until the input method is done
            self._suggest()

    def _suggest(self) -> None:
        if not self.hasFocus() or not (self._typed or self.live_text() != self.text()):
            return
        self._typed = True
        self._open(self._fitting() if self.live_text().strip() else ())

    def _fitting(self) -> tuple[Option, ...]:
        typed = self.live_text().strip()
        if not typed:
            return ()
        begins = [o for o in self._options if name_query(typed).matches(o.text)]
        return tuple([*begins, *(o for o in self._options if o not in begins and o.fits(typed))][:_MOST])

    def _open(self, options: Sequence[Option]) -> None:
        if not options:
            self._close()
            return
        rows = [
            Row(o.id, o.text, right=o.note, dot=PRESENCE_DOTS[o.presence] if o.presence else "")
            for o in options
        ]
        box = self._box()
        assert self._list is not None
        self._list.set_rows(rows)
        self._list.setCurrentIndex(self._list.model().index(0, 0))
        box.resize(max(self.width(), theme.px(240)), self._list.sizeHint().height() + 12)
        window = self.window()
        at = self.mapTo(window, QPoint(0, self.height() + 4))
        if at.y() + box.height() > window.height():
            at = self.mapTo(window, QPoint(0, -box.height() - 4))
        box.move(min(at.x(), window.width() - box.width() - 8), at.y())
        box.show()
        box.raise_()

    def _box(self) -> Card:
        """Return the floating card of suggestions, made when it is first needed."""
        if self._card is None or self._card.parentWidget() is not self.window():
            self._card = Card(padding=5, spacing=0, parent=self.window())
            self._list = RowList(tr("Suggestions"), most=_MOST)
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.picked.connect(self._clicked)
            layout_of_card: QVBoxLayout = self._card.column
            layout_of_card.addWidget(self._list)
        return self._card

    def _clicked(self, option_id: int) -> None:
        self._typed = False
        self._close()
        self._say(option_id)
        self.choose(option_id)

    def _close(self) -> None:
        if self._card is not None:
            self._card.hide()

    def _move(self, by: int) -> None:
        if not self.is_open():
            self._typed = True
            self._open((self._fitting() or self._options)[:_MOST] if by > 0 else ())
            return
        assert self._list is not None
        count = len(self._list.rows())
        at = (self._list.currentIndex().row() + by) % count
        self._list.setCurrentIndex(self._list.model().index(at, 0))

    def _say(self, option_id: int | None) -> None:
        if option_id != self._choice:
            self._choice = option_id
            self.chosen.emit(option_id)

    def _option(self, option_id: int | None) -> Option | None:
        return next((option for option in self._options if option.id == option_id), None)

    def _make_marks(self) -> None:
        """Leave room for the dot of whoever is chosen."""
        option = self._option(self._choice)
        self.setTextMargins(theme.px(14) if option and option.presence else 0, 0, 0, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, and the dot and the note of what is chosen."""
        super().paintEvent(event)
        option = self._option(self._choice)
        if option is None or self._typed:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        left = 12.0
        if option.presence:
            draw_dot(painter, QPointF(left + 4, middle), PRESENCE_DOTS[option.presence], theme.px(8) / 2)
            left += theme.px(14)
        name = layout((Run(option.text, theme.BODY),), 1e6)
        left += name.width + 12
        note = layout(
            (Run(option.note, theme.SMALL, ink="text_faint"),), max(1.0, self.width() - left - 12), 1
        )
        if option.note and left + theme.px(40) < self.width():
            note.draw(painter, QPointF(left, middle - note.height / 2))
