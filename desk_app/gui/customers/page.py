"""The page 고객: search at the left, the person in the middle, their whole history at the right."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desk_app.core.areas import Area
from desk_app.gui import theme
from desk_app.gui.customers.contact import ContactPanel
from desk_app.gui.customers.form import CustomerForm
from desk_app.gui.customers.live_search import LiveSearch
from desk_app.gui.customers.person import PersonView
from desk_app.gui.customers.rows import RowList
from desk_app.gui.customers.words import (
    MORE,
    contact_row,
    found_row,
    inquiry_row,
    more_row,
    nobody_words,
)
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.cards import Card, EmptyState, Scroll
from desk_app.gui.widgets.fields import LiveLineEdit
from desk_app.gui.widgets.labels import Words, label
from desk_app.usecases.customer_history import (
    ContactRecord,
    CustomerRecord,
    PastInquiry,
    open_contact,
    open_customer,
    past_contacts,
)
from desk_app.usecases.customers import CallerCard, CallerMatch, PastContact

_MOST = 50
_SHOWN = frozenset({Area.CUSTOMERS, Area.CONTACTS, Area.PROMISES, Area.INQUIRIES})


class CustomersPage(QWidget):
    """Find a customer and read their whole history.

    `promise_opened(promise_id)` when one of their promises is chosen, `inquiry_opened(inquiry_id)` when one
    of their written questions is, `start_call_for(customer_id)` when they are to be called,
    `complaint_asked(ContactRecord)` for what is to be taken down of the contact opened. From outside:
    `open_customer(customer_id, contact_id)`, `search_for(text)`. Only opening somebody reads their whole
    card, which stands in the access log; moving through the list does not.
    """

    promise_opened = Signal(int)
    inquiry_opened = Signal(int)
    start_call_for = Signal(int)
    complaint_asked = Signal(object)

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self._search = LiveSearch(shift, _MOST, self)
        self._card: CallerCard | None = None
        self._history: tuple[PastContact, ...] = ()
        self._asked: tuple[PastInquiry, ...] = ()
        self._enter_waits = self._stale = False
        self._find = action(self, tr("Find a customer"), "Ctrl+F", self._go_search)
        self._call = action(self, tr("Call this customer"), "F9", self._start_call)
        self._edit = action(self, tr("Change details"), "Ctrl+E", self._start_edit)
        self._back = action(self, tr("One step back"), "Esc", self.step_back)
        self.person = PersonView(self._call, self._edit)
        self.form = CustomerForm(shift)
        said = tr("Objection, complaint or opinion")
        self._complain = action(self, said, "Ctrl+I", lambda: self.complaint_asked.emit(self.contact.record))
        self.contact = ContactPanel(shift, self._complain)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._make_finder(), 10)
        row.addWidget(self._make_detail(), 22)
        self.setFocusProxy(self.search)
        self._connect()
        self._show_found(())
        self._enable()

    # -- from outside

    def open_customer(self, customer_id: int, contact_id: int | None = None) -> None:
        """Open one customer: the card, what is owed, the history with the focus, or one contact of it."""
        if self._is_editing() and self.form.is_changed():
            say(tr("First save the changes with Ctrl+Enter, or leave them with Esc."), "warning")
            return

        def show(record: CustomerRecord) -> None:
            self._show_card(record, fresh=True)
            if contact_id is not None:
                self._open_entry(contact_id)

        self._shift.call(self, open_customer, show, customer_id=customer_id)

    def search_for(self, text: str) -> None:
        """Search for `text`, as if it were typed here."""
        self.search.setText(text)
        self._go_search()

    def step_back(self) -> None:
        """Leave what was opened last: the form, the contact; then the search takes the focus."""
        if self._is_editing():
            self._end_edit()
        elif self._past.currentWidget() is self.contact:
            self._past.setCurrentWidget(self._history_place)
            self.history.setFocus(Qt.FocusReason.OtherFocusReason)
            self._enable()
        else:
            self._go_search()

    # -- putting together

    def _make_finder(self) -> QWidget:
        self.search = LiveLineEdit(tr("Name, ㄱㅈㅎ, phone number"), search=True, key="Ctrl F")
        self.search.setAccessibleName(tr("Find a customer"))
        self.found = RowList(tr("Customers found"))
        self._hint = Words(size=theme.SMALL, ink="text_faint")
        self._nobody = EmptyState("")
        self._results = QStackedWidget()
        self._results.addWidget(self._nobody)
        self._results.addWidget(self.found)
        card = Card(padding=12, spacing=8)
        card.column.addWidget(self.search)
        card.column.addWidget(self._hint)
        card.column.addWidget(self._results, 1)
        card.setMinimumWidth(theme.px(250))
        return card

    def _make_detail(self) -> QWidget:
        self._form_place = Scroll()
        self._form_place.column.addWidget(self.form)
        self._who = QStackedWidget()
        self._who.addWidget(self.person)
        self._who.addWidget(self._form_place)
        self.history = RowList(tr("Earlier contacts"))
        self._history_head = label()
        self._history_place = QWidget()
        past_column = QVBoxLayout(self._history_place)
        past_column.setContentsMargins(0, 0, 0, 0)
        past_column.setSpacing(8)
        past_column.addWidget(self._history_head)
        past_column.addWidget(self.history, 1)
        self._past = QStackedWidget()
        self._past.addWidget(self._history_place)
        self._past.addWidget(self.contact)
        who, past = Card(), Card()
        who.column.addWidget(self._who)
        past.column.addWidget(self._past)
        who.setMinimumWidth(theme.px(240))
        opened = QWidget()
        row = QHBoxLayout(opened)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(who, 10)
        row.addWidget(past, 12)
        nobody = Card()
        nobody.column.addWidget(
            EmptyState(
                tr("Nobody is open."),
                tr("Type a name, initial consonants or a number at the left; Enter opens the customer."),
            )
        )
        self._detail = QStackedWidget()
        self._detail.addWidget(nobody)
        self._detail.addWidget(opened)
        return self._detail

    def _connect(self) -> None:
        self.search.live_text_changed.connect(self._typed)
        self.search.returnPressed.connect(self._entered)
        self.search.installEventFilter(self)
        self._search.found.connect(self._show_found)
        self.found.opened.connect(self.open_customer)
        self.person.promise_opened.connect(self.promise_opened)
        self.form.saved.connect(self._saved)
        self.form.cancelled.connect(self._end_edit)
        self.history.opened.connect(self._open_entry)
        self.contact.closed.connect(self.step_back)
        self._shift.changed.connect(self._changed)
        self._shift.ticked.connect(self._ticked)

    # -- searching

    def _typed(self, text: str) -> None:
        self._enter_waits = False
        self._search.ask(text)

    def _entered(self) -> None:
        self._enter_waits = self._search.waiting
        if not self._enter_waits:
            self.found.open_chosen()

    def _show_found(self, matches: tuple[CallerMatch, ...]) -> None:
        now = self._shift.now()
        self.found.set_rows([found_row(match, now) for match in matches])
        hint = ""
        if len(matches) == _MOST:
            hint = tr("The first {count} are shown. Type on to narrow it down.", count=_MOST)
        elif matches:
            hint = tr("{count} found", count=len(matches))
        self._hint.set_text(hint)
        self._hint.setVisible(bool(hint))
        if not matches and self._search.text:
            self._nobody.set_words(*nobody_words(self._search.text))
        elif not matches:
            self._nobody.set_words(tr("Whom are you looking for?"), tr("Names and numbers stay masked here."))
        self._results.setCurrentWidget(self.found if matches else self._nobody)
        if matches and self.found.chosen() is None:
            self.found.step(0)
        if self._enter_waits and matches:
            self.found.open_chosen()
        self._enter_waits = False

    def _go_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through what is found while the focus stays in the search field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if by:
                self.found.step(by)
                return True
        return super().eventFilter(watched, event)

    # -- the customer

    def _show_card(self, record: CustomerRecord, *, fresh: bool) -> None:
        """Show a customer; unless `fresh`, what was read further back and what is open stay."""
        card, self._asked = record.card, record.inquiries
        last = card.history[-1] if card.history else None
        older = [one for one in self._history if last and (one.at, one.id) < (last.at, last.id)]
        self._history = card.history if fresh else (*card.history, *older)
        self._card = card
        self._stale = False
        self.person.show_card(card, self._shift.now())
        self._show_history()
        self._detail.setCurrentIndex(1)
        if fresh:
            self._who.setCurrentWidget(self.person)
            self._past.setCurrentWidget(self._history_place)
            self.history.scrollToTop()
            self.history.setFocus(Qt.FocusReason.OtherFocusReason)
        self._enable()

    def _show_history(self) -> None:
        if self._card is None:
            return
        now = self._shift.now()
        left = self._card.contacts - len(self._history)
        read_to = self._history[-1].at if left > 0 else None
        entries = [(one.at, contact_row(one, now)) for one in self._history]
        entries += [(one.at, inquiry_row(one, now)) for one in self._asked if not read_to or one.at > read_to]
        rows = [row for _at, row in sorted(entries, key=lambda entry: entry[0], reverse=True)]
        if left > 0:
            rows.append(more_row(left))
        said = tr("Earlier contacts · {count}", count=self._card.contacts)
        if self._asked:
            said += " · " + tr("{count} written inquiries", count=len(self._asked))
        self._history_head.set_text(said)
        self.history.set_rows(rows)

    def _open_entry(self, key: int) -> None:
        if key == MORE:
            self._read_on()
        elif key < MORE:
            self.inquiry_opened.emit(-key)
        else:
            self._shift.call(self, open_contact, self._show_contact, contact_id=key)

    def _read_on(self) -> None:
        if self._card is None or not self._history:
            return
        asked, last = self._card.customer_id, self._history[-1]

        def take(earlier: tuple[PastContact, ...]) -> None:
            if self._card and self._card.customer_id == asked and self._history[-1:] == (last,):
                self._history = (*self._history, *earlier)
                self._show_history()
                self.history.choose(earlier[0].id if earlier else last.id)

        self._shift.call(self, past_contacts, take, customer_id=asked, before_at=last.at, before_id=last.id)

    def _show_contact(self, record: ContactRecord) -> None:
        if self._card and record.customer_id == self._card.customer_id:
            self.contact.show_record(record, self._shift.now())
            self._past.setCurrentWidget(self.contact)
            self.contact.take_focus()
            self._enable()

    # -- what can be done

    def _start_call(self) -> None:
        if self._card:
            self.start_call_for.emit(self._card.customer_id)

    def _start_edit(self) -> None:
        if self._card:
            self._who.setCurrentWidget(self._form_place)
            self.form.show_card(self._card)
            self._enable()

    def _end_edit(self) -> None:
        self._who.setCurrentWidget(self.person)
        self._enable()
        self.history.setFocus(Qt.FocusReason.OtherFocusReason)

    def _saved(self) -> None:
        self._end_edit()
        say(tr("The customer's details are kept."), "success")

    def _enable(self) -> None:
        """Offer only what can be done now."""
        self._complain.setEnabled(self._past.currentWidget() is self.contact)
        self._call.setEnabled(self._card is not None)
        self._edit.setEnabled(self._card is not None and not self._is_editing())

    def _is_editing(self) -> bool:
        return self._who.currentWidget() is self._form_place

    # -- staying true

    def _changed(self, areas: frozenset[Area]) -> None:
        if areas & _SHOWN:
            self._stale = True
            if self.isVisible():
                self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        self._search.repeat()
        card = self._card
        if card:
            self._shift.call(self, open_customer, self._take_again, customer_id=card.customer_id)

    def _take_again(self, record: CustomerRecord) -> None:
        if self._card and record.card.customer_id == self._card.customer_id:
            self._show_card(record, fresh=False)

    def _ticked(self, now: datetime) -> None:
        if self._card and self.isVisible():
            self.person.show_card(self._card, now)

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew what changed while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self._refresh()
