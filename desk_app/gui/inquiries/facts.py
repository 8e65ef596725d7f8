"""What is known of an inquiry: both dates and why they are these, what was written, files, what was done."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.clock import seoul
from desk_app.core.contacts import Channel
from desk_app.core.inquiries import OPEN
from desk_app.core.phones import format_phone
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.inquiries import words
from desk_app.gui.inquiries.day_strip import DayStrip, days_of
from desk_app.gui.inquiries.files import FileList
from desk_app.gui.inquiries.history import events, notes
from desk_app.gui.promises.words import away_words
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.flow import Run
from desk_app.gui.widgets.labels import Words, label
from desk_app.gui.widgets.paint import key_words
from desk_app.gui.widgets.timeline import Timeline
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.inquiries import InquiryDetail, LinkedInquiry

_MOST_LINKS = 3  # of each kind; the nearest


class Fact(QWidget):
    """A small label over what it is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = label(name)
        self._value = Words(size=theme.BODY, weight="semibold", tabular=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._name)
        column.addWidget(self._value)
        column.addStretch(1)

    def show_value(self, *lines: tuple[str, theme.Tone]) -> None:
        """Show lines, each in the colour of its tone."""
        self._value.set_runs(
            [
                Run(
                    f"\n{text}" if at else text,
                    theme.BODY,
                    "semibold",
                    "text" if tone == "quiet" else f"{tone}_text",
                    tabular=True,
                )
                for at, (text, tone) in enumerate(lines)
            ]
        )

    def text(self) -> str:
        """Return what is shown."""
        return self._value.text()


