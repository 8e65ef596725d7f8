"""One complaint in full: what was said, what can be done, what else is owed for it, the steps taken."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.clock import seoul
from desk_app.core.complaints import ComplaintKind, ComplaintState, ToldBy
from desk_app.core.phones import format_phone
from desk_app.core.spoken import short_day, short_when
from desk_app.gui import theme
from desk_app.gui.complaints import words
from desk_app.gui.complaints.new_panel import NewPanel
from desk_app.gui.i18n import tr
from desk_app.gui.office.presence import say_deputy
from desk_app.gui.promises.words import away_words, short_due, whole_customer
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, EmptyState, Note, Scroll
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.labels import Words, label
from desk_app.gui.widgets.panels import PanelPlace
from desk_app.gui.widgets.timeline import Timeline
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.complaint_details import ApologyDetail, ComplaintDetail
from desk_app.usecases.scripts import load_clauses

_CLAUSES = {ComplaintKind.OBJECTION: "I-1-5", ComplaintKind.COMPLAINT: "P-3", ComplaintKind.OPINION: "III-1"}


class DetailCard(Card):
    """The complaint opened. Whole names stand here and only here; a panel opens in place of the verbs."""

    def __init__(self, verbs: Sequence[QAction]) -> None:
        super().__init__(padding=18, spacing=0)
        self.setAccessibleName(tr("The complaint chosen"))
        self.detail: ComplaintDetail | None = None
        self._kind, self._chip, self._clause = Chip(), Chip(), Chip(small=True)
        self._title = Words(size=theme.LARGE, weight="bold")
        self._who = Words(size=theme.LEAD, weight="semibold", tabular=True)
        self._facts = Words(size=13.5, ink="text_quiet")
        self._care, self._care_words = Note("warning", quiet=True), ""
        self._verbs = WrapRow(*(KeyButton.of(each, size="small") for each in verbs), spacing=6)
        self.place = PanelPlace()
        self.place.changed.connect(self._show_parts)
        self._wants, self._done, self._said = Note(), Note("success"), Note("say")
        self._owed_label, self._owed = label(tr("Owed for it as well")), Timeline()
        self._apology = Note("primary")
        self._steps_label, self._steps = label(tr("So far")), Timeline()
        self._empty = EmptyState(tr("No complaint is chosen"), tr("Walk to one with the arrow keys."))
        self._lay_out()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self.detail = None
        self._show_parts()

    def show_complaint(self, detail: ComplaintDetail, now: datetime) -> None:
        """Show a complaint whole."""
        other = self.detail is None or self.detail.id != detail.id
        self.detail = detail
        self._kind.set_chip(tr(words.KINDS[detail.kind]), "quiet")
        self._clause.set_chip(load_clauses()[_CLAUSES[detail.kind]].mark, "primary")
        self._title.set_text(detail.about)
        called = (whole_customer(detail.customer, detail.phone), format_phone(detail.phone))
        self._who.set_text(" · ".join(dict.fromkeys(part for part in called if part)) or tr("Nameless"))
        self._wants.set_words(tr("What the customer wants"), detail.wants)
        self._done.set_words(*_outcome(detail, now))
        self._said.set_words(tr("What the customer said to it"), detail.customer_said)
        self._owed.set_events([words.action_event(each, now) for each in detail.actions])
        self._apology.set_words(*_apology_words(detail.apology, now))
        self._steps.set_events(words.steps(detail, now))
        self.tick(now)
        self._show_parts()
        if other:
            self._scroll.verticalScrollBar().setValue(0)

    def tick(self, now: datetime) -> None:
        """Show the time that is left at `now`."""
        detail = self.detail
        if detail is None:
            return
        self._chip.set_chip(*words.left_words(detail, now))
        away = away_words(detail.presence, now), say_deputy(detail.deputy, detail.no_deputy)
        where = ", ".join(part for part in away if part)
        facts = (
            detail.topic,
            tr("by {when}", when=short_due(detail.due_at, now)),
            tr("in charge {who}", who=f"{detail.owner} ({where})" if where else detail.owner),
            tr("about {who}", who=detail.about_staff) if detail.about_staff else "",
            f"{tr('taken by {who}', who=detail.taken_by)} {short_when(detail.made_at, now)}",
            detail.inquiry,
        )
        self._facts.set_text(" · ".join(part for part in facts if part))
        self._care_words = words.care_words(detail, now)
        self._care.set_words("", self._care_words)

    def _show_parts(self) -> None:
        """Show what there is of the complaint; beside an open panel who it is and what they want."""
        detail, free = self.detail, self.place.panel is None
        self._whole.setVisible(detail is not None or not free)
        self._empty.setVisible(detail is None and free)
        stands = detail is not None and not isinstance(self.place.panel, NewPanel)
        for widget in (self._head, self._title, self._who):
            widget.setVisible(stands)
        self._wants.setVisible(stands and detail is not None and bool(detail.wants))
        if detail is None:
            return
        for widget, there in (
            (self._facts, True),
            (self._verbs, True),
            (self._care, self._care_words),
            (self._done, detail.done or detail.decision),
            (self._said, detail.customer_said),
            (self._owed_label, detail.actions),
            (self._owed, detail.actions),
            (self._apology, detail.apology),
            (self._steps_label, True),
            (self._steps, True),
        ):
            widget.setVisible(free and bool(there))

    def _lay_out(self) -> None:
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        for chip in (self._kind, self._chip):
            head.addWidget(chip)
        head.addStretch(1)
        head.addWidget(self._clause)
        self._scroll = Scroll(spacing=10)
        column = self._scroll.column
        column.setContentsMargins(2, 2, 8, 2)
        for widget in (self._head, self._title, self._who, self._facts, self._care, self._verbs, self.place):
            column.addWidget(widget)
        parts = (self._wants, self._done, self._said, self._owed_label, self._owed, self._apology)
        for part in (*parts, self._steps_label, self._steps):
            column.addWidget(part)
        column.addStretch(1)
        self._whole = QWidget()
        inside = QVBoxLayout(self._whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._scroll)
        self.column.addWidget(self._whole)
        self.column.addWidget(self._empty)


def _outcome(detail: ComplaintDetail, now: datetime) -> tuple[str, str]:
    """Return what came of it, in bold, and what was done or changed."""
    if detail.decision is not None:
        title = tr("Decided: {what}", what=tr(words.DECISIONS[detail.decision]))
        if detail.state is ComplaintState.OPEN:
            title = f"{title} · {tr('not told back yet')}"
        elif detail.told_by is ToldBy.NOBODY:
            title = f"{title} · {tr('nobody could be told: they left no way to be reached')}"
        elif detail.told_by is not None and detail.told_back_at is not None:
            told = short_when(detail.told_back_at, now)
            title = f"{title} · {tr(words.TOLD_BY[detail.told_by])} {told}"
        return title, detail.done
    return tr("What was done about it"), detail.done


def _apology_words(apology: ApologyDetail | None, now: datetime) -> tuple[str, str]:
    """Return how far the public apology is, and its latest text."""
    if apology is None:
        return "", ""
    text = apology.versions[-1].text if apology.versions else ""
    if apology.posted_on is not None:
        day = short_day(apology.posted_on, seoul(now).date())
        state = tr("posted {day}, {where}", day=day, where=apology.posted_where)
    elif apology.approved_by:
        state = tr("approved by {who}", who=apology.approved_by)
    elif text:
        state = tr("written, to be approved by another supervisor")
    else:
        state = tr("to be written")
    due = "" if apology.posted_on else tr("by {when}", when=short_due(apology.due_at, now))
    return " · ".join(part for part in (tr("Public apology"), state, due) if part), text
