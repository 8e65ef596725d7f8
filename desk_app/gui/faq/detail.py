"""The right part of the page 안내: an entry whole with its versions, a candidate, or a panel that asks."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desk_app.core.clock import seoul
from desk_app.core.faq import Candidate
from desk_app.core.spoken import say_date
from desk_app.gui import theme
from desk_app.gui.faq.words import WHATS, candidate_words, review_words, section_word, to_tell
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, EmptyState, Note, Scroll
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.labels import Words, label
from desk_app.gui.widgets.panels import PanelPlace
from desk_app.gui.widgets.timeline import Event, Timeline
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.faq import EntryDetail, VersionLine


class DetailCard(Card):
    """Shows one entry, one candidate, or nothing; a panel in `place` stands instead of them."""

    def __init__(self, verbs: Sequence[QAction]) -> None:
        super().__init__()
        self.detail: EntryDetail | None = None
        self._empty = EmptyState(
            tr("Nothing is open."), tr("Choose a line at the left; N begins a new entry.")
        )
        self._entry = QWidget()
        self._page: QWidget = self._empty
        self._topic, self._review = Chip(small=True), Chip(small=True)
        self._question = Words(size=theme.LARGE, weight="bold")
        self._answer = Words(size=theme.TITLE)
        self._stands = Note("quiet")
        self._site = Note("primary", quiet=True)
        self._facts = Words(size=theme.SMALL, ink="text_quiet")
        self._past = label(tr("Versions"))
        self._versions = Timeline()
        self._fill(verbs)
        self.place = PanelPlace()
        self.place.changed.connect(self._show_parts)
        self._asked = Scroll()
        self._asked.column.addWidget(self.place)
        self._asked.column.addStretch(1)
        self._stack = QStackedWidget()
        for each in (self._empty, self._entry, self._asked):
            self._stack.addWidget(each)
        self.column.addWidget(self._stack, 1)

    def show_entry(self, detail: EntryDetail, now: datetime) -> None:
        """Show an entry, unless a panel is open in its place."""
        self.detail = detail
        row = detail.row
        self._topic.set_chip(row.topic or tr("No topic"), "quiet")
        self._review.set_chip(*review_words(row, seoul(now).date()))
        self._review.show()
        self._question.set_text(row.question)
        self._answer.set_text(detail.answer)
        self._stands.set_words(*_stands_now(detail))
        self._stands.setVisible(detail.standing is not None)
        self._site.setVisible(True)
        self._site.set_words("", to_tell(row.section))
        owner = tr("Reviewed by {who}", who=row.owner) if row.owner else tr("Nobody reviews it yet")
        by = tr("until {day}", day=say_date(row.review_by)) if row.review_by else ""
        told = tr("told {count} times in 30 days", count=row.uses)
        self._facts.set_text(" · ".join(part for part in (owner, by, told) if part))
        self._past.show()
        self._versions.show()
        self._versions.set_events([self._event(line) for line in detail.versions])
        self._show_page(self._entry)

    def show_candidate(self, one: Candidate, topic: str) -> None:
        """Show what an entry is wanted for."""
        self.detail = None
        self._topic.set_chip(topic or tr("No topic"), "quiet")
        self._review.hide()
        self._question.set_text(f"“{one.text}”")
        self._answer.set_text(candidate_words(one))
        self._stands.hide()
        self._site.hide()
        self._facts.set_text(tr("N makes an entry of it."))
        self._past.hide()
        self._versions.hide()
        self._show_page(self._entry)

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self.detail = None
        self._show_page(self._empty)

    def _show_page(self, page: QWidget) -> None:
        self._page = page
        self._show_parts()

    def _show_parts(self) -> None:
        """Show the panel that asks, or else what is chosen."""
        self._stack.setCurrentWidget(self._page if self.place.panel is None else self._asked)

    def _event(self, line: VersionLine) -> Event:
        there = seoul(line.at)
        when = f"{there:%Y.%m.%d %H:%M} · {line.by}"
        where = " · ".join(part for part in (line.topic, section_word(line.section)) if part)
        return Event(tr(WHATS[line.what]), when, f"{line.question}\n{line.answer}\n{where}")

    def _fill(self, verbs: Sequence[QAction]) -> None:
        scroll = Scroll(spacing=14)
        chips = WrapRow(self._topic, self._review)
        for widget in (chips, self._question, self._answer, self._stands, self._site, self._facts):
            scroll.column.addWidget(widget)
        scroll.column.addWidget(self._past)
        scroll.column.addWidget(self._versions)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self._entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(scroll, 1)
        column.addWidget(WrapRow(*(KeyButton.of(each, size="small") for each in verbs)))


def _stands_now(detail: EntryDetail) -> tuple[str, str]:
    """Return what the entry says that a proposal is to change: what stays as it is only once."""
    now, row = detail.standing, detail.row
    if now is None:
        return "", ""
    changed = (
        now.question if now.question != row.question else "",
        now.answer,
        section_word(now.section) if now.section is not row.section else "",
        (now.topic or tr("No topic")) if now.topic != row.topic else "",
    )
    return tr("Stands now"), "\n".join(part for part in changed if part)
