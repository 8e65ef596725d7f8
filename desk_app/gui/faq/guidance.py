"""The guidance at hand beside a contact: entries of its topic, a search while talking, the answer to read."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from desk_app.core.areas import Area
from desk_app.core.errors import DeskError
from desk_app.core.faq import EntryText
from desk_app.gui import theme
from desk_app.gui.contacts.rows import Row, RowList
from desk_app.gui.contacts.session import Session
from desk_app.gui.faq.answer_view import AnswerView
from desk_app.gui.faq.search_field import SearchField
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.cards import Card
from desk_app.gui.widgets.labels import Words, heading
from desk_app.gui.words import say_error
from desk_app.usecases.faq import EntryDetail, FaqHit, search_faq
from desk_app.usecases.faq_candidates import count_use, note_miss
from desk_app.usecases.faq_entries import propose_change

PAUSE_MS = 120
_MOST, _AT_ONCE = 6, 3


class GuidanceCard(Card):
    """Follows one session and never takes the focus by itself: F11 does, and Esc gives it back.

    Says `reading(bool)` when an answer is opened or put away, for which it wants the whole column. Every
    answer opened is counted, every search that ends without a hit is kept without who and of whom.
    """

    reading = Signal(bool)

    def __init__(self, shift: Shift) -> None:
        super().__init__(padding=14, spacing=8)
        self.column.setContentsMargins(14, 17, 14, 14)  # its title in line with those beside it
        self._shift = shift
        self._session: Session | None = None
        self._topic_id: int | None = None
        self._hits: tuple[FaqHit, ...] = ()
        self._asked: tuple[str, int | None] = ("", None)
        self._answered: tuple[str, int | None] | None = None
        self._missed = ""
        self._enter_waits = False
        self._shown: FaqHit | None = None
        self._before: QWidget | None = None
        action(self, tr("Guidance at hand"), "F11", self.take_focus, whole_window=True)
        self._copy = action(self, tr("Copy into the record"), "Alt+C", self._copy_answer, whole_window=True)
        propose = tr("Propose a change")
        self._propose = action(self, propose, "Alt+U", self._propose_change, whole_window=True)
        self.search = SearchField(tr("Search the guidance"), search=True, key="F11")
        self.search.setAccessibleName(tr("Search the guidance"))
        self.search.setProperty("low", True)
        self.hits = RowList(tr("Guidance at hand"), most=_AT_ONCE)
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows of the search field walk through it
        self.view = AnswerView(self._copy, self._propose)
        self._note = Words(size=theme.SMALL, ink="text_faint")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        head = QHBoxLayout()
        head.addWidget(heading(tr("Guidance at hand")), 1)
        self.column.addLayout(head)
        for widget in (self.search, self.hits, self._note, self.view):
            self.column.addWidget(widget, 1 if widget is self.view else 0)
        self._listen()
        self._put_away()

    def is_settled(self) -> bool:
        """Return whether what is shown answers what is typed."""
        return not self._pause.isActive() and self._answered == self._asked

    @property
    def is_reading(self) -> bool:
        """Return whether an answer is shown."""
        return self._shown is not None

    def show_session(self, session: Session) -> None:
        """Show what is at hand for the topic of the session; what was searched stays while it lasts."""
        if session is not self._session:
            self._session, self._before = session, None
            self._clear()
            self._topic_id = session.draft.topic_id
            self._look()
        elif session.draft.topic_id != self._topic_id:
            self._topic_id = session.draft.topic_id
            self._look()

    def take_focus(self) -> None:
        """Give the keyboard to the search field, and remember whose it was."""
        here = QApplication.focusWidget()
        if here is not self.search:
            self._before = here
        self._put_away()
        self.search.setFocus()
        self.search.selectAll()

    # -- searching

    def _typed(self, _text: str) -> None:
        self._put_away()
        self._enter_waits = False
        self._pause.start()

    def _look(self) -> None:
        """Ask for what is typed now; only the answer to the last question is shown."""
        self._pause.stop()
        asked = self._asked = (self.search.live_text().strip(), self._topic_id)
        if asked == ("", None):
            self._take(asked, ())
            return
        self._shift.call(
            self,
            search_faq,
            lambda hits: self._take(asked, hits),
            text=asked[0],
            topic_id=asked[1],
            most=_MOST,
        )

    def _take(self, asked: tuple[str, int | None], hits: tuple[FaqHit, ...]) -> None:
        if asked != self._asked:
            return
        self._answered, self._hits = asked, hits
        self.hits.set_rows([Row(hit.id, hit.question) for hit in hits])
        if asked[0] and hits:
            self._choose(0)
        self._show_list()
        if self._enter_waits:
            self._enter_waits = False
            self._open(self._at())

    def _entered(self) -> None:
        self._enter_waits = True
        if self.is_settled():
            self._enter_waits = False
            self._open(self._at())
        else:
            self._look()

    def _step(self, by: int) -> None:
        if self.is_reading:
            self.view.scroll_on(by)
        elif self._hits:
            self._choose((self._at() + by) % len(self._hits))

    def _at(self) -> int:
        return max(0, self.hits.currentIndex().row())

    def _choose(self, at: int) -> None:
        self.hits.setCurrentIndex(self.hits.model().index(at, 0))

    def _search_ended(self) -> None:
        """Keep a search that found nothing, once."""
        text, topic_id = self._asked
        vain = bool(text) and not self._hits and self._answered == self._asked
        if vain and text != self._missed:
            self._missed = text
            name = self._session.draft.customer_name.strip() if self._session is not None else ""
            self._shift.call(self, note_miss, text=text, topic_id=topic_id, names=(name,))

    # -- reading

    def _open(self, at: int) -> None:
        if not self._hits:
            self._search_ended()
            return
        self._shown = self._hits[at]
        self.view.show_hit(self._shown)
        self._copy.setEnabled(True)
        self._propose.setEnabled(True)
        self._shift.call(self, count_use, entry_id=self._shown.id)
        self._show_list()
        self.reading.emit(True)

    def _picked(self, entry_id: int) -> None:
        self._open(next(at for at, hit in enumerate(self._hits) if hit.id == entry_id))

    def _put_away(self) -> None:
        self._copy.setEnabled(False)
        self._propose.setEnabled(False)
        self.view.end_edit()
        was, self._shown = self._shown, None
        self._show_list()
        if was is not None:
            self.reading.emit(False)

    def _show_list(self) -> None:
        reads = self.is_reading
        policy = QSizePolicy.Policy.Preferred if reads else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.view.setVisible(reads)
        self.hits.setVisible(bool(self._hits) and not reads)
        self.hits.setFixedHeight(self.hits.sizeHint().height())
        text, topic_id = self._asked
        words = ""
        if not self._hits and not reads:
            words = (
                tr("Nothing found. Other words may help; what is missing is noted.")
                if text
                else tr("No entry for this topic yet. F11 searches all of them.")
                if topic_id
                else tr("Choose a topic, or search with F11.")
            )
        self._note.set_text(words)
        self._note.setVisible(bool(words))

    def _leave(self) -> None:
        """Put the answer and what was typed away, and give the focus back."""
        self._search_ended()
        self._clear()
        self._look()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()

    def _clear(self) -> None:
        self._missed = ""
        self.search.clear()
        self._pause.stop()
        self._put_away()

    def _copy_answer(self) -> None:
        """Put the answer shown into the notes of the contact, once."""
        session, hit = self._session, self._shown
        if session is None or hit is None:
            return
        told = tr("Told: {question}", question=hit.question) + f"\n{hit.answer}"
        note = session.draft.note.rstrip()
        if told not in note:
            session.edit(note=f"{note}\n{told}".strip())
        say(tr("The answer stands in the notes."), "success")

    def _propose_change(self) -> None:
        """Let the answer shown be written anew for its owner to look at, and send that."""
        hit = self._shown
        if hit is None:
            return
        if not self.view.is_editing:
            self.view.begin_edit()
            return
        text = EntryText(hit.question, self.view.editor.toPlainText(), hit.section, hit.topic_id)
        given = {"entry_id": hit.id, "seen_version": hit.version, "text": text}
        self._shift.call(self, propose_change, self._proposed, self._not_proposed, **given)

    def _proposed(self, detail: EntryDetail) -> None:
        self.view.end_edit(sent=True)
        self.search.setFocus()
        owner = detail.row.owner
        say(tr("Proposed to {who}.", who=owner) if owner else tr("Proposed to its owner."), "success")

    def _not_proposed(self, error: DeskError) -> None:
        self.view.fail(say_error(error))

    def _leave_edit(self) -> None:
        self.view.end_edit()
        self.search.setFocus()

    # -- putting together

    def _listen(self) -> None:
        self.view.edit_left.connect(self._leave_edit)
        self.search.live_text_changed.connect(self._typed)
        self.search.entered.connect(self._entered)
        self.search.left.connect(self._leave)
        self.search.stepped.connect(self._step)
        self.search.gone.connect(self._search_ended)
        self.hits.picked.connect(self._picked)
        self.view.back.clicked.connect(lambda _checked=False: self._leave())
        self._pause.timeout.connect(self._look)
        self._shift.changed.connect(self._changed)

    def _changed(self, areas: frozenset[Area]) -> None:
        if Area.FAQ in areas and self._session is not None and self.isVisible() and not self.is_reading:
            self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        """End the search with the contact."""
        super().hideEvent(event)
        self._search_ended()
