"""Whose visit it is: somebody known, found by name, 초성 or number, or a new name and number."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.korean import mask_phone
from desk_app.core.phones import format_phone
from desk_app.gui.contacts.facts import phone_to_read
from desk_app.gui.contacts.rows import Row, RowList
from desk_app.gui.customers.live_search import LiveSearch
from desk_app.gui.i18n import tr
from desk_app.gui.promises.words import masked_customer
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.fields import Field, LiveLineEdit
from desk_app.usecases.customers import CallerCard, CallerMatch, open_caller

_MOST = 4


class CustomerField(QWidget):
    """Name and number side by side; what is typed in either is looked up, and Down and Enter take a match.

    Opening a match is logged and fills both fields. Typing a name anew lets the match go. Says `edited`.
    """

    edited = Signal()

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self.customer_id: int | None = None
        self._filling = False
        self.name = LiveLineEdit(tr("Name or initial consonants"))
        self.phone = LiveLineEdit("010-0000-0000")
        self.fields = {
            "customer_name": Field(tr("Customer"), self.name, low=True),
            "phone": Field(tr("Phone number"), self.phone, low=True),
        }
        self._matches = RowList(tr("Customers found"), most=_MOST)
        self._matches.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._matches.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.fields["customer_name"], 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.fields["phone"], 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._matches)
        self._search = LiveSearch(shift, _MOST, self)
        self._search.found.connect(self._show)
        self._matches.picked.connect(self._open)
        for edit in (self.name, self.phone):
            edit.live_text_changed.connect(self._typed)
            edit.installEventFilter(self)
        self.phone.editingFinished.connect(self._tidy_phone)
        self.setFocusProxy(self.name)

    def set_customer(self, customer_id: int | None, name: str, phone: str) -> None:
        """Show whose visit it is; nothing is said."""
        self._filling = True
        self.customer_id = customer_id
        self.name.setText(name)
        self.phone.setText(format_phone(phone) if phone.isdecimal() else phone)
        self.name.setCursorPosition(0)
        self._filling = False
        self._put_away()
        self._tell()

    def _typed(self, _text: str) -> None:
        if self._filling:
            return
        if self.sender() is self.name:
            self.customer_id = None
        edit = self.name if self.name.hasFocus() or not self.phone.hasFocus() else self.phone
        self._tell()
        self._search.ask(edit.live_text() if self.customer_id is None else "")
        self.edited.emit()

    def _show(self, matches: tuple[CallerMatch, ...]) -> None:
        rows = [
            Row(
                match.customer_id,
                masked_customer(match.name, match.phone),
                mask_phone(match.phone) if match.phone else "",
                tr("{count} contacts", count=match.contacts),
            )
            for match in matches
        ]
        self._matches.set_rows(rows)
        here = self.name.hasFocus() or self.phone.hasFocus()
        self._matches.setVisible(bool(rows) and here and self.customer_id is None)

    def _open(self, customer_id: int) -> None:
        """Take somebody known: whole, and logged as seen."""
        self._put_away()
        self._shift.call(self, open_caller, self._opened, customer_id=customer_id)

    def _opened(self, card: CallerCard) -> None:
        self.set_customer(card.customer_id, card.name, card.phones[0] if card.phones else "")
        self.edited.emit()

    def _tell(self) -> None:
        known = tr("known customer") if self.customer_id is not None else ""
        self.fields["customer_name"].set_note(known)

    def _put_away(self) -> None:
        self._search.ask("")
        self._matches.hide()

    def _tidy_phone(self) -> None:
        """Write a whole number with its dashes; what is wrong with another is said when booking."""
        self._filling = True
        self.phone.setText(phone_to_read(self.phone.text()))
        self._filling = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list of matches and take one, the keyboard staying in the field."""
        open_list = not self._matches.isHidden()
        if event.type() == QEvent.Type.FocusOut:
            self._put_away()
        elif isinstance(event, QKeyEvent) and open_list and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Take a key meant for the open list; Esc is kept from whatever else it would close."""
        key, steps = event.key(), {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        enter = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers()
        if event.type() == QEvent.Type.ShortcutOverride and (enter or key == Qt.Key.Key_Escape):
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if key in steps:
            at = self._matches.currentIndex().row() + steps[Qt.Key(key)]
            count = len(self._matches.rows())
            self._matches.setCurrentIndex(self._matches.model().index(at % count, 0))
        elif enter:
            at = max(0, self._matches.currentIndex().row())
            self._open(self._matches.rows()[at].id)
        elif key == Qt.Key.Key_Escape:
            self._put_away()
        else:
            return False
        return True
