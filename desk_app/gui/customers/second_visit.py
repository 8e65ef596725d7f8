"""A second visit as it was written down (`III-3-1`): our fault or not; a supervisor may take that back."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.spoken import short_when
from desk_app.core.staff import SUPERVISORS
from desk_app.gui.complaints.words import CAUSES
from desk_app.gui.i18n import mark, tr
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.own_keys import keep_from_page
from desk_app.gui.widgets.panels import Asking, PanelPlace, ReasonPanel
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.customer_history import ContactRecord, SecondVisit
from desk_app.usecases.taking_back import take_back_fault


class _TakeBackPanel(ReasonPanel):
    """Why it was no fault of ours."""

    use = take_back_fault
    done = mark("Taken back, with its reason. What was still owed for it is withdrawn.")

    def __init__(self) -> None:
        hint = tr("for instance: the papers were told in a text message")
        super().__init__(tr("Was it no fault of ours after all?"), tr("Take our fault back"), hint=hint)


class SecondVisitPart(QWidget):
    """What was found out at the second visit shown; hidden where a contact was none.

    `owner` is where its key works. Says `changed(ContactRecord)` after our fault was taken back, and `left`
    when what was asked for that is put away.
    """

    changed = Signal(object)
    left = Signal()

    def __init__(self, shift: Shift, owner: QWidget) -> None:
        super().__init__()
        self._leads = shift.person.role in SUPERVISORS
        self._record: ContactRecord | None = None
        self.place = PanelPlace()
        self.place.changed.connect(self._show)
        self._asking = Asking(shift, self.place, self._at_hand, self)
        self._asking.closed.connect(self.left)
        self._asking.done.connect(lambda _panel, record: self.changed.emit(record))
        self.take_back = action(owner, tr("Not our fault after all"), "Ctrl+B", self._ask)
        self._said = Note("quiet")
        self._verb = WrapRow(KeyButton.of(self.take_back, size="small"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 4)
        column.setSpacing(8)
        for widget in (self._said, self._verb, self.place):
            column.addWidget(widget)

    def show_record(self, record: ContactRecord, now: datetime) -> None:
        """Show what `record` knows of a second visit; what was asked of another contact is put away."""
        if self._record is None or self._record.id != record.id:
            self.place.close_panel()
        self._record = record
        if record.repeat is not None:
            self._said.set_words(*_words(record.repeat, now))
        self._show()

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the open panel: the page would leave the contact with it."""
        return keep_from_page(event, self._is_own) or super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self.place.panel is not None

    def _show(self) -> None:
        repeat = self._record.repeat if self._record is not None else None
        ours = repeat is not None and repeat.ours and self._leads and self.place.panel is None
        self.take_back.setEnabled(ours)
        self.take_back.setVisible(ours)
        self._verb.setVisible(ours)
        self.setVisible(repeat is not None)

    def _ask(self) -> None:
        self._asking.ask(_TakeBackPanel())

    def _at_hand(self) -> dict[str, Any] | None:
        record = self._record
        if record is None or record.repeat is None:
            return None
        return {"contact_id": record.id, "seen_version": record.repeat.version}


def _words(repeat: SecondVisit, now: datetime) -> tuple[str, str]:
    """Return whether it was our fault, and why; or why that was taken back, when and by whom."""
    cause = tr(CAUSES[repeat.cause]) if repeat.cause is not None else ""
    sorry = tr("apologised") if repeat.apologised else ""
    if repeat.taken_back_at is not None:
        when = tr("{when} · {who}", when=short_when(repeat.taken_back_at, now), who=repeat.changed_by)
        before = _joined(tr("Second visit, written down as our fault"), cause, sorry)
        return tr("Second visit, not our fault after all"), "\n".join((repeat.taken_back_why, when, before))
    if repeat.ours:
        return tr("Second visit, our fault"), _joined(cause, sorry or tr("apology not said yet"))
    return tr("Second visit, not our fault"), ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
