"""The desk while nobody is being served: what to press, what waits, who called in vain, today's work."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.areas import Area
from desk_app.core.clock import seoul
from desk_app.core.due_choices import due_choices
from desk_app.core.errors import CalendarEnds
from desk_app.core.korean import mask_name, mask_phone
from desk_app.core.spoken import short_when
from desk_app.gui.contacts.facts import digits_of
from desk_app.gui.contacts.rows import Row, RowList
from desk_app.gui.contacts.terms import channel_word, outcome_word
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, Scroll
from desk_app.gui.widgets.labels import Words, caption, heading
from desk_app.usecases.contacts import TodaysContact, WaitingDraft, drop_contact, todays_contacts
from desk_app.usecases.rings import MissedCall, dismiss_missed, missed_calls, promise_for_missed


def who(draft: WaitingDraft) -> str:
    """Return whose contact this is as a visitor may see it."""
    if draft.customer_name.strip():
        return tr("{name}, customer", name=mask_name(draft.customer_name))
    digits = digits_of(draft.phone)
    return mask_phone(digits) if digits else tr("Without a name")


class IdlePanel(QWidget):
    """Says `taken_up(draft id)`. Lists are read again when their part of the data changed.

    A second Delete on the same line throws it away; one press never does.
    """

    taken_up = Signal(int)

    def __init__(
        self, shift: Shift, call: QAction, visit: QAction, beside: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shift = shift
        self._asked_to_remove: tuple[RowList, int] | None = None
        self._missed: tuple[MissedCall, ...] = ()
        self.call_button = KeyButton.of(call, "primary", size="large")
        visit_button = KeyButton.of(visit, size="large")
        self._sentence = Words(weight="bold", size=20.0)
        self._help = Words(ink="text_quiet")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.call_button)
        buttons.addWidget(visit_button)
        buttons.addStretch(1)
        start = Card(padding=28, spacing=8)
        start.column.addWidget(self._sentence)
        start.column.addWidget(self._help)
        start.column.addSpacing(8)
        start.column.addLayout(buttons)
        self.waiting = RowList(tr("Waiting contacts"), numbered=True, most=9)
        self.missed = RowList(tr("Missed calls"), most=9)
        self.today = RowList(tr("Today's contacts"), most=40)
        self._waiting_card = _listed(
            tr("Waiting contacts"), self.waiting, tr("a number takes it up, Delete throws it away")
        )
        self._missed_card = _listed(
            tr("Missed calls"), self.missed, tr("Enter promises a callback, Delete needs none")
        )
        self._nothing = Words(tr("Nobody has been served yet today."), ink="text_quiet")
        self._today_card = _listed(tr("Today's contacts"), self.today, "", fill=True)
        self._today_card.column.insertWidget(1, self._nothing)
        self._owed = QWidget()
        owed = QVBoxLayout(self._owed)
        owed.setContentsMargins(0, 0, 0, 0)
        owed.setSpacing(12)
        owed.addWidget(self._waiting_card)
        owed.addWidget(self._missed_card)
        owed.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._owed, 1)
        row.addWidget(self._today_card, 1)
        row.addWidget(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(start)
        column.addLayout(row, 1)
        self.waiting.picked.connect(self.taken_up)
        self.waiting.removal_asked.connect(lambda draft_id: self._remove(self.waiting, draft_id))
        self.missed.picked.connect(self._promise)
        self.missed.removal_asked.connect(lambda ring_id: self._remove(self.missed, ring_id))
        self.show_waiting(())
        self._show_missed(())
        self._show_today(())

    def hasHeightForWidth(self) -> bool:
        """Return False: the lists give way and scroll before the page does."""
        return False

    def show_waiting(self, waiting: Sequence[WaitingDraft]) -> None:
        """Show the contacts that wait; those a crash left behind are offered at once."""
        self._near = near = [saved for saved in waiting if saved.is_near(self._shift.desk)]
        left_behind = [saved for saved in near if not (saved.parked or saved.in_use)]
        far = [saved for saved in waiting if saved not in near]
        rows = [*sorted(near, key=lambda saved: saved.parked or saved.in_use), *far]
        self.waiting.set_rows([self._waiting_row(saved) for saved in rows])
        self._waiting_card.setVisible(bool(waiting))
        self._owed.setVisible(bool(waiting or self._missed))
        if left_behind:
            self._sentence.set_text(tr("A contact was interrupted"))
            self._help.set_text(
                tr("Everything that was typed is there. Its number takes it up where it stopped.")
            )
        else:
            self._sentence.set_text(tr("Ready for the next customer"))
            self._help.set_text(
                tr("Begin with one key; the script, the record and earlier contacts open together.")
            )

    def reload(self, areas: frozenset[Area]) -> None:
        """Read again what is shown of `areas`."""
        if Area.RINGS in areas:
            self._shift.call(self, missed_calls, self._show_missed)
        if areas & {Area.CONTACTS, Area.CUSTOMERS}:
            self._shift.call(self, todays_contacts, self._show_today)

    def take_focus(self) -> None:
        """Put the focus where the next key is likeliest: on what waits, or on the beginning of a call."""
        (self.waiting if self._near else self.call_button).setFocus()

    def _waiting_row(self, saved: WaitingDraft) -> Row:
        topic = self._shift.topic_by_id(saved.topic_id)
        began = tr("begun {time}", time=short_when(saved.started_at, self._shift.now()))
        what = [
            channel_word(saved.channel),
            topic.name if topic else "",
            began,
            "" if saved.mine else f"{saved.desk} {saved.staff}",
        ]
        calm = saved.parked or saved.in_use
        state = tr("waits") if saved.parked else tr("being typed") if saved.in_use else tr("interrupted")
        detail = " · ".join(part for part in what if part)
        return Row(saved.id, who(saved), detail, state, "quiet" if calm else "warning")

    def _show_missed(self, calls: tuple[MissedCall, ...]) -> None:
        self._missed = calls
        rows = []
        for call in calls:
            name = tr("{name}, customer", name=mask_name(call.customer)) if call.customer else ""
            number = mask_phone(call.phone) if call.phone else tr("Number withheld")
            when = short_when(call.missed_at, self._shift.now())
            detail = " · ".join(part for part in (number if name else "", when) if part)
            rows.append(Row(call.id, name or number, detail, tr("{n} rings", n=call.rings), "warning"))
        self.missed.set_rows(rows)
        self._missed_card.setVisible(bool(rows))
        self._owed.setVisible(bool(rows or self.waiting.rows()))

    def _show_today(self, contacts: tuple[TodaysContact, ...]) -> None:
        rows = []
        for past in contacts:
            name = (
                tr("{name}, customer", name=mask_name(past.customer))
                if past.customer
                else tr("Without a name")
            )
            what = [channel_word(past.channel), past.topic, past.taken_by]
            detail = f"{seoul(past.at):%H:%M} · " + " · ".join(part for part in what if part)
            rows.append(Row(past.id, name, detail, outcome_word(past.outcome)))
        self.today.set_rows(rows)
        self.today.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    def _promise(self, ring_id: int) -> None:
        call = next((call for call in self._missed if call.id == ring_id), None)
        due_at = self._first_due()
        if call is None or due_at is None:
            return
        if not call.phone:
            say(
                tr("The number was withheld, so nobody can be called back. Delete takes it off the list."),
                "warning",
            )
            return
        words = tr("Callback promised by {when}.", when=short_when(due_at, self._shift.now()))
        self._shift.call(
            self, promise_for_missed, lambda _id: say(words, "success"), ring_id=ring_id, due_at=due_at
        )

    def _first_due(self) -> datetime | None:
        office = self._shift.office
        try:
            dues = due_choices(self._shift.now(), settings=office.settings, calendar=office.calendar)
        except CalendarEnds:
            return None
        return dues[0].due_at if dues else None

    def _remove(self, rows: RowList, row_id: int) -> None:
        if self._asked_to_remove != (rows, row_id):
            self._asked_to_remove = (rows, row_id)
            say(tr("Press Delete once more to throw it away."), "warning")
            return
        self._asked_to_remove = None
        if rows is self.waiting:
            self._shift.call(self, drop_contact, lambda _: say(tr("Thrown away.")), draft_id=row_id)
        else:
            self._shift.call(self, dismiss_missed, lambda _: say(tr("Taken off the list.")), ring_id=row_id)


def _listed(title: str, rows: RowList, hint: str, *, fill: bool = False) -> Card:
    """Return a card with a titled list; `fill` lets it take the room there is and scroll."""
    card = Card(spacing=8)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(heading(title))
    words = caption(hint)
    words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    head.addWidget(words, 1)
    card.column.addLayout(head)
    if fill:
        scroll = Scroll(spacing=0)
        scroll.column.addWidget(rows)
        scroll.column.addStretch(1)
        card.column.addWidget(scroll, 1)
    else:
        card.column.addWidget(rows)
    return card
