"""The caller column: who it may be while somebody types, and what is known of whoever it is."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.core.clock import seoul
from desk_app.core.contacts import SafeContact
from desk_app.core.korean import mask_name, mask_phone
from desk_app.core.phones import format_phone
from desk_app.core.spoken import WEEKDAYS, say_left
from desk_app.gui.contacts.rows import Row, RowList
from desk_app.gui.contacts.session import Session
from desk_app.gui.contacts.terms import channel_word, day_and_time, nth, outcome_word
from desk_app.gui.i18n import tr
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, Note, Scroll
from desk_app.gui.widgets.labels import Words, caption, heading, label
from desk_app.gui.widgets.timeline import Event, Timeline
from desk_app.usecases.customers import CallerCard, CallerMatch, OpenPromise, PastContact

_MOST_PROMISES = 4


class CallerPanel(Card):
    """Matches to choose from, then the card. Says `chosen(customer id)`.

    `pick` decides who it is, `agreed` that they have come for the appointment that bears their name.
    """

    chosen = Signal(int)

    def __init__(
        self,
        shift: Shift,
        pick: QAction,
        agreed: QAction | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._shift = shift
        self._title = heading()
        self._count = caption()
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        self._pick = KeyButton.of(pick, size="small")
        self.matches = RowList(tr("Who it may be"), numbered=True, most=8)
        self.matches.picked.connect(self.chosen)
        self._maybe = Words(size=13.5, ink="text_quiet")
        self._expected = Note("primary")
        if agreed is not None:
            button = KeyButton.of(agreed, size="small")
            self._expected.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._again = Note("warning")
        self._safe = Note("warning", quiet=True)
        self._owed = [Note("primary", quiet=True) for _ in range(_MOST_PROMISES)]
        self._before = label(tr("Earlier contacts"))
        self.history = Timeline()
        scroll = Scroll(spacing=10)
        scroll.column.addWidget(self._maybe)
        scroll.column.addWidget(self._pick, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.matches, self._expected, self._again, self._safe, *self._owed):
            scroll.column.addWidget(widget)
        scroll.column.addWidget(self._before)
        scroll.column.addWidget(self.history)
        scroll.column.addStretch(1)
        self.column.addLayout(head)
        self.column.addWidget(scroll, 1)
        self.show_matches(())

    def show_matches(self, matches: Sequence[CallerMatch]) -> None:
        """Offer who the caller may be, masked: only a person decides that it is them."""
        self.matches.set_rows([self._row(match) for match in matches])

    def show_session(self, session: Session) -> None:
        """Show the card of the caller, or who it may be, or what to do to find out."""
        card, known = session.card, session.is_caller_known
        listed = card is None and bool(self.matches.rows())
        if card is None:
            self._title.set_text(tr("Caller"))
            self._count.set_text("")
            words = (
                tr("Choose if it is one of them. Nothing is linked by itself.")
                if listed
                else self._nobody(session)
            )
            self._maybe.set_text(words)
        else:
            self._title.set_text(self._name(card))
            self._count.set_text(tr("contact no. {count}", count=card.contacts + 1))
            self._maybe.set_text(
                "" if known else tr("Known at this number. Ask for the name before you rely on it.")
            )
        self._maybe.setVisible(bool(self._maybe.text()))
        self.matches.setVisible(listed)
        self._pick.set_text(self._pick_words(listed, session))
        self._pick.setVisible(listed or card is not None)
        self._show_expected(session)
        self._show_warnings(card, session)
        self._show_owed(card)
        history = card.history if card else ()
        self._before.setVisible(bool(history))
        self.history.setVisible(bool(history))
        self.history.set_events([self._event(contact) for contact in history])

    # -- inside ---------------------------------------------------------------------------------

    def _pick_words(self, listed: bool, session: Session) -> str:
        if listed:
            return tr("Choose from the list")
        return tr("Somebody else") if session.draft.customer_id is not None else tr("It is them")

    def _nobody(self, session: Session) -> str:
        if session.draft.phone.strip() or session.draft.customer_name.strip():
            return tr("Nobody known by this name or number. A new customer is kept with the record.")
        return tr("Type a name or a number, and earlier contacts are shown here.")

    def _name(self, card: CallerCard) -> str:
        if card.name:
            return tr("{name}, customer", name=card.name)
        return format_phone(card.phones[0]) if card.phones else tr("Without a name")

    def _row(self, match: CallerMatch) -> Row:
        name = tr("{name}, customer", name=mask_name(match.name)) if match.name else tr("Without a name")
        last = ""
        if match.last_contact_at is not None:
            there = seoul(match.last_contact_at)
            last = tr("{count} contacts, last {date}", count=match.contacts, date=f"{there:%y.%m.%d}")
        detail = " · ".join(part for part in (mask_phone(match.phone), last) if part)
        owed = tr("{count} promised", count=match.open_promises) if match.open_promises else ""
        return Row(match.customer_id, name, detail, owed, "warning")

    def _show_expected(self, session: Session) -> None:
        """Offer today's appointment of whoever is typed in, where they did not say that they have one."""
        row = session.expected
        self._expected.setVisible(row is not None)
        if row is not None:
            staff = self._shift.person_by_id(row.staff_id)
            parts = (staff.title if staff else "", row.place)
            when = tr("Agreed for {time} today", time=f"{seoul(row.starts_at):%H:%M}")
            self._expected.set_words(when, " · ".join(part for part in parts if part))

    def _show_warnings(self, card: CallerCard | None, session: Session) -> None:
        same = card.same_matter if card is not None and session.promise is None else None
        self._again.setVisible(same is not None)
        if card is not None and same is not None:
            there = seoul(same.at)
            before = tr(
                "{date}, {channel}, {who}: {summary}",
                date=tr("{month}/{day}", month=there.month, day=there.day),
                channel=channel_word(same.channel),
                who=same.taken_by,
                summary=_first_line(same.summary) or outcome_word(same.outcome),
            )
            what = tr("Apologise first and see it through.")
            self._again.set_words(
                tr("{nth} contact about the same matter", nth=nth(self._times(card, same))),
                f"{before}\n{what}",
            )
        kept = self._kept_from(card.safe_contact) if card is not None else ""
        self._safe.setVisible(bool(kept))
        self._safe.set_words(tr("When calling back"), kept)

    def _times(self, card: CallerCard, same: PastContact) -> int:
        since = self._shift.now() - timedelta(days=self._shift.office.settings.same_matter_days)
        return 1 + sum(1 for past in card.history if past.topic == same.topic and past.at >= since)

    def _kept_from(self, safe: SafeContact) -> str:
        lines = []
        if safe.may_name_agency is False:
            lines.append(tr("Never name the agency to others."))
        if safe.may_text is False:
            lines.append(tr("Leave no messages."))
        if safe.hours:
            lines.append(tr("Call: {hours}", hours=safe.hours))
        return "\n".join(lines)

    def _show_owed(self, card: CallerCard | None) -> None:
        owed = card.promises[:_MOST_PROMISES] if card else ()
        for note, promise in zip(self._owed, (*owed, *[None] * (_MOST_PROMISES - len(owed))), strict=True):
            note.setVisible(promise is not None)
            if promise is not None:
                note.set_words(self._owed_title(promise), self._owed_text(promise))
                tone = "danger" if promise.due_at <= self._shift.now() else "primary"
                if note.property("note") != tone:
                    note.setProperty("note", tone)
                    note.style().unpolish(note)
                    note.style().polish(note)

    def _owed_title(self, promise: OpenPromise) -> str:
        now = self._shift.now()
        return tr(
            "Promised by {when}, {left}",
            when=day_and_time(promise.due_at, now),
            left=say_left(promise.due_at, now),
        )

    def _owed_text(self, promise: OpenPromise) -> str:
        what = promise.topic or _first_line(promise.summary)
        return " · ".join(part for part in (what, promise.owner) if part)

    def _event(self, past: PastContact) -> Event:
        there = seoul(past.at)
        this_year = there.year == seoul(self._shift.now()).year
        date = f"{there:%m.%d}" if this_year else f"{there:%Y.%m.%d}"
        title = " · ".join(part for part in (channel_word(past.channel), past.topic) if part)
        when = f"{date} ({WEEKDAYS[there.weekday()]}) {there:%H:%M} · {past.taken_by}"
        summary = _first_line(past.summary)
        text = f"{summary} → {outcome_word(past.outcome)}" if summary else outcome_word(past.outcome)
        return Event(title, when, text)


def _first_line(text: str) -> str:
    line = text.strip().partition("\n")[0]
    return line if len(line) <= 80 else f"{line[:79]}…"
