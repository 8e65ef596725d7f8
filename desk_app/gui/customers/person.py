"""Who the customer is: name and numbers whole, how to reach them without harm, what is owed to them."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.phones import format_phone
from desk_app.gui import theme
from desk_app.gui.customers.rows import RowList
from desk_app.gui.customers.words import promise_row, safe_lines
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.flow import Run
from desk_app.gui.widgets.labels import Words, label
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.customers import CallerCard

_INKS = {True: "success_text", False: "danger_text", None: "text_quiet"}
_SIGNS = {True: "✓", False: "✕", None: "–"}


class PersonView(QWidget):
    """One customer as known; `promise_opened(promise_id)` for a promise chosen here."""

    promise_opened = Signal(int)

    def __init__(self, call: QAction, edit: QAction) -> None:
        super().__init__()
        self._name = Words(size=theme.LARGE, weight="bold")
        self._contacts = Words(size=theme.SMALL, ink="text_faint", tabular=True)
        self._numbers = Words(size=theme.LEAD, tabular=True)
        self._safe = Note()
        self._safe_words = Words(size=13.5)
        self._safe.column.addWidget(self._safe_words)
        self._owed = label()
        self.promises = RowList(tr("Open promises"))
        self.promises.opened.connect(self.promise_opened)
        self._nothing_owed = Words(tr("Nothing is owed."), size=13.5, ink="text_quiet")
        self._numbers.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._name)
        column.addWidget(self._contacts)
        column.addSpacing(6)
        column.addWidget(WrapRow(KeyButton.of(call, "primary"), KeyButton.of(edit)))
        column.addSpacing(10)
        column.addWidget(label(tr("Phone numbers")))
        column.addWidget(self._numbers)
        column.addSpacing(10)
        column.addWidget(label(tr("When calling")))
        column.addWidget(self._safe)
        column.addSpacing(10)
        column.addWidget(self._owed)
        column.addWidget(self._nothing_owed)
        column.addWidget(self.promises, 1)
        column.addStretch(0)

    def show_card(self, card: CallerCard, now: datetime) -> None:
        """Show `card` as of `now`."""
        self._name.set_text(tr("Customer {name}", name=card.name) if card.name else tr("Nameless"))
        self._contacts.set_text(tr("{count} contacts so far", count=card.contacts))
        numbers = "\n".join(format_phone(digits) for digits in card.phones)
        self._numbers.set_text(numbers or tr("No number known"), "text" if numbers else "text_quiet")
        runs: list[Run] = []
        for number, (line, answer) in enumerate(safe_lines(card.safe_contact)):
            start = "\n" if number else ""
            weight: theme.Weight = "semibold" if answer is False else "regular"
            ink = "text" if answer else _INKS[answer]
            runs += [Run(f"{start}{_SIGNS[answer]}\u00a0\u00a0", 13.5, "bold", _INKS[answer], leading=1.7)]
            runs += [Run(line, 13.5, weight, ink, leading=1.7)]
        self._safe_words.set_runs(runs)
        self._owed.set_text(tr("Open promises · {count}", count=len(card.promises)))
        self.promises.set_rows([promise_row(promise, now) for promise in card.promises])
        self.promises.setVisible(bool(card.promises))
        self._nothing_owed.setVisible(not card.promises)
