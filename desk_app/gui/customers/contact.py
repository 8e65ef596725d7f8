"""One earlier contact, opened: what was asked, how it ended, which steps were taken and which skipped."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.phones import format_phone
from desk_app.gui import theme
from desk_app.gui.contacts.terms import outcome_word
from desk_app.gui.customers.second_visit import SecondVisitPart
from desk_app.gui.customers.words import contact_title, contact_when, made_words, ring_words
from desk_app.gui.i18n import tr
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note, Scroll
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.flow import Flow, Run
from desk_app.gui.widgets.labels import Words, heading, label
from desk_app.gui.widgets.paint import draw_focus
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.customer_history import ContactRecord, WalkedStep


class _Step(Words):
    """A step with its tick, or the dashed circle of one that was skipped, and the clauses it serves."""

    def __init__(self, step: WalkedStep) -> None:
        super().__init__(indent=28)
        self._done = step.done
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        runs = [Run(step.title, weight="semibold", ink="text_soft" if step.done else "text_quiet")]
        runs += [Run(f"  {clause.mark}", theme.SMALL, "semibold", "primary_text") for clause in step.clauses]
        said = step.choice if step.done else tr("Skipped")
        if said:
            runs += [Run("\n"), Run(said, theme.SMALL, ink="text_quiet")]
        self.set_runs(runs)
        how = tr("done") if step.done else tr("skipped")
        clauses = ", ".join(f"{clause.mark} {clause.title}" for clause in step.clauses)
        self.setAccessibleName(", ".join(part for part in (step.title, how, clauses, step.choice) if part))
        self.setToolTip(clauses)

    def draw_mark(self, painter: QPainter, flow: Flow, top: float) -> None:
        """Draw the tick or the dashed circle beside the title."""
        side = theme.px(18)
        box = QRectF(1, top + (flow.lines[0].height - side) / 2, side, side)
        line = Qt.PenStyle.SolidLine if self._done else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.color("success_border" if self._done else "field_border"), 1, line))
        painter.setBrush(theme.color("success_soft" if self._done else "card"))
        painter.drawEllipse(box)
        if self._done:
            inner = box.adjusted(side * 0.22, side * 0.22, -side * 0.22, -side * 0.22)
            theme.draw_icon(painter, inner, "check", "success_text", 3)


class ContactPanel(QWidget):
    """One contact, whole; `closed` when its reader goes back to the history.

    `verbs` are what can be done with it.
    """

    closed = Signal()

    def __init__(self, shift: Shift, *verbs: QAction) -> None:
        super().__init__()
        self.record: ContactRecord | None = None
        self._title, self._when = heading(), Words(size=theme.SMALL, ink="text_faint", tabular=True)
        self.back = KeyButton(tr("Back to the history"), "Esc", "quiet", size="small")
        self.back.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        self._scroll = Scroll(spacing=6)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._inside = QWidget()
        self.second_visit = SecondVisitPart(shift, self)
        self.second_visit.changed.connect(lambda record: self.show_record(record, shift.now()))
        self.second_visit.left.connect(self.take_focus)
        self._scroll.column.addWidget(self.second_visit)
        self._scroll.column.addWidget(self._inside)
        self._scroll.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(7, 0, 7, 7)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._when)
        if verbs:
            column.addWidget(WrapRow(*(KeyButton.of(each, size="small") for each in verbs)))
        column.addSpacing(12 if verbs else 8)
        column.addWidget(self._scroll, 1)

    def show_record(self, record: ContactRecord, now: datetime) -> None:
        """Show `record` from its top."""
        self.record = record
        self.second_visit.show_record(record, now)
        self._title.set_text(contact_title(record))
        self._when.set_text(contact_when(record, now))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        chips = [Chip(outcome_word(record.outcome), "primary")]
        rings = ring_words(record)
        if rings:
            chips.append(Chip(rings))
        column.addWidget(WrapRow(*chips))
        for name, text in (
            (tr("What was asked"), record.summary),
            (tr("Message to pass on"), record.note),
        ):
            if text:
                column.addSpacing(8)
                column.addWidget(label(name))
                column.addWidget(Note(text=text))
        facts = [
            (tr("Number at the time"), format_phone(record.phone) if record.phone else ""),
            (tr("In charge"), record.assignee),
            *((tr("Written inquiry"), f"{each.number} · {each.subject}") for each in record.inquiries),
            *((tr("Promised"), made_words(promise, now)) for promise in record.promises),
        ]
        for name, text in facts:
            if text:
                column.addWidget(_fact(name, text))
        if record.steps:
            done = sum(step.done for step in record.steps)
            column.addSpacing(10)
            said = tr("Steps of the script · {done} of {all} taken", done=done, all=len(record.steps))
            column.addWidget(label(said))
            for step in record.steps:
                column.addWidget(_Step(step))
        column.addStretch(1)
        self._scroll.column.replaceWidget(self._inside, inside)
        self._inside.deleteLater()
        self._inside = inside
        self._scroll.verticalScrollBar().setValue(0)
        self._scroll.setAccessibleName(f"{self._title.text()}, {self._when.text()}")

    def take_focus(self) -> None:
        """Put the keyboard on the text: the arrows scroll it."""
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the ring of the focus when it comes and goes."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring around the text that the arrows scroll."""
        if self._scroll.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_focus(painter, QRectF(self._scroll.geometry()).adjusted(-7, -7, 7, 7), 8)


def _fact(name: str, text: str) -> Words:
    made = Words()
    made.set_runs([Run(f"{name}  ", theme.SMALL, "semibold", "text_quiet"), Run(text, 13.5, tabular=True)])
    return made
