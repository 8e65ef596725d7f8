"""One promise, or one missed call, in full: what is owed, what to do about it, what was done so far."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.phones import format_phone
from desk_app.core.promises import PromiseState
from desk_app.core.spoken import say_left, say_when
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.office.presence import say_deputy
from desk_app.gui.promises import words
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, EmptyState, Note, Scroll
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.labels import Words, label
from desk_app.gui.widgets.panels import PanelPlace
from desk_app.gui.widgets.timeline import Timeline
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.board import BoardRow, PromiseDetail
from desk_app.usecases.rings import MissedCall


class DetailColumn(Card):
    """The right column. Whole names stand here and only here; a panel opens between buttons and history."""

    def __init__(self, verbs: Sequence[QAction], missed_verbs: Sequence[QAction]) -> None:
        super().__init__(padding=18, spacing=0)
        self.setAccessibleName(tr("The promise chosen"))
        self._detail: PromiseDetail | None = None
        self._has_care = False
        self._chip = Chip()
        self._title = Words(size=theme.LARGE, weight="bold")
        self._about = Words(size=13.5, ink="text_soft")
        self._phone = Words(size=theme.LEAD, weight="semibold", tabular=True)
        self._owner = Words(size=13.5, ink="text_quiet")
        self._care = Note("warning", quiet=True)
        self._verbs = _buttons(verbs)
        self._missed_verbs = _buttons(missed_verbs)
        self.place = PanelPlace()
        self.place.changed.connect(self._show_parts)
        self._asked_label, self._asked = label(tr("What was asked")), Note()
        self._past_label, self._past = label(tr("So far")), Timeline()
        self._empty = EmptyState("")
        chip_row = QHBoxLayout()
        chip_row.addWidget(self._chip)
        chip_row.addStretch(1)
        self._whole = QWidget()
        inside = QVBoxLayout(self._whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        self._scroll = Scroll(spacing=8)
        column = self._scroll.column
        column.setContentsMargins(2, 2, 6, 2)
        column.addLayout(chip_row)
        for widget in (
            self._title,
            self._about,
            self._phone,
            self._owner,
            self._care,
            self._verbs,
            self._missed_verbs,
            self.place,
            self._asked_label,
            self._asked,
            self._past_label,
            self._past,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        inside.addWidget(self._scroll)
        self.column.addWidget(self._whole)
        self.column.addWidget(self._empty)
        self.show_nothing()

    @property
    def detail(self) -> PromiseDetail | None:
        """Return the promise shown."""
        return self._detail

    def show_nothing(self, *, closed: bool = False) -> None:
        """Show that nothing is chosen, or that it is `closed`: a colleague's matter, until it is opened."""
        self._detail = None
        if closed:
            self._empty.set_words(tr("One staff matter"), tr("Enter opens it. See to it that nobody looks."))
        else:
            self._empty.set_words(tr("Nothing is chosen"), tr("Choose a line with the arrow keys."))
        self._whole.hide()
        self._empty.show()

    def show_promise(self, detail: PromiseDetail, now: datetime) -> None:
        """Show a promise whole."""
        self._detail = detail
        self._title.set_text(
            tr(
                "{who}: {kind}",
                who=words.whole_customer(detail.customer, detail.phone),
                kind=tr(words.KINDS[detail.kind]),
            ).strip()  # not all that is owed is owed to somebody who is known
        )
        self._phone.set_text(format_phone(detail.phone))
        self._set_care(detail, now)
        asked = "\n".join(part for part in (detail.summary, detail.note) if part)
        self._asked.set_words("", asked or tr("Nothing noted"))
        self._past.set_events(words.history(detail, now))
        self.tick(now)
        self._show_parts()

    def follow(self, row: BoardRow, now: datetime) -> None:
        """Show where the owner of the promise shown is by now and who acts for them, as the list read it."""
        if self._detail is not None:
            self._detail = replace(
                self._detail, presence=row.presence, deputy=row.deputy, no_deputy=row.no_deputy
            )
            self.tick(now)

    def show_missed(self, call: MissedCall, now: datetime) -> None:
        """Show a missed call."""
        self._detail = None
        self._chip.set_chip(words.ago_words(call.missed_at, now), "warning")
        who = words.whole_customer(call.customer, call.phone) or tr("Number withheld")
        self._title.set_text(tr("Missed call: {who}", who=who))
        self._about.set_text(
            tr("{when}, hung up after {count} rings", when=say_when(call.missed_at, now), count=call.rings)
        )
        self._phone.set_text(format_phone(call.phone) if call.customer else "")
        self._show_parts()

    def tick(self, now: datetime) -> None:
        """Show the time that is left at `now`."""
        detail = self._detail
        if detail is None:
            return
        if detail.state is PromiseState.OPEN:
            self._chip.set_chip(say_left(detail.due_at, now), words.due_words(detail.due_at, now)[1])
        else:
            text, tone = words.STATES[detail.state]
            self._chip.set_chip(tr(text), tone)
        due = tr("by {when}", when=words.short_due(detail.due_at, now))
        self._about.set_text(" · ".join(part for part in (detail.topic, due) if part))
        away = words.away_words(detail.presence, now)
        in_charge = tr("In charge {who}", who=detail.owner)
        deputy = say_deputy(detail.deputy, detail.no_deputy)
        taken = tr("taken by {who}", who=detail.taken_by)
        self._owner.set_text(" · ".join(part for part in (in_charge, away, deputy, taken) if part))

    def _show_parts(self) -> None:
        """Show what belongs to a promise or to a missed call; beside an open panel only who it is."""
        self._empty.hide()
        self._whole.show()
        free, missed = self.place.panel is None, self._detail is None
        self._about.setVisible(free)
        self._phone.setVisible(free and bool(self._phone.text()))
        self._owner.setVisible(free and not missed)
        self._care.setVisible(free and not missed and self._has_care)
        self._verbs.setVisible(free and not missed)
        self._missed_verbs.setVisible(free and missed)
        for widget in (self._asked_label, self._asked, self._past_label, self._past):
            widget.setVisible(not missed)

    def _set_care(self, detail: PromiseDetail, now: datetime) -> None:
        """Say what must be known before the number is dialled."""
        lines = []
        if detail.told_at != detail.due_at:
            lines.append(tr("The customer expects it by {when}.", when=words.short_due(detail.told_at, now)))
        if detail.may_name_agency is False:
            lines.append(tr("Do not name the agency to anyone else."))
        elif detail.may_name_agency is None and detail.phone:
            lines.append(tr("Nobody asked whether the agency may be named: do not name it."))
        if detail.may_text is False:
            lines.append(tr("Do not send text messages."))
        if detail.contact_hours:
            lines.append(tr("Call {hours}.", hours=detail.contact_hours))
        self._care.set_words("", "\n".join(lines))
        self._has_care = bool(lines)


def _buttons(actions: Sequence[QAction]) -> QWidget:
    verbs = [KeyButton.of(each, "secondary" if at else "primary") for at, each in enumerate(actions)]
    return WrapRow(*verbs, spacing=6)
