"""What every section of the settings has: a card with a heading, fields that show errors, a second press."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from desk_app.core.areas import Area
from desk_app.core.errors import BadInput, DeskError
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, Scroll
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.labels import Words, heading
from desk_app.gui.words import say_error


class Section(QWidget):
    """A section: `left` holds its cards side by side; it reads anew when one of its `areas` changed.

    `read` is called when it is first shown and then after every such change.
    """

    areas: frozenset[Area] = frozenset()

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shift = shift
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(12)
        shift.changed.connect(self._changed)

    def card(
        self, title: str | QWidget, words: str = "", *, stretch: int = 1, foot: QWidget | None = None
    ) -> QVBoxLayout:
        """Add a card and return where its content goes; that scrolls where too high, `foot` does not."""
        card = Card(spacing=14)
        card.column.addWidget(heading(title) if isinstance(title, str) else title)
        if words:
            card.column.addWidget(Words(words, ink="text_quiet"))
        inside = Scroll(spacing=14)
        inside.column.setContentsMargins(2, 2, 8, 2)
        card.column.addWidget(inside, 1)
        if foot is not None:
            card.column.addWidget(foot)
        self.row.addWidget(card, stretch)
        return inside.column

    def order_tabs(self) -> None:
        """Let Tab go as one reads: card by card, the fields in their order, then what stands at the foot."""
        for before, after in pairwise(_stops(self)):
            QWidget.setTabOrder(before, after)

    def showEvent(self, event: QShowEvent) -> None:
        """Put what can be reached by Tab in order: much of it was made in another one."""
        super().showEvent(event)
        self.order_tabs()

    def read(self) -> None:
        """Read what is shown."""

    def begin(self) -> None:
        """Take the keyboard."""
        self.setFocus()

    def failed(self, fields: Mapping[str, Field]) -> Callable[[Exception], None]:
        """Return what shows an error at the field it names, or in the notice line."""

        def show(error: Exception) -> None:
            if not isinstance(error, DeskError):
                return
            field = fields.get(error.field) if isinstance(error, BadInput) else None
            if field is None:
                say(say_error(error), "danger")
            else:
                field.set_error(say_error(error))
                field.editor.setFocus()

        return show

    def _changed(self, areas: frozenset[Area]) -> None:
        if areas & self.areas:
            self.read()


class TwiceButton(KeyButton):
    """A button for what is not easily taken back: the first press asks, the second one is `confirmed`."""

    confirmed = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self._words = text
        self._asked = False
        self.clicked.connect(lambda _checked=False: self._pressed())

    def _pressed(self) -> None:
        asked, self._asked = self._asked, not self._asked
        self.set_text(self._words if asked else tr("Press once more: {what}", what=self._words))
        if asked:
            self.confirmed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget the first press when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        self._asked = False
        self.set_text(self._words)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at, in the order of the layouts."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    elif isinstance(widget, QScrollArea) and (inside := widget.widget()) is not None:
        yield from _stops(inside)
    elif (layout := widget.layout()) is not None:
        yield from _stops_in(layout)
    else:
        for each in widget.children():
            if isinstance(each, QWidget):
                yield from _stops(each)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _stops(widget)
        elif (inner := item.layout()) is not None:
            yield from _stops_in(inner)


def saved(what: str) -> None:
    """Tell that `what` is done."""
    say(what, "success")


def beside(*widgets: QWidget) -> QHBoxLayout:
    """Return the fields side by side, each as wide as the other."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for widget in widgets:
        row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
    return row
