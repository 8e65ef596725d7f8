"""Changing what is known of a customer: name, numbers, how they may be reached."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.errors import BadInput, Conflict, DeskError
from desk_app.core.phones import format_phone
from desk_app.gui import theme
from desk_app.gui.contacts.safe_contact import SafeContactForm
from desk_app.gui.customers.words import safe_lines
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.fields import Field, LiveLineEdit, LiveTextEdit
from desk_app.gui.widgets.labels import Words
from desk_app.gui.words import say_error
from desk_app.usecases.customers import CallerCard, change_customer, open_caller


class CustomerForm(QWidget):
    """The fields of one customer; says `saved` once they are kept, `cancelled` when they are left unchanged.

    Where another desk was first, the card as it stands now is shown beside what is typed here; saving again
    is then meant.
    """

    saved = Signal()
    cancelled = Signal()

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self._card: CallerCard | None = None
        self._filled: dict[str, object] = {}
        self._conflict = Note("warning")
        self._conflict.hide()
        self.name = LiveLineEdit()
        self.phones = LiveTextEdit(lines=3)
        self.safe = SafeContactForm()
        self._safe_error = Words(size=theme.SMALL, ink="danger_text")
        self._fields = {
            "customer_name": Field(tr("Customer's name"), self.name),
            "phone": Field(tr("Phone numbers"), self.phones, help_text=tr("One number a line.")),
        }
        save = action(self, tr("Save changes"), "Ctrl+Return", self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._conflict)
        for field in self._fields.values():
            column.addWidget(field)
        column.addWidget(self.safe)
        column.addWidget(self._safe_error)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(KeyButton.of(save, "primary"), 1)
        leave = KeyButton(tr("Leave unchanged"), "Esc")
        leave.clicked.connect(self.cancelled)
        buttons.addWidget(leave)
        column.addLayout(buttons)
        column.addStretch(1)

    def show_card(self, card: CallerCard) -> None:
        """Fill the fields from `card` and put the focus on the name."""
        self._card = card
        self._conflict.hide()
        self._clear_errors()
        self.name.setText(card.name)
        self.phones.setPlainText("\n".join(format_phone(digits) for digits in card.phones))
        self.safe.show_value(card.safe_contact)
        self._filled = self._typed()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_changed(self) -> bool:
        """Return whether something stands here that is not kept yet."""
        return self._card is not None and self._typed() != self._filled

    def save(self) -> None:
        """Keep what is typed, unless the card was changed since it was read."""
        if self._card is None:
            return
        self._clear_errors()
        self._shift.call(
            self,
            change_customer,
            lambda _nothing: self.saved.emit(),
            self._refused,
            customer_id=self._card.customer_id,
            seen_version=self._card.version,
            **self._typed(),
        )

    def _typed(self) -> dict[str, object]:
        return {
            "name": self.name.live_text(),
            "phones": tuple(self.phones.live_text().splitlines()),
            "safe_contact": self.safe.value(),
        }

    def _refused(self, error: Exception) -> None:
        assert isinstance(error, DeskError)
        if isinstance(error, BadInput) and error.field in self._fields:
            field = self._fields[error.field]
            said = say_error(error)
            many = error.field == "phone" and len(self.phones.toPlainText().split("\n")) > 1
            field.set_error(f"{error.value}: {said}" if many and error.value else said)
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(error, BadInput) and error.field == "safe_contact":
            self._safe_error.set_text(say_error(error))
            self._safe_error.show()
            self.safe.hours.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(error, Conflict) and self._card is not None:
            sentence = say_error(error)
            self._shift.call(
                self,
                open_caller,
                lambda card: self._compare(sentence, card),
                customer_id=self._card.customer_id,
            )
        else:
            say(say_error(error), "danger")

    def _compare(self, sentence: str, card: CallerCard) -> None:
        """Show what the card says now; what is typed here stays."""
        self._card = card
        numbers = ", ".join(format_phone(digits) for digits in card.phones)
        safe = [line for line, _answer in safe_lines(card.safe_contact)]
        stands = " · ".join(part for part in (card.name, numbers, *safe) if part)
        self._conflict.set_words(sentence, tr("Now it says: {card}", card=stands))
        self._conflict.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear_errors(self) -> None:
        self._safe_error.hide()
        for field in self._fields.values():
            field.set_error("")
