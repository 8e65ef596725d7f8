"""Doing something with an inquiry: opening it, its verbs, the panels they ask in, its letter, its files."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput, Conflict, DeskError, NotFound
from desk_app.core.letters import Letter, LetterKind
from desk_app.gui import letter_paper as paper
from desk_app.gui.i18n import tr
from desk_app.gui.inquiries.detail import DetailCard
from desk_app.gui.inquiries.field_panels import BeginFieldPanel, EndFieldPanel, LongerFieldPanel
from desk_app.gui.inquiries.file_panels import TakeOutPanel
from desk_app.gui.inquiries.files import choose_files, take_files
from desk_app.gui.inquiries.last_letters import last_told, next_letter, recorded_on
from desk_app.gui.inquiries.letter_panels import ExtendPanel, InterimPanel, ReplyPanel, SendPanel
from desk_app.gui.inquiries.link_panels import LinkPanel, linked_words
from desk_app.gui.inquiries.office_panels import AcceptPanel, ChangePanel, TellPanel
from desk_app.gui.inquiries.panels import InquiryPanel
from desk_app.gui.inquiries.passing_panels import (
    AskPanel,
    CamePanel,
    PassOnPanel,
    PlanPassingPanel,
    ReferPanel,
    WithdrawPanel,
)
from desk_app.gui.inquiries.unsaved import UnsavedReplies
from desk_app.gui.messages import say
from desk_app.gui.printing import save_file
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.panels import Asking
from desk_app.gui.words import say_error
from desk_app.usecases.attachments import OpenedAttachment, add_attachment, open_attachment
from desk_app.usecases.executor import UseCase
from desk_app.usecases.inquiries import AttachmentLine, InquiryDetail, InquiryRow, NewFile
from desk_app.usecases.inquiry_intake import link_inquiry
from desk_app.usecases.inquiry_lists import open_inquiry
from desk_app.usecases.inquiry_replies import check_reply, close_inquiry
from desk_app.usecases.letters import Wordings, inquiry_letter

Make = Callable[[Shift, InquiryDetail], InquiryPanel]


class Handling(QObject):
    """What the page lets one do with the inquiry at hand, which `current` names.

    Says `shown(InquiryDetail)` when one is opened, `other_asked(id)` when another one is to be settled,
    `settled` when a panel opened or closed, `stale` when what is on the screen is no longer so.
    """

    shown = Signal(object)
    other_asked = Signal(int)
    settled = Signal()
    stale = Signal()

    def __init__(
        self,
        shift: Shift,
        current: Callable[[], InquiryRow | None],
        unsaved: UnsavedReplies,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._shift, self._current = shift, current
        self._then: tuple[int, Callable[[InquiryDetail], object]] | None = None
        self._card: DetailCard | None = None
        self._kind: LetterKind | None = None
        self._unsaved = unsaved
        self.wordings: Wordings | None = None

    def runs(self) -> dict[str, Callable[[], object]]:
        """Return what each verb does."""
        panels: Mapping[str, Make] = {
            "accept": AcceptPanel,
            "tell": TellPanel,
            "change": ChangePanel,
            "write": lambda shift, detail: ReplyPanel(shift, detail, self._unsaved),
            "interim": InterimPanel,
            "ask": AskPanel,
            "came": CamePanel,
            "inspect": BeginFieldPanel,
            "inspect_longer": LongerFieldPanel,
            "inspected": EndFieldPanel,
            "plan": PlanPassingPanel,
            "pass_on": PassOnPanel,
            "refer": ReferPanel,
            "withdraw": WithdrawPanel,
            "take_out": TakeOutPanel,
        }
        asking = {verb: partial(self._ask, make) for verb, make in panels.items()}
        return {
            **asking,
            "extend": self._extend,
            "extend_late": self._extend,
            "check": self._check,
            "send": self._send,
            "close": lambda: self._turn(close_inquiry, tr("Closed.")),
            "file": lambda: choose_files(self.card, self.add_files),
            "print": lambda: self._paper(lambda letter: paper.print_letter(letter, self.card)),
            "pdf": lambda: self._paper(lambda letter: paper.save_letter_pdf(letter, self.card)),
            "hwpx": lambda: self._paper(lambda letter: paper.save_letter_hwpx(letter, self.card)),
            "docx": lambda: self._paper(lambda letter: paper.save_letter_docx(letter, self.card)),
            "copy": lambda: self._paper(paper.copy_letter),
        }

    def use_card(self, card: DetailCard) -> None:
        """Let panels open in `card`."""
        self._card = card
        self._asking = Asking(self._shift, card.place, self._at_hand, self)
        self._asking.closed.connect(self.show_letter)
        self._asking.closed.connect(self.settled)
        self._asking.done.connect(self._done)
        self._asking.failed.connect(self._failed)
        card.files_dropped.connect(self.add_files)
        card.text.file_asked.connect(self._open_file)
        card.text.file_unwanted.connect(self._take_out)
        card.text.link_asked.connect(self._link)

    @property
    def card(self) -> DetailCard:
        """Return the card of the inquiry opened."""
        assert self._card is not None
        return self._card

    # -- opening

    def open(self, inquiry_id: int, then: Callable[[InquiryDetail], object] | None = None) -> None:
        """Read an inquiry whole, which is logged, and show it as long as it is the one at hand."""
        if then is not None:
            self._then = inquiry_id, then
        elif self._then is not None and self._then[0] != inquiry_id:
            self._then = None
        self._shift.call(self, open_inquiry, self._opened, self._refused, inquiry_id=inquiry_id)

    def _opened(self, detail: InquiryDetail) -> None:
        then, self._then = self._then, None
        self._show(detail)
        if then is not None and then[0] == detail.id:
            then[1](detail)

    def _show(self, detail: InquiryDetail) -> None:
        """Show an inquiry, unless the list went on to another one meanwhile."""
        row = self._current()
        if row is not None and row.id != detail.id:
            return
        before = self.card.detail
        if before is None or before.id != detail.id or before.state is not detail.state:
            self._kind = None
        self.card.show_inquiry(detail, self._shift.now())
        self.show_letter()
        self.shown.emit(detail)

    def _with_detail(self, then: Callable[[InquiryDetail], object]) -> None:
        """Do something with the inquiry at hand as soon as it is read."""
        row, detail = self._current(), self.card.detail
        if row is None:
            return
        if detail is not None and (detail.id, detail.version) == (row.id, row.version):
            then(detail)
        else:
            self.open(row.id, then)

    # -- the letter

    def choose_letter(self, kind: LetterKind) -> None:
        """Show another letter about the inquiry."""
        self._kind = kind
        self.show_letter()

    def show_letter(self) -> None:
        """Draw the letter as the panel and the inquiry have it now."""
        detail, asked = self.card.detail, self.card.place.panel
        panel = asked if isinstance(asked, InquiryPanel) else None
        if detail is None:
            self.card.show_letter(None)
            return
        kind = panel.letter if panel is not None and panel.letter else self._kind or next_letter(detail)
        now, told, written_on = self._shift.now(), None, None
        if panel is not None and kind is panel.letter:
            told = panel.told()
        else:
            written_on = recorded_on(detail, kind)
        letter = inquiry_letter(
            kind,
            detail,
            branch=self._shift.office.branch,
            written_on=written_on or seoul(now).date(),
            told=told or last_told(detail, kind, now),
            wordings=self.wordings,
        )
        self.card.show_letter(letter)

    def _paper(self, make: Callable[[Letter], object]) -> None:
        letter = self.card.letter.view.letter()
        if letter is None:
            return
        if not letter.is_whole:
            say(tr("The letter is not whole yet. {missing}", missing=self.card.letter.missing()), "warning")
            return
        make(letter)

    # -- panels

    def _ask(self, make: Make) -> None:
        """Open a panel on the inquiry at hand."""

        def ask(detail: InquiryDetail) -> None:
            panel = make(self._shift, detail)
            panel.edited.connect(self.show_letter)
            self._asking.ask(panel)
            self.show_letter()
            self.settled.emit()

        self._with_detail(ask)

    def _extend(self) -> None:
        """Ask by how much, unless the period is over: then it is said at once that it cannot be done."""

        def ask(detail: InquiryDetail) -> None:
            if detail.dates.is_over(self._shift.now()):
                say(say_error(BadInput("days", "after_period")), "warning")
            else:
                self._ask(ExtendPanel)

        self._with_detail(ask)

    def close_panel(self) -> None:
        """Put an open panel away."""
        self._asking.close()

    def _at_hand(self) -> dict[str, Any] | None:
        """Return what a panel's verb is done on: the inquiry opened, as it is on the screen."""
        detail = self.card.detail
        return {"inquiry_id": detail.id, "seen_version": detail.version} if detail else None

    def _done(self, panel: InquiryPanel, detail: InquiryDetail) -> None:
        if isinstance(panel, ReplyPanel):
            self._unsaved.forget(detail.id)
        self._kind = panel.letter
        self._show(detail)

    def _failed(self, error: DeskError, shown: bool) -> None:
        if not shown or isinstance(error, Conflict | NotFound):
            self._refused(error)

    def _turn(self, use: UseCase[Any, InquiryDetail], said: str, **args: Any) -> None:
        def turn(detail: InquiryDetail) -> None:
            given = {"inquiry_id": detail.id, "seen_version": detail.version} | args
            self._shift.call(self, use, turned, self._refused, **given)

        def turned(detail: InquiryDetail) -> None:
            say(said, "success")
            self._show(detail)

        self._with_detail(turn)

    def _check(self) -> None:
        row = self._current()
        if row is not None:
            self._turn(check_reply, tr("Checked: it can be sent."), number=row.drafts)

    def _send(self) -> None:
        """Ask how the reply went out, or say at once that somebody is to check it first."""

        def send(detail: InquiryDetail) -> None:
            draft = detail.draft
            if draft is None or draft.checked_at or not self._shift.office.settings.reply_needs_check:
                self._ask(SendPanel)
            elif draft.written_by_id == self._shift.person.id:
                say(
                    tr("Not sent: a colleague must check the reply first (K on this question)."),
                    "warning",
                )
            else:
                say(tr("Not sent: nobody has checked the reply yet. Read it, then press K."), "warning")

        self._with_detail(send)

    def _link(self, to_id: int, same_paper: bool) -> None:
        said = linked_words(same_paper=same_paper)
        self._turn(link_inquiry, said, to_id=to_id, same_paper=same_paper)

    def link(self, *, same_paper: bool) -> None:
        """Ask with which one that may be the same it is linked, since that is for good."""

        def choose(detail: InquiryDetail) -> None:
            if detail.similar:
                self._ask(partial(LinkPanel, same_paper=same_paper))

        self._with_detail(choose)

    def settle_twice(self) -> None:
        """Ask to take back the later one where the same paper came twice, the reason filled in."""

        def ask(detail: InquiryDetail) -> None:
            if detail.surplus is not None:
                later = detail.surplus[0]
                if later.id == detail.id:
                    self._ask(WithdrawPanel)
                else:
                    self.other_asked.emit(later.id)

        self._with_detail(ask)

    def _refused(self, error: DeskError) -> None:
        """Say why something could not be done; what was changed elsewhere is read anew."""
        self._then = None
        say(say_error(error), "warning" if isinstance(error, Conflict) else "danger")
        if isinstance(error, Conflict | NotFound):
            self.stale.emit()

    # -- files

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add what lies at `paths` to the inquiry opened."""
        if paths and self.card.detail is not None:
            take_files(self.card, paths, partial(self._add, self.card.detail), self._refused)

    def _add(self, detail: InquiryDetail, files: tuple[NewFile, ...]) -> None:
        """Add the files one after another, each seeing the version that the one before it made."""
        if not files:
            self._show(detail)
            return
        first, *rest = files

        def added(after: InquiryDetail) -> None:
            say(tr("{name} is added.", name=after.files[-1].name), "success")
            self._add(after, tuple(rest))

        given = {"inquiry_id": detail.id, "seen_version": detail.version}
        self._shift.call(
            self, add_attachment, added, self._refused, name=first.name, content=first.content, **given
        )

    def _take_out(self, line: AttachmentLine) -> None:
        self._ask(lambda shift, detail: TakeOutPanel(shift, detail, line))

    def _open_file(self, line: AttachmentLine) -> None:
        """Read a file, which is logged, and ask where to put it; nothing is ever run from here."""

        def put(file: OpenedAttachment) -> None:
            save_file(self.card, lambda: file.content, file.name, tr("Files"))

        self._shift.call(self, open_attachment, put, self._refused, attachment_id=line.id)
