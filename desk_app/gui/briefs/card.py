"""The brief for whoever receives a visitor in a colleague's place, as a card of an open record."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.briefs import Purpose
from desk_app.core.clock import seoul
from desk_app.core.phones import format_phone
from desk_app.core.spoken import short_when
from desk_app.gui import theme
from desk_app.gui.briefs.parts import Line, Part, PartView, sheet_of, shown
from desk_app.gui.contacts.terms import channel_word, outcome_word
from desk_app.gui.customers.words import safe_lines
from desk_app.gui.i18n import tr
from desk_app.gui.office.presence import presence_word, say_deputy
from desk_app.gui.paper import Sheet
from desk_app.gui.printing import print_sheet, save_sheet
from desk_app.gui.promises.words import KINDS, masked_customer, short_due, whole_customer
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, Note, Scroll
from desk_app.gui.widgets.labels import Words, heading
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.briefs import note_print
from desk_app.usecases.executor import UseCase
from desk_app.usecases.hand_over_briefs import (
    HandOverBrief,
    OwedPromise,
    ToldContact,
    hand_over_brief,
    hand_over_brief_for,
)


class HandOverBriefCard(Card):
    """Half a page for the deputy, so that nobody repeats their story; `clear` empties it.

    `show_brief(appointment_id)` or `show_for(customer_id, topic_id)` reads it, which is logged. On the
    screen the name is whole, on paper it is masked and there is no number.
    """

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shift = shift
        self.brief: HandOverBrief | None = None
        self._read_at: datetime | None = None
        self._asked = 0
        self._content: QWidget | None = None
        printed = action(self, tr("Print"), "Ctrl+P", self.print, whole_window=True)
        saved = action(self, tr("PDF"), "Ctrl+Shift+P", self.save, whole_window=True)
        self._verbs = (printed, saved)
        self._who = Words(size=theme.BODY, weight="semibold", tabular=True)
        self._away = Note("warning")
        self._scroll = Scroll()
        self.column.addWidget(heading(tr("Hand-over brief")))
        self.column.addWidget(self._away)
        self.column.addWidget(self._who)
        self.column.addWidget(self._scroll, 1)
        self.column.addWidget(WrapRow(*(KeyButton.of(verb, size="small") for verb in self._verbs)))
        self.setAccessibleName(tr("Hand-over brief"))
        self.clear()

    def show_brief(self, appointment_id: int) -> None:
        """Read and show the brief of an appointment."""
        self._ask(hand_over_brief, appointment_id=appointment_id)

    def show_for(self, customer_id: int, topic_id: int | None) -> None:
        """Read and show the brief of a customer who came without an appointment."""
        self._ask(hand_over_brief_for, customer_id=customer_id, topic_id=topic_id)

    def clear(self) -> None:
        """Show nothing, and let an answer still on its way come to nothing."""
        self._asked += 1
        self.brief = None
        for widget in (self._who, self._away, self._scroll):
            widget.hide()
        for verb in self._verbs:
            verb.setEnabled(False)

    def _ask(self, use: UseCase[Any, HandOverBrief], **args: Any) -> None:
        self.clear()
        asked = self._asked

        def take(brief: HandOverBrief) -> None:
            if asked == self._asked:
                self._show(brief)

        self._shift.call(self, use, take, **args)

    def _show(self, brief: HandOverBrief) -> None:
        self.brief, now = brief, self._shift.now()
        self._who.set_text(_who(brief))
        self._away.set_words(
            _whose(brief, now), tr("What they told us already stands here: do not ask for it again.")
        )
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(14)
        for part in shown(hand_over_parts(brief, now)):
            column.addWidget(PartView(part, whole=True))
        self._scroll.column.addWidget(self._content)
        for widget in (self._who, self._away, self._scroll):
            widget.show()
        for verb in self._verbs:
            verb.setEnabled(True)

    # -- onto paper -------------------------------------------------------------------------------

    def print(self) -> None:
        """Ask for a printer and print the brief; that it is put on paper is logged."""
        self._on_paper(lambda sheet, name: print_sheet(self.window(), sheet, name))

    def save(self) -> None:
        """Ask where to put the brief as a PDF; that it is put into a file is logged."""
        self._on_paper(lambda sheet, name: save_sheet(self.window(), sheet, name))

    def _on_paper(self, put: Callable[[Sheet, str], object]) -> None:
        brief = self.brief
        if brief is None:
            return

        def noted(at: datetime) -> None:
            put(hand_over_sheet(brief, at), f"{tr('Hand-over brief')} {seoul(at):%Y-%m-%d %H%M}")

        self._shift.call(self, note_print, noted, purpose=Purpose.HAND_OVER, customer_id=brief.customer_id)


def hand_over_parts(brief: HandOverBrief, now: datetime) -> tuple[Part, ...]:
    """Return the brief in parts: the matter, what was promised, what was said, how to reach them."""
    when = short_when(brief.starts_at, now) if brief.starts_at else ""
    matter = (
        (tr("Appointment"), " · ".join(part for part in (when, brief.place) if part)),
        (tr("Topic"), brief.topic),
        (tr("Matter"), brief.matter),
        (tr("To bring"), brief.bring),
    )
    return (
        Part(tr("Why they come"), tuple(Line(name, text) for name, text in matter if text)),
        Part(
            tr("What they were promised"),
            tuple(_promise_line(owed, now) for owed in brief.promises),
            tr("Nothing is owed to them."),
        ),
        Part(
            tr("Last contacts and what was said"),
            tuple(_contact_line(told, now) for told in brief.contacts),
            tr("They have not turned to us before."),
        ),
        Part(
            tr("When reaching them"),
            tuple(Line("", said) for said, _answer in safe_lines(brief.safe_contact)),
        ),
    )


def hand_over_sheet(brief: HandOverBrief, at: datetime) -> Sheet:
    """Return the brief for paper, printed `at`: the name masked, the number left out."""
    who = masked_customer(brief.customer, brief.phone)
    under = " · ".join(part for part in (who, _whose(brief, at)) if part)
    foot = tr("For work at this desk only. Shred it when it has served.")
    return sheet_of(tr("Hand-over brief"), under, hand_over_parts(brief, at), foot, at)


def _who(brief: HandOverBrief) -> str:
    number = format_phone(brief.phone) if brief.phone else ""
    name = whole_customer(brief.customer, "") if brief.customer else ""
    return " · ".join(part for part in (name, number) if part) or tr("Without a name")


def _whose(brief: HandOverBrief, now: datetime) -> str:
    """Return whose visitor it is, where they are, and who acts for them."""
    if not brief.staff:
        return tr("Nobody is in charge of this topic")
    word, _dot = presence_word(brief.presence, now)
    acting = say_deputy(brief.deputy, brief.no_deputy)
    return " · ".join(part for part in (brief.staff, word, acting) if part)


def _promise_line(owed: OwedPromise, now: datetime) -> Line:
    late = owed.told_at <= now
    what = tr("{kind} by {owner}", kind=tr(KINDS[owed.kind]), owner=owed.owner)
    told = tr("told: by {when}", when=short_due(owed.told_at, now))
    return Line(
        short_due(owed.due_at, now),
        what,
        " · ".join((told, *_line(owed.summary))),
        tr("overdue") if late else "",
        "danger" if late else "quiet",
    )


def _contact_line(told: ToldContact, now: datetime) -> Line:
    past = told.contact
    how = " · ".join(part for part in (channel_word(past.channel), outcome_word(past.outcome), past.taken_by))
    return Line(short_when(past.at, now), how, " / ".join((*_line(past.summary), *_line(told.note))))


def _line(text: str) -> tuple[str, ...]:
    """Return a text on one line, or nothing of an empty one."""
    joined = " ".join(text.split())
    return (joined,) if joined else ()