class DatesPart(QWidget):
    """Arrival, both dates, the person in charge, the days between, and on asking why the dates are these."""

    def __init__(self, why: QAction) -> None:
        super().__init__()
        self.arrived = Fact(tr("Arrived / accepted"))
        self.safe = Fact(tr("Safe reply date"))
        self.limit = Fact(tr("Legal limit (by law)"))
        self.owner = Fact(tr("In charge"))
        self.strip = DayStrip()
        self._legend = Words(size=theme.SMALL, ink="text_faint")
        self.why = QWidget()
        self._why = tuple(Note("quiet", quiet=True) for _ in range(2))
        reasons = QVBoxLayout(self.why)
        reasons.setContentsMargins(0, 0, 0, 0)
        reasons.setSpacing(6)
        for note in self._why:
            reasons.addWidget(note)
        self.why.hide()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for at, fact in enumerate((self.arrived, self.safe, self.limit, self.owner)):
            grid.addWidget(fact, at // 2, at % 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        below = QHBoxLayout()
        below.addWidget(self._legend, 1)
        below.addWidget(KeyButton.of(why, "quiet", size="small"))
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(8)
        column_.addLayout(grid)
        column_.addWidget(self.strip)
        column_.addLayout(below)
        column_.addWidget(self.why)

    def show_inquiry(self, detail: InquiryDetail, now: datetime) -> None:
        """Show the dates of `detail`."""
        today, dates = seoul(now).date(), detail.dates
        owed = detail.state in OPEN
        accepted = words.at_words(detail.accepted_at, now) if detail.accepted_at else tr("not accepted yet")
        self.arrived.show_value((f"{words.at_words(detail.arrived_at, now)}\n{accepted}", "quiet"))
        safe = [(words.due_words(dates.safe_reply, today), dates.safe_reply.due_on)]
        if dates.told_on is not None:
            told = (tr("{day} · told", day=words.day_words(dates.told_on, today)), dates.told_on)
            anew = tr("counted anew: {day}", day=safe[0][0])
            safe = [told, *((anew, day) for _, day in safe if day != dates.told_on)]
        if detail.expected_on is not None:
            expected = tr("now expected {day}", day=words.day_words(detail.expected_on, today))
            safe.append((expected, detail.expected_on))
        self.safe.show_value(*((said, _tone(day, today, owed=owed)) for said, day in safe))
        limit = words.due_words(dates.limit, today)
        self.limit.show_value((limit, _tone(dates.limit.due_on, today, owed=owed)))
        away = away_words(detail.presence, now)
        deputy = tr("deputy {who}", who=detail.deputy) if detail.deputy else ""
        owner = "\n".join(part for part in (detail.owner, away, deputy) if part)
        self.owner.show_value((owner, "quiet"))
        self.strip.set_days(days_of(seoul(detail.arrived_at).date(), dates.safe_reply, dates.limit, today))
        self._legend.set_text(tr("Dashed: no working day. Blue: safe reply date. Red: legal limit."))
        safe_note, limit_note = self._why
        safe_note.set_words(
            tr("Safe reply date {day}", day=words.due_words(dates.safe_reply, today)),
            words.why_words(dates.safe_reply, today),
        )
        limit_note.set_words(
            tr("Legal limit {day}", day=words.due_words(dates.limit, today)),
            words.why_words(dates.limit, today),
        )


class TwicePart(Note):
    """That the same paper came twice and both are owed, with the button that takes the later one back."""

    def __init__(self, settle: QAction) -> None:
        super().__init__("warning", quiet=True)
        self.column.addWidget(KeyButton.of(settle, size="small"), 0, Qt.AlignmentFlag.AlignLeft)

    def show_inquiry(self, detail: InquiryDetail) -> None:
        """Show which one need not be answered, where there is one."""
        self.setVisible(detail.surplus is not None)
        if detail.surplus is not None:
            later, stands = detail.surplus
            other = stands if later.id == detail.id else later
            one = tr(
                "The same paper as {other}. One answer is enough: {later} can be taken back.",
                other=other.number,
                later=later.number,
            )
            self.set_words("", one)


class CallPart(QWidget):
    """That a contact at the desk turned into the inquiry, with the button that opens it."""

    def __init__(self, look: QAction) -> None:
        super().__init__()
        self._said = Words(size=13.5, ink="text_soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._said, 1)
        row.addWidget(KeyButton.of(look, size="small"))

    def show_inquiry(self, detail: InquiryDetail, now: datetime) -> None:
        """Show when that contact began, where there was one."""
        contact = detail.contact
        self.setVisible(contact is not None)
        if contact is not None:
            when = words.at_words(contact.started_at, now)
            is_call = contact.channel is Channel.PHONE
            self._said.set_text(
                tr("Came of the call of {when}", when=when)
                if is_call
                else tr("Came of the visit of {when}", when=when)
            )


class TextPart(QWidget):
    """Who asks and where the answer goes, what was written, its files, inquiries beside it, what was done.

    Says `file_asked(AttachmentLine)`, `file_unwanted(AttachmentLine)`, `inquiry_asked(id)`, and
    `link_asked(id, same_paper)` where two that may be the same are to be linked, as `links` do by key: as the
    same paper, as the same matter.
    """

    file_asked = Signal(object)
    file_unwanted = Signal(object)
    inquiry_asked = Signal(int)
    link_asked = Signal(int, bool)

    def __init__(self, settle_twice: QAction, look_at_call: QAction, links: Sequence[QAction]) -> None:
        super().__init__()
        self._link_keys = links
        self.call = CallPart(look_at_call)
        self.twice = TwicePart(settle_twice)
        self._reach = Words(size=13.5, ink="text_soft")
        self._care = Note("warning", quiet=True)
        self._text = Note()
        self._files_label, self.files = label(tr("Files")), FileList()
        self._links_label, self._links = label(tr("Beside it")), QVBoxLayout()
        self._links.setSpacing(4)
        self._past = Timeline()
        self.files.asked.connect(self.file_asked)
        self.files.unwanted.connect(self.file_unwanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (
            self._reach,
            self.call,
            self._care,
            self.twice,
            label(tr("What was written")),
            self._text,
            self._files_label,
            self.files,
            self._links_label,
        ):
            column.addWidget(widget)
        column.addLayout(self._links)
        column.addWidget(label(tr("So far")))
        column.addWidget(self._past)

    def show_inquiry(self, detail: InquiryDetail, now: datetime) -> None:
        """Show what was written and done."""
        today = seoul(now).date()
        self._reach.set_text("\n".join(_reach(detail)))
        self.call.show_inquiry(detail, now)
        self.twice.show_inquiry(detail)
        self._text.set_words("", detail.text or tr("Nothing noted"))
        self.files.set_files(detail.files)
        for widget in (self._files_label, self.files):
            widget.setVisible(bool(detail.files))
        self._show_links(detail, today)
        self._past.set_events(events(detail, now))

    def tick(self, detail: InquiryDetail, now: datetime) -> None:
        """Show what must be known at `now` before anything more is done."""
        told = notes(detail, now)
        self._care.set_words("", "\n".join(told))
        self._care.setVisible(bool(told))

    def _show_links(self, detail: InquiryDetail, today: date) -> None:
        while item := self._links.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        linked: Sequence[tuple[str, Sequence[LinkedInquiry]]] = (
            (tr("Before it"), detail.earlier),
            (tr("After it"), detail.later),
            (tr("The same twice"), detail.duplicates),
            (tr("Perhaps the same"), detail.similar),
        )
        for name, inquiries in linked:
            for each in inquiries[-_MOST_LINKS:] if inquiries is detail.earlier else inquiries[:_MOST_LINKS]:
                self._links.addWidget(self._link(name, each, today, may_link=inquiries is detail.similar))
        self._links_label.setVisible(self._links.count() > 0)

    def _link(self, name: str, linked: LinkedInquiry, today: date, *, may_link: bool) -> QWidget:
        day = words.figures(seoul(linked.arrived_at).date(), today)
        same = tr("the same file") if linked.same_file else ""
        ended = "" if linked.state in OPEN else tr(words.STATES[linked.state][0])
        said = " · ".join(part for part in (name, day, linked.number, ended, same) if part)
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addWidget(Words(linked.subject, size=13.5, max_lines=1))
        column.addWidget(Words(said, size=theme.SMALL, ink="text_quiet", max_lines=1))
        buttons = WrapRow(spacing=6)
        look = KeyButton(tr("Look at it"), size="small")
        look.setAccessibleDescription(linked.number)
        look.clicked.connect(lambda _checked=False: self.inquiry_asked.emit(linked.id))
        buttons.add(look)
        if may_link:
            for each, same_paper in zip(self._link_keys, (True, False), strict=True):
                link = KeyButton(each.text(), key_words(each.shortcut()), size="small")
                link.clicked.connect(
                    lambda _checked=False, paper=same_paper: self.link_asked.emit(linked.id, paper)
                )
                buttons.add(link)
        column.addWidget(buttons)
        return row


def _tone(day: date, today: date, *, owed: bool) -> theme.Tone:
    left = (day - today).days
    if not owed or left > words.NEAR:
        return "quiet"
    return "danger" if left < 0 else "warning"


def _reach(detail: InquiryDetail) -> list[str]:
    """Return who it came from and where the answer goes, a line each."""
    came = tr(
        "Came by {how} · {kind}", how=tr(words.CHANNELS[detail.channel]), kind=words.kind_words(detail.kind)
    )
    goes = tr("Answer by {how}", how=tr(words.CHANNELS[detail.answer_by]))
    lines = [came, " · ".join(part for part in (goes, detail.answer_to) if part)]
    about = (detail.topic, format_phone(detail.phone) if detail.phone else "")
    return [*lines, " · ".join(part for part in about if part)]
