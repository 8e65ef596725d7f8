"""One appointment in full: who comes, about what, how it stands, what to do, what was done so far."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.core.appointments import Reach
from desk_app.core.clock import seoul
from desk_app.core.phones import format_phone
from desk_app.core.spoken import say_date, say_when, short_when
from desk_app.gui import theme
from desk_app.gui.appointments.words import LINES, REACHES, REASONS, STATES, span
from desk_app.gui.i18n import tr
from desk_app.gui.office.presence import say_deputy
from desk_app.gui.promises.words import whole_customer
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, Note, Scroll
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.labels import Words, label
from desk_app.gui.widgets.panels import PanelPlace
from desk_app.gui.widgets.timeline import Event, Timeline
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.appointments import AppointmentDetail, AppointmentLine


class DetailCard(Card):
    """The appointment opened. Whole names stand here and only here; a panel opens in place of the buttons."""

    closed = Signal()

    def __init__(self, shift: Shift, verbs: Sequence[QAction], papers: Sequence[QAction]) -> None:
        super().__init__(padding=16, spacing=8)
        self.setAccessibleName(tr("The appointment chosen"))
        self._shift = shift
        self.detail: AppointmentDetail | None = None
        self._chip = Chip()
        self._title = Words(size=theme.LARGE, weight="bold")
        self._when = Words(weight="semibold")
        self._phone = Words(size=theme.LEAD, weight="semibold", tabular=True)
        self._facts = Words(size=13.5, ink="text_soft")
        self._away = Note("warning", quiet=True)
        self._verbs, self._papers = _buttons(verbs), _buttons(papers)
        self.place = PanelPlace()
        self.place.changed.connect(self._show_parts)
        self._matter_label, self._matter = label(tr("Matter")), Note()
        self._past_label, self._past = label(tr("So far")), Timeline()
        head = QHBoxLayout()
        head.addWidget(self._chip)
        head.addStretch(1)
        leave = KeyButton(tr("Close"), "Esc", "quiet", size="small")
        leave.clicked.connect(lambda _checked=False: self.closed.emit())
        head.addWidget(leave)
        scroll = Scroll(spacing=8)
        inside = scroll.column
        inside.setContentsMargins(2, 0, 6, 2)
        for widget in (self._title, self._when, self._phone, self._facts, self._away, self._verbs):
            inside.addWidget(widget)
        inside.addWidget(self.place)
        for widget in (self._matter_label, self._matter, self._papers, self._past_label, self._past):
            inside.addWidget(widget)
        inside.addStretch(1)
        self.column.addLayout(head)
        self.column.addWidget(scroll, 1)

    def show_appointment(self, detail: AppointmentDetail) -> None:
        """Show an appointment whole."""
        now = self._shift.now()
        self.detail = detail
        state, tone = STATES[detail.state]
        self._chip.set_chip(tr(state), tone)
        self._title.set_text(whole_customer(detail.customer, detail.phone) or tr("Nameless"))
        when = f"{say_date(seoul(detail.starts_at).date())} {span(detail.starts_at, detail.ends_at)}"
        self._when.set_text(
            "\n".join((when, " · ".join(part for part in (detail.staff, detail.place) if part)))
        )
        self._phone.set_text(format_phone(detail.phone) if detail.customer else "")
        self._facts.set_text("\n".join(_facts(detail, now)))
        self._show_cover(detail, now)
        matter = " · ".join(part for part in (detail.topic, detail.matter) if part)
        self._matter.set_words("", matter or tr("Nothing noted"))
        self._past.set_events([_event(line, now) for line in detail.history])
        self._show_parts()

    def _show_parts(self) -> None:
        """Show beside an open panel only who it is and when."""
        free = self.place.panel is None
        for widget in (self._verbs, self._papers, self._facts):
            widget.setVisible(free)
        self._phone.setVisible(free and bool(self._phone.text()))

    def _show_cover(self, detail: AppointmentDetail, now: datetime) -> None:
        """Say that the person is away, and who acts for them."""
        acting = self._shift.person_by_id(detail.cover.person_id) if detail.cover else None
        person = self._shift.person_by_id(detail.staff_id)
        title = text = ""
        if detail.covered_by:
            title = tr("{who} received the customer instead", who=detail.covered_by)
        elif detail.cover is not None and person is not None:
            until = person.presence.at(now).back_at
            back = tr("back {when}", when=short_when(until, now)) if until else ""
            title = " · ".join(part for part in (tr("{who} is away", who=person.title), back) if part)
            text = say_deputy(acting.title, detail.cover.why) if acting else tr("Nobody acts for them.")
        self._away.set_words(title, text)
        self._away.setVisible(bool(title))


def _facts(detail: AppointmentDetail, now: datetime) -> list[str]:
    """Return what else is known, a line each."""
    lines = [tr("Why a visit: {reason}", reason=tr(REASONS[detail.why_visit]))]
    if detail.bring:
        lines.append(tr("To bring: {things}", things=detail.bring))
    if detail.reach is not Reach.NONE:
        by = tr(REACHES[detail.reach])
        due = detail.reminder_due_at
        lines.append(tr("Reminder: {how}", how=by) + (f" · {short_when(due, now)}" if due else ""))
    if detail.may_text is False:
        lines.append(tr("No text messages"))
    if detail.override:
        lines.append(tr("Booked all the same: {reason}", reason=detail.override))
    if detail.arrived_at:
        lines.append(tr("Arrived {when}", when=short_when(detail.arrived_at, now)))
    return lines


def _event(line: AppointmentLine, now: datetime) -> Event:
    """Return a line of the history, with where the appointment stood after it."""
    when = tr("{when} · {who}", when=short_when(line.at, now), who=line.by)
    title = tr(LINES[line.what]) if line.what in LINES else line.what
    stood = f"{say_when(line.starts_at, now)} · {line.staff}" if line.what in {"booked", "moved"} else ""
    return Event(title, when, " · ".join(part for part in (stood, line.detail) if part))


def _buttons(actions: Sequence[QAction]) -> QWidget:
    return WrapRow(*(KeyButton.of(each, size="small") for each in actions), spacing=6)
