"""Numbered choices, two to a row, taken by number key, arrow or mouse."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QSizePolicy, QWidget

from desk_app.gui import theme
from desk_app.gui.widgets.flow import Flow, Run, layout
from desk_app.gui.widgets.paint import draw_focus, draw_key, key_size


@dataclass(frozen=True)
class Choice:
    """One choice: its id, its words, a quiet note (권장), and its number where it is not its place."""

    id: str
    text: str
    note: str = ""
    enabled: bool = True
    number: int = 0


class _ChoiceButton(QRadioButton):
    """One choice, drawn as a button with its number in a key cap."""

    def __init__(self, grid: "ChoiceGrid", number: int, choice: Choice) -> None:
        super().__init__(choice.text)
        self._grid = grid
        self.number, self.choice = number, choice
        self._with_key = ""
        self.setEnabled(choice.enabled)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{number}. {choice.text} {choice.note}".strip())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_with_key(self, key: str) -> None:
        """Show `key` before the number ("Alt 1"), or only the number for ""."""
        if key != self._with_key:
            self._with_key = key
            self.updateGeometry()
            self.update()

    def _key(self) -> str:
        return f"{self._with_key} {self.number}".strip()

    def _margin(self) -> float:
        return 10 if self._grid.low else 13

    def _left(self) -> float:
        return self._margin() * 2 - 3 + (key_size(self._key())[0] if self.number <= 9 else 0)

    def _least(self) -> int:
        return theme.px(34 if self._grid.low else 48)

    def _flow(self, width: float) -> Flow:
        ink = "text" if self.isEnabled() else "disabled_text"
        runs = [Run(self.choice.text, theme.BODY, "semibold", ink, leading=1.35)]
        if self.choice.note:
            note = "text_quiet" if self.isEnabled() else "disabled_text"
            runs.append(Run(f"   {self.choice.note}", theme.SMALL, ink=note, leading=1.35))
        return layout(runs, max(1.0, width - self._left() - self._margin() + 1))

    def hasHeightForWidth(self) -> bool:
        """Return True: long words take a second line."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return 48 px, or 34 where low, or what two lines need."""
        return max(self._least(), int(self._flow(width).height) + theme.px(10 if self._grid.low else 20))

    def sizeHint(self) -> QSize:
        """Return room for the words on one line."""
        return QSize(int(self._flow(1e6).width + self._left() + 14), self._least())

    def minimumSizeHint(self) -> QSize:
        """Return the least that keeps a word whole."""
        longest = self._flow(self._left() + 12).width  # every word on a line of its own
        return QSize(
            max(theme.px(80 if self._grid.low else 120), int(longest + self._left()) + 14), self._least()
        )

    def hitButton(self, at: object) -> bool:  # noqa: N802 - Qt's name
        """Take a click anywhere on it."""
        return at is not None

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when theme or text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the numbers are taken here now."""
        super().focusInEvent(event)
        self._grid.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the numbers are not taken here any more."""
        super().focusOutEvent(event)
        self._grid.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw edge, number and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        chosen = self.isChecked()
        over = self.underMouse() and self.isEnabled()
        wide = 2 if chosen else 1
        painter.setPen(QPen(theme.color("primary" if chosen else "field_border"), wide))
        painter.setBrush(theme.color("primary_fill" if chosen else "hover" if over else "card"))
        painter.drawRoundedRect(box.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2), 9, 9)
        middle = self.height() / 2
        if self.number <= 9:
            key = self._key()
            dim = not self.isEnabled() or not self._grid.takes_numbers()
            draw_key(painter, key, self._margin() + key_size(key)[0], middle, dim=dim)
        flow = self._flow(self.width())
        flow.draw(painter, QPointF(self._left(), middle - flow.height / 2))
        if self.hasFocus():
            draw_focus(painter, box, 9, "primary_fill" if chosen else "card")


class ChoiceGrid(QWidget):
    """Choices numbered from 1, `columns` to a row; says `chosen(id)` when a person takes one.

    Arrow keys move and take at once, as radio buttons do; a page hands number keys on with `press(n)`. With
    `own_keys` the grid takes them itself while the keyboard is in it, and its numbers are faint otherwise.
    `select` shows a choice as taken without saying so. `low` ones take less room, and the last of them fills
    its row.
    """

    chosen = Signal(str)

    def __init__(
        self,
        *,
        columns: int = 2,
        own_keys: bool = False,
        low: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.low = low
        self._own_keys = own_keys
        self._columns = columns
        self._with_key = ""
        self._buttons: list[_ChoiceButton] = []
        self._choices: tuple[Choice, ...] = ()
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6 if low else 8)

    def set_choices(self, choices: Sequence[Choice], selected: str = "") -> None:
        """Offer `choices`, the one with id `selected` shown as taken."""
        if tuple(choices) != self._choices:
            self._choices = tuple(choices)
            self._rebuild()
        self.select(selected)

    def _rebuild(self) -> None:
        had_focus = any(button.hasFocus() for button in self._buttons)
        for button in self._buttons:
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [
            _ChoiceButton(self, choice.number or at + 1, choice) for at, choice in enumerate(self._choices)
        ]
        for at, button in enumerate(self._buttons):
            button.set_with_key(self._with_key)
            self._group.addButton(button)
            row, column = divmod(at, self._columns)
            last = self.low and at == len(self._buttons) - 1
            self._grid.addWidget(button, row, column, 1, self._columns - column if last else 1)
            button.clicked.connect(lambda _on=False, chosen=button.choice.id: self.chosen.emit(chosen))
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1)
        if had_focus and self._buttons:
            self._buttons[0].setFocus()

    def buttons(self) -> tuple[QWidget, ...]:
        """Return what Tab goes through, in order."""
        return tuple(self._buttons)

    def select(self, chosen: str) -> None:
        """Show the choice with this id as taken, or none for "" or an unknown id; nothing is said."""
        self._group.setExclusive(False)
        for button in self._buttons:
            button.setChecked(button.choice.id == chosen)
        self._group.setExclusive(True)

    def set_with_key(self, key: str) -> None:
        """Show that the numbers are taken together with `key` ("Alt") for now, or alone for ""."""
        self._with_key = key
        for button in self._buttons:
            button.set_with_key(key)

    def take_focus(self) -> bool:
        """Put the focus on the choice taken, else on the first; return whether there is any choice."""
        taken = next((button for button in self._buttons if button.isChecked()), None)
        button = taken or next(iter(self._buttons), None)
        if button is None:
            return False
        button.show()  # a choice made a moment ago is shown by the layout later: too late for the focus
        button.setFocus()
        return True

    def selected(self) -> str:
        """Return the id of the choice shown as taken, or ""."""
        return next((button.choice.id for button in self._buttons if button.isChecked()), "")

    def takes_numbers(self) -> bool:
        """Return whether a number key would choose here now, as far as the grid can know."""
        return not self._own_keys or any(button.hasFocus() for button in self._buttons)

    def number_at_hand(self) -> int:
        """Return the number of the choice that has the keyboard and is not taken yet, or 0."""
        return next((each.number for each in self._buttons if each.hasFocus() and not each.isChecked()), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a number key, where the grid has its own, and put the keyboard on the choice taken."""
        if self._own_keys and self.press(event.key() - Qt.Key.Key_0):
            self.take_focus()
        else:
            super().keyPressEvent(event)

    def press(self, number: int) -> bool:
        """Take the choice with this number as if it was clicked; return whether there was one to take."""
        for button in self._buttons:
            if button.number == number <= 9 and button.isEnabled():
                button.click()
                return True
        return False
